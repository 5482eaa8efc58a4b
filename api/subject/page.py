"""The bundle as a page that the person reads, in one of four languages; it asks for nothing from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from importlib import resources

from api.subject.told import Bundle, Look, Said, Source, Suggestion, Version
from graph.ontology import Ontology
from ledger.located import load_located

STYLE = """body{font:16px/1.45 sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#111}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}
th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#eee}h2{margin-top:2rem}h3{margin:1.5rem 0 .3rem}p{margin:.3rem 0}"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("api.subject").joinpath("words.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = load_located(text, "subject/words.yaml").value
    return found


def word(name: str, lang: str) -> str:
    """A word of the page; one that has no translation as it stands."""
    return _words().get(name, {}).get(lang, name)


def page(bundle: Bundle, ontology: Ontology, lang: str) -> str:
    """The whole page; all that comes from data is escaped."""
    say = _Speech(ontology, lang)
    parts = [
        f"<h1>{say('title')}: {escape(bundle.person)}</h1>",
        f"<p>{say('made')} {escape(bundle.made)}</p><p>{say('intro')}</p>",
        f"<h2>{say('sources')}</h2>",
        *(say.source(one) for one in bundle.sources),
        *([] if bundle.sources else [f"<p>{say('nothing')}</p>"]),
        f"<h2>{say('suggestions')}</h2><p>{say('hypotheses')}</p>",
        say.suggestions(bundle.suggestions),
        f"<h2>{say('looks')}</h2>",
        say.looks(bundle.looks),
    ]
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    title = f"<title>{say('title')}</title><style>{STYLE}</style>"
    body = "\n".join(parts)
    return f'<!doctype html>\n<html lang="{lang}"><head>{head}{title}</head><body>\n{body}\n</body></html>\n'


class _Speech:
    """The words of one language, and the parts of the page in them."""

    def __init__(self, ontology: Ontology, lang: str) -> None:
        self._lang = lang
        types = (*ontology.types.values(),)
        self._labels = {name: one.labels for type_ in types for name, one in type_.properties.items()}
        self._labels |= {name: one.labels for name, one in (*ontology.types.items(),)}
        self._labels |= {name: one.labels for name, one in ontology.relations.items()}
        self._labels |= ontology.roles

    def __call__(self, name: str) -> str:
        """A word, of the page or of the ontology, ready for HTML."""
        label = self._labels.get(name)
        return escape(word(name, self._lang) if name in _words() or label is None else label[self._lang])

    def named(self, name: str) -> str:
        """The ontology's word for a property, type, relation or role."""
        label = self._labels.get(name)
        return escape(label[self._lang]) if label else self(name)

    def source(self, one: Source) -> str:
        """What one record says."""
        told = {
            "recorded": one.recorded,
            "received": one.received,
            "versions": str(one.versions),
            "grade": one.grade,
            "handling": one.handling,
        }
        about = ", ".join(f"{self(name)} {escape(value)}" for name, value in told.items() if value)
        action, _, day = one.term.partition(" ")
        about += f"; {self('term')}: {self(action)} {escape(day)}" if action else ""
        texts = "".join(f"<p>{escape(text)}</p>" for text in one.texts)
        texts = f"<p><b>{self('texts')}</b></p>{texts}" if texts else ""
        rows = self._said_table(one.said)
        older = "".join(self._version(version) for version in one.earlier)
        return f"<h3>{one.number}. {escape(one.source)}</h3><p>{about}</p>{rows}{texts}{older}"

    def _version(self, one: Version) -> str:
        """What an older version said."""
        head = f"<p><b>{self('earlier')}</b>, {self('received')} {escape(one.received)}</p>"
        texts = "".join(f"<p>{escape(text)}</p>" for text in one.texts)
        return head + self._said_table(one.said) + texts

    def suggestions(self, suggestions: Sequence[Suggestion]) -> str:
        """The hypotheses, each with the places in this list that it rests on."""
        if not suggestions:
            return f"<p>{self('nothing')}</p>"
        rows = (
            [self(one.kind), self.named(one.type), ", ".join(map(str, one.sources)), str(one.others)]
            for one in suggestions
        )
        return self._table(("kind", "about", "rests_on", "others"), rows)

    def looks(self, looks: Sequence[Look]) -> str:
        """Who looked; a column that is empty throughout is left out."""
        if not looks:
            return f"<p>{self('nothing')}</p>"
        names = ("at", "kind", "function", "domain", "recipient", "name", "reason", "case")
        shown = [name for name in names if any(getattr(look, name) for look in looks)]
        spoken = ("kind", "function", "domain")
        return self._table(
            shown, ([self._cell(getattr(look, n), n in spoken) for n in shown] for look in looks)
        )

    def _cell(self, text: str, spoken: bool) -> str:
        return self(text) if spoken and text else escape(text)

    def _said_table(self, said: Iterable[Said]) -> str:
        return self._table(("property", "value", "role", "kind", "status", "valid"), map(self._said, said))

    def _said(self, said: Said) -> list[str]:
        value = f"{self.named(said.type)} {escape(said.value)}" if said.type else escape(said.value)
        valid = "–".join((said.valid_from, said.valid_to)).strip("–")
        role = self.named(said.role) if said.role else ""
        return [
            self.named(said.property), value, role, self(said.kind), self(said.status), escape(valid),
        ]  # fmt: skip

    def _table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
        cells = "".join(f"<th>{self(name)}</th>" for name in head)
        body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<table><tr>{cells}</tr>{body}</table>"
