"""The report, one HTML file: what was linked, unsure pairs, how weights came about, what was learned."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import numpy as np

from resolution.link.comparer import SILENT, Compared
from resolution.link.read.field import NONE, Field, Floats
from resolution.link.read.input import Input
from resolution.link.resolve import Linked

SURE, UNSURE = 6, 24
"""Waterfalls that are shown of likely and of unsure pairs."""
CAPPED = 30
BEYOND_WORDS = ("may have moved", "as alike as others are", "others fit too")
STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;
color:#1c2430;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem}table{border-collapse:collapse;margin:.6rem 0}
td,th{padding:.2rem .7rem;text-align:left;border-bottom:1px solid #dde2e8;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.pair{margin:1.4rem 0;border:1px solid #dde2e8;
border-radius:6px;padding:.6rem 1rem}.bar{display:inline-block;height:.8em;border-radius:2px}
.for{background:#2b7a4b}.against{background:#b3402a}.m{background:#2b5f9e}.u{background:#a9b4c0}
.dim{color:#5c6773}td.v{max-width:18rem;overflow-wrap:anywhere}
"""


def report(given: Input, linked: Linked) -> str:
    """The whole page; values are escaped, nothing is loaded from elsewhere."""
    body = "".join(
        [
            *_summary(given, linked),
            *_waterfalls(given, linked),
            *_charts(linked),
            *_capped(linked),
            *_rejected(given),
        ]
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Linking report</title><style>{STYLE}</style></head><body>{body}</body></html>\n"
    )


def _summary(given: Input, linked: Linked) -> Iterator[str]:
    sizes = (
        np.bincount(np.unique(linked.labels, return_inverse=True)[1])
        if len(linked.labels)
        else np.zeros(0, int)
    )
    rows = {
        "records": f"{len(given.table):,}",
        "clusters": f"{len(sizes):,}",
        "of more than one record": f"{int((sizes > 1).sum()):,}",
        "largest cluster": f"{int(sizes.max(initial=0)):,} records",
        "pairs compared": f"{len(linked.candidates.left):,}",
        "average weight that joins": f"{linked.threshold:g} bits",
        "rejected rows": f"{len(given.rejected):,}",
    }
    yield "<h1>Linking report</h1><table>"
    yield from (f"<tr><th>{name}</th><td class=n>{value}</td></tr>" for name, value in rows.items())
    yield "</table>"
    yield from (f"<p>{escape(note)}</p>" for note in (*given.notes, *linked.notes))
    yield "<h2>Records by size of cluster</h2><table><tr><th class=n>size<th class=n>clusters</tr>"
    for size, count in enumerate(np.bincount(np.minimum(sizes, 20).astype(int)) if len(sizes) else []):
        if count:
            yield f"<tr><td class=n>{size}{'+' if size == 20 else ''}</td><td class=n>{count:,}</td></tr>"
    yield "</table>"


def _waterfalls(given: Input, linked: Linked) -> Iterator[str]:
    pairs = linked.pairs
    unsure = np.lexsort((pairs.right, pairs.left, np.abs(pairs.weights)))[:UNSURE]
    likely = np.flatnonzero(pairs.weights > 5)
    likely = (
        likely[np.linspace(0, len(likely) - 1, min(SURE, len(likely))).astype(int)] if len(likely) else likely
    )
    yield "<h2>Unsure pairs</h2><p>Those whose verdict would teach most, most unsure first.</p>"
    yield from (_waterfall(given, linked, int(at)) for at in unsure)
    yield "<h2>Some likely pairs</h2>"
    yield from (_waterfall(given, linked, int(at)) for at in likely)


