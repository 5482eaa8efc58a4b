"""Signed heads: what was changed, cut, removed, swapped or forged is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from ledger import audit_check, heads
from ledger.act import Act
from ledger.audit_check import refuse_forged
from ledger.canonical import digest
from ledger.database import Database
from ledger.errors import BadInput, Tampered
from ledger.ledger import Ledger
from ledger.merkle import proof, proven, root
from ledger.migrate import MIGRATIONS
from ledger.record import Draft
from ledger.signing import Signing, public_keys

LOOK = Act("ana", "consultation", "burglary in Gent", case="GE.11.L1.1/2026")


@pytest.fixture
def kept(ledger_url: str, tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(ledger_url, keys=tmp_path / "keys") as opened:
        yield opened


def looked(ledger: Ledger, times: int = 3) -> None:
    for _ in range(times):
        with ledger.acted(LOOK):
            pass


def changed(url: str, *statements: str) -> None:
    """What somebody does who owns the database."""
    database = Database(url)
    drop = [
        f"DROP TRIGGER {table}_no_{act}"
        for table in ("audit", "head", "head_end")
        for act in ("update", "delete")
    ]
    if not database.sqlite:
        drop = [f"DROP TRIGGER {table}_append_only ON {table}" for table in ("audit", "head", "head_end")]
    with database.writing() as connection:
        for statement in (*drop, *statements):
            connection.execute(text(statement))
    database.close()


def test_a_head_names_the_one_before_and_how_far_each_chain_is(kept: Ledger) -> None:
    looked(kept)
    first = kept.audit.heads.make()
    kept.accept([Draft("s", "f", "k", {"a": "1"})], lambda _: 1, LOOK)
    second = kept.audit.heads.make()
    assert first is not None and second is not None and kept.audit.heads.make() is None
    assert second.previous == first.hash and kept.audit.heads.all() == [first, second]
    assert sum(one.last - one.first + 1 for one in first.reaches) == 6
    checked = kept.audit.verify(keys=frozenset([first.key]), kept=[first, second])
    assert (checked.lines, checked.heads, checked.uncovered) == (8, 2, 0)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET actor = 'anb' WHERE sequence = 3",
        "UPDATE audit SET details = replace(details, '2026', '2025') WHERE sequence = 3",
        "UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE sequence = 3",
        "DELETE FROM audit WHERE sequence = 3",
        "DELETE FROM audit WHERE sequence > 3",
        "UPDATE audit SET place = place + 1 WHERE sequence = 3",
        "UPDATE audit SET chain = 'zz' WHERE sequence = 3",
    ],
)
def test_one_changed_byte_a_removed_line_and_a_cut_tail_are_found(
    kept: Ledger, ledger_url: str, change: str
) -> None:
    looked(kept)
    kept.audit.heads.make()
    changed(ledger_url, change)
    with pytest.raises(Tampered):
        kept.verify()


def test_swapped_lines_are_found(kept: Ledger, ledger_url: str) -> None:
    looked(kept)
    changed(
        ledger_url,
        "UPDATE audit SET sequence = 99 WHERE sequence = 2",
        "UPDATE audit SET sequence = 2 WHERE sequence = 3",
        "UPDATE audit SET sequence = 3 WHERE sequence = 99",
    )
    with pytest.raises(Tampered, match="line"):
        kept.verify()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE head SET root = previous || root",
        "UPDATE head SET at = '2026'",
        "UPDATE head SET signature = replace(signature, substr(signature, 1, 1), '0') || '00'",
        "UPDATE head_end SET last = last - 1",
        "DELETE FROM head WHERE number = 1",
        "DELETE FROM head_end WHERE head = 1",
    ],
)
def test_a_changed_head_is_found(kept: Ledger, ledger_url: str, change: str) -> None:
    for _ in range(2):
        looked(kept)
        kept.audit.heads.make()
    changed(ledger_url, change)
    with pytest.raises(Tampered, match="ead"):
        kept.verify()


def test_a_log_written_anew_with_another_key_is_found(tmp_path: Path) -> None:
    for name in "ab":
        with Ledger.open(f"sqlite:///{tmp_path / name}.db", keys=tmp_path / name) as ledger:
            looked(ledger)
    mine = frozenset([Signing(tmp_path / "a").public])
    with Ledger.open(f"sqlite:///{tmp_path / 'b'}.db") as ledger:
        held = ledger.audit.heads.all()
        assert ledger.audit.verify().heads == 1
        with pytest.raises(Tampered, match="not signed by a known key"):
            ledger.audit.verify(keys=mine)
        # The right key named, without the right signature.
        named = replace(held[0], key=Signing(tmp_path / "a").public)
        with pytest.raises(Tampered, match="not signed"):
            refuse_forged([replace(named, hash=named.hashed)], mine)
    with (
        Ledger.open(f"sqlite:///{tmp_path / 'a'}.db") as ledger,
        pytest.raises(Tampered, match="not the one"),
    ):
        ledger.audit.verify(keys=mine, kept=held)


def test_a_tail_that_was_cut_with_its_heads_is_found_by_heads_kept_elsewhere(
    kept: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    looked(kept)
    kept.audit.heads.make()
    upto = kept.seal().sequence
    looked(kept)
    kept.audit.heads.make()
    file = tmp_path / "heads.jsonl"
    file.write_text("\n".join(map(heads.written, kept.audit.heads.all())), encoding="utf-8")
    changed(
        ledger_url,
        f"DELETE FROM audit WHERE sequence > {upto}",
        "DELETE FROM head WHERE number = 2",
        "DELETE FROM head_end WHERE head = 2",
    )
    assert kept.audit.verify().lines == 6
    with pytest.raises(Tampered, match="cut: head 2"):
        kept.audit.verify(kept=heads.read(file))
    file.write_text('{"number": 1}', encoding="utf-8")
    with pytest.raises(BadInput, match=r"heads\.jsonl:1"):
        heads.read(file)


def test_a_head_is_made_after_many_lines_and_at_the_end(ledger_url: str, tmp_path: Path) -> None:
    with Ledger.open(ledger_url, keys=tmp_path / "keys") as ledger:
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda _: ledger.audit.write(LOOK, "intent"), range(heads.EVERY + 100)))
        assert len(ledger.audit.heads.all()) == 1
    with Ledger.open(ledger_url) as ledger:
        checked = ledger.audit.verify()
        assert (checked.lines, checked.heads, checked.uncovered) == (heads.EVERY + 100, 2, 0)
    private = tmp_path / "keys" / "audit.key"
    assert private.stat().st_mode & 0o777 == 0o600


def test_each_process_has_a_chain_of_its_own_on_a_server(postgres_url: str, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    with Ledger.open(postgres_url, keys=keys) as one, Ledger.open(postgres_url, keys=keys) as other:
        with one.acted(LOOK), other.acted(LOOK):
            one.accept([Draft("s", "f", "k", {"a": "1"})], lambda _: 1, LOOK)
        assert len({event.chain for event in one.events()}) == 3
        one.audit.heads.make()
        checked = other.audit.verify()
        assert (checked.lines, checked.chains, checked.uncovered) == (6, 3, 0)


def test_an_older_log_verifies_and_is_gone_on_with(ledger_url: str, tmp_path: Path) -> None:
    database = Database(ledger_url)
    with database.writing() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        before = ""
        for number in (1, 2):
            row = {
                "sequence": number, "intent": 1, "phase": ("intent", "done")[number - 1], "at": "2026-01-01",
                "actor": "ana", "kind": "consultation", "reason": "x", "case_number": "", "recipient": "",
                "details": "{}", "previous": before,
            }  # fmt: skip
            before = digest(row)
            names = ", ".join([*row, "hash"])
            marks = ", ".join(f":{name}" for name in [*row, "hash"])
            connection.execute(text(f"INSERT INTO audit ({names}) VALUES ({marks})"), row | {"hash": before})
    database.close()
    with Ledger.open(ledger_url, keys=tmp_path / "keys") as ledger:
        looked(ledger, 1)
        ledger.audit.heads.make()
        assert ledger.verify() == 4 and [e.act.actor for e in ledger.events()] == ["ana"] * 4
    changed(ledger_url, "UPDATE audit SET reason = 'y' WHERE sequence = 1")
    with Ledger.open(ledger_url) as ledger, pytest.raises(Tampered, match="line 1"):
        ledger.verify()


def test_a_proof_leads_from_each_line_to_the_root() -> None:
    for count in range(1, 20):
        hashes = [digest(n) for n in range(count)]
        for at in range(count):
            assert proven(hashes[at], proof(hashes, at)) == root(hashes)
    assert root([digest(1)]) != root([digest(1), digest(2)])


def test_a_file_without_a_public_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "key"
    with pytest.raises(BadInput, match="cannot be read"):
        public_keys(file)
    file.write_text("nothing", encoding="utf-8")
    with pytest.raises(BadInput, match="no public key"):
        public_keys(file)
    file.write_text(Signing(tmp_path).public, encoding="utf-8")
    assert public_keys(file) == {Signing(tmp_path).public}


def test_texts_are_read_with_the_key_of_their_day_alone(tmp_path: Path) -> None:
    url, keys = f"sqlite:///{tmp_path}/ledger.db", tmp_path / "keys"
    with Ledger.open(url, keys=keys) as ledger:
        with ledger.acted(
            replace(LOOK, reason="Jan Peeters?", details={"arguments": {"text": "Jan Peeters"}})
        ):
            pass
        [event, _] = ledger.events()
        assert event.act.reason == "Jan Peeters?" and event.act.details["arguments"] == {
            "text": "Jan Peeters"
        }
        with closing(sqlite3.connect(tmp_path / "ledger.db")) as raw:
            assert "Peeters" not in str(raw.execute("SELECT * FROM audit").fetchall())
    with Ledger.open(url) as ledger:
        assert "sealed" in ledger.events()[0].act.reason
    with Ledger.open(url, keys=keys) as ledger:
        assert len(ledger.audit.forget("9999-01-01")) == 1
        assert "sealed" in ledger.events()[0].act.reason and ledger.verify() == 2


def test_a_long_log_is_walked_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_check, "MANY", 100)
    monkeypatch.setattr(audit_check.os, "cpu_count", lambda: 3)
    url = f"sqlite:///{tmp_path}/ledger.db"
    with Ledger.open(url, keys=tmp_path / "keys") as ledger:
        for _ in range(4):
            looked(ledger, 50)
            ledger.audit.heads.make()
        assert ledger.audit.verify().lines == 400
        changed(url, "UPDATE audit SET actor = 'eve' WHERE sequence = 333")
        with pytest.raises(Tampered, match="line 333"):
            ledger.verify()
