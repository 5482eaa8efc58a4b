"""Exports: what a chart holds, in the format of another program, logged as a disclosure."""

import base64
from enum import Enum

import strawberry
from anyio import to_thread

from api.graphql.context import Context
from api.graphql.limits import MOST_ON_CHART, between
from api.graphql.words import known_language
from graph.read.time import Times

Info = strawberry.Info[Context, None]


@strawberry.enum(description="Formats of an export; JSON is our own, which `locard import` takes in.")
class ExportFormat(Enum):
    """By the names of `locard export --format`."""

    GRAPHML = "graphml"
    CSV = "csv"
    JSON = "json"
    FTM = "ftm"
    STIX = "stix"
    ANX = "anx"
    UMF = "umf"


@strawberry.type(description="One file of an export.")
class ExportedFile:
    """`ending` tells files of one export apart; `content` is in base64."""

    ending: str
    media_type: str
    content: str


@strawberry.type(description="An export as it was written, and what the ledger keeps of it.")
class Exported:
    """`met`: how many things were met, of which `things` are in it; `leftOut`: records not to be passed on.

    `denied` counts links that are only denied and for which the format has no word.
    """

    id: strawberry.ID
    marking: str
    things: int
    links: int
    records: int
    met: int
    exact: bool
    left_out: int
    denied: int
    files: list[ExportedFile]


def exported_file(ending: str, media_type: str, content: bytes) -> ExportedFile:
    """A file as it is answered."""
    return ExportedFile(ending=ending, media_type=media_type, content=base64.b64encode(content).decode())


async def export(
    info: Info,
    ids: list[strawberry.ID],
    format: ExportFormat,
    recipient: str,
    hops: int = 0,
    without_forbidden: bool = False,
    lang: str = "en",
    as_of: str = "",
    known_at: str = "",
) -> Exported:
    """Refused where a handling code forbids passing something on, unless that is to be left out."""
    known_language(lang)
    between("The number of ids", len(ids), MOST_ON_CHART)
    house, session = info.context.house, await info.context.session("export")
    made, times = house.exported(), Times(as_of, known_at)
    return await to_thread.run_sync(
        lambda: made.export(
            ids,
            hops,
            format.value,
            recipient,
            without_forbidden,
            lang,
            session.allowed,
            session.user,
            session.purpose,
            times,
        )
    )
