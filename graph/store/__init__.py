"""The graph store: Neo4j, or the embedded server, over Bolt with one code path."""

from graph.store.look import Look, Table
from graph.store.projector import Projector
from graph.store.store import GraphStore

__all__ = ["GraphStore", "Look", "Projector", "Table"]
