"""Given names that one person goes by: short forms, and the variants of resolution/names/variants.yaml."""

from __future__ import annotations

from functools import cache
from importlib import resources

from ledger.located import from_yaml
from resolution.names.variants import roots


@cache
def groups() -> dict[str, frozenset[int]]:
    """Folded given name → the groups that it stands in."""
    text = resources.files("resolution.link.read").joinpath("nicknames.yaml").read_text(encoding="utf-8")
    said: list[list[str]] = [line.split() for line in from_yaml(text)]
    shared: dict[str, list[str]] = {}
    for name, root in roots().items():
        shared.setdefault(root, []).append(name)
    said += [shared[root] for root in sorted(shared)]
    found: dict[str, set[int]] = {}
    for number, names in enumerate(said):
        for name in names:
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def are_variants(a: str, b: str) -> bool:
    """True when one may stand for the other."""
    known = groups()
    return a in known and b in known and not known[a].isdisjoint(known[b])
