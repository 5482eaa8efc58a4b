import io
import shutil
import subprocess
from pathlib import Path

import pytest
import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from ingest import feeds
from ingest.readers import Reject, limits, ocr, picture, read
from ingest.readers import pdf as pdf_reader

FEED = feeds.parse(
    "name: scans\nsource: TEST\nlabels: {nl: a, fr: b, de: c, en: d}\n"
    "format: document\nkey: [file]\ntext: [{column: text}]\n",
    "scans.yaml",
)
FONT = ImageFont.truetype(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf", 40)
WORDS = "Verhoor van de getuige"


def lacking() -> str:
    if not shutil.which("tesseract"):
        return "tesseract is not installed: apt-get install tesseract-ocr"
    known = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True).stdout
    missing = [lang for lang in ("nld", "fra", "deu") if lang not in known.split()]
    return f"tesseract lacks {', '.join(missing)}: install tesseract-ocr-…" if missing else ""


needs_ocr = pytest.mark.skipif(bool(lacking()), reason=lacking() or "installed")


def scan(*lines, size=(1200, 500), mode="RGB"):
    image = Image.new(mode, size, "white")
    for i, line in enumerate(lines):
        ImageDraw.Draw(image).text((60, 60 + 90 * i), line, fill="black", font=FONT)
    return image


def packed(image, format_, **options):
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def found(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read(path, FEED))


@needs_ocr
@pytest.mark.parametrize(("name", "format_"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.TIFF", "TIFF")])
def test_picture_is_read(tmp_path, name, format_):
    (draft,) = found(tmp_path, name, packed(scan(WORDS, "Größe; café à côté", "1-ABC-123"), format_))
    lines = draft.content["text"].split("\n")
    assert WORDS in lines
    assert "Größe; café à côté" in lines
    assert "1-ABC-123" in lines
    assert (draft.content["pages"], draft.content["ocr"]) == ([0], [1])


@needs_ocr
def test_each_picture_of_a_tiff_is_a_page(tmp_path):
    data = packed(scan("Eerste blad"), "TIFF", save_all=True, append_images=[scan("Tweede blad")])
    (draft,) = found(tmp_path, "a.tif", data)
    text, pages = draft.content["text"], draft.content["pages"]
    assert [text[start:].split("\n")[0] for start in pages] == ["Eerste blad", "Tweede blad"]
    assert draft.content["ocr"] == [1, 2]


@needs_ocr
def test_picture_lies_as_its_camera_says_and_on_white(tmp_path):
    turned = scan(WORDS).rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    (draft,) = found(tmp_path, "a.jpg", packed(turned, "JPEG", exif=exif))
    assert WORDS in draft.content["text"]
    clear = scan(mode="RGBA")
    clear.putalpha(0)
    ImageDraw.Draw(clear).text((60, 60), WORDS, fill="black", font=FONT)
    (draft,) = found(tmp_path, "b.png", packed(clear, "PNG"))
    assert WORDS in draft.content["text"]


@needs_ocr
def test_only_pages_without_text_of_a_pdf_are_read_by_ocr(tmp_path):
    out = io.BytesIO()
    drawing = canvas.Canvas(out, invariant=1)
    drawing.drawString(50, 700, "Gedrukt blad")
    drawing.drawImage(ImageReader(scan("Stempel")), 50, 400, 480, 200)
    drawing.showPage()
    drawing.drawImage(ImageReader(scan(WORDS)), 50, 400, 480, 200)
    drawing.showPage()
    drawing.showPage()
    drawing.save()
    (draft,) = found(tmp_path, "a.pdf", out.getvalue())
    text, pages = draft.content["text"], draft.content["pages"]
    assert (draft.content["ocr"], len(pages)) == ([2], 3)
    assert text[pages[1] : pages[2]].strip() == WORDS
    assert "Stempel" not in text


@needs_ocr
def test_picture_without_text_is_told(tmp_path):
    (reject,) = found(tmp_path, "a.png", packed(scan(), "PNG"))
    assert reject.reason == "no text in it that OCR can read"
    (reject,) = found(tmp_path, "b.png", packed(scan(size=(1, 1)), "PNG"))
    assert isinstance(reject, Reject)


def test_without_ocr_it_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    (reject,) = found(tmp_path, "a.png", packed(scan(WORDS), "PNG"))
    assert "install tesseract-ocr, tesseract-ocr-nld" in reject.reason


@needs_ocr
def test_picture_that_is_none_or_too_large_is_told(tmp_path, monkeypatch):
    whole = packed(scan(WORDS), "PNG")
    assert "not a picture" in found(tmp_path, "a.png", b"GIF89a")[0].reason
    assert "broken picture" in found(tmp_path, "b.png", whole[: len(whole) // 2])[0].reason
    monkeypatch.setattr(picture, "MAX_PIXELS", 1000)
    assert "1,200 × 500; at most 1,000" in found(tmp_path, "c.png", whole)[0].reason
    monkeypatch.setattr(picture, "MAX_PIXELS", limits.MAX_PIXELS)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert "too large a picture" in found(tmp_path, "d.png", whole)[0].reason


@needs_ocr
def test_broken_page_of_a_tiff_costs_itself_alone(tmp_path):
    data = packed(scan(WORDS), "TIFF", save_all=True, append_images=[scan("Tweede", size=(700, 200))])
    draft, reject = found(tmp_path, "a.tif", data[:-1000])
    assert WORDS in draft.content["text"]
    assert (reject.row, draft.content["ocr"]) == (2, [1])


@needs_ocr
def test_more_pages_than_ocr_reads_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(picture, "MAX_OCR_PAGES", 1)
    data = packed(scan(WORDS), "TIFF", save_all=True, append_images=[scan("Tweede"), scan("Derde")])
    draft, reject = found(tmp_path, "a.tif", data)
    assert "3 pages; the first 1 are read" in reject.reason
    monkeypatch.setattr(pdf_reader, "MAX_OCR_PAGES", 0)
    out = io.BytesIO()
    drawing = canvas.Canvas(out)
    drawing.drawImage(ImageReader(scan(WORDS)), 50, 400, 480, 200)
    drawing.save()
    assert "at most 0 pages" in found(tmp_path, "b.pdf", out.getvalue())[0].reason
    assert draft.content["ocr"] == [1]


def test_ocr_that_fails_or_hangs_is_told(tmp_path, monkeypatch):
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo nld && exit\necho kapot >&2; exit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert ocr.ocr().languages == "nld"
    assert "could not read it: kapot" in found(tmp_path, "a.png", packed(scan(WORDS), "PNG"))[0].reason
    program.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo nld && exit\nexec sleep 20\n')
    monkeypatch.setattr(ocr, "OCR_SECONDS", 1)
    assert "longer than 1 seconds" in found(tmp_path, "b.png", packed(scan(WORDS), "PNG"))[0].reason


@needs_ocr
def test_large_picture_is_reduced_for_ocr(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "MAX_READ_PIXELS", 400_000)
    (draft,) = found(tmp_path, "a.png", packed(scan(WORDS), "PNG"))
    assert WORDS in draft.content["text"]
    assert Path(draft.origin.file).name == "a.png"


@needs_ocr
def test_grey_of_sixteen_bits_is_read(tmp_path):
    deep = scan(WORDS, mode="L").convert("I").point(lambda value: value * 128 + 20_000).convert("I;16")
    (draft,) = found(tmp_path, "a.png", packed(deep, "PNG"))
    assert WORDS in draft.content["text"]
