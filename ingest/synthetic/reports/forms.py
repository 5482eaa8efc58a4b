"""The forms in which numbers, dates, names and things are written in each language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from ingest.synthetic.chance import happens
from ingest.synthetic.lists import listed
from ingest.synthetic.people import Person
from ingest.synthetic.places import Address, Town
from ingest.synthetic.reports.page import Wording
from ingest.synthetic.reports.times import LAST_YEAR, YESTERDAY, clock, day_and_time, plain_day
from ingest.synthetic.society import Company

UNITS = {"nl": ("gram", "gr", "g"), "fr": ("grammes", "gr", "g"), "de": ("Gramm", "g"), "en": ("grams", "g")}
ARTICLES = ("een ", "un ", "une ", "ein ", "eine ", "einen ", "a ", "an ")


def false_name(rng: Random, given: str, family: str) -> tuple[str, str, str]:
    """A false name in one of its orders: surface, type, norm."""
    form = rng.choice((f"{given} {family}", f"{family.upper()} {given}", f"{given} {family.upper()}"))
    return form, "ALIAS", f"{given} {family}"


def birth(rng: Random, person: Person, lang: str) -> Wording:
    """A date of birth."""
    return Wording(
        plain_day(rng, person.born, lang), "DATETIME", person.born.isoformat(), f"born:{person.id}"
    )


def day(rng: Random, on: date, lang: str) -> Wording:
    """A day."""
    return Wording(plain_day(rng, on, lang), "DATETIME", on.isoformat(), f"day:{on}")


def moment(rng: Random, at: datetime, lang: str) -> Wording:
    """A day, in two of three cases with its time."""
    surface, norm = day_and_time(rng, at, lang)
    return Wording(surface, "DATETIME", norm, f"time:{norm}")


def yesterday(written: date, lang: str) -> Wording:
    """The day before the text was written, as a word."""
    norm = (written - timedelta(days=1)).isoformat()
    return Wording(YESTERDAY[lang], "DATETIME", norm, f"day:{norm}")


def last_year(written: date, lang: str) -> Wording:
    """The year before the text was written, as words."""
    return Wording(LAST_YEAR[lang], "DATETIME", str(written.year - 1), f"year:{written.year - 1}")


def time_of_day(rng: Random, at: datetime, lang: str) -> Wording:
    """A time of the day that the text is about."""
    return Wording(clock(rng, at, lang), "DATETIME", at.isoformat(timespec="minutes"), f"time:{at}")


def national_number(rng: Random, person: Person, on: date) -> Wording:
    """A national number, with points or without."""
    number = person.number(on) or person.bis_number
    dotted = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    return Wording(rng.choice((dotted, dotted, number)), "NATIONAL_NUMBER", number, f"n:{person.id}")


def phone(rng: Random, person: Person) -> Wording:
    """A phone number in one of five spellings."""
    number = person.phones[0]
    own, tail = "0" + number[3:6], number[6:]
    pairs = f"{tail[:2]} {tail[2:4]} {tail[4:]}"
    forms = (
        f"{own}/{pairs.replace(' ', '.')}",
        f"{own} {pairs}",
        f"{own}{tail}",
        f"+32 {own[1:]} {pairs}",
        number,
    )
    return Wording(rng.choice(forms), "PHONE", number, f"t:{number}")


def account(rng: Random, number: str) -> Wording:
    """An IBAN, in fours or in one."""
    spaced = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    return Wording(rng.choice((spaced, number)), "IBAN", number, f"c:{number}")


def document(rng: Random, person: Person) -> Wording:
    """The number of an identity card or passport."""
    number = person.document
    written = (
        f"{number[:3]}-{number[3:10]}-{number[10:]}" if number.isdigit() and happens(rng, 0.7) else number
    )
    return Wording(written, "DOCUMENT_NUMBER", None, f"d:{number}")


def address(rng: Random, place: Address, lang: str) -> Wording:
    """Street, number, box, postcode and town in one span."""
    mark = {"nl": " bus ", "fr": " bte ", "de": " Bk. ", "en": " box "}[lang]
    box = f"{mark}{place.box}" if place.box else ""
    between = rng.choice((", ", " te " if lang == "nl" else " à " if lang == "fr" else ", "))
    town = f"{place.town.postcode} {place.town.name}"
    return Wording(f"{place.street} {place.number}{box}{between}{town}", "ADDRESS", None, f"l:{place.key}")


def town(rng: Random, town: Town, lang: str) -> Wording:
    """A town, in half of the cases by its name in the other language."""
    name = town.other_name if town.lang != lang and happens(rng, 0.5) else town.name
    return Wording(name, "LOCATION", None, f"l:town {town.name}")


def street(place: Address) -> Wording:
    """A street by its name."""
    return Wording(place.street, "LOCATION", None, f"l:street {place.street} {place.town.postcode}")


def organisation(name: str) -> Wording:
    """An organisation by its name."""
    return Wording(name, "ORGANISATION", None, f"org:{name}")


def firm(rng: Random, firm: Company | None) -> Wording:
    """A firm, with its legal form or without."""
    assert firm is not None
    name = f"{firm.name} {firm.form}" if happens(rng, 0.6) else firm.name
    return Wording(name, "ORGANISATION", None, firm.id)


def drug(rng: Random, lang: str) -> Wording:
    """A drug with its quantity."""
    substance = rng.choice(listed("things")["drugs"][lang])
    amount = rng.choice((2, 5, 12, 25, 48, 100, 250, 480))
    unit = rng.choice(UNITS[lang])
    of = {"fr": "de ", "en": "of "}.get(lang, "")
    elided = "d'" if lang == "fr" and substance[0] in "aeéhi" else of
    return Wording(f"{amount} {unit} {elided}{substance}", "DRUG", None, f"drug:{amount}{substance}")


def noun(words: str, type_: str) -> Wording:
    """A thing; its article stays outside the span."""
    for article in ARTICLES:
        if words.startswith(article):
            noun = words.removeprefix(article)
            return Wording(noun, type_, None, f"thing:{noun}", before=article)
    return Wording(words, type_, None, f"thing:{words}")


def money(rng: Random, lang: str, amount: int) -> Wording:
    """An amount with its currency."""
    whole = f"{amount:,}".replace(",", "." if lang in ("nl", "de") else " " if lang == "fr" else ",")
    word = {"nl": "euro", "fr": "euros", "de": "Euro", "en": "euros"}[lang]
    cents = f"{amount}.00" if lang == "en" else f"{amount},00"
    sign = f"€ {whole}" if lang == "nl" else f"{whole} €"
    form = rng.choice((f"{whole} {word}", f"{whole} EUR", sign, f"{cents} EUR"))
    return Wording(form, "MONEY", f"{amount}.00 EUR", f"money:{amount}")
