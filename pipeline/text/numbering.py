"""What number does a printed label stand for, and which clauses does a reference name?

A label can often be read in more than one way: "i)" is the ninth letter or the roman figure one,
"dd)" the thirtieth letter or the sixth of the Welsh alphabet. All readings are given; which one
holds is seen only from the labels around it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase

BULLETS = "•●▪■◦○‣·∙⁃*➢►▶>→✓✔❖☐□☑☒✗✘\u00a7\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076"
DASHES = "-–—−"


class NumberKind(StrEnum):
    """The series that a label counts in."""

    DECIMAL = "decimal"  # 2.3.1, A4, 4.1(b)
    NUMBER = "number"  # 1. (1) 1
    LETTER = "letter"  # a) (b) C.
    WELSH_LETTER = "welsh letter"  # a b c ch d dd
    ROMAN = "roman"  # i. (iv) X


NUMBERED = frozenset({NumberKind.NUMBER, NumberKind.DECIMAL})
LETTERED = frozenset({NumberKind.LETTER, NumberKind.WELSH_LETTER, NumberKind.ROMAN})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a label."""

    kind: NumberKind
    style: str  # how it is dressed: "(a)", "1.", "A."; labels of one list share it
    value: tuple[int, ...]  # (2, 3, 1) for 2.3.1; one figure for the other kinds


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A label as it stands in a text."""

    text: str
    start: int
    end: int
    readings: tuple[Reading, ...]  # the likelier first; never empty
    bare: bool = False  # a figure without a full stop or bracket, so perhaps no label at all


@dataclass(frozen=True, slots=True)
class Division:
    """A named part of a document: "Appendix A", "Part 2", "Atodiad 1"."""

    word: str  # in lower case: "appendix"
    number: str  # as printed: "A", "2", "Two"; empty for the only one: "Schedule"
    text: str  # as printed: "Appendix A"
    end: int  # where the words after it begin


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that send the reader to numbered clauses."""

    word: str  # in lower case and singular: "section", "appendix"; empty for "see 2.6 below"
    labels: tuple[str, ...]  # as printed: ("4.2(b)",); both ends of a range
    ranged: bool  # the labels are the first and last of a range
    elsewhere: bool  # names another text: "section 27 of the Localism Act"
    start: int
    end: int


_LABEL = re.compile(
    r"""
      (?P<coded>[A-Z]{2,5}[-/]?\d{1,2}(?:\.\d{1,2}){0,4}[.):]?(?=\s))
    | (?P<mixed>\d{1,2}(?:\.\d{1,2}){0,4}\.?
        (?:(?:\([a-z]{1,4}\)|\(\d{1,2}\)){1,3}|[a-z][.)]?)(?=\s))
    | (?P<decimal>[A-Z]?\d{1,2}(?:\.\d{1,2}){1,4}[.):]?(?=\s|$|[A-Z“"(])
        | [A-Z]\.?\d{1,2}(?:\.\d{1,2}){0,4}[.):]?(?=\s|$))
    | (?P<misread>(?=[\d.]{0,9}[lIO])[\dlIO]{1,2}(?:\.[\dlIO]{1,2}){1,4}\.?(?=\s))
    | (?P<number>\(\d{1,3}\)(?=\s|$|[A-Za-z])|\d{1,3}[.):](?=\s|$|[A-Za-z“"]|[-–—]\(\d)
        |(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)[.:)](?=\s)
        |\[\d{1,3}\](?=\s)|\u00a7\s?\d{1,3}\.?(?=\s)|\d{1,2}/(?=\s))
    | (?P<bare>\d{1,2}(?=\s{1,20}(?:[-–—]\s{1,9})?(?:[A-Z“"]|\((?:[a-z\d]{1,4}\)|[A-Z“"]))))
    | (?P<letters>\([A-Za-z]{1,5}\)(?=\s|$|[A-Z])|\[[a-z]{1,5}\](?=\s)|[A-Za-z]{1,5}[.):](?=\s|$))
    """,
    re.VERBOSE,
)
_WORD_LABEL = re.compile(  # "S.O. 12", "Rule 4:", "Principle Two -"
    r"(?P<word>s\.\s?o\.|s/?o|standing orders?|rules?|orders?|reg(?:ulation|\.)?|para(?:graph|\.)?"
    r"|clause|principle|article|section|point|pledge|promise|commitment|guideline"
    r"|stage|step|rheol|paragraff|egwyddor|erthygl|adran|cymal|cam)\s?"
    r"(?P<number>\d{1,3}(?:(?-i:[A-Z])\b)?|[ivx]{1,5}\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b"
    r"|nine\b|ten\b|(?-i:[A-Z])(?=[.:)\s]))[.:)]?(?=\s|$)",
    re.IGNORECASE,
)
_BARE_LETTERS = re.compile(r"[A-Za-np-z]|[ivx]{2,5}")  # "o" is a bullet
_MISREAD = str.maketrans("lIO", "110")  # what text recognition makes of figures
_ROMAN = re.compile(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})|c")
_ROMAN_FIGURES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WELSH_LETTERS = "a b c ch d dd e f ff g ng h i j l ll m n o p ph r rh s t th u w y"
_WELSH_ALPHABET = tuple(_WELSH_LETTERS.split())
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ALPHABET_LENGTH = 26

