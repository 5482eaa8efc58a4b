"""The stream of passages: asked by plate, camera, place and time; taken over into the graph."""

import strawberry
from anyio import to_thread

from api.graphql.consultation import consult
from api.graphql.context import Context
from api.graphql.limits import LONGEST_TEXT, MOST_ITEMS, between
from graph.passages.question import Question
from ledger.errors import BadInput

Info = strawberry.Info[Context, None]


@strawberry.type(description="One plate read by one camera at one moment, in UTC.")
class PassageRead:
    """`confidence` goes from 0 to 1; `record` is what was made of it when it was taken over, else empty."""

    id: strawberry.ID
    plate: str
    country: str
    camera: str
    latitude: float | None
    longitude: float | None
    time: str
    lane: str
    direction: str
    confidence: float
    record: strawberry.ID


@strawberry.type(description='Passages, "N of M", the latest first.')
class Passages:
    """A page of `total`; `end` is what to give as `after` for the next page, empty at the last.

    `since` is the earliest moment of which this purpose sees passages.
    """

    total: int
    shown: int
    end: str
    since: str
    items: list[PassageRead]


@strawberry.type(description="A passage that was made a record; `new` is false where it was one already.")
class TakenOver:
    """The record; it is in the graph as soon as the pipeline has run."""

    record: strawberry.ID
    new: bool


@strawberry.input(description="A point and how many km around it.")
class AroundInput:
    """Latitude, longitude, km."""

    latitude: float
    longitude: float
    km: float


async def passages(
    info: Info,
    plate: str = "",
    misread: bool = False,
    camera: str = "",
    around: AroundInput | None = None,
    since: str = "",
    until: str = "",
    first: int = 50,
    after: str = "",
) -> Passages:
    """Of a plate (? for one sign, * for any), a camera, a place, or an interval; all that is given holds."""
    between("first", first, MOST_ITEMS)
    if max(len(plate), len(camera)) > LONGEST_TEXT:
        raise BadInput(f"A plate or the name of a camera has at most {LONGEST_TEXT} characters.")
    near = (around.latitude, around.longitude, around.km) if around else None
    skip = _place(after)
    asked = Question(plate.strip(), misread, camera, near, since, until, limit=first, skip=skip)
    given = {"plate": asked.plate, "misread": misread, "camera": camera, "around": near}
    given |= {"since": since, "until": until, "first": first, "after": after}
    stream, session = info.context.house.streamed(), await info.context.session()
    (await info.context.shown()).refuse_passages()
    return await consult(
        info.context,
        "passages",
        {name: value for name, value in given.items() if value},
        lambda _, __: stream.passages(asked, session),
    )


async def take_passages(info: Info, ids: list[strawberry.ID], follow: bool = False) -> list[TakenOver]:
    """They become records like all others; with `follow` the pipeline runs, and they are in the graph."""
    between("The number of ids", len(ids), MOST_ITEMS)
    house, session = info.context.house, await info.context.session("chart")
    stream, wanted = house.streamed(), [str(id_) for id_ in ids]
    return await to_thread.run_sync(lambda: stream.take(wanted, follow, session))


def _place(after: str) -> int:
    if after and not (after.isascii() and after.isdigit() and len(after) < 8):
        raise BadInput("`after` is the `end` of the page before; leave it empty for the first page.")
    return int(after or 0)
