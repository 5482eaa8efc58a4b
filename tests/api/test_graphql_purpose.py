"""Case and reason, the log, the limits, and what an error may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import pytest
from edge import PURPOSE, Edge, asked, serving

from api.purpose import purpose_of
from api.sessions import Session
from ledger.act import Act
from ledger.canonical import JSON
from ledger.errors import BadInput, Unavailable

CAPTION = "query ($id: ID!) { entity(id: $id) { caption } }"


def test_no_purpose_no_answer(edge: Edge) -> None:
    for headers in ({}, {"X-Locard-Case": "1"}, PURPOSE | {"X-Locard-Reason": "%20"}):
        refusal = edge.refusal(CAPTION, headers, id=edge.world.entity("karim"))
        assert (refusal["code"], refusal["status"]) == ("NoPurpose", 403)
        assert "X-Locard-Reason" in refusal["detail"]


def test_a_purpose_is_read_from_percent_encoded_headers() -> None:
    purpose = purpose_of({"X-Locard-Case": "1", "X-Locard-Reason": "v%C3%A9rification"})
    assert (purpose.reason, purpose.domain) == ("vérification", "judicial")
    with pytest.raises(BadInput, match="judicial, administrative"):
        purpose_of(PURPOSE | {"X-Locard-Domain": "private"})


def test_every_look_is_logged_before_and_after(edge: Edge) -> None:
    before = edge.ledger.seal().sequence
    edge.data(CAPTION, id=edge.world.entity("karim"))
    intent, done = edge.ledger.events(after=before)
    assert (intent.phase, done.phase, done.intent) == ("intent", "done", intent.sequence)
    assert (done.act.actor, done.act.reason) == ("tester", "A test of the edge")
    assert done.act.details["operation"] == "entity"
    assert edge.world.entity("karim") not in intent.act.details.get("returned", [])


def test_the_log_names_what_was_returned(edge: Edge) -> None:
    before = edge.ledger.seal().sequence
    edge.data(
        'query ($id: ID!) { neighbours(id: $id, linkType: "USES") { total } }', id=edge.world.entity("karim")
    )
    returned = edge.ledger.events(after=before)[-1].act.details["returned"]
    assert set(edge.world.clusters["karim"]).isdisjoint(returned)
    assert len(returned) >= 2


def test_a_refused_look_is_logged_as_failed(edge: Edge) -> None:
    before = edge.ledger.seal().sequence
    edge.refusal(CAPTION, id="0" * 32)
    assert [event.phase for event in edge.ledger.events(after=before)] == ["intent", "failed"]


class FullDisk:
    """A log that cannot be written."""

    @contextmanager
    def acted(self, act: Act) -> Iterator[dict[str, JSON]]:
        raise Unavailable("the log cannot be written; make room on the disk")
        yield {}


def test_no_log_no_answer(edge: Edge) -> None:
    with serving(replace(edge.house, log=FullDisk())) as client:
        answer = asked(client, CAPTION, PURPOSE, id=edge.world.entity("karim"))
    assert answer["data"] is None and answer["errors"][0]["extensions"]["code"] == "Unavailable"


class Broken:
    """An entrance that fails in a way nobody foresaw."""

    def of(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Session:
        raise ZeroDivisionError("secret of the house")


def test_an_unknown_error_shows_an_id_and_no_internals(edge: Edge) -> None:
    with serving(replace(edge.house, sessions=Broken())) as client:
        (error,) = asked(client, CAPTION, PURPOSE, id="1")["errors"]
    assert "secret" not in str(error) and "ZeroDivision" not in str(error)
    assert error["extensions"]["id"] in error["message"]


def test_queries_that_are_too_large_are_refused(edge: Edge) -> None:
    many = " ".join(f'a{n}: entity(id: "1") {{ id }}' for n in range(30))
    assert "aliases" in edge.ask(f"{{ {many} }}")["errors"][0]["message"].lower()
    long = " ".join(["id"] * 3000)
    assert "token" in edge.ask(f'{{ entity(id: "1") {{ {long} }} }}')["errors"][0]["message"].lower()


def test_words_of_the_ontology_need_no_purpose_and_come_in_four_languages(edge: Edge) -> None:
    query = (
        "query ($lang: String!) { ontology(lang: $lang) { types { name label } links { name symmetric } } }"
    )
    labels = {}
    for lang in ("nl", "fr", "de", "en"):
        types = edge.ask(query, {}, lang=lang)["data"]["ontology"]["types"]
        labels[lang] = {item["name"]: item["label"] for item in types}["Vehicle"]
    assert labels == {"nl": "Voertuig", "fr": "Véhicule", "de": "Fahrzeug", "en": "Vehicle"}
    assert edge.refusal(query, {}, lang="es")["code"] == "BadInput"


def test_the_class_is_nowhere_in_the_schema(edge: Edge) -> None:
    query = "{ __schema { types { name fields { name } } } }"
    types = edge.ask(query, {})["data"]["__schema"]["types"]
    ours = [t for t in types if not t["name"].startswith("__")]
    names = {f["name"] for t in ours for f in t["fields"] or []}
    assert {name for name in names if "class" in name.lower()} == {"reclassify"}


def test_only_loopback_names_and_posts_reach_the_edge(edge: Edge) -> None:
    assert edge.client.get("/health").json() == {"status": "ok"}
    assert edge.client.get("/health", headers={"Host": "evil.example"}).status_code == 400
    assert edge.client.get("/graphql?query={__typename}").status_code >= 400
    form = {"content-type": "text/plain"}
    assert edge.client.post("/graphql", content='{"query": "{__typename}"}', headers=form).status_code >= 400


def test_the_page_is_served_under_a_strict_policy(edge: Edge) -> None:
    page = edge.client.get("/")
    assert page.status_code == 200 and "http" not in page.text.replace("http-equiv", "")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "access-control-allow-origin" not in page.headers
