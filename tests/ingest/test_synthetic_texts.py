"""Templates and texts: enough of them, in four languages, with gold that keeps to the conventions."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest

from ingest.synthetic import generate
from ingest.synthetic.documents import as_bytes, fitted
from ingest.synthetic.lists import listed
from ingest.synthetic.records.writing import LANGUAGES
from ingest.synthetic.reports.script import Relation, Role, Slot, decided, slots_of, tokens

FRAME = ("start", "more", "told", "end")
PERSON = {"PERSON", "ALIAS", "NICKNAME", "HANDLE"}
PLACE = {"ADDRESS", "LOCATION", "ORGANISATION"}
ENDS = {
    "ALIAS_OF": ({"ALIAS"}, {"PERSON"}),
    "NICKNAME_OF": ({"NICKNAME"}, {"PERSON"}),
    "DRIVES": (PERSON, {"VEHICLE", "PLATE"}),
    "OWNS": (PERSON | {"ORGANISATION"}, {"VEHICLE", "PLATE", "OBJECT", "WEAPON", "PHONE", "IBAN"}),
    "HAS_PLATE": ({"VEHICLE"}, {"PLATE"}),
    "USES_PHONE": (PERSON, {"PHONE"}),
    "BORN_ON": (PERSON, {"DATETIME"}),
    "HAS_ID": (PERSON, {"NATIONAL_NUMBER", "DOCUMENT_NUMBER"}),
    "LIVES_AT": (PERSON, PLACE),
    "PRESENT_AT": (PERSON, PLACE),
    "ASSOCIATE_OF": (PERSON, PERSON),
    "FAMILY_OF": (PERSON, PERSON),
    "SEIZED_FROM": ({"OBJECT", "WEAPON", "DRUG", "MONEY"}, PERSON),
    "MEMBER_OF": (PERSON, {"ORGANISATION"}),
    "CALLED": (PERSON, PERSON | {"PHONE"}),
    "SENT_MONEY": (PERSON | {"ORGANISATION"}, PERSON | {"ORGANISATION", "IBAN"}),
}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder: Path = generate(tmp_path_factory.mktemp("world"), 300, 3).folder
    with (folder / "truth" / "texts.jsonl").open("rb") as file:
        return [orjson.loads(line) for line in file]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_are_thirty_templates_of_eight_genres(lang: str) -> None:
    genres = {name: lines for name, lines in listed(f"texts/{lang}").items() if name not in FRAME}
    assert len(genres) >= 8
    assert sum(map(len, genres.values())) >= 30


@pytest.mark.parametrize("lang", LANGUAGES)
def test_templates_say_nothing_of_what_they_do_not_name(lang: str) -> None:
    for part, lines in listed(f"texts/{lang}").items():
        for line in lines:
            found = list(tokens(line))
            named = {token.name for token in found if isinstance(token, Slot)}
            named |= {"v"} if part == "told" else set()
            assert {token.slot for token in found if isinstance(token, Role)} <= named, line
            ends = [(token.from_, token.to) for token in found if isinstance(token, Relation)]
            assert {end for pair in ends for end in pair} <= named, line


def test_options_are_left_out_where_a_slot_cannot_be_filled() -> None:
    assert slots_of("{s} [and {t}]") == {"s"}
    assert {decided(Random(seed), "{s} [and {t}]", {"s"}) for seed in range(9)} == {"{s}"}
    assert {decided(Random(seed), "<a|b>", set()) for seed in range(9)} == {"a", "b"}


def test_mentions_do_not_overlap_and_norms_are_given(texts: list[dict[str, Any]]) -> None:
    for text in texts:
        spans = [(found["start"], found["end"]) for found in text["mentions"]]
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        for found in text["mentions"]:
            normed = found["type"] in ("PERSON", "ALIAS", "DATETIME", "MONEY", "PLATE", "IBAN", "PHONE")
            assert (found["norm"] is not None) == (normed or found["type"] == "NATIONAL_NUMBER")


def test_relations_join_the_types_that_they_may(texts: list[dict[str, Any]]) -> None:
    statuses: Counter[str] = Counter()
    for text in texts:
        types = {found["id"]: found["type"] for found in text["mentions"]}
        for relation in text["relations"]:
            start, end = ENDS[relation["type"]]
            assert types[relation["from"]] in start
            assert types[relation["to"]] in end
            statuses[relation["status"]] += 1
    assert min(statuses["asserted"], statuses["alleged"], statuses["denied"]) > 50


def test_the_languages_have_their_shares(texts: list[dict[str, Any]]) -> None:
    shares = Counter(text["lang"] for text in texts)
    assert 0.42 < shares["nl"] / len(texts) < 0.58
    assert 0.26 < shares["fr"] / len(texts) < 0.40
    assert min(shares["de"], shares["en"]) > 0.04 * len(texts)


def test_a_text_has_eighty_words_typically(texts: list[dict[str, Any]]) -> None:
    words = sorted(len(text["text"].split()) for text in texts)
    assert words[len(words) // 2] >= 80
    assert words[0] >= 40


def test_letters_that_a_pdf_lacks_make_a_word_document() -> None:
    gold = {"text": "Gesprek met Łukasz Wójcik te Gent.", "mentions": []}
    assert fitted(gold, "pdf")[0] == "docx"
    assert as_bytes("twee\nregels", "docx") == as_bytes("twee\nregels", "docx")
    assert as_bytes("twee\nregels", "pdf") == as_bytes("twee\nregels", "pdf")
