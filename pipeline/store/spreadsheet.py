"""What stands in the rows of a table that somebody keeps in a spreadsheet?

CSV is taken as spreadsheets save it: with commas, semicolons or tabs, in UTF-8, UTF-16 or the
Windows code page. Workbooks (XLSX) are other people's files: their sizes are checked before
anything is inflated, no formula is worked out, and nothing that they link to is opened.
"""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline.errors import RequestError

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# a first line by which Excel is told the separator
_SEPARATOR_LINE = re.compile(r"\A\"?sep=(.)\"?\r?\n", re.IGNORECASE)

LARGEST_FILE = 20 * 1024 * 1024
_MOST_ROWS = 100_000
_MOST_COLUMNS = 200
_LONGEST_CELL = 32_767  # characters that Excel takes in a cell

# of workbooks, as of the archives that documents come in
_MOST_PARTS = 5_000
_MOST_INFLATED = 200 * 1024 * 1024
_LARGEST_PART = 64 * 1024 * 1024
_LARGEST_RATIO = 100  # inflated to packed, of a part that is larger than
_SMALL_PART = 4 * 1024 * 1024
_BLOCK = 1024 * 1024
_OFFICE_97 = b"\xd0\xcf\x11\xe0"  # begins an old workbook, or one with a password
_ENCODING = re.compile(rb"\A\s{0,9}<\?xml[^>]{0,60}?encoding\s?=\s?[\"']([\w.-]{1,20})[\"']")
_DAY_IN_FORMAT = re.compile("[dD]")
# all that openpyxl has been seen to raise for a workbook that is damaged on purpose
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    SyntaxError,  # of XML
    OSError,
    EOFError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
)


class TableError(RequestError):
    """A table cannot be read. The message names no file: whoever opened it adds the name."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row, with every cell as text."""

    line: int  # as a person counts it, from 1
    cells: tuple[str, ...]


def sheets_in(data: bytes) -> Iterator[tuple[str, Iterator[SheetRow]]]:
    """Give the sheets of a workbook by name, or a CSV file as one sheet without a name.

    Args:
        data: The bytes of an XLSX or CSV file.

    Yields:
        The sheet's name and its rows, which are read as they are asked for: those of one sheet
        before the next is asked for. Empty rows are left out. Dates are YYYY-MM-DD, or YYYY-MM
        where the cell shows no day.

    Raises:
        TableError: The file is too large, damaged or locked, or a line of it is no row.
    """
    if len(data) > LARGEST_FILE:
        raise TableError(
            f"larger than {LARGEST_FILE // 1024**2} MiB. Save the sheet in question as a file of "
            "its own."
        )
    if data.startswith(b"PK"):
        yield from _workbook(data)
    elif data.startswith(_OFFICE_97):
        raise TableError(
            "locked with a password, or saved in the format of Excel 97. Save it as an Excel "
            "workbook (.xlsx) without a password, or as CSV."
        )
    else:
        yield "", _separated(data)


def decoded(data: bytes) -> str:
    """Decode a CSV file as spreadsheets encode it."""
    if data.startswith(_UTF16_MARKS):  # what Excel calls Unicode text
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:  # saved by a spreadsheet on Windows
        return data.decode("cp1252", errors="replace")


def without_separator_line(text: str) -> tuple[str, str]:
    """Give the text of a CSV file without a line `sep=;` at its top, and its separator."""
    stated = _SEPARATOR_LINE.match(text)
    if stated:
        return text[stated.end() :], stated[1]
    first = text.split("\n", 1)[0]
    return text, max(",;\t", key=first.count)


def _separated(data: bytes) -> Iterator[SheetRow]:
    whole = decoded(data)
    text, delimiter = without_separator_line(whole)
    before = int(text is not whole and len(text) < len(whole))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    started = before + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _check_row(reader.line_num + before, cells)
                yield SheetRow(reader.line_num + before, tuple(cells))
            started = reader.line_num + before + 1
    except csv.Error as error:
        raise TableError(
            f"line {started}: not a row of a CSV file ({error}), so nothing from there on is read. "
            "Most often a quotation mark is opened there and not closed; open the file in a "
            "spreadsheet and save it as CSV again."
        ) from error


def _check_row(line: int, cells: list[str]) -> None:
    if line > _MOST_ROWS:
        raise TableError(
            f"line {line}: more than {_MOST_ROWS:,} lines. Take away those not needed."
        )
    if len(cells) > _MOST_COLUMNS:
        raise TableError(f"line {line}: more than {_MOST_COLUMNS} columns. Take away the others.")


def _workbook(data: bytes) -> Iterator[tuple[str, Iterator[SheetRow]]]:
    import openpyxl

    try:
        _check_archive(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of drop-downs and styles, which are not needed
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
    except _DAMAGE as error:
        raise _damaged(error) from error
    try:
        for sheet in book.worksheets:
            yield sheet.title, _rows(sheet)
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[SheetRow]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet.reset_dimensions()  # a sheet may claim any size
            rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS)
            for line, cells in enumerate(rows, start=1):
                texts = [_text(cell) for cell in cells]
                if any(text.strip() for text in texts):
                    yield SheetRow(line, tuple(texts))
    except _DAMAGE as error:
        raise _damaged(error) from error


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        has_day = _DAY_IN_FORMAT.search(cell.number_format or "d")
        return value.isoformat() if has_day else f"{value:%Y-%m}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:_LONGEST_CELL]


def _check_archive(data: bytes) -> None:
    """Refuse a workbook that would fill the memory, or whose XML declares entities.

    The limits are those for documents that come as archives.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        twice = [name for name, count in Counter(archive.namelist()).items() if count > 1]
        if len(parts) > _MOST_PARTS or twice:
            raise ValueError("too many parts, or two of one name")
        if sum(part.file_size for part in parts) > _MOST_INFLATED or any(map(_is_bomb, parts)):
            raise TableError(
                "too large when inflated. Save the sheet in question as a file of its own."
            )
        for part in parts:
            if part.flag_bits & 1:
                raise TableError("locked with a password. Save it without one.")
            _check_part(archive, part)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    tight = part.file_size > _SMALL_PART
    return part.file_size > _LARGEST_PART or (
        tight and part.file_size > _LARGEST_RATIO * max(part.compress_size, 1)
    )


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Inflate a part once: to no more than it claims, and without a document type."""
    is_xml = part.filename.casefold().endswith((".xml", ".rels"))
    size, end = 0, b""
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            if is_xml and not size and not _is_utf_8(block):
                raise ValueError(f"{part.filename} is not written in UTF-8")
            size += len(block)
            if size > part.file_size:
                raise ValueError(f"{part.filename} is larger than the archive says")
            if b"<!DOCTYPE" in end + block:
                raise ValueError(f"{part.filename} declares a document type")
            end = block[-16:]


def _is_utf_8(beginning: bytes) -> bool:
    """Whether XML is in UTF-8, as all spreadsheets write it, so that its bytes can be searched."""
    named = _ENCODING.match(beginning)
    return b"\x00" not in beginning[:8] and (
        named is None or named[1].lower() in {b"utf-8", b"us-ascii", b"ascii"}
    )


def _damaged(error: BaseException) -> TableError:
    if isinstance(error, TableError):
        return error
    return TableError(
        f"not a workbook that can be read ({type(error).__name__}: {str(error)[:120]}). Open it in "
        "a spreadsheet and save it again as an Excel workbook (.xlsx), or as CSV."
    )
