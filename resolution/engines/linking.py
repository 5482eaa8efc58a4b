"""Our comparisons and a model in the terms of Splink."""

from __future__ import annotations

from typing import Any

from resolution.comparison.fields import COMPARISONS, Comparison
from resolution.weights.model import Model

BEGIN: dict[str, Any] = {
    "link_type": "dedupe_only",
    "unique_id_column_name": "unique_id",
    "blocking_rules_to_generate_predictions": [],
    "retain_matching_columns": False,
    "retain_intermediate_calculation_columns": False,
    "linker_uid": "locard",
    "em_convergence": 1e-4,
    "max_iterations": 25,
}
"""What all of Splink's settings have in common."""


def settings(model: Model) -> dict[str, Any]:
    """Splink's settings: our levels with the m and u of a model."""
    return BEGIN | {
        "probability_two_random_records_match": model.prior,
        "comparisons": [_comparison(c, model) for c in COMPARISONS],
    }


def _comparison(comparison: Comparison, model: Model) -> dict[str, Any]:
    null = {"sql_condition": comparison.null, "label_for_charts": "silent", "is_null_level": True}
    levels: list[dict[str, Any]] = [null]
    for place, level in enumerate(comparison.levels):
        made: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.found}
        made["m_probability"], made["u_probability"] = model.levels[comparison.field][place]
        if level.frequency:
            made |= {"tf_adjustment_column": level.frequency, "disable_tf_exact_match_detection": True}
        levels.append(made)
    return {"output_column_name": comparison.field, "comparison_levels": levels}
