"""What is kept per layer, on disk: clusters with their log, pairs, suspects, keys and questions."""
