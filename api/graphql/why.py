"""Why two mentions are one or not, and how an entity grew: in words, each finding with its weight."""

import strawberry

from api.graphql.consultation import consult
from api.graphql.context import Context
from api.graphql.hit import Detail
from api.graphql.merges import Change
from api.graphql.shown import Shown
from api.graphql.words import known_language
from ledger.errors import BadInput

Info = strawberry.Info[Context, None]
SUREST = 0.999
"""The threshold at which a story is asked what would split, where none is given."""


@strawberry.type(description="One line of a waterfall: what was compared and found, its weight in bits.")
class WhyLine:
    """Field, finding in words, weight (log2), and what both sides say, folded as it was compared."""

    field: str
    text: str
    weight: float
    left: str
    right: str


@strawberry.type(description="One of the two: a mention, what its record says, and the entity that it is in.")
class Side:
    """A mention with its record and values."""

    mention: strawberry.ID
    record: strawberry.ID
    entity: strawberry.ID
    type: str
    caption: str
    source: str
    values: list[Detail]

    def narrow(self, shown: Shown) -> None:
        """Of the values those that are shown."""
        self.values = [one for one in self.values if shown.shows(self.type, one.property)]


@strawberry.type(description="What somebody decided about two mentions and nobody has taken back.")
class Judgement:
    """positive, negative or unsure; by whom, why, when; `text` says it in words."""

    id: strawberry.ID
    kind: str
    a: strawberry.ID
    b: strawberry.ID
    author: str
    reason: str
    at: str
    text: str


@strawberry.type(description="Why two mentions are taken for one, or not; also of those never compared.")
class Why:
    """A headline, the waterfall (its weights sum to `weight`, in bits), and what else counts."""

    a: Side
    b: Side
    together: bool
    headline: str
    probability: float
    weight: float
    lines: list[WhyLine]
    notes: list[str]
    judgements: list[Judgement]


@strawberry.type(description="One join in the growth of an entity.")
class StoryStep:
    """By words, judgement, source, average, identifier or misread; `lines` is the waterfall of a pair."""

    how: str
    text: list[str]
    weight: float
    left: list[strawberry.ID]
    right: list[strawberry.ID]
    lines: list[WhyLine]


@strawberry.type(description="How an entity grew, in order, and what another threshold would do.")
class Story:
    """Not `whole` where the joins made again do not end at the entity as it stands."""

    id: strawberry.ID
    type: str
    caption: str
    mentions: int
    whole: bool
    steps: list[StoryStep]
    judgements: list[Judgement]
    threshold: list[str]
    changes: list[Change] = strawberry.field(
        default_factory=list, description="When it became what it is, by what and by whom; oldest first."
    )
    begun: str = strawberry.field(default="", description="Since when its changes are kept.")


async def why(info: Info, a: strawberry.ID, b: strawberry.ID, lang: str = "en") -> Why:
    """The waterfall of any two mentions in words."""
    known_language(lang)
    identity = info.context.house.identities()
    return await consult(
        info.context, "why", {"a": a, "b": b}, lambda _, allowed: identity.why(a, b, lang, allowed)
    )


async def how(info: Info, entity: strawberry.ID, lang: str = "en", threshold: float = SUREST) -> Story:
    """The joins of an entity in the order in which they were made."""
    known_language(lang)
    if not 0 < threshold < 1:
        raise BadInput("A threshold is a probability between 0 and 1, such as 0.9.")
    identity = info.context.house.identities()
    return await consult(
        info.context,
        "how",
        {"entity": entity, "threshold": threshold},
        lambda _, allowed: identity.how(entity, lang, threshold, allowed),
    )
