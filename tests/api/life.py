"""Lives of a small installation: records come and change, and everything that people do is done to them.

Several are lived in one installation, each on an island: it shares no name, date or number with another. The
chain runs for all of them at random places in between. At the end a clean installation is made of what
still counts.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from layered_house import ANY, CLASSES
from layered_house import FEED as PEOPLE

from api.installation import Installation
from api.settings import Settings
from api.stages.inherit import anchored
from api.stages.receive import publish
from graph.ontology import Mention
from graph.store import GraphStore
from ingest.feeds import parse
from ledger.canonical import canonical
from ledger.entry import Decision, Publication, Reclassification
from ledger.errors import BadInput, Contradiction
from ledger.record import Draft, Marking, Record
from policy.classes import read as read_classes
from resolution.judgements import RETRACTION
from resolution.weights.model import default_model

FEED = f"""\
{PEOPLE}\
  car: {{type: Vehicle, values: {{registrationNumber: {{column: plate, clean: plate}}}}, when: plate}}
relations:
  - {{type: DRIVES, from: person, to: car}}
"""
MARKED = CLASSES.replace(
    "sessions:", f'  - {{class: 2, when: {{domain: administrative, compartment: "", {ANY}}}}}\nsessions:'
)
MARKING = {
    1: Marking(),
    2: Marking(domain="administrative"),
    11: Marking(compartment="north"),
    12: Marking(compartment="south"),
}
CONTAINED = {1: {1}, 2: {2}, 11: {1, 11}, 12: {1, 12}, 13: {1, 11, 12, 13}}
FIRST = ("Jan", "Jan", "Els", "Jean", "")
KEYS = 6
OPS = (
    *("add", "add", "add", "add", "correct", "uncorrect", "erase"),
    *("reclassify", "judge", "judge", "unjudge"),
)
Op = tuple[str, int]


@contextmanager
def home(folder: Path, store: GraphStore, template: Path) -> Iterator[Installation]:
    """An installation with its ledger as the template has it, and the graph of a server that stays."""
    shutil.copytree(template, folder / "data", ignore=shutil.ignore_patterns("graph"))
    with opened(folder, store) as house:
        yield house


@contextmanager
def opened(folder: Path, store: GraphStore) -> Iterator[Installation]:
    """The installation of a folder, over a server that outlives it."""
    house = Installation(
        Settings(data=folder / "data", keys=str(folder / "keys"), graph_uri="", ledger_url="")
    )
    house.classes = read_classes(MARKED, "classes.yaml")
    house.__dict__["store"] = store
    try:
        yield house
    finally:
        del house.__dict__["store"]
        house.close()


def template(folder: Path, store: GraphStore) -> Path:
    """A data directory in which the feed and the models of both domains are published."""
    with opened(folder, store) as house:
        publish(house, parse(FEED, "people.yaml"))
        for base in (1, 2):
            model = default_model()
            made = Publication("model", f"persons-{base}", model.version, {"json": model.to_json()})
            house.ledger.publish(made, house.act("alteration", "a test"))
    return folder / "data"


@dataclass(frozen=True)
class Island:
    """What the records of one life are made of."""

    number: int

    @property
    def keys(self) -> list[str]:
        """The source keys."""
        return [f"{self.number}-{key}" for key in range(KEYS)]

    @cached_property
    def said(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Column → what may stand in it: the same twice, something near it, something else, nothing."""
        own, other = name_of(2 * self.number), name_of(2 * self.number + 1)
        born = date(1940, 1, 1) + timedelta(days=self.number * 97)
        near = born.replace(day=born.day % 28 + 1)
        at = 1000 + self.number
        numbers = ("", "", f"{at:09d}{97 - at % 97:02d}", national(born))
        letters = "".join(chr(65 + self.number // 26**n % 26) for n in range(3))
        return (
            ("first", FIRST),
            ("last", (own, own, other, own[:2] + own[3:])),
            ("born", (str(born), str(born), str(near), "")),
            ("nn", numbers),
            ("plate", ("", f"1{letters}234", f"2{letters}987")),
        )


def name_of(number: int) -> str:
    """A family name that is unlike those of its neighbours."""
    mixed, found = (number * 7919 + 104729) % 343000, ""
    for _ in range(3):
        mixed, at = divmod(mixed, 70)
        found += "bdfgklmnprstvz"[at // 5] + "aeiou"[at % 5]
    return found.capitalize() + "nk"


def national(born: date) -> str:
    """A valid national number of somebody born that day, before 2000."""
    first = born.strftime("%y%m%d") + "001"
    return f"{first}{97 - int(first) % 97:02d}"


@dataclass
class Life:
    """Applies operations; an argument chooses among what there is at that moment."""

    house: Installation
    island: Island
    count: int = 0
    done: dict[str, int] = field(default_factory=dict)
    current: dict[str, Record] = field(default_factory=dict)
    """What should count now, by source key."""
    made: list[Decision] = field(default_factory=list)
    erased: set[bytes] = field(default_factory=set)

    def apply(self, op: Op) -> None:
        """One operation; where there is nothing to do it to, nothing happens."""
        self.count += 1
        name, arg = op
        act: Callable[[int], bool] = getattr(self, f"_{name}")
        if act(arg):
            self.done[name] = self.done.get(name, 0) + 1

    def _add(self, arg: int) -> bool:
        arg, key = divmod(arg, KEYS)
        held = self.current.get(self.island.keys[key])
        classes = (held.class_,) if held else (1, 1, 1, 11, 12, 2)
        arg, n = divmod(arg, len(classes))
        content = {"number": self.island.keys[key]}
        for column, choices in self.island.said:
            arg, place = divmod(arg, len(choices))
            content[column] = choices[place]
        own = self.island.keys[key]
        draft = Draft("TEST", "people", own, content, f"{self.count}", MARKING[classes[n]])
        if canonical(content) in self.erased:
            self._refused(draft)
            draft = replace(draft, collected="2999-01-01")
        self.current[own] = self._accept(draft)
        return True

    def _refused(self, draft: Draft) -> None:
        try:
            self._accept(draft)
        except BadInput as error:
            assert "was erased" in error.detail
        else:
            raise AssertionError("what was erased was taken in again")

    def _accept(self, draft: Draft) -> Record:
        act = self.house.act("collection", "a test")
        [receipt] = self.house.ledger.accept([draft], self.house.classes.classify, act)
        found = self.house.ledger.record(receipt.record_id)
        assert found is not None
        return found

    def _erase(self, arg: int) -> bool:
        if not self.current:
            return False
        record = self._some(arg)
        every = self.house.ledger.versions([(record.source, record.key)])[record.source, record.key]
        self.erased |= {canonical(dict(r.content)) for r in self.house.ledger.records(every).values()}
        self.house.ledger.erase([record.id], self.house.act("erasure", "a test"), "a test")
        del self.current[record.key]
        return True

    def _reclassify(self, arg: int) -> bool:
        if not self.current:
            return False
        record, class_ = self._some(arg), (1, 2, 11, 12)[arg // 7 % 4]
        move(self.house, record.key, class_)
        again = self.house.ledger.record(record.id)
        assert again is not None and again.class_ == class_
        self.current[record.key] = again
        return True

    def _correct(self, arg: int) -> bool:
        if not self.current:
            return False
        record, mention = self._mention(arg)
        arg //= 5
        may = dict(self.island.said)
        name, column, values = (
            ("firstName", "first", ("Els", "Jan", "")),
            ("birthDate", "born", (may["born"][0], "1930-01-01", "")),
            ("nationalNumber", "nn", (may["nn"][2], "")),
        )[arg % 3]
        was = str(record.content[column]) if arg // 3 % 4 else ""
        subject = {
            "record": record.id, "type": "Person", "anchor": "person", "mention": mention.id,
            "property": name, "was": was, "value": values[arg // 12 % len(values)] or None,
        }  # fmt: skip
        class_ = (record.class_, record.class_, 11, 13)[arg // 40 % 4]
        self._decide("correction", subject, class_)
        return True

    def _judge(self, arg: int) -> bool:
        if len(self.current) < 2:
            return False
        (one, a), (two, b) = self._mention(arg), self._mention(arg // 6 + 1)
        fits = [c for c, held in sorted(CONTAINED.items()) if {one.class_, two.class_} <= held]
        if a.id == b.id or not fits:
            return False
        kind = ("positive", "positive", "negative", "unsure")[arg // 40 % 4]
        self._decide(kind, anchored(a, b), fits[arg // 160 % len(fits)])
        return True

    def _unjudge(self, arg: int) -> bool:
        return self._take_back(arg, "judgement", ("positive", "negative", "unsure"))

    def _uncorrect(self, arg: int) -> bool:
        return self._take_back(arg, "correction", ("correction",))

    def _take_back(self, arg: int, named: str, kinds: Sequence[str]) -> bool:
        standing = {one.id for one in self.house.ledger.decisions()}
        mine = [one for one in self.made if one.kind in kinds and one.id in standing]
        if not mine:
            return False
        old = mine[arg % len(mine)]
        fits = [c for c, held in sorted(CONTAINED.items()) if old.class_ in held]
        subject = {
            named: old.id,
            **{name: old.subject[name] for name in ("a", "b", "record") if name in old.subject},
        }
        self._decide(RETRACTION, subject, fits[arg // 7 % len(fits)])
        return True

    def _decide(self, kind: str, subject: dict[str, Any], class_: int) -> None:
        author = ("ana", "bob")[self.count % 2]
        decision = Decision(kind, subject, class_, author, f"reason {self.island.number} {self.count}")
        self.house.ledger.decide(decision, self.house.act("alteration", "a test"))
        self.made.append(decision)

    def _some(self, arg: int) -> Record:
        return self.current[sorted(self.current)[arg % len(self.current)]]

    def _mention(self, arg: int) -> tuple[Record, Mention]:
        record = self._some(arg)
        return record, Mention(record.id, "Person", "person", record.class_)

    def holds(self) -> None:
        """The ledger counts what it should."""
        for key in self.island.keys:
            found, expected = self.house.ledger.current("TEST", key), self.current.get(key)
            assert (found and (found.id, found.class_)) == (expected and (expected.id, expected.class_))


def move(house: Installation, key: str, class_: int) -> None:
    """Reclassify all versions of a source key."""
    made = Reclassification("TEST", key, class_, MARKING[class_], "ana", "a test")
    house.ledger.reclassify(made, house.act("alteration", "a test"))


def retell(life: Installation, clean: Installation, keys: Sequence[str]) -> None:
    """Into a clean ledger: what counts of another, key by key, and what people decided that still stands."""
    decisions = list(standing(life.ledger.decisions()))
    named = {at["record"] for d in decisions for end in ("a_at", "b_at") if (at := d.subject.get(end))}
    named |= {d.subject.get("record") for d in decisions}
    act = clean.act("collection", "a test")
    for key in keys:
        ids = life.ledger.versions([("TEST", key)]).get(("TEST", key), [])
        counted = life.ledger.records(ids)
        for id_ in ids:
            record = counted[id_]
            if id_ != ids[-1] and id_ not in named:
                continue
            try:
                accept(clean, record, act)
            except Contradiction:
                move(clean, key, record.given)
                accept(clean, record, act)
        if ids and (now := clean.ledger.record(ids[-1])) and now.class_ != counted[ids[-1]].class_:
            move(clean, key, counted[ids[-1]].class_)
    for decision in decisions:
        clean.ledger.decide(decision, act)


def accept(house: Installation, record: Record, act: Any) -> None:
    """Take in a record of another ledger under the class that it was accepted in there."""
    marking = MARKING[record.given]
    draft = Draft("TEST", "people", record.key, record.content, record.version, marking)
    house.ledger.accept([draft], house.classes.classify, act)


def standing(decisions: Sequence[Decision]) -> Iterator[Decision]:
    """The decisions without those taken back in their own class, and what took them back."""
    classes = {one.id: one.class_ for one in decisions}
    gone = set()
    for one in decisions:
        of = one.subject.get("judgement") or one.subject.get("correction")
        if one.kind == RETRACTION and classes.get(of) == one.class_:
            gone |= {of, one.id}
    for one in decisions:
        of = one.subject.get("judgement") or one.subject.get("correction")
        if one.id not in gone and not (one.kind == RETRACTION and of in gone):
            yield one
