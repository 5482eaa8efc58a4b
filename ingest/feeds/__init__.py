"""Feeds: which column of which kind of record means what."""

from ingest.feeds.cell import Cell
from ingest.feeds.load import load, names, parse
from ingest.feeds.model import Each, Feed, MentionRule, RelationRule, TextRule

__all__ = ["Cell", "Each", "Feed", "MentionRule", "RelationRule", "TextRule", "load", "names", "parse"]
