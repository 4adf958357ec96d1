"""The clerk's local page: a draft is chosen and answered, and never leaves the machine."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipeline.checking import Reference
from pipeline.web.app import application
from pipeline.web.here import Here
from pipeline.web.serving import run

__all__ = ["application", "serve"]


def serve(
    reference: Reference,
    *,
    site: Path | None,
    port: int | None,
    today: Callable[[], date],
    open_browser: bool,
    say: Callable[[str], None] | None = None,
) -> None:
    """Serve the clerk's page on this computer until the program is told to end.

    Args:
        reference: What drafts are measured by.
        site: The folder of its report, to be shown beside the check; None, or a folder without a
            report: there is none.
        port: Where to listen; None: at one that is free.
        today: Tells the day on which a draft's dates are judged.
        open_browser: Whether to open the page.
        say: Tells the person at the keyboard where the page is; None: on standard output.

    Raises:
        RequestError: Nothing can listen at that port.
    """
    if site is not None and not (site / "index.html").is_file():
        site = None
    engine = Here(reference, has_report=site is not None)
    threading.Thread(target=engine.warm, daemon=True).start()
    run(engine, site=site, port=port, today=today, open_browser=open_browser, say=say)
