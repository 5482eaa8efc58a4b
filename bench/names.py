"""Full names of two scripts: is it one name? Ours beside Jaro–Winkler and, where installed, nomenklatura.

`python -m bench.names [--file tests/resolution/cross_script.csv] [--dictionary] [--fit]` prints F1 on the
half of the pairs that nothing was learned from, each at the threshold that is best on the other half.
The file has the columns a, b, same (1 or 0), scripts and part (learn or report). `--dictionary` asks rigour
too; `--fit` prints the weights for resolution/names/same.py.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from resolution.names.known import known_alike
from resolution.names.same import same_name, signals

FILE = Path(__file__).parents[1] / "tests" / "resolution" / "cross_script.csv"
Scorer = Callable[[str, str], float]


@dataclass(frozen=True)
class Named:
    """Two full names, whether they are one, the scripts they are in, and whether it is for learning."""

    a: str
    b: str
    same: bool
    scripts: str = ""
    learn: bool = False


def read(path: Path) -> list[Named]:
    """The pairs of a file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Named(row["a"], row["b"], row["same"] == "1", row.get("scripts", ""), row.get("part") == "learn")
            for row in csv.DictReader(file)
        ]


def f1(pairs: Sequence[Named], scores: Sequence[float], threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of "one name from this score on"."""
    found = [pair.same for pair, score in zip(pairs, scores, strict=True) if score >= threshold]
    right, all_ = sum(found), sum(pair.same for pair in pairs)
    precision, recall = right / max(len(found), 1), right / max(all_, 1)
    return precision, recall, 2 * right / max(len(found) + all_, 1)


def best_threshold(pairs: Sequence[Named], scores: Sequence[float]) -> float:
    """The threshold with the best F1, the lowest of several."""
    return min(sorted(set(scores)), key=lambda at: (-f1(pairs, scores, at)[2], at), default=0.5)


def scorers(dictionary: bool) -> dict[str, Scorer]:
    """What is compared, by name."""
    made: dict[str, Scorer] = {
        "same_name": same_name,
        "Jaro-Winkler on anyascii": lambda a, b: JaroWinkler.similarity(_ascii(a), _ascii(b)),
        "sorted words, Jaro-Winkler": lambda a, b: JaroWinkler.similarity(_sorted(a), _sorted(b)),
        "token sort ratio": lambda a, b: fuzz.token_sort_ratio(_ascii(a), _ascii(b)) / 100,
    }
    if dictionary:
        made["same_name with rigour's names"] = lambda a, b: same_name(a, b, known_alike)
    if find_spec("nomenklatura"):
        made["nomenklatura logic-v2 names"] = _nomenklatura("logic_v2.names.match", "name_match")
        made["nomenklatura Jaro-Winkler"] = _nomenklatura("compare.names", "person_name_jaro_winkler")
    return made


def _ascii(text: str) -> str:
    return anyascii(text).lower()


def _sorted(text: str) -> str:
    return " ".join(sorted(_ascii(text).replace("-", " ").split()))


def _nomenklatura(module: str, name: str) -> Scorer:
    compare = getattr(import_module(f"nomenklatura.matching.{module}"), name)
    config = import_module("nomenklatura.matching").get_algorithm("logic-v2").default_config()
    proxy = import_module("followthemoney.proxy").EntityProxy

    def score(a: str, b: str) -> float:
        sides = [proxy.from_dict({"id": n, "schema": "Person", "properties": {"name": [n]}}) for n in (a, b)]
        return float(compare(*sides, config).score)

    return score


def fit(pairs: Sequence[Named], known: bool) -> tuple[list[float], float]:
    """The weights and bias of same_name, learned from the pairs for learning."""
    from sklearn.linear_model import LogisticRegression

    rows = [(found, pair.same) for pair in pairs if pair.learn and (found := _signals(pair, known))]
    model = LogisticRegression(C=10).fit([row for row, _ in rows], [same for _, same in rows])
    return [round(float(weight), 2) for weight in model.coef_[0]], round(float(model.intercept_[0]), 2)


def _signals(pair: Named, known: bool) -> tuple[float, ...] | None:
    return signals(min(pair.a, pair.b), max(pair.a, pair.b), known_alike if known else None)


def table(pairs: Sequence[Named], made: dict[str, Scorer]) -> None:
    """Print a line per scorer; same_name also at 0.5, where nothing is chosen."""
    learn = [pair for pair in pairs if pair.learn] or list(pairs)
    report = [pair for pair in pairs if not pair.learn] or list(pairs)
    print(f"{len(report)} pairs reported, {len(learn)} to choose the threshold")
    print(f"{'':34}{'at':>7}{'precision':>11}{'recall':>8}{'F1':>8}{'ms/pair':>9}")
    for name, score in made.items():
        known, begun = [score(pair.a, pair.b) for pair in learn], perf_counter()
        scores = [score(pair.a, pair.b) for pair in report]
        spent = (perf_counter() - begun) / len(report) * 1000
        for at in [best_threshold(learn, known)] + ([0.5] if name.startswith("same_name") else []):
            precision, recall, both = f1(report, scores, at)
            print(f"{name:34}{at:7.3f}{precision:11.4f}{recall:8.4f}{both:8.4f}{spent:9.3f}")


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--file", type=Path, default=FILE)
    parser.add_argument("--dictionary", action="store_true")
    parser.add_argument("--fit", action="store_true")
    asked = parser.parse_args()
    pairs = read(asked.file)
    if asked.fit:
        print(*fit(pairs, asked.dictionary))
    table(pairs, scorers(asked.dictionary))


if __name__ == "__main__":
    main()
