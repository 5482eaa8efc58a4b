"""Which stage runs when; each resumes at its own position.

What training publishes stands in the ledger too, so what only follows the ledger comes after it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from api.installation import Installation
from api.progress import Tell, silent
from api.stages.project import project, write_files
from api.stages.remember import remember
from api.stages.resolve import LayerResolved, resolve_layers
from api.stages.suggest import suggest
from api.stages.understand import understand
from api.stages.words import read_words
from graph.load.files import prepare


@dataclass
class Run:
    """What one run of the pipeline did: seconds and counts by stage."""

    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def timed(self, stage: str, work: Callable[[], int]) -> None:
        """Run one stage and note how long it took and how much it did."""
        begun = time.monotonic()
        self.counts[stage] = work()
        self.seconds[stage] = time.monotonic() - begun


def bring_up_to_date(house: Installation, tell: Tell = silent) -> Run:
    """Bring every projection to the ledger's head; what is there already is not done again."""
    with house.writing():
        return _all_stages(house, tell)


def _all_stages(house: Installation, tell: Tell) -> Run:
    run = Run()
    run.timed("understand", lambda: understand(house, tell))
    run.timed("resolve", lambda: _resolved(house, tell))
    run.timed("remember", lambda: remember(house, tell))
    run.timed("words", lambda: read_words(house, tell))
    run.timed("project", lambda: project(house, tell))
    run.timed("suggest", lambda: suggest(house, tell))
    return run


def resolve(
    house: Installation,
    tell: Tell = silent,
    retrain: bool = False,
    accept_drift: bool = False,
    write_graph: bool = True,
) -> list[LayerResolved]:
    """Bring every projection but the suggestions to the ledger's head; what that did, layer by layer."""
    with house.writing():
        understand(house, tell)
        done = resolve_layers(house, tell, retrain, accept_drift)
        for stage in (remember, read_words):
            stage(house, tell)
        if write_graph:
            project(house, tell)
    return done


def rebuild(house: Installation, tell: Tell = silent) -> Run:
    """Throw all projections away and derive them again from the ledger."""
    with house.writing():
        house.forget_projections()
        return bring_up_to_date(house, tell)


def rebuild_files(house: Installation, folder: Path, tell: Tell = silent) -> str:
    """Derive what comes before the graph again, and write the graph as files; how to import them."""
    prepare(folder)
    with house.writing():
        house.forget_projections()
        for stage in (understand, _resolved, remember, read_words):
            stage(house, tell)
        return write_files(house, folder, tell)


def _resolved(house: Installation, tell: Tell) -> int:
    return sum(done.resolved.counts["changes"] for done in resolve_layers(house, tell) if done.resolved)
