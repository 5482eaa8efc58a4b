"""Names that a dictionary knows to be one: rigour's, with the names of Wikidata in many scripts.

It takes eight seconds and 400 MB to load, and its package builds against ICU; so it is an extra (`names`),
used by who asks for it.
"""

from __future__ import annotations

from functools import lru_cache

from ledger.errors import BadConfiguration


def known_alike(a: str, b: str) -> bool | None:
    """True when two words, as they are written, are spellings of one name; None where it knows one not."""
    left, right = symbols(a), symbols(b)
    return not left.isdisjoint(right) if left and right else None


@lru_cache(maxsize=1 << 14)
def symbols(word: str) -> frozenset[str]:
    """The entries of the dictionary under which a word stands."""
    try:
        from rigour.names import NameTypeTag, SymbolCategory, analyze_names
    except ImportError as missing:
        raise BadConfiguration(
            "The dictionary of names is not installed: pip install locard[names]"
        ) from missing
    return frozenset(
        span.symbol.id
        for name in analyze_names(NameTypeTag.PER, [word], phonetics=False, rewrite=False)
        for span in name.spans
        if span.symbol.category == SymbolCategory.NAME
    )
