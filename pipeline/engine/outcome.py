"""How did the work on one document end?"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Ending(StrEnum):
    """The ways in which the work on one item can end."""

    DONE = "done"
    FAILED = "failed"  # the function raised an error
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"  # the process died


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What became of one item."""

    ending: Ending
    value: Result | None = None  # what the function returned; None unless done
    detail: str = ""  # of what went wrong, for people


@dataclass(frozen=True, slots=True)
class Limits:
    """What the work on one item may take."""

    seconds: float  # by the clock
    memory_bytes: int  # of address space, where the system can limit it
