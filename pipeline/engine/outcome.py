"""How did the work on one document end, and what may it take?"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class Ending(StrEnum):
    """The ways in which the work on one item can end."""

    DONE = "done"
    FAILED = "failed"  # the function raised an error
    TIMEOUT = "timeout"
    MEMORY = "memory"
    OUTPUT = "output"  # it made more than is taken from it
    CRASHED = "crashed"  # the process died


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item."""

    ending: Ending
    value: bytes | None = None  # what the function returned; None unless done
    detail: str = ""  # of what went wrong, for people
    step: int | None = None  # the last one that the function named before it ended
    parts: bytes = b""  # what it handed over before it returned, one part after another


@dataclass(frozen=True, slots=True)
class Limits:
    """What the work on one item may take."""

    seconds: float  # to begin with, and between two signs that it is getting on
    memory_bytes: int  # of address space, where the system can limit it
    most_seconds: float  # altogether, whatever it is granted on the way
    output_bytes: int = 32 * 1024 * 1024  # of its result, parts included


class Grant(Protocol):
    """Tells whoever waits for a result that the work is getting on, and needs more time."""

    def __call__(self, seconds: float, step: int | None = None) -> None:
        """Ask for more time.

        Args:
            seconds: For what comes next.
            step: Its number, such as that of a page, to be named should the work die of it; None
                for more time with the same step.
        """


class Parent(Grant, Protocol):
    """Whoever waits for a result, as the function that makes it knows them."""

    def take(self, part: bytes) -> None:
        """Take over part of the result, so that no more of it is held here than must be."""


def no_clock(seconds: float, step: int | None = None) -> None:
    """Take no notice: the `Grant` of work that nobody times."""


Work = Callable[[Any, Parent], bytes]  # of a module, so that another process can find it
Again = Callable[[Any, Outcome], Any]  # gives the item that is tried instead; None: leave it
LimitsOf = Callable[[Any], Limits]
Told = Callable[[int], None]
