import io

import openpyxl

import graph.ontology
from ingest import feeds
from ingest.extract.extraction import Extraction, FoundMention
from ingest.mentions import mentions_of
from ingest.readers import place, read
from ledger.record import Record

FEED = feeds.parse(
    "name: lists\nsource: TEST\nlabels: {nl: a, fr: b, de: c, en: d}\n"
    "format: document\nkey: [file]\ntext: [{column: text}]\n",
    "lists.yaml",
)


def record(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    (draft,) = read(path, FEED)
    return Record(draft.source, draft.feed, draft.key, draft.version, draft.content, 1)


def plates(text, lang=None, doc_date=None):
    """Finds one plate wherever it stands."""
    at = [i for i in range(len(text)) if text.startswith("1ABC123", i)]
    found = [FoundMention(f"m{i}", "PLATE", i, i + 7, "1ABC123", "1ABC123") for i in at]
    return Extraction(text, lang or "nl", mentions=tuple(found), coref=tuple((m.id,) for m in found))


def test_offset_of_a_text_lies_on_its_page(tmp_path):
    content = record(tmp_path, "a.txt", b"eerste\ftweede\f\fvierde").content
    assert [place(content, content["text"].index(w)).page for w in ("eerste", "tweede", "vierde")] == [
        1,
        2,
        4,
    ]
    assert place({"text": "x"}, 0) == (0, "", 0)
    assert place({"text": "x", "pages": ["12"]}, 0) == (0, "", 0)


def test_mentions_of_a_text_know_their_page(tmp_path):
    made = record(tmp_path, "a.txt", b"Auto 1ABC123 rijdt.\fNiets.\fWeer 1ABC123.")
    found = mentions_of(made, FEED, graph.ontology.load(), plates)
    assert sorted(span.page for mention in found for span in mention.spans) == [1, 3]


def test_mentions_of_a_workbook_know_sheet_and_row(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["plaat"])
    book.create_sheet("Wagens").cell(12, 3, "1ABC123")
    out = io.BytesIO()
    book.save(out)
    made = record(tmp_path, "a.xlsx", out.getvalue())
    (mention,) = mentions_of(made, FEED, graph.ontology.load(), plates)
    assert mention.spans[0].page == 2
    assert place(made.content, mention.spans[0].start) == (2, "Wagens", 12)
