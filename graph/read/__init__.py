"""Reading the graph: one function per question, each over what the session may see and nothing else."""

from graph.read.at import at
from graph.read.card import Card, CardMention, CardStatement, card
from graph.read.chain import Strength
from graph.read.link import Link
from graph.read.neighbours import Count, Neighbour, Page, counts, neighbours
from graph.read.paths import Path, Paths, paths
from graph.read.resolve import resolve_id, resolve_ids
from graph.read.search import Found, Hit, search
from graph.read.suggestions import Suggested, SuggestedPage, suggestions
from graph.read.summary import Summary, summaries
from graph.read.time import NOW, Times
from graph.read.told import RecordHead
from graph.read.values import CardValue

__all__ = [
    "NOW",
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
    "Strength",
    "Suggested",
    "SuggestedPage",
    "Summary",
    "Times",
    "at",
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
