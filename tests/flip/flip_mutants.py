"""The flip test on trial: the condition of one statement removed, or one rule switched off, at a time."""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import servers
from flip_acts import acts
from flip_classes import EVERYTHING
from flip_compare import steady
from flip_house import FlipHouse, flip_house, plain
from flip_reads import Place, answers, few_answers, of_the_house, with_needed
from flip_rules import BASE, HIDDEN, Rule
from flip_world import Island

from api.graphql.port import Allowed
from graph.exchange.members import members
from graph.exchange.select import case_id, select
from graph.read.origins import tellers
from graph.read.projection import ties
from graph.read.totals import totals
from graph.store.look import Look
from graph.store.statements import Statement, named, of_folder
from models.associate import suggest as associates
from models.write import write

JSON = Any
Call = Mapping[str, JSON]
CONDITION = re.compile(r"(\w+)\.class IN \$allowed")
FAULT = '"code": "Unknown"'
"""In an answer that is a fault of the program."""
MOST = 150
"""Questions to one statement that are put again."""
UNTOLD = ("made", "run")
"""Of a suggestion's node, what no session is told: which run wrote it, and of when its newest record is."""
LEFT: dict[str, str] = {}
"""Statements whose condition this trial does not prove to be needed, each with the reason."""


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
        house = stack.enter_context(flip_house(Path(folder), graph, some, whole))
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
        _exported(house, sees)
        _of_an_operator(house, sees)
    for call in [*found["search"].values()]:
        # How many there are is counted only of what has many mentions, which nothing here has.
        sized = {"index": call["index"], "texts": [call["text"]], "unseen": call["unseen"]}
        found["word_sizes"][_text(sized)] = sized
        # What must be held besides is asked only where a word is frequent.
        held = {**call, "ways": [{"groups": [{"keys": [" "]}]}]}
        found["search_holding"][_text(held)] = held
    for call in [*found["entities"].values()]:
        # What some values are is asked only for who does not see every property.
        few = {"ids": call["ids"], "names": ["firstName", "name"], "unseen": []}
        found["search_seen"][_text(few)] = few
    for call in [*found["neighbours"].values()]:
        # What puts neighbours in order is read alone only where there are very many.
        keys = {name: call[name] for name in ("ids", "links", "types")}
        found["neighbour_keys"][_text(keys)] = keys
    return {name: list(calls.values())[:MOST] for name, calls in found.items()}


def _exported(house: FlipHouse, sees: Allowed) -> None:
    """Exports of what is known to everybody and of what is hidden, and of a case."""
    store = house.house.store
    for island in house.islands:
        place = Place(island)
        for ids in (place.ids("a", "c"), [place.id("r")]):
            held = list(members(store, select(store, ids, 2, sees).groups, sees, house.house.ledger.records))
            tellers(store, sorted({id_ for one in held for id_ in one.records}), sees)
        case_id(store, island.case if island.planted.tie else place.id("a"), sees)


def _of_an_operator(house: FlipHouse, sees: Allowed) -> None:
    """What commands ask: sums, and links as a stream."""
    totals(house.house.store, sees)
    links = sorted(house.house.ontology.relations)
    for type_ in ("Person", "Vehicle", "Object"):
        assert list(ties(house.house.store, type_, sees, links)), type_


def suggested(house: FlipHouse) -> None:
    """Suggestions of the hidden class beside those of the base, as if somebody wrote them there."""
    with house.house.writing() as lease, house.house.store.projector("suggestions", lease.token) as projector:
        found = [replace(one, class_=HIDDEN) for one in associates(house.house.store, [BASE, HIDDEN])]
        assert write(projector, found, "associate", HIDDEN, "trial", projector.position)


def reads(house: FlipHouse, sees: Allowed) -> list[tuple[str, str]]:
    """Each read with all its answers, as text."""
    with patch("flip_reads.TURNS", 1):
        asked = [(name, told) for i in house.islands for name, told in answers(house, i, sees).items()]
    asked += of_the_house(house, sees).items()
    return [(name, plain(steady(told))) for name, told in asked]


def deeds(house: FlipHouse, sees: Allowed) -> list[tuple[str, str]]:
    """Each mutation with all its answers, as text."""
    found = []
    with patch("flip_reads.TURNS", 1):
        for island in house.islands:
            before = few_answers(house, island, sees, with_needed(("acknowledge", "deleteChart")))
            found += acts(house, island, sees, before).items()
    return [(name, plain(steady(told))) for name, told in found]


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


def rule_on_trial(rule: Rule) -> str:
    """What became of the flip test where a rule is switched off: "killed" by the first difference.

    An answer that is a fault of the program is no difference: "crashed" where nothing else differs.
    """
    with (
        rule.off(),
        lived(True, rule.allowed, rule.islands) as whole,
        lived(False, rule.allowed, rule.islands) as without,
    ):
        for asked in (reads, deeds):
            told, known = (asked(house, rule.allowed) for house in (whole, without))
            differ = [
                (name, one + two) for (name, one), (_, two) in zip(told, known, strict=True) if one != two
            ]
            if by := next((name for name, answers_ in differ if FAULT not in answers_), ""):
                return f"killed by {by}"
            if differ:
                return f"crashed in {differ[0][0]}"
            if asked is reads and (name := leaking(whole, without, rule.allowed)):
                return f"killed by the statement {name}"
    return "survived"


def leaking(whole: FlipHouse, without: FlipHouse, allowed: Allowed) -> str:
    """The first statement that answers otherwise to who knows what to ask; "" where none does."""
    for name, asked in sorted(calls_of(whole, EVERYTHING).items()):
        if CONDITION.search(named(name).text):
            told, known = (put_again(house, name, asked, allowed) for house in (whole, without))
            if told != known:
                return name
    return ""
