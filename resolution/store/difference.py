"""What changed between two ways to cluster: whole components, as they were and as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resolution.change import Cluster
from resolution.unionfind import UnionFind

Membership = Mapping[str, tuple[str, bytes]]
"""Mention id → name of its cluster and stamp of its content."""

OLD, NEW = "~old ", "~new "  # cluster names beside mention ids in one set of names; sort after the ids


def difference(old: Membership, new: Membership) -> list[tuple[tuple[Cluster, ...], tuple[Cluster, ...]]]:
    """The components that differ, each with its clusters before and after, ordered by smallest mention id.

    A component is all clusters, old and new, that hang together through common mentions.
    """
    touched = {m for m in old.keys() | new.keys() if old.get(m) != new.get(m)}
    # A mention that is untouched in a touched cluster has the same cluster name on both sides.
    names = {side[m][0] for side in (old, new) for m in touched if m in side}
    was, now = _members(old, names), _members(new, names)
    component = UnionFind()
    for prefix, clusters in ((OLD, was), (NEW, now)):
        for name, members in clusters.items():
            _join(component, prefix + name, members)
    return list(_components(component, was, now))


def _join(component: UnionFind, cluster: str, members: Cluster) -> None:
    component.add(cluster)
    for mention in members:
        component.add(mention)
        component.join(cluster, mention)


def _members(membership: Membership, names: set[str]) -> dict[str, Cluster]:
    found: dict[str, list[str]] = {}
    for mention, (name, _) in membership.items():
        if name in names:
            found.setdefault(name, []).append(mention)
    return {name: tuple(sorted(ids)) for name, ids in sorted(found.items())}


def _components(
    component: UnionFind, was: Mapping[str, Cluster], now: Mapping[str, Cluster]
) -> Iterator[tuple[tuple[Cluster, ...], tuple[Cluster, ...]]]:
    befores: dict[str, list[Cluster]] = {}
    afters: dict[str, list[Cluster]] = {}
    for prefix, clusters, into in ((OLD, was, befores), (NEW, now, afters)):
        for name, members in clusters.items():
            into.setdefault(component.find(prefix + name), []).append(members)
    for root in sorted(befores.keys() | afters.keys()):
        yield tuple(befores.get(root, ())), tuple(afters.get(root, ()))
