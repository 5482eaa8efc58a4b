"""Dates as officers write them, resolved with the date of the document."""

from __future__ import annotations

import pytest

from ingest.extract import extract

DOCUMENT = "2025-05-12"


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("Op 14/03/2025 omstreeks 22.15 uur zagen wij dat.", "2025-03-14T22:15"),
        ("De feiten dateren van 3 mrt jl. volgens hem.", "2025-03-03"),
        ("In de nacht van 4 op 5 mei werd ingebroken.", "2025-05-04/2025-05-05"),
        ("Le 12 février vers 23h40, elle sort.", "2025-02-12T23:40"),
        ("Am 30. April 2025 gegen 21 Uhr kam er.", "2025-04-30T21:00"),
        ("On 6 October 2024 at 12.15 pm he left.", "2024-10-06T12:15"),
        ("Hij vertrok op 12 december.", "2024-12-12"),
        ("Gisteren rond 17.00 uur belde zij.", "2025-05-11T17:00"),
        ("Het gebeurde op 2 mei tussen 17u00 en 19u30.", "2025-05-02T17:00/2025-05-02T19:30"),
        ("Sinds maart 2024 woont hij hier.", "2024-03"),
    ],
)
def test_dates_have_the_precision_that_is_stated(text: str, norm: str) -> None:
    found = [m for m in extract(text, doc_date=DOCUMENT).mentions if m.type == "DATETIME"]
    assert [m.norm for m in found] == [norm]


def test_a_time_alone_takes_the_day_last_spoken_of() -> None:
    text = "Op 3 mei 2025 zag hij de wagen. Om 14u05 was die weg."
    assert [m.norm for m in extract(text, "nl", DOCUMENT).mentions] == ["2025-05-03", "2025-05-03T14:05"]


def test_a_duration_and_a_habit_are_no_dates() -> None:
    text = "Zij werkt 12 uur per dag en komt elke donderdag."
    assert not [m for m in extract(text, "nl", DOCUMENT).mentions if m.type == "DATETIME"]
