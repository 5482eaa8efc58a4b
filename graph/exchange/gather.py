"""Gathers what an export holds: derived again from the mentions, by the same rules as the graph itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.derive.component import entity_id
from graph.derive.link import link_values, links
from graph.derive.sources import Records
from graph.derive.text import caption
from graph.derive.values import best_values, ranked, supported
from graph.exchange.bundle import Bundle, Said, Tell, Thing, Tie
from graph.exchange.marking import is_forbidden, marked
from graph.exchange.members import Head, Member, Members, members
from graph.exchange.select import Selection
from graph.exchange.spool import Spool
from graph.ontology.mention import Mention
from graph.ontology.model import Ontology
from graph.ontology.shows import Shows, everything
from graph.read.reader import Reader
from ledger.canonical import identify
from ledger.errors import Forbidden
from policy.handling import strictest

Apart = Callable[[Sequence[Mention]], Sequence[Sequence[Mention]]]
"""Mentions of one thing, of which others were left out → those that are one without the others."""


def each_alone(found: Sequence[Mention]) -> Sequence[Sequence[Mention]]:
    """Nobody knows what still joins them: each stands for itself."""
    return [[mention] for mention in found]


def silent(stage: str, done: int, of: int) -> None:
    """Tells nobody."""


@dataclass
class _Held:
    """What has been gathered so far."""

    spool: Spool = field(default_factory=Spool)
    types: dict[str, str] = field(default_factory=dict)
    of_thing: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    entity_of: dict[str, str] = field(default_factory=dict)
    telling: list[Mention] = field(default_factory=list)
    records: dict[str, Head] = field(default_factory=dict)
    forbidden: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    above: set[int] = field(default_factory=set)


def gather(
    store: Reader,
    selection: Selection,
    allowed: Sequence[int],
    records: Records,
    ontology: Ontology,
    *,
    hops: int = 0,
    without: bool = False,
    apart: Apart = each_alone,
    shows: Shows = everything,
    tell: Tell = silent,
) -> Bundle:
    """All that is known of the selected entities, and the links between them.

    Forbidden, with how many, where a handling code does not let a record be passed on. `without` leaves
    these records out and all that rests on them: values, links, joins (`apart` says what is still one),
    and what only they lead to. `shows` says of which properties, by type and name, values are given.
    """
    held = _Held()
    try:
        for done, one in enumerate(members(store, selection.groups, allowed, records), 1):
            _hold(held, one, selection, ontology, apart if without else None, shows)
            tell("gather", done, selection.shown)
        if held.forbidden and not without:
            raise Forbidden(_refusal(held))
        ties = list(_ties(held, ontology))
        kept = _reached(held, ties, hops) if held.forbidden else set(held.types)
        if not kept:
            raise Forbidden("Nothing may be passed on of what was asked for: ask its providers.")
        return _bundle(held, kept, ties, selection)
    except BaseException:
        held.spool.close()
        raise


def _hold(
    held: _Held,
    one: Members,
    selection: Selection,
    ontology: Ontology,
    apart: Apart | None,
    shows: Shows,
) -> None:
    stands = {m.mention.record: one.records[m.mention.record] for m in one.members}
    refused = {id_ for id_, record in stands.items() if is_forbidden(record.marking)}
    held.records.update(stands)
    held.forbidden |= refused
    held.above |= one.above
    left = [m.mention for m in one.members if m.mention.record not in refused]
    parts: Sequence[Sequence[Mention]] = [left] if left else []
    if apart and left and len(left) < len(one.members):
        parts = apart(left)
    for part in parts:
        told = [_told(mention, shows) for mention in part]
        _add(held, _thing(_thing_id(part, one.members), told, stands, ontology), told)
    if one.first in selection.asked:
        held.asked |= {_thing_id(part, one.members) for part in _asked(parts, selection.ids)}


def _told(mention: Mention, shows: Shows) -> Mention:
    """A mention with the values that are shown, and all its relations."""
    kept = tuple(s for s in mention.statements if s.target or shows(mention.type, s.property))
    return mention if len(kept) == len(mention.statements) else replace(mention, statements=kept)


def _asked(parts: Sequence[Sequence[Mention]], ids: Collection[str]) -> Sequence[Sequence[Mention]]:
    """The parts of a thing that were asked for: by a mention, or, by the thing's own id, its largest part."""
    named = [part for part in parts if any(mention.id in ids for mention in part)]
    return named or sorted(parts, key=lambda part: (-len(part), min(m.id for m in part)))[:1]


