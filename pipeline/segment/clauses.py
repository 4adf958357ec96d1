"""What are the clauses of a document?"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Audience, Clause, ClauseKind, Document, Line
from pipeline.segment.audience import Unit, audiences
from pipeline.segment.bilingual import with_pairs
from pipeline.segment.contents import contents_lines
from pipeline.segment.frontmatter import lift_numbers, mark_front_matter, mark_tables_and_notes
from pipeline.segment.furniture import furniture_lines
from pipeline.segment.headings import join_division_titles, mark_headings
from pipeline.segment.labels import solve_labels
from pipeline.segment.lists import mark_lists
from pipeline.segment.looks import emphasis_of
from pipeline.segment.paragraphs import Paragraph, join_lines
from pipeline.segment.printed import printed_lines
from pipeline.segment.quotations import quoted_paragraphs
from pipeline.segment.runin import split_run_in_headings
from pipeline.segment.tree import Place, places
from pipeline.segment.wording import halves
from pipeline.text.language import ENGLISH, WELSH, language_of

_LONGEST_HEADING = 120  # characters
_OTHER = {ENGLISH: WELSH, WELSH: ENGLISH}
_BINDING = {ClauseKind.CLAUSE, ClauseKind.LIST_INTRO, ClauseKind.LIST_ITEM}


def segment(document: Document) -> tuple[Clause, ...]:
    """Cut a document into its clauses.

    Args:
        document: As a reader made it; its layout is used where the reader knows it.

    Returns:
        Clauses in reading order, numbered from 1; headings, titles, contents lines and the like
        are among them with kinds of their own. Every character of the text other than white
        space lies in at most one clause. Empty for a document without text.
    """
    lines = printed_lines(document)
    contents = contents_lines(lines)
    furniture = furniture_lines(lines, contents)
    labels = solve_labels(lines, contents | furniture)
    paragraphs = join_lines(lines, labels, contents, furniture)
    decided = _decided(paragraphs, document.text)
    return _clauses(document, decided)


def _decided(paragraphs: Sequence[Paragraph], text: str) -> tuple[Paragraph, ...]:
    """Give every paragraph its kind; furniture inside a paragraph is left out."""
    emphasis = emphasis_of([paragraph for paragraph in paragraphs if paragraph.kind is None])
    pages = _outside([p for p in paragraphs if p.role == "page"], paragraphs)
    live: Sequence[Paragraph] = [p for p in paragraphs if p.role != "page"]
    live = mark_tables_and_notes(live, emphasis)
    live = lift_numbers(live, emphasis)
    live = join_division_titles(live, emphasis)
    live = mark_front_matter(live, emphasis)
    live = split_run_in_headings(live, text)
    live = mark_headings(live, emphasis)
    live = mark_lists(live)
    return tuple(sorted([*live, *pages], key=lambda paragraph: paragraph.start))


def _outside(pages: Sequence[Paragraph], paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Page numbers and headers that do not stand inside a paragraph broken over the page."""
    spans = sorted((p.start, p.end) for p in paragraphs if p.role != "page")
    kept = []
    position = 0
    for page in pages:
        while position < len(spans) and spans[position][1] <= page.start:
            position += 1
        if position == len(spans) or spans[position][0] >= page.end:
            kept.append(page)
    return kept


def _clauses(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[Clause, ...]:
    quoted = quoted_paragraphs(paragraphs)
    languages = _languages(paragraphs)
    recognised = [line for line in document.lines if line.confidence is not None]
    found = places(paragraphs)
    bound = _audiences(paragraphs, found)
    clauses: list[Clause] = []
    for i, (paragraph, place) in enumerate(zip(paragraphs, found, strict=True)):
        kind = paragraph.kind or ClauseKind.CLAUSE
        text = _spaced(paragraph.text)
        intro = clauses[place.intro] if place.intro is not None else None
        clauses.append(
            Clause(
                doc=document.doc,
                n=i + 1,
                label=paragraph.printed_label,
                address=place.address,
                path=place.path,
                kind=kind,
                text=text if kind is not ClauseKind.TABLE_ROW else paragraph.text.strip(),
                start=paragraph.start,
                end=paragraph.end,
                page=paragraph.page,
                bbox=paragraph.bbox,
                audience=bound[i],
                language=languages[i],
                quoted=i in quoted,
                role=paragraph.role,
                intro=intro.text if intro else None,
                confidence=_confidence(recognised, paragraph.start, paragraph.end),
                label_rivals=paragraph.label_rivals,
            )
        )
    return with_pairs(clauses)


def _audiences(paragraphs: Sequence[Paragraph], found: Sequence[Place]) -> tuple[Audience, ...]:
    """Whom each paragraph binds."""
    headings: dict[str, str] = {}  # as paths name them, and without their labels
    units = []
    for paragraph, place in zip(paragraphs, found, strict=True):
        text = _spaced(paragraph.text)
        if paragraph.kind is ClauseKind.HEADING:
            headings[" ".join(filter(None, (paragraph.printed_label, text)))] = text
        above = tuple(headings[name] for name in place.path if name in headings)
        binding = paragraph.kind is None or paragraph.kind in _BINDING
        units.append(Unit(text, above, place.intro, binding))
    titles = [paragraph.text for paragraph in paragraphs if paragraph.role == "title"]
    return audiences(units, titles)


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _confidence(recognised: Sequence[Line], start: int, end: int) -> float | None:
    """How sure text recognition was of a clause, each of its lines weighing by its length."""
    first = bisect_right(recognised, start, key=lambda line: line.end)
    total = weighed = 0.0
    for line in recognised[first:]:
        if line.start >= end:
            break
        shared = min(line.end, end) - max(line.start, start)
        total += shared
        weighed += shared * (line.confidence or 0.0)
    return round(weighed / total, 3) if total else None


def _languages(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Language of each paragraph; where its words do not tell, that of its neighbours."""
    own = [_language(paragraph.text) for paragraph in paragraphs]
    for i, (first, second) in enumerate(pairwise(paragraphs)):
        told = own[i]
        translates = second.reading is not None and second.printed_label == first.printed_label
        if own[i + 1] is None and told is not None and translates:
            own[i + 1] = _OTHER[told]
    filled = list(own)
    for i, language in enumerate(own):
        if language is not None:
            continue
        before = next((own[k] for k in range(i - 1, -1, -1) if own[k]), None)
        after = next((own[k] for k in range(i + 1, len(own)) if own[k]), None)
        if paragraphs[i].kind is ClauseKind.HEADING:
            filled[i] = after or before
        else:
            filled[i] = before or after
    return [language or ENGLISH for language in filled]


def _language(text: str) -> str | None:
    """The language of a text; of a line in two languages, the one that stands first."""
    sides = halves(text) if len(text) < _LONGEST_HEADING else None
    first, second = map(language_of, sides) if sides else (None, None)
    return first if first and second and first != second else language_of(text)
