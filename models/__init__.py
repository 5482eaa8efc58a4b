"""Suggestions: hypotheses about links, with their paths, what speaks against them and would change them."""

from models.associate import suggest
from models.suggestion import Evidence, Objection, Step, Suggestion
from models.write import write

__all__ = ["Evidence", "Objection", "Step", "Suggestion", "suggest", "write"]
