"""What stands in the coverage matrix of the site, and on how many pages."""

from dataclasses import dataclass

from pipeline.model import Level
from pipeline.report import addresses, wording
from pipeline.report.lookup import Lookup, council_type_of

_ROWS = 500  # councils on a page: with 28 provisions, about 1.3 MB


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell of the coverage matrix."""

    level: Level
    word: str  # with a question mark where a person should check it
    anchor: str
    concerned: bool  # whether the provision concerns this council: else it is in no total


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A council's row of the coverage matrix."""

    name: str
    href: str
    # what it may be chosen by beside its name; empty where it is not known
    council_type: str
    county: str
    status: str  # of its review
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A provision's column."""

    key: str  # names the provision in an address
    title: str
    href: str
    group: str  # of provisions in the codebook
    total: str  # documents with rules of those read that it concerns, in the whole corpus


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of the matrix."""

    address: str
    first: int  # number of its first document, from 1; 0 where there is none
    last: int
    heads: tuple[Head, ...]
    rows: tuple[MatrixRow, ...]


def matrices(found: Lookup) -> tuple[Matrix, ...]:
    """Fill the coverage matrix, 500 councils on a page.

    Returns:
        At least one page; the first stands on the first page of the site.
    """
    heads = tuple(
        Head(
            addresses.file_stem(provision.id),
            provision.title,
            addresses.provision_page(provision.id),
            provision.group,
            f"{found.overall(provision.id).rules:,} of {found.overall(provision.id).read:,}",
        )
        for provision in found.provisions
    )
    starts = range(0, max(1, len(found.docs)), _ROWS)
    return tuple(
        Matrix(
            address=f"coverage-{number}.html" if number > 1 else "index.html",
            first=min(start + 1, len(found.docs)),
            last=min(start + _ROWS, len(found.docs)),
            heads=heads,
            rows=tuple(_row(found, doc) for doc in found.docs[start : start + _ROWS]),
        )
        for number, start in enumerate(starts, 1)
    )


def _row(found: Lookup, doc: str) -> MatrixRow:
    source = found.sources[doc]
    return MatrixRow(
        name=found.names[doc],
        href=addresses.council_page(doc),
        council_type=council_type_of(found.findings, source) or "",
        county=source.county or "",
        status=wording.STATUSES[found.reviews[doc].status],
        cells=tuple(
            MatrixCell(
                cell.level,
                wording.cell(cell),
                addresses.provision_anchor(cell.provision),
                cell.concerned,
            )
            for cell in (found.cells[doc, provision.id] for provision in found.provisions)
        ),
    )
