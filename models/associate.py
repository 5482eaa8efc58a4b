"""Persons who may know each other, from what they share: a hypothesis with its paths, for people to check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.read.projection import ties
from graph.read.reader import Reader
from models.against import objections, would_change
from models.candidates import candidates
from models.evidence import evidence, once
from models.features import Features, features
from models.incidence import Incidence, gather
from models.suggestion import Suggestion


def suggest(store: Reader, allowed: Sequence[int], use: Features | None = None) -> Iterator[Suggestion]:
    """Suggestions of associates among all persons that these classes show, by id of both ends.

    No path, no suggestion; none for persons who are asserted to be associates or family. Reads nothing
    but what the allow-list names, and writes nothing. `allowed` is one layer; its first class marks them.
    """
    use = use or features()
    return associates(project(store, allowed, use), allowed[0], use)


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


def associates(made: Incidence, class_: int, use: Features) -> Iterator[Suggestion]:
    """Suggestions from an incidence: for each person the best few, kept when they are so for either end."""
    found = [weighed(made, a, b, class_, use) for a, b in candidates(made, use)]
    kept = _best((made_of for made_of in found if made_of.score >= use.least), use.top)
    return iter(sorted(kept, key=lambda suggestion: (suggestion.a, suggestion.b)))


def weighed(made: Incidence, a: str, b: str, class_: int, use: Features) -> Suggestion:
    """The suggestion about one pair: the sum of its paths less what speaks against it."""
    paths = once(evidence(made, a, b, use), use)
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
