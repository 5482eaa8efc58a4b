"""Readers: files in, drafts and rejects out, row by row."""

from ingest.readers.read import read
from ingest.readers.reject import Reject

__all__ = ["Reject", "read"]
