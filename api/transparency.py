"""The report for the public: how often data were used, for what, in which function; small counts suppressed.

A report is made of whole calendar quarters that are over, and nothing is ever added up over two of them: the
difference of two reports then tells nothing that neither says. In a table, counts below five are put
together with the next smallest ones until no single one of them can be worked out from the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from api.progress import Tell, silent
from ledger.act import Event
from ledger.errors import BadInput
from ledger.ledger import Ledger

LEAST = 5
"""A count below this is suppressed."""
WIDTH = 3
"""So many values at least are possible for each count that is suppressed."""
OTHERS = "others"
UNKNOWN = "not named"
PAGE = 1000
VERDICTS = ("positive", "negative", "unsure", "retraction")
SUGGESTED = ("suggestions", "reviewQueue")


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter; `number` is 1 to 4."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """Such as 2026-Q1."""
        return f"{self.year}-Q{self.number}"

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def next(self) -> Quarter:
        """The one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)


@dataclass(frozen=True)
class Row:
    """One count; that of `others` holds all that are too small to stand alone."""

    name: str
    count: int


@dataclass(frozen=True)
class Table:
    """One table of one quarter; its rows sum to all. None where all of it is too small."""

    name: str
    rows: tuple[Row, ...] | None


@dataclass(frozen=True)
class Report:
    """The tables of a quarter; `running` where it is not over, and so not for the public."""

    quarter: Quarter
    tables: tuple[Table, ...]
    running: bool = False


@dataclass
class _Counts:
    """What is counted of one quarter, by table."""

    tables: dict[str, Counter[str]] = field(
        default_factory=lambda: {
            name: Counter() for name in ("act", "purpose", "function", "suggestions", "verdicts")
        }
    )

    def add(self, event: Event) -> None:
        """Count an act that was done."""
        told = event.act.details
        self.tables["act"][event.act.kind] += 1
        self.tables["purpose"][str(told.get("domain") or UNKNOWN)] += 1
        self.tables["function"][str(told.get("function") or UNKNOWN)] += 1
        if told.get("operation") in SUGGESTED:
            self.tables["suggestions"]["shown"] += 1


def quarters(since: date, until: date, today: date, running: bool = False) -> list[Quarter]:
    """The quarters from one day to another; BadInput where these are not whole, or not over yet."""
    found, one = list[Quarter](), Quarter(since.year, (since.month + 2) // 3)
    while one.begins <= until:
        found.append(one)
        one = one.next
    whole = bool(found) and since == found[0].begins and until.toordinal() + 1 == one.begins.toordinal()
    if not whole:
        raise BadInput(
            "A report is made of whole quarters, so that two of them never differ by a few persons: give the "
            "first day of one and the last day of one, such as --from 2026-01-01 --to 2026-03-31."
        )
    if one.begins > today and not running:
        raise BadInput(
            f"{found[-1].name} is not over: end with an earlier quarter, or look at it for yourself with "
            "--running."
        )
    return found


def report(ledger: Ledger, asked: list[Quarter], today: date, tell: Tell = silent) -> list[Report]:
    """The reports of some quarters from the audit log and the decisions of people."""
    counts = {one: _Counts() for one in asked}
    for event in _done(ledger, tell):
        if one := counts.get(_quarter(event.at)):
            one.add(event)
    for made in ledger.decisions(VERDICTS):
        if one := counts.get(_quarter(made.at)):
            one.tables["verdicts"][made.kind] += 1
    return [
        Report(
            quarter,
            tuple(Table(name, suppressed(of)) for name, of in counts[quarter].tables.items()),
            quarter.next.begins > today,
        )
        for quarter in asked
    ]


def suppressed(counts: Mapping[str, int]) -> tuple[Row, ...] | None:
    """Counts, largest first, with those put together as `others` that would tell of too few.

    None where even all of them together would.
    """
    ranked = sorted(((name, n) for name, n in counts.items() if n), key=lambda one: (-one[1], one[0]))
    pool = [n for _, n in ranked if n < LEAST]
    shown = ranked[: len(ranked) - len(pool)]
    while pool and not _is_safe(pool, shown[-1][1] if shown else 0):
        if not shown:
            return None
        pool.append(shown.pop()[1])
    rows = [Row(name, n) for name, n in shown]
    return (*rows, *([Row(OTHERS, sum(pool))] if pool else []))


def _is_safe(pool: list[int], smallest: int) -> bool:
    """Whether each small count of a sum may be one of several, for whoever knows how the sum is made.

    A small one is 0 to 4; one that was added is at least 5 and no larger than the smallest that is shown.
    """
    total = sum(pool)
    bounds = [(0, LEAST - 1) if n < LEAST else (LEAST, smallest or total) for n in pool]
    if total < LEAST:
        return False
    for at, (low, high) in enumerate(bounds):
        rest = bounds[:at] + bounds[at + 1 :]
        least = max(low, total - sum(top for _, top in rest))
        most = min(high, total - sum(bottom for bottom, _ in rest))
        if pool[at] < LEAST and most - least + 1 < WIDTH:
            return False
    return True


def _done(ledger: Ledger, tell: Tell) -> Iterator[Event]:
    after, end = 0, ledger.seal().sequence
    while page := ledger.events(after, PAGE):
        after = page[-1].sequence
        yield from (one for one in page if one.phase == "done")
        tell("log", min(after, end), end)


def _quarter(at: str) -> Quarter:
    return Quarter(int(at[:4]), (int(at[5:7]) + 2) // 3)
