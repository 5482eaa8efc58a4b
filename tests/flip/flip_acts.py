"""Every mutation, done in the same way in both houses once all was asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

from flip_classes import session
from flip_house import FlipHouse, fixed_ids, passage_of
from flip_reads import Place, asked, items, marked
from flip_world import Island

from api.stages.corrections import CORRECTION
from ledger.entry import Decision

JSON = Any
FORMS = ("CSV", "GRAPHML", "JSON", "FTM", "STIX", "ANX", "UMF")
ACTS = (
    "judge", "retract", "export", "split", "saveChart", "deleteChart", "acknowledge", "takePassages",
    "correct", "withdrawCorrection", "breakGlass", "endGlass", "reclassify", "erase",
    "decideRetention", "holdRecord",
)  # fmt: skip


def acts(
    house: FlipHouse, island: Island, allowed: Sequence[int], who: str, seen: JSON
) -> dict[str, list[JSON]]:
    """What each mutation answers; `seen` are the answers of this session to the questions before."""
    place, found = Place(island), dict[str, list[JSON]]()

    def act(field: str, /, **given: JSON) -> JSON:
        if field not in ("takePassages", "saveChart", "export", "endGlass"):
            given["reason"] = f"{who} {island.name}"
        with fixed_ids(f"{who} {island.name}"):
            made = asked(house, "Mutation", field, {**given, "_case": island.case}, allowed, island.domain)
        found.setdefault(field, []).append(marked(island, given, made))
        return made

    a, b, c, r = place.ids("a", "b", "c", "r")
    made = act("judge", a=a, b=b, kind="UNSURE")
    act("retract", id=made["data"]["judge"]["judgement"]["id"] if made["data"] else "0")
    act("retract", id=hidden_judgement(island))
    act("export", ids=[a, c], format=FORMS[island.number % len(FORMS)], recipient=who, hops=1)
    for apart in (b, *place.ids("d", "e")):
        act("split", id=a, apart=[[apart]])
    act("saveChart", name=who, items=[{"id": a}, {"id": b}, {"id": place.id("b/phone")}])
    charts = [one["id"] for answer in seen["charts"] for one in items(answer, "charts", "items")]
    act("deleteChart", id=(charts or ["0"])[0])
    flags = [one["id"] for answer in seen["relied"] for one in items(answer, "relied")]
    act("acknowledge", id=(flags or ["0"])[0])
    for n in (0, 2):
        act("takePassages", ids=[passage_of(island, n, 0).id])
    made = act("correct", mention=c, property="birthPlace", value=who)
    act("correct", mention=r, property="birthPlace", value=who)
    for name in ("a/", "r/"):
        act("holdRecord", record=place.id(name), until="2035-01-01")
        act("decideRetention", record=place.id(name), verdict="ARCHIVE")
    act("breakGlass", case=island.case)
    act("endGlass", case=island.case)
    if who == "base":
        _of_the_hidden(act, r)
    act("withdrawCorrection", id=hidden_correction(island))
    act("withdrawCorrection", id=made["data"]["correct"]["id"] if made["data"] else "0")
    _gone(house, island, allowed, act, who)
    return found


def _of_the_hidden(act: Any, id_: str) -> None:
    """What is answered to somebody who acts on what may not be seen."""
    act("judge", a=id_, b=id_, kind="UNSURE")
    act("export", ids=[id_], format="CSV", recipient="base")
    act("saveChart", name="base", items=[{"id": id_}])


def _gone(house: FlipHouse, island: Island, allowed: Sequence[int], act: Any, who: str) -> None:
    """Give one record another unit, and erase another, as they are shown first.

    What the second session does to c rests on what is shown to the first: more may hang on it for him.
    """
    name, other = ("e", "d") if who == "base" else ("a", "c")

    def shown(row: str, classes: Sequence[int] = allowed) -> JSON:
        of = {"records": {"ids": [island.now(row).id]}}
        told = asked(house, "Query", "touches", of, classes, island.domain)
        return told["data"]["touches"]["shown"] if told["data"] else "0"

    with patch("api.reads.acting.followed"), patch("api.reads.acting.sweep", return_value=[]):
        key = island.row(other).said["number"]
        as_shown = shown(other, session(island.hidden, ()))
        act("reclassify", source="TEST", key=key, marking={"unit": who}, shown=as_shown)
        if who == "base":
            hidden = island.row("r").said["number"]
            act("reclassify", source="TEST", key=hidden, marking={"unit": who}, shown="0")
        act("erase", records={"ids": [island.now(name).id]}, shown=shown(name))
        act("erase", records={"ids": [island.now("r").id]}, shown="0")


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
