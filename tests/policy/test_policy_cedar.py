"""Policies: refused with file and line when they cannot be used, and when they show too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.errors import BadConfiguration
from policy.cedar import ACTS, Occasion, Policies, Principal
from policy.classes import load
from policy.document import shipped
from policy.proof import prove, proven

SCHEMA = shipped("locard.cedarschema")
SEE = 'permit (principal, action == Locard::Action::"see", resource)'
NOW, STEPPED = Occasion("judicial", "C1"), Occasion("judicial", "C1", stepped=True)


def _sample() -> str:
    folder = Path(__file__).parents[2] / "policy" / "sample"
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.cedar")))


WRONG = [
    (f'// c\n@id("a")\n{SEE} when {{ principal.nofield }};', "a.cedar:2: ", "`nofield`"),
    (
        f'@id("a")\n{SEE};\n\n@id("b")\npermit (principal action, resource);',
        "a.cedar:4: ",
        "unexpected token",
    ),
    (f'@id("a")\n{SEE};\n{SEE};', "a.cedar:3: ", "needs a name"),
    (f'@id("a")\n{SEE};\n@id("a") {SEE};', "a.cedar:3: ", "already"),
    ('@id("a") permit (principal, action == Locard::Action::"fly", resource);', "a.cedar:1: ", "fly"),
    (f'@id("a")\n{SEE} when {{ resource.archived == "yes" }};', "a.cedar:1: ", "not compatible"),
    ('@id("a") permit (principal == ?principal, action, resource);', "a.cedar:1: ", "slots"),
    (f'@id("a")\n{SEE} when {{ "; // no end', "a.cedar:1: ", ""),
    ("// nothing", "There is no policy", ""),
]


@pytest.mark.parametrize(("text", "place", "words"), WRONG, ids=range(len(WRONG)))
def test_what_cannot_be_used_is_refused_with_its_line(text: str, place: str, words: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        Policies({"a.cedar": text}, SCHEMA)
    assert caught.value.detail.startswith(place) and words in caught.value.detail


def test_a_folder_without_policies_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(BadConfiguration, match="polic"):
            Policies.load(folder)


OPEN = [
    (SEE, "everybody of their unit"),
    (
        f'{SEE} when {{ resource.rule == "sources" && principal.unit == resource.unit }}',
        "everybody of their unit",
    ),
    (f'{SEE} when {{ principal.function == "administrator" && resource.base }}', "should see nothing"),
]


@pytest.mark.parametrize(("text", "words"), OPEN, ids=range(len(OPEN)))
def test_what_shows_too_much_is_refused(text: str, words: str) -> None:
    policies = Policies({"a.cedar": f'{_sample()}\n@id("mine") {text};'}, SCHEMA)
    with pytest.raises(BadConfiguration, match=words) as caught:
        prove(load(), policies)
    assert "mine" in caught.value.detail


def test_sources_for_another_unit_are_refused() -> None:
    text = f"""@id("mine") {SEE} when {{
        (resource.base || resource.rule == "sources") && principal.function == "analyst" }};"""
    with pytest.raises(
        BadConfiguration, match=r"mine: the analyst of another unit sees sources.*their own unit"
    ):
        prove(load(), Policies({"a.cedar": text}, SCHEMA))


def test_a_class_without_its_base_is_refused() -> None:
    text = f'@id("mine") {SEE} when {{ resource.rule == "archive" && principal.function == "prosecutor" }};'
    with pytest.raises(BadConfiguration, match=r"^a\.cedar:1: mine: .* without the base of the domain"):
        prove(load(), Policies({"a.cedar": text}, SCHEMA))


def test_a_folder_is_proved_and_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.cedar").write_text(_sample())
    assert proven(tmp_path, load()).ids.keys() == proven(None, load()).ids.keys()
    (tmp_path / "more.cedar").write_text(f'// all\n@id("all") {SEE};\n')
    with pytest.raises(BadConfiguration, match=r"^more\.cedar:2: all: .*informants"):
        proven(tmp_path, load())
    (tmp_path / "more.cedar").write_bytes(b"\xff")
    with pytest.raises(BadConfiguration, match=r"^more\.cedar: .*UTF-8"):
        proven(tmp_path, load())
    (tmp_path / "more.cedar").unlink()
    (tmp_path / "more.cedar").mkdir()
    with pytest.raises(BadConfiguration, match=r"^more\.cedar: .*read"):
        proven(tmp_path, load())


def test_the_policies_that_locard_comes_with_show_nothing_too_much() -> None:
    policies = Policies.load()
    assert prove(load(), policies) is policies and policies.version == Policies.load().version
    other = Policies({"a.cedar": _sample() + "\n"}, SCHEMA)
    assert other.version != policies.version


MAY = {
    "patrol": {"look", "chart"},
    "investigator": {"look", "chart", "judge", "break_glass"},
    "auditor": {"audit"},
    "administrator": {"administer", "ingest"},
    "service": {"ingest"},
    "nobody": set(),
}


@pytest.mark.parametrize("function", MAY)
def test_what_a_function_may_do(function: str) -> None:
    policies, who = Policies.load(), Principal("a", function)
    assert {act for act in ACTS if policies.may(who, NOW, act).allowed} == MAY[function]


def test_some_acts_need_a_fresh_second_factor() -> None:
    policies, who = Policies.load(), Principal("a", "information_officer")
    acts = [{act for act in ACTS if policies.may(who, when, act).allowed} for when in (NOW, STEPPED)]
    assert acts[1] - acts[0] == {"erase", "retain", "export", "disclose"}
    assert policies.may(who, STEPPED, "erase").by == ("erase: with a fresh second factor",)
