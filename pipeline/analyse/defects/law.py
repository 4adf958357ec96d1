"""Which repealed laws and abolished bodies are cited as if they still counted?

`outdated.csv` lists them. Law differs between England and Wales, so an entry may hold in one
country only; an entry marked as `beside` counts only where the document cites another entry, since
the name alone may still be in use.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.analyse.defects.inspected import Inspected, sentence_around
from pipeline.model import Defect, DefectKind

# sentences that say themselves that the thing is of the past
_OF_THE_PAST = re.compile(
    r"\b(?:replac\w{1,4}|repeal\w{0,4}|supersed\w{1,3}|abolish\w{0,4}|former(?:ly)?|previously|revoked"
    r"|ceased|predecessors?|no longer|used to|originally|consolidat\w{1,4}|brought together"
    r"|disodl\w{0,4}|diddym\w{0,4})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Outdated:
    """A law or body that is no more."""

    what: str
    pattern: re.Pattern[str]
    replaced_by: str
    since: str  # YYYY, YYYY-MM or YYYY-MM-DD
    country: str  # England, Wales, or empty for both
    beside: bool  # counts only beside another entry


def outdated_references(inspected: Inspected) -> Iterator[Defect]:
    """Find laws and bodies of the list, each reported once, where it is first named."""
    country = "Wales" if inspected.welsh() else "England"
    found: list[tuple[Outdated, Defect]] = []
    for entry in outdated():
        if entry.country in ("", country):
            defect = _first(inspected, entry)
            if defect is not None:
                found.append((entry, defect))
    alone = any(not entry.beside for entry, _ in found)
    for entry, defect in found:
        if alone or not entry.beside:
            yield defect


@cache
def outdated() -> tuple[Outdated, ...]:
    """Read the list."""
    text = files(__package__).joinpath("outdated.csv").read_text(encoding="utf-8")
    return tuple(
        Outdated(
            what=row["what"],
            pattern=re.compile(row["pattern"].replace(" ", r"\s{1,2}")),
            replaced_by=row["replaced_by"],
            since=row["since"],
            country=row["country"],
            beside=row["beside"] == "yes",
        )
        for row in csv.DictReader(text.splitlines())
    )


def _first(inspected: Inspected, entry: Outdated) -> Defect | None:
    if not entry.pattern.search(inspected.document.text):
        return None
    for clause, words in inspected.own_words:
        for match in entry.pattern.finditer(words):
            if _OF_THE_PAST.search(sentence_around(words, *match.span())):
                continue
            return inspected.defect(
                DefectKind.OUTDATED_REFERENCE,
                clause,
                clause.start + match.start(),
                clause.start + match.end(),
                f"{entry.what}: no longer in force or in being since {entry.since}. "
                f"Now: {entry.replaced_by}.",
            )
    return None
