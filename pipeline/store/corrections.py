"""Which corrections did people put beside their documents?

In `corrections.csv`, in `corrections.xlsx`, or in both: the workbook of a report has a sheet to
fill in, and may itself be saved under that name. A row that cannot be understood stops nothing; it
is kept with what is wrong with it, so that the report can say so.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from pipeline.errors import RequestError
from pipeline.model import (
    ALONE,
    CORRECTED_DATES,
    CORRECTED_FACTS,
    DISMISSED,
    NOT_STATED,
    Correction,
    CorrectionKind,
    DefectKind,
    Level,
    PartialDate,
)
from pipeline.store.files import sha256
from pipeline.store.spreadsheet import SheetRow, TableError, sheets_in

NAMES = ("corrections.csv", "corrections.xlsx")
COLUMNS = ("who", "when", "doc", "quote", "prefix", "suffix", "what", "item", "value", "reason")

# the same columns, as the sheet of the workbook names them
_ALIASES = {
    "document": "doc",
    "words": "quote",
    "words_before": "prefix",
    "words_after": "suffix",
}
_SHEET = "corrections"  # of a workbook, where several have the heads
_NEEDED = frozenset({"who", "when", "doc", "what", "item", "value", "reason"})
_HEAD_WITHIN = 20  # rows: a title and notes may stand above the heads
_LONGEST = 10_000  # characters of a cell
_MOST = 20_000  # corrections of one file
_MOST_MONTHS = 240

_WORD_GAP = re.compile(r"[\s_-]+")
_IN_BRACKETS = re.compile(r"\(([^()]{1,80})\)\s{0,9}\Z")
# a mark that keeps a spreadsheet from running a text, as the data package writes it
_GUARDED = re.compile(r"\A'(?='{0,9}[=+\-@\t\r＝＋－＠])")
_MONTHS = re.compile(r"\A\[?\s{0,9}(\d{1,3}(?:\s{0,3}[,;]\s{0,3}\d{1,3}){0,3})\s{0,9}\]?\Z")
_LEVELS = {
    **{level.value: level.value for level in (Level.RULES, Level.MENTION, Level.ABSENT)},
    "silent": Level.ABSENT.value,  # as reports call it
}


def find_corrections(folder: Path) -> tuple[Path, ...]:
    """Give the files of corrections in a corpus folder, however their names are capitalised."""
    if not folder.is_dir():
        return ()
    named = (path for path in folder.iterdir() if path.name.casefold() in NAMES)
    return tuple(sorted(path for path in named if path.is_file() and not path.is_symlink()))


def read_corrections(paths: Sequence[Path]) -> tuple[Correction, ...]:
    """Read files of corrections.

    Args:
        paths: CSV files and workbooks; none gives none.

    Returns:
        The corrections in the order of their files and lines. Names of documents and provisions
        are as they were written; all else that is well formed is made uniform.

    Raises:
        RequestError: A file cannot be opened. To go on without it would silently take back every
            correction that stands in it.
    """
    return tuple(correction for path in paths for correction in _read(path))


def corrections_digest(corrections: Sequence[Correction]) -> str:
    """Name what corrections say, whatever file it stands in; empty where there is none."""
    said = {
        json.dumps([getattr(each, name) for name in COLUMNS], ensure_ascii=True)
        for each in corrections
    }
    return sha256("\n".join(sorted(said)).encode()) if said else ""


def identifier(text: str) -> str:
    """Give the identifier that a person meant: written out, or in brackets at the end.

    Example:
        >>> identifier("Dangling reference"), identifier("Points nowhere (dangling_reference)")
        ('dangling_reference', 'dangling_reference')
    """
    bracketed = _IN_BRACKETS.search(text)
    return _WORD_GAP.sub("_", (bracketed[1] if bracketed else text).strip().casefold())


def _read(path: Path) -> Iterator[Correction]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RequestError(
            f"{path}: cannot be opened ({error.strerror}). Close it in other programs, and check "
            "that you may read it."
        ) from error
    try:
        titles = [title for title, rows in sheets_in(data) if _columns(rows)]
        if not titles:
            yield _refused(
                path.name,
                f"{path.name}: no row has the heads {', '.join(COLUMNS)}, so nothing in it is a "
                "correction. Put them into its first row.",
            )
            return
        # other sheets may have the same heads, with rows that somebody has yet to judge
        wanted = min(titles, key=lambda title: title.strip().casefold() != _SHEET)
        for title, rows in sheets_in(data):
            if title == wanted:
                yield from _corrections(path.name, rows, _columns(rows))
                return
    except TableError as error:
        yield _refused(path.name, f"{path.name}: {error}")


def _columns(rows: Iterator[SheetRow]) -> dict[str, int]:
    """Find the row of heads, and give the place of each column."""
    for row in islice(rows, _HEAD_WITHIN):
        names = [_WORD_GAP.sub("_", cell.strip().casefold()) for cell in row.cells]
        places = {_ALIASES.get(name, name): place for place, name in reversed([*enumerate(names)])}
        if places.keys() >= _NEEDED:
            return {name: places[name] for name in COLUMNS if name in places}
    return {}


def _corrections(
    file: str, rows: Iterator[SheetRow], columns: Mapping[str, int]
) -> Iterator[Correction]:
    count = 0
    for row in rows:
        cells = {
            name: _GUARDED.sub("", row.cells[place].strip())
            for name, place in columns.items()
            if place < len(row.cells)
        }
        if not any(cells.values()):
            continue
        count += 1
        if count > _MOST:
            yield _refused(
                file,
                f"{file}, line {row.line}: more than {_MOST:,} corrections, so the rest is not "
                "read. Take away those that are no longer needed.",
            )
            return
        yield _checked(
            Correction(file, row.line, **{name: cells.get(name, "") for name in COLUMNS})
        )


def _refused(file: str, problem: str) -> Correction:
    return Correction(file, 0, **dict.fromkeys(COLUMNS, ""), problem=problem)


def _checked(row: Correction) -> Correction:
    """Make a row uniform, or say what is wrong with it."""
    long = [name for name in COLUMNS if len(getattr(row, name)) > _LONGEST]
    if long:
        cut = {name: getattr(row, name)[:_LONGEST] for name in long}
        return _wrong(
            replace(row, **cut),
            f"{long[0]} has more than {_LONGEST:,} characters.",
            "Quote one clause, or a few words of it",
        )
    for name, told in (
        ("who", "who made it"),
        ("when", "when it was made"),
        ("reason", "why"),
        ("doc", "of which document it is"),
    ):
        if not getattr(row, name):
            return _wrong(row, f"it does not say {told}.", f"Fill in the column {name}")
    when = _day(row.when)
    if when is None:
        return _wrong(row, f"{row.when[:40]!r} is no day.", "Write when as YYYY-MM-DD")
    kind = _kind(row.what)
    if kind is None:
        return _wrong(
            row,
            f"{row.what[:40]!r} is nothing that can be corrected.",
            f"Write one of {', '.join(CorrectionKind)} in the column what",
        )
    row = replace(row, when=when, what=kind.value)
    if not row.quote and kind in {
        CorrectionKind.PROVISION,
        CorrectionKind.FAMILY,
        CorrectionKind.DEFECT,
    }:
        return _wrong(row, "it quotes no words.", "Copy some words of the clause into quote")
    return _OF_KIND[kind](row)


def _wrong(row: Correction, finding: str, remedy: str) -> Correction:
    return replace(row, problem=f"{row.file}, line {row.line}: {finding} {remedy}.")


def _kind(text: str) -> CorrectionKind | None:
    try:
        return CorrectionKind(identifier(text))
    except ValueError:
        return None


def _provision(row: Correction) -> Correction:
    if not row.item:
        return _wrong(row, "it names no provision.", "Write its identifier or title in item")
    level = _LEVELS.get(identifier(row.value))
    if level is None:
        return _wrong(
            row, f"{row.value[:40]!r} is no level.", "Write rules, mention or absent in value"
        )
    return replace(row, value=level)


def _family(row: Correction) -> Correction:
    if identifier(row.value) == ALONE:
        return replace(row, item="", value=ALONE)
    if not row.item or not row.value:
        return _wrong(
            row,
            "it does not say which other clause says the same.",
            "Name its document in item and copy some of its words into value; or write alone in "
            "value, if no clause does",
        )
    return row


def _date(row: Correction) -> Correction:
    item = identifier(row.item)
    if item not in CORRECTED_FACTS:
        return _wrong(
            row,
            f"{row.item[:40]!r} is no fact that a document states of itself.",
            f"Write one of {', '.join(CORRECTED_FACTS)} in item",
        )
    row = replace(row, item=item)
    if not row.value:
        return _wrong(
            row, "it gives no value.", f"Write {NOT_STATED} if the document does not state it"
        )
    value, remedy = row.value, ""
    if row.value.casefold() == NOT_STATED:
        value = NOT_STATED
    elif item in CORRECTED_DATES:
        value = str(_partial_date(row.value) or "")
        remedy = "Write the date as precisely as the document does: YYYY-MM-DD, YYYY-MM or YYYY"
    elif item == "cadence_months":
        value = json.dumps(_months(row.value)) if _months(row.value) else ""
        remedy = f"Write the months between two reviews, from 1 to {_MOST_MONTHS}"
    if not value:
        return _wrong(row, f"{row.value[:40]!r} cannot be understood.", remedy)
    return replace(row, value=value)


def _council(row: Correction) -> Correction:
    if not row.value:
        return _wrong(row, "it gives no name.", "Write the name of the council in value")
    return replace(row, item="", value=" ".join(row.value.split()))


def _defect(row: Correction) -> Correction:
    item = identifier(row.item)
    if item not in list(DefectKind):
        return _wrong(
            row,
            f"{row.item[:40]!r} is no kind of defect.",
            f"Write one of {', '.join(DefectKind)} in item",
        )
    if identifier(row.value) != DISMISSED:
        return _wrong(
            row,
            f"{row.value[:40]!r} cannot be done with a defect.",
            f"Write {DISMISSED} in value",
        )
    return replace(row, item=item, value=DISMISSED)


_OF_KIND = {
    CorrectionKind.PROVISION: _provision,
    CorrectionKind.FAMILY: _family,
    CorrectionKind.DATE: _date,
    CorrectionKind.COUNCIL: _council,
    CorrectionKind.DEFECT: _defect,
}


def _day(text: str) -> str | None:
    date = _partial_date(text)
    return str(date) if date is not None and date.day is not None else None


def _partial_date(text: str) -> PartialDate | None:
    """Read a date as people and spreadsheets write it, the day before the month."""
    from pipeline.text.dates import find_dates

    found = find_dates(text.strip()[:60])
    if len(found) != 1 or found[0].flags:
        return None
    whole = found[0].start == 0 and text.strip()[found[0].end :].strip() in ("", "00:00:00")
    return found[0].date if whole else None


def _months(text: str) -> list[int]:
    listed = _MONTHS.match(text.strip())
    months = [int(number) for number in re.split("[,;]", listed[1])] if listed else []
    return months if all(1 <= number <= _MOST_MONTHS for number in months) else []
