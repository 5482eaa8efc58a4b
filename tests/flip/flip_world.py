"""Small worlds that hide something: what happens in each, in its order; each is an island of one house."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from flip_classes import ANCHORS, BASES, COLUMNS, MARKINGS, session
from hypothesis import strategies as st

from graph.derive import entity_id
from graph.ontology.mention import mention_id
from ledger.record import Draft, Grade, Record


@dataclass(frozen=True)
class Row:
    """One record: its place in the story, its class and its columns."""

    name: str
    phase: int
    class_: int
    said: Mapping[str, str]
    version: str = "1"

    @cached_property
    def draft(self) -> Draft:
        """What is accepted."""
        content = {column: self.said.get(column, "") for column in COLUMNS}
        grade = Grade("4x4", "B", "2")
        return Draft("TEST", "flip", self.said["number"], content, self.version, MARKINGS[self.class_], grade)

    @cached_property
    def id(self) -> str:
        """The id of its record."""
        d = self.draft
        return Record(d.source, d.feed, d.key, d.version, d.content, self.class_).id

    def mention(self, anchor: str = "person") -> str:
        """The id of what it says of one thing."""
        return mention_id(self.id, ANCHORS[anchor], anchor)

    @property
    def own(self) -> set[str]:
        """All ids that are of this record alone."""
        mentions = {self.mention(anchor) for anchor in ANCHORS}
        return {self.id} | mentions | {entity_id(self.class_, [m]) for m in mentions}


@dataclass(frozen=True)
class Deed:
    """What somebody does once the graph stands: `sees` everything, or what the asker sees."""

    name: str
    phase: int
    act: str
    of: tuple[str, ...]
    cleared: bool = False
    given: str = ""


@dataclass(frozen=True)
class Planted:
    """What an island holds, each thing or not."""

    bridge: bool = True
    weak: bool = False
    negative: bool = False
    positive: bool = False
    taken_back: bool = False
    twin: bool = False
    later: bool = False
    hub: int = 0
    two: bool = False
    tie: bool = False
    alias: bool = False
    corrected: bool = False
    chart: bool = True
    export: bool = True
    suggestion: bool = True
    across: bool = False
    remark: bool = True
    near: bool = False


PROBABLE = {"bridge": 9} | dict.fromkeys(("chart", "export", "suggestion", "tie", "remark", "corrected"), 8)


def planted() -> st.SearchStrategy[Planted]:
    """Any mix; what many reads need is planted eight times in ten or more."""
    of = {
        name: st.integers(0, 9).map(PROBABLE.get(name, 4).__gt__)
        for name in Planted.__dataclass_fields__
        if name != "hub"
    }
    return st.builds(Planted, hub=st.sampled_from((0, 0, 0, 4, 5, 6)), **of)


@dataclass(frozen=True)
class Island:
    """One world: it shares no name, number or place with another; `hidden` is the class that is flipped."""

    number: int
    hidden: int
    planted: Planted

    @property
    def name(self) -> str:
        """A family name of its own."""
        return surname(self.number)

    @property
    def domain(self) -> str:
        return MARKINGS[self.hidden].domain if self.hidden != 2 else "judicial"

    @property
    def base(self) -> int:
        return BASES[self.domain]

    @property
    def case(self) -> str:
        return f"GE.{self.number:06d}"

    def birth(self, n: int) -> str:
        """A date of birth that is its own."""
        return str(date(1931, 1, 1) + timedelta(days=(self.number * 37 + n * 5003) % 25000))

    @property
    def born(self) -> str:
        """When a is born."""
        return self.birth(0)

    @property
    def remark(self) -> str:
        """A text in Dutch, long enough to be one."""
        return f"De getuige zag de verdachte {self.name} met een gestolen auto op de snelweg bij Gent."

    @property
    def place(self) -> tuple[str, str]:
        return f"{50 + self.number / 500:.4f}", f"{3 + self.number / 700:.4f}"

    def number_of(self, what: str, n: int) -> str:
        """A plate, a phone or a national number that only this island has."""
        at = self.number * 10 + n
        if what == "plate":
            return (
                f"1{chr(65 + at // 26 // 26 % 26)}{chr(65 + at // 26 % 26)}{chr(65 + at % 26)}{at % 1000:03d}"
            )
        if what == "phone":
            return f"+32470{at:06d}"
        return f"{1000 + at:09d}{97 - (1000 + at) % 97:02d}"

    @cached_property
    def story(self) -> tuple[Row, ...]:
        """All records, the hidden ones too."""
        return tuple(_rows(self))

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        return tuple(_deeds(self))

    def hides(self, row: Row) -> bool:
        return row.class_ == self.hidden

    def row(self, name: str) -> Row:
        """The record of this name."""
        return next(row for row in self.story if row.name == name)

    def has(self, name: str) -> bool:
        return any(row.name == name for row in self.story)

    def now(self, name: str, phase: int = 3) -> Row:
        """The version of this record that stands by then."""
        later = name + "2"
        return self.row(later if self.has(later) and self.row(later).phase <= phase else name)

    @cached_property
    def own(self) -> set[str]:
        """The ids of what is hidden."""
        return {id_ for row in self.story if self.hides(row) for id_ in row.own}


CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def surname(number: int) -> str:
    """A name that is unlike its neighbours: three syllables in a mixed order."""
    mixed, found = (number * 7919 + 104729) % 343000, ""
    for _ in range(3):
        mixed, at = divmod(mixed, 70)
        found += CONSONANTS[at // 5] + VOWELS[at % 5]
    return found.capitalize() + "nk"


def _rows(i: Island) -> Iterator[Row]:
    """What is not hidden first, then what is."""
    p, base, key = i.planted, i.base, f"{i.number:05d}"
    said = _said(i)
    for name in "abcdef" if p.near else "abcde":
        yield Row(name, 1, base, said[name])
    for n in range(p.hub):
        last = surname(i.number + 300000 + 1000 * n)
        number = {"number": f"{key}h{n}", "first": "Mia", "last": last, "born": i.birth(3 + n)}
        yield Row(f"h{n}", 1, base, {**number, "phone": i.number_of("phone", 2), "day": "2024-06-01"})
    if p.later:
        yield Row("b2", 2, base, {**said["b"], "plate": i.number_of("plate", 6), "case": ""}, "2")
    if p.two:
        other = next(n for n in (12, 11, 21) if n != i.hidden)
        yield Row("s", 1, other, {**said["s"], "phone": i.number_of("phone", 4)})
    hidden = _hidden(i, said)
    yield Row("r", 2, i.hidden, hidden)
    if p.twin:
        yield Row("t", 2, i.hidden, {**said["a"], "number": f"{key}t"})
    if p.hub:
        last = surname(i.number + 310000)
        one_more = {"number": f"{key}g", "first": "Rik", "last": last, "born": i.birth(9)}
        yield Row("g", 2, i.hidden, {**one_more, "phone": i.number_of("phone", 2), "day": "2024-06-02"})
    if p.later:
        new = {"alias": f"Rode {i.name}"} if p.bridge else {"plate": i.number_of("plate", 5)}
        yield Row("r2", 3, i.hidden, {**hidden, **new}, "2")


def _said(i: Island) -> dict[str, dict[str, str]]:
    p, key, (lat, lon) = i.planted, f"{i.number:05d}", i.place
    at = {"place": f"Plein {i.name}", "lat": lat, "lon": lon}
    plate, phone = (lambda n: i.number_of("plate", n)), (lambda n: i.number_of("phone", n))
    friend = {"first2": "Tom", "last2": surname(i.number + 200000), "born2": i.birth(1)}
    said: dict[str, dict[str, str]] = {
        "a": {"first": "Jan", "last": i.name, "born": i.born, "plate": plate(1), "phone": phone(1),
              "alias": f"Zwarte {i.name}" if p.alias else "", "event": f"{key}-1", **at},
        "b": {"first": "Jan", "last": i.name, "nn": i.number_of("nn", 1), "plate": plate(2),
              "phone": phone(2), "case": i.case},
        "c": {"first": "Els", "last": surname(i.number + 100000), "born": i.birth(2), "plate": plate(3),
              "phone": phone(2 if p.suggestion else 3), **friend},
        "d": {"first": "Tom", "last": surname(i.number + 200000), "born": i.birth(1),
              "plate": plate(1 if p.suggestion else 4), "phone": phone(1 if p.suggestion else 6), **at},
        "e": {"first": "Jan", "last": i.name, "phone": phone(2) if p.hub else "", **at},
        "f": {"first": "Jan", "last": i.name + "sen", "born": i.born},
        "s": {"first": "Jan", "last": i.name, "born": i.born},
    }  # fmt: skip
    for n, (name, one) in enumerate(said.items(), start=1):
        one |= {"number": key + name, "day": f"2024-0{n}-0{n}"}
    if p.remark:
        said["a"]["remark"] = i.remark
    return said


def _hidden(i: Island, said: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The record that joins a and b, or says too little for it, and that may tie them to c."""
    p, key, (lat, lon) = i.planted, f"{i.number:05d}", i.place
    made = {"number": f"{key}r", "first": "Jan", "last": i.name, "day": "2024-06-10", "event": f"{key}-2"}
    made |= {"place": f"Plein {i.name}", "lat": lat, "lon": lon}
    if p.bridge or not p.weak:
        made["born"] = i.born
    if p.bridge:
        made["nn"] = i.number_of("nn", 1)
    if p.tie:
        c = said["c"]
        made |= {"first2": c["first"], "last2": c["last"], "born2": c["born"], "plate": c["plate"]}
        made |= {"phone": i.number_of("phone", 2), "case": i.case}
    if p.bridge:
        made |= {"plate": i.number_of("plate", 1), "phone": i.number_of("phone", 2)}
    if p.remark:
        made["remark"] = i.remark
    return made


