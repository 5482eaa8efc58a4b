"""The register of processing activities is made from feeds, policies and exports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.cli.register import as_json
from api.register import Register, read_site, register_of, site
from api.register_page import page
from graph.ontology import LANGUAGES, load
from ingest import feeds
from ledger.act import Act
from ledger.entry import Decision, Publication
from ledger.errors import BadConfiguration
from ledger.ledger import Ledger
from policy import termfile
from policy.cedar import FUNCTIONS

ACT = Act("ana", "alteration", "a test")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        yield opened


def made(ledger: Ledger) -> Register:
    return register_of(ledger, load(), termfile.load(), site(), FUNCTIONS, date(2026, 5, 1))


def test_every_feed_is_an_activity_with_its_persons_data_and_terms(ledger: Ledger) -> None:
    register = made(ledger)
    assert {one.feed for one in register.activities} == set(feeds.names())
    report = next(one for one in register.activities if one.feed == "islp_report")
    assert {"suspect", "victim"} <= set(report.roles) and "Person" in report.types and report.texts
    assert report.limits and all(limit.period.startswith("P") and limit.law for limit in report.limits)
    assert any(one.special for one in register.activities)


def test_only_feeds_in_use_and_recipients_of_exports_stand_in_it(ledger: Ledger) -> None:
    feed = feeds.load("anpr_hit")
    ledger.publish(Publication("feed", feed.name, feed.version, {"yaml": feed.yaml}), ACT)
    ledger.decide(Decision("export", {"ids": [], "recipient": "FGP Gent"}, 1, "ana"), ACT)
    register = made(ledger)
    assert [one.feed for one in register.activities] == ["anpr_hit"] and register.recipients == ("FGP Gent",)
    assert json.loads(as_json(register))["activities"][0]["source"] == feed.source


def test_the_page_is_told_in_four_languages_and_says_what_is_not_filled_in(ledger: Ledger) -> None:
    register = made(ledger)
    pages = {lang: page(register, load(), lang) for lang in LANGUAGES}
    assert "niet ingevuld" in pages["nl"] and "slachtoffer" in pages["nl"] and "victim" in pages["en"]
    assert len({len(text) for text in pages.values()}) == len(LANGUAGES)


def test_a_wrong_file_is_refused_with_its_line() -> None:
    with pytest.raises(BadConfiguration, match=r"mine\.yaml:2"):
        read_site("controller: ''\nofficers: ''\n", "mine.yaml")
