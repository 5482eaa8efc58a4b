import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from ingest import feeds
from ingest.readers import Reject, packed, place, read, workbook
from ingest.rejects import Rejects
from ledger.errors import BadConfiguration, BadInput

HEAD = "name: exhibits\nsource: TEST\nlabels: {nl: a, fr: b, de: c, en: d}\n"
DOCUMENT = feeds.parse(HEAD + "format: document\nkey: [file]\ntext: [{column: text}]\n", "exhibits.yaml")
TABLE = (
    HEAD
    + "format: xlsx\nkey: [nr]\nrequired: [plate]\n"
    + ("mentions: {vehicle: {type: Vehicle, values: {registrationNumber: plate}}}\n")
)
ROWS = feeds.parse(TABLE, "exhibits.yaml")


def book(**sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row, cells in rows.items():
            for column, value in enumerate(cells, start=1):
                sheet.cell(row, column, value)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def found(tmp_path, data, feed, name="a.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read(path, feed))


def test_sheets_are_pages_and_rows_are_lines(tmp_path):
    data = book(
        Daders={1: ["naam", "plaat"], 2: ["Jan", None, "rood\nen wit"], 9: ["Zoë"], 10: ["Piet"]},
        Leeg={},
        Slot={3: ["einde"]},
    )
    (draft,) = found(tmp_path, data, DOCUMENT)
    text, content = draft.content["text"], draft.content
    assert text == "naam\tplaat\nJan\t\trood en wit\nZoë\nPiet\n\neinde"
    assert content["sheets"] == ["Daders", "Leeg", "Slot"]
    assert place(content, text.index("wit")) == (1, "Daders", 2)
    assert place(content, text.index("Zoë")) == (1, "Daders", 9)
    assert place(content, text.index("Piet") + 3) == (1, "Daders", 10)
    assert place(content, text.index("einde")) == (3, "Slot", 3)


def test_values_are_as_the_sheet_shows_them_and_dates_as_iso(tmp_path):
    made = openpyxl.Workbook()
    given = [
        *((date(2024, 5, 1), "2024-05-01"), (datetime(2024, 5, 1, 14, 30), "2024-05-01T14:30:00")),
        *((time(9, 5), "09:05:00"), (timedelta(hours=26, minutes=1), "26:01:00"), (True, "true")),
        *((0.1 + 0.2, "0.3"), (3.2475e10, "32475000000"), (12, "12"), ("  tekst ", "tekst")),
        (datetime(2024, 5, 1), "2024-05-01T00:00:00"),
    ]
    for row, (value, _) in enumerate(given, start=1):
        made.active.cell(row, 1, value)
    made.active.cell(len(given) + 1, 1, 1020312345).number_format = "00000000000"
    made.active.cell(len(given) + 2, 1, datetime(2024, 5, 1)).number_format = '[$-813]d "hh" mmmm yyyy'
    out = io.BytesIO()
    made.save(out)
    (draft,) = found(tmp_path, out.getvalue(), DOCUMENT)
    expected = [*(shown for _, shown in given), "01020312345", "2024-05-01"]
    assert draft.content["text"].split("\n") == expected


def test_rows_of_a_sheet_become_drafts(tmp_path):
    data = book(
        Blad1={
            2: ["nr", "plate", "op"],
            3: [7, "1-ABC-123", date(2024, 5, 1)],
            6: [8, None, "zonder plaat"],
            7: [9, "1-ABC-124", None, "te veel"],
        }
    )
    draft, empty, extra = found(tmp_path, data, ROWS)
    assert draft.content == {"nr": "7", "plate": "1-ABC-123", "op": "2024-05-01"}
    assert (draft.key, draft.origin.row) == ("7", 3)
    assert (empty.row, empty.reason) == (6, "plate is empty and the feed requires it")
    assert (extra.row, extra.reason) == (7, "4 columns where the header has 3")


def test_feed_names_sheet_and_header(tmp_path):
    feed = feeds.parse(TABLE + "sheet: Stukken\nheader: 3\n", "exhibits.yaml")
    data = book(
        Uitleg={1: ["nr", "plate"]}, Stukken={1: ["Lijst", "2024"], 3: ["nr", "plate"], 4: [1, "1ABC111"]}
    )
    (draft,) = found(tmp_path, data, feed)
    assert draft.content == {"nr": "1", "plate": "1ABC111"}
    with pytest.raises(BadInput, match=r"no sheet 'Stukken'. It has: Blad"):
        found(tmp_path, book(Blad={1: ["nr", "plate"]}), feed)
    with pytest.raises(BadInput, match=r"no header in row 3"):
        found(tmp_path, book(Stukken={1: ["nr", "plate"], 4: [1]}), feed)
    with pytest.raises(BadInput, match=r"lacks what feed exhibits reads: 'plate'"):
        found(tmp_path, book(Blad={1: ["nr", "plaat"]}), ROWS)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("sheet: 1\n", "sheet is a name"),
        ("header: 0\n", "number of a row"),
        ("header: x\n", "number of a row"),
    ],
)
def test_wrong_sheet_or_header_is_told(line, why):
    with pytest.raises(BadConfiguration, match=why):
        feeds.parse(TABLE + line, "exhibits.yaml")
    with pytest.raises(BadConfiguration, match="for feeds with format xlsx"):
        feeds.parse(HEAD + f"format: csv\n{line}", "exhibits.yaml")


