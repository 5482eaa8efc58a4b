import pytest

from ingest.gloss import gloss_words, pairs, translate
from ledger.errors import BadInput


def glosses(text, source, target, keep=()):
    return [(g.word, g.gloss) for g in gloss_words(text, source, target, keep)]


@pytest.mark.parametrize(
    ("source", "text", "target", "gloss"),
    [
        ("nl", "valse nummerplaten", "fr", "fausse plaque"),
        ("fr", "l’identité des témoins", "nl", "de identiteit des getuige"),
        ("fr", "permis de\nconduire", "en", "driving licence"),
        ("de", "mit einem gefälschten Personalausweis", "en", "with a forged identity card"),
        ("nl", "gestolen 's nachts", "de", "gestohlen Nacht"),
        ("en", "Two knives and a firearm", "nl", "Two mes en een vuurwapen"),
        ("fr", "LE PREVENU NIE LES FAITS", "nl", "DE BEKLAAGDE ONTKENNEN FEIT"),
    ],
)
def test_known_words_are_replaced_and_others_stay(source, text, target, gloss):
    assert translate(text, source, target).text == gloss


def test_longer_terms_win_and_offsets_are_those_of_the_text():
    text = "Een proces-verbaal van verhoor 🙂 van de onderzoeksrechter."
    found = gloss_words(text, "nl", "fr")
    assert [text[g.start : g.end] for g in found] == [g.word for g in found]
    assert ("proces-verbaal van verhoor", "procès-verbal d'audition") in [(g.word, g.gloss) for g in found]


def test_names_numbers_and_addresses_stand_as_they_are():
    text = "Kevin De Man en Jan de Boer, DE MAN Kevin, 1-AUTO-123, man@auto.be, https://auto.be/man"
    assert glosses(text, "nl", "en") == [("en", "and")]
    assert glosses("Claire Juge nie", "fr", "en", keep=[(7, 11), (0, 6)]) == [("nie", "deny")]


def test_a_denial_is_never_lost():
    for text, lang in [("hij ontkent", "nl"), ("il nie", "fr"), ("er bestreitet", "de"), ("he denies", "en")]:
        for target in {"nl", "fr", "de", "en"} - {lang}:
            assert [g.gloss for g in gloss_words(text, lang, target)][1] in (
                {"nl": "ontkennen", "fr": "nier", "de": "leugnen", "en": "deny"}[target]
            )


def test_a_word_without_its_accent_is_not_another_word():
    assert glosses("Il ne le connaît pas", "fr", "en") == [
        ("Il", "He"),
        ("le", "the"),
        ("connaît", "knows"),
        ("pas", "not"),
    ]
    assert glosses("may, in May; wegen", "en", "nl") == [("in", "in"), ("May", "mei")]
    assert glosses("wegen", "de", "nl") == glosses("parce", "fr", "nl") == []
    assert glosses("TEMOIN", "fr", "nl") == [("TEMOIN", "GETUIGE")]


def test_a_gloss_says_that_it_is_one_and_how_much_it_knew():
    made = translate("De verdachte zwaaide met rare sjaals.", "nl", "en")
    assert (made.kind, made.source, made.target, made.known) == ("gloss", "nl", "en", 0.5)
    assert made.by.startswith("lexicon ")
    assert made.label("fr") == "Mot à mot, pas une traduction ; 50 % des mots connus"
    assert translate("12/03 22:15", "nl", "en").known == 0.0


@pytest.mark.parametrize("text", ["", " \n", "verdachte", "a\u0301 Täter ’s nachts l’", "x" * 50_000])
def test_the_parts_follow_one_another_and_make_the_text(text):
    made = translate(text, "nl", "de")
    assert "".join(part.text for part in made.parts) == made.text
    assert [part.start for part in made.parts] == [0, *(part.end for part in made.parts[:-1])][
        : len(made.parts)
    ]
    assert "".join(text[part.start : part.end] for part in made.parts) == text


def test_other_languages_are_refused_with_what_to_do():
    for source, target in [("ar", "nl"), ("nl", "es"), ("", "fr")]:
        with pytest.raises(BadInput, match=f"no model for .*-{target}.*nl, fr, de, en"):
            translate("tekst", source, target)
    with pytest.raises(BadInput, match="already"):
        translate("tekst", "nl", "nl")
    with pytest.raises(BadInput, match="“ar”"):
        gloss_words("tekst", "ar", "nl")
    assert len(pairs()) == 12


@pytest.mark.parametrize("source", ["nl", "fr", "de", "en"])
def test_a_long_text_is_glossed_to_its_end(source):
    line = "De verdachte le suspect der Täter the suspect bestuurde het voertuig met valse nummerplaten. "
    target = "en" if source != "en" else "nl"
    once, often = gloss_words(line, source, target), gloss_words(line * 500, source, target)
    assert once and len(often) == 500 * len(once)