_DIVISION = re.compile(
    r"(?P<word>appendix|annex(?:e)?|schedule|part|section|chapter|article|step|stage|phase"
    r"|regulation|rule|principle|standing order"
    r"|atodiad|atodlen|rhan|adran|pennod|erthygl|cam)\s+"
    r"(?P<number>[A-Z]|\d{1,2}|[IVX]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"(?!\.\d|\s+(?:of|to|and|or|above|below|is|are|sets|must|shall|applies|and)\b)",
    re.IGNORECASE,
)

_ONLY_DIVISION = re.compile(
    r"(?P<word>appendix|annexe?|schedule|atodiad|atodlen)\s{0,3}(?=$|[:–—\t]|-\s)", re.IGNORECASE
)
_OF_ANOTHER = re.compile(
    r"(?:,? (?:and )?(?:part|section|schedule|appendix|annexe?|chapter) [\w.]{1,5}){1,3} (?:of"
    r"|to)\b",
    re.IGNORECASE,
)

_REFERENCE_LABEL = (
    r"(?:[A-Z]?\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?(?:\([a-z0-9]{1,4}\)){0,3}"
    r"|\([a-z]{1,4}\)|[A-Z](?:\d{1,2})?\b|[IVX]{1,5}\b)"
)
_REFERENCE = re.compile(
    r"\b(?P<word>paragraph|para\.?|section|sub-?section|sub-?paragraph|clause|article|rule|part"
    r"|appendix|appendice|annex|annexe|schedule|standing order|regulation|chapter"
    r"|paragraff|adran|atodiad|atodlen|rhan|cymal|erthygl)(?P<plural>s?)\s{1,3}(?:no\.?\s)?"
    rf"(?P<first>{_REFERENCE_LABEL})"
    rf"(?P<more>(?:,\s?{_REFERENCE_LABEL}){{0,8}})"
    rf"(?:\s?(?P<link>to|and|or|[-–&]|i|a|neu)\s?(?P<last>{_REFERENCE_LABEL}))?",
    re.IGNORECASE,
)
_BARE_REFERENCE = re.compile(
    r"\b(?:(?:see|under|in|at|to|with|by|of|and)\s)(?P<first>[A-Z]?\d{1,2}(?:\.\d{1,2}){1,4}(?:\([a-z]{1,4}\)){0,2})"
    r"(?=\s(?:above|below)\b|\)|[.;,])",
)
_OTHER_TEXT = re.compile(
    r"\s{0,2}(?:,?\s?(?:of|to|in|under|o)\s(?:the|that|its|our|your|a|Schedule|Part)?\s?"
    r"(?:[\w’'()&-]{1,30}\s){0,9}?(?:Acts?|Regulations|Orders?|Code|Measure|Constitution|Policy|Directive|Deddf)\b)",
)
_OTHER_TEXT_BEFORE = re.compile(r"(?:Act|Regulations|Order|Measure|Deddf)\s(?:\d{4})?,?\s?\(?$")


def read_label(text: str, start: int = 0) -> PrintedLabel | None:
    """Read the label at the start of a line.

    Args:
        text: The line.
        start: Where in the line the label should stand; white space there is not skipped.

    Returns:
        The label with all its readings, or None where no label stands.

    Example:
        >>> label = read_label("(i) keep minutes;")
        >>> [(reading.kind.value, reading.value) for reading in label.readings]
        [('letter', (9,)), ('welsh letter', (13,)), ('roman', (1,))]
    """
    match = _LABEL.match(text, start)
    if match is None:
        return None
    readings = _readings(match)
    if not readings:
        return None
    return PrintedLabel(
        match.group(0), match.start(), match.end(), readings, bare=match.lastgroup == "bare"
    )


