"""What DOCX and XLSX have in common: parts of XML in a ZIP, checked before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from ingest.readers.limits import MAX_PACKED_PARTS, MAX_UNPACKED, MAX_XML
from ledger.errors import BadInput

OLD = b"\xd0\xcf\x11\xe0"
ENCRYPTED = 0x1
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, SyntaxError, RuntimeError),
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError),
)
"""What the libraries raise for parts that are damaged; RuntimeError is zipfile's for a password."""


def check(data: bytes, kind: str) -> None:
    """Raises BadInput for what is no such file, is locked, or would be too large when unpacked."""
    if data.startswith(OLD):
        raise BadInput(f"an old Office file or one with a password; save it as {kind} without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except BROKEN as error:
        raise BadInput(f"not a {kind} file that can be opened: {error}") from error
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise BadInput(f"the {kind} file asks for a password; save it without one")
    if len(parts) > MAX_PACKED_PARTS:
        raise BadInput(f"{len(parts):,} parts; a {kind} file has at most {MAX_PACKED_PARTS:,}")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise BadInput(f"{unpacked:,} bytes when unpacked; a document has at most {MAX_UNPACKED:,}")
    for part in parts:
        if part.file_size > MAX_XML:
            raise BadInput(f"{part.file_size:,} bytes in {part.filename}; a part has at most {MAX_XML:,}")
