"""Which records counted at an earlier time, and which entities of today their mentions belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from graph.derive.component import entity_id
from graph.derive.text import compact
from graph.ontology import load
from graph.ontology.mention import Mention
from graph.past import Said, Version, borne
from graph.read.reader import Reader
from graph.read.time import Times
from graph.read.told import Row, mention
from graph.store import fulltext

AT_ONCE, MOST_BEARERS, MOST_TOLD = 100, 200, 10_000
"""Identifiers of one question (Neo4j takes 1,024), entities that bear one of them, mentions of these."""
NAMES = ("name", "lastName", "full", "caseNumber", "summary")


class Past(Protocol):
    """What older versions of records said; `graph.past.PastStore` is one."""

    def versions(self, records: Iterable[str]) -> Mapping[str, Sequence[Version]]:
        """Record → all versions of its source key, the one that counts now last, where there are several."""
        ...

    def told(self, records: Iterable[str], allowed: Sequence[int]) -> Sequence[Row]:
        """The mentions of versions that count no more, with their records."""
        ...

    def bearing(self, values: Iterable[str], allowed: Sequence[int]) -> Sequence[str]:
        """The versions that count no more and bear one of these identifiers, or lie in one of these cells."""
        ...

    def said(self, mentions: Iterable[str]) -> Mapping[tuple[str, int], Sequence[Said]]:
        """Mention and class → what that knew it to say, oldest first, of those that somebody corrected."""
        ...


class Earlier:
    """The records that counted when `times.known_at` was, over what one session may see."""

    def __init__(self, store: Reader, times: Times, past: Past | None, allowed: Sequence[int]) -> None:
        self._store, self._times, self._past, self.allowed = store, times, past, list(allowed)
        self._places: dict[str, dict[str, str]] = {}
        self.alone: dict[str, list[Row]] = {}
        """Entities that only older versions tell of: their rows by entity id."""

    def counted(self, received: Mapping[str, str]) -> set[str]:
        """Those of these records (id → when it was received) that counted then."""
        if not self._times.known_at:
            return set(received)
        several = self._past.versions(received) if self._past else {}
        return {
            id_
            for id_, at in received.items()
            if (self._then(several[id_]) == id_ if id_ in several else self._times.known(at))
        }

    def as_corrected(self, rows: Iterable[Row]) -> list[Row]:
        """What these said by what people had corrected by then, of classes above what they knew else.

        A row of a class above is one with `said`, as of the statement `corrected`; none where it knew nothing
        else then.
        """
        told = list(rows)
        if not self._past or not self._times.known_at:
            return told
        known = self._past.said(row["mention"]["id"] for row in told)
        return [then for row in told if (then := self._corrected(row, known))]

    def _corrected(self, row: Row, known: Mapping[tuple[str, int], Sequence[Said]]) -> Row | None:
        of = row["mention"]
        several = known.get((of["id"], row["class"] if "said" in row else of["class"]))
        if several is None:
            return row
        then = [one.statements for one in several if not one.since or self._times.known(one.since)]
        if not then or not then[-1]:
            return None
        return {**row, "mention": of | {"statements": then[-1]}}

    def gone(self, ids: Iterable[str], rows: Iterable[Row]) -> list[str]:
        """Records that counted then, count no more, and may tell of these entities.

        `rows` are what is told of them now. They are found by the source keys of these, and by the
        identifiers that they bear.
        """
        if not self._past or not self._times.known_at:
            return []
        told = [mention(row) for row in rows]
        near = {m.record for m in told}
        near.update(self._past.bearing({v for m in told for v in borne(m, load())}, self.allowed))
        near.update(row["record"]["id"] for id_ in ids for row in self.alone.get(id_, ()))
        return self._counted_no_more(self._past.versions(near))

    def placed(self, cells: Iterable[str]) -> set[str]:
        """Places of today that something put in one of these cells then (`graph.past.standing`).

        An older version did, or a value that was corrected since.
        """
        if not self._past or not self._times.known_at:
            return set()
        several = self._past.versions(self._past.bearing(cells, self.allowed))
        gone = self._counted_no_more(several)
        still = sorted({some[-1].record for some in several.values()} - set(gone))
        rows = self._store.read("told_in", ids=still, allowed=self.allowed) if still else []
        told = {(row["entity"], row["mention"]["type"]) for row in rows}
        told |= {(id_, row["mention"]["type"]) for id_, some in self.told(gone).items() for row in some}
        return {id_ for id_, type_ in told if type_ == "Location"}

    def _counted_no_more(self, several: Mapping[str, Sequence[Version]]) -> list[str]:
        then = {some[-1].record: self._then(some) for some in several.values()}
        return sorted({id_ for now, id_ in then.items() if id_ and id_ != now})

    def told(self, records: Sequence[str]) -> dict[str, list[Row]]:
        """What these versions said, by the entity of today that it belongs to."""
        found: dict[str, list[Row]] = defaultdict(list)
        place = self.places(records)
        for row in self.rows(records):
            found[place[row["mention"]["id"]]].append(row)
        return found

    def rows(self, records: Sequence[str]) -> Sequence[Row]:
        """What these versions said, of those that count no more."""
        return self._past.told(records, self.allowed) if self._past and records else ()

    def places(self, records: Sequence[str]) -> dict[str, str]:
        """Mention id → entity id, for the mentions of versions that count no more.

        A mention belongs where the one that took its place belongs: of the same record, type and place, or
        else with an equal identifier or name; not where their identifiers, or both name and birth, differ.
        Where there is none: to who bears the same identifier today. Else it is an entity of its own.
        """
        asked = [id_ for id_ in records if id_ not in self._places]
        if asked and self._past:
            self._place(asked, self._past)
        return {m: e for id_ in records for m, e in self._places[id_].items()}

    def _then(self, versions: Sequence[Version]) -> str:
        """The version that counted then; "" when there was none."""
        known = [version for version in versions if self._times.known(version.received)]
        return max(known).record if known else ""

    def _place(self, records: Sequence[str], past: Past) -> None:
        rows = past.told(records, self.allowed)
        now_of = {id_: some[-1].record for id_, some in past.versions(records).items()}
        current: dict[str, list[tuple[Mention, str]]] = defaultdict(list)
        wanted = sorted(set(now_of.values()))
        for row in self._store.read("told_in", ids=wanted, allowed=self.allowed):
            current[row["record"]["id"]].append((mention(row), str(row["entity"])))
        places: dict[str, dict[str, str]] = {id_: {} for id_ in records}
        heirless = []
        for told in rows:
            old = mention(told)
            found = heir(old, current[now_of[old.record]])
            places[old.record][old.id] = found
            if not found:
                heirless.append((old, told))
        bearer = self._bearers([old for old, _ in heirless])
        for old, told in heirless:
            found = next((bearer[value] for value in borne(old, load()) if value in bearer), "")
            if not found:
                found = entity_id(old.class_, [old.id])
                self.alone.setdefault(found, []).append(told)
            places[old.record][old.id] = found
        self._places |= places

    def _bearers(self, mentions: Sequence[Mention]) -> dict[str, str]:
        """Identifier → the entity that bears it today, that of the smallest id."""
        named: dict[str, set[str]] = defaultdict(set)
        for value in {value for made in mentions for value in borne(made, load())}:
            named[compact(value.split(" ", 2)[2])].add(value)
        words = sorted(named.keys() - {""})
        found: dict[str, str] = {}
        for start in range(0, len(words), AT_ONCE):
            for some, rows in self._bearing(words[start : start + AT_ONCE]):
                wanted = {value for word in some for value in named[word]}
                best = self._best(rows, wanted)
                found |= best | self._among_all(rows, wanted - best.keys())
        return found

    def _bearing(self, words: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[Mapping[str, Any]]]]:
        """The entities that bear one of these words, which are parted where too many bear one of them."""
        given = {"index": fulltext.declared().index(self._store.embedded), "allowed": self.allowed}
        rows = self._store.read("bearers", text=" OR ".join(words), limit=MOST_BEARERS, **given)
        if len(rows) < MOST_BEARERS or len(words) == 1:
            yield words, rows
            return
        for some in (words[: len(words) // 2], words[len(words) // 2 :]):
            yield from self._bearing(some)

    @staticmethod
    def _best(rows: Sequence[Mapping[str, Any]], wanted: set[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for row in rows:
            of = row["values"]
            best = {f"{of['type']} {name} {value}" for name, value in of.items()} & wanted
            found |= {value: min(found.get(value, row["id"]), row["id"]) for value in best}
        return found

    def _among_all(self, rows: Sequence[Mapping[str, Any]], wanted: set[str]) -> dict[str, str]:
        """The same for identifiers that are not the best value of an entity."""
        ids = [row["id"] for row in rows]
        if not ids or not wanted:
            return {}
        found: dict[str, str] = {}
        for row in self._store.read("told_of", ids=ids, allowed=self.allowed, limit=MOST_TOLD):
            for value in wanted.intersection(borne(mention(row), load())):
                found[value] = min(found.get(value, row["entity"]), row["entity"])
        return found


def heir(old: Mention, now: Sequence[tuple[Mention, str]]) -> str:
    """The entity of the mention that took an older one's place; "" where none did."""
    same = [(new, entity) for new, entity in now if new.type == old.type and not _opposed(old, new)]
    for new, entity in same:
        if new.anchor == old.anchor:
            return entity
    for agrees in (_shares_identifier, _shares_name):
        for new, entity in same:
            if agrees(old, new):
                return entity
    return ""


