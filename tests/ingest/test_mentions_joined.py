import graph.ontology
from graph.ontology import Mention, Span, Statement
from ingest import feeds
from ingest.extract import extract
from ingest.joined import joined
from ingest.mentions import interpret
from ledger.record import Record

ONTOLOGY = graph.ontology.load()


def mention(anchor, type_, *values, spans=()):
    statements = tuple(v if isinstance(v, Statement) else Statement(*v) for v in values)
    return Mention("r1", type_, anchor, 1, statements, tuple(Span(*span) for span in spans))


def person(anchor, name, *values, spans=()):
    return mention(anchor, "Person", ("name", name), *values, spans=spans)


def test_text_joins_the_column_that_names_the_same_thing():
    column = person("driver", "Kévin Van den Broeck", ("birthDate", "1990-01-02"))
    car = mention("10-17", "Vehicle", ("registrationNumber", "1ABC123"), spans=[(10, 17)])
    drives = Statement("DRIVES", target=car.id, status="alleged")
    found = person(
        "40-60", "VAN DEN BROECK Kevin", ("birthPlace", "Gent"), drives, spans=[(40, 60), (80, 85)]
    )
    plate = mention("vehicle", "Vehicle", ("registrationNumber", "1ABC123"), ("make", "Fiat"))
    first, second = joined([column, plate], [car, found], ONTOLOGY)
    assert (first.id, first.first("birthPlace")) == (column.id, "Gent")
    assert [(s.start, s.end) for s in first.spans] == [(40, 60), (80, 85)]
    assert [(r.target, r.status) for r in first.relations()] == [(plate.id, "alleged")]
    assert (second.id, second.values("registrationNumber")) == (plate.id, ["1ABC123"])


def test_namesakes_stay_apart():
    son, father = person("a", "Jan Maes", ("birthDate", "1990-01-02")), person("b", "Jan Maes")
    found = person("1-9", "Jan Maes", spans=[(1, 9)])
    assert len(joined([son, father], [found], ONTOLOGY)) == 3
    other = person("1-9", "Jan Maes", ("birthDate", "1960-05-06"), spans=[(1, 9)])
    assert len(joined([son], [other], ONTOLOGY)) == 2
    assert len(joined([son], [person("1-5", "Maes")], ONTOLOGY)) == 2
    assert len(joined([son], [mention("1-9", "Alias", ("name", "Jan Maes"))], ONTOLOGY)) == 2


def test_middle_names_may_be_left_out():
    column = person("p", "Jan Maria Maes", ("firstName", "Jan"), ("lastName", "Maes"))
    assert len(joined([column], [person("1-9", "MAES Jan", spans=[(1, 9)])], ONTOLOGY)) == 1
    assert len(joined([column], [person("1-9", "Jan Maria Claes", spans=[(1, 9)])], ONTOLOGY)) == 2


def test_signs_in_a_file_number_do_not_count():
    column = mention("file", "Case", ("caseNumber", "GE.11.L1.001234/2024"))
    found = mention("3-20", "Case", ("caseNumber", "GE 11.L1.1234-2024"), spans=[(3, 20)])
    same = mention("3-20", "Case", ("caseNumber", "GE11L1001234/2024"), spans=[(3, 20)])
    assert len(joined([column], [found], ONTOLOGY)) == 2
    assert len(joined([column], [same], ONTOLOGY)) == 1
    mail = mention("mail", "Object", ("kind", "email"), ("number", "a.b@example.org"))
    other = mention("1-9", "Object", ("kind", "email"), ("number", "ab@example.org"), spans=[(1, 9)])
    assert len(joined([mail], [other], ONTOLOGY)) == 2


def test_objects_need_the_same_kind():
    column = mention("gsm", "Object", ("kind", "phone"), ("number", "+32470123456"))
    same = mention("1-9", "Object", ("kind", "phone"), ("number", "+32470123456"), spans=[(1, 9)])
    other = mention("1-9", "Object", ("kind", "account"), ("number", "+32470123456"), spans=[(1, 9)])
    assert [m.id for m in joined([column], [same], ONTOLOGY)] == [column.id]
    assert len(joined([column], [other], ONTOLOGY)) == 2


FEED = feeds.parse(
    """name: notes
source: TEST
labels: {nl: a, fr: b, de: c, en: d}
format: jsonl
key: [nr]
mentions:
  file: {type: Case, values: {caseNumber: nr}}
  account: {type: Object, values: {kind: {const: account}, number: iban}}
text: [{column: note, lang: {column: taal}, date: {column: op}}]
""",
    "notes.yaml",
)


def test_text_column_goes_through_extraction():
    note = "Het slachtoffer stortte op BE68 5390 0754 7034, niet op BE68 5390 0754 7035."
    content = {"nr": "7", "iban": "BE68539007547034", "note": note, "taal": "NL", "op": "1/2/2024"}
    said = interpret(Record("TEST", "notes", "7", "", content, 1), FEED, ONTOLOGY, extract)
    (account,) = [m for m in said.mentions if m.first("kind") == "account"]
    assert account.anchor == "account"
    assert [note[s.start : s.end] for s in account.spans] == ["BE68 5390 0754 7034"]
    assert any(bad.raw.startswith("BE68 5390 0754 7035") for bad in said.invalid)


def test_record_without_text_has_its_columns():
    content = {"nr": "7", "iban": "BE68539007547034", "note": " "}
    made = Record("TEST", "notes", "7", "", content, 1)
    assert interpret(made, FEED, ONTOLOGY, extract) == interpret(made, FEED, ONTOLOGY)
