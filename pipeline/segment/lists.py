"""Which paragraphs introduce a list, which are its items, and which stand as clauses?"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.model import ClauseKind
from pipeline.segment.looks import counts_on, is_list_label
from pipeline.segment.paragraphs import Paragraph
from pipeline.segment.wording import has_verb, is_sentence, is_title_case, words
from pipeline.text.numbering import LETTERED, NUMBERED, NumberKind

_OPEN_MARK = re.compile(r"[:;–—-]$")
_STOPPED = re.compile(r"[.!?;][\"”’')\]]{0,3}$")
_POINTS_BELOW = re.compile(
    r"\b(?:as follows|the following|following|these are|set out below|listed below|below"
    r"|fel a ganlyn|y canlynol|canlynol)\b[^.]{0,60}\.?$",
    re.IGNORECASE,
)
_AS_FOLLOWS = re.compile(r"\b(?:as follows|fel a ganlyn)[.:]?$", re.IGNORECASE)
_LAST_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_DEFINITION = re.compile(
    r"[“\"‘'][^”\"’']{1,60}[”\"’'],? (?:means|includes|refers|is|are|has|takes|ystyr|yw)\b"
)
_IN_THIS = re.compile(r"In (?:this|these|our) [\w ]{3,40}\W{0,2}$")
_SEMICOLON_END = re.compile(r"[;.](?:\s?and)?$")
_CLOSED_ITEM = re.compile(r";(?:\s?(?:and|or|a|neu))?$")
_ITEM_END = re.compile(r"[;,](?:\s?(?:and|or|a|neu))?$")

_FEWEST_NAMES = 2  # numbered names that make a list
_LONGEST_NAME = 8  # words


def mark_lists(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Decide the paragraphs still open: clause, list intro or list item.

    Args:
        paragraphs: In reading order, page furniture left out; headings, tables and lines about
            the document are decided.

    Returns:
        The same paragraphs, all decided.
    """
    walk = _Walk(list(paragraphs))
    for place in range(len(walk.paragraphs)):
        walk.decide(place)
    return tuple(walk.paragraphs)


