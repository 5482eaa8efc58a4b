"""Charts that people saved, and what else relies on entities: decisions that name the mentions they hold.

A chart is saved in versions, each a decision of its own with the class of all that was on it; a later one
replaces it for whoever may see both, and a deletion is a later version too. What a chart holds are mention
ids, with the places of the mentions in their records: entities come and go, and a chart still finds them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ledger.canonical import JSON
from ledger.entry import Decision

CHART, EXPORT, ALERT, ACKNOWLEDGED = "chart", "export", "alert", "acknowledgement"
HOLDING = (CHART, EXPORT, ALERT)
"""Kinds of decisions that hold mentions and can be flagged."""
WORD = "~"
"""How a word begins that stands for an id (`ledger.pseudonyms`); who reads one reads of what was erased."""
ASIDE = (*HOLDING, ACKNOWLEDGED)
"""Kinds of decisions that say nothing of who is who."""


@dataclass(frozen=True)
class Held:
    """One mention that a chart holds, and where it stands in which record."""

    mention: str
    record: str
    type: str
    anchor: str


@dataclass(frozen=True)
class Item:
    """One entity on a chart, as its author saw it: its mentions, of how many, and its place.

    Not its name: what is erased is not to be found in charts.
    """

    held: tuple[Held, ...]
    total: int
    x: float
    y: float


@dataclass(frozen=True)
class Note:
    """A text on a chart, and where it stands."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    """One version of a chart; `number` counts the versions that the reader may see, from 1."""

    id: str
    name: str
    case: str
    items: tuple[Item, ...]
    notes: tuple[Note, ...]
    class_: int
    author: str
    reason: str
    at: str
    sequence: int
    number: int = 1
    deleted: bool = False

    @property
    def mentions(self) -> tuple[str, ...]:
        """All mentions that it holds."""
        return tuple(sorted({held.mention for item in self.items for held in item.held}))


def saved(
    id_: str,
    name: str,
    case: str,
    items: Iterable[Item],
    notes: Iterable[Note],
    class_: int,
    author: str,
    reason: str,
    after: int,
) -> Decision:
    """The decision that saves a version of a chart, which follows what the ledger holds up to `after`."""
    subject: dict[str, JSON] = {
        "chart": id_,
        "name": name,
        "case": case,
        "items": [asdict(item) for item in items],
        "notes": [asdict(note) for note in notes],
        "after": after,
    }
    return Decision(CHART, subject, class_, author, reason)


def removed(of: Chart, author: str, reason: str, class_: int) -> Decision:
    """The decision that deletes a chart: its versions stay in the ledger."""
    subject = {"chart": of.id, "name": of.name, "case": of.case, "deleted": True, "after": of.sequence}
    return Decision(CHART, subject, class_, author, reason)


def versions(decisions: Iterable[Decision], classes: Collection[int]) -> dict[str, list[Chart]]:
    """Chart id → its versions that these classes may see, oldest first."""
    found: dict[str, list[Chart]] = {}
    for made in decisions:
        if made.kind == CHART and made.class_ in classes:
            known = found.setdefault(str(made.subject["chart"]), [])
            known.append(_chart(made, len(known) + 1))
    return found


def standing(decisions: Iterable[Decision], classes: Collection[int]) -> list[Chart]:
    """The last version of each chart that these classes may see, but for those that are deleted."""
    last = [known[-1] for known in versions(decisions, classes).values()]
    return [chart for chart in last if not chart.deleted]


def mentions_of(decision: Decision) -> tuple[str, ...]:
    """The mentions that a chart, export or alert holds."""
    if decision.kind == CHART:
        return _chart(decision, 1).mentions
    found = [decision.subject.get(name) for name in ("ids", "mentions", "mention")]
    texts = [[one] if isinstance(one, str) else one for one in found if one]
    return tuple(sorted({str(id_) for some in texts if isinstance(some, list) for id_ in some}))


def words_in(decision: Decision) -> frozenset[str]:
    """The words that stand for mentions and records which it held and which were erased since."""
    records = decision.subject.get("records") if decision.kind == EXPORT else None
    held = [*mentions_of(decision), *(records if isinstance(records, list) else ())]
    return frozenset(str(one) for one in held if str(one).startswith(WORD))


def _chart(made: Decision, number: int) -> Chart:
    said: Mapping[str, Any] = made.subject
    items: Sequence[Mapping[str, Any]] = said.get("items", ())
    return Chart(
        id=said["chart"],
        name=said["name"],
        case=said["case"],
        items=tuple(_item(item) for item in items),
        notes=tuple(Note(**note) for note in said.get("notes", ())),
        class_=made.class_,
        author=made.author,
        reason=made.reason,
        at=made.at,
        sequence=made.sequence,
        number=number,
        deleted=bool(said.get("deleted")),
    )


def _item(said: Mapping[str, Any]) -> Item:
    return Item(**{**said, "held": tuple(Held(**held) for held in said["held"])})
