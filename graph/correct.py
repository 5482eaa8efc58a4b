"""What a person corrected in a mention: the received value stays beside the one that counts instead."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.ontology.mention import Mention
from graph.ontology.statement import NOT_COUNTING, Statement, Status
from graph.ontology.whole_name import whole_name
from ledger.canonical import identify


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


@dataclass(frozen=True)
class Above:
    """The values of a mention as one class above its own knows them; `over` are the classes below that one.

    Correcting the mention itself would tell who may not see that class. `statements` are without relations.
    """

    mention: str
    record: str
    class_: int
    over: tuple[int, ...]
    statements: tuple[Statement, ...]

    @builtins.property
    def id(self) -> str:
        """Of the entity that stands in the graph for it."""
        return above_id(self.class_, self.mention)


def above_id(class_: int, mention: str) -> str:
    """The id of what a class above knows of a mention."""
    return identify("corrected", class_, mention)


def corrected(mention: Mention, corrections: Sequence[Correction]) -> Mention:
    """The mention with the corrections that count, oldest first: of two about one value the last counts."""
    if not corrections:
        return mention
    latest = {(one.property, one.was): one for one in corrections}
    said = tuple(_said(mention, latest))
    return replace(mention, statements=tuple(_named(mention, said)))


def _named(mention: Mention, said: Sequence[Statement]) -> Iterator[Statement]:
    """What is said, with the whole name that was made of its parts made of those that count now."""
    was, now = whole_name(mention.statements), whole_name(said)
    for one in said:
        composed = one.property == "name" and not one.raw and one.status not in NOT_COUNTING
        if composed and one.value == was != now:
            yield from [replace(one, value=now)] if now else []
        else:
            yield one


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