class _Walk:
    """The paragraphs, and the intros in force at the present one."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.intros: list[Paragraph] = []
        self.after: ClauseKind | None = None  # what stands before the list: a heading or text
        self.lettered: set[tuple[NumberKind | None, str]] = (
            set()
        )  # series of clauses below a heading
        self.figures = 0  # of the decimals below an intro: 3 in 2.2.1
        self.counted = False  # numbers count items of the list below such words as "in this order:"
        self.numbers_head = any(
            paragraph.kind is ClauseKind.HEADING
            and paragraph.series is NumberKind.NUMBER
            and paragraph.depth == 1
            for paragraph in paragraphs
        )

    def decide(self, place: int) -> None:
        paragraph = self.paragraphs[place]
        if paragraph.kind is not None:
            if paragraph.kind is ClauseKind.HEADING:
                self.intros, self.after, self.counted = [], ClauseKind.HEADING, False
                self.lettered = set()
            return
        self._leave_lists(paragraph)
        if paragraph.label is None:
            self.after, self.counted = ClauseKind.CLAUSE, False
        if self._is_intro(place):
            kind = ClauseKind.LIST_INTRO
        elif paragraph.bullet is not None:
            kind = ClauseKind.LIST_ITEM
        elif paragraph.series in LETTERED:
            kind = self._lettered(paragraph)
        elif paragraph.series is NumberKind.NUMBER:
            kind = self._numbered(place)
        elif paragraph.series is NumberKind.DECIMAL:
            kind = self._decimal(paragraph)
        else:
            kind = self._unlabelled(place)
        decided = replace(paragraph, kind=kind)
        self.paragraphs[place] = decided
        if kind is ClauseKind.LIST_INTRO:
            if paragraph.label is None:
                self.intros, self.figures = [], 0
            self.intros.append(decided)

    def _leave_lists(self, paragraph: Paragraph) -> None:
        """Drop the intros whose lists have ended where this label stands."""
        while self.intros and _ends(self.intros[-1], paragraph):
            self.intros.pop()

    def _below(self, place: int) -> Paragraph | None:
        return self.paragraphs[place + 1] if place + 1 < len(self.paragraphs) else None

    # ------------------------------------------------------------ intros

    def _is_intro(self, place: int) -> bool:
        paragraph, below = self.paragraphs[place], self._below(place)
        text = paragraph.text
        open_below = below is not None and below.kind in {None, ClauseKind.TABLE_ROW}
        if (
            _AS_FOLLOWS.search(text[-40:])
            or text.endswith(":-")
            or (text.endswith(":") and open_below)
            or self._leads_on(place)
        ):
            return True
        if not self._opens_list(paragraph, below) or below is None:
            return False
        if paragraph.label is None and _CLOSED_ITEM.search(text):
            return False
        item = paragraph.bullet is not None or paragraph.series in LETTERED
        if _OPEN_MARK.search(text) and not (item and text.endswith(";")):
            return True
        both_bullets = paragraph.bullet is not None and below.bullet is not None
        if not _STOPPED.search(text) and (not both_bullets or text.endswith(":")):
            return True
        return _POINTS_BELOW.search(_LAST_SENTENCE.split(text)[-1][-400:]) is not None

    def _leads_on(self, place: int) -> bool:
        """Whether definitions, or items that have lost their bullets, follow without a colon."""
        paragraph, below = self.paragraphs[place], self._below(place)
        if below is None or below.kind is not None or below.label is not None:
            return False
        text = paragraph.text
        if _STOPPED.search(text):
            return False
        further = self.paragraphs[place + 2] if place + 2 < len(self.paragraphs) else None
        if _DEFINITION.match(below.text):
            return _IN_THIS.match(text) is not None
        return (
            (paragraph.label is not None or text.endswith(","))
            and further is not None
            and further.kind is None
            and further.label is None
            and _ITEM_END.search(below.text) is not None
            and below.text[:1].islower()
            and further.text[:1].islower()
        )

    def _opens_list(self, paragraph: Paragraph, below: Paragraph | None) -> bool:
        """Whether a list that belongs to the paragraph begins below it."""
        text = paragraph.text
        if below is None or below.kind is not None or below.label is None:
            return False
        leads_on = text.endswith((":", "–", "-")) or counts_on(paragraph, below)
        if not is_list_label(below) and not leads_on:
            return False
        if paragraph.bullet is not None:
            if not _OPEN_MARK.search(text):
                return False
            return not (below.bullet == paragraph.bullet and _nesting(below) <= _nesting(paragraph))
        if paragraph.reading is not None and below.reading is not None:
            alike = (paragraph.series, paragraph.reading.style) == (
                below.series,
                below.reading.style,
            )
            longer = paragraph.series is NumberKind.DECIMAL and len(below.reading.value) > len(
                paragraph.reading.value
            )
            if below.depth < paragraph.depth or (
                alike and below.depth <= paragraph.depth and not longer
            ):
                return False
        return True

    # ------------------------------------------------------------ items and clauses

    def _lettered(self, paragraph: Paragraph) -> ClauseKind:
        text = paragraph.text
        whole = (text.endswith(".") and len(words(text)) > 2) or len(words(text)) > 12
        series = (paragraph.series, paragraph.reading.style if paragraph.reading else "")
        goes_on = self.after is ClauseKind.HEADING or series in self.lettered
        if not self.intros and goes_on and whole:
            self.lettered.add(series)
            return ClauseKind.CLAUSE
        return ClauseKind.LIST_ITEM

    def _numbered(self, place: int) -> ClauseKind:
        paragraph = self.paragraphs[place]
        if not self.intros:
            return ClauseKind.LIST_ITEM if self._is_in_register(place) else ClauseKind.CLAUSE
        above = self.paragraphs[place - 1] if place else None
        first = paragraph.reading is not None and paragraph.reading.value == (1,)
        if first and above is not None and above.kind is ClauseKind.LIST_INTRO:
            self.counted = above.label is None and above.text.endswith(":")
        heads = self.numbers_head and paragraph.depth == 1 and not self.counted
        if paragraph.depth > 1 or (self.intros[-1].label is None and not heads):
            return ClauseKind.LIST_ITEM
        return ClauseKind.CLAUSE

    def _is_in_register(self, place: int) -> bool:
        """Whether a number stands before a mere name, as all others of its list do."""
        paragraph = self.paragraphs[place]
        first, last = place, place
        while first and _counts_alike(self.paragraphs[first - 1], paragraph):
            first -= 1
        while last + 1 < len(self.paragraphs) and _counts_alike(
            self.paragraphs[last + 1], paragraph
        ):
            last += 1
        names = self.paragraphs[first : last + 1]
        return len(names) >= _FEWEST_NAMES and all(map(_is_name, names))

    def _decimal(self, paragraph: Paragraph) -> ClauseKind:
        intro = self.intros[-1].reading if self.intros else None
        if (
            intro is not None
            and paragraph.reading is not None
            and intro.kind in NUMBERED
            and paragraph.reading.value[:-1] == intro.value
        ):
            return ClauseKind.LIST_ITEM
        size = len(paragraph.reading.value) if paragraph.reading else 0
        if (
            len(self.intros) == 1
            and self.intros[0].label is None
            and self.intros[0].text.endswith(":")
            and size >= self.figures
        ):
            self.figures = size
            return ClauseKind.LIST_ITEM  # "As a councillor:", 1.1, 1.2 ...
        self.intros = []
        ends_in_letter = re.search(r"\d.{0,6}\(?[ai][.)]$", paragraph.printed_label or "")
        self.after = ClauseKind.HEADING if ends_in_letter else ClauseKind.CLAUSE
        return ClauseKind.CLAUSE

    def _unlabelled(self, place: int) -> ClauseKind:
        """Tell a clause from an item whose bullet was lost."""
        paragraph = self.paragraphs[place]
        text = paragraph.text
        above = self.paragraphs[place - 1] if place else None
        in_list = above is not None and above.kind is ClauseKind.LIST_ITEM
        if above is not None and (
            (above.kind is ClauseKind.LIST_INTRO and not _STOPPED.search(above.text))
            or (above.kind is ClauseKind.LIST_ITEM and above.label is None)
        ):
            anew = above.text.endswith(".") and above.text[:1].islower() and text[:1].isupper()
            ended = in_list and anew  # a sentence after the list
            run = 0 if ended else self._run_of_items(place, first=not in_list)
            closes = paragraph.text.endswith((";", ".")) or paragraph.stranded
            if run >= 2 or (run and above.kind is ClauseKind.LIST_ITEM and closes):
                return ClauseKind.LIST_ITEM
        lost = text[:1].islower() or text[:1] == "("
        if in_list and lost and _CLOSED_ITEM.search(text):
            return ClauseKind.LIST_ITEM
        self.intros = []
        return ClauseKind.CLAUSE

    def _run_of_items(self, place: int, *, first: bool) -> int:
        """Number of paragraphs from here on that look like items whose bullets were lost."""
        run = takewhile(
            lambda k: (
                self.paragraphs[k].kind is None
                and self.paragraphs[k].label is None
                and _like_item(self.paragraphs[k], first=first and k == place)
            ),
            range(place, len(self.paragraphs)),
        )
        return sum(1 for _ in run)


def _like_item(paragraph: Paragraph, *, first: bool) -> bool:
    text = paragraph.text
    apart = paragraph.apart and not (first and not is_sentence(text))
    if text[:1] in "“\"‘'":
        return _DEFINITION.match(text) is not None and _SEMICOLON_END.search(text) is not None
    return (
        paragraph.stranded
        or _ITEM_END.search(text) is not None
        or text[:1].islower()
        or (not apart and len(words(text)) < 25 and not text.endswith(":"))
    )


def _counts_alike(paragraph: Paragraph, other: Paragraph) -> bool:
    return (
        paragraph.reading is not None
        and other.reading is not None
        and (paragraph.series, paragraph.reading.style) == (other.series, other.reading.style)
        and paragraph.kind in {None, ClauseKind.LIST_ITEM}
    )


def _is_name(paragraph: Paragraph) -> bool:
    """Whether a few words name somebody or something and say nothing: "2. Head of Parks"."""
    text = paragraph.text
    return (
        len(words(text)) <= _LONGEST_NAME
        and text[-1:].isalnum()
        and is_title_case(text)
        and not has_verb(text)
    )


def _ends(intro: Paragraph, paragraph: Paragraph) -> bool:
    """Whether the list below `intro` has ended where `paragraph` stands."""
    if intro.label is None or paragraph.label is None:
        return False
    if paragraph.bullet is None:
        if intro.bullet is None:
            return intro.depth >= paragraph.depth
        return paragraph.series in NUMBERED
    return intro.bullet == paragraph.bullet and _nesting(intro) >= _nesting(paragraph)


def _nesting(paragraph: Paragraph) -> float:
    """How far in a bullet stands: by its stated depth, else by its indent."""
    return paragraph.indent if paragraph.level is None else float(paragraph.level)
