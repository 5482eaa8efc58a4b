from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest
from people import holding, person, thing
from test_online_exact import MODEL, Village, batch, check

from ledger.errors import BadInput, Missing
from resolution.judgements import Judgements
from resolution.online.groups import Said
from resolution.online.online import Online

JAN = {"firstName": "Jan", "lastName": "Peeters", "birthDate": "1980-05-12"}
NONE = Judgements()


def test_a_record_is_answered_with_its_entity_and_why(tmp_path: Path) -> None:
    with Online.open(tmp_path, MODEL, 1) as index:
        first = person("a", **JAN)
        index.resolve([first])
        home = thing("b", "Location", "home", street="Kerkstraat", postalCode="9000")
        again = holding(person("b", name="Jan Peters", birthDate="1980-05-12"), "LIVES_AT", home)
        done = index.resolve([again, home, person("b", "other", name="Els Maes", class_=7)])
    [entity] = done.entities
    assert entity.entity == tuple(sorted((first.id, again.id)))
    [found] = entity.candidates
    assert found.joined and found.probability == found.pair.probability > 0.9
    assert {term.field for term in found.pair.terms} >= {"prior", "surname", "birth"}
    [change] = done.changes
    assert change.before == ((first.id,),) and change.after == (entity.entity,)


def test_taking_a_mention_out_parts_what_it_joined() -> None:
    with Online.open(":memory:", MODEL, 1) as index:
        jan, twice = person("a", **JAN), person("b", **JAN)
        index.resolve([jan])
        index.resolve([twice])
        done = index.remove([twice.id, "nobody"])
        assert done.changes[0].after == ((jan.id,),)
        with pytest.raises(Missing):
            index.cluster_of(twice.id)


def test_the_same_record_again_changes_nothing_and_other_words_replace_it() -> None:
    with Online.open(":memory:", MODEL, 1) as index:
        index.resolve([person("a", **JAN)])
        assert not index.resolve([person("a", **JAN)]).changes
        index.resolve([person("b", **JAN)])
        assert len(list(index.clusters())) == 1
        index.resolve([person("b", **JAN | {"birthDate": "1953-02-01"})])
        assert len(list(index.clusters())) == 2


def test_what_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    village = Village(3, 12)
    with Online.open(tmp_path, MODEL, 1) as index:
        index.put(village.said[:6])
        with pytest.raises(RuntimeError), index.following(9, "x"):
            index.put(village.said[6:])
            raise RuntimeError
        assert index.position == 0
        check(index, village.said[:6], NONE)
        index.put(village.said[6:])
        check(index, village.said, NONE)


def test_a_step_that_fails_inside_a_transaction_is_taken_back_alone() -> None:
    village = Village(9, 12)
    broken = village.said[-1]._replace(features=replace(village.said[-1].features, source_keys=("\ud800",)))
    with Online.open(":memory:", MODEL, 1) as index, index.following(2, "x"):
        index.put(village.said[:6])
        with pytest.raises(BadInput):
            index.put([*village.said[6:9], broken._replace(mention="f" * 32)])
        index.put(village.said[9:])
        check(index, [*village.said[:6], *village.said[9:]], NONE)


def test_position_moves_with_the_change_and_another_model_begins_anew(tmp_path: Path) -> None:
    village = Village(4, 10)
    with Online.open(tmp_path, MODEL, 1) as index, index.following(7, "x"):
        index.put(village.said)
    with Online.open(tmp_path, MODEL, 1) as index:
        assert (index.position, index.incarnation) == (7, "x")
        check(index, village.said, NONE)
    with Online.open(tmp_path, replace(MODEL, prior=1e-4), 1) as index:
        assert index.position == 0 and not list(index.clusters())


def test_codes_that_were_lost_are_made_again(tmp_path: Path) -> None:
    village = Village(5, 24)
    with Online.open(tmp_path, MODEL, 1) as index:
        index.put(village.said[:12])
    (tmp_path / "online.codes").unlink()
    with Online.open(tmp_path, MODEL, 1) as index:
        index.put(village.said[12:])
        check(index, village.said, NONE)


def test_one_change_writes_what_it_touches_alone() -> None:
    village = Village(6, 160)
    spread = [
        row._replace(
            features=replace(row.features, surname=f"{row.features.surname}{place // 4}", source_keys=())
        )
        for place, row in enumerate(village.said)
    ]
    apart = [row._replace(record=row.mention) for row in spread]
    with Online.open(":memory:", MODEL, 1) as index:
        index.load(apart)
        before = index._db.total_changes
        for row in apart[:20]:
            index.remove([row.mention])
            done = index.put([row])
            size = sum(len(cluster) for change in done.changes for cluster in change.after)
            written, before = index._db.total_changes - before, index._db.total_changes
            assert written < 150 + 20 * size
            assert index._components.rows <= size


KEPT = """
    import sys
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    from test_online_exact import MODEL, Village
    from resolution.online.online import Online
    village = Village(8, 400)
    with Online.open(Path({folder!r}), MODEL, 1) as index:
        for place, row in enumerate(village.said, start=1):
            with index.following(place, "x"):
                index.put([row])
                if place % 5 == 0:
                    index.remove([village.said[place - 3].mention])
            print(place, flush=True)
"""


@pytest.mark.parametrize("after", [3, 40, 77])
def test_a_kill_at_any_time_leaves_the_last_commit(tmp_path: Path, after: int) -> None:
    script = textwrap.dedent(KEPT).format(tests=str(Path(__file__).parent), folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        for line in running.stdout:
            if int(line) >= after:
                time.sleep(0.001 * after % 0.01)
                os.kill(running.pid, signal.SIGKILL)
                break
    said = Village(8, 400).said
    with Online.open(tmp_path, MODEL, 1) as index:
        assert index.position >= after
        held: dict[str, Said] = {}
        for place, row in enumerate(said[: index.position], start=1):
            held[row.mention] = row
            if place % 5 == 0:
                held.pop(said[place - 3].mention)
        assert batch(list(held.values()), NONE).clusters
        check(index, list(held.values()), NONE)
        index.put(said[index.position :])
