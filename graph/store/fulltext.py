"""Full text over entities: one statement declares it, made and read here on either server.

Neo4j takes the statement as it is and calls the index by its name; the embedded server takes SQL and
calls it Label[property,property].
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.store.statements import named

DECLARED = re.compile(
    r"CREATE FULLTEXT INDEX (?P<name>\w+) IF NOT EXISTS "
    r"FOR \(n:(?P<label>\w+)\) ON EACH \[(?P<properties>[^\]]+)\]"
)
STATEMENT = "entity_text"


@dataclass(frozen=True)
class FullText:
    """A full-text index: its name, the label and the properties that it reads."""

    name: str
    label: str
    properties: tuple[str, ...]

    def index(self, embedded: bool) -> str:
        """What a query calls it: the parameter $index of db.index.fulltext.queryNodes."""
        return f"{self.label}[{','.join(self.properties)}]" if embedded else self.name


def declared() -> FullText:
    """The full-text index of our schema."""
    match = DECLARED.fullmatch(named(STATEMENT).text)
    assert match is not None, "the declaration has the form that is read here"
    properties = tuple(part.strip().removeprefix("n.") for part in match["properties"].split(","))
    return FullText(match["name"], match["label"], properties)


def sql() -> list[str]:
    """The same for the embedded server, which makes it in its own process: each may be run again.

    Its scores are not looked at; the plain ones cost the half of a look-up less.
    """
    text = declared()
    return [
        f"CREATE VERTEX TYPE {text.label} IF NOT EXISTS",
        *(f"CREATE PROPERTY {text.label}.{name} IF NOT EXISTS STRING" for name in text.properties),
        f"CREATE INDEX IF NOT EXISTS ON {text.label} ({', '.join(text.properties)}) FULL_TEXT "
        'METADATA {"similarity": "CLASSIC"}',
    ]
