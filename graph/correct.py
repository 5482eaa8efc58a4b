"""What a person corrected in a mention: the received value stays beside the one that counts instead."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.ontology.mention import Mention
from graph.ontology.statement import NOT_COUNTING, Statement, Status


@dataclass(frozen=True)
class Correction:
    """Where a mention says that `property` is `was`, it is `value`: "" for none. `was` is what was received.

    With `was` "" it says what the record leaves out, and counts as long as the record leaves it out.
    """

    id: str
    property: str
    was: str
    value: str
    author: str
    reason: str

    @builtins.property
    def details(self) -> tuple[tuple[str, str], ...]:
        """What both values bear, so that who reads one finds out by whom and why; the ledger says when."""
        return (("author", self.author), ("correction", self.id), ("reason", self.reason))


def corrected(mention: Mention, corrections: Sequence[Correction]) -> Mention:
    """The mention with the corrections that count, oldest first: of two about one value the last counts."""
    if not corrections:
        return mention
    latest = {(one.property, one.was): one for one in corrections}
    said = tuple(_said(mention, latest))
    return replace(mention, statements=said)


def _said(mention: Mention, latest: Mapping[tuple[str, str], Correction]) -> Iterator[Statement]:
    given: set[str] = set()
    for statement in mention.statements:
        if statement.target or statement.status in NOT_COUNTING:
            yield statement
            continue
        given.add(statement.property)
        made = latest.get((statement.property, statement.value))
        if made is None or made.value == made.was:
            yield statement
            continue
        yield replace(statement, status=Status.SUPERSEDED, details=made.details)
        if made.value:
            yield replace(statement, value=made.value, raw=made.value, details=made.details)
    for (property_, was), made in sorted(latest.items()):
        if not was and made.value and property_ not in given:
            yield Statement(property_, made.value, raw=made.value, details=made.details)
