"""Versions of models, extractors, feeds and policies: which is the latest, and that none has two contents."""

from __future__ import annotations

from sqlalchemy import Connection, select

from ledger import sequence, tables
from ledger.entry import Publication
from ledger.errors import Contradiction


def latest(connection: Connection, kind: str, name: str) -> Publication | None:
    """The version of something that was published last."""
    table = tables.publication
    named = select(table).where(table.c.kind == kind, table.c.name == name)
    row = connection.execute(named.order_by(table.c.sequence.desc()).limit(1)).mappings().one_or_none()
    return sequence.publication_of(row) if row else None


def refuse_other_content(connection: Connection, publication: Publication) -> None:
    """Contradiction when the same version was published with other content."""
    table = tables.publication
    same = (table.c.kind == publication.kind) & (table.c.name == publication.name)
    versions = select(table.c.id).where(same, table.c.version == publication.version)
    if any(id_ != publication.id for id_ in connection.execute(versions).scalars()):
        raise Contradiction(
            f"Version {publication.version} of the {publication.kind} {publication.name} was published with "
            "other content: results name versions, so give it another one."
        )
