"""Loads an empty graph from the pages of a derivation, under the projection's token, its position last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field

from graph.load.ahead import ahead
from graph.load.embedded import EmbeddedTarget, forget
from graph.load.parallel import BoltTarget
from graph.load.seldom import seldom_swept
from graph.load.spool import Spool
from graph.load.whole import Batch, Whole
from graph.store.embedded import AttachedStore
from graph.store.projector import Projector
from graph.store.store import GraphStore

PART = 50_000
"""Links that are read back from the disk at a time."""


@dataclass
class Loading:
    """What was loaded so far."""

    nodes: int = 0
    links: int = 0
    told: Callable[[Loading], None] = field(default=lambda _: None, repr=False)
    """Called after each part."""


def load(
    store: GraphStore,
    projector: Projector,
    pages: Iterable[Batch],
    position: int,
    incarnation: str,
    loading: Loading | None = None,
) -> Loading:
    """Fill the graph, which the projector has emptied, from rows that derive() gave for all clusters.

    The content equals that of apply() with the same rows. Before the last step the projection has no
    incarnation, so that whoever comes after a kill begins anew. Raises LostLease when a later writer took
    over, Unavailable when the server fails.
    """
    loading, whole = loading or Loading(), Whole()
    target = EmbeddedTarget(store) if isinstance(store, AttachedStore) else BoltTarget(store, projector)
    target.begin()
    with seldom_swept(), closing(target), Spool() as spool:
        for batch in ahead(pages):
            projector.compare()
            page = whole.page(batch)
            joined, waiting = target.add(page)
            spool.add(waiting)
            loading.nodes += len(page.nodes)
            loading.links += joined
            loading.told(loading)
        for count in target.join(spool.read(PART)):
            loading.links += count
            loading.told(loading)
            projector.compare()
        target.settle()
    projector.apply(list(whole.later.items()), position, incarnation)
    if isinstance(store, AttachedStore):
        store.home.loading.unlink(missing_ok=True)
    return loading


def takes(store: GraphStore) -> bool:
    """Whether a server can be loaded so: the embedded one only where its data directory is known."""
    return isinstance(store, AttachedStore) or not store.embedded


def forgotten(store: GraphStore) -> bool:
    """Take back a first load that was begun and not finished; True when there was one.

    To be asked when the projection was claimed. The embedded server ends, so it is then claimed anew.
    """
    if not isinstance(store, AttachedStore) or not store.home.loading.exists():
        return False
    forget(store)
    return True
