"""What stands at one place of a record, version after version: each version makes mentions of its own."""

from __future__ import annotations

from collections.abc import Mapping

from graph.mentions import MentionStore
from graph.ontology.mention import mention_id
from ledger.ledger import Ledger

Kin = dict[str, frozenset[str]]
"""Mention → itself and those of the other versions of its record that stand where it stands."""


def kin(ledger: Ledger, mentions: MentionStore, record_of: Mapping[str, str]) -> Kin:
    """Those of these mentions, given with their records, of which there are several versions.

    One that the version that counts now makes nothing of has none.
    """
    records = ledger.records(sorted(set(record_of.values())))
    versions = ledger.versions({(one.source, one.key) for one in records.values()})
    several = {ids[-1]: ids for ids in versions.values() if len(ids) > 1}
    found: Kin = {}
    for there in mentions.of_records(sorted(several)):
        every = frozenset(mention_id(id_, there.type, there.anchor) for id_ in several[there.record])
        found |= dict.fromkeys(every & record_of.keys(), every)
    return found
