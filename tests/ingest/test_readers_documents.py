import hashlib
import io

import docx
import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from ingest import feeds
from ingest.readers import Reject, document, limits, packed, pages, read
from ingest.readers import pdf as pdf_reader

FEED = """name: reports
source: TEST
labels: {nl: a, fr: b, de: c, en: d}
format: document
key: %s
text: [{column: text}]
"""
PICTURE = ImageReader(Image.new("RGB", (20, 20), "red"))
PLAIN = feeds.parse(FEED % "[file]", "reports.yaml")
NAMED = feeds.parse(FEED % '{filename: "(?P<pv>[A-Z0-9.-]+)_(?P<lang>nl|fr)"}', "reports.yaml")


def only(tmp_path, name, data, feed=PLAIN):
    path = tmp_path / name
    path.write_bytes(data)
    (item,) = read(path, feed)
    return item


def pdf(*pages, encrypt=None, picture=False):
    out = io.BytesIO()
    drawing = canvas.Canvas(out, encrypt=encrypt, invariant=1)
    for page in pages:
        for i, line in enumerate(page.splitlines()):
            drawing.drawString(50, 700 - 15 * i, line)
        if picture:
            drawing.drawImage(PICTURE, 50, 500)
        drawing.showPage()
    drawing.save()
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_of_any_encoding(tmp_path, encoding):
    draft = only(tmp_path, "a.txt", "Verhoor van Zoë.\r\nTweede regel.".encode(encoding))
    assert draft.content["text"] == "Verhoor van Zoë.\nTweede regel."
    assert draft.content["pages"] == [0]
    assert draft.key == "a"


def test_pdf_has_pages_with_offsets(tmp_path):
    data = pdf("Eerste blad\nvan Zoë", "Tweede blad")
    draft = only(tmp_path, "PV.1_nl.pdf", data, NAMED)
    text, pages = draft.content["text"], draft.content["pages"]
    assert (draft.key, draft.content["lang"]) == ("PV.1|nl", "nl")
    assert draft.content["sha256"] == hashlib.sha256(data).hexdigest()
    assert [text[start:].split("\n")[0] for start in pages] == ["Eerste blad", "Tweede blad"]


def test_word_broken_over_two_lines_is_whole(tmp_path):
    assert "Verhulst woont" in only(tmp_path, "a.pdf", pdf("Ver-\nhulst woont")).content["text"]


def test_scanned_page_is_told_without_ocr_and_the_rest_is_read(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.pdf"
    out = io.BytesIO()
    drawing = canvas.Canvas(out)
    drawing.drawString(50, 700, "Blad met tekst")
    drawing.showPage()
    drawing.drawImage(PICTURE, 50, 500)
    drawing.showPage()
    drawing.showPage()
    drawing.save()
    path.write_bytes(out.getvalue())
    draft, reject = read(path, PLAIN)
    assert "Blad met tekst" in draft.content["text"]
    assert reject.row == 2
    assert "install tesseract-ocr, tesseract-ocr-nld" in reject.reason
    assert "ocr" not in draft.content


def test_docx_is_read_in_order_with_tables_and_header(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "PV LE.12.L1.001234/2024"
    document.add_paragraph("Voor de tabel")
    table = document.add_table(2, 2)
    for i, cell in enumerate(c for row in table.rows for c in row.cells):
        cell.text = f"cel {i}"
    document.add_paragraph("Na de tabel\tmet tab")
    out = io.BytesIO()
    document.save(out)
    text = only(tmp_path, "a.docx", out.getvalue()).content["text"]
    assert text.split("\n") == [
        "PV LE.12.L1.001234/2024",
        "Voor de tabel",
        "cel 0\tcel 1",
        "cel 2\tcel 3",
        "Na de tabel\tmet tab",
    ]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"  \n\t\n", "no text in it"),
        ("a.txt", b"text and \x00 what is none", "NUL"),
        ("a.txt", b"\x81\x8d", "neither UTF-8"),
        ("a.pdf", b"%PDF-1.7 broken", "not a PDF that can be opened"),
        ("a.pdf", b"not a pdf", "not a PDF"),
        ("a.docx", b"PK\x03\x04 broken", "not a DOCX file"),
        ("a.docx", b"\xd0\xcf\x11\xe0old", "old Office file"),
        ("a.doc", b"x", "is not read; save it as"),
    ],
)
def test_document_that_cannot_be_read_is_told(tmp_path, name, data, why):
    reject = only(tmp_path, name, data)
    assert isinstance(reject, Reject)
    assert (reject.file, reject.row) == (name, 0)
    assert why in reject.reason


def test_pdf_with_a_password_or_without_text_is_told(tmp_path):
    locked = pdf("geheim", encrypt=pdfencrypt.StandardEncryption("user", ownerPassword="owner"))
    assert "asks for a password" in only(tmp_path, "a.pdf", locked).reason
    assert "OCR" in only(tmp_path, "b.pdf", pdf("", picture=True)).reason


def test_huge_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(document, "MAX_FILE", 10)
    assert "at most 10" in only(tmp_path, "a.txt", b"x" * 11).reason
    monkeypatch.setattr(document, "MAX_FILE", limits.MAX_FILE)
    monkeypatch.setattr(pages, "MAX_TEXT", 5)
    assert "characters of text" in only(tmp_path, "a.txt", b"x" * 11).reason
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 1)
    assert "2 pages" in only(tmp_path, "a.pdf", pdf("a", "b")).reason
    monkeypatch.setattr(packed, "MAX_UNPACKED", 5)
    out = io.BytesIO()
    docx.Document().save(out)
    assert "unpacked" in only(tmp_path, "a.docx", out.getvalue()).reason


def test_other_documents_in_a_folder_are_told(tmp_path):
    (tmp_path / "a.txt").write_text("een", encoding="utf-8")
    (tmp_path / "b.doc").write_bytes(b"old")
    (tmp_path / ".hidden.txt").write_text("niet", encoding="utf-8")
    reject, draft = read(tmp_path, PLAIN)
    assert (reject.file, draft.key) == ("b.doc", "a")


def test_file_name_that_does_not_fit_is_told(tmp_path):
    assert "does not fit" in only(tmp_path, "zomaar.txt", b"tekst", NAMED).reason


def test_two_documents_of_one_name_are_no_versions(tmp_path):
    (tmp_path / "a.txt").write_text("een", encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.txt").write_text("twee", encoding="utf-8")
    first, second = read(tmp_path, PLAIN)
    assert first.content["text"] == "een"
    assert "another document of this folder has the source key a" in second.reason
