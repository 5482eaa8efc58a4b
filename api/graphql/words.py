"""The words of the ontology in one language."""

from collections.abc import Mapping

import strawberry

from graph.ontology.model import LANGUAGES, Labels, Ontology, Relation, Type
from ledger.errors import BadInput


@strawberry.type(description="The label of one name of the ontology.")
class Word:
    """A name (property, kind, relation, role) and its label."""

    name: str
    label: str


@strawberry.type(description="The label of a type of link.")
class LinkWord:
    """Name and label; a symmetric link has no direction."""

    name: str
    label: str
    symmetric: bool


@strawberry.type(description="A type of entity with the labels of its properties and kinds.")
class TypeWords:
    """Name, label, plural, properties and kinds of a type."""

    name: str
    label: str
    plural: str
    properties: list[Word]
    kinds: list[Word]


@strawberry.type(description="The labels of types, properties, links and roles in one language.")
class Words:
    """The ontology as words to show."""

    lang: str
    types: list[TypeWords]
    links: list[LinkWord]
    roles: list[Word]


def words(ontology: Ontology, lang: str) -> Words:
    """All labels in one language; BadInput when there are none in it."""
    known_language(lang)
    return Words(
        lang=lang,
        types=[_type(type_, lang) for type_ in ontology.types.values()],
        links=[_link(relation, lang) for relation in ontology.relations.values()],
        roles=_words(ontology.roles, lang),
    )


def known_language(lang: str) -> None:
    """BadInput for a language without labels."""
    if lang not in LANGUAGES:
        raise BadInput(f"There are no labels in {lang!r}; choose one of {', '.join(LANGUAGES)}.")


def _type(type_: Type, lang: str) -> TypeWords:
    return TypeWords(
        name=type_.name,
        label=type_.labels[lang],
        plural=type_.plural[lang],
        properties=_words({name: item.labels for name, item in type_.properties.items()}, lang),
        kinds=_words(type_.kinds, lang),
    )


def _link(relation: Relation, lang: str) -> LinkWord:
    return LinkWord(name=relation.name, label=relation.labels[lang], symmetric=relation.symmetric)


def _words(labels: Mapping[str, Labels], lang: str) -> list[Word]:
    return [Word(name=name, label=by_lang[lang]) for name, by_lang in labels.items()]
