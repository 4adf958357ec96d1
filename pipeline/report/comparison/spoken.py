"""How is a comparison said in a terminal?"""

import textwrap
from collections.abc import Iterator

from pipeline.model import ComparedDrafts
from pipeline.report.comparison.summary import FATES
from pipeline.report.comparison.view import View, comparison_view
from pipeline.report.safe_text import shown, snippet

_WIDTH = 80
_MOST = 12  # changes named; the others are counted
_SNIPPET = 60


def comparison_spoken(compared: ComparedDrafts) -> tuple[str, ...]:
    """Give a comparison in lines of at most 80 characters, without marks or colours."""
    return tuple(_lines(comparison_view(compared)))


def _lines(view: View) -> Iterator[str]:
    yield from _wrapped(f"From {view.earlier} to {view.later}")
    yield ""
    if view.unread:
        for file in view.unread:
            yield from _wrapped(f"{file.name} could not be read. {file.happened}")
            yield from _wrapped(f"What to do: {file.to_do}")
        return
    if view.little:
        yield from _wrapped(
            "These two files have little in common. See that they are two versions of one document."
        )
    for sentence in view.sentences:
        yield from _wrapped(sentence)
    yield from _listed(
        "What changed in force:", [f"{place}: {force}" for place, force, _ in view.forces]
    )
    yield from _listed(
        "Dates:", [f"{name}: {earlier}, now {later}" for name, earlier, later in view.dates]
    )
    yield from _listed("New defects:", [f"{place}: “{quote}”" for place, quote, _ in view.made])
    yield from _listed("Mended:", [f"{place}: “{quote}”" for place, quote, _ in view.mended])
    yield from _listed(
        "Changes:",
        [
            f"{FATES[change.fate]}: {change.title}: "
            f"“{snippet((change.now or change.before)[0].text, _SNIPPET)}”"
            for change in (*view.changes, *view.renamed)
        ],
    )


def _listed(head: str, points: list[str]) -> Iterator[str]:
    if not points:
        return
    yield ""
    yield head
    for point in points[:_MOST]:
        yield from _wrapped(point, "  - ")
    if len(points) > _MOST:
        yield f"  - and {len(points) - _MOST:,} more"


def _wrapped(text: str, lead: str = "") -> list[str]:
    """Break a text into lines; what begins with a lead is indented below it."""
    words = " ".join(shown(text).split())
    return textwrap.wrap(words, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))
