from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import feeds
from ingest.readers import Reject, read
from ingest.rejects import Rejects
from ledger.canonical import canonical
from ledger.errors import BadInput

HEAD = "name: any\nsource: TEST\nlabels: {nl: a, fr: b, de: c, en: d}\n"
CSV = feeds.parse(HEAD + "format: csv\nkey: [a]\n", "any.yaml")
JSONL = feeds.parse(HEAD + "format: jsonl\n", "any.yaml")
DOCUMENT = feeds.parse(HEAD + "format: document\n", "any.yaml")
TOKENS = [
    *(
        b'"',
        b",",
        b"\n",
        b"\r\n",
        b"\r",
        b"a",
        b"1",
        b"\x00",
        b"\xff",
        b"\xd8\x00",
        b"\xc3\xab",
        b"{",
        b"}",
        b":",
    ),
    *(b'{"a": 1}', b'"\\ud800"', b"NaN", b"[", b"]", b"\xef\xbb\xbf", b"\\"),
]
SOUP = st.lists(st.sampled_from(TOKENS), max_size=40).map(b"".join)
START = st.sampled_from([b"", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\xef\xbb\xbf"])
anything = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def taken(path, data, feed, folder):
    """Read it, keep the rejects, and see that each draft is what a store can hold."""
    path.write_bytes(data)
    with Rejects(folder, feed) as rejects:
        for item in read(path, feed):
            if isinstance(item, Reject):
                assert item.reason
                rejects.add(item)
            else:
                assert canonical(item.content)


@anything
@given(soup=SOUP | st.binary(max_size=60), mark=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_csv_of_any_bytes_is_read_or_refused(tmp_path, soup, mark):
    taken(tmp_path / "x.csv", "a,b\r\n".encode(mark) + soup, CSV, tmp_path / "r")


@anything
@given(start=START, soup=SOUP | st.binary(max_size=60))
def test_header_of_any_bytes_is_read_or_refused(tmp_path, start, soup):
    try:
        taken(tmp_path / "x.csv", start + soup, CSV, tmp_path / "r")
    except BadInput as error:
        assert error.detail


@anything
@given(start=START, soup=SOUP | st.binary(max_size=60))
def test_jsonl_of_any_bytes_is_read_or_refused(tmp_path, start, soup):
    taken(tmp_path / "x.jsonl", start + soup, JSONL, tmp_path / "r")


@anything
@given(
    start=START
    | st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"II*\x00"]),
    soup=SOUP | st.binary(max_size=60),
    ending=st.sampled_from([".txt", ".pdf", ".docx", ".xlsx", ".png", ".jpg", ".tif"]),
)
def test_document_of_any_bytes_is_read_or_refused(tmp_path, start, soup, ending):
    taken(tmp_path / f"x{ending}", start + soup, DOCUMENT, tmp_path / "r")


@anything
@given(
    head=st.lists(
        st.sampled_from(
            [
                *(b"Content-Type: text/html; charset=idna", b"Content-Type: multipart/mixed; boundary=b"),
                *(b"Content-Type: message/rfc822", b"Content-Transfer-Encoding: base64", b"To: =?x?q?=e9?="),
                *(b'Content-Disposition: attachment; filename="a.txt"', b"Subject: \xff =?utf-8?b?4pyT?="),
                b"Content-Type: multipart/alternative; boundary*0*=b",
            ]
        ),
        max_size=4,
    ),
    soup=st.lists(st.sampled_from([*TOKENS, b"\n--b\n", b"--b--", b"\n\n", b"<td>"]), max_size=30).map(
        b"".join
    ),
)
def test_message_of_any_bytes_is_read_or_refused(tmp_path, head, soup):
    data = b"\n".join([b"From: a", *head, b"", soup])
    taken(tmp_path / "x.eml", data, DOCUMENT, tmp_path / "r")
