"""The rules of the design that keep what is hidden from showing, and each of them switched off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch

from flip_cheap import Remembering
from flip_classes import EVERYTHING
from flip_world import Island, Planted

from api.reads.visible import Visible
from api.stages.corrections import Corrections
from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.clustering import persons
from resolution.comparison.features import person_features
from resolution.comparison.profiles import Profiles, profiles, without_generic
from resolution.judgements import standing
from resolution.layers.batch import resolve
from resolution.layers.domain import Domain

JSON = Any
Off = Callable[[], AbstractContextManager[JSON]]
HIDDEN, BASE, OTHER = 11, 1, 12
RICH = Planted(
    hub=5, alias=True, corrected=True, tie=True, taken_back=True, later=True, twin=True, negative=True
)
POOR = Planted(bridge=False, weak=True, positive=True, tie=True, corrected=True)
JOINED = Planted(bridge=False, hub=5, corrected=True)
TWO = Planted(hub=5, two=True, positive=True, tie=True)


@dataclass(frozen=True)
class Rule:
    """A rule, what switches it off, and the world and session in which that must be seen."""

    off: Off
    planted: tuple[Planted, ...] = (RICH, POOR)
    allowed: tuple[int, ...] = (BASE,)

    @property
    def islands(self) -> tuple[Island, ...]:
        """The worlds that are lived through."""
        return tuple(Island(n, HIDDEN, planted) for n, planted in enumerate(self.planted, start=245))


class Wide:
    """Mentions of which one class gets those that are hidden, as if they were its own."""

    def __init__(self, mentions: MentionStore, to: int) -> None:
        self._mentions, self._to = mentions, to

    def __getattr__(self, name: str) -> JSON:
        return getattr(self._mentions, name)

    def of_type(self, type_: str, classes: Collection[int]) -> Iterator[Mention]:
        found = self._mentions.of_type(type_, self._wider(classes))
        return (self._taken(one) if one.class_ == HIDDEN and self._to in classes else one for one in found)

    def of_records(self, ids: Iterable[str], *, telling: Collection[str] = ()) -> list[Mention]:
        found = self._mentions.of_records(ids, telling=telling)
        return found + [self._taken(one) for one in found if one.class_ == HIDDEN]

    def stamps(self, type_: str, classes: Collection[int]) -> JSON:
        return self._mentions.stamps(type_, self._wider(classes))

    def types(self, classes: Collection[int]) -> JSON:
        return self._mentions.types(self._wider(classes))

    def _wider(self, classes: Collection[int]) -> set[int]:
        return {*classes, HIDDEN} if self._to in classes else {*classes}

    def _taken(self, mention: Mention) -> Mention:
        made = replace(mention, class_=self._to)
        made.__dict__["id"] = mention.id  # the cached property: that of what was said
        return made


def _put(name: str, new: JSON) -> Off:
    """Something else under the name of a module."""
    return lambda: patch(name, new)


def _made(name: str, make: Callable[[JSON], JSON]) -> Off:
    """What is made of what is there, under the name of a module."""
    return lambda: patch(name, make(resolve_name(name)))


def _swapped(target: JSON, name: str, new: JSON) -> Off:
    """Something else in a class."""
    return lambda: patch.object(target, name, new)


def _both(*offs: Off) -> Off:
    """What is held twice is switched off twice."""

    @contextmanager
    def off() -> Iterator[None]:
        with ExitStack() as stack:
            for one in offs:
                stack.enter_context(one())
            yield

    return off


# Identity leaks too


def _of_any_class(_: object, mentions: MentionStore, *given: JSON) -> JSON:
    clusters, model, base, decisions = given[:4]
    return resolve(Wide(mentions, BASE), clusters, model, base, decisions)  # type: ignore[arg-type]


def _of_two_classes(mentions: MentionStore, *given: JSON) -> Domain:
    return Domain(Wide(mentions, OTHER), *given)  # type: ignore[arg-type]


def _in_the_base(rows: Callable[..., Iterable[Mapping[str, JSON]]]) -> Callable[..., JSON]:
    """Rows of a class as if its base said so."""

    def mutated(class_: int, *given: JSON) -> Iterator[JSON]:
        for row in rows(class_, *given):
            inner = row.get("values")
            mine = {"class": BASE} if "class" in row else {"values": {**(inner or {}), "class": BASE}}
            yield {**row, **mine}

    return mutated


# Decisions have a class


def _every_correction(self: Corrections, records: Sequence[str], _: int) -> JSON:
    return [made for record in records for made in self.of_record.get(record, ())]


def _all_of_the_base(decisions: JSON) -> JSON:
    return lambda self, *given, **more: [replace(one, class_=BASE) for one in decisions(self, *given, **more)]


# So do counts


def _counted_over_all(_: object, mentions: MentionStore, *given: JSON) -> JSON:
    """A base layer in which numbers are generic by who holds them in any class."""

    def wide(rows: Iterable[JSON], judged: Collection[str] = ()) -> Profiles:
        made = profiles(rows, judged)
        generic = profiles(person_features(Wide(mentions, BASE), BASE)).generic  # type: ignore[arg-type]
        common = dict(generic)
        return Profiles(tuple(without_generic(one, common) for one in made.rows), generic)

    clusters, model, base, decisions = given[:4]
    with patch.object(persons, "profiles", wide):
        return resolve(mentions, clusters, model, base, decisions)


def _numbered(now: JSON) -> JSON:
    """A decision under its place in the ledger: a number that counts what is hidden, too."""
    return lambda decision, moved: replace(now(decision, moved), id=f"{decision.sequence:032x}")


RULES: dict[str, Rule] = {
    "base clusters are of base records alone": Rule(_put("api.stages.resolve.follow", _of_any_class)),
    "no layer holds records of two restricted classes": Rule(
        _both(
            _put("api.stages.resolve.Domain", _of_two_classes),
            _put("api.stages.resolve.moved_on", lambda *_, **__: False),
        ),
        (TWO,),
        (BASE, OTHER),
    ),
    "SAME_AS has the class of its layer": Rule(
        _made("graph.derive.derive.same_rows", _in_the_base), (JOINED, RICH)
    ),
    "DIFFERENT_FROM has the class of its layer": Rule(
        _made("graph.derive.derive.different_rows", _in_the_base)
    ),
    "a decision has the class of what was shown": Rule(
        _swapped(Visible, "shown", lambda self, mentions, also=(): min(self.allowed))
    ),
    "a chart has the class of what it shows": Rule(
        _put("api.reads.charts._class", lambda seen, ids, before: min(seen.allowed))
    ),
    "corrections count in their layers alone": Rule(_swapped(Corrections, "counting", _every_correction)),
    "decisions count in their layers alone": Rule(
        _swapped(Remembering, "decisions", _all_of_the_base(Remembering.decisions))
    ),
    "contradictions are of what may be seen": Rule(
        _swapped(Visible, "_standing", property(lambda self: standing(self.decisions, EVERYTHING)))
    ),
    "numbers are generic by their layer": Rule(
        _put("api.stages.resolve.follow", _counted_over_all), (Planted(hub=4),)
    ),
    "places in the ledger are never told": Rule(_made("api.stages.inherit._now", _numbered)),
}
"""What DESIGN.md says under *Identity leaks too*, *Decisions have a class* and *So do counts*.

Not here is what no single change switches off so that it shows. What records of two restricted classes only
give together is computed from what the session may see, and then read from the graph with its classes. A base
cluster that a class cuts would show in the base alone, where decisions of that class do not count. Counts
after scoping, and ranks, are conditions of statements, which are on trial one by one. Weights are published
before the story begins, as they are in an installation that has been trained. What became of a cluster is
asked by layer and told without hidden mentions and causes: with all layers and all causes nothing showed.
"""
