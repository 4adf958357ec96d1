"""Everything that people open, made from the findings of a run."""

from collections.abc import Mapping, Sequence

from pipeline.model import Findings, Picture
from pipeline.report import addresses
from pipeline.report.figures import drawn
from pipeline.report.package import data_package
from pipeline.report.site import site
from pipeline.report.workbook import workbook


def publication(
    findings: Findings,
    *,
    accuracy: Mapping[str, float] | None = None,
    pictures: Mapping[str, Sequence[Picture]] | None = None,
    notices: Sequence[str] = (),
    doubtful_below: float = 0.0,
) -> dict[str, bytes]:
    """Make all files of a report but the pictures of pages, which were drawn before.

    Args:
        findings: All findings of a run.
        accuracy: Figures from a measurement against hand-made labels, from 0 to 1, by name; None
            where none was made, and then the site says so.
        pictures: The pictures of pages that there are, by document.
        notices: What was noticed about files that are no sources.
        doubtful_below: How sure text recognition must be for a clause not to be marked.

    Returns:
        The bytes of each file by its path below the report's folder. The same findings give the
        same bytes.
    """
    pages = site(
        findings,
        accuracy=accuracy,
        pictures=pictures,
        notices=notices,
        doubtful_below=doubtful_below,
    )
    return {
        **pages,
        **data_package(findings),
        **drawn(findings),
        addresses.WORKBOOK: workbook(findings, doubtful_below=doubtful_below),
    }
