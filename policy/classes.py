"""Visibility classes: the numbers that stand for everything that decides who may see a record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache, lru_cache

from ledger.errors import BadInput
from ledger.record import Marking
from ledger.visibility import COMPOUND, FIRST, Described, Nowhere, Registry
from policy.check import Meet, check_classes, check_meet, check_rules, check_sessions
from policy.document import LANGUAGES, parse, shipped
from policy.model import GIVEN, Rule, VisibilityClass

FILE = "policy/classes.yaml"


@dataclass(frozen=True)
class Classes:
    """The classes of a file with the rules that give them, and those that its rules make one by one.

    `classes` holds those of the file alone: there may be 100,000 others, which are looked up in the registry,
    each when it is first met.
    """

    classes: Mapping[int, VisibilityClass]
    rules: tuple[Rule, ...]
    sessions: Mapping[str, tuple[int, ...]]
    meet: Meet = ()
    registry: Registry = field(default_factory=Nowhere, compare=False, repr=False)
    _made: dict[int, Described] = field(default_factory=dict, compare=False, repr=False)
    _met: dict[int, VisibilityClass] = field(default_factory=dict, compare=False, repr=False)
    _given: dict[Marking, int] = field(default_factory=dict, compare=False, repr=False)
    _joined: dict[str, list[VisibilityClass]] = field(default_factory=dict, compare=False, repr=False)

    def over(self, registry: Registry) -> Classes:
        """The same file's classes with those that are registered there."""
        return replace(self, registry=registry, _made={}, _met={}, _given={}, _joined={})

    def classify(self, marking: Marking) -> int:
        """The class of a marking; BadInput, saying what to do, when no rule names it."""
        if marking not in self._given:
            self._given[marking] = self._classify(marking)
        return self._given[marking]

    def described(self, number: int) -> Described | None:
        """What a class stands for that a rule or a judgement makes; None for one of the file or unknown."""
        if number < FIRST or number in self._made:
            return self._made.get(number)
        self.learn([number])
        return self._made.get(number)

    def learn(self, numbers: Iterable[int]) -> None:
        """Look these up at once, where they are not known yet: each is asked for soon."""
        self.take(
            self.registry.described([n for n in numbers if n >= FIRST and n not in self._made]).values()
        )

    def take(self, found: Iterable[Described]) -> None:
        """Know what was found in the registry."""
        self._made.update((one.number, one) for one in found)

    def of(self, number: int) -> VisibilityClass:
        """A class by its number; BadInput for an unknown one."""
        known = self.classes.get(number) or self._met.get(number)
        if known is None:
            if (told := self.described(number)) is None:
                raise BadInput(f"There is no class {number} in {FILE}.")
            known = self._met[number] = self._class(told)
        return known

    def knows(self, number: int) -> bool:
        """Whether there is such a class."""
        return number in self.classes or self.described(number) is not None

    def of_domain(self, domain: str) -> list[VisibilityClass]:
        """The classes of the file that are of a domain, its base first."""
        return sorted(
            (one for one in self.classes.values() if one.domain == domain),
            key=lambda one: (not one.base, one.number),
        )

    def compounds(self) -> list[VisibilityClass]:
        """The compounds, those of the file and those registered."""
        edition = self.registry.edition()
        if edition not in self._joined:
            found = self.registry.compounds()
            self.take(found)
            self._joined.clear()
            self._joined[edition] = [self.of(one.number) for one in found]
        return [one for one in self.classes.values() if one.parts] + self._joined.get(edition, [])

    def classifications(self, number: int) -> frozenset[str] | None:
        """Those that records of a class may have, of a compound those of all its parts; None for any."""
        found = set[str]()
        for part in self.of(number).parts or (number,):
            one = self.of(part)
            for rule in self.rules:
                if rule.number != part and not (rule.each and rule.name == one.rule):
                    continue
                values = (one.classification,) if one.classification else rule.when["classification"]
                if values is None or values == (GIVEN,):
                    return None
                found.update(map(str, values))
        return frozenset(found)

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
        one = self.of(number)
        return "" if one.parts else one.domain

    def stands_on(self, number: int) -> tuple[int, ...]:
        """The classes whose layers that of a class stands on: none for a base, for another class its base.

        A compound stands on its parts and their bases.
        """
        one = self.of(number)
        if one.base:
            return ()
        bases = {self.base(self.of(part).domain) for part in one.parts or (number,)}
        return tuple(sorted(bases.union(one.parts)))

    def compound(self, *numbers: int) -> int:
        """The one class that stands for all the given ones; BadInput when policy does not let them meet.

        Those of one domain whose rules may meet have one that is made when it is first needed.
        """
        parts = sorted({part for number in numbers for part in self.of(number).parts or (number,)})
        if len(parts) == 1:
            return parts[0]
        for number, one in self.classes.items():
            if sorted(one.parts) == parts:
                return number
        domains = {self.of(part).domain for part in parts}
        if len(domains) > 1 or not self.may_meet(parts):
            raise BadInput(
                f"No compound in {FILE} joins the classes {parts}: what needs them all is not stored."
            )
        made = Described(COMPOUND, domains.pop(), parts=tuple(parts))
        self._made[made.number] = made
        return made.number

    def may_meet(self, parts: Collection[int]) -> bool:
        """Whether the rules of these classes may be brought together by a judgement."""
        rules = {self.of(part).rule for part in parts}
        return any(rules <= names for names in self.meet)

    def holds(self, allowed: Collection[int], number: int) -> bool:
        """Whether who holds these classes holds that one: it is one of them, or is made of some of them."""
        made = number not in self.classes and self.of(number).parts
        return number in allowed or (bool(made) and set(made or ()) <= set(allowed))

    def label(self, number: int, lang: str) -> str:
        """What a class is called; a compound is called after its parts."""
        one = self.of(number)
        if one.parts and number not in self.classes:
            return " + ".join(self.label(part, lang) for part in one.parts)
        told = (one.compartment, one.classification, one.unit) if number not in self.classes else ()
        return ": ".join(filter(None, (one.labels[lang], ", ".join(filter(None, told)))))

    def _classify(self, marking: Marking) -> int:
        for rule in self.rules:
            if not rule.differs(marking):
                return self._number(rule, marking)
        nearest = min((rule.differs(marking) for rule in self.rules), key=len)
        given = ", ".join(f"{name}={value!r}" for name, value in asdict(marking).items())
        raise BadInput(
            f"Nobody may see a record marked {given}: no rule in {FILE} names it (nearest by all but "
            f"{', '.join(nearest)}). Add a rule that gives it a class, or correct the feed's marking."
        )

    def _number(self, rule: Rule, marking: Marking) -> int:
        if not rule.each:
            return rule.number
        made = rule.described(marking)
        self._made[made.number] = made
        return made.number

    def _class(self, told: Described) -> VisibilityClass:
        labels = next((rule.labels for rule in self.rules if rule.name == told.rule and rule.labels), None)
        return VisibilityClass(
            told.number,
            told.rule,
            labels or dict.fromkeys(LANGUAGES, told.rule),
            told.domain,
            parts=told.parts,
            rule=told.rule,
            classification=told.classification,
            handling=told.handling,
            unit=told.unit,
            compartment=told.compartment,
            archived=told.archived,
        )


def read(text: str, file: str = FILE) -> Classes:
    """Classes from YAML, checked; BadConfiguration with file and line."""
    document = parse(text, file)
    document.only("classes", "rules", "meet", "sessions")
    found = check_classes(document.sections("classes"))
    rules = check_rules(document.sections("rules"), found)
    meet = check_meet(document.need("meet", list), rules, document) if "meet" in document else ()
    sessions = check_sessions(document.sections("sessions"), found)
    return Classes(_ruled(found, rules), rules, sessions, meet)


def _ruled(classes: Mapping[int, VisibilityClass], rules: Iterable[Rule]) -> dict[int, VisibilityClass]:
    """The classes of a file with what the rules that give them say of them."""
    found = dict(classes)
    for number, one in classes.items():
        mine = [rule for rule in rules if rule.number == number and not rule.each]
        archived = bool(mine) and all(rule.when["archived"] == (True,) for rule in mine)
        name = next((rule.name for rule in mine if rule.name), one.name)
        found[number] = replace(one, rule=name, archived=archived)
    return found


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
