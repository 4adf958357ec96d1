"""How far do two coders agree?

Both have given the same provisions of the same documents a level, each without the other's sheet.
"""

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

from pipeline.errors import RequestError
from pipeline.model import Codebook, Level
from pipeline.store.spreadsheet import SheetRow, TableError, sheets_in

Cells = Mapping[tuple[str, str], str]  # level by document and provision

LEVELS = (Level.ABSENT.value, Level.MENTION.value, Level.RULES.value)  # from less to more
_COLUMNS = ("doc", "provision", "a", "b")  # of the cells on which two coders differ
_NOT_JUDGED = frozenset({"", Level.UNREADABLE.value, "not read"})
_SILENT = "silent"  # what reports call the level absent
_HEAD_WITHIN = 20  # rows: a title and notes may stand above the heads
_WORD_GAP = re.compile(r"[\s_-]+")
_IN_BRACKETS = re.compile(r"\(([^()]{1,80})\)\s{0,9}\Z")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree on some cells."""

    name: str  # of the provision; "all" for all of them
    n: int  # cells that both judged
    agreed: float | None  # share of them; None: there are none
    kappa: float | None  # Cohen's, nominal; None: undefined
    alpha: float | None  # Krippendorff's, ordinal; None: undefined
    pairs: Mapping[tuple[str, str], int]  # cells by the first coder's level and the second's


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sheets, compared."""

    overall: Agreement
    provisions: tuple[Agreement, ...]
    disputed: tuple[tuple[str, str, str, str], ...]  # doc, provision, the levels of both
    one_only: int  # cells that one of the two judged and the other did not

    def table(self) -> list[str]:
        """Write the figures as lines of text."""
        lines = [f"{'provision':<28}{'n':>6}{'agreed':>9}{'kappa':>11}{'alpha':>11}"]
        lines += [
            f"{each.name:<28}{each.n:>6}{_figure(each.agreed, 'none'):>9}{_figure(each.kappa):>11}"
            f"{_figure(each.alpha):>11}"
            for each in (*self.provisions, self.overall)
        ]
        lines += ["", "Levels, the first coder's down and the second's across:"]
        lines.append(f"{'':<10}" + "".join(f"{level:>9}" for level in LEVELS))
        lines += [
            f"{first:<10}" + "".join(f"{self.overall.pairs[first, other]:>9}" for other in LEVELS)
            for first in LEVELS
        ]
        cells = "cell" if len(self.disputed) == 1 else "cells"
        lines += ["", f"They differ on {len(self.disputed)} {cells}."]
        if self.one_only:
            lines.append(f"{self.one_only} judged by one of them only, and not counted.")
        if any(each.kappa is None for each in (*self.provisions, self.overall) if each.n):
            lines.append(
                "undefined: one level only was used, so nothing tells agreement from habit."
            )
        return lines

    def disputed_csv(self) -> bytes:
        """Give the cells on which the two differ as CSV."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(self.disputed)
        return text.getvalue().encode()

    def json(self) -> bytes:
        """Give every figure as JSON; null: undefined."""
        figures = {
            "overall": _flat(self.overall),
            "provisions": {each.name: _flat(each) for each in self.provisions},
            "disputed": [dict(zip(_COLUMNS, cell, strict=True)) for cell in self.disputed],
            "one_only": self.one_only,
        }
        return (json.dumps(figures, indent=1, ensure_ascii=False) + "\n").encode()


def compare(first: Cells, second: Cells, provisions: Sequence[str]) -> Comparison:
    """Compare two coders' sheets, provision by provision and over all.

    Args:
        first: The levels of one coder.
        second: The levels of the other.
        provisions: In the order in which they are shown; others are left out.

    Returns:
        The figures over the cells that both judged.
    """
    judged = {key for key in first.keys() & second.keys() if key[1] in provisions}
    by_provision: dict[str, list[tuple[str, str]]] = {provision: [] for provision in provisions}
    for key in sorted(judged):
        by_provision[key[1]].append((first[key], second[key]))
    return Comparison(
        overall=_agreement("all", [pair for pairs in by_provision.values() for pair in pairs]),
        provisions=tuple(_agreement(name, pairs) for name, pairs in by_provision.items()),
        disputed=tuple(
            (*key, first[key], second[key]) for key in sorted(judged) if first[key] != second[key]
        ),
        one_only=sum(key[1] in provisions for key in first.keys() ^ second.keys()),
    )


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Measure how far two coders agree beyond what chance would give.

    Args:
        pairs: The levels that both gave to each cell.

    Returns:
        Cohen's kappa, from -1.0 to 1.0; None where it is undefined: there is no cell, or both used
        one and the same level throughout.

    Example:
        >>> round(cohen_kappa([("rules", "rules"), ("rules", "absent"), ("absent", "absent")]), 3)
        0.4

    Source:
        Cohen (1960), Educational and Psychological Measurement 20(1), 37-46.
    """
    if len({level for pair in pairs for level in pair}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    first, second = zip(*pairs, strict=True)
    return float(cohen_kappa_score(first, second))


def krippendorff_alpha(
    units: Sequence[Sequence[str | int]], scale: Sequence[str | int], *, metric: str = "ordinal"
) -> float | None:
    """Measure how far coders agree beyond what chance would give, however many there are.

    Args:
        units: What each coder gave to each unit; those who gave it nothing are left out of it, and
            units with fewer than two values count for nothing.
        scale: All values, from less to more.
        metric: `nominal`, where values are the same or not; `ordinal`, where a difference is the
            larger the more was given in between; or `interval`, where values are numbers.

    Returns:
        Krippendorff's alpha, 1.0 for full agreement and 0.0 for what chance alone would give; None
        where it is undefined: one value only was given, or none twice.

    Source:
        Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania.
    """
    # the matrix of coincidences
    together: dict[tuple[str | int, str | int], float] = defaultdict(float)
    for values in units:
        if len(values) > 1:
            counts = Counter(values)
            for one, other in product(counts, counts):
                pairs = counts[one] * (counts[other] - (one == other))
                together[one, other] += pairs / (len(values) - 1)
    totals = {value: sum(together[value, other] for other in scale) for value in scale}
    whole = sum(totals.values())
    difference = {
        (one, other): _difference(one, other, totals, scale, metric)
        for one, other in product(scale, scale)
    }
    expected = sum(
        totals[one] * totals[other] * difference[one, other] for one, other in difference
    )
    if not expected:
        return None
    observed = sum(together[pair] * difference[pair] for pair in difference)
    return 1.0 - (whole - 1) * observed / expected


def _difference(
    one: str | int,
    other: str | int,
    totals: Mapping[str | int, float],
    scale: Sequence[str | int],
    metric: str,
) -> float:
    if metric == "nominal":
        return float(one != other)
    if metric == "interval":
        return float(one - other) ** 2  # type: ignore[operator]
    low, high = sorted((scale.index(one), scale.index(other)))
    between = sum(totals[value] for value in scale[low : high + 1])
    return (between - (totals[one] + totals[other]) / 2) ** 2


def read_sheet(path: Path, codebook: Codebook) -> dict[tuple[str, str], str]:
    """Read the levels of a coder's sheet.

    It may be long (`doc`, `provision`, `level`: a row a cell, as `data/coverage.csv`) or wide (a
    row a document, a column a provision), as CSV or as a workbook.

    Args:
        path: The sheet.
        codebook: Gives the provisions, by their identifiers or titles.

    Returns:
        The level of each cell that was judged; empty and unreadable cells are left out.

    Raises:
        RequestError: It cannot be read, holds no levels, or gives a cell two.
    """
    names = {_key(provision.title): provision.id for provision in codebook.provisions}
    names |= {_key(provision.id): provision.id for provision in codebook.provisions}
    try:
        for _, rows in sheets_in(path.read_bytes()):
            head = _head(rows, names)
            if head is not None:
                return _levels(path, rows, head, names)
    except OSError as error:
        raise RequestError(
            f"{path}: cannot be opened ({error.strerror}). Close it in other programs, and check "
            "that it is there and that you may read it."
        ) from error
    except TableError as error:
        raise RequestError(f"{path}: {error}") from error
    raise RequestError(
        f"{path}: no row has the heads doc, provision and level, or doc and the codebook's "
        "provisions. Put them into the first row."
    )


def blank_sheet(docs: Sequence[tuple[str, str]], codebook: Codebook) -> bytes:
    """Make a workbook for one coder to fill in: documents by provisions, with drop-downs.

    Args:
        docs: Identifier and council of each document.
        codebook: Gives the provisions, with the question that each one asks.
    """
    from datetime import UTC, datetime

    import xlsxwriter

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(data, options)
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})  # the same bytes each time
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet = book.add_worksheet("Coding")
    sheet.set_column(0, 1, 30, wrapped)
    sheet.set_column(2, 1 + len(codebook.provisions), 14, wrapped)
    for column, name in enumerate(("doc", "council", *(p.id for p in codebook.provisions))):
        sheet.write_string(0, column, name, head)
    for row, (doc, council) in enumerate(docs, start=1):
        sheet.write_string(row, 0, doc, wrapped)
        sheet.write_string(row, 1, council, wrapped)
    if docs and codebook.provisions:
        choice = {"validate": "list", "source": list(LEVELS)}
        sheet.data_validation(1, 2, len(docs), 1 + len(codebook.provisions), choice)
    sheet.freeze_panes(1, 2)
    guide = book.add_worksheet("Provisions")
    guide.set_column(0, 1, 30, wrapped)
    guide.set_column(2, 4, 60, wrapped)
    for column, name in enumerate(("Provision", "Title", "Question", "Rules if", "Not if")):
        guide.write_string(0, column, name, head)
    for row, provision in enumerate(codebook.provisions, start=1):
        texts = (
            provision.id,
            provision.title,
            provision.question,
            "\n".join(provision.include),
            "\n".join(provision.exclude),
        )
        for column, text in enumerate(texts):
            guide.write_string(row, column, text, wrapped)
    book.close()
    return data.getvalue()


