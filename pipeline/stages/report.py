"""Findings to what people open."""

import json

from pipeline.stages.analyse import load_findings
from pipeline.stages.workspace import Workspace
from pipeline.store.files import write_tree


def report(workspace: Workspace) -> dict[str, int]:
    """Write the site, the workbook, the figure and the data package.

    Returns:
        How many files of each sort were written.
    """
    from pipeline.report.figures import heat_map
    from pipeline.report.package import data_package
    from pipeline.report.site import site
    from pipeline.report.workbook import workbook

    findings = load_findings(workspace)
    workspace.progress("writing reports", 0, 1)
    pages = site(findings, accuracy=_accuracy(workspace))
    package = data_package(findings)
    figures = heat_map(findings)
    files = {**pages, **package, **figures, "coverage.xlsx": workbook(findings)}
    write_tree(workspace.reports, files, manifest=workspace.written)
    return {"pages": len(pages), "data_files": len(package), "figures": len(figures)}


def _accuracy(workspace: Workspace) -> dict[str, float] | None:
    """Give the figures of the last evaluation, where there was one."""
    if not workspace.accuracy.is_file():
        return None
    figures: dict[str, float] = json.loads(workspace.accuracy.read_text(encoding="utf-8"))
    return figures
