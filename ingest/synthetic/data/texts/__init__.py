"""Report templates by language."""
