"""Persons who may know each other, from what they share: a hypothesis with its paths, for people to check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from graph.derive.origin import origins
from graph.read.origins import Teller, tellers
from graph.read.projection import ties
from graph.read.reader import Reader
from models.against import objections, would_change
from models.candidates import candidates
from models.evidence import evidence, once
from models.features import Features, features
from models.incidence import Incidence, gather
from models.suggestion import Evidence, Suggestion

Tellers = Mapping[str, Teller]
PAIRS = 2_000
"""Pairs that are weighed at a time: the origins of their records are read in one statement."""


def suggest(store: Reader, allowed: Sequence[int], use: Features | None = None) -> Iterator[Suggestion]:
    """Suggestions of associates among all persons that these classes show, by id of both ends.

    No path, no suggestion; none for persons who are asserted to be associates or family. Reads nothing
    but what the allow-list names, and writes nothing. `allowed` is one layer; its first class marks them.
    """
    use = use or features()
    tell = partial(tellers, store, allowed=allowed)
    return associates(project(store, allowed, use), allowed[0], use, tell)


def project(store: Reader, allowed: Sequence[int], use: Features) -> Incidence:
    """What the suggestions of one layer are computed from, streamed from the graph."""
    through = sorted({path.through for path in use.paths.values() if path.through})
    holding = sorted({link for path in use.paths.values() if path.type != "Person" for link in path.links})
    return gather(
        ties(store, "Person", allowed, use.links),
        ties(store, "Object", allowed, through),
        ties(store, "Organisation", allowed, holding),
        use,
    )


def associates(
    made: Incidence, class_: int, use: Features, tell: Callable[[Iterable[str]], Tellers] | None = None
) -> Iterator[Suggestion]:
    """Suggestions from an incidence: for each person the best few, kept when they are so for either end.

    With `tell`, records that are reports of one origin count once.
    """
    found: list[Suggestion] = []
    pairs = iter(candidates(made, use))
    while some := list(islice(pairs, PAIRS)):
        paths = {(a, b): evidence(made, a, b, use) for a, b in some}
        told = tell({r for of in paths.values() for path in of for r in path.records}) if tell else {}
        found += [_weighed(made, pair, of, told, class_, use) for pair, of in paths.items()]
    kept = _best((made_of for made_of in found if made_of.score >= use.least), use.top)
    return iter(sorted(kept, key=lambda suggestion: (suggestion.a, suggestion.b)))


def weighed(made: Incidence, a: str, b: str, class_: int, use: Features) -> Suggestion:
    """The suggestion about one pair: the sum of its paths less what speaks against it."""
    return _weighed(made, (a, b), evidence(made, a, b, use), {}, class_, use)


def _weighed(
    made: Incidence,
    pair: tuple[str, str],
    found: Sequence[Evidence],
    told: Tellers,
    class_: int,
    use: Features,
) -> Suggestion:
    a, b = pair
    here = {r: told[r] for path in found for r in path.records if r in told}
    paths = once(found, use, origins(here).of)
    against = objections(made, a, b, paths, use)
    score = round(sum(path.weight for path in paths) - sum(objection.weight for objection in against), 4)
    change = would_change(paths, against)
    return Suggestion(
        use.name, a, b, score, tuple(paths), tuple(against), change, model=use.version, class_=class_
    )


def _best(found: Iterable[Suggestion], top: int) -> set[Suggestion]:
    of_person: dict[str, list[Suggestion]] = defaultdict(list)
    for suggestion in found:
        of_person[suggestion.a].append(suggestion)
        of_person[suggestion.b].append(suggestion)
    kept: set[Suggestion] = set()
    for about in of_person.values():
        kept.update(sorted(about, key=lambda s: (-s.score, s.a, s.b))[:top])
    return kept
