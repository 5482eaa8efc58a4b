"""A real browser for the tests of the page: a profile of its own, fresh tabs, and what goes wrong in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REASON = "Nazicht – vérification"
SEARCH = {"nl": "Zoeken", "fr": "Rechercher", "de": "Suchen", "en": "Search"}
"""What the button says, in each language of the page."""

expect.set_options(timeout=15_000)  # of milliseconds: the machine may be busy with other tests
needed = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: install the package of that name")


@contextmanager
def chromium(profile: Path) -> Iterator[BrowserContext]:
    """A browser with a profile of its own, without motion."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=CHROMIUM,
            args=FLAGS,
            headless=True,
            locale="en",
            reduced_motion="reduce",
            viewport={"width": 1440, "height": 900},
        )
        yield context
        context.close()


@contextmanager
def tab(browser: BrowserContext, address: str) -> Iterator[Page]:
    """A fresh tab with a purpose given; errors of the page and requests to elsewhere fail the test."""
    page, wrong = browser.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if unexpected(said) else None)
    page.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url))
    begun(page, address)
    yield page
    page.close()
    assert wrong == []


def unexpected(said: ConsoleMessage) -> bool:
    """An error in the console that no test has asked for by cutting the line."""
    return said.type == "error" and "ERR_FAILED" not in said.text


def begun(page: Page, address: str) -> None:
    """The page with a purpose given."""
    page.goto(address)
    page.fill("input[name=case]", "GE.20.LB.000001/2026")
    page.fill("textarea[name=reason]", REASON)
    page.click("dialog button.primary")


def speak(page: Page, lang: str) -> None:
    """The page in this language; a change builds it anew, and what was typed before is lost."""
    if page.locator("html").get_attribute("lang") != lang:
        page.select_option(".lang", lang)
        expect(page.locator(".search button")).to_have_text(SEARCH[lang])


def search(page: Page, text: str) -> None:
    """Type it and press Enter."""
    page.fill(".search input", text)
    page.keyboard.press("Enter")
