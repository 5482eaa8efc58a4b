"""Who is who in a whole layer: a base, what stands on it, and compounds."""
