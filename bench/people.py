"""Census and W2 tables of pseudopeople, a simulation with noise; made or read, never shipped."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pandas

FOLDER = "LOCARD_BENCH_PSEUDOPEOPLE"
PEOPLE = {
    "first_name": "given_name", "middle_initial": "middle_name", "last_name": "family_name",
    "street_number": "house_number", "street_name": "street", "unit_number": "text", "po_box": "text",
    "city": "city", "state": "category", "zipcode": "postcode",
}  # fmt: skip
"""What is compared: names and address, without birth date, age and social security number."""
HOME = "mailing_address_"
SEED = 1


def missing() -> str:
    """Why the tables cannot be had; "" when they can."""
    if os.environ.get(FOLDER) or importlib.util.find_spec("pseudopeople"):
        return ""
    return f"pseudopeople is not installed, and {FOLDER} names no folder with its tables"


def people() -> tuple[pandas.DataFrame, list[int], dict[str, str], dict[str, str]]:
    """Rows of the census and the W2 forms, the file of each, who each is, and the home of each."""
    census, forms = _tables()
    forms = forms[forms["tax_form"] == "W2"].rename(columns=lambda name: name.removeprefix(HOME))
    census.index = pandas.Index([f"c{at}" for at in range(len(census))])
    forms.index = pandas.Index([f"w{at}" for at in range(len(forms))])
    rows = pandas.concat([census, forms]).fillna("").astype(str)
    files = [0] * len(census) + [1] * len(forms)
    told = rows.reindex(columns=list(PEOPLE), fill_value="")
    return told, files, rows["simulant_id"].to_dict(), rows["household_id"].to_dict()


def _tables() -> tuple[pandas.DataFrame, pandas.DataFrame]:
    if folder := os.environ.get(FOLDER):
        return _read(Path(folder), "census"), _read(Path(folder), "w2")
    import pseudopeople  # type: ignore[import-not-found]

    made = pseudopeople.generate_decennial_census, pseudopeople.generate_taxes_w2_and_1099
    census, forms = (make(seed=SEED) for make in made)
    return census.astype(object), forms.astype(object)


def _read(folder: Path, name: str) -> pandas.DataFrame:
    parquet = folder / f"{name}.parquet"
    if parquet.is_file():
        return pandas.read_parquet(parquet)
    return pandas.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
