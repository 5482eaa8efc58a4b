"""Documents as files: plain text, Word and PDF, with no time of making in them, so that bytes repeat."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDTH = 88
"""Characters of a line in a PDF."""

LINES = 52
"""Lines of a page in a PDF."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)


def as_bytes(text: str, form: str) -> bytes:
    """The text as a file of the form `txt`, `docx` or `pdf`."""
    if form == "docx":
        return _word(text)
    return _pdf(text) if form == "pdf" else text.encode()


def fitted(gold: Mapping[str, Any], form: str) -> tuple[str, dict[str, Any]]:
    """The form that can hold the text, and the gold as the file's reader will see the text.

    A PDF breaks its lines, each at a space, so that offsets stay; letters that its fonts lack make it a
    Word document.
    """
    if form != "pdf":
        return form, dict(gold)
    if not _printable(gold["text"]):
        return "docx", dict(gold)
    text = _broken(gold["text"])
    mentions = [{**mention, "text": text[mention["start"] : mention["end"]]} for mention in gold["mentions"]]
    return form, {**gold, "text": text, "mentions": mentions}


def _printable(text: str) -> bool:
    """True when the standard fonts have all its letters and it fits one page."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return len(_broken(text).split("\n")) <= LINES and not any(
        line.endswith("-") for line in _broken(text).split("\n")
    )


def _broken(text: str) -> str:
    lines = [
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    ]
    return "\n".join(lines)


def _word(text: str) -> bytes:
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.split("\n")
    )
    body = f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{paragraphs}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, part in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", body),
        ):
            package.writestr(zipfile.ZipInfo(name, _EPOCH), part.encode())
    return file.getvalue()


def _pdf(text: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    lines = canvas.beginText(56, A4[1] - 64)
    lines.setFont("Helvetica", 10)
    for line in text.split("\n"):
        lines.textLine(line)
    canvas.drawText(lines)
    canvas.showPage()
    canvas.save()
    return file.getvalue()
