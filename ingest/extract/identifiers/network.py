"""Addresses on networks: IP, URL, handles on channels, and crypto addresses with their checksum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address

from ingest.extract.extraction import Candidate, Invalid
from ingest.extract.identifiers import crypto, handle

BY_IP = "IP address"
BY_URL = "web address"
_IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]|\d)")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"»]+[\w/]", re.I)


def find(text: str) -> Iterator[Candidate | Invalid]:
    """IP addresses, URLs, handles and crypto addresses."""
    for match in _IP.finditer(text):
        if all(int(part) < 256 for part in match.group().split(".")):
            yield Candidate(
                "IP",
                *match.span(),
                str(IPv4Address(".".join(str(int(p)) for p in match.group().split(".")))),
                0.8,
                BY_IP,
            )
    for match in _URL.finditer(text):
        yield Candidate("URL", *match.span(), None, 0.95, BY_URL)
    yield from handle.find(text)
    yield from crypto.find(text)
