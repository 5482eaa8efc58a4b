"""locard link on small tables: files in, files out, and what it says of bad input."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from api.cli.link import link
from bench.historical import historical
from ledger.errors import BadInput
from resolution.quality.evaluate import evaluate

HEAD = "id,given_name,surname,dob,city\n"


def clusters_in(folder: Path) -> dict[str, str]:
    """clusters.csv as it was written."""
    with (folder / "clusters.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["id", "cluster_id"]
    return {row["id"]: row["cluster_id"] for row in rows}


def grouped(found: dict[str, str]) -> list[tuple[str, ...]]:
    """Clusters as tuples of ids."""
    groups: dict[str, list[str]] = {}
    for id_, cluster in found.items():
        groups.setdefault(cluster, []).append(id_)
    return [tuple(ids) for ids in groups.values()]


def test_a_table_is_resolved_from_a_guessed_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = historical(1500, 4)
    table.to_csv(tmp_path / "people.csv", index=False)
    link([tmp_path / "people.csv"], tmp_path / "out")
    assert "dob: birth_date" in capsys.readouterr().out
    found = clusters_in(tmp_path / "out")
    assert len(found) == len(table)
    quality = evaluate(grouped(found), dict(zip(table.unique_id, table.cluster, strict=True)))
    assert quality.b3_f1 > 0.9
    pairs = pq.read_table(tmp_path / "out" / "pairs.parquet")
    assert {"id_l", "id_r", "probability", "weight", "weight_birth_date"} <= set(pairs.column_names)
    assert "<script" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_the_same_again_gives_the_same(tmp_path: Path) -> None:
    historical(600, 2).to_parquet(tmp_path / "people.parquet")
    for out in ("one", "two"):
        link([tmp_path / "people.parquet"], tmp_path / out)
    assert clusters_in(tmp_path / "one") == clusters_in(tmp_path / "two")


def test_two_files_are_linked_and_shared_ids_kept_apart(tmp_path: Path) -> None:
    table = historical(900, 6)
    left, right = table.iloc[::2].reset_index(drop=True), table.iloc[1::2].reset_index(drop=True)
    for name, part in (("a", left), ("b", right)):
        part.assign(unique_id=range(len(part))).to_csv(tmp_path / f"{name}.csv", index=False)
    link([tmp_path / "a.csv", tmp_path / "b.csv"], tmp_path / "out")
    found = clusters_in(tmp_path / "out")
    assert {id_.split(":")[0] for id_ in found} == {"a", "b"}
    pairs = pq.read_table(tmp_path / "out" / "pairs.parquet").to_pylist()
    assert all({pair["id_l"][0], pair["id_r"][0]} == {"a", "b"} for pair in pairs)


def test_labels_turn_the_second_stage_on(tmp_path: Path) -> None:
    table = historical(1200, 8)
    table.to_csv(tmp_path / "people.csv", index=False)
    rows = list(zip(table.unique_id, table.cluster, strict=True))
    pairs = [(a, b) for at, a in enumerate(rows[:150]) for b in (rows[at + 1], rows[at + 200])]
    said = "".join(f"{a[0]},{b[0]},{int(a[1] == b[1])}\n" for a, b in pairs)
    (tmp_path / "labels.csv").write_text("id_l,id_r,match\n" + said, encoding="utf-8")
    link([tmp_path / "people.csv"], tmp_path / "out", labels=tmp_path / "labels.csv")
    quality = evaluate(grouped(clusters_in(tmp_path / "out")), dict(rows))
    assert quality.b3_f1 > 0.9


def test_rows_that_cannot_be_used_are_rejected_with_their_reason(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(HEAD + "1,Jan,Peeters,1990-01-01,Gent\n2,x\n1,Piet,Maes,,\n,An,Claes,,\n")
    (tmp_path / "m.yaml").write_text("id: id\ncolumns: {given_name: given_name, surname: family_name}\n")
    link([tmp_path / "t.csv"], tmp_path / "out", map_=tmp_path / "m.yaml")
    assert clusters_in(tmp_path / "out") == {"1": "1"}
    rejects = (tmp_path / "out" / "rejects.csv").read_text(encoding="utf-8")
    assert "t.csv,3," in rejects and "already that of row 2" in rejects and "t.csv,5," in rejects


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("columns: {nope: text}", "no column 'nope'"),
        ("columns: {surname: nom}", "kinds are"),
        ("id: [", "no YAML"),
        ("columns: {surname: ignore}", "no column is compared"),
        ("colums: {}", "a map has"),
    ],
)
def test_a_wrong_map_is_refused_and_says_why(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "t.csv").write_text(HEAD + "1,Jan,Peeters,1990-01-01,Gent\n")
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(BadInput, match=reason):
        link([tmp_path / "t.csv"], tmp_path / "out", map_=tmp_path / "m.yaml")


def test_labels_that_name_nobody_are_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(HEAD + "1,Jan,Peeters,1990-01-01,Gent\n2,Piet,Maes,,\n")
    (tmp_path / "l.csv").write_text("id_l,id_r,match\n1,9,1\n")
    with pytest.raises(BadInput, match="row 2: there is no record '9'"):
        link([tmp_path / "t.csv"], tmp_path / "out", labels=tmp_path / "l.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    rows = "1,José,Müller,1990-01-01,Liège\n2,José,Müller,1990-01-01,Liège\n3,An,Maes,1980-02-03,Gent\n"
    (tmp_path / "t.csv").write_text(HEAD + rows, encoding=encoding)
    link([tmp_path / "t.csv"], tmp_path / "out")
    assert clusters_in(tmp_path / "out") == {"1": "1", "2": "1", "3": "3"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no header"),
        ("\n\n", "no header"),
        (HEAD, "no row"),
        (HEAD + "1,nan,NaN,NaT,null\n", "says anything"),
    ],
)
def test_files_that_say_nothing_are_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "t.csv").write_text(text)
    (tmp_path / "m.yaml").write_text("id: id\ncolumns: {given_name: given_name, surname: family_name}\n")
    with pytest.raises(BadInput, match=reason):
        link([tmp_path / "t.csv"], tmp_path / "out", map_=tmp_path / "m.yaml")


def test_two_files_with_other_columns_share_a_map(tmp_path: Path) -> None:
    people = historical(600, 3)
    people.iloc[::2].to_csv(tmp_path / "a.csv", index=False)
    people.iloc[1::2].add_prefix("b_").rename(columns={"b_unique_id": "unique_id"}).to_csv(
        tmp_path / "b.csv", index=False
    )
    kinds = {
        "first_name": "given_name",
        "surname": "family_name",
        "dob": "birth_date",
        "postcode_fake": "postcode",
    }
    lines = [f"  {before}{column}: {kind}" for column, kind in kinds.items() for before in ("", "b_")]
    (tmp_path / "m.yaml").write_text("\n".join(["id: unique_id", "columns:", *lines]))
    link([tmp_path / "a.csv", tmp_path / "b.csv"], tmp_path / "out", map_=tmp_path / "m.yaml")
    quality = evaluate(
        grouped(clusters_in(tmp_path / "out")), dict(zip(people.unique_id, people.cluster, strict=True))
    )
    assert quality.precision > 0.9 and quality.recall > 0.6
