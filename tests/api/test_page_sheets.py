"""Saved charts, exports, and taking an entity apart with its way back and its flags; in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import needed, search, tab
from edge import Edge, served
from page_house import installed
from playwright.sync_api import BrowserContext, Page, expect

from api.installation import Installation
from api.pipeline import bring_up_to_date

pytestmark = needed


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("sheets")) as made:
        yield made


@pytest.fixture(scope="module")
def people(house: Installation) -> Iterator[Edge]:
    with served(house) as people:
        yield people


@pytest.fixture
def page(browser: BrowserContext, people: Edge) -> Iterator[Page]:
    with tab(browser, people.address) as opened:
        yield opened


def opened(page: Page, text: str = "Jan Peeters") -> None:
    search(page, text)
    page.click(".hit >> nth=0")
    expect(page.locator(".counts").first).to_be_visible()


def nodes(page: Page, number: int) -> None:
    expect(page.locator(".stage")).to_have_attribute("data-nodes", str(number))


def saved(page: Page, name: str) -> None:
    page.click("[data-tool=saveChart]")
    page.fill(".save input[name=chart]", name)
    page.click(".save button.primary")
    expect(page.locator(".status")).to_contain_text(f"Saved: {name}")


def row(page: Page, name: str) -> str:
    page.click("[data-tool=charts]")
    expect(page.locator(".charts-list li", has_text=name)).to_have_count(1)
    return f".charts-list li:has-text('{name}')"


def test_nothing_on_the_chart_is_nothing_to_save_or_export(page: Page) -> None:
    expect(page.locator("[data-tool=saveChart]")).to_be_disabled()
    expect(page.locator("[data-tool=export]")).to_be_disabled()
    page.click("[data-tool=charts]")
    expect(page.locator(".charts .empty")).to_contain_text("save it")
    page.keyboard.press("Escape")
    page.click("[data-tool=flags]")
    expect(page.locator(".flags .empty")).to_contain_text("Nothing is flagged")


def test_a_chart_is_saved_with_its_notes_opened_again_and_kept_in_versions(page: Page) -> None:
    opened(page)
    nodes(page, 4)
    page.click(".acts >> text=Mark")
    page.fill(".notes textarea", "<b>ask the neighbours</b>")
    page.click(".notes form button")
    saved(page, "the harbour")
    page.click(".marked .row")
    page.click(".acts >> text=Hide")
    nodes(page, 3)
    saved(page, "the harbour")
    expect(page.locator(".saved select")).to_have_value("2")
    page.click("button[title=Clear]")
    page.click(f"{row(page, 'the harbour')} >> button.primary")
    nodes(page, 3)
    expect(page.locator(".notes li")).to_contain_text("<b>ask the neighbours</b>")
    page.select_option(".saved select", "1")
    nodes(page, 4)
    expect(page.locator(".saved")).to_contain_text("Nothing on it has changed")
    page.click("button[title=Undo]")
    nodes(page, 3)


def test_the_chart_is_saved_by_keyboard_and_deleted_with_a_reason(page: Page) -> None:
    opened(page, "Els Maes")
    page.focus(".stage")
    page.keyboard.press("Control+s")
    page.fill(".save input[name=chart]", "by hand")
    page.keyboard.press("Enter")
    expect(page.locator(".status")).to_contain_text("Saved: by hand")
    found = row(page, "by hand")
    page.click(f"{found} >> text=Delete")
    page.fill(f"{found} >> input[name=why]", "done with")
    page.click(f"{found} >> .reason button.primary")
    expect(page.locator(found)).to_have_count(0)


def test_two_charts_stand_side_by_side(page: Page) -> None:
    opened(page, "Els Maes")
    nodes(page, 3)
    saved(page, "of Els")
    page.click("button[title=Clear]")
    opened(page)
    nodes(page, 4)
    page.click(f"{row(page, 'of Els')} >> .compare-one")
    expect(page.locator(".side.both h3")).to_have_text("1+2 · On both (1)")
    expect(page.locator(".side.left .row")).to_have_count(3)
    expect(page.locator(".side.right .row", has_text="Els Maes")).to_be_visible()
    expect(page.locator(".side.joining h3")).to_contain_text("(0)")
    nodes(page, 6)
    page.click("button[title=Undo]")
    nodes(page, 4)


def test_an_export_tells_its_marking_and_gives_its_file(page: Page, people: Edge, tmp_path: Path) -> None:
    opened(page, "Els Maes")
    page.click("[data-tool=export]")
    page.click(".export button.primary")
    assert page.evaluate("document.querySelector('[name=recipient]').validity.valid") is False
    page.fill("[name=recipient]", "FGP Gent")
    page.select_option("[name=format]", "GRAPHML")
    page.click(".export button.primary")
    expect(page.locator(".marking")).to_contain_text("H0")
    with page.expect_download() as download:
        page.click(".exported .file")
    download.value.save_as(tmp_path / "out.graphml")
    assert "Els Maes" in (tmp_path / "out.graphml").read_text()
    [made] = people.ledger.decisions(kinds=["export"])
    assert made.subject["recipient"] == "FGP Gent" and made.id in (page.text_content(".exported") or "")


def test_an_export_that_a_handling_code_forbids_is_refused_in_words(page: Page) -> None:
    opened(page, "Tom Claes")
    opened(page, "Els Maes")
    page.click("[data-tool=export]")
    page.fill("[name=recipient]", "FGP Gent")
    page.click(".export button.primary")
    expect(page.locator(".exported .trouble")).to_contain_text("1 of 2 records may not be passed on (1 H2)")
    expect(page.locator(".exported .trouble")).not_to_contain_text("--")
    page.click(".exported .without")
    expect(page.locator(".exported .warn").first).to_contain_text("left out")
    expect(page.locator(".exported .file")).to_have_count(1)


def test_what_is_taken_apart_can_be_taken_back(page: Page, people: Edge) -> None:
    opened(page)
    page.click(".apart-one")
    expect(page.locator(".apart button.primary")).to_be_disabled()
    expect(page.locator(".apart li")).to_have_count(4)
    page.check(".apart li:has-text('1981-05-12') >> input")
    page.click(".apart li:has-text('1981-05-12') >> .source-link")
    expect(page.locator(".record h2")).to_have_text("CHECKS", timeout=60_000)
    page.keyboard.press("Escape")
    page.click(".apart button.primary")
    expect(page.locator(".parts li")).to_have_count(2)
    page.fill(".apart-plan input[name=why]", "another Jan")
    before = len(people.ledger.decisions(kinds=["negative"]))
    page.click(".apart-plan .reason button.primary")
    expect(page.locator(".done")).to_contain_text("locard resolve")
    assert len(people.ledger.decisions(kinds=["negative"])) == before + 3
    page.click(".take-back")
    expect(page.locator(".apart-plan")).to_contain_text("what stood before counts again")
    assert len(people.ledger.decisions(kinds=["retraction"])) == 3


def test_a_chart_that_relied_on_what_was_taken_apart_is_flagged(page: Page, house: Installation) -> None:
    opened(page)
    saved(page, "relies on Jan")
    page.click(".why-one")
    page.click(".steps button >> nth=-1")
    page.click(".apart button.primary")
    page.fill(".apart-plan input[name=why]", "another Jan")
    page.click(".apart-plan .reason button.primary")
    expect(page.locator(".done")).to_be_visible()
    bring_up_to_date(house)
    page.click("[data-tool=charts]")
    flagged = page.locator(".charts-list li:has-text('relies on Jan')")
    expect(flagged.locator(".chip.warn")).to_have_text("flagged")
    flagged.locator("button.primary").click()
    expect(page.locator(".notices li").first).to_contain_text("fell into 2")
    page.click("[data-tool=flags]")
    flag = page.locator(".flags-list li:has-text('relies on Jan')")
    flag.locator("button.primary").click()
    flag.locator("input[name=why]").fill("looked at both")
    flag.locator(".reason button.primary").click()
    expect(flag).to_have_count(0)
    page.keyboard.press("Escape")
    opened(page)
    page.click(".why-one")
    expect(page.locator(".history li[data-what=split]")).to_contain_text("another Jan")
