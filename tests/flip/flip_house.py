"""The same story in two houses: one in which everything happened, one in which what is hidden never did."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from flip_cheap import Remembering, cheap
from flip_classes import CLASSES, EVERYTHING, FEED
from flip_world import Deed, Island, Row
from servers import Server
from sqlalchemy import Connection
from strawberry.extensions import ParserCache, ValidationCache

from api.edge import edge
from api.graphql.context import Context, House
from api.graphql.faults import ShownErrors
from api.graphql.query import Query
from api.graphql.review import Mutation
from api.graphql.schema import Schema
from api.identity.entrance import OWNER
from api.installation import GRAPH, Installation
from api.pipeline import bring_up_to_date
from api.purpose import CASE, DOMAIN, REASON, purpose_of
from api.sessions import Session
from api.settings import Settings
from api.stages.corrections import CORRECTION
from api.stages.receive import publish
from graph.passages.passage import Passage
from ingest.feeds import load as load_feed
from ingest.feeds import parse
from ledger.entry import Decision, Publication
from policy import classes as policy
from policy.cedar import ACTS
from resolution.weights.model import default_model

START = datetime(2026, 1, 1, tzinfo=UTC)
JSON = Any


class Clock:
    """A clock that stands still until it is set: what happens in both houses happens at the same time."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def now(self, zone: Any = None) -> datetime:
        """As `datetime.now`."""
        return self.at

    def set(self, minute: int) -> None:
        self.at = START + timedelta(minutes=minute)


class Unheard(Remembering):
    """A ledger without a log."""

    @contextmanager
    def acted(self, _: object) -> Iterator[dict[str, JSON]]:
        yield {}

    @contextmanager
    def _written(self, _: object) -> Iterator[tuple[Connection, dict[str, JSON], str]]:
        with self._database.writing() as connection:
            yield connection, {}, self._now()


class Quiet:
    """A log that keeps nothing: what is asked here is no look at real persons, and it is asked often."""

    @contextmanager
    def acted(self, _: object) -> Iterator[dict[str, JSON]]:
        yield {}


HOLDERS = 6
"""Names from which on a number tells nobody apart in these worlds: those who share a hub stand around it."""
HELD_IN = (
    "resolution.comparison.profiles", "resolution.layers.persons", "resolution.online.groups",
    "resolution.online.index.schema", "resolution.online.online",
)  # fmt: skip
"""Where that cap is read."""
WITHHELD = {"audit", "break_glass"}
"""Acts that the askers may not do: the log and the glass tell of what is hidden, and are not theirs."""


