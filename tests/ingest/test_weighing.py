"""Roles and relations by weighed cues: words, items, the network in numpy as it was trained, decisions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.extract.concepts import read as meanings
from ingest.extract.weighing.items import Items
from ingest.extract.weighing.network import read_weights, weigh
from ingest.extract.weighing.pairs import SIGNATURES, pairs
from ingest.extract.weighing.persons import places
from ingest.extract.weighing.reader import entities, status
from ingest.extract.weighing.reader import read as weighed
from ingest.extract.weighing.readings import Weighed
from ingest.extract.weighing.settle import settle
from ingest.training.learn import learn
from ingest.training.learn import read as as_trained
from ingest.training.marked import parse
from ingest.training.samples import marked_scene, sample

REPORT = """# lang: nl  date: 2025-03-16
[PER#1 Kevin Peeters] reed met een [VEH#1 grijze VW Golf], plaat [PLA#1 1-ABC-123].
Hij belde daarop zijn broer [PER#2 Tom Peeters]. De verdachte ontkent.
---
PER1 suspect
PER1 driver
PER2 other
PER1 DRIVES VEH1
VEH1 HAS_PLATE PLA1
PER1 FAMILY_OF PER2
PER1 CALLED PER2 alleged
"""


def report(number: int = 0) -> dict[str, object]:
    return parse(f"r{number}", REPORT.replace("1-ABC", f"1-AB{'CDEFGH'[number]}"))


def test_words_have_the_concepts_of_their_language() -> None:
    found = {m.word: m.concepts for m in meanings(["Hij", "reed", "l'auteur", "au", "volant"], "fr")}
    assert "drive" in found["au"] and "drive" in found["volant"] and "suspect_n" in found["l'auteur"]
    assert "drive" in {c for m in meanings(["Hij", "reed"], "nl") for c in m.concepts}
    assert not meanings(["reed"], "en")[0].concepts


def test_a_pronoun_stands_for_the_person_named_before() -> None:
    items = Items(marked_scene(report()), "nl")
    via = {(items.row[a.at].word, a.via, a.entity) for a in items.arguments if a.via != "name"}
    assert ("hij", "he1", "m1") in via and ("zijn", "he1", "m1") in via


def test_every_relation_of_a_report_is_among_the_pairs() -> None:
    one = sample(report())
    found = {(t, p.start.entity, p.end.entity) for p in one.pairs for t in p.relations}
    assert {k for k in one.relations if k[0] != "FAMILY_OF"} <= found
    assert all(p.start.type in SIGNATURES[t][0] for p in one.pairs for t in p.relations)


def test_cues_do_not_depend_on_the_order_of_hashes() -> None:
    shown = [
        subprocess.run(
            [sys.executable, __file__],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert shown[0] == shown[1] and b"drive" in shown[0]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, object]:
    folder = tmp_path_factory.mktemp("facts")
    learned = learn([report(n) for n in range(6)], networks=2, epochs=2)
    learned.save(folder)
    return folder, learned


def test_numpy_weighs_as_the_network_was_trained(trained: tuple[Path, object]) -> None:
    folder, learned = trained
    one = sample(report())
    first = as_trained(learned.networks, learned.vocabulary, one)  # type: ignore[attr-defined]
    model = read_weights(folder)
    theirs = settle(model.second, first, *entities(one.items.scene))
    ours = weighed(model, one.items, one.pairs, one.places)
    assert theirs.relations.keys() == ours.relations.keys() and theirs.roles.keys() == ours.roles.keys()
    for key, found in theirs.relations.items():
        assert ours.relations[key].margin == pytest.approx(found.margin, rel=0.02, abs=0.05)
    for person, found in theirs.roles.items():
        assert ours.roles[person].margin == pytest.approx(found.margin, rel=0.02, abs=0.05)


def test_the_same_seed_gives_the_same_weights(trained: tuple[Path, object], tmp_path: Path) -> None:
    learn([report(n) for n in range(6)], networks=2, epochs=2).save(tmp_path)
    for path in trained[0].iterdir():
        assert (tmp_path / path.name).exists()
    first, second = read_weights(trained[0]), read_weights(tmp_path)
    for a, b in zip(first.networks, second.networks, strict=True):
        assert all(np.array_equal(a[name], b[name]) for name in a)


def test_a_text_without_persons_is_weighed_too(trained: tuple[Path, object]) -> None:
    text = "# lang: nl  date: 2025-03-16\nEen [VEH#1 rode Fiat], plaat [PLA#1 1-ABC-123].\n---\n"
    items = Items(marked_scene(parse("r", text)), "nl")
    of_pairs, of_persons = weigh(read_weights(trained[0]), items, list(pairs(items)), list(places(items)), [])
    assert len(of_pairs) == 1 and len(of_persons) == 0


def test_what_is_not_surely_asserted_is_alleged_or_denied() -> None:
    assert status(Weighed(1.0, (0.9, 0.05, 0.05)), 0.7) == "asserted"
    assert status(Weighed(1.0, (0.6, 0.3, 0.1)), 0.7) == "alleged"
    assert status(Weighed(1.0, (0.6, 0.1, 0.3)), 0.7) == "alleged"
    assert status(Weighed(1.0, (0.3, 0.3, 0.4)), 0.7) == "denied"


if __name__ == "__main__":
    print([p.cues for p in pairs(Items(marked_scene(report()), "nl"))])
    print([p.cues for p in places(Items(marked_scene(report()), "nl"))])
