"""Extraction: a report in, its mentions, roles and relations out."""

from ingest.extract.extraction import Extraction, FoundMention, Invalid, Relation, Role
from ingest.extract.pipeline import Document, extract, extract_many

__all__ = ["Document", "Extraction", "FoundMention", "Invalid", "Relation", "Role", "extract", "extract_many"]
