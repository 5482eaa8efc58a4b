"""The map: which column is the id, and what kind the others are; from YAML, or guessed from the table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ledger.errors import BadInput
from resolution.link.dates import read_dates
from resolution.link.kinds import IGNORE, KINDS
from resolution.link.source import Source
from resolution.text import fold

SAMPLE = 5000
"""Rows that are looked at when kinds are guessed."""


@dataclass(frozen=True)
class Map:
    """`id` is "" where rows are numbered; `columns` gives the kind of each other column."""

    id: str
    columns: Mapping[str, str]

    def to_yaml(self) -> str:
        """The map as a file that --map accepts."""
        head = {"id": self.id} if self.id else {}
        return yaml.safe_dump({**head, "columns": dict(self.columns)}, sort_keys=False, allow_unicode=True)


def load_map(path: Path) -> Map:
    """Read a map; BadInput names the line or the entry that is wrong."""
    if not path.is_file():
        raise BadInput(f"there is no map {path}")
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{path.name} is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(said, dict) or not isinstance(said.get("columns"), dict):
        raise BadInput(f"{path.name}: a map has `id: COLUMN` and `columns: {{COLUMN: KIND}}`")
    if extra := sorted(map(str, said.keys() - {"id", "columns"})):
        raise BadInput(f"{path.name}: {extra[0]!r} is no entry of a map; it has `id` and `columns`")
    columns = {str(column): str(kind) for column, kind in said["columns"].items()}
    for column, kind in columns.items():
        if kind not in KINDS:
            raise BadInput(f"{path.name}: column {column!r} has kind {kind!r}; kinds are {', '.join(KINDS)}")
    id_ = said.get("id")
    return Map("" if id_ is None else str(id_), columns)


def check_map(given: Map, columns: Sequence[Sequence[str]], name: str) -> None:
    """BadInput when the map names a column that no file has, an id that one lacks, or nothing to compare."""
    every = {column for file in columns for column in file}
    missing = [column for column in given.columns if column not in every]
    if missing:
        raise BadInput(f"{name}: there is no column {missing[0]!r}; there are {', '.join(sorted(every))}")
    if given.id and not all(given.id in file for file in columns):
        raise BadInput(f"{name}: the id column {given.id!r} is not in every file")
    if all(kind == IGNORE for column, kind in given.columns.items() if column != given.id):
        raise BadInput(f"{name}: no column is compared; give at least one a kind other than ignore")


_BY_NAME = (
    (r"(truth|true|label|cluster|entity|duplicate|match|gold)", IGNORE),
    (r"^(employer|company|work|business|office) .*(street|addres|city|town|zip|post|state|unit|num)", IGNORE),
    (
        r"(soc sec|ssn|nss|niss|insz|national|rijksregister|bsn|registre national|nrn|passport nr)",
        "national_number",
    ),
    (r"(full ?name|complete ?name|^name$|^naam$|^nom complet$|person ?name|^names$)", "full_name"),
    (r"(first and|and surname)", IGNORE),
    (r"(birth ?place|place of birth|pob|geboorteplaats|lieu de naissance|geburtsort|born in)", "birth_place"),
    (r"(birth|dob|born|geboorte|naissance|geburt|^b[ymd]$|^yob$|^mob$)", "birth_date"),
    (r"(middle)", "middle_name"),
    (r"(given|first ?name|fname|forename|voornaam|prenom|vorname|christian name)", "given_name"),
    (
        r"(family|surname|last ?name|lname|achternaam|^nom$|nachname|familienaam|^nom de famille$)",
        "family_name",
    ),
    (r"(^sex|gender|geslacht|sexe|geschlecht)", "sex"),
    (r"(mail)", "email"),
    (r"(phone|^tel|mobile|gsm|handy|telefoon)", "phone"),
    (r"(post ?code|zip|postal|plz|code postal)", "postcode"),
    (r"(house ?n|street ?n|number of house|huisnummer|hausnummer|building n|^house$)", "house_number"),
    (r"(street|straat|^rue|strasse|road)", "street"),
    (r"(address|adres|anschrift)", "address"),
    (r"(city|town|suburb|gemeente|commune|ville|stad|^ort$|municipality|village)", "city"),
    (r"(plate|kenteken|nummerplaat|registration n)", "plate"),
    (r"(^vin$|chassis)", "vin"),
    (r"(passport|document|identity card|id card|licen[cs]e|paspoort)", "document"),
    (r"(company|organi[sz]ation|employer|bedrijf|firma|societe|business)", "organisation"),
    (r"(occupation|profession|job|beroep|state|country|nationality|region|province|status|race)", "category"),
    (r"(score|weight|probability|timestamp|created|updated|modified)", IGNORE),
)
_ID = re.compile(
    r"(^id$|^rec(ord)? ?id$|unique ?id|^key$|^uuid$|^row ?id$|^person ?id$|^rid$|^nr$|^index$|.* id$|^id .*)"
)


def guess_map(sources: Sequence[Source]) -> Map:
    """A map from the names of the columns and, where they say nothing, from what stands in them."""
    columns = {name: values for source in reversed(sources) for name, values in source.columns.items()}
    columns = {name: columns[name] for source in sources for name in source.columns}
    id_ = _guess_id(sources)
    kinds = {column: _guess(column, values) for column, values in columns.items() if column != id_}
    if all(kind == IGNORE for kind in kinds.values()):
        raise BadInput(f"no column can be told to compare by, of {', '.join(columns)}: give a map with --map")
    return Map(id_, kinds)


def _guess_id(sources: Sequence[Source]) -> str:
    """The first column with the name of an id, in every file, that names each row once."""
    for column in sources[0].columns:
        held = [source.columns.get(column, []) for source in sources]
        if _ID.match(_spaced(column)) and all(values and len(set(values)) == len(values) for values in held):
            return column
    return ""


def _spaced(column: str) -> str:
    return fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column).replace("_", " "))


def _guess(column: str, values: Sequence[str]) -> str:
    said = [value for value in values[:SAMPLE] if value.strip()]
    by_name = next((kind for pattern, kind in _BY_NAME if re.search(pattern, _spaced(column))), None)
    if by_name is not None:
        return by_name
    if not said or len(set(said)) == 1:
        return IGNORE
    return _by_values(said)


def _by_values(said: Sequence[str]) -> str:
    def share(pattern: str) -> float:
        return sum(re.fullmatch(pattern, value.strip()) is not None for value in said) / len(said)

    if share(r"\S+@\S+\.\S+") > 0.8:
        return "email"
    if sum(map(bool, read_dates(said))) / len(said) > 0.8 and share(r"\d{4}") < 0.5:
        return "birth_date"
    distinct = len(set(said)) / len(said)
    if share(r"\+?[\d /.()-]{8,16}") > 0.8 and distinct > 0.3:
        return "phone"
    if share(r"(?i)[A-Z]{0,2}[\d-]{5,}[A-Z]?") > 0.8 and distinct > 0.5:
        return "document"
    long = sum(len(value.split()) for value in said) / len(said)
    return "text" if long > 2.5 else "category"
