"""The page in a real browser: purpose, search, chart, expand, card, record, undo, keys, a narrow screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import REASON, needed, search, tab
from edge import Edge
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = needed


@pytest.fixture
def page(browser: BrowserContext, edge: Edge) -> Iterator[Page]:
    with tab(browser, edge.address) as opened:
        yield opened


def nodes(page: Page, number: int) -> None:
    expect(page.locator(".stage")).to_have_attribute("data-nodes", str(number))


def opened(page: Page) -> None:
    """Karim's card, with the first page of his neighbours on the chart."""
    search(page, "karim bensaid")
    page.click(".hit >> nth=0")
    nodes(page, 51)


def test_the_page_asks_for_case_and_reason_first(browser: BrowserContext, edge: Edge) -> None:
    page = browser.new_page()
    page.goto(edge.address)
    expect(page.locator("dialog.purpose")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.purpose")).to_be_visible()
    page.click("dialog button.primary")
    expect(page.locator("dialog.purpose")).to_be_visible()
    page.close()


def test_from_a_name_to_the_highlighted_words_of_a_record(page: Page, edge: Edge) -> None:
    opened(page)
    expect(page.locator(".status")).to_have_text("Karim Bensaïd: 50 of 67 neighbours shown")
    page.click(".acts .primary")
    nodes(page, 68)
    page.click(".value summary:has-text('De Lange')")
    page.click(".value[open] .source-link")
    expect(page.locator("mark.focus").first).to_have_text("De Lange", timeout=60_000)
    assert edge.ledger.events(after=edge.ledger.seal().sequence - 1)[-1].act.reason == REASON


def test_a_text_is_highlighted_at_its_code_points(page: Page) -> None:
    search(page, "1-XYZ-987")
    page.click(".hit")
    page.click(".value summary")
    page.click(".value[open] .source-link")
    expect(page.locator("mark.focus")).to_have_text("1-XYZ-987")
    page.click("mark:has-text('Karim') >> nth=0 >> [role=button]")
    expect(page.locator(".card-title h2")).to_have_text("Karim Bensaïd")


def test_undo_and_redo_bring_back_what_was_there(page: Page) -> None:
    opened(page)
    page.click(".acts .primary")
    nodes(page, 68)
    page.click("button[title=Undo]")
    nodes(page, 51)
    page.click("button[title=Redo]")
    nodes(page, 68)
    page.click(".acts >> text=Hide")
    nodes(page, 67)
    page.click("button[title=Undo]")
    nodes(page, 68)


def test_the_chart_obeys_the_keyboard(page: Page) -> None:
    search(page, "1-XYZ-987")
    page.click(".hit")
    nodes(page, 2)
    page.focus(".stage")
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Control+z")
    nodes(page, 1)
    page.keyboard.press("Control+y")
    nodes(page, 2)


def test_a_path_is_found_between_two_nodes_by_keyboard(page: Page) -> None:
    search(page, "Youssef")
    page.click(".hit")
    nodes(page, 3)
    page.click(".acts >> text=Find path")
    page.focus(".stage")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        if page.text_content(".card-title h2") == "Youssef Bensaïd":
            page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator(".status")).to_contain_text("paths shown")


def test_a_link_tells_its_status_and_opens_its_record(page: Page) -> None:
    search(page, "1-XYZ-987")
    page.click(".hit")
    nodes(page, 2)
    page.focus(".stage")
    page.keyboard.press("l")
    expect(page.locator(".link .chip.alleged")).to_have_text("alleged")
    page.click(".link .source-link")
    expect(page.locator(".record h2")).to_have_text("ISLP")


def test_a_suggestion_is_shown_with_its_reasons_and_drawn_as_one(page: Page) -> None:
    opened(page)
    page.click(".suggestion summary")
    expect(page.locator(".suggestion .reasons.for li").first).to_contain_text("same phone number")
    page.click(".suggestion >> text=Show on chart")
    nodes(page, 53)


def test_one_kind_of_neighbour_can_be_brought_in_alone(page: Page) -> None:
    search(page, "Youssef")
    page.click(".hit")
    nodes(page, 3)
    page.click(".counts .row:has-text('lives at')")
    nodes(page, 3)
    expect(page.locator(".status")).to_have_text("Youssef Bensaïd: 1 of 1 neighbours shown")


def test_nothing_found_says_what_to_try(page: Page) -> None:
    search(page, "qqqqqq")
    expect(page.locator(".hits .empty")).to_contain_text("Try a part of the name")


def test_labels_change_with_the_language(page: Page) -> None:
    page.select_option(".lang", "fr")
    expect(page.locator(".search button")).to_have_text("Rechercher")
    expect(page.locator(".search select[name=type]")).to_contain_text("Personnes")
    page.select_option(".lang", "en")
    expect(page.locator(".search button")).to_have_text("Search")


def test_an_error_of_the_server_is_told_with_a_way_to_try_again(page: Page) -> None:
    page.route("**/graphql", lambda route: route.abort())
    search(page, "karim")
    expect(page.locator(".hits .trouble")).to_contain_text("locard serve")
    page.unroute("**/graphql")
    page.click(".hits .trouble button")
    expect(page.locator(".hit").first).to_be_visible()


def test_a_narrow_screen_shows_one_part_at_a_time(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page)
    expect(page.locator(".stage")).to_be_visible()
    page.click("[data-tab=panel]")
    expect(page.locator(".card-title")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    page.set_viewport_size({"width": 1440, "height": 900})


def test_the_chart_draws_more_than_its_background(page: Page, tmp_path: Path) -> None:
    opened(page)
    page.wait_for_timeout(300)
    shot = page.locator(".stage").screenshot(path=tmp_path / "stage.png")
    colours = Image.open(tmp_path / "stage.png").convert("RGB").getcolors(1_000_000) or []
    purple = sum(count for count, (r, g, b) in colours if abs(r - 0x6B) + abs(g - 0x4F) + abs(b - 0xA0) < 12)
    assert shot and purple > 47 * 100
    assert re.search(r"\d", page.text_content(".legend") or "")
