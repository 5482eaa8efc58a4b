"""Marked reports, and the training of what reads names, roles and relations from them."""
