"""What stands before the text begins: titles, dates, addresses, tables?"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import ClauseKind, LineKind
from pipeline.segment.looks import Emphasis, Looks, is_list_label, looks
from pipeline.segment.marks import (
    is_contact,
    is_dated_adoption,
    is_field,
    is_footnote,
    is_form_line,
    is_signature,
    lays_down_duty,
    names_adoption,
    names_council,
    opens_with_adoption,
)
from pipeline.segment.paragraphs import Paragraph
from pipeline.segment.wording import (
    DATE,
    has_verb,
    is_sentence,
    is_title_case,
    names_division,
    names_title,
    opens_with_question_word,
    opens_with_topic,
    words,
)
from pipeline.text.numbering import NumberKind

_SURE_HEADING = re.compile(
    r"(?:the )?(?:role of|introduction|purpose|background|scope|foreword|preamble|definitions"
    r"|document control|review history|version (?:control|history)|revision history|cyflwyniad"
    r"|cefndir|pwrpas|rhagair)\b",
    re.IGNORECASE,
)
_OWN_NAME = re.compile(r"\b(?:protocol|concordat|charter|policy)\b", re.IGNORECASE)
_OF_COUNCIL = re.compile(  # "Standing Orders of Penhallow Parish Council"
    r"\b(?:protocol|concordat|charter|policy|code|orders|regulations|scheme|procedure|rules) of\b",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?:This|These|Our) ", re.IGNORECASE)  # "This policy:" above its list
_WHY = re.compile(r"(?:Why|What|Pam|Beth)\b", re.IGNORECASE)
_TITLE_PARTICLE = re.compile(r"(?:of|for|by|and|on|between)", re.IGNORECASE)
_LONGEST_IN_CAPITALS = 8  # words of a heading
_LONGEST_SECTION = 10  # words of a heading with a number
_FEWEST_IN_CAPITALS = 2  # headings that show that capitals set them off
_RUN_IN_ROW = re.compile(r"[^\t]{2,50}\t[A-Z][^\t]{120}")


def mark_tables_and_notes(
    paragraphs: Sequence[Paragraph], emphasis: Emphasis
) -> tuple[Paragraph, ...]:
    """Decide table rows, which have tabs between their cells, and footnotes."""
    about = _control_rows(paragraphs)
    marked = []
    for place, paragraph in enumerate(paragraphs):
        tabbed = "\t" in paragraph.text
        if place in about:
            marked.append(replace(paragraph, kind=ClauseKind.METADATA, role="field"))
        elif tabbed and (is_form_line(paragraph.text) or _is_signed(paragraph.text.split("\t"))):
            role = "field" if is_field(paragraph.text) else "signature"
            marked.append(replace(paragraph, kind=ClauseKind.METADATA, role=role))
        elif paragraph.kind is not None:
            marked.append(paragraph)
        elif tabbed and not _is_labelled_line(paragraph, emphasis):
            marked.append(replace(paragraph, kind=ClauseKind.TABLE_ROW))
        elif paragraph.label is None and is_footnote(paragraph.text):
            marked.append(replace(paragraph, kind=ClauseKind.BOILERPLATE, role="footnote"))
        else:
            marked.append(paragraph)
    return tuple(marked)


def _is_signed(cells: Sequence[str]) -> bool:
    """Whether all cells of a row are places to sign: "Signed by the Mayor"."""
    return all(is_signature(cell.strip(), after_signature=False) for cell in cells)


def _control_rows(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Find the rows of tables that tell of the document: its owner, its versions, its dates."""
    found: set[int] = set()
    tables: list[list[int]] = []
    for place, paragraph in enumerate(paragraphs):
        if "\t" not in paragraph.text:
            continue
        if tables and tables[-1][-1] == place - 1:
            tables[-1].append(place)
        else:
            tables.append([place])
    for rows in tables:
        cells = [paragraphs[place].text.split("\t") for place in rows]
        named = sum(_names_field(row[0]) for row in cells)
        if named >= 0.5 * len(rows) or sum(map(_names_field, cells[0])) >= max(
            2, len(cells[0]) / 2
        ):
            found.update(
                place
                for place, row in zip(rows, cells, strict=True)
                if _names_field(row[0]) or not is_sentence(row[-1])
            )
    return frozenset(found)


