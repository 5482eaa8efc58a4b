"""Visibility classes: the small integers that stand for everything that decides who may see a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, lru_cache

from ledger.errors import BadInput
from ledger.record import Marking
from policy.check import check_classes, check_rules, check_sessions
from policy.document import parse, shipped
from policy.model import Rule, VisibilityClass

FILE = "policy/classes.yaml"


@dataclass(frozen=True)
class Classes:
    """All classes with the rules that give them and the sessions that hold them."""

    classes: Mapping[int, VisibilityClass]
    rules: tuple[Rule, ...]
    sessions: Mapping[str, tuple[int, ...]]

    def classify(self, marking: Marking) -> int:
        """The class of a marking; BadInput, saying what to do, when no rule names it."""
        for rule in self.rules:
            if not rule.differs(marking):
                return rule.number
        nearest = min((rule.differs(marking) for rule in self.rules), key=len)
        given = ", ".join(f"{name}={value!r}" for name, value in asdict(marking).items())
        raise BadInput(
            f"Nobody may see a record marked {given}: no rule in {FILE} names it (nearest by all but "
            f"{', '.join(nearest)}). Add a rule that gives it a class, or correct the feed's marking."
        )

    def allowed(self, domain: str) -> tuple[int, ...]:
        """The classes that a session of a domain holds; BadInput for a domain without sessions."""
        if domain not in self.sessions:
            raise BadInput(f"There are no sessions of the domain {domain!r}: use {', '.join(self.sessions)}.")
        return self.sessions[domain]

    def base(self, domain: str) -> int:
        """The base class of a domain; BadInput for an unknown one."""
        for number, one in self.classes.items():
            if one.base and one.domain == domain:
                return number
        raise BadInput(f"The domain {domain!r} has no base class in {FILE}.")

    def domain(self, number: int) -> str:
        """The domain of a class, "" for a compound; BadInput for an unknown one."""
        return self._of(number).domain

    def stands_on(self, number: int) -> tuple[int, ...]:
        """The classes whose layers that of a class stands on: none for a base, for another class its base.

        A compound stands on its parts and their bases.
        """
        one = self._of(number)
        if one.base:
            return ()
        bases = {self.base(self._of(part).domain) for part in one.parts or (number,)}
        return tuple(sorted(bases.union(one.parts)))

    def compound(self, *numbers: int) -> int:
        """The one class that stands for all the given ones; BadInput when policy does not let them meet."""
        parts = sorted({part for number in numbers for part in self._of(number).parts or (number,)})
        if len(parts) == 1:
            return parts[0]
        for number, one in self.classes.items():
            if sorted(one.parts) == parts:
                return number
        raise BadInput(f"No compound in {FILE} joins the classes {parts}: what needs them all is not stored.")

    def _of(self, number: int) -> VisibilityClass:
        if number not in self.classes:
            raise BadInput(f"There is no class {number} in {FILE}.")
        return self.classes[number]


def read(text: str, file: str = FILE) -> Classes:
    """Classes from YAML, checked; BadConfiguration with file and line."""
    document = parse(text, file)
    document.only("classes", "rules", "sessions")
    found = check_classes(document.sections("classes"))
    rules = check_rules(document.sections("rules"), found)
    sessions = check_sessions(document.sections("sessions"), found)
    return Classes(found, rules, sessions)


@cache
def load() -> Classes:
    """The classes that Locard comes with."""
    return read(shipped("classes.yaml"))


@lru_cache(maxsize=4096)
def classify(marking: Marking) -> int:
    """The class of a marking; BadInput, saying what to do, when no rule names it."""
    return load().classify(marking)


def allowed(domain: str) -> tuple[int, ...]:
    """The classes that a session of a domain holds, for `$allowed`; BadInput for an unknown domain."""
    return load().allowed(domain)


def base(domain: str) -> int:
    """The base class of a domain; BadInput for an unknown one."""
    return load().base(domain)
