"""Why two things are one or are not, in words: what their numbers, names and descriptions show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.ontology.mention import Mention
from resolution.change import Pair, Term
from resolution.judgements import UNSURE
from resolution.spoken import Speech
from resolution.things.thing import PRIOR, weights
from resolution.why.story import NAMED, NEITHER, Line, Standing, Telling, called, judged


def tell_things(
    a: Mention,
    b: Mention,
    keys: Sequence[str],
    say: Speech,
    now: Standing,
    pair: Pair | None = None,
    places: Sequence[Mention] = (),
) -> Telling:
    """Why two mentions of anything but persons are one, or are not: by identifiers, or as they were read.

    `pair` is what their things show where no identifier decides, `places` where both were seen.
    """
    names = {a.id: called(a), b.id: called(b)}
    if a.type != b.type:
        return Telling(say.say("types", a=names[a.id], b=names[b.id]), (), ())
    p = say.probability(pair.probability if pair else float(now.together))
    headline = say.say("same" if now.together else "apart", a=names[a.id], b=names[b.id], p=p)
    notes = [*_grounds(a.type, keys, say, now, pair), *now.notes(say)]
    if pair and places:
        named = list(dict.fromkeys(map(called, places)))[:NAMED]
        notes.append(say.say("thing_places", places=", ".join(named)))
    notes += [judged(one, say, names.__getitem__) for one in now.judged]
    return Telling(headline, lines(pair, say) if pair else (), tuple(notes))


def lines(pair: Pair, say: Speech) -> tuple[Line, ...]:
    """The waterfall of two things, each finding as a sentence."""
    return tuple(
        Line(term.field, _sentence(term, say), term.weight, term.left, term.right) for term in pair.terms
    )


def _sentence(term: Term, say: Speech) -> str:
    bits = say.bits(term.weight)
    if term.field == PRIOR:
        return say.say("thing_prior", n=say.count(2**-term.weight), bits=bits)
    finding = say.finding(term.field, term.found)
    if abs(term.weight) < NEITHER:
        return say.say("neither", finding=finding)
    return say.say("thing_for" if term.weight > 0 else "thing_against", finding=finding, bits=bits)


def _grounds(type_: str, keys: Sequence[str], say: Speech, now: Standing, pair: Pair | None) -> Iterable[str]:
    """What decided, where no judgement did."""
    shared = ", ".join(key.replace(":", " ") for key in keys)
    if pair is None:
        through = "through" if now.together and not now.judged else "thing_none"
        yield say.say("thing_keys", keys=shared) if keys else say.say(through)
    else:
        bits = ("−" if pair.weight < 0 else "") + say.bits(pair.weight)
        yield say.say("sum", bits=bits, p=say.probability(pair.probability))
        yield say.say("thing_shared", keys=shared) if keys else say.say("thing_unlike")
        if not now.classes and not {one.kind for one in now.judged} - {UNSURE}:
            yield say.say(_verdict(type_, pair, now))


def _verdict(type_: str, pair: Pair, now: Standing) -> str:
    """The sentence for what became of a pair that no judgement decided."""
    least = weights(type_)
    if now.together:
        return "thing_joined"
    if pair.weight >= least.join:
        return "thing_rival"
    return "thing_open" if pair.weight >= least.review else "thing_little"
