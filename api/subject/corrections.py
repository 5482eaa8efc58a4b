"""What classes above those of the records know of a person: told as other corrections are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.graphql.port import Allowed
from api.installation import Installation
from api.subject.told import HeldBack
from graph.correct import Above
from graph.ontology import Mention
from graph.read.corrected import knowing
from policy.subject import SubjectPolicy

WAITS = "correction"
"""Why one waits for the data protection officer: it tells that more is known than the record says."""


@dataclass(frozen=True)
class CorrectedAbove:
    """What somebody who saw more than a record's class says of it, as far as the asker sees that.

    It is told where the officer decided that all may be. Of a class in which a record may be that nobody is
    told of, nobody is told this either.
    """

    house: Installation
    allowed: Allowed
    policy: SubjectPolicy
    decided: bool

    def told(self, mentions: Iterable[Mention]) -> list[Mention]:
        """These mentions with the values that are told."""
        some = list(mentions)
        found: dict[str, list[Above]] = defaultdict(list)
        for one in self._of(some) if self.decided else ():
            found[one.mention].append(one)
        return [knowing(one, found.get(one.id, ())) for one in some]

    def classes(self, mentions: Iterable[Mention]) -> set[int]:
        """The classes that say something of these that is told."""
        return {one.class_ for one in self._of(mentions)} if self.decided else set()

    def waiting(self, mentions: Sequence[Mention]) -> Iterator[HeldBack]:
        """Those that wait, each with the mention that it is about."""
        types = {one.id: one.type for one in mentions}
        for one in () if self.decided else self._of(mentions):
            yield HeldBack(f"correction of {one.mention}", types[one.mention], WAITS)

    def _of(self, mentions: Iterable[Mention]) -> list[Above]:
        every = self.house.mentions.above_of([one.id for one in mentions])
        return [one for one in every if one.class_ in self.allowed and not self._is_never(one.class_)]

    def _is_never(self, class_: int) -> bool:
        return self.policy.is_class_never_told(self.house.classes.classifications(class_))
