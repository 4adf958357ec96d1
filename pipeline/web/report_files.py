"""The report of a build, shown beside the check: its files, and nothing outside its folder."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from pipeline.web.guards import REPORT_POLICY

# what a report is made of; a browser is to guess at none of them
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".ics": "text/calendar; charset=utf-8",
    ".atom": "application/atom+xml",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
}


class ReportFiles(StaticFiles):
    """Gives the files of a report's folder; hidden ones and those of other kinds are not there."""

    def __init__(self, folder: Path) -> None:
        """Give the files of `folder`."""
        super().__init__(directory=folder, check_dir=True)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Give a file; the first page where the folder itself is asked for."""
        if path == "." and not scope["path"].endswith("/"):
            return RedirectResponse("/report/", 308)
        if path == ".":
            path = "index.html"
        parts = path.replace("\\", "/").split("/")
        if any(part.startswith(".") or ":" in part for part in parts):
            raise HTTPException(404)
        kind = _KINDS.get(Path(path).suffix.lower())
        if kind is None:
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        response.headers["content-type"] = kind
        response.headers["content-security-policy"] = REPORT_POLICY
        response.headers["referrer-policy"] = "no-referrer"
        return response
