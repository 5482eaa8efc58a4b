"""The ceiling: how well a perfect judge could resolve the persons from the records alone.

The judge sees through every slip of the pen, and knows what each mention truly shows; but where two
persons show the same, it can only guess, and two mentions that share nothing stay apart. `python -m
ingest.synthetic.ceiling FOLDER` prints the ceiling and lists the pairs that no value tells apart.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

Place = tuple[str, str, str]
Facts = frozenset[str]
COLUMNS = ("feed", "key", "anchor", "entity", "reason", "others")


@dataclass(frozen=True)
class Shown:
    """A mention of a person: where it stands, who it truly is, what it shows."""

    place: Place
    entity: str
    facts: Facts


@dataclass(frozen=True)
class Unresolvable:
    """A mention that no value resolves: others show the same, or it shares nothing with its own."""

    place: Place
    entity: str
    reason: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Ceiling:
    """B³ of the perfect judge, and what stands between it and 1."""

    precision: float
    recall: float
    f1: float
    mentions: int
    persons: int
    unresolvable: tuple[Unresolvable, ...]


def shown_in(folder: Path) -> list[Shown]:
    """The person mentions of the row feeds, the latest version of each record alone."""
    latest: dict[Place, Shown] = {}
    with (folder / "truth" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"] == "Person":
                place = (row["feed"], row["key"], row["anchor"])
                latest[place] = Shown(place, row["entity"], frozenset(filter(None, row["shows"].split("|"))))
    return list(latest.values())


def measure(mentions: Sequence[Shown]) -> Ceiling:
    """The ceiling over these mentions."""
    holders = _holders(mentions)
    unclear = {shown.place: _candidates(shown.facts, holders) for shown in mentions}
    unclear = {place: found for place, found in unclear.items() if len(found) > 1}
    clear = [shown for shown in mentions if shown.place not in unclear]
    judged, largest = _components(clear, holders)
    lost = list(_lost(clear, judged, largest))
    for shown in mentions:
        if shown.place in unclear:
            guess = max(unclear[shown.place], key=lambda one: (largest.get(one, ("", 0))[1], one))
            judged[shown.place] = largest.get(guess, (f"{guess}:guessed", 0))[0]
            others = tuple(sorted(unclear[shown.place] - {shown.entity}))
            lost.append(Unresolvable(shown.place, shown.entity, "same values as others", others))
    truth = {shown.place: shown.entity for shown in mentions}
    precision, recall, f1 = b_cubed(judged, truth)
    return Ceiling(precision, recall, f1, len(mentions), len(set(truth.values())), tuple(lost))


def _closure(facts: Facts) -> Facts:
    """What the facts show and what follows: a given name its initial, a date its year."""
    followed = {f"i:{fact[2]}" for fact in facts if fact.startswith("g:") and len(fact) > 2}
    return facts | followed | {f"y:{fact[2:6]}" for fact in facts if fact.startswith("b:")}


def _holders(mentions: Sequence[Shown]) -> dict[str, set[str]]:
    holders: dict[str, set[str]] = defaultdict(set)
    for shown in mentions:
        for fact in _closure(shown.facts):
            holders[fact].add(shown.entity)
    return holders


def _candidates(facts: Facts, holders: Mapping[str, set[str]]) -> set[str]:
    """The persons who are known to hold all of these facts."""
    if not facts:
        return {"", "?"}
    ordered = sorted((holders[fact] for fact in facts), key=len)
    return set.intersection(*ordered)


def _components(
    clear: Sequence[Shown], holders: Mapping[str, set[str]]
) -> tuple[dict[Place, str], dict[str, tuple[str, int]]]:
    """Mentions of one person joined where what two share points at nobody else; the largest part of each."""
    judged: dict[Place, str] = {}
    largest: dict[str, tuple[str, int]] = {}
    for entity, own in _by_entity(clear):
        part = _joined(own, holders)
        for shown, number in zip(own, part, strict=True):
            judged[shown.place] = f"{entity}:{number}"
        number, size = max(Counter(part).items(), key=lambda item: (item[1], -item[0]))
        largest[entity] = (f"{entity}:{number}", size)
    return judged, largest


def _by_entity(mentions: Sequence[Shown]) -> Iterator[tuple[str, list[Shown]]]:
    groups: dict[str, list[Shown]] = defaultdict(list)
    for shown in mentions:
        groups[shown.entity].append(shown)
    yield from groups.items()


def _joined(own: Sequence[Shown], holders: Mapping[str, set[str]]) -> list[int]:
    """The number of the part that each mention of one person belongs to."""
    part = list(range(len(own)))
    closed = [_closure(shown.facts) for shown in own]
    known: dict[Facts, bool] = {}
    for a, b in combinations(range(len(own)), 2):
        if part[a] == part[b]:
            continue
        shared = closed[a] & closed[b]
        if shared not in known:
            known[shared] = len(_candidates(shared, holders)) == 1
        if known[shared]:
            old, new = max(part[a], part[b]), min(part[a], part[b])
            part = [new if one == old else one for one in part]
    return part


def _lost(
    clear: Sequence[Shown], judged: Mapping[Place, str], largest: Mapping[str, tuple[str, int]]
) -> Iterator[Unresolvable]:
    for shown in clear:
        if judged[shown.place] != largest[shown.entity][0]:
            yield Unresolvable(shown.place, shown.entity, "shares nothing with the others", ())


def b_cubed(judged: Mapping[Place, Hashable], truth: Mapping[Place, str]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 (Bagga and Baldwin 1998) over the mentions of `truth`."""
    both = Counter((judged[place], entity) for place, entity in truth.items())
    clusters, entities = Counter(judged[place] for place in truth), Counter(truth.values())
    total = max(1, len(truth))
    precision = sum(n * n / clusters[cluster] for (cluster, _), n in both.items()) / total
    recall = sum(n * n / entities[entity] for (_, entity), n in both.items()) / total
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1.0)


def write_unresolvable(folder: Path, found: Ceiling) -> None:
    """The mentions that nobody could resolve, into truth/unresolvable.csv."""
    with (folder / "truth" / "unresolvable.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for lost in sorted(found.unresolvable, key=lambda one: one.place):
            rows.writerow((*lost.place, lost.entity, lost.reason, "|".join(lost.others[:20])))


def judge(folder: Path) -> Ceiling:
    """Measure the world in a folder and list, in its truth, what nobody could resolve."""
    found = measure(shown_in(folder))
    write_unresolvable(folder, found)
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the ceiling of the world in a folder."""
    for name in arguments:
        found = judge(Path(name))
        reasons = Counter(lost.reason for lost in found.unresolvable)
        print(f"{name}: {found.mentions:,} mentions of {found.persons:,} persons")
        print(f"  ceiling B³ P {found.precision:.4f} R {found.recall:.4f} F1 {found.f1:.4f}")
        for reason, count in sorted(reasons.items()):
            print(f"  {reason}: {count:,}")


if __name__ == "__main__":
    main(sys.argv[1:])
