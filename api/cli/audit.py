"""locard resolve-audit: whether resolution does as well for everybody."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.table import Table

from api.cli.console import out
from api.cli.session import PURPOSE, Case, Domain, Reason, User, begun, looking
from api.installation import Installation
from api.settings import Settings
from ledger.errors import BadInput
from policy.classes import base
from resolution.quality.audit import Audit, Group, Groups, Share, audit

ATTRIBUTES = ("origin", "language", "sex")
FIXED = ("source", "key", "anchor", "entity")
PAGE = 2000
Place = tuple[str, str, str]
"""Source, source key and anchor of a mention."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("resolve-audit", epilog=f"Example: locard resolve-audit --truth data/truth {PURPOSE}")(
        resolve_audit
    )


def resolve_audit(
    truth: Annotated[
        Path,
        typer.Option(
            "--truth",
            help="Who is who: the truth folder of a made-up society, or a CSV with source,key,anchor,entity"
            " and a column for each attribute.",
        ),
    ],
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Print precision and recall by origin of name, language and sex, with their intervals.

    Looks at all persons of the domain's base class, and is logged. Mentions that the truth does not name
    are left out. Groups of fewer than 400 mentions are shown, and compared with nobody.
    """
    known, groups = _folder(truth) if truth.is_dir() else _file(truth)
    with Installation(Settings()) as house:
        mine = begun(house, user, case, reason, domain)
        act = looking(mine.user, mine.purpose, "resolveAudit", {"truth": truth.name, "persons": len(groups)})
        with house.ledger.acted(act) as outcome:
            found = _audited(house, base(domain), known, groups)
            outcome["groups"] = len(found.groups)
    if not found.groups:
        raise BadInput(f"{truth.name} names no mention that is here; ingest its input first")
    out.print(_table(found.groups))
    for attribute, (precision, recall) in found.gaps().items():
        out.print(f"{attribute}: largest gap in precision {precision:.3f}, in recall {recall:.3f}")


def _audited(house: Installation, layer: int, known: Mapping[Place, str], groups: Groups) -> Audit:
    """The clusters of a layer beside the truth."""
    persons = [(m.id, m.record, m.anchor) for m in house.mentions.of_type("Person", [layer])]
    places = dict(_places(house, sorted({record for _, record, _ in persons})))
    there = [one for one in persons if one[1] in places]
    named = {id_: known.get((*places[record], anchor), "") for id_, record, anchor in there}
    return audit(house.clusters.clusters(layer), {m: e for m, e in named.items() if e}, groups)


def _places(house: Installation, records: list[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Record id → source and source key."""
    for start in range(0, len(records), PAGE):
        for id_, record in house.ledger.records(records[start : start + PAGE]).items():
            yield id_, (record.source, record.key)


def _folder(truth: Path) -> tuple[Mapping[Place, str], Groups]:
    """The truth of a made-up society."""
    rows = [row for row in _rows(truth / "mentions.csv") if row["type"] == "Person"]
    persons = truth / "persons.jsonl"
    if not persons.is_file():
        raise BadInput(
            f"there is no {persons.name} in {truth.name}; give the folder truth of a made-up society"
        )
    with persons.open("rb") as lines:
        groups = {
            person["id"]: {name: str(person[name]) for name in ATTRIBUTES}
            for person in map(orjson.loads, lines)
        }
    return {(row["source"], row["key"], row["anchor"]): row["entity"] for row in rows}, groups


def _file(path: Path) -> tuple[Mapping[Place, str], Groups]:
    """The truth of a sample that somebody checked."""
    rows = _rows(path)
    attributes = [name for name in rows[0] if name not in FIXED]
    groups: dict[str, dict[str, str]] = {}
    for row in rows:
        groups.setdefault(row["entity"], {name: row[name] for name in attributes if row[name]})
    return {(row["source"], row["key"], row["anchor"]): row["entity"] for row in rows}, groups


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise BadInput(f"there is no {path.name}; --truth names a folder or a CSV with {','.join(FIXED)}")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or (missing := [name for name in FIXED if name not in rows[0]]):
        raise BadInput(
            f"{path.name}: {f'no column {missing[0]!r}' if rows else 'no row'}; it needs {','.join(FIXED)}"
        )
    wrong = Counter(line for line, row in enumerate(rows, 2) if None in row or None in row.values())
    if wrong:
        raise BadInput(f"{path.name}, row {min(wrong)}: too many or too few values")
    return rows


def _table(groups: tuple[Group, ...]) -> Table:
    shown = Table(title="who is who, by group of persons (95 % intervals)", title_justify="left")
    for name in ("attribute", "group", "mentions", "precision", "recall"):
        shown.add_column(name, justify="left" if name in ("attribute", "group") else "right")
    for group in groups:
        few = "" if group.is_enough else " (few)"
        shown.add_row(
            group.attribute,
            group.value + few,
            f"{group.recall.n:,}",
            _share(group.precision),
            _share(group.recall),
        )
    return shown


def _share(share: Share) -> str:
    return f"{share.value:.3f} ({share.low:.3f}–{share.high:.3f})" if share.n else "–"
