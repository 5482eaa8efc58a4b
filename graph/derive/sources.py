"""What a derivation is given: mentions, records, and who is in which entity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from graph.ontology.mention import Mention
from ledger.record import Record

Records = Callable[[Sequence[str]], Mapping[str, Record]]
"""Record ids → the records by id; those that are gone are left out. `ledger.records` is one."""

EntityOf = Callable[[int, Sequence[str]], Mapping[str, str]]
"""Class and mention ids → entity id by mention id; mentions in no cluster are left out."""


class Mentions(Protocol):
    """The part of the mention store that a derivation reads."""

    def get(self, ids: Sequence[str]) -> Mapping[str, Mention]:
        """The mentions by id; those that are gone are left out."""
        ...

    def of_records(self, record_ids: Sequence[str]) -> Iterable[Mention]:
        """All mentions of these records."""
        ...
