"""How far back a purpose reaches among the passages, counted from the day of each passage (UTC)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from api.purpose import Purpose
from graph.passages.question import Question
from ledger.errors import BadInput, TooOld
from policy.terms import Terms


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def reach(purpose: Purpose, terms: Terms, clock: Callable[[], datetime] | None = None) -> str:
    """The earliest day of which a purpose sees passages today: that on which its term still ends today."""
    today = (clock or now)().astimezone(UTC).date()
    return terms.passages_since(purpose.domain, purpose.decision, today).isoformat()


def refuse_older(asked: Question, since: str, purpose: Purpose) -> None:
    """TooOld for a question that names a moment before that; one that names none is answered."""
    named = [text for text in (asked.after, asked.before) if text]
    if not any(_moment(text) < _moment(since) for text in named):
        return
    told = f"For this purpose passages are seen from {since} on."
    if purpose.domain == "judicial" and not purpose.decision:
        told += " Older ones need the number of the decision that allows it: give --decision, or send"
        told += " X-Locard-Decision."
    elif purpose.domain != "judicial":
        told += " Older ones need a judicial purpose and the number of the decision that allows it."
    else:
        told += " Older ones are no longer kept for any question."
    raise TooOld(told)


def _moment(text: str) -> datetime:
    try:
        given = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is no date or moment: write 2026-05-01 or 2026-05-01T10:00:00Z.") from error
    return given if given.tzinfo else given.replace(tzinfo=UTC)
