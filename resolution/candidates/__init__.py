"""Which pairs are compared at all: the keys that they share, in tables and as arrays."""
