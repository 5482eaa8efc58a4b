"""The online index at size: how long one record takes against many rows on disk, and taking one back.

`python -m bench.online [--rows 100000] [--records 2000] [--seed 1] [--folder F]` builds an index of
synthetic Belgian persons, then resolves records one by one (each with its own commit), some that also wait
for the disk, some in transactions of 20 and of 100, and removes some again. One in five records has a slip;
most leave something out. "processor" leaves out what a record waits for.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.synthetic.chance import falling
from ingest.synthetic.origins import Origin, origins
from resolution.comparison.features import Features
from resolution.comparison.profiles import Profile
from resolution.names.text import fold, sound
from resolution.names.variants import root
from resolution.online.groups import Said
from resolution.online.online import Online
from resolution.training.train import train_profiles
from resolution.weights.model import Model

LEARNED = 30_000
"""Rows that the model is learned from; its prior is then that of all rows."""
TOWNS, STREETS, HOUSES = 1100, 9000, 180
SHARE_NEW = 0.6
"""Share of the rows that are of somebody new; the others are of somebody who has some."""
KNOWN = {"birth": 0.85, "home": 0.6, "phone": 0.35, "number": 0.25, "plate": 0.06, "gender": 0.7}
GROUPS = (20, 100)
BLOCK = 20_000
T = TypeVar("T")
Numbers = NDArray[np.int64]


class Country:
    """Names, towns and streets as arrays, and the persons drawn from them."""

    def __init__(self, seed: int, persons: int) -> None:
        self.chance = np.random.default_rng(seed)
        given = [(name, weight) for o in origins().values() for name, weight in _given(o)]
        family = [(name, weight) for o in origins().values() for name, weight in _families(o)]
        self.givens, self.given_weight = _listed(given)
        self.families, self.family_weight = _listed(family)
        persons = max(persons, 1)
        self.given = self.chance.choice(len(self.givens), persons, p=self.given_weight)
        self.family = self.chance.choice(len(self.families), persons, p=self.family_weight)
        self.born = self.chance.integers(0, 25_000, persons)
        self.home = self.chance.integers(0, 1 << 40, persons)

    def said(self, persons: Sequence[int], first: int) -> Iterator[Said]:
        """One record for each of these persons, numbered from `first`."""
        draws = self.chance.random((len(persons), len(KNOWN) + 3))
        for place, who in enumerate(persons):
            row = draws[place]
            known = {name: row[i] < share for i, (name, share) in enumerate(KNOWN.items())}
            features = self._features(int(who), known)
            if row[-1] < 0.2:
                features = _slipped(features, row[-2], row[-3])
            number = first + place
            id_ = f"{int(number * 0x9E3779B97F4A7C15) & (1 << 64) - 1:016x}{number:016x}"
            yield Said(id_, f"{number:032x}", features)

    def _features(self, who: int, known: dict[str, bool]) -> Features:
        given, family = self.givens[self.given[who]], self.families[self.family[who]]
        town, street = int(self.home[who]) % TOWNS, int(self.home[who] >> 12) % STREETS
        born = str(np.datetime64("1940-01-01") + int(self.born[who]))
        home = known["home"]
        joined = family.replace(" ", "")
        return Features(
            given=given,
            given_root=root(given),
            given_parts=(given,),
            surname=joined,
            surname_sound=sound(joined),
            surname_parts=tuple(sorted({joined, *family.split()})),
            birth=born if known["birth"] else "",
            gender="mf"[who % 2] if known["gender"] else "",
            national_number=f"{born[2:4]}{born[5:7]}{born[8:]}{who % 99999:05}" if known["number"] else "",
            contacts=(f"phone:{who:09}",) if known["phone"] else (),
            plates=(f"{who % 3}ABC{who // 3}",) if known["plate"] else (),
            street=f"{self.families[street % len(self.families)]}straat{street}".replace(" ", "")
            if home
            else "",
            house=str(1 + int(self.home[who] >> 26) % HOUSES) if home else "",
            postcode=str(1000 + 8 * town) if home else "",
            city=f"{self.families[town * 7 % len(self.families)]}gem" if home else "",
        )


def _given(origin: Origin) -> Iterator[tuple[str, float]]:
    for names in (origin.male, origin.female):
        for place, name in enumerate(names):
            yield fold(name).replace(" ", ""), 1 / (place + 5)


def _families(origin: Origin) -> Iterator[tuple[str, float]]:
    for place, name in enumerate(origin.family):
        yield fold(name.replace("_", " ")), 1 / (place + 5)
    composed = [
        p + s + e for p in origin.prefix or ("",) for s in origin.stem for e in origin.suffix or ("",)
    ]
    for name in composed:
        yield fold(name.replace("_", " ")), falling(40)[-1] / max(1, len(composed))


def _listed(named: list[tuple[str, float]]) -> tuple[list[str], np.ndarray[Any, Any]]:
    weights: dict[str, float] = {}
    for name, weight in named:
        weights[name] = weights.get(name, 0.0) + weight
    weights.pop("", None)
    shares = np.array(list(weights.values()))
    return list(weights), shares / shares.sum()


def _slipped(f: Features, where: float, kind: float) -> Features:
    """A letter left out, another doubled, a digit of the birth date otherwise, or names in wrong order."""
    if kind < 0.35 and f.birth:
        digit = f"{int(where * 9)}"
        return replace(f, birth=f.birth[:-1] + digit)
    if kind < 0.45:
        names = {"given": f.surname, "given_root": f.surname, "given_parts": (f.surname,)}
        return replace(f, surname=f.given, surname_sound=sound(f.given), surname_parts=(f.given,), **names)  # type: ignore[arg-type]
    at = 1 + int(where * (len(f.surname if kind < 0.75 else f.given) - 1))
    if kind < 0.75:
        name = f.surname[:at] + f.surname[at + 1 :]
        return replace(f, surname=name, surname_sound=sound(name), surname_parts=(name,))
    name = f.given[:at] + f.given[at - 1 :]
    return replace(f, given=name, given_root=root(name), given_parts=(name,))


def people(country: Country, rows: int, known: int, first: int) -> Iterator[Said]:
    """Rows of new persons and of some of the `known` who have rows already, from number `first` on."""
    return said_of(country, drawn(country, rows, known), first)


def drawn(country: Country, rows: int, known: int) -> Numbers:
    """Whose rows they are."""
    new = country.chance.random(rows) < SHARE_NEW
    ahead = known + np.cumsum(new)
    old = (country.chance.random(rows) * np.maximum(ahead - new, 1)).astype(np.int64)
    return np.where(new, ahead - 1, old)


def said_of(country: Country, persons: Numbers, first: int) -> Iterator[Said]:
    """A row of each of these persons, from number `first` on."""
    for start in range(0, len(persons), BLOCK):
        yield from country.said(persons[start : start + BLOCK].tolist(), first + start)


def learned(said: Sequence[Said], rows: int, seed: int) -> Model:
    """The model of a part of the rows, with the prior of all."""
    some = said[:LEARNED]
    model = train_profiles([Profile(row.features, (row.mention,), (row.record,)) for row in some], seed)
    return replace(model, prior=model.prior * len(some) / rows)


class Watch:
    """Seconds by phase for each record."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = {}
        self._now: dict[str, float] = {}

    def over(self, name: str, act: Callable[..., T]) -> Callable[..., T]:
        """The same act, timed."""

        def timed(*values: Any) -> T:
            begun = time.perf_counter()
            try:
                return act(*values)
            finally:
                self._now[name] = self._now.get(name, 0.0) + time.perf_counter() - begun

        return timed

    def lap(self, whole: float, worked: float) -> None:
        """End one record; what no phase took is the commit and the rest."""
        self._now["rest"] = whole - sum(self._now.values())
        for name, seconds in (*self._now.items(), ("whole", whole), ("processor", worked)):
            self.spent.setdefault(name, []).append(seconds * 1000)
        self._now = {}

    def lines(self) -> Iterator[str]:
        """One line per phase, in milliseconds."""
        for name, spent in self.spent.items():
            p50, p99, worst = np.percentile(spent, (50, 99, 100))
            yield f"  {name:<18} p50 {p50:8.3f}   p99 {p99:8.3f}   max {worst:8.3f}"


