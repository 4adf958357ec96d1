"""The sheet on what could not be read, or not surely, and what to do."""

from pipeline.report import addresses, wording
from pipeline.report.pages.unread import reading_of
from pipeline.report.workbook.book import Book, Entry


def not_read(book: Book) -> None:
    """Write a row for each source that needs something."""
    found = book.found
    heads = (
        ("Council", 34),
        ("File", 30),
        ("What happened", 24),
        ("Why", 60),
        ("What to do", 34),
        ("To the council", 70),
        ("Published at", 40),
    )
    reading = reading_of(found)
    rows = [
        [
            Entry(line.name, book.link, line.href),
            Entry(line.file),
            Entry(line.state),
            Entry(line.reason),
            Entry(group.title),
            Entry(line.letter),
            Entry(line.url or ""),
        ]
        for group in reading.groups
        for line in group.sources
    ]
    rows += [
        [
            Entry(line.name, book.link, line.href),
            Entry(line.file),
            Entry("Read, with something in doubt"),
            Entry("\n".join(line.doubts)),
            Entry("Compare its words with the file"),
            Entry(""),
            Entry(addresses.web_address(found.sources[line.doc].url) or ""),
        ]
        for line in reading.doubtful
    ]
    rows += [
        [
            Entry(line.name, book.link, line.href),
            Entry(line.file),
            Entry("The same file as another"),
            Entry("It has the same bytes, and is counted once."),
            Entry("Take one away, if it is a mistake"),
            Entry(""),
            Entry(addresses.web_address(found.sources[line.doc].url) or ""),
        ]
        for line in reading.twice
    ]
    counts = [f"{ending.words}: {ending.count:,}" for ending in reading.endings]
    note = f"{wording.counted(reading.sources, 'source')}. {'; '.join(counts)}."
    book.table("Not read", note, heads, rows, count=len(rows))
