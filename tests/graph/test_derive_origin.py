from __future__ import annotations

from collections.abc import Mapping

from graph.derive.grade import best, level, weakest
from graph.derive.origin import Origins, origins, traits, unpacked
from graph.derive.values import Support, ranked
from ledger.record import Grade, Record

TEXT = (
    "Op 3 mei 2026 om 14.20 uur zien wij een bestelwagen met kentekenplaat 1-ABC-234 stoppen voor de loods"
    " aan de Kaai 12; twee mannen laden er dozen uit en rijden daarna weg in de richting van de ring."
)


def record(key: str, source: str = "A", **content: str) -> Record:
    return Record(source, "test", key, "", {"key": key, **content}, 1)


def found(*records: Record) -> Origins:
    return origins({made.id: made for made in records})


def test_the_same_text_from_two_services_is_one_origin() -> None:
    retyped = TEXT.upper().replace(",", " ,").replace("  ", " ")
    told = found(record("1", text=TEXT), record("2", "B", text=retyped), record("3", "C", text="anders"))
    assert (told.count, told.same, told.sources) == (2, ("text",), 2)


def test_a_copy_with_a_line_before_it_is_one_origin_and_another_form_is_not() -> None:
    copied = record("2", "B", text="Ter informatie overgemaakt. " + TEXT)
    other = TEXT.replace("1-ABC-234", "2-XYZ-987").replace("3 mei 2026", "9 juni 2026").replace("12", "40")
    assert found(record("1", text=TEXT), copied).count == 1
    assert found(record("1", text=TEXT), record("2", "B", text=other)).count == 2


def test_a_report_that_names_another_adds_no_source() -> None:
    first = record("BR.11.LA.000123/2026", "ISLP", text="Wij zien de wagen.")
    named = record("n-1", "RIR", text="Volgens PV nr. BR.11.LA.000123/2026 reed hij met de wagen.")
    column = record("n-2", "ANG", bron_pv="br 11 la 000123 2026")
    assert (found(first, named, column).count, found(first, named, column).same) == (1, ("named",))
    assert found(first, named, column).sources == 1


def test_a_short_text_names_its_report_too() -> None:
    first = record("12/2026", "ISLP", text="Wagen gezien.")
    assert found(first, record("n", "RIR", text="LAUT PV 12/2026")).count == 1
    assert found(first, record("n", "RIR", text="Op PV 12/2026 .")).count == 2


def test_two_that_name_one_that_is_not_here_are_one_and_two_that_it_names_stay_two() -> None:
    one = record("7", "A", text="Selon PV n° LI.20.L1.000007/2026 il roulait.")
    other = record("9", "C", source_report="LI.20.L1.000007/2026")
    assert (found(one, other).count, found(one, record("9", "C")).count) == (1, 2)
    report, again = record("LI.20.L1.000007/2026"), record("LI.20.L1.000008/2026", "B")
    both = record(
        "x", "D", text="Laut Protokoll LI.20.L1.000007/2026 und laut Protokoll LI.20.L1.000008/2026 …"
    )
    assert found(report, again, both).count == 2 and found(report, again, both).sources == 2


def test_the_order_of_arrival_changes_nothing_and_what_is_kept_can_be_read_again() -> None:
    some = [record(str(n), "AB"[n % 2], text=TEXT + " Einde." * (n % 3)) for n in range(6)]
    assert found(*some) == found(*reversed(some))
    kept = traits(some[0].content)
    assert unpacked(kept.packed()) == kept and traits({"a": "b"}).packed() == {}


def test_a_copied_value_does_not_outrank_one_that_two_tell_of_their_own() -> None:
    def support(*records: Record) -> Support:
        made = Support()
        for one in records:
            made.add(one, True)
        return made

    values: Mapping[str, Support] = {
        "1980": support(*(record(s, s, text=TEXT) for s in "ABC")),
        "1981": support(record("x", "D"), record("y", "E")),
    }
    assert ranked(values) == ["1981", "1980"] and values["1980"].independent == 1


def test_a_chain_is_as_strong_as_its_weakest_link_and_unknown_is_weakest() -> None:
    assert level(Grade("4x4", "A", "1")) == "33" and level(Grade("4x4", "B", "2")) == "22"
    assert level(Grade("3x5x2", "3", "A")) == "13" and level(Grade("4x4", "Q", "1")) == level(Grade()) == "00"
    assert weakest(["33", "13", "22"]) == "12" and weakest(["33", ""]) == weakest([]) == "00"
    assert best([Grade("4x4", "B", "2"), Grade(), Grade("4x4", "A", "1")]).reliability == "A"
