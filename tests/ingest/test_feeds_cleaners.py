import pytest

from ingest.clean import CLEANERS, Unclean, cleaner


@pytest.mark.parametrize(
    ("kind", "raw", "clean"),
    [
        ("text", "  Ge\u00adwone\u200b  tekst ", "Gewone tekst"),
        ("name", " DE SMET, ", "DE SMET"),
        ("date", "1970-03-01", "1970-03-01"),
        ("date", "1/3/1970", "1970-03-01"),
        ("date", "01.03.1970", "1970-03-01"),
        ("date", "19700301", "1970-03-01"),
        ("date", "00/00/1970", "1970"),
        ("date", "00/03/1970", "1970-03"),
        ("date", "03/1970", "1970-03"),
        ("date", "00/00/0000", ""),
        ("datetime", "24/08/2017 14:05", "2017-08-24T14:05+02:00"),
        ("datetime", "24/01/2017 14:05:09", "2017-01-24T14:05:09+01:00"),
        ("datetime", "2017-01-24T14:05Z", "2017-01-24T14:05+00:00"),
        ("datetime", "2026-03-29T02:30+01:00", "2026-03-29T02:30+01:00"),
        ("datetime", "25/10/2026 02:30", "2026-10-25T02:30+02:00"),
        ("datetime", "2017-01-24", "2017-01-24"),
        ("utc", "2017-08-24T14:05", "2017-08-24T12:05:00+00:00"),
        ("plate", "1-abc-123", "1ABC123"),
        ("phone", "0470/12.34.56", "+32470123456"),
        ("phone", "0031 6 12345678", "+31612345678"),
        ("iban", "be68 5390 0754 7034", "BE68539007547034"),
        ("national_number", "85.07.30-033.28", "85073003328"),
        ("national_number", "85.47.30-033.17", "85473003317"),
        ("vin", "wvwzzz1jz3w386752", "WVWZZZ1JZ3W386752"),
        ("imei", "49-015420-323751-8", "490154203237518"),
        ("imei", "49015420323751", "490154203237518"),
        ("postcode", "B-9000", "9000"),
        ("number", "1.234,50", "1234.50"),
        ("number", "-2,61", "-2.61"),
        ("gender", "V", "female"),
        ("gender", "onbekend", ""),
        ("country", "belge", "BE"),
        ("country", "NO", "NO"),
        ("email", "Jan@Example.ORG", "jan@example.org"),
    ],
)
def test_value_is_normalised(kind, raw, clean):
    assert cleaner(kind)(raw) == clean


@pytest.mark.parametrize(
    ("kind", "raw", "why"),
    [
        ("date", "31/02/1999", "no such day"),
        ("date", "1/2/70", "no pivot"),
        ("date", "vorig jaar", "not a date"),
        ("datetime", "24/08/2017 25:05", "no such time"),
        ("datetime", "29/03/2026 02:30", "an hour that the clocks leave out"),
        ("datetime", "0001-01-01T00:00:00+01:00", "no time of the calendar"),
        ("utc", "9999-12-31T23:59:59-01:00", "no time of the calendar"),
        ("plate", "1-AB?-123", "in part"),
        ("phone", "112112112112112112", "not a"),
        ("iban", "BE68 5390 0754 7035", "not an IBAN"),
        ("national_number", "85.07.30-033.29", "97"),
        ("national_number", "85.13.30-033.28", "birth date"),
        ("vin", "WVWZZZ1JZ3W38675O", "without I, O and Q"),
        ("imei", "490154203237519", "check digit"),
        ("number", "NaN", "not a number"),
        ("latitude", "95.1", "90 degrees"),
        ("country", "Atlantis", "not a country"),
        ("name", "12345", "without a letter"),
        ("postcode", "straat", "not a postal code"),
    ],
)
def test_bad_value_is_refused_with_the_reason(kind, raw, why):
    with pytest.raises(Unclean, match=why):
        cleaner(kind)(raw)


def test_pivot_order_and_serial_are_declared():
    assert cleaner("date", pivot=30)("1/2/70") == "1970-02-01"
    assert cleaner("date", pivot=30)("1/2/30") == "2030-02-01"
    assert cleaner("date", order="mdy")("2/1/1970") == "1970-02-01"
    assert cleaner("date", excel=True)("45292") == "2024-01-01"
    assert cleaner("phone", region="FR")("06 12 34 56 78") == "+33612345678"
    assert cleaner("number", decimal=",")("1.234") == "1234"


@pytest.mark.parametrize("kind", sorted(CLEANERS))
def test_no_cleaner_fails_in_another_way(kind):
    clean = cleaner(kind)
    for raw in ("", " ", "\0", "\ud800", "½", "٣", "²" * 15, "٣" * 11, "9" * 400, "1e999", "=cmd()", "日本"):
        try:
            assert isinstance(clean(raw), str)
        except Unclean as error:
            assert str(error)


@pytest.mark.parametrize("kind", sorted(set(CLEANERS) - {"datetime", "utc"}))
def test_cleaning_twice_changes_nothing(kind):
    for raw in ("1-abc-123", "0470123456", "BE68539007547034", "3/4/1999", "m", "Belg", "12,5", "9000"):
        try:
            once = cleaner(kind)(raw)
        except Unclean:
            continue
        assert cleaner(kind)(once) == once
