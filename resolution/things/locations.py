"""Places: addresses by parts, with slips, ranges, languages and municipalities that merged."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import DamerauLevenshtein

from resolution.change import Term
from resolution.names.text import bare, fold, sound
from resolution.places.streets import house, in_range, language, meaning, street
from resolution.places.towns import before_and_after, town, wholes
from resolution.things.plates import country_of
from resolution.things.thing import Thing, same_or_not, weights

SHORTEST = 6
"""Letters of a street's name below which one slip makes another name."""


def keys(place: Thing) -> Iterator[str]:
    """Keys that two addresses share: a house number's first digits, a place, and a word of the street."""
    words = {word for raw in place.of("street") for word in (*meaning(raw), street(raw).replace(" ", ""))}
    numbers = {house(raw)[0].split("-")[0].rstrip("ABCDEFGH") for raw in place.of("houseNumber")} or {""}
    towns = {one for raw in place.of("city") for one in wholes(town(raw))}
    for where in sorted(towns | {bare(raw) for raw in place.of("postalCode")}):
        for word in sorted(words):
            yield from (f"{where}|{sound(word)}|{number}" for number in sorted(numbers))


def terms(a: Thing, b: Thing) -> list[Term]:
    """What two places show, part by part; nothing where neither street is known."""
    bits, found = weights("Location"), list[Term]()
    found += bits.best("street", _streets(a, b), _compare_streets)
    for part, field, judge in ((0, "house", _compare_houses), (1, "box", same_or_not)):
        sides = _houses(a, b, part)
        found += bits.best(field, sides, judge)
        if bool(sides[0]) != bool(sides[1]):
            found.append(bits.term(field, "on one side only", " ".join(sides[0]), " ".join(sides[1])))
    codes = [[bare(raw) for raw in side.of("postalCode")] for side in (a, b)]
    found += bits.best("postcode", codes, _compare_codes)
    found += bits.best("town", [[town(raw) for raw in side.of("city")] for side in (a, b)], _compare_towns)
    countries = [[country_of(raw) for raw in side.of("country")] for side in (a, b)]
    return found + bits.best("country", countries, same_or_not)


def _streets(a: Thing, b: Thing) -> list[list[str]]:
    return [[raw for raw in side.of("street") if fold(raw)] for side in (a, b)]


def _houses(a: Thing, b: Thing, part: int) -> list[list[str]]:
    made = []
    for side in (a, b):
        boxes = side.of("box")
        read = [house(raw, boxes[0] if len(boxes) == 1 else "") for raw in side.of("houseNumber")]
        made.append([pair[part] for pair in read if pair[part]])
    return made


def _compare_streets(a: str, b: str) -> str:
    x, y = street(a), street(b)
    if x == y:
        return "equal"
    other = not language(a) or not language(b) or language(a) != language(b)
    if (other and meaning(a) == meaning(b)) or street(a, "1000") == street(b, "1000"):
        return "the same in another language"
    slip = min(len(x), len(y)) >= SHORTEST and DamerauLevenshtein.distance(x, y) <= 1
    return "one slip" if slip else "different"


def _compare_houses(a: str, b: str) -> str:
    return "equal" if a == b else "in one range" if in_range(a, b) else "different"


def _compare_codes(a: str, b: str) -> str:
    if a == b:
        return "equal"
    return "one slip" if DamerauLevenshtein.distance(a, b) <= 1 and a[:1] == b[:1] else "different"


def _compare_towns(a: str, b: str) -> str:
    if a == b:
        return "equal"
    return "before and after a merger" if before_and_after(a, b) else "different"
