"""Why, why not and how, in words: a waterfall, how a cluster grew, what another threshold would do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log2

from graph.ontology.mention import Mention
from resolution.change import Cluster, Pair, Term
from resolution.comparison.fields import BY_FIELD, COMPARISONS
from resolution.judgements import NEGATIVE, UNSURE, Judgement
from resolution.spoken import Speech
from resolution.weights.model import Model
from resolution.weights.score import PRIOR, SECOND, probability
from resolution.why.chains import Bond
from resolution.why.growth import AVERAGE, JUDGEMENT, WORDS, Beside, Growth, Step, joined_at, parts_at
from resolution.why.why import Why

Name = Callable[[str], str]
"""Mention id → what the mention is called."""
NEITHER = 0.05
"""Bits below which a finding says nothing."""
FEWEST = 1.5
"""One in so many is said as a share; more of the strangers than that is "many"."""
NAMED = 3
"""Names of a group that are said before the rest is counted."""


@dataclass(frozen=True)
class Line:
    """One line of a waterfall: the field, what was found in words, its weight in bits, and both values."""

    field: str
    text: str
    weight: float
    left: str
    right: str


@dataclass(frozen=True)
class Telling:
    """Why two mentions are one, or are not: a headline, the waterfall, and what else counts."""

    headline: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """How two mentions stand to one another now: one entity or not, and what was judged about them.

    `classes` names the classes of two mentions that no layer compares.
    """

    together: bool
    judged: Sequence[Judgement] = ()
    classes: Sequence[str] = ()

    def notes(self, say: Speech) -> Iterable[str]:
        """What is to be known of two mentions of two classes."""
        if self.classes:
            yield say.say("no_layer", classes=", ".join(self.classes))


def called(mention: Mention) -> str:
    """What a mention is called: its name or number and its date of birth, as its record says."""
    names = ("name", "registrationNumber", "number", "caseNumber", "full", "street", "vin", "kind")
    first = f"{mention.first('firstName')} {mention.first('lastName')}".strip()
    name = mention.first("name") or first or next(filter(None, map(mention.first, names)), "")
    born = mention.first("birthDate") if mention.type in ("Person", "Alias") else ""
    return " ".join(filter(None, (name or f"{mention.type} {mention.id[:8]}", f"({born})" if born else "")))


def waterfall(pair: Pair, model: Model, say: Speech) -> tuple[Line, ...]:
    """The terms of a pair, each as a sentence."""
    return tuple(
        Line(term.field, sentence(term, model, say), term.weight, term.left, term.right)
        for term in pair.terms
    )


def sentence(term: Term, model: Model, say: Speech) -> str:
    """One finding: what it speaks for, how much, and how often it is found among strangers or one's own."""
    bits = say.bits(term.weight)
    if term.field == PRIOR:
        return say.say("prior", n=say.count(1 / model.prior), bits=bits)
    if term.field == SECOND:
        return say.say("second", bits=bits)
    finding = say.finding(term.field, term.found)
    if abs(term.weight) < NEITHER:
        return say.say("neither", finding=finding)
    m = _among_one(term, model)
    if term.weight > 0:
        strangers = 2**term.weight / m
        name = "for" if strangers >= FEWEST else "common"
        return say.say(name, finding=finding, bits=bits, n=say.count(strangers))
    name = "against" if 1 / m >= FEWEST else "weak_against"
    return say.say(name, finding=finding, bits=bits, n=say.count(1 / m))


def _among_one(term: Term, model: Model) -> float:
    """How often a finding is made between two mentions of one person."""
    levels = BY_FIELD[term.field].levels if term.field in BY_FIELD else ()
    place = next((i for i, level in enumerate(levels) if level.found == term.found), None)
    return 1.0 if place is None else model.levels[term.field][place][0]


def tell(made: Why, model: Model, say: Speech, name: Name, now: Standing) -> Telling:
    """Why two mentions of persons are taken for one or not, also where they were never compared."""
    pair, p = made.pair, say.probability(made.pair.probability)
    a, b = name(pair.a), name(pair.b)
    headline = say.say("same" if now.together else "apart", a=a, b=b, p=p)
    notes = [say.say("sum", bits=_signed(say, pair.weight), p=p)]
    silent = [c.field for c in COMPARISONS if c.field not in {term.field for term in pair.terms}]
    if silent:
        notes.append(say.say("silent", fields=", ".join(map(say.field, silent))))
    shared = "unjoined" if now.classes else "keys"
    notes.append(say.say(shared, keys=say.keys(made.keys)) if made.keys else say.say("no_key", p=p))
    notes += [*now.notes(say), *_verdict(made, model, say, now)]
    notes += [judged(one, say, name) for one in now.judged]
    return Telling(headline, waterfall(pair, model, say), tuple(notes))


