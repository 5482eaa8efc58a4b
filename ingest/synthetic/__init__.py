"""A seeded small society and the records that police systems would hold about it, with the truth beside."""

from ingest.synthetic.world import Summary, generate, known

__all__ = ["Summary", "generate", "known"]
