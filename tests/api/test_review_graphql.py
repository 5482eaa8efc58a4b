"""Why, how, the queue of review and judgements, on a real installation and under the rules of all reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from edge import PURPOSE, Edge, served
from identity_house import FEED, ROWS, installed, mention

from api.installation import Installation
from api.pipeline import bring_up_to_date, rebuild
from api.stages.inherit import anchored
from api.stages.receive import receive
from api.stages.resolve import resolve_layers
from graph.derive import entity_id
from ingest.feeds import parse
from ledger.entry import Decision

WHY = """query ($a: ID!, $b: ID!, $lang: String!) { why(a: $a, b: $b, lang: $lang) {
  together headline probability
  weight notes lines { field text weight left right } judgements { kind author text }
  a { mention record entity caption source values { property value } } b { mention caption } } }"""
HOW = """query ($id: ID!, $lang: String!) { how(entity: $id, lang: $lang) {
  id caption mentions whole threshold
  judgements { id text } steps { how text weight left right lines { field text } } } }"""
QUEUE = """{ reviewQueue(first: 10) { kind text value mentions links
  why { headline a { mention record } b { mention record } lines { weight } weight } } }"""
JUDGE = """mutation ($a: ID!, $b: ID!, $kind: JudgementKind!, $reason: String!, $lang: String! = "en") {
  judge(a: $a, b: $b, kind: $kind, reason: $reason, lang: $lang) {
  warnings judgement { id kind author text } } }"""
RETRACT = "mutation ($id: ID!, $reason: String!) { retract(id: $id, reason: $reason) { id text } }"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("identity")) as made:
        yield made


@pytest.fixture(scope="module")
def people(house: Installation) -> Iterator[Edge]:
    with served(house) as people:
        yield people


def judged(people: Edge, a: str, b: str, kind: str = "POSITIVE") -> dict:  # type: ignore[type-arg]
    return people.data(JUDGE, a=a, b=b, kind=kind, reason="seen on the photograph")["judge"]  # type: ignore[no-any-return]


def together(house: Installation, a: str, b: str) -> bool:
    return b in house.clusters.cluster_of(1, [a])[a]


def test_why_says_field_by_field_what_speaks_for_and_against(house: Installation, people: Edge) -> None:
    a, b = mention(house, 1), mention(house, 3)
    made = people.data(WHY, a=a, b=b, lang="en")["why"]
    assert made["together"] and "are taken for one" in made["headline"]
    assert made["weight"] == pytest.approx(sum(line["weight"] for line in made["lines"]))
    birth = next(line for line in made["lines"] if line["field"] == "birth")
    assert birth["text"].startswith("same date of birth: speaks for, ") and birth["left"] == "1980-05-12"
    assert {"property": "firstName", "value": "Jan"} in made["a"]["values"] and made["a"]["source"] == "TEST"


def test_why_answers_for_two_never_compared_in_four_languages(house: Installation, people: Edge) -> None:
    a, b, said = mention(house, 1), mention(house, 5), {}
    for lang in ("nl", "fr", "de", "en"):
        made = people.data(WHY, a=a, b=b, lang=lang)["why"]
        assert not made["together"]
        said[lang] = " ".join(made["notes"])
    assert len(set(said.values())) == 4 and "no shared key: never compared; would have scored" in said["en"]


def test_an_entity_is_addressed_by_its_own_id_too(house: Installation, people: Edge) -> None:
    cluster = house.clusters.cluster_of(1, [mention(house, 1)])[mention(house, 1)]
    made = people.data(HOW, id=entity_id(1, cluster), lang="en")["how"]
    assert made["id"] == entity_id(1, cluster) and made["mentions"] == 3 and made["whole"]
    assert made["steps"][-1]["how"] == "average" and made["steps"][-1]["lines"]
    assert "falls into" in made["threshold"][0] or "stays one entity" in made["threshold"][0]


def test_what_is_no_person_is_told_by_its_identifiers(house: Installation, people: Edge) -> None:
    made = people.data(HOW, id=mention(house, 2, "vehicle"), lang="nl")["how"]
    assert made["mentions"] == 2 and made["steps"][0]["text"] == [
        "2 vermeldingen, samengevoegd door kenmerken: plate 1ABC234"
    ]


def test_the_queue_shows_both_records_and_is_ordered_by_value(people: Edge) -> None:
    items = people.data(QUEUE)["reviewQueue"]
    assert {item["kind"] for item in items} >= {"conflict", "near"}
    values = [item["value"] for item in items]
    assert values == sorted(values, reverse=True)
    assert all(item["why"]["a"]["record"] and item["why"]["lines"] for item in items)


def test_a_look_into_the_queue_reads_what_resolving_prepared(
    house: Installation, people: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = people.data(QUEUE)["reviewQueue"]
    monkeypatch.setattr("api.reads.judging.review", None)
    assert before and people.data(QUEUE)["reviewQueue"] == before
    assert house.clusters.asked.items(1)


def test_a_judgement_survives_everything_and_can_be_taken_back(house: Installation, people: Edge) -> None:
    a, b = mention(house, 7), mention(house, 8)
    made = judged(people, a, b)["judgement"]
    assert made["author"] == house.settings.actor and "seen on the photograph" in made["text"]
    assert not any(
        {a, b} == {i["why"]["a"]["mention"], i["why"]["b"]["mention"]}
        for i in people.data(QUEUE)["reviewQueue"]
    )
    bring_up_to_date(house)
    assert together(house, a, b)
    assert "joined by a judgement" in str(people.data(HOW, id=a, lang="en")["how"]["steps"])
    resolve_layers(house, retrain=True)
    assert together(house, a, b)
    rebuild(house)
    assert together(house, a, b)
    people.data(RETRACT, id=made["id"], reason="it was another photograph")
    bring_up_to_date(house)
    assert not together(house, a, b)
    assert people.refusal(RETRACT, id=made["id"], reason="again")["code"] == "Missing"


def test_a_contradiction_is_refused_with_its_chain(house: Installation, people: Edge) -> None:
    a, b, c = (mention(house, number) for number in (4, 5, 7))
    first, second = judged(people, a, b), judged(people, b, c)
    before = house.ledger.head()
    refusal = people.refusal(JUDGE, a=c, b=a, kind="NEGATIVE", reason="no", lang="fr")
    assert (refusal["code"], refusal["status"]) == ("Contradiction", 409)
    assert (
        "a jugé le" in refusal["detail"]
        and "Els Maes" in refusal["detail"]
        and "Tom Claes" in refusal["detail"]
    )
    assert house.ledger.head() == before
    for made in (first, second):
        people.data(RETRACT, id=made["judgement"]["id"], reason="a test")


def test_two_national_numbers_are_a_warning(house: Installation, people: Edge) -> None:
    made = judged(people, mention(house, 5), mention(house, 6))
    assert made["warnings"] == [
        "recorded, though two different valid national numbers: check that no number or date was misread"
    ]
    bring_up_to_date(house)
    assert together(house, mention(house, 5), mention(house, 6))
    people.data(RETRACT, id=made["judgement"]["id"], reason="a test")


def test_what_cannot_be_judged_is_refused(house: Installation, people: Edge) -> None:
    a, vehicle = mention(house, 1), mention(house, 2, "vehicle")
    for b, reason, code in ((a, "x", "BadInput"), (vehicle, "x", "BadInput"), ("0" * 32, "x", "Missing")):
        assert people.refusal(JUDGE, a=a, b=b, kind="POSITIVE", reason=reason)["code"] == code
    assert people.refusal(JUDGE, a=a, b=mention(house, 4), kind="POSITIVE", reason=" ")["code"] == "BadInput"
    assert people.refusal(WHY, a=a, b=a, lang="es")["code"] == "BadInput"


def test_nothing_is_told_or_decided_without_a_purpose(house: Installation, people: Edge) -> None:
    a, b = mention(house, 1), mention(house, 4)
    for query in (QUEUE, WHY, HOW, JUDGE, RETRACT):
        given = {"a": a, "b": b, "id": a, "lang": "en", "kind": "POSITIVE", "reason": "x"}
        names = {name: value for name, value in given.items() if f"${name}:" in query}
        assert people.refusal(query, {}, **names)["code"] == "NoPurpose"


def test_looks_and_decisions_are_logged(house: Installation, people: Edge) -> None:
    a, b = mention(house, 1), mention(house, 4)
    before = house.ledger.seal().sequence
    people.data(WHY, a=a, b=b, lang="en")
    made = judged(people, a, b, "UNSURE")
    events = house.ledger.events(after=before)
    acts = [(e.act.kind, e.act.details.get("operation"), e.phase) for e in events]
    assert acts[:2] == [("consultation", "why", "intent"), ("consultation", "why", "done")]
    assert ("alteration", "judge", "done") in acts
    assert {a, b} <= set(events[1].act.details["returned"])
    assert all(e.act.case == "GE.20.LB.000001/2026" for e in events)
    people.data(RETRACT, id=made["judgement"]["id"], reason="a test")


def test_the_log_names_every_id_of_a_story_and_of_a_refusal(house: Installation, people: Edge) -> None:
    a, b, c = (mention(house, number) for number in (4, 5, 7))
    made = [judged(people, *ends)["judgement"] for ends in ((a, b), (b, c))]
    before = house.ledger.seal().sequence
    people.refusal(JUDGE, a=c, b=a, kind="NEGATIVE", reason="no")
    story = people.data(HOW, id=mention(house, 1), lang="en")["how"]
    refused, told = (e for e in house.ledger.events(after=before) if e.phase != "intent")
    assert refused.phase == "failed" and set(refused.act.details["returned"]) == {a, b, c}
    ids = {id_ for step in story["steps"] for side in ("left", "right") for id_ in step[side]}
    assert len(ids) == 3 and ids <= set(told.act.details["returned"])
    for one in made:
        people.data(RETRACT, id=one["id"], reason="a test")


def test_another_domain_sees_nothing_of_it(house: Installation, people: Edge) -> None:
    headers = PURPOSE | {"X-Locard-Domain": "administrative"}
    given = {"a": mention(house, 1), "b": mention(house, 3), "lang": "en"}
    assert people.refusal(WHY, headers, **given)["code"] == "Missing"
    assert people.refusal(HOW, headers, id=given["a"], lang="en")["code"] == "Missing"
    judgement = people.refusal(JUDGE, headers, **given, kind="POSITIVE", reason="x")
    assert judgement["code"] == "Missing"
    assert people.ask(QUEUE, headers)["data"]["reviewQueue"] == []


def test_a_judgement_goes_over_to_what_is_sent_anew(house: Installation, people: Edge) -> None:
    a, b = mention(house, 4), mention(house, 7)
    made = judged(people, a, b)["judgement"]
    rows = house.settings.data.parent / "people.csv"
    rows.write_text(ROWS.replace("8,Tom,Claes", "8,Tom,Claessens").replace("7,Tom,Claes,", "7,Thomas,Claes,"))
    receive(house, [rows], parse(FEED, "people"))
    bring_up_to_date(house)
    heir = mention(house, 7)
    assert heir != b and together(house, a, heir)
    assert made["id"] in [one["id"] for one in people.data(HOW, id=heir, lang="en")["how"]["judgements"]]
    receive(house, [rows], parse(FEED, "people"))
    bring_up_to_date(house)
    assert together(house, a, heir)
    people.data(RETRACT, id=made["id"], reason="a test")
    bring_up_to_date(house)
    assert not together(house, a, heir)


def test_a_judgement_that_its_author_may_not_see_is_no_contradiction(
    house: Installation, people: Edge
) -> None:
    a, b = mention(house, 1), mention(house, 5)
    both = house.mentions.get([a, b])
    hidden = Decision("negative", anchored(both[a], both[b]), 3, "bea", "known elsewhere")
    house.ledger.decide(hidden, house.act("alteration", "a test"))
    made = judged(people, a, b)["judgement"]
    assert people.data(WHY, a=a, b=b, lang="en")["why"]["judgements"] == [
        {"kind": "positive", "author": house.settings.actor, "text": made["text"]}
    ]
    assert people.refusal(RETRACT, id=hidden.id, reason="x")["code"] == "Missing"
    people.data(RETRACT, id=made["id"], reason="a test")
