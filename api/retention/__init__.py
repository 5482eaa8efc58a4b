"""Retention on an installation: what falls due, what holds it, and what is done about it."""
