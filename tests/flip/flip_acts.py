"""Every mutation, done in the same way in both houses once all was asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, TypeVar
from unittest.mock import patch

from flip_classes import session
from flip_house import FlipHouse, fixed_ids, passage_of
from flip_reads import Place, asked, items, marked, turn
from flip_world import Island

from api.stages.corrections import CORRECTION
from ledger.entry import Decision

JSON = Any
T = TypeVar("T")
FORMS = ("CSV", "GRAPHML", "JSON", "FTM", "STIX", "ANX", "UMF")
ACTS = (
    "judge", "retract", "export", "split", "saveChart", "deleteChart", "acknowledge", "takePassages",
    "correct", "withdrawCorrection", "breakGlass", "endGlass", "reclassify", "erase",
    "decideRetention", "holdRecord",
)  # fmt: skip


class Acting:
    """What one session does about one island, and is answered; who sees everything does what is wanted."""

    def __init__(
        self, house: FlipHouse, island: Island, allowed: Sequence[int], wanted: Collection[str] | None
    ) -> None:
        self.house, self.island, self.allowed, self.wanted = house, island, allowed, wanted
        self.place, self.found = Place(island), dict[str, list[JSON]]()
        self.who = "base" if wanted is None else "more"

    def act(self, field: str, /, **given: JSON) -> JSON:
        """What one mutation answers."""
        if self.wanted is not None and field not in self.wanted:
            return {"data": None}
        name, of = f"{self.who} {self.island.name}", {**given, "_case": self.island.case}
        if field not in ("takePassages", "saveChart", "export", "endGlass"):
            of["reason"] = name
        with fixed_ids(name):
            made = asked(self.house, "Mutation", field, of, self.allowed, self.island.domain)
        self.found.setdefault(field, []).append(marked(self.island, given, made))
        return made

    def some(self, *of: T) -> list[T]:
        """Those whose turn it is; all to who sees more, whose answers show whether what is hidden matters."""
        return turn(self.island, of) if self.wanted is None else list(of)


def acts(
    house: FlipHouse,
    island: Island,
    allowed: Sequence[int],
    seen: JSON,
    wanted: Collection[str] | None = None,
) -> dict[str, list[JSON]]:
    """What each mutation answers; `seen` are the answers of this session to the questions before."""
    one = Acting(house, island, allowed, wanted)
    who, ids, (a, b, c, r) = one.who, one.place.ids, one.place.ids("a", "b", "c", "r")
    if wanted is None:
        for kind, other in one.some(("NEGATIVE", one.place.id("d")), ("POSITIVE", c)):
            one.act("judge", a=a, b=other, kind=kind)
    made = one.act("judge", a=a, b=b, kind="UNSURE")
    judged = made["data"]["judge"]["judgement"]["id"] if made["data"] else "0"
    for judgement in one.some(judged, hidden_judgement(island)):
        one.act("retract", id=judgement)
    one.act("export", ids=[a, c], format=FORMS[island.number % len(FORMS)], recipient=who, hops=1)
    for apart in one.some(b, *ids("d", "e")):
        one.act("split", id=a, apart=[[apart]])
    one.act("saveChart", name=who, items=[{"id": a}, {"id": b}, {"id": one.place.id("b/phone")}])
    charts = [it["id"] for answer in seen.get("charts", ()) for it in items(answer, "charts", "items")]
    one.act("deleteChart", id=(charts or ["0"])[0])
    flags = [it["id"] for answer in seen.get("relied", ()) for it in items(answer, "relied")]
    one.act("acknowledge", id=(flags or ["0"])[0])
    for n in one.some(0, 2):
        one.act("takePassages", ids=[passage_of(island, n, 0).id])
    made = one.act("correct", mention=c, property="birthPlace", value=who)
    one.act("correct", mention=r, property="birthPlace", value=who)
    corrected = made["data"]["correct"]["id"] if made["data"] else "0"
    for name in ("a/", "r/"):
        one.act("holdRecord", record=one.place.id(name), until="2035-01-01")
        one.act("decideRetention", record=one.place.id(name), verdict="ARCHIVE")
    one.act("breakGlass", case=island.case)
    one.act("endGlass", case=island.case)
    if wanted is None:
        _of_the_hidden(one, r)
    for correction in one.some(hidden_correction(island), corrected):
        one.act("withdrawCorrection", id=correction)
    _gone(one)
    return one.found


def _of_the_hidden(one: Acting, id_: str) -> None:
    """What is answered to somebody who acts on what may not be seen."""
    of: tuple[tuple[str, dict[str, JSON]], ...] = (
        ("judge", {"a": id_, "b": id_, "kind": "UNSURE"}),
        ("export", {"ids": [id_], "format": "CSV", "recipient": "base"}),
        ("saveChart", {"name": "base", "items": [{"id": id_}]}),
    )
    for field, given in one.some(*of):
        one.act(field, **given)


def _gone(one: Acting) -> None:
    """Give one record another unit, and erase another, as they are shown first.

    What the second session does to c rests on what is shown to the first: more may hang on it for him.
    """
    island, who = one.island, one.who
    name, other = ("e", "d") if who == "base" else ("a", "c")

    def shown(row: str, classes: Sequence[int]) -> JSON:
        of = {"records": {"ids": [island.now(row).id]}}
        told = asked(one.house, "Query", "touches", of, classes, island.domain)
        return told["data"]["touches"]["shown"] if told["data"] else "0"

    def of_key(row: str, as_shown: JSON) -> None:
        key = island.row(row).said["number"]
        one.act("reclassify", source="TEST", key=key, marking={"unit": who}, shown=as_shown)

    def of_id(row: str, as_shown: JSON) -> None:
        one.act("erase", records={"ids": [island.now(row).id]}, shown=as_shown)

    with patch("api.reads.acting.followed"), patch("api.reads.acting.sweep", return_value=[]):
        if one.wanted is None or "reclassify" in one.wanted:
            of_key(other, shown(other, session(island.hidden, ())))
        if one.wanted is None or "erase" in one.wanted:
            of_id(name, shown(name, one.allowed))
        for refused in one.some(of_key, of_id) if one.wanted is None else (of_id,):
            refused("r", "0")


def hidden_judgement(island: Island) -> str:
    """The id of what somebody judged who saw more, where there is such a judgement."""
    a, d = island.row("a"), island.row("d")
    subject = {"a": a.mention(), "b": d.mention()}
    for end, row in (("a", a), ("b", d)):
        subject[f"{end}_at"] = {"record": row.id, "type": "Person", "anchor": "person"}
    return Decision("positive", subject, island.hidden, "ana", f"J4 {island.name}").id


def hidden_correction(island: Island) -> str:
    """The id of a correction of the hidden record."""
    row = island.row("r")
    subject = {
        "record": row.id, "type": "Person", "anchor": "person", "mention": row.mention(),
        "property": "firstName", "was": "Jan", "value": "Johan",
    }  # fmt: skip
    return Decision(CORRECTION, subject, island.hidden, "ana", f"C3 {island.name}").id
