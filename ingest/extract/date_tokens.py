"""Where dates and clock times stand in a text: tokens without overlaps, the more telling pattern first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract import clock, date_starts, feasts, grammar
from ingest.extract.date_words import consecutive
from ingest.extract.language import Languages


class Token(NamedTuple):
    """One date or time as it stands; `kind` says who reads it."""

    start: int
    end: int
    kind: str
    match: re.Match[str]


TIMES = frozenset({"time", "spoken", "dotted"})
_ORDER = (
    "night pair weekdays weekend years months day feast date roman american worded spoken time dotted season"
    " month year"
)
_RANK = {kind: rank for rank, kind in enumerate(_ORDER.split())}
_LINE_HEAD = re.compile(r"(?:^|\n)[ \t•*·>(\[–-]{0,6}$")
_AT_DOTTED = re.compile(
    r"\b(?:om|omstreeks|rond|um|gegen|vers|tegen|at|around|about|klokke|heden te|kl\.|ab|by|vanaf|before"
    r"|after"
    r"|entre|tussen|zwischen|between) (?:about |circa |ca\. |les )?$",
    re.I,
)
_ON = re.compile(r"\b(?:am|vom|zum|op|le|du|on|d\.?d\.?|seit dem|datum:?|date ?:) $", re.I)
_CLOCK_BEHIND = re.compile(
    r",? (?:om |um |vers |gegen |à |at |omstreeks )?\d{1,2}(?:[:.]| ?[uh] ?)\d\d(?!\d)"
)
_LISTED = re.compile(
    r"(?:art(?:ikel|icle|\.)?|punte?n?|points?|versie|version|hoofdstuk|§|nrs?\.?|n°) ?$", re.I
)
_HOUR_SAID = re.compile(
    r"(?:\b(?:om|omstreeks|rond|te|tegen|vers|à|a|gegen|um|at|around|about|tot|vanaf|vóór|ongeveer|tussen"
    r"|en|et|und"
    r"|and|to|bis|ab|dès|entre|zwischen|between|before|by|until|till|since|von|van|from|de|naar|les|op"
    r"|sinds|depuis"
    r"|seit|circa|ca\.|kurz|nach|vor|der|klokslag|\w+(?:dag|tag|day|di|avond|abend|soir|matin|morgen|ochtend)"
    r"|dimanche|hier|gisteren|gestern|heute|today|yesterday|vandaag|heden|\d{4}|\d{2}|[a-z]+,) "
    r"|[(–,;:•-] ?|\n)$",
    re.I,
)
_HOUR_RANGE = re.compile(r"[ ]?(?:à|bis|tot|to|-|–)[ ]?\d{1,2}[ ]?(?:h|u|U|:|\.)")
_AT_FOUR = re.compile(r"\b(?:at|om|um|heden te|since|until|by) (?:about |circa |ca\. )?$", re.I)


def tokens(text: str, taken: frozenset[int], lang: Languages | None) -> list[Token]:
    """All dates and times in the order of the text; `taken` are offsets that identifiers hold."""
    used = set(taken)
    kept: list[Token] = []
    for token in sorted(_found(text, lang), key=lambda t: (_RANK[t.kind], t.start)):
        span = range(token.start, token.end)
        if used.isdisjoint(span):
            used.update(span)
            kept.append(token)
    kept.sort(key=lambda t: t.start)
    return _dotted(text, kept, used)


def _found(text: str, lang: Languages | None) -> Iterator[Token]:
    for m in grammar.PAIR.finditer(text):
        if _is_pair(m, text):
            yield Token(*m.span(), "pair", m)
    for kind, patterns in _SPANS:
        for pattern in patterns:
            for m in pattern.finditer(text):
                yield Token(*m.span("span"), kind, m)
    for kind, pattern in _WHOLE:
        for m in pattern.finditer(text):
            yield Token(*m.span(), kind, m)
    for kind, m in date_starts.matches(text):
        if _is_so(kind, m, text, lang):
            yield Token(*m.span(), kind, m)
    for m in clock.TIME.finditer(text):
        if _is_time(m, text):
            yield Token(*m.span(), "time", m)
    for m in grammar.MONTH_ALONE.finditer(text):
        yield Token(*m.span("mn"), "month", m)
    for m in grammar.YEAR.finditer(text):
        yield Token(*m.span("y"), "year", m)
    for m in grammar.YEAR_BARE.finditer(text):
        yield Token(*m.span("y" if m["y"] else "y2"), "year", m)
    for m in grammar.DAY_ALONE.finditer(text):
        if _is_day(m, text):
            yield Token(m.start("wd") if m["wd"] else m.start("span"), _day_end(m), "day", m)


def _is_so(kind: str, match: re.Match[str], text: str, lang: Languages | None) -> bool:
    """Whether what a first word began is a date of its kind."""
    if kind == "date":
        return _is_date(match, text, lang)
    if kind == "feast":
        return feasts.is_day(text, match)
    if kind == "spoken":
        before = text[max(0, match.start() - 24) : match.start()]
        return bool(match["part"] or clock.AT.search(before))
    return True


_SPANS = (
    ("night", (grammar.BARE_NIGHT,)),
    ("weekdays", (grammar.WEEKDAY_NIGHT,)),
    ("years", (grammar.YEAR_PAIR,)),
)
_WHOLE = (
    ("weekend", grammar.WEEKEND),
    ("roman", grammar.ROMAN_DATE),
    ("american", grammar.AMERICAN),
)


def _day_end(match: re.Match[str]) -> int:
    """The full stop of a sentence is no part of the day."""
    if match["ct"]:
        return match.end("ct")
    german = (
        (match["art"] or match.group())
        .lower()
        .startswith(("am ", "mon", "die", "mit", "don", "fre", "sam", "son"))
    )
    return match.end("n" if match["ord"] == "." and not german else "span")


def _is_pair(match: re.Match[str], text: str) -> bool:
    """No clock times with a point, no two days that "and" only lists, no fraction."""
    g = match.groupdict()
    if g["am"] and not 1 <= int(g["am"]) <= 12:
        return False
    numeric = g["bm"] and not g["y"]
    before = text[max(0, match.start() - 30) : match.start()]
    if numeric and g["am"] and not re.search(r"nacht|nuit|night", before, re.I) and "/" not in match.group():
        return False
    if g["bm"] and not g["am"] and g["sep"] in {"-", "–"}:
        return False
    opened = bool(grammar.RANGE_OPEN.search(before))
    sep = " ".join((g["sep"] or g["dash"] or "").lower().split())
    if sep in {"en", "et", "und", "and", "&", "naar", "/"}:
        return (opened and sep != "/") or (consecutive(match) and not g["am"] and not g["amn"])
    if sep == "op":
        return consecutive(match)
    return True


def _is_date(match: re.Match[str], text: str, lang: Languages | None) -> bool:
    """No clock time with a point, no "every Thursday", and no Dutch or German "hier" (here)."""
    g = match.groupdict()
    if g["rel"]:
        if g["rel"].lower() == "hier":
            return _is_yesterday(match, text, lang)
        return not re.match(r"[-‑]là|-ci", text[match.end() : match.end() + 3])
    if g["d"] and g["y"] is None and g["s"] != "/":
        return g["s"] == "." and _is_dotted_day(match, text)
    return not (g["wd6"] and grammar.EVERY.search(text[max(0, match.start() - 12) : match.start()]))


def _is_dotted_day(match: re.Match[str], text: str) -> bool:
    """Day and month with a point and no year: before a point or a clock time, or behind a preposition."""
    if _LISTED.search(text[max(0, match.start("d") - 14) : match.start("d")]):
        return False
    if match["ny"]:
        return not _ends_clock(match, text)
    before = text[max(0, match.start("d") - 12) : match.start("d")]
    return bool(_ON.search(before) or _CLOCK_BEHIND.match(text, match.end()))


def _ends_clock(match: re.Match[str], text: str) -> bool:
    """ "um 16.50 Uhr, Streife vor Ort 17.05." is a clock time at the end of its sentence."""
    before = text[max(0, match.start() - 60) : match.start()].split("\n")[-1]
    behind = text[match.end() : match.end() + 2]
    closes = behind == "" or behind[0] == "\n" or (behind[0] == " " and behind[1:].isupper())
    return closes and bool(re.search(r"\d[.:]\d\d ?(?:Uhr|uur|u|h)\b[^.]*$", before))


def _is_yesterday(match: re.Match[str], text: str, lang: Languages | None) -> bool:
    """French "hier"; Dutch and German words beside it mean "here", whatever the paragraph's language."""
    if lang and lang.at(match.start()) != "fr":
        return False
    before = re.split(r"[.!?\n]", text[max(0, match.start() - 40) : match.start()])[-1]
    behind = re.split(r"[.!?\n]", text[match.end() : match.end() + 40])[0]
    return not grammar.HERE.search(f"{before} {behind}")


