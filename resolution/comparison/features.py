"""What persons are compared by: one flat row of folded values per mention."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import islice

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.comparison.company import company_of
from resolution.comparison.met import UNMET, Met, is_fact, minutes, moments_of
from resolution.comparison.repeats import repeats
from resolution.comparison.values import birth_of, births_of, homes_of, numbers_of
from resolution.names.name import name_of
from resolution.names.text import bare, fold, sound
from resolution.names.variants import root
from resolution.places.towns import town

__all__ = ["COLUMNS", "EMPTY", "HOLDS", "Features", "Parts", "birth_of", "features_of", "person_features"]

Parts = tuple[str, ...]
PAGE = 4000
CONTACTS = frozenset(("phone", "email", "account", "handle", "crypto"))
DOCUMENTS = frozenset(("document", "card", "imei", "imsi"))
HOLDS = frozenset(("USES", "OWNS", "HAS_ID", "DRIVES"))
MOST = 12
"""Values of one list that are kept; what has more is a collection, not a person."""
_GENDERS = {"m": "m", "f": "f", "v": "f", "h": "m", "w": "f", "x": "x", "male": "m", "female": "f"}


@dataclass(frozen=True)
class Features:
    """Folded values of one mention of a person; "" and () where it says nothing.

    `birth` is a complete date; `birth_part` what is known of an incomplete one (YYYY or YYYY-MM).
    """

    given: str = ""
    given_root: str = ""
    given_parts: Parts = ()
    surname: str = ""
    surname_sound: str = ""
    surname_parts: Parts = ()
    birth: str = ""
    birth_part: str = ""
    birth_place: str = ""
    gender: str = ""
    nationality: str = ""
    national_number: str = ""
    contacts: Parts = ()
    documents: Parts = ()
    plates: Parts = ()
    street: str = ""
    house: str = ""
    postcode: str = ""
    city: str = ""
    source_keys: Parts = ()
    surnames: Parts = ()
    """Other surnames than the first; most say one."""
    written: Parts = ()
    """Names in other scripts, as they are written: "given names|surname"."""
    births: Parts = ()
    """Other dates of birth, as far as each is known."""
    numbers: Parts = ()
    """Other national numbers."""
    homes: Parts = ()
    """Other homes than the present one: "street|house|postcode", "street|house|town"."""
    company: Parts = ()
    """Whom and what its record names beside it, sharply (resolution/comparison/company.py)."""
    died: str = ""
    """The date of death as far as known: YYYY, YYYY-MM or YYYY-MM-DD."""
    met: Met = field(default=UNMET, compare=False)
    """When and where: none of the words by which mentions are grouped and compared; stays the last field."""

    @property
    def is_empty(self) -> bool:
        """True when nothing was said by which this person could be told."""
        return self == EMPTY or (bool(self.company) and replace(self, company=()) == EMPTY)


EMPTY = Features()
COLUMNS = tuple(column.name for column in fields(Features) if column.compare)


def person_features(mentions: MentionStore, layer: int) -> Iterator[tuple[Mention, Features]]:
    """Every mention of a person in a layer with its row, by id; streamed."""
    stream = mentions.of_type("Person", [layer])
    while page := list(islice(stream, PAGE)):
        around = around_of(mentions, page, [layer])
        homes = repeated(mention for held in around.values() for mention in held.values())
        for person in page:
            yield person, features_of(person, around[person.record], homes.get(person.id, ""))


def around_of(
    mentions: MentionStore, persons: Iterable[Mention], classes: Collection[int]
) -> dict[str, dict[str, Mention]]:
    """Record → all its mentions of these classes by id, for the records of these persons."""
    return of_records(m for m in mentions.of_records({p.record for p in persons}) if m.class_ in classes)


def of_records(mentions: Iterable[Mention]) -> dict[str, dict[str, Mention]]:
    """Record → those of these mentions that it holds, by id."""
    found: dict[str, dict[str, Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.record, {})[mention.id] = mention
    return found


def repeated(mentions: Iterable[Mention]) -> dict[str, str]:
    """Mention of a text → the mention of its record that it may repeat (resolution/comparison/repeats.py)."""
    return repeats(mentions, lambda person: features_of(person, {}))


def features_of(person: Mention, targets: Mapping[str, Mention], again: str = "") -> Features:
    """One mention as a row; `targets` holds the mentions of its record and class, by id.

    `again` is the mention of its record that it may repeat.
    """
    name = name_of(person)
    numbers = numbers_of(person.values("nationalNumber"))
    birth, part, births = births_of(person.values("birthDate"), numbers)
    present, former = homes_of(person, targets)
    held = [
        t
        for s in person.relations()
        if s.property in HOLDS and s.status != "denied" and (t := targets.get(s.target))
    ]
    return Features(
        given=name.given,
        given_root=root(name.given),
        given_parts=name.given_parts[:MOST],
        surname=name.surname,
        surname_sound=sound(name.surname),
        surname_parts=name.surname_parts[:MOST],
        birth=birth,
        birth_part=part,
        birth_place=town(person.first("birthPlace")),
        gender=_GENDERS.get(fold(person.first("gender")), ""),
        nationality=fold(person.first("nationality")),
        national_number=numbers[0] if numbers else "",
        contacts=_numbers(held, CONTACTS, [f"handle:{bare(h)}" for h in person.values("handle") if bare(h)]),
        documents=_numbers(held, DOCUMENTS, []),
        plates=tuple(
            sorted({bare(t.first("registrationNumber")) for t in held if t.type == "Vehicle"} - {""})
        )[:MOST],
        source_keys=tuple(sorted(set(person.values("sourceKey")))),
        died=_died(person),
        met=Met(moments_of(person, targets), again) or UNMET,
        surnames=name.surnames,
        written=name.written,
        births=births,
        numbers=numbers[1:],
        homes=former,
        company=company_of(person, targets),
        **present._asdict(),
    )


def _died(person: Mention) -> str:
    """The date of death, where one is established; denied and alleged ones do not count."""
    said = (s.value[:10] for s in person.statements if s.property == "deathDate" and is_fact(s))
    return next(filter(minutes, said), "")


def _numbers(held: Sequence[Mention], kinds: frozenset[str], more: list[str]) -> Parts:
    found = {
        f"{t.first('kind')}:{number}"
        for t in held
        if t.type == "Object" and t.first("kind") in kinds and (number := bare(t.first("number")))
    }
    return tuple(sorted(found | set(more)))[:MOST]
