"""Every field of the schema, asked by who sees no case data or is not signed in: none answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from edge import PURPOSE, asked
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    is_required_argument,
)
from signed_house import MAKES, Signed, populated

from api.graphql.schema import make_schema
from ledger.tokens import SERVICE

FREE = {"ontology"}
"""Fields that ask nothing about persons."""
LOG = {"auditLog", "auditPatterns"}
PLAIN = {"Int": "1", "Float": "0.5", "Boolean": "false"}


def questions() -> Iterator[tuple[str, str]]:
    schema: GraphQLSchema = make_schema()._schema
    for kind, type_ in (("query", schema.query_type), ("mutation", schema.mutation_type)):
        assert type_ is not None
        for name, field in type_.fields.items():
            yield name, f"{kind} {{ {name}{_arguments(field)}{_fields(field)} }}"


def _arguments(field: GraphQLField) -> str:
    given = [f"{name}: {_value(arg.type)}" for name, arg in field.args.items() if is_required_argument(arg)]
    return f"({', '.join(given)})" if given else ""


def _value(type_: GraphQLInputType) -> str:
    if isinstance(type_, GraphQLNonNull):
        return _value(type_.of_type)
    if isinstance(type_, GraphQLList):
        return f"[{_value(type_.of_type)}]"
    if isinstance(type_, GraphQLEnumType):
        return str(next(iter(type_.values)))
    if isinstance(type_, GraphQLInputObjectType):
        return "{" + ", ".join(f"{name}: {_value(one.type)}" for name, one in type_.fields.items()) + "}"
    return PLAIN.get(type_.name, '"x"')


def _fields(field: GraphQLField) -> str:
    type_: Any = field.type
    while isinstance(type_, GraphQLNonNull | GraphQLList):
        type_ = type_.of_type
    return " { __typename }" if isinstance(type_, GraphQLObjectType) else ""


# Two fields need more than what the schema says: one of several arguments.
ASKED = dict(questions()) | {
    "near": '{ near(radius: 100, id: "x") { __typename } }',
    "passages": '{ passages(plate: "1ABC234") { __typename } }',
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    with populated(tmp_path_factory.mktemp("unseeing")) as made:
        made.person("adm", "administrator", clearance=2)
        made.person("aud", "auditor", clearance=2)
        made.service("svc")
        made.sessions.accounts.assign("adm", "C-1", "", "", MAKES)
        made.sessions.accounts.assign("aud", "C-1", "", "", MAKES)
        yield made


def codes(house: Signed, headers: dict[str, str]) -> dict[str, str]:
    """What each field that answers nothing says; those that answered are left out."""
    found = {}
    for name, question in ASKED.items():
        answer = asked(house.client, question, PURPOSE | headers)
        assert "extensions" in (answer.get("errors") or [{"extensions": 1}])[0], (name, answer)
        if answer.get("errors"):
            found[name] = answer["errors"][0]["extensions"]["code"]
    return found


@pytest.mark.parametrize("who", ["nobody", "svc", "adm", "aud"])
def test_no_field_answers_who_sees_no_case_data(house: Signed, who: str) -> None:
    house.client.cookies.clear()
    headers: dict[str, str] = {}
    if who == "svc":
        text, _ = house.sessions.tokens.issue("svc", SERVICE, scopes="ingest:people")
        headers = {"authorization": f"Bearer {text}"}
    elif who != "nobody":
        assert house.enter(who).status_code == 200
    found = codes(house, headers)
    open_ = FREE | (LOG if who == "aud" else set())
    assert ASKED.keys() - found.keys() <= open_
    wanted = {"Denied", "StepUp"} if who in ("adm", "aud") else {"SignedOut"}
    assert set(found.values()) <= wanted, found
