"""Charts that people saved, and the flags on what relied on an entity that has changed since."""

import strawberry
from anyio import to_thread

from api.graphql.consultation import consult
from api.graphql.context import Context
from api.graphql.limits import MOST_ITEMS, MOST_ON_CHART, between
from api.graphql.words import known_language
from ledger.errors import BadInput

Info = strawberry.Info[Context, None]
RELYING = ("chart", "export", "alert", "suggestion")
"""What can be flagged."""


@strawberry.type(
    description="An entity on a saved chart, as it is now; its mentions are those that were saved."
)
class ChartNode:
    """Entity, type, caption, place, and the mentions that the chart holds of how many there were."""

    entity: strawberry.ID
    type: str
    caption: str
    x: float
    y: float
    mentions: list[strawberry.ID]
    total: int


@strawberry.type(description="What is left on a chart of an entity of which something was erased.")
class ChartErased:
    """`text` says when; `whole` where nothing else of it stood here."""

    text: str
    at: str
    x: float
    y: float
    whole: bool


@strawberry.type(description="A text on a chart.")
class ChartNote:
    """Text and place."""

    text: str
    x: float
    y: float


@strawberry.type(description="A saved chart without what is on it.")
class ChartHead:
    """Name, case, who saved its last version and when; `version` counts from 1."""

    id: strawberry.ID
    name: str
    case: str
    author: str
    at: str
    version: int


@strawberry.type(description="The saved charts that this session may see.")
class Charts:
    """Some of `total`, the last saved first."""

    total: int
    items: list[ChartHead]


@strawberry.type(
    description="A saved chart as things stand now: what became one is one, what was split is all."
)
class Chart:
    """One version of `versions`; `notices` say what changed since it was saved."""

    id: strawberry.ID
    name: str
    case: str
    author: str
    at: str
    version: int
    versions: int
    nodes: list[ChartNode]
    notes: list[ChartNote]
    erased: list[ChartErased]
    notices: list[str]


@strawberry.type(description="Something that relied on an entity which has changed since.")
class Flag:
    """`object` is a chart, export, alert or suggestion; `text` says what changed and why."""

    id: strawberry.ID
    kind: str
    object: strawberry.ID
    name: str
    author: str
    at: str
    change: strawberry.ID
    changed: str
    text: str
    acknowledged: bool


@strawberry.type(description="Flags, the latest change first.")
class Flags:
    """Some of `total`; not `exact` where only the latest changes were looked at for suggestions."""

    total: int
    exact: bool
    items: list[Flag]


@strawberry.input(description="An entity to put on a chart, by its id or that of one of its mentions.")
class ChartItemInput:
    """Id and place."""

    id: strawberry.ID
    x: float = 0.0
    y: float = 0.0


@strawberry.input(description="A text to put on a chart.")
class ChartNoteInput:
    """Text and place."""

    text: str
    x: float = 0.0
    y: float = 0.0


async def charts(info: Info, case: str = "", first: int = 50) -> Charts:
    """The charts that were saved, of one case or of all."""
    between("first", first, MOST_ITEMS)
    merges = info.context.house.merged()
    return await consult(
        info.context,
        "charts",
        {"case": case, "first": first},
        lambda _, allowed: merges.charts(case, first, allowed),
    )


async def chart(info: Info, id: strawberry.ID, version: int = 0, lang: str = "en") -> Chart:
    """One chart; its last version where none is named."""
    known_language(lang)
    merges = info.context.house.merged()
    return await consult(
        info.context,
        "chart",
        {"id": id, "version": version},
        lambda _, allowed: merges.chart(id, version, lang, allowed),
    )


async def flags(info: Info, kinds: list[str] | None = None, first: int = 50, lang: str = "en") -> Flags:
    """What relied on an entity that has changed since, and nobody has looked at again."""
    between("first", first, MOST_ITEMS)
    known_language(lang)
    wanted = known_kinds(kinds or [])
    merges = info.context.house.merged()
    return await consult(
        info.context,
        "flags",
        {"kinds": wanted, "first": first},
        lambda _, allowed: merges.flags(wanted, first, lang, allowed),
    )


async def relied(info: Info, change: strawberry.ID, lang: str = "en") -> list[Flag]:
    """What relied on the entities that one change touched, also what was acknowledged."""
    known_language(lang)
    merges = info.context.house.merged()
    return await consult(
        info.context, "relied", {"change": change}, lambda _, allowed: merges.relied(change, lang, allowed)
    )


def known_kinds(kinds: list[str]) -> list[str]:
    """These kinds, all when there are none; BadInput for one that is never flagged."""
    if unknown := sorted(set(kinds) - set(RELYING)):
        raise BadInput(f"Nothing of kind {unknown[0]!r} is flagged; kinds are {', '.join(RELYING)}.")
    return sorted(set(kinds) or set(RELYING))


async def save_chart(
    info: Info,
    name: str,
    items: list[ChartItemInput],
    notes: list[ChartNoteInput] | None = None,
    id: strawberry.ID | None = None,
    version: int = 0,
    lang: str = "en",
) -> Chart:
    """Save a chart, or the next version of the one with this id."""
    known_language(lang)
    between("The number of items", len(items), MOST_ON_CHART)
    house, session = info.context.house, await info.context.session("chart")
    merges = house.merged()
    placed = [(str(item.id), item.x, item.y) for item in items]
    texts = [(note.text, note.x, note.y) for note in notes or []]
    return await to_thread.run_sync(
        lambda: merges.save_chart(
            (str(id or ""), version),
            name,
            placed,
            texts,
            lang,
            session.allowed,
            session.user,
            session.purpose,
        )
    )


async def delete_chart(info: Info, id: strawberry.ID, reason: str) -> ChartHead:
    """Take a chart out of the list; its versions stay in the ledger."""
    house, session = info.context.house, await info.context.session("chart")
    merges = house.merged()
    return await to_thread.run_sync(
        lambda: merges.delete_chart(id, reason, session.allowed, session.user, session.purpose)
    )


async def acknowledge(info: Info, id: strawberry.ID, reason: str, lang: str = "en") -> Flag:
    """Say that somebody has looked at what a flag tells of."""
    known_language(lang)
    house, session = info.context.house, await info.context.session("chart")
    merges = house.merged()
    return await to_thread.run_sync(
        lambda: merges.acknowledge(id, reason, lang, session.allowed, session.user, session.purpose)
    )
