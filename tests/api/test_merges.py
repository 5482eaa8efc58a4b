"""Merges with their causes, taking them back, charts and flags, on both graph servers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from merge_house import BASE, CLEARED, PURPOSE, MergeHouse, installed

from graph.content_hash import content_hash
from ledger.entry import Decision, Reclassification
from ledger.errors import BadInput, Contradiction, Missing

ALL = ("chart", "export", "alert")


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MergeHouse]:
    with installed(tmp_path_factory.mktemp(request.param), request.param) as made:
        yield made


def test_each_part_gets_its_links_back_also_after_later_merges(house: MergeHouse) -> None:
    a, b, c = house.add(
        "1,Jan,Peeters,1980-05-12,1AAA111", "2,Els,Maes,1990-01-01,1BBB222", "3,Tom,Claes,,1CCC333"
    )
    before, own = content_hash(house.house.store), {m: house.plates(m) for m in (a, b, c)}
    house.judge(a, b)
    house.judge(a, c)
    assert house.one(a, b, c) and house.plates(c) == own[a] | own[b] | own[c]
    made = house.split(a, [a])
    assert len(made.retracted) == 2 and [one.kind for one in made.judged] == ["positive"]
    assert not house.one(a, b) and house.one(b, c)
    assert house.plates(a) == own[a] and house.plates(b) == own[b] | own[c]
    house.split(b, [b], [c])
    assert content_hash(house.house.store) == before


def test_what_scores_join_is_kept_apart_by_judgements(house: MergeHouse) -> None:
    a, b, c = house.add(
        "11,Piet,Wouters,1971-02-03,1DDD111",
        "12,Piet,Wouters,1971-02-03,1DDD222",
        "13,Piet,Wouters,1971-02-03,",
    )
    assert house.one(a, b, c)
    made = house.split(a, [a])
    assert {one.kind for one in made.judged} == {"negative"} and len(made.judged) == 2
    assert not house.one(a, b) and house.one(b, c) and len(house.plates(a)) == len(house.plates(b)) == 1
    with pytest.raises(BadInput):
        house.split(a, [a])
    with pytest.raises(Missing):
        house.split(b, [a])


def test_the_story_tells_when_by_what_and_by_whom(house: MergeHouse) -> None:
    a, b = house.add("21,Ida,Jacobs,1960-07-08,", "22,Leo,Willems,1950-04-04,")
    house.judge(a, b)
    house.split(a, [a])
    story = house.edge.identities().how(a, "en", 0.9, BASE)
    joined, split = story.changes
    assert (joined.what, split.what) == (["joined"], ["split"]) and story.begun
    assert joined.causes[0].actor == "ana" and "ana judged on" in joined.causes[0].text
    assert split.causes[0].kind == "retraction" and "bea took back" in split.causes[0].text
    assert "Ida Jacobs" in split.text[0] and "two brothers" in split.causes[0].text
    assert {p.caption for p in split.after} == {p.caption for p in joined.before}
    said = {
        lang: house.merges.changes(a, 5, lang, BASE).items[0].text[0] for lang in ("nl", "fr", "de", "en")
    }
    assert len(set(said.values())) == 4


def test_a_record_that_joins_is_the_cause_with_the_pair(house: MergeHouse) -> None:
    a, _ = house.add("31,Rik,Aerts,1977-01-09,", "32,Nel,Aerts,1933-03-03,")
    [b] = house.add("33,Rik,Aerts,1977-01-09,1EEE111")
    [change] = house.merges.changes(b, 5, "en", BASE).items
    assert change.what == ["grew"] and change.causes[0].kind == "record"
    assert change.causes[0].actor.startswith("resolution ") and "TEST" in change.causes[0].text
    assert house.house.history.about([a], BASE)[0].records[b]


def test_a_chart_shows_what_became_one_and_what_was_split(house: MergeHouse) -> None:
    a, b, c = house.add("41,Bob,Smets,1961-01-01,", "42,Ann,Leys,1962-02-02,", "43,Kim,Baert,1963-03-03,")
    chart = house.save("the gang", a, b, c)
    assert [node.caption for node in chart.nodes] == ["Bob Smets", "Ann Leys", "Kim Baert"]
    assert (chart.version, chart.notices, chart.notes[0].text) == (1, [], "a note")
    house.judge(a, b)
    now = house.merges.chart(chart.id, 0, "en", BASE)
    assert len(now.nodes) == 2 and now.notices == [
        "Bob Smets (1961-01-01) | Ann Leys (1962-02-02) became one: they stand here as one"
    ]
    again = house.save("the gang", a, c, id=chart.id, version=1)
    assert (again.version, len(again.nodes)) == (2, 2)
    with pytest.raises(Contradiction):
        house.save("the gang", a, id=chart.id, version=1)
    house.split(a, [a])
    split = house.merges.chart(chart.id, 2, "en", BASE)
    assert len(split.nodes) == 3 and "fell into 2" in split.notices[0]
    assert len(house.merges.chart(chart.id, 1, "en", BASE).nodes) == 3
    house.merges.delete_chart(chart.id, "done", BASE, "ana", PURPOSE)
    with pytest.raises(Missing):
        house.merges.chart(chart.id, 0, "en", BASE)
    assert chart.id not in [one.id for one in house.merges.charts("", 50, BASE).items]


def test_what_relied_on_it_is_flagged_until_somebody_acknowledges(house: MergeHouse) -> None:
    a, b, c = house.add("51,Jo,Raes,1981-01-01,", "52,Ria,Stas,1982-02-02,", "53,Guy,Pauwels,1983-03-03,")
    house.judge(a, b)
    chart, other = house.save("relies", a, c), house.save("does not", c)
    subject = {"ids": [b], "format": "csv", "recipient": "court", "marking": "H1", "records": []}
    for kind, said in (("export", subject), ("alert", {"ids": [a], "watch": "plate"})):
        act = house.house.act("disclosure", "a test")
        house.house.ledger.decide(Decision(kind, said, 1, "ana", "a test"), act)
    assert house.merges.flags(ALL, 50, "en", BASE).total == 0
    house.split(a, [a])
    flags = house.merges.flags(ALL, 50, "en", BASE)
    assert flags.total == 3 and {flag.kind for flag in flags.items} == set(ALL)
    assert {flag.object for flag in flags.items}.isdisjoint({other.id})
    [flag] = [one for one in flags.items if one.object == chart.id]
    assert flag.text.startswith("1 of its persons was split on") and "two brothers" in flag.text
    assert "court" in next(one for one in flags.items if one.kind == "export").name
    assert {one.id for one in house.merges.relied(flag.change, "en", BASE)} >= {f.id for f in flags.items}
    house.merges.acknowledge(flag.id, "looked at", "en", BASE, "bea", PURPOSE)
    assert house.merges.flags(ALL, 50, "en", BASE).total == 2
    assert all(
        one.acknowledged == (one.id == flag.id) for one in house.merges.relied(flag.change, "en", BASE)
    )
    house.save("relies", a, b, id=chart.id)
    assert chart.id not in [one.object for one in house.merges.flags(ALL, 50, "en", BASE).items]


def test_nothing_of_a_restricted_layer_shows_in_the_base(house: MergeHouse) -> None:
    a, b = house.add("61,Lut,Martens,1984-06-11,", "62,Dirk,Bosmans,1985-02-02,")
    open_ = house.save("open", a, b)
    [hidden] = house.add("63,Lut,Martens,1984-06-11,", compartment="north")
    house.judge(hidden, a, allowed=CLEARED)
    house.judge(hidden, b, allowed=CLEARED)
    assert house.one(a, b, allowed=CLEARED) and not house.one(a, b)
    assert house.merges.changes(a, 9, "en", BASE).items == []
    [*_, told] = house.merges.changes(a, 9, "en", CLEARED).items
    assert "joined" in told.what and told.causes[0].kind == "judgement"
    assert open_.id not in [flag.object for flag in house.merges.flags(ALL, 50, "en", BASE).items]
    [flag] = [one for one in house.merges.flags(ALL, 50, "en", CLEARED).items if one.object == open_.id]
    for look in (
        house.merges.relied,
        lambda id_, *rest: house.merges.acknowledge(flag.id, "x", *rest, "b", PURPOSE),
    ):
        with pytest.raises(Missing):
            look(flag.change, "en", BASE)
    closed = house.save("closed", a, allowed=CLEARED)
    with pytest.raises(Missing):
        house.merges.chart(closed.id, 0, "en", BASE)
    assert house.merges.charts("", 50, CLEARED).total == house.merges.charts("", 50, BASE).total + 1
    assert len(house.merges.chart(open_.id, 0, "en", BASE).nodes) == 2
    assert len(house.merges.chart(open_.id, 0, "en", CLEARED).nodes) == 1
    house.split(hidden, [b], allowed=CLEARED)
    assert house.one(a, hidden, allowed=CLEARED) and not house.one(a, b, allowed=CLEARED)


def test_a_rebuild_keeps_the_history_and_a_lost_one_begins_again(house: MergeHouse) -> None:
    a, b = house.add("71,Wim,Goris,1986-01-01,", "72,Mia,Torfs,1987-02-02,")
    house.judge(a, b)
    before = house.merges.changes(a, 9, "en", BASE).items
    house.house.forget_projections()
    house.bring()
    assert house.merges.changes(a, 9, "en", BASE).items == before
    path = house.house.settings.data / "history.db"
    house.house.history.close()
    house.house.__dict__.pop("history")
    for name in ("history.db", "history.db-wal", "history.db-shm"):
        path.with_name(name).unlink(missing_ok=True)
    house.bring()
    [anew] = house.merges.changes(a, 9, "en", BASE).items
    assert anew.before == [] and {one.kind for one in anew.causes} == {"judgement", "record"}
    assert anew.causes[0].at == before[0].causes[0].at and anew.causes[0].actor == "ana"


def test_a_newer_version_is_no_doubt_while_its_person_stays_whole(house: MergeHouse) -> None:
    a, b = house.add("81,Ad,Nijs,1988-01-08,", "82,Eva,Hens,1989-02-09,")
    house.judge(a, b)
    chart = house.save("versions", a)
    [heir] = house.add("81,Ad,Nijs,1988-01-08,1FFF888")
    assert heir != a and house.one(heir, b)
    now = house.merges.chart(chart.id, 0, "en", BASE)
    assert len(now.nodes) == 1 and now.notices == [] and heir in now.nodes[0].mentions
    assert chart.id not in [flag.object for flag in house.merges.flags(ALL, 50, "en", BASE).items]
    [*_, change] = house.merges.changes(heir, 9, "en", BASE).items
    assert {"grew", "gone"} <= set(change.what)


def test_an_erasure_is_told_without_what_was_erased(house: MergeHouse) -> None:
    a, b = house.add("91,Kobe,Mertens,1991-01-18,", "92,Saar,Lenaerts,1992-02-19,")
    judgement = house.judge(a, b)
    chart = house.save("erased", a)
    record = house.house.mentions.get([a])[a].record
    house.house.ledger.erase([record], house.house.act("erasure", "an order"), "an order", [a])
    house.bring()
    [*_, change] = house.merges.changes(b, 9, "en", BASE).items
    assert change.what == ["gone"] and change.causes[0].kind == "erasure"
    assert house.house.settings.actor in change.causes[0].text
    told = str(house.merges.changes(b, 9, "en", BASE))
    assert record not in told and judgement not in told and "Kobe" not in told
    kept = b"".join(path.read_bytes() for path in house.house.settings.data.glob("history.db*"))
    assert record.encode() not in kept and judgement.encode() not in kept
    flags = [one.text for one in house.merges.flags(ALL, 50, "en", BASE).items if one.object == chart.id]
    changed, erased = sorted(flags, key=lambda text: "that it holds was erased" in text)
    assert "lost what a record said" in changed and "erased a record" in changed
    assert "record or mention that it holds was erased" in erased


def test_what_got_another_class_is_as_if_it_had_never_been(house: MergeHouse) -> None:
    a, c = house.add("95,Tine,Dewit,1993-03-20,", "96,Bart,Coene,1994-04-21,")
    [b] = house.add("97,Tine,Dewit,1993-03-20,1GGG999")
    chart = house.save("moved", a, c)
    assert house.merges.changes(a, 9, "en", BASE).total == 1 and house.one(a, b)
    record = house.house.mentions.get([b])[b].record
    known = house.house.ledger.record(record)
    assert known
    marking = replace(known.marking, compartment="north")
    moved = Reclassification(known.source, known.key, 11, marking, "ana", "an informant")
    house.house.ledger.reclassify(moved, house.house.act("alteration", "a test"))
    house.bring()
    assert house.merges.changes(a, 9, "en", BASE).items == []
    shown = house.merges.chart(chart.id, 0, "en", BASE)
    assert shown.notices == [] and [node.total for node in shown.nodes] == [1, 1]
    assert chart.id not in [flag.object for flag in house.merges.flags(ALL, 50, "en", BASE).items]
    assert house.merges.changes(a, 9, "en", CLEARED).total > 0
