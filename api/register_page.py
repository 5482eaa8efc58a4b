"""The register of processing activities as a page in one of four languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from importlib import resources

from api.register import Activity, Limit, Register
from api.subject.page import STYLE
from api.subject.page import word as known
from graph.ontology import Ontology
from ledger.located import load_located

COLUMNS = ("activities", "source", "purpose", "roles", "types", "special", "category", "term")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("api").joinpath("register.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = load_located(text, "register.yaml").value
    return found


def page(made: Register, ontology: Ontology, lang: str) -> str:
    """The whole page; all that comes from data is escaped."""
    title = word("title", lang)
    rows = "".join(_row(_cells(one, made, ontology, lang)) for one in made.activities)
    head = _row((word(name, lang) for name in COLUMNS), "th")
    body = "".join((*_about(made, lang), f"<h2>{word('activities', lang)}</h2><table>{head}{rows}</table>"))
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>\n{body}\n</body></html>\n"
    )


def word(name: str, lang: str) -> str:
    """A word of the page, ready for HTML."""
    said = _words().get(name)
    return escape(said[lang] if said else known(name, lang))


def _about(made: Register, lang: str) -> Iterator[str]:
    """What holds for all activities."""
    site = made.site
    told = {
        "controller": escape(site.controller) or word("missing", lang),
        "officer": escape(site.officer) or word("missing", lang),
        "profiling": escape(site.profiling[lang]),
        "security": escape(site.security[lang]),
        "functions": ", ".join(word(one, lang) for one in made.functions),
        "recipients": escape(", ".join(made.recipients)) or word("none", lang),
    }
    for domain, labels in site.purposes.items():
        name = f"{word('purpose', lang)} ({word(domain, lang)})"
        basis = f"{word('basis', lang)}: {escape(site.basis[domain])}"
        yield f"<p><b>{name}</b>: {escape(labels[lang])}; {basis}</p>"
    yield from (f"<p><b>{word(name, lang)}</b>: {said}</p>" for name, said in told.items())


def _cells(one: Activity, made: Register, ontology: Ontology, lang: str) -> Iterator[str]:
    yield escape(one.labels[lang])
    yield escape(one.source)
    yield word(one.domain, lang)
    yield ", ".join(escape(ontology.roles[role][lang]) for role in one.roles if role in ontology.roles)
    types = [escape(ontology.types[name].plural[lang]) for name in one.types]
    yield ", ".join([*types, *([word("texts", lang)] if one.texts else [])])
    person = ontology.types["Person"].properties
    yield ", ".join(escape(person[name].labels[lang] if name in person else name) for name in one.special)
    yield escape(one.category[lang])
    yield "<br>".join(_limit(limit, lang) for limit in one.limits)


def _limit(limit: Limit, lang: str) -> str:
    told = (
        f"{escape(limit.level)} {escape(limit.period)} {word(limit.then, lang)}: {escape(limit.law)}".strip()
    )
    return told if limit.confirmed else f"{told} ({word('unconfirmed', lang)})"


def _row(cells: Iterable[str], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"
