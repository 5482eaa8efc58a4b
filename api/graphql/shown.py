"""A card with the properties alone that a function sees: what a question needs and no more."""

from __future__ import annotations

from dataclasses import replace

from api.graphql.card import Card
from graph.derive.text import caption
from graph.ontology import Ontology
from policy.fields import Fields


def card_for(function: str, card: Card, fields: Fields, ontology: Ontology) -> Card:
    """The card as a function sees it; the caption too is made of what is shown.

    This depends on the type and on the function alone, never on what a record says: which properties are
    left out tells nothing of what is hidden.
    """
    shown = [one for one in card.properties if fields.shows(function, card.type, one.property)]
    if len(shown) == len(card.properties):
        return card
    type_ = ontology.types[card.type]
    if all(fields.shows(function, card.type, name) for name in type_.caption):
        return replace(card, properties=shown)
    best = {one.property: one.values[0].value for one in shown if one.values}
    return replace(card, properties=shown, caption=caption(type_.caption, best, card.type))
