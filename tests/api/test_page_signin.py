"""The page where there are accounts: signing in and out, broken glass, and erasing with a fresh code."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from chromium import needed, search
from playwright.sync_api import BrowserContext, Page, expect
from signed_house import PASSWORD, Signed, populated

pytestmark = needed


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    with populated(tmp_path_factory.mktemp("signin")) as made:
        made.person("off", "duty_officer")
        yield made


@pytest.fixture
def page(browser: BrowserContext) -> Iterator[Page]:
    browser.clear_cookies()
    opened = browser.new_page()
    yield opened
    opened.close()


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


def entered(page: Page, house: Signed, user: str, code: str = "") -> None:
    page.goto(str(house.client.base_url))
    page.fill("input[name=user]", user)
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=code]", code)
    page.click("dialog.signin button.primary")
    page.fill("input[name=case]", "C-2")
    page.fill("textarea[name=reason]", "a test")
    page.click("dialog.purpose button.primary")


def finds(page: Page, number: int) -> None:
    search(page, "Zevenster")
    expect(page.locator(".hits .total")).to_have_text(f"{number} of {number} shown")


def test_glass_is_broken_marks_the_page_and_is_closed_early(page: Page, house: Signed) -> None:
    entered(page, house, "off")
    finds(page, 1)
    page.click("[data-tool=glassTitle]")
    expect(page.locator(".break-glass input[name=closed]")).to_have_value("C-2")
    page.select_option(".break-glass select", "30")
    page.fill(".break-glass textarea", "a child is missing")
    page.click(".break-glass button.danger")
    expect(page.locator(".glass")).to_contain_text("Glass broken: C-2")
    expect(page.locator(".glass")).to_contain_text("30 min left")
    expect(page.locator(".status")).to_contain_text("Told: bea")
    [made] = house.sessions.accounts.glasses("off")
    assert made.reason == "a child is missing"
    finds(page, 2)
    page.reload()
    expect(page.locator(".glass")).to_contain_text("Glass broken: C-2")
    finds(page, 2)
    page.click(".hit:has-text('Tom')")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "1")
    page.click(".end-glass")
    expect(page.locator(".glass")).to_be_hidden()
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "0")
    expect(page.locator(".hits .empty")).to_be_visible()
    expect(page.locator("button[title=Undo]")).to_be_disabled()
    finds(page, 1)
    assert not house.sessions.accounts.broken("off", "judicial")


def test_when_its_time_is_over_the_page_forgets_by_itself(page: Page, house: Signed) -> None:
    page.clock.install()
    entered(page, house, "ana")
    page.click("[data-tool=glassTitle]")
    page.fill(".break-glass textarea", "a child is missing")
    page.click(".break-glass button.danger")
    expect(page.locator(".glass")).to_be_visible()
    finds(page, 3)
    with house.house.ledger._database.writing() as connection:
        connection.exec_driver_sql("UPDATE glass SET until = since WHERE account = 'ana'")
    page.clock.run_for(16 * 60_000)
    expect(page.locator(".glass")).to_be_hidden()
    expect(page.locator(".hits .empty")).to_be_visible()
    finds(page, 2)


def test_a_function_that_may_not_is_told_so_and_nothing_is_marked(page: Page, house: Signed) -> None:
    entered(page, house, "pol")
    page.click("[data-tool=glassTitle]")
    page.fill(".break-glass textarea", " ")
    page.click(".break-glass button.danger")
    told = "document.querySelector('.break-glass textarea').validationMessage"
    assert page.evaluate(told) == "Give the case and the reason."
    page.fill(".break-glass textarea", "curious")
    page.click(".break-glass button.danger")
    expect(page.locator(".break-glass .trouble")).to_contain_text("may not")
    expect(page.locator(".glass")).to_be_hidden()


def test_erasing_asks_for_a_fresh_code(page: Page, house: Signed) -> None:
    account = house.person("inf", "information_officer", second=True)
    entered(page, house, "inf", house.sessions.second.code(account.totp, time.time()))
    finds(page, 1)
    for token in house.sessions.tokens.of("inf"):
        house.sessions.tokens._set(token.hash, stepped="2020-01-01T00:00:00.000Z")
    page.click(".hit")
    page.click("details.value summary >> nth=0")
    page.click("details.value[open] .source-link >> nth=0")
    page.click(".erase-one", timeout=60_000)
    page.fill(".touching input[name=why]", "term ran out")
    page.keyboard.press("Enter")
    page.fill("dialog.stepup input[name=code]", house.sessions.second.code(account.totp, time.time() + 30))
    page.click("dialog.stepup button.primary")
    expect(page.locator(".record .done")).to_contain_text("Erased. Versions: 1", timeout=90_000)
    assert house.house.ledger.current("TEST", "1") is None
