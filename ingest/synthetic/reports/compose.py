"""Composes a report: a beginning, a body of its genre, more sentences, an end; with small slips."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from ingest.synthetic.chance import happens
from ingest.synthetic.lists import listed
from ingest.synthetic.reports.cast import Cast
from ingest.synthetic.reports.page import Page
from ingest.synthetic.reports.script import Relation, Role, Slot, decided, pairs_of, slots_of, tokens
from ingest.synthetic.reports.wording import Writer
from ingest.synthetic.spelling import by_key

PLAIN = ("declaration", "osint", "information")
"""Genres that no officer opens and closes with the words of a report."""

LEAST_WORDS = 80


def compose(rng: Random, cast: Cast, genre: str) -> Page:
    """A text of this genre with its gold."""
    body, has = rng.choice(fitting(cast, genre)), cast.slots()
    page, writer = Page(cast.lang, cast.written.isoformat()), Writer(cast, rng)
    sloppy = 0.02 if happens(rng, 0.3) else 0.002
    for place, part in enumerate(_parts(rng, genre, body, cast, has)):
        page.write("\n" if place else "")
        _write(rng, page, writer, decided(rng, part, has), sloppy)
    return page


def fitting(cast: Cast, genre: str) -> list[str]:
    """The templates of a genre that this cast can play."""
    templates: list[str] = listed(f"texts/{cast.lang}")[genre]
    has = cast.slots()
    return [line for line in templates if slots_of(line) <= has and cast.may_say(line)]


def _parts(rng: Random, genre: str, body: str, cast: Cast, has: set[str]) -> list[str]:
    """Beginning, body with more sentences behind it, end."""
    lists: dict[str, list[str]] = listed(f"texts/{cast.lang}")
    pool = lists["told" if genre == "declaration" else "more"]
    more = [line for line in pool if _goes_with(line, body, has) and cast.may_say(line)]
    rng.shuffle(more)
    words, chosen = len(body.split()), more[: rng.randrange(1, 4)]
    while words + sum(len(line.split()) for line in chosen) < LEAST_WORDS and len(chosen) < len(more):
        chosen.append(more[len(chosen)])
    whole = [part for part in (body.strip(), " ".join(chosen)) if part]
    if genre == "declaration" or (genre in PLAIN and happens(rng, 0.8)):
        return whole
    return [rng.choice(lists["start"]), *whole, rng.choice(lists["end"])]


def _goes_with(line: str, body: str, has: set[str]) -> bool:
    """True when all in the line stand in the body, and it neither repeats nor contradicts what that says."""
    slots, known = slots_of(line), slots_of(body)
    people = {slot for slot in slots if slot in ("s", "t", "v")}
    if not slots <= has or not people <= known or pairs_of(line) & pairs_of(body):
        return False
    return not (slots - people - {"car", "town", "street"}) & known


def _write(rng: Random, page: Page, writer: Writer, text: str, sloppy: float) -> None:
    for token in tokens(text):
        if isinstance(token, Slot):
            wording = writer.word(token.name)
            if isinstance(wording, str):
                page.write(wording)
            else:
                page.mention(token.name, wording, token.sign)
        elif isinstance(token, Role):
            page.roles.append(token)
        elif isinstance(token, Relation):
            page.relations.append(token)
        else:
            page.write(_slips(rng, token, sloppy))


def _slips(rng: Random, words: str, often: float) -> str:
    """Words with a slip of the finger here and there."""

    def slip(hit: re.Match[str]) -> str:
        return by_key(rng, hit[0]) if happens(rng, often) else hit[0]

    return re.sub(r"[^\W\d_]{5,}", slip, words)


def stated_pairs(page: Page, cast: Cast) -> tuple[tuple[int, int], ...]:
    """The pairs of persons that a text expressly joins, denials left out."""
    pairs: list[tuple[int, int]] = []
    for relation in page.relations:
        a, b = cast.persons.get(relation.from_), cast.persons.get(relation.to)
        if a and b and relation.status != "denied" and {relation.from_, relation.to} <= set(page.slots):
            pairs.append((a.index, b.index))
    return tuple(dict.fromkeys(pairs))


def parts_played(page: Page) -> list[tuple[str, str]]:
    """Slots of persons with the first role that the text gives them as asserted."""
    found: dict[str, str] = {}
    for role in page.roles:
        if role.slot in page.slots and role.status == "asserted":
            found.setdefault(role.slot, role.role)
    return list(found.items())


def gold_of(page: Page, genre: str) -> dict[str, Any]:
    """The gold with its genre."""
    return {"genre": genre, **page.gold()}
