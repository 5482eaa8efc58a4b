from __future__ import annotations

from math import log2

import pytest
from people import judged, person, stores, town

from resolution.clustering import average as average_module
from resolution.judgements import judgements
from resolution.layers.batch import resolve
from resolution.spoken import LANGUAGES, speech
from resolution.weights.model import default_model
from resolution.why import growth as growth_module
from resolution.why.growth import JUDGEMENT, SOURCE, Growth, growth, joined_at, parts_at
from resolution.why.story import told_step, told_threshold

MODEL = default_model()
JAN = {"firstName": "Jan", "lastName": "Peeters", "birthDate": "1980-05-12"}

NAMES = ("Peeters", "Peeters", "Petersen")


def grown(*mentions, decisions=(), of: int = 0) -> Growth:  # type: ignore[no-untyped-def]
    """The growth of the cluster of one of these mentions, after a batch."""
    with stores(list(mentions)) as (store, clusters):
        resolve(store, clusters, MODEL, 1, decisions)
        cluster = clusters.cluster_of(1, [mentions[of].id])[mentions[of].id]
        return growth(cluster, store, clusters, MODEL, 1, judgements(decisions, 1))


def test_what_joins_first_is_told_first() -> None:
    jan, again, misspelt = (
        person(record, **JAN | {"lastName": name}) for record, name in zip("abc", NAMES, strict=True)
    )
    made = grown(jan, again, misspelt)
    assert made.whole and set(made.cluster) == {jan.id, again.id, misspelt.id}
    assert [step.how for step in made.steps] == ["words", "average"]
    last = made.steps[-1]
    assert set(last.left + last.right) == set(made.cluster)
    assert last.strongest and last.average == pytest.approx(min(last.strongest.weight, 12))


def test_judgements_and_keys_of_sources_are_steps_of_their_own() -> None:
    jan, els = person("a", **JAN, sourceKey="pole:1"), person("b", name="Els Maes")
    third = person("c", name="J", sourceKey="pole:1")
    made = grown(jan, els, third, decisions=(judged("positive", jan, els),))
    assert sorted(step.how for step in made.steps) == [JUDGEMENT, SOURCE] and made.whole


def test_every_cluster_of_a_town_grows_again() -> None:
    made = town(120, seed=4)
    with stores(made.mentions) as (store, clusters):
        resolve(store, clusters, MODEL, 1)
        judged_ = judgements((), 1)
        large = [c for c in clusters.clusters(1) if len(c) > 1 and c[0] in made.truth]
        for cluster in large:
            story = growth(cluster, store, clusters, MODEL, 1, judged_)
            assert story.whole, cluster
            assert parts_at(story, 0.0) == [cluster]
    assert len(large) > 30


def test_a_threshold_says_what_would_split() -> None:
    made = grown(person("a", **JAN), person("b", **JAN | {"lastName": "Petersen"}))
    [step] = made.steps
    assert len(parts_at(made, step.average + 0.1)) == 2
    assert len(parts_at(made, step.average - 0.1)) == 1


def test_a_threshold_says_what_would_join() -> None:
    number = "80051200160"
    jan = person("a", **JAN, nationalNumber=number)
    married = person("b", name="Jan Vermeulen", nationalNumber=number, birthPlace="Oostende", gender="f")
    like_the_first = person("c", name="Jan Peeters", birthDate="1980-05", birthPlace="Gent", gender="m")
    made = grown(jan, married, like_the_first)
    [near] = made.beside
    assert near.average < 0 and not near.conflict
    assert joined_at(made, near.average - 0.1) == [near] and not joined_at(made, near.average + 0.1)


def test_among_many_only_pairs_that_were_kept_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    number = "80051200160"
    full = person("a", **JAN, nationalNumber=number)
    short = person("b", lastName="Peeters", nationalNumber=number)
    alike = person("c", **JAN, birthPlace="Gent")
    for module in (average_module, growth_module):
        monkeypatch.setattr(module, "SCORED", 1)
    monkeypatch.setattr(growth_module, "leaning", None)
    made = grown(full, short, alike)
    assert made.whole and len(made.steps) == 2
    assert {made.steps[-1].strongest.a, made.steps[-1].strongest.b} != {short.id, alike.id}  # type: ignore[union-attr]


def test_a_forbidden_neighbour_never_joins() -> None:
    jan, twice = person("a", **JAN), person("b", **JAN)
    made = grown(jan, twice, decisions=(judged("negative", jan, twice),))
    assert [one.conflict for one in made.beside] == ["negative"]
    assert not joined_at(made, log2(0.01 / 0.99))


def test_the_story_is_told_in_four_languages() -> None:
    jan, els, third = person("a", **JAN), person("b", name="Els Maes"), person("c", **JAN)
    made = grown(jan, els, third, decisions=(judged("positive", jan, els),))
    told = {}
    for lang in LANGUAGES:
        say = speech(lang)
        lines = [line for step in made.steps for line in told_step(step, say, str)]
        lines += told_threshold(made, 0.99, say, str)
        assert len(lines) >= 3 and not any("{" in line for line in lines)
        told[lang] = lines
    assert len({lines[0] for lines in told.values()}) == 4
    assert "joined by a judgement" in told["en"][0]
