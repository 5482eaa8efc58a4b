"""Take over: what another installation exported in our own format becomes records and decisions here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.installation import Installation
from api.progress import Tell, silent
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

BATCH = 500


@dataclass
class Taken:
    """What became of a file: records new, known already and refused; decisions; records with other ids."""

    new: int = 0
    known: int = 0
    refused: int = 0
    decisions: int = 0
    renamed: int = 0
    notice: list[str] = field(default_factory=list)


def take_over(house: Installation, path: Path, keep_feeds: bool = False, tell: Tell = silent) -> Taken:
    """Read a file of our own format into the ledger; the same file twice changes nothing.

    BadInput, and nothing is taken, where the file is not whole, or where a feed here reads the same records
    otherwise (unless `keep_feeds`: then ours reads them). A record that cannot be taken goes to the rejects.
    """
    read = checked(path)
    taken = Taken(notice=[str(line) for line in read.head.get("notice", ())])
    feeds = _feeds(house, path, keep_feeds)
    act = house.act("collection", "import", file=path.name, digest=read.digest)
    ids: dict[str, str] = {}
    for batch in _batches(path):
        for said, receipt in _accepted(house, batch, act, feeds, taken, path):
            ids[said] = receipt.record_id
            taken.new += receipt.new
            taken.known += not receipt.new
            taken.renamed += said != receipt.record_id
        tell("records", taken.new + taken.known + taken.refused, read.counts["record"])
    taken.decisions = _decide(house, path, ids, act)
    return taken


def _feeds(house: Installation, path: Path, keep: bool) -> dict[str, Feed]:
    found = {}
    for _, said in lines(path, "feed"):
        here = house.ledger.published("feed", said["name"])
        theirs = parse(said["yaml"], f"{said['name']} in {path.name}")
        if here is None:
            publish(house, theirs)
        elif here.content["yaml"] != said["yaml"] and not keep:
            raise BadInput(
                f"The feed {said['name']} is another one here, and would read these records otherwise:"
                " compare them, or give --keep-feeds to have them read by the one that is here."
            )
        found[said["name"]] = theirs
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


def _accepted(
    house: Installation,
    batch: Sequence[tuple[str, Draft]],
    act: Act,
    feeds: Mapping[str, Feed],
    taken: Taken,
    path: Path,
) -> list[tuple[str, Receipt]]:
    """As a whole, or one by one without what the ledger refuses."""
    try:
        unknown = next((draft for _, draft in batch if draft.feed not in feeds), None)
        if unknown:
            raise BadInput(f"{path.name} does not hold the feed {unknown.feed} of its own records.")
        receipts = house.ledger.accept([draft for _, draft in batch], house.classes.classify, act)
        return [(said, receipt) for (said, _), receipt in zip(batch, receipts, strict=True)]
    except (BadInput, Contradiction) as error:
        if len(batch) > 1:
            return [r for one in batch for r in _accepted(house, [one], act, feeds, taken, path)]
        [(_, draft)] = batch
        if draft.feed not in feeds:
            raise
        with Rejects(rejects_folder(house), feeds[draft.feed]) as rejects:
            rejects.add(Reject(draft.origin.file, draft.origin.row, error.detail, draft.content))
        taken.refused += 1
        return []


def _decide(house: Installation, path: Path, ids: Mapping[str, str], act: Act) -> int:
    """Judgements and corrections about the records that were taken, each once, under their authors' names."""
    known = {made.id for made in house.ledger.decisions()}
    made = []
    for _, said in lines(path, "decision"):
        subject, records = _here(said["subject"], ids)
        if not all(records):
            continue
        class_ = _class_of(house, records)
        decision = Decision(said["kind"], subject, class_, said["author"], said["reason"])
        if decision.id not in known:
            known.add(decision.id)
            made.append(decision)
    if made:
        house.ledger.decide_all(made, act)
    return len(made)


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
