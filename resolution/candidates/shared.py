"""Candidates of coded rows: the pairs that share a key of candidates/keys.py, found function by function.

A key is known by a hash of its letters, so that the keys of a million rows are made without one string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from resolution.candidates.hashes import Hashes, Words, words
from resolution.candidates.keys import KEYS, keys_of
from resolution.candidates.table import CAP
from resolution.comparison.judges import DEFAULT
from resolution.names.text import sound
from resolution.weights.coded import Coded, Lists, Places, Text

Pairs = NDArray[np.int64]
"""Pairs of places, the smaller first: left << 32 | right, each once, in order."""
Keyed = tuple[Hashes, Places]
"""Hashes of keys, and the row that has each."""
BUCKETS = 4
"""Buckets for each key, at least: who is alone in one needs no sorting."""
BLOCK = 1 << 17
"""Rows whose pairs are put in order at once."""


@dataclass
class Candidates:
    """Pairs by block of their left row; what was capped: function, keys that were too large, the largest."""

    blocks: list[list[Pairs]]
    capped: list[tuple[str, int, int]] = field(default_factory=list)

    def drain(self) -> Iterator[tuple[Places, Places]]:
        """All pairs in order, block by block; nothing is left after."""
        while self.blocks:
            held = self.blocks.pop(0)
            if held:
                pairs = np.concatenate(held)
                held.clear()
                pairs.sort()
                pairs = pairs[np.diff(pairs, prepend=-1) > 0]
                yield (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)


def candidates(rows: Coded, every: int = 1) -> Candidates:
    """The pairs of rows that share a key which not more than CAP rows have.

    With `every` above 1 only the pairs in which one row, or both, is among every so many; what else is
    capped is then not told.
    """
    found = Candidates([[] for _ in range(0, max(len(rows), 1), BLOCK)])
    keys, more = _Keys(rows), _of_more(rows)
    for name in sorted(KEYS):
        made = [*keys.of(name), *more.get(name, ())]
        wide, largest = _pair(made, found.blocks, every)
        if wide:
            found.capped.append((name, wide, largest))
    return found


def _pair(made: Sequence[Keyed], blocks: list[list[Pairs]], every: int) -> tuple[int, int]:
    """Put in the pairs that one function makes; returns how many keys are too large, and the largest."""
    hashes = np.concatenate([keyed[0] for keyed in made])
    ids = np.concatenate([keyed[1] for keyed in made])
    bits = (BUCKETS * len(hashes)).bit_length()
    bucket = (hashes >> np.uint64(64 - bits)).astype(np.int32)
    shared = np.bincount(bucket)[bucket] > 1
    if every > 1:
        wanted = np.zeros(1 << bits, np.bool_)
        wanted[bucket[ids % every == 0]] = True
        shared &= wanted[bucket]
    hashes, ids = hashes[shared], ids[shared]
    order = np.argsort(hashes)
    new = np.diff(hashes[order], prepend=np.uint64(0)) != 0
    held = np.cumsum(new) << 32 | ids[order]
    held.sort()
    held = held[np.diff(held, prepend=-1) > 0]
    run, ids = held >> 32, (held & 0xFFFFFFFF).astype(np.int32)
    starts = np.flatnonzero(np.diff(run, prepend=-1))
    sizes = np.diff(starts, append=len(run))
    for size in np.unique(sizes[(sizes > 1) & (sizes <= CAP)]).tolist():
        members = ids[starts[sizes == size][:, None] + np.arange(size)]
        _put(members, blocks, every)
    wide = sizes[sizes > CAP]
    return len(wide), int(wide.max(initial=0))


def _put(members: Places, blocks: list[list[Pairs]], every: int) -> None:
    """Put in the pairs of rows that share a key: a key a line, its rows in order."""
    x, y = np.triu_indices(members.shape[1], 1)
    step = max(1, (1 << 20) // len(x))
    for start in range(0, len(members), step):
        some = members[start : start + step]
        left, right = some[:, x].ravel(), some[:, y].ravel()
        if every > 1:
            wanted = (left % every == 0) | (right % every == 0)
            left, right = left[wanted], right[wanted]
        pairs, block = left.astype(np.int64) << 32 | right, left // BLOCK
        for at in np.unique(block).tolist():
            blocks[at].append(pairs[block == at])


def _of_more(rows: Coded) -> dict[str, list[Keyed]]:
    """The keys of rows that say several values of a kind, by function."""
    held: dict[str, tuple[list[str], list[int]]] = {}
    for place in np.flatnonzero(rows.more).tolist():
        for key in keys_of(rows.said[place]):
            name, _, rest = key.partition(":")
            texts, ids = held.setdefault(name, ([], []))
            texts.append(rest)
            ids.append(place)
    return {name: [(words(texts).hash, np.array(ids, np.int32))] for name, (texts, ids) in held.items()}


class _Keys:
    """The keys of the rows with one value of each kind."""

    def __init__(self, rows: Coded) -> None:
        self._rows = rows
        self._single = ~rows.more
        self._places = np.arange(len(rows), dtype=np.int32)

    def of(self, name: str) -> Iterator[Keyed]:
        """The keys that a function makes of all rows."""
        yield from getattr(self, "_" + name)()

    def _when(self, said: NDArray[np.bool_], key: Words) -> Keyed:
        some = said & self._single
        return key.hash[some], self._places[some]

    def _column(self, column: Text, part: Callable[[str], str] = str) -> Words:
        return words([part(value) for value in column.values])[column.codes]

    @cached_property
    def _given(self) -> Words:
        return self._column(self._rows.given)

    @cached_property
    def _surname(self) -> Words:
        return self._column(self._rows.surname)

    @cached_property
    def _initials(self) -> tuple[Words, Words]:
        first = [self._column(column, _first) for column in (self._rows.given, self._rows.surname)]
        return first[0], first[1]

    @cached_property
    def _root(self) -> Words:
        return self._column(self._rows.given_root, sound)

    @cached_property
    def _sounds(self) -> Words:
        return self._column(self._rows.surname_sound)

    @cached_property
    def _birth(self) -> Words:
        return self._column(self._rows.birth)

    @cached_property
    def _street(self) -> Words:
        return self._column(self._rows.street, lambda v: v[:6])

    @cached_property
    def _postcode(self) -> Words:
        return self._column(self._rows.postcode)

    @cached_property
    def _places_said(self) -> tuple[Words, ...]:
        return self._postcode, self._column(self._rows.city), self._column(self._rows.birth_place)

    @cached_property
    def _near(self) -> tuple[Words, Words]:
        return self._postcode, self._column(self._rows.city, lambda v: sound(v.replace(" ", "")))

    @cached_property
    def _both(self) -> NDArray[np.bool_]:
        return self._given.said & self._surname.said

    @cached_property
    def _is_day(self) -> NDArray[np.bool_]:
        column = self._rows.birth
        day = np.fromiter((v != "" and not v.endswith(DEFAULT) for v in column.values), bool)
        return day[column.codes]

    @cached_property
    def _sounding(self) -> Words:
        return self._sorted(
            (self._rows.given_root, sound, self._root), (self._rows.surname_sound, str, self._sounds)
        )

    def _sorted(self, *sides: tuple[Text, Callable[[str], str], Words]) -> Words:
        """Two words of each row in the order of their letters, with a bar between."""
        told = [[part(value) for value in column.values] for column, part, _ in sides]
        rank = {word: place for place, word in enumerate(sorted({*told[0], *told[1]}))}
        x, y = (
            np.fromiter(map(rank.__getitem__, values), np.int32)[side[0].codes]
            for values, side in zip(told, sides, strict=True)
        )
        (_, _, one), (_, _, other) = sides
        return one.where(x <= y, other) + "|" + other.where(x <= y, one)

    def _national_number(self) -> Iterator[Keyed]:
        column = self._rows.national_number
        yield self._when(column.length[column.codes] >= 6, self._column(column))

    def _identifiers(self) -> Iterator[Keyed]:
        for held in (self._rows.contacts, self._rows.documents):
            yield self._each(held, self._spelled(held))

    def _each(self, held: Lists, key: Words, said: NDArray[np.bool_] | None = None) -> Keyed:
        """Keys of the values in a list, with the row of each."""
        some = self._single[held.rows] if said is None else said & self._single[held.rows]
        return key.hash[some], held.rows[some]

    def _spelled(self, held: Lists) -> Words:
        return words(held.words)[held.codes]

    def _full_name(self) -> Iterator[Keyed]:
        rows = self._rows
        yield self._when(
            self._both, self._sorted((rows.given, str, self._given), (rows.surname, str, self._surname))
        )

    def _sounding_name_year(self) -> Iterator[Keyed]:
        rows = self._rows
        heard = self._column(rows.given, sound)
        names = self._sorted((rows.given, sound, heard), (rows.surname_sound, str, self._sounds))
        full = self._birth.said
        year = self._column(rows.birth, lambda v: v[:4]).where(
            full, self._column(rows.birth_part, lambda v: v[:4])
        )
        yield self._when(self._both & year.said, names + year)

    def _sounding_name_place(self) -> Iterator[Keyed]:
        for place in self._places_said:
            yield self._when(self._both & place.said, self._sounding + place)

    def _birth_and_name(self) -> Iterator[Keyed]:
        for name in (self._root, self._sounds):
            yield self._when(self._birth.said & name.said, self._birth + name)
        parts = self._rows.surname_parts
        heard = words([sound(value) for value in parts.words.to_pylist()])[parts.codes]
        birth = self._birth[parts.rows]
        yield self._each(parts, birth + heard, birth.said & heard.said)

    def _birth_and_place(self) -> Iterator[Keyed]:
        for place in self._places_said:
            yield self._when(self._is_day & place.said, self._birth + place)

    def _birth_and_home(self) -> Iterator[Keyed]:
        for place in (self._column(self._rows.house), self._street):
            yield self._when(self._is_day & place.said, self._birth + "|" + place)

    def _misread_birth(self) -> Iterator[Keyed]:
        rows, some = self._rows, self._is_day & self._both
        sides = [(column, _two, self._column(column, _two)) for column in (rows.given, rows.surname)]
        names = self._sorted(*sides)
        for part in (_year_and_month, _month_and_day, _year_and_day):
            yield self._when(some, names + self._column(rows.birth, part))

    def _home(self) -> Iterator[Keyed]:
        street, house = self._street, self._column(self._rows.house)
        yield self._when(street.said & house.said, street + "|" + house)

    def _house_and_name(self) -> Iterator[Keyed]:
        house, rows = self._column(self._rows.house), self._rows
        sides = zip((rows.given, rows.surname), self._initials, strict=True)
        initials = self._sorted(*((column, _first, word) for column, word in sides))
        names = ((self._root, self._root.said), (self._sounds, self._sounds.said), (initials, self._both))
        for place in self._near:
            for name, said in names:
                yield self._when(house.said & place.said & said, place + "|" + house + "|" + name)

    def _street_and_name(self) -> Iterator[Keyed]:
        street = self._street
        for column in (self._rows.given_root, self._rows.surname):
            name = self._column(column, lambda v: v[:3])
            yield self._when(street.said & name.said, street + "|" + name)

    def _place_and_name(self) -> Iterator[Keyed]:
        given, surname = self._initials
        for place in self._near:
            for name, first in ((self._sounds, given), (self._root, surname)):
                yield self._when(place.said & self._both, place + "|" + name + "|" + first)

    def _sounding_name(self) -> Iterator[Keyed]:
        yield self._when(self._both, self._sounding)

    def _rare_surname(self) -> Iterator[Keyed]:
        yield self._when(self._surname.said, self._surname + "|" + self._initials[0])

    def _plate(self) -> Iterator[Keyed]:
        yield from self._with_names(self._rows.plates, "")

    def _company_and_name(self) -> Iterator[Keyed]:
        rows = self._rows
        for held in (rows.company, rows.contacts, rows.documents, rows.plates):
            yield from self._with_names(held, "|")

    def _with_names(self, held: Lists, between: str) -> Iterator[Keyed]:
        said = self._spelled(held) + between
        for name in (self._root[held.rows], self._sounds[held.rows]):
            yield self._each(held, said + name, name.said)


def _first(name: str) -> str:
    return name[:1]


def _two(name: str) -> str:
    return name[:2]


def _parts(birth: str) -> tuple[str, str, str]:
    year, month, day = (*birth.split("-"), "", "", "")[:3]
    return year, month, day


def _year_and_month(birth: str) -> str:
    year, month, _ = _parts(birth)
    return f"ym{year}{month}"


def _month_and_day(birth: str) -> str:
    _, month, day = _parts(birth)
    return f"md{min(month, day)}{max(month, day)}"


def _year_and_day(birth: str) -> str:
    year, _, day = _parts(birth)
    return f"yd{year}{day}"