def _verdict(made: Why, model: Model, say: Speech, now: Standing) -> Iterable[str]:
    """What decided where the pair alone did not."""
    kinds = {one.kind for one in now.judged}
    if made.conflict:
        words = say.conflict(made.conflict)
        yield say.say("overruled" if now.together else "forbids", conflict=words)
    elif now.classes:
        return
    elif now.together and made.pair.probability < model.threshold and not kinds - {UNSURE}:
        yield say.say("through")
    elif not now.together and made.pair.probability >= model.threshold and NEGATIVE not in kinds:
        yield say.say("group")


def judged(made: Judgement, say: Speech, name: Name) -> str:
    """Who decided what, when and why."""
    sentence_ = "judged_unsure" if made.kind == UNSURE else "judged"
    return say.say(
        sentence_,
        author=made.author,
        day=made.at[:10],
        a=name(made.a),
        b=name(made.b),
        kind=say.judged(made.kind),
        reason=made.reason,
    )


def contradiction(chain: Sequence[Bond], say: Speech, name: Name) -> str:
    """The chain that a judgement contradicts, each step of it in words."""
    steps = [
        judged(bond.judgement, say, name)
        if bond.judgement
        else say.say("key_of_source", a=name(bond.a), b=name(bond.b))
        for bond in chain
    ]
    return say.say("contradiction", chain="; ".join(steps))


def told_step(step: Step, say: Speech, name: Name) -> tuple[str, ...]:
    """One join in words, and the pair that spoke most for it."""
    a = group(step.left, say, name)
    if step.how == WORDS:
        return (say.say("grown_words", n=str(len(step.left)), a=name(step.left[0])),)
    b = group(step.right, say, name)
    if step.how != AVERAGE:
        return (say.say("grown_judgement" if step.how == JUDGEMENT else "grown_source", a=a, b=b),)
    p = say.probability(probability(step.average))
    bits = _signed(say, step.average)
    grown = "grown_pair" if step.pairs == 1 else "grown_average"
    said = [say.say(grown, a=a, b=b, bits=bits, n=str(step.pairs), p=p)]
    if step.strongest and step.pairs > 1:
        pair = step.strongest
        best = say.probability(pair.probability)
        said.append(say.say("grown_most", a=name(pair.a), b=name(pair.b), p=best))
    return tuple(said)


def told_threshold(made: Growth, at: float, say: Speech, name: Name) -> tuple[str, ...]:
    """What would split off this cluster or join it when averages from probability `at` up join."""
    least, p = log2(at / (1 - at)), say.probability(at)
    parts = parts_at(made, least)
    said = [say.say("at_whole", p=p)]
    if len(parts) > 1:
        words = " | ".join(group(part, say, name) for part in parts)
        said = [say.say("at_split", p=p, n=str(len(parts)), parts=words)]
    said += [say.say("at_join", p=p, a=group(one.cluster, say, name)) for one in joined_at(made, least)]
    return (*said, *(told_apart(one, say, name) for one in made.beside if one.conflict))


def told_apart(beside: Beside, say: Speech, name: Name) -> str:
    """What keeps a neighbouring cluster apart for good."""
    words = say.judged(NEGATIVE) if beside.conflict == NEGATIVE else say.conflict(beside.conflict)
    return say.say("forbidden_join", a=group(beside.cluster, say, name), conflict=words)


def group(cluster: Cluster, say: Speech, name: Name) -> str:
    """A group by the names in it: each once, the first few, and how many more mentions there are."""
    names = list(dict.fromkeys(map(name, cluster)))
    if len(names) <= NAMED:
        return ", ".join(names)
    return say.say("others", a=", ".join(names[:NAMED]), n=str(len(names) - NAMED))


def _signed(say: Speech, weight: float) -> str:
    return ("−" if weight < 0 else "") + say.bits(weight)
