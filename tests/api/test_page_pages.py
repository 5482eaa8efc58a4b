"""Neighbours of one kind, a page at a time, in a real browser: each press brings the next ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import needed, search, tab
from edge import Edge
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = needed


@pytest.fixture
def page(browser: BrowserContext, edge: Edge) -> Iterator[Page]:
    with tab(browser, edge.address) as opened:
        yield opened


def test_the_next_page_of_one_kind_says_how_many_of_how_many(page: Page) -> None:
    search(page, "karim bensaid")
    page.click(".hit >> nth=0")
    row = page.locator(".counts .row", has_text="involved in")
    expect(row.locator("b")).to_have_text("60")
    row.click()
    expect(row.locator("b")).to_have_text("50 of 60")
    row.click()
    expect(row.locator("b")).to_have_text("60 of 60")
    expect(page.locator(".status")).to_have_text("Karim Bensaïd: 60 of 60 neighbours shown")
    row.click()
    expect(page.locator(".status")).to_have_text("Karim Bensaïd: 60 of 60 neighbours shown")
