"""Saved charts: written with the class of all that is on them, read as things stand now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from math import isfinite
from uuid import uuid4

from strawberry import ID

from api.graphql import charts as edge
from api.purpose import Purpose
from api.reads.among import links_among
from api.reads.judging import act_of, one_at_a_time, reasoned
from api.reads.righted import phrase, rightings, since
from api.reads.visible import Visible
from api.stages.inherit import heir
from graph import read
from graph.ontology.mention import Mention
from graph.read.reader import Reader, in_one_look
from graph.read.retold import retold
from graph.read.together import groups
from ledger import charts as ledger
from ledger.charts import CHART, Chart, Held, Item, Note, removed, saved
from ledger.errors import BadInput, Contradiction, Missing
from ledger.pseudonyms import is_token
from resolution.spoken import Speech
from resolution.why.story import called

HELD = 200
"""Mentions that a chart holds of one entity: the first ones by their ids."""
LONGEST_NAME, LONGEST_NOTE, MOST_NOTES = 200, 2000, 200
BESIDE = 60.0
"""How far the parts of what was split stand from one another, in the chart's own units."""
Placed = tuple[str, float, float]


def heads(seen: Visible, case: str, first: int) -> edge.Charts:
    """The charts that this session may see, the last saved first."""
    found = [chart for chart in _standing(seen) if case in ("", chart.case)]
    found.sort(key=lambda chart: -chart.sequence)
    return edge.Charts(total=len(found), items=[head_of(chart) for chart in found[:first]])


def head_of(chart: Chart) -> edge.ChartHead:
    """A chart without what is on it."""
    return edge.ChartHead(
        id=ID(chart.id),
        name=chart.name,
        case=chart.case,
        author=chart.author,
        at=chart.at,
        version=chart.number,
    )


def shown(seen: Visible, id_: str, version: int, say: Speech) -> edge.Chart:
    """One version of a chart as things stand now; Missing when this session may not see it."""
    known = _versions(seen, id_)
    if version and not 1 <= version <= len(known):
        raise Missing(f"nothing is known under {id_} version {version}")
    chart = known[version - 1] if version else known[-1]
    now = Now(seen, chart, say)
    nodes, notices = now.drawn()
    return edge.Chart(
        **vars(head_of(chart)),
        versions=len(known),
        nodes=nodes,
        notes=[edge.ChartNote(text=note.text, x=note.x, y=note.y) for note in chart.notes],
        erased=[stone for item in chart.items for stone in now.erased(item)],
        notices=notices + now.righted(),
    )


def save(
    seen: Visible,
    of: tuple[str, int],
    name: str,
    items: Sequence[Placed],
    notes: Sequence[Placed],
    say: Speech,
    author: str,
    purpose: Purpose,
) -> edge.Chart:
    """Save a chart, or a version of one; Contradiction when somebody saved another one meanwhile."""
    name = _checked(name, items, notes)
    id_, version = of
    asked = {"id": id_, "name": name, "ids": " ".join(item[0] for item in items)}
    with one_at_a_time(seen.ledger) as lease:
        with seen.ledger.acted(act_of("consultation", "saveChart", author, purpose, asked)) as outcome:
            before = _versions(seen, id_) if id_ else []
            if before and version not in (0, before[-1].number):
                raise Contradiction(
                    f"Version {before[-1].number} was saved by {before[-1].author} meanwhile: open it first."
                )
            held = [_item(seen, item) for item in items]
            ids = sorted({one.mention for item in held for one in item.held})
            outcome["returned"] = ids
            class_ = _class(seen, ids, {chart.class_ for chart in before})
        lease.renew()
        id_ = id_ or uuid4().hex
        texts = [Note(*note) for note in notes]
        made = saved(id_, name, purpose.case, held, texts, class_, author, purpose.reason, seen.ledger.head())
        seen.ledger.decide(made, act_of("alteration", "saveChart", author, purpose, asked))
    return shown(seen, id_, 0, say)


