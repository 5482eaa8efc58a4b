"""A base with many classes over it, followed by what changed alone, beside the same from the beginning."""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from layered import MODEL, Held, held_in
from people import GIVEN, SURNAME, Decision, holding, person, thing

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.layers.batch import resolve
from resolution.layers.domain import Domain
from resolution.layers.standing import moved_on
from resolution.online.follow import follow
from resolution.online.online import Online
from resolution.store.clusters import ClusterStore

BASE, CLASSES = 1, tuple(range(11, 21))
CAPS = {
    "candidates.table candidates.shared online.index.nodes online.index.stirred layers.persons": "CAP",
    "comparison.profiles online.groups online.online online.beneath layers.persons": "MOST_HOLDERS",
    "things.scored online.twins online.beneath": "CAP",
    "things.exact online.things online.beneath": "GENERIC",
}
Say = Callable[[random.Random, str, int], list[Mention]]
WORDS = ("Vandevelde", "Vandevlede", "Logistics", "Transport", "Bakkerij", "Zuid", "Noord", "Dubois")


def sparse(chance: random.Random, name: str, class_: int = 1) -> list[Mention]:
    """What one record says in a town where few have to do with one another: a person, and perhaps a thing."""
    who = random.Random(chance.randint(0, 11))
    said = {
        "firstName": who.choice(GIVEN),
        "lastName": who.choice(SURNAME),
        "birthDate": f"19{who.randint(50, 99)}-05-1{who.randint(0, 9)}",
        "nationalNumber": str(who.randint(10**10, 10**11)),
        "birthPlace": who.choice(("Gent", "Brugge", "Luik")),
    }
    told = person(name, **{key: value for key, value in said.items() if chance.random() < 0.6})
    number = chance.randint(1, 6)
    things = [
        ("USES", thing(name, "Object", "phone", kind="phone", number=f"047011223{number}")),
        ("DRIVES", thing(name, "Vehicle", "car", registrationNumber=f"1A{'B8'[number % 2]}C23{number // 2}")),
        ("MEMBER_OF", thing(name, "Organisation", "firm", name=" ".join(chance.sample(WORDS, 2)))),
        ("KNOWN_AS", thing(name, "Alias", "alias", name=chance.choice(("Jos", "Rik")))),
        (
            "LIVES_AT",
            thing(name, "Location", "home", street="Molenstraat", houseNumber=str(number), city="Gent"),
        ),
    ]
    found = [one for one in things if chance.random() < 0.3]
    for relation, what in found:
        told = holding(told, relation, what)
    made = [what for _, what in found] + ([told] if told.statements and chance.random() < 0.8 else [])
    return [replace(mention, class_=class_) for mention in made]


@dataclass
class Many:
    """Mentions of a base and of classes over it that come and go, and the decisions of all of them."""

    folder: Path
    mentions: MentionStore
    clusters: ClusterStore
    decisions: list[Decision] = field(default_factory=list)
    classes: Sequence[int] = CLASSES
    say: Say = sparse
    ways: list[str] = field(default_factory=list)

    def apply(self, add: Sequence[Mention] = (), retire: Sequence[str] = ()) -> None:
        self.mentions.apply(add, retire, self.mentions.position + 1, "x")

    def bring(self) -> set[int]:
        """All layers brought to the mentions, those alone resolved of which something was stirred."""
        done = follow(self.folder, self.mentions, self.clusters, MODEL, BASE, self.decisions)
        self.ways.append("index" if "index" in done.seconds else "batch")
        at = (self.mentions, self.clusters)
        more = ([BASE], MODEL.version, self.decisions)
        due = [layer for layer in self.classes if not moved_on(*at, layer, *more, footed=True)]
        with Online.open(self.folder, MODEL, BASE) as index:
            domain = Domain(*at, MODEL, BASE, due, self.decisions, index.beneath())
            for layer in due:
                domain.resolve(layer)
        return set(due)

    def held(self) -> dict[int, Held]:
        return {layer: held_in(self.clusters, layer) for layer in (BASE, *self.classes)}

    def anew(self) -> dict[int, Held]:
        """Every layer, resolved from the beginning."""
        with ClusterStore.open(":memory:") as fresh:
            resolve(self.mentions, fresh, MODEL, BASE, self.decisions)
            domain = Domain(self.mentions, fresh, MODEL, BASE, self.classes, self.decisions)
            for layer in self.classes:
                domain.resolve(layer)
            return {layer: held_in(fresh, layer) for layer in (BASE, *self.classes)}

    def check(self) -> set[int]:
        """Brought, it is what it is from the beginning; gives the layers that were resolved for it."""
        done = self.bring()
        held, anew = self.held(), self.anew()
        assert [layer for layer in held if held[layer] != anew[layer]] == [], (self.ways, done)
        return done


@contextmanager
def many(folder: Path, say: Say = sparse, classes: Sequence[int] = CLASSES) -> Iterator[Many]:
    with MentionStore.open(":memory:") as mentions, ClusterStore.open(":memory:") as clusters:
        yield Many(folder, mentions, clusters, classes=classes, say=say)


def step(world: Many, chance: random.Random) -> str:
    """One thing that happens: most of them in the base."""
    kinds = ("come", "come", "come", "edit", "erase", "class", "above", "judge", "judge", "judge", "nothing")
    kind, name = chance.choice(kinds), f"r{chance.randint(0, 11)}"
    if kind == "come":
        world.apply(world.say(chance, name), [name])
    elif kind == "edit":
        kept = world.mentions.of_records([name])
        world.apply(chance.sample(kept, len(kept) // 2), [name])
    elif kind == "erase":
        world.apply([], [name])
    elif kind == "class":
        world.apply(world.say(chance, name, chance.choice(world.classes)), [name])
    elif kind == "above":
        own = chance.choice(world.classes)
        world.apply(world.say(chance, f"c{own}", own), [f"c{own}"])
    elif kind == "judge":
        _judge(world, chance)
    else:
        world.apply()
    return kind


def _judge(world: Many, chance: random.Random) -> None:
    """A judgement of the base or of a class, or one that takes an earlier one back for some class."""
    class_ = chance.choice((BASE, BASE, *world.classes))
    if world.decisions and chance.random() < 0.3:
        old = chance.choice(world.decisions)
        class_ = old.class_ if old.class_ != BASE else class_
        world.decisions.append(Decision("retraction", {**old.subject, "judgement": old.id}, class_))
        return
    types = world.mentions.types([BASE])
    ids = [m for type_ in types for m in world.mentions.of_type(type_, [BASE, class_])]
    if len(ids) > 1:
        a = chance.choice(ids)
        same = [m for m in ids if m.type == a.type and m.id != a.id] or ids
        kind = chance.choice(("positive", "negative", "negative", "unsure"))
        subject = {"a": a.id, "b": chance.choice(same).id}
        world.decisions.append(Decision(kind, subject, class_, f"d{len(world.decisions)}"))


def begun(world: Many, chance: random.Random, own: int = 1) -> None:
    """A small town, and some records in each class."""
    made = [m for number in range(0, 12, 2) for m in world.say(chance, f"r{number}")]
    for class_ in world.classes:
        made += [m for n in range(own) for m in world.say(chance, f"c{class_}{'x' * n}", class_)]
    world.apply(made)


def low_caps(monkeypatch: pytest.MonkeyPatch, most: int = 3) -> None:
    """Caps so low that keys and identifiers cross them all the time."""
    for modules, name in CAPS.items():
        for module in modules.split():
            monkeypatch.setattr(importlib.import_module(f"resolution.{module}"), name, most)
