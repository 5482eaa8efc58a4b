"""Plates of all Belgian series and of the neighbours, another for each index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from ingest.synthetic.chance import draw

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


@dataclass(frozen=True)
class Plate:
    """A plate as it is written on the vehicle, and its country."""

    written: str
    country: str

    @property
    def number(self) -> str:
        """Upper case without separators."""
        return "".join(sign for sign in self.written if sign.isalnum())


def _letters(value: int, count: int) -> str:
    signs = ""
    for _ in range(count):
        value, rest = divmod(value, len(LETTERS))
        signs = LETTERS[rest] + signs
    return signs


def _spread(index: int, letters: int, digits: int) -> tuple[str, str]:
    """`index` spread over all combinations of so many letters and digits, none twice."""
    size = len(LETTERS) ** letters * 10**digits
    place = (index * 7_654_321 + 13_579) % size
    return _letters(place // 10**digits, letters), f"{place % 10**digits:0{digits}d}"


def _belgian(head: str) -> Callable[[int], Plate]:
    def plate(index: int) -> Plate:
        letters, digits = _spread(index, 3, 3)
        return Plate(f"{head}-{letters}-{digits}", "BE")

    return plate


def _special(head: str) -> Callable[[int], Plate]:
    def plate(index: int) -> Plate:
        letters, digits = _spread(index, 2, 3)
        return Plate(f"{head[0]}-{head[1:]}{letters}-{digits}", "BE")

    return plate


def _old(index: int) -> Plate:
    letters, digits = _spread(index, 3, 3)
    return Plate(f"{letters}-{digits}", "BE")


def _turned(index: int) -> Plate:
    letters, digits = _spread(index, 3, 3)
    return Plate(f"{digits}-{letters}", "BE")


def _dutch(index: int) -> Plate:
    letters, digits = _spread(index, 3, 3)
    return Plate(f"{letters[0]}{letters[1]}-{digits}-{letters[2]}", "NL")


def _french(index: int) -> Plate:
    letters, digits = _spread(index, 4, 3)
    return Plate(f"{letters[:2]}-{digits}-{letters[2:]}", "FR")


def _german(index: int) -> Plate:
    letters, digits = _spread(index, 2, 4)
    return Plate(f"{('AC', 'K', 'BIT', 'D', 'DN')[index % 5]} {letters} {digits}", "DE")


def _luxembourg(index: int) -> Plate:
    letters, digits = _spread(index, 2, 4)
    return Plate(f"{letters} {digits}", "LU")


def _polish(index: int) -> Plate:
    letters, digits = _spread(index, 2, 4)
    return Plate(f"{('WA', 'KR', 'BI', 'PO')[index % 4]} {digits}{letters[0]}", "PL")


def _romanian(index: int) -> Plate:
    letters, digits = _spread(index, 3, 2)
    return Plate(f"{('CJ', 'TM', 'BV', 'IS')[index % 4]} {digits} {letters}", "RO")


def _bulgarian(index: int) -> Plate:
    signs = "ABEKMHOPCTYX"
    letters = signs[index % 12] + signs[index // 12 % 12]
    return Plate(f"{('CA', 'PB', 'CH')[index % 3]} {1000 + index * 37 % 9000} {letters}", "BG")


_SERIES: tuple[tuple[float, Callable[[int], Plate]], ...] = (
    (34, _belgian("1")),
    (38, _belgian("2")),
    (5, _old),
    (3, _turned),
    (2, _special("TX")),
    (1, _special("OA")),
    (2, _special("MA")),
    (1, _special("QA")),
    (1, _special("ZA")),
    (1, _special("SA")),
    (4, _dutch),
    (4, _french),
    (2, _german),
    (1, _luxembourg),
    (1, _polish),
    (1, _romanian),
    (1, _bulgarian),
)
_MAKERS = tuple(maker for _, maker in _SERIES)
_WEIGHTS = tuple(accumulate(weight for weight, _ in _SERIES))


def any_plate(rng: Random, index: int) -> Plate:
    """A plate of some series; the index makes it unique within its series."""
    return draw(rng, _MAKERS, _WEIGHTS)(index)
