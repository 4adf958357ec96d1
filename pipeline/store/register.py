"""What does a corpus's register say of each file?

A register is a CSV file that people keep in a spreadsheet, so it is taken as spreadsheets save it:
with commas, semicolons or tabs, in UTF-8, UTF-16 or the Windows code page.
"""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import RequestError
from pipeline.store.spreadsheet import decoded, without_separator_line

NAME = "register.csv"
COLUMNS = (
    "doc",
    "file",
    "council",
    "council_type",
    "county",
    "country",
    "electorate",
    "url",
    "retrieved",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a register, its cells as they are written; an empty cell is an empty text."""

    line: int  # the last, where a cell runs over several; from 1
    doc: str
    file: str
    council: str
    council_type: str
    county: str
    country: str
    electorate: int | None
    url: str
    retrieved: str


@dataclass(frozen=True, slots=True)
class Register:
    """The rows of a register, and what was noticed while reading it."""

    path: Path
    rows: tuple[Row, ...]
    notices: tuple[str, ...]


def find_register(folder: Path) -> Path | None:
    """Give the register of a corpus folder, however its name is written in capitals."""
    named = (path for path in folder.iterdir() if path.name.casefold() == NAME and path.is_file())
    return min(named, default=None)


def read_register(path: Path) -> Register:
    """Read a register.

    Raises:
        RequestError: It cannot be opened, names no files, or a line of it cannot be understood.
    """
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        raise RequestError(
            f"{path}: cannot be opened ({error.strerror}). Close it in other programs, and check "
            "that you may read it."
        ) from error
    text, delimiter = without_separator_line(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    header: list[str] = []
    started = 1
    try:
        header = [name.strip().casefold().replace(" ", "_") for name in next(reader, [])]
        _check_header(path, header)
        started = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_row(path, reader.line_num, dict(zip(header, cells, strict=False))))
            started = reader.line_num + 1
    except csv.Error as error:
        raise RequestError(
            f"{path}, line {started}: not a row of a CSV file ({error}). Most often a quotation "
            "mark is opened there and not closed; open the register in a spreadsheet and save it "
            "as CSV again."
        ) from error
    notices = [
        f"{path.name}: no column `{name}`, so it is read from the documents or left unknown."
        for name in ("council", "county")
        if name not in header
    ]
    return Register(path, tuple(rows), tuple(notices))


def _check_header(path: Path, header: list[str]) -> None:
    if "file" in header or "doc" in header:
        return
    found = ", ".join(name for name in header if name)
    raise RequestError(
        f"{path}: no column `file`, so it cannot say which file is whose. Its columns are "
        f"{found[:200] or 'none'}; name them {', '.join(COLUMNS)} (only `file` is needed)."
    )


def _row(path: Path, line: int, cells: dict[str, str]) -> Row:
    # a file's name may hold two spaces together; a name of a council means nothing by them
    kept = {name: " ".join(cells.get(name, "").split()) for name in COLUMNS}
    return Row(
        line=line,
        doc=kept["doc"],
        file=cells.get("file", "").strip(),
        council=kept["council"],
        council_type=kept["council_type"].casefold(),
        county=kept["county"],
        country=kept["country"],
        electorate=_electorate(path, line, kept["electorate"]),
        url=kept["url"],
        retrieved=kept["retrieved"],
    )


def _electorate(path: Path, line: int, text: str) -> int | None:
    digits = text.replace(",", "").replace(" ", "")
    if not digits:
        return None
    if not digits.isdecimal() or len(digits) > 9:
        raise RequestError(
            f"{path}, line {line}: electorate {text[:40]!r} is not a number of people. "
            "Write digits only, or leave it empty."
        )
    return int(digits)
