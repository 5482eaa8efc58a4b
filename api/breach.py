"""What a breach touched (Directive (EU) 2016/680, art. 30): from a time span to persons and records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from api.installation import Installation
from api.progress import Tell, silent
from graph import read
from graph.read.together import groups
from ledger.audit_search import Asked, each
from ledger.canonical import canonical
from ledger.errors import BadInput
from ledger.pseudonyms import ID, TOKEN

PERSON, RECORD, OTHER = "person", "record", "other"
MANY = 500


@dataclass
class Touch:
    """One thing that was touched: how often, first and last, and by whom."""

    what: str
    id: str
    source: str = ""
    times: int = 0
    first: str = ""
    last: str = ""
    by: set[str] = field(default_factory=set)

    def add(self, at: str, actor: str) -> None:
        """Count one line of the log."""
        self.times += 1
        self.first = min(self.first or at, at)
        self.last = max(self.last, at)
        self.by.add(actor)


@dataclass(frozen=True)
class Breach:
    """All that was touched; `erased` words stand for what nobody can tell any more."""

    lines: int
    touched: tuple[Touch, ...]
    erased: int

    def count(self, what: str) -> int:
        """How many persons, records or others."""
        return sum(one.what == what for one in self.touched)


def span(since: str, until: str) -> tuple[str, str]:
    """Two days or moments as the log writes them, the second no longer asked for; a day is whole."""
    begins, ends = (_moment(text, option) for text, option in ((since, "--from"), (until, "--to")))
    if len(until) == len("2026-01-31"):
        ends += timedelta(days=1)
    if ends <= begins:
        raise BadInput("--to lies before --from: turn them round.")
    return begins.isoformat(timespec="seconds"), ends.isoformat(timespec="seconds")


def breach(house: Installation, since: str, until: str, who: str = "", tell: Tell = silent) -> Breach:
    """The persons, records and other things in what acts of a time span asked for or returned, by id alone.

    It looks into all classes, for whoever was touched must be found; names are not given.
    """
    seen: dict[str, list[tuple[str, str]]] = defaultdict(list)
    gone, lines = set[str](), 0
    for event in each(house.ledger, Asked(who=who, since=since, until=until)):
        text = canonical(dict(event.act.details)).decode()
        gone |= set(TOKEN.findall(text))
        lines += 1
        tell("log", lines, 0)
        for id_ in set(ID.findall(text)):
            seen[id_].append((event.at, event.act.actor))
    return Breach(lines, tuple(_touched(house, seen)), len(gone))


def _touched(house: Installation, seen: dict[str, list[tuple[str, str]]]) -> list[Touch]:
    records = house.ledger.records(sorted(seen))
    persons = _persons(house, [*seen, *(one.id for one in house.mentions.of_records(sorted(records)))])
    held = {one.id: one.record for one in house.mentions.of_records(sorted(records))}
    found: dict[tuple[str, str], Touch] = {}
    for id_, person in persons.items():
        for line in (*seen.get(id_, ()), *seen.get(held.get(id_, ""), ())):
            found.setdefault((PERSON, person), Touch(PERSON, person)).add(*line)
    for id_ in sorted(seen.keys() - persons.keys()):
        what, source = (RECORD, records[id_].source) if id_ in records else (OTHER, "")
        for line in seen[id_]:
            found.setdefault((what, id_), Touch(what, id_, source)).add(*line)
    return sorted(found.values(), key=lambda one: (one.what != PERSON, one.what != RECORD, one.id))


def _persons(house: Installation, ids: list[str]) -> dict[str, str]:
    """Those of these ids that are of a person, each with the one id under which all of that person stands."""
    allowed, found = sorted(house.clusters.layers()), dict[str, str]()
    asked = sorted(set(ids))
    for start in range(0, len(asked), MANY):
        entities = read.resolve_ids(house.store, asked[start : start + MANY], allowed)
        known = read.summaries(house.store, sorted(set(entities.values())), allowed)
        mine = {one for one, summary in known.items() if summary.type == "Person"}
        one_of = {each_: all_[0] for each_, all_ in groups(house.store, sorted(mine), allowed).items()}
        found |= {id_: one_of.get(entity, entity) for id_, entity in entities.items() if entity in mine}
    return found


def _moment(text: str, option: str) -> datetime:
    try:
        return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
    except ValueError as error:
        raise BadInput(
            f"{option} {text} is no day or moment: write 2026-03-01 or 2026-03-01T08:00."
        ) from error
