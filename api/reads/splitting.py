"""Taking a merge back: the judgements that joined its parts go, others keep apart what would join again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, product

from strawberry import ID

from api.graphql import unmerge as edge
from api.graphql.merges import Part
from api.purpose import Purpose
from api.reads.judging import act_of, one_at_a_time, reasoned
from api.reads.telling import PERSON, judgement_of
from api.reads.visible import Visible
from api.stages.inherit import anchored
from graph.ontology.mention import Mention
from ledger.entry import Decision
from ledger.errors import BadInput, Contradiction, Missing
from resolution.change import Cluster
from resolution.judgements import NEGATIVE, POSITIVE, Judgement, retraction
from resolution.review.layer import Layer
from resolution.spoken import Speech
from resolution.unionfind import UnionFind
from resolution.why.chains import Chains
from resolution.why.story import contradiction, group
from resolution.why.why import thing_keys, why

MOST = 2000
"""Judgements that one split makes at most."""
COMPARED = 100
"""Pairs between two parts up to which it is looked whether anything but a judgement joins them."""


@dataclass(frozen=True)
class Plan:
    """What takes an entity apart: judgements to take back, and those to make, as ends and kinds."""

    parts: tuple[Cluster, ...]
    mentions: Mapping[str, Mention]
    back: tuple[Judgement, ...]
    keep: tuple[tuple[str, str], ...]
    forbid: tuple[tuple[str, str], ...]
    class_: int
    warnings: tuple[str, ...]


def split(
    seen: Visible,
    ends: tuple[str, Sequence[Sequence[str]]],
    reason: str,
    say: Speech,
    author: str,
    purpose: Purpose,
    write: bool = True,
) -> edge.Split:
    """Take an entity apart into these parts and what is left; where not to `write`, only say what it takes.

    A judgement between two parts is taken back. Where that alone would leave them joined (by scores, by an
    identifier, by the words), each mention of one is judged to differ from each of the other. What was one
    only through a judgement that is taken back stays one within its part: that gets a judgement of its own.
    """
    reason = reasoned(reason)
    asked = {"id": ends[0], "apart": " | ".join(",".join(part) for part in ends[1])}
    with one_at_a_time(seen.ledger) as lease:
        seen = seen.anew()
        with seen.ledger.acted(act_of("consultation", "split", author, purpose, asked)) as outcome:
            plan = _plan(seen, *ends, say)
            outcome["returned"] = sorted(plan.mentions)
        lease.renew()
        back = [(made, _back(seen, plan, made, author, reason)) for made in plan.back]
        made_ = [_decision(plan, pair, POSITIVE, author, reason) for pair in plan.keep]
        made_ += [_decision(plan, pair, NEGATIVE, author, reason) for pair in plan.forbid]
        if write:
            decisions = [decision for _, decision in back] + made_
            seen.ledger.decide_all(decisions, act_of("alteration", "split", author, purpose, asked))
    return edge.Split(
        parts=[Part(caption=group(p, say, seen.namer()), mentions=[ID(m) for m in p]) for p in plan.parts],
        retracted=[judgement_of(seen, made, say) for made, _ in back],
        judged=[judgement_of(seen, _as_judged(decision), say) for decision in made_],
        warnings=list(plan.warnings),
    )


def _plan(seen: Visible, id_: str, apart: Sequence[Sequence[str]], say: Speech) -> Plan:
    mention = seen.mention(id_)
    found = seen.mentions.get(seen.held({mention.id}))
    whole = {m: said for m, said in found.items() if said.class_ in seen.allowed}
    parts = _parts(whole, apart)
    place = {m: number for number, part in enumerate(parts) for m in part}
    stands = [one for one in seen.standing() if one.kind == POSITIVE and {one.a, one.b} <= whole.keys()]
    back = tuple(one for one in stands if place[one.a] != place[one.b])
    stay = [one for one in stands if place[one.a] == place[one.b]]
    keep = tuple(_kept(parts, stands, stay))
    layer = seen.widest(mention)
    class_ = seen.shown(whole.values())
    forbid = tuple(_forbidden(seen, layer, parts, whole, back))
    if len(forbid) > MOST:
        raise BadInput(
            f"To keep these parts apart takes {len(forbid)} judgements, and {MOST} are made at once: "
            "split off a smaller part first."
        )
    if not back and not forbid:
        raise BadInput(say.say("split_nothing"))
    _refuse_contradiction(seen, back, forbid, say)
    warnings = (say.say("split_below"),) if _below(seen, class_, place) else ()
    return Plan(parts, whole, back, keep, forbid, class_, warnings)


def _parts(whole: Mapping[str, Mention], apart: Sequence[Sequence[str]]) -> tuple[Cluster, ...]:
    """The parts that are named and what is left, each sorted."""
    named: set[str] = set()
    for part in apart:
        for id_ in part:
            if id_ not in whole:
                raise Missing(f"nothing is known under {id_} in this entity: parts are ids of its mentions")
            if id_ in named:
                raise BadInput(f"The mention {id_} stands in two parts.")
            named.add(id_)
    made = [tuple(sorted(part)) for part in (*apart, whole.keys() - named) if part]
    if len(made) < 2:
        raise BadInput("There is only one part: name those mentions of the entity that are something else.")
    return tuple(made)


def _kept(
    parts: Sequence[Cluster], stands: Iterable[Judgement], stay: Iterable[Judgement]
) -> Iterator[tuple[str, str]]:
    """Two mentions of one part that only a judgement which is taken back makes one, for each such two."""
    before, after = _joined(parts, stands), _joined(parts, stay)
    for part in parts:
        groups: dict[str, dict[str, str]] = {}
        for mention in part:
            groups.setdefault(before.find(mention), {}).setdefault(after.find(mention), mention)
        for torn in groups.values():
            yield from pairwise(sorted(torn.values()))


def _joined(parts: Sequence[Cluster], judged: Iterable[Judgement]) -> UnionFind:
    sets = UnionFind(m for part in parts for m in part)
    for one in judged:
        sets.join(one.a, one.b)
    return sets


def _forbidden(
    seen: Visible,
    layer: Layer,
    parts: Sequence[Cluster],
    whole: Mapping[str, Mention],
    back: Iterable[Judgement],
) -> Iterator[tuple[str, str]]:
    """The pairs that must be judged apart: all between two parts that something else would join again."""
    joined = {frozenset(_places(parts, one)) for one in back}
    for x, y in combinations(range(len(parts)), 2):
        only_judged = frozenset((x, y)) in joined or _through(joined, x, y)
        if not only_judged or _attracted(seen, layer, parts[x], parts[y], whole):
            for a, b in product(parts[x], parts[y]):
                yield min(a, b), max(a, b)


def _through(joined: set[frozenset[int]], x: int, y: int) -> bool:
    """True when judgements alone lead from one part to another, over further parts."""
    reached, waiting = {x}, [x]
    while waiting:
        here = waiting.pop()
        for other in {n for pair in joined if here in pair for n in pair} - reached:
            reached.add(other)
            waiting.append(other)
    return y in reached


def _places(parts: Sequence[Cluster], one: Judgement) -> tuple[int, int]:
    place = {m: number for number, part in enumerate(parts) for m in part}
    return place[one.a], place[one.b]


def _attracted(
    seen: Visible, layer: Layer, left: Cluster, right: Cluster, whole: Mapping[str, Mention]
) -> bool:
    """True when more than judgements joins two parts, or when that is too much to look at."""
    if len(left) * len(right) > COMPARED:
        return True
    for number in seen.layers():
        if any({p.a, p.b} & {*left} and {p.a, p.b} & {*right} for p in seen.clusters.pairs(number, left)):
            return True
    for a, b in product(left, right):
        x, y = whole[a], whole[b]
        if x.type != PERSON:
            if thing_keys(x, y):
                return True
        elif (
            why(seen.mentions, layer.model, layer.layer, a, b, layer.also).pair.probability
            >= layer.model.threshold
        ):
            return True
        if any(one.of_one_key(a, b) for one in (layer.chains,)):
            return True
    return False


def _refuse_contradiction(
    seen: Visible, back: Sequence[Judgement], forbid: Iterable[tuple[str, str]], say: Speech
) -> None:
    gone = {one.id for one in back}
    chains = Chains(one for one in seen.standing() if one.id not in gone)
    for a, b in forbid:
        if chain := chains.contradiction(NEGATIVE, a, b):
            raise Contradiction(contradiction(chain, say, seen.namer()))


def _below(seen: Visible, class_: int, place: Mapping[str, int]) -> bool:
    """True when a layer that the decision's class stands on joins two parts: that it cannot cut."""
    for below in seen.classes.stands_on(class_):
        for mention, cluster in seen.clusters.cluster_of(below, place).items():
            if any(place.get(other, place[mention]) != place[mention] for other in cluster):
                return True
    return False


def _back(seen: Visible, plan: Plan, made: Judgement, author: str, reason: str) -> Decision:
    class_ = seen.shown((plan.mentions[m] for m in made.pair), (made.class_,))
    return retraction(made, author, reason, class_)


def _decision(plan: Plan, pair: tuple[str, str], kind: str, author: str, reason: str) -> Decision:
    a, b = (plan.mentions[m] for m in pair)
    return Decision(kind, anchored(a, b), plan.class_, author, reason)


def _as_judged(made: Decision) -> Judgement:
    a, b = sorted((str(made.subject["a"]), str(made.subject["b"])))
    return Judgement(made.id, made.kind, a, b, made.class_, made.author, made.reason, made.at)


def planned(made: edge.Split) -> edge.Split:
    """A plan that was not carried out: its judgements have no ids yet."""
    return replace(made, judged=[replace(one, id=ID("")) for one in made.judged])
