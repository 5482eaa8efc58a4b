"""Links as they were: the statements behind them that counted, and what older versions told of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import orjson

from graph.derive.link import Behind, link_values
from graph.ontology import load
from graph.ontology.statement import Kind, Statement, Status
from graph.read.earlier import Earlier
from graph.read.reader import Reader
from graph.read.time import Times
from graph.read.told import RecordHead, Row, head, mention
from ledger.errors import BadInput

MOST_LINKS = 20_000
Answer = Callable[..., list[dict[str, Any]]]
End = tuple[str, str, str, bool]
"""Which link of which entity: entity, link, other end, outgoing."""


class Ties:
    """The links of entities as of other times, and the statements of reads that are answered from them."""

    def __init__(
        self,
        store: Reader,
        times: Times,
        earlier: Earlier,
        allowed: Sequence[int],
        told_now: Callable[[Sequence[str]], list[dict[str, Any]]],
        shown: Callable[[Iterable[str]], dict[str, dict[str, Any]]],
    ) -> None:
        self._store, self._times, self._earlier, self._allowed = store, times, earlier, list(allowed)
        self._told_now, self._shown = told_now, shown
        self.answers: Mapping[str, Answer] = {
            "neighbours": self._neighbours,
            "neighbour_keys": self._neighbour_keys,
            "neighbour_counts": self._counts,
            "step": self._step,
            "degrees": self._degrees,
            "step_through": self._step_through,
            "degrees_through": self._degrees_through,
            "links_between": self._between,
        }

    def of(self, ids: Sequence[str], links: Sequence[str] = ()) -> list[dict[str, Any]]:
        """All links of these entities that counted: entity, link, id, outgoing and values."""
        shared = {"allowed": self._allowed, "links": list(links), "limit": MOST_LINKS + 1}
        rows = self._store.read("ties", ids=sorted(set(ids)), **shared)
        if len(rows) > MOST_LINKS:
            raise BadInput(
                f"More than {MOST_LINKS:,} links: name a type of link, or look at it as it stands now."
            )
        return self._remade(rows, self._older(ids, links))

    def _remade(
        self, rows: Sequence[Mapping[str, Any]], older: Mapping[End, Sequence[Behind]]
    ) -> list[dict[str, Any]]:
        """The links of which something counted, their values made anew where not all of it did."""
        received = {r: at for row in rows for r, at in zip(*_parallel(row["values"]), strict=True)}
        counted = self._earlier.counted(received)
        found: list[tuple[dict[str, Any], list[Behind]]] = []
        seen = set()
        for row in rows:
            end = (row["entity"], row["link"], row["id"], row.get("outgoing", True))
            seen.add(end)
            told = said(row["link"], row["values"])
            kept = [b for b in told if b[1] in counted and self._counts_then(b[0])]
            then = [b for b in older.get(end, ()) if self._counts_then(b[0])]
            if not (kept or then) or not all(
                self._times.happened(str(of["type"]), of) for of in (row["here"], row["there"])
            ):
                continue
            whole = len(kept) == len(told) and not then
            tie = _tie(end, row["values"]) | {"type": row["there"]["type"], "caption": row.get("caption", "")}
            found.append((tie, [] if whole else kept + then))
        for end in sorted(older.keys() - seen):
            if then := [b for b in older[end] if self._counts_then(b[0])]:
                found.append((_tie(end, {}), then))
        return self._valued(found)

    def _valued(self, found: Sequence[tuple[dict[str, Any], list[Behind]]]) -> list[dict[str, Any]]:
        ids = sorted({record for _, told in found for _, record in told})
        heads = self._heads(ids)
        for tie, told in found:
            if told:
                classes = [heads[record][1] for _, record in told if record in heads]
                records = {id_: one for id_, (one, _) in heads.items()}
                tie["values"] = link_values(told, records, max(classes, default=0))
        return [tie for tie, _ in found]

    def _heads(self, ids: Sequence[str]) -> dict[str, tuple[RecordHead, int]]:
        rows = [
            row["record"] for row in self._store.read("record_heads", ids=list(ids), allowed=self._allowed)
        ]
        rows += [row["record"] for row in self._earlier.rows(ids)]
        return {row["id"]: (head(row), int(row["class"])) for row in rows}

    def _counts_then(self, made: Statement) -> bool:
        return self._times.counts(made.valid_from, made.valid_to)

    def _older(self, ids: Sequence[str], links: Sequence[str]) -> dict[End, list[Behind]]:
        """What versions that count no more said of links of these entities."""
        if not self._times.known_at:
            return {}
        asked, found = set(ids), defaultdict[End, list[Behind]](list)
        records = self._earlier.gone(ids, self._told_now(sorted(asked)))
        place, relations = self._earlier.places(records), load().relations
        begun = {row["mention"]["id"]: self._begun(row) for row in self._earlier.rows(records)}
        for row in self._earlier.rows(records):
            old = mention(row)
            for made in old.relations():
                a, b = place[old.id], place.get(made.target, "")
                if not b or a == b or (links and made.property not in links):
                    continue
                if not (begun[old.id] and begun.get(made.target, True)):
                    continue
                if relations[made.property].symmetric and b < a:
                    a, b = b, a
                for end in ((a, made.property, b, True), (b, made.property, a, False)):
                    if end[0] in asked:
                        found[end].append((made, old.record))
        return found

    def _begun(self, row: Row) -> bool:
        old = mention(row)
        return self._times.happened(old.type, {n: old.first(n) for n in ("startDate", "endDate", "kind")})

    # The statements of reads

    def _neighbours(
        self,
        ids: Sequence[str],
        allowed: Sequence[int],
        links: Sequence[str],
        types: Sequence[str],
        limit: int,
    ) -> list[dict[str, Any]]:
        """In the order in which they stand now, under the names of then."""
        some = self._narrowed(ids, links, types)[:limit]
        shown = self._shown(tie["id"] for tie in some)
        return [tie | shown[tie["id"]] | {"order": tie["caption"]} for tie in some]

    def _neighbour_keys(
        self, ids: Sequence[str], allowed: Sequence[int], links: Sequence[str], types: Sequence[str]
    ) -> list[dict[str, Any]]:
        some = self._narrowed(ids, links, types)
        columns = {"links": "link", "captions": "caption", "others": "id", "entities": "entity"}
        return [
            {name: [tie[of] for tie in some] for name, of in columns.items()}
            | {"outgoing": [tie["outgoing"] for tie in some]}
        ]

    def _narrowed(
        self, ids: Sequence[str], links: Sequence[str], types: Sequence[str]
    ) -> list[dict[str, Any]]:
        return [tie for tie in self.others(ids, links) if not types or tie["type"] in types]

    def _counts(self, ids: Sequence[str], allowed: Sequence[int]) -> list[dict[str, Any]]:
        totals = Counter((t["link"], t["type"], t["outgoing"]) for t in self.others(ids, ()))
        return [
            {"link": link, "type": type_, "outgoing": outgoing, "total": totals[link, type_, outgoing]}
            for link, type_, outgoing in sorted(totals)
        ]

    def others(self, ids: Sequence[str], links: Sequence[str]) -> list[dict[str, Any]]:
        """Links to others than these, each with type and caption of the other end."""
        ties = [tie for tie in self.of(ids, links) if tie["id"] not in ids]
        bare = self._shown(tie["id"] for tie in ties if "type" not in tie)
        return [tie if "type" in tie else tie | bare[tie["id"]] for tie in ties]

    def _step(self, ids: Sequence[str], allowed: Sequence[int], links: Sequence[str]) -> list[dict[str, Any]]:
        found = sorted({(tie["entity"], tie["id"]) for tie in self.of(ids, links)})
        return [{"id": id_, "next": next_} for id_, next_ in found]

    def _degrees(
        self, ids: Sequence[str], allowed: Sequence[int], links: Sequence[str]
    ) -> list[dict[str, Any]]:
        """How many links there are now, which bounds those of then; one at least, so that it is looked at."""
        rows = self._store.read("degrees", ids=list(ids), allowed=list(allowed), links=list(links))
        return self._bounded(ids, rows)

    @staticmethod
    def _bounded(ids: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        total = dict.fromkeys(ids, 1) | {row["id"]: row["total"] for row in rows}
        return [{"id": id_, "total": total[id_]} for id_ in sorted(total)]

    def _step_through(self, types: Sequence[str], ends: Sequence[str], **asked: Any) -> list[dict[str, Any]]:
        rows = self._step(**asked)
        shown = self._shown({row["next"] for row in rows} - set(ends))
        return [row for row in rows if row["next"] in ends or shown.get(row["next"], {}).get("type") in types]

    def _degrees_through(
        self, types: Sequence[str], ends: Sequence[str], **asked: Any
    ) -> list[dict[str, Any]]:
        rows = self._store.read("degrees_through", types=list(types), ends=list(ends), **asked)
        return self._bounded(asked["ids"], rows)

    def _between(
        self, pairs: Sequence[Mapping[str, str]], allowed: Sequence[int], links: Sequence[str]
    ) -> list[dict[str, Any]]:
        wanted = {(pair["a"], pair["b"]) for pair in pairs}
        given = [{"a": a, "b": b} for a, b in sorted(wanted)]
        rows = self._store.read("ties_between", pairs=given, allowed=self._allowed, links=list(links))
        older = self._older(sorted({a for a, _ in wanted}), links)
        older = {end: told for end, told in older.items() if end[3] and (end[0], end[2]) in wanted}
        found = [
            {"a": tie["entity"], "b": tie["id"], "link": tie["link"], "values": tie["values"]}
            for tie in self._remade(rows, older)
        ]
        return sorted(found, key=lambda row: (row["a"], row["b"], row["link"]))


def said(link: str, values: Mapping[str, Any]) -> list[Behind]:
    """The statements behind a link with their records: as kept where there are several, else its own."""
    if "said" not in values:
        roles, status = values.get("role") or [""], values.get("role_status") or [values["status"]]
        made = Statement(
            link,
            kind=Kind(values["kind"]),
            status=Status(status[0]),
            role=roles[0],
            valid_from=values.get("valid_from") or "",
            valid_to=values.get("valid_to") or "",
            details=tuple(_pair(detail) for detail in values.get("details") or ()),
        )
        return [(made, record) for record in values["records"]]
    return [
        (
            Statement(
                link,
                kind=Kind(told["kind"]),
                status=Status(told["status"]),
                valid_from=told.get("valid_from", ""),
                valid_to=told.get("valid_to", ""),
                role=told.get("role", ""),
                details=tuple((name, value) for name, value in told.get("details", ())),
            ),
            told["record"],
        )
        for told in orjson.loads(values["said"])
    ]


def _pair(detail: str) -> tuple[str, str]:
    name, _, value = detail.partition("=")
    return name, value


def _parallel(values: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    records = list(values["records"])
    return records, list(values.get("received") or [""] * len(records))


def _tie(end: End, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"entity": end[0], "link": end[1], "id": end[2], "outgoing": end[3], "values": dict(values)}
