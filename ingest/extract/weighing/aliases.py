"""Names that somebody gives falsely: weighed words around a name say that it is an alias."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import fsum
from pathlib import Path

from ingest.extract.scene import Scene
from ingest.extract.weighing.items import Items
from ingest.extract.weighing.network import MODEL
from ingest.extract.weighing.persons import around

BY_CUES = "alias by the words around it"
_EDGE = "^"


@dataclass(frozen=True)
class AliasWeights:
    """Logistic weights of cues, and the weight (with the bias) from which a name is an alias."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def weigh(self, cues: Iterable[str]) -> float:
        """The logit of an alias, before its threshold; cues in any order."""
        return fsum((self.bias, *(self.weights.get(cue, 0.0) for cue in cues)))

    def save(self, path: Path) -> None:
        """Write them as JSON."""
        content = {"bias": self.bias, "threshold": self.threshold, "weights": self.weights}
        path.write_text(json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0) + "\n", "utf-8")


@cache
def weights() -> AliasWeights:
    """The weights that are shipped."""
    content = json.loads((MODEL / "aliases.json").read_text("utf-8"))
    return AliasWeights(content["weights"], content["bias"], content["threshold"])


def renamed(items: Items) -> Scene | None:
    """The scene with its false names as aliases, every mention of them; None where there is none."""
    model = weights()
    told = _told(items)
    false = {
        entity
        for entity, cues in cues_by_person(items).items()
        if entity not in told and model.weigh(cues) >= model.threshold
    }
    if not false:
        return None
    old = items.scene
    mentions = [
        replace(m, type="ALIAS", by=BY_CUES) if old.entity[m.id] in false else m for m in old.mentions
    ]
    return Scene(old.text, mentions, old.groups)


def _told(items: Items) -> set[str]:
    """Persons beside an alias in a sentence: the rules have told which of the names is the false one."""
    named = [item for item in items.row if item.mention is not None]
    beside = {item.sentence for item in named if item.mention and item.mention.type == "ALIAS"}
    return {items.scene.entity[i.mention.id] for i in named if i.mention and i.sentence in beside}


def cues_by_person(items: Items) -> dict[str, set[str]]:
    """The cues around all mentions of each person that is no alias yet."""
    found: dict[str, set[str]] = {}
    count: dict[str, int] = {}
    for index, item in enumerate(items.row):
        if item.mention is not None and item.mention.type == "PERSON":
            entity = items.scene.entity[item.mention.id]
            cues = found.setdefault(entity, {f"words:{min(3, len(item.mention.text.split()))}"})
            cues.update(_cues(items, index))
            count[entity] = min(4, count.get(entity, 0) + 1)
    for entity, number in count.items():
        found[entity].add(f"times:{number}")
    return found


def _cues(items: Items, at: int) -> set[str]:
    row = items.row
    seen = set(around(row, at))
    before = [row[i].word if i >= 0 else _EDGE for i in range(at - 3, at)]
    behind = [row[i].word if i < len(row) else _EDGE for i in (at + 1, at + 2)]
    seen |= {f"b2:{before[1]} {before[2]}", f"b3:{' '.join(before)}", f"a2:{' '.join(behind)}"}
    seen.add(f"in:{before[2]}_{behind[0]}")
    return seen
