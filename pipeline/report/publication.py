"""Which files make up the whole report?"""

from collections.abc import Mapping

from pipeline.model import Findings
from pipeline.report.addresses import WORKBOOK
from pipeline.report.figures import heat_map
from pipeline.report.package import data_package
from pipeline.report.site import site
from pipeline.report.workbook import workbook


def publication(
    findings: Findings, *, accuracy: Mapping[str, float] | None = None
) -> dict[str, bytes]:
    """Make the site, the workbook, the figures and the data package.

    Args:
        findings: All findings of a run.
        accuracy: Figures from a measurement against hand-made labels, from 0 to 1, by name.

    Returns:
        The bytes of each file by its path below the report's folder. Start at `index.html`.
    """
    files = {
        **data_package(findings),
        **heat_map(findings),
        **site(findings, accuracy=accuracy),
        WORKBOOK: workbook(findings),
    }
    return dict(sorted(files.items()))
