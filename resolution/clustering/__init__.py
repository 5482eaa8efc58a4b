"""Who is one with whom: clusters of scored pairs, and what keeps two apart whatever the score."""
