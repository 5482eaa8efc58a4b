"""Who is who: candidates, comparison, probability, clusters, explanations."""
