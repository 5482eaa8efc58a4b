"""How hard the synthetic world is: Splink's default configuration beside the ceiling of a perfect judge.

`python -m bench.world [--persons 2000 10000] [--seed 1] [--folder F]` makes each world and prints one row
for it. The range that the world is tuned to is a B³ F1 of .75 to .93 for Splink, with the ceiling well above.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas
import splink.comparison_library as cl
from anyascii import anyascii
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

import graph.ontology
from graph.ontology import Mention
from ingest import feeds
from ingest.feeds.columns import column_mentions
from ingest.readers import Reject, read
from ingest.synthetic import generate
from ingest.synthetic.ceiling import Place, b_cubed, measure, shown_in
from ingest.synthetic.records.feeds import OUTLETS
from ledger.record import Draft, Record

THRESHOLD = 0.95
COLUMNS = ("first_name", "surname", "dob", "sex", "postcode", "city", "phone")
RULES = ("first_name", "surname", "dob", "phone")


def records(folder: Path) -> Iterator[Record]:
    """The latest version of every record of the row feeds, as the feeds' YAML reads it."""
    latest: dict[tuple[str, str], Draft] = {}
    for name, outlet in OUTLETS.items():
        path = folder / "input" / f"{name}.{outlet.format}"
        for draft in read(path, feeds.load(name)) if path.is_file() else ():
            if not isinstance(draft, Reject):
                latest[name, draft.key] = draft
    for d in latest.values():
        yield Record(d.source, d.feed, d.key, d.version, d.content, 1, d.marking, d.grade, d.recorded)


def persons(folder: Path) -> Iterator[tuple[Record, Mention, dict[str, Mention]]]:
    """Each mention of a person in the row feeds, with its record and all mentions of that by their ids."""
    ontology = graph.ontology.load()
    for record in records(folder):
        mentions, _ = column_mentions(record, feeds.load(record.feed), ontology)
        by_id = {mention.id: mention for mention in mentions}
        yield from ((record, mention, by_id) for mention in mentions if mention.type == "Person")


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    """One row for each mention of a person: the columns that Splink's tutorial compares."""
    for record, mention, by_id in persons(folder):
        yield {"place": (record.feed, record.key, mention.anchor), **_columns(mention, by_id)}


def _columns(person: Mention, by_id: dict[str, Mention]) -> dict[str, str | None]:
    given, family = person.first("firstName"), person.first("lastName")
    if not given and not family:
        family, _, given = person.first("name").rpartition(" ")
    born = person.first("birthDate")
    near = [by_id[statement.target] for statement in person.relations() if statement.target in by_id]
    homes = [thing for thing in near if thing.type == "Location"]
    phones = [thing for thing in near if thing.first("kind") == "phone"]
    found = {
        "first_name": _folded(given),
        "surname": _folded(family),
        "dob": born if len(born) == 10 else "",
        "sex": person.first("gender"),
        "postcode": homes[0].first("postalCode") if homes else "",
        "city": _folded(homes[0].first("city")) if homes else "",
        "phone": phones[0].first("number") if phones else "",
    }
    return {column: found[column] or None for column in COLUMNS}


def _folded(text: str) -> str:
    return anyascii(text).lower().strip()


def splink_default(table: pandas.DataFrame, seed: int) -> dict[int, int]:
    """Clusters by Splink as its documentation sets it up: unique_id → cluster."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("postcode"),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.ExactMatch("phone"),
        ],
        blocking_rules_to_generate_predictions=[block_on(column) for column in RULES],
    )
    db = duckdb.connect()
    try:
        db.execute("SET threads = 2")
        api = DuckDBAPI(connection=db)
        linker = Linker(api.register(table), settings, log_level=logging.ERROR)
        training = linker.training
        training.estimate_probability_two_random_records_match(
            [block_on("first_name", "surname", "dob"), block_on("surname", "dob", "postcode")], recall=0.6
        )
        training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
        for rule in (block_on("first_name", "surname"), block_on("dob")):
            training.estimate_parameters_using_expectation_maximisation(rule)
        pairs = linker.inference.predict(threshold_match_probability=0.5)
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, THRESHOLD)
        found = clusters.as_record_list()
    finally:
        db.close()
    return {int(row["unique_id"]): int(row["cluster_id"]) for row in found}


def baseline(folder: Path, seed: int) -> tuple[tuple[float, float, float], int]:
    """B³ precision, recall and F1 of Splink's default on a world, and its number of mentions."""
    said = list(rows(folder))
    truth = {shown.place: shown.entity for shown in shown_in(folder)}
    table = pandas.DataFrame(
        [{"unique_id": at, **{c: row[c] for c in COLUMNS}} for at, row in enumerate(said)]
    )
    clusters = splink_default(table, seed)
    judged: dict[Place, int] = {row["place"]: clusters.get(at, -at - 1) for at, row in enumerate(said)}
    kept = {place: entity for place, entity in truth.items() if place in judged}
    return b_cubed(judged, kept), len(kept)


def line(persons: int, seed: int, folder: Path) -> str:
    """Make one world and measure it: a row of the table."""
    made = generate(folder, persons, seed)
    ceiling = measure(shown_in(folder))
    started = time.monotonic()
    (precision, recall, f1), mentions = baseline(folder, seed)
    seconds = time.monotonic() - started
    world = f"{persons:>9,} {mentions:>9,} {made.texts:>7,} {made.seconds:>8.1f}"
    splinks = f"{precision:>8.3f} {recall:>8.3f} {f1:>8.3f}"
    return f"{world} {splinks} {ceiling.f1:>8.3f} {len(ceiling.unresolvable):>12,} {seconds:>8.1f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one row for each size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="+", default=[2000, 10000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args(arguments)
    logging.getLogger("splink").setLevel(logging.ERROR)
    print(
        "  persons  mentions   texts   made s Splink P Splink R Splink F1 ceiling unresolvable Splink s",
        flush=True,
    )
    for persons in given.persons:
        with tempfile.TemporaryDirectory() as scratch:
            folder = (given.folder or Path(scratch)) / f"world-{persons}"
            print(line(persons, given.seed, folder), flush=True)


if __name__ == "__main__":
    main()
