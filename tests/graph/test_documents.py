"""Words of documents: found by class, highlighted where they stand, gone when their record goes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import pytest

from graph.documents import DocumentWords, Text, words_in
from graph.read.documents import Texts, texts
from ledger.record import Record

TEXT = (
    "Op 14 maart 1985 zag Mevr. Müller een wagen 1-ABC-234 in de Kerkstraat."
    " Zij belde 0470/11.22.33 over dossier GE.20.LB.001234/2026. " + "Niets meer. " * 40 + "Einde te Müller."
)


@pytest.fixture
def words() -> Iterator[DocumentWords]:
    with DocumentWords.open(":memory:") as opened:
        yield opened


def record(key: str, text: str, class_: int = 1, recorded: str = "", source: str = "ISLP") -> Record:
    return Record(source, "pv", key, "", {"text": text}, class_, recorded=recorded, received="2026-01-01")


def put(words: DocumentWords, *made: Record) -> None:
    add = [
        Text(r.id, "text", r.class_, str(r.content["text"]), r.source, r.recorded, r.received) for r in made
    ]
    words.apply(add, [r.id for r in made], words.position + 1, {words.position + 1: made[0].id})


def ask(words: DocumentWords, text: str, *made: Record, allowed: Sequence[int] = (1,)) -> Texts:
    known = {r.id: r for r in made}

    def records(ids: Sequence[str]) -> Mapping[str, Record]:
        return {id_: known[id_] for id_ in ids}

    return texts(words, records, text, allowed)


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("kerkstraat", ["Kerkstraat"]),
        ("MULLER", ["Müller", "Müller"]),
        ("muller kerkstraat", ["Müller", "Kerkstraat", "Müller"]),
        ("1abc234", ["1-ABC-234"]),
        ("0470112233", ["0470/11.22.33"]),
        ("GE20LB001234/2026", ["GE.20.LB.001234/2026"]),
        ("14/03/1985", ["14 maart 1985"]),
        ("kerkstr", ["Kerkstraat"]),
    ],
)
def test_a_text_is_found_and_marked(words: DocumentWords, typed: str, marked: list[str]) -> None:
    made = record("a", TEXT)
    put(words, made)
    (hit,) = ask(words, typed, made).hits
    assert [TEXT[start:end] for start, end in hit.marks] == marked
    assert len(hit.shown) < len(TEXT) and TEXT[hit.start : hit.end] == hit.shown


@pytest.mark.parametrize(
    ("written", "typed", "marked"),
    [
        (unicodedata.normalize("NFD", "bij Müller thuis"), "muller", "Müller"),
        (unicodedata.normalize("NFD", "😀 bij Özgür Yılmaz"), "ozgur", "Özgür"),
        ("in de Brus\u00adselse\u00adstraat", "brusselsestraat", "Brus\u00adselse\u00adstraat"),
        ("gsm 0470 12 34 56, thuis", "0470123456", "0470 12 34 56"),
        ("nummer 5 0470 12.34.56", "0470/123456", "0470 12.34.56"),
        ("gsm 0470\u00a012\u00a034\u00a056", "0470 123456", "0470\u00a012\u00a034\u00a056"),
        ("gsm +32 470 12 34 56", "0470/12.34.56", "32 470 12 34 56"),
        ("gsm +32470123456", "0470123456", "32470123456"),
        ("gsm 0470/12.34.56", "+32 470 123456", "0470/12.34.56"),
        ("gsm 0470 12 34 56", "0032470123456", "0470 12 34 56"),
        ("op BE71 0961 2345 6769 gestort", "be71096123456769", "BE71 0961 2345 6769"),
        ("nr 90.05.12 123-45", "90051212345", "90.05.12 123-45"),
    ],
)
def test_a_number_in_groups_and_letters_in_parts_are_found_whole(
    words: DocumentWords, written: str, typed: str, marked: str
) -> None:
    made = record("a", written)
    put(words, made)
    (hit,) = ask(words, typed, made).hits
    found = [written[start:end] for start, end in hit.marks]
    assert [unicodedata.normalize("NFC", one) for one in found] == [marked]


def test_a_text_full_of_figures_is_read_in_one_go() -> None:
    """Each number begins as many others as it may have groups, however long the text is."""
    per_group = [sum(1 for _ in words_in("12 34 " * groups)) / groups for groups in (100, 1000)]
    assert per_group[1] < per_group[0] * 1.1


def test_a_class_that_is_not_held_is_never_looked_into(words: DocumentWords) -> None:
    seen, hidden = record("a", "de wagen stond daar"), record("b", "de wagen reed weg", class_=4)
    put(words, seen, hidden)
    assert ask(words, "wagen", seen, hidden).total == 1
    assert ask(words, "reed", seen, hidden) == Texts()
    assert ask(words, "wagen", seen, hidden, allowed=[1, 4]).total == 2
    assert ask(words, "wagen", seen, hidden, allowed=[]).total == 0


def test_of_what_is_withheld_nothing_is_counted(words: DocumentWords) -> None:
    made = [record("a", "een rode wagen"), record("b", "een blauwe wagen")]
    given = [
        Text(r.id, "text", 1, str(r.content["text"]), feed=feed) for r, feed in zip(made, "xy", strict=True)
    ]
    words.apply(given, [], 1)
    held = {r.id: r for r in made}
    found = texts(
        words, lambda ids: {id_: held[id_] for id_ in ids}, "wagen", [1], seen=lambda feed, _: feed == "x"
    )
    assert ([hit.record.id for hit in found.hits], found.total_text) == ([made[0].id], "1")
    words.apply([], [r.id for r in made], 2)
    assert words.find(["wagen"], [1]) == []


def test_what_is_erased_leaves_no_word(words: DocumentWords) -> None:
    made = record("a", TEXT)
    put(words, made)
    words.apply([], [], 2, emptied=[1])
    assert ask(words, "kerkstraat", made) == Texts()
    assert words.find(["kerkstraat"], [1]) == [] and words.position == 2
    put(words, made)
    words.reset("other")
    assert words.find(["kerkstraat"], [1]) == [] and words.incarnation == "other"


def test_the_last_recorded_comes_first_and_totals_end_at_a_thousand(words: DocumentWords) -> None:
    made = [record(str(n), f"de wagen {n}", recorded=f"2026-01-{n % 28 + 1:02}") for n in range(1002)]
    put(words, *made)
    found = ask(words, "wagen", *made)
    assert (found.total_text, len(found.hits)) == ("1,000+", 10)
    assert found.hits[0].record.recorded == "2026-01-28"


@pytest.mark.parametrize("typed", ["", "%", "' OR 1=1 --", "wagen*", "🚗", "x" * 10_000, "de van"])
def test_signs_and_long_texts_do_no_harm(words: DocumentWords, typed: str) -> None:
    made = record("a", "een wagen")
    put(words, made)
    assert ask(words, typed, made).total == (1 if typed == "wagen*" else 0)


def test_a_word_longer_than_those_of_the_index_is_found_and_marked(words: DocumentWords) -> None:
    hash_ = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    made = record("a", f"Bestand met sha256 {hash_} op de telefoon.")
    put(words, made)
    [hit] = ask(words, hash_, made).hits
    assert [made.content["text"][a:b] for a, b in hit.marks] == [hash_]  # type: ignore[index]


def test_a_date_in_figures_of_another_script_is_found(words: DocumentWords) -> None:
    made = record("a", "في ١٤-٠٣-١٩٨٥ في الشارع")
    put(words, made)
    assert ask(words, "14 maart 1985", made).total == 1


@pytest.mark.timeout(60)
def test_a_list_with_a_date_in_each_line_is_read_in_one_go(words: DocumentWords) -> None:
    lines = (f"Jan {day % 28 + 1:02}/05/{1950 + day % 50} de" for day in range(40_000))
    made = record("a", "\n".join(lines))
    put(words, made)
    [hit] = ask(words, "de", made).hits
    assert (hit.start, len(hit.marks)) == (0, 50)
