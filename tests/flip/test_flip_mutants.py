"""The flip test fails where the condition of one statement is removed, or one rule is switched off."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from flip_mutants import LEFT, lived, reads, rule_on_trial, statements_on_trial, suggested
from flip_rules import RULES, Rule


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_without_its_condition_every_statement_tells_of_what_is_hidden() -> None:
    base = Rule(nullcontext)
    with (
        lived(True, base.allowed, base.islands) as whole,
        lived(False, base.allowed, base.islands) as without,
    ):
        assert reads(whole, base.allowed) == reads(without, base.allowed), "they differ before any change"
        suggested(whole)
        found = statements_on_trial(whole, without, base.allowed)
    print("\n" + "\n".join(f"{name:<45} {became}" for name, became in found.items()))
    left = {name: became for name, became in found.items() if became != "killed"}
    assert left.keys() == LEFT.keys(), left


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_without_a_rule_the_answers_differ(rule: Rule) -> None:
    became = rule_on_trial(rule)
    print(f"\n{became}")
    assert became.startswith("killed"), became
