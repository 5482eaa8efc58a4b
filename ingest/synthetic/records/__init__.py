"""What the systems hold: one function per feed, from a quarter of the society to entries."""
