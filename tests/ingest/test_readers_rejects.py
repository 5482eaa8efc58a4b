from ingest import feeds
from ingest.readers import Reject, read
from ingest.rejects import Rejects

LABELS = "labels: {nl: a, fr: b, de: c, en: d}\n"
CSV = feeds.parse(
    f"""name: plates
source: TEST
{LABELS}format: csv
delimiter: ";"
encoding: cp1252
key: [nr]
required: [plate]
mentions:
  vehicle: {{type: Vehicle, values: {{registrationNumber: plate, make: make}}}}
""",
    "plates.yaml",
)
JSONL = feeds.parse(f"name: lists\nsource: TEST\n{LABELS}format: jsonl\nkey: [nr]\n", "lists.yaml")


def take(path, feed, folder):
    items = list(read(path, feed))
    with Rejects(folder, feed) as rejects:
        for item in items:
            if isinstance(item, Reject):
                rejects.add(item)
    return [item for item in items if not isinstance(item, Reject)], rejects.added


def test_mended_file_goes_through_the_same_feed(tmp_path):
    source, folder = tmp_path / "in.csv", tmp_path / "rejects"
    source.write_bytes("nr;plate;make\n1;1ABC111;VW\n2;;Citroën\n".encode("cp1252"))
    drafts, added = take(source, CSV, folder)
    assert (len(drafts), added) == (1, 1)
    rejected = folder / "plates.csv"
    text = rejected.read_text(encoding="utf-8-sig")
    assert "plate is empty and the feed requires it;in.csv;3" in text
    rejected.write_text(text.replace("2;;", "2;1ABC222;"), encoding="utf-8-sig", newline="")
    (mended,), added = take(rejected, CSV, tmp_path / "again")
    assert mended.content == {"nr": "2", "plate": "1ABC222", "make": "Citroën"}
    assert added == 0


def test_same_content_is_kept_once(tmp_path):
    source, folder = tmp_path / "in.csv", tmp_path / "rejects"
    source.write_bytes(b'nr;plate;make\n2;;VW\n2;;VW\n3;x\n4;1ABC;"VW\n')
    assert take(source, CSV, folder)[1] == 3
    assert take(source, CSV, folder)[1] == 0
    assert take(folder / "plates.csv", CSV, folder)[1] == 0


def test_rejects_of_another_header_lie_beside(tmp_path):
    folder = tmp_path / "rejects"
    for name, header in (("a.csv", b"nr;plate;make\n2;;VW\n"), ("b.csv", b"nr;plate;make;x\n2;;VW;1\n")):
        (tmp_path / name).write_bytes(header)
        assert take(tmp_path / name, CSV, folder)[1] == 1
        assert take(tmp_path / name, CSV, folder)[1] == 0
    assert len(list(folder.iterdir())) == 2


def test_jsonl_is_kept_as_it_was_sent(tmp_path):
    source, folder = tmp_path / "in.jsonl", tmp_path / "rejects"
    source.write_bytes('{"x": "é\\ud800", "n": 1.50}\nno json\n'.encode())
    assert take(source, JSONL, folder)[1] == 2
    assert take(source, JSONL, folder)[1] == 0
    kept = folder / "lists.jsonl"
    assert take(kept, JSONL, folder)[1] == 0
    text = kept.read_text(encoding="utf-8")
    assert '"x": "é\\ud800"' in text
    kept.write_text(text.replace("\\ud800", "").replace('"n"', '"nr"'), encoding="utf-8")
    drafts, _ = take(kept, JSONL, folder)
    assert [draft.content for draft in drafts] == [{"x": "é", "nr": "1.50"}]


def test_whole_files_lie_in_a_file_of_their_own(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.csv").write_bytes(b"")
    assert take(folder, CSV, tmp_path / "rejects")[1] == 1
    assert take(folder, CSV, tmp_path / "rejects")[1] == 0
    assert "bad.csv is empty" in (tmp_path / "rejects" / "plates-files.csv").read_text(encoding="utf-8-sig")


def test_rejects_file_in_any_state_is_added_to(tmp_path):
    folder = tmp_path / "rejects"
    folder.mkdir()
    source, kept = tmp_path / "in.csv", folder / "plates.csv"
    source.write_bytes(b"nr;plate;make\n2;;VW\n3;;Seat\n")
    take(source, CSV, folder)
    kept.write_bytes(kept.read_bytes()[:-30] + b"\n1;2;3;4;5;6;7;8;9;10;11\n\xff;half a l")
    source.write_bytes(b"nr;plate;make\n2;;VW\n4;;Audi\n")
    assert take(source, CSV, folder)[1] == 1
    assert kept.read_bytes().splitlines()[-1].startswith(b"4;;Audi;")
    lists = folder / "lists.jsonl"
    lists.write_bytes(b'{"x": 1}\n[1]\n{"half')
    (tmp_path / "in.jsonl").write_bytes(b"no json\n")
    assert take(tmp_path / "in.jsonl", JSONL, folder)[1] == 1
    assert lists.read_text(encoding="utf-8").splitlines()[2] == '{"half'
