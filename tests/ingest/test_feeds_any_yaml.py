import copy
import random

import pytest
import yaml

import graph.ontology
from ingest import feeds
from ingest.feeds.columns import column_mentions
from ledger.errors import BadConfiguration
from ledger.record import Record

ONTOLOGY = graph.ontology.load()
ODD = [None, "", "x", 3, 1.5, True, [], {}, ["x"], {"x": "y"}, {"column": "x"}, [[]], {"const": None}, [None]]


def places(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in items:
        yield from places(below, (*path, key))


def changed(value, path, odd):
    if not path:
        return odd
    result = copy.copy(value)
    result[path[0]] = changed(value[path[0]], path[1:], odd)
    return result


@pytest.mark.parametrize("name", ["pnr_booking", "pole_involved_in", "pole_family_rel", "anpr_hit"])
def test_feed_with_anything_anywhere_loads_or_is_refused_with_its_line(name):
    chance = random.Random(name)
    whole = yaml.safe_load(feeds.load(name).yaml)
    for path in places(whole):
        for odd in chance.sample(ODD, 3):
            text = yaml.safe_dump(changed(whole, path, odd), allow_unicode=True)
            try:
                feed = feeds.parse(text, "odd.yaml")
            except BadConfiguration as error:
                assert error.detail.startswith("odd.yaml:")
            else:
                content = {
                    column: chance.choice(["x", "1", ["x", {"x": 1}], None]) for column in feed.columns
                }
                column_mentions(Record("s", "f", "k", "", content, 1), feed, ONTOLOGY)
