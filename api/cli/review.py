"""locard review, why, how: what people should look at, what they decide, and why things are as they are."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from typing import Annotated

import click
import orjson
import typer
from rich.markup import escape
from rich.table import Table

from api.cli.console import err, out
from api.cli.session import PURPOSE, AtTerminal, Case, Domain, Lang, Reason, User, session
from api.graphql.review import REVIEWED, ReviewItem, known_types
from api.graphql.why import Side, Story, Why
from api.installation import Installation
from api.settings import Settings
from ledger.errors import BadInput, Contradiction, LostLease, Missing

KEYS = {"y": "positive", "n": "negative", "u": "unsure"}
ASKED = "one and the same? [y]es [n]o [u]nsure [s]kip [q]uit "
MOST = 200
Types = Annotated[
    list[str] | None,
    typer.Option("--type", help=f"Of this type alone; may be repeated: {', '.join(REVIEWED)}."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and ask nothing.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("review", epilog=f"Example: locard review --limit 5 --type Vehicle {PURPOSE}")(review)
    app.command("why", epilog=f"Example: locard why ID ID {PURPOSE}")(why)
    app.command("how", epilog=f"Example: locard how ID --threshold 0.9 {PURPOSE}")(how)


def review(
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many pairs.")] = 20,
    of_type: Types = None,
    as_json: Json = False,
    lang: Lang = "en",
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Judge pairs that the evidence leaves open, those first whose verdict would change most.

    Shows both records side by side with the waterfall and waits for a key: y one and the same, n two,
    u unsure, s skip, q quit. Each verdict needs its reason. It counts from the next `locard resolve` on.
    """
    with Installation(Settings()) as house:
        mine = session(house, user, case, reason, domain, "judge")
        types = known_types(of_type or [])
        arguments = {"first": limit, "types": types}
        found = mine.look(
            "reviewQueue", arguments, lambda who, allowed: who.review_queue(limit, lang, allowed, types)
        )
        if as_json:
            print_json([asdict(item) for item in found])
            return
        done = _judge_all(mine, found, lang)
    said = ", ".join(f"{count} {kind}" for kind, count in sorted(done.items()))
    out.print(f"{len(found)} pairs shown; {said or 'nothing'} decided")


def why(
    a: Annotated[str, typer.Argument(help="Id of a mention or entity.")],
    b: Annotated[str, typer.Argument(help="Id of another.")],
    as_json: Json = False,
    lang: Lang = "en",
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Say why two mentions or entities are taken for one, or why not, field by field."""
    with Installation(Settings()) as house:
        mine = session(house, user, case, reason, domain)
        made = mine.look("why", {"a": a, "b": b}, lambda who, allowed: who.why(a, b, lang, allowed))
    if as_json:
        print_json(asdict(made))
    else:
        _show(made)


def how(
    entity: Annotated[str, typer.Argument(help="Id of an entity or of one of its mentions.")],
    threshold: Annotated[float, typer.Option(help="Say what would split or join at this one.")] = 0.999,
    as_json: Json = False,
    lang: Lang = "en",
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Tell how an entity grew: its joins in order, the judgements that count, what else would join."""
    if not 0 < threshold < 1:
        raise BadInput("--threshold is a probability between 0 and 1, such as 0.9.")
    with Installation(Settings()) as house:
        mine = session(house, user, case, reason, domain)
        arguments = {"entity": entity, "threshold": threshold}
        made = mine.look("how", arguments, lambda who, allowed: who.how(entity, lang, threshold, allowed))
    if as_json:
        print_json(asdict(made))
    else:
        _tell(made)


def _judge_all(mine: AtTerminal, found: list[ReviewItem], lang: str) -> Counter[str]:
    done = Counter[str]()
    for number, item in enumerate(found, 1):
        out.rule(f"{number} of {len(found)}")
        counts = f"{item.mentions} mentions, {item.links} links"
        out.print(f"[bold]{item.type}: {escape(item.text)}[/bold] ({counts})")
        _show(item.why)
        key = _key()
        if key == "q":
            break
        if key in KEYS and _judged(mine, item.why, KEYS[key], lang):
            done[KEYS[key]] += 1
    return done


def _judged(mine: AtTerminal, made: Why, kind: str, lang: str) -> bool:
    """Record one verdict; False where no reason was given or where it is refused: the next pair may go."""
    why_ = _line("reason: ").strip()
    if not why_:
        err.print("no reason, nothing recorded")
        return False
    try:
        answer = mine.identity.judge(
            made.a.mention, made.b.mention, kind, why_, lang, mine.allowed, mine.user, mine.purpose
        )
    except (BadInput, Contradiction, LostLease, Missing) as error:
        err.print(f"[red]{escape(error.detail)}[/red]", soft_wrap=True)
        return False
    for warning in answer.warnings:
        err.print(f"[yellow]{escape(warning)}[/yellow]", soft_wrap=True)
    return True


def _key() -> str:
    """One of the keys; the end of the input is q."""
    while True:
        if sys.stdin.isatty():
            out.print(ASKED, end="", markup=False)
            key = click.getchar().lower()
            out.print(key)
        else:
            key = _line(ASKED, "q").strip().lower()[:1]
        if key in (*KEYS, "s", "q"):
            return key


def _line(asked: str, at_end: str = "") -> str:
    out.print(asked, end="", markup=False)
    line = sys.stdin.readline()
    return line if line else at_end


def _show(made: Why) -> None:
    """Both records side by side, and the waterfall under them."""
    sides = Table("", *(escape(f"{side.source} · {side.caption}") for side in (made.a, made.b)), box=None)
    left, right = _values(made.a), _values(made.b)
    for name in dict.fromkeys((*left, *right)):
        sides.add_row(name, escape(left.get(name, "")), escape(right.get(name, "")))
    sides.add_row("mention", made.a.mention, made.b.mention)
    out.print(sides)
    falls = Table("bits", "", box=None, show_header=False)
    for line in made.lines:
        falls.add_row(f"{line.weight:+.1f}", escape(line.text))
    out.print(falls)
    out.print(f"[bold]{escape(made.headline)}[/bold]", soft_wrap=True)
    for note in made.notes:
        out.print(f"  {escape(note)}", soft_wrap=True)


def _values(side: Side) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    for one in side.values:
        values.setdefault(one.property, []).append(one.value)
    return {name: ", ".join(some) for name, some in values.items()}


def _tell(made: Story) -> None:
    out.print(f"[bold]{escape(made.caption)}[/bold]: {made.type}, {made.mentions} mentions")
    for number, step in enumerate(made.steps, 1):
        for place, text in enumerate(step.text):
            out.print(f"{number:>3}. {escape(text)}" if not place else f"     {escape(text)}", soft_wrap=True)
    for judgement in made.judgements:
        out.print(f"     {escape(judgement.text)}", soft_wrap=True)
    for change in made.changes:
        for text in dict.fromkeys((*change.text, *(cause.text for cause in change.causes))):
            out.print(f"  {change.at[:10]}  {escape(text)}", soft_wrap=True)
    for text in made.threshold:
        out.print(f"  ↳  {escape(text)}", soft_wrap=True)
    if not made.whole:
        out.print("     told in part: what hangs together with it is too large, or holds what many share")


def print_json(value: object) -> None:
    """Print JSON, indented, in UTF-8."""
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")
    sys.stdout.buffer.flush()
