"""EML files: a message as text, its headers first, and its attachments as documents of their own."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from typing import NamedTuple

from ingest.readers.limits import MAX_PART_DEPTH, MAX_PARTS
from ingest.readers.markup import html_text
from ingest.readers.plain import LAST, decoded
from ledger.errors import BadInput

HEADERS = ("From", "To", "Cc", "Bcc", "Date", "Subject")
NEEDED = ("From", "To", "Date", "Subject")
ENDINGS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "message/rfc822": ".eml",
    "text/html": ".html",
    "text/plain": ".txt",
}
SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
LOCKED = "an encrypted message; save it decrypted"
NAME_LENGTH = 200
# What the standard library raises for parts and headers that are damaged.
BROKEN = (
    *(MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError),
    RecursionError,
)
# Codecs of Python that no message is written in, some of them slow beyond use on long texts.
NOT_CHARSETS = ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined")
_BREAKS = re.compile(r"\s+")
_NOT_NAME = re.compile(r"[\x00-\x1f\x7f]+")


class Part(NamedTuple):
    """An attachment: its name in the message, its ending, its bytes; `why` it cannot be read, or ""."""

    name: str
    ending: str
    data: bytes
    why: str = ""


class Mail(NamedTuple):
    """The text of a message, and what was attached to it."""

    text: str
    parts: list[Part]


def message(data: bytes) -> Mail:
    """The headers and the body as text, and the attachments; BadInput when it is no message."""
    try:
        parsed = message_from_bytes(data, policy=compat32)
        if not any(parsed.get(name) for name in NEEDED):
            raise BadInput(f"not a message: none of {', '.join(NEEDED)} in it")
        leaves = list(_leaves(parsed))
    except BROKEN as error:
        raise BadInput(f"not a message that can be read: {error}") from error
    bodies = [_body(part) for part, body in leaves if body]
    text = "\n".join([*_headers(parsed), "", *(body.strip() for body in bodies if body.strip())])
    return Mail(text.strip(), _named([part for part, body in leaves if not body]))


def _headers(parsed: Message) -> Iterator[str]:
    for name in HEADERS:
        for given, value in parsed.raw_items():
            if given.lower() == name.lower() and (words := header(value)):
                yield f"{name}: {words}"


def header(value: object) -> str:
    """A header as one line of text; what cannot be decoded stays as it stands."""
    raw = str(value).encode("utf-8", "surrogateescape")
    try:
        parts = decode_header(decoded(raw))
        words = "".join(p if isinstance(p, str) else _text(p, charset) for p, charset in parts)
    except BROKEN:
        words = raw.decode("utf-8", "replace")
    return _BREAKS.sub(" ", words).strip()


def _leaves(part: Message, depth: int = 0) -> Iterator[tuple[Message, bool]]:
    """The parts that hold something, in order, and whether each is body or attachment.

    Of alternatives the plain text is the body, else the HTML; what else they hold is kept.
    """
    if depth > MAX_PART_DEPTH:
        raise BadInput(f"parts more than {MAX_PART_DEPTH} deep in one another")
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        yield part, _is_body(part)
        return
    found = [leaf for inner in _inner(part) for leaf in _leaves(inner, depth + 1)]
    if part.get_content_subtype() == "alternative":
        found = _chosen(found)
    yield from found


def _inner(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [item for item in inner if isinstance(item, Message)] if isinstance(inner, list) else []


def _is_body(part: Message) -> bool:
    named = part.get_filename() or part.get_content_disposition() == "attachment"
    return part.get_content_type() in ("text/plain", "text/html") and not named


def _chosen(found: list[tuple[Message, bool]]) -> list[tuple[Message, bool]]:
    plain = [p for p, body in found if body and p.get_content_subtype() == "plain" and _body(p).strip()]
    return [(p, body) for p, body in found if not body or not plain or p in plain]


def _body(part: Message) -> str:
    said = _text(_bytes(part), part.get_content_charset())
    said = said.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return html_text(said) if part.get_content_subtype() == "html" else said


def _bytes(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except BROKEN as error:
        raise BadInput(f"a part that cannot be decoded: {error}") from error
    return payload if isinstance(payload, bytes) else b""


def _text(data: bytes, charset: str | None) -> str:
    """By the encoding that it declares, where that fits; else by its bytes, a stray one replaced."""
    try:
        if charset and codecs.lookup(charset).name not in NOT_CHARSETS:
            return data.decode(charset)
        return decoded(data)
    except (LookupError, ValueError, BadInput):
        return data.decode(LAST, "replace")


def _named(parts: list[Message]) -> list[Part]:
    """The attachments under names that are each their own: a second `scan.pdf` is `scan.pdf (2)`."""
    made: list[Part] = []
    taken: set[str] = set()
    for number, part in enumerate(parts, start=1):
        if number > MAX_PARTS:
            why = f"{len(parts):,} attachments; the first {MAX_PARTS:,} are read"
            made.append(Part(f"attachment {number}", "", b"", why))
            break
        ending = ENDINGS.get(part.get_content_type(), "")
        name = first = _name(part) or f"attachment {number}{ending}"
        again = 1
        while name in taken:
            again += 1
            name = f"{first} ({again})"
        taken.add(name)
        made.append(_part(part, name, _ending(first) or ending))
    return made


def _name(part: Message) -> str:
    """The file's own name, without folders."""
    try:
        given = header(part.get_filename() or "")
    except BROKEN:
        given = ""
    return _NOT_NAME.sub(" ", re.split(r"[\\/]", given)[-1]).strip()[-NAME_LENGTH:]


def _ending(name: str) -> str:
    _, point, ending = name.rpartition(".")
    return f".{ending.lower()}" if point and ending.isalnum() else ""


def _part(part: Message, name: str, ending: str) -> Part:
    if part.get_content_type() in SEALED:
        return Part(name, ending, b"", LOCKED)
    try:
        if part.get_content_type() == "message/rfc822":
            inner = _inner(part)
            plain = compat32.clone(mangle_from_=False)
            return Part(name, ".eml", inner[0].as_bytes(policy=plain) if inner else b"")
        return Part(name, ending, _bytes(part))
    except BROKEN as error:
        return Part(name, ending, b"", f"an attachment that cannot be decoded: {error}")
    except BadInput as error:
        return Part(name, ending, b"", error.detail)
