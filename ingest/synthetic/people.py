"""The persons of the world and what is true of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ingest.synthetic.places import Address


@dataclass(slots=True)
class Person:
    """One human being; `index` is unique in the world, relatives and ties are indices too."""

    index: int
    given: str
    second: str
    family: str
    sex: str
    born: date
    birth_place: str
    origin: str
    nationality: str
    lang: str
    national_number: str
    bis_number: str
    homes: tuple[tuple[date, Address], ...]
    parents: tuple[int, ...] = ()
    spouse: int = -1
    marital: str = ""
    twin: int = -1
    phones: list[str] = field(default_factory=list)
    mail: str = ""
    handle: str = ""
    account: str = ""
    document: str = ""
    nickname: str = ""
    imei: str = ""
    activity: float = 1.0

    @property
    def id(self) -> str:
        """The id in the truth: p and seven digits."""
        return f"p{self.index:07d}"

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given} {self.family}"

    def home(self, on: date) -> Address:
        """Where they live on a day."""
        return next((place for since, place in reversed(self.homes) if since <= on), self.homes[0][1])

    def number(self, on: date) -> str:
        """National number on a day: those with a bis number got the other in the middle of 2024, or never."""
        if self.bis_number and (not self.national_number or on < date(2024, 7, 1)):
            return self.bis_number
        return self.national_number


@dataclass(frozen=True, slots=True)
class FalseIdentity:
    """An identity that somebody used and that is not theirs; `real` is the person it belongs to, or -1."""

    id: str
    user: int
    given: str
    family: str
    born: date
    nationality: str
    document: str
    real: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two persons who truly have to do with one another; a withheld one is stated in no record."""

    a: int
    b: int
    kind: str
    withheld: bool


class Register:
    """Gives out national numbers; remembers how many of a day and sex: two bytes a day."""

    FIRST = date(1920, 1, 1).toordinal()
    DAYS = 36_525

    def __init__(self) -> None:
        self._given = bytearray(2 * self.DAYS)

    def turn(self, born: date, sex: str) -> int:
        """The next turn of this day and sex, or -1 when its numbers are used up."""
        place = 2 * (born.toordinal() - self.FIRST) + (sex == "M")
        if self._given[place] >= 49:
            return -1
        self._given[place] += 1
        return self._given[place] - 1
