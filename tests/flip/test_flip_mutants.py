"""The flip test fails where the condition of one statement is removed, or one rule is switched off."""

from __future__ import annotations

import pytest
from flip_mutants import LEFT, RULES, islands, lived, reads, rule_on_trial, statements_on_trial

ALLOWED = (1,)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_mutant_is_killed() -> None:
    with lived(True, ALLOWED, islands()) as whole, lived(False, ALLOWED, islands()) as without:
        known = reads(without, ALLOWED)
        assert reads(whole, ALLOWED) == known, "the houses differ before anything is changed"
        found = statements_on_trial(whole, without, ALLOWED)
    for rule in RULES:
        found[rule] = f"killed by {read}" if (read := rule_on_trial(rule, known, ALLOWED)) else "survived"
    print(f"\n{'mutant':<45} what became of it")
    for name, became in found.items():
        print(f"{name:<45} {became}")
    left = {name: became for name, became in found.items() if not became.startswith("killed")}
    assert "unsound" not in left.values(), left
    assert left.keys() == LEFT.keys(), left
