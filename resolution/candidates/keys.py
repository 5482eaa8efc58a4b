"""The keys under which candidates are found: mentions that share one are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from resolution.comparison.features import Features
from resolution.comparison.judges import DEFAULT
from resolution.names.across import spellings
from resolution.names.text import sound
from resolution.names.variants import root

Key = Callable[[Features], Iterator[str]]


def national_number(f: Features) -> Iterator[str]:
    """The same national number."""
    if len(f.national_number) >= 6:
        yield f.national_number


def identifiers(f: Features) -> Iterator[str]:
    """The same phone, e-mail, account, handle or document."""
    yield from f.contacts
    yield from f.documents


def full_name(f: Features) -> Iterator[str]:
    """The same given name and surname, in either order."""
    if f.given and f.surname:
        yield "|".join(sorted((f.given, f.surname)))


def sounding_name_year(f: Features) -> Iterator[str]:
    """Names that sound alike, in either order, and the same year of birth."""
    if f.given and f.surname and (year := _year(f)):
        yield "|".join(sorted((sound(f.given), f.surname_sound))) + year


def sounding_name_place(f: Features) -> Iterator[str]:
    """Names that sound alike and the same postcode, city or place of birth."""
    if f.given and f.surname:
        names = "|".join(sorted((sound(f.given_root), f.surname_sound)))
        for place in {f.postcode, f.city, f.birth_place} - {""}:
            yield names + place


def birth_and_name(f: Features) -> Iterator[str]:
    """The same complete date of birth and one name that sounds alike."""
    if f.birth:
        for name in {sound(f.given_root), f.surname_sound, *map(sound, f.surname_parts)} - {""}:
            yield f.birth + name


def birth_and_place(f: Features) -> Iterator[str]:
    """The same complete date of birth, known to the day, and the same postcode, city or place of birth."""
    if _is_day(f):
        for place in {f.postcode, f.city, f.birth_place} - {""}:
            yield f.birth + place


def birth_and_home(f: Features) -> Iterator[str]:
    """The same complete date of birth, known to the day, and the same house number or start of the street."""
    if _is_day(f):
        yield from (f"{f.birth}|{place}" for place in (f.house, f.street[:6]) if place)


def misread_birth(f: Features) -> Iterator[str]:
    """Two of three parts of the date of birth and the beginnings of both names."""
    if _is_day(f) and f.given and f.surname:
        year, month, day = f.birth.split("-")
        names = "|".join(sorted((f.given[:2], f.surname[:2])))
        yield names + "ym" + year + month
        yield names + "md" + min(month, day) + max(month, day)
        yield names + "yd" + year + day


def home(f: Features) -> Iterator[str]:
    """The same street and house, by the first letters of the street."""
    if f.street and f.house:
        yield f.street[:6] + "|" + f.house


def street_and_name(f: Features) -> Iterator[str]:
    """The same street, by its first letters, and one name that begins alike."""
    if f.street:
        for name in {f.given_root[:3], f.surname[:3]} - {""}:
            yield f"{f.street[:6]}|{name}"


def place_and_name(f: Features) -> Iterator[str]:
    """The same postcode or town, one name that sounds alike and the first letters of the other."""
    for place in {f.postcode, sound(f.city.replace(" ", ""))} - {""}:
        if f.given and f.surname:
            yield f"{place}|{f.surname_sound}|{f.given[:1]}"
            yield f"{place}|{sound(f.given_root)}|{f.surname[:1]}"


def house_and_name(f: Features) -> Iterator[str]:
    """The same house number and postcode or city, and one name that sounds alike or both first letters."""
    if f.house:
        names = {sound(f.given_root), f.surname_sound} - {""}
        if f.given and f.surname:
            names.add("|".join(sorted((f.given[0], f.surname[0]))))
        for place in {f.postcode, sound(f.city.replace(" ", ""))} - {""}:
            for name in names:
                yield f"{place}|{f.house}|{name}"


def sounding_name(f: Features) -> Iterator[str]:
    """Names that sound alike, in either order, where few do."""
    if f.given and f.surname:
        yield "|".join(sorted((sound(f.given_root), f.surname_sound)))


def rare_surname(f: Features) -> Iterator[str]:
    """The same surname and the same first letter of the given name, where few have it."""
    if f.surname:
        yield f.surname + "|" + f.given[:1]


def plate(f: Features) -> Iterator[str]:
    """The same vehicle and one name that sounds alike."""
    for number in f.plates:
        for name in {sound(f.given_root), f.surname_sound} - {""}:
            yield number + name


def company_and_name(f: Features) -> Iterator[str]:
    """The same thing held, or named beside, and one name that sounds alike."""
    names = {sound(f.given_root), f.surname_sound} - {""}
    for token in (*f.company, *f.contacts, *f.documents, *f.plates):
        for name in names:
            yield f"{token}|{name}"


KEYS: dict[str, Key] = {
    key.__name__: key
    for key in (
        national_number,
        identifiers,
        full_name,
        sounding_name_year,
        sounding_name_place,
        birth_and_name,
        birth_and_place,
        birth_and_home,
        misread_birth,
        home,
        house_and_name,
        street_and_name,
        place_and_name,
        sounding_name,
        rare_surname,
        plate,
        company_and_name,
    )
}


MORE = ("surnames", "written", "births", "numbers", "homes")
"""Columns of other values beside the first of a kind."""


def keys_of(f: Features) -> list[str]:
    """All keys of a row, each with the name of its function in front, without repetition."""
    return sorted({f"{name}:{key}" for row in _said(f) for name, make in KEYS.items() for key in make(row)})


def has_more(f: Features) -> bool:
    """True for a row that says other values beside the first of a kind."""
    return bool(f.surnames or f.written or f.births or f.numbers or f.homes)


def _said(f: Features) -> Iterator[Features]:
    """A row, and the same with each of the other values that it says."""
    yield f
    if not has_more(f):
        return
    for surname in f.surnames:
        yield replace(f, surname=surname, surname_sound=sound(surname), surname_parts=(surname,))
    for name in f.written:
        for given, surname in spellings(name):
            named = replace(f, given=given, given_root=root(given), surname=surname)
            yield replace(named, surname_sound=sound(surname), surname_parts=(surname,) if surname else ())
    for birth in f.births:
        is_whole = len(birth) == 10
        yield replace(f, birth=birth if is_whole else "", birth_part="" if is_whole else birth)
    for number in f.numbers:
        yield replace(f, national_number=number)
    for home in f.homes:
        street, house, place = (*home.split("|"), "", "")[:3]
        code = place[:1].isdigit()
        yield replace(
            f, street=street, house=house, postcode=place if code else "", city="" if code else place
        )


def _is_day(f: Features) -> bool:
    """True for a date of birth that is not the first of January, which stands where the day is not known."""
    return bool(f.birth) and not f.birth.endswith(DEFAULT)


def _year(f: Features) -> str:
    return (f.birth or f.birth_part)[:4]
