"""What the AI Act forbids is nowhere: no number on a person, nothing that knows a face or a voice."""

from __future__ import annotations

import re
from dataclasses import fields

from graphql import GraphQLObjectType, build_schema, get_named_type
from page_blocks import ROOT
from strawberry.printer import print_schema

from api.graphql.schema import make_schema
from graph.ontology import load
from ingest import feeds
from models.suggestion import Suggestion

ABOUT_ONE = ("Card", "Node", "Hit", "Property", "Value", "Statement")
"""Types of the schema that tell of one thing alone, a person among them."""
COUNTS = {"mentions", "shownMentions", "records", "sources", "origins"}
"""Their only numbers: how many say something."""
NUMBERS = ("Int", "Float", "JSON")
VERDICT = re.compile(r"risk|danger|threat|score|propens|likel|probab|reoffend|recidiv|credit", re.IGNORECASE)
BIOMETRIC = re.compile(
    r"^(opencv|face|insightface|dlib|deepface|mediapipe|retinaface|arcface|speechbrain|resemblyzer|pyannote)",
    re.IGNORECASE,
)
OURS = ("api", "graph", "ingest", "ledger", "models", "policy", "resolution")


def types() -> dict[str, GraphQLObjectType]:
    known = build_schema(print_schema(make_schema())).type_map
    return {name: one for name, one in known.items() if isinstance(one, GraphQLObjectType)}


def test_no_number_is_attached_to_a_person_in_the_schema() -> None:
    for name in ABOUT_ONE:
        numbers = {
            key for key, one in types()[name].fields.items() if str(get_named_type(one.type)) in NUMBERS
        }
        assert numbers <= COUNTS, name
        assert not [key for key in types()[name].fields if VERDICT.search(key)], name


def test_no_number_is_attached_to_a_person_in_the_ontology() -> None:
    for type_ in ("Person", "Alias"):
        for name, one in load().types[type_].properties.items():
            assert one.format != "number" and not VERDICT.search(name), name


def test_what_is_scored_is_a_link_between_two() -> None:
    named = {one.name for one in fields(Suggestion)}
    assert {"a", "b", "score", "paths", "against"} <= named


def test_nothing_knows_a_face_or_a_voice() -> None:
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert pinned and not [line for line in pinned if BIOMETRIC.match(line)]
    code = [path for room in OURS for path in (ROOT / room).rglob("*.py")]
    imports = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)
    for path in code:
        found = imports.findall(path.read_text(encoding="utf-8"))
        assert not [name for name in found if BIOMETRIC.match(name) or name in ("cv2", "torchvision")], path


def test_the_result_of_an_outside_matcher_is_an_assessment_with_a_grade() -> None:
    feed = feeds.load("capture_match")
    [match] = [rule for rule in feed.relations if rule.type == "CONCERNS"]
    assert (
        match.kind and match.kind.const == "assessment" and match.status and match.status.const == "alleged"
    )
    assert dict(feed.grade).keys() >= {"reliability", "credibility"}