def _agreement(name: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    counts = Counter(pairs)
    return Agreement(
        name=name,
        n=len(pairs),
        agreed=sum(one == other for one, other in pairs) / len(pairs) if pairs else None,
        kappa=cohen_kappa(pairs),
        alpha=krippendorff_alpha(pairs, LEVELS),
        pairs={pair: counts[pair] for pair in product(LEVELS, LEVELS)},
    )


def _figure(value: float | None, none: str = "undefined") -> str:
    return none if value is None else f"{value:.3f}"


def _flat(each: Agreement) -> dict[str, object]:
    return {
        "n": each.n,
        "agreed": each.agreed,
        "kappa": each.kappa,
        "alpha": each.alpha,
        "pairs": {f"{one}/{other}": count for (one, other), count in each.pairs.items()},
    }


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the columns of a sheet stand."""

    doc: int
    provision: int | None  # of a long sheet
    level: int | None
    wide: Mapping[int, str]  # of a wide one: provision by column


def _head(rows: Iterator[SheetRow], names: Mapping[str, str]) -> _Head | None:
    for row in islice(rows, _HEAD_WITHIN):
        keys = [_key(cell) for cell in row.cells]
        doc = next((at for at, key in enumerate(keys) if key in {"doc", "document"}), None)
        if doc is None:
            continue
        if "provision" in keys and "level" in keys:
            return _Head(doc, keys.index("provision"), keys.index("level"), {})
        wide = {at: names[key] for at, key in enumerate(keys) if key in names}
        if wide:
            return _Head(doc, None, None, wide)
    return None


def _levels(
    path: Path, rows: Iterator[SheetRow], head: _Head, names: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        for doc, provision, text in _cells_of(row, head):
            level = _level(text)
            if level in _NOT_JUDGED or not doc:
                continue
            if level not in LEVELS:
                raise RequestError(
                    f"{path}, line {row.line}: {text[:40]!r} is no level. Write rules, mention or "
                    "absent, or leave the cell empty."
                )
            known = names.get(_key(provision))
            if known is None:
                raise RequestError(
                    f"{path}, line {row.line}: {provision[:60]!r} is no provision of the codebook. "
                    "Name the codebook that the coders used with --codebook."
                )
            if found.setdefault((doc, known), level) != level:
                raise RequestError(
                    f"{path}, line {row.line}: a second level for {known} of {doc}. Keep one."
                )
    if not found:
        raise RequestError(f"{path}: no cell has a level. Fill in rules, mention or absent.")
    return found


def _cells_of(row: SheetRow, head: _Head) -> Iterator[tuple[str, str, str]]:
    def cell(at: int) -> str:
        return row.cells[at].strip() if at < len(row.cells) else ""

    doc = _bracketed(cell(head.doc))
    if head.provision is not None and head.level is not None:
        yield doc, cell(head.provision), cell(head.level)
    for at, provision in head.wide.items():
        yield doc, provision, cell(at)


def _level(text: str) -> str:
    level = _key(text).replace("_", " ")
    return Level.ABSENT.value if level == _SILENT else level


def _key(text: str) -> str:
    return _WORD_GAP.sub("_", _bracketed(text).strip().casefold())


def _bracketed(text: str) -> str:
    """Give an identifier that stands in brackets at the end, else the text itself."""
    found = _IN_BRACKETS.search(text)
    return found[1] if found else text