def _is_day(match: re.Match[str], text: str) -> bool:
    """A number behind a weekday, or behind an article where no thing is counted."""
    if match["wd"] or match["ct"]:
        return True
    art = match["art"].lower()
    end = match.end("n" if match["ord"] == "." and art != "am " else "span")
    behind = text[end : end + 12]
    if re.match(r",? (?:rue|avenue|av\.|boulevard|place|à \d{4}|bte)", behind):
        return False
    if art == "am ":
        return match["ord"] == "." and bool(re.match(r" (?:um|gegen|ab|[a-zäöü]{3,})", behind))
    if art in {"op ", "den "}:
        return False
    if art in {"op de ", "on the "}:
        return bool(match["ord"]) and bool(re.match(r"[.;,)]|,? (?:om|at|rond|around) ", behind))
    return bool(re.match(r"[ ]?[;)]|\.(?:\s|$)|,|,? (?:vers|[aà] \d)|$", behind))


def _is_time(match: re.Match[str], text: str) -> bool:
    """No duration ("12 uur per dag"), no station ("gare du Midi")."""
    before = text[max(0, match.start() - 18) : match.start()]
    if match["noon"]:
        return bool(match["part"] or grammar.AT_NOON.search(before))
    if not match["full"] or match["part"]:
        return True
    if grammar.DURATION.match(text, match.end()):
        return False
    if _HOUR_RANGE.match(text, match.end()):
        return True
    unit = match["full"].strip().lower()
    if (
        unit in {"uur", "heures", "heure", "hours", "h"}
        and int(match["h"]) <= 12
        and not _HOUR_SAID.search(before or "\n")
    ):
        return False
    lasting = grammar.LASTING.search(before)
    return not lasting or bool(re.search(r"\b(?:na|nach|après|after|over) $", before) and _is_clock(match))


