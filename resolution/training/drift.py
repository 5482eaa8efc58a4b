"""Whether a newly trained model is like the last: what drifts is not published unless somebody says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ledger.errors import Drifted
from resolution.weights.model import Model

MOST_PAIRS = 2.0
"""Factor by which the pairs of one person that a row is expected in may change."""
MOST_CANDIDATES = 3.0
"""Factor by which the candidates of a row may change."""


def drift(last: Model, new: Model) -> list[str]:
    """What of a new model has drifted from the last one, each with both numbers; nothing when it is like it.

    Counted for each row, so that mere growth is no drift. A model that was made without counting (too few
    rows to learn from) is compared with nothing.
    """
    return list(_drifted(last, new))


def _drifted(last: Model, new: Model) -> Iterator[str]:
    if not (last.volume and new.volume):
        return
    before, after = _pairs(last), _pairs(new)
    if _factor(before, after) > MOST_PAIRS:
        yield (
            f"the prior: {last.prior:.3g} was one pair in {1 / last.prior:,.0f}, {before:.3g} pairs of one"
            f" person for each of {last.volume['rows']:,} rows; now {new.prior:.3g}, {after:.3g} for each of"
            f" {new.volume['rows']:,}"
        )
    before, after = _candidates(last), _candidates(new)
    if _factor(before, after) > MOST_CANDIDATES:
        yield (
            f"the volume of candidates: {last.volume['candidates']:,} were {before:.3g} for each row;"
            f" now {new.volume['candidates']:,}, {after:.3g} for each row"
        )


def checked(last: Model | None, new: Model, accept: bool = False) -> Model:
    """The new model where it may be published; Drifted, saying why and what to do, where it may not.

    Drift that is accepted stands in the notes of the model.
    """
    found = drift(last, new) if last else []
    if found and not accept:
        raise Drifted(
            f"The new model is not published, for it drifts from the last ({last.version if last else ''}):"
            f" {'; '.join(found)}. Look for records that came twice, or no longer, and for values that all"
            " share; if the data did change, run `locard resolve --retrain --accept-drift`"
        )
    return replace(new, notes=(*new.notes, *(f"drift accepted: {what}" for what in found)))


def _pairs(model: Model) -> float:
    """Pairs of one person that each row is expected in."""
    return model.prior * max(1, model.volume["rows"] - 1)


def _candidates(model: Model) -> float:
    return 2 * model.volume["candidates"] / max(1, model.volume["rows"])


def _factor(a: float, b: float) -> float:
    low, high = sorted((a, b))
    return high / low if low else (1.0 if not high else float("inf"))
