"""The card in a real browser: a button tells how an entity grew, with waterfalls, in four languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import needed, search, speak, tab
from edge import Edge, served
from identity_house import installed
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = needed

BUTTON = {
    "nl": "Waarom is dit één?",
    "fr": "Pourquoi est-ce une seule entité ?",
    "de": "Warum ist dies eins?",
    "en": "Why are these one?",
}
BIRTH = {
    "nl": "zelfde geboortedatum: pleit ervoor",
    "fr": "même date de naissance : parle pour",
    "de": "gleiches Geburtsdatum: spricht dafür",
    "en": "same date of birth: speaks for",
}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    with installed(tmp_path_factory.mktemp("story")) as house, served(house) as people:
        yield people


@pytest.fixture
def page(browser: BrowserContext, people: Edge) -> Iterator[Page]:
    with tab(browser, people.address) as opened:
        yield opened


def opened(page: Page, text: str, lang: str = "en") -> None:
    speak(page, lang)
    search(page, text)
    page.click(".hit >> nth=0")
    expect(page.locator(".card-title h2")).to_be_visible()


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_the_story_is_told_in_the_language_of_the_page(page: Page, lang: str) -> None:
    opened(page, "Jan Peeters", lang)
    button = page.locator(".why-one")
    expect(button).to_have_text(BUTTON[lang])
    button.click()
    expect(page.locator(".story .steps > li")).to_have_count(2)
    page.click(".story .waterfall summary")
    expect(page.locator(".story .waterfall li", has_text=BIRTH[lang]).first).to_be_visible()
    button.click()
    expect(page.locator(".story .steps")).to_have_count(0)


def test_opening_the_story_is_one_look_that_is_logged(page: Page, people: Edge) -> None:
    opened(page, "Jan Peeters")
    before = people.ledger.seal().sequence
    page.click(".why-one")
    expect(page.locator(".story .steps")).to_be_visible()
    looks = [e.act.details["operation"] for e in people.ledger.events(after=before) if e.phase == "intent"]
    assert looks.count("how") == 1


def test_an_entity_of_one_mention_tells_what_became_of_it_and_cannot_be_taken_apart(page: Page) -> None:
    opened(page, "Els Maes")
    expect(page.locator(".why-one")).to_have_text("What became of it")
    expect(page.locator(".apart-one")).to_have_count(0)
    page.click(".why-one")
    expect(page.locator(".story .history, .story .soft").first).to_be_visible()
    expect(page.locator(".story .waterfall")).to_have_count(0)


def test_an_error_is_told_with_a_way_to_try_again(page: Page) -> None:
    opened(page, "Jan Peeters")
    page.route("**/graphql", lambda route: route.abort())
    page.click(".why-one")
    expect(page.locator(".story .trouble")).to_contain_text("locard serve")
    page.unroute("**/graphql")
    page.click(".story .trouble button")
    expect(page.locator(".story .steps")).to_be_visible()
