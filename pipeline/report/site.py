"""How do the findings become a web site that opens from a folder, without a server?

Every page but the search works with scripts off; scripts add filters, sorting and moving about by
keys. Nothing is loaded from elsewhere, and a policy in each page forbids it.
"""

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from pipeline.model import Findings, Picture
from pipeline.report import addresses, wording
from pipeline.report.briefing import briefing
from pipeline.report.figures import gallery
from pipeline.report.lookup import Lookup, lookup
from pipeline.report.package import run_record
from pipeline.report.pages.accuracy import measured
from pipeline.report.pages.briefings import briefing_line, papers
from pipeline.report.pages.changes import changes_of
from pipeline.report.pages.corrections import correction_counts, correction_lines, dismissals
from pipeline.report.pages.council import council
from pipeline.report.pages.doubts import doubtful_cells
from pipeline.report.pages.families import family_lines, family_views
from pipeline.report.pages.home import home
from pipeline.report.pages.lineage import shared_pages, templates
from pipeline.report.pages.lists import (
    defect_counts,
    defect_lines,
    difference_lines,
    downloads,
)
from pipeline.report.pages.matrix import matrices
from pipeline.report.pages.provision import grouped, provision_view
from pipeline.report.pages.reviews import timetable
from pipeline.report.pages.sheet import sheets
from pipeline.report.pages.suggestions import COLUMNS, as_line, suggestions
from pipeline.report.pages.unread import reading_of
from pipeline.report.search_index import search_files
from pipeline.report.templating import environment

# The menu: the page that each entry opens, and the pages of its own menu
_NAVIGATION = (
    ("index.html", "Coverage", ()),
    ("provisions.html", "Provisions", ()),
    (
        "families.html",
        "Wording",
        (
            ("families.html", "Shared wording"),
            (addresses.LINEAGES, "Shared templates"),
            ("differences.html", "Differences of force"),
            (addresses.SUGGESTIONS, "May be the same"),
        ),
    ),
    (addresses.REVIEWS, "Reviews", ()),
    ("defects.html", "Defects", ()),
    (addresses.CHANGES, "Changes", ()),
    (addresses.BRIEFINGS, "Briefings", ()),
    (addresses.UNREADABLE, "Not read", ()),
    (
        "methods.html",
        "Methods",
        (("methods.html", "Methods and limits"), (addresses.CORRECTIONS, "Corrections")),
    ),
    (
        "data.html",
        "Data",
        (("data.html", "Data"), (addresses.FIGURES, "Figures for reports and print")),
    ),
)


