"""What people decided about two mentions: it outranks every score, and can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar

from ledger.entry import Decision

POSITIVE, NEGATIVE, UNSURE, RETRACTION = "positive", "negative", "unsure", "retraction"
KINDS = (POSITIVE, NEGATIVE, UNSURE)
PairIds = tuple[str, str]


class Judged(Protocol):
    """A decision of the ledger, in so far as resolution reads it: `subject` holds mention ids a and b."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> Mapping[str, Any]: ...
    @property
    def class_(self) -> int: ...


@dataclass(frozen=True)
class Judgements:
    """The judgements that count in a layer: pairs (a < b) judged to be one thing, and to be two."""

    same: tuple[PairIds, ...] = ()
    different: frozenset[PairIds] = frozenset()

    @cached_property
    def judged(self) -> frozenset[str]:
        """All mentions that somebody judged."""
        return frozenset(id_ for pair in (*self.same, *self.different) for id_ in pair)

    @cached_property
    def opposites(self) -> dict[str, frozenset[str]]:
        """Mention id → those that it was judged to differ from."""
        found: dict[str, set[str]] = {}
        for a, b in self.different:
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
        return {id_: frozenset(others) for id_, others in found.items()}

    def forbid(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """True when somebody judged that a mention of one side is not one of the other."""
        if not self.different:
            return False
        others = set(right)
        return any(not others.isdisjoint(self.opposites.get(id_, ())) for id_ in left)


def judgements(decisions: Iterable[Judged], layer: int) -> Judgements:
    """The judgements of a layer from decisions in the order in which they were made: the latest counts.

    "unsure", or any other kind by the same author about the same pair, takes an earlier judgement back; a
    retraction takes back the one that it names. In a base layer only decisions of its own class count.
    """
    return _latest(_kept(decision for decision in decisions if decision.class_ == layer))


def told_apart(
    decisions: Iterable[Judged], layer: int, over: Collection[int]
) -> dict[PairIds, frozenset[int]]:
    """The pairs that layers below judged to be two things and that count in a layer over them, by class.

    What a layer takes back of them counts no more for itself. What layers below join stays: it is whole.
    """
    kept = _kept(decision for decision in decisions if decision.class_ in (layer, *over))
    found: dict[PairIds, set[int]] = {}
    for below in over:
        for pair in _latest(decision for decision in kept if decision.class_ == below).different:
            found.setdefault(pair, set()).add(below)
    return {pair: frozenset(classes) for pair, classes in found.items()}


def taken_back(
    decisions: Iterable[Judged], layer: int, over: Collection[int]
) -> dict[PairIds, frozenset[int]]:
    """The pairs that layers below judge to be two things and that this one takes back, by class."""
    made = list(decisions)
    here = told_apart(made, layer, over)
    found: dict[PairIds, set[int]] = {}
    for below in over:
        for pair in judgements(made, below).different:
            if below not in here.get(pair, ()):
                found.setdefault(pair, set()).add(below)
    return {pair: frozenset(classes) for pair, classes in found.items()}


def _latest(decisions: Iterable[Judged]) -> Judgements:
    of_author: dict[tuple[PairIds, str], str] = {}
    for decision in decisions:
        key = (_pair(decision.subject), getattr(decision, "author", ""))
        of_author.pop(key, None)
        of_author[key] = decision.kind
    latest = {pair: kind for (pair, _), kind in of_author.items() if kind in (POSITIVE, NEGATIVE)}
    return Judgements(
        same=tuple(sorted(pair for pair, kind in latest.items() if kind == POSITIVE)),
        different=frozenset(pair for pair, kind in latest.items() if kind == NEGATIVE),
    )


def named_in(decisions: Iterable[Judged], layer: int) -> set[str]:
    """All mentions that a decision of this class names, whether it still counts or not."""
    return {id_ for one in decisions if one.class_ == layer for id_ in _pair(one.subject) if id_}


def takes_back(decisions: Iterable[Judged], layer: int) -> bool:
    """True when a decision of this class takes another one back, which may be of a layer below."""
    back = (one for one in decisions if one.kind == RETRACTION and one.class_ == layer)
    return any(one.subject.get("judgement") for one in back)


@dataclass(frozen=True)
class Judgement:
    """What somebody decided about two mentions (a < b) and nobody has taken back."""

    id: str
    kind: str
    a: str
    b: str
    class_: int
    author: str
    reason: str
    at: str = ""

    @property
    def pair(self) -> PairIds:
        """Both mentions."""
        return self.a, self.b


class Decided(Judged, Protocol):
    """A decision with its author: those of the ledger, and what stands in their place today."""

    @property
    def id(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def at(self) -> str: ...


def standing(decisions: Iterable[Decided], classes: Collection[int]) -> list[Judgement]:
    """The judgements of these classes that stand, in the order in which they were made.

    What is judged anew by the same author stands once, as it was judged last; what one class holds is not
    replaced by a judgement of another, which does not count there.
    """
    found: dict[tuple[PairIds, str, int], Judgement] = {}
    for made in _kept(decision for decision in decisions if decision.class_ in classes):
        if made.kind in KINDS:
            a, b = _pair(made.subject)
            key = ((a, b), made.author, made.class_)
            found.pop(key, None)
            found[key] = Judgement(made.id, made.kind, a, b, made.class_, made.author, made.reason, made.at)
    return list(found.values())


def counting(decisions: Iterable[Decided], layer: int, over: Collection[int]) -> list[Judgement]:
    """The judgements that a layer over others is resolved with.

    As `standing` of all of them, with what layers below join: that stays whole whoever takes it back above.
    """
    made = list(decisions)
    found = standing(made, (layer, *over))
    known = {one.id for one in found}
    joining = [one for below in over for one in standing(made, (below,)) if one.kind == POSITIVE]
    return [*found, *(one for one in joining if one.id not in known)]


def retraction(of: Judgement, author: str, reason: str, class_: int) -> Decision:
    """The decision that takes a judgement back, with the class of all that its author was shown.

    It counts in the layers that contain that class: where it is higher than that of the judgement, this
    still stands in the layers below.
    """
    subject = {"a": of.a, "b": of.b, "judgement": of.id}
    return Decision(RETRACTION, subject, class_, author, reason)


J = TypeVar("J", bound=Judged)


def _kept(decisions: Iterable[J]) -> list[J]:
    """The decisions about two mentions without the retractions and those that they name."""
    kept: dict[int, J] = {}
    places: dict[str, list[int]] = {}
    for place, decision in enumerate(decisions):
        a, b = _pair(decision.subject)
        if decision.kind == RETRACTION and (named := decision.subject.get("judgement")):
            for taken_back in places.pop(named, ()):
                del kept[taken_back]
        elif a and a != b:
            kept[place] = decision
            places.setdefault(getattr(decision, "id", ""), []).append(place)
    return list(kept.values())


def _pair(subject: Mapping[str, Any]) -> PairIds:
    a, b = sorted((str(subject.get("a", "")), str(subject.get("b", ""))))
    return a, b
