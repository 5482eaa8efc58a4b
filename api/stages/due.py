"""Which layers have to be resolved anew: those of which something changed, of however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from api.installation import Installation
from ledger.charts import ASIDE
from policy.classes import Classes
from resolution.judgements import RETRACTION


@dataclass
class Due:
    """A run over the layers: make it before the bases are resolved, ask for `above` after that.

    All layers but those that are due stand at `edition`, that of the bases before the run.
    """

    house: Installation

    def __post_init__(self) -> None:
        clusters = self.house.clusters
        self.head = clusters.head()
        resolved = [base for base in self._all_bases if clusters.incarnation(base)]
        editions = {clusters.basis(base).edition for base in resolved}
        self.edition = editions.pop() if len(editions) == 1 else ""
        self.position = min((clusters.position(base) for base in resolved), default=0)
        self.touched = self._touched()

    @cached_property
    def bases(self) -> list[int]:
        """The bases of which there is something, or was, and those beneath such a class."""
        found = self._known(self._begun)
        return sorted({base for base in self._all_bases if base in found or self._bears(base, found)})

    def above(self, models: Collection[str]) -> list[int]:
        """The layers over bases that are due, now that these are resolved with such models."""
        self.touched = self._touched()
        told = self.touched is not None
        found = self._changed | self._stale(models) | self._shaken() if told else self._begun
        known = self._known(found)
        compounds = {one.number for one in self._classes.compounds() if not known.isdisjoint(one.parts)}
        known |= compounds.intersection(self.house.clusters.resolved(compounds))
        below = {layer for one in known for layer in self._classes.stands_on(one)}
        return sorted((known | below).difference(self._all_bases))

    def leave(self, done: Collection[int]) -> None:
        """Move on, at once, all that was not due."""
        mentions = self.house.mentions
        if self.edition and (self.edition, self.position) != (mentions.edition, mentions.position):
            left = {*done, *self._all_bases}
            self.house.clusters.follow_all(left, mentions.position, self.edition, mentions.edition)

    @property
    def _classes(self) -> Classes:
        return self.house.classes

    @cached_property
    def _all_bases(self) -> list[int]:
        return sorted(number for number, one in self.house.classes.classes.items() if one.base)

    def _touched(self) -> set[int] | None:
        """The classes of which a mention came, changed or went; None where that cannot be told."""
        touched = self.house.mentions.since(self.edition) if self.edition else None
        return None if touched is None else {one.class_ for one in touched}

    @property
    def _begun(self) -> set[int]:
        """What changed; where that cannot be told, all classes of which there is something, or was."""
        if self.touched is not None:
            return self._changed.union(self.house.clusters.resolved(self._all_bases))
        return self._decided(0).union(self.house.clusters.layers(), self.house.mentions.classes())

    @property
    def _changed(self) -> set[int]:
        return self._decided(self.position).union(self.touched or ())

    def _decided(self, after: int) -> set[int]:
        made = self.house.ledger.decisions(without=ASIDE)
        return {decision.class_ for decision in made if decision.sequence > after}

    def _has_moved(self, base: int) -> bool:
        return base in self._changed or self.house.clusters.changed_since(self.head, base)

    def _shaken(self) -> set[int]:
        """Layers of whose base something changed where they had looked; those over several that one moved of.

        And those that take a decision back: which of their base's count with them shows in no base.
        """
        moved = {base for base in self._all_bases if self._has_moved(base)}
        without = self._known(self.house.clusters.footings.without())
        over = {layer: self._classes.stands_on(layer) for layer in without}
        found = {layer for layer in without if len(over[layer]) == 1 or not moved.isdisjoint(over[layer])}
        made = self.house.ledger.decisions((RETRACTION,)) if moved else []
        back = {one.class_ for one in made if one.subject.get("judgement")}
        return found | {n for n in self._known(back) if not moved.isdisjoint(self._classes.stands_on(n))}

    def _stale(self, models: Collection[str]) -> set[int]:
        """Those that a run that was cut off has not reached, or that rest on another model."""
        was = {self.edition, self.house.mentions.edition}
        found = self.house.clusters.behind(was, models, self.house.mentions.incarnation)
        return found.difference(self._all_bases)

    def _known(self, numbers: Iterable[int]) -> set[int]:
        """Those that are classes; a class that was taken out of the file has no layer any more."""
        found = set(numbers)
        self._classes.learn(found)
        return {number for number in found if self._classes.knows(number)}

    def _bears(self, base: int, found: Collection[int]) -> bool:
        return any(base in self._classes.stands_on(number) for number in found)
