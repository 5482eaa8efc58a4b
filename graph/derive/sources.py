"""What a derivation is given: mentions, records, and who is in which entity."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

from graph.ontology.mention import Mention
from ledger.record import Record

Records = Callable[[Sequence[str]], Mapping[str, Record]]
"""Record ids → the records by id; those that are gone are left out. `ledger.records` is one."""

EntityOf = Callable[[int, Sequence[str]], Mapping[str, str]]
"""Class and mention ids → entity id by mention id; mentions in no cluster are left out."""


class Told(Protocol):
    """Two mentions (a < b) that are not one thing, why, and whether somebody judged so."""

    @property
    def a(self) -> str: ...
    @property
    def b(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def judged(self) -> bool: ...


AgainstOf = Callable[[int, Sequence[str]], Iterable[Told]]
"""Class and mention ids → what the layer of that class says against any of them."""


def nothing_against(_: int, __: Sequence[str]) -> Iterable[Told]:
    """No layer says anything against a mention."""
    return ()


class Mentions(Protocol):
    """The part of the mention store that a derivation reads."""

    def get(self, ids: Sequence[str]) -> Mapping[str, Mention]:
        """The mentions by id; those that are gone are left out."""
        ...

    def of_records(self, record_ids: Sequence[str], *, telling: Collection[str] = ()) -> Iterable[Mention]:
        """All mentions of these records, or at least those with a statement of one of these relations."""
        ...
