"""Who must still be told that what they received was corrected or erased (LED 16(5), (6))."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ledger.entry import Decision, Entry, Notice
from ledger.errors import Missing
from ledger.ledger import Ledger
from ledger.recipients import RECIPIENT, TOPICS

MOST = 10_000


@dataclass(frozen=True)
class Owed:
    """One message that is to be sent: to whom, about which export or record, and what happened when."""

    id: int
    to: str
    about: str
    sent: str
    what: str
    at: str
    is_source: bool


def owed(ledger: Ledger, allowed: Collection[int]) -> list[Owed]:
    """The messages that nobody confirmed, as far as these classes may see what they are about."""
    found = [_owed(ledger, notice, allowed) for notice in ledger.outbox(MOST, TOPICS)]
    return [one for one in found if one is not None]


def confirmed(ledger: Ledger, ids: Collection[int], allowed: Collection[int]) -> list[Owed]:
    """Say that these were sent; Missing for one that is not there, and then none is confirmed."""
    known = {one.id: one for one in owed(ledger, allowed)}
    for id_ in ids:
        if id_ not in known:
            raise Missing(f"nothing is to be told under {id_}")
    ledger.delivered(sorted(ids))
    return [known[id_] for id_ in sorted(ids)]


def _owed(ledger: Ledger, notice: Notice, allowed: Collection[int]) -> Owed | None:
    first, last = (_entry(ledger, place) for place in (notice.first, notice.last))
    if first is None or last is None or {first.class_, _class_of(last, first)} - set(allowed):
        return None
    what = "erased" if last.kind == "erasure" else _what(last.decision)
    if notice.topic == RECIPIENT and first.decision is not None:
        said = first.decision.subject
        about = f"export {first.decision.id}, {said.get('format')}, case {said.get('case') or '-'}"
        return Owed(notice.id, str(said.get("recipient")), about, first.at, what, last.at, False)
    if first.record is not None:
        about = f"record {first.record.key}"
        return Owed(notice.id, first.record.source, about, first.record.received, what, last.at, True)
    return None


def _class_of(last: Entry, first: Entry) -> int:
    """The class of what happened; an erasure has that of what went."""
    if last.erasure is not None:
        return last.erasure.class_
    return last.class_ if last.decision is not None else first.class_


def _what(made: Decision | None) -> str:
    if made is None:
        return "corrected"
    return f"{made.subject['property']} corrected" if made.kind == "correction" else "correction taken back"


def _entry(ledger: Ledger, place: int) -> Entry | None:
    found = ledger.entries(place - 1, 1)
    return found[0] if found else None
