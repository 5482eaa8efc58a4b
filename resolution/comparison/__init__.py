"""What persons are compared by, and how two of them agree, field by field."""