def watched(index: Online) -> Watch:
    """A watch over the phases of an index."""
    watch, nodes = Watch(), index._groups.nodes
    for name, part, method in (("lookup", nodes.memory, "holders"), ("score", nodes, "_weigh")):
        setattr(part, method, watch.over(name, getattr(part, method)))
    nodes.ahead.likely = watch.over("rule out", nodes.ahead.likely)  # type: ignore[method-assign]
    index._components.settle = watch.over("cluster", index._components.settle)  # type: ignore[method-assign]
    index.entity = watch.over("evidence", index.entity)  # type: ignore[method-assign]
    index._commit = watch.over("durable commit", index._commit)  # type: ignore[method-assign]
    return watch


def one_by_one(watch: Watch, acts: Sequence[Callable[[], Any]]) -> float:
    """Run acts, each timed; returns the seconds of all."""
    begun = time.perf_counter()
    for act in acts:
        started, worked = time.perf_counter(), time.process_time()
        act()
        watch.lap(time.perf_counter() - started, time.process_time() - worked)
    return time.perf_counter() - begun


def measure(folder: Path, rows: int, records: int, seed: int) -> Iterator[str]:
    """Build an index, use it, and say what it took."""
    country = Country(seed, rows + 4 * records)
    said = people(country, rows, 0, 0)
    begun = time.process_time()
    first = list(islice(said, LEARNED))
    model = learned(first, rows, seed)
    yield f"model learned in {time.process_time() - begun:.1f} s of the processor"
    making = Making(chain(first, said))
    begun, worked = time.perf_counter(), time.process_time()
    with Online.open(folder, model, 1) as index:
        built = index.fill(making)
        seconds, worked = time.perf_counter() - begun, time.process_time() - worked - making.spent
        yield f"built in {worked:.1f} s of the processor ({seconds:.1f} with waits and making the rows)"
        yield (
            f"{built.candidates:,} candidates; on disk {sum(sizes(folder).values()) / 1e6:,.0f} MB: "
            + ", ".join(f"{name} {size / 1e6:,.0f}" for name, size in sizes(folder).items())
        )
        yield f"highest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"
        more = list(people(country, 4 * records, int(rows * SHARE_NEW), rows))
        yield from _use(index, more, records)


