"""Findings to what people open."""

import json
from pathlib import Path

from pipeline.stages.analyse import load_findings
from pipeline.stages.ingest import load_notices
from pipeline.stages.pictures import load_pictures, picture_files
from pipeline.stages.workspace import Workspace
from pipeline.store.files import Content, write_tree


def report(workspace: Workspace) -> dict[str, int]:
    """Write the site, the workbook, the figures and the data package.

    Returns:
        How many files of each sort were written.
    """
    from pipeline.report.addresses import picture_file
    from pipeline.report.publication import publication

    workspace.progress("writing reports", 0, 1)
    made = publication(
        load_findings(workspace),
        accuracy=_figures(workspace.accuracy),
        accuracy_apart=_figures(workspace.accuracy_apart),
        pictures=load_pictures(workspace),
        notices=load_notices(workspace),
        doubtful_below=workspace.params.analyse.doubtful_below,
        due_soon_days=workspace.params.analyse.due_soon_days,
        site_url=workspace.params.report.site_url,
    )
    pictures = {
        picture_file(doc, number): path for (doc, number), path in picture_files(workspace).items()
    }
    files: dict[str, Content] = {**made, **pictures}
    write_tree(workspace.reports, files, manifest=workspace.written)
    return {
        "pages": sum(path.endswith(".html") for path in made),
        "data_files": sum(path.startswith("data/") for path in made),
        "figures": sum(path.startswith("figures/") for path in made),
        "pictures": len(pictures),
    }


def _figures(path: Path) -> dict[str, float] | None:
    """Give the figures of the last evaluation, where there was one."""
    if not path.is_file():
        return None
    figures: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return figures
