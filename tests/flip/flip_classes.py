"""The feed of the small worlds, and their classes: two domains, three compartments, compounds of them."""

from __future__ import annotations

from collections.abc import Collection

from ledger.record import Marking
from policy.classes import Classes
from policy.classes import read as read_classes

FEED = """\
name: flip
source: TEST
labels: {nl: wereld, fr: monde, de: Welt, en: world}
format: csv
key: [number]
mentions:
  person:
    type: Person
    values:
      firstName: first
      lastName: last
      birthDate: {column: born, clean: date}
      nationalNumber: {column: nn, clean: national_number}
  other: {type: Person, values: {firstName: first2, lastName: last2, birthDate: {column: born2, clean: date}}}
  vehicle: {type: Vehicle, values: {registrationNumber: {column: plate, clean: plate}}, when: plate}
  phone: {type: Object, values: {kind: {const: phone}, number: phone}, when: phone}
  file: {type: Case, values: {caseNumber: case}}
  alias: {type: Alias, values: {name: alias}}
  meeting: {type: Event, values: {kind: {const: incident}, number: event, startDate: day}, when: event}
  place: {type: Location, values: {name: place, latitude: lat, longitude: lon}, when: place}
relations:
  - {type: DRIVES, from: person, to: vehicle, valid_from: day}
  - {type: USES, from: person, to: phone, valid_from: day}
  - {type: SEEN_WITH, from: person, to: other, valid_from: day}
  - {type: INVOLVED_IN, from: person, to: file, role: suspect}
  - {type: KNOWN_AS, from: person, to: alias}
  - {type: PRESENT_AT, from: person, to: meeting}
  - {type: PRESENT_AT, from: person, to: place, valid_from: day}
  - {type: AT, from: meeting, to: place}
"""
COLUMNS = (
    *("number", "first", "last", "born", "nn", "first2", "last2", "born2", "plate", "phone"),
    *("case", "alias", "event", "day", "place", "lat", "lon", "remark"),
)
ANCHORS = {
    "person": "Person", "other": "Person", "vehicle": "Vehicle", "phone": "Object", "file": "Case",
    "alias": "Alias", "meeting": "Event", "place": "Location",
}  # fmt: skip
_ANY = "classification: any, handling: any, unit: any, archived: any"
_PLAIN = ((11, "judicial", "north"), (12, "judicial", "south"), (21, "administrative", "east"))
_COMPOUND = {3: [1, 2], 13: [11, 12], 31: [11, 21], 32: [12, 21]}
BASES = {"judicial": 1, "administrative": 2}
EVERYTHING = (1, 2, 3, 11, 12, 13, 21, 31, 32)


def _label(name: str) -> str:
    return f"labels: {{nl: {name}, fr: {name}, de: {name}, en: {name}}}"


def classes_text() -> str:
    """Two domains with their bases, three compartments, and compounds of them."""
    bases = [(1, "judicial", ""), (2, "administrative", "")]
    lines = ["classes:"]
    for number, domain, place in (*bases, *_PLAIN):
        base = "" if place else "base: true, "
        lines.append(
            f"  - {{class: {number}, name: n{number}, domain: {domain}, {base}{_label(f'c{number}')}}}"
        )
    for number, parts in _COMPOUND.items():
        lines.append(f"  - {{class: {number}, name: n{number}, compound: {parts}, {_label(f'c{number}')}}}")
    lines.append("rules:")
    for number, domain, place in (*bases, *_PLAIN):
        given = f'domain: {domain}, compartment: "{place}", {_ANY}'
        lines.append(f"  - {{class: {number}, when: {{{given}}}}}")
    lines.append("sessions:")
    lines += [f"  - {{domain: {domain}, holds: {list(EVERYTHING)}}}" for domain in BASES]
    return "\n".join(lines) + "\n"


CLASSES: Classes = read_classes(classes_text(), "classes.yaml")
MARKINGS = {number: Marking(domain=domain, compartment=place) for number, domain, place in _PLAIN} | {
    number: Marking(domain=domain) for domain, number in BASES.items()
}


def parts_of(number: int) -> set[int]:
    """The plain classes that a class stands for."""
    return set(CLASSES.classes[number].parts or (number,))


def session(hidden: int, more: Collection[int]) -> tuple[int, ...]:
    """Classes of somebody who does not see what is hidden: a base, some more, and what they meet in."""
    own = 1 if hidden == 2 else BASES[MARKINGS[hidden].domain]
    plain = {own, *(number for number in more if number != hidden)}
    plain |= {BASES[MARKINGS[number].domain] for number in plain} - {hidden}
    plain = {n for n in plain if BASES[MARKINGS[n].domain] in plain}
    return tuple(n for n in EVERYTHING if parts_of(n) <= plain)
