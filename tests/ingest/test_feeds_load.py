import pytest

from ingest import feeds
from ledger.errors import BadConfiguration, BadInput

FEED = """name: thefts
source: TEST
labels: {nl: a, fr: b, de: c, en: d}
format: csv
key: [nr]
mentions:
  file: {type: Case, values: {caseNumber: nr}}
  person:
    type: Person
    values:
      firstName: given
      birthDate: {column: born, clean: date}
relations:
  - {type: INVOLVED_IN, from: person, to: file, role: {column: role, map: {verdachte: suspect}}}
"""


def test_feed_says_what_it_reads():
    feed = feeds.parse(FEED, "thefts.yaml")
    assert (feed.name, feed.key, feed.domain) == ("thefts", ("nr",), "judicial")
    assert set(feed.columns) == {"nr", "given", "born", "role"}
    assert feed.yaml == FEED
    assert feed.version == feeds.parse("# a comment\n" + FEED, "other.yaml").version
    assert feed.version != feeds.parse(FEED.replace("given", "voornaam"), "thefts.yaml").version


@pytest.mark.parametrize(
    ("was", "becomes", "line", "why"),
    [
        ("type: Case", "type: Caze", 7, "did you mean 'Case'"),
        ("firstName: given", "fristName: given", 11, "did you mean 'firstName'"),
        ("clean: date", "clean: dates", 12, "unknown cleaner 'dates'"),
        ("type: INVOLVED_IN", "type: INVOLVED", 14, "INVOLVED_IN"),
        ("from: person", "from: persons", 14, "did you mean 'person'"),
        ("from: person, to: file", "from: file, to: person", 14, "does not lead from Case to Person"),
        ("verdachte: suspect", "verdachte: suspcet", 14, "did you mean 'suspect'"),
        ("type: INVOLVED_IN", "type: LIVES_AT", 14, "does not lead"),
        ("format: csv", "format: xml", 4, "unknown format 'xml'"),
        ("fr: b, ", "", 3, "no label in fr"),
        ("source: TEST", "source: TEST\nsource: AGAIN", 3, "twice"),
        ("firstName: given", "firstName: [given", 12, "not valid YAML"),
        ("firstName: given", "firstName: yes", 11, "between quotes"),
        ("key: [nr]", "key: [nr]\nencoding: utf-9", 6, "no encoding"),
        ("{column: born, clean: date}", "{column: born, clean: {date: {pivit: 3}}}", 12, "pivot"),
    ],
)
def test_mistake_is_told_with_its_line(was, becomes, line, why):
    with pytest.raises(BadConfiguration, match=f"^thefts.yaml:{line}: .*{why}"):
        feeds.parse(FEED.replace(was, becomes), "thefts.yaml")


def test_unknown_feed_is_told_with_the_nearest():
    with pytest.raises(BadInput, match="did you mean pole_person"):
        feeds.load("pole_persons")
    with pytest.raises(BadInput, match=r"there is no feed file nowhere\.yaml"):
        feeds.load("/tmp/nowhere.yaml")


def test_every_shipped_feed_loads():
    assert feeds.names()
    assert [feeds.load(name).name for name in feeds.names()] == feeds.names()


def test_feed_by_path(tmp_path):
    path = tmp_path / "thefts.yaml"
    path.write_text(FEED, encoding="utf-8")
    assert feeds.load(path).source == "TEST"


def test_document_feed_reads_what_a_document_has():
    text = FEED.replace("format: csv", "format: document").replace(
        "key: [nr]", 'key: {filename: "(?P<nr>[A-Z0-9.]+)_(?P<lang>nl|fr)"}'
    )
    with pytest.raises(BadConfiguration, match=r"unknown column of a document '(given|born|role)'"):
        feeds.parse(text, "thefts.yaml")
    feed = feeds.parse(text[: text.index("  person:")], "thefts.yaml")
    assert feed.key == ("nr", "lang")
    plain = feeds.parse(FEED[: FEED.index("key:")].replace("csv", "document"), "thefts.yaml")
    assert plain.key == ("file",)