def _names_field(cell: str) -> bool:
    return len(words(cell)) <= 5 and (is_field(f"{cell.rstrip(': ')}:") or names_adoption(cell))


def _is_labelled_line(paragraph: Paragraph, emphasis: Emphasis) -> bool:
    """Whether the tab only sets a page number, or a run-in heading, apart from the words."""
    cells = paragraph.text.split("\t")
    if paragraph.reading is None or len(cells) != 2:
        return False
    if re.fullmatch(r"\d{1,3}", cells[1]):
        return looks(replace(paragraph, text=cells[0]), emphasis) > Looks.NO
    return paragraph.series is NumberKind.DECIMAL and _RUN_IN_ROW.match(paragraph.text) is not None


def lift_numbers(paragraphs: Sequence[Paragraph], emphasis: Emphasis) -> tuple[Paragraph, ...]:
    """Let numbers below "A. HEADING" or "IV. HEADING" count as the first level.

    Such letters only group what is numbered, so 1, 2 and 3 below them are clauses and not items.
    """
    lifted = []
    below_letter = False
    for paragraph in paragraphs:
        label = paragraph.label
        if label is not None and label.reading is not None and label.depth == 1:
            below_letter = (
                paragraph.series in {NumberKind.LETTER, NumberKind.ROMAN}
                and label.text.strip("().[]").isupper()
                and looks(paragraph, emphasis) is Looks.PROBABLY
            )
        elif label is not None and label.reading is not None and below_letter:
            label = replace(label, depth=label.depth - 1)
        lifted.append(replace(paragraph, label=label))
    return tuple(lifted)


def mark_front_matter(paragraphs: Sequence[Paragraph], emphasis: Emphasis) -> tuple[Paragraph, ...]:
    """Decide the titles, dates and contacts above the first words of the text itself.

    Args:
        paragraphs: Paragraphs in reading order, page furniture left out.
        emphasis: How headings are set in this document.

    Returns:
        The same paragraphs; a heading directly above the first words is a heading, no title.
    """
    marked = list(paragraphs)
    body = next((k for k in range(len(marked)) if _begins_body(marked, k)), len(marked))
    head = [k for k in range(body) if marked[k].kind is None]
    titled = False
    for order, k in enumerate(head):
        paragraph = marked[k]
        below = marked[k + 1] if k + 1 < len(marked) else None
        text = paragraph.text
        if is_contact(text):
            marked[k] = replace(paragraph, kind=ClauseKind.BOILERPLATE, role="contact")
        elif is_field(text) or (names_adoption(text) and (DATE.search(text) or ":" in text)):
            marked[k] = replace(paragraph, kind=ClauseKind.METADATA, role="field")
        elif (text.endswith(":") or re.search(r"\bto$", text) or has_verb(text)) and is_list_label(
            below
        ):
            continue
        elif titled and k + 1 == body and _stands_over_sections(marked, k, emphasis):
            marked[k] = replace(paragraph, kind=ClauseKind.METADATA, role="title")
        elif (titled or order) and (
            _heads_body(paragraph, below, emphasis, titled=titled, last=order == len(head) - 1)
            or (titled and k + 1 == body and _follows_notes(marked, k, emphasis))
            or (titled and k + 1 == body and _in_capitals_as_others(marked, k, emphasis))
        ):
            marked[k] = replace(paragraph, kind=ClauseKind.HEADING)
        else:
            marked[k] = replace(paragraph, kind=ClauseKind.METADATA, role="title")
            titled = titled or not names_council(text) or _OF_COUNCIL.search(text) is not None
    return _with_address(marked, head)


def _begins_body(paragraphs: Sequence[Paragraph], k: int) -> bool:
    paragraph = paragraphs[k]
    text = paragraph.text
    if paragraph.role in {"toc", "footnote", "field"} or paragraph.kind is ClauseKind.TABLE_ROW:
        return False
    below = paragraphs[k + 1] if k + 1 < len(paragraphs) else None
    introduces = text.endswith(":") and (
        has_verb(text)
        or (is_list_label(below) and (len(words(text)) > 2 or _THIS.match(text) is not None))
    )
    if not (is_sentence(text) or paragraph.label or introduces):
        return False
    if is_contact(text) or is_field(text):
        return False
    if paragraph.reading is not None and is_sentence(text):
        return True
    return not (
        (is_dated_adoption(text) and len(text) < 140)
        or (opens_with_adoption(text) and not lays_down_duty(text))
    )


