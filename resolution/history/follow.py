"""The history follows the clusters: what differs from what was last told of is one event more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.mentions import MentionStore
from resolution.change import Cluster
from resolution.history.causes import Causes, Computed, joining, parting
from resolution.history.event import ERASURE, JOINED, SPLIT, Event
from resolution.history.store import ALL, History
from resolution.store.clusters import ClusterStore
from resolution.store.difference import difference

CHANGES = 2000
Clusters = dict[str, Cluster]


@dataclass(frozen=True)
class Run:
    """What is followed: clusters and mentions as they are, when, and what may have caused what differs.

    `over` gives the layers that a layer stands on, `now` with what it was resolved; `causes`, asked for
    where something differs, what happened to it since. `layers` are those that were resolved since the
    history was last followed; None: all.
    """

    clusters: ClusterStore
    mentions: MentionStore
    at: str
    over: Callable[[int], Sequence[int]]
    now: Callable[[int], Computed]
    causes: Callable[[int], Causes]
    layers: Sequence[int] | None = None


def follow(history: History, run: Run) -> int:
    """Bring the history to the head of the clusters' log; returns how many events that told.

    After a rebuild the log is another one, and all that was told of is compared. Killed at any point it
    goes on where it was: what was told once is as it is now.
    """
    same = history.said(ALL, "identity") == run.clusters.identity
    told = 0
    for layer, mentions in _touched(history, run, same):
        with history.writing():
            events = list(_tell(history, run, layer, mentions))
            history.tell(events)
            if erased := {m for event in events for m in event.erased}:
                history.scrub(erased)
        if erased:
            history.sweep()
        told += len(events)
    with history.writing():
        history.note(ALL, identity=run.clusters.identity, position=run.clusters.head())
        if not history.begun:
            history.note(ALL, begun=run.at)
        for layer in run.clusters.layers() if run.layers is None or not same else run.layers:
            now = run.now(layer)
            head = run.clusters.position(layer)
            history.note(layer, head=head, model=now.model, code=now.code, ledger=now.ledger)
    return told


def _touched(history: History, run: Run, same: bool) -> Iterator[tuple[int, set[str]]]:
    """The mentions of each layer whose clusters may differ, page by page, a base before what it bears."""
    position = int(history.said(ALL, "position") or 0) if same else 0
    while page := run.clusters.changes(position, CHANGES):
        by_layer: dict[int, set[str]] = {}
        for change in page:
            if set(change.before) != set(change.after) or not same:
                named = by_layer.setdefault(change.layer, set())
                named.update(m for cluster in (*change.before, *change.after) for m in cluster)
        yield from by_layer.items()
        position = page[-1].position
    if not same:
        for layer in history.layers():
            for some in history.pages(layer):
                if gone := set(some) - run.clusters.cluster_of(layer, some).keys():
                    yield layer, gone


def _tell(history: History, run: Run, layer: int, mentions: set[str]) -> Iterator[Event]:
    """The events of some mentions of a layer, which are then held as they are."""
    over = run.over(layer)

    def was(ids: Iterable[str]) -> Clusters:
        return _whole(history.cluster_of, layer, over, ids)

    def is_(ids: Iterable[str]) -> Clusters:
        return _whole(run.clusters.cluster_of, layer, over, ids)

    old, new = _closed(mentions, was, is_)
    known = history.records(layer, old.keys() | new.keys())
    records = known | run.mentions.records_of(new.keys() - known.keys())
    for before, after in _differing(old, new):
        if before or any(len(cluster) > 1 for cluster in after):
            yield _event(history, run, layer, before, after, records)
    own = run.clusters.cluster_of(layer, new) if over else new
    now = {m: (cluster[0], records.get(m, "")) for m, cluster in own.items()}
    history.hold(layer, now, old.keys() - own.keys())


def _whole(
    cluster_of: Callable[[int, Iterable[str]], Clusters], layer: int, over: Sequence[int], ids: Iterable[str]
) -> Clusters:
    """The clusters of mentions as a layer knows them: its own, and else those of what it stands on."""
    wanted = set(ids)
    found = cluster_of(layer, wanted)
    others = wanted - found.keys()
    for below in over:
        for mention, cluster in cluster_of(below, others).items():
            if len(cluster) > len(found.get(mention, ())):
                found[mention] = cluster
    return found


def _closed(
    mentions: set[str], was: Callable[[Iterable[str]], Clusters], is_: Callable[[Iterable[str]], Clusters]
) -> tuple[Clusters, Clusters]:
    """Old and new clusters of these mentions and of all that hangs together with them."""
    old: Clusters = {}
    new: Clusters = {}
    known: set[str] = set()
    waiting = set(mentions)
    while waiting:
        known |= waiting
        old |= was(waiting)
        new |= is_(waiting)
        held = {c for side in (old, new) for asked in waiting if (c := side.get(asked)) and len(c) > 1}
        waiting = {m for cluster in held for m in cluster} - known
    return old, new


def _differing(old: Clusters, new: Clusters) -> list[tuple[tuple[Cluster, ...], tuple[Cluster, ...]]]:
    if not old:
        return [((), (cluster,)) for cluster in sorted(set(new.values()))]
    return difference(_named(old), _named(new))


def _named(clusters: Mapping[str, Cluster]) -> dict[str, tuple[str, bytes]]:
    return {mention: (cluster[0], b"") for mention, cluster in clusters.items()}


def _event(
    history: History,
    run: Run,
    layer: int,
    before: tuple[Cluster, ...],
    after: tuple[Cluster, ...],
    records: Mapping[str, str],
) -> Event:
    was, now = ({m for cluster in side for m in cluster} for side in (before, after))
    came, gone = ({m: records.get(m, "") for m in sorted(some)} for some in (now - was, was - now))
    causes = run.causes(layer).of(was | now, came, gone)
    if any(cause.kind == ERASURE for cause in causes):
        gone = dict.fromkeys(gone, "")
    head = run.clusters.position(layer)
    made = Event(layer, run.at, head, before, after, causes, records=came | gone)
    pair = None
    if before and (JOINED in made.what or came):
        pair = joining(run.clusters, layer, before, after)
    if pair is None and SPLIT in made.what:
        pair = parting(history.about(was, [layer]), after)
    return Event(layer, run.at, head, before, after, causes, pair, came | gone)
