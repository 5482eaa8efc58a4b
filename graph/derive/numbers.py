"""Identifiers as people type them: with other signs, without leading zeros, misread, or a part of them."""

from __future__ import annotations

import re

from graph.derive.plain import compact, plain

GRAM = 3
MISREAD = str.maketrans("oqibsz", "001852")
"""Letters that are taken for figures, on plates above all."""
COUNTRIES = ("be", "nl", "fr", "de", "lu")
"""What is written before numbers of companies."""
PREFIXED = 8
ABROAD = ("32", "31", "33", "49", "352", "44")
"""Country codes behind which a national number begins; it is dialled with a 0 in their place."""


def folded(text: str) -> str:
    """An identifier with each letter that is taken for a figure as that figure: "1-ABO-2B4" → "1a80284"."""
    return compact(text).translate(MISREAD).replace("l", "1")


def grams(text: str) -> list[str]:
    """The runs of three characters of an identifier, so that a part of a plate or phone is found."""
    whole = compact(text)
    return [whole[i : i + GRAM] for i in range(len(whole) - GRAM + 1)]


def normal(text: str) -> str:
    """A number without what is written in many ways: zeros before figures, the century of a year.

    "GE.20.LB.001234/2026", "ge 20 lb 1234/26" → "ge20lb1234y26".
    """
    runs = re.findall(r"[a-z]+|\d+", plain(text))
    if len(runs) > 1 and re.search(r"[/\-. ]\s*(?:19|20)?\d\d\s*$", text) and len(runs[-1]) in (2, 4):
        runs[-1] = f"y{runs[-1][-2:]}"
    return "".join(run.lstrip("0") or "0" if run.isdigit() else run for run in runs)


def national(text: str) -> str:
    """A telephone number as it is dialled at home: "+32470112233" → "0470112233"; "" for another number."""
    if not text.startswith("+") or not (digits := compact(text)).isdigit():
        return ""
    code = next((code for code in ABROAD if digits.startswith(code)), "")
    return f"0{digits.removeprefix(code)}" if code else ""


def number_words(value: str) -> set[str]:
    """By which an identifier is found: whole, dialled at home, as it may be spelled or misread, in parts."""
    whole = compact(value)
    if not whole:
        return set()
    words = {
        whole,
        f"n_{normal(value)}",
        f"f_{folded(value)}",
        *(f"g_{gram}" for gram in grams(folded(value))),
    }
    return words | {home for home in [national(value)] if home}


def typed_wholes(text: str) -> tuple[str, ...]:
    """The ways in which what was typed may be the whole of an identifier."""
    whole = compact(re.sub(r"\(0\)", "", text))
    ways = [whole, compact(text)]
    if whole.isdigit() and whole.startswith("00"):
        ways.append(whole[2:])
    if len(whole) > PREFIXED and whole[:2] in COUNTRIES and whole[2:].isdigit():
        ways.append(whole[2:])
    return tuple(way for way in dict.fromkeys(ways) if way)
