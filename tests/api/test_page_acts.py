"""Correcting, erasing, marking otherwise and comparing saved charts on the page, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import needed, search, tab
from edge import Edge
from playwright.sync_api import BrowserContext, Locator, Page, expect

pytestmark = needed
FOLLOWED = 90_000
"""Milliseconds until the graph has followed on a busy machine."""


@pytest.fixture
def page(browser: BrowserContext, people: Edge) -> Iterator[Page]:
    with tab(browser, people.address) as opened:
        yield opened


def opened(page: Page, text: str, nodes: int) -> None:
    """The card, and on the chart this many things: it and what it is linked to."""
    search(page, text)
    page.click(".hit >> nth=0")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", str(nodes))
    expect(page.locator(".counts").first).to_be_visible()


def saved(page: Page, name: str) -> None:
    page.click("[data-tool=saveChart]")
    page.fill(".save input[name=chart]", name)
    page.click(".save button:has-text('new')")
    expect(page.locator(".status")).to_contain_text(f"Saved: {name}")


def born(page: Page) -> Locator:
    return page.locator(".property:has(h4:text-is('date of birth'))")


def record_of(page: Page, value: str) -> None:
    """Opens the record that gives this value on the card."""
    page.click(f"details.value:has-text('{value}') > summary >> nth=0")
    page.click("details.value[open] .source-link >> nth=0")
    expect(page.locator(".record h2")).to_be_visible(timeout=60_000)


def flagged(page: Page, number: int) -> None:
    """The list of what relied on something that has changed, left open where there is something in it."""
    page.click("[data-tool=flags]")
    expect(page.locator(".flags .empty, .flags .total")).to_be_visible()
    expect(page.locator(".flags-list li")).to_have_count(number)
    if not number:
        page.keyboard.press("Escape")


def test_a_value_is_corrected_struck_through_and_taken_back(page: Page, people: Edge) -> None:
    opened(page, "Els Maes", 3)
    saved(page, "of Els")
    born(page).locator("summary").click()
    born(page).locator(".correct-one").click()
    expect(page.locator(".correcting input[name=right]")).to_have_value("1990-01-01")
    page.fill(".correcting input[name=right]", "1991-01-02")
    page.keyboard.press("Enter")
    expect(page.locator(".plan .change")).to_have_text("1990-01-01 → 1991-01-02")
    expect(page.locator(".plan .relying")).to_contain_text("of Els")
    page.fill(".plan input[name=why]", "card seen")
    page.keyboard.press("Enter")
    expect(born(page).locator("s").first).to_have_text("1990-01-01", timeout=FOLLOWED)
    expect(born(page).locator(".value-text").first).to_have_text("1991-01-02")
    expect(born(page).locator(".by").first).to_contain_text("card seen")
    expect(page.locator("dialog")).to_have_count(0)
    [made] = people.ledger.decisions(kinds=["correction"])
    assert (made.subject["value"], made.reason) == ("1991-01-02", "card seen")
    flagged(page, 1)
    expect(page.locator(".flags-list li")).to_contain_text("of what it holds was corrected on")
    page.click(".flags-list button:has-text('Open')")
    expect(page.locator(".saved .notices li")).to_contain_text("was corrected on")
    page.click(".hit >> nth=0")
    born(page).locator(".uncorrect").click()
    page.fill(".correcting input[name=why]", "another card")
    page.keyboard.press("Enter")
    expect(page.locator(".status")).to_contain_text("taken back", timeout=FOLLOWED)
    expect(born(page).locator(".value-text")).to_have_text("1990-01-01")
    expect(born(page).locator("s")).to_have_count(0)
    flagged(page, 0)


def test_what_cannot_be_a_date_is_refused_before_anything_is_decided(page: Page, people: Edge) -> None:
    before = len(people.ledger.decisions(kinds=["correction"]))
    opened(page, "Els Maes", 3)
    born(page).locator("summary").click()
    born(page).locator(".correct-one").click()
    page.fill(".correcting input[name=right]", "yesterday")
    page.keyboard.press("Enter")
    expect(page.locator(".plan .trouble")).to_contain_text("“yesterday” cannot stand there")
    expect(page.locator(".plan input[name=why]")).to_be_hidden()
    assert len(people.ledger.decisions(kinds=["correction"])) == before


def test_two_saved_charts_are_compared(page: Page) -> None:
    opened(page, "Tom Claes", 2)
    saved(page, "of Tom")
    page.click("button[title=Clear]")
    page.click("[data-tool=charts]")
    expect(page.locator(".charts-list li")).to_have_count(2)
    page.check(".charts-list li:has-text('of Tom') >> input")
    expect(page.locator(".compare-two")).to_be_disabled()
    page.check(".charts-list li:has-text('of Els') >> input")
    page.click(".compare-two")
    expect(page.locator(".side.left h3")).to_have_text("1 · Only on of Tom (2)")
    expect(page.locator(".side.right .row", has_text="Els Maes")).to_be_visible()
    expect(page.locator(".side.both h3")).to_contain_text("(0)")


def test_a_record_is_marked_otherwise_and_nothing_of_it_is_left(page: Page, people: Edge) -> None:
    opened(page, "Tom Claes", 2)
    record_of(page, "1970-07-07")
    page.click(".reclassify-one")
    expect(page.locator(".touched li")).to_contain_text("PV-0004")
    page.fill(".touching input[name=why]", "asked for")
    page.click(".touching .reason button.primary")
    expect(page.locator(".touching .wrong")).to_contain_text("at least one field")
    page.select_option(".touching select[name=domain]", "administrative")
    page.click(".touching .reason button.primary")
    expect(page.locator(".record .done")).to_contain_text("Versions: 1", timeout=FOLLOWED)
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "0")
    page.keyboard.press("Escape")
    expect(page.locator(".hits .empty")).to_be_visible()
    expect(page.locator("button[title=Undo]")).to_be_disabled()


def test_a_record_is_erased_after_it_is_shown_what_that_touches(page: Page, people: Edge) -> None:
    opened(page, "Jan Peeters", 4)
    page.click(".contender:has-text('1981-05-12') summary")
    page.click(".contender[open] .source-link, .contender .value[open] .source-link")
    expect(page.locator(".record h2")).to_be_visible(timeout=60_000)
    page.click(".erase-one")
    expect(page.locator(".touching")).to_contain_text("Versions: 1 · mentions: 1")
    expect(page.locator(".touching .warn")).to_contain_text("Nobody can bring it back")
    page.click(".touching .reason button.primary")
    assert people.ledger.current("CHECKS", "PV-0002") is not None
    page.fill(".touching input[name=why]", "term ran out")
    page.keyboard.press("Enter")
    expect(page.locator(".record .done")).to_contain_text("Erased. Versions: 1", timeout=FOLLOWED)
    expect(page.locator(".record")).not_to_contain_text("1981")
    assert people.ledger.current("CHECKS", "PV-0002") is None
    page.keyboard.press("Escape")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "4")
    opened(page, "Jan Peeters", 4)
    expect(born(page).locator(".value-text")).to_have_text("1980-05-12")
