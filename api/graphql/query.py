"""The questions that can be asked."""

from typing import Annotated

import strawberry

from api.graphql.audit_log import LogLines, LogPattern, audit_log, audit_patterns
from api.graphql.card import Card
from api.graphql.charts import Chart, Charts, Flag, Flags, chart, charts, flags, relied
from api.graphql.common import CommonNeighbours, Comparison, common, compare
from api.graphql.context import Context
from api.graphql.corrections import Correction, Proposal, correction, corrections
from api.graphql.document import Document
from api.graphql.erasure import Touches, touches
from api.graphql.exports import Exports, exports
from api.graphql.hit import Found
from api.graphql.limits import LONGEST_PATH, LONGEST_TEXT, MOST_ITEMS, MOST_ON_CHART, MOST_SKIPPED, between
from api.graphql.link import LinksAmong, Neighbours, Paths
from api.graphql.merges import Changes, changes
from api.graphql.narrowed import known_types
from api.graphql.passages import Passages, passages
from api.graphql.planned import split_plan
from api.graphql.retention import RetentionQueue, retention_queue
from api.graphql.review import ReviewItem, review_queue
from api.graphql.suggestion import Suggestions
from api.graphql.timeline import Near, Timeline, near, timeline
from api.graphql.times import consult_at
from api.graphql.unmerge import Split
from api.graphql.why import Story, Why, how, why
from api.graphql.words import Words, known_language, words
from graph.read.time import Times
from ledger.errors import BadInput

Info = strawberry.Info[Context, None]
From = Annotated[strawberry.ID, strawberry.argument(name="from", description="Id of an entity or mention.")]


