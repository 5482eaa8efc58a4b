"""The index of a layer on disk: its tables, keys, postings and bounds."""
