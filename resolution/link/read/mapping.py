"""The map: which column is the id, and what kind the others are; from YAML, or guessed from the table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ledger.errors import BadInput
from ledger.located import from_yaml
from resolution.link.read.dates import read_dates
from resolution.link.read.kinds import IGNORE, KINDS
from resolution.link.read.nicknames import groups
from resolution.link.read.source import Source
from resolution.names.text import fold

FAR_APART = 25
"""Years that nine in ten dates must span to be guessed to be births."""
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
        said = from_yaml(path.read_text(encoding="utf-8"))
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
    (
        r"(organi[sz]ation|company ?name|legal name|trade name|^(company|firm|firma)$"
        r"|naam (van )?(de )?(onderneming|bedrijf|firma)|(handels|bedrijfs|firma|firmen)na[am]"
        r"|onderneming(snaam)?$|vennootschap|raison sociale|denomination)",
        "organisation",
    ),
    (
        r"(^kbo|^bce|^kvk|^siren$|^siret$|\bvat\b|^btw|^tva|^ust|iban|onderneming.*(nr|nummer)"
        r"|enterprise n|company (reg\w* )?(no|nr|num|id))",
        "document",
    ),
    (
        r"(amount|revenue|turnover|price|total|balance|salary|bedrag|omzet|prijs|saldo|montant|prix|umsatz|betrag)",
        IGNORE,
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
    (r"(plate|kenteken|nummerplaat|immatriculation|kennzeichen)", "plate"),
    (r"(^vin$|chassis)", "vin"),
    (r"(passport|document|identity card|id card|licen[cs]e|paspoort)", "document"),
    (r"(company|organi[sz]ation|employer|bedrijf|firma|societe|business)", "organisation"),
    (r"(occupation|profession|job|beroep|state|country|nationality|region|province|status|race)", "category"),
    (r"(score|weight|probability|timestamp|created|updated|modified)", IGNORE),
)
_PERSON = re.compile(
    r"(customer|client|klant|patient|person|owner|eigenaar|employee|werknemer|member|lid$|contact)"
)
"""Names of columns that may hold persons."""
_ID = re.compile(
    r"(^id$|^rec(ord)? ?id$|unique ?id|^key$|^uuid$|^row ?id$|^person ?id$|^rid$|^nr$|^index$|.* id$|^id .*"
    r"|.* (no|nr|num|number|nummer|numero|key|code|ref|reference)$"
    r"|.*(nummer|number|nr)$)"
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
        told = next((kind for pattern, kind in _BY_NAME if re.search(pattern, _spaced(column))), IGNORE)
        if (
            _ID.match(_spaced(column))
            and told == IGNORE
            and all(values and len(set(values)) == len(values) for values in held)
        ):
            return column
    return ""


def _spaced(column: str) -> str:
    return fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column).replace("_", " "))


def _guess(column: str, values: Sequence[str]) -> str:
    said = [value for value in values[:SAMPLE] if value.strip()]
    by_name = next((kind for pattern, kind in _BY_NAME if re.search(pattern, _spaced(column))), None)
    if by_name is not None:
        return by_name
    if _PERSON.search(_spaced(column)) and _share(said, r"[^\W\d_][^\d@]* [^\d@]+") > 0.5:
        return "full_name"
    if not said or len(set(said)) == 1:
        return IGNORE
    return _by_values(said)


def _by_values(said: Sequence[str]) -> str:
    distinct = len(set(said)) / len(said)
    if _share(said, r"\S+@\S+\.\S+") > 0.8:
        return "email"
    if _share(said, r"\d{4}") < 0.5 and len(dates := [date for date in read_dates(said) if date]) > 0.8 * len(
        said
    ):
        return "birth_date" if _are_births(dates) else IGNORE
    if _share(said, r"-?\d+[.,]\d{1,2}") > 0.8 and distinct > 0.3:
        return IGNORE
    if _share(said, r"\+?[\d /.()-]{8,16}") > 0.8 and distinct > 0.3:
        return "phone"
    if _share(said, r"(?i)(?=(?:.*\d){7})[A-Z]{0,3} ?[\d .-]+[A-Z]?") > 0.8 and distinct > 0.5:
        return "document"
    if _share(said, r"[^\d@]+") > 0.8 and _given_names(said) > 0.3:
        several = sum(" " in value.strip() for value in said) / len(said)
        return "full_name" if several > 0.5 else "given_name"
    long = sum(len(value.split()) for value in said) / len(said)
    return "text" if long > 2.5 else "category"


def _share(said: Sequence[str], pattern: str) -> float:
    return sum(re.fullmatch(pattern, value.strip()) is not None for value in said) / len(said)


def _are_births(dates: Sequence[str]) -> bool:
    """Births lie far apart; what was ordered or registered lies within some years."""
    years = sorted(int(date[:4]) for date in dates)
    return years[int(0.95 * (len(years) - 1))] - years[int(0.05 * (len(years) - 1))] >= FAR_APART


def _given_names(said: Sequence[str]) -> float:
    """The share of values with a word that is known as a given name."""
    known = groups()
    return sum(any(word in known for word in fold(value).split()) for value in said) / len(said)
