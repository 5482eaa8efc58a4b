"""Why two mentions are taken for one person, or not: the waterfall, and what keeps them apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from ledger.errors import Missing
from resolution.candidates.keys import keys_of
from resolution.change import Pair
from resolution.clustering.conflicts import facts_of
from resolution.clustering.persons import rules_of
from resolution.comparison.features import Features, around_of, features_of, repeated
from resolution.comparison.profiles import Profile
from resolution.things.keys import STRONG, WEAK, source_keys
from resolution.weights.model import Model
from resolution.weights.score import explain


@dataclass(frozen=True)
class Why:
    """The pair with its terms, which sum to its weight; the keys that both have; and what forbids them."""

    pair: Pair
    keys: tuple[str, ...]
    conflict: str


def why(mentions: MentionStore, model: Model, layer: int, a: str, b: str, also: Collection[int] = ()) -> Why:
    """Compare any two mentions of persons of a layer, also those that were never compared.

    Missing when one of them is not there; `also` are further classes that the layer holds. Identifiers
    that too many share are weighed here as if they were not generic: the batch leaves them out.
    """
    rows = rows_of(mentions, (a, b), (layer, *also))
    if not rows or len(rows) < len({a, b}):
        raise Missing("There is no such mention of a person")
    return compared(model, *rows[0], *rows[-1])


def compared(model: Model, a: Mention, x: Features, b: Mention, y: Features) -> Why:
    """Two mentions of persons with their rows: what speaks for and against their being one."""
    left, right = Profile(x, (a.id,), (a.record,)), Profile(y, (b.id,), (b.record,))
    common = set(keys_of(x)) & set(keys_of(y))
    conflict = rules_of(model).conflict(facts_of(left), facts_of(right))
    return Why(explain(model, a.id, x, b.id, y), tuple(sorted(common)), conflict)


def rows_of(
    mentions: MentionStore, ids: Iterable[str], classes: Collection[int]
) -> list[tuple[Mention, Features]]:
    """Those of the mentions that are persons of these classes, each with its row, by id.

    A row is made of what the mention's own class says: a record has one class.
    """
    found = mentions.get(ids)
    persons = [m for _, m in sorted(found.items()) if m.type == "Person" and m.class_ in classes]
    around = around_of(mentions, persons, {person.class_ for person in persons})
    homes = repeated(m for held in around.values() for m in held.values())
    return [(p, features_of(p, around[p.record], homes.get(p.id, ""))) for p in persons]


def thing_keys(a: Mention, b: Mention) -> tuple[str, ...]:
    """The exact keys that two mentions of one type, other than persons, have in common."""
    return tuple(sorted(_exact(a) & _exact(b))) if a.type == b.type else ()


def _exact(m: Mention) -> set[str]:
    made = {*source_keys(m)}
    for keys in (STRONG.get(m.type), WEAK.get(m.type)):
        made |= set(keys(m)) if keys else set()
    return made
