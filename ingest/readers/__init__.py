"""Readers: files in, drafts and rejects out, row by row."""

from ingest.readers.place import Place, place
from ingest.readers.read import read
from ingest.readers.reject import Reject

__all__ = ["Place", "Reject", "place", "read"]
