"""Small populations of invented persons for the tests of resolution; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from graph.mentions import MentionStore
from graph.ontology.mention import Mention, mention_id
from graph.ontology.statement import Statement
from resolution.change import Cluster
from resolution.store.clusters import ClusterStore

_GIVEN = "jan piet an els marie luc tom lies karim fatima ahmed sofie bart hilde wout noor emma louis mila"
_SURNAME = """
peeters janssens maes jacobs mertens willems claes goossens wouters demir yilmaz benali dubois lambert martin
dupont simon laurent leclercq michiels hermans aerts desmet pauwels vermeulen lemmens cools bogaert
"""
GIVEN, SURNAME = _GIVEN.split(), _SURNAME.split()
TOWN = [("9000", "Gent"), ("2000", "Antwerpen"), ("4000", "Liège"), ("1000", "Brussel"), ("8000", "Brugge")]


@dataclass(frozen=True)
class Decision:
    """A judgement as the ledger hands it over."""

    kind: str
    subject: dict[str, str]
    class_: int = 1
    id: str = ""


def judged(kind: str, a: Mention, b: Mention) -> Decision:
    return Decision(kind, {"a": a.id, "b": b.id})


def person(record: str, anchor: str = "p", class_: int = 1, **values: str) -> Mention:
    said = tuple(Statement(name, value) for name, value in values.items() if value)
    return Mention(record, "Person", anchor, class_, said)


def thing(record: str, type_: str, anchor: str = "t", **values: str) -> Mention:
    return Mention(record, type_, anchor, 1, tuple(Statement(name, value) for name, value in values.items()))


def holding(holder: Mention, relation: str, held: Mention) -> Mention:
    """The same person with a relation to another mention of its record."""
    joined = (*holder.statements, Statement(relation, target=mention_id(held.record, held.type, held.anchor)))
    return replace(holder, statements=joined)


@dataclass
class Town:
    """Mentions of a population with slips, and who each of them really is."""

    mentions: list[Mention] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)


def town(size: int, seed: int = 1, records: int = 3, edition: str = "") -> Town:
    """`size` persons with one to `records` records each, with missing values and slips of the pen.

    Another `edition` says the same in other records.
    """
    chance, made = random.Random(seed), Town()
    for who in range(size):
        given, surname = chance.choice(GIVEN), chance.choice(SURNAME) + chance.choice(("", "", "s", "sen"))
        birth = f"{chance.randint(1940, 2005)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        postcode, city = chance.choice(TOWN)
        street = f"{chance.choice(SURNAME)}straat"
        for number in range(chance.randint(1, records)):
            record = f"r{who}-{number}{edition}"
            home = thing(
                record,
                "Location",
                "home",
                street=street,
                houseNumber=str(who % 90),
                postalCode=postcode,
                city=city,
            )
            said = person(
                record,
                firstName=_slip(chance, given),
                lastName=_slip(chance, surname),
                birthDate=chance.choice((birth, birth, birth, birth[:4], "")),
            )
            made.mentions += [home, holding(said, "LIVES_AT", home)]
            made.truth[said.id] = str(who)
    return made


def _slip(chance: random.Random, word: str) -> str:
    if chance.random() > 0.1 or len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1 :]


@contextmanager
def stores(mentions: list[Mention]) -> Iterator[tuple[MentionStore, ClusterStore]]:
    """A store of these mentions and an empty one for clusters, both in memory."""
    with MentionStore.open(":memory:") as store, ClusterStore.open(":memory:") as clusters:
        store.apply(mentions, [], 1, "x")
        yield store, clusters


def together(clusters: ClusterStore, a: Mention, b: Mention) -> bool:
    """True when two mentions are in one cluster of layer 1."""
    found: dict[str, Cluster] = clusters.cluster_of(1, [a.id])
    return b.id in found[a.id]
