"""What a session sees: the policies, asked once for each class that may be somebody's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policy.cedar import Occasion, Policies, Principal, Seen
from policy.classes import Classes
from policy.model import VisibilityClass

SOURCES = "sources"
"""The rule of informants: for their own unit alone, whatever a policy says."""
UNSEEING = ("administrator", "auditor", "service")
"""Functions that see no case data, whatever a policy says."""


@dataclass(frozen=True)
class Sees:
    """The classes of a session, its bases first, with the policies (their @id) that show each of them."""

    allowed: tuple[int, ...]
    by: Mapping[int, tuple[str, ...]]


def sees(classes: Classes, policies: Policies, principal: Principal, occasion: Occasion) -> Sees:
    """What somebody sees on an occasion.

    Asked are the classes of the file, the registered ones of the compartments of its cases, and those of its
    unit: never all. A compound is seen by who sees all of its parts. Bases come first, since they hold most
    and the embedded server walks the list.
    """
    near = classes.registry.around(principal.cases | principal.glass, principal.unit)
    classes.take(near)
    plain = [one for one in classes.classes.values() if not one.parts]
    plain += [classes.of(one.number) for one in near if not one.parts]
    by = policies.see(principal, occasion, map(asked, plain))
    held = _with_their_base(one for one in plain if one.number in by and _may_ever(principal, one))
    bases = sorted(number for number, one in held.items() if one.base)
    together = [one.number for one in classes.compounds() if held.keys() >= set(one.parts)] if held else []
    others = sorted({*held, *together}.difference(bases))
    return Sees((*bases, *others), {number: by[number] for number in held})


def _may_ever(principal: Principal, one: VisibilityClass) -> bool:
    """What no policy can open: a trial finds most that would, not one that waits for an hour or a name."""
    if principal.function in UNSEEING:
        return False
    return one.rule != SOURCES or (one.unit == principal.unit and one.unit != "")


def asked(one: VisibilityClass) -> Seen:
    """A class as policies read it."""
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


def _with_their_base(found: Iterable[VisibilityClass]) -> dict[int, VisibilityClass]:
    """Closed by default: without a domain's base nothing of that domain is seen."""
    held = {one.number: one for one in found}
    bases = {one.domain for one in held.values() if one.base}
    return {number: one for number, one in held.items() if one.domain in bases}
