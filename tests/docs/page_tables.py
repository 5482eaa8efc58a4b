"""The tables that pages take from code and data: `python tests/docs/page_tables.py` writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from api.settings import Settings
from ingest.feeds import load, names
from policy import classes, grades, handling

ROOT = Path(__file__).resolve().parents[2]

SYSTEMS = {
    "1": "ANG, the national database",
    "2": "ISLP and FEEDIS, register reports",
    "3": "BePAd, administrative police",
    "4": "ANPR cameras",
    "5": "PNR, flights",
    "6": "Aquatask and Aerotask, crews and passengers",
    "7": "Belvis, visa and travel documents",
    "8": "Raavis, reports to the immigration office",
    "9": "ANG/CROSS, signalments",
    "10": "I+Belgium, conditional releases",
    "13": "FOCUS, on the street",
    "14": "GES, investigations",
    "15": "BNBB, the national bank",
    "17": "Cross Border Exchange, fines",
    "18": "PacOs, exhibits",
    "19": "Mercurius, driving bans",
    "21": "OSINT, virtual patrol",
    "22": "Digital declarations",
    "23": "National, vehicle and company registers",
    "24": "Images, fingerprints and traces: results of matchers",
}
"""The number that a feed gives as its `system`: the system there whose records it takes in."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def settings() -> str:
    rows = []
    for name, field in Settings.model_fields.items():
        default = "the login" if field.default_factory else f"`{field.default}`" if str(field.default) else ""
        rows.append([f"`LOCARD_{name.upper()}`", default, field.description or ""])
    return table(["variable", "default", "what"], rows)


def feeds() -> str:
    rows = []
    for feed in sorted(map(load, names()), key=lambda feed: (int(feed.system or 99), feed.name)):
        other = "any, see [exchange](exchange.md)" if feed.format == "ftm" else "public data, for `make real`"
        system = f"{feed.system} {SYSTEMS[feed.system]}" if feed.system else other
        link = f"[`{feed.name}`](../ingest/feeds/{feed.name}.yaml)"
        rows.append([system, link, feed.labels["en"], feed.source, feed.domain, feed.format])
    return table(["system", "feed", "what", "source", "domain", "format"], rows)


def visibility() -> str:
    rows = []
    for number, known in sorted(classes.load().classes.items()):
        kind = f"compound of {', '.join(map(str, known.parts))}" if known.parts else f"rule {known.rule}"
        rows.append([str(number), known.name, kind])
    for rule in classes.load().rules:
        if rule.each and rule.labels:
            each = " and ".join(rule.each)
            rows.append(["derived", rule.labels["en"], f"rule {rule.name}: one for each domain, {each}"])
    return table(["class", "name", "kind"], rows)


def schemes() -> str:
    rows = []
    for name, scheme in grades.load().items():
        for part in ("reliability", "credibility"):
            codes = (f"`{code}` {level.name.lower()}" for code, level in getattr(scheme, part).items())
            rows.append([name, part, ", ".join(codes)])
    return table(["scheme", "part", "code and its place on the common scale"], rows)


def codes() -> str:
    rows = []
    for code, known in handling.load().items():
        rows.append([f"`{code}`", known.labels["en"], ", ".join(sorted(known.allows)) or "nothing"])
    return table(["code", "meaning", "allows"], rows)


TABLES: dict[str, tuple[str, Callable[[], str]]] = {
    "settings": ("docs/administrator.md", settings),
    "feeds": ("docs/feeds.md", feeds),
    "classes": ("docs/policies.md", visibility),
    "grades": ("docs/policies.md", schemes),
    "handling": ("docs/policies.md", codes),
}


def filled(page: str, name: str, made: str) -> str:
    """The page with the table between its marks; the marks must be there."""
    marks = re.compile(rf"(<!-- table: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    assert marks.search(page), f"no mark for the table {name}"
    return marks.sub(lambda m: f"{m[1]}{made}\n{m[2]}", page)


if __name__ == "__main__":
    for name, (page, made) in TABLES.items():
        path = ROOT / page
        path.write_text(filled(path.read_text(encoding="utf-8"), name, made()), encoding="utf-8")
