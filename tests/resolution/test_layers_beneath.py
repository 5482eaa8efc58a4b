"""A base that is looked up in its index answers its layers as one that is read as a whole."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from layered import JUDICIAL, LAYERS, MODEL, Layered, held_in, resolve_all
from people import holding, person, stores
from test_layers_flip import some_world

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from graph.ontology.statement import Statement
from resolution.candidates.table import CAP
from resolution.comparison.features import person_features
from resolution.comparison.generic import numbers_of
from resolution.comparison.profiles import MOST_HOLDERS
from resolution.judgements import judgements
from resolution.layers.domain import Domain
from resolution.layers.ground import Ground, all_keys
from resolution.layers.suspects import keys_of_all
from resolution.layers.things import keys_in, own_keys
from resolution.layers.whole import Whole
from resolution.online.beneath import IndexBeneath
from resolution.online.follow import follow
from resolution.online.online import Online
from resolution.store.clusters import ClusterStore
from resolution.things.scored import KEYS


@contextmanager
def looked_up(
    folder: Path, store: MentionStore, clusters: ClusterStore, world: Layered, base: int
) -> Iterator[IndexBeneath]:
    """A base that is followed through its index, and then asked."""
    follow(folder / str(base), store, clusters, MODEL, base, world.decisions)
    with Online.open(folder / str(base), MODEL, base) as index:
        yield index.beneath()


@pytest.mark.parametrize("seed", range(8))
def test_layers_are_the_same_over_an_index(seed: int, tmp_path: Path) -> None:
    world = some_world(random.Random(seed))
    read = world.held()
    with stores(list(world.mentions)) as (store, clusters):
        for base, layers in LAYERS.items():
            with looked_up(tmp_path, store, clusters, world, base) as beneath:
                domain = Domain(store, clusters, MODEL, base, layers, world.decisions, beneath)
                for layer in layers:
                    domain.resolve(layer)
                    assert held_in(clusters, layer) == read[layer], seed


def crowd() -> list[Mention]:
    """A phone that too many have, a name that too many bear, aliases, firms, two rows of one source key."""
    made: list[Mention] = []
    for place in range(CAP + 3):
        name = {"firstName": "Jan", "lastName": "Peeters", "birthDate": "1980-05-12"}
        made.append(person(f"c{place}", "p", JUDICIAL, **name, birthPlace=f"Plaats{place}"))
    for place in range(MOST_HOLDERS + 2):
        values = (Statement("kind", "phone"), Statement("number", "32470123456"))
        phone = Mention(f"g{place}", "Object", "tel", JUDICIAL, values)
        other = person(f"g{place}", "p", JUDICIAL, firstName=f"Voornaam{place}", lastName=f"Naam{place}")
        made += [phone, holding(other, "USES", phone)]
    for place, name in enumerate(("Snelle Jelle", "Snelle Jelle", "Jelle")):
        alias = Mention(f"a{place}", "Alias", "alias", JUDICIAL, (Statement("name", name),))
        user = person(f"a{place}", "p", JUDICIAL, firstName="Els", lastName="Maes", birthDate="1990-01-01")
        made += [alias, holding(user, "KNOWN_AS", alias)]
    for place, name in enumerate(("Bakkerij Maes BV", "Bakkerij Maes", "Garage Dubois NV")):
        made.append(Mention(f"f{place}", "Organisation", "firm", JUDICIAL, (Statement("name", name),)))
    for place in range(2):
        made.append(person(f"s{place}", "p", JUDICIAL, firstName=f"Wim{place}", sourceKey="ANG 1"))
    return made


def sharing(ground: Ground, key: str) -> list[str]:
    return sorted(ground.node(number).name for number in ground.sharing(key))


def test_each_answer_is_the_same(tmp_path: Path) -> None:
    world = Layered(crowd())
    with stores(list(world.mentions)) as (store, clusters):
        resolve_all(store, clusters, ())
        judged = judgements((), JUDICIAL).judged
        whole = Whole(store, clusters, MODEL, JUDICIAL, judged)
        with looked_up(tmp_path, store, clusters, world, JUDICIAL) as index:
            rows = [features for _, features in person_features(store, JUDICIAL)]
            keys, numbers = ({k for f in rows for k in of(f)} for of in (all_keys, numbers_of))
            read, found = whole.persons(keys, numbers), index.persons(keys, numbers)
            few = {key for key in keys if read.size(key) <= CAP}
            assert len(few) < len(keys) and set(found.generic) == set(read.generic) != set()
            assert {k: found.size(k) for k in keys} == {k: read.size(k) for k in keys}
            assert {k: sharing(found, k) for k in few} == {k: sharing(read, k) for k in few}
            assert {n: set(held) for n, held in found.holders.items()} == dict(read.holders)
            for type_ in store.types([JUDICIAL]):
                said = list(store.of_type(type_, [JUDICIAL]))
                exact, ids = keys_in(own_keys(type_, said[::2], {})), {one.id for one in said[:1]}
                assert index.seen(type_, exact, ids) == whole.seen(type_, exact, ids) or type_ == "Person"
                if type_ in KEYS:
                    near = keys_of_all(type_, said[::2])
                    looked = {key: sorted(held) for key, held in index.near(type_, near).items()}
                    assert looked == {key: sorted(held) for key, held in whole.near(type_, near).items()}
                    assert index.said(type_) == whole.said(type_)
