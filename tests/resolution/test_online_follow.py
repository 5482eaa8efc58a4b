"""A layer that is followed record by record is at each step what the batch makes of all its mentions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import people
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import Decision, holding, person, thing

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.layers.batch import Resolved, resolve
from resolution.online import follow as module
from resolution.online import things, twins
from resolution.online.follow import Follower, follow
from resolution.online.index.due import Due
from resolution.online.online import Online
from resolution.store.clusters import ClusterStore
from resolution.things import exact, scored
from resolution.weights.model import Model, default_model

MODEL = default_model()
TABLES = ("member", "pair", "against", "suspect", "change", "meta")
GIVEN = ("Jan", "Jan", "Jean", "Piet", "Els", "")
SURNAME = ("Peeters", "Peeters", "Peters", "Maes")
BIRTH = ("1980-05-12", "1980-05-12", "1980-05-21", "1953-02-01", "")
CARS = (
    {"registrationNumber": "1ABC234", "make": "Fiat", "model": "Punto", "vin": "WVWZZZ1JZXW0000B1"},
    {"registrationNumber": "1A8C234", "make": "Fiat", "model": "Punto", "vin": "WVWZZZ1JZXW000081"},
    {"registrationNumber": "1ABC234", "color": "red"},
    {"registrationNumber": "2XYZ999", "make": "Audi"},
    {"registrationNumber": "2XY2999", "make": "Audi", "vin": "WVWZZZ1JZXW0B0001"},
)
FIRMS = tuple(
    f"Transport {name} Logistics Zuid" for name in ("Vandevelde", "Vandevelde", "Vandevlede", "Maes")
)
STREETS = ("Bondgenotenlaan", "Bondgenotenlaan", "Bondgenottenlaan", "Molenstraat")
KNIFE = {"kind": "weapon", "brand": "Opinel", "model": "N8"}
TOWNS = ("Gent", "Gent", "Brugge")


def record(chance: random.Random, name: str, class_: int = 1) -> list[Mention]:
    """What one record of a very small town says."""
    who = person(
        name,
        firstName=chance.choice(GIVEN),
        lastName=chance.choice(SURNAME),
        birthDate=chance.choice(BIRTH),
        description=chance.choice(("", "", "tall")),
    )
    car = thing(name, "Vehicle", "car", **chance.choice(CARS))
    at = {"street": chance.choice(STREETS), "houseNumber": "12", "box": "3", "postalCode": "9000"}
    home = thing(name, "Location", "home", **at, city=chance.choice(TOWNS))
    firm = thing(name, "Organisation", "firm", name=chance.choice(FIRMS))
    phone = thing(name, "Object", "phone", kind="phone", number=f"047011223{chance.randint(1, 3)}")
    alias = thing(name, "Alias", "alias", name=chance.choice(("Jos", "Rik")))
    case = thing(name, "Case", "case", caseNumber=f"GE-{chance.randint(1, 3)}")
    joined = {"USES": phone, "DRIVES": car, "LIVES_AT": home, "KNOWN_AS": alias}
    held = [(relation, what) for relation, what in joined.items() if chance.random() < 0.5]
    for relation, what in held:
        who = holding(who, relation, what)
    knife = thing(name, "Object", "knife", **KNIFE, serialNumber=chance.choice(("SN12B456", "SN128456", "")))
    said = [who, firm, case, knife, *(what for _, what in held)]
    if chance.random() < 0.2:
        said.append(person(name, "q", firstName=chance.choice(GIVEN), lastName=chance.choice(SURNAME)))
    return [replace(mention, class_=class_) for mention in said]


@dataclass
class Town:
    """Mentions that come and go, decisions, and two stores of clusters: one followed, one resolved."""

    folder: Path
    chance: random.Random
    mentions: MentionStore
    followed: ClusterStore
    whole: ClusterStore
    decisions: list[Decision] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)
    model: Model = MODEL

    def follow(self) -> Resolved:
        done = follow(self.folder, self.mentions, self.followed, self.model, 1, self.decisions)
        self.ways.append("index" if "index" in done.seconds else "batch")
        return done

    def check(self) -> Resolved:
        """Both ways to the same tables, with the same log of changes."""
        done = self.follow()
        known = (self.mentions, self.whole, self.model, 1, self.decisions)
        assert resolve(*known).counts["changes"] == done.counts["changes"]
        for table in TABLES:
            assert rows(self.followed, table) == rows(self.whole, table), table
        return done

    def apply(self, add: list[Mention], retire: list[str] | None = None, on: int = 1) -> None:
        self.mentions.apply(add, retire or [], self.mentions.position + on, "x")

    def step(self) -> None:
        """A record that comes, changes, moves to another class or is erased, or a judgement."""
        chance, name = self.chance, f"r{self.chance.randint(0, 11)}"
        kind = chance.choice(("come", "come", "come", "erase", "edit", "class", "judge", "judge", "nothing"))
        if kind == "erase":
            self.apply([], [name], on=chance.randint(0, 1))
        elif kind == "judge":
            self.judge()
        elif kind == "edit":
            kept = self.mentions.of_records([name])
            self.apply(chance.sample(kept, len(kept) // 2), [name])
        elif kind != "nothing":
            class_ = 2 if kind == "class" else 1
            self.apply(record(chance, name, class_), [name])
        else:
            self.apply([])

    def judge(self) -> None:
        ids = [m.id for type_ in self.mentions.types([1]) for m in self.mentions.of_type(type_, [1])]
        if len(ids) > 1:
            a = self.mentions.get([self.chance.choice(ids)]).popitem()[1]
            same = [m.id for m in self.mentions.of_type(a.type, [1]) if m.id != a.id] or ids
            kind = self.chance.choice(("positive", "negative", "negative", "unsure"))
            self.decisions.append(Decision(kind, {"a": a.id, "b": self.chance.choice(same)}))


def rows(store: ClusterStore, table: str) -> list[Any]:
    return sorted(store._db.execute(f"SELECT * FROM {table}"))


@contextmanager
def town(folder: Path, seed: int) -> Iterator[Town]:
    with (
        MentionStore.open(":memory:") as mentions,
        ClusterStore.open(":memory:") as followed,
        ClusterStore.open(":memory:") as whole,
    ):
        chance = random.Random(seed)
        made = Town(folder / str(seed), chance, mentions, followed, whole)
        made.apply([m for number in range(0, 10, 2) for m in record(chance, f"r{number}")])
        yield made


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_any_life_is_followed_as_the_batch_resolves_it(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with town(tmp_path_factory.mktemp("index"), seed) as made:
        made.check()
        for _ in range(8):
            for _ in range(made.chance.choice((1, 1, 2, 5))):
                made.step()
            made.check()
        assert made.ways == ["batch"] + ["index"] * 8


@pytest.mark.parametrize("seed", range(6))
def test_where_keys_are_crowded_too(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module_, name in ((scored, "CAP"), (twins, "CAP"), (exact, "GENERIC"), (things, "GENERIC")):
        monkeypatch.setattr(module_, name, 3)
    with town(tmp_path, seed) as made:
        for _ in range(6):
            made.check()
            for _ in range(made.chance.choice((1, 2, 4))):
                made.step()


def written(folder: Path, size: int) -> int:
    """Rows written to index and clusters by one record more, beside so many persons."""
    said = people.town(size, seed=9).mentions
    with MentionStore.open(":memory:") as mentions, ClusterStore.open(":memory:") as clusters:
        mentions.apply(said, [], 1, "x")
        follow(folder, mentions, clusters, MODEL, 1)
        mentions.apply(record(random.Random(3), "new"), [], 2, "x")
        with Online.open(folder, MODEL, 1) as index:
            steps = Follower(index, mentions, clusters)
            assert steps.fits()
            before = index._db.total_changes + clusters._db.total_changes
            assert steps.follow().counts["records"] == 1
            return index._db.total_changes + clusters._db.total_changes - before


def test_a_record_costs_what_it_touches(tmp_path: Path) -> None:
    few, many = (written(tmp_path / str(size), size) for size in (20, 300))
    assert few < 200 and many < 200 and abs(many - few) < 40


class Killed(BaseException):
    """The end of a process, as the code sees it."""


def test_a_kill_between_index_and_clusters_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed, place in ((1, (ClusterStore, "patch")), (2, (Due, "settle"))):
        with town(tmp_path, seed) as made:
            made.check()
            for _ in range(4):
                with monkeypatch.context() as patched, pytest.raises(Killed):
                    patched.setattr(*place, killed)
                    made.apply(record(made.chance, f"r{made.chance.randint(0, 11)}"), ["r2"])
                    made.judge()
                    made.follow()
                made.apply(record(made.chance, "r8"), ["r4"])
            made.follow()
            assert made.ways == ["batch", "index"]
            resolve(made.mentions, made.whole, MODEL, 1, made.decisions)
            for table in ("member", "pair", "against", "suspect"):
                assert rows(made.followed, table) == rows(made.whole, table)


def killed(*_: object, **__: object) -> None:
    raise Killed


def test_a_kill_while_both_are_made_anew_begins_them_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed, place in ((3, (ClusterStore, "replace")), (4, (Due, "settle"))):
        with town(tmp_path, seed) as made:
            with monkeypatch.context() as patched, pytest.raises(Killed):
                patched.setattr(*place, killed)
                made.follow()
            made.apply(record(made.chance, "r8"), ["r4"])
            made.check() if seed == 3 else made.follow()
            assert made.ways == ["batch"]
            made.step()
            made.follow()
            assert made.ways == ["batch", "index"]


def test_what_does_not_fit_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with town(tmp_path, 5) as made:
        made.check()
        made.model = replace(MODEL, prior=1e-4)
        made.check()
        made.mentions.reset("x")
        made.apply([m for number in range(6) for m in record(made.chance, f"r{number}")])
        made.check()
        made.followed.reset()
        made.whole.reset()
        made.check()
        monkeypatch.setattr(module, "FEW", 3)
        made.apply(record(made.chance, "r8"))
        made.check()
        assert made.ways == ["batch"] * 5


def test_a_layer_that_another_way_resolved_is_made_anew(tmp_path: Path) -> None:
    with town(tmp_path, 6) as made:
        made.check()
        made.apply(record(made.chance, "r8"))
        resolve(made.mentions, made.followed, MODEL, 1)
        made.apply(record(made.chance, "r9"))
        made.follow()
        assert made.ways == ["batch", "batch"]