def _thing_id(part: Sequence[Mention], of: Iterable[Member]) -> str:
    """The id that the graph would give it, had it never held anything but these mentions."""
    entity = {m.mention.id: m.entity for m in of}
    ids: dict[tuple[str, int], list[str]] = defaultdict(list)
    for mention in part:
        ids[(entity[mention.id], mention.class_)].append(mention.id)
    return min(entity_id(class_, some) for (_, class_), some in ids.items())


def _thing(id_: str, part: Sequence[Mention], records: Mapping[str, Head], ontology: Ontology) -> Thing:
    type_ = ontology.types[part[0].type]
    found = supported(part, records)
    values = {name: tuple(ranked(found[name])) for name in sorted(found) if name in type_.properties}
    behind = sorted({mention.record for mention in part})
    return Thing(
        id=id_,
        type=type_.name,
        caption=caption(type_.caption, best_values({name: found[name] for name in values}), type_.name),
        values=values,
        said=tuple(_said(part)),
        mentions=tuple(sorted(mention.id for mention in part)),
        records=tuple(behind),
        sources=tuple(sorted({records[id_].source for id_ in behind})),
        marking=strictest(records[id_].marking.handling for id_ in behind),
    )


def _said(part: Iterable[Mention]) -> Iterator[Said]:
    for mention in sorted(part, key=lambda mention: mention.id):
        for s in mention.statements:
            if not s.target:
                known = (s.kind.value, s.status.value, s.valid_from, s.valid_to)
                yield Said(s.property, s.value, s.raw, *known, mention.record, mention.id)


def _add(held: _Held, thing: Thing, part: Sequence[Mention]) -> None:
    held.spool.add(thing)
    held.types[thing.id] = thing.type
    held.of_thing[thing.id] = (thing.mentions, thing.records)
    held.entity_of.update(dict.fromkeys(thing.mentions, thing.id))
    held.telling += [mention for mention in part if any(mention.relations())]


def _ties(held: _Held, ontology: Ontology) -> Iterator[Tie]:
    def symmetric(relation: str) -> bool:
        return ontology.relations[relation].symmetric

    found = links(held.telling, held.entity_of, symmetric, frozenset(held.types))
    for ends in sorted(found):
        told = link_values(found[ends], held.records, 0)
        yield Tie(
            id=identify("link", ends.type, ends.source, ends.target),
            type=ends.type,
            source=ends.source,
            target=ends.target,
            roles=tuple(zip(told.get("role", ()), told.get("role_status", ()), strict=True)),
            details=tuple(told.get("details", ())),
            records=tuple(told["records"]),
            marking=strictest(held.records[id_].marking.handling for id_ in told["records"]),
            **{name: told[name] for name in ALIKE},
        )


ALIKE = (
    *("kind", "status", "disputed", "grade", "sources"),
    *("valid_from", "valid_to", "first_recorded", "last_recorded"),
)
"""What a link bears under the same name in the graph and in an export."""


def _reached(held: _Held, ties: Iterable[Tie], hops: int) -> set[str]:
    """What was asked for, and what the links that are left lead to."""
    around: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        around[tie.source].add(tie.target)
        around[tie.target].add(tie.source)
    reached, level = set(held.asked), held.asked
    for _ in range(hops):
        level = {other for one in level for other in around[one]} - reached
        reached |= level
    return reached


def _bundle(held: _Held, kept: set[str], ties: Iterable[Tie], selection: Selection) -> Bundle:
    records = sorted({id_ for thing in kept for id_ in held.of_thing[thing][1]})
    return Bundle(
        things=lambda: held.spool.read(kept),
        ties=tuple(tie for tie in ties if {tie.source, tie.target} <= kept),
        total=len(kept),
        mentions=tuple(sorted(id_ for thing in kept for id_ in held.of_thing[thing][0])),
        records=tuple(records),
        markings={id_: held.records[id_].marking.handling for id_ in records},
        marking=marked(held.records[id_].marking for id_ in records),
        classes=frozenset(held.records[id_].class_ for id_ in records) | held.above,
        types={id_: held.types[id_] for id_ in sorted(kept)},
        left_out=len(held.forbidden),
        met=len(kept) + selection.met - selection.shown,
        close=held.spool.close,
    )


def _refusal(held: _Held) -> str:
    codes = Counter(held.records[id_].marking.handling for id_ in held.forbidden)
    by_code = ", ".join(f"{number} {code}" for code, number in sorted(codes.items()))
    return (
        f"{len(held.forbidden)} of {len(held.records)} records may not be passed on ({by_code}): ask their"
        " providers, or give --without-forbidden, which leaves them out and all that rests on them."
    )
