"""Who may see what: classes, grade and handling tables as data, and the few lines that load them."""
