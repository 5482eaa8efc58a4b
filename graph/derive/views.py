"""Words of a thing without the values that a function does not see, so that it finds nothing by these.

They stand in the search text of what has such a value, under a key that is made of the type and of what is
not seen of it. What has none is found by its own words. So a text without them, made before the policy said
so, is found by less, never by more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from graph.derive.text import caption, search_text
from graph.derive.values import Supported
from graph.ontology.model import Ontology, Type
from graph.ontology.shows import Shows
from ledger.canonical import identify
from policy.fields import Fields

DATES = ("date", "datetime")
CALLED = ("firstName", "lastName")
"""What a name is made of where there is none."""
DIGITS = 8


@dataclass(frozen=True, order=True)
class View:
    """What a function does not see of that by which things of a type are found; `blind`: all of it."""

    type: str
    unseen: tuple[str, ...]
    blind: bool

    @property
    def key(self) -> str:
        """What stands before each word: no word that is typed has its sign."""
        return f"v_{identify('view', self.type, *self.unseen)[:DIGITS]}_"


Views = Mapping[str, tuple[View, ...]]
"""Type → the views whose words are kept."""
NO_VIEWS: Views = {}


def finding(type_: Type) -> frozenset[str]:
    """The properties by which things of a type are found or called."""
    found = {name for name, one in type_.properties.items() if one.search or one.format in DATES}
    return frozenset({*found, *type_.caption, *CALLED} & type_.properties.keys())


def views_of(ontology: Ontology, shows: Shows) -> dict[str, View]:
    """By type what is not seen; types of which all is seen that matters are not among them."""
    return {name: one for name, type_ in ontology.types.items() if (one := _view(type_, shows))}


def views_kept(ontology: Ontology, fields: Fields) -> Views:
    """The views of all functions that see something of a type, each once."""
    found: dict[str, set[View]] = {}
    for function in fields.seen:
        for name, one in views_of(ontology, fields.shower(function)).items():
            if not one.blind:
                found.setdefault(name, set()).add(one)
    return {name: tuple(sorted(some)) for name, some in sorted(found.items())}


def version(views: Views) -> str:
    """A word that is another one when other views are kept."""
    return identify("views", *(one.key for name in sorted(views) for one in views[name]))


def view_words(
    views: Views, type_: Type, found: Supported, best: Mapping[str, str], sources: Collection[str]
) -> Iterator[str]:
    """The words of one thing in each view of its type that does not see all its values."""
    for view in views.get(type_.name, ()):
        if best.keys() & {*view.unseen}:
            seen = {name: values for name, values in found.items() if name not in view.unseen}
            shown = called(type_, view, best)
            words = search_text(type_.properties, seen, shown, type_.name, sources)
            yield from (view.key + word for word in words.split())


def called(type_: Type, view: View, best: Mapping[str, str]) -> str:
    """What a thing is called by what is seen of it."""
    return caption(type_.caption, {n: v for n, v in best.items() if n not in view.unseen}, type_.name)


def _view(type_: Type, shows: Shows) -> View | None:
    by = finding(type_)
    unseen = tuple(sorted(name for name in by if not shows(type_.name, name)))
    return View(type_.name, unseen, len(unseen) == len(by)) if unseen else None