def _is_clock(match: re.Match[str]) -> bool:
    """ "nach 1 Uhr" is a time, "na 2 uur" a duration."""
    return "uhr" in match["full"].lower() or int(match["h"]) > 12


def _dotted(text: str, kept: list[Token], used: set[int]) -> list[Token]:
    """Adds figures like "17.30" and "0815" where their neighbours or a log make them clock times."""
    loose = [m for m in clock.DOTTED.finditer(text) if used.isdisjoint(range(*m.span()))]
    if not loose:
        return kept
    heads = [m for m in loose if _at_head(text, m.start())]
    logged = {m.start() for m in heads if text[m.end() : m.end() + 1] in {" ", ":", "\t", "–", "-"}}
    timed = sum(t.kind == "time" and _at_head(text, t.start) for t in kept)
    logged = logged if len(logged) + timed > 2 else set()
    found = sorted([*kept, *(Token(*m.span(), "dotted", m) for m in loose)], key=lambda t: t.start)
    good: list[Token] = []
    for index, token in enumerate(found):
        behind = found[index + 1] if index + 1 < len(found) else None
        if (
            token.kind != "dotted"
            or token.start in logged
            or _heads_line(text, token)
            or _is_clock_time(text, token, good[-1] if good else None, behind)
        ):
            good.append(token)
    return good


def _at_head(text: str, start: int) -> bool:
    """Whether nothing but a bullet stands before it on its line."""
    return bool(_LINE_HEAD.search(text[max(0, start - 8) : start]))


def _heads_line(text: str, token: Token) -> bool:
    """ "16.40: " at the head of its line."""
    behind = text[token.end : token.end + 3]
    return _at_head(text, token.start) and bool(re.match(r" ?:[ \n]| [–-] ", behind))


def _is_clock_time(text: str, token: Token, last: Token | None, behind: Token | None) -> bool:
    before = text[max(0, token.start - 24) : token.start]
    four = bool(token.match["mil"])
    if token.match["h0"] and not (behind and behind.kind == "time" and grammar.RANGE_OPEN.search(before)):
        return False
    if (_AT_FOUR if four else _AT_DOTTED).search(before):
        return True
    gap = text[last.end : token.start] if last else "\n"
    if last and len(gap) < 60 and "\n" not in gap:
        if last.kind in TIMES and grammar.RANGE_GAP.match(gap):
            return not four or last.kind == "dotted"
        if last.kind in TIMES and not four and "." not in gap and "." in text[last.start : last.end]:
            return True
        if last.kind not in TIMES and gap.strip() != "." and grammar.JOIN.match(gap) and gap:
            return not four or token.match["mil"][0] == "0" or len(gap) > 2
    if behind and behind.kind in TIMES and not four and (token.match["h0"] or len(token.match["h"]) == 2):
        between = text[token.end : behind.start]
        opened = behind.kind == "time" or grammar.RANGE_OPEN.search(before)
        return len(between) < 12 and bool(opened and grammar.RANGE_GAP.match(between))
    return False
