"""Word lists of ours that extraction reads."""
