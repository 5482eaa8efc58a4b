"""Reading the graph: one function per question, each over what the session may see and nothing else."""

from graph.read.card import Card, CardMention, CardStatement, CardValue, RecordHead, card
from graph.read.link import Link
from graph.read.neighbours import Count, Neighbour, Page, counts, neighbours
from graph.read.paths import Path, Paths, paths
from graph.read.resolve import resolve_id, resolve_ids
from graph.read.search import Found, Hit, search
from graph.read.suggestions import Suggested, SuggestedPage, suggestions
from graph.read.summary import Summary, summaries

__all__ = [
    "Card",
    "CardMention",
    "CardStatement",
    "CardValue",
    "Count",
    "Found",
    "Hit",
    "Link",
    "Neighbour",
    "Page",
    "Path",
    "Paths",
    "RecordHead",
    "Suggested",
    "SuggestedPage",
    "Summary",
    "card",
    "counts",
    "neighbours",
    "paths",
    "resolve_id",
    "resolve_ids",
    "search",
    "suggestions",
    "summaries",
]
