"""The page of the ontology for readers: `python -m graph.ontology.page > docs/ontology.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.ontology.load import load
from graph.ontology.model import Labels, Ontology, Property, Relation, Type

HEAD = """# The ontology

What Locard can say about the world: {types} types, {relations} relations between them, {roles} roles. This page is made from `graph/ontology/*.yaml` by `python -m graph.ontology.page > docs/ontology.md`; the YAML is what counts, and a test tells when the page is stale.

An **alias** is a false identity that somebody used, and a type of its own. A **nickname** is what friends call somebody, and a value of the person. A phone, an e-mail address, an account or a document is an Object that a person uses, owns or has. A role is on the link to one case or event, never on the person.

In the tables: *identifier* – a number that the search box finds whole or in part; *searched* – words that it finds; *sensitive* – a special category of personal data; *no feature* – nothing that a suggester reads (a test holds the suggesters to it); *required* and the column *compared as* are what the YAML declares, and no code acts on them yet: how two mentions are compared stands in `resolution/`. `sourceKey` is the source's own number of a thing.
"""  # noqa: E501


def page(ontology: Ontology) -> str:
    """The whole page in Markdown."""
    head = HEAD.format(
        types=len(ontology.types), relations=len(ontology.relations), roles=len(ontology.roles)
    )
    parts = [head, *(_type(type_) for type_ in ontology.types.values())]
    parts += [_relations(ontology.relations.values()), _roles(ontology)]
    return "\n".join(parts)


def _type(type_: Type) -> str:
    lines = [f"## {type_.name}", "", _words(type_.labels), ""]
    lines += _table(("property", "nl", "fr", "de", "en", "compared as", "notes"), _properties(type_))
    if type_.kinds:
        lines += ["", "Its `kind` is one of these:", ""]
        rows = ([f"`{kind}`", *_four(labels)] for kind, labels in type_.kinds.items())
        lines += _table(("kind", "nl", "fr", "de", "en"), rows)
    return "\n".join([*lines, ""])


def _properties(type_: Type) -> Iterator[list[str]]:
    for name, known in type_.properties.items():
        yield [f"`{name}`", *_four(known.labels), known.compare, ", ".join(_notes(known))]


def _notes(known: Property) -> Iterator[str]:
    if known.format != "text":
        yield known.format
    marks = {"identifier": known.identifies, "searched": known.search, "sensitive": known.sensitive}
    marks |= {"no feature": not known.feature, "required": known.required}
    yield from (word for word, true in marks.items() if true)


def _relations(relations: Iterable[Relation]) -> str:
    rows = ([f"`{r.name}`", ", ".join(r.from_), ", ".join(r.to), _way(r), r.labels["en"]] for r in relations)
    lines = ["## Relations", "", *_table(("relation", "from", "to", "notes", "en"), rows), ""]
    return "\n".join(lines)


def _way(relation: Relation) -> str:
    marks = {"both ways": relation.symmetric, "with a role": relation.role}
    return ", ".join(word for word, true in marks.items() if true)


def _roles(ontology: Ontology) -> str:
    rows = ([f"`{role}`", *_four(labels)] for role, labels in ontology.roles.items())
    return "\n".join(["## Roles", "", *_table(("role", "nl", "fr", "de", "en"), rows), ""])


def _words(labels: Labels) -> str:
    return ", ".join(f"{lang}: {label}" for lang, label in labels.items())


def _four(labels: Labels) -> list[str]:
    return [labels[lang] for lang in ("nl", "fr", "de", "en")]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_row(head), _row(["---"] * len(head)), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    print(page(load()), end="")
