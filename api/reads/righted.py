"""What people corrected, or took a correction back of, since somebody relied on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from api.stages.corrections import CORRECTION, is_about_correction
from ledger.entry import Decision
from ledger.ledger import Ledger
from resolution.judgements import RETRACTION


def rightings(ledger: Ledger, allowed: Collection[int]) -> list[Decision]:
    """Corrections and what took them back, as far as these classes see them, oldest first."""
    made = (one for one in ledger.decisions([CORRECTION, RETRACTION]) if one.class_ in allowed)
    return [one for one in made if is_about_correction(one)]


def since(made: Sequence[Decision], mentions: Collection[str], sequence: int) -> Iterator[Decision]:
    """Of each correction of these mentions that counts otherwise than at a place in the ledger the last word.

    A correction that came after it and was taken back again changed nothing.
    """
    last = {_about(one): one for one in made}
    then = {_about(one): one for one in made if one.sequence <= sequence}
    of = {one.id: str(one.subject.get("mention")) for one in made if one.kind == CORRECTION}
    for id_, one in last.items():
        if of.get(id_) in mentions and _counts(one) != _counts(then.get(id_)):
            yield one


def phrase(one: Decision) -> str:
    """The phrase that tells of it."""
    return "relied_corrected" if _counts(one) else "relied_uncorrected"


def _about(one: Decision) -> str:
    return one.id if one.kind == CORRECTION else str(one.subject["correction"])


def _counts(one: Decision | None) -> bool:
    return one is not None and one.kind == CORRECTION
