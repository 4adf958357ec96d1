"""Everything that people open, made from the findings of a run."""

from collections.abc import Mapping, Sequence

from pipeline.model import Findings, Picture
from pipeline.report import addresses
from pipeline.report.calendars import calendars
from pipeline.report.feed import feed
from pipeline.report.figures import drawn
from pipeline.report.package import data_package
from pipeline.report.sending import word_files
from pipeline.report.site import site
from pipeline.report.workbook import workbook


def publication(
    findings: Findings,
    *,
    accuracy: Mapping[str, float] | None = None,
    accuracy_apart: Mapping[str, float] | None = None,
    pictures: Mapping[str, Sequence[Picture]] | None = None,
    notices: Sequence[str] = (),
    doubtful_below: float = 0.0,
    due_soon_days: int = 0,
    site_url: str = "",
) -> dict[str, bytes]:
    """Make all files of a report but the pictures of pages, which were drawn before.

    Args:
        findings: All findings of a run.
        accuracy: Figures from a measurement against hand-made labels, from 0 to 1, by name; None
            where none was made, and then the site says so.
        accuracy_apart: The same figures, of documents that nothing was tuned on.
        pictures: The pictures of pages that there are, by document.
        notices: What was noticed about files that are no sources.
        doubtful_below: How sure text recognition must be for a clause not to be marked.
        due_soon_days: How many days before a review is due calendars remind of it.
        site_url: The address of the report's folder, which makes the links of its feed and
            calendars whole; empty where it has none.

    Returns:
        The bytes of each file by its path below the report's folder. The same findings give the
        same bytes.
    """
    pages = site(
        findings,
        accuracy=accuracy,
        accuracy_apart=accuracy_apart,
        pictures=pictures,
        notices=notices,
        doubtful_below=doubtful_below,
        site_url=site_url,
    )
    return {
        **pages,
        **data_package(findings),
        **word_files(findings, doubtful_below=doubtful_below),
        **calendars(findings, due_soon_days=due_soon_days, site_url=site_url),
        addresses.FEED: feed(findings, site_url=site_url),
        **drawn(findings),
        addresses.WORKBOOK: workbook(findings, doubtful_below=doubtful_below),
    }
