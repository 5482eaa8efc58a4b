"""What was true then, and what was known then: the two times that a read may ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from graph.derive.moment import AFTER, MOMENT, moment
from ledger.errors import BadInput

DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
TIMELESS = frozenset(
    {"birthDate", "birthPlace", "deathDate", "nationalNumber", "vin", "sourceKey", "caseNumber"}
    | {"startDate", "endDate", "number", "serialNumber", "hash", "barcode", "latitude", "longitude"}
)
"""Properties that are true at all times: birth, death, numbers given once, and dates themselves."""

IN_FORCE = frozenset({"signalment", "custody"})
"""Kinds of events that are a state with an end; what else happened stays so."""


@dataclass(frozen=True)
class Times:
    """`as_of`: what was true then; `known_at`: what had been received by then; "" for now.

    Each is a date (2026, 2026-05, 2026-05-17) or a moment (2026-05-17T08:30Z; without zone it is UTC), and
    means the whole of what it names: `known_at="2026-05"` is what was known when May ended. BadInput for
    what is neither.
    """

    as_of: str = ""
    known_at: str = ""

    def __post_init__(self) -> None:
        for name in ("as_of", "known_at"):
            object.__setattr__(self, name, given(name, getattr(self, name)))

    @property
    def now(self) -> bool:
        """True when neither is given: then every read answers as without."""
        return not self.as_of and not self.known_at

    def counts(self, valid_from: str, valid_to: str) -> bool:
        """Whether an interval covers `as_of`; open ends reach on, and without any interval it counts."""
        return covers(self.as_of, valid_from, valid_to)

    def known(self, received: str) -> bool:
        """Whether what was received then was known at `known_at`."""
        return not self.known_at or moment(received) <= self.known_at + AFTER

    def happened(self, type_: str, values: Mapping[str, object]) -> bool:
        """Whether an event or case had begun by `as_of`; measures in force also end. All else always counts.

        What happened stays so: a passage of last year is part of what is true now, and so is a closed case.
        """
        if type_ not in ("Event", "Case"):
            return True
        ends = values.get("endDate") if values.get("kind") in IN_FORCE else ""
        return self.counts(str(values.get("startDate") or ""), str(ends or ""))


def covers(at: str, valid_from: str, valid_to: str) -> bool:
    """Whether an interval and a time, each to its precision, have something in common; "" is open."""
    begins, ends, at = moment(valid_from), moment(valid_to), moment(at)
    return not at or (begins <= at + AFTER and (not ends or ends + AFTER >= at))


def undated(property_: str, valid_from: str, valid_to: str) -> bool:
    """True where nothing says when it was true, and it is not true at all times: it counts, marked."""
    return not valid_from and not valid_to and property_ not in TIMELESS


def given(name: str, text: str) -> str:
    """A time that was asked for, as `moment` gives it; BadInput, with its name, for what is none."""
    text = text.strip()
    try:
        if found := DATE.fullmatch(text):
            datetime(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        elif MOMENT.fullmatch(text):
            datetime.fromisoformat(text)
        elif text:
            raise ValueError
    except ValueError:
        raise BadInput(
            f"{name}: {text[:40]!r} is no date and no moment; write 2026, 2026-05, 2026-05-17"
            " or 2026-05-17T08:30Z."
        ) from None
    return moment(text)


NOW = Times()
"""Neither time asked for."""
