"""Mentions, clusters and judgements as one session may see them: what is hidden is as if it did not exist."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from api.graphql.port import Allowed
from api.stages.inherit import Inherited, inherited
from graph import read
from graph.derive import entity_id
from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from graph.read.corrected import knowing
from graph.read.reader import Reader
from ledger.errors import BadInput, Missing
from ledger.ledger import Ledger
from ledger.record import Record
from policy.classes import Classes
from resolution.change import Cluster
from resolution.judgements import Judgement, counting, standing
from resolution.review.layer import Layer
from resolution.store.clusters import ClusterStore
from resolution.weights.model import Model, default_model
from resolution.why.story import Name, called


@dataclass(frozen=True)
class Visible:
    """The stores of an installation and the classes that a session holds."""

    store: Reader
    ledger: Ledger
    mentions: MentionStore
    clusters: ClusterStore
    classes: Classes
    allowed: Allowed
    _layers: dict[int, Layer] = field(default_factory=dict)
    _records: dict[str, Record] = field(default_factory=dict)

    def mention(self, id_: str) -> Mention:
        """The mention with this id, or the first one of the entity with it; Missing when hidden."""
        found = self.mentions.get([id_]).get(id_)
        if found is None:
            first = read.card(self.store, id_, self.allowed, first=1).mentions[0].id
            found = self.mentions.get([first]).get(first)
        if found is None or found.class_ not in self.allowed:
            raise Missing(f"nothing is known under {id_}")
        return found

    def told(self, mention: Mention) -> Mention:
        """A mention with what the classes above it know, as far as this session sees them."""
        above = [one for one in self.mentions.above_of([mention.id]) if one.class_ in self.allowed]
        return knowing(mention, above)

    def record(self, id_: str) -> Record | None:
        """A record; None when it is gone."""
        if id_ not in self._records:
            self.fetch([id_])
        return self._records.get(id_)

    def fetch(self, records: Iterable[str]) -> None:
        """Read these records at once: each is asked for soon."""
        self._records.update(self.ledger.records(sorted(set(records))))

    def ends(self, a: str, b: str) -> tuple[Mention, Mention]:
        """The two mentions that two ids mean: of entities those most alike, else their first ones."""
        left, right = self.mention(a), self.mention(b)
        if left.type != right.type or {left.id, right.id} == {a, b}:
            return left, right
        layer = self.layer(left, right)
        sides = [self.cluster(layer, m) if m.id != id_ else (m.id,) for m, id_ in ((left, a), (right, b))]
        between = [
            pair
            for pair in layer.clusters.pairs(layer.layer, sides[0])
            if {pair.a, pair.b} & set(sides[0]) and {pair.a, pair.b} & set(sides[1])
        ]
        if not between or sides[0] == sides[1]:
            return left, right
        best = max(between, key=lambda pair: (pair.weight, pair.a, pair.b))
        ids = (best.a, best.b) if best.a in sides[0] else (best.b, best.a)
        found = self.mentions.get(ids)
        return found.get(ids[0], left), found.get(ids[1], right)

    def layer(self, *mentions: Mention) -> Layer:
        """The layer in which these meet; BadInput where there is none that this session may see."""
        numbers = {mention.class_ for mention in mentions}
        for number in sorted(self.allowed):
            held = {number, *self.classes.stands_on(number)}
            if numbers <= held and number in (numbers if len(numbers) == 1 else held):
                return self.of(number)
        raise BadInput("These two are of records that are not brought together: no layer holds them both.")

    def of(self, number: int) -> Layer:
        """One layer with its model, and the judgements that it was resolved with."""
        if number not in self._layers:
            below, position = self.classes.stands_on(number), self.clusters.position(number)
            stands = counting((d for d in self.decisions if d.sequence <= position), number, below)
            model = self.model(number)
            self._layers[number] = Layer(self.mentions, self.clusters, model, number, stands, below)
        return self._layers[number]

    @cached_property
    def decisions(self) -> list[Inherited]:
        """All decisions when they were first asked for; make another `Visible` after a new one."""
        return inherited(self.ledger, self.mentions)

    def anew(self) -> Visible:
        """The same, as things stand now."""
        return replace(self, _layers={}, _records={})

    def model(self, number: int) -> Model:
        """The model of the base that a layer stands on; the default one where none was published."""
        base = next(iter(self.classes.stands_on(number)), number)
        published = self.ledger.published("model", f"persons-{base}")
        return Model.from_json(published.content["json"]) if published else default_model()

    def layers(self) -> list[int]:
        """The layers that have been resolved and that this session may see."""
        return self.clusters.resolved(self.allowed)

    def cluster(self, layer: Layer, mention: Mention) -> Cluster:
        """The cluster of a mention in a layer, or in the layer of its own class."""
        for number in (layer.layer, mention.class_):
            if found := self.clusters.cluster_of(number, [mention.id]).get(mention.id):
                return found
        return (mention.id,)

    def widest(self, mention: Mention) -> Layer:
        """The layer that holds most of a mention's entity, of those that this session may see."""

        def held(number: int) -> tuple[int, bool, int]:
            cluster = self.clusters.cluster_of(number, [mention.id]).get(mention.id, ())
            return len(cluster), number == mention.class_, -number

        return self.of(max({mention.class_, *self.layers()}, key=held))

    def entity(self, mention: Mention) -> str:
        """The id of the entity that a mention is in: named by the mentions of its class, as in the graph."""
        held = self.clusters.cluster_of(mention.class_, [mention.id]).get(mention.id, ())
        if not self.classes.stands_on(mention.class_):
            return entity_id(mention.class_, held or [mention.id])
        own = [m.id for m in self.mentions.get(held).values() if m.class_ == mention.class_]
        return entity_id(mention.class_, own or [mention.id])

    def one(self, a: Mention, b: Mention) -> bool:
        """True where a layer that this session may see takes both for one."""
        return self.joined(a.id, b.id)

    def joined(self, a: str, b: str) -> bool:
        """The same by their ids."""
        found = (self.clusters.cluster_of(number, [a]).get(a, ()) for number in self.layers())
        return any(b in cluster for cluster in found)

    def standing(self) -> list[Judgement]:
        """The judgements that stand and that this session may see, with both of their mentions."""
        return self._standing

    @cached_property
    def _standing(self) -> list[Judgement]:
        return self._of_visible(standing(self.decisions, self.allowed))

    def standing_in(self, class_: int) -> list[Judgement]:
        """Those that stand in the layer of a class, also where a class above has taken one back."""
        return self._of_visible(standing(self.decisions, (class_, *self.classes.stands_on(class_))))

    def _of_visible(self, stands: list[Judgement]) -> list[Judgement]:
        found = self.mentions.get({id_ for one in stands for id_ in one.pair}).values()
        hidden = {mention.id for mention in found if mention.class_ not in self.allowed}
        return [one for one in stands if hidden.isdisjoint(one.pair)]

    def namer(self) -> Name:
        """What mentions are called; one that is gone by its id."""
        known: dict[str, str] = {}

        def name(id_: str) -> str:
            if id_ not in known:
                found = self.mentions.get([id_]).get(id_)
                visible = found is not None and found.class_ in self.allowed
                known[id_] = called(self.told(found)) if found and visible else id_[:8]
            return known[id_]

        return name

    def shown(self, mentions: Iterable[Mention], also: Iterable[int] = ()) -> int:
        """The class of what the entities of these mentions show: what is decided about them has it.

        `also` are classes of what was shown beside them. BadInput where policy does not let what was shown
        meet.
        """
        held = self.held({mention.id for mention in mentions})
        numbers = {m.class_ for m in self.mentions.get(held).values() if m.class_ in self.allowed}
        numbers.update(one.class_ for one in self.mentions.above_of(held) if one.class_ in self.allowed)
        numbers.update(also)
        above = {n for n in numbers if not any(n in self.classes.stands_on(other) for other in numbers)}
        with suppress(BadInput):
            number = self.classes.compound(*sorted(above))
            if self.classes.holds(self.allowed, number):
                return number
        raise BadInput(
            "A judgement on these would bring together what policy keeps apart: judge mentions that are"
            " not joined with it, or have a compound class made for what must meet."
        )

    def held(self, ids: set[str]) -> set[str]:
        """These mentions and all that one layer after the other joins with them."""
        held, waiting = set(ids), ids
        while waiting:
            found = [self.clusters.cluster_of(number, waiting).values() for number in self.layers()]
            waiting = {m for clusters in found for cluster in clusters for m in cluster} - held
            held |= waiting
        return held
