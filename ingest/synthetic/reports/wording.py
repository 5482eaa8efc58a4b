"""How each slot is written in each language: names in all orders, numbers and dates in all forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from ingest.synthetic.chance import happens
from ingest.synthetic.lists import listed
from ingest.synthetic.people import Person
from ingest.synthetic.places import Address, Town
from ingest.synthetic.reports.cast import Cast
from ingest.synthetic.reports.page import Wording
from ingest.synthetic.reports.times import LAST_YEAR, YESTERDAY, clock, day_and_time, plain_day
from ingest.synthetic.saying import HEARSAY
from ingest.synthetic.society import Company
from ingest.synthetic.spelling import by_ear, other_spelling

UNITS = {"nl": ("gram", "gr", "g"), "fr": ("grammes", "gr", "g"), "de": ("Gramm", "g"), "en": ("grams", "g")}
ARTICLES = ("een ", "un ", "une ", "ein ", "eine ", "einen ", "a ", "an ")


class Writer:
    """Writes the slots of one text; a name misheard once stays so to the end."""

    def __init__(self, cast: Cast, rng: Random) -> None:
        self._cast = cast
        self._rng = rng
        self._names: dict[str, tuple[str, str]] = {}
        self._fixed: dict[str, Wording] = {}
        self._seen: set[str] = set()

    def word(self, slot: str) -> Wording | str:
        """The wording of a slot, or plain words where it is no mention."""
        if slot in ("count", "fake"):
            return str(self._rng.randrange(3, 240)) if slot == "count" else self._fake()
        if slot in self._cast.persons or slot in self._cast.officers:
            return self._name(slot)
        if slot == "car":
            return self._car()
        if slot not in self._fixed:
            self._fixed[slot] = self._value(slot)
        return self._fixed[slot]

    def _fake(self) -> str:
        """A number that looks like one of ours and fails its check."""
        return f"{self._rng.randrange(10**9, 10**10)}-{self._rng.randrange(10, 99)}"

    def _name(self, slot: str) -> Wording:
        person = self._cast.persons.get(slot) or self._cast.officers[slot]
        if slot not in self._names:
            self._names[slot] = self._heard(person.given, person.family)
        given, family = self._names[slot]
        first, self._seen = slot not in self._seen, self._seen | {slot}
        surface, norm = (self._whole if first else self._short)(given, family)
        return Wording(surface, "PERSON", norm, person.id)

    def _heard(self, given: str, family: str) -> tuple[str, str]:
        if happens(self._rng, HEARSAY.spelling / 2):
            given = other_spelling(self._rng, given, "given")
        if happens(self._rng, HEARSAY.spelling / 2):
            family = by_ear(self._rng, family)
        return given, family

    def _whole(self, given: str, family: str) -> tuple[str, str]:
        forms = (
            f"{given} {family}",
            f"{given} {family}",
            f"{given} {family.upper()}",
            f"{family.upper()} {given}",
            f"{family} {given}",
            f"{family.upper()}, {given}",
        )
        return self._rng.choice(forms), f"{given} {family}"

    def _short(self, given: str, family: str) -> tuple[str, str]:
        kind = self._rng.randrange(10)
        if kind < 4:
            return family, family
        if kind < 6:
            return family.upper(), family
        if kind == 6:
            return f"{given[0]}. {family}", f"{given[0]}. {family}"
        if kind == 7:
            return given, given
        return self._whole(given, family)

    def _car(self) -> Wording:
        car = self._cast.car
        assert car is not None
        first, self._seen = "car" not in self._seen, self._seen | {"car"}
        model = f"{car.make} {car.model}"
        if not first:
            return Wording(self._rng.choice((model, car.model, car.make)), "VEHICLE", None, car.id)
        lang = self._cast.lang
        color = listed("things")["colors_attributive"][lang][car.color]
        shade = listed("things")["colors"][lang][car.color]
        surface = {"fr": f"{model} {color}", "de": f"{model} ({shade})"}.get(lang, f"{color} {model}")
        return Wording(surface, "VEHICLE", None, car.id)

    def _value(self, slot: str) -> Wording:
        owner, _, value = slot.partition(".")
        if value == "plate":
            car = self._cast.car
            assert car is not None
            written = car.plate.written if happens(self._rng, 0.75) else car.plate.number
            return Wording(written, "PLATE", car.plate.number, car.id)
        if value:
            return self._belonging(owner, value)
        return self._thing(slot)

    def _belonging(self, owner: str, value: str) -> Wording:
        person, rng = self._cast.persons[owner], self._rng
        if value == "alias":
            alias = self._cast.aliases[owner]
            return Wording(*_ordered(rng, alias.given, alias.family), alias.id)
        makers: dict[str, Callable[[], Wording]] = {
            "born": lambda: _birth(rng, person, self._cast.lang),
            "nn": lambda: _national(rng, person, self._cast.written),
            "addr": lambda: _address(rng, person.home(self._cast.written), self._cast.lang),
            "phone": lambda: _phone(rng, person),
            "iban": lambda: _account(rng, person.account),
            "nick": lambda: Wording(person.nickname, "NICKNAME", None, f"nick:{person.id}"),
            "mail": lambda: Wording(person.mail, "EMAIL", None, f"mail:{person.mail}"),
            "handle": lambda: Wording(person.handle, "HANDLE", None, f"handle:{person.id}"),
            "doc": lambda: _document(rng, person),
            "imei": lambda: Wording(person.imei, "IMEI", None, f"imei:{person.imei}"),
        }
        return makers[value]()

    def _thing(self, slot: str) -> Wording:
        cast, rng, lists = self._cast, self._rng, listed("things")
        lang = cast.lang
        makers: dict[str, Callable[[], Wording]] = {
            "today": lambda: _day(rng, cast.written, lang),
            "yesterday": lambda: _yesterday(cast.written, lang),
            "lastyear": lambda: _last_year(cast.written, lang),
            "when": lambda: _moment(rng, cast.at, lang),
            "day": lambda: _day(rng, cast.at.date(), lang),
            "clock": lambda: _clock(rng, cast.at, lang),
            "pv": lambda: Wording(cast.number, "CASE_NUMBER", None, cast.case),
            "unit": lambda: Wording(cast.unit, "ORGANISATION", None, f"unit:{cast.unit}"),
            "bank": lambda: _named(rng.choice(lists["companies"]["banks"])),
            "venue": lambda: _named(rng.choice(lists["venues"][lang])),
            "gang": lambda: Wording(
                cast.gang[1], "ORGANISATION", None, cast.gang[0] or f"org:{cast.gang[1]}"
            ),
            "firm": lambda: _firm(rng, cast.firm),
            "town": lambda: _town(rng, cast.town, lang),
            "town2": lambda: _town(rng, cast.things["town2"], lang),
            "street": lambda: _street(cast.things["street"]),
            "scene": lambda: _address(rng, cast.scene, lang),
            "drug": lambda: _drug(rng, lang),
            "weapon": lambda: _article(rng.choice(lists["weapons"][lang]), "WEAPON"),
            "obj": lambda: _article(rng.choice(lists["objects"][lang]), "OBJECT"),
            "money": lambda: _money(rng, lang, rng.choice((45, 80, 150, 350, 500, 1250, 2400, 8000))),
            "money2": lambda: _money(rng, lang, rng.choice((20, 60, 100, 200, 750))),
        }
        return makers[slot]()


def _ordered(rng: Random, given: str, family: str) -> tuple[str, str, str]:
    form = rng.choice((f"{given} {family}", f"{family.upper()} {given}", f"{given} {family.upper()}"))
    return form, "ALIAS", f"{given} {family}"


def _birth(rng: Random, person: Person, lang: str) -> Wording:
    return Wording(
        plain_day(rng, person.born, lang), "DATETIME", person.born.isoformat(), f"born:{person.id}"
    )


def _day(rng: Random, on: date, lang: str) -> Wording:
    return Wording(plain_day(rng, on, lang), "DATETIME", on.isoformat(), f"day:{on}")


def _moment(rng: Random, at: datetime, lang: str) -> Wording:
    surface, norm = day_and_time(rng, at, lang)
    return Wording(surface, "DATETIME", norm, f"time:{norm}")


def _yesterday(written: date, lang: str) -> Wording:
    norm = (written - timedelta(days=1)).isoformat()
    return Wording(YESTERDAY[lang], "DATETIME", norm, f"day:{norm}")


def _last_year(written: date, lang: str) -> Wording:
    return Wording(LAST_YEAR[lang], "DATETIME", str(written.year - 1), f"year:{written.year - 1}")


def _clock(rng: Random, at: datetime, lang: str) -> Wording:
    return Wording(clock(rng, at, lang), "DATETIME", at.isoformat(timespec="minutes"), f"time:{at}")


def _national(rng: Random, person: Person, on: date) -> Wording:
    number = person.number(on) or person.bis_number
    dotted = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    return Wording(rng.choice((dotted, dotted, number)), "NATIONAL_NUMBER", number, f"n:{person.id}")


def _phone(rng: Random, person: Person) -> Wording:
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


def _account(rng: Random, number: str) -> Wording:
    spaced = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    return Wording(rng.choice((spaced, number)), "IBAN", number, f"c:{number}")


def _document(rng: Random, person: Person) -> Wording:
    number = person.document
    written = (
        f"{number[:3]}-{number[3:10]}-{number[10:]}" if number.isdigit() and happens(rng, 0.7) else number
    )
    return Wording(written, "DOCUMENT_NUMBER", None, f"d:{number}")


def _address(rng: Random, place: Address, lang: str) -> Wording:
    mark = {"nl": " bus ", "fr": " bte ", "de": " Bk. ", "en": " box "}[lang]
    box = f"{mark}{place.box}" if place.box else ""
    between = rng.choice((", ", " te " if lang == "nl" else " à " if lang == "fr" else ", "))
    town = f"{place.town.postcode} {place.town.name}"
    return Wording(f"{place.street} {place.number}{box}{between}{town}", "ADDRESS", None, f"l:{place.key}")


def _town(rng: Random, town: Town, lang: str) -> Wording:
    name = town.other_name if town.lang != lang and happens(rng, 0.5) else town.name
    return Wording(name, "LOCATION", None, f"l:town {town.name}")


def _street(place: Address) -> Wording:
    return Wording(place.street, "LOCATION", None, f"l:street {place.street} {place.town.postcode}")


def _named(name: str) -> Wording:
    return Wording(name, "ORGANISATION", None, f"org:{name}")


def _firm(rng: Random, firm: Company | None) -> Wording:
    assert firm is not None
    name = f"{firm.name} {firm.form}" if happens(rng, 0.6) else firm.name
    return Wording(name, "ORGANISATION", None, firm.id)


def _drug(rng: Random, lang: str) -> Wording:
    substance = rng.choice(listed("things")["drugs"][lang])
    amount = rng.choice((2, 5, 12, 25, 48, 100, 250, 480))
    unit = rng.choice(UNITS[lang])
    of = {"fr": "de ", "en": "of "}.get(lang, "")
    elided = "d'" if lang == "fr" and substance[0] in "aeéhi" else of
    return Wording(f"{amount} {unit} {elided}{substance}", "DRUG", None, f"drug:{amount}{substance}")


def _article(words: str, type_: str) -> Wording:
    for article in ARTICLES:
        if words.startswith(article):
            noun = words.removeprefix(article)
            return Wording(noun, type_, None, f"thing:{noun}", before=article)
    return Wording(words, type_, None, f"thing:{words}")


def _money(rng: Random, lang: str, amount: int) -> Wording:
    whole = f"{amount:,}".replace(",", "." if lang in ("nl", "de") else " " if lang == "fr" else ",")
    word = {"nl": "euro", "fr": "euros", "de": "Euro", "en": "euros"}[lang]
    cents = f"{amount}.00" if lang == "en" else f"{amount},00"
    sign = f"€ {whole}" if lang == "nl" else f"{whole} €"
    form = rng.choice((f"{whole} {word}", f"{whole} EUR", sign, f"{cents} EUR"))
    return Wording(form, "MONEY", f"{amount}.00 EUR", f"money:{amount}")
