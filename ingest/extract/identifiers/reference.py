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
_CODED = re.compile(
    r"(?<![\w./-])(?:[A-Z]{2,5}[/-](?:[A-Z]{1,4}[/-])?(?:20)?\d{2}[/-]\d{3,6}(?:[/-][A-Z]{1,3})?"
    r"|[A-Z]{2,5}/[A-Z]{2,4}/\d{2,4}[/-]\d{2,6}|20\d\d/[A-Z]{2,5}/\d{2,6}|\d{2,3}(?:bis|ter"
    r"|quater)/[A-Z]{2,5}/\d{2,6}/\d{2,4}"
    r"|(?:RIR|RIO|RAR|RIA|PID)-(?:[A-Z]{2}-)?\d{2,6}-\d{2,6}(?:-[A-Z]{1,3})?"
    r"|(?:RIR|RIA|RAR|RAD|OBS|CFI|CTIF|DVZ|OE|SIENA) (?=[\d./-]*\d{3})\d[\d./-]{2,}\d"
    r"|[A-Z]{2}/20\d\d/\d{2}/\d{3,5}|PL\d{4}-\d{10}(?:-\d{1,2})?)(?![\w/-])"
)
"""Letters of a service, a year and a number, which nothing else is written like."""
_COUNTED = re.compile(
    r"\b(?:(?:rapport|report|verslag|bericht|message|melding|entry|ordonnance|constatation|enquête|avis"
    r"|dossier|zaak"
    r"|meldung|crime|incident|log|mandat|bevel|notitie|attest|fiche|vordering|réquisitoire)"
    r"(?:[ ][a-zé'’]+){0,2}|disciplinaire)[ ]?\(?(?:ref\.?|réf\.?|n[ro]\.?|n°|number|nummer|numéro|:)?[ ]"
    r"((?:[A-Z]{2,4}[ ])?20\d\d/\d{3,6}(?:-[A-Z]{1,2})?|\d{6,8}(?:-\d{1,3}){1,2}|\d{2,5}/\d{2}(?=[\s,;)]"
    r"|\.\s|$)|\d{10,12})"
    r"(?![\w/]|-\w)",
    re.I,
)
_ANSWERED = re.compile(
    r"\b(?:answering|réponse à|antwoord op|in reply to|zu"
    r"|bezug)[ :]{1,2}(\d{6,8}(?:-\d{1,3}){1,2})(?![\w/-])",
    re.I,
)
_CASE_WORD = re.compile(
    r"\b(?:p\.?v\.?|proces-?verba(?:al|ux)|procès-verba(?:l|ux)|dossiers?|notitie(?:nummer"
    r"|nr)?|notice|refer(?:te|entie)|ref\.?"
    r"|réf\.?|référence|kenmerk|fiche|rio|rir|raf|zaak|akte|az\.?|aktenzeichen"
    r"|vorgang(?:snummer)?|case|file|our ref|reference"
    r"|overtuigingsstuk|als stuk|pièce à conviction|asservat|apostille|kantschrift|scellé|rapport"
    r"|instructie|notaris|siena|geschäftszeichen|gz|log"
    r"|incident|crime|bvh|zeichen|verwaltungsakte|durchsuchungsbefehls?|procédure|instruction|request|patrol"
    r"|bevindingen|renseignement judiciaire)"
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
_ANY_PAPER = re.compile(
    r"(?:\b(?i:(?:identit[äa]ts)?karten?|kaarten?|kaart|cartes?|cards?|pas|pass|paß|papiere?n?|papiers?"
    r"|documents?"
    r"|documenten?|licen[cs]e|rijbewijzen|paspoorten)\b|(?i:identitätskarte|identiteitskaarten)\b)"
    r"(?:(?:[ :,(]|(?i:nrs?\.?|n°s?|no\.|numéros?|nummers?|numbers?)|(?i:dutch|belgian|french|german|of"
    r"|op naam van)){1,6})"
    r"((?:[A-Z]{1,3}[ ]?\d{6,9}[A-Z]?|[A-Z0-9]{2}\d{2}[A-Z0-9]{5,6}|\d{9,10}"
    r"|[A-Z]{4,6}\d{6}[A-Z0-9]{2,6}))(?![\w]|[ ]\d)"
)
"""Cards and papers whose kind is not said: the number must have the form of one."""
_AND_PAPER = re.compile(r"[^.;\n]{0,24}?\b(?:en|et|und|and|,) ([A-Z]{1,3}[ ]?\d{6,9})(?![\w])")
_BANK = re.compile(
    r"(?:bank|krediet|cr[ée]dit|debet|débit|sim|klant|tank|fuel|sporing|client|gift|cadeau|mobib"
    r"|toegangs)-?$",
    re.I,
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
    for pattern in (_PV, _JS, _CODED):
        for match in pattern.finditer(text):
            yield Candidate("CASE_NUMBER", *match.span(), None, 0.98, BY_CASE)
    for pattern in (_COUNTED, _ANSWERED):
        for match in pattern.finditer(text):
            if not _is_day(match.group(1)):
                yield Candidate("CASE_NUMBER", *match.span(1), None, 0.85, BY_CASE)
    for match in _CASE_WORD.finditer(text):
        words = match.group(1)
        if any(c.isdigit() for c in words) and not _DATE.match(words) and not _PERSONAL.match(words):
            yield Candidate("CASE_NUMBER", *match.span(1), None, 0.85, BY_CASE)
    yield from _documents(text)


def _is_day(words: str) -> bool:
    """ "rapport 12/03" is of a day; "dossier 81/24" is none."""
    day = re.fullmatch(r"(\d{1,2})/(\d{2})", words)
    return bool(day and 1 <= int(day[1]) <= 31 and 1 <= int(day[2]) <= 12)


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
    yield from _papers(text)
    for word in _DOCUMENT_WORDS.finditer(text):
        far = _DOCUMENT_FAR.match(text, word.end())
        if far and _is_number(far.group(1)):
            yield Candidate("DOCUMENT_NUMBER", *far.span(1), None, 0.8, BY_DOCUMENT)


def _papers(text: str) -> Iterator[Candidate]:
    """Numbers of papers without a kind, and the second of two that are named together."""
    for match in _ANY_PAPER.finditer(text):
        if _BANK.search(text[max(0, match.start() - 12) : match.start()].rstrip()):
            continue
        yield Candidate("DOCUMENT_NUMBER", *match.span(1), None, 0.8, BY_DOCUMENT)
        second = _AND_PAPER.match(text, match.end())
        if second:
            yield Candidate("DOCUMENT_NUMBER", *second.span(1), None, 0.8, BY_DOCUMENT)


def _is_number(words: str) -> bool:
    """Enough digits to be no word; Belgian card numbers are left to their own check."""
    if re.fullmatch(r"(?:19|20)\d\d", words):
        return False
    return (
        sum(c.isdigit() for c in words) >= 2 and any(c.isdigit() for c in words[1:]) and not _EID.match(words)
    )