async def search(
    info: Info,
    text: str,
    limit: int = 20,
    type: str = "",
    source: str = "",
    skip: int = 0,
    as_of: str = "",
    known_at: str = "",
) -> Found:
    """Hits with why they matched and a badge for each source; texts that hold the words, in `texts`."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST_TEXT:
        raise BadInput(f"Give a text of 1 to {LONGEST_TEXT} characters to search for.")
    between("limit", limit, MOST_ITEMS)
    between("skip", skip + 1, MOST_SKIPPED)
    _known_type(info, type)
    asked, shows = {"text": text, "limit": limit, "type": type}, (await info.context.shown()).finds
    return await consult_at(
        info.context,
        "search",
        asked | {name: given for name, given in (("source", source), ("skip", skip)) if given},
        Times(as_of, known_at),
        lambda reads, allowed: reads.search(text, limit, type, allowed, source, skip, shows),
    )


async def entity(info: Info, id: strawberry.ID, as_of: str = "", known_at: str = "") -> Card:
    """Values with their statements, as far as the function sees them, and counts of neighbours by type."""
    times = Times(as_of, known_at)
    return await consult_at(
        info.context, "entity", {"id": id}, times, lambda reads, allowed: reads.entity(id, allowed)
    )


async def neighbours(
    info: Info,
    id: strawberry.ID,
    link_type: str = "",
    type: str = "",
    first: int = 50,
    after: str = "",
    as_of: str = "",
    known_at: str = "",
) -> Neighbours:
    """Neighbours with their links, over one type of link or all."""
    between("first", first, MOST_ITEMS)
    _known_type(info, type)
    _known_links(info, [link_type] if link_type else [])
    return await consult_at(
        info.context,
        "neighbours",
        {"id": id, "linkType": link_type, "type": type, "first": first, "after": after},
        Times(as_of, known_at),
        lambda reads, allowed: reads.neighbours(id, link_type, type, first, after, allowed),
    )


async def links(info: Info, ids: list[strawberry.ID], as_of: str = "", known_at: str = "") -> LinksAmong:
    """Links with both ends among these, so that a chart shows every link between what is on it."""
    between("The number of ids", len(ids), MOST_ON_CHART)
    times = Times(as_of, known_at)
    return await consult_at(
        info.context, "links", {"ids": list(ids)}, times, lambda reads, allowed: reads.links(ids, allowed)
    )


async def paths(
    info: Info,
    from_: From,
    to: strawberry.ID,
    max_length: int = 4,
    types: list[str] | None = None,
    node_types: list[str] | None = None,
    as_of: str = "",
    known_at: str = "",
) -> Paths:
    """Paths over visible links of the given types, through things of the given node types."""
    between("maxLength", max_length, LONGEST_PATH)
    links, through = types or [], known_types(info.context, node_types)
    _known_links(info, links)
    asked = {"from": from_, "to": to, "maxLength": max_length, "types": links}
    return await consult_at(
        info.context,
        "paths",
        asked | ({"nodeTypes": through} if through else {}),
        Times(as_of, known_at),
        lambda reads, allowed: reads.paths(from_, to, max_length, links, through, allowed),
    )


async def suggestions(
    info: Info,
    entity: strawberry.ID,
    type: str = "",
    first: int = 10,
    lang: str = "en",
    as_of: str = "",
    known_at: str = "",
) -> Suggestions:
    """Suggestions, best first; never a fact."""
    between("first", first, MOST_ITEMS)
    known_language(lang)
    return await consult_at(
        info.context,
        "suggestions",
        {"entity": entity, "type": type, "first": first},
        Times(as_of, known_at),
        lambda reads, allowed: reads.suggestions(entity, type, first, lang, allowed),
    )


async def record(info: Info, id: strawberry.ID, as_of: str = "", known_at: str = "") -> Document:
    """Content, source, grade and handling code of one record."""
    times = Times(as_of, known_at)
    return await consult_at(
        info.context, "record", {"id": id}, times, lambda reads, allowed: reads.record(id, allowed)
    )


def ontology(info: Info, lang: str = "en") -> Words:
    """Words for types, properties, links and roles."""
    return words(info.context.house.ontology, lang)


@strawberry.type(description="Every question about persons needs a case number and a reason, and is logged.")
class Query:
    """Reads only: nothing here changes anything but the log."""

    search: Found = strawberry.field(
        resolver=search, description="Entities that match a text: names, numbers, plates, captions."
    )
    entity: Card = strawberry.field(
        resolver=entity, description="The card of an entity; any id of one of its mentions addresses it."
    )
    neighbours: Neighbours = strawberry.field(
        resolver=neighbours, description='A page of neighbours, "N of M".'
    )
    links: LinksAmong = strawberry.field(
        resolver=links, description="The links between entities that stand on a chart together."
    )
    paths: Paths = strawberry.field(resolver=paths, description="Ways from one entity to another.")
    timeline: Timeline = strawberry.field(
        resolver=timeline, description="What is dated of an entity, in order, with the records that say so."
    )
    near: Near = strawberry.field(
        resolver=near, description="What happened, or who was, within some metres of a place at a time."
    )
    common: CommonNeighbours = strawberry.field(
        resolver=common, description="What two or more entities are all linked to, with the links of each."
    )
    compare: Comparison = strawberry.field(
        resolver=compare, description="Two charts, or sets of ids: what is on both, and on one alone."
    )
    suggestions: Suggestions = strawberry.field(
        resolver=suggestions,
        description="Hypotheses about an entity's links, with evidence and counter-evidence.",
    )
    record: Document = strawberry.field(
        resolver=record, description="A record as received, with the places where its mentions stand."
    )
    why: Why = strawberry.field(
        resolver=why, description="Why two mentions or entities are taken for one, or not, field by field."
    )
    how: Story = strawberry.field(
        resolver=how, description="How an entity grew, in order; what would split or join at a threshold."
    )
    changes: Changes = strawberry.field(
        resolver=changes, description="What became of an entity: when, what caused it, and who."
    )
    split_plan: Split = strawberry.field(
        resolver=split_plan, description="What `split` would take back and judge; nothing is decided."
    )
    charts: Charts = strawberry.field(resolver=charts, description="Saved charts, the last saved first.")
    chart: Chart = strawberry.field(
        resolver=chart, description="A saved chart as things stand now, with what changed since."
    )
    flags: Flags = strawberry.field(
        resolver=flags, description="What relied on an entity that has changed since, until acknowledged."
    )
    relied: list[Flag] = strawberry.field(
        resolver=relied, description="All that relied on the entities that one change touched."
    )
    review_queue: list[ReviewItem] = strawberry.field(
        resolver=review_queue, description="Pairs that people should look at, by what a verdict would change."
    )
    retention_queue: RetentionQueue = strawberry.field(
        resolver=retention_queue,
        description="Records whose term ran out and that people decide about; for who keeps the terms.",
    )
    passages: Passages = strawberry.field(
        resolver=passages, description="The stream of plates at cameras: by plate, camera, place and time."
    )
    exports: Exports = strawberry.field(
        resolver=exports, description="What was sent to whom, and which of it held what was erased since."
    )
    correction: Proposal = strawberry.field(
        resolver=correction, description="What a correction would say and touch; changes nothing."
    )
    corrections: list[Correction] = strawberry.field(
        resolver=corrections, description="The corrections that stand about a record."
    )
    touches: Touches = strawberry.field(
        resolver=touches, description="What erasing or reclassifying records would touch; changes nothing."
    )
    audit_log: LogLines = strawberry.field(
        resolver=audit_log, description="Lines of the log, for the auditor alone; the question is logged too."
    )
    audit_patterns: list[LogPattern] = strawberry.field(
        resolver=audit_patterns, description="Patterns in the log worth a question, for the auditor alone."
    )
    ontology: Words = strawberry.field(
        resolver=ontology,
        description="The labels of the ontology in nl, fr, de or en; asks nothing about persons.",
    )


def _known_type(info: Info, type_: str) -> None:
    types = info.context.house.ontology.types
    if type_ and type_ not in types:
        raise BadInput(f"There is no type {type_!r}; the types are {', '.join(sorted(types))}.")


def _known_links(info: Info, links: list[str]) -> None:
    relations = info.context.house.ontology.relations
    unknown = [link for link in links if link not in relations]
    if unknown:
        raise BadInput(f"There is no link {unknown[0]!r}; the links are {', '.join(sorted(relations))}.")