def read_word_label(text: str, start: int = 0) -> PrintedLabel | None:
    """Read a label that is a word with a number, at the start of a clause.

    The words alone cannot tell "Rule 4. Members ..." from a reference or from a heading "Rule 4":
    that is for the caller to judge by what follows.

    Example:
        >>> read_word_label("S.O. 12 The Chairman keeps order.").text
        'S.O. 12'
    """
    match = _WORD_LABEL.match(text, start)
    if match is None or match["word"][0].islower():
        return None
    word, number = re.sub(r"[^a-z]", "", match["word"].lower()), match["number"]
    number = number.rstrip(ascii_uppercase) or number  # "Order 6A" stands after "Order 6"
    readings = []
    if len(number) > 1 or number.isdigit() or number.lower() in "ivx":
        value = _division_value(number)
        readings = [Reading(NumberKind.NUMBER, f"{word} 1", (value,))] if value else []
    if len(number) == 1 and number.isupper():
        readings.append(Reading(NumberKind.NUMBER, f"{word} A", (ord(number) - 64,)))
    if not readings:
        return None
    return PrintedLabel(match.group(0), match.start(), match.end(), tuple(readings))


def readings_of(label: str) -> tuple[Reading, ...]:
    """Read a label that the format keeps apart from the text, such as Word's.

    Returns:
        The readings of the whole label; empty for a bullet.

    Example:
        >>> readings_of("2.3")[0].value
        (2, 3)
        >>> readings_of("Section 4:")[0].value
        (4,)
        >>> readings_of("b")[0].value
        (2,)
    """
    label = label.strip()
    printed = read_label(f"{label} A")
    if printed is not None and printed.text == label:
        return printed.readings
    if _BARE_LETTERS.fullmatch(label):
        return _letter_readings(label)
    worded = read_word_label(label)
    if worded is not None and worded.text == label:
        return worded.readings
    division = whole_division(label)
    value = _division_value(division.number) if division else None
    return (
        (Reading(NumberKind.NUMBER, f"{division.word} 1", (value,)),) if division and value else ()
    )


def whole_division(label: str) -> Division | None:
    """Read a label that is nothing but the name of a part, such as "Section 4:"."""
    division = read_division(label)
    return division if division and not label[division.end :].strip(" .:-–—)") else None


def read_division(text: str) -> Division | None:
    """Read a heading's opening words that name a part of the document.

    Example:
        >>> read_division("Appendix B: Useful contacts").text
        'Appendix B'
        >>> read_division("Annex: Useful contacts").text
        'Annex'
        >>> read_division("Part of the council") is None
        True
    """
    match = _DIVISION.match(text)
    if match is None:
        only = _ONLY_DIVISION.match(text)
        return Division(only["word"].lower(), "", only["word"], only.end()) if only else None
    if match["number"].islower() and len(match["number"]) == 1:
        return None
    if _OF_ANOTHER.match(text, match.end()):
        return None  # "Part 4, Section C of the Constitution"
    return Division(match["word"].lower(), match["number"], match.group(0), match.end())


def roman_value(figures: str) -> int | None:
    """Value of a roman number up to 99, in either case; None where it is none.

    Example:
        >>> roman_value("xiv")
        14
    """
    figures = figures.lower()
    if not figures or not _ROMAN.fullmatch(figures):
        return None
    values = [_ROMAN_FIGURES[figure] for figure in figures]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def find_references(text: str) -> tuple[Reference, ...]:
    """Find the words that send a reader to numbered clauses or parts, in reading order.

    Example:
        >>> [(r.word, r.labels, r.ranged) for r in find_references("See paragraphs 3 to 5.")]
        [('paragraph', ('3', '5'), True)]
        >>> find_references("under section 27 of the Localism Act 2011")[0].elsewhere
        True
    """
    found = []
    for match in _REFERENCE.finditer(text):
        word = re.sub(r"^appendice$", "appendix", match["word"].lower())
        labels = [match["first"], *re.findall(_REFERENCE_LABEL, match["more"])]
        end = match.end("more")
        ranged = False
        if match["last"] is not None and (match["plural"] or match["link"] in {"to", "-", "–"}):
            labels.append(match["last"])
            ranged = match["link"].lower() in {"to", "-", "–", "i"}
            end = match.end()
        if word not in {"appendix", "annex", "annexe", "schedule", "part", "atodiad", "rhan"} and (
            match["first"].isalpha() and not roman_value(match["first"])
        ):
            continue  # "clause A councillor ...": no label
        elsewhere = _names_other_text(text, match.start(), end)
        found.append(Reference(word, tuple(labels), ranged, elsewhere, match.start(), end))
    taken = [(reference.start, reference.end) for reference in found]
    for match in _BARE_REFERENCE.finditer(text):
        start, end = match.span("first")
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            elsewhere = _names_other_text(text, start, end)
            found.append(Reference("", (match["first"],), False, elsewhere, start, end))
    return tuple(sorted(found, key=lambda reference: reference.start))


