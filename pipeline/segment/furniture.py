"""Which lines left in the text are page numbers, headers, footers, footnotes, menus, addresses?

Readers take most furniture out; text copied from a PDF, a scan or a web page still has it in the
middle of sentences.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import LineKind
from pipeline.segment.printed import Printed
from pipeline.segment.wording import (
    begins_anew,
    has_verb,
    is_sentence,
    is_title_case,
    names_title,
    words,
)
from pipeline.text.numbering import read_division, read_label

_PAGE_NUMBER = re.compile(
    r"[\s–—|\[-]{0,6}(?:(?:page|tudalen|p\.)\s{0,3})?\d{1,3}(?:\s{0,3}(?:of|o|/)\s{0,3}\d{1,3})?[\s–—|\]-]{0,6}",
    re.IGNORECASE,
)
_PAGE_AT_END = re.compile(
    r"\b(?:page|tudalen)\s{1,5}\d{1,3}(?:\s{0,3}(?:of|o|/)\s{0,3}\d{1,3})?\s{0,5}[|]?$",
    re.IGNORECASE,
)
_PAGE_SHORT = re.compile(r"[\s,|–—-]{1,6}p\.\s{0,3}\d{1,3}$")  # "Standing Orders, p. 2"
# as text recognition reads it: "Page | of 1", "Page l of 4"
_PAGE_MISREAD = re.compile(
    r"(?:page|tudalen)\s{1,5}[\dIl|!]{1,3}\s{0,3}(?:of|o|/)\s{0,3}[\dIl|!]{1,3}", re.IGNORECASE
)
_PAGE_AT_START = re.compile(
    r"(?:page|tudalen)\s{1,5}\d{1,3}(?:\s{0,3}(?:of|o|/)\s{0,3}\d{1,3})\b", re.IGNORECASE
)
_STRAY_BEFORE_LABEL = re.compile(
    r"(?:[-–—]\s{0,3})?\d{1,3}\s{1,9}(?:[-–—]\s{1,9})?(?=\d{1,2}(?:\.\d{1,2}){1,4}[.)]?\s+\S)"
)
_NUMBER_AT_END = re.compile(r"[\s|–—-]{1,6}(\d{1,3})$")
_OF_SITE = re.compile(
    r"(?:main )?menu|home|about(?: us)?|news|events|contact(?: us)?|councillors|meetings|agendas?"
    r"|minutes|policies|search(?: this site)?:?|skip to (?:main )?content|you are here:? .{0,80}"
    r"|share(?: this(?: page)?)?(?: on .{1,30}|: .{1,60})?|home\s?[>»›]\s?.{1,110}"
    r"|was this (?:page|information) (?:helpful|useful)\?.{0,40}"
    r"|tweet|facebook|twitter|x|instagram|youtube"
    r"|linkedin|whatsapp|print(?: this page)?|back to top|(?:accept |reject )?(?:all )?cookies"
    r"|cookie (?:policy|settings|notice)|privacy(?: policy| notice)?"
    r"|accessibility(?: statement)?|terms (?:and conditions|of use)|site ?map|log ?in|sign in"
    r"|subscribe|follow us.{0,30}|related (?:pages|links)|latest news|gallery"
    r"|(?:©|copyright).{0,80}|(?:website|site|page) (?:by|powered by|designed by) .{1,60}"
    r"|powered by .{1,60}|all rights reserved\.?",
    re.IGNORECASE,
)
_SURELY_OF_SITE = re.compile(
    r"skip to|you are here|share this|facebook|twitter|cookie|©|copyright|back to top"
    r"|\b(?:website|site|powered|designed) by\b|accessibility|sign in|log ?in|home\s?[>»›]"
    r"|was this (?:page|information)",
    re.IGNORECASE,
)
_BETWEEN_LINKS = re.compile(r"\s[|·•]\s")
_LINKS = 4  # lines that are a menu, whatever they say
_POSTCODE_AT_END = re.compile(r"(?:^|\s)[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}$")
_SENT_TO = re.compile(r"\b(?:to|at|address|cyfeiriad):$", re.IGNORECASE)
_OF_ADDRESS = re.compile(
    r"\b(?:Council|Road|Street|Lane|Way|Avenue|Close|Square|House|Hall|Offices?|Cottage|PO Box)\b"
)
_ADDRESS = 6  # lines of a postal address
_HEAD = 8  # lines at the top, where an address belongs to the letterhead
_TITLE_LINES = 4  # at the top, whose words a running header repeats
_FEWEST_REPEATED = 3  # of those words
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
    pages |= _web_page(lines, contents) | _postal_addresses(lines, contents)
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
        numbered = (
            _PAGE_NUMBER.fullmatch(text) or _PAGE_MISREAD.fullmatch(text)
        ) is not None and not is_label
        titled = is_title_case(text) and _PAGE_SHORT.search(text)
        if (
            numbered
            or titled
            or (_ends_in_page(text) and read_label(text) is None and not is_sentence(text))
        ):
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
    title = {word for line in lines[:_TITLE_LINES] for word in words(line.text.casefold())}
    found: set[int] = set()
    for i, line in enumerate(lines):
        if i < 3 or i in pages or i in contents or not _may_be_furniture(line):
            continue
        text = line.text
        if len(text) > 100 or text[-1] in ".:;," or has_verb(text) or read_label(text):
            continue
        beside = bool({i - 1, i + 1} & (pages | found))
        if not (beside or (_NUMBER_AT_END.search(text) and names_title(text))):
            continue
        above = next((lines[k].text for k in range(i - 1, -1, -1) if k not in pages), "")
        below = next((lines[k].text for k in range(i + 1, len(lines)) if k not in pages), "")
        cuts_sentence = (
            text[0].isupper()
            and (is_title_case(text) or names_title(text))
            and len(words(text)) > 1
            and below[:1].islower()
            and len(above) > 40
            and not re.search(r"[.:;!?]$", above)
        )
        own = words(text.casefold())
        repeats_title = len(own) >= _FEWEST_REPEATED and title.issuperset(own)
        repeated = counts[_key(text)] >= 2 or (repeats_title and i > _HEAD)
        if (beside and repeated and names_title(text)) or cuts_sentence:
            found.add(i)
    return found


def _web_page(lines: Sequence[Printed], contents: frozenset[int]) -> set[int]:
    """Menus and footers of a web page that was copied with its text."""
    found: set[int] = set()
    run: list[int] = []
    for i, line in enumerate(lines):
        parts = [part.strip() for part in _BETWEEN_LINKS.split(line.text)]
        of_site = [_OF_SITE.fullmatch(part) is not None for part in parts]
        links = all(of_site) or (sum(of_site) >= 2 and all(of_site[1:]))  # its name first
        if i not in contents and line.label is None and len(line.text) < 120 and links:
            run.append(i)
            continue
        found.update(run if _is_menu(lines, run) else ())
        run = []
    return found | set(run if _is_menu(lines, run) else ())


def _is_menu(lines: Sequence[Printed], run: Sequence[int]) -> bool:
    """Whether lines that may all be links are: "News" alone may be a heading."""
    return len(run) >= _LINKS or any(_SURELY_OF_SITE.search(lines[i].text) for i in run)


def _postal_addresses(lines: Sequence[Printed], contents: frozenset[int]) -> set[int]:
    """Lines of a postal address in the midst of the text, down to its postcode."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        if i < _HEAD or not _POSTCODE_AT_END.search(line.text) or len(words(line.text)) > 6:
            continue
        first = i
        while first > max(_HEAD, i - _ADDRESS) and _may_be_address(lines[first - 1]):
            first -= 1
        if i - first >= 2:
            found.update(k for k in range(first, i + 1) if k not in contents)
    for i, line in enumerate(lines):
        if i >= _HEAD and _SENT_TO.search(line.text[-40:]):
            end = i + 1
            while end < len(lines) and _is_address_line(lines, end, first=end == i + 1):
                end += 1
            if end - i > 2 and any(_OF_ADDRESS.search(each.text) for each in lines[i + 1 : end]):
                found.update(k for k in range(i + 1, end) if k not in contents)
    return found


def _is_address_line(lines: Sequence[Printed], i: int, *, first: bool) -> bool:
    return _may_be_address(lines[i]) and (first or not lines[i].apart)


def _may_be_address(line: Printed) -> bool:
    return (
        _may_be_furniture(line)
        and len(words(line.text)) <= 5
        and line.text[0].isalnum()
        and line.text[-1] not in ".:;?"
        and is_title_case(line.text)
        and read_label(line.text) is None
        and not has_verb(line.text)
    )


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