class Making:
    """Rows as they are made, with the seconds of the processor that making them takes."""

    def __init__(self, rows: Iterator[Said]) -> None:
        self._rows, self.spent = rows, 0.0

    def __iter__(self) -> Iterator[Said]:
        while some := self._some():
            yield from some

    def _some(self) -> list[Said]:
        begun = time.process_time()
        some = list(islice(self._rows, BLOCK))
        self.spent += time.process_time() - begun
        return some


def sizes(folder: Path) -> dict[str, int]:
    """Bytes of the files of an index that have any."""
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.stat().st_size}


def _use(index: Online, more: list[Said], records: int) -> Iterator[str]:
    warm, single, grouped = more[: records // 4], more[records // 4 : 2 * records], more[2 * records :]
    single = single[:records]
    for row in warm:
        index.put([row])
    watch = watched(index)
    seconds = one_by_one(watch, [lambda row=row: index.put([row]) for row in single])  # type: ignore[misc]
    yield f"{len(single):,} records, each its own commit: {len(single) / seconds:,.0f} per second"
    yield from watch.lines()
    waited, grouped = grouped[: records // 4], grouped[records // 4 :]
    seconds = one_by_one(watched(index), [lambda row=row: _onto_disk(index, row) for row in waited])  # type: ignore[misc]
    yield f"{len(waited):,} records, each brought onto the disk: {len(waited) / seconds:,.0f} per second"
    each = len(grouped) // len(GROUPS)
    for at, size in enumerate(GROUPS):
        yield _in_groups(index, grouped[at * each : (at + 1) * each], size)
    watch = watched(index)
    one_by_one(watch, [lambda row=row: index.remove([row.mention]) for row in single[: records // 2]])  # type: ignore[misc]
    yield "un-merge, one mention taken out:"
    yield from watch.lines()


def _in_groups(index: Online, rows: Sequence[Said], size: int) -> str:
    begun, worked = time.perf_counter(), time.process_time()
    for start in range(0, len(rows), size):
        index.put_many([row] for row in rows[start : start + size])
    seconds, worked = time.perf_counter() - begun, time.process_time() - worked
    line = f"{len(rows):,} records, {size} to a commit: {len(rows) / worked:,.0f} per second of the processor"
    return f"{line} ({len(rows) / seconds:,.0f} with what they waited for)"


def _onto_disk(index: Online, row: Said) -> None:
    index.put([row])
    index.sync()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what each step took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args(arguments)
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=given.folder) as scratch:
        for line in measure(Path(scratch), given.rows, given.records, given.seed):
            print(line, flush=True)


if __name__ == "__main__":
    main()
