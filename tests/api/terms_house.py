"""An installation with accounts whose facts are past their term today, and a provider that signs in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from edge import serving
from oidc_provider import CLIENT, SECRET, Provider, provider
from retention_house import FEEDS
from signed_house import Signed
from warm import installation

from api.edge import edge
from api.identity.entrance import Sessions
from api.pipeline import bring_up_to_date
from api.stages.receive import receive
from ingest.feeds import parse
from policy.document import shipped

REGISTERED = "{category: judicial_fact, event: [registered], term: P1Y, then: review"
FAMILIES = """
Aerts Bogaert Claes Dubois Evrard Faes Goossens Hermans Ickx Jacobs Kuypers Lemmens
Mertens Nys Ooms Peeters Quinten Raes Smets Thys Ulens Vos Willems
"""
"""Suspects of facts of 2020 whose offence has no known level: people decide about them."""
OLD = 23
HEAD = "number,version,case,kind,status,day,given,family,born,national,plate\n"
MEASURES = "number,from,to,given,family,born,national\nM1,2026-01-01,,Els,Maes,1975-03-03,75030300249\n"


@contextmanager
def overdue(folder: Path) -> Iterator[tuple[Signed, Provider]]:
    """The facts, one more that a measure holds, and the accounts inf and ine (code), ola (provider), inv."""
    terms = shipped("retention.yaml")
    assert REGISTERED in terms
    (folder / "terms.yaml").write_text(
        terms.replace(REGISTERED, REGISTERED.replace("[registered]", "[fact]"))
    )
    rows = [
        f"{n},1,GE.{n},something else,,2020-03-{n:02},Jan,{name},{1950 + n}-05-12,,\n"
        for n, name in enumerate(FAMILIES.split(), 1)
    ]
    rows += ["90,1,GE.90,something else,,2020-03-01,Els,Maes,1975-03-03,75030300249,\n"]
    (folder / "facts.csv").write_text(HEAD + "".join(rows))
    (folder / "measures.csv").write_text(MEASURES)
    with provider() as said, pytest.MonkeyPatch.context() as env:
        given = {"RETENTION": folder / "terms.yaml", "OIDC_ISSUER": said.issuer, "OIDC_CLIENT": CLIENT}
        for name, value in {**given, "OIDC_SECRET": SECRET}.items():
            env.setenv(f"LOCARD_{name}", str(value))
        with installation(folder) as made:
            for name in ("facts", "measures"):
                receive(made, [folder / f"{name}.csv"], parse(FEEDS[name], name))
            bring_up_to_date(made)
            with serving(edge(made)) as client:
                signed = Signed(made, Sessions(made), client)
                for name in ("inf", "ine"):  # two, since a code counts once
                    signed.person(name, "information_officer", second=True)
                signed.person("ola", "information_officer", external="sub-ola")
                signed.person("inv", "investigator")
                said.subject = "sub-ola"
                yield signed, said
