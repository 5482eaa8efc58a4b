"""Persons of two classes who may be one: compared when somebody asks who may see both, and never stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.candidates.keys import keys_of
from resolution.change import Pair
from resolution.clustering.conflicts import Facts, facts_of
from resolution.clustering.persons import rules_of
from resolution.comparison.features import Features
from resolution.comparison.profiles import Profile
from resolution.engines.scoring import least_weight
from resolution.review.aliases import TELLING, one_name
from resolution.store.classkeys import ClassKeys
from resolution.weights.model import Model
from resolution.weights.score import explain, weight
from resolution.why.why import rows_of

MOST = 400
"""Pairs that are compared for one question, those that share most keys first."""
CROWDED = 50
"""Mentions of a class under one key beyond which the key is not used."""
Row = tuple[Mention, Features]


@dataclass(frozen=True)
class Crossing:
    """Two mentions of two classes that may be one person, by what both say.

    `shared` are the numbers that both have under different names ("phone:32470998877"); () where the pair
    as a whole weighs enough.
    """

    own: Mention
    other: Mention
    pair: Pair
    shared: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """Bits of the pair, or what the numbers in common say: it orders suggestions, no probability."""
        return sum(TELLING[kind_of(number)] for number in self.shared) if self.shared else self.pair.weight


@dataclass(frozen=True)
class Crossings:
    """What was found, best first; not `exact` where more pairs share keys than were compared."""

    items: tuple[Crossing, ...]
    exact: bool


def crossings(
    own: Sequence[Row],
    meets: Mapping[int, Collection[int]],
    mentions: MentionStore,
    keys: ClassKeys,
    model: Model,
) -> Crossings:
    """What persons of other classes may be one with some rows of one entity.

    `meets` gives for a class those with whose records its own may be compared here: the caller's session
    sees them all, and no layer holds both.
    """
    counted = _sharing(own, meets, keys)
    order = sorted(counted, key=lambda ends: (-counted[ends], ends))
    rows = {m.id: (m, f) for m, f in own}
    classes = {class_ for others in meets.values() for class_ in others}
    others = {m.id: (m, f) for m, f in rows_of(mentions, {b for _, b in order[:MOST]}, classes)}
    made = (_crossing(rows[a], others[b], model) for a, b in order[:MOST] if b in others)
    found = sorted((one for one in made if one), key=lambda one: (-one.score, one.pair.a, one.pair.b))
    return Crossings(tuple(found), len(order) <= MOST)


def between(a: int, b: int, mentions: MentionStore, keys: ClassKeys, model: Model) -> Crossings:
    """What persons of two classes may be one with one another, all of them beside all."""
    shared = keys.between(a, b, CROWDED, MOST + 1)
    ends = {id_ for pair in shared for id_ in pair}
    rows = {m.id: (m, f) for m, f in rows_of(mentions, ends, (a, b))}
    made = (_crossing(rows[x], rows[y], model) for x, y in shared[:MOST] if x in rows and y in rows)
    found = sorted((one for one in made if one), key=lambda one: (-one.score, one.pair.a, one.pair.b))
    return Crossings(tuple(found), len(shared) <= MOST)


def kind_of(number: str) -> str:
    """The kind of a number as persons hold them: "phone:32470998877" → phone."""
    return number.partition(":")[0]


def conflict_of(model: Model, left: Iterable[Row], right: Iterable[Row]) -> str:
    """Why two entities are never one person, by all that their mentions say; "" when nothing forbids."""
    return rules_of(model).conflict(_facts(left), _facts(right))


def _facts(rows: Iterable[Row]) -> Facts:
    all_ = Facts()
    for mention, features in rows:
        all_ |= facts_of(Profile(features, (mention.id,), (mention.record,)))
    return all_


def _sharing(
    own: Sequence[Row], meets: Mapping[int, Collection[int]], keys: ClassKeys
) -> Counter[tuple[str, str]]:
    """Mention of the entity and mention of another class → how many keys both have."""
    inside, counted = {mention.id for mention, _ in own}, Counter[tuple[str, str]]()
    for mention, features in own:
        for class_ in meets.get(mention.class_, ()):
            for key in keys_of(features):
                found = keys.sharing(class_, key, CROWDED)
                counted.update((mention.id, other) for other in found if other not in inside)
    return counted


def _crossing(own: Row, other: Row, model: Model) -> Crossing | None:
    """The pair where it weighs enough to be one, or where a telling number is had under another name."""
    (a, x), (b, y) = own, other
    enough = round(weight(model, x, y), 6) >= least_weight(model)
    shared = () if enough else _telling(x, y)
    return Crossing(a, b, explain(model, a.id, x, b.id, y), shared) if enough or shared else None


def _telling(x: Features, y: Features) -> tuple[str, ...]:
    both = set(x.contacts) & set(y.contacts) | set(x.documents) & set(y.documents)
    found = sorted(number for number in both if kind_of(number) in TELLING)
    return tuple(found) if found and not one_name(x, y) else ()
