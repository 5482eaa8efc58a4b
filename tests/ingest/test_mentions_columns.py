import pytest

import graph.ontology
from graph.ontology import mention_id
from ingest import feeds
from ingest.mentions import interpret, mentions_of
from ledger.record import Record

ONTOLOGY = graph.ontology.load()
HEAD = "name: test\nsource: TEST\nlabels: {nl: a, fr: b, de: c, en: d}\nformat: jsonl\nkey: [nr]\n"


def record(**content):
    return Record("TEST", "test", "1", "", content, 1)


def say(text, **content):
    made = record(**content)
    return made, interpret(made, feeds.parse(HEAD + text, "test.yaml"), ONTOLOGY)


PERSON = """mentions:
  person:
    type: Person
    values:
      firstName: given
      lastName: family
      birthDate: born
      nationalNumber: rrn
"""


def test_values_are_normalised_and_kept_as_they_stood():
    made, said = say(PERSON, given=" Jan ", family="DE SMET", born="00/03/1970", rrn="85.07.30-033.28")
    (person,) = said.mentions
    assert (person.id, person.anchor) == (mention_id(made.id, "Person", "person"), "person")
    assert [(s.property, s.value, s.raw) for s in person.statements] == [
        ("firstName", "Jan", "Jan"),
        ("lastName", "DE SMET", "DE SMET"),
        ("birthDate", "1970-03", "00/03/1970"),
        ("nationalNumber", "85073003328", "85.07.30-033.28"),
        ("name", "Jan DE SMET", ""),
    ]
    assert (person.class_, person.by, said.invalid) == (1, "test", ())


def test_value_that_fails_its_check_is_a_note_and_no_identifier():
    _, said = say(PERSON, given="Jan", family="Peeters", rrn="85.07.30-033.29")
    (person,) = said.mentions
    assert person.values("nationalNumber") == []
    assert person.first("description") == (
        "nationalNumber: 85.07.30-033.29 (check modulo 97 of the national number fails)"
    )
    assert [(bad.anchor, bad.property) for bad in said.invalid] == [("person", "nationalNumber")]


@pytest.mark.parametrize("empty", [None, "", "  ", "-", "NaN", [], "N/A"])
def test_mention_without_values_is_not_made(empty):
    phone = """mentions:
  phone: {type: Object, values: {kind: {const: phone}, number: gsm}}
  person: {type: Person, values: {lastName: family}}
relations:
  - {type: USES, from: person, to: phone}
"""
    _, said = say(phone, gsm=empty, family="Peeters")
    assert [mention.type for mention in said.mentions] == ["Person"]
    assert not any(statement.target for statement in said.mentions[0].statements)


LIST = """mentions:
  flight: {type: Event, values: {kind: {const: booking}, number: nr, startDate: departure}}
  passenger:
    each: passengers
    type: Person
    values: {firstName: given, lastName: family, birthPlace: /from}
  paper: {each: passengers, type: Object, values: {kind: {const: document}, number: passport}}
relations:
  - {type: PARTICIPATES_IN, from: passenger, to: flight,
     role: {column: seat, map: {cockpit: crew}, default: passenger}}
  - {type: HAS_ID, from: passenger, to: paper, valid_from: issued}
  - {type: SEEN_WITH, from: passenger, to: passenger}
"""


def test_list_gives_one_mention_per_item():
    people = [
        {"given": "An", "family": "Maes", "passport": "EH 123", "issued": "2020", "seat": "12A"},
        {"given": "", "family": ""},
        {"given": "Bo", "family": "Maes", "seat": "Cockpit"},
    ]
    made, said = say(LIST, nr="SN1", departure="2024-01-01 10:00", passengers=people, **{"from": "Gent"})
    assert [m.anchor for m in said.mentions] == [
        *("flight", "passenger[0]", "passenger[1]", "passenger[2]", "paper[0]"),
    ]
    first, third = said.mentions[1], said.mentions[3]
    roles = {m.anchor: r.role for m in said.mentions for r in m.relations() if r.role}
    assert roles == {"passenger[0]": "passenger", "passenger[1]": "passenger", "passenger[2]": "crew"}
    (paper,) = [r for r in first.relations() if r.property == "HAS_ID"]
    assert (paper.target, paper.valid_from) == (mention_id(made.id, "Object", "paper[0]"), "2020")
    assert len([r for r in first.relations() if r.property == "SEEN_WITH"]) == 2
    assert not [r for r in third.relations() if r.property in ("SEEN_WITH", "HAS_ID")]


def test_role_that_is_not_known_is_other_and_told():
    text = """mentions:
  file: {type: Case, values: {caseNumber: nr}}
  person: {type: Person, values: {lastName: family}}
relations:
  - {type: INVOLVED_IN, from: person, to: file, role: {column: role, map: {verdachte: suspect}},
     status: {column: how, map: {zou: alleged}, default: asserted}, kind: assessment}
"""
    _, said = say(text, nr="1", family="Maes", role="buur", how="zou")
    (relation,) = said.mentions[1].relations()
    assert (relation.role, relation.raw) == ("other", "buur")
    assert (relation.status, relation.kind) == ("alleged", "assessment")
    assert [(bad.property, bad.raw) for bad in said.invalid] == [("role", "buur")]
    _, said = say(text, nr="1", family="Maes", role="Verdachte")
    assert next(said.mentions[1].relations()).role == "suspect"


def test_conditions_identity_and_split():
    text = """mentions:
  car:
    type: Vehicle
    identity: {column: id, scope: pole}
    when: {column: kind, in: [car, van]}
  phone: {each: {column: phones, split: ","}, type: Object, values: {kind: {const: phone}, number: .}}
  boat: {type: Object, when: {column: id, matches: "[0-9]{3}"}, values: {description: kind}}
"""
    _, said = say(text, id="12", kind="van", phones="0470123456, 0470 12 34 57")
    assert [(m.anchor, m.first("sourceKey"), m.first("number")) for m in said.mentions] == [
        ("car", "pole:12", ""),
        ("phone[0]", "", "+32470123456"),
        ("phone[1]", "", "+32470123457"),
    ]
    assert [m.anchor for m in say(text, id="123", kind="sloop")[1].mentions] == ["boat"]


def test_column_of_several_values_and_deeper_ones():
    text = """mentions:
  person: {type: Person, values: {nickname: [nick, other.nick], name: {columns: [a, b], join: " / "}}}
"""
    _, said = say(text, nick=["Rosse", "Lange"], other={"nick": "Zot"}, a="X", b="Y")
    (person,) = said.mentions
    assert person.values("nickname") == ["Rosse", "Lange", "Zot"]
    assert person.first("name") == "X / Y"


def test_same_record_gives_the_same_mentions():
    feed = feeds.parse(HEAD + LIST, "test.yaml")
    made = record(nr="1", passengers=[{"given": "An", "family": "Maes"}])
    assert mentions_of(made, feed, ONTOLOGY) == mentions_of(made, feed, ONTOLOGY)
