"""Suggestions with evidence: hypotheses about links, never about a person's character."""
