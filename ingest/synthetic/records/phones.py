"""Who called whom and who paid whom: call records and bank transfers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from ingest.synthetic.chance import happens
from ingest.synthetic.entry import Anchor, Entry
from ingest.synthetic.habits import BANK, HEARSAY
from ingest.synthetic.identifiers import foreign_account
from ingest.synthetic.incidents import moment
from ingest.synthetic.people import Person
from ingest.synthetic.records.desk import Desk, local
from ingest.synthetic.saying import Said, say

AMOUNTS = (20, 35, 50, 120, 250, 400, 950, 2500, 4800)


def telephone_call(desk: Desk) -> Iterator[Entry]:
    """Calls of phones in investigations; the subscriber stands beside a number in half of the rows."""
    rng = desk.rng("telephone_call")
    for turn in range(len(desk.quarter.persons)):
        a, b = _pair(desk, rng)
        key, at = desk.key("T", turn), moment(rng)
        caller, called = _phone(desk, rng, a), _phone(desk, rng, b)
        if caller == called:
            continue
        names = {"a": _subscriber(rng, a, caller, at.date()), "b": _subscriber(rng, b, called, at.date())}
        values = {
            "gesprek": key,
            "van": caller,
            "naar": called,
            "van_imei": a.imei if happens(rng, 0.3) else "",
            "start": local(at),
            "duur": str(rng.randrange(2, 1500)),
            "dossier": rng.choice(desk.incidents).number if happens(rng, 0.4) else "",
        }
        anchors = [Anchor("caller", "Object", f"t:{caller}"), Anchor("called", "Object", f"t:{called}")]
        for side, person, column in (("a", a, "caller_person"), ("b", b, "called_person")):
            said = names[side]
            values |= _subscriber_columns(side, said)
            if said:
                anchors.append(
                    Anchor(
                        column, "Person", person.id, _shown(said, values["van" if side == "a" else "naar"])
                    )
                )
        anchors += [Anchor("call", "Event", f"e:telephone_call:{key}")]
        anchors += [Anchor("device", "Object", f"imei:{a.imei}")] if values["van_imei"] else []
        anchors += _case(desk, values["dossier"])
        yield Entry("telephone_call", key, values, tuple(anchors))


def _case(desk: Desk, number: str) -> list[Anchor]:
    return [Anchor("file", "Case", incident.id) for incident in desk.incidents if incident.number == number]


def _pair(desk: Desk, rng: Random) -> tuple[Person, Person]:
    """Two persons who call: tied in three of four calls, and mostly not by family."""
    chosen = [tie for tie in desk.quarter.ties if tie.kind != "family"]
    if desk.quarter.ties and happens(rng, 0.75):
        tie = rng.choice(chosen if chosen and happens(rng, 0.6) else desk.quarter.ties)
        pair = (desk.person(tie.a), desk.person(tie.b))
        return pair if happens(rng, 0.5) else (pair[1], pair[0])
    return desk.anyone(rng), desk.anyone(rng)


def _phone(desk: Desk, rng: Random, person: Person) -> str:
    """The phone in use: their own, or the one that their gang passes around."""
    gang = next((gang for gang in desk.quarter.gangs if person.index in gang.members), None)
    if gang and happens(rng, 0.25):
        return gang.phone
    return rng.choice(person.phones)


def _subscriber(rng: Random, person: Person, phone: str, on: date) -> Said | None:
    """The subscriber of a phone; that of a gang is in nobody's name."""
    if phone not in person.phones or happens(rng, 0.75):
        return None
    return say(person, HEARSAY, rng, on)


def _subscriber_columns(side: str, said: Said | None) -> dict[str, str]:
    return {f"{side}_naam": said.family if said else "", f"{side}_voornaam": said.given if said else ""}


def _shown(said: Said, phone: str) -> tuple[str, ...]:
    return (*(fact for fact in said.shows if fact[0] in "fgih"), f"t:{phone}")


def bank_transfer(desk: Desk) -> Iterator[Entry]:
    """Transfers that a bank gave out upon a magistrate's request: accounts, holders, amounts."""
    rng = desk.rng("bank_transfer")
    for turn in range(round(len(desk.quarter.persons) * 0.25)):
        payer, payee = _pair(desk, rng)
        if payer is payee:
            continue
        at, key = moment(rng), desk.key("M", turn)
        one, two = say(payer, BANK, rng, at.date()), say(payee, BANK, rng, at.date())
        abroad = foreign_account(rng, rng.choice(["NL", "FR", "DE", "LU"])) if happens(rng, 0.08) else ""
        values = {
            "reference": key,
            "date": local(at),
            "compte_payeur": payer.account,
            "nom_payeur": one.name,
            "code_postal_payeur": one.postcode,
            "localite_payeur": one.town,
            "compte_beneficiaire": abroad or payee.account,
            "nom_beneficiaire": two.name,
            "montant": f"{rng.choice(AMOUNTS) + rng.randrange(100) / 100:.2f}",
            "devise": "EUR",
            "communication": rng.choice(
                ["loyer", "merci", "terugbetaling", "facture", "auto", "cadeau", "///", ""]
            ),
        }
        anchors = (
            Anchor("payer", "Person", payer.id, (*_bank_shown(one, "fgihz"), f"c:{payer.account}")),
            Anchor("payee", "Person", payee.id, (*_bank_shown(two, "fgih"), f"c:{abroad or payee.account}")),
            Anchor("payer_account", "Object", f"c:{payer.account}"),
            Anchor("payee_account", "Object", f"c:{abroad or payee.account}"),
            Anchor("transfer", "Event", f"e:bank_transfer:{key}"),
        )
        town = (Anchor("payer_town", "Location", f"l:town {one.postcode}"),) if one.postcode else ()
        yield Entry("bank_transfer", key, values, anchors + town)


def _bank_shown(said: Said, kinds: str) -> tuple[str, ...]:
    return tuple(fact for fact in said.shows if fact[0] in kinds)
