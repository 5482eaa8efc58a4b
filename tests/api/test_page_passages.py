"""Passages on the page: asked, refused in words where a decision is needed, taken over; in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from chromium import needed, search, speak, tab
from edge import Edge
from page_house import days_ago
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = needed

SEEN = re.compile(r"seen from 20\d\d-\d\d-\d\d on")
REFUSED = {
    "nl": "nummer nodig van de beslissing",
    "fr": "numéro de la décision",
    "de": "Nummer der Entscheidung",
    "en": "number of the decision",
}


@pytest.fixture
def page(browser: BrowserContext, people: Edge) -> Iterator[Page]:
    with tab(browser, people.address) as opened:
        yield opened


def asked(page: Page, **given: str) -> None:
    page.click("[data-tool=passages]")
    for name, value in given.items():
        page.fill(f".passages input[name={name}]", value)
    page.click(".passages form button.primary")


def rows(page: Page, number: int) -> None:
    expect(page.locator(".passages tbody tr")).to_have_count(number)


def test_a_plate_is_found_page_by_page(page: Page) -> None:
    asked(page, plate="1-abc-2*")
    rows(page, 50)
    expect(page.locator(".passages .total")).to_have_text("50 of 60 shown")
    page.click(".passages .more-entries")
    rows(page, 60)
    expect(page.locator(".passages .total")).to_have_text("60 of 60 shown")
    expect(page.locator(".passages .more-entries")).to_be_hidden()
    expect(page.locator(".passages")).to_contain_text(SEEN)


def test_a_place_or_a_camera_is_asked_and_nothing_found_says_what_to_try(page: Page) -> None:
    asked(page, latitude="50,86", longitude="4.36", km="5")
    rows(page, 1)
    expect(page.locator(".passages tbody")).to_contain_text("R0-BRU-01")
    expect(page.locator(".passages tbody td").nth(7)).to_have_text("–")  # the camera told no certainty
    page.fill(".passages input[name=camera]", "E17-GENT-03")
    page.click(".passages form button.primary")
    expect(page.locator(".passages .empty")).to_contain_text("a part of the plate")


def test_a_question_that_names_nothing_is_not_asked(page: Page) -> None:
    page.click("[data-tool=passages]")
    page.click(".passages form button.primary")
    told = "document.querySelector('.passages [name=plate]').validationMessage"
    assert "a time from and until" in page.evaluate(told)
    page.fill(".passages input[name=since]", "May")
    page.click(".passages form button.primary")
    assert "2026-05-17" in page.evaluate(told.replace("plate", "since"))


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_an_older_month_is_refused_in_words(page: Page, lang: str) -> None:
    speak(page, lang)
    asked(page, since=days_ago(61), until=days_ago(59))
    expect(page.locator(".passages .trouble")).to_contain_text(REFUSED[lang])
    expect(page.locator(".passages .trouble")).to_contain_text(re.compile(r"20\d\d-\d\d-\d\d"))
    page.keyboard.press("Escape")
    speak(page, "en")


def test_with_the_number_of_a_decision_it_is_answered_and_logged_with_it(page: Page, people: Edge) -> None:
    asked(page, since=days_ago(61), until=days_ago(59))
    page.fill(".passages .trouble input[name=decision]", "KI-2026/17")
    page.click(".passages .trouble button")
    rows(page, 1)
    expect(page.locator(".purpose-chip")).to_contain_text("KI-2026/17")
    looked = [e.act for e in people.ledger.events(limit=10_000) if e.phase == "done"][-1]
    assert looked.details["decision"] == "KI-2026/17"


def test_another_domain_sees_nothing_of_the_chart_and_is_told_what_older_ones_need(page: Page) -> None:
    search(page, "Els Maes")
    page.click(".hit >> nth=0")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "3")
    page.click(".purpose-chip")
    page.select_option("dialog.purpose select[name=domain]", "administrative")
    page.click("dialog.purpose button.primary")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "0")
    expect(page.locator(".hits .empty")).to_be_visible()
    asked(page, since=days_ago(61), until=days_ago(59))
    expect(page.locator(".passages .trouble")).to_contain_text("judicial purpose")
    expect(page.locator(".passages .trouble input")).to_be_hidden()


def test_what_is_ticked_is_taken_over_into_the_chart(page: Page) -> None:
    search(page, "1DEF567")
    page.click(".hit >> nth=0")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "2")
    page.click(".acts >> text=Passages")
    rows(page, 1)
    expect(page.locator(".take")).to_be_disabled()
    page.focus(".passages tbody input")
    page.keyboard.press("Space")
    page.click(".take")
    expect(page.locator(".taken .done")).to_contain_text("Taken over: 1", timeout=60_000)
    expect(page.locator(".passages tbody .state")).to_have_text("in the graph")
    page.keyboard.press("Escape")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "4")
    expect(page.locator(".stage")).to_have_attribute("data-links", "3")
