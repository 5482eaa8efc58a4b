"""OCR: the text of a picture, by the tesseract program where it is installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from dataclasses import dataclass

from PIL import Image

from ingest.readers.limits import MAX_READ_PIXELS, OCR_SECONDS
from ledger.errors import BadInput

PROGRAM = "tesseract"
LANGUAGES = ("nld", "fra", "deu", "eng")
INSTALL = (
    "an image without text, and OCR is not installed: "
    "install tesseract-ocr, tesseract-ocr-nld, tesseract-ocr-fra and tesseract-ocr-deu, then send it again"
)
KEPT = ("PATH", "TESSDATA_PREFIX")


@dataclass(frozen=True)
class Ocr:
    """The program and those of our languages that it has, as it takes them: "nld+fra"."""

    program: str
    languages: str

    def text(self, image: Image.Image) -> str:
        """The text of a picture, "" where there is none; BadInput when OCR fails or takes too long."""
        # The picture goes in by its bytes: a name could be an address, which tesseract would fetch.
        given = [self.program, "stdin", "stdout", "-l", self.languages, "--dpi", "300"]
        found = _run(given, _png(image))
        if found.returncode:
            why = found.stderr.decode("utf-8", "replace").strip()[:200]
            raise BadInput(f"OCR could not read it: {why or f'it ended with {found.returncode}'}")
        return found.stdout.decode("utf-8", "replace").replace("\f", "").strip()


def ocr() -> Ocr:
    """The OCR of this machine; BadInput, saying what to install, where there is none."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise BadInput(INSTALL)
    known = _run([program, "--list-langs"], b"").stdout.decode("utf-8", "replace").split()
    languages = [language for language in LANGUAGES if language in known]
    if not languages:
        raise BadInput(INSTALL)
    return Ocr(program, "+".join(languages))


def _run(command: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    # One thread: a folder of scans must not take the whole machine, nor its result depend on it.
    said = {name: os.environ[name] for name in KEPT if name in os.environ}
    settings = {**said, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    try:
        return subprocess.run(
            command, input=given, capture_output=True, timeout=OCR_SECONDS, env=settings, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput(f"OCR took longer than {OCR_SECONDS} seconds") from error
    except OSError as error:
        raise BadInput(f"OCR cannot be started: {error.strerror}") from error


def _png(image: Image.Image) -> bytes:
    """The picture in shades of grey on white, reduced where it is larger than OCR needs."""
    grey = _on_white(_in_bytes(image)).convert("L")
    pixels = grey.width * grey.height
    if pixels > MAX_READ_PIXELS:
        grey = grey.reduce(int((pixels / MAX_READ_PIXELS) ** 0.5) + 1)
    out = io.BytesIO()
    grey.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _in_bytes(image: Image.Image) -> Image.Image:
    """Grey of 16 bits in 8: what a plain conversion cuts off at 255 would be white all over."""
    if not image.mode.startswith("I;16"):
        return image
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image
    clear = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
