"""What is the document called?"""

import re
from collections.abc import Iterator

from pipeline.model import Document, LineKind
from pipeline.segment.facts.reading import Reading, Row
from pipeline.text.language import WELSH, language_of


def find_title(reading: Reading, council: str | None) -> tuple[str, int, int] | None:
    """Find the title as printed, without the council's name, with its span.

    A field ("Policy title: ...") comes first, then the lines at the top, of which those that name
    a kind of document and its subject, or stand in larger type, count most; failing those, a
    running header.

    Args:
        reading: The document.
        council: The council's name, where known.
    """
    field = _field(reading, council)
    if field:
        return field
    candidates = sorted(_candidates(reading, council), key=lambda item: (-item[0], item[2]))
    if not candidates:
        return None
    best = candidates[0]
    if language_of(best[1]) == WELSH:  # its English equivalent, as of the council's name
        best = next(
            (
                item
                for item in candidates
                if item[2] - best[3] <= _BESIDE
                and best[2] <= item[2]
                and language_of(item[1]) != WELSH
            ),
            best,
        )
    return best[1:]


_KIND = re.compile(
    r"\b(?:policy|policies|protocol|procedures?|code|standing orders|regulations|scheme"
    r"|terms of reference|strategy|statement|plan|charter|guidelines?|register|notice|assessment"
    r"|relationships?|relations|publication|delegation|rules|constitution|agreement|handbook"
    r"|guide|framework|concordat|understanding|memorandum"
    r"|polisi|protocol|cod|rheolau|canllaw\w*|gweithdrefn|cytundeb|perthynas|siarter)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:members?|councillors?|officers?|staff|employees?|aelod\w*|swyddog\w*|cynghor\w*|clerk)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:the |council |our )?(?:polic(?:y|ies)|documents?|procedures?|protocols?|polisi|guidance"
    r"|statement"
    r"|(?:policy|document) (?:number|no|ref|history|control|title|name|owner|statement)\b.*"
    r"|policies and procedures|document control.*|version control.*|statement of policy"
    r"|(?:index|list|schedule) of .*|related .*|linked .*|background .*)\W{0,60}$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^[^\w\n]{0,6}(?:(?:policy|document|protocol|procedure) )?(?:title|name)"
    r"(?: of (?:policy|document|protocol))?[ ]*[:|\t][ \t|]*(?P<title>[^\t|\n]{4,120})"
    r"|^[^\w\n]{0,6}(?:policy|protocol)[ ]*(?:\t|\|)[ \t|]*(?P<other>[A-Z][^\t|\n]{4,120})",
    re.IGNORECASE | re.MULTILINE,
)
_ENDS_TITLE = re.compile(
    r"\s{0,12}(?:[-|(,;:]\s{0,12})?(?:\b(?:adopted|approved|reviewed|agreed|ratified"
    r"|last reviewed|revised|confirmed|gone over|made (?=\d)"
    r"|amended|updated|version|mabwysiad\w{1,40}|cymeradw\w{1,40})\b|\bv\d|\bpage \d"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december) 20\d\d|\(?\b20\d\d\b\)?\W{0,60}$|\t|\|)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"^(?:adopted|approved|reviewed|agreed|ratified|made|confirmed) (?:by|at|on|in)\b"
    r"|\b(?:is|are|was|were|will|shall|has|have|should|must|may|can|sets out|applies|supersedes)\b",
    re.IGNORECASE,
)
_COUNCIL_FIRST = re.compile(
    r"(?:the )?[A-Z][\w'&.-]{0,40}(?: [\w'&.-]{1,40}){0,7}? "
    r"(?:Parish|Town|Community|City|Village"
    r"|Neighbourhood) Council(?:'s)?(?: {0,9}[-:,] {0,9}| {1,9})(?=\w)",
    re.IGNORECASE,
)
_COUNCIL_LAST = re.compile(
    r"(?: {0,9}[-:,] {0,9}(?:for |of )?| {1,9}(?:for|of"
    r"|at) )(?:the )?[A-Z][\w'&.-]{0,40}(?: [\w'&.-]{1,40}){0,5}? "
    r"(?:Parish|Town|Community|City|Village|Neighbourhood) Council\W{0,60}$",
    re.IGNORECASE,
)
_COUNCIL_ONLY = re.compile(
    r"(?:[\w'&.-]{1,40} ){0,8}(?:Parish|Town|Community|City|Village|Neighbourhood) Council\W{0,60}$"
    r"|Cyngor \w{1,40}(?: \w{1,40}){0,5} ?$",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\b(?:for|on|of|and|between|to|the|with|a|an|&|/|-|in)$", re.IGNORECASE)
_NOT_A_TITLE = re.compile(
    r"^signed\b|@|www\.|https?:|\b(?:tel|e-?mail|website|phone)\b|\.\.\.|\.$", re.I
)
_INITIALS = re.compile(r"[A-Z]{1,4}[PTC]C (?=[A-Z])")  # "LBPC Member/Officer Protocol"
_NUMBERED = re.compile(
    r"(?:see|section|part|article|clause|paragraph|para|regulation|rule|chapter)\b"
    r"(?: also| \w{1,4}\b)"
    r"|\d{1,2}(?:\.\d|[.)]? [A-Z])|\(?[a-z]\)|[-•] ",
    re.IGNORECASE,
)
_ANOTHER_CELL = re.compile(r" {0,9}[\t|]")
_BESIDE = 20  # characters between a title and the same in the other language
_FIRST = 4  # lines: so near the top a title needs no word for its kind
_TOP = 30  # lines with words that may hold the title
_MOST_WORDS = 16


def _field(reading: Reading, council: str | None) -> tuple[str, int, int] | None:
    for match in _FIELD.finditer(reading.text):
        group = "title" if match["title"] else "other"
        cut = _cut(match[group], council)
        if not cut or not re.search(r"[a-z]{3}", cut, re.IGNORECASE):
            continue
        # a row of several cells below the name of a column is no field: "Policy | Decide | Advise"
        named = group == "title" or not _ANOTHER_CELL.match(reading.text, match.end())
        if (named or _KIND.search(cut) or _SUBJECT.search(cut)) and not _is_a_heading_cell(cut):
            start = match.start(group) + match[group].find(cut)
            return cut, start, start + len(cut)
    return None


def _is_a_heading_cell(text: str) -> bool:
    return bool(re.match(r"(?:date|version|owner|author|adopted|reviewed)\b", text, re.IGNORECASE))


def _candidates(reading: Reading, council: str | None) -> Iterator[tuple[float, str, int, int]]:
    """Yield score, title and span of each line at the top that may be the title."""
    rows = [row for row in reading.rows if row.text.strip(" \t|#*-_=.")]
    body = [row for row in rows if row.start < reading.body_end][:_TOP]
    furniture = [row for row in rows if row.start >= reading.body_end][:10]
    large = _type_sizes(reading.document)
    for order, row in enumerate([*body, *furniture]):
        following = body[order + 1 : order + 3] if order < len(body) else []
        for taken in range(min(len(following), 2) + 1):
            lines = [row, *following[:taken]]
            if taken and not _continues(lines[-2], lines[-1]):
                break
            text = " ".join(line.text.strip(" \t#*|") for line in lines)
            title = _cut(_in_english(text), council)
            if not title or _GENERIC.match(title) or _is_something_else(title):
                continue
            score = _likeness(title, first=order < _FIRST and row in body)
            if score is None:
                continue
            score += 1.5 * large.get(reading.places[row.start], 0.0) if row in body else -1.0
            score -= 0.12 * order + (0.3 if taken == 2 else 0.0) - 0.4 * min(taken, 1)
            if order and row in body and _SUBTITLE.match(title):
                score -= 0.8
            yield score, *_place(reading.text, title, row.start, lines[-1].end)


# "Gweithio Gyda'n Gilydd / Working Together": one title in two languages, or two cells.
_TWO_LANGUAGES = re.compile(r" {0,3}(?: / |\t|\|) {0,3}")
# "A guide for councillors and staff", below a name.
_SUBTITLE = re.compile(
    r"an? (?:\w{1,12} )?(?:guide|handbook|note|leaflet|booklet|protocol|policy|code|charter"
    r"|agreement|statement|concordat)\b",
    re.IGNORECASE,
)


def _in_english(text: str) -> str:
    """Give the English part of a line that says the same in both languages, else the line."""
    parts = _TWO_LANGUAGES.split(text[:_LONGEST])
    if len(parts) == 2 and language_of(parts[0]) == WELSH and language_of(parts[1]) != WELSH:
        return parts[1]
    return text


def _place(text: str, title: str, start: int, end: int) -> tuple[str, int, int]:
    """Find where a title stands whose words may be parted by a line break."""
    words = r"[\s#*|]+".join(re.escape(word) for word in title.split())
    match = re.compile(words).search(text, start, end)
    return (title, *match.span()) if match else (title, start, end)


def _continues(line: Row, following: Row) -> bool:
    """Say whether a title goes on in the next line."""
    first, second = line.text.strip(" \t#*|"), following.text.strip(" \t#*|")
    if "\t" in first + second or _COUNCIL_ONLY.match(first) or _NOT_A_TITLE.search(first):
        return False
    if len(second.split()) > 9 or re.match(r"\d|\(?[a-z][.)]|[-•]", second):
        return False
    if _UNFINISHED.search(first) or second.lower().startswith(("for ", "on ", "of ", "between ")):
        return True
    if following.start - line.end > 1 or _GENERIC.match(first):
        return False
    both_upper = first.isupper() == second.isupper()
    whole = _KIND.search(first) and not _GENERIC.match(first)
    return both_upper and not whole and bool(_KIND.search(second)) and len(first.split()) < 9


_LONGEST = 400  # characters: a title, with all that may stand beside it in its line


def _cut(line: str, council: str | None) -> str:
    """Take from a line what is not title: the council, the date of adoption, a version."""
    text = line[:_LONGEST].strip(" \t#*|\"'")
    end = _ENDS_TITLE.search(text, 1)
    text = (text[: end.start()] if end else text).strip(" -|:,(\t\"'")
    text = _without(text, council)
    text = _INITIALS.sub("", text, count=1) if _INITIALS.match(text) else text
    without = _COUNCIL_FIRST.sub("", text, count=1) if _COUNCIL_FIRST.match(text) else text
    if not _KIND.search(without):
        without = text
    without = (
        _COUNCIL_LAST.sub("", without) if _KIND.search(_COUNCIL_LAST.sub("", without)) else without
    )
    return re.sub(
        r"^(?:appendix|annex|schedule) \w{1,2}\W+|^\d{1,2}[.)] +",
        "",
        without.strip(" -|:,"),
        flags=re.I,
    )


def _without(text: str, council: str | None) -> str:
    """Take a council's name from the beginning or the end of a line."""
    if not council:
        return text
    name = r"(?:the )?" + r"\s{1,60}".join(re.escape(word) for word in council.split())
    without = re.sub(
        rf"^{name}(?:'s)?(?: {{0,9}}[-:,] {{0,9}}| {{1,9}})(?=\w)"
        rf"|(?: {{0,9}}[-:,(] {{0,9}}| {{1,9}})(?:(?:for|of|at) )?{name}\W{{0,60}}$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return without if _KIND.search(without) or _SUBJECT.search(without) else text


def _likeness(title: str, *, first: bool) -> float | None:
    """Say how like a title a line is: by a kind of document and its subject; None: not at all.

    The first lines need no kind: "How we work together" is a title there.
    """
    kind, subject = bool(_KIND.search(title)), bool(_SUBJECT.search(title))
    if kind:
        return 2.0 if subject else 0.9
    named = first and not _COUNCIL_ONLY.match(title) and not re.search(r"\d", title)
    if named and (subject or re.search(r"\bwork(?:ing)?\b", title, re.IGNORECASE)):
        return 1.4
    return None


def _is_something_else(title: str) -> bool:
    return (
        title.count(" ") >= _MOST_WORDS
        or bool(_NOT_A_TITLE.search(title) or _NUMBERED.match(title))
        or bool(_SENTENCE.search(title))
        or title.endswith(("?", ";", ","))
        or (title.endswith(".") and title.count(" ") > 6)
    )


def _type_sizes(document: Document) -> dict[int, float]:
    """Say how far each line stands out, by where it begins: 0 for body text, 1 for a heading."""
    sizes = sorted(line.size for line in document.lines if line.size)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    result = {}
    for line in document.lines:
        stands_out = 0.0
        if line.kind is LineKind.HEADING:
            stands_out = 1.0 if (line.level or 1) <= 1 else 0.5
        elif line.size and usual and line.size > usual * 1.15:
            stands_out = min(1.0, (line.size / usual - 1) * 2)
        elif line.bold:
            stands_out = 0.3
        result[line.start] = stands_out
    return result
