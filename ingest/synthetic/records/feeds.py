"""The feeds of the world: who writes each, in which format, and whether it is a register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.synthetic.entry import Entry
from ingest.synthetic.records import abroad, hub, justice, phones, road, writing
from ingest.synthetic.records.desk import Desk


@dataclass(frozen=True)
class Outlet:
    """A feed as the world fills it; `always` in every quarter, else in the first `TEXT_QUARTERS` alone."""

    write: Callable[[Desk], Iterator[Entry]]
    source: str
    format: str = "csv"
    delimiter: str = ","
    always: bool = True


TEXT_QUARTERS = 40
"""Reports and other texts are written for the first 20,000 persons; the registers for all."""

OUTLETS: dict[str, Outlet] = {
    "ang_person": Outlet(hub.ang_person, "ANG", delimiter=";"),
    "ang_fact": Outlet(hub.ang_fact, "ANG-FACT", delimiter=";"),
    "signalment": Outlet(hub.signalment, "CROSS", delimiter=";"),
    "vehicle_register": Outlet(road.vehicle_register, "DIV", delimiter=";"),
    "anpr_hit": Outlet(road.anpr_hit, "ANPR", delimiter=";"),
    "control": Outlet(road.control, "FOCUS"),
    "cross_border_fine": Outlet(road.cross_border_fine, "CBE"),
    "driving_ban": Outlet(road.driving_ban, "MERCURIUS", delimiter=";"),
    "telephone_call": Outlet(phones.telephone_call, "TELEPHONY"),
    "bank_transfer": Outlet(phones.bank_transfer, "BNBB"),
    "pnr_booking": Outlet(abroad.pnr_booking, "PNR", "jsonl"),
    "crew_list": Outlet(abroad.crew_list, "AQUATASK", "jsonl"),
    "belvis_check": Outlet(abroad.belvis_check, "BELVIS"),
    "raavis_report": Outlet(abroad.raavis_report, "RAAVIS", delimiter=";"),
    "seizure_custody": Outlet(justice.seizure_custody, "PACOS", delimiter=";"),
    "conditional_release": Outlet(justice.conditional_release, "I+BELGIUM"),
    "capture_match": Outlet(justice.capture_match, "MATCHER", "jsonl"),
    "bepad_event": Outlet(justice.bepad_event, "BEPAD", delimiter=";"),
    "islp_report": Outlet(writing.islp_report, "ISLP", "jsonl", always=False),
    "interview": Outlet(writing.interview, "ISLP-INTERVIEW", "jsonl", always=False),
    "information_note": Outlet(writing.information_note, "RIR", "jsonl", always=False),
    "declaration": Outlet(writing.declaration, "E-COMPLAINT", "jsonl", always=False),
    "osint_capture": Outlet(writing.osint_capture, "OSINT", "jsonl", always=False),
    "islp_document": Outlet(writing.islp_document, "ISLP-DOCUMENT", "document", always=False),
}
