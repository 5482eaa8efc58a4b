"""What no statement of ours may contain, and the classes that each pattern of a query must name.

Works on text whose strings and comments are blanked out. Only our own statements are read by it; what an
analyst types is parsed by the guard in `cypher/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FORBIDDEN = (
    (
        r"\b(?:allShortestPaths|shortestPath)\s*\(",
        "shortestPath loses paths on the embedded server; search level by level",
    ),
    (r"\b(?:ANY|ALL)?\s*SHORTEST\b", "SHORTEST is refused by the embedded server; search level by level"),
    (
        r"-\s*\[[^\]]*\bWHERE\b[^\]]*\]\s*->?\s*(?:\{|\+|\*)",
        "the embedded server ignores WHERE in a quantified link; write ((x)-[r WHERE …]->(y)){1,3}",
    ),
)
CALLED = re.compile(r"(\w+)\s*$")
NODE = re.compile(
    r"\s*(?P<name>\w+)?\s*(?P<labels>:[\w:|&!%() ]+?)?\s*(?P<map>\{.*?\})?\s*(?P<where>\bWHERE\b.*)?",
    re.DOTALL | re.IGNORECASE,
)
LINK = re.compile(
    r"\s*(?P<name>\w+)?\s*(?P<labels>:[\w|&!%() ]+?)?\s*(?P<count>\*[\d. ]*)?\s*(?P<map>\{.*?\})?"
    r"\s*(?P<where>\bWHERE\b.*)?",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True)
class Complaint:
    """Where in the text (`offset`) and why a statement is refused."""

    offset: int
    reason: str


def complaint(plain: str, scoped: bool) -> Complaint | None:
    """The first thing that is wrong with a statement, or None; `scoped` asks for classes in each pattern."""
    for pattern, reason in FORBIDDEN:
        if match := re.search(pattern, plain, re.IGNORECASE):
            return Complaint(match.start(), reason)
    return _unscoped(plain) if scoped else None


def _unscoped(plain: str) -> Complaint | None:
    known = {
        match[1]
        for match in re.finditer(
            r"\bYIELD\s+(\w+).*?\bWHERE\s+\1\.class\s+IN\s+\$allowed\b", plain, re.DOTALL | re.IGNORECASE
        )
    }
    for offset, what, match in _patterns(plain):
        name, where = match["name"], match["where"] or ""
        if what == "node" and name in known and not where:
            continue
        if not name or not re.search(rf"\b{name}\.class\s+IN\s+\$allowed\b", where):
            return Complaint(
                offset, f"this {what} has no “WHERE {name or 'x'}.class IN $allowed” inside its pattern"
            )
        known.add(name)
    return None


def _patterns(plain: str) -> Iterator[tuple[int, str, re.Match[str]]]:
    for opened in re.finditer(r"[(\[]", plain):
        closed = _closing(plain, opened.start())
        inside, before, after = plain[opened.end() : closed], plain[: opened.start()], plain[closed + 1 :]
        if opened[0] == "[":
            if re.search(r"-\s*$", before) and re.match(r"\s*-", after) and (match := LINK.fullmatch(inside)):
                yield opened.start(), "link", match
        elif _is_node(before, after, inside) and (match := NODE.fullmatch(inside)):
            yield opened.start(), "node", match
    for match in re.finditer(r"\)\s*<?(--)>?\s*\(", plain):
        bare = re.fullmatch(r"(?P<name>x)?(?P<where>y)?", "")
        assert bare is not None
        yield match.start(1), "link", bare


def _is_node(before: str, after: str, inside: str) -> bool:
    if re.search(r"(?:\]\s*-|--)\s*>?\s*$", before) or re.match(r"\s*(?:<\s*)?-\s*(?:\[|-)", after):
        return True
    if re.search(r"\bMATCH\s*$|\bMATCH\b[^;]*[,(]\s*$", before, re.IGNORECASE):
        return ":" in inside or bool(re.search(r"\bMATCH\s*$", before, re.IGNORECASE))
    return False


def _closing(plain: str, opened: int) -> int:
    depth = 0
    for position in range(opened, len(plain)):
        depth += plain[position] in "([{"
        depth -= plain[position] in ")]}"
        if depth == 0:
            return position
    return len(plain)
