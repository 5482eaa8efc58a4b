from __future__ import annotations

import pytest
from people import person, stores, thing

from ledger.errors import BadInput
from resolution.candidates.keys import KEYS
from resolution.comparison.fields import COMPARISONS
from resolution.spoken import LANGUAGES, speech
from resolution.weights.model import default_model
from resolution.why.story import Standing, Telling, called, tell
from resolution.why.things import tell_things
from resolution.why.why import thing_keys, why

MODEL = default_model()
JAN = {"firstName": "Jan", "lastName": "Peeters", "birthDate": "1980-05-12"}


def told(lang: str, one: dict[str, str], other: dict[str, str], together: bool) -> Telling:
    a, b = person("a", **one), person("b", **other)
    with stores([a, b]) as (store, _):
        names = {m.id: called(m) for m in (a, b)}
        made = why(store, MODEL, 1, a.id, b.id)
    return tell(made, MODEL, speech(lang), names.__getitem__, Standing(together))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_level_and_key_has_words_in_every_language(lang: str) -> None:
    words, english = speech(lang).words, speech("en").words
    for comparison in COMPARISONS:
        assert {level.found for level in comparison.levels} <= words["fields"][comparison.field].keys()
    assert KEYS.keys() <= words["keys"].keys()
    for part in english:
        assert english[part].keys() == words[part].keys()


def test_a_finding_says_what_it_speaks_for_and_how_many_strangers_share_it() -> None:
    lines = {line.field: line for line in told("en", JAN, JAN, True).lines}
    assert lines["birth"].text == "same date of birth: speaks for, 13.1 bits: 1 in 10,000 strangers share it"
    assert lines["birth"].left == "1980-05-12" and lines["birth"].weight == pytest.approx(13.05, abs=0.01)


def test_a_finding_against_says_how_rarely_one_person_differs_so() -> None:
    lines = {line.field: line for line in told("nl", JAN, JAN | {"firstName": "Els"}, False).lines}
    assert (
        lines["given"].text
        == "verschillende voornamen: pleit ertegen, 5,0 bits: 1 op 33 paren van één persoon verschilt zo"
    )


def test_a_pair_never_compared_says_what_it_would_have_scored() -> None:
    made = told("en", {"name": "Jan Peeters"}, {"name": "Els Maes", "gender": "f"}, False)
    assert any(
        note.startswith("no shared key: never compared; would have scored < 0.0001") for note in made.notes
    )
    assert any("not known on both sides: " in note and "date of birth" in note for note in made.notes)


def test_what_forbids_is_said() -> None:
    made = told("fr", JAN, JAN | {"birthDate": "1953-02-01"}, False)
    assert "séparés quel que soit le score : deux dates de naissance qu'aucune faute n'explique" in made.notes
    overruled = told("de", JAN, JAN | {"birthDate": "1953-02-01"}, True)
    assert any(note.startswith("durch ein Urteil verbunden, obwohl") for note in overruled.notes)


def test_what_decided_where_the_pair_alone_did_not_is_said() -> None:
    assert any("other mentions of their groups" in note for note in told("en", JAN, JAN, False).notes)
    thin = told("en", {"name": "Jan Peeters"}, {"name": "Jan Peeters"}, True)
    assert any("through other mentions" in note for note in thin.notes)


def test_things_are_explained_by_their_identifiers() -> None:
    a, b = (thing(record, "Vehicle", registrationNumber="1ABC234") for record in "ab")
    made = tell_things(a, b, thing_keys(a, b), speech("en"), Standing(True))
    assert made.notes == ("joined by plate 1ABC234",) and "1ABC234 and 1ABC234" in made.headline
    other = tell_things(a, person("c", **JAN), (), speech("en"), Standing(False))
    assert other.headline == "1ABC234 and Jan Peeters (1980-05-12) are of different types and never one"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(BadInput, match="nl, fr, de, en"):
        speech("es")