def delete(seen: Visible, id_: str, reason: str, author: str, purpose: Purpose) -> edge.ChartHead:
    """Take a chart out of the list, for whoever may see all of its versions that this session sees."""
    reason = reasoned(reason)
    asked = {"id": id_}
    with one_at_a_time(seen.ledger):
        with seen.ledger.acted(act_of("consultation", "deleteChart", author, purpose, asked)) as outcome:
            known = _versions(seen, id_)
            outcome["returned"] = [id_]
            class_ = seen.shown((), {chart.class_ for chart in known})
        made = removed(known[-1], author, reason, class_)
        seen.ledger.decide(made, act_of("alteration", "deleteChart", author, purpose, asked))
    return head_of(known[-1])


class Now:
    """What a chart's mentions are today."""

    def __init__(self, seen: Visible, chart: Chart, say: Speech) -> None:
        self.seen, self.chart, self.say = seen, chart, say
        ids = list(chart.mentions)
        self.there = seen.mentions.get(ids)
        self.gone = seen.ledger.forgotten(id_ for id_ in ids if is_token(id_))
        self.moved = {one.mention: self._heir(one) for item in chart.items for one in item.held}
        entities = read.resolve_ids(seen.store, [m for m in self.moved.values() if m], seen.allowed)
        joined = groups(seen.store, set(entities.values()), seen.allowed)
        self.one = {mention: joined[entity][0] for mention, entity in entities.items()}
        self.known = read.summaries(seen.store, list(self.one.values()), seen.allowed)
        self.known |= retold(seen.store, set(joined.values()), seen.allowed)

    def drawn(self) -> tuple[list[edge.ChartNode], list[str]]:
        """Each entity once, and what is no longer as it was saved."""
        nodes: dict[str, edge.ChartNode] = {}
        notices: list[str] = []
        shared: dict[str, list[Item]] = {}
        for item in self.chart.items:
            found = self._entities(item)
            if len(found) > 1:
                notices.append(self.say.say("chart_split", a=self._name(item), n=str(len(found))))
            elif not found and self._may_tell(item) and not any(self.erased(item)):
                notices.append(self.say.say("chart_gone"))
            for place, (entity, mentions) in enumerate(found.items()):
                shared.setdefault(entity, []).append(item)
                if entity not in nodes:
                    nodes[entity] = self._node(entity, mentions, item, place)
                else:
                    nodes[entity].mentions += [ID(m) for m in mentions]
        for items in shared.values():
            if len(items) > 1:
                parts = " | ".join(self._name(item) for item in items)
                notices.append(self.say.say("chart_joined", parts=parts))
        return list(nodes.values()), notices

    def righted(self) -> list[str]:
        """What was corrected of it since it was saved, or had a correction taken back."""
        held = {*self.moved, *self.moved.values()}
        made = since(rightings(self.seen.ledger, self.seen.allowed), held, self.chart.sequence)
        return [self.say.say(phrase(one), day=one.at[:10]) for one in made]

    def erased(self, item: Item) -> Iterator[edge.ChartErased]:
        """The tombstones of an item: one for each moment at which something of it was erased."""
        gone = [self.gone[one.mention] for one in item.held if one.mention in self.gone]
        seen = [one for one in gone if one.class_ in self.seen.allowed]
        for at in sorted({one.at for one in seen}):
            n = sum(one.at == at for one in seen)
            yield edge.ChartErased(
                text=self.say.say("chart_erased", day=at[:10], n=str(n), all=str(len(item.held))),
                at=at,
                x=item.x,
                y=item.y,
                whole=len(gone) == len(item.held),
            )

    def _entities(self, item: Item) -> dict[str, list[str]]:
        """What the mentions of an item are now, in their order."""
        found: dict[str, list[str]] = {}
        for held in item.held:
            mention = self.moved[held.mention]
            if mention and (entity := self.one.get(mention)):
                found.setdefault(entity, []).append(mention)
        return found

    def _node(self, entity: str, mentions: list[str], item: Item, place: int) -> edge.ChartNode:
        known = self.known[entity]
        return edge.ChartNode(
            entity=ID(entity),
            type=known.type,
            caption=known.caption,
            x=item.x + place * BESIDE,
            y=item.y + place * BESIDE,
            mentions=[ID(m) for m in mentions],
            total=item.total - sum(map(self._is_hidden, item.held)),
        )

    def _heir(self, held: Held) -> str:
        """The mention itself, or that which took its place in the version of its record that counts."""
        if held.mention in self.there:
            return held.mention
        if is_token(held.mention):
            return ""
        record = self.seen.record(held.record)
        current = self.seen.ledger.current(record.source, record.key) if record else None
        there = self.seen.mentions.of_records([current.id]) if current else []
        next_ = heir({"type": held.type, "anchor": held.anchor}, there)
        return next_.id if next_ else ""

    def _may_tell(self, item: Item) -> bool:
        """False when something of an item is hidden now: then it is as if it had never stood here."""
        return not any(map(self._is_hidden, item.held))

    def _is_hidden(self, held: Held) -> bool:
        mention, record = self.there.get(held.mention), self.seen.record(held.record)
        gone = self.gone.get(held.mention)
        class_ = mention.class_ if mention else record.class_ if record else gone.class_ if gone else None
        return class_ is not None and class_ not in self.seen.allowed

    def _name(self, item: Item) -> str:
        there = self.seen.mentions.get(m for held in item.held if (m := self.moved[held.mention]))
        visible = (m for _, m in sorted(there.items()) if m.class_ in self.seen.allowed)
        first: Mention | None = next(visible, None)
        return called(self.seen.told(first)) if first else "–"


