"""Terms that ran out, on the page: told, decided, decided otherwise; stepping up at the provider."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from chromium import needed, search, speak, tab
from edge import Edge
from oidc_provider import Provider
from playwright.sync_api import BrowserContext, Locator, Page, expect
from signed_house import PASSWORD, Signed
from terms_house import OLD, overdue

pytestmark = needed

House = tuple[Signed, Provider]
TITLES = {
    "nl": "Verstreken termijnen",
    "fr": "Délais échus",
    "de": "Abgelaufene Fristen",
    "en": "Terms that ran out",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with overdue(tmp_path_factory.mktemp("terms")) as made:
        yield made


@pytest.fixture
def page(browser: BrowserContext) -> Iterator[Page]:
    browser.clear_cookies()
    opened = browser.new_page()
    yield opened
    for one in browser.pages:
        if one is not browser.pages[0]:
            one.close()


def purposed(page: Page) -> None:
    page.fill("input[name=case]", "RET/2026")
    page.fill("textarea[name=reason]", "yearly review")
    page.click("dialog.purpose button.primary")


def entered(page: Page, signed: Signed, user: str) -> None:
    account = signed.sessions.accounts.get(user)
    assert account is not None
    page.goto(str(signed.client.base_url))
    page.fill("input[name=user]", user)
    page.fill("input[name=password]", PASSWORD)
    page.fill(
        "input[name=code]", signed.sessions.second.code(account.totp, time.time()) if account.totp else ""
    )
    page.click("dialog.signin button.primary")
    purposed(page)


def by_provider(page: Page, signed: Signed) -> None:
    page.goto(str(signed.client.base_url))
    page.click("dialog.signin a[href='./session/oidc']")
    purposed(page)


def row(page: Page, key: int) -> Locator:
    return page.locator(f".terms-list > li[data-key='{key}']")


def test_what_ran_out_is_told_decided_and_decided_otherwise(house: House, page: Page) -> None:
    signed, _ = house
    entered(page, signed, "inf")
    page.click("[data-tool=terms]")
    expect(page.locator(".terms .total")).to_have_text(f"20 of {OLD} shown")
    first = row(page, 1)
    expect(first).to_contain_text("Term over since 2021-03-01")
    expect(first).to_contain_text("Day of the fact 2020-03-01, kept for 1 year")
    expect(first).to_contain_text("not yet confirmed by a lawyer")
    first.locator("[data-way=keep]").click()
    first.locator("input[name=keep-until]").fill("2020-01-01")
    first.locator("input[name=why]").fill("an appeal is pending")
    first.locator("button.primary").click()
    told = "document.querySelector('[name=keep-until]').validationMessage"
    assert "still to come" in page.evaluate(told)
    first.locator("input[name=keep-until]").fill("2090-01-31")
    first.locator("button.primary").click()
    expect(first.locator(".done")).to_contain_text("Kept until 2090-01-31.")
    row(page, 2).locator("[data-way=erase]").click()
    expect(row(page, 2).locator(".warn").last).to_contain_text("nobody can bring it back")
    row(page, 2).locator("input[name=why]").fill("no longer needed")
    page.keyboard.press("Enter")
    expect(row(page, 2).locator(".done")).to_contain_text("Is erased by the next run.")
    page.click(".terms .more-entries")
    expect(page.locator(".terms .total")).to_have_text(f"{OLD} of {OLD} shown")
    expect(page.locator(".terms .more-entries")).to_be_hidden()
    page.select_option("[name=terms-view]", "decided")
    expect(page.locator(".terms .total")).to_have_text("2 of 2 shown")
    row(page, 2).locator(".otherwise").click()
    row(page, 2).locator("[data-way=archive]").click()
    row(page, 2).locator("input[name=why]").fill("the court still asks for it")
    page.keyboard.press("Enter")
    expect(row(page, 2).locator(".done")).to_contain_text("Is archived by the next run.")
    made = signed.house.ledger.decisions(kinds=("retention",))
    assert [(one.subject["verdict"], one.reason) for one in made] == [
        ("keep", "an appeal is pending"),
        ("erase", "no longer needed"),
        ("archive", "the court still asks for it"),
    ]


def test_a_record_is_opened_from_the_list_and_a_lost_line_is_said(house: House, page: Page) -> None:
    signed, _ = house
    entered(page, signed, "ine")
    page.click("[data-tool=terms]")
    row(page, 5).locator(".source-link").click()
    expect(page.locator("dialog.record")).to_contain_text("GE.5")
    page.click("dialog.record .text [role=button] >> nth=0")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".stage")).not_to_have_attribute("data-nodes", "0")
    page.click("[data-tool=terms]")
    six = row(page, 6)
    six.locator("[data-way=archive]").click()
    six.locator("input[name=why]").fill("the file is closed")
    page.route("**/graphql", lambda route: route.abort())
    page.keyboard.press("Enter")
    expect(six.locator(".trouble")).to_contain_text("does not answer")
    page.unroute("**/graphql")
    six.locator(".trouble button").click()
    expect(six.locator("[data-way=archive]")).to_be_visible()


def test_a_function_that_keeps_no_terms_has_no_button_for_it(house: House, page: Page) -> None:
    entered(page, house[0], "inv")
    expect(page.locator("[data-tool=flags]")).to_be_visible()
    expect(page.locator("[data-tool=terms]")).to_be_hidden()


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_with_nothing_due_it_says_so(browser: BrowserContext, people: Edge, lang: str) -> None:
    browser.clear_cookies()
    with tab(browser, people.address) as page:
        speak(page, lang)
        page.click("[data-tool=terms]")
        expect(page.locator(".terms h1")).to_have_text(TITLES[lang])
        expect(page.locator(".terms .empty")).to_be_visible()
        page.keyboard.press("Escape")
        speak(page, "en")


def test_who_came_by_the_provider_steps_up_there_and_the_page_stays(house: House, page: Page) -> None:
    signed, said = house
    by_provider(page, signed)
    search(page, "Ickx")
    page.click(".hit >> nth=0")
    expect(page.locator(".stage")).not_to_have_attribute("data-nodes", "0")
    page.click("[data-tool=terms]")
    expect(page.locator("dialog.stepup input[name=code]")).to_have_count(0)
    said.asks_again, said.signed_in = False, int(time.time()) - 3600
    page.click("dialog.stepup .provider")
    expect(page.locator("dialog.stepup .wrong >> visible=true")).to_contain_text("did not confirm")
    said.asks_again = True
    with page.context.expect_page() as window:
        page.click("dialog.stepup .provider")
    expect(page.locator("dialog.stepup")).to_have_count(0)
    expect(page.locator(".terms .total")).to_contain_text("shown")
    expect(page.locator(".stage")).not_to_have_attribute("data-nodes", "0")
    if not window.value.is_closed():
        window.value.wait_for_event("close")


def test_a_step_up_that_is_left_says_that_nothing_was_done(house: House, page: Page) -> None:
    signed, _ = house
    by_provider(page, signed)
    page.click("[data-tool=terms]")
    page.click("dialog.stepup button:has-text('Cancel')")
    expect(page.locator(".terms .trouble")).to_contain_text("Not done")
    with page.context.expect_page():
        page.click(".terms .trouble button")
        page.click("dialog.stepup .provider")
    expect(page.locator(".terms .total")).to_contain_text("shown")


def ended_beneath_a_chart(page: Page, signed: Signed) -> None:
    """Somebody is on the chart, and the next search finds that the session is over."""
    by_provider(page, signed)
    search(page, "Ickx")
    page.click(".hit >> nth=0")
    expect(page.locator(".stage")).not_to_have_attribute("data-nodes", "0")
    page.context.clear_cookies()
    search(page, "Hermans")


def test_a_session_that_ended_begins_again_at_the_provider_and_the_page_stays(
    house: House, page: Page
) -> None:
    signed, _ = house
    ended_beneath_a_chart(page, signed)
    page.click("dialog.signin .provider")
    expect(page.locator("dialog.signin")).to_have_count(0)
    expect(page.locator(".hit").filter(has_text="Hermans")).to_be_visible()
    expect(page.locator(".stage")).not_to_have_attribute("data-nodes", "0")


def test_somebody_else_who_signs_in_finds_an_empty_page(house: House, page: Page) -> None:
    signed, _ = house
    ended_beneath_a_chart(page, signed)
    page.fill("dialog.signin input[name=user]", "inv")
    page.fill("dialog.signin input[name=password]", PASSWORD)
    page.click("dialog.signin button.primary")
    expect(page.locator("dialog.purpose input[name=case]")).to_have_value("")
    expect(page.locator(".stage")).to_have_attribute("data-nodes", "0")
