"""A seeded small society and the records that police systems would hold about it, with the truth beside."""

from ingest.synthetic.world import Summary, generate, known, recall

__all__ = ["Summary", "generate", "known", "recall"]