def _standing(seen: Visible) -> list[Chart]:
    return ledger.standing(seen.ledger.decisions([CHART]), seen.allowed)


def _versions(seen: Visible, id_: str) -> list[Chart]:
    known = ledger.versions(seen.ledger.decisions([CHART]), seen.allowed).get(id_, [])
    if not known or known[-1].deleted:
        raise Missing(f"nothing is known under {id_}")
    return known


def _item(seen: Visible, placed: Placed) -> Item:
    card = read.card(seen.store, placed[0], seen.allowed, first=HELD)
    held = tuple(Held(m.id, m.record.id, card.type, m.anchor) for m in card.mentions)
    return Item(held, card.total, placed[1], placed[2])


def _class(seen: Visible, ids: Sequence[str], before: Iterable[int]) -> int:
    """The class of all that is on a chart: its entities, the links between them, and its versions before."""
    there = seen.mentions.get(ids)
    try:
        class_ = seen.shown(there.values(), before)
        covered = {class_, *seen.classes.stands_on(class_)}
        linked = {class_, *_of_links(seen.store, ids, covered, set(seen.allowed) - covered)}
        return seen.shown((), linked)
    except BadInput as error:
        raise BadInput(
            "This chart would bring together what policy keeps apart: save what must not meet on charts of"
            " their own."
        ) from error


@in_one_look
def _of_links(store: Reader, ids: Sequence[str], covered: Collection[int], others: Iterable[int]) -> set[int]:
    """Those other classes in which there are more links between these than in what is covered."""
    known = len(links_among(store, ids, sorted(covered)).links)
    return {one for one in others if len(links_among(store, ids, sorted({*covered, one})).links) > known}


def _checked(name: str, items: Sequence[Placed], notes: Sequence[Placed]) -> str:
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadInput(f"A chart needs a name of 1 to {LONGEST_NAME} characters.")
    if len(notes) > MOST_NOTES or any(len(text) > LONGEST_NOTE for text, _, _ in notes):
        raise BadInput(f"A chart has at most {MOST_NOTES} notes of {LONGEST_NOTE} characters each.")
    if not all(isfinite(x) and isfinite(y) for _, x, y in (*items, *notes)):
        raise BadInput("A place on a chart is two numbers.")
    return name
