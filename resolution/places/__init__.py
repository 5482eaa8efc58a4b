"""Towns, streets and where they lie: one place however it is written."""
