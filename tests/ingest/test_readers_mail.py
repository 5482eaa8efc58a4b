import io
from email.message import EmailMessage
from email.policy import SMTP

import openpyxl
import pytest
from reportlab.pdfgen import canvas

from ingest import feeds
from ingest.readers import Reject, limits, mail, markup, read

HEAD = "name: mails\nsource: TEST\nlabels: {nl: a, fr: b, de: c, en: d}\nformat: document\nkey: %s\n"
PLAIN = feeds.parse(HEAD % "[file]", "mails.yaml")
NAMED = feeds.parse(HEAD % '{filename: "(?P<pv>[A-Z0-9.]+)_(?P<lang>nl|fr)"}', "mails.yaml")
MIXED = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
HTML = "<html><head><style>p {}</style></head><body><p>Beste <b>Zoë</b>,</p><p>tot&nbsp;dan</p></body></html>"


def mailed(subject="Getuigenis café", body="Hallo Zoë,\ntot morgen."):
    made = EmailMessage(policy=SMTP)
    made["From"] = "Zoë Peeters <zoe@example.org>"
    made["To"] = "Jan <jan@example.org>, piet@example.org"
    made["Date"] = "Tue, 05 Mar 2024 14:12:00 +0100"
    made["Subject"] = subject
    if body:
        made.set_content(body)
    return made


def pdf(text):
    out = io.BytesIO()
    drawing = canvas.Canvas(out, invariant=1)
    drawing.drawString(50, 700, text)
    drawing.save()
    return out.getvalue()


def found(tmp_path, data, feed=PLAIN, name="PV.1_nl.eml"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.as_bytes())
    return list(read(path, feed))


def test_headers_and_body_are_the_text(tmp_path):
    (draft,) = found(tmp_path, mailed(), NAMED)
    assert draft.content["text"].split("\n") == [
        "From: Zoë Peeters <zoe@example.org>",
        "To: Jan <jan@example.org>, piet@example.org",
        "Date: Tue, 05 Mar 2024 14:12:00 +0100",
        "Subject: Getuigenis café",
        "",
        "Hallo Zoë,",
        "tot morgen.",
    ]
    assert (draft.key, draft.content["pages"]) == ("PV.1|nl", [0])


def test_html_is_stripped_and_plain_text_goes_before_it(tmp_path):
    both = mailed()
    both.add_alternative(HTML, subtype="html")
    (draft,) = found(tmp_path, both)
    assert "tot morgen." in draft.content["text"]
    assert "tot dan" not in draft.content["text"]
    alone = mailed(body="")
    alone.set_content(HTML, subtype="html", charset="iso-8859-1")
    (draft,) = found(tmp_path, alone)
    assert draft.content["text"].endswith("\n\nBeste Zoë,\ntot dan")


def test_table_and_lines_of_html():
    html = "<table><tr><td>a</td><td>b</td></tr></table>x<br>y<script>z</script><!-- w --> &lt;v&gt;"
    assert markup.html_text(html) == "a\tb\nx\ny <v>"


def test_attachments_are_documents_of_their_own(tmp_path):
    made = mailed()
    made.add_attachment(pdf("Verklaring"), maintype="application", subtype="pdf", filename="verklaring é.pdf")
    made.add_attachment("Nota", filename="../nota.txt")
    made.add_attachment("Tweede nota", filename="nota.txt")
    made.add_attachment(pdf("Zonder naam"), maintype="application", subtype="pdf")
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    made.add_attachment(book.getvalue(), maintype="application", subtype="x", filename="leeg.xlsx")
    made.add_attachment(b"PK", maintype="application", subtype="zip", filename="alles.zip")
    items = found(tmp_path, made, NAMED)
    drafts = {item.key: item for item in items if not isinstance(item, Reject)}
    keys = ["", "/verklaring é.pdf", "/nota.txt", "/nota.txt (2)", "/attachment 4.pdf"]
    assert list(drafts) == [f"PV.1|nl{key}" for key in keys]
    content = drafts["PV.1|nl/verklaring é.pdf"].content
    assert (content["text"], content["lang"], content["file"]) == (
        "Verklaring",
        "nl",
        "PV.1_nl/verklaring é.pdf",
    )
    rejects = [(item.file, item.reason) for item in items if isinstance(item, Reject)]
    assert rejects[0] == ("PV.1_nl.eml/leeg.xlsx", "no text in it")
    assert rejects[1][1].startswith(".zip is not read")


