"""Patterns in the log that an auditor may want to look at: each with why and its lines, without any score.

A pattern is a reason to ask, not a finding: whoever looked may have had to. It is shown to auditors alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from ledger.act import Event
from ledger.canonical import JSON, canonical
from ledger.pseudonyms import ID

NIGHT = (22, 6)
AT_NIGHT = frozenset(("patrol", "duty_officer", "service"))
"""Functions that are on duty at night."""
SHORTEST = 4
"""Letters of a name of one word that is looked for in what was asked."""
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Pattern:
    """One pattern: its kind, why it is shown, who acted, and the numbers of the lines."""

    kind: str
    why: str
    actors: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Known:
    """What the patterns are held against: who works here, and who was on which case when.

    `functions`: account → function; `on_case(account, case, moment)`; many: from how many on it is shown.
    """

    functions: Mapping[str, str]
    on_case: Callable[[str, str, str], bool]
    zone: str = "Europe/Brussels"
    many_users: int = 5
    many_things: int = 200


@dataclass
class _Seen:
    """What has been met so far; each key will be one pattern."""

    colleagues: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    outside: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    night: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    glass: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    users: dict[str, dict[str, list[int]]] = field(default_factory=lambda: defaultdict(dict))
    persons: dict[tuple[str, str], dict[str, int]] = field(default_factory=lambda: defaultdict(dict))


def patterns(events: Iterable[Event], known: Known) -> list[Pattern]:
    """The patterns in these lines; only looks are held against them, each once, by its intent."""
    seen, names, zone = _Seen(), _names(known.functions), ZoneInfo(known.zone)
    for event in events:
        if event.phase == "intent" and event.act.kind == "consultation":
            _note(event, seen, known, names, zone)
    return [*_told(seen, known)]


def _note(
    event: Event, seen: _Seen, known: Known, names: Mapping[str, Collection[str]], zone: ZoneInfo
) -> None:
    act, line = event.act, event.sequence
    asked = act.details.get("arguments")
    at = datetime.fromisoformat(event.at).astimezone(zone)
    for colleague in _colleagues(asked, names, act.actor):
        seen.colleagues[act.actor, colleague].append(line)
    if act.case and act.actor in known.functions and not known.on_case(act.actor, act.case, event.at):
        seen.outside[act.actor, act.case].append(line)
    dark = at.hour >= NIGHT[0] or at.hour < NIGHT[1]
    if dark and known.functions.get(act.actor) not in AT_NIGHT:
        seen.night[act.actor, at.date().isoformat()].append(line)
    if glass := act.details.get("glass"):
        seen.glass[act.actor, str(glass)].append(line)
    for id_ in set(ID.findall(canonical(asked).decode())):
        seen.users[id_].setdefault(act.actor, []).append(line)
        seen.persons[act.actor, at.date().isoformat()].setdefault(id_, line)


def _told(seen: _Seen, known: Known) -> Iterator[Pattern]:
    for (actor, colleague), lines in sorted(seen.colleagues.items()):
        why = f"{actor} searched for words that are the name of the account {colleague}"
        yield Pattern("colleague", why, (actor,), tuple(lines))
    for (actor, case), lines in sorted(seen.outside.items()):
        why = f"{actor} looked under case {case}, to which {actor} was not assigned then"
        yield Pattern("outside", why, (actor,), tuple(lines))
    for (actor, day), lines in sorted(seen.night.items()):
        why = f"{actor} looked between {NIGHT[0]} and {NIGHT[1]} o'clock on {day}"
        yield Pattern("night", why, (actor,), tuple(lines))
    for (actor, case), lines in sorted(seen.glass.items()):
        yield Pattern("glass", f"{actor} looked through broken glass ({case})", (actor,), tuple(lines))
    yield from _many(seen, known)


def _many(seen: _Seen, known: Known) -> Iterator[Pattern]:
    for id_, by in sorted(seen.users.items()):
        if len(by) >= known.many_users:
            lines = tuple(sorted(line for some in by.values() for line in some))
            yield Pattern("many_users", f"{len(by)} users asked for {id_}", tuple(sorted(by)), lines)
    for (actor, day), of in sorted(seen.persons.items()):
        if len(of) >= known.many_things:
            why = f"{actor} asked for {len(of)} different things on {day}"
            yield Pattern("many_things", why, (actor,), tuple(sorted(set(of.values()))))


def _names(accounts: Iterable[str]) -> dict[str, frozenset[str]]:
    """Account → the words of its name, where they may be somebody's name."""
    found = {name: frozenset(_words(name)) for name in accounts}
    return {n: words for n, words in found.items() if len(words) > 1 or len("".join(words)) >= SHORTEST}


def _colleagues(asked: JSON, names: Mapping[str, Collection[str]], actor: str) -> list[str]:
    words = set(_words(" ".join(_texts(asked))))
    return [name for name, parts in names.items() if name != actor and words.issuperset(parts)]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _texts(value: JSON) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
