"""The list of exports, and what of each was erased since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from strawberry import ID

from api.graphql.exports import ErasedSince, Exports, Sent
from api.graphql.port import Allowed
from ledger.charts import EXPORT, words_in
from ledger.entry import Decision
from ledger.ledger import Ledger
from ledger.pseudonyms import Forgotten
from resolution.spoken import Speech


def sent(ledger: Ledger, case: str, erased: bool, first: int, say: Speech, allowed: Allowed) -> Exports:
    """The exports of a case or all, the last one first; where wanted those that held what was erased."""
    made = [one for one in ledger.decisions([EXPORT]) if one.class_ in allowed]
    mine = [one for one in made if case in ("", one.subject.get("case"))]
    gone = ledger.forgotten(word for one in mine for word in words_in(one))
    seen = {word: it for word, it in gone.items() if it.class_ in allowed}
    found = [_sent(one, seen, say) for one in reversed(mine)]
    kept = [one for one in found if one.erased or not erased]
    return Exports(total=len(kept), items=kept[:first])


def _sent(made: Decision, gone: Mapping[str, Forgotten], say: Speech) -> Sent:
    said = {name: str(made.subject.get(name) or "") for name in ("format", "recipient", "marking", "case")}
    records = made.subject.get("records")
    return Sent(
        id=ID(made.id),
        author=made.author,
        reason=made.reason,
        at=made.at,
        records=len(records) if isinstance(records, list) else 0,
        erased=list(_erased(made, gone, say)),
        **said,
    )


def _erased(made: Decision, gone: Mapping[str, Forgotten], say: Speech) -> Iterator[ErasedSince]:
    times = Counter(gone[word].at for word in words_in(made) if word in gone)
    for at, count in sorted(times.items()):
        name = "relied_erased" if count == 1 else "relied_erased_many"
        yield ErasedSince(at=at, count=count, text=say.say(name, n=str(count), day=at[:10]))
