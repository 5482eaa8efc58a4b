"""The graph as it was: a reader that answers the statements of reads as of another time.

What counts is chosen statement by statement (`Times`), and links and best values are made anew from what is
left, by the code that derives them. Who is who, and who may see what, is as it is today: ids stay usable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

import orjson

from graph.derive.entity import entity_row
from graph.ontology import load
from graph.read.dated_then import DatedThen
from graph.read.earlier import Earlier, Past
from graph.read.lookup import COLUMNS
from graph.read.places_then import PlacesThen
from graph.read.reader import Reader, Source, Switched
from graph.read.sight import Unseen
from graph.read.ties import Ties
from graph.read.time import Times
from graph.read.together import groups
from graph.read.told import Row, head, mention, statements
from ledger.canonical import canonical
from ledger.errors import BadInput

MOST = 20_000
"""Mentions and links of what is asked for at another time; more are refused, never left out."""
FEW = 2_000
"""What has more mentions is shown in lists under the name that it has now."""
SAME = frozenset(
    {"joined_to", "judged_apart", "bearers", "search", "search_holding", "search_joined", "word_sizes"}
)
"""Who is who is a judgement of today."""
SUGGESTED = 10_000


def at(store: Reader, times: Times, past: Past | None = None) -> Reader:
    """The graph as it was; `past` tells what older versions said (without it, `known_at` knows none).

    The store itself where neither time is asked for. Make one for each question.
    """
    return store if times.now else AsItWas(store, times, past)


class AsItWas(Switched):
    """Answers named statements as of other times; BadInput for those that it cannot."""

    def __init__(self, store: Reader, times: Times, past: Past | None) -> None:
        self.embedded, self.times = store.embedded, times
        self.source = self._store = Source(store)
        self._past = past
        self._known: dict[str, list[Row]] = {}
        self._earlier: Earlier | None = None
        self._ties: Ties | None = None
        self._dated: DatedThen | None = None
        self._places: PlacesThen | None = None
        self._answers: Mapping[str, Callable[..., list[dict[str, Any]]]] = {
            "entities": self._entities,
            "entity_of": self._entity_of,
            "card_entity": self._card_entity,
            "card_mentions": self._card_mentions,
            "card_size": self._card_size,
            "corrected": self._corrected,
            "search_words": self._search_words,
            "search_seen": self._search_seen,
            "suggestions": self._suggestions,
            "suggestions_total": self._suggestions_total,
        }

    def read(self, statement: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of one statement as of these times."""
        if statement in SAME:
            return self._store.read(statement, **parameters)
        allowed = parameters.get("allowed", [])
        others = self._earlier is not None and self._earlier.allowed != list(allowed)
        if others or not (self._earlier and self._ties and self._dated and self._places):
            self._known = {}
            self._earlier = Earlier(self._store, self.times, self._past, allowed)
            self._ties = Ties(self._store, self.times, self._earlier, allowed, self._told_now, self.shown)
            self._dated = DatedThen(self._ties, self._happened, self.shown)
            self._places = PlacesThen(self._store, self._earlier, self.values)
        parts = (self._ties, self._dated, self._places)
        answers = {**self._answers, **{name: a for part in parts for name, a in part.answers.items()}}
        answer = answers.get(statement)
        if answer is None:
            what = statement.replace("_", " ")
            raise BadInput(f"This cannot be asked of another time ({what}): leave asOf and knownAt empty.")
        return answer(**parameters)

    # What is told of entities

    def told(self, ids: Iterable[str]) -> dict[str, list[Row]]:
        """What counted of what is told of these entities, by entity; none for those that were not known."""
        wanted = sorted(set(ids))
        missing = [id_ for id_ in wanted if id_ not in self._known]
        if missing:
            self._known |= self._counted(missing)
        return {id_: self._known[id_] for id_ in wanted}

    def shown(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Type, caption and sources of those of these that were known; of the largest as they are now."""
        asked = sorted(set(ids))
        now = {row["id"]: row for row in self._store.read("entities", ids=asked, allowed=self._allowed)}
        if not self.times.known_at:
            return now
        sizes = self._store.read("told_sizes", ids=sorted(now), allowed=self._allowed)
        size = {row["id"]: row["mentions"] for row in sizes} | dict.fromkeys(
            self._of.alone.keys() & {*asked}, 1
        )
        found = {id_: now[id_] for id_ in size if size[id_] > FEW}
        for some in _parts({id_: size[id_] for id_ in sorted(size.keys() - found.keys())}):
            for id_, rows in self.told(some).items():
                if rows:
                    made = self._made(id_, rows)
                    found[id_] = {name: made[name] for name in ("id", "type", "caption", "sources")}
        return dict(sorted(found.items()))

    @property
    def _of(self) -> Earlier:
        assert self._earlier is not None, "a statement was read"
        return self._earlier

    @property
    def _allowed(self) -> list[int]:
        return self._of.allowed

    def _told_now(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        rows = (
            self._store.read("told_of", ids=list(ids), allowed=self._allowed, limit=MOST + 1) if ids else []
        )
        if len(rows) > MOST:
            raise BadInput(
                f"More than {MOST:,} mentions tell of this: it can be shown only as it stands now."
            )
        return rows

    def _counted(self, ids: Sequence[str]) -> dict[str, list[Row]]:
        rows = self._told_now(ids)
        counted = self._of.counted({row["record"]["id"]: row["record"]["received"] for row in rows})
        older = self._of.told(self._of.gone(ids, rows))
        found: dict[str, list[Row]] = {id_: list(older.get(id_, ())) for id_ in ids}
        for row in rows:
            if row["record"]["id"] in counted:
                found[row["entity"]].append(row)
        for row in self._store.read("corrected", ids=sorted(ids), allowed=self._allowed):
            of = row["record"]
            if of["id"] in counted or self._of.counted({of["id"]: of["received"]}):
                found[row["entity"]].append({**row, "mention": row["mention"] | {"statements": row["said"]}})
        return {id_: [self._as_of(row) for row in self._of.as_corrected(some)] for id_, some in found.items()}

    def _as_of(self, row: Row) -> Row:
        """A mention without the statements that did not count."""
        if not self.times.as_of:
            return row
        told = statements(row["mention"])
        kept = [s for s in told if self.times.counts(s.get("valid_from", ""), s.get("valid_to", ""))]
        if len(kept) == len(told):
            return row
        return {**row, "mention": row["mention"] | {"statements": canonical(kept).decode()}}

    def _made(self, id_: str, rows: Sequence[Row]) -> dict[str, Any]:
        """The properties of an entity, derived from what counted."""
        told = [mention(row) for row in rows]
        heads = {row["record"]["id"]: head(row["record"]) for row in rows}
        made: dict[str, Any] = entity_row(id_, told, heads, told[0].class_, load())["values"]
        return made

    # The statements of reads

    def _entities(self, ids: Sequence[str], allowed: Sequence[int]) -> list[dict[str, Any]]:
        """What is one today is known by any id of it, also of those parts that came later."""
        found = self.shown(ids)
        if missing := [id_ for id_ in ids if id_ not in found and self.times.known_at]:
            place = groups(self._store, missing, allowed)
            others = self.shown(other for id_ in missing for other in place[id_])
            for id_ in missing:
                if known := next((others[other] for other in place[id_] if other in others), None):
                    found[id_] = known | {"id": id_}
        return [found[id_] for id_ in sorted(found)]

    def _entity_of(self, ids: Sequence[str], allowed: Sequence[int]) -> list[dict[str, Any]]:
        """Which entity a mention is in is a judgement of today; one that was not known then is not there."""
        rows = self._store.read("entity_of", ids=ids, allowed=allowed)
        known = {row["id"] for row in self._entities([row["id"] for row in rows], allowed)}
        return [row for row in rows if row["id"] in known]

    def _card_entity(self, id: str, allowed: Sequence[int]) -> list[dict[str, Any]]:
        rows = self.told([id])[id]
        return [{"values": self._made(id, rows)}] if rows else []

    def _card_mentions(
        self, ids: Sequence[str], allowed: Sequence[int], after: str, limit: int
    ) -> list[dict[str, Any]]:
        told = (row for some in self.told(ids).values() for row in some if "said" not in row)
        rows = [dict(row) for row in told if row["mention"]["id"] > after]
        return sorted(rows, key=lambda row: str(row["mention"]["id"]))[:limit]

    def _corrected(self, ids: Sequence[str], allowed: Sequence[int]) -> list[dict[str, Any]]:
        """What classes above know of what counted then."""
        rows = [row for some in self.told(ids).values() for row in some if "said" in row]
        return [{**row, "said": row["mention"]["statements"]} for row in rows]

    def _card_size(self, ids: Sequence[str], allowed: Sequence[int]) -> list[dict[str, Any]]:
        rows = [row for some in self.told(ids).values() for row in some]
        mentions, records = ({row[name]["id"] for row in rows} for name in ("mention", "record"))
        return [{"mentions": len(mentions), "records": len(records)}]

    def _search_words(self, ids: Sequence[str], allowed: Sequence[int]) -> list[dict[str, Any]]:
        """Those whose words of then are made of what counted; the largest are looked at as they are now."""
        (now,) = self._store.read("search_words", ids=list(ids), allowed=list(allowed))
        told = self._told_small(now["entities"])
        kept = [(one, told.get(one[0])) for one in now["entities"]]
        made = [(one, self._made(one[0], of) if of else None) for one, of in kept if of != []]
        found = [[of[name] for name in COLUMNS] if of else one for one, of in made]
        return [{"entities": found}]

    def _search_seen(
        self,
        ids: Sequence[str],
        allowed: Sequence[int],
        names: Sequence[str],
        unseen: Unseen,
    ) -> list[dict[str, Any]]:
        """The same of what is seen: words of then are made without the values that are not."""
        given = {"names": list(names), "unseen": unseen}
        (now,) = self._store.read("search_seen", ids=list(ids), allowed=list(allowed), **given)
        told = self._told_small(now["entities"])
        hidden = {(one["type"], one["name"]) for one in unseen}
        found = []
        for one in now["entities"]:
            if one[0] not in told:
                found.append(one)
            elif of := told[one[0]]:
                made = self._made(one[0], [_without(row, hidden) for row in of])
                found.append([*(made[name] for name in COLUMNS), [made.get(name, "") for name in names]])
        return [{"entities": found}]

    def _told_small(self, entities: Sequence[Sequence[Any]]) -> dict[str, list[Row]]:
        """What counted of those of these rows of a search that do not have very many mentions."""
        told: dict[str, list[Row]] = {}
        for part in _parts({one[0]: int(one[4]) for one in entities if one[4] <= FEW}):
            told |= self.told(part)
        return told

    def values(self, ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        """The best values of then; of the largest those of now."""
        asked = sorted(set(ids))
        sizes = self._store.read("told_sizes", ids=asked, allowed=self._allowed) if asked else []
        size = {row["id"]: row["mentions"] for row in sizes}
        large = [id_ for id_, mentions in size.items() if mentions > FEW]
        found: dict[str, Mapping[str, Any]] = {
            id_: row["values"]
            for id_ in large
            for row in self._store.read("card_entity", id=id_, allowed=self._allowed)
        }
        small = {id_: mentions for id_, mentions in size.items() if mentions <= FEW}
        for part in _parts(small | dict.fromkeys(self._of.alone.keys() & {*asked}, 1)):
            found |= {id_: self._made(id_, told) for id_, told in self.told(part).items() if told}
        return found

    def _happened(self, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """When events and cases began and ended, as was known then: those of which either is known."""
        rows: Mapping[str, Mapping[str, Any]]
        if self.times.known_at:
            rows = self.values(ids)
        else:
            now = self._store.read("happened", ids=list(ids), allowed=self._allowed) if ids else []
            rows = {row["id"]: row for row in now}
        begun = {id_: row.get("begins") or "" for id_, row in rows.items()}
        times = {id_: (at, rows[id_].get("ends") or at) for id_, at in begun.items()}
        return {id_: found for id_, found in times.items() if any(found)}

    def _suggestions(self, skip: int = 0, limit: int = SUGGESTED, **parameters: Any) -> list[dict[str, Any]]:
        rows = self._store.read("suggestions", skip=0, limit=SUGGESTED, **parameters)
        made = self._founded(rows)
        shown = self.shown(row["other"] for row in made)
        kept = [
            row | {n: shown[row["other"]][n] for n in ("type", "caption", "sources")}
            for row in made
            if row["other"] in shown
        ]
        return kept[skip : skip + limit]

    def _founded(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The suggestions of which every record that they rest on counted then."""
        if not self.times.known_at:
            return list(rows)
        rests = [_records(row["values"]) for row in rows]
        asked = sorted({record for some in rests for record in some})
        heads = self._store.read("record_heads", ids=asked, allowed=self._allowed)
        counted = self._of.counted({row["record"]["id"]: row["record"]["received"] for row in heads})
        return [row for row, some in zip(rows, rests, strict=True) if some and some <= counted]

    def _suggestions_total(self, **parameters: Any) -> list[dict[str, Any]]:
        return [{"total": len({row["values"]["id"] for row in self._suggestions(**parameters)})}]


def _records(suggestion: Mapping[str, Any]) -> set[str]:
    """All records that a suggestion rests on, and those that speak against it."""
    against = (record for reason in orjson.loads(suggestion["against"]) for record in reason["records"])
    return {*suggestion["records"], *against}


def _without(row: Row, hidden: Set[tuple[str, str]]) -> Row:
    """A mention without the statements of properties of its type that are not seen."""
    of = row["mention"]
    kept = [one for one in statements(of) if (of["type"], one.get("property", "")) not in hidden]
    return {**row, "mention": of | {"statements": canonical(kept).decode()}}


def _parts(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """These entities, as many at a time as may be read with all their mentions."""
    some: list[str] = []
    total = 0
    for id_, size in sizes.items():
        if some and total + size > MOST // 2:
            yield some
            some, total = [], 0
        some.append(id_)
        total += size
    if some:
        yield some
