"""Tables of any make as they are read: which column is what, and its values cleaned."""
