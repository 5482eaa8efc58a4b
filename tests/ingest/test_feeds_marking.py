"""Who may see a record, read from its columns: what is not known is rejected, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.feeds import load, parse
from ingest.readers import Reject, read
from ledger.record import Draft, Marking

FEED = """\
name: notes
source: TEST
labels: {nl: x, fr: x, de: x, en: x}
format: jsonl
key: [n]
classification: {column: level, map: {open: internal, closed: secret}}
handling: {column: code}
unit: {column: unit}
compartment: {column: closed}
text: [text]
"""
ROW = '{"n": "1", "text": "a", "level": "%s", "code": "%s", "unit": "%s", "closed": "%s"}'


def _read(folder: Path, row: str) -> Marking | str:
    (folder / "rows.jsonl").write_text(row + "\n")
    (found,) = read(folder / "rows.jsonl", parse(FEED, "notes.yaml"))
    return found.marking if isinstance(found, Draft) else found.reason


def test_a_marking_comes_from_columns(tmp_path: Path) -> None:
    whole = Marking("judicial", "secret", "H2", "5345", "NORTH")
    assert _read(tmp_path, ROW % ("Closed", "H2", "5345", "NORTH")) == whole
    assert _read(tmp_path, ROW % ("open", "H0", "", " ")) == Marking()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ROW % ("", "H0", "", ""), "no classification"),
        (ROW % ("other", "H0", "", ""), "classification 'other'"),
        (ROW % ("open", "", "", ""), "no handling"),
        (ROW % ("open", "H0", "", "?"), "no compartment"),
        (ROW % ("open", "H0", "-", ""), "no unit"),
        ('{"n": "1", "text": "a", "level": "open", "code": "H0", "unit": ""}', "no compartment"),
        ('{"n": "1", "text": "a", "level": "open", "code": "H0", "unit": "", "closed": null}', "no compart"),
    ],
)
def test_what_is_not_known_is_rejected(tmp_path: Path, row: str, words: str) -> None:
    assert words in str(_read(tmp_path, row))


def test_an_informant_is_a_source_of_its_unit(tmp_path: Path) -> None:
    head = "nummer;versie;geregistreerd;codenaam;eenheid;voornaam;familienaam;geboortedatum"
    rows = "1;1;;Merel;5345;Jan;Peeters;;;\n2;1;;Uil;;An;Maes;;;\n"
    (tmp_path / "rows.csv").write_text(f"{head};rijksregisternummer;gsm\n{rows}")
    good, bad = read(tmp_path / "rows.csv", load("informant"))
    assert isinstance(good, Draft) and isinstance(bad, Reject) and "eenheid" in bad.reason
    assert good.marking == Marking("judicial", "source", "H3", "5345")
