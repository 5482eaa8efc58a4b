"""The fenced blocks of a page: commands, and the output that is shown below them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Commands:
    """One sh block as written, and the text block that comes next ("" where another kind does)."""

    script: str
    shown: str

    def makes(self) -> list[str]:
        return [line for line in self.script.splitlines() if line.startswith("make ")]


def commands(page: str) -> list[Commands]:
    found = [match.groups() for match in FENCE.finditer((ROOT / page).read_text(encoding="utf-8"))]
    after = [*found[1:], ("", "")]
    return [
        Commands(text, shown if kind == "text" else "")
        for (lang, text), (kind, shown) in zip(found, after, strict=True)
        if lang == "sh"
    ]


def blocks(page: str, language: str) -> list[str]:
    found = FENCE.findall((ROOT / page).read_text(encoding="utf-8"))
    return [text for lang, text in found if lang == language]


def pages() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
