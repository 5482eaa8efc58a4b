"""The chain on public data: what the files hold, counted by themselves, beside what the graph holds."""

from __future__ import annotations

import csv
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from api.installation import Installation
from api.pipeline import Run, bring_up_to_date
from api.progress import Tell, silent
from api.settings import Settings
from api.stages.receive import accept_all, publish, receive
from graph.ontology import Ontology
from graph.read.totals import Totals, totals
from ingest import feeds
from ingest.feeds import Feed
from ingest.real import read_febrl, unpack_pole
from policy.classes import base
from resolution.quality.evaluate import evaluate


@dataclass(frozen=True)
class Checked:
    """One count: what the files say, what the graph says, and a word where they differ."""

    what: str
    files: str
    graph: str
    note: str = ""


def run_pole(settings: Settings, packed: Path, tell: Tell = silent) -> list[Checked]:
    """The POLE zip through the chain; counts of entities and links by type beside those of the files."""
    own = settings.apart("real/pole")
    with Installation(own) as house, tempfile.TemporaryDirectory(prefix="locard-pole-") as folder:
        members = [(path, feeds.load(name)) for path, name in unpack_pole(packed, Path(folder))]
        read = sum(receive(house, [path], feed, tell).total for path, feed in members)
        run = bring_up_to_date(house, tell)
        graph = totals(house.store, [base("judicial")])
        rows = [Checked("rows", str(sum(_lines(path) for path, _ in members)), str(read))]
        rows += list(_compared(members, graph, house.ontology))
    return rows + _seconds(run)


def run_febrl(settings: Settings, number: int, tell: Tell = silent) -> list[Checked]:
    """One FEBRL set through the chain, and how well its persons were told apart."""
    own = settings.apart(f"real/febrl{number}")
    layer, truths = base("administrative"), list(read_febrl(number))
    with Installation(own) as house:
        publish(house, feeds.load("febrl"))
        accept_all(house, (truth.draft for truth in truths), "febrl")
        run = bring_up_to_date(house, tell)
        key_of = {m.id: m.record for m in house.mentions.of_type("Person", [layer])}
        records = house.ledger.records(sorted(set(key_of.values())))
        person = {truth.draft.key: truth.person for truth in truths}
        truth = {mention: person[records[record].key] for mention, record in key_of.items()}
        quality = evaluate(house.clusters.clusters(layer), truth)
        graph = totals(house.store, [layer])
    rows = [Checked("records", str(len(truths)), str(len(records)))]
    rows.append(Checked("persons", str(len(set(truth.values()))), str(graph.entities.get("Person", 0))))
    rows.append(
        Checked("pairs P / R / F1", "", f"{quality.precision:.4f} / {quality.recall:.4f} / {quality.f1:.4f}")
    )
    rows.append(Checked("B³ F1", "", f"{quality.b3_f1:.4f}"))
    return rows + _seconds(run)


def _seconds(run: Run) -> list[Checked]:
    return [Checked(f"seconds: {stage}", "", f"{seconds:.1f}") for stage, seconds in run.seconds.items()]


def _lines(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def _compared(members: Iterable[tuple[Path, Feed]], graph: Totals, ontology: Ontology) -> Iterator[Checked]:
    entities, links = _counted(members, ontology)
    for type_ in sorted(entities.keys() | graph.entities.keys()):
        yield _checked(type_, len(entities.get(type_, ())), graph.entities.get(type_, 0))
    for link in sorted(links.keys() | graph.links.keys()):
        yield _checked(link, len(links.get(link, ())), graph.links.get(link, 0))


def _checked(what: str, files: int, graph: int) -> Checked:
    note = (
        ""
        if files == graph
        else f"{abs(files - graph)} {'fewer: judged to be one' if graph < files else 'more'}"
    )
    return Checked(what, str(files), str(graph), note)


Ends = tuple[str, str]


def _counted(
    members: Iterable[tuple[Path, Feed]], ontology: Ontology
) -> tuple[dict[str, set[Ends]], dict[str, set[Ends]]]:
    """Distinct things and distinct pairs in the files, by the type that their feed makes of them."""
    entities: dict[str, set[Ends]] = defaultdict(set)
    links: dict[str, set[Ends]] = defaultdict(set)
    for path, feed in members:
        types = {rule.anchor: rule.type for rule in feed.mentions}
        for number, names in enumerate(_names(path, feed)):
            if ".nodes." in path.name:
                for anchor, name in names.items():
                    entities[types[anchor]].add((name or f"{path.name}:{number}", ""))
            for relation in feed.relations:
                ends = (names[relation.from_] or str(number), names[relation.to] or str(number))
                symmetric = ontology.relations[relation.type].symmetric
                links[relation.type].add((min(ends), max(ends)) if symmetric else ends)
    return entities, links


def _names(path: Path, feed: Feed) -> Iterator[dict[str, str]]:
    """For each row the source's own id of each mention of the feed, "" for one without."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            columns = {rule.anchor: rule.identity.columns if rule.identity else () for rule in feed.mentions}
            yield {anchor: "".join(row[c] for c in some) for anchor, some in columns.items()}
