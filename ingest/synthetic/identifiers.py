"""Numbers that pass their checks and belong to nobody: national numbers, phones, accounts, plates, documents.

National numbers take the day numbers 900 to 997, which the register does not reach; bank accounts take
the bank code 999. Each number is computed from an index, so that none is given out twice.
"""

from __future__ import annotations

from datetime import date
from random import Random

from stdnum import luhn

FIRST_DAY_NUMBER = 900
ISLANDS = 49
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def national_number(born: date, sex: str, turn: int) -> str:
    """Eleven digits, valid mod 97, in the synthetic range; `turn` counts those of one day and sex."""
    return _numbered(born, born.month, sex, turn)


def bis_number(born: date, sex: str, turn: int) -> str:
    """A bis number: the month plus 40 (sex known)."""
    return _numbered(born, born.month + 40, sex, turn)


def _numbered(born: date, month: int, sex: str, turn: int) -> str:
    day_number = FIRST_DAY_NUMBER + 2 * (turn % ISLANDS) + (1 if sex == "M" else 0)
    body = f"{born.year % 100:02d}{month:02d}{born.day:02d}{day_number:03d}"
    base = int(body) if born.year < 2000 else int("2" + body)
    return f"{body}{97 - base % 97:02d}"


def mobile(index: int) -> str:
    """A Belgian mobile number in E.164, another for each index."""
    return f"+324{70_000_000 + (index * 6_700_417 + 1_234_567) % 30_000_000:08d}"


def account(index: int) -> str:
    """A Belgian IBAN with the bank code 999."""
    body = f"999{(index * 7_368_787 + 55_511) % 10_000_000:07d}"
    check = int(body) % 97 or 97
    return _iban("BE", f"{body}{check:02d}")


def foreign_account(rng: Random, country: str) -> str:
    """An IBAN of a neighbour: its length and its check are right."""
    bban = {
        "NL": lambda: "SYNT" + _digits(rng, 10),
        "FR": lambda: _french(rng),
        "DE": lambda: "999" + _digits(rng, 15),
        "LU": lambda: "999" + _digits(rng, 13),
    }[country]()
    return _iban(country, bban)


def _french(rng: Random) -> str:
    bank, desk, number = "99999", _digits(rng, 5), _digits(rng, 11)
    return f"{bank}{desk}{number}{97 - (89 * int(bank) + 15 * int(desk) + 3 * int(number)) % 97:02d}"


def _iban(country: str, bban: str) -> str:
    value = "".join(str(int(sign, 36)) for sign in bban + country + "00")
    return f"{country}{98 - int(value) % 97:02d}{bban}"


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def identity_card(index: int) -> str:
    """Number of a Belgian identity card: twelve digits, the last two mod 97."""
    body = f"599{(index * 3_367_901 + 77) % 10_000_000:07d}"
    return f"{body}{int(body) % 97 or 97:02d}"


def passport(index: int) -> str:
    """Two letters and six or seven digits."""
    return f"{LETTERS[index // 23 % 23]}{LETTERS[index % 23]}{(index * 48_271 + 911) % 10_000_000:07d}"


def imei(index: int) -> str:
    """Fifteen digits with the Luhn check."""
    body = f"35999{(index * 1_299_709 + 17) % 1_000_000_000:09d}"
    return body + str(luhn.calc_check_digit(body))


def vin(rng: Random, index: int) -> str:
    """Seventeen characters without I, O and Q; European ones carry no check digit."""
    head = rng.choice(["WVW", "VF1", "VF3", "WBA", "ZFA", "TMB", "VSS", "WDB", "UU1", "YV1"])
    middle = "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", k=7))
    return f"{head}{middle}{(index * 104_729 + 3) % 10_000_000:07d}"


def ship_number(index: int) -> str:
    """An IMO number: seven digits with its check."""
    body = f"{900_000 + index * 7919 % 99_999:06d}"
    return body + str(
        sum(int(digit) * weight for digit, weight in zip(body, range(7, 1, -1), strict=True)) % 10
    )
