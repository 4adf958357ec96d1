"""A picture of a page as it was published."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows; the picture itself is a file."""

    number: int  # of the page, from 1
    width: float  # of the page in points, as the boxes of its lines and clauses are
    height: float
    sha256: str  # of the file
