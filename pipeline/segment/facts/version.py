"""Which version of itself does the document say it is?"""

import re
from collections.abc import Iterator

from pipeline.segment.facts.reading import Reading
from pipeline.text.dates import FoundDate


def find_version(reading: Reading, dates: tuple[FoundDate, ...]) -> tuple[str, int, int] | None:
    """Find the highest version number stated, with its span.

    A policy number is not a version, nor is the edition of a model, a guide or a program.

    Returns:
        The number only ("1.2" of "Rev 1.2"), where it begins and where it ends.
    """
    found = [*_named(reading, dates), *_in_histories(reading)]
    if not found:
        return None
    return max(found, key=lambda item: tuple(int(part) for part in item[0].split(".")))


_VERSION = re.compile(
    r"\b(?:version|ver\.?|fersiwn|issue|rev(?:ision)?\.?|edition|v(?=\.?\s?\d))\s{0,2}"
    r"(?:(?:no\.?|number|rhif|ref)\s{0,2})?[:.\t|-]?(?:\s{0,2}|[ \t]{3,12})v?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})"
    r"(?![\d/]|\.\d|(?:st|nd|rd|th)\b|(?<![.]\d)\s?(?:jan|feb|mar|apr|may|june?|july?|aug|sept|oct|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:NALC|SLCC|LGA|[Mm]odel|[Tt]oolkit|[Gg]uide|[Gg]uidance|OJEU|Windows|TLS|Creative"
    r"|[Ss]oftware|[Gg]overnance)\b"
)
_ROW_START = re.compile(
    r"\s{0,60}v?(\d\.\d{1,2})[\s|]{1,6}(?=\d{1,2}[/ .]|\d{1,2}(?:st|nd|rd|th)|[A-Z][a-z]{2,8} 20)"
)
_AFTER_DATE = re.compile(
    r"(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|[a-z]{3} 20\d\d)[\s|]{1,6}v?(\d\.\d{1,2})"
    r"(?=[\s|]{1,6}[A-Z]|\s{0,60}$)"
)
_COLUMN = re.compile(
    r"\W{0,60}(?:version|ver\.?|issue|rev(?:ision)?\.?)(?: (?:no|number)\.?)?\W{0,60}", re.I
)


def _named(reading: Reading, dates: tuple[FoundDate, ...]) -> Iterator[tuple[str, int, int]]:
    text = reading.text
    for match in _VERSION.finditer(text):
        start, end = reading.sentence(match.start())
        near = text[max(start, match.start() - 60) : match.end() + 20]
        if _OF_SOMETHING_ELSE.search(near) or text[start:end].count(" ") > 40:
            continue
        if "\n" in match.group() and not re.match(r"[ \t]{0,60}\n", text[match.end() :] + "\n"):
            continue
        span = match.span("number")
        if any(found.start < span[1] and span[0] < found.end for found in dates):
            continue
        yield match["number"], *span


def _in_histories(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Yield the numbers in a column of versions, or beside the dates of a history."""
    column: tuple[int, int] | None = None
    for row in reading.rows:
        if len(row.text) > 160:
            continue
        texts = [reading.text[start:end].strip() for start, end in row.cells]
        headed = [at for at, text in enumerate(texts) if _COLUMN.fullmatch(text)]
        if headed and len(texts) > 2:
            column = (headed[0], len(texts))
        elif column and len(texts) == column[1]:
            match = re.fullmatch(r"[vV]?(\d{1,2}(?:\.\d{1,2}){0,2})", texts[column[0]])
            if match:
                start = row.cells[column[0]][0]
                yield match[1], start, start + len(texts[column[0]])
        for pattern in (_ROW_START, _AFTER_DATE):
            match = pattern.match(row.text) if pattern is _ROW_START else pattern.search(row.text)
            if match:
                yield match[1], row.start + match.start(1), row.start + match.end(1)
