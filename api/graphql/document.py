"""A record as received, with the places where its mentions stand."""

from collections.abc import Callable

import strawberry
from anyio import to_thread

from api.graphql.as_it_was import AsItWas
from api.graphql.columns import Columns
from api.graphql.consultation import consult
from api.graphql.context import Context
from api.graphql.grade import Grade
from api.graphql.shown import Shown
from api.graphql.translation import Language, Translation, TranslationKind

Info = strawberry.Info[Context, None]


@strawberry.type(description="A place in a field's text: Unicode code points, end exclusive.")
class Mark:
    """Which mention stands there, its type, and the entity that it refers to."""

    start: int
    end: int
    page: int = strawberry.field(description="The page of a document, from 1; 0 where there are no pages.")
    mention: strawberry.ID
    type: str
    entity: strawberry.ID
    caption: str
    found_by: str = strawberry.field(description="The feed, or the extractor in its own words.")


async def translation(root: strawberry.Parent["Field"], info: Info, to: Language) -> Translation | None:
    """A translation where a model for it is configured, else a word gloss; the kind says which."""
    if root.withheld:
        return None
    return await consult(
        info.context,
        "translation",
        {"id": root.record, "field": root.name, "to": to.value},
        lambda reads, allowed: reads.translation(root.record, root.name, to, allowed),
    )


async def translatable(root: strawberry.Parent["Field"], info: Info, to: Language) -> TranslationKind | None:
    """The kind alone, so that nobody is offered a gloss as a translation."""
    if root.withheld:
        return None
    house, session = info.context.house, await info.context.session()
    return await to_thread.run_sync(
        lambda: house.reads.translatable(root.record, root.name, to, session.allowed)
    )


@strawberry.type(description="One field of a record: a column, or the text of a document.")
class Field:
    """Name, text and the marks in it."""

    record: strawberry.Private[str]
    name: str
    text: str
    marks: list[Mark]
    withheld: bool = strawberry.field(
        default=False, description="True where the function does not see what the column says."
    )

    translation: Translation | None = strawberry.field(
        resolver=translation,
        description="The text in another language, a look that is logged of its own; null where it holds no "
        "word of another language. Names and identifiers that were found in it stand as they are.",
    )
    translatable: TranslationKind | None = strawberry.field(
        resolver=translatable,
        description="What `translation` would give, without making it; null where nothing.",
    )


def named(root: strawberry.Parent["Document"], names: list[str] | None = None) -> list[Field]:
    """In the order of the source."""
    return [field for field in root.all_fields if names is None or field.name in names]


@strawberry.type(name="Record", description="One immutable thing received from a source.")
class Document:
    """What the source said, its grade and handling code, and the mentions found in it."""

    id: strawberry.ID
    source: str
    feed: str
    key: str
    version: str
    recorded: str
    received: str
    handling: str
    grade: Grade
    all_fields: strawberry.Private[list[Field]]
    columns: strawberry.Private[Callable[[], Columns]]
    times: AsItWas | None = None

    def narrow(self, shown: Shown) -> None:
        """Columns that say what is not shown are withheld, and those of which nobody knows what they say."""
        columns = self.columns()
        for field in self.all_fields:
            if not columns.shown(field.name, shown.shows):
                field.text, field.marks, field.withheld = "", [], True

    fields: list[Field] = strawberry.field(
        resolver=named, description="All its fields, or those with these names."
    )
