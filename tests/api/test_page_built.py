"""The page that is shipped: built from the sources that lie beside it, complete, and from nowhere else."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from api.app import page_folder

WEB = Path(__file__).parents[2] / "web"
PARTS = ("index.html", "package-lock.json", "public", "src", "vite.config.ts")


def test_the_shipped_page_is_that_of_the_sources() -> None:
    files = [path for part in PARTS for path in [WEB / part, *(WEB / part).rglob("*")] if path.is_file()]
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(WEB).as_posix(), path) for path in files):
        digest.update(f"{name}\0".encode() + path.read_bytes())
    told = (page_folder() / "sources.txt").read_text().strip()
    assert told == digest.hexdigest(), "the page is older than web/: run `make page`"


def test_every_package_in_the_page_comes_with_its_licence() -> None:
    licences = (page_folder() / "licences.txt").read_text()
    for package in json.loads((WEB / "package.json").read_text())["dependencies"]:
        assert f"{package} " in licences or package == "graphology-types"


def test_the_lock_file_names_no_address_to_fetch_from() -> None:
    packages = json.loads((WEB / "package-lock.json").read_text())["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]


def test_a_phrase_says_the_same_of_everything_in_each_language() -> None:
    """What is filled in stands in all four: a name that is written otherwise is filled in with nothing."""
    filled = {lang: _filled(WEB / "src" / "phrases" / f"{lang}.ts") for lang in ("nl", "fr", "de", "en")}
    assert filled["en"]["exportDone"] == ["{links}", "{records}", "{things}"]
    assert filled["nl"] == filled["fr"] == filled["de"] == filled["en"]


def _filled(file: Path) -> dict[str, list[str]]:
    said = re.findall(r'^  (\w+): "(.*)",$', file.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: sorted(re.findall(r"\{\w+\}", text)) for name, text in said}
