"""Which lines left in the text are page numbers, running headers, footers or footnotes?

Readers take most furniture out; text copied from a PDF or a scan still has it in the middle of
sentences.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import LineKind
from pipeline.segment.printed import Printed
from pipeline.segment.wording import begins_anew, has_verb, is_sentence, names_title, words
from pipeline.text.numbering import read_division, read_label

_PAGE_NUMBER = re.compile(
    r"[\s–—|\[-]{0,6}(?:(?:page|tudalen|p\.)\s{0,3})?\d{1,3}(?:\s{0,3}(?:of|o|/)\s{0,3}\d{1,3})?[\s–—|\]-]{0,6}",
    re.IGNORECASE,
)
_PAGE_AT_END = re.compile(
    r"\b(?:page|tudalen)\s{1,5}\d{1,3}(?:\s{0,3}(?:of|o|/)\s{0,3}\d{1,3})?\s{0,5}[|]?$",
    re.IGNORECASE,
)
_PAGE_AT_START = re.compile(
    r"(?:page|tudalen)\s{1,5}\d{1,3}(?:\s{0,3}(?:of|o|/)\s{0,3}\d{1,3})\b", re.IGNORECASE
)
_STRAY_BEFORE_LABEL = re.compile(
    r"(?:[-–—]\s{0,3})?\d{1,3}\s{1,9}(?:[-–—]\s{1,9})?(?=\d{1,2}(?:\.\d{1,2}){1,4}[.)]?\s+\S)"
)
_NUMBER_AT_END = re.compile(r"[\s|–—-]{1,6}(\d{1,3})$")
_LONGEST_HEADER = 110  # characters
_NOTE_REACH = 6000  # characters back from a footnote to its mark


def furniture_lines(lines: Sequence[Printed], contents: frozenset[int]) -> frozenset[int]:
    """Find page numbers, repeated headers and footers, and footnotes.

    Args:
        lines: Lines in reading order.
        contents: Positions of the lines of tables of contents, which are left alone.

    Returns:
        Positions in `lines`.
    """
    pages = _page_numbers(lines, contents) | _repeated(lines, contents) | _counted(lines, contents)
    pages |= _beside_page_numbers(lines, contents, pages)
    return frozenset(pages | _footnotes(lines, contents | pages))


def stray_number(text: str) -> int:
    """Length of a page number printed before a label on its line ("- 2 - 2.3.3 Councillors ...").

    Returns:
        Characters up to the label; 0 where no such number stands.
    """
    match = _STRAY_BEFORE_LABEL.match(text)
    return match.end() if match else 0


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold()).strip()


def _may_be_furniture(line: Printed) -> bool:
    return line.kind is LineKind.TEXT and line.label is None


def _page_numbers(lines: Sequence[Printed], contents: frozenset[int]) -> set[int]:
    found = set()
    for i, line in enumerate(lines):
        if i in contents or not _may_be_furniture(line):
            continue
        text = line.text
        if not any(letter.isalnum() for letter in text):
            if len(text) > 2:
                found.add(i)  # a ruled line
            continue
        is_label = re.fullmatch(r"\d{1,2}[.)]", text)
        numbered = _PAGE_NUMBER.fullmatch(text) is not None and not is_label
        if numbered or (_ends_in_page(text) and read_label(text) is None and not is_sentence(text)):
            found.add(i)
    return found


def _ends_in_page(text: str) -> bool:
    return len(text) < 120 and bool(_PAGE_AT_END.search(text) or _PAGE_AT_START.match(text))


def _repeated(lines: Sequence[Printed], contents: frozenset[int]) -> set[int]:
    """Title-like lines printed three times or more, all but the first of them."""
    counts = Counter(
        _key(line.text)
        for i, line in enumerate(lines)
        if i not in contents and len(line.text) < _LONGEST_HEADER
    )
    found = set()
    seen: set[str] = set()
    for i, line in enumerate(lines):
        if i in contents:
            continue
        key = _key(line.text)
        if (
            counts[key] >= 3
            and _may_be_furniture(line)
            and read_label(line.text) is None
            and names_title(line.text)
            and not has_verb(line.text)
            and line.text[-1] not in ":;."
            and (i > 7 or key in seen)
        ):
            found.add(i)
        seen.add(key)
    return found


def _counted(lines: Sequence[Printed], contents: frozenset[int]) -> set[int]:
    """Footers without the word "page": the same few words with a number that counts up."""
    places: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        ending = _NUMBER_AT_END.search(line.text[-12:])
        if (
            ending
            and i not in contents
            and len(line.text) < _LONGEST_HEADER
            and _may_be_furniture(line)
            and read_label(line.text) is None
            and not has_verb(line.text)
        ):
            words_alone = line.text[: len(line.text) - len(ending[0])].casefold()
            places.setdefault(words_alone, []).append((i, int(ending[1])))
    return {
        i
        for words_alone, found in places.items()
        if len(found) >= 2
        and len(words(words_alone)) >= 2
        and read_division(lines[found[0][0]].text) is None
        and all(later[1] > earlier[1] for earlier, later in pairwise(found))
        for i, _ in found
    }


def _beside_page_numbers(
    lines: Sequence[Printed], contents: frozenset[int], pages: set[int]
) -> set[int]:
    """Running headers next to a page number, told by repetition or by the sentence they cut."""
    counts = Counter(_key(line.text) for line in lines if len(line.text) < _LONGEST_HEADER)
    found: set[int] = set()
    for i, line in enumerate(lines):
        if i < 3 or i in pages or i in contents or not _may_be_furniture(line):
            continue
        text = line.text
        if len(text) > 100 or text[-1] in ".:;," or has_verb(text) or read_label(text):
            continue
        if not ({i - 1, i + 1} & (pages | found)):
            continue
        above = next((lines[k].text for k in range(i - 1, -1, -1) if k not in pages), "")
        below = next((lines[k].text for k in range(i + 1, len(lines)) if k not in pages), "")
        cuts_sentence = (
            text[0].isupper()
            and len(words(text)) > 1
            and below[:1].islower()
            and len(above) > 40
            and not re.search(r"[.:;!?]$", above)
        )
        if (counts[_key(text)] >= 2 and names_title(text)) or cuts_sentence:
            found.add(i)
    return found


def _footnotes(lines: Sequence[Printed], taken: frozenset[int] | set[int]) -> set[int]:
    """Lines that begin with a bare figure whose mark stands in the text above."""
    found = set()
    above = ""
    for i, line in enumerate(lines):
        if i in taken:
            continue
        match = re.match(r"\[?(\d{1,2})\]?\s+\S", line.text)
        if match and line.label is None and begins_anew(line.text):
            label = read_label(line.text)
            bracketed = line.text[0] == "[" and f"[{match[1]}]" in above
            bare = (label is not None and label.bare) or re.match(
                r"\d{1,2}\s+(?:https?:|www)", line.text
            )
            marked = bare and re.search(rf"[a-z][.,;:)”\"’']{{0,2}}{match[1]}(?:\s|$)", above)
            if bracketed or marked:
                found.add(i)
                continue
        if re.match(r"[¹²³⁴⁵⁶⁷⁸⁹]\s?\S", line.text) and line.text[0] in above:
            found.add(i)
            continue
        above = (above + "\n" + line.text)[-_NOTE_REACH:]
    return found
