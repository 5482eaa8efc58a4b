"""Makes the world: a small Belgian society, the records of its systems, and the truth beside them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from ingest.synthetic.ceiling import judge
from ingest.synthetic.incidents import happenings
from ingest.synthetic.output import Output
from ingest.synthetic.people import Register
from ingest.synthetic.records.desk import Desk
from ingest.synthetic.records.feeds import OUTLETS, TEXT_QUARTERS
from ingest.synthetic.society import QUARTER, Quarter, settle
from ingest.synthetic.truth import Traces, alias_row, gang_rows, person_row
from ledger.errors import BadInput

VERSION = "1"
"""Changes whenever the same seed gives other bytes."""

JUDGED = 20_000
"""Up to this size the ceiling is measured with the making."""

NOTE = """This folder holds a made-up world: nobody in it exists.

input/   records as police systems would hold them, one file (or folder) for each feed
truth/   who is who; for measuring alone, never an input

National numbers pass their check and carry the day numbers 900 to 997, which the register does not
reach; bank accounts carry the bank code 999; every row says `synthetic`. Names, phones, plates and
documents are drawn by formula and belong to nobody on purpose.
"""


@dataclass(frozen=True)
class Summary:
    """What was made: records per feed, texts, seconds; the B³ F1 that a perfect judge could reach.

    The ceiling is None for a world of more than `JUDGED` persons: `python -m ingest.synthetic.ceiling`
    measures it when it is wanted.
    """

    folder: Path
    persons: int
    seed: int
    counts: dict[str, int]
    texts: int
    seconds: float
    ceiling: float | None = None


def generate(out_dir: str | Path, persons: int = 2000, seed: int = 1) -> Summary:
    """Write the world of `persons` persons into `out_dir`; the same seed and size give the same bytes."""
    if persons < 20:
        raise BadInput(f"A world of {persons} persons is too small: give at least 20.")
    started, folder = time.monotonic(), Path(out_dir)
    _clear(folder)
    (folder / "README.txt").write_text(NOTE, encoding="utf-8")
    texts = 0
    with Output(folder) as output:
        for quarter in _quarters(persons, seed):
            texts += _record(quarter, seed, output)
    counts = {feed: output.counts.get(feed, 0) for feed in OUTLETS}
    found = judge(folder) if persons <= JUDGED else None
    ceiling = found.f1 if found else None
    made = {"persons": persons, "seed": seed, "version": VERSION, "counts": counts, "texts": texts}
    made["ceiling"] = ceiling
    (folder / "world.json").write_bytes(orjson.dumps(made, option=orjson.OPT_INDENT_2))
    seconds = round(time.monotonic() - started, 3)
    return Summary(folder, persons, seed, counts, texts, seconds, ceiling)


def recall(out_dir: str | Path, persons: int, seed: int) -> Summary | None:
    """The summary of this very world when it lies there already, whole; None when it has to be made."""
    file = Path(out_dir) / "world.json"
    if not file.is_file():
        return None
    made = orjson.loads(file.read_bytes())
    if (made.get("persons"), made.get("seed"), made.get("version")) != (persons, seed, VERSION):
        return None
    return Summary(Path(out_dir), persons, seed, made["counts"], made["texts"], 0.0, made["ceiling"])


def known(out_dir: str | Path, persons: int, seed: int) -> bool:
    """True when this very world lies there already, whole."""
    return recall(out_dir, persons, seed) is not None


def _clear(folder: Path) -> None:
    """Take away an older world and nothing else; its mark first: half a world is none."""
    folder.mkdir(parents=True, exist_ok=True)
    note, parts = folder / "README.txt", [folder / "input", folder / "truth"]
    there = [part.name for part in parts if part.exists()]
    if there and not (note.is_file() and note.read_bytes().startswith(NOTE.encode()[:40])):
        raise BadInput(
            f"{folder.name} holds {' and '.join(there)} that no world of ours made: give another folder."
        )
    (folder / "world.json").unlink(missing_ok=True)
    for part in parts:
        if part.exists():
            shutil.rmtree(part)


def _quarters(persons: int, seed: int) -> Iterator[Quarter]:
    """Quarters of 500, the last with what remains."""
    register, count = Register(), max(1, persons // QUARTER)
    for number in range(count):
        rest = persons - QUARTER * (count - 1)
        yield settle(seed, number, QUARTER if number < count - 1 else rest, register)


def _record(quarter: Quarter, seed: int, output: Output) -> int:
    """Write all records of a quarter and the truth about it; returns the number of texts."""
    desk, traces, texts = Desk(seed, quarter, tuple(happenings(seed, quarter))), Traces(), 0
    for outlet in OUTLETS.values():
        if outlet.always or quarter.number < TEXT_QUARTERS:
            for entry in outlet.write(desk):
                traces.add(entry)
                output.entry(entry)
                texts += len(entry.texts)
    for person in quarter.persons:
        output.line("truth/persons.jsonl", person_row(person))
    for alias in quarter.aliases:
        output.row("truth/aliases.csv", alias_row(alias))
    for gang in quarter.gangs:
        for row in gang_rows(gang):
            output.row("truth/gangs.csv", row)
    for row in traces.rows(quarter):
        output.row("truth/hidden_links.csv", row)
    return texts
