"""The reads behind the edge: the graph's answers and the ledger's records in the edge's words."""

from api.reads.house import HouseReads

__all__ = ["HouseReads"]
