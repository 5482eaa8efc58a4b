"""What the log names of an answer: no id that is made of others, which would outlive their erasure."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, get_origin

from api.graphql.consultation import ids
from api.graphql.link import Link
from api.graphql.node import Node
from api.graphql.suggestion import Suggestion, Suggestions


def made(of: type, **given: Any) -> Any:
    """One of this type; what is not given is empty."""
    blank = {f.name: [] if get_origin(f.type) is list else "" for f in fields(of) if f.default is MISSING}
    return of(**blank | given)


def test_a_link_and_a_suggestion_are_named_by_their_ends_and_records() -> None:
    link = made(Link, id="made", source="a", target="b", records=["r1", "r2"])
    assert sorted(ids([link])) == ["a", "b", "r1", "r2"]
    ends = {end: made(Node, id=end) for end in ("a", "b")}
    page = Suggestions(total=1, exact=True, items=[made(Suggestion, id="made", **ends, mentions=["m1"])])
    assert sorted(set(ids(page))) == ["a", "b", "m1"]
