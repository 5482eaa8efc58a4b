"""After any adds, removals and judgements in any order the index equals the batch over what it holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolution.candidates import shared as candidates
from resolution.candidates import table
from resolution.clustering.persons import Persons, resolve_profiles
from resolution.comparison import profiles as profiles_module
from resolution.comparison.features import Features
from resolution.comparison.profiles import profiles
from resolution.judgements import Judgements
from resolution.names.text import sound
from resolution.names.variants import root
from resolution.online import groups, online
from resolution.online.groups import Said
from resolution.online.index import nodes
from resolution.online.online import Online
from resolution.weights.model import default_model

MODEL = default_model()
GIVEN = ("jan", "jan", "jean", "piet", "els")
SURNAME = ("peeters", "peeters", "peters", "maes")
BIRTH = ("1980-05-12", "1980-05-12", "1980-05-21", "1953-02-01", "")


@dataclass(frozen=True)
class Id:
    id: str
    record: str


def features(chance: random.Random) -> Features:
    """A person of a very small village: almost everybody could be anybody."""
    first, family = chance.choice((*GIVEN, "")), chance.choice((*SURNAME, ""))
    home = chance.random() < 0.3
    return Features(
        given=first,
        given_root=root(first),
        given_parts=(first,) if first else (),
        surname=family,
        surname_sound=sound(family),
        surname_parts=(family,) if family else (),
        birth=chance.choice(BIRTH),
        national_number=chance.choice(("", "", "", "80051200118", "80051200316")),
        contacts=tuple(sorted({f"phone:{chance.randint(1, 3)}" for _ in range(chance.choice((0, 0, 1, 2)))})),
        plates=chance.choice(((), (), ("1ABC234",))),
        street="kerkstraat" if home else "",
        house=chance.choice(("1", "2")) if home else "",
        postcode="9000" if home else "",
        source_keys=chance.choice(((), (), (), ("pole:1",), ("pole:2",), ("pole:1", "pole:2"))),
    )


@dataclass
class Village:
    """Mentions to come, each with the record it is in."""

    seed: int
    size: int
    said: list[Said] = field(default_factory=list)

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)
        kinds = [features(chance) for _ in range(max(3, self.size // 2))]
        for number in range(self.size):
            mention = f"{chance.getrandbits(64):032x}"
            self.said.append(Said(mention, f"r{number // chance.choice((1, 1, 2))}", chance.choice(kinds)))


def batch(said: list[Said], judged: Judgements) -> Persons:
    rows = ((Id(row.mention, row.record), row.features) for row in sorted(said, key=lambda row: row.mention))
    made = profiles(rows, judged.judged)
    return resolve_profiles(made.rows, made.generic, MODEL, judged)


def check(index: Online, said: list[Said], judged: Judgements) -> None:
    expected = batch(said, judged)
    assert list(index.clusters()) == sorted(expected.clusters)
    assert list(index.pairs()) == sorted(expected.pairs, key=lambda pair: (pair.a, pair.b))
    assert index.capped() == sorted(expected.capped)
    assert tuple(index.generic()) == expected.generic


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Caps so low that keys and identifiers cross them all the time."""
    for module in (table, candidates, nodes):
        monkeypatch.setattr(module, "CAP", 4)
    for module in (profiles_module, groups, online):
        monkeypatch.setattr(module, "MOST_HOLDERS", 2)
    yield


def live(village: Village, seed: int, steps: int, every: int) -> None:
    """Adds, removals and judgements at random; the index is compared with the batch now and then."""
    chance = random.Random(seed)
    held, judged, followed = dict[str, Said](), dict[tuple[str, str], bool](), set[tuple[str, ...]]()
    with Online.open(":memory:", MODEL, 1) as index:
        for step in range(steps):
            act = chance.random()
            if act < 0.6 or not held:
                record = chance.choice(village.said).record
                rows = [row for row in village.said if row.record == record]
                done = index.put(rows)
                held |= {row.mention: row for row in rows}
                assert [entity.mention for entity in done.entities] == sorted(row.mention for row in rows)
            elif act < 0.8:
                gone = chance.sample(sorted(held), min(len(held), chance.choice((1, 1, 3))))
                done = index.remove(gone)
                held = {mention: row for mention, row in held.items() if mention not in gone}
            else:
                a, b = sorted(chance.sample([row.mention for row in village.said], 2))
                judged[a, b] = chance.random() < 0.5
                if chance.random() < 0.3:
                    judged.pop(chance.choice(sorted(judged)))
                done = index.judge(made(judged))
            for change in done.changes:
                assert followed.issuperset(change.before)
                followed = (followed - set(change.before)) | set(change.after)
            if step % every == every - 1 or step == steps - 1:
                check(index, list(held.values()), made(judged))
                assert followed == set(index.clusters())


def made(judged: dict[tuple[str, str], bool]) -> Judgements:
    same = tuple(sorted(pair for pair, kind in judged.items() if kind))
    return Judgements(same, frozenset(pair for pair, kind in judged.items() if not kind))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(8, 24))
def test_any_life_ends_as_the_batch(seed: int, size: int) -> None:
    live(Village(seed, size), seed, 2 * size, size // 2)


@pytest.mark.parametrize("seed", range(25))
def test_any_life_where_everything_is_crowded_ends_as_the_batch(seed: int, crowded: None) -> None:
    live(Village(seed, 16), seed, 40, 8)


def shuffled(size: int, orders: int) -> None:
    village = Village(size, size)
    expected = batch(village.said, Judgements())
    for order in range(orders):
        chance, rows = random.Random(order), list(village.said)
        chance.shuffle(rows)
        with Online.open(":memory:", MODEL, 1) as index:
            for row in rows:
                index.put([row])
            assert list(index.clusters()) == sorted(expected.clusters)


def test_the_order_of_arrival_makes_no_difference() -> None:
    shuffled(24, 25)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("size", [8, 15, 22, 30])
def test_no_difference_over_a_thousand_orders(size: int) -> None:
    shuffled(size, 250)


@pytest.mark.parametrize("seed", range(4))
def test_loaded_in_bulk_it_is_the_same_and_goes_on(seed: int, crowded: None) -> None:
    village = Village(seed, 30)
    judged = made({(village.said[0].mention, village.said[1].mention): True})
    with Online.open(":memory:", MODEL, 1) as index:
        index.load(village.said[:20], judged, 5, "x")
        assert (index.position, index.incarnation) == (5, "x")
        check(index, village.said[:20], judged)
        index.put(village.said[20:])
        index.remove([row.mention for row in village.said[:10]])
        check(index, village.said[10:], judged)
