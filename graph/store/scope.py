"""What no statement of ours may contain, and the classes that each pattern of a query must name.

Works on text whose strings and comments are blanked out, and refuses rather than guesses. Only our own
statements are read by it: it is no guard against what somebody types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ANY_CASE = re.IGNORECASE | re.DOTALL
FORBIDDEN = (
    (r"\b(?:allShortestPaths|shortestPath)\s*\(", "shortestPath loses paths on the embedded server"),
    (r"\bSHORTEST\b", "SHORTEST is refused by the embedded server; search level by level"),
    (
        r"-\s*\[[^\]]*\bWHERE\b[^\]]*\]\s*-\s*>?\s*(?:\{|\+|\*)",
        "the embedded server ignores WHERE in a quantified link; write ((x)-[r WHERE …]->(y)){1,3}",
    ),
    (
        r"\b(?:MATCH|MERGE)\b[^()]*\(\s*\w*\s*:\s*\w+\s*[:&]",
        "the embedded server reads all nodes to find two labels at once; find by one, create with both",
    ),
)
WHERE = r"\s*(?:\bWHERE\b(?P<where>.*))?"
NODE = re.compile(r"\s*(?P<name>\w+)?\s*(?P<label>:[\w|&!%() ]+?)?\s*(?:\{.*?\})?" + WHERE, ANY_CASE)
LINK = re.compile(
    r"\s*(?P<name>\w+)?\s*(?::[\w|&!%() ]+?)?\s*(?:\*[\d. ]*)?\s*(?:\{.*?\})?" + WHERE, ANY_CASE
)
CLAUSE = re.compile(
    r"\b(MATCH|WHERE|RETURN|WITH|UNWIND|CALL|YIELD|ORDER|SKIP|LIMIT|SET|MERGE|CREATE|DELETE|UNION)\b",
    ANY_CASE,
)
YIELDED = re.compile(r"\bYIELD\s+\w+(?:\s+AS)?\s+(\w+)(?:\s*,[^()]*?)?\s+WHERE\s+(.*?)\bRETURN\b", ANY_CASE)
YIELDED_PLAIN = re.compile(r"\bYIELD\s+(\w+)(?:\s*,[^()]*?)?\s+WHERE\s+(.*?)\bRETURN\b", ANY_CASE)
PROJECTION = re.compile(
    r"(?<!STARTS )(?<!ENDS )\bWITH\b(.*?)"
    r"(?=\b(?:MATCH|OPTIONAL|WHERE|RETURN|UNWIND|CALL|ORDER|SKIP|LIMIT|WITH)\b|$)",
    ANY_CASE,
)
CALLED = re.compile(r"\bCALL\s*(?:\((?P<named>[^()]*)\)\s*)?$", ANY_CASE)
SUBQUERY = re.compile(r"\b(?:EXISTS|COUNT)\s*\{[·\w\s,<>-]*$", ANY_CASE)
PROCEDURE = re.compile(r"\bCALL\s+[\w.]+\s*\(", ANY_CASE)
YIELDS = re.compile(r"\bYIELD\b", ANY_CASE)
BARE_LINK = re.compile(r"[)}+*]\s*<?(--)>?\s*\(")


@dataclass(frozen=True)
class Complaint:
    """Where in the text (`offset`) and why a statement is refused."""

    offset: int
    reason: str


@dataclass(frozen=True)
class Pattern:
    """A node or link pattern: its variable and its inline condition ("" where there is none)."""

    offset: int
    what: str
    name: str
    where: str


def complaint(plain: str, scoped: bool) -> Complaint | None:
    """The first thing that is wrong with a statement, or None; `scoped` asks for classes in each pattern."""
    for pattern, reason in FORBIDDEN:
        if match := re.search(pattern, plain, ANY_CASE):
            return Complaint(match.start(), reason)
    return _unscoped(plain) if scoped else None


def _unscoped(plain: str) -> Complaint | None:
    known: dict[str, int] = _yielded(plain)
    for called in PROCEDURE.finditer(plain):
        yields = YIELDS.search(plain, called.end())
        if yields is None or yields.start() not in known.values():
            return Complaint(
                called.start(), "what this CALL yields has no “WHERE x.class IN $allowed” right after it"
            )
    for pattern in sorted(_patterns(plain), key=lambda pattern: pattern.offset):
        if _names_classes(pattern.name, pattern.where):
            known[pattern.name] = pattern.offset
        elif pattern.what == "link" or pattern.where or not _is_bound(pattern, known, plain):
            name = pattern.name or "x"
            return Complaint(
                pattern.offset,
                f"this {pattern.what} has no “WHERE {name}.class IN $allowed” inside its pattern",
            )
    return None


def _names_classes(name: str, where: str) -> bool:
    """Whether `name.class IN $allowed` must hold: one of the terms that AND joins, and nothing beside it."""
    if not name or re.search(r"\b(?:OR|XOR)\b", _flat(where), ANY_CASE):
        return False
    terms = re.split(r"\bAND\b", _flat(where), flags=ANY_CASE)
    return any(re.fullmatch(rf"\s*{name}\.class\s+IN\s+\$allowed\s*", term, ANY_CASE) for term in terms)


def _is_bound(pattern: Pattern, known: dict[str, int], plain: str) -> bool:
    """Whether the variable still is the one that an earlier pattern scoped: a WITH may have dropped it."""
    if pattern.name not in known:
        return False
    bound = known[pattern.name]
    if not _reaches(plain, bound, pattern.offset, pattern.name):
        return False
    between = plain[bound : pattern.offset]
    if re.search(r"\bUNION\b", between, ANY_CASE):
        return False
    return all(_keeps(projection, pattern.name) for projection in PROJECTION.findall(between))


def _reaches(plain: str, bound: int, used: int, name: str) -> bool:
    """Whether a variable is the same at both places: what a subquery or comprehension binds ends with it,
    and a CALL knows what it takes in alone."""
    outer, inner = _open(plain, bound), _open(plain, used)
    if outer != inner[: len(outer)]:
        return False
    return all(_takes_in(plain, opened, name) for opened in inner[len(outer) :])


def _open(plain: str, offset: int) -> list[int]:
    """Where the braces and square brackets begin that a place is inside of."""
    opened: list[int] = []
    for position, sign in enumerate(plain[:offset]):
        if sign in "{[":
            opened.append(position)
        elif sign in "}]" and opened:
            opened.pop()
    return opened


def _takes_in(plain: str, opened: int, name: str) -> bool:
    """Whether the block that begins there knows a variable from before it: all do but CALL."""
    match = CALLED.search(plain[:opened])
    if match is None:
        return True
    if match["named"] is None:
        return bool(re.match(r"\s*WITH\b", plain[opened + 1 :], ANY_CASE))
    return bool({name, "*"} & {item.strip() for item in match["named"].split(",")})


def _keeps(projection: str, name: str) -> bool:
    items = {
        item.strip() for item in re.sub(r"^\s*DISTINCT\b", "", _flat(projection), flags=ANY_CASE).split(",")
    }
    return name in items or "*" in items


def _yielded(plain: str) -> dict[str, int]:
    found = {}
    for expression in (YIELDED, YIELDED_PLAIN):
        for match in expression.finditer(plain):
            if _names_classes(match[1], match[2]):
                found[match[1]] = match.start()
    return found


def _patterns(plain: str) -> Iterator[Pattern]:
    for opened in re.finditer(r"[(\[]", plain):
        end = _closing(plain, opened.start())
        inside, before, after = plain[opened.end() : end], plain[: opened.start()], plain[end + 1 :]
        is_link = opened[0] == "[" and re.search(r"-\s*$", before) and re.match(r"\s*-", after)
        if is_link and (match := LINK.fullmatch(inside)):
            yield Pattern(opened.start(), "link", match["name"] or "", match["where"] or "")
        elif is_link:
            yield Pattern(opened.start(), "link", "", "")
        elif opened[0] == "(" and (match := NODE.fullmatch(inside)) and _is_node(before, after, match):
            yield Pattern(opened.start(), "node", match["name"] or "", match["where"] or "")
    for bare in BARE_LINK.finditer(plain):
        yield Pattern(bare.start(1), "link", "", "")


def _is_node(before: str, after: str, match: re.Match[str]) -> bool:
    """By its neighbours: a link on either side, a label inside, or a place in the list of a MATCH."""
    if re.search(r"[\]-]\s*-\s*>?\s*$", before) or re.match(r"\s*<?\s*-\s*[\[-]", after):
        return True
    word = re.search(r"(\w+)\s*$", before)
    if word and not CLAUSE.fullmatch(word[1]):
        return False
    return bool(match["label"]) or _clause(before) == "MATCH" or bool(SUBQUERY.search(_flat(before)))


def _clause(before: str) -> str:
    """The clause that a place is in, at its own level of brackets."""
    level = re.split(r"[(\[{]", _flat(before))[-1]
    words = CLAUSE.findall(level)
    return words[-1].upper() if words else ""


def _flat(text: str) -> str:
    """The text without what stands in brackets."""
    while (shorter := re.sub(r"\([^()\[\]{}]*\)|\[[^()\[\]{}]*\]|\{[^()\[\]{}]*\}", "·", text)) != text:
        text = shorter
    return text


def _closing(plain: str, opened: int) -> int:
    depth = 0
    for position in range(opened, len(plain)):
        depth += plain[position] in "([{"
        depth -= plain[position] in ")]}"
        if depth == 0:
            return position
    return len(plain)