@dataclass(frozen=True)
class Fixed:
    """An entrance through which everybody comes in with the same classes."""

    allowed: tuple[int, ...]

    def of(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Session:
        """The session of a request, whoever asks."""
        why = replace(purpose_of(headers), function=OWNER)  # who sees every property
        return Session("ana", why, self.allowed, frozenset(ACTS) - WITHHELD)


@dataclass
class FlipHouse:
    """An installation with the islands of one batch, `whole` or without what is hidden."""

    house: Installation
    islands: Sequence[Island]
    whole: bool
    clock: Clock
    deeds: dict[tuple[int, str], JSON] = field(default_factory=dict)

    def told(self, island: Island) -> JSON:
        """What those who see no more were answered when they did something."""
        mine = [deed.name for deed in island.deeds if not deed.cleared]
        return {name: self.deeds.get((island.number, name)) for name in mine}

    def ask(
        self,
        query: str,
        variables: Mapping[str, JSON],
        allowed: Sequence[int],
        domain: str,
        case: str = "F.1",
    ) -> JSON:
        """The answer to one query of a session that holds these classes; errors stand in it as they are."""
        headers = {CASE: case, REASON: "flip", DOMAIN: domain}
        context = Context(self._edge(tuple(allowed)))
        context.request = SimpleNamespace(headers=headers, cookies={})  # type: ignore[assignment]
        answer = _loop().run_until_complete(
            SCHEMA.execute(query, variable_values=dict(variables), context_value=context)
        )
        errors = [[str(one.message), one.extensions] for one in answer.errors or ()]
        return {"data": answer.data, "errors": errors} if errors else {"data": answer.data}

    def _edge(self, allowed: tuple[int, ...]) -> House:
        return replace(edge(self.house), log=Quiet(), sessions=Fixed(allowed))

    def build(self, allowed: Sequence[int], domain: str) -> None:
        """Live the story phase by phase."""
        publish(self.house, parse(FEED, "flip.yaml"))
        publish(self.house, load_feed("anpr_hit"))
        for base in (1, 2):
            model = default_model()
            self.house.ledger.publish(
                Publication("model", f"persons-{base}", model.version, {"json": model.to_json()}),
                self.house.act("combination", "frozen"),
            )
        for phase in (1, 2, 3):
            self._accept(phase)
            self.clock.set(1000 * phase + 500)
            self.bring()
            self._do(phase, allowed, domain)
        if any(deed.phase == 3 for island in self.islands for deed in island.deeds):
            self.clock.set(4000)
            self.bring()
        self._reviewed()
        self._passages()
        self.clock.set(5000)

    def bring(self) -> None:
        """All projections follow."""
        bring_up_to_date(self.house)

    def _accept(self, phase: int) -> None:
        act = self.house.act("collection", "flip")
        for n, (rows, hidden) in enumerate(
            ((self._rows(phase, False), False), (self._rows(phase, True), True))
        ):
            self.clock.set(1000 * phase + n)
            if rows and (self.whole or not hidden):
                self.house.ledger.accept([row.draft for row in rows], CLASSES.classify, act)

    def _rows(self, phase: int, hidden: bool) -> list[Row]:
        return [r for i in self.islands for r in i.story if r.phase == phase and i.hides(r) == hidden]

    def _do(self, phase: int, allowed: Sequence[int], domain: str) -> None:
        minute = 1000 * phase + 600
        for island in self.islands:
            for deed in island.deeds:
                if deed.phase == phase and (self.whole or not deed.cleared):
                    self.clock.set(minute + 40 * (phase > 1))
                    sees = EVERYTHING if deed.cleared else allowed
                    self.deeds[island.number, deed.name] = self._did(island, deed, sees, domain)

    def _did(self, island: Island, deed: Deed, sees: Sequence[int], domain: str) -> JSON:
        ids = [_id(island, name, deed.phase) for name in deed.of if deed.act != "retract"]
        name = f"{deed.name} {island.name}"
        if deed.act == "wrote":
            return self._wrote(island, deed, name)
        if deed.act == "judge":
            query = "mutation($a: ID!, $b: ID!, $k: JudgementKind!, $r: String!) " + JUDGE
            given = {"a": ids[0], "b": ids[1], "k": deed.given.upper(), "r": name}
        elif deed.act == "retract":
            made = self.deeds[island.number, deed.of[0]]["data"]
            query = "mutation($i: ID!, $r: String!) { retract(id: $i, reason: $r) { id kind text } }"
            given = {"i": made["judge"]["judgement"]["id"] if made else "0", "r": name}
        elif deed.act == "chart":
            query = (
                "mutation($n: String!, $i: [ChartItemInput!]!) { saveChart(name: $n, items: $i) { id name } }"
            )
            given = {"n": name, "i": [{"id": id_, "x": n} for n, id_ in enumerate(ids)]}
        elif deed.act == "export":
            query = "mutation($i: [ID!]!, $r: String!) " + EXPORT
            given = {"i": ids, "r": name}
        else:
            query = "mutation($m: ID!, $v: String!, $r: String!) " + CORRECT
            given = {"m": ids[0], "v": deed.given, "r": name}
        with fixed_ids(name):
            return self.ask(query, given, sees, domain, island.case)

    def _wrote(self, island: Island, deed: Deed, name: str) -> JSON:
        """A correction in the class of what its author saw, above that of the record."""
        row = island.now(deed.of[0], deed.phase)
        subject = {
            "record": row.id, "type": "Person", "anchor": "person", "mention": row.mention(),
            "property": "firstName", "was": row.said.get("first", ""), "value": deed.given,
        }  # fmt: skip
        class_ = island.hidden if island.hidden != 2 else 3
        made = Decision(CORRECTION, subject, class_, "bea", name)
        self.house.ledger.decide(made, self.house.act("alteration", "flip"))
        return {}

    def _reviewed(self) -> None:
        """Somebody says until when a record is kept, and who sees what is hidden says it of that."""
        for island in self.islands:
            for id_ in (island.now(name).id for name in ("b", "r")):
                if found := self.house.ledger.record(id_):
                    subject = {"record": id_, "verdict": "keep", "day": "2035-01-01"}
                    made = Decision("retention", subject, found.class_, "bea", f"T {island.name}")
                    self.house.ledger.decide(made, self.house.act("alteration", "flip"))

    def _passages(self) -> None:
        found = [
            passage_of(i, n, class_)
            for i in self.islands
            for n, class_ in enumerate((i.base, i.base, i.hidden))
            if self.whole or n < 2
        ]
        self.house.passages.append(found)


CHART = "{ saveChart(name: $n, items: $i) { id name } }"
JUDGE = """{ judge(a: $a, b: $b, kind: $k, reason: $r)
  { judgement { id kind a b author reason text } warnings } }"""
EXPORT = """{ export(ids: $i, format: CSV, recipient: $r, hops: 1)
  { marking things links records met exact leftOut denied files { ending content } } }"""
CORRECT = """{ correct(mention: $m, property: "firstName", value: $v, reason: $r) { id was value } }"""
SCHEMA = Schema(query=Query, mutation=Mutation, extensions=[ParserCache, ValidationCache, ShownErrors])
"""The schema as it is served, without its limits: all fields are asked for at once, and often."""


def passage_of(island: Island, n: int, class_: int) -> Passage:
    """A passage of the island's own plate, at a camera that all share."""
    time = START + timedelta(minutes=island.number % 1000, seconds=n)
    key, plate = f"{island.number}-{n}", island.number_of("plate", 1)
    return Passage(plate, "Kamera", time, key, "anpr_hit", class_, "BE", 50.9, 4.4)


def _id(island: Island, name: str, phase: int) -> str:
    row, _, anchor = name.partition("/")
    return island.now(row, phase).mention(anchor or "person")


@contextmanager
def fixed_ids(name: str) -> Iterator[None]:
    """What draws an id at random draws this one: it is the same in both houses."""
    with patch("api.reads.charts.uuid4", lambda: SimpleNamespace(hex=_hex(name))):
        yield


def _hex(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def _loop() -> asyncio.AbstractEventLoop:
    global _running
    if _running is None:
        _running = asyncio.new_event_loop()
    return _running


_running: asyncio.AbstractEventLoop | None = None


async def _at_once(work: Callable[..., JSON], *given: JSON, **_: JSON) -> JSON:
    """Do here what the edge does in a thread of its own: one asker needs none, and it costs a third more."""
    return work(*given)


@contextmanager
def flip_house(folder: Path, graph: Server, islands: Sequence[Island], whole: bool) -> Iterator[FlipHouse]:
    """An empty installation over an empty graph, on a clock of its own."""
    data, clock = folder / "data", Clock()
    data.mkdir(mode=0o700, parents=True)
    if graph.home:
        (data / GRAPH).symlink_to(graph.home)
    settings = Settings(data=data, graph_idle_seconds=2.0, graph_memory="512m", **graph.settings)
    with ExitStack() as stack:
        for target, new in (
            ("policy.classes.load", lambda: CLASSES),
            ("api.stages.history.datetime", clock),
            ("api.reads.exports.datetime", clock),
            ("api.reach.now", clock),
            ("anyio.to_thread.run_sync", _at_once),
            *((f"{module}.MOST_HOLDERS", HOLDERS) for module in HELD_IN),
        ):
            stack.enter_context(patch(target, new))
        policy.classify.cache_clear()
        stack.callback(policy.classify.cache_clear)
        house = stack.enter_context(Installation(settings))
        house.ledger = ledger = Unheard.open(settings.ledger, clock=clock, keys=settings.keys_folder)
        ledger.remember()
        house.classes = CLASSES
        stack.enter_context(cheap(house))
        yield FlipHouse(house, islands, whole, clock)


def plain(value: JSON) -> str:
    """An answer as text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