def site(
    findings: Findings,
    *,
    accuracy: Mapping[str, float] | None = None,
    accuracy_apart: Mapping[str, float] | None = None,
    pictures: Mapping[str, Sequence[Picture]] | None = None,
    notices: Sequence[str] = (),
    doubtful_below: float = 0.0,
    site_url: str = "",
) -> dict[str, bytes]:
    """Make every page of the site, with its stylesheet, scripts and index.

    The pages link to the data package, the workbook, the figures and the pictures of pages, which
    are made apart and belong into the same folder.

    Args:
        findings: All findings of a run.
        accuracy: Figures from a measurement against hand-made labels, from 0 to 1, by name; None
            where none was made, and then the site says so.
        accuracy_apart: The same figures, of documents that nothing was tuned on.
        pictures: The pictures of pages that there are, by document.
        notices: What was noticed about files that are no sources.
        doubtful_below: How sure text recognition must be for a clause not to be marked.
        site_url: The address of the report's folder; empty where it has none.

    Returns:
        The bytes of each file by its path below the report's folder.
    """
    found = lookup(findings, pictures=pictures, doubtful_below=doubtful_below)
    figures = gallery(found)
    pages = _Pages(found)
    parts = matrices(found)
    title = wording.report_title(findings.codebook)
    pages.add("index.html", "home.html", title, view=home(found), matrix=parts[0], matrices=parts)
    for part in parts[1:]:
        title = f"Coverage, documents {part.first:,} to {part.last:,}"
        pages.add(
            part.address, "matrix.html", title, under="index.html", matrix=part, matrices=parts
        )
    pages.add(
        addresses.SEARCH,
        "search.html",
        "Search every clause",
        clauses=sum(len(found.clauses.get(doc, ())) for doc in found.docs),
    )
    pages.add(
        "doubts.html",
        "doubts.html",
        "Cells to be checked",
        under="index.html",
        view=doubtful_cells(found),
    )
    pages.add(
        addresses.REVIEWS,
        "reviews.html",
        "Review timetable",
        view=timetable(found),
        site_url=site_url,
        subscribe=site_url and f"webcal:{site_url.partition(':')[2]}",
        pictures=figures.reviews,
    )
    views = [provision_view(found, provision) for provision in found.provisions]
    pages.add(
        "provisions.html",
        "provisions.html",
        "Provisions",
        groups=grouped(views),
        prevalence=figures.prevalence,
        coverage=figures.coverage,
    )
    for view in views:
        pages.add(view.href, "provision.html", view.title, under="provisions.html", view=view)
    pages.add(
        "families.html",
        "families.html",
        "Shared wording",
        lines=family_lines(found),
        pictures=figures.wordings,
    )
    for address, family in family_views(found).items():
        pages.add(address, "family.html", family.line.name, under="families.html", view=family)
    pages.add(
        addresses.SUGGESTIONS,
        "suggestions.html",
        "May be the same clause",
        view=suggestions(found),
        columns=COLUMNS,
        as_line=as_line,
    )
    pages.add(
        addresses.LINEAGES,
        "lineage.html",
        "Shared templates",
        templates=templates(found),
        pictures=figures.templates,
    )
    for address, shared in shared_pages(found).items():
        title = f"Wording that {shared.name} shares"
        pages.add(address, "shared.html", title, under=addresses.LINEAGES, view=shared)
    for doc in found.docs:
        view_of = council(found, doc)
        address = addresses.council_page(doc)
        pages.add(address, "council.html", view_of.name, under="index.html", view=view_of)
    briefed = [briefing(found, doc) for doc in found.docs]
    pages.add(
        addresses.BRIEFINGS,
        "briefings.html",
        "Briefings",
        lines=[briefing_line(found, made) for made in briefed],
    )
    for made in briefed:
        pages.add(
            addresses.briefing_page(made.doc),
            "briefing.html",
            f"Briefing: {found.names[made.doc]}",
            under=addresses.BRIEFINGS,
            view=made,
            papers=papers(found, made.doc),
        )
    for sheet in sheets(found):
        pages.add(sheet.address, "sheet.html", sheet.title, under="index.html", view=sheet)
    pages.add(
        addresses.UNREADABLE,
        "unreadable.html",
        "What could not be read, and what to do",
        view=reading_of(found, notices),
    )
    pages.add(
        "differences.html",
        "differences.html",
        "Differences of force",
        lines=difference_lines(found),
    )
    pages.add(
        "defects.html",
        "defects.html",
        "Drafting defects",
        lines=defect_lines(found),
        counts=defect_counts(found),
        dismissed=dismissals(found),
    )
    pages.add(addresses.CHANGES, "changes.html", "Changes", view=changes_of(found))
    pages.add(
        addresses.CORRECTIONS,
        "corrections.html",
        "Corrections",
        lines=correction_lines(found),
        counts=correction_counts(found),
    )
    pages.add(
        "methods.html",
        "methods.html",
        "Methods and limits",
        accuracy=measured(accuracy, accuracy_apart, findings.codebook),
    )
    pages.add(
        "data.html", "data.html", "Data", tables=downloads(found), record=run_record(findings)
    )
    pages.add(
        addresses.FIGURES,
        "figures.html",
        "Figures for reports and print",
        pictures=tuple(figures),
    )
    return dict(sorted((pages.made | search_files(found) | _assets()).items()))


class _Pages:
    """Pages made so far, and what every page shows."""

    def __init__(self, found: Lookup) -> None:
        self.made: dict[str, bytes] = {}
        self._environment = environment()
        self._environment.globals.update(
            site_title=wording.report_title(found.findings.codebook),
            navigation=_NAVIGATION,
            as_of=wording.day(found.findings.as_of),
            run=found.findings,
            codebook=found.findings.codebook,
            read=len(found.readable),
            looked_at=len(found.docs),
            stylesheet=addresses.STYLESHEET,
            script=addresses.SCRIPT,
            matrix_script=addresses.MATRIX_SCRIPT,
            search_script=addresses.SEARCH_SCRIPT,
            search_page=addresses.SEARCH,
            feed=addresses.FEED,
            workbook=addresses.WORKBOOK,
            briefings=addresses.BRIEFINGS,
            suggested=addresses.SUGGESTIONS,
            words=wording,
        )

    def add(
        self, address: str, template: str, title: str, *, under: str = "", **content: Any
    ) -> None:
        """Make one page; `under` is the page of the navigation that it belongs to."""
        html = self._environment.get_template(template).render(
            title=title,
            kind=template.removesuffix(".html"),
            here=under or address,
            address=address,
            root="../" * address.count("/"),
            **content,
        )
        self.made[address] = html.encode()


def _assets() -> dict[str, bytes]:
    folder = resources.files("pipeline.report") / "static"
    return {
        addresses.STYLESHEET: (folder / "site.css").read_bytes(),
        addresses.SCRIPT: (folder / "site.js").read_bytes(),
        addresses.MATRIX_SCRIPT: (folder / "matrix.js").read_bytes(),
        addresses.SEARCH_SCRIPT: (folder / "search.js").read_bytes(),
    }
