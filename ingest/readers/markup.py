"""HTML to the text that it shows, as messages have it."""

from __future__ import annotations

import re

from lxml import etree

from ingest.readers.limits import MAX_HTML
from ledger.errors import BadInput

HIDDEN = frozenset({"script", "style", "head", "title", "template", "noscript"})
LINES = frozenset(
    [
        *("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr"),
        *("tbody", "thead", "tfoot", "ul", "caption", "body"),
    ]
)
CELLS = frozenset({"td", "th"})
_SPACE = re.compile(r"[^\S\xa0]+")


class _Text:
    """Takes what the parser finds, in order."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._hidden = 0

    def start(self, tag: str, attributes: object) -> None:
        self._hidden += tag in HIDDEN
        if tag in LINES:
            self._said.append("\n")

    def end(self, tag: str) -> None:
        self._hidden -= tag in HIDDEN
        if tag in LINES:
            self._said.append("\n")
        elif tag in CELLS:
            self._said.append("\t")

    def data(self, data: str) -> None:
        if not self._hidden:
            self._said.append(_SPACE.sub(" ", data))

    def close(self) -> str:
        lines = ("".join(self._said)).replace("\xa0", " ").split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())


def html_text(html: str) -> str:
    """The text of an HTML page, a line per block, tabs between the cells of a table."""
    if len(html) > MAX_HTML:
        raise BadInput(f"{len(html):,} characters of HTML; a message has at most {MAX_HTML:,}")
    if not html.strip():
        return ""
    parser = etree.HTMLParser(target=_Text(), encoding="utf-8", no_network=True, remove_comments=True)
    try:
        return str(etree.fromstring(html.encode("utf-8", "replace"), parser))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"HTML that cannot be read: {error}") from error
