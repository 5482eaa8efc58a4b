"""The graph store: Neo4j, or the embedded server, over Bolt with one code path."""

from graph.store.projector import Projector
from graph.store.store import GraphStore, Table

__all__ = ["GraphStore", "Projector", "Table"]
