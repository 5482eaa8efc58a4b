"""Zones, towns, streets and addresses of the synthetic country."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from ingest.synthetic.chance import draw, happens
from ingest.synthetic.lists import listed


@dataclass(frozen=True)
class Town:
    """A town with its postcode and its centre."""

    postcode: str
    name: str
    latitude: float
    longitude: float
    lang: str

    @property
    def other_name(self) -> str:
        """Its name in the other language of the country, or the same."""
        names: dict[str, str] = listed("places")["town_names"]
        return names.get(self.name, self.name)


@dataclass(frozen=True)
class Zone:
    """A police zone: the language of its unit and its towns."""

    unit: str
    lang: str
    towns: tuple[Town, ...]


@dataclass(frozen=True)
class Address:
    """Street, number, box and town."""

    street: str
    number: str
    box: str
    town: Town

    @property
    def key(self) -> str:
        """The same for the same place."""
        return f"{self.street} {self.number}{'/' + self.box if self.box else ''} {self.town.postcode}"

    @property
    def line(self) -> str:
        """Street, number and box, postcode and town in one line."""
        box = (
            f" bus {self.box}"
            if self.box and self.town.lang == "nl"
            else f" bte {self.box}"
            if self.box
            else ""
        )
        return f"{self.street} {self.number}{box}, {self.town.postcode} {self.town.name}"


@cache
def zones() -> tuple[Zone, ...]:
    """All zones."""
    return tuple(
        Zone(
            zone["unit"],
            zone["lang"],
            tuple(Town(str(p), n, a, o, zone["lang"]) for p, n, a, o in zone["towns"]),
        )
        for zone in listed("places")["zones"]
    )


@cache
def _weights() -> tuple[float, ...]:
    return tuple(accumulate(float(zone["weight"]) for zone in listed("places")["zones"]))


def any_zone(rng: Random) -> Zone:
    """A zone, the larger ones more often."""
    return draw(rng, zones(), _weights())


def any_street(rng: Random, lang: str) -> str:
    """A street name in the language of the place."""
    return rng.choice(str(listed("places")["streets"][lang]).split("|"))


def any_address(rng: Random, zone: Zone) -> Address:
    """An address in the zone, one in six with a box."""
    box = str(rng.randrange(1, 30)) if happens(rng, 0.16) else ""
    return Address(any_street(rng, zone.lang), str(rng.randrange(1, 160)), box, rng.choice(zone.towns))
