"""How each slot is written in each language: names in all orders, numbers and dates in all forms."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from ingest.synthetic.chance import happens
from ingest.synthetic.habits import HEARSAY
from ingest.synthetic.lists import listed
from ingest.synthetic.reports import forms
from ingest.synthetic.reports.cast import Cast
from ingest.synthetic.reports.page import Wording
from ingest.synthetic.spelling import by_ear, other_spelling


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
            return Wording(*forms.false_name(rng, alias.given, alias.family), alias.id)
        makers: dict[str, Callable[[], Wording]] = {
            "born": lambda: forms.birth(rng, person, self._cast.lang),
            "nn": lambda: forms.national_number(rng, person, self._cast.written),
            "addr": lambda: forms.address(rng, person.home(self._cast.written), self._cast.lang),
            "phone": lambda: forms.phone(rng, person),
            "iban": lambda: forms.account(rng, person.account),
            "nick": lambda: Wording(person.nickname, "NICKNAME", None, f"nick:{person.id}"),
            "mail": lambda: Wording(person.mail, "EMAIL", None, f"mail:{person.mail}"),
            "handle": lambda: Wording(person.handle, "HANDLE", None, f"handle:{person.id}"),
            "doc": lambda: forms.document(rng, person),
            "imei": lambda: Wording(person.imei, "IMEI", None, f"imei:{person.imei}"),
        }
        return makers[value]()

    def _thing(self, slot: str) -> Wording:
        cast, rng, lists = self._cast, self._rng, listed("things")
        lang = cast.lang
        makers: dict[str, Callable[[], Wording]] = {
            "today": lambda: forms.day(rng, cast.written, lang),
            "yesterday": lambda: forms.yesterday(cast.written, lang),
            "lastyear": lambda: forms.last_year(cast.written, lang),
            "when": lambda: forms.moment(rng, cast.at, lang),
            "day": lambda: forms.day(rng, cast.at.date(), lang),
            "clock": lambda: forms.time_of_day(rng, cast.at, lang),
            "pv": lambda: Wording(cast.number, "CASE_NUMBER", None, cast.case),
            "unit": lambda: Wording(cast.unit, "ORGANISATION", None, f"unit:{cast.unit}"),
            "bank": lambda: forms.organisation(rng.choice(lists["companies"]["banks"])),
            "venue": lambda: forms.organisation(rng.choice(lists["venues"][lang])),
            "gang": lambda: Wording(
                cast.gang[1], "ORGANISATION", None, cast.gang[0] or f"org:{cast.gang[1]}"
            ),
            "firm": lambda: forms.firm(rng, cast.firm),
            "town": lambda: forms.town(rng, cast.town, lang),
            "town2": lambda: forms.town(rng, cast.things["town2"], lang),
            "street": lambda: forms.street(cast.things["street"]),
            "scene": lambda: forms.address(rng, cast.scene, lang),
            "drug": lambda: forms.drug(rng, lang),
            "weapon": lambda: forms.noun(rng.choice(lists["weapons"][lang]), "WEAPON"),
            "obj": lambda: forms.noun(rng.choice(lists["objects"][lang]), "OBJECT"),
            "money": lambda: forms.money(rng, lang, rng.choice((45, 80, 150, 350, 500, 1250, 2400, 8000))),
            "money2": lambda: forms.money(rng, lang, rng.choice((20, 60, 100, 200, 750))),
        }
        return makers[slot]()
