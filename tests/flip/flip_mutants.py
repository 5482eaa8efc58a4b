"""The flip test on trial: one condition of one statement removed, or one rule switched off, at a time."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import servers
from flip_acts import FORMS
from flip_compare import steady
from flip_house import FlipHouse, flip_house, plain
from flip_reads import QUESTIONS, Place, answers, asked, of_the_house
from flip_world import Island, Planted

from api.graphql.port import Allowed
from api.reads.visible import Visible
from api.stages.corrections import Corrections
from graph.mentions import MentionStore
from graph.store.statements import Statement, named, of_folder
from ledger.ledger import Ledger

JSON = Any
CONDITION = re.compile(r"(\w+)\.class IN \$allowed")
RICH = Planted(
    hub=4, tie=True, alias=True, corrected=True, positive=True, taken_back=True, later=True, twin=True
)
POOR = Planted(bridge=False, weak=True, negative=True, tie=True, later=True, hub=5)
PLAIN = Planted(negative=True, near=True, tie=False)


def worlds(hidden: int = 11) -> tuple[Island, ...]:
    """A few worlds that plant all that there is, but for a second restricted class."""
    return tuple(Island(n, hidden, planted) for n, planted in enumerate((RICH, POOR, PLAIN), start=70))


UNASKED: dict[str, str] = {}
"""Statements that no session reaches, each with who asks it."""


def scoped() -> list[str]:
    """The statements that hold the condition."""
    return [one.name for one in of_folder("queries") if CONDITION.search(one.text)]


@contextmanager
def unscoped(name: str) -> Iterator[None]:
    """One statement without its condition: every class may be seen."""
    statement: Statement = named(name)
    kept = statement.text
    object.__setattr__(statement, "text", CONDITION.sub(r"(\1.class IN $allowed OR \1.class > 0)", kept))
    try:
        yield
    finally:
        object.__setattr__(statement, "text", kept)


Probe = tuple[str, Callable[[], JSON]]


def probes(house: FlipHouse, allowed: Allowed) -> Iterator[Probe]:
    """All reads, one by one, and exports in each format; nothing is written."""
    for island in house.islands:
        for name, questions in QUESTIONS.items():
            for given in questions(Place(island)):
                yield name, lambda n=name, g=given, i=island: asked(house, "Query", n, g, allowed, i.domain)
        yield "found through others", lambda i=island: answers(house, i, allowed, 1)
        for form in FORMS:
            yield f"export {form}", lambda i=island, f=form: _exported(house, i, f, allowed)
    yield "the whole house", lambda: of_the_house(house, allowed)


def _exported(house: FlipHouse, island: Island, form: str, allowed: Allowed) -> JSON:
    given = {"ids": Place(island).ids("a", "c"), "format": form, "recipient": "court", "hops": 1}
    with patch.object(Ledger, "decide", return_value=0):
        return asked(house, "Mutation", "export", given, allowed, island.domain)


def told(house: FlipHouse, allowed: Allowed) -> list[str]:
    """What each probe answers in the house without what is hidden."""
    return [plain(steady(probe())) for _, probe in probes(house, allowed)]


def killed_by(house: FlipHouse, allowed: Allowed, known: Sequence[str]) -> str:
    """The first read whose answer differs; "" where none does."""
    for (name, probe), answer in zip(probes(house, allowed), known, strict=True):
        if plain(steady(probe())) != answer:
            return name
    return ""


def trial(
    allowed: Allowed,
    rules: Sequence[str],
    statements: Sequence[str],
    tell: Callable[[str, str], None] = lambda mutant, read: None,
) -> dict[str, str]:
    """Mutant → the read that killed it, "" for a survivor; `tell` is told of each as it is known."""
    found: dict[str, str] = {}
    islands = worlds()
    with _lived(islands, False, allowed) as without:
        known = told(without, allowed)
    with _lived(islands, True, allowed) as whole:
        found["none"] = killed_by(whole, allowed, known)
        for name in statements:
            with unscoped(name):
                found[name] = killed_by(whole, allowed, known)
                tell(name, found[name])
    again = [name for name in statements if not found[name]]
    for name, mutant in [(n, unscoped(n)) for n in again] + [(n, RULES[n]()) for n in rules]:
        with mutant, _lived(islands, True, allowed) as house:
            found[name] = killed_by(house, allowed, known)
            tell(name, found[name])
    return found


@contextmanager
def _lived(islands: Sequence[Island], whole: bool, allowed: Allowed) -> Iterator[FlipHouse]:
    with ExitStack() as stack:
        graph = stack.enter_context(servers.lent("embedded"))
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="locard-flip-"))
        assert graph.home
        house = stack.enter_context(flip_house(Path(folder), graph.home, islands, whole))
        house.build(allowed, islands[0].domain)
        yield house


def _rule(target: Any, name: str, make: Callable[[Any], Any]) -> Callable[[], Any]:
    return lambda: patch.object(target, name, make(getattr(target, name)))


def _all_mentions(of_type: Any) -> Any:
    return lambda self, type_, classes: of_type(self, type_, {*classes, *self.classes()})


def _base_shown(_: Any) -> Any:
    return lambda self, mentions, also=(): min(self.allowed)


def _every_correction(counting: Any) -> Any:
    def mutated(self: Corrections, records: Sequence[str], class_: int) -> Any:
        return [made for record in records for made in self.of_record.get(record, ())]

    return mutated


def _all_decisions(decisions: Any) -> Any:
    """Decisions as if all had been made of what everybody sees."""
    return lambda self, *given, **more: [replace(one, class_=1) for one in decisions(self, *given, **more)]


RULES: dict[str, Callable[[], Any]] = {
    "base clusters from records of any class": _rule(MentionStore, "of_type", _all_mentions),
    "a decision has the base's class": _rule(Visible, "shown", _base_shown),
    "corrections of any class count": _rule(Corrections, "counting", _every_correction),
    "decisions of any class count": _rule(Ledger, "decisions", _all_decisions),
}
