"""What a chain of links can bear: it is as strong as its weakest one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.derive.grade import firm, weakest
from graph.derive.link import KINDS, STATUSES
from graph.derive.moment import AFTER, moment
from graph.ontology.statement import NOT_COUNTING, Kind, Status
from graph.read.link import Link

Step = Sequence[Link]
"""All links that join two entities: one of them is enough to go by."""


@dataclass(frozen=True)
class Strength:
    """What holds for a whole path: the weakest of what the strongest link of each step gives.

    `grade` is that of the weakest step as received, `level` the lowest reliability and credibility on the
    common scale (unknown below all). `together`: at some time all steps were true at once, what is undated
    being taken to be true at any time.
    """

    kind: str
    status: str
    grade: str
    level: str
    together: bool


def strength(steps: Sequence[Step]) -> Strength:
    """The strength of a path of one step or more."""
    firmest = [max(_held(step), key=lambda link: firm(link.level)) for step in steps]
    return Strength(
        kind=KINDS[max(min(KINDS.index(Kind(link.kind)) for link in _held(step)) for step in steps)].value,
        status=STATUSES[
            max(min(STATUSES.index(Status(link.status)) for link in step) for step in steps)
        ].value,
        grade=min(firmest, key=lambda link: firm(link.level)).grade,
        level=weakest(link.level for link in firmest),
        together=overlap(steps),
    )


def _held(step: Step) -> Step:
    """The links that somebody says there are; all where everybody denies them."""
    return [link for link in step if Status(link.status) not in NOT_COUNTING] or step


def overlap(steps: Sequence[Step]) -> bool:
    """Whether at some time there was a link of each step: when one of them began, or before all began."""
    begins = sorted({moment(link.valid_from) for step in steps for link in step if link.valid_from})
    return all(any(not link.valid_from for link in step) for step in steps) or any(
        all(any(_true(link, at) for link in step) for step in steps) for at in begins
    )


def _true(link: Link, at: str) -> bool:
    """Whether it was true when a time began: two that are true some time in a year need never meet."""
    return moment(link.valid_from) <= at and (not link.valid_to or moment(link.valid_to) + AFTER >= at)