def test_messages_lie_in_messages_to_depth_three(tmp_path):
    made = mailed("bericht 5")
    for depth in range(4, -1, -1):
        outer = mailed(f"bericht {depth}")
        outer.add_attachment(made)
        outer.add_attachment(f"nota {depth}", filename="nota.txt")
        made = outer
    items = found(tmp_path, made, name="a.eml")
    assert [item.key for item in items if not isinstance(item, Reject)] == [
        "a",
        "a/attachment 1.eml",
        "a/attachment 1.eml/attachment 1.eml",
        "a/attachment 1.eml/attachment 1.eml/attachment 1.eml",
        "a/attachment 1.eml/attachment 1.eml/attachment 1.eml/nota.txt",
        "a/attachment 1.eml/attachment 1.eml/nota.txt",
        "a/attachment 1.eml/nota.txt",
        "a/nota.txt",
    ]
    (reject,) = [item for item in items if isinstance(item, Reject)]
    assert reject.reason == "a message more than 3 deep in others"


def test_attached_message_file_is_a_message_too(tmp_path):
    made = mailed()
    inner = mailed("Doorgestuurd").as_bytes()
    made.add_attachment(inner, maintype="application", subtype="octet-stream", filename="oud.eml")
    _, draft = found(tmp_path, made, name="a.eml")
    assert "Subject: Doorgestuurd" in draft.content["text"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"no headers at all", "not a message"),
        (b"From: a\n" + b"Content-Type: message/rfc822\n\n" * 3000, "not a message that can be read"),
        (
            b"From: a\n" + b"".join(MIXED % (i, i) for i in range(60)),
            "deep in one another",
        ),
    ],
)  # fmt: skip
def test_message_that_cannot_be_read_is_told(tmp_path, data, why):
    (reject,) = found(tmp_path, data)
    assert why in reject.reason


def test_wrong_encodings_are_read_as_well_as_can_be(tmp_path):
    head = b"From: a\nSubject: =?utf-8?q?caf=C3=A9?= =?nope?q?x?=\nContent-Type: text/plain; charset=%s\n\n"
    for charset in (b"nope", b"utf-8", b"idna", b"us-ascii"):
        (draft,) = found(tmp_path, head % charset + "één".encode("cp1252"))
        assert draft.content["text"].endswith("één")
        assert "Subject: caf" in draft.content["text"]
    (draft,) = found(tmp_path, "From: Zoë\n\nx".encode())
    assert "From: Zoë" in draft.content["text"]


def test_sealed_and_broken_attachments_are_told_and_the_message_is_read(tmp_path):
    made = mailed()
    made.add_attachment(b"x", maintype="application", subtype="pkcs7-mime", filename="smime.p7m")
    made.add_attachment(b"%PDF-1.7 broken", maintype="application", subtype="pdf", filename="a.pdf")
    draft, sealed, broken = found(tmp_path, made)
    assert "tot morgen" in draft.content["text"]
    assert sealed.reason == "an encrypted message; save it decrypted"
    assert "not a PDF" in broken.reason


def test_message_that_is_too_long_still_gives_its_attachments(tmp_path, monkeypatch):
    made = mailed()
    made.add_attachment("Nota", filename="nota.txt")
    monkeypatch.setattr(mail, "MAX_PARTS", 0)
    assert "1 attachments; the first 0 are read" in found(tmp_path, made)[1].reason
    monkeypatch.setattr(mail, "MAX_PARTS", limits.MAX_PARTS)
    monkeypatch.setattr("ingest.readers.pages.MAX_TEXT", 20)
    reject, draft = found(tmp_path, made)
    assert "characters of text" in reject.reason
    assert draft.key == "PV.1_nl/nota.txt"
