"""What was resolved is kept as long as no code that decides who is who has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import resolution
from resolution.version import resolving_version, version_of


def test_only_what_decides_who_is_who_makes_another_version(tmp_path: Path) -> None:
    folder = tmp_path / "resolution"
    shutil.copytree(Path(resolution.__file__).parent, folder)
    assert version_of(folder) == resolving_version()
    for told in ("spoken/nl.yaml", "quality/audit.py", "history/store.py", "link/resolve.py"):
        assert (folder / told).read_text()
        (folder / told).write_text("other words")
    assert version_of(folder) == resolving_version()
    for decides in ("clustering/average.py", "names/variants.yaml", "judgements.py"):
        was = (folder / decides).read_text()
        (folder / decides).write_text(was + "\n# more\n")
        assert version_of(folder) != resolving_version()
        (folder / decides).write_text(was)