def _identifiers(made: Mention) -> dict[str, set[str]]:
    properties = load().types[made.type].properties
    named = {name: set(made.values(name)) for name in properties if properties[name].identifies}
    return {name: values for name, values in named.items() if values}


def _opposed(a: Mention, b: Mention) -> bool:
    """True where an identifier that both bear has no value in common, or neither name nor birth has."""
    left, right = _identifiers(a), _identifiers(b)
    if any(left[name].isdisjoint(right[name]) for name in left.keys() & right.keys()):
        return True
    return _other_value(a, b, ("name", "lastName", "firstName")) and _other_value(a, b, ("birthDate",))


def _other_value(a: Mention, b: Mention, names: Sequence[str]) -> bool:
    """True where both bear one of these properties, and never the same value."""
    both = [(set(a.values(name)), set(b.values(name))) for name in names]
    told = [(left, right) for left, right in both if left and right]
    return bool(told) and all(left.isdisjoint(right) for left, right in told)


def _shares_identifier(a: Mention, b: Mention) -> bool:
    left, right = _identifiers(a), _identifiers(b)
    return any(left[name] & right[name] for name in left.keys() & right.keys())


def _shares_name(a: Mention, b: Mention) -> bool:
    return any(set(a.values(name)) & set(b.values(name)) for name in NAMES)
