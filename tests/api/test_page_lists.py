"""What the page lists is whole: texts and records beyond the first, hits of the time and language shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import needed, search, speak, tab
from edge import Edge, served
from playwright.sync_api import BrowserContext, Page, expect

from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.settings import Settings
from api.stages.receive import receive
from ingest.feeds import parse

pytestmark = needed

FEED = """\
name: notes
source: NOTES
labels: {nl: nota's, fr: notes, de: Notizen, en: notes}
format: csv
key: [number]
mentions:
  person: {type: Person, values: {firstName: given, lastName: family, nationalNumber: national, gender: sex}}
  phone: {type: Object, values: {kind: {const: phone}, number: phone}}
relations:
  - {type: USES, from: person, to: phone}
text: [{column: note, lang: {const: nl}}]
"""
MANY = 25
GIVEN = ("Adam", "Bea", "Cas", "Dina", "Edo", "Fien", "Gijs", "Hilde", "Igor", "Jana", "Kobe", "Lien", "Mats")


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """One person of whom twenty-five records say the same, each with a text; thirteen with one phone."""
    folder = tmp_path_factory.mktemp("lists")
    note = "Er was die nacht niets te zien in de Kasteelstraat buiten het licht van de lantaarns aan de kade"
    rows = [f"N{n},Jan,Peeters,80051200193,male,+32470112233,{note}" for n in range(MANY)]
    family = ["Maes", "Claes", "Daems", "Goos"]
    rows += [f"G{n},{name},{family[n % 4]},,,+32470112299," for n, name in enumerate(GIVEN)]
    rows.append("A1,محمد,العربي,,,+32470112288,")
    head = "number,given,family,national,sex,phone,note"
    (folder / "notes.csv").write_text("\n".join([head, *rows]) + "\n")
    settings = Settings(data=folder / "data", graph_idle_seconds=2.0, graph_memory="512m")
    with Installation(settings) as house:
        receive(house, [folder / "notes.csv"], parse(FEED, "notes"))
        bring_up_to_date(house)
        with served(house) as people:
            yield people


@pytest.fixture
def page(browser: BrowserContext, people: Edge) -> Iterator[Page]:
    with tab(browser, people.address) as opened:
        speak(opened, "en")
        yield opened


def at(page: Page, known: str) -> None:
    page.click("[data-tool=time]")
    page.fill("input[name=knownAt]", known)
    page.click(".time button.primary")
    expect(page.locator(".then b")).to_have_text(f"known on {known}")


def test_texts_say_how_many_of_how_many_and_the_rest_can_be_reached(page: Page) -> None:
    search(page, "lantaarns")
    for shown in (10, 20):
        expect(page.locator(".hits .total")).to_have_text(f"{shown} of {MANY} texts shown")
        page.click(".more-texts button")
    expect(page.locator(".hits .total")).to_have_text(f"{MANY} of {MANY} texts shown")
    expect(page.locator(".texts > li")).to_have_count(MANY)
    expect(page.locator(".more-texts button")).to_have_count(0)


def test_every_record_of_a_link_can_be_opened(page: Page, people: Edge) -> None:
    search(page, "Jan Peeters")
    page.click(".hit >> nth=0")
    expect(page.locator(".stage")).to_have_attribute("data-links", "1")
    page.focus(".stage")
    page.keyboard.press("l")
    expect(page.locator(".panel .source-list .source-link")).to_have_count(20)
    page.click(".more-sources")
    expect(page.locator(".panel .source-list .source-link")).to_have_count(MANY)
    expect(page.locator(".panel .source-list .source-link").nth(20)).to_be_focused()


def test_a_count_of_statements_is_not_called_one_of_sources(page: Page) -> None:
    search(page, "Jan Peeters")
    page.click(".hit >> nth=0")
    expect(page.locator(".property .count").first).to_have_text(f"{MANY} statements")


def test_hits_are_of_the_time_that_the_page_tells_of(page: Page) -> None:
    search(page, "lantaarns")
    expect(page.locator(".texts > li")).to_have_count(10)
    at(page, "2001")
    expect(page.locator(".hits .empty")).to_contain_text("(known on 2001)")
    page.click(".then button.primary")
    expect(page.locator(".texts > li")).to_have_count(10)


def test_marks_come_back_with_the_time(page: Page) -> None:
    search(page, "Jan Peeters")
    page.click(".hit >> nth=0")
    page.click(".acts >> text=Mark")
    expect(page.locator(".marked .row")).to_have_count(1)
    at(page, "2001")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "0")
    page.click(".then button.primary")
    expect(page.locator(".marked .row")).to_have_count(1)


def test_hits_stay_in_another_language(page: Page) -> None:
    search(page, "Jan Peeters")
    expect(page.locator(".hits > ul .hit")).to_have_count(1)
    speak(page, "nl")
    expect(page.locator(".hits .total").first).to_have_text("1 van 1 getoond")


def test_a_count_of_neighbours_goes_back_with_undo(page: Page) -> None:
    search(page, "Jan Peeters")
    page.click(".hit >> nth=0")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "2")
    page.click(".counts .row")
    expect(page.locator(".counts b")).to_have_text("1 of 1")
    page.click("button[title=Undo]")
    expect(page.locator(".counts b")).to_have_text("1")


def test_an_unsaved_chart_is_not_left_unasked(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    search(page, "Jan Peeters")
    page.click(".hit >> nth=0")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "2")
    assert asked == []
    page.reload()
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "0")
    assert asked == ["beforeunload"]


def test_a_saved_chart_is_left_unasked(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    search(page, "Jan Peeters")
    page.click(".hit >> nth=0")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "2")
    page.click("[data-tool=saveChart]")
    page.fill(".save input[name=chart]", "kept")
    page.click(".save button.primary")
    expect(page.locator(".status")).to_contain_text("Saved: kept")
    page.reload()
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "0")
    assert asked == []


REFUSED = {
    "nl": "Dit zijn 13 woorden: zoek er op hoogstens 12.",
    "fr": "Ce sont 13 mots : cherchez-en 12 au plus.",
    "de": "Das sind 13 Wörter: suchen Sie nach höchstens 12 davon.",
    "en": "These are 13 words: search for at most 12 of them.",
}
BEFORE = {
    "nl": "Van (2025) ligt na",
    "fr": "(2025) est après",
    "de": "Von (2025) liegt nach",
    "en": "From (2025)",
}


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_what_the_edge_refuses_is_told_in_the_language_of_the_page(page: Page, lang: str) -> None:
    speak(page, lang)
    search(page, "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien")
    expect(page.locator(".hits .trouble p")).to_have_text(REFUSED[lang])
    page.click("[data-tool=near]")
    for name, value in {"latitude": "51", "longitude": "3", "since": "2025", "until": "2024"}.items():
        page.fill(f".panel input[name={name}]", value)
    page.click(".panel button.primary")
    expect(page.locator(".panel .trouble p")).to_contain_text(BEFORE[lang])


@pytest.mark.parametrize("width", [910, 1000, 1150])
def test_between_narrow_and_wide_nothing_is_cut_off(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    speak(page, "fr")
    search(page, "Jan Peeters")
    expect(page.locator(".hits > ul .hit")).to_have_count(1)
    typed = page.locator(".search input").bounding_box()
    chart = page.locator(".stage").bounding_box()
    last = page.locator("[data-tool=export]").bounding_box()
    assert typed and typed["width"] > 300
    assert chart and last and last["x"] + last["width"] <= chart["x"] + chart["width"]
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize(
    ("lang", "sex"), [("nl", "man"), ("fr", "masculin"), ("de", "männlich"), ("en", "male")]
)
def test_a_sex_is_told_in_the_language_of_the_page(page: Page, lang: str, sex: str) -> None:
    speak(page, lang)
    search(page, "Jan Peeters")
    page.click(".hit >> nth=0")
    expect(page.locator(".value-text", has_text=sex)).to_have_count(1)


def test_suggestions_beyond_the_tenth_can_be_reached(page: Page) -> None:
    search(page, "Adam Maes")
    page.click(".hit >> nth=0")
    expect(page.locator(".panel details.suggestion")).to_have_count(10)
    page.click(".more-suggestions")
    expect(page.locator(".panel details.suggestion")).to_have_count(12)


def test_a_name_from_right_to_left_leaves_the_numbers_beside_it_where_they_are(page: Page) -> None:
    search(page, "محمد العربي")
    page.click(".hit >> nth=0")
    isolated = "\u2068محمد العربي\u2069: 1 of 1 neighbours shown"
    expect(page.locator(".status")).to_have_text(isolated)
