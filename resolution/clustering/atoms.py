"""Sets that grow over clusters that cannot be cut: the base layer's, as every other layer sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from resolution.change import Cluster
from resolution.things.exact import Apart


class Atoms(Apart):
    """Sets of mentions in which each atom goes as a whole, and stays whole whatever is judged."""

    def __init__(self, atoms: Iterable[Cluster], opposites: Mapping[str, frozenset[str]]) -> None:
        self._members = {min(atom): atom for atom in atoms}
        self._atom = {mention: name for name, atom in self._members.items() for mention in atom}
        super().__init__(self._lifted(opposites))
        for name in self._members:
            self.add(name)

    def atom(self, mention: str) -> str:
        """The name of the atom that a mention is in; a mention in none is one of its own."""
        return self._atom.get(mention, mention)

    def is_base(self, mention: str) -> bool:
        """True for a mention of an atom."""
        return mention in self._atom

    def add(self, name: str) -> None:
        """Put in a mention, with all of its atom."""
        super().add(self.atom(name))

    def find(self, name: str) -> str:
        """The smallest name of its set."""
        return super().find(self.atom(name))

    def join(self, a: str, b: str) -> bool:
        """Make one set of two; False when a judgement forbids it."""
        return super().join(self.atom(a), self.atom(b))

    def sets(self) -> list[Cluster]:
        """All sets with all mentions of their atoms."""
        return [self._whole(names) for names in super().sets()]

    def saying_more(self) -> list[Cluster]:
        """The sets that are not just one atom."""
        found = super().sets()
        return [self._whole(names) for names in found if len(names) > 1 or names[0] not in self._members]

    def _whole(self, names: Cluster) -> Cluster:
        return tuple(sorted(m for name in names for m in self._members.get(name, (name,))))

    def _lifted(self, opposites: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        """Opposites of atoms; two mentions of one atom that were judged apart leave it whole."""
        found: dict[str, set[str]] = {}
        for mention, others in opposites.items():
            name = self.atom(mention)
            found.setdefault(name, set()).update(map(self.atom, others))
        return {name: frozenset(others - {name}) for name, others in found.items()}
