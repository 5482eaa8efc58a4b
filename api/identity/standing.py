"""What an account sees and may do at this moment, by the policies; kept until something changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from policy.cedar import ACTS, Occasion, Policies, Principal, Seen
from policy.classes import Classes
from policy.model import VisibilityClass

KEPT = 2000


@dataclass(frozen=True)
class Standing:
    """The classes that are seen, the acts that are permitted, and those that a fresh second factor opens."""

    allowed: tuple[int, ...]
    acts: frozenset[str]
    steps: frozenset[str]


@dataclass
class Standings:
    """Standings by all that they rest on, so that none outlives a change of it."""

    classes: Classes
    policies: Policies
    _kept: OrderedDict[tuple[object, ...], Standing] = field(default_factory=OrderedDict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def of(self, principal: Principal, version: int, occasion: Occasion) -> Standing:
        """The standing of one version of an account on an occasion."""
        key = (principal, version, occasion, self.policies.version, self.classes.registry.edition())
        with self._turn:
            known = self._kept.get(key)
        if known is None:
            known = self._worked_out(principal, occasion)
            with self._turn:
                self._kept[key] = known
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return known

    def _worked_out(self, principal: Principal, occasion: Occasion) -> Standing:
        acts = self._acts(principal, occasion)
        stepped = self._acts(principal, replace(occasion, stepped=True))
        return Standing(self._allowed(principal, occasion), acts, stepped - acts)

    def _acts(self, principal: Principal, occasion: Occasion) -> frozenset[str]:
        return frozenset(act for act in ACTS if self.policies.may(principal, occasion, act).allowed)

    def _allowed(self, principal: Principal, occasion: Occasion) -> tuple[int, ...]:
        """Of the file's classes and those around the account's cases and unit; never a walk over all."""
        found = self.classes.registry.around(principal.cases | principal.glass, principal.unit)
        self.classes.take(found)
        plain = [one for one in self.classes.classes.values() if not one.parts]
        plain += [self.classes.of(one.number) for one in found]
        seen = set(self.policies.see(principal, occasion, [asked(one) for one in plain if not one.parts]))
        seen &= self._with_base(seen)
        both = {one.number for one in self.classes.compounds() if set(one.parts) <= seen} if seen else set()
        return tuple(sorted(seen | both))

    def _with_base(self, seen: set[int]) -> set[int]:
        """Those whose domain's base is seen too: without it their layers say nothing that holds."""
        return {number for number in seen if self.classes.base(self.classes.of(number).domain) in seen}


def asked(one: VisibilityClass) -> Seen:
    """A class as the policies speak of it."""
    return Seen(
        one.number,
        one.domain,
        one.base,
        one.rule,
        one.classification,
        one.handling,
        one.unit,
        one.compartment,
        one.archived,
    )
