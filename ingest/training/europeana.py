"""Newspapers of Europeana (CC0, old spelling): passages with their persons, places and organisations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILES = {"nl": "enp_NL*.bio", "fr": "enp_FR*.bio", "de": "enp_DE*.bio"}
TYPES = {"PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANISATION"}
PASSAGE = 120
"""Words of a passage: the newspapers have no other borders."""


def passages(folder: Path, lang: str) -> Iterator[dict[str, Any]]:
    """Passages of a language as reports with mentions alone; none where the folder has no such file."""
    for path in sorted(folder.glob(FILES.get(lang, "-"))):
        rows = [line.split(" ") for line in path.read_text("utf-8").splitlines() if " " in line]
        for low in range(0, len(rows), PASSAGE):
            found = _passage([(row[0], row[-1]) for row in rows[low : low + PASSAGE]])
            if found["mentions"]:
                yield {"id": f"{path.stem}:{low}", "lang": lang, "doc_date": None, **found}


def _passage(rows: list[tuple[str, str]]) -> dict[str, Any]:
    text = ""
    mentions: list[dict[str, Any]] = []
    last = ""
    for word, tag in rows:
        start = len(text) + bool(text)
        text += (" " if text else "") + word
        type_ = TYPES.get(tag[2:].upper(), "")
        if type_ and type_ == last and tag[0] == "I":
            mentions[-1]["end"] = len(text)
        elif type_:
            mentions.append({"type": type_, "start": start, "end": len(text)})
        last = type_
    return {"text": text, "mentions": mentions}
