"""Words: the texts of records that count go into the index in which the box looks for words of documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.installation import Installation
from api.progress import Tell, silent
from api.stages.understand import follows, mended, published_feeds
from graph.documents import Text
from ledger.canonical import identify
from ledger.entry import Entry
from ledger.record import Record

PAGE = 500
READING = 4
"""Another number makes all of it anew."""
SHORTEST = 40
"""Characters from which a value with blanks in it is a text where its feed names no column of text."""


def incarnation(house: Installation) -> str:
    """Of which ledger they are, and read how: a mended feed may name other columns of text."""
    return identify(house.ledger.incarnation, mended(house), READING)


def read_words(house: Installation, tell: Tell = silent) -> int:
    """Bring the words of documents to the ledger's head; returns how many records were looked at."""
    with house.writing() as lease:
        words, head = house.words, house.ledger.head()
        wanted, read = incarnation(house), 0
        if words.incarnation != wanted or not follows(house, words):
            words.reset(wanted)
        while entries := house.ledger.entries(words.position, PAGE):
            add, retire = _derived(house, entries)
            places = {entry.sequence: entry.record.id for entry in entries if entry.record}
            emptied = [place for entry in entries if entry.erasure for place, _ in entry.erasure.places]
            words.apply(add, retire, entries[-1].sequence, places, emptied, entries[-1].reference)
            lease.renew()
            read += len(places)
            tell("words", words.position, head)
    return read


def _derived(house: Installation, entries: Sequence[Entry]) -> tuple[list[Text], list[str]]:
    """The texts of those records that count now, and the ids of the records that they replace."""
    made = [entry.record or entry.reclassification for entry in entries]
    versions = house.ledger.versions({(one.source, one.key) for one in made if one})
    records = house.ledger.records([ids[-1] for ids in versions.values()])
    feeds = published_feeds(house) if records else {}
    columns = {name: {rule.column for rule in feed.text} for name, feed in feeds.items()}
    add = [text for r in records.values() for text in texts_of(r, columns.get(r.feed, set()))]
    return add, sorted({id_ for ids in versions.values() for id_ in ids})


def texts_of(record: Record, columns: set[str]) -> Iterator[Text]:
    """The texts of a record: in the columns that its feed names, or as long as a sentence."""
    for field, value in record.content.items():
        if isinstance(value, str) and (field in columns or (len(value) >= SHORTEST and " " in value)):
            of = (record.source, record.recorded, record.received, record.feed)
            yield Text(record.id, field, record.class_, value, *of)
