"""An answer with the properties alone that a function sees: what a question needs and no more.

What is left out depends on the type and on the function alone, never on what a record says: so it tells
nothing of what is hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Protocol, runtime_checkable

from graph.derive.text import caption
from graph.ontology.model import Ontology
from graph.ontology.shows import Shows, everything
from ledger.errors import Denied
from policy.fields import Fields

PASSAGE = (
    ("Vehicle", "registrationNumber"),
    ("Vehicle", "country"),
    ("Location", "name"),
    ("Location", "latitude"),
    ("Location", "longitude"),
    ("Event", "startDate"),
)
"""What a passage tells, as properties."""


@runtime_checkable
class Narrow(Protocol):
    """Part of an answer that shows values of properties."""

    def narrow(self, shown: Shown) -> None:
        """Take out the values of properties that are not shown."""


@runtime_checkable
class Called(Protocol):
    """A thing in short, by the id `entity` or `id`."""

    type: str
    caption: str


Values = Callable[[str], Mapping[str, str]]
"""Id of an entity → its best values, as far as the session sees them."""


@dataclass(frozen=True)
class Shown:
    """What one function sees of the ontology."""

    function: str
    fields: Fields
    ontology: Ontology

    @property
    def whole(self) -> bool:
        """Whether it sees every property there is."""
        types = {one.name: one.properties for one in self.ontology.types.values()}
        return self.fields.whole(self.function, types)

    @property
    def finds(self) -> Shows:
        """By which properties it finds things, as searches take it: the plain one for who sees all."""
        return everything if self.whole else self.shows

    def shows(self, type_: str, property_: str) -> bool:
        """Whether it sees a property."""
        return self.fields.shows(self.function, type_, property_)

    def everywhere(self, property_: str) -> bool:
        """Whether it sees a property on every type that has it."""
        types = self.ontology.types.values()
        return all(self.shows(one.name, property_) for one in types if property_ in one.properties)

    def refuse_unseen(self, property_: str) -> None:
        """Denied for a property that it does not see: to correct one is to be told what it is."""
        if not self.everywhere(property_):
            raise Denied("Your function does not see this property.")

    def refuse_passages(self) -> None:
        """Denied where it does not see what every passage tells: to ask for a plate is to be told of it."""
        if not all(self.shows(type_, name) for type_, name in PASSAGE):
            raise Denied("Your function does not see what passages tell.")

    def fit(self, answer: object, values: Values) -> None:
        """Take out of an answer, however deep, what the function does not see.

        `values` gives those of a thing whose name has to be made anew of what is shown.
        """
        if not self.whole:
            self._fit(answer, cache(values))

    def caption(self, type_: str, values: Mapping[str, str]) -> str:
        """What a thing is called by what is shown of it."""
        best = {name: value for name, value in values.items() if self.shows(type_, name)}
        return caption(self.ontology.types[type_].caption, best, type_)

    def named(self, type_: str) -> bool:
        """Whether it sees all that things of a type are called by."""
        known = self.ontology.types.get(type_)
        return known is None or all(self.shows(type_, name) for name in known.caption)

    def _fit(self, value: object, values: Values) -> None:
        if isinstance(value, list):
            for item in value:
                self._fit(item, values)
        elif is_dataclass(value) and not isinstance(value, type):
            if isinstance(value, Called) and not self.named(value.type):
                id_ = str(getattr(value, "entity", "") or getattr(value, "id", ""))
                value.caption = self.caption(value.type, values(id_))
            if isinstance(value, Narrow):
                value.narrow(self)
            for field in fields(value):
                self._fit(getattr(value, field.name), values)
