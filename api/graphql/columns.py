"""What the columns of a record say: so that who does not see a property does not read it raw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.ontology.shows import Shows


@dataclass(frozen=True)
class Columns:
    """Column → the properties that it gives; `lists` hold several things, `plain` tell of none.

    A column that the feed does not read is in none of these: nobody knows what it says.
    """

    says: Mapping[str, frozenset[tuple[str, str]]]
    lists: frozenset[str]
    plain: frozenset[str]

    def shown(self, column: str, shows: Shows) -> bool:
        """Whether a column is shown; a list is where all that stands in it is."""
        if said := self.says.get(column):
            each = [shows(type_, name) for type_, name in said]
            return all(each) if column in self.lists else any(each)
        return column in self.plain


NOTHING = Columns({}, frozenset(), frozenset())
