"""References: PV, notice and file numbers, and numbers of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate, Invalid

BY_CASE = "file number of a service"
BY_DOCUMENT = "document number behind its word"
_PV = re.compile(
    r"(?<![\w./])[A-Z]{2}[.\s]?\d{2}[.\s]?[A-Z0-9]{2}[.\s]?\d{5,6}[/\-. ]{1,3}(?:20)?\d{2}(?![\w]|/\d)"
)
_JS = re.compile(r"(?<![\w./])\d{2,4} (?:Js|UJs|Ds|Cs|Ls|Gs) \d{1,6}/\d{2}(?!\d)")
_CASE_WORD = re.compile(
    r"\b(?:p\.?v\.?|proces-?verba(?:al|ux)|procès-verba(?:l|ux)|dossiers?|notitie(?:nummer"
    r"|nr)?|notice|refer(?:te|entie)|ref\.?"
    r"|réf\.?|référence|kenmerk|fiche|rio|rir|raf|zaak|akte|az\.?|aktenzeichen"
    r"|vorgang(?:snummer)?|case|file|our ref|reference"
    r"|overtuigingsstuk|als stuk|pièce à conviction|asservat|apostille|kantschrift|scellé|rapport"
    r"|instructie|notaris|siena|geschäftszeichen|gz|log"
    r"|incident|crime)"
    r"(?:[\s:.(#\-]|n[r°o]\b\.?|n°|nummer|numéro|number|initial|subséquent|aanvankelijk"
    r"|navolgend|van|du|de|ref|réf|met"
    r"|portant|sous|onder|le|unter|référence|kenmerk|reference|the|is|:)*?"
    r"((?=[A-Z0-9./\-]*\d)[A-Z0-9][A-Z0-9]*(?:[./\-][A-Z0-9]+)+(?-i: [A-Z]{2} [A-Z][a-z]+)?"
    r"|[A-Z]{1,4}[ ]\d{3,}[/\-]\d{2,4}"
    r"|(?<=[°r#.:] )\d{4,10})(?![\w]|[./\-]\w)",
    re.I,
)
_DATE = re.compile(r"\d{1,2}[./\-]\d{1,2}(?:[./\-]\d{2,4})?$|\d{4}-\d{2}-\d{2}$|\d{1,2}[.,]\d{1,2}$")
_PERSONAL = re.compile(r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}$")
_DOCUMENT_NAMES = (
    r"\b(?i:(?:identiteits|verblijfs|id-?|vreemdelingen)kaart\w*|paspoort\w*|rijbewijs\w*"
    r"|verblijfstitel\w*|verblijfsvergunning"
    r"|reisdocument|cartes? d['’]identité|cartes? (?:de|du) séjour|titre de séjour|passeports?"
    r"|permis(?: de conduire)?"
    r"|passports?|id(?:entity)?[ \-]cards?|driving licen[cs]e|driver'?s licen[cs]e"
    r"|residence (?:permit|card)"
    r"|personalausweis\w*|reisepass\w*|führerschein\w*|aufenthaltstitel\w*|ausweis\w*|eid|c\.?i\.?)\b"
)
_DOCUMENT_WORDS = re.compile(_DOCUMENT_NAMES)
_DOCUMENT_NEAR = re.compile(
    _DOCUMENT_NAMES + r"(?:[nN][ro]\.|[^.;\n\d]){0,40}?[\s:(]"
    r"((?=[A-Z0-9 \-]{5,18}(?![A-Z0-9]))(?:[A-Z0-9]{1,4}[ \-])?[A-Z]{0,3}["
    r" ]?\d[A-Z0-9]{3,11}(?:[ \-][A-Z0-9]{1,9}){0,2}"
    r"|(?=[A-Z]*\d[A-Z0-9]*\d)[A-Z0-9]{6,12})(?![\w])"
)
_DOCUMENT_FAR = re.compile(r"[^;\n]{0,70}?\b(?:[nN][ro]\.?|n°)[ :]*([A-Z0-9]{6,12})(?![\w])")
_EID = re.compile(r"(?<![\d.\-/])\d{3}-\d{7}-\d{2}(?![\d]|[\-/]\d)")


def find(text: str) -> Iterator[Candidate | Invalid]:
    """File numbers and document numbers."""
    for pattern in (_PV, _JS):
        for match in pattern.finditer(text):
            yield Candidate("CASE_NUMBER", *match.span(), None, 0.98, BY_CASE)
    for match in _CASE_WORD.finditer(text):
        words = match.group(1)
        if any(c.isdigit() for c in words) and not _DATE.match(words) and not _PERSONAL.match(words):
            yield Candidate("CASE_NUMBER", *match.span(1), None, 0.85, BY_CASE)
    yield from _documents(text)


def _documents(text: str) -> Iterator[Candidate | Invalid]:
    for match in _EID.finditer(text):
        digits = match.group().replace("-", "")
        if (int(digits[:10]) % 97 or 97) == int(digits[10:]):
            yield Candidate("DOCUMENT_NUMBER", *match.span(), None, 0.98, "Belgian card number, modulo 97")
        else:
            yield Invalid("DOCUMENT_NUMBER", *match.span(), match.group(), "check modulo 97 fails")
    for match in _DOCUMENT_NEAR.finditer(text):
        if _is_number(match.group(1)):
            yield Candidate("DOCUMENT_NUMBER", *match.span(1), None, 0.85, BY_DOCUMENT)
    for word in _DOCUMENT_WORDS.finditer(text):
        far = _DOCUMENT_FAR.match(text, word.end())
        if far and _is_number(far.group(1)):
            yield Candidate("DOCUMENT_NUMBER", *far.span(1), None, 0.8, BY_DOCUMENT)


def _is_number(words: str) -> bool:
    """Enough digits to be no word; Belgian card numbers are left to their own check."""
    return (
        sum(c.isdigit() for c in words) >= 2 and any(c.isdigit() for c in words[1:]) and not _EID.match(words)
    )
