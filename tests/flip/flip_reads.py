"""What is asked in every world: each field of the schema with the questions that are put to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from flip_house import SCHEMA, FlipHouse
from flip_world import Island
from graphql import GraphQLField, GraphQLObjectType, get_named_type, is_leaf_type

from graph.derive import entity_id

JSON = Any
Asked = tuple[str, JSON]
GIVEN = {
    ("Field", "translation"): "(to: FR)",
    ("Field", "translatable"): "(to: FR)",
    ("Record", "fields"): '(names: ["remark", "last", "nn"])',
}
NOBODY = "0" * 32
DEEPEST = 9
TURNS = int(os.environ.get("LOCARD_FLIP_TURNS", "3"))
"""Of so many questions of one read one is put in each world, the others in the next; 1: all in each."""


@cache
def selection(type_name: str, depth: int = 0) -> str:
    """All fields of a type, however deep: whatever is added to the schema is asked for too."""
    type_ = SCHEMA._schema.get_type(type_name)
    assert isinstance(type_, GraphQLObjectType), type_name
    parts = [_part(type_name, name, field, depth) for name, field in type_.fields.items()]
    parts = [part for part in parts if part]
    return "{ " + " ".join(parts) + " }"


def _part(type_name: str, name: str, field: GraphQLField, depth: int) -> str:
    inner, given = get_named_type(field.type), GIVEN.get((type_name, name), "")
    if is_leaf_type(inner):
        return name + given
    return f"{name}{given} {selection(inner.name, depth + 1)}" if depth < DEEPEST else ""


@cache
def document(kind: str, name: str, given: tuple[str, ...]) -> str:
    """The query or mutation of one field with these arguments and all that it answers."""
    root = SCHEMA._schema.get_type(kind)
    assert isinstance(root, GraphQLObjectType)
    field = root.fields[name]
    declared = ", ".join(f"${arg}: {field.args[arg].type}" for arg in given)
    passed = ", ".join(f"{arg}: ${arg}" for arg in given)
    inner = get_named_type(field.type)
    shown = "" if is_leaf_type(inner) else selection(inner.name)
    head = f"({declared})" if declared else ""
    return f"{kind.lower()}{head} {{ {name}{f'({passed})' if passed else ''} {shown} }}"


def asked(
    house: FlipHouse, kind: str, name: str, given: dict[str, JSON], allowed: Sequence[int], domain: str
) -> JSON:
    """The answer of one field."""
    case = str(given.pop("_case", "F.1"))
    return house.ask(document(kind, name, tuple(sorted(given))), given, allowed, domain, case)


class Place:
    """The ids of an island, by the short names of its story: of the version that stands."""

    def __init__(self, island: Island) -> None:
        self.island = island

    def id(self, name: str) -> str:
        """Of a mention; of a record where the name ends in a slash."""
        row, _, anchor = name.partition("/")
        made = self.island.now(row)
        return made.id if name.endswith("/") else made.mention(anchor or "person")

    def ids(self, *names: str) -> list[str]:
        return [self.id(name) for name in names]

    def alone(self, name: str) -> str:
        """The id of the entity that this mention alone would be."""
        row = self.island.now(name.partition("/")[0])
        return entity_id(row.class_, [self.id(name)])

    @property
    def hers(self) -> list[str]:
        """Ids of what is hidden, and of what never was."""
        return [self.id("r"), self.alone("r"), self.id("r/"), NOBODY]

    @property
    def old(self) -> str:
        """The id of b in its first version, which a later one may have replaced."""
        return self.island.row("b").mention()


Questions = Callable[[Place], Iterator[JSON]]
ALL_TOLD = "2026-01-03T00:00:00Z"
"""After what is hidden was told."""
LATER = "2026-01-01T20:00:00Z"
"""After what is known to all was told, before what is hidden was."""


def _search(p: Place) -> Iterator[JSON]:
    i = p.island
    yield {"text": i.name}
    yield {"text": f"Jan {i.name}", "type": "Person", "limit": 2}
    yield {"text": i.number_of("nn", 1)}
    yield {"text": i.number_of("phone", 2)}
    yield {"text": i.name[:4], "source": "TEST", "skip": 1}
    yield {"text": f"verdachte {i.name}", "knownAt": ALL_TOLD}


def _entity(p: Place) -> Iterator[JSON]:
    for id_ in (*p.ids("a", "b", "b/phone"), *p.hers, p.old):
        yield {"id": id_}
    yield {"id": p.id("a"), "asOf": "2024-06-11"}
    yield {"id": p.id("a"), "knownAt": "2026-01-02T12:00:00Z"}
    yield {"id": p.id("b"), "knownAt": LATER}


def _neighbours(p: Place) -> Iterator[JSON]:
    for id_ in (*p.ids("a", "b/phone"), *p.hers[:1]):
        yield {"id": id_}
    yield {"id": p.id("a"), "first": 1, "after": "1"}
    yield {"id": p.id("c"), "linkType": "DRIVES", "asOf": "2024-06-11"}
    yield {"id": p.id("b/phone"), "knownAt": ALL_TOLD}


def _links(p: Place) -> Iterator[JSON]:
    ids = p.ids("a", "b", "c", "d", "a/vehicle", "b/vehicle", "c/vehicle", "b/phone", "a/place", "a/meeting")
    yield {"ids": ids}
    yield {"ids": [*ids[:3], *p.hers]}
    yield {"ids": ids, "knownAt": ALL_TOLD}


def _paths(p: Place) -> Iterator[JSON]:
    yield {"from": p.id("a"), "to": p.id("c"), "maxLength": 4}
    yield {"from": p.id("d"), "to": p.id("b/vehicle"), "maxLength": 3, "nodeTypes": ["Person", "Vehicle"]}
    yield {"from": p.id("a"), "to": p.id("r")}
    yield {"from": p.id("a"), "to": NOBODY}


def _timeline(p: Place) -> Iterator[JSON]:
    for id_ in (*p.ids("a", "c"), *p.hers[:1]):
        yield {"id": id_}
    yield {"id": p.id("a"), "since": "2024-02-01", "until": "2024-12-31", "first": 1}
    yield {"id": p.id("a"), "asOf": "2024-06-11"}


def _near(p: Place) -> Iterator[JSON]:
    lat, lon = p.island.place
    yield {"latitude": float(lat), "longitude": float(lon), "radius": 60.0}
    yield {"id": p.id("a/place"), "radius": 50.0, "since": "2024-06-01", "until": "2024-06-30"}
    yield {"id": p.id("r/place"), "radius": 50.0}


def _common(p: Place) -> Iterator[JSON]:
    yield {"ids": p.ids("a", "d")}
    yield {"ids": p.ids("a", "c")}
    yield {"ids": [p.id("a"), p.id("r")]}


def _compare(p: Place) -> Iterator[JSON]:
    yield {
        "left": {"ids": p.ids("a", "c", "a/vehicle")},
        "right": {"ids": p.ids("b", "c/vehicle", "b/phone", "d")},
    }
    yield {"left": {"ids": [p.id("a")]}, "right": {"ids": [p.id("r")]}}


def _suggestions(p: Place) -> Iterator[JSON]:
    for name in ("a", "c", "r"):
        yield {"entity": p.id(name)}


def _record(p: Place) -> Iterator[JSON]:
    for id_ in (p.id("b/"), p.id("a/"), p.hers[2]):
        yield {"id": id_}


def _why(p: Place) -> Iterator[JSON]:
    for a, b in (("a", "b"), ("a", "d"), ("a", "e"), ("a", "c"), ("a/vehicle", "c/vehicle"), ("a", "r")):
        yield {"a": p.id(a), "b": p.id(b)}


def _how(p: Place) -> Iterator[JSON]:
    for id_ in (*p.ids("a", "c"), *p.hers[:1]):
        yield {"entity": id_}


def _split_plan(p: Place) -> Iterator[JSON]:
    for name in ("b", "d", "e", "r"):
        yield {"id": p.id("a"), "apart": [[p.id(name)]]}


def _correction(p: Place) -> Iterator[JSON]:
    for name in ("a", "c", "r"):
        yield {"mention": p.id(name), "property": "birthPlace", "value": "Gent"}


def _corrections(p: Place) -> Iterator[JSON]:
    for name in ("a/", "c/", "r/"):
        yield {"id": p.id(name)}


def _touches(p: Place) -> Iterator[JSON]:
    for name in ("a/", "b/", "r/"):
        yield {"records": {"ids": [p.id(name)]}}
    yield {"records": {"source": "TEST", "key": p.island.row("r").said["number"]}}


def _passages(p: Place) -> Iterator[JSON]:
    yield {"plate": p.island.number_of("plate", 1)}
    yield {"plate": p.island.number_of("plate", 1)[:-1] + "?", "first": 1, "after": "1"}


def _case(p: Place) -> Iterator[JSON]:
    yield {"case": p.island.case}


def _due(p: Place) -> Iterator[JSON]:
    yield {"on": "2030-01-01", "first": 200}
    yield {"on": "2026-01-01", "first": 200, "decided": True}


QUESTIONS: dict[str, Questions] = {
    "search": _search, "entity": _entity, "neighbours": _neighbours, "links": _links, "paths": _paths,
    "timeline": _timeline, "near": _near, "common": _common, "compare": _compare,
    "suggestions": _suggestions, "record": _record, "why": _why, "how": _how, "changes": _how,
    "splitPlan": _split_plan, "correction": _correction, "corrections": _corrections, "touches": _touches,
    "passages": _passages, "charts": _case, "exports": _case,
    "retentionQueue": _due,
}  # fmt: skip
"""Field of Query → the questions about one island."""

OF_THE_HOUSE: dict[str, list[JSON]] = {
    "reviewQueue": [{"first": 200}, {"first": 200, "types": ["Person"]}],
    "flags": [{"first": 200}],
    "charts": [{"first": 200}],
    "exports": [{"first": 200}],
    "passages": [{"camera": "Kamera", "first": 200}],
    "search": [{"text": "Jan", "limit": 200}, {"text": "Plein", "limit": 20}],
    "near": [{"latitude": 50.5, "longitude": 3.3, "radius": 20000.0, "first": 200}],
    "ontology": [{}],
    "auditLog": [{"first": 100}],
    "auditPatterns": [{}],
}
"""Field of Query → what is asked once of a whole batch."""


FOUND = ("chart", "relied")
"""Fields of Query that are asked of what others answered."""
OF_BATCHES = ("reviewQueue", "flags")
"""Fields of Query that are asked of a batch alone."""
NEEDS = {
    "chart": ("charts",), "relied": ("changes",), "deleteChart": ("charts",), "retract": ("judge",),
    "acknowledge": ("relied", "changes"), "withdrawCorrection": ("correct",),
}  # fmt: skip
"""Field → the fields that tell what it is asked of."""


def with_needed(names: Collection[str]) -> frozenset[str]:
    """These fields, and those that tell what they are asked of."""
    return frozenset(names).union(*(NEEDS.get(name, ()) for name in names))


T = TypeVar("T")


def turn(island: Island, some: Iterable[T]) -> list[T]:
    """Those of these questions whose turn it is in this world: one at least."""
    every = list(some)
    turns = min(TURNS, len(every))
    return [one for n, one in enumerate(every) if n % turns == island.number % turns]


def answers(house: FlipHouse, island: Island, allowed: Sequence[int]) -> dict[str, list[JSON]]:
    """All reads about one island, with the questions whose turn it is, and what is found through them."""
    place = Place(island)
    some = {name: turn(island, questions(place)) for name, questions in QUESTIONS.items()}
    return _answered(house, island, allowed, some, FOUND, 99)


def few_answers(
    house: FlipHouse, island: Island, allowed: Sequence[int], wanted: Collection[str]
) -> dict[str, list[JSON]]:
    """The wanted reads about one island: as few questions as show whether what is hidden matters."""
    place = Place(island)
    some = {name: few(name, QUESTIONS[name](place)) for name in QUESTIONS if name in wanted}
    return _answered(house, island, allowed, some, wanted, 3)


def _answered(
    house: FlipHouse,
    island: Island,
    allowed: Sequence[int],
    some: Mapping[str, Sequence[JSON]],
    wanted: Collection[str],
    most: int,
) -> dict[str, list[JSON]]:
    def ask(name: str, given: dict[str, JSON]) -> JSON:
        return marked(island, given, asked(house, "Query", name, given, allowed, island.domain))

    found = {name: [ask(name, given) for given in questions] for name, questions in some.items()}
    charts = [one["id"] for answer in found.get("charts", ()) for one in items(answer, "charts", "items")]
    told = {one["id"] for answer in found.get("changes", ()) for one in items(answer, "changes", "items")}
    for name, argument, ids in (("chart", "id", charts), ("relied", "change", sorted(told))):
        if name in wanted:
            found[name] = [ask(name, {argument: id_}) for id_ in ids[:most]]
    return found


MORE = {"touches": 2, "splitPlan": 2, "why": 2, "suggestions": 2, "common": 2}
"""Reads of which one question is too few to see whether what is hidden matters."""
LAST = ("record", "corrections")
"""Reads on which no other record bears: the last question is about what is hidden."""


def few(name: str, every: Iterable[T]) -> list[T]:
    """Of the questions of one read, those that show whether what is hidden matters."""
    return list(every)[-1:] if name in LAST else list(islice(every, MORE.get(name, 1)))


def marked(island: Island, given: JSON, answer: JSON) -> JSON:
    """The answer, with a word that it was asked about what is hidden itself."""
    said = str(given)
    return {**answer, "own": any(id_ in said for id_ in island.own)}


def of_the_house(
    house: FlipHouse, allowed: Sequence[int], wanted: Collection[str] = tuple(OF_THE_HOUSE)
) -> dict[str, list[JSON]]:
    """What is asked of a whole batch at once."""
    domain = house.islands[0].domain
    return {
        name: [asked(house, "Query", name, dict(given), allowed, domain) for given in some]
        for name, some in OF_THE_HOUSE.items()
        if name in wanted
    }


def items(answer: JSON, *path: str) -> list[JSON]:
    """The list at a place of an answer; nothing where there is an error instead."""
    here = answer["data"]
    for name in path:
        here = here and here[name]
    return here or []
