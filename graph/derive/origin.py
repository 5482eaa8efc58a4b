"""Circular reporting: reports of one origin count once, however many services passed them on.

Records are of one origin where one names another as where it has it from, where both name the same, or where
their texts are the same but for a few words. Told from the records behind one value or link alone, so
from its class and the base, and never from anything else.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from zlib import crc32

from ledger.canonical import JSON
from ledger.record import Record

WORDS_AT_LEAST = 12
"""Shorter texts are alike by chance: "brought in, identity checked, let go"."""
NAMING_AT_LEAST = 14
"""Letters of the shortest text that says where it has it from: "laut PV 1/2026"."""
SHINGLE, SKETCH, FIGURES = 4, 32, 32
"""Words of a shingle; the smallest hashes that are kept of shingles and of figures."""
ALIKE = 0.8
"""Share of shingles, and of words with figures, from which one text is a copy of another."""
LEADING, HEADS = 4, 4
"""Copies are looked for among texts that share one of so many smallest hashes: the first few for each."""
HEADER = 300

COLUMNS = frozenset(
    (
        "origin",
        "origine",
        "oorsprong",
        "herkunft",
        "source_report",
        "source_ref",
        "bronverslag",
        "bron_pv",
        "pv_bron",
        "reference_pv",
        "based_on",
        "gebaseerd_op",
        "base_sur",
        "according_to",
        "volgens",
        "selon",
        "laut",
        "afgeleid_van",
        "copy_of",
    )
)
"""Columns that name the report that a record has it from."""

_NUMBER = r"(?P<number>[A-Z0-9][\w./-]*\d[\w./-]*\w)"
_REPORT = r"(?:PV|P\.V\.|proces-verbaal|procès-verbal|Protokoll|report|RIR|verslag|rapport|dossier)"
_LEADS = (
    "volgens",
    "blijkens",
    "overgenomen uit",
    "selon",
    "d'après",
    "suivant",
    "repris du",
    "repris de",
    "laut",
    "gemäß",
    "according to",
    "as per",
    "taken from",
)
NAMES = re.compile(
    rf"\b(?:{'|'.join(_LEADS)})\s+(?:het |le |la |l'|dem |the |initieel |aanvankelijk )*"
    + _REPORT
    + r"\s*(?:nr\.?|nummer|n°|no\.?|number|Nr\.?)?\s*:?\s*"
    + _NUMBER,
    re.IGNORECASE,
)
OWN = re.compile(r"\b[A-Z]{2}\.\d\d\.[A-Z0-9]{2}\.\d{4,6}/\d{4}\b")
_WORD = re.compile(r"\w+")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Traits:
    """What of a record tells its origin: numbers that it bears and names, and its text as hashes."""

    own: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    text: int = 0
    sketch: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()

    def packed(self) -> dict[str, JSON]:
        """As JSON; what is empty is left out."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in vars(self).items() if v}


NOTHING = Traits()


class Told(Protocol):
    """A record as far as its origin can be told."""

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def key(self) -> str: ...


@dataclass(frozen=True)
class Origins:
    """Of how many origins some records are.

    `of`: record id → the record that stands for its origin; `same`: how they were found to be of one
    ("text", "named"); `sources`: how many sources told it of their own, each by an origin of its own.
    """

    of: Mapping[str, str]
    same: tuple[str, ...]
    sources: int

    @property
    def count(self) -> int:
        """How many origins there are."""
        return len(set(self.of.values()))


def unpacked(made: Mapping[str, Any]) -> Traits:
    """The reverse of `Traits.packed`."""
    lists = {name: tuple(made.get(name, ())) for name in ("own", "named", "sketch", "figures")}
    return Traits(text=int(made.get("text", 0)), **lists)


def traits(content: Mapping[str, JSON]) -> Traits:
    """What the content of a record tells of its origin."""
    columns = {name: value for name, value in content.items() if isinstance(value, str)}
    long = max(columns.values(), key=len, default="")
    named = [value for name, value in columns.items() if name.lower() in COLUMNS and value.strip()]
    if len(long) >= NAMING_AT_LEAST and _leads(columns.values()):
        named += [found["number"] for text in columns.values() for found in NAMES.finditer(text)]
    if len(long) < WORDS_AT_LEAST * 3 and not named:
        return NOTHING
    wanted = tuple(dict.fromkeys(filter(None, map(_plain, named))))
    own = {_plain(found) for found in OWN.findall(long[:HEADER])} - set(wanted)
    words = _WORD.findall(_folded(long))
    if len(words) < WORDS_AT_LEAST:
        return Traits(tuple(sorted(own)), wanted)
    shingles = {crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)}
    figures = {crc32(word.encode()) for word in words if any(sign.isdigit() for sign in word)}
    return Traits(
        tuple(sorted(own)),
        wanted,
        crc32(" ".join(words).encode()),
        tuple(sorted(shingles)[:SKETCH]),
        tuple(sorted(figures)[:FIGURES]),
    )


