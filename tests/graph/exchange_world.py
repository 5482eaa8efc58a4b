"""A world to export: two persons who are one in two records, a phone, a car, a place, and awkward texts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from derived import World, small

from graph.exchange import Export, Format, Notice, Whole, gather, select
from graph.exchange.bundle import Bundle
from graph.exchange.gather import Apart, each_alone
from graph.ontology import load
from graph.store import GraphStore
from ledger.record import Marking, Record

AT = "2026-05-01T10:00:00.000Z"
AWKWARD = "=cmd|' /C calc'!A0 <b>&\"\x0b]]>"


def awkward() -> World:
    """The small world, and a thing whose name is a formula, markup and a character of no document."""
    world = small()
    first = next(record for record in world.records.values() if record.key == "pv-1")
    world.record(
        "pv-3",
        {
            "shop": {"type": "Organisation", "name": AWKWARD},
            "gun": {"type": "Object", "kind": "weapon", "description": "FN\nBaby", "serialNumber": "-12"},
            "mail": {"type": "Object", "kind": "email", "number": "jan@example.org"},
            "false": {"type": "Alias", "name": "+32 Nobody", "birthDate": "1970"},
            "jan": {"type": "Person", "name": "Jan Peeters", "language": "nl", "nationality": "BE"},
            "where": {"type": "Location", "country": "BE", "latitude": "51.05", "longitude": "3.72"},
            "when": {"type": "Event", "kind": "incident", "startDate": "2026-04-01T10:00:00Z"},
        },
        [
            ("jan", "MEMBER_OF", "shop", {"valid_from": "2026-01", "valid_to": "2026-03-02"}),
            ("shop", "OWNS", "gun", {"details": (("since", "long"),)}),
            ("jan", "USES", "mail"),
            ("jan", "KNOWN_AS", "false", {"kind": "assessment"}),
            ("when", "AT", "where"),
            ("jan", "PARTICIPATES_IN", "when", {"role": "suspect"}),
        ],
    )
    third = next(record for record in world.records.values() if record.key == "pv-3")
    world.merge(world.id_of(first, "jan"), world.id_of(third, "jan"))
    return world


def mark(world: World, key: str, handling: str) -> Record:
    """The record of a key with another handling code; its id stays, as that does not hang on the marking."""
    made = next(record for record in world.records.values() if record.key == key)
    world.records[made.id] = replace(made, marking=Marking(handling=handling))
    return world.records[made.id]


def gathered(
    store: GraphStore,
    world: World,
    ids: Sequence[str] = (),
    hops: int = 0,
    *,
    without: bool = False,
    apart: Apart = each_alone,
    allowed: Sequence[int] = (1,),
) -> Bundle:
    """A bundle of what these ids lead to; of all that there is where none is given."""
    asked = list(ids) or sorted(world.mentions)
    picked = select(store, asked, hops, allowed)
    return gather(store, picked, allowed, world.known, load(), hops=hops, without=without, apart=apart)


def written(form: Format, bundle: Bundle, lang: str = "en", whole: Whole | None = None) -> list[bytes]:
    """The files that a format makes of a bundle."""
    notice = Notice(bundle.marking, "Politie <Gent> & co", "BR.1", 'to "compare"', AT, lang)
    files = [io.BytesIO() for _ in form.parts]
    form.write(Export(bundle, notice, load(), whole or Whole()), files)
    return [file.getvalue() for file in files]
