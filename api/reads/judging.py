"""The queue of review, and what people decide: checked against what stands, and written in the ledger."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace

from api.graphql import why as edge
from api.graphql.review import Judged, ReviewItem
from api.purpose import Purpose
from api.reads.asked import asked_across
from api.reads.telling import PERSON, against_things, judgement_of, why_of
from api.reads.visible import Visible
from api.stages.inherit import anchored
from api.writer import is_dead, me
from graph.ontology.mention import Mention
from ledger.act import Act
from ledger.entry import Decision
from ledger.errors import BadInput, Contradiction, LostLease, Missing
from ledger.lease import Lease
from ledger.ledger import Ledger
from resolution.judgements import KINDS, NEGATIVE, POSITIVE, Judgement, retraction
from resolution.review.asking import questions
from resolution.review.near import Near
from resolution.review.persons import review
from resolution.review.queue import things_to_review
from resolution.review.things import TYPES
from resolution.spoken import Speech
from resolution.store.question import Item
from resolution.why.chains import Chains, source_mates
from resolution.why.story import contradiction
from resolution.why.why import why

LEASE, SECONDS, PATIENCE, BETWEEN = "judgements", 30.0, 20.0, 0.05
"""One judgement at a time: what is checked must still stand when it is written."""
LONGEST = 2000
"""Characters that a reason may have."""
_here = threading.Lock()


def queue(
    seen: Visible, near: Near, first: int, say: Speech, types: Collection[str] = ()
) -> list[ReviewItem]:
    """Pairs to look at in the layers that this session may see, by what a verdict would change.

    Of some types, or of all that there are; things that became one in another layer are left out. The
    questions about persons were made when their layer was resolved; in a store that has none yet they are
    made here, with pairs below the threshold that are kept until it is resolved again. What only two classes
    together suggest is made here for who holds both, and never kept.
    """
    found = asked_across(seen, first) if PERSON in (types or (PERSON,)) else []
    for number in seen.layers():
        layer = seen.of(number)
        stands = [one for one in seen.standing() if one.class_ in layer.classes]
        now = replace(layer, standing=stands)
        if PERSON in (types or (PERSON,)):
            ready = questions(now, layer.standing, first)
            found += review(now, first, near.pairs(layer)) if ready is None else ready
        things = things_to_review(now, first, types or TYPES)
        found += [item for item in things if not seen.joined(item.pair.a, item.pair.b)]
    once = {(item.pair.a, item.pair.b): item for item in reversed(found)}
    best = sorted(once.values(), key=lambda item: (-item.value, item.pair.a, item.pair.b))
    ends = seen.mentions.get({end for item in best[:first] for end in (item.pair.a, item.pair.b)})
    seen.fetch(mention.record for mention in ends.values())
    return [_item(seen, item, say) for item in best[:first]]


def _item(seen: Visible, item: Item, say: Speech) -> ReviewItem:
    made = seen.mentions.get((item.pair.a, item.pair.b))
    a, b = made[item.pair.a], made[item.pair.b]
    text = say.flagged(item.kind)
    return ReviewItem(
        kind=item.kind,
        type=a.type,
        text=f"{text}: {say.conflict(item.conflict)}" if item.conflict else text,
        value=item.value,
        mentions=len(item.moved),
        links=item.links,
        why=why_of(seen, a, b, say, None if a.type == PERSON else item.pair),
    )


def judge(
    seen: Visible, ends: tuple[str, str], kind: str, reason: str, say: Speech, author: str, purpose: Purpose
) -> Judged:
    """Record a judgement; Contradiction, with the chain in words, where others speak against it."""
    reason = reasoned(reason)
    if kind not in KINDS:
        raise BadInput(f"A judgement is {', '.join(KINDS)}, not {kind!r}.")
    asked = {"a": ends[0], "b": ends[1], "kind": kind}
    with one_at_a_time(seen.ledger) as lease:
        seen = seen.anew()
        with seen.ledger.acted(act_of("consultation", "judge", author, purpose, asked)) as outcome:
            a, b = _two(seen, *ends)
            outcome["returned"] = sorted((a.id, b.id))
            decision = Decision(kind, anchored(a, b), seen.shown((a, b)), author, reason)
            chains = _chains(seen, decision)
            if chain := chains.contradiction(kind, a.id, b.id):
                outcome["returned"] = sorted({end for bond in chain for end in (bond.a, bond.b)})
                raise Contradiction(contradiction(chain, say, seen.namer()))
            warnings = list(_warnings(seen, chains, kind, a, b, say))
        lease.renew()
        seen.ledger.decide(decision, act_of("alteration", "judge", author, purpose, asked))
    made = next(one for one in reversed(seen.anew().standing()) if one.id == decision.id)
    return Judged(judgement=judgement_of(seen, made, say), warnings=warnings)


def retract(
    seen: Visible, id_: str, reason: str, say: Speech, author: str, purpose: Purpose
) -> edge.Judgement:
    """Take a judgement back; Missing when none with this id stands that this session may see.

    It counts where all that its author was shown may be seen: an author whose entities hold more than the
    judgement's class does takes it back for his own layer alone.
    """
    reason = reasoned(reason)
    with one_at_a_time(seen.ledger):
        seen = seen.anew()
        with seen.ledger.acted(act_of("consultation", "retract", author, purpose, {"id": id_})) as outcome:
            made = next((one for one in seen.standing() if one.id == id_), None)
            if made is None:
                raise Missing(f"nothing is known under {id_}")
            outcome["returned"] = [made.id]
            class_ = seen.shown(seen.mentions.get(made.pair).values(), (made.class_,))
        decision = retraction(made, author, reason, class_)
        seen.ledger.decide(decision, act_of("alteration", "retract", author, purpose, {"id": id_}))
    return judgement_of(seen, made, say)


def _two(seen: Visible, a: str, b: str) -> tuple[Mention, Mention]:
    left, right = seen.ends(a, b)
    if left.id == right.id:
        raise BadInput("These two ids mean the same mention: a judgement needs two.")
    if left.type != right.type:
        raise BadInput(f"A {left.type} and a {right.type} are never one: there is nothing to judge.")
    return left, right


def _chains(seen: Visible, decision: Decision) -> Chains:
    """What follows from the judgements that this author may see, but for the one that this one replaces.

    And from those that stand where this one will count, though the author's own layer took them back.
    """
    stands = {one.id: one for one in (*seen.standing(), *seen.standing_in(decision.class_))}
    others = [one for one in stands.values() if not _replaced(one, decision)]
    return Chains(others, source_mates(seen.clusters, seen.mentions, seen.layers(), seen.allowed))


def _warnings(seen: Visible, chains: Chains, kind: str, a: Mention, b: Mention, say: Speech) -> Iterator[str]:
    """What the author of a judgement should know."""
    if kind == NEGATIVE and chains.of_one_key(a.id, b.id):
        yield say.say("warn_source")
    if kind == POSITIVE and a.type == PERSON:
        layer = seen.layer(a, b)
        made = why(seen.mentions, layer.model, layer.layer, a.id, b.id, layer.also)
        if made.conflict:
            yield say.say("warn_conflict", conflict=say.conflict(made.conflict))
    elif kind == POSITIVE and (finding := against_things(seen, a, b, say)):
        yield say.say("warn_conflict", conflict=finding)


def _replaced(one: Judgement, by: Decision) -> bool:
    """True for what its author judged of the same two, in the same class, before."""
    ends = {by.subject["a"], by.subject["b"]}
    return (one.author, one.class_) == (by.author, by.class_) and {one.a, one.b} == ends


def reasoned(reason: str) -> str:
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST:
        raise BadInput(f"A judgement needs its reason, in 1 to {LONGEST} characters.")
    return reason


def act_of(kind: str, operation: str, author: str, purpose: Purpose, arguments: dict[str, str]) -> Act:
    details = purpose.told(operation, arguments={**arguments})
    return Act(kind=kind, actor=author, case=purpose.case, reason=purpose.reason, details=details)


@contextmanager
def one_at_a_time(ledger: Ledger) -> Iterator[Lease]:
    """Nobody else judges meanwhile, in this process or another; LostLease when that lasts too long.

    The lease is renewed before anything is written: a check that took too long is not to be relied on.
    """
    with _here:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                lease = ledger.lease(LEASE, me(), SECONDS, is_dead)
                break
            except LostLease as error:
                if time.monotonic() > end:
                    raise LostLease("Others are judging at this moment: try again in a minute.") from error
            time.sleep(BETWEEN)
        with lease:
            yield lease
