import pytest

from ingest import feeds
from ingest.readers import Reject, read
from ingest.readers.limits import MAX_ROW

FEED = feeds.parse(
    """name: bookings
source: TEST
labels: {nl: a, fr: b, de: c, en: d}
format: jsonl
key: [pnr]
version: revision
mentions:
  passenger: {type: Person, each: passengers, values: {lastName: family}}
""",
    "bookings.yaml",
)


def lines(tmp_path, data):
    path = tmp_path / "in.jsonl"
    path.write_bytes(data)
    return list(read(path, FEED))


def test_line_becomes_a_draft_with_its_numbers_as_written(tmp_path):
    (draft,) = lines(tmp_path, b'\xef\xbb\xbf{"pnr": 98765432109876543210, "revision": 2, "fare": 1.10}\n')
    assert (draft.key, draft.version) == ("98765432109876543210", "2")
    assert draft.content["fare"] == "1.10"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"pnr": NaN}', "NaN is not a number"),
        (b'{"pnr": "A", "x": -Infinity}', "not a number"),
        (b'{"pnr": "A\\ud800"}', "surrogate"),
        (b'{"pnr": "A\\u0000"}', "NUL"),
        (b'{"pnr": "A"', "not an object of JSON"),
        (b'["A"]', "a list or a single value"),
        (b'{"pnr": "\xff"}', "bytes that are not utf-8"),
        (b'{"pnr": null}', "no value in any column"),
        (b'{"x": 1}', "no source key"),
        (b"[" * 100_000, "not an object of JSON"),
        (b'{"a":' * 400 + b"1" + b"}" * 400, "cannot be kept"),
        (b'{"pnr": "' + b"x" * (MAX_ROW + 10) + b'"}', "longer than"),
    ],
)
def test_broken_line_costs_itself_alone(tmp_path, line, why):
    found = lines(tmp_path, b'{"pnr": "1"}\n' + line + b'\n\n{"pnr": "2"}\n')
    assert [getattr(item, "key", "") for item in found] == ["1", "", "2"]
    assert isinstance(found[1], Reject)
    assert found[1].row == 2
    assert why in found[1].reason


def test_empty_file_has_no_rows(tmp_path):
    assert lines(tmp_path, b"") == []
