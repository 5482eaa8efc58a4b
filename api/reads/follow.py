"""Bringing the projections up to the ledger while the edge goes on answering."""

from __future__ import annotations

import threading

from api.installation import Installation
from api.pipeline import bring_up_to_date

_turn = threading.Lock()


def followed(house: Installation) -> None:
    """Run the pipeline on connections of its own: nobody who reads at that moment sees half of a stage."""
    with _turn, Installation(house.settings) as own:
        bring_up_to_date(own)