def _deeds(i: Island) -> Iterator[Deed]:
    """What people do after each phase; `cleared` ones saw what is hidden, and did it for that reason."""
    p = i.planted
    if p.chart:
        yield Deed("K1", 1, "chart", ("a", "c", "a/vehicle"))
        yield Deed("K2", 1, "chart", ("b",))
    if p.export:
        yield Deed("X1", 1, "export", ("a", "b"))
    if p.corrected:
        yield Deed("C1", 1, "correct", ("c",), given="Elsa")
    if p.taken_back:
        yield Deed("J1", 1, "judge", ("a", "e"), given="positive")
    else:
        yield Deed("J1", 1, "judge", ("a", "e"), given="unsure")
    if i.hidden == 2:
        yield Deed("J2", 2, "judge", ("a", "r"), True, "positive")
        yield Deed("J3", 2, "judge", ("b", "r"), True, "positive")
    if p.bridge and i.hidden != 2:
        if p.positive:
            yield Deed("J4", 2, "judge", ("a", "d"), True, "positive")
        if p.negative:
            yield Deed("J5", 2, "judge", ("a", "c"), True, "negative")
        if p.taken_back:
            yield Deed("B1", 2, "retract", ("J1",), True)
        if p.chart:
            yield Deed("K3", 2, "chart", ("a", "c"), True)
        if p.export:
            yield Deed("X2", 2, "export", ("a",), True)
    if p.corrected:
        yield Deed("C2", 2, "wrote", ("a",), True, "Johan")
        yield Deed("C4", 2, "wrote", ("e",), True, "Johan")
        yield Deed("C5", 2, "wrote", ("c",), True, "Elza")
    yield Deed("C3", 2, "correct", ("r",), True, "Johan")
    yield Deed("J9", 2, "judge", ("a", "b"), given="unsure")
    if p.two and p.across and i.hidden != 2:
        yield Deed("J6", 2, "judge", ("s", "r"), True, "positive")
    if p.corrected and p.hub and not p.tie and i.hidden != 2:
        yield Deed("J8", 3, "judge", ("c", "h0"), True, "positive")  # joins two things of the base alone
    if p.weak and not p.bridge:
        yield Deed("J7", 2, "judge", ("r", "b"), True, "negative" if p.negative else "positive")


@st.composite
def batches(draw: st.DrawFn, size: int) -> tuple[tuple[Island, ...], tuple[int, ...]]:
    """Islands that hide the same class, and the session that asks about them."""
    hidden = draw(st.sampled_from((11, 12, 21, 11, 21, 2)))
    more = draw(st.sets(st.sampled_from((2, 11, 12, 21))))
    first = draw(st.integers(0, 3000)) * size
    told = [draw(planted()) for _ in range(size)]
    islands = tuple(Island(first + n, hidden, one) for n, one in enumerate(told))
    return islands, session(hidden, more)
