"""The page over what is dated, near, shared, disputed and copied, and at another time; in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import needed, search, speak, tab
from edge import Edge, served
from page_house import installed
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = needed

TOOLS = {
    "nl": (
        "Tijd",
        "Nabij een plaats",
        "Passages",
        "Bewaren",
        "Schema's",
        "Gewijzigd sindsdien",
        "Verstreken termijnen",
        "Exporteren",
    ),
    "fr": (
        "Temps",
        "Près d'un lieu",
        "Passages",
        "Enregistrer",
        "Schémas",
        "Changé depuis",
        "Délais échus",
        "Exporter",
    ),
    "de": (
        "Zeit",
        "Nahe einem Ort",
        "Durchfahrten",
        "Speichern",
        "Diagramme",
        "Seither geändert",
        "Abgelaufene Fristen",
        "Exportieren",
    ),
    "en": (
        "Time",
        "Near a place",
        "Passages",
        "Save",
        "Charts",
        "Changed since",
        "Terms that ran out",
        "Export",
    ),
}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    with installed(tmp_path_factory.mktemp("page")) as house, served(house) as people:
        yield people


@pytest.fixture
def page(browser: BrowserContext, people: Edge) -> Iterator[Page]:
    with tab(browser, people.address) as opened:
        yield opened


def opened(page: Page, text: str = "Jan Peeters") -> None:
    """The card of the first hit, with all its neighbours on the chart."""
    search(page, text)
    page.click(".hit >> nth=0")
    expect(page.locator(".counts").first).to_be_visible()
    expect(page.locator(".status")).to_contain_text("neighbours shown")


def links(page: Page, number: int) -> None:
    expect(page.locator(".stage")).to_have_attribute("data-links", str(number))


def at(page: Page, **fields: str) -> None:
    """Another time, chosen in the dialog."""
    page.click("[data-tool=time]")
    for name, value in fields.items():
        page.fill(f".time input[name={name}]", value)
    page.click(".time button.primary")


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_the_tools_speak_the_language_of_the_page(page: Page, lang: str) -> None:
    speak(page, lang)
    names = [tool.get_attribute("title") for tool in page.locator(".tools .group >> nth=1 >> button").all()]
    assert tuple(names) == TOOLS[lang]
    page.click("[data-tool=time]")
    expect(page.locator(".time h1")).not_to_be_empty()
    page.keyboard.press("Escape")
    speak(page, "en")


def test_values_that_exclude_one_another_stand_side_by_side_with_what_they_rest_on(page: Page) -> None:
    opened(page)
    born = page.locator(".beside")
    expect(born.locator(".contender")).to_have_count(2)
    first = born.locator(".contender").first
    expect(first).to_contain_text("1980-05-12")
    expect(first).to_contain_text("CHECKS, COPIES")
    expect(first).to_contain_text("B2")
    expect(first.locator(".disputed")).to_have_text("disputed")
    expect(page.locator(".property.wide .why-first")).to_have_text("first, by most sources of their own")
    first.locator("summary").click()
    first.locator(".source-link").first.click()
    expect(page.locator(".record h2")).to_have_text("CHECKS", timeout=60_000)


def test_a_copy_is_marked_as_of_one_origin(page: Page) -> None:
    opened(page)
    mark = page.locator(".contender").first.locator(".circular")
    expect(mark).to_have_text("⟲ one origin")
    assert "one names another as its source" in (mark.get_attribute("title") or "")


def test_a_timeline_leads_to_records_and_to_what_else_was_near(page: Page) -> None:
    opened(page)
    page.click(".acts >> text=Timeline")
    home = page.locator(".entries > li", has_text="Korenmarkt")
    expect(home.locator(".when")).to_contain_text("2024-03-01")
    home.locator(".row", has_text="Korenmarkt").first.click()
    expect(page.locator(".card-title h2")).to_contain_text("Korenmarkt")
    page.click(".acts >> text=Near a place")
    expect(page.locator(".entries .row", has_text="Els Maes")).to_be_visible()
    page.click(".near-places summary")
    expect(page.locator(".near-places li")).to_have_count(2)
    page.fill(".narrow input[name=radius]", "10")
    page.click(".narrow button.primary")
    expect(page.locator(".near-places li")).to_have_count(1)
    expect(page.locator(".entries .row", has_text="Els Maes")).to_have_count(0)
    page.fill(".narrow input[name=since]", "soon")
    page.click(".narrow button.primary")
    assert "2026-05" in page.evaluate("document.querySelector('.narrow [name=since]').validationMessage")


def test_a_point_on_the_map_is_asked_for_and_checked(page: Page) -> None:
    page.click("[data-tool=near]")
    page.fill("[name=latitude]", "91")
    page.fill("[name=longitude]", "3,7174")
    page.click(".narrow button.primary")
    assert "50.8466" in page.evaluate("document.querySelector('[name=latitude]').validationMessage")
    page.fill("[name=latitude]", "51,0543")
    page.click(".narrow button.primary")
    expect(page.locator(".entries .row", has_text="Jan Peeters").first).to_be_visible()
    page.click(".entries-of .all")
    expect(page.locator(".stage")).not_to_have_attribute("data-nodes", "0")


def test_the_whole_page_is_shown_as_it_was_and_comes_back(page: Page) -> None:
    opened(page)
    links(page, 3)
    at(page, asOf="2023")
    links(page, 2)
    expect(page.locator(".then")).to_contain_text("true on 2023")
    expect(page.locator(".counts .row")).to_have_count(1)
    expect(page.locator(".counts .row")).to_contain_text("drives")
    page.click("button[title=Undo]")
    links(page, 3)
    expect(page.locator(".then")).to_be_hidden()
    page.click("button[title=Redo]")
    expect(page.locator(".then")).to_contain_text("true on 2023")
    page.click(".then button.primary")
    links(page, 3)
    expect(page.locator(".counts .row", has_text="lives at")).to_be_visible()


def test_what_was_not_known_then_is_absent_until_its_time_comes(page: Page) -> None:
    opened(page)
    page.click("[data-tool=time]")
    page.fill(".time input[name=knownAt]", "last year")
    page.click(".time button.primary")
    assert "2026-05" in page.evaluate("document.querySelector('[name=knownAt]').validationMessage")
    page.fill(".time input[name=knownAt]", "1990")
    page.click(".time button.primary")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "0")
    expect(page.locator(".status")).to_contain_text("4 of 4 on the chart were not there")
    search(page, "Jan Peeters")
    expect(page.locator(".hits .empty")).to_be_visible()
    page.click(".then button.primary")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "4")


def test_what_is_marked_by_keyboard_is_asked_what_it_shares(page: Page) -> None:
    opened(page)
    search(page, "Els Maes")
    page.click(".hit >> nth=0")
    expect(page.locator(".card-title h2")).to_have_text("Els Maes")
    page.click(".acts >> text=Mark")
    expect(page.locator(".share")).to_be_disabled()
    search(page, "Jan Peeters")
    page.click(".hit >> nth=0")
    page.focus(".stage")
    page.keyboard.press(" ")
    page.click(".share")
    expect(page.locator(".shared > li")).to_have_count(1)
    expect(page.locator(".shared .row")).to_have_text("1ABC234")
    expect(page.locator(".shared .sides li")).to_have_count(2)
    page.click(".shared .source-link >> nth=0")
    expect(page.locator(".record h2")).to_be_visible(timeout=60_000)
    page.keyboard.press("Escape")
    page.click(".shared >> text=Show on chart")
    page.click(".back")
    page.click("text=Unmark all")
    expect(page.locator(".marked")).to_contain_text("Mark two or more")


def test_hits_are_narrowed_to_one_source(page: Page) -> None:
    expect(page.locator(".search select[name=source]")).to_be_hidden()
    search(page, "Jan Peeters")
    expect(page.locator(".hit")).to_have_count(1)
    page.select_option(".search select[name=source]", "COPIES")
    expect(page.locator(".hit")).to_have_count(1)
    search(page, "Els Maes")
    expect(page.locator(".hits .empty")).to_be_visible()
    page.select_option(".search select[name=source]", "")
    expect(page.locator(".hit", has_text="Els Maes")).to_be_visible()


def test_paths_tell_how_sure_their_weakest_step_is(page: Page) -> None:
    opened(page)
    page.click(".acts >> text=Find path")
    search(page, "Els Maes")
    page.click(".hit >> nth=0")
    page.focus(".stage")
    page.keyboard.press("Enter")
    expect(page.locator(".paths li").first).to_contain_text("weakest step")
    expect(page.locator(".paths .chip.asserted").first).to_be_visible()
    page.click(".paths .source-link >> nth=0")
    expect(page.locator(".record h2")).to_be_visible(timeout=60_000)
