"""An export of another time holds what counted then, says so, and is logged with its times."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from edge import Edge, serving
from identity_house import FEED, ROWS, installed, mention

from api.edge import edge as edge_of
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.stages.receive import receive
from ingest.feeds import parse

EXPORT = """mutation ($ids: [ID!]!, $known: String! = "", $form: ExportFormat! = GRAPHML) {
  export(ids: $ids, format: $form, recipient: "FGP Gent", hops: 1, knownAt: $known, lang: "nl") {
    id things links records files { content } } }"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("then")) as made:
        yield made


def sent(house: Installation, folder: Path, rows: str) -> None:
    (folder / "people.csv").write_text(rows)
    receive(house, [folder / "people.csv"], parse(FEED, "people"))
    bring_up_to_date(house)


@pytest.mark.timeout(600)
def test_an_export_holds_what_was_known_then(house: Installation, tmp_path: Path) -> None:
    before = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    sent(house, tmp_path, ROWS.replace("7,Tom,Claes,,,,", "7,Tom,Claes,,,Averbode,1XYZ999"))
    m, built = mention(house, 7), edge_of(house)
    with serving(built) as client:
        people = Edge(built, client, None, house.ledger)  # type: ignore[arg-type]
        now, then = (people.data(EXPORT, ids=[m], known=known)["export"] for known in ("", before))
        refused = people.refusal(EXPORT, ids=[m], known=before, form="JSON")
    texts = [base64.b64decode(one["files"][0]["content"]).decode() for one in (now, then)]
    assert "Averbode" in texts[0] and "1XYZ999" in texts[0] and now["links"] == 1
    assert "Averbode" not in texts[1] and "1XYZ999" not in texts[1] and then["links"] == 0
    assert "Claes" in texts[1] and f"zoals het gekend was op {before}" in texts[1]
    assert refused["code"] == "BadInput" and "another format" in refused["detail"]
    acts = [e.act for e in house.ledger.events() if e.act.kind == "disclosure" and e.phase == "intent"]
    assert before[:-1] in [a.details["arguments"].get("knownAt") for a in acts]
    kept = house.ledger.decisions(["export"])
    assert [one.subject.get("known_at") for one in kept] == [None, before[:-1]]
