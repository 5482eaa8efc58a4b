"""An identifier turns generic, and a kill in the middle: all who hold it are weighed anew, to the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from people import holding, person, thing
from test_online_exact import MODEL
from test_online_follow import rows

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.comparison.profiles import MOST_HOLDERS
from resolution.layers.batch import resolve
from resolution.online.follow import follow
from resolution.store.clusters import ClusterStore

SURNAMES = ("Peeters", "Janssens", "Maes", "Willems", "Goossens", "Dubois", "Lambert", "Demir", "Benali")
GIVEN = ("Jan", "Els", "Piet", "Karim")


def called(at: int, record: str, born: str = "", phone: str = "029991111") -> list[Mention]:
    """Somebody with the phone of a reception."""
    given, surname = GIVEN[at % len(GIVEN)], SURNAMES[at // len(GIVEN) % len(SURNAMES)]
    held = thing(record, "Object", "phone", kind="phone", number=phone)
    return [holding(person(record, firstName=given, lastName=surname, birthDate=born), "USES", held), held]


def before() -> list[Mention]:
    """As many names as still tell persons apart, most of them twice, the second time with a date of birth."""
    said = [m for at in range(MOST_HOLDERS) for m in called(at, f"a{at}")]
    return said + [m for at in range(MOST_HOLDERS - 3) for m in called(at, f"b{at}", f"19{50 + at}-05-12")]


def later() -> list[Mention]:
    """One name more."""
    return called(MOST_HOLDERS, "late")


def houses(folder: Path) -> tuple[MentionStore, ClusterStore]:
    return MentionStore.open(folder / "mentions.db"), ClusterStore.open(folder / "clusters.db")


CHILD = """
    import sys, time
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    from test_online_kill_generic import MODEL, houses
    from resolution.online.follow import follow
    folder = Path({folder!r})
    mentions, clusters = houses(folder)
    def tell(done, of):
        print(done, of, flush=True)
        time.sleep(0.05)
    follow(folder / "index", mentions, clusters, MODEL, 1, tell=tell)
    print("end", flush=True)
"""


def killed(folder: Path, after: int) -> int:
    """Follow in a process of its own, and kill it after so many groups; how many there were to do."""
    script = textwrap.dedent(CHILD).format(tests=str(Path(__file__).parent), folder=str(folder))
    of = 0
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        for line in running.stdout:
            done, of = map(int, line.split())
            if done >= after:
                os.kill(running.pid, signal.SIGKILL)
                break
    return of


@pytest.mark.parametrize("after", [0, 7, 31])
def test_a_kill_in_the_middle_is_made_good_to_the_end(tmp_path: Path, after: int) -> None:
    mentions, clusters = houses(tmp_path)
    with mentions, clusters, ClusterStore.open(":memory:") as whole:
        mentions.apply(before(), [], 1, "x")
        follow(tmp_path / "index", mentions, clusters, MODEL, 1)
        joined = len(list(clusters.clusters(1)))
        mentions.apply(later(), [], 2, "x")
        assert killed(tmp_path, after) >= MOST_HOLDERS
        told: list[tuple[int, int]] = []
        done = follow(tmp_path / "index", mentions, clusters, MODEL, 1, tell=lambda *at: told.append(at))
        assert "index" in done.seconds and told[-1][0] == told[-1][1] >= MOST_HOLDERS
        resolve(mentions, whole, MODEL, 1)
        for table in ("member", "pair", "against"):
            assert rows(clusters, table) == rows(whole, table)
        assert len(list(clusters.clusters(1))) > joined


def test_the_run_says_what_was_weighed_anew_and_names_no_number(tmp_path: Path) -> None:
    with MentionStore.open(":memory:") as mentions, ClusterStore.open(":memory:") as clusters:
        mentions.apply(before(), [], 1, "x")
        follow(tmp_path, mentions, clusters, MODEL, 1)
        mentions.apply(later(), [], 2, "x")
        done = follow(tmp_path, mentions, clusters, MODEL, 1)
        said = "\n".join(done.notes)
        assert "phone: 1 held by too many now, or no longer" in done.notes
        assert "components weighed anew" in said and "029991111" not in said
        mentions.apply([], ["late"], 3, "x")
        again = follow(tmp_path, mentions, clusters, MODEL, 1)
        assert "phone: 1 held by too many now, or no longer" in again.notes


def test_what_nobody_shares_weighs_nothing_anew(tmp_path: Path) -> None:
    with MentionStore.open(":memory:") as mentions, ClusterStore.open(":memory:") as clusters:
        mentions.apply(before(), [], 1, "x")
        follow(tmp_path, mentions, clusters, MODEL, 1)
        mentions.apply(called(5, "late", phone="0470112233"), [], 2, "x")
        assert not follow(tmp_path, mentions, clusters, MODEL, 1).notes