_known: dict[str, Traits] = {}
_MOST = 50_000


def traits_of(record: Told) -> Traits:
    """Those of a record of the ledger, or those that a record of the graph was given."""
    if not isinstance(record, Record):
        found: Traits = getattr(record, "traits", NOTHING)
        return found
    if record.id not in _known:
        if len(_known) >= _MOST:
            _known.clear()
        _known[record.id] = traits(record.content)
    return _known[record.id]


def origins(records: Mapping[str, Told]) -> Origins:
    """The origins of the records behind one value or link."""
    told = {id_: traits_of(records[id_]) for id_ in sorted(records)} if len(records) > 1 else {}
    of = {id_: id_ for id_ in records}
    same = set()
    for how, a, b in (*_named(records, told), *_copies(told)):
        first, second = _first(of, a), _first(of, b)
        if first != second:
            same.add(how)
            of[max(first, second)] = min(first, second)
    found = {id_: _first(of, id_) for id_ in of}
    return Origins(found, tuple(sorted(same)), _told_apart(records, found) if same else _sources(records))


def _sources(records: Mapping[str, Told]) -> int:
    return len({record.source for record in records.values()})


def _named(records: Mapping[str, Told], told: Mapping[str, Traits]) -> Iterator[tuple[str, str, str]]:
    """Each record that names where it has it from, with the record of that number, or with who names it too.

    One that names several is joined with the first of them that is there: it adds nothing to either.
    """
    if not any(one.named for one in told.values()):
        return
    bears: dict[str, list[str]] = defaultdict(list)
    for id_, one in told.items():
        for number in (_plain(records[id_].key), *one.own):
            bears[number].append(id_)
    naming: dict[str, str] = {}
    for id_, one in told.items():
        others = (other for number in one.named for other in bears.get(number, ()) if other != id_)
        if other := next(others, ""):
            yield "named", id_, other
        elif one.named:
            yield "named", id_, naming.setdefault(one.named[0], id_)


def _copies(told: Mapping[str, Traits]) -> Iterator[tuple[str, str, str]]:
    """Pairs of records with one text, or nearly."""
    first: dict[int, str] = {}
    sharing: dict[int, list[str]] = defaultdict(list)
    for id_, one in told.items():
        if not one.text:
            continue
        if (other := first.setdefault(one.text, id_)) != id_:
            yield "text", other, id_
            continue
        near = {other for hash_ in one.sketch[:LEADING] for other in sharing[hash_]}
        if copied := next((other for other in sorted(near) if _alike(told[other], one)), ""):
            yield "text", copied, id_
            continue
        for hash_ in one.sketch[:LEADING]:
            if len(sharing[hash_]) < HEADS:
                sharing[hash_].append(id_)


def _alike(a: Traits, b: Traits) -> bool:
    """Nearly one text with the same figures: a form that was filled in for another is no copy."""
    return _share(a.figures, b.figures, FIGURES) >= ALIKE and _share(a.sketch, b.sketch, SKETCH) >= ALIKE


def _share(a: tuple[int, ...], b: tuple[int, ...], most: int) -> float:
    """Jaccard's index of two sets, from their smallest hashes; exact where all are kept. Broder 1997."""
    if a == b:
        return 1.0
    left, right = set(a), set(b)
    smallest = sorted(left | right)[:most]
    return sum(x in left and x in right for x in smallest) / len(smallest)


def _told_apart(records: Mapping[str, Told], of: Mapping[str, str]) -> int:
    """How many sources can each be given an origin of its own (a matching, found by augmenting paths)."""
    origins_of: dict[str, set[str]] = defaultdict(set)
    for id_, record in records.items():
        origins_of[record.source].add(of[id_])
    taken: dict[str, str] = {}

    def place(source: str, tried: set[str]) -> bool:
        for origin in sorted(origins_of[source] - tried):
            tried.add(origin)
            if origin not in taken or place(taken[origin], tried):
                taken[origin] = source
                return True
        return False

    return sum(place(source, set()) for source in sorted(origins_of))


def _first(of: Mapping[str, str], id_: str) -> str:
    while of[id_] != id_:
        id_ = of[id_]
    return id_


def _leads(texts: Iterable[str]) -> bool:
    """Whether some of these may name where they have it from: few do, and a look for a word costs little."""
    lower = "\n".join(texts).lower()
    return any(lead in lower for lead in _LEADS)


def _plain(text: str) -> str:
    return _SIGNS.sub("", _folded(text))


def _folded(text: str) -> str:
    """Lower case without diacritics: copies are often typed anew."""
    marks = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in marks if not unicodedata.combining(sign))
