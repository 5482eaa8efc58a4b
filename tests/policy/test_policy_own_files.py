"""A site's own files: named in the settings, read in the place of those that Locard comes with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from api.register import site
from api.settings import Settings
from ledger.errors import BadConfiguration
from policy import fields, subject, termfile
from policy.document import shipped

OWN: list[tuple[str, Callable[[str], object], str]] = [
    ("fields", fields.load, "fields.yaml"),
    ("subject", subject.load, "subject.yaml"),
    ("own_register", site, "register.yaml"),
    ("retention", termfile.load, "retention.yaml"),
]


@pytest.mark.parametrize(("setting", "load", "name"), OWN)
def test_a_site_has_files_of_its_own(
    setting: str, load: Callable[[str], object], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / name
    monkeypatch.setenv(f"LOCARD_{setting.upper()}", str(file))
    given = str(getattr(Settings(), setting))
    with pytest.raises(BadConfiguration, match=rf"LOCARD_{setting.upper()}: .*{name} cannot be read"):
        load(given)
    file.write_text(shipped(name))
    assert load(given) == load("")


def test_what_is_wrong_in_one_is_named_with_its_line(tmp_path: Path) -> None:
    for load in (fields.load, subject.load, site):
        file = tmp_path / f"{load.__module__}.yaml"
        file.write_text("nonsense: 1\n")
        with pytest.raises(BadConfiguration, match=rf"{file.name}:1"):
            load(str(file))


def test_an_own_file_of_fields_narrows(tmp_path: Path) -> None:
    file = tmp_path / "fields.yaml"
    file.write_text("sets: {some: {Person: [name]}}\nfunctions: {analyst: [some]}\n")
    made = fields.load(str(file))
    assert made.of("analyst", "Person") == {"name"} and not made.of("investigator", "Person")
    assert made.whole("analyst", {"Person": ["name"]}) and not made.whole(
        "analyst", {"Person": ["name", "x"]}
    )
