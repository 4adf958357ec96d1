"""Which pictures does a report have, for the site, for other reports and for print?

Each is as wide as the text of an A4 page, so that its smallest letters are of 7 points in print,
and is told apart by lightness, shape and letters, so that it may be printed in grey.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Findings
from pipeline.report.figures import coverage, prevalence, reviews, templates, wordings
from pipeline.report.figures.drawing import Figure, Plan, rendered
from pipeline.report.lookup import Lookup, lookup

__all__ = ["Figure", "Gallery", "drawn", "gallery"]


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of a report, by what they show; none where there is nothing to draw."""

    coverage: tuple[Figure, ...]
    prevalence: tuple[Figure, ...]
    reviews: tuple[Figure, ...]
    wordings: tuple[Figure, ...]
    templates: tuple[Figure, ...]

    def __iter__(self) -> Iterator[Figure]:
        yield from self.coverage
        yield from self.prevalence
        yield from self.reviews
        yield from self.wordings
        yield from self.templates


def gallery(found: Lookup) -> Gallery:
    """Say which pictures there are, without drawing them."""
    return Gallery(**{name: tuple(plan.figure for plan in plans) for name, plans in _plans(found)})


def drawn(findings: Findings) -> dict[str, bytes]:
    """Draw every picture as SVG and PNG.

    Returns:
        The bytes of each file by its path below the report's folder, as `gallery` names them. The
        same findings and the same matplotlib give the same bytes.
    """
    files: dict[str, bytes] = {}
    for _, plans in _plans(lookup(findings)):
        for plan in plans:
            files |= rendered(plan)
    return files


def _plans(found: Lookup) -> Iterator[tuple[str, tuple[Plan, ...]]]:
    yield "coverage", coverage.plans(found)
    yield "prevalence", prevalence.plans(found)
    yield "reviews", reviews.plans(found)
    yield "wordings", wordings.plans(found)
    yield "templates", templates.plans(found)
