"""How does a reader say that it cannot read a source?"""

from pipeline.errors import SourceError
from pipeline.model import State


class RefusedError(SourceError):
    """A source was not read; it ends in `state` for the `reason`, which names a remedy."""

    def __init__(self, state: State, reason: str) -> None:
        super().__init__(reason)
        self.state = state
        self.reason = reason


def damaged(what: str) -> RefusedError:
    """Refuse a source that is broken.

    Args:
        what: What was found, as a sentence without its full stop.
    """
    return RefusedError(
        State.UNREADABLE,
        f"{what}. The file is probably damaged: fetch it again, or open it and save it anew.",
    )


def over_limit(what: str) -> RefusedError:
    """Refuse a source that would take more than its share of memory or time."""
    return RefusedError(
        State.LIMIT,
        f"{what}. If the file is what it should be, save it in parts or raise the limit under "
        "`ingest` in params.yaml.",
    )
