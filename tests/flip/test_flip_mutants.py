"""The flip test fails where one condition of one statement is removed, or one rule is switched off."""

from __future__ import annotations

import pytest
from flip_mutants import RULES, UNASKED, scoped, trial


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_every_mutant_is_killed() -> None:
    found = trial((1,), list(RULES), [name for name in scoped() if name not in UNASKED])
    assert found.pop("none") == "", "the houses differ before anything is changed"
    print(f"\n{'mutant':<45} killed by")
    for name, read in found.items():
        print(f"{name:<45} {read or 'nobody'}")
    assert all(found.values()), [name for name, read in found.items() if not read]
