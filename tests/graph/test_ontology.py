"""The ontology is whole, and a wrong one is refused with file and line."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest

from graph.ontology import LANGUAGES, load, load_folder
from ledger.errors import BadConfiguration

TYPES = {"Person", "Alias", "Organisation", "Vehicle", "Object", "Location", "Case", "Event"}


def copied(tmp_path: Path) -> Path:
    with resources.as_file(resources.files("graph.ontology")) as source:
        for path in source.glob("*.yaml"):
            shutil.copy(path, tmp_path)
    return tmp_path


def test_all_types_stand_in_it() -> None:
    assert set(load().types) == TYPES


def test_every_label_is_in_four_languages() -> None:
    ontology = load()
    labels = [t.labels for t in ontology.types.values()] + [r.labels for r in ontology.relations.values()]
    labels += [p.labels for t in ontology.types.values() for p in t.properties.values()]
    assert all(set(label) == set(LANGUAGES) for label in labels)


def test_names_of_types_and_relations_are_disjoint() -> None:
    assert not set(load().types) & set(load().relations)


def test_special_categories_are_marked_and_never_features() -> None:
    person = load().types["Person"].properties
    assert person["nationality"].sensitive
    assert not any(person[name].feature for name in ("gender", "nationality", "nationalNumber", "profession"))


def test_a_special_category_that_is_a_feature_is_refused(tmp_path: Path) -> None:
    types = load().types.values()
    special = {(t.name, p.name) for t in types for p in t.properties.values() if p.sensitive}
    assert {("Person", "nationality"), ("Person", "description"), ("Alias", "description")} <= special
    assert not any(p.feature for t in types for p in t.properties.values() if p.sensitive)
    file = copied(tmp_path) / "person.yaml"
    file.write_text(file.read_text().replace("sensitive: true, feature: false}", "sensitive: true}"))
    with pytest.raises(BadConfiguration, match=r"person\.yaml:\d+: nationality is of a special category"):
        load_folder(tmp_path)


def test_version_follows_the_content(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    assert load_folder(folder).version == load().version
    file = folder / "person.yaml"
    file.write_text(file.read_text().replace("en: name}", "en: full name}"))
    assert load_folder(folder).version != load().version


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("person.yaml", "caption: [name,", "caption: [naem,", "did you mean 'name'"),
        ("person.yaml", "compare: date, format: date", "compare: dates", "did you mean 'date'"),
        ("person.yaml", "fr: prénom, ", "", "no label in fr"),
        ("relations.yaml", "to: [Alias]", "to: [Alais]", "did you mean 'Alias'"),
        ("relations.yaml", "KNOWN_AS:", "Person:", "stands here twice|disjoint|type too"),
        ("alias.yaml", "type: Alias", "type: Mention", "the graph's own"),
        ("person.yaml", "identifies: true", "identifies: maybe", "true or false"),
        ("roles.yaml", "victim:", "victim: {", "not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    path = copied(tmp_path) / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(BadConfiguration, match=rf"{file}:\d+: .*({said})"):
        load_folder(tmp_path)
