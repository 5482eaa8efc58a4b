"""Validated identifiers: one component per kind, each with the reason when a check fails."""
