"""Names in any script: their words, how those sound, and how alike two of them are."""