def _heads_body(
    paragraph: Paragraph,
    below: Paragraph | None,
    emphasis: Emphasis,
    *,
    titled: bool,
    last: bool,
) -> bool:
    text = paragraph.text
    if _SURE_HEADING.match(text) or names_division(text):
        return True
    asks_why = _WHY.match(text) is not None and below is not None and is_sentence(below.text)
    own_name = _OWN_NAME.search(text) is not None and not (titled and asks_why)
    topical = opens_with_topic(text) and not own_name
    if paragraph.format is LineKind.HEADING and topical and not names_title(text):
        return True
    if not last or paragraph.label or below is None or below.kind is not None:
        return False
    headlike = looks(paragraph, emphasis) is not Looks.NO and len(words(text)) < 12
    if not headlike or _TITLE_PARTICLE.fullmatch(text):
        return False
    return topical or (
        titled and below.label is None and not names_title(text) and not DATE.search(text)
    )


def _stands_over_sections(paragraphs: Sequence[Paragraph], k: int, emphasis: Emphasis) -> bool:
    """Whether a line above "1. Introduction" goes on with the title: no other section has one."""
    if paragraphs[k].label or _SURE_HEADING.match(paragraphs[k].text):
        return False
    numbered = [place for place in range(1, len(paragraphs)) if _heads_section(paragraphs[place])]
    if numbered[:1] != [k + 1]:
        return False
    return not any(
        paragraphs[place - 1].label is None
        and paragraphs[place - 1].kind is None
        and looks(paragraphs[place - 1], emphasis) > Looks.NO
        for place in numbered[1:]
    )


def _heads_section(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a number with a few words, and no sentence."""
    text = paragraph.text
    return (
        paragraph.series is NumberKind.NUMBER
        and paragraph.depth == 1
        and paragraph.kind is None
        and 0 < len(words(text)) <= _LONGEST_SECTION
        and not is_sentence(text)
        and text[-1] not in ":;,"
    )


def _follows_notes(paragraphs: Sequence[Paragraph], k: int, emphasis: Emphasis) -> bool:
    """Whether a heading stands below the contents or the date of adoption, where titles end."""
    paragraph, above = paragraphs[k], paragraphs[k - 1]
    text = paragraph.text
    if paragraph.label or looks(paragraph, emphasis) is Looks.NO or len(words(text)) >= 12:
        return False
    if above.role == "toc":
        return True
    named = names_title(text) and is_title_case(text) and not opens_with_question_word(text)
    dated = above.role == "field" and DATE.search(above.text) is not None
    return dated and not named and not names_council(text)


def _in_capitals_as_others(paragraphs: Sequence[Paragraph], k: int, emphasis: Emphasis) -> bool:
    """Whether a line below a title is set in capitals, as headings further on are."""
    text = paragraphs[k].text
    if names_title(text) or names_council(text) or len(words(text)) > _LONGEST_IN_CAPITALS:
        return False
    named = any(
        paragraph.role == "title" and names_title(paragraph.text) for paragraph in paragraphs
    )
    others = sum(
        paragraph.kind is None and paragraph.label is None and emphasis.in_capitals(paragraph.text)
        for paragraph in paragraphs[k + 1 :]
    )
    return named and emphasis.in_capitals(text) and others >= _FEWEST_IN_CAPITALS


def _with_address(marked: list[Paragraph], head: Sequence[int]) -> tuple[Paragraph, ...]:
    """Turn the lines of a letterhead, from the council's name to its postcode, to boilerplate."""
    contacts = [k for k in head if marked[k].role == "contact"]
    if not contacts:
        return tuple(marked)
    block = [k for k in head if k < contacts[0]]
    lines = [marked[k] for k in block]
    is_letterhead = (
        3 <= len(lines) <= 8
        and all(line.role == "title" and len(words(line.text)) <= 5 for line in lines)
        and not any(re.search(r"protocol|policy|code", line.text, re.IGNORECASE) for line in lines)
    )
    if is_letterhead:
        for position, k in enumerate(block):
            role = "letterhead" if position == 0 else "address"
            marked[k] = replace(marked[k], kind=ClauseKind.BOILERPLATE, role=role)
    return tuple(marked)
