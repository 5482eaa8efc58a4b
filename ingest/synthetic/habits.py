"""How systems write persons down: how often each slip, gap and custom happens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Habit:
    """How a system writes persons down: each number is how often that happens."""

    spelling: float = 0.05
    ear: float = 0.02
    key: float = 0.03
    swapped: float = 0.01
    initial: float = 0.0
    marital: float = 0.25
    no_birth: float = 0.05
    year_only: float = 0.03
    day_month: float = 0.015
    digit: float = 0.01
    no_number: float = 0.3
    no_address: float = 0.2
    no_phone: float = 0.6
    no_sex: float = 0.02
    upper: float = 0.5
    machine: bool = False


REGISTER = Habit(spelling=0.02, ear=0.0, key=0.01, marital=0.0, no_birth=0.01, no_number=0.12, no_phone=0.85)
DESK = Habit(spelling=0.07, ear=0.04, key=0.04, swapped=0.02, no_number=0.5, no_address=0.35, no_phone=0.55)
STREET = Habit(
    spelling=0.1,
    ear=0.09,
    key=0.05,
    swapped=0.03,
    initial=0.06,
    no_birth=0.2,
    year_only=0.06,
    day_month=0.03,
    no_number=0.75,
    no_address=0.45,
)
TRAVEL = Habit(
    spelling=0.1,
    ear=0.0,
    key=0.02,
    swapped=0.06,
    marital=0.45,
    no_birth=0.12,
    digit=0.02,
    day_month=0.02,
    no_number=1.0,
    no_address=1.0,
    no_phone=0.55,
    upper=1.0,
    machine=True,
)
HEARSAY = Habit(
    spelling=0.15,
    ear=0.2,
    swapped=0.03,
    initial=0.2,
    no_birth=0.85,
    year_only=0.3,
    no_number=1.0,
    no_address=0.8,
    no_phone=0.8,
    no_sex=0.3,
)
BANK = Habit(
    spelling=0.03,
    key=0.02,
    swapped=0.08,
    initial=0.15,
    marital=0.5,
    no_birth=1.0,
    no_number=1.0,
    no_address=0.3,
    no_phone=1.0,
    no_sex=1.0,
    upper=0.7,
)
