"""Forms of dates that officers use in four languages; general, so no sentence here is of a marked report."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ingest.extract import feasts, numerals
from ingest.extract.pipeline import Document, read_by_rules

MONDAY = date(2025, 5, 12)
MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}
WEEKDAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


def norms(text: str, lang: str = "nl", day: date = MONDAY) -> list[str | None]:
    """What the rules read as dates, in order."""
    found = read_by_rules(Document(text, lang, day.isoformat())).candidates
    return [c.norm for c in found if c.type == "DATETIME"]


@pytest.mark.parametrize("lang", sorted(MONTHS))
def test_every_day_of_a_year_is_read_in_words_and_figures(lang: str) -> None:
    for step in range(0, 366, 11):
        day = date(2024, 1, 1) + timedelta(days=step)
        month = MONTHS[lang].split()[day.month - 1]
        dot = "." if lang == "de" else ""
        assert norms(f"X: {day.day}{dot} {month} {day.year}, Y.", lang) == [day.isoformat()]
        assert norms(f"X: {day:%d/%m/%Y}, Y.", lang) == [day.isoformat()]
        assert norms(f"X: {day:%d.%m.%y}, Y.", lang) == [day.isoformat()]


@pytest.mark.parametrize("lang", sorted(WEEKDAYS))
def test_a_weekday_is_the_latest_before_the_document(lang: str) -> None:
    before = {"nl": "Op", "fr": "Vu", "de": "Am", "en": "On"}[lang]
    for index, name in enumerate(WEEKDAYS[lang].split()):
        expected = MONDAY - timedelta(days=(MONDAY.weekday() - index - 1) % 7 + 1)
        assert norms(f"{before} {name} was X.", lang) == [expected.isoformat()]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("In de nacht van {a} op {b} {m} {y} was X.", "nl"),
        ("Dans la nuit du {a} au {b} {m} {y}, X.", "fr"),
        ("In der Nacht vom {a}. auf den {b}. {m} {y} war X.", "de"),
        ("In the night of {a} to {b} {m} {y} was X.", "en"),
    ],
)
def test_a_night_ends_on_the_next_day_over_the_end_of_months_too(text: str, lang: str) -> None:
    for first in (date(2025, 2, 28), date(2025, 3, 14), date(2024, 12, 31), date(2025, 4, 30)):
        last = first + timedelta(days=1)
        month = MONTHS[lang].split()[last.month - 1]
        said = text.format(a=first.day, b=last.day, m=month, y=last.year)
        assert norms(said, lang) == [f"{first}/{last}"]


@pytest.mark.parametrize(
    ("text", "lang", "norm"),
    [
        ("Hij kwam eergisteren om half negen 's avonds.", "nl", "2025-05-10T20:30"),
        ("Hij kwam op 3 mei om tien voor half negen.", "nl", "2025-05-03T08:20"),
        ("Elle sort avant-hier vers vingt heures quinze.", "fr", "2025-05-10T20:15"),
        ("Elle sort hier à huit heures et demie du soir.", "fr", "2025-05-11T20:30"),
        ("Er kam gestern um Viertel nach sieben Uhr morgens.", "de", "2025-05-11T07:15"),
        ("Er kam vorgestern um halb neun abends.", "de", "2025-05-10T20:30"),
        ("He came yesterday at half past eight in the evening.", "en", "2025-05-11T20:30"),
        ("He came at 2215 hrs on 14 March 2025.", "en", "2025-03-14T22:15"),
        ("Op zes mei tweeduizend vijfentwintig kwam hij.", "nl", "2025-05-06"),
        ("L'an deux mille vingt-cinq, le premier mai, elle sort.", "fr", "2025-05-01"),
        ("Elle est entendue le 9 courant.", "fr", "2025-05-09"),
        ("Op 14.III.2025 kwam hij.", "nl", "2025-03-14"),
        ("Im Sommer 2024 kam er.", "de", "2024-06/2024-08"),
        ("In maart en april 2025 belde hij.", "nl", "2025-03/2025-04"),
        ("Am 3. Mai von 14 bis 16 Uhr war er da.", "de", "2025-05-03T14:00/2025-05-03T16:00"),
        ("On 3 May between 2 and 4 pm he was there.", "en", "2025-05-03T14:00/2025-05-03T16:00"),
        ("Next Thursday he will be heard.", "en", "2025-05-15"),
        ("Op oudejaarsavond was hij thuis.", "nl", "2024-12-31"),
        ("Vandaag, 12 mei 2025 om 14u20, kwam hij.", "nl", "2025-05-12T14:20"),
    ],
)
def test_words_of_days_and_hours(text: str, lang: str, norm: str) -> None:
    assert norms(text, lang) == [norm]


def test_a_log_goes_over_midnight() -> None:
    text = "Journaal 11/05/2025\n22:40 Vertrek.\n23.55 Halte.\n00:10 Aankomst.\n01:30 Einde."
    assert norms(text)[1:] == ["2025-05-11T22:40", "2025-05-11T23:55", "2025-05-12T00:10", "2025-05-12T01:30"]


def test_a_time_goes_on_with_the_events_behind_a_day_said_in_passing() -> None:
    text = (
        "Op 8 mei 2025 om 20.00 uur reed hij weg.\n\n"
        "Hij zegt dat hij de wagen al op 2 mei kocht.\n\nDe zoeking was om 21.30 uur gedaan."
    )
    assert norms(text) == ["2025-05-08T20:00", "2025-05-02", "2025-05-08T21:30"]


@pytest.mark.parametrize(
    "text",
    [
        "Hij betaalde van 12.50 tot 15.00 euro per stuk.",
        "Versie 10.15 werd geladen, zie punt 3.4 en artikel 12.1.",
        "De wagen stond 2 uur stil.",
        "Hij woont te 2000 Antwerpen en reed 120.50 km.",
        "Elle est restée pendant huit heures, dit Toussaint Noël.",
        "Il habite au 14, rue du Midi.",
    ],
)
def test_amounts_addresses_durations_and_names_are_no_dates(text: str) -> None:
    assert norms(text, "fr" if text.startswith(("Elle", "Il")) else "nl") == []


def test_numbers_in_words_are_read_back() -> None:
    assert [numerals.value(w) for w in ("zwanzig", "soixante et onze", "ninety-two")] == [20, 71, 92]
    assert numerals.value("tweeduizend vierentwintig") == numerals.value("twenty twenty-four") == 2024
    assert numerals.value("paard") is None


def test_easter_is_a_sunday_between_its_bounds() -> None:
    for year in range(1950, 2050):
        day = feasts.easter(year)
        assert day.weekday() == 6 and date(year, 3, 22) <= day <= date(year, 4, 25)
