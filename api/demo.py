"""The demonstration: a made-up society goes through the whole chain, and the result is held to the truth."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.table import Table

from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.progress import Tell, silent
from api.ready import close_a_case
from api.stages.receive import Received, receive
from bench.truth import Measured, measure
from graph.read.totals import totals
from ingest import feeds
from ingest.synthetic import generate, recall
from ledger.errors import BadInput
from policy.classes import base

WORLD = "world"
DOMAINS = ("judicial", "administrative")


@dataclass(frozen=True)
class Demo:
    """Which society: its size and its seed."""

    persons: int = 2000
    seed: int = 1


@dataclass
class Done:
    """What the demonstration did: seconds by stage, counts, the measured truth, and what it reused."""

    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    measured: Measured | None = None
    ceiling: float | None = None
    reused: list[str] = field(default_factory=list)


def run_demo(house: Installation, demo: Demo, tell: Tell = silent) -> Done:
    """Bring the installation to the state in which everything of the society is in its graph."""
    done, world = Done(), house.settings.data / WORLD
    begun = time.monotonic()
    tell("society", 0, 0)
    society = recall(world, demo.persons, demo.seed)
    if society is None and (house.settings.data / "ledger.db").exists():
        raise BadInput("another society, or one of an older version, lies in this folder: add --fresh")
    if society:
        done.reused.append(f"the society of {demo.persons} persons, seed {demo.seed}")
    society = society or generate(world, demo.persons, demo.seed)
    done.ceiling = society.ceiling
    done.seconds["society"] = time.monotonic() - begun
    begun = time.monotonic()
    received = receive_world(house, world, tell) + close_a_case(house)
    done.seconds["ingest"] = time.monotonic() - begun
    if received.known:
        done.reused.append(f"{received.known} records that the ledger holds already")
    run = bring_up_to_date(house, tell)
    done.seconds |= run.seconds
    done.reused += [f"{stage}: nothing had changed" for stage, count in run.counts.items() if count == 0]
    begun = time.monotonic()
    done.measured = measure(house.mentions, house.clusters, house.ledger, world / "truth")
    done.seconds["measure"] = time.monotonic() - begun
    done.counts = _counts(house, received)
    return done


def receive_world(house: Installation, world: Path, tell: Tell = silent) -> Received:
    """Take in every file or folder under `input`, each under the feed of its name."""
    total = Received()
    for path in sorted((world / "input").iterdir()):
        total += receive(house, [path], feeds.load(path.stem), tell)
    return total


def _counts(house: Installation, received: Received) -> dict[str, int]:
    graph = totals(house.store, [base(domain) for domain in DOMAINS])
    return {
        "records": received.new + received.known,
        "rejected rows": received.rejected,
        "mentions": sum(house.mentions.counts().values()),
        "entities": sum(graph.entities.values()),
        "persons among them": graph.entities.get("Person", 0),
        "links": sum(graph.links.values()),
        "suggestions": sum(graph.suggestions.values()),
    }


def summary_table(done: Done) -> Table:
    """The table that the demonstration ends with."""
    table = Table("measure", "value", title="Locard, on a society that does not exist", box=None)
    for name, count in done.counts.items():
        table.add_row(name, f"{count:,}")
    for name, value in _measures(done.measured).items():
        table.add_row(name, value)
    if done.ceiling is not None:
        table.add_row("B³ F1 of a perfect judge of the rows", f"{done.ceiling:.3f}")
    for stage, seconds in done.seconds.items():
        table.add_row(f"seconds: {stage}", f"{seconds:.1f}")
    table.add_row("seconds: all", f"{sum(done.seconds.values()):.1f}")
    return table


def _measures(measured: Measured | None) -> Mapping[str, str]:
    return measured.lines() if measured else {}
