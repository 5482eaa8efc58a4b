"""Feeds: which column of which kind of record means what."""
