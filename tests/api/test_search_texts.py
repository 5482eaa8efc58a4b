"""Texts in the search box: found over GraphQL, shown with their words marked, opened by key."""

from __future__ import annotations

from pathlib import Path

from chromium import needed, search, tab
from edge import Edge
from playwright.sync_api import BrowserContext, expect

SEARCH = """query ($text: String!, $source: String! = "", $skip: Int! = 0) {
  search(text: $text, source: $source, skip: $skip) { total hits { caption matched }
    texts { total totalText more
      hits { record source key field page offset text marks { start end } } } } }"""


def test_a_text_is_found_with_its_words_marked(edge: Edge) -> None:
    texts = edge.data(SEARCH, text="1-xyz-987")["search"]["texts"]
    assert texts["total"] >= 1 and not texts["more"]
    first = texts["hits"][0]
    marked = [first["text"][mark["start"] : mark["end"]] for mark in first["marks"]]
    assert "1-XYZ-987" in marked and first["field"] == "text"


def test_a_source_narrows_texts_too_and_what_is_hidden_is_not_there(edge: Edge) -> None:
    assert edge.data(SEARCH, text="Karim", source="NOWHERE")["search"]["texts"]["total"] == 0
    assert edge.data(SEARCH, text="+32499000000")["search"]["texts"]["total"] == 0
    assert edge.refusal(SEARCH, text="Karim", skip=-1)


@needed
def test_the_page_shows_texts_and_walks_by_arrows(
    browser: BrowserContext, edge: Edge, tmp_path: Path
) -> None:
    with tab(browser, edge.address) as page:
        search(page, "1-XYZ-987")
        expect(page.locator(".texts mark").first).to_have_text("1-XYZ-987")
        expect(page.locator(".texts mark").first).to_have_css("display", "inline")
        page.focus(".search input")
        page.keyboard.press("ArrowDown")
        expect(page.locator(".hit").first).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(page.locator(".search input")).to_be_focused()
        page.screenshot(path=tmp_path / "texts.png")
        page.click(".texts .hit >> nth=0")
        expect(page.locator("dialog.record")).to_be_visible()