def _waterfall(given: Input, linked: Linked, at: int) -> str:
    pairs, weigher, ids = linked.pairs, linked.weigher, given.table.ids
    a, b = int(pairs.left[at]), int(pairs.right[at])
    fields = {field.name: field for field in given.table.fields}
    lines = [_line("two random records", "", "", "", weigher.prior)]
    for place, column in enumerate(weigher.comparer.columns):
        level = int(pairs.levels[at, place])
        if level != SILENT:
            left, right = (_shown(fields, column.name, row) for row in (a, b))
            found = column.comparison.found[level]
            lines.append(_line(column.name, found, left, right, float(pairs.terms[at, place])))
    for name, bits in zip(BEYOND_WORDS, pairs.terms[at, -len(BEYOND_WORDS) :], strict=True):
        if abs(bits) >= 0.005:
            lines.append(_line(name, "", "", "", float(bits)))
    plain = weigher.prior + float(pairs.terms[at].sum())
    if abs(plain - pairs.weights[at]) > 1e-6:
        lines.append(_line("what the labels taught", "", "", "", float(pairs.weights[at]) - plain))
    same = "in one cluster" if linked.labels[a] == linked.labels[b] else "not in one cluster"
    head = f"{escape(ids[a])} – {escape(ids[b])}: probability {float(pairs.probabilities[at]):.3f}, {same}"
    return f"<div class=pair><b>{head}</b><table>{''.join(lines)}</table></div>"


def _shown(fields: dict[str, Field], name: str, row: int) -> str:
    if name not in fields:
        return ""
    field = fields[name]
    return " / ".join(field.values[code] for code in field.codes[row] if code != NONE)


def _line(name: str, found: str, left: str, right: str, bits: float) -> str:
    side = "for" if bits > 0 else "against"
    bar = f'<span class="bar {side}" style="width:{min(abs(bits), 20) * 8:.0f}px"></span>'
    cells = "".join(f"<td class=v>{escape(text[:80])}</td>" for text in (left, right))
    return (
        f"<tr><td>{escape(name)}</td>{cells}<td class=dim>{escape(found)}</td>"
        f"<td class=n>{bits:+.2f}</td><td>{bar}</td></tr>"
    )


def _charts(linked: Linked) -> Iterator[str]:
    learned = linked.weigher.learned
    yield "<h2>What was learned</h2>"
    yield "<p>m: how often this is seen in pairs of one; u: in pairs of strangers.</p>"
    for column, m, u in zip(linked.weigher.comparer.columns, learned.m, learned.u, strict=True):
        yield f"<h3>{escape(column.name)}</h3><table>"
        yield "<tr><th>finding<th class=n>m<th><th class=n>u<th><th class=n>bits</tr>"
        yield from _levels(column, m, u)
        yield "</table>"
    shares = {"one": learned.match, **{kind.name: kind.prior for kind in learned.alike}}
    yield (
        "<p>Share of all pairs: "
        + ", ".join(f"{name} {share:.2e}" for name, share in shares.items())
        + "</p>"
    )


def _levels(column: Compared, m: Floats, u: Floats) -> Iterator[str]:
    for found, one, chance in zip(column.comparison.found, m, u, strict=True):
        bars = [
            f'<span class="bar {kind}" style="width:{share * 160:.0f}px"></span>'
            for kind, share in (("m", one), ("u", chance))
        ]
        yield (
            f"<tr><td>{escape(found)}</td><td class=n>{one:.4f}</td><td>{bars[0]}</td>"
            f"<td class=n>{chance:.5f}</td>"
            f"<td>{bars[1]}</td><td class=n>{np.log2(one / chance):+.1f}</td></tr>"
        )


def _capped(linked: Linked) -> Iterator[str]:
    capped = sorted(linked.candidates.capped, key=lambda one: -one.largest)
    if not capped:
        return
    yield "<h2>Keys that were too common</h2><p>Rows that share only these were not compared.</p>"
    yield "<table><tr><th>key<th class=n>values<th class=n>rows of the commonest</tr>"
    for one in capped[:CAPPED]:
        counts = f"<td class=n>{one.values:,}</td><td class=n>{one.largest:,}</td>"
        yield f"<tr><td>{escape(one.key)}</td>{counts}</tr>"
    yield f"</table><p class=dim>{max(0, len(capped) - CAPPED)} more</p>"


def _rejected(given: Input) -> Iterator[str]:
    if given.rejected:
        yield "<h2>Rejected rows</h2><table><tr><th>file<th class=n>row<th>reason</tr>"
        for one in given.rejected[:100]:
            where = f"<td>{escape(one.file)}</td><td class=n>{one.row}</td>"
            yield f"<tr>{where}<td>{escape(one.reason)}</td></tr>"
        yield f"</table><p class=dim>{max(0, len(given.rejected) - 100)} more in rejects.csv</p>"
