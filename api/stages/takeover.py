"""Take over: what another installation exported in our own format becomes records and decisions here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.installation import Installation
from api.progress import Tell, silent
from api.stages.corrections import CORRECTION
from api.stages.receive import publish, rejects_folder
from graph.exchange.reading import checked, draft_of, lines
from graph.ontology.mention import mention_id
from ingest.feeds import Feed, parse
from ingest.readers import Reject
from ingest.rejects import Rejects
from ledger.act import Act
from ledger.entry import Decision, Receipt
from ledger.errors import BadInput, Contradiction
from ledger.record import Draft
from resolution.judgements import KINDS

BATCH = 500
TAKEN = (*KINDS, CORRECTION)
"""Kinds of decisions that a file may bring."""
OTHER_VERSION = "another version of it is here, and its source gives no order: nobody knows which is later"


@dataclass
class Taken:
    """What became of a file: records new, known already and refused; decisions; records with other ids.

    `passed_over` are decisions on what somebody has decided about here already.
    """

    new: int = 0
    known: int = 0
    refused: int = 0
    decisions: int = 0
    passed_over: int = 0
    renamed: int = 0
    notice: list[str] = field(default_factory=list)


def take_over(house: Installation, path: Path, keep_feeds: bool = False, tell: Tell = silent) -> Taken:
    """Read a file of our own format into the ledger; the same file twice changes nothing.

    BadInput, and nothing is taken, where the file is not whole, where a line of it is not what it says, or
    where a feed here reads the same records otherwise (unless `keep_feeds`: then ours reads them). A record
    that cannot be taken goes to the rejects; so does one of which another version is here, when its source
    gives no order of versions.
    """
    read = checked(path)
    for row, said in lines(path, "decision"):
        if said["kind"] not in TAKEN:
            raise BadInput(f"{path.name}:{row}: this is no judgement or correction: {said['kind']!r}.")
    work = _Work(house, path, house.act("collection", "import", file=path.name, digest=read.digest))
    work.taken.notice += [str(line) for line in read.head.get("notice", ())]
    work.feeds |= _feeds(house, path, keep_feeds)
    for batch in _batches(path):
        _take(work, batch)
        tell("records", len(work.ids) + work.taken.refused, read.counts["record"])
    _decide(work)
    return work.taken


@dataclass
class _Work:
    """A file on its way in; `ids`: record id in the file → here."""

    house: Installation
    path: Path
    act: Act
    taken: Taken = field(default_factory=Taken)
    feeds: dict[str, Feed] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def refuse(self, draft: Draft, reason: str) -> None:
        """Put a record among the rejects of its feed."""
        with Rejects(rejects_folder(self.house), self.feeds[draft.feed]) as rejects:
            rejects.add(Reject(draft.origin.file, draft.origin.row, reason, draft.content))
        self.taken.refused += 1


def _take(work: _Work, batch: Sequence[tuple[str, Draft]]) -> None:
    """Those of a batch that are not here yet."""
    held = work.house.ledger.records([said for said, _ in batch])
    versions = work.house.ledger.versions({(draft.source, draft.key) for _, draft in batch})
    new: list[tuple[str, Draft]] = []
    for said, draft in batch:
        if said in held:
            work.ids[said] = said
            work.taken.known += 1
        elif not work.feeds[draft.feed].order and versions.get((draft.source, draft.key)):
            work.refuse(draft, OTHER_VERSION)
        else:
            new.append((said, draft))
    for said, receipt in _accepted(work, new) if new else ():
        work.ids[said] = receipt.record_id
        work.taken.new += receipt.new
        work.taken.known += not receipt.new
        work.taken.renamed += said != receipt.record_id


def _feeds(house: Installation, path: Path, keep: bool) -> dict[str, Feed]:
    found, new = {}, []
    for _, said in lines(path, "feed"):
        here = house.ledger.published("feed", said["name"])
        theirs = parse(said["yaml"], f"{said['name']} in {path.name}")
        if theirs.name != said["name"]:
            raise BadInput(f"{path.name} calls a feed {said['name']} that is named {theirs.name}.")
        if here is None:
            new.append(theirs)
        elif here.content["yaml"] != said["yaml"] and not keep:
            raise BadInput(
                f"The feed {said['name']} is another one here, and would read these records otherwise:"
                " compare them, or give --keep-feeds to have them read by the one that is here."
            )
        found[said["name"]] = theirs
    for feed in new:
        publish(house, feed)
    return found


def _batches(path: Path) -> Iterator[list[tuple[str, Draft]]]:
    batch: list[tuple[str, Draft]] = []
    for row, said in lines(path, "record"):
        batch.append((str(said.get("id")), draft_of(said, path.name, row)))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _accepted(work: _Work, batch: Sequence[tuple[str, Draft]]) -> list[tuple[str, Receipt]]:
    """As a whole, or one by one without what the ledger refuses."""
    house = work.house
    try:
        receipts = house.ledger.accept([draft for _, draft in batch], house.classes.classify, work.act)
        return [(said, receipt) for (said, _), receipt in zip(batch, receipts, strict=True)]
    except (BadInput, Contradiction) as error:
        if len(batch) > 1:
            return [r for one in batch for r in _accepted(work, [one])]
        work.refuse(batch[0][1], error.detail)
        return []


def _decide(work: _Work) -> None:
    """Judgements and corrections about the records that were taken, each once, under their authors' names.

    No other kind of decision is taken from a file, and none on what somebody here has decided about.
    """
    house, path = work.house, work.path
    here = house.ledger.decisions(kinds=TAKEN)
    known, settled = {made.id for made in here}, {_about(made.subject) for made in here}
    made = []
    for _, said in lines(path, "decision"):
        decision = _decision(house, said, work.ids)
        if decision is None or decision.id in known:
            continue
        if _about(decision.subject) in settled:
            work.taken.passed_over += 1
        else:
            made.append(decision)
    if made:
        house.ledger.decide_all(made, work.act)
    work.taken.decisions = len(made)


def _decision(house: Installation, said: Mapping[str, Any], ids: Mapping[str, str]) -> Decision | None:
    """A decision as it stands here; None where one of its records was not taken."""
    subject, records = _here(said["subject"], ids)
    if not records or not all(records):
        return None
    return Decision(said["kind"], subject, _class_of(house, records), said["author"], said["reason"])


def _about(subject: Mapping[str, Any]) -> tuple[str, ...]:
    """What a decision is about: two mentions, or a value of one."""
    if "a" in subject:
        return tuple(sorted((str(subject["a"]), str(subject["b"]))))
    return tuple(str(subject.get(name, "")) for name in ("record", "type", "anchor", "property", "was"))


def _here(subject: Mapping[str, Any], ids: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """A subject with the ids that its records and mentions have here; "" for what was not taken."""
    found, records = dict(subject), []
    for end in ("a", "b"):
        if at := subject.get(f"{end}_at"):
            record = ids.get(at["record"], "")
            found[f"{end}_at"] = {**at, "record": record}
            found[end] = mention_id(record, at["type"], at["anchor"])
            records.append(record)
    if "record" in subject:
        found["record"] = ids.get(subject["record"], "")
        records.append(found["record"])
        if "mention" in subject:
            found["mention"] = mention_id(found["record"], subject["type"], subject["anchor"])
    return found, records


def _class_of(house: Installation, records: Sequence[str]) -> int:
    numbers = {record.class_ for record in house.ledger.records(records).values()}
    stands_on = house.classes.stands_on
    above = [n for n in sorted(numbers) if not any(n in stands_on(other) for other in numbers)]
    return house.classes.compound(*above)
