from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator

import pytest
from people import stores, town

from graph.ontology.mention import Mention
from graph.ontology.statement import Statement
from ledger.errors import BadInput
from resolution.clustering.persons import nodes_of
from resolution.comparison.features import person_features
from resolution.comparison.fields import COMPARISONS
from resolution.comparison.profiles import profiles
from resolution.engines.engine import compare
from resolution.engines.spark import to_spark
from resolution.weights.model import default_model

SEVERAL: list[tuple[str, str, list[Statement]]] = [
    ("Тимофей Бурлаков", "1985-03-12", []),
    ("Timofej Boerlakov", "1985-03-12", []),
    ("Nadia Delacenserie", "1971-06-30", [Statement("name", "Nadia Wuytack")]),
    ("Nadia Wuytack", "1971-06-30", []),
    ("Pieter Hoornaert", "1960-02-03", [Statement("birthDate", "1962-04-05")]),
    ("Pieter Hoornaert", "1962-04-05", []),
]


def test_our_conditions_in_the_sql_of_spark() -> None:
    assert to_spark("(birth_l || part_l)[1:7] = x_r[6:7]") == (
        "substring((birth_l || part_l), 1, 7) = substring(x_r, 6, 2)"
    )
    assert to_spark("len(list_intersect(a_l, a_r)) > 1") == "size(array_intersect(a_l, a_r)) > 1"
    every = [condition for c in COMPARISONS for condition in (c.null, *(level.sql for level in c.levels))]
    assert not any("[" in to_spark(sql) or "list_" in to_spark(sql) for sql in every)


def test_there_is_no_other_engine() -> None:
    with pytest.raises(BadInput):
        compare([], default_model(), "abacus")


@pytest.fixture
def java() -> Iterator[None]:
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install locard[spark]")
    if not shutil.which("java"):
        pytest.skip("there is no Java on the path")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyspark leaves sockets to the end of the process
        yield


@pytest.mark.usefixtures("java")
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_what_duckdb_gives() -> None:
    model = default_model()
    said = [
        Mention(f"s{at}", "Person", "p", 1, (Statement("name", name), Statement("birthDate", born), *more))
        for at, (name, born, more) in enumerate(SEVERAL)
    ]
    with stores([*town(100, seed=4).mentions, *said]) as (store, _):
        nodes = nodes_of(profiles(person_features(store, 1)).rows, model)
    here, there = compare(nodes, model), compare(nodes, model, "spark")
    assert here == there and len(here.pairs) > 50
    found = {term.found for pair in here.pairs for term in pair.terms}
    assert {"the same in another script", "another of their surnames", "another of their dates"} <= found
