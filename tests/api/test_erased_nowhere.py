"""After an erasure no byte of any store names what went; what held it says when that was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from identity_house import installed, mention

from api.acts import Acts
from api.edge import edge
from api.graphql.context import House
from api.installation import GRAPH, Installation
from api.pipeline import bring_up_to_date
from api.purpose import Purpose
from api.reads.exports import Asked, HouseExports
from api.reads.places import Memory
from api.stages.receive import receive
from api.sweep import sweep
from graph.exchange import format_of
from ingest.feeds import parse

PURPOSE = Purpose("judicial", "GE.1", "a test", "owner")
ALLOWED = (1,)
FEED = """\
name: notes
source: NOTES
labels: {nl: notities, fr: notes, de: Notizen, en: notes}
format: csv
key: [number]
mentions:
  person:
    type: Person
    values: {firstName: given, lastName: family, birthDate: born, nationalNumber: national, birthPlace: place}
  phone: {type: Object, values: {kind: {const: phone}, number: {column: phone, clean: phone}}}
relations:
  - {type: USES, from: person, to: phone}
text: [{column: note}]
"""
SAID = ("Zwartepoort", "Quibus", "1961-07-09", "61070912345", "Averbode", "+32470998877", "Ulbeek")
ROWS = f"""\
number,given,family,born,national,place,phone,note
1,{SAID[1]},{SAID[0]},{SAID[2]},{SAID[3]},{SAID[4]},0470 99 88 77,Hij werd gezien in {SAID[6]}.
2,Karel,Zwart,1961-07-08,,,0471 11 22 33,Zij bleef thuis.
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("erased")
    with installed(folder) as made:
        (folder / "notes.csv").write_text(ROWS)
        receive(made, [folder / "notes.csv"], parse(FEED, "notes"))
        (folder / "notes.csv").unlink()
        bring_up_to_date(made)
        yield made


def ids_of(house: Installation, built: House, number: str) -> tuple[str, list[str], list[str]]:
    """The record of a row, its mentions, and their entities."""
    record = house.ledger.current("NOTES", number)
    assert record is not None
    mentions = [m.id for m in house.mentions.of_records([record.id])]
    return record.id, mentions, [built.reads.entity(m, ALLOWED).id for m in mentions]


def holding(folder: Path, words: dict[str, str]) -> dict[str, list[str]]:
    """File → what of these it holds, as text or as bytes."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or GRAPH in path.relative_to(folder).parts:
            continue
        content = path.read_bytes()
        for name, word in words.items():
            packed = bytes.fromhex(word) if len(word) == 32 and name.startswith("id") else word.encode()
            if word.encode() in content or packed in content:
                found.setdefault(str(path.relative_to(folder)), []).append(name)
    return found


def exported(house: Installation, ids: list[str]) -> str:
    stores = (house.store, house.ledger, house.mentions, house.clusters)
    made = HouseExports(*stores, house.classes, house.ontology)
    asked = Asked(format_of("json"), "FGP Gent", ids)
    return made.export(asked, Memory(), "ana", PURPOSE, ALLOWED).decision


@pytest.mark.timeout(600)
def test_what_is_erased_is_in_no_byte_and_what_held_it_says_when(house: Installation) -> None:
    built = edge(house)
    merges, identity = built.merged(), built.identities()
    record, mentions, entities = ids_of(house, built, "1")
    other = ids_of(house, built, "2")[1][0]
    person = next(m for m in mentions if house.mentions.get([m])[m].type == "Person")
    items = [(person, 3.0, 4.0), (mention(house, 1), 1.0, 1.0)]
    chart = merges.save_chart(("", 0), "a chart", items, [], "en", ALLOWED, "ana", PURPOSE)
    sent = exported(house, [person, mention(house, 4)])
    identity.judge(person, other, "positive", "same", "en", ALLOWED, "ana", PURPOSE)
    acts = Acts(house, "ana", PURPOSE, (1,))
    corrected = acts.correction(person, "birthPlace", "Testelt")
    acts.decide(corrected)
    bring_up_to_date(house)
    entities += ids_of(house, built, "1")[2]
    assert merges.chart(chart.id, 0, "en", ALLOWED).erased == []

    acts.erase(acts.going([acts.record(record)]))
    bring_up_to_date(house)
    assert sweep(house) == [] and not house.ledger.unswept
    gone = {"id of the record": record, "id of the correction": corrected.id, "right": "Testelt"}
    gone |= {f"id of mention {n}": id_ for n, id_ in enumerate(mentions)}
    gone |= {f"id of entity {n}": id_ for n, id_ in enumerate(sorted(set(entities)))}
    gone |= {f"value {said}": said for said in SAID}
    assert holding(house.settings.data, gone) == {}
    assert holding(house.settings.keys_folder, gone) == {}
    assert house.ledger.verify() and house.ledger.check()

    now = merges.chart(chart.id, 0, "nl", ALLOWED)
    [stone] = now.erased
    assert stone.text.startswith("gewist op 20") and (stone.x, stone.y, stone.whole) == (3.0, 4.0, True)
    assert len(now.nodes) == 1
    flags = {one.object: one.text for one in merges.flags(["chart", "export"], 9, "en", ALLOWED).items}
    assert "erased on 20" in flags[chart.id] and "erased on 20" in flags[sent]
    [listed] = built.exported().sent("", True, 9, "fr", ALLOWED).items
    assert listed.id == sent and listed.recipient == "FGP Gent" and len(listed.erased) == 1
    assert "effacés le 20" in listed.erased[0].text
    assert built.exported().sent("", True, 9, "fr", (2,)).total == 0
    seen = [merges.acknowledge(one.id, "seen", "en", ALLOWED, "ana", PURPOSE) for one in
            merges.flags(["export"], 9, "en", ALLOWED).items]  # fmt: skip
    assert seen and merges.flags(["export"], 9, "en", ALLOWED).total == 0