def test_rejected_rows_are_mended_and_sent_again(tmp_path):
    rejects = found(tmp_path, book(Blad={1: ["nr", "plate"], 2: [8, None]}), ROWS)
    with Rejects(tmp_path / "rejects", ROWS) as kept:
        assert [kept.add(reject) for reject in rejects] == [True]
    file = tmp_path / "rejects" / "exhibits.csv"
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace("8,,", "8,1ABC222,"), encoding="utf-8-sig", newline="")
    (mended,) = read(file, ROWS)
    assert mended.content == {"nr": "8", "plate": "1ABC222"}


def changed(data, name, text):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            new.writestr(item, text if item == name else old.read(item))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 broken", "not a XLSX file"),
        (b"\xd0\xcf\x11\xe0old", "old Office file or one with a password; save it as XLSX"),
        (book(Blad={}), "no text in it"),
        (changed(book(Blad={1: ["a"]}), "xl/workbook.xml", "<workbook"), "not an XLSX file"),
        (
            changed(book(Blad={1: ["a"]}), "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row"),
            "unclosed",
        ),
        (changed(book(Blad={1: ["a"]}), "xl/worksheets/sheet1.xml", " " * 100_000_001), "a part has at most"),
    ],
)
def test_workbook_that_cannot_be_read_is_told(tmp_path, data, why):
    (reject,) = found(tmp_path, data, DOCUMENT)
    assert isinstance(reject, Reject)
    assert why in reject.reason


def test_sheet_broken_half_way_keeps_what_was_read(tmp_path):
    whole = book(Blad={1: ["nr", "plate"], 2: [1, "1ABC111"], 3: [2, "1ABC222"]})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    draft, reject = found(
        tmp_path, changed(whole, "xl/worksheets/sheet1.xml", sheet[: sheet.index('<row r="3"') + 9]), ROWS
    )
    assert draft.key == "1"
    assert (reject.row, "what follows is not read" in reject.reason) == (3, True)
    draft, reject = found(tmp_path, (tmp_path / "a.xlsx").read_bytes(), DOCUMENT)
    assert draft.content["text"] == "nr\tplate\n1\t1ABC111"
    assert "broken after row 2" in reject.reason


def test_huge_workbooks_are_refused(tmp_path, monkeypatch):
    far = book(Blad={1: ["a"], 1_048_576: ["z"]})
    monkeypatch.setattr(workbook, "MAX_SHEET_ROWS", 1000)
    assert "more than 1,000 rows" in found(tmp_path, far, DOCUMENT)[1].reason
    monkeypatch.setattr(workbook, "MAX_CELLS", 3)
    assert "3 cells in all" in found(tmp_path, book(A={1: [1, 2]}, B={1: [1, 2]}), DOCUMENT)[1].reason
    monkeypatch.setattr(workbook, "MAX_SHEETS", 1)
    assert "2 sheets" in found(tmp_path, book(A={1: [1]}, B={1: [1]}), DOCUMENT)[0].reason
    monkeypatch.setattr(packed, "MAX_PACKED_PARTS", 1)
    assert "parts; a XLSX file" in found(tmp_path, book(A={1: [1]}), DOCUMENT)[0].reason
