from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.mentions import MentionStore
from graph.ontology.mention import Mention, Span, mention_id
from graph.ontology.statement import Kind, Statement, Status
from graph.touched import Touched
from ledger.errors import BadInput


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MentionStore]:
    with MentionStore.open(tmp_path / "deep" / "mentions.db") as opened:
        yield opened


def person(record: str, name: str = "Jan Peeters", class_: int = 1) -> Mention:
    return Mention(
        record, "Person", "driver", class_, (Statement("name", name, raw=name.upper()),), by="anpr"
    )


def full() -> Mention:
    details = (("since", "2020"), ("why", "hears Zoë"))
    used = Statement(
        "USES",
        target=mention_id("r", "Object", "phone"),
        kind=Kind.ASSESSMENT,
        status=Status.DENIED,
        valid_from="2020-01",
        valid_to="2021",
        role="suspect",
        details=details,
    )
    said = (Statement("name", "Zoë", raw="ZOË"), used, Statement("birthDate", "1980", status=Status.ALLEGED))
    return Mention("r", "Person", "3-6", 2, said, (Span(3, 6), Span(9, 12, 2)), "names", 0.5)


def test_a_mention_comes_back_as_it_was(store: MentionStore) -> None:
    store.apply([full()], [], 1, "x")
    back = store.get([full().id])[full().id]
    assert back == full() and back.id == full().id
    assert isinstance(back.statements[1].kind, Kind) and isinstance(back.statements[1].status, Status)


def test_the_position_moves_with_the_batch_and_survives(tmp_path: Path) -> None:
    with MentionStore.open(tmp_path / "m.db") as store:
        assert (store.position, store.incarnation) == (0, "")
        store.apply([person("a")], [], 7, "x")
    with MentionStore.open(tmp_path / "m.db") as store:
        assert (store.position, store.incarnation) == (7, "x")
        assert [m.record for m in store.of_type("Person", [1])] == ["a"]


def test_retired_records_go_and_the_same_batch_may_bring_them_again(store: MentionStore) -> None:
    store.apply([person("a"), person("b")], [], 1, "x")
    store.apply([person("b", "An Claes")], ["a", "b"], 2, "x")
    assert [m.first("name") for m in store.of_type("Person", [1])] == ["An Claes"]


def test_a_batch_applied_twice_or_late_changes_nothing(store: MentionStore) -> None:
    store.apply([person("a")], [], 1, "x")
    store.apply([person("b")], ["a"], 2, "x")
    store.apply([person("b")], ["a"], 2, "x")
    store.apply([person("a")], [], 1, "x")
    assert [m.record for m in store.of_type("Person", [1])] == ["b"] and store.position == 2


def test_another_incarnation_starts_from_nothing(store: MentionStore) -> None:
    store.apply([person("a")], [], 9, "x")
    store.apply([person("b")], [], 3, "y")
    assert [m.record for m in store.of_type("Person", [1])] == ["b"]
    assert (store.position, store.incarnation) == (3, "y")


def test_streams_by_type_and_class_in_the_order_of_ids(store: MentionStore) -> None:
    many = [person(f"r{i}", class_=1 + i % 3) for i in range(5000)]
    store.apply(many, [], 1, "x")
    seen = [m.id for m in store.of_type("Person", [1, 2])]
    assert seen == sorted(m.id for m in many if m.class_ < 3)
    assert not list(store.of_type("Vehicle", [1, 2, 3])) and store.types([1]) == ["Person"]
    assert store.counts() == {"Person": 5000}


def test_writing_goes_on_while_a_stream_is_read(store: MentionStore) -> None:
    store.apply([person(f"r{i}") for i in range(4500)], [], 1, "x")
    stream = store.of_type("Person", [1])
    next(stream)
    store.apply([person("new")], [], 2, "x")
    assert sum(1 for _ in stream) in (4499, 4500)


def test_finds_the_mentions_of_records(store: MentionStore) -> None:
    store.apply([person(f"r{i}") for i in range(1500)], [], 1, "x")
    found = store.of_records(f"r{i}" for i in range(1200))
    assert len(found) == 1200 and [m.id for m in found] == sorted(m.id for m in found)


def test_a_stamp_changes_with_the_mention_alone(store: MentionStore) -> None:
    store.apply([person("a"), person("b")], [], 1, "x")
    before = store.stamps("Person", [1])
    store.apply([person("a"), person("b", "An Claes")], [], 2, "x")
    after = store.stamps("Person", [1])
    assert [id_ for id_ in before if before[id_] != after[id_]] == [person("b").id]


def test_half_a_character_is_refused_and_nothing_moves(store: MentionStore) -> None:
    store.apply([person("a")], [], 1, "x")
    with pytest.raises(BadInput, match="cannot be stored"):
        store.apply([person("b"), person("c", "bad \ud800")], ["a"], 2, "x")
    assert [m.record for m in store.of_type("Person", [1])] == ["a"] and store.position == 1


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "m.db").write_text("not a database at all, far from it " * 50)
    with pytest.raises(BadInput, match=r"m\.db"):
        MentionStore.open(tmp_path / "m.db")


def test_who_follows_is_told_what_came_changed_and_went(store: MentionStore) -> None:
    store.apply([person("a"), person("b")], [], 1, "x")
    seen = store.edition
    assert store.since(seen) == [] and store.behind(seen) == 0
    store.apply([person("a"), person("c")], ["a", "b"], 2, "x")
    touched = store.since(seen)
    assert touched == sorted(Touched(person(r).id, r, "Person", 1) for r in "bc")
    store.apply([person("c", class_=2)], ["c"], 3, "x")
    moved = person("c").id
    assert [t.class_ for t in store.since(seen) or () if t.mention == moved] == [1, 2]
    assert store.behind(seen) == 4 and store.edition != seen


def test_the_same_again_touches_nothing(store: MentionStore) -> None:
    store.apply([person("a")], [], 1, "x")
    seen = store.edition
    store.apply([person("a")], ["a"], 2, "x")
    assert (store.edition, store.position) == (seen, 2)


def test_who_is_too_far_behind_is_told_so(store: MentionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.touched.KEPT", 3)
    begun = store.edition
    store.apply([person(record) for record in "ab"], [], 1, "x")
    seen = store.edition
    store.apply([person(record) for record in "cde"], [], 2, "x")
    assert store.behind(begun) is None and store.since(begun) is None and store.behind(seen) == 3
    store.reset("x")
    assert store.since(seen) is None and store.since("") is None and store.since("other:1") is None
    assert store.since(store.edition) == []
