"""Numbers of the synthetic world: valid, marked as synthetic, and none given out twice."""

from __future__ import annotations

from datetime import date
from random import Random

from stdnum import iban, luhn
from stdnum.be import bis, eid, nn

from ingest.synthetic.identifiers import (
    account,
    bis_number,
    foreign_account,
    identity_card,
    imei,
    mobile,
    national_number,
)
from ingest.synthetic.people import Register
from ingest.synthetic.plates import any_plate
from ingest.synthetic.society import settle


def test_national_numbers_are_valid_and_marked() -> None:
    for born in (date(1961, 3, 4), date(1999, 12, 31), date(2000, 1, 1), date(2008, 2, 29)):
        for turn in range(49):
            man, woman = national_number(born, "M", turn), national_number(born, "F", turn)
            assert nn.is_valid(man)
            assert nn.is_valid(woman)
            assert man != woman
            assert int(man[6:9]) >= 900
            assert bis.is_valid(bis_number(born, "M", turn))


def test_accounts_cards_and_phones_pass_their_checks() -> None:
    for index in range(0, 3_000_000, 60_013):
        assert iban.is_valid(account(index))
        assert account(index)[4:7] == "999"
        assert eid.is_valid(identity_card(index))
        assert luhn.is_valid(imei(index))
    assert all(iban.is_valid(foreign_account(Random(1), country)) for country in ("NL", "FR", "DE", "LU"))


def test_no_phone_is_given_out_twice() -> None:
    assert len({mobile(index) for index in range(100_000)}) == 100_000


def test_plates_of_one_series_differ() -> None:
    rng = Random(1)
    plates = [any_plate(rng, index) for index in range(20_000)]
    assert {plate.country for plate in plates} == {"BE", "NL", "FR", "DE", "LU", "PL", "RO", "BG"}
    belgian = [plate.number for plate in plates if plate.country == "BE"]
    assert len(set(belgian)) == len(belgian)


def test_a_day_whose_numbers_are_used_up_gives_none() -> None:
    register = Register()
    turns = [register.turn(date(1980, 5, 6), "M") for _ in range(50)]
    assert turns == [*range(49), -1]
    assert register.turn(date(1980, 5, 6), "F") == 0


def test_the_society_has_its_hard_cases() -> None:
    quarters = [settle(1, number, 500, Register()) for number in range(3)]
    people = [person for quarter in quarters for person in quarter.persons]
    named = {(person.name, person.index) for person in people}
    assert any(person.twin >= 0 for person in people)
    assert any(person.bis_number and person.national_number for person in people)
    assert any(person.marital for person in people)
    assert any((person.name, parent) in named for person in people for parent in person.parents)
    aliases = [alias for quarter in quarters for alias in quarter.aliases]
    assert any(alias.real >= 0 for alias in aliases)
    assert any(alias.real < 0 for alias in aliases)
    assert len({person.origin for person in people}) >= 14
