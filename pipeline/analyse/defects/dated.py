"""Which old editions of guides and codes are cited?"""

import re
from collections.abc import Iterator

from pipeline.analyse.defects.inspected import Inspected
from pipeline.model import Clause, ClauseKind, Defect, DefectKind

_OLD = 2016  # guides to local councils' law and conduct of before this year have all been replaced
_TITLE = 70  # characters before an edition that are quoted with it
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|revised|new)"
)
_EDITIONS = (
    re.compile(rf"\b{_ORDINAL}\s+edition\b[\s,;:(]{{0,3}}(?:\w{{2,12}}\s){{0,3}}?{_YEAR}\b", re.I),
    re.compile(rf"\b{_YEAR}\s+(?:edition|version|model)\b", re.I),
    re.compile(rf"\bedition\s+(?:of|dated|published)\s+(?:\w{{3,10}}\s)?{_YEAR}\b", re.I),
    re.compile(
        rf"\bversion\s+(?:\d{{1,2}}(?:\.\d)?|one|two|three|four|five)[\s,(]{{1,3}}(?:\w{{3,10}}\s)?{_YEAR}\b",
        re.I,
    ),
)
_LISTED = re.compile(
    r"\(\s*(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:[A-Z][a-z]{2,9}\s+)?" + _YEAR + r"\s*\)"
)
_LIST_HEADING = re.compile(
    r"\b(?:background\s+(?:papers|documents)|references|further\s+reading|bibliography|see\s+also"
    r"|related\s+(?:documents|policies)|sources|associated\s+documents)\b",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(?:Acts?|Regulations|Order|Measure|Directive|SI|Deddf|Rheoliadau|Gorchymyn)\b"
)
_MOVED_ON = re.compile(r"\b(?:replac|supersed|former|previous|withdrawn|no longer)", re.IGNORECASE)


def dated_references(inspected: Inspected) -> Iterator[Defect]:
    """Find citations of editions that are likely to have been replaced."""
    among_papers = False
    for clause, words in inspected.own_words:
        if clause.kind is ClauseKind.HEADING:
            among_papers = bool(_LIST_HEADING.search(clause.text))
        listed = _is_listed(clause, among_papers=among_papers)
        if not (clause.kind.substantive or listed):
            continue  # a document's own version and date stand in its metadata
        patterns = (*_EDITIONS, _LISTED) if listed and not _LAW.search(words) else _EDITIONS
        for pattern in patterns:
            match = pattern.search(words)
            if match is None or int(match["year"]) >= _OLD or _MOVED_ON.search(words):
                continue
            start = _title_start(words, match.start())
            end = match.end() + words[match.end() :].startswith(")")
            yield inspected.defect(
                DefectKind.DATED_REFERENCE,
                clause,
                clause.start + start,
                clause.start + end,
                f"Cites an edition of {match['year']}: check which is the current one, "
                "or cite it without a date.",
            )
            break


def _is_listed(clause: Clause, *, among_papers: bool) -> bool:
    """Whether a line names a document that the protocol refers to."""
    if clause.kind is ClauseKind.HEADING:
        return False
    under = any(_LIST_HEADING.search(heading) for heading in clause.path)
    return clause.role == "background_paper" or under or among_papers


def _title_start(words: str, start: int) -> int:
    """Where the words before an edition begin that are likely to hold its title."""
    before = words[max(0, start - _TITLE) : start]
    cut = max(before.rfind(". "), before.rfind("; "))
    if cut >= 0:
        return start - len(before) + cut + 2
    if len(before) == _TITLE and " " in before:
        return start - len(before) + before.index(" ") + 1
    return start - len(before.lstrip())
