import pytest

from ingest.gloss import gloss_words
from ingest.gloss.inflection import inflected
from ingest.gloss.lexicon import FILE, LANGUAGES, entries, fold, parse
from ledger.errors import BadConfiguration


def test_it_has_at_least_six_hundred_rows_without_an_empty_cell():
    assert len(entries()) >= 600
    for entry in entries():
        assert all(entry[lang] and all(form.strip() for form in entry[lang]) for lang in LANGUAGES)


def test_no_form_stands_twice_in_a_language():
    for lang in LANGUAGES:
        forms = [fold(form) for entry in entries() for form in entry[lang]]
        assert len(forms) == len(set(forms))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_listed_form_gives_its_own_row(lang):
    other = "nl" if lang != "nl" else "fr"
    for entry in entries():
        for form in entry[lang]:
            found = gloss_words(form, lang, other)
            assert [(g.start, g.end) for g in found] == [(0, len(form))], form
            assert found[0].gloss.casefold() == entry[other][0].casefold()


@pytest.mark.parametrize(
    ("line", "says"),
    [("politie\tpolice\tPolizei", ":2: give a form"), ("a\tb\tc\td|d", ":2: en “d” is in line 2 too")],
)
def test_a_row_that_is_wrong_is_named_with_its_line(line, says):
    with pytest.raises(BadConfiguration, match=says):
        parse(f"nl\tfr\tde\ten\n{line}\n", FILE.name)


@pytest.mark.parametrize(
    ("lang", "form", "other"),
    [
        ("nl", "getuige", "getuigen"),
        ("nl", "blok", "blokken"),
        ("nl", "huis", "huizen"),
        ("nl", "straat", "straten"),
        ("fr", "carte d identité", "cartes d identité"),
        ("fr", "arme blanche", "armes blanches"),
        ("fr", "tribunal", "tribunaux"),
        ("de", "zeugin", "zeuginnen"),
        ("en", "body", "bodies"),
    ],
)
def test_regular_forms_are_derived(lang, form, other):
    assert other in list(inflected(form, lang))