def _division_value(number: str) -> int | None:
    if number.isdigit():
        return int(number)
    if number.lower() in _NUMBER_WORDS:
        return _NUMBER_WORDS.index(number.lower()) + 1
    return roman_value(number) or (ord(number) - 64 if len(number) == 1 else None)


def _names_other_text(text: str, start: int, end: int) -> bool:
    """Whether the words around a reference name another text that it points into."""
    return bool(
        _OTHER_TEXT.match(text, end) or _OTHER_TEXT_BEFORE.search(text, max(0, start - 40), start)
    )


def _readings(match: re.Match[str]) -> tuple[Reading, ...]:
    printed = match.group(0)
    if match.lastgroup == "mixed":
        return _mixed_readings(printed)
    if match.lastgroup == "coded":
        return (_coded_reading(printed),)
    if match.lastgroup == "misread":
        return (_decimal_reading(printed.translate(_MISREAD)),)
    if match.lastgroup == "decimal":
        return (_decimal_reading(printed),)
    if match.lastgroup in {"number", "bare"}:
        return (_number_reading(printed),)
    return _letter_readings(printed)


def _decimal_reading(printed: str) -> Reading:
    parts = re.findall(r"[A-Z]|\d+", printed)
    value = tuple(ord(part) - 64 if part.isalpha() else int(part) for part in parts)
    if printed[0].isdigit() and len(value) == 2 and value[1] == 0:  # "3.0" heads section 3
        return Reading(NumberKind.NUMBER, "1.0", value[:1])
    return Reading(NumberKind.DECIMAL, "A1" if printed[0].isalpha() else "1", value)


def _coded_reading(printed: str) -> Reading:
    """Read "HR-3.1" or "GOV2": the code of a manual's part before the number."""
    code = printed.rstrip(".):0123456789")
    value = tuple(int(part) for part in re.findall(r"\d+", printed))
    kind = NumberKind.DECIMAL if len(value) > 1 else NumberKind.NUMBER
    return Reading(kind, f"{code}1", value)


def _number_reading(printed: str) -> Reading:
    if printed[0].isalpha():
        value = _NUMBER_WORDS.index(printed[:-1].lower()) + 1
        return Reading(NumberKind.NUMBER, f"one{printed[-1]}", (value,))
    style = re.sub(r"\d+", "1", printed).replace(":", ".").replace(" ", "")
    return Reading(NumberKind.NUMBER, style, (int(re.sub(r"\D", "", printed)),))


def _mixed_readings(printed: str) -> tuple[Reading, ...]:
    """Readings of "4(b)", "4.1(2)", "2(b)(i)" or "4a": decimals with parts dressed otherwise."""
    values: list[tuple[int, ...]] = [()]
    for part in re.findall(r"\d+|[a-z]+", printed):
        if part.isdigit():
            options = [int(part)]
        else:
            letter = ord(part) - 96 if len(part) == 1 else None
            misread = 1 if part == "l" else None
            options = [value for value in (letter, roman_value(part), misread) if value is not None]
        values = [(*value, option) for value in values for option in options]
    return tuple(Reading(NumberKind.DECIMAL, "mixed", value) for value in values)


def _letter_readings(printed: str) -> tuple[Reading, ...]:
    letters = re.sub(r"[^A-Za-z]", "", printed)
    if letters not in {letters.lower(), letters.upper()}:
        return ()
    style = printed.replace(letters, "A" if letters.isupper() else "a")
    low = letters.lower()
    readings = []
    if len(low) == 1:
        readings.append(Reading(NumberKind.LETTER, style, (ord(low) - 96,)))
    elif len(low) == 2 and low[0] == low[1]:
        position = ord(low[0]) - 96
        readings.append(Reading(NumberKind.LETTER, style, (_ALPHABET_LENGTH + position,)))
        readings.append(Reading(NumberKind.LETTER, style, (position,)))
    elif len(low) == 2 and low[0] == "a" and style[-1] in ")]":
        readings.append(Reading(NumberKind.LETTER, style, (_ALPHABET_LENGTH + ord(low[1]) - 96,)))
    if low in _WELSH_ALPHABET and printed[-1] in ")]":
        readings.append(Reading(NumberKind.WELSH_LETTER, style, (_WELSH_ALPHABET.index(low) + 1,)))
    roman = roman_value(low)
    if roman:
        readings.append(Reading(NumberKind.ROMAN, style, (roman,)))
    if letters in {"l", "I"} and printed == f"{letters}.":
        readings.append(Reading(NumberKind.NUMBER, "1.", (1,)))  # a misread figure
    return tuple(readings)
