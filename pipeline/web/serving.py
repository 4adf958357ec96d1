"""Runs the server on this computer until it is told to end."""

import errno
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from pipeline.errors import RequestError
from pipeline.web.app import Limits, application
from pipeline.web.log import log_as_json
from pipeline.web.tasks import Engine

if TYPE_CHECKING:
    import uvicorn

LOOPBACK = "127.0.0.1"
_CONNECTIONS = 250
_SECONDS_TO_END = 3


def run(
    engine: Engine,
    *,
    site: Path | None,
    port: int | None,
    today: Callable[[], date],
    open_browser: bool,
    say: Callable[[str], None] | None = None,
    limits: Limits | None = None,
) -> None:
    """Serve the pages until the program is told to end; then nothing of a draft is left.

    Args:
        engine: Does what is asked.
        site: The folder of a report, to be shown beside the check; None: there is none.
        port: Where to listen; None: at one that is free.
        today: Tells the day on which a draft's dates are judged.
        open_browser: Whether to open the first page.
        say: Tells the person at the keyboard where the page is.
        limits: How much the server takes on.

    Raises:
        RequestError: Nothing can listen at that port.
    """
    import uvicorn

    with listener(port) as listening:
        port = listening.getsockname()[1]
        address = f"http://{LOOPBACK}:{port}/"
        log_as_json()
        app = application(engine, port=port, today=today, site=site, limits=limits)
        server = uvicorn.Server(configured(app))
        (say or _say)(f"The page is open at {address}\nTo end it, press Ctrl and C here.")
        if open_browser:
            threading.Thread(target=_show, args=(address,), daemon=True).start()
        former = signal.signal(signal.SIGTERM, _end) if _is_main() else None
        try:
            server.run(sockets=[listening])
        except KeyboardInterrupt:
            pass  # the server has ended in good order before it passes this on
        finally:
            if _is_main():
                signal.signal(signal.SIGTERM, former)


def configured(app: Starlette) -> "uvicorn.Config":
    """Say how the server runs: it takes no word of a proxy, and writes down no request."""
    import uvicorn

    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_SECONDS_TO_END,
    )


def listener(port: int | None) -> socket.socket:
    """Listen on this computer only.

    Raises:
        RequestError: The port is taken, or not to be had.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":  # where the other option lets two programs share a port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port or 0))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = "another program listens there" if taken else "nothing may listen there"
        raise RequestError(
            f"--port {port}: {why}. Choose another number from 1024 to 65535, or leave --port out "
            "and one that is free is found."
        ) from None
    return listening


def _show(address: str) -> None:
    """Open the page in a browser with windows; one in the terminal would take it over."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    if type(browser) is not webbrowser.GenericBrowser:
        browser.open(address)


def _end(_: int, __: FrameType | None) -> None:
    raise SystemExit(0)


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
