"""Exports in the edge's words: the files are answered; what is kept of them is the ledger's line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from strawberry import ID

from api.graphql.export import Exported, exported_file
from api.graphql.exports import Exports
from api.graphql.port import Allowed
from api.purpose import Purpose
from api.reads.exports import Asked, HouseExports
from api.reads.places import Memory
from api.reads.sent import sent
from graph.exchange import format_of
from graph.read.time import NOW, Times
from resolution.spoken import speech

MOST = 2_000
"""Things of one export that is answered over the web; `locard export` writes more."""


@dataclass(frozen=True)
class EdgeExports:
    """Implements `api.graphql.port.Exports`."""

    exports: HouseExports

    def export(
        self,
        ids: Sequence[str],
        hops: int,
        form: str,
        recipient: str,
        without: bool,
        lang: str,
        allowed: Allowed,
        author: str,
        purpose: Purpose,
        times: Times = NOW,
    ) -> Exported:
        """The files of an export, and what the ledger keeps of it."""
        known, place = format_of(form), Memory()
        asked = Asked(known, recipient, [str(id_) for id_ in ids], "", "", hops, MOST, without, lang, times)
        done = self.exports.export(asked, place, author, purpose, allowed)
        return Exported(
            id=ID(done.decision),
            marking=done.marking,
            things=done.things,
            links=done.links,
            records=done.records,
            met=done.met,
            exact=done.exact,
            left_out=done.left_out,
            denied=done.denied,
            files=[exported_file(part, known.media, content) for part, content in place.files.items()],
        )

    def sent(self, case: str, erased: bool, first: int, lang: str, allowed: Allowed) -> Exports:
        """The exports that were made, the last one first."""
        return sent(self.exports.ledger, case, erased, first, speech(lang), allowed)
