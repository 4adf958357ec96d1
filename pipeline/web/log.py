"""What does the server say of itself, without a word of a draft?

One record a line, as JSON, so that nothing that somebody sent can look like a record or move a
terminal's cursor. Of an exception the kind and the place are told and never its message, which may
hold words of a draft.
"""

import json
import logging
import sys
import time
import traceback
from typing import TextIO

LOGGER = logging.getLogger("pipeline.web")
# other packages whose records would otherwise reach the terminal as they are
_OTHERS = ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio", "python_multipart")


class JsonLines(logging.Formatter):
    """Writes a record as a line of JSON; every character but plain letters and signs is escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record. Of other packages its fixed words only, since the rest is other data."""
        own = record.name == LOGGER.name
        entry: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname,
            "event": record.getMessage() if own else str(record.msg),
        }
        entry |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0] is not None:
            entry["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            if frames:
                entry["at"] = f"{frames[-1].name}, line {frames[-1].lineno}"
        return json.dumps(entry, ensure_ascii=True)


def log_as_json(stream: TextIO | None = None, level: int = logging.WARNING) -> logging.Handler:
    """Send the records of the server, and of what it stands on, to `stream`; else to stderr."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    for name in (LOGGER.name, *_OTHERS):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(level)
    return handler
