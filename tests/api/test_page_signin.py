"""The page where there are accounts: signing in, what is found, and signing out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import needed, search
from playwright.sync_api import BrowserContext, expect
from signed_house import PASSWORD, Signed, populated

pytestmark = needed


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    with populated(tmp_path_factory.mktemp("signin")) as made:
        yield made


def test_nobody_searches_who_has_not_signed_in(house: Signed, browser: BrowserContext) -> None:
    page = browser.new_page()
    page.goto(str(house.client.base_url))
    expect(page.locator("dialog.signin")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.signin")).to_be_visible()
    page.fill("input[name=user]", "ana")
    page.fill("input[name=password]", "wrong")
    page.click("dialog.signin button.primary")
    expect(page.locator("dialog.signin .wrong")).to_be_visible()
    page.fill("input[name=password]", PASSWORD)
    page.click("dialog.signin button.primary")
    expect(page.locator("dialog.signin")).to_have_count(0)
    expect(page.locator("dialog.purpose")).to_be_visible()
    page.fill("input[name=case]", "C-1")
    page.fill("textarea[name=reason]", "a test")
    page.click("dialog button.primary")
    search(page, "Zevenster")
    expect(page.locator("[role=listitem], li").filter(has_text="Zevenster").first).to_be_visible()
    assert page.evaluate("document.cookie") == ""
    page.click("button.leave")
    expect(page.locator("dialog.signin")).to_be_visible()
    page.close()


def test_a_session_that_ended_meanwhile_is_begun_again(house: Signed, browser: BrowserContext) -> None:
    page = browser.new_page()
    page.goto(str(house.client.base_url))
    page.fill("input[name=user]", "pol")
    page.fill("input[name=password]", PASSWORD)
    page.click("dialog.signin button.primary")
    expect(page.locator("dialog.signin")).to_have_count(0)
    page.fill("input[name=case]", "C-1")
    page.fill("textarea[name=reason]", "a test")
    page.click("dialog button.primary")
    browser.clear_cookies()
    search(page, "Zevenster")
    expect(page.locator("dialog.signin")).to_be_visible()
    page.fill("input[name=user]", "pol")
    page.fill("input[name=password]", PASSWORD)
    page.click("dialog.signin button.primary")
    expect(page.locator("li").filter(has_text="Zevenster").first).to_be_visible()
    page.close()
