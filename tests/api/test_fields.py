"""A card shows the properties alone that the function may see, whatever the records say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chart_world import Fixed
from edge import PURPOSE, Edge, asked, serving

from graph.ontology import load as load_ontology
from ledger.errors import BadConfiguration
from policy.cedar import FUNCTIONS
from policy.fields import Fields, load, read

CARD = "query ($id: ID!) { entity(id: $id) { id caption mentions properties { property values { value } } } }"
BLIND = ("auditor", "administrator", "service")


def card(edge: Edge, function: str, name: str = "karim") -> dict[str, dict[str, list[str]] | str]:
    with serving(replace(edge.house, sessions=Fixed(function=function))) as client:
        found = asked(client, CARD, PURPOSE, id=edge.world.entity(name))["data"]["entity"]
    values = {one["property"]: [v["value"] for v in one["values"]] for one in found["properties"]}
    return {"caption": found["caption"], "values": values}


def test_a_card_shows_only_what_the_function_may_see(edge: Edge) -> None:
    whole, patrol, blind = (card(edge, name) for name in ("analyst", "patrol", "auditor"))
    seen = {
        name: values for name, values in whole["values"].items() if load().shows("patrol", "Person", name)
    }
    assert patrol["values"] == seen and whole["caption"] == patrol["caption"]
    assert blind["values"] == {} and blind["caption"] == "Person"


def test_what_is_left_out_depends_on_function_and_type_alone() -> None:
    fields = load()
    assert set(fields.of("patrol", "Person")) < set(fields.of("analyst", "Person"))
    assert not fields.shows("patrol", "Person", "nationality") and fields.shows(
        "analyst", "Person", "nationality"
    )


def test_a_new_property_type_or_function_is_seen_by_nobody() -> None:
    fields = load()
    for function, type_, name in (
        ("mayor", "Person", "name"),
        ("analyst", "Soul", "name"),
        ("analyst", "Person", "x"),
    ):
        assert not fields.shows(function, type_, name)
    assert all(not fields.of(function, "Person") for function in BLIND)
    assert Fields({}).of("analyst", "Person") == frozenset()


def test_every_property_of_the_ontology_is_decided_and_none_is_misspelt() -> None:
    fields, types = load(), load_ontology().types
    for function in set(FUNCTIONS) - set(BLIND):
        named = {(type_, name) for type_, names in fields.seen[function].items() for name in names}
        assert named <= {(type_.name, name) for type_ in types.values() for name in type_.properties}
    whole = fields.seen["information_officer"]
    assert all(whole[type_.name] == set(type_.properties) for type_ in types.values())


def test_a_wrong_file_is_refused_with_its_line() -> None:
    with pytest.raises(BadConfiguration, match=r"mine\.yaml:2: there is no set `all`"):
        read("sets: {}\nfunctions: {patrol: [all]}", "mine.yaml")
    with pytest.raises(BadConfiguration, match=r"mine\.yaml:1"):
        read("sets: []\nfunctions: {}", "mine.yaml")
