"""Two houses side by side: what differs for who may not see it, and what of the rest it moves for who may."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flip_world import Island

JSON = Any
OWN = ("id", "mention", "record", "entity", "hash")
IMPERSONAL = frozenset({"ontology", "auditLog", "auditPatterns", "breakGlass", "endGlass"})
"""What asks nothing of what is known, and what the askers may not do: both houses must say the same no."""
ALONE = frozenset(
    {
        "record",
        "correct",
        "corrections",
        "withdrawCorrection",
        "takePassages",
        "decideRetention",
        "holdRecord",
    }
)
"""Reads of one record on which no other bears: what matters is whether they answer about the hidden one."""
SHARE = 1 / 3
"""Of all worlds, those in which what is hidden must matter to each read: a hundred of three hundred."""
DEEDS = "deeds"
"""In place of a read: what those who see no more were answered while the story was lived."""
TELLS_ERROR = re.compile(r"error [0-9a-f]{12}")


@dataclass
class Tally:
    """What was compared, by read: examples, those in which what was hidden mattered, and differences."""

    examples: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)
    differences: list[tuple[str, int, JSON, JSON]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count what another one counted."""
        self.examples += other.examples
        self.asked += other.asked
        self.moved += other.moved
        self.differences += other.differences

    def vacuous(self) -> dict[str, int]:
        """Reads for which what was hidden mattered in too few worlds, with their number."""
        least = max(1, int(SHARE * self.examples))
        return {name: self.moved[name] for name in self._personal() if self.moved[name] < least}

    def seldom(self, examples: int) -> frozenset[str]:
        """Reads for which what was hidden has not yet mattered in as many worlds as it must of so many."""
        return frozenset(name for name in self._personal() if self.moved[name] < SHARE * examples)

    def _personal(self) -> list[str]:
        return sorted(self.asked.keys() - IMPERSONAL)

    def line(self) -> str:
        """What the terminal summary ends with; `nonvacuous` is that of the read where it is least."""
        least = min(self.moved[name] for name in self._personal())
        return (
            f"flip: reads={len(self.asked)} examples={self.examples} "
            f"nonvacuous={least} differences={len(self.differences)}"
        )


def steady(value: JSON) -> JSON:
    """An answer without what is drawn at random: ids of exports, and numbers of errors."""
    if isinstance(value, list):
        made = [steady(one) for one in value]
        flags = bool(made) and all(isinstance(one, dict) and "changed" in one for one in made)
        return sorted(made, key=_text) if flags else made
    if isinstance(value, str):
        return TELLS_ERROR.sub("error -", value)
    if not isinstance(value, dict):
        return value
    random = ()
    if value.get("kind") == "export":
        random = ("object", "id")
    elif "recipient" in value or "leftOut" in value or value.get("code") == "Unknown":
        random = ("id",)
    return {
        name: "-" if name in random else steady(decoded(one) if name == "content" else one)
        for name, one in value.items()
    }


def decoded(content: JSON) -> JSON:
    """The text of a file of an export, or its bytes where it is none."""
    if not isinstance(content, str):
        return content
    return b64decode(content).decode("utf-8", "replace")


def others(value: JSON, own: Collection[str]) -> JSON:
    """An answer about everything but what is hidden itself."""
    if isinstance(value, list):
        return [others(one, own) for one in value if not _mine(one, own)]
    if isinstance(value, dict):
        return {name: others(one, own) for name, one in value.items()}
    if isinstance(value, str) and "\n" in value:
        return [line for line in value.splitlines() if not any(id_ in line for id_ in own)]
    return value


def _mine(value: JSON, own: Collection[str]) -> bool:
    if isinstance(value, str):
        return value in own
    if not isinstance(value, dict):
        return False
    inner = value.get("node")
    return any(value.get(name) in own for name in OWN if isinstance(value.get(name), str)) or (
        isinstance(inner, dict) and inner.get("id") in own
    )


def compare(
    tally: Tally, islands: Sequence[Island], whole: Mapping[Any, JSON], without: Mapping[Any, JSON]
) -> None:
    """Count what both houses answered, by session ("seen" or "all") and island."""
    for island in islands:
        tally.examples += 1
        _differ(tally, island.number, whole["seen", island.number], without["seen", island.number])
        _moves(tally, island, whole["all", island.number], without["all", island.number])
    _differ(tally, -1, whole["seen", -1], without["seen", -1])
    for island in islands:
        _moves(tally, island, *(_cut(one["all", -1], island) for one in (whole, without)))


def _differ(tally: Tally, number: int, left: Mapping[str, JSON], right: Mapping[str, JSON]) -> None:
    for name in sorted({*left, *right}):
        if name != DEEDS:
            tally.asked[name] += 1
        a, b = steady(left.get(name)), steady(right.get(name))
        if _text(a) != _text(b):
            tally.differences.append((name, number, a, b))


def _moves(tally: Tally, island: Island, left: Mapping[str, JSON], right: Mapping[str, JSON]) -> None:
    for name in left:
        asked = (one.get(name) or () for one in (left, right))
        a, b = ([others(steady(x), island.own) for x in some if _counts(name, x)] for some in asked)
        if _text(a) != _text(b):
            tally.moved[name] += 1


def _counts(name: str, answer: JSON) -> bool:
    """False for what was asked about the hidden record itself, but where no other could tell of it."""
    return not answer.get("own") or name in ALONE


def _cut(answers: Mapping[str, JSON], island: Island) -> dict[str, JSON]:
    """Of what was answered about a batch, the items that are about one island; for what is asked so alone."""
    return {
        name: [one for answer in answers[name] for one in _items(answer, name) if island.name in _text(one)]
        for name in ("reviewQueue", "flags")
        if name in answers
    }


def _items(answer: JSON, name: str) -> list[JSON]:
    held = (answer["data"] or {}).get(name) or []
    return held if isinstance(held, list) else list(held["items"])


def _text(value: JSON) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def shown(differences: Sequence[tuple[str, int, JSON, JSON]], most: int = 5) -> str:
    """The first differences, each with the first place at which the answers differ."""
    lines = []
    for name, number, a, b in differences[:most]:
        place, x, y = next(iter(_places(a, b, "")), ("", a, b))
        lines.append(
            f"{name}, island {number}, at {place}: with it {_text(x)[:400]}, without {_text(y)[:400]}"
        )
    return "\n".join(lines)


def _places(a: JSON, b: JSON, at: str) -> list[tuple[str, JSON, JSON]]:
    if isinstance(a, dict) and isinstance(b, dict):
        return [p for k in sorted({*a, *b}) for p in _places(a.get(k), b.get(k), f"{at}.{k}")]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [p for n, (x, y) in enumerate(zip(a, b, strict=True)) for p in _places(x, y, f"{at}[{n}]")]
    return [] if _text(a) == _text(b) else [(at, a, b)]
