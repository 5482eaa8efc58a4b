"""The record in a real browser: a gloss that says what it is, and who found what stands in the text."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from chromium import begun, needed, search, speak, tab
from edge import Edge, served, serving
from playwright.sync_api import BrowserContext, Page, expect
from test_translation_graphql import NOTE, installed

from api.reads import HouseReads

pytestmark = needed

WORDS = """text => {
  const copy = text.cloneNode(true);
  copy.querySelectorAll("rt").forEach(gloss => gloss.remove());
  return copy.textContent;
}"""
LABELS = {
    "nl": "Glos: woord voor woord, geen vertaling",
    "fr": "Glose : mot à mot, pas une traduction",
    "de": "Glosse: Wort für Wort, keine Übersetzung",
    "en": "Gloss: word by word, not a translation",
}


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    with installed(tmp_path_factory.mktemp("notes")) as house, served(house) as people:
        yield people


@pytest.fixture
def page(browser: BrowserContext, notes: Edge) -> Iterator[Page]:
    with tab(browser, notes.address) as opened:
        yield opened


def opened(page: Page, plate: str, lang: str = "en") -> None:
    """The record that a plate stands in, in one language of the page."""
    speak(page, lang)
    search(page, plate)
    page.click(".hit")
    page.click(".value summary >> nth=0")
    page.click(".value[open] .source-link >> nth=0")
    expect(page.locator(".record h2")).to_have_text("NOTES")


def text_of(page: Page) -> str:
    """The source's words, without the glosses."""
    return str(page.locator(".record .field:has(h4:text-is('text')) > div > p.text").evaluate(WORDS))


@pytest.mark.parametrize("lang", ["fr", "de", "en"])
def test_the_switch_calls_a_gloss_a_gloss_in_the_language_of_the_page(page: Page, lang: str) -> None:
    opened(page, "1-ABC-123", lang)
    expect(page.locator(".switch")).to_have_text(f"{LABELS[lang]} ({lang.upper()})")
    page.click(".switch")
    expect(page.locator(".told .label")).to_contain_text("%")
    glosses = {"fr": "couteau", "de": "Messer", "en": "knife"}
    expect(page.locator("ruby:has-text('mes') rt").first).to_have_text(glosses[lang])
    assert text_of(page) == NOTE


def test_the_words_stay_and_the_switch_takes_the_gloss_away(page: Page, notes: Edge) -> None:
    opened(page, "1-ABC-123")
    before = notes.ledger.seal().sequence
    page.click(".switch")
    expect(page.locator(".switch")).to_have_attribute("aria-checked", "true")
    expect(page.locator("ruby").first).to_be_visible()
    looks = [e.act.details["operation"] for e in notes.ledger.events(after=before) if e.phase == "intent"]
    assert looks == ["record", "translation"]
    assert page.locator("mark:has-text('Kevin') rt").count() == 0
    page.click(".switch")
    expect(page.locator("ruby")).to_have_count(0)
    assert text_of(page) == NOTE


def test_a_text_in_the_language_of_the_page_has_no_switch(page: Page) -> None:
    opened(page, "1-ABC-123", "nl")
    expect(page.locator(".switch")).to_have_count(0)


def test_a_text_without_a_known_word_says_so(page: Page) -> None:
    opened(page, "1-DEF-456")
    page.click(".switch")
    expect(page.locator(".told")).to_contain_text("No word of this text is in the word list")
    expect(page.locator("ruby")).to_have_count(0)


def test_every_mark_says_what_found_it(page: Page) -> None:
    opened(page, "1-ABC-123")
    person = page.locator("mark:has-text('Kevin Van den Broeck')")
    expect(person).to_have_attribute("title", re.compile("Person.*found by: .+"))
    page.click(".finders summary")
    expect(page.locator(".finders li:has-text('1-ABC-123')")).to_contain_text("found by: ")


def test_an_error_is_told_with_a_way_to_try_again(page: Page) -> None:
    opened(page, "1-ABC-123")
    page.route("**/graphql", lambda route: route.abort())
    page.click(".switch")
    expect(page.locator(".told .trouble")).to_contain_text("locard serve")
    page.unroute("**/graphql")
    page.click(".told .trouble button")
    expect(page.locator("ruby").first).to_be_visible()


def test_a_model_s_translation_is_called_one_and_stands_apart(
    browser: BrowserContext, notes: Edge, tmp_path: Path
) -> None:
    pytest.importorskip("ctranslate2", reason="no ctranslate2: pip install 'locard[translation]'")
    made = runpy.run_path(str(Path(__file__).parents[1] / "ingest" / "test_gloss_model.py"))
    made["write_model"](tmp_path / "nl-en")
    reads = notes.house.reads
    assert isinstance(reads, HouseReads)
    with serving(replace(notes.house, reads=replace(reads, models=tmp_path))) as client:
        page = browser.new_page()
        begun(page, str(client.base_url))
        opened(page, "1-ABC-123")
        expect(page.locator(".switch")).to_have_text("Automatic translation (EN)")
        page.click(".switch")
        expect(page.locator(".told .label")).to_contain_text("Automatic translation")
        expect(page.locator(".translated")).to_contain_text("Kevin Van den Broeck")
        assert text_of(page) == NOTE and page.locator("ruby").count() == 0
        page.close()
