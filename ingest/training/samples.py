"""A marked report as what a network learns from: items, pairs and places with their cues, and the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.extract import phrases
from ingest.extract.extraction import FoundMention
from ingest.extract.scene import SYMMETRIC, Scene
from ingest.extract.weighing.items import Items
from ingest.extract.weighing.network import word_of
from ingest.extract.weighing.pairs import Pair, pairs
from ingest.extract.weighing.persons import Place, places

RARE_CUE, RARE_WORD = 3, 4
"""What occurs in fewer reports (cues) or times (words) is not learned."""


@dataclass(frozen=True)
class Sample:
    """One report; `relations` and `roles` give the status of each that is true, by ids of entities.

    Of a passage (not `whole`) the roles are not known.
    """

    name: str
    items: Items
    pairs: list[Pair]
    places: list[Place]
    relations: Mapping[tuple[str, str, str], str]
    roles: Mapping[tuple[str, str], str]
    whole: bool = True


@dataclass(frozen=True)
class Vocabulary:
    """What the network knows, by number: cues of pairs and places, stems of words, concepts."""

    cues: Mapping[str, int]
    words: Mapping[str, int]
    concepts: Mapping[str, int]


def sample(report: Mapping[str, Any], scene: Scene | None = None, whole: bool = True) -> Sample:
    """A report with its mentions as marked; with a scene, with the mentions that were found."""
    scene = scene or marked_scene(report)
    items = Items(scene, report["lang"])
    phrases.find(scene)
    named = _entities(report, scene)
    relations: dict[tuple[str, str, str], str] = {}
    for fact in report["relations"]:
        for a in named[fact["from"]]:
            for b in named[fact["to"]]:
                relations[fact["type"], a, b] = fact["status"]
                if fact["type"] in SYMMETRIC:
                    relations[fact["type"], b, a] = fact["status"]
    roles = {(entity, r["role"]): r["status"] for r in report["roles"] for entity in named[r["mention"]]}
    return Sample(report["id"], items, list(pairs(items)), list(places(items)), relations, roles, whole)


def marked_scene(report: Mapping[str, Any]) -> Scene:
    """The scene of a report as it is marked."""
    mentions = [
        FoundMention(m["id"], m["type"], m["start"], m["end"], m["text"], m["norm"])
        for m in report["mentions"]
    ]
    groups = [tuple(group) for group in report["coref"]]
    alone = {m.id for m in mentions} - {id_ for group in groups for id_ in group}
    return Scene(report["text"], mentions, [*groups, *((m.id,) for m in mentions if m.id in alone)])


def _entities(report: Mapping[str, Any], scene: Scene) -> dict[str, list[str]]:
    """The entities of a scene that each marked mention's entity overlaps."""
    spans = {m["id"]: (m["start"], m["end"]) for m in report["mentions"]}
    groups = {id_: group for group in report["coref"] for id_ in group}
    found = {}
    for id_ in spans:
        members = [spans[other] for other in groups.get(id_, [id_])]
        found[id_] = sorted(
            {
                scene.entity[m.id]
                for m in scene.mentions
                if any(m.start < end and start < m.end for start, end in members)
            }
        )
    return found


def vocabulary(samples: Iterable[Sample]) -> Vocabulary:
    """The cues and words that occur often enough, in alphabetical order."""
    cues: Counter[str] = Counter()
    words: Counter[str] = Counter()
    concepts: set[str] = set()
    for one in samples:
        cues.update({cue for pair in one.pairs for cue in pair.cues})
        cues.update({cue for place in one.places for cue in place.cues})
        words.update(map(word_of, one.items.row))
        concepts.update(c for item in one.items.row for c in item.concepts)
    return Vocabulary(
        _numbered(c for c, n in cues.items() if n >= RARE_CUE),
        _numbered(w for w, n in words.items() if n >= RARE_WORD),
        _numbered(concepts),
    )


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(names))}
