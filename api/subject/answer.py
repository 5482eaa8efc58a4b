"""Answering a person's request: logged as a disclosure, kept in the ledger, written to a folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from api.installation import Installation
from api.progress import Tell, silent
from api.reads.exports import class_of
from api.sessions import Session
from api.subject.gather import Gathering
from api.subject.page import page
from api.subject.terms import terms
from api.subject.told import Bundle
from graph.ontology import LANGUAGES
from ledger.act import Act
from ledger.canonical import JSON
from ledger.charts import EXPORT
from ledger.entry import Decision
from ledger.errors import BadInput, Denied
from policy.fields import load as load_fields
from policy.subject import SubjectPolicy

FORMAT = "subject"
RECIPIENT = "the person concerned"
PERSON, OFFICER = "for-the-person", "for-the-dpo"


@dataclass(frozen=True)
class Request:
    """Whose data, and which officer decided that what is held back may be told ("" for none)."""

    id: str
    decided_by: str = ""
    recipient: str = RECIPIENT


def answer(
    house: Installation,
    session: Session,
    asked: Request,
    out: Path,
    policy: SubjectPolicy,
    tell: Tell = silent,
) -> Bundle:
    """Write the bundle of a person to a new folder; it is logged before anything is read.

    The part for the person holds the same in JSON and in four languages; that for the data protection
    officer what was held back, what may be somebody else's, and which record is which.
    """
    if out.exists():
        raise BadInput(f"{out.name} is there already: name a new folder.")
    if not out.parent.is_dir():
        raise BadInput(f"There is no folder {out.parent.name} to make {out.name} in.")
    _refuse_partial(house, session)
    today = datetime.now(UTC).date()
    arguments: dict[str, JSON] = {"id": asked.id, "decidedBy": asked.decided_by}
    with house.ledger.acted(_act(session, asked, arguments)) as outcome:
        decided, term = bool(asked.decided_by), terms(house, today)
        gathering = Gathering(house, session.allowed, policy, decided, term, today.isoformat(), tell)
        bundle = gathering.bundle(asked.id)
        outcome["returned"] = sorted({*bundle.mentions, *bundle.records})
        files = _files(bundle, house)
        _keep(house, session, asked, bundle, files)
        _write(out, files)
    return bundle


def _refuse_partial(house: Installation, session: Session) -> None:
    """Who does not see every property cannot tell a person all that is held about them."""
    types = {one.name: one.properties for one in house.ontology.types.values()}
    if not load_fields(house.settings.fields).whole(session.function, types):
        raise Denied("Your function does not see all that a person is to be told: ask one that does.")


def _act(session: Session, asked: Request, arguments: dict[str, JSON]) -> Act:
    purpose = session.purpose
    details = purpose.told(FORMAT, arguments=arguments)
    return Act(session.user, "disclosure", purpose.reason, purpose.case, asked.recipient, details)


def _files(bundle: Bundle, house: Installation) -> dict[str, bytes]:
    """File name → content."""
    told = {
        "made": bundle.made,
        "person": bundle.person,
        "sources": [asdict(one) for one in bundle.sources],
        "suggestions": [asdict(one) for one in bundle.suggestions],
        "looks": [{name: said for name, said in asdict(one).items() if said} for one in bundle.looks],
    }
    officer = {
        "made": bundle.made,
        "records": {str(number): id_ for number, id_ in enumerate(bundle.records, 1)},
        "held": [asdict(one) for one in bundle.held],
        "doubts": [asdict(one) for one in bundle.doubts],
    }
    pages = {
        f"{PERSON}/subject.{lang}.html": page(bundle, house.ontology, lang).encode() for lang in LANGUAGES
    }
    return {**pages, f"{PERSON}/subject.json": _json(told), f"{OFFICER}/review.json": _json(officer)}


def _json(value: Mapping[str, object]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _keep(
    house: Installation, session: Session, asked: Request, bundle: Bundle, files: Mapping[str, bytes]
) -> None:
    """The ledger's line: what was told is an export, so that a correction finds who received it."""
    if not bundle.records:
        return
    subject: dict[str, JSON] = {
        "ids": list(bundle.mentions),
        "records": list(bundle.records),
        "format": FORMAT,
        "recipient": asked.recipient,
        "marking": "",
        "case": session.purpose.case,
        "without": len(bundle.held),
        "digests": [hashlib.sha256(content).hexdigest() for content in files.values()],
    }
    class_ = class_of(house.classes, bundle.classes, session.allowed)
    made = house.ledger.veiled(Decision(EXPORT, subject, class_, session.user, session.purpose.reason))
    house.ledger.decide(made, _act(session, asked, {"export": made.id}))


def _write(out: Path, files: Mapping[str, bytes]) -> None:
    """All files beside their place first: a folder under its name is whole, and its owner's alone."""
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    for name, content in files.items():
        file = beside / name
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_bytes(content)
        file.chmod(0o600)
    beside.rename(out)
