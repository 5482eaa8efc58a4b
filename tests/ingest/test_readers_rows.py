import pytest

from ingest import feeds
from ingest.readers import Reject, read
from ingest.readers.limits import MAX_ROW
from ledger.errors import BadInput

FEED = feeds.parse(
    """name: plates
source: TEST
labels: {nl: a, fr: b, de: c, en: d}
format: csv
delimiter: ";"
key: [nr]
required: [plate]
recorded: at
mentions:
  vehicle: {type: Vehicle, values: {registrationNumber: plate, make: make}}
""",
    "plates.yaml",
)
HEADER = b"nr;plate;make;at\n"


def rows(tmp_path, data, feed=FEED):
    path = tmp_path / "in.csv"
    path.write_bytes(data)
    return list(read(path, feed))


def test_row_becomes_a_draft(tmp_path):
    (draft,) = rows(tmp_path, HEADER + b"7;1-ABC-123;Fiat;2024-05-01 14:00\n")
    assert draft.content == {"nr": "7", "plate": "1-ABC-123", "make": "Fiat", "at": "2024-05-01 14:00"}
    assert (draft.key, draft.recorded) == ("7", "2024-05-01T12:00:00+00:00")
    assert (draft.origin.file, draft.origin.row) == ("in.csv", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_mark_at_the_start_tells_the_encoding(tmp_path, encoding):
    (draft,) = rows(tmp_path, "nr;plate;make;at\r\n7;1ABC123;Citroën;\r\n".encode(encoding))
    assert draft.content["make"] == "Citroën"


def test_quoted_field_may_hold_delimiters_quotes_and_lines(tmp_path):
    found = rows(tmp_path, HEADER + b'7;1ABC123;"Fiat ""500""; red\nand white";\n8;1ABC124;VW;\n')
    assert found[0].content["make"] == 'Fiat "500"; red\nand white'
    assert [draft.origin.row for draft in found] == [2, 4]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (b"7;1ABC123;Fiat", "3 columns where the header has 4"),
        (b"7;1ABC123;Fiat;;x", "5 columns where the header has 4"),
        (b"7;;Fiat;", "plate is empty"),
        (b"7;NaN;Fiat;", "plate is empty"),
        (b"7;1-A?C-123;Fiat;", "read in part; the feed requires it"),
        (b";1ABC123;Fiat;", "no source key: nr is empty"),
        (b"7;1ABC123;Citro\xebn;", "column 3 holds bytes that are not utf-8"),
        (b"7;1ABC123;Fi\x00at;", "NUL"),
        (b'7;1ABC123;"Fi"at;', "not a row of CSV"),
        (b'7;1ABC123;"Fiat;', "not a row of CSV"),
        (b"7;1ABC123;" + b"x" * (MAX_ROW + 1) + b";", "longer than"),
        (b";;;", "no value in any column"),
    ],
)
def test_broken_row_costs_itself_alone(tmp_path, row, why):
    good = b"1;1ABC111;VW;\n2;1ABC222;VW;\n"
    found = rows(tmp_path, HEADER + good + row + b"\n" + good.replace(b"1;", b"3;").replace(b"2;", b"4;"))
    rejects = [item for item in found if isinstance(item, Reject)]
    assert [reject.row for reject in rejects] == [4]
    assert why in rejects[0].reason
    assert len(found) == 5


def test_stray_quote_does_not_swallow_good_rows(tmp_path):
    data = HEADER + b'1;"1ABC111;VW;\n' + b"".join(b"%d;1ABC%03d;VW;\n" % (i, i) for i in range(2, 500))
    found = rows(tmp_path, data + b'500;1ABC500;"VW";\n')
    assert [item.row for item in found if isinstance(item, Reject)] == [2]
    assert len(found) == 500


def test_wrong_bytes_are_shown_as_their_likely_text(tmp_path):
    (reject,) = rows(tmp_path, HEADER + b"7;1ABC123;Citro\xebn;\n")
    assert reject.content["make"] == "Citroën"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty: not even a header"),
        (b"nr;plaat;make;at\n", r"lacks what feed plates reads: 'plate' \(is it 'plaat'\?\)"),
        (b"nr,plate,make,at\n", "is ';' its delimiter"),
        (b"nr;plate;make;at;nr\n", "names nr twice"),
        (b'"nr;plate', "not a header"),
        (b"\x89PNG\r\n\x1a\n\x00", "lacks what feed"),
    ],
)
def test_header_that_cannot_be_used_is_told(tmp_path, data, why):
    with pytest.raises(BadInput, match=why):
        rows(tmp_path, data)


def test_columns_without_a_name_are_kept_by_their_place(tmp_path):
    (draft,) = rows(tmp_path, b"nr;plate;make;at;;\n7;1ABC123;Fiat;;a;\n")
    assert (draft.content["column 5"], draft.content["column 6"]) == ("a", "")


def test_header_alone_is_no_row(tmp_path):
    assert rows(tmp_path, HEADER) == []
    assert rows(tmp_path, HEADER + b"\n\n") == []


def test_folder_is_all_its_files_and_one_bad_file_is_a_reject(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.csv").write_bytes(HEADER + b"1;1ABC111;VW;\n")
    (tmp_path / "b.csv").write_bytes(b"nothing\n1\n")
    (tmp_path / "sub" / "c.csv").write_bytes(HEADER + b"2;1ABC222;VW;\n")
    (tmp_path / "notes.md").write_text("not ours", encoding="utf-8")
    found = list(read(tmp_path, FEED))
    assert [type(item).__name__ for item in found] == ["Draft", "Reject", "Draft"]
    assert (found[1].file, found[1].row) == ("b.csv", 0)


def test_absent_file_is_told(tmp_path):
    with pytest.raises(BadInput, match=r"no file or folder gone\.csv"):
        list(read(tmp_path / "gone.csv", FEED))


def test_reading_does_not_depend_on_the_folder(tmp_path):
    (tmp_path / "x").mkdir()
    data = HEADER + b"7;1ABC123;Fiat;\n"
    assert rows(tmp_path, data) == rows(tmp_path / "x", data)


def test_marking_column_decides_and_is_never_guessed(tmp_path):
    feed = feeds.parse(FEED.yaml + "handling: {column: make, map: {geheim: H3}}\n", "plates.yaml")
    found = rows(tmp_path, HEADER + b"1;1ABC111;Geheim;\n2;1ABC222;other;\n3;1ABC333;;\n", feed)
    assert found[0].marking.handling == "H3"
    assert [item.reason for item in found[1:]] == [
        "handling 'other': not a value that the feed knows",
        "no handling: make is empty",
    ]
