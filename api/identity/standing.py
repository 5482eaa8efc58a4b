"""What an account sees and may do at this moment, by the policies; kept until something changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from policy.cedar import Occasion, Policies, Principal
from policy.classes import Classes
from policy.sight import sees

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
        told = self.policies.acts(principal, [occasion, replace(occasion, stepped=True)])
        acts, stepped = (frozenset(act for act, one in some.items() if one.allowed) for some in told)
        return Standing(sees(self.classes, self.policies, principal, occasion).allowed, acts, stepped - acts)
