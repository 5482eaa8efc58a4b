"""How good clusters are against the truth, and whether for everybody."""
