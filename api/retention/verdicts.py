"""What a reviewer says of a record whose term ran out: keep it until a day, archive it, or erase it."""

from __future__ import annotations

from datetime import date

from api.acts import Acts
from api.retention.falling import RETENTION
from ledger.entry import Decision
from ledger.errors import BadInput

VERDICTS = ("keep", "archive", "erase")


def decide(acts: Acts, record_id: str, verdict: str, day: date, today: date) -> Decision:
    """Write a verdict; it counts for all versions of the record's key until the next one.

    Its class is that of the record: nothing else was shown. Missing for a record that is hidden.
    """
    if verdict not in VERDICTS:
        raise BadInput(f"{verdict!r} is no verdict: use {', '.join(VERDICTS)}.")
    if verdict == "keep" and day <= today:
        raise BadInput(f"Keep it until a day that is still to come, not until {day.isoformat()}.")
    record = acts.record(record_id)
    subject = {"record": record.id, "verdict": verdict, "day": day.isoformat()}
    made = Decision(RETENTION, subject, record.class_, acts.user, acts.purpose.reason)
    acts.decide(made)
    return made
