"""A made-up stand-in for tables of historical persons: many records of one person, most of them damaged.

Nobody in it ever lived. Each person has a clean record and up to eighteen more; the later one is, the
likelier is each of its values wrong or missing: other names of the same person, dropped words, slips of the
key, dates a few months off, postcodes of the neighbourhood, the county for the village, another occupation.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import pandas
import yaml

_WORDS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
GIVEN, HEADS, TAILS, COMMON, COUNTIES, OCCUPATIONS = (
    _WORDS[name].split() for name in ("given", "heads", "tails", "common", "counties", "occupations")
)
SHORT: dict[str, str] = _WORDS["short"]
COLUMNS = (
    "unique_id", "cluster", "full_name", "first_name", "surname", "dob", "birth_place", "postcode_fake",
    "gender", "occupation",
)  # fmt: skip
KEYS = "qwertyuiop asdfghjkl zxcvbnm"


@dataclass(frozen=True)
class _Place:
    name: str
    county: str
    district: str


def historical(records: int, seed: int) -> pandas.DataFrame:
    """About that many records; column `cluster` is the truth. The same seed gives the same table."""
    rng = Random(seed)
    places = _places(rng)
    families = COMMON + sorted({head + tail for head in HEADS for tail in TAILS if rng.random() < 0.6})
    rng.shuffle(families)
    rows: list[tuple[str | None, ...]] = []
    number = 0
    while len(rows) < records:
        number += 1
        rows += _person(rng, f"P{number}", places, families)
    return pandas.DataFrame(rows, columns=list(COLUMNS))


def _places(rng: Random) -> list[_Place]:
    made = []
    for county in COUNTIES:
        letters = "".join(rng.sample("ABCDEGHLMNPRSTW", 2))
        for _ in range(rng.randint(12, 40)):
            made.append(
                _Place(rng.choice(HEADS) + rng.choice(TAILS), county, f"{letters}{rng.randint(1, 25)}")
            )
    return made


def _pick(rng: Random, values: list[str], slope: float) -> str:
    """Early values of the list come more often."""
    return values[int(len(values) * rng.random() ** slope)]


def _postcode(rng: Random, place: _Place) -> str:
    return f"{place.district} {rng.randint(0, 9)}{rng.choice('ABDEFGHJL')}{rng.choice('ABDEFGHJLNPQRST')}"


def _person(
    rng: Random, cluster: str, places: list[_Place], families: list[str]
) -> list[tuple[str | None, ...]]:
    given = _pick(rng, GIVEN, 2.5)
    family = _pick(rng, families, 2.0)
    middle = [_pick(rng, GIVEN, 2) for _ in range(rng.choice((0, 0, 0, 1, 1, 2)))]
    place = places[int(len(places) * rng.random() ** 1.5)]
    name = " ".join([given, *middle, family])
    names = [name]
    if rng.random() < 0.25:
        title = rng.choice(("baron", "earl of", "viscount", "baronet", "lord", "sir"))
        seat = place.name if rng.random() < 0.5 else family
        names += [f"{name}, {rng.randint(1, 9)}th {title} {seat}", f"{given} of {seat}"]
    if rng.random() < 0.35:
        names.append(" ".join([given, *middle, _pick(rng, families, 2.0)]))
    if middle and rng.random() < 0.6:
        names.append(f"{middle[0]} {family}")
    year, month, day = rng.randint(1550, 1925), rng.randint(1, 12), rng.randint(1, 28)
    if rng.random() < 0.15:
        month = day = 1
    code, sex = _postcode(rng, place), "female" if GIVEN.index(given) >= GIVEN.index("mary") else "male"
    work = _pick(rng, OCCUPATIONS, 1.5)
    extra = rng.randint(0, 18)
    near = [p for p in places if p.district[:2] == place.district[:2]]
    rows: list[tuple[str | None, ...]] = []
    for at in range(extra + 1):
        wear = at / max(extra, 1) if at else 0.0
        wrong, gone = 0.15 + 0.6 * wear if at else 0.0, 0.5 * wear
        said = _name(rng, names, wrong, gone)
        words = said.replace(",", "").split()
        rows.append((
            f"{cluster}-{at + 1}", cluster, said or None, words[0] if words else None,
            words[-1] if len(words) > 1 else None,
            _date(rng, year, month, day, wrong, gone),
            _maybe(rng, _born_in(rng, place, near) if rng.random() < wrong * 0.7 else place.name, gone),
            _maybe(rng, _moved(rng, place, near) if rng.random() < wrong else code, gone),
            _maybe(rng, sex, gone * 0.6),
            _maybe(rng, rng.choice(OCCUPATIONS) if rng.random() < wrong * 0.6 else work, 0.35 + gone * 0.6),
        ))  # fmt: skip
    return rows


def _born_in(rng: Random, place: _Place, near: list[_Place]) -> str:
    return rng.choice((place.county, rng.choice(near).name))


def _moved(rng: Random, place: _Place, near: list[_Place]) -> str:
    return _postcode(rng, place if rng.random() < 0.6 else rng.choice(near))


def _maybe(rng: Random, value: str, gone: float) -> str | None:
    return None if rng.random() < gone else value


def _name(rng: Random, names: list[str], wrong: float, gone: float) -> str:
    said = names[0]
    if rng.random() < wrong:
        kind = rng.random()
        if kind < 0.5:
            said = rng.choice(names)
        elif kind < 0.85:
            said = " ".join(_other(rng, word) for word in said.split())
        else:
            said = _slip(rng, said)
    if rng.random() < gone:
        words = said.split()
        first, *rest = words
        last = rest.pop() if rest else ""
        kept = [word for word in rest if rng.random() > 0.5]
        said = " ".join([first] * (rng.random() > 0.4) + kept + [last] * (rng.random() > 0.4)).strip()
    return said


def _other(rng: Random, word: str) -> str:
    if word in SHORT and rng.random() < 0.7:
        return rng.choice(SHORT[word].split())
    if rng.random() < 0.25 and len(word) > 4:
        return rng.choice((word.replace("y", "ie", 1), word + "e", word.replace("c", "k", 1), word[:-1]))
    return word


def _slip(rng: Random, text: str) -> str:
    at = rng.randrange(len(text))
    kind = rng.random()
    letter = rng.choice(KEYS.replace(" ", ""))
    if kind < 0.5:
        return text[:at] + letter + text[at + 1 :]
    return text[:at] + text[at + 1 :] if kind < 0.75 else text[:at] + letter + text[at:]


def _date(rng: Random, year: int, month: int, day: int, wrong: float, gone: float) -> str | None:
    if rng.random() < gone:
        return None
    if rng.random() < wrong:
        kind = rng.random()
        if kind < 0.3:
            return f"{year}-01-01"
        if kind < 0.55:
            text = f"{year}-{month:02}-{day:02}"
            at = rng.choice((2, 3, 5, 6, 8, 9))
            return text[:at] + rng.choice("0123456789") + text[at + 1 :]
        if kind < 0.65 and day <= 12:
            return f"{year}-{day:02}-{month:02}"
        days = (year * 12 + month - 1) * 28 + day - 1 + rng.randint(-60, 60)
        year, month, day = days // 336, days // 28 % 12 + 1, days % 28 + 1
    return f"{year}-{month:02}-{day:02}"
