"""What has a term of its own: passages, rejects files, the log; the command; a run killed half way."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from retention_house import acts, retained
from typer.testing import CliRunner

from api.cli.app import app
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.reads.retained import today
from api.retention.applying import apply
from api.retention.falling import Retention
from api.retention.rejected import close, expired, to_close
from api.retention.stream import over
from api.retention.verdicts import decide
from api.settings import Settings
from graph.content_hash import content_hash
from ledger.act import Event
from ledger.errors import BadInput, LocardError, NoPurpose
from ledger.record import Marking
from policy.periods import Period
from policy.termfile import load


def test_a_month_of_passages_goes_when_its_last_day_is_past_its_term() -> None:
    keep = load().keep
    months = ["2025-10", "2025-11", "2025-12"]
    assert over(months, keep, date(2026, 11, 30)) == ["2025-10"]
    assert over(months, keep, date(2026, 12, 1)) == ["2025-10", "2025-11"]


def test_rejects_files_are_closed_once_a_month_and_go_after_their_term(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("a\n")
    term = Period.parse("P3M")
    assert close(tmp_path, date(2026, 1, 31)) == 1
    (tmp_path / "people.csv").write_text("b\n")
    assert to_close(tmp_path, date(2026, 1, 31)) == []
    assert close(tmp_path, date(2026, 2, 1)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "closed-2026-01-31_people.csv",
        "closed-2026-02-01_people.csv",
    ]
    assert expired(tmp_path, term, date(2026, 4, 29)) == []
    assert [path.name for path in expired(tmp_path, term, date(2026, 4, 30))] == [
        "closed-2026-01-31_people.csv"
    ]


def test_the_log_forgets_what_it_says_of_days_past_its_term_and_stays_whole(tmp_path: Path) -> None:
    with retained(tmp_path) as house:
        done = apply(Retention(house, date(2026, 11, 1)), acts(house), everything=True)
        assert done.days == []
        done = apply(Retention(house, date(2090, 1, 1)), acts(house), everything=True)
        assert done.days and house.ledger.verify() > 0


def locard(folder: Path, *command: str, error: type[LocardError] | None = None) -> str:
    env = {"LOCARD_DATA": str(folder / "data"), "LOCARD_GRAPH_IDLE_SECONDS": "2", "COLUMNS": "200"}
    done = CliRunner().invoke(app, ["retention", *command], env=env | {"LOCARD_GRAPH_MEMORY": "512m"})
    if error:
        assert isinstance(done.exception, error), done.output
        return done.exception.detail
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


@pytest.mark.timeout(600)
def test_the_command_shows_and_does_and_says_what_is_missing(tmp_path: Path) -> None:
    with retained(tmp_path) as house:
        four = house.ledger.current("ANG-FACT", "4")
        assert four is not None
    why = ["--case", "RET", "--reason", "yearly review"]
    assert "--dry-run shows" in locard(tmp_path, *why, error=BadInput)
    assert "needs its case" in locard(tmp_path, "--dry-run", error=NoPurpose)
    told = locard(tmp_path, "--dry-run", "--on", "2045-01-01", "--out", str(tmp_path / "due.csv"), *why)
    assert "8 records listed" in told and "judicial_fact" in told
    assert "before its day" in locard(tmp_path, "--apply", "--on", "2045-01-01", *why, error=BadInput)
    assert "due of what you see: 0 source keys to archive, 0 to erase" in locard(tmp_path, "--apply", *why)
    assert "0 of 0" in locard(tmp_path, "review", *why)
    assert "is no day" in locard(tmp_path, "keep", four.id, "--until", "soon", *why, error=BadInput)
    assert "keep 2090-01-01" in locard(tmp_path, "keep", four.id, "--until", "2090-01-01", *why)
    assert "archive" in locard(tmp_path, "archive", four.id, *why)
    assert "due of what you see: 1 source keys to archive" in locard(tmp_path, "--apply", *why)


@pytest.mark.timeout(600)
def test_what_is_said_and_counted_does_not_tell_of_a_hidden_hold(tmp_path: Path) -> None:
    why = ["--apply", "--everything", "--case", "RET", "--reason", "yearly review"]
    said, done = [], []
    for name, compartment in (("held", "north"), ("free", "")):
        (tmp_path / name).mkdir()
        with retained(tmp_path / name) as house:
            three, measure = (acts(house).current(*key) for key in (("ANG-FACT", "3"), ("CROSS", "M1")))
            if compartment:
                acts(house).reclassify(measure, Marking("judicial", compartment=compartment))
            else:
                acts(house).erase(acts(house).going([measure]))
            bring_up_to_date(house)
            decide(acts(house), three.id, "erase", today(), today())
        said.append(locard(tmp_path / name, *why))
        with Installation(house.settings) as house:
            [last] = [e.act.details for e in house.ledger.events(limit=10_000) if _applied(e)]
            done.append((last["erased"], house.ledger.record(three.id) is None))
    assert said[0] == said[1] and "1 to erase" in said[0] and done == [(0, False), (1, True)]


def _applied(event: Event) -> bool:
    return event.phase == "done" and event.act.details.get("operation") == "retention: apply"


RUN = """
import sys
from datetime import date
from pathlib import Path
from api.acts import Acts
from api.installation import Installation
from api.purpose import Purpose
from api.retention.applying import apply
from api.retention.falling import Retention
from api.settings import Settings

def tell(what, done, of):
    if what in ("archive", "erase"):
        print(what, done, flush=True)

with Installation(Settings(data=Path(sys.argv[1]), graph_idle_seconds=2.0, graph_memory="512m")) as house:
    acts = Acts(house, "ana", Purpose("judicial", "RET", "yearly review"), (1,))
    apply(Retention(house, date(2045, 1, 1)), acts, tell)
"""


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("until", ["archive 1", "erase 1"])
def test_a_run_that_is_killed_half_way_goes_on(tmp_path: Path, until: str) -> None:
    with retained(tmp_path / "whole") as house:
        apply(Retention(house, date(2045, 1, 1)), acts(house))
        wanted = content_hash(house.store)
    with retained(tmp_path / "cut") as house:
        settings = house.settings
    run = subprocess.Popen([sys.executable, "-c", RUN, str(settings.data)], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    for line in run.stdout:
        if line.strip() == until:
            run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    with Installation(Settings(**settings.model_dump())) as house:
        apply(Retention(house, date(2045, 1, 1)), acts(house))
        assert content_hash(house.store) == wanted
        assert house.ledger.current("POLE", "9") is None
