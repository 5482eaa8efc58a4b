"""The flip test on trial: the condition of one statement removed, or one rule switched off, at a time."""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import servers
from flip_classes import EVERYTHING
from flip_compare import steady
from flip_house import FlipHouse, flip_house, plain
from flip_reads import answers, of_the_house
from flip_world import Island, Planted

from api.graphql.port import Allowed
from api.reads.visible import Visible
from api.stages.corrections import Corrections
from graph.store.look import Look
from graph.store.statements import Statement, named, of_folder
from ledger.ledger import Ledger

JSON = Any
Call = Mapping[str, JSON]
CONDITION = re.compile(r"(\w+)\.class IN \$allowed")
RICH = Planted(
    hub=4, alias=True, corrected=True, tie=True, taken_back=True, later=True, twin=True, negative=True
)
POOR = Planted(bridge=False, weak=True, positive=True, tie=True, corrected=True)
MOST = 150
"""Questions to one statement that are put again."""
UNTOLD = ("made", "run")
"""Of a suggestion's node, what no session is told: which run wrote it, and of when its newest record is."""
_EXPORT, _AT, _OPERATOR = "asked by exports alone", "asked of a day alone", "asked by commands of an operator"
LEFT: dict[str, str] = {
    "bearers": _AT, "happened": _AT, "record_origins": _EXPORT,
    "export_case": _EXPORT, "export_mentions": _EXPORT, "export_step": _EXPORT,
    "project_entities": _OPERATOR, "project_links": _OPERATOR,
    "totals_entities": _OPERATOR, "totals_links": _OPERATOR, "totals_suggestions": _OPERATOR,
    "suggestions": "no suggestion of the hidden class is made in these worlds",
    "suggestions_total": "no suggestion of the hidden class is made in these worlds",
    "told_sizes": "asked about entities that others found, none of them of the hidden class",
}  # fmt: skip
"""Statements whose condition this trial does not prove to be needed, each with the reason."""


def islands(hidden: int = 11) -> tuple[Island, ...]:
    """Two worlds that plant most of what there is."""
    return tuple(Island(n, hidden, planted) for n, planted in enumerate((RICH, POOR), start=245))


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


@contextmanager
def lived(whole: bool, allowed: Allowed, some: Sequence[Island]) -> Iterator[FlipHouse]:
    """A house in which the story was lived, over a graph of its own."""
    with ExitStack() as stack:
        graph = stack.enter_context(servers.lent("embedded"))
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="locard-flip-"))
        assert graph.home
        house = stack.enter_context(flip_house(Path(folder), graph.home, some, whole))
        house.build(allowed, some[0].domain)
        yield house


def calls_of(house: FlipHouse, sees: Allowed) -> dict[str, list[Call]]:
    """Statement → what it is asked, while a session that `sees` so much puts all its questions."""
    found: dict[str, dict[str, Call]] = defaultdict(dict)
    table = Look.table

    def noted(self: Look, statement: str, /, **given: JSON) -> JSON:
        found[statement][_text(given)] = given
        return table(self, statement, **given)

    with patch.object(Look, "table", noted):
        reads(house, sees)
    return {name: list(calls.values())[:MOST] for name, calls in found.items()}


def reads(house: FlipHouse, sees: Allowed) -> list[tuple[str, str]]:
    """Each read with all its answers, as text."""
    asked = [(i, answers(house, i, sees)) for i in house.islands]
    found = [(name, plain(steady(told))) for _, some in asked for name, told in some.items()]
    return found + [(name, plain(steady(told))) for name, told in of_the_house(house, sees).items()]


def put_again(house: FlipHouse, name: str, calls: Sequence[Call], allowed: Allowed) -> list[str]:
    """What a statement answers the restricted session to the questions of one that sees everything."""
    store = house.house.store
    told = [store.read(name, **{**call, "allowed": list(allowed)}) for call in calls]
    return [_text([_told(row) for row in rows]) for rows in told]


def _told(row: Mapping[str, JSON]) -> JSON:
    """A row without what no session is told."""
    values = row.get("values")
    if "other" not in row or not isinstance(values, dict):
        return row
    return {**row, "values": {name: one for name, one in values.items() if name not in UNTOLD}}


def _text(value: JSON) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def statements_on_trial(whole: FlipHouse, without: FlipHouse, allowed: Allowed) -> dict[str, str]:
    """Statement → what became of it without its condition: "killed", "survived", "unasked" or "unsound".

    Ids are remembered by whoever saw them once: each statement is asked with what a session that sees
    everything was told, and must answer the restricted one as a graph does that never held it.
    Unsound is a statement that answers otherwise with its condition in place.
    """
    calls, found = calls_of(whole, EVERYTHING), dict[str, str]()
    for name in scoped():
        asked = calls.get(name, ())
        known = put_again(without, name, asked, allowed)
        if not asked:
            found[name] = "unasked"
        elif put_again(whole, name, asked, allowed) != known:
            found[name] = "unsound"
        else:
            with unscoped(name):
                same = put_again(whole, name, asked, allowed) == known
            found[name] = "survived" if same else "killed"
    return found


def rule_on_trial(rule: str, known: Sequence[tuple[str, str]], allowed: Allowed) -> str:
    """The first read that answers otherwise where the rule is switched off; "" where none does."""
    with RULES[rule](), lived(True, allowed, islands()) as house:
        told = reads(house, allowed)
    return next((name for (name, one), (_, two) in zip(told, known, strict=True) if one != two), "")


def _rule(target: Any, name: str, make: Callable[[Any], Any]) -> Callable[[], Any]:
    return lambda: patch.object(target, name, make(getattr(target, name)))


def _base_shown(_: Any) -> Any:
    return lambda self, mentions, also=(): min(self.allowed)


def _every_correction(counting: Any) -> Any:
    def mutated(self: Corrections, records: Sequence[str], class_: int) -> Any:
        return [made for record in records for made in self.of_record.get(record, ())]

    return mutated


def _all_decisions(decisions: Any) -> Any:
    return lambda self, *given, **more: [replace(one, class_=1) for one in decisions(self, *given, **more)]


RULES: dict[str, Callable[[], Any]] = {
    "a decision has the base's class": _rule(Visible, "shown", _base_shown),
    "corrections of any class count": _rule(Corrections, "counting", _every_correction),
    "decisions of any class count": _rule(Ledger, "decisions", _all_decisions),
}
