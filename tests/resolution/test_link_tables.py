"""Tables of customers, companies and vehicles, as strangers bring them: the guessed map, and clusters."""

from __future__ import annotations

from random import Random

import numpy as np

from resolution.link.read.clean import document
from resolution.link.read.mapping import guess_map
from resolution.link.read.source import Source
from resolution.link.read.table import make_table
from resolution.link.resolve import link


def guessed(columns: dict[str, list[str]]) -> dict[str, str]:
    """The kinds that are guessed, the id among them."""
    size = len(next(iter(columns.values())))
    found = guess_map([Source("t.csv", columns, range(2, size + 2))])
    return dict(found.columns) | ({found.id: "id"} if found.id else {})


def test_what_was_ordered_when_and_for_how_much_tells_nobody_apart() -> None:
    columns = {
        "customer_no": [f"C{at}" for at in range(40)],
        "customer": [f"{name} Pee{chr(97 + at % 26)}s" for at, name in enumerate(["Jan", "Maria"] * 20)],
        "first_order": [f"20{at % 8 + 15}-03-1{at % 9}" for at in range(40)],
        "revenue": [f"{at * 7}.25" for at in range(40)],
        "seen": [f"19{at + 40}-03-1{at % 9}" for at in range(40)],
    }
    expected = {"customer": "full_name", "first_order": "ignore", "revenue": "ignore", "seen": "birth_date"}
    assert guessed(columns) == expected | {"customer_no": "id"}


def test_companies_are_known_by_their_name_and_number() -> None:
    columns = {
        "Nr": [f"{at}" for at in range(40)],
        "Naam onderneming": [f"Bakkerij Peeters{at} NV" for at in range(40)],
        "KBO-nummer": [f"BE 0431.284.{at + 100}" for at in range(40)],
    }
    assert guessed(columns) == {"Naam onderneming": "organisation", "KBO-nummer": "document", "Nr": "id"}
    assert document("BE 0431.284.822") == document("0431284822") == "0431284822"
    assert document("AB 123456") == "AB123456"


def test_cars_of_one_model_and_colour_are_not_one() -> None:
    rng = Random(4)
    rows, who = [], []
    for car in range(700):
        plate = "".join(rng.choice("ABCDEFGHJKLMNPRS") for _ in range(3)) + f"{rng.randrange(1000):03}"
        make = rng.randrange(5)
        said = (f"make{make}", f"model{make}{rng.randrange(3)}", rng.choice(("red", "blue", "grey")))
        for time in range(rng.choice((1, 1, 2, 3))):
            read = plate[:5] + str(rng.randrange(10)) if time and rng.random() < 0.2 else plate
            rows.append((read, *said))
            who.append(car)
    kinds = {"plate": "plate", "make": "category", "model": "category", "colour": "category"}
    columns = {name: [row[at] for row in rows] for at, name in enumerate(kinds)}
    labels = link(make_table([str(at) for at in range(len(rows))], [0] * len(rows), columns, kinds)).labels
    cars = np.array(who)
    a, b = np.triu_indices(len(rows), 1)
    together, one = labels[a] == labels[b], cars[a] == cars[b]
    assert (together & one).sum() > 0.95 * together.sum()
    assert (together & one).sum() > 0.95 * one.sum()


def test_much_that_is_the_same_is_not_held_against_rows_that_say_the_same() -> None:
    rng = Random(7)
    rows = []
    for home in range(500):
        family, street, phone = f"{rng.choice('bdkl')}an{home}", f"street {home}", f"4{home:08}"
        for given in rng.sample(("jan", "an", "piet", "marie", "jef", "els"), 2):
            row = (given, family, street, phone, f"{given}.{home}@x.be")
            rows += [row, row] if rng.random() < 0.5 else [row]
    names = ("given_name", "family_name", "street", "phone", "email")
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    ids = [str(at) for at in range(len(rows))]
    labels = link(make_table(ids, [0] * len(ids), columns, dict(zip(names, names, strict=True)))).labels
    assert len(np.unique(labels)) == len(set(rows))
