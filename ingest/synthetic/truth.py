"""What is true, for measuring: persons, false identities, and the ties that no record states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from ingest.synthetic.entry import Entry
from ingest.synthetic.people import FalseIdentity, Person
from ingest.synthetic.society import Gang, Quarter

HUB = 8
"""A thing that more persons than this share says nothing about a pair of them."""


def person_row(person: Person) -> dict[str, Any]:
    """All true values of a person."""
    return {
        "id": person.id,
        "given": person.given,
        "second": person.second,
        "family": person.family,
        "marital": person.marital,
        "sex": person.sex,
        "born": person.born.isoformat(),
        "birthPlace": person.birth_place,
        "origin": person.origin,
        "nationality": person.nationality,
        "language": person.lang,
        "nationalNumber": person.national_number,
        "bisNumber": person.bis_number,
        "nickname": person.nickname,
        "document": person.document,
        "phones": person.phones,
        "mail": person.mail,
        "handle": person.handle,
        "account": person.account,
        "twin": f"p{person.twin:07d}" if person.twin >= 0 else "",
        "homes": [{"since": since.isoformat(), "address": place.line} for since, place in person.homes],
        "synthetic": True,
    }


def alias_row(alias: FalseIdentity) -> dict[str, str]:
    """A false identity: who used it and whose it really is ("" when nobody's)."""
    return {
        "id": alias.id,
        "user": f"p{alias.user:07d}",
        "given": alias.given,
        "family": alias.family,
        "born": alias.born.isoformat(),
        "document": alias.document,
        "identity_of": f"p{alias.real:07d}" if alias.real >= 0 else "",
    }


def gang_rows(gang: Gang) -> Iterator[dict[str, str]]:
    """The members of a gang with their rank."""
    for place, member in enumerate(gang.members):
        rank = "leader" if place == 0 else "lieutenant" if place < 3 else "runner"
        member_row = {"gang": gang.id, "name": gang.name, "sector": gang.sector, "phone": gang.phone}
        yield {**member_row, "person": f"p{member:07d}", "rank": rank}


class Traces:
    """Which records of a quarter show which pairs of persons, expressly or through a thing they share."""

    def __init__(self) -> None:
        self._stated: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._together: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._shared: dict[str, dict[str, str]] = defaultdict(dict)

    def add(self, entry: Entry) -> None:
        """Take note of who and what stands in a record."""
        name = f"{entry.feed}:{entry.key}"
        for a, b in entry.states:
            self._stated[_pair(f"p{a:07d}", f"p{b:07d}")].append(name)
        persons = sorted({found.entity for found in entry.anchors if found.type == "Person"})
        if len(persons) <= HUB:
            for pair in combinations(persons, 2):
                self._together[pair].append(name)
        for found in entry.anchors:
            if found.type != "Person" and not found.entity.startswith(("l:camera", "misread")):
                for person in persons:
                    self._shared[found.entity].setdefault(person, name)

    def rows(self, quarter: Quarter) -> Iterator[dict[str, str]]:
        """The true ties of a quarter with the records that show them."""
        through = self._through()
        for tie in quarter.ties:
            pair = _pair(f"p{tie.a:07d}", f"p{tie.b:07d}")
            stated = self._stated.get(pair, [])
            yield {
                "a": pair[0],
                "b": pair[1],
                "kind": tie.kind,
                "withheld": "1" if tie.withheld else "0",
                "stated_in": _joined(stated),
                "together_in": _joined([name for name in self._together.get(pair, []) if name not in stated]),
                "shared": _joined(through.get(pair, [])),
            }

    def _through(self) -> dict[tuple[str, str], list[str]]:
        through: dict[tuple[str, str], list[str]] = defaultdict(list)
        for thing, holders in sorted(self._shared.items()):
            if 2 <= len(holders) <= HUB:
                for a, b in combinations(sorted(holders), 2):
                    if holders[a] != holders[b]:
                        through[a, b].append(f"{holders[a]} {holders[b]} {thing}")
        return through


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _joined(names: Sequence[str]) -> str:
    return "|".join(names[:10])
