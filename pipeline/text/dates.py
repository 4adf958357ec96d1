"""Which dates stand in a text, as councils print them?

Dates are read day first; a date with the month first is taken only where day first is impossible.
Precision is kept: "May 2024" is a month and never becomes a day. English and Welsh month names,
days and years in words ("the sixth day of June nineteen hundred and ninety-nine"), ordinals split
from their number ("20 th"), dates broken over a line and digits that recognition took for letters
("2O21", "l4th") are read where they stand, so spans are those of the text given.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from pipeline.model import PartialDate


class DateForm(StrEnum):
    """How a date was written: some forms need close company before they are believed."""

    FULL = "full"  # a day, or a month by name
    DOTTED = "dotted"  # "4.1.12": clause numbers look the same
    NUMERIC_MONTH = "numeric_month"  # "05/2025", "2025-05"
    SHORT_MONTH = "short_month"  # "05/25": minute numbers look the same
    NAMED_SHORT_MONTH = "named_short_month"  # "May 25": a day of May looks the same
    PERIOD = "period"  # a quarter, a municipal year, an annual meeting
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands."""

    date: PartialDate
    start: int
    end: int
    form: DateForm
    flags: tuple[str, ...] = ()  # "us_order", "impossible_date"


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Find the dates in a text.

    Args:
        text: Any text; line breaks may stand inside a date.

    Returns:
        The dates in reading order, none overlapping. Where several readings compete, the most
        precise form wins: "12 May 2021" is one date, not also the month "May 2021".

    Example:
        >>> [str(found.date) for found in find_dates("Adopted 3/4/24, to be reviewed May 2027")]
        ['2024-04-03', '2027-05']
    """
    plain = even(text)
    taken = bytearray(len(plain))
    found: list[FoundDate] = []
    spans = _spans_with_numbers(plain)
    for pattern, form, read in _GRAMMAR:
        for span in spans:
            for match in pattern.finditer(plain, *span):
                start, end = match.span()
                if any(taken[start:end]):
                    continue
                reading = read(match.groupdict())
                if reading is None:
                    continue
                value, flags = reading
                found.append(FoundDate(value, start, end, form, flags))
                taken[start:end] = b"\1" * (end - start)
    return tuple(sorted(found, key=lambda item: item.start))


def even(text: str) -> str:
    """Replace typographic characters by plain ones, each by one, so that places stay the same.

    Example:
        >>> even("12–05–2021, the council’s")
        "12-05-2021, the council's"
    """
    return _NOT_ASCII.sub(lambda match: _plain_character(match.group()), text)


def first_day(value: PartialDate) -> date:
    """Give the first day that a partial date may mean."""
    return date(value.year, value.month or 1, value.day or 1)


def last_day(value: PartialDate) -> date:
    """Give the last day that a partial date may mean: a month ends with its last day.

    Example:
        >>> last_day(PartialDate(2024, 2)).isoformat()
        '2024-02-29'
    """
    month = value.month or 12
    return date(value.year, month, value.day or calendar.monthrange(value.year, month)[1])


def plus_months(value: PartialDate, months: int) -> PartialDate:
    """Add months, keeping the precision of the date; a year takes whole years only.

    Example:
        >>> str(plus_months(PartialDate(2024, 2, 29), 12))
        '2025-02-28'
    """
    year, month = divmod(value.year * 12 + (value.month or 1) - 1 + months, 12)
    if value.month is None:
        return PartialDate(year)
    if value.day is None:
        return PartialDate(year, month + 1)
    return PartialDate(year, month + 1, min(value.day, calendar.monthrange(year, month + 1)[1]))


def _spans_with_numbers(text: str) -> list[tuple[int, int]]:
    """Give the parts of a text that may hold a date: some way before and behind each number.

    Parts begin and end at white space, and near ones are one, so that no date is cut.
    """
    spans: list[tuple[int, int]] = []
    for match in _NUMBER.finditer(text):
        if spans and match.end() <= spans[-1][1] - _MARGIN // 2:
            continue
        start = max(0, match.start() - _MARGIN)
        while start and not text[start - 1].isspace() and match.start() - start < 2 * _MARGIN:
            start -= 1
        end = min(len(text), match.end() + _MARGIN)
        while end < len(text) and not text[end].isspace() and end - match.end() < 2 * _MARGIN:
            end += 1
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


# Every date has a year: in words, or of two digits at least, one of which recognition may have
# misread.
_NUMBER = re.compile(
    r"\d[\doil|sbz]|[oil|z]\d|\b(?:two\s{1,2}thousand|twenty|nineteen|dwy\s{1,2}fil)\b",
    re.IGNORECASE,
)
_MARGIN = 100  # characters: no date is longer

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PLAIN = {
    **dict.fromkeys("‘’‛′`´", "'"),
    **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("‐‑‒–—―−\ufffd", "-"),
}


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


_MONTH_NAMES = (
    "january jan ionawr",
    "february feb chwefror gwefror",
    "march mar mawrth fawrth",
    "april apr ebrill",
    "may mai fai",
    "june jun mehefin fehefin",
    "july jul gorffennaf orffennaf ngorffennaf",
    "august aug awst",
    "september sept sep medi fedi",
    "october oct hydref",
    "november nov tachwedd dachwedd nhachwedd",
    "december dec rhagfyr ragfyr",
)
MONTHS = {
    name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()
}
_ORDINAL_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
    "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth",
    "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip
_WELSH_ORDINAL_WORDS = (
    "cyntaf", "ail", "trydydd", "pedwerydd", "pumed", "chweched", "seithfed", "wythfed", "nawfed",
    "degfed", "unfed ar ddeg", "deuddegfed", "trydydd ar ddeg", "pedwerydd ar ddeg", "pymthegfed",
    "unfed ar bymtheg", "ail ar bymtheg", "deunawfed", "pedwerydd ar bymtheg", "ugeinfed",
    "unfed ar hugain", "ail ar hugain", "trydydd ar hugain", "pedwerydd ar hugain",
    "pumed ar hugain", "chweched ar hugain", "seithfed ar hugain", "wythfed ar hugain",
    "nawfed ar hugain", "degfed ar hugain", "unfed ar ddeg ar hugain",
)  # fmt: skip
_DAY_WORDS = {
    word.replace("-", " "): number
    for words in (_ORDINAL_WORDS, _WELSH_ORDINAL_WORDS)
    for number, word in enumerate(words, start=1)
}
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WELSH_UNITS = ("un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw")
# Numbers below a hundred; a hyphen or a space parts their words.
_BELOW_HUNDRED = {
    **{word: number for number, word in enumerate((*_UNITS, *_TEENS), start=1)},
    **{word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
    **{
        f"{ten} {unit}": 10 * tens + number
        for tens, ten in enumerate(_TENS, start=2)
        for number, unit in enumerate(_UNITS, start=1)
    },
    **{f"oh {unit}": number for number, unit in enumerate(_UNITS, start=1)},
    **{word: number for number, word in enumerate((*_WELSH_UNITS, "deg"), start=1)},
    "ugain": 20,
    **{
        f"{ten} {deg}{unit and ' ' + unit}": 10 * tens + number
        for tens, ten in enumerate(_WELSH_UNITS[:6], start=1)
        for deg in ("deg", "ddeg")
        for number, unit in enumerate(("", *_WELSH_UNITS))
    },
}
_QUARTER_WORDS = {
    word: number
    for number, words in enumerate(("first 1st", "second 2nd", "third 3rd", "fourth 4th"), start=1)
    for word in words.split()
}


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _spoken(words: Iterable[str]) -> str:
    """Make a pattern for numbers in words: "twenty-first", "twenty first", broken over a line."""
    return _longest_first(words).replace(" ", r"[\s-]{1,2}")


# Pieces of the grammar. Letters that recognition confuses with digits are taken as digits, but
# only beside a real digit or an ordinal ending.
MONTH = rf"(?P<month>{_longest_first(MONTHS)})(?![a-z])\.?"
_GAP = r"[ \t]{0,3}"
_ROOM = " {0,2}"
_BREAK = r"[ \t]{0,3}(?:\n[ \t]{0,3})?"
_WHOLE_YEAR = r"(?:19[6-9]\d|[2z][0o][0-6l|iz][\doil|sbz])"
_YEAR = rf"(?P<year>{_WHOLE_YEAR}(?!\d))"
_SPLIT_YEAR = (
    r"(?P<split_year>(?:20 |2 0)[0-3]\d(?!\d|[/:.]\d))"  # as recognition parts it: "14 May 20 24"
)
_YEAR_IN_WORDS = (
    r"(?P<century>two\s{1,2}thousand|twenty(?:\s{1,2}hundred)?|nineteen(?:\s{1,2}hundred)?"
    r"|dwy\s{1,2}fil)"
    rf"(?:(?:\s{{1,2}}(?:and|a|ac))?[\s-]{{1,2}}(?P<in_century>{_spoken(_BELOW_HUNDRED)}))?(?![\w-])"
)
_IN_THE_YEAR = r"(?:(?:in|of)\s{1,2}(?:the\s{1,2})?year\s{1,2}(?:of\s{1,2}our\s{1,2}lord\s{1,2})?)"
_FILLED_IN = r"(?!_|\.{2}|…)"  # "May 20__" waits for its year
_SHORT_YEAR = rf"(?P<year>'?\d\d(?![\d/:]){_FILLED_IN})"
_DAY = r"(?P<day>[0-3]?\d|[0o][1-9]|[12][lio|sbz]|[li|z][\doli|]|3[oil|])"
_ENGLISH_ORDINAL = r"(?:[.,]?\s{0,2}(?:st|nd|rd|th)(?![a-z])\.?)"
_WELSH_ORDINAL = r"(?:af|ail|il|ydd|edd|fed|eg|ain|ed)(?![a-z])"
_ORDINAL_DAY = (
    rf"(?:(?P<day>[0-3]?\d|[12][lio|sbz]|[li|][\doli|]?|z\d|3[oil|])(?:{_ENGLISH_ORDINAL}|{_WELSH_ORDINAL})"
    rf"|(?P<day_word>{_spoken(_DAY_WORDS)}))"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_OF = r"(?:(?:day\s{1,2})?of\s{1,2}(?:the\s{1,2}month\s{1,2}of\s{1,2})?|(?<=\s)o\s{1,2})"
_SEASON = r"(?:spring|summer|autumn|winter|gwanwyn|haf|hydref|gaeaf)"
_NOT_BEFORE = r"(?<![\w/£#])(?<![^.]\.)"  # dots may lead to a value: "Adopted ....14/5/24"

_Reading = tuple[PartialDate, tuple[str, ...]] | None
_Groups = dict[str, str | None]


def _digits(printed: str) -> int:
    return int(printed.lower().strip("'").translate(_AS_DIGITS))


# What recognition makes of a digit.
_AS_DIGITS = str.maketrans("il|osbz", "1110582")


def _year(groups: _Groups) -> int:
    if groups.get("century"):
        return _year_in_words(groups)
    year = _digits(groups["year"] or "0")
    return year + 2000 if year < 100 else year


def _year_in_words(groups: _Groups) -> int:
    """Give the year in words; 0 where the words are another number, such as "twenty"."""
    century = groups["century"] or ""
    rest = _BELOW_HUNDRED[_evenly(groups["in_century"] or "")] if groups["in_century"] else 0
    if not century.lower().startswith(("two", "dwy")) and rest < 10 and "hundred" not in century:
        rest = rest if rest and (groups["in_century"] or "").lower().startswith("oh") else -1
    year = (1900 if century.lower().startswith("nine") else 2000) + rest
    return year if rest >= 0 and _FIRST_YEAR <= year <= _LAST_YEAR else 0


def _evenly(words: str) -> str:
    return re.sub(r"[\s-]+", " ", words.lower())


_FIRST_YEAR, _LAST_YEAR = 1960, 2069  # as of years in figures: no council's document is older


def _any_year(groups: _Groups) -> str | None:
    """Give the year as printed: whole, parted, or of two digits."""
    return groups["year"] or (groups["split_year"] or "").replace(" ", "") or groups["short_year"]


def _read_day(groups: _Groups) -> _Reading:
    """Read day, month and year; an impossible day leaves the month, flagged."""
    year = _year(groups)
    if not year and groups.get("century"):
        return None
    word = groups.get("day_word")
    day = _DAY_WORDS[_evenly(word)] if word else _digits(groups["day"] or "0")
    name = groups.get("month")
    month = MONTHS[name.lower()] if name else _digits(groups["month_number"] or "0")
    flags: tuple[str, ...] = ()
    if month > 12 >= day:
        month, day = day, month
        flags = ("us_order",)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if day > calendar.monthrange(year, month)[1]:
        return PartialDate(year, month), (*flags, "impossible_date")
    return PartialDate(year, month, day), flags


def _is_one_month(groups: _Groups) -> bool:
    """Say whether two names are those of one month, in English and in Welsh."""
    names = (groups["month"] or "").lower(), (groups["other_month"] or "").lower()
    return MONTHS[names[0]] == MONTHS[names[1]]


def _read_month(groups: _Groups) -> _Reading:
    name = groups.get("month")
    month = MONTHS[name.lower()] if name else _digits(groups["month_number"] or "0")
    year = _year(groups)
    if not year and groups.get("century"):
        return None
    return (PartialDate(year, month), ()) if 1 <= month <= 12 else None


def _read_year(groups: _Groups) -> _Reading:
    year = _year(groups)
    return (PartialDate(year), ()) if year or not groups.get("century") else None


def _read_quarter(groups: _Groups) -> _Reading:
    """Read a calendar quarter as its last day."""
    number, word = groups["quarter"], groups["quarter_word"]
    month = 3 * (int(number) if number else _QUARTER_WORDS[(word or "first").lower()])
    year = _year(groups)
    return PartialDate(year, month, calendar.monthrange(year, month)[1]), ()


def _read_municipal_year(groups: _Groups) -> _Reading:
    """Read "2026/27" as the May in which that council year ends."""
    year, following = _year(groups), int(groups["following"] or "0") % 100
    return (PartialDate(year + 1, 5), ()) if following == (year + 1) % 100 else None


def _read_annual_meeting(groups: _Groups) -> _Reading:
    """Read "AGM 2027" as May, when parish and town councils must hold it."""
    return PartialDate(_year(groups), 5), ()


def _rule(
    pattern: str, form: DateForm, read: Callable[[_Groups], _Reading]
) -> tuple[re.Pattern[str], DateForm, Callable[[_Groups], _Reading]]:
    return re.compile(pattern, re.IGNORECASE), form, read


_NUMBER_DAY = r"(?P<day>[0-3]?\d|[0-3o][\doil|]|[il|][\doil|])"
_NUMBER_MONTH = r"(?P<month_number>[0-3]?\d|[01o][\doil|]|[il|][0-2oil|])"
_ANY_YEAR = rf"(?P<year>{_WHOLE_YEAR}(?!\d)|\d\d(?!\d|[a-z]\d){_FILLED_IN})"
_ANNUAL_MEETING = (
    r"(?:agm|acm|apcm|annual (?:(?:general|council|parish|town|community|statutory) ){0,3}meeting)"
)

# From the most to the least precise: what one rule takes, later ones leave alone.
_GRAMMAR = (
    _rule(
        rf"{_NOT_BEFORE}(?P<year>20\d\d)(?P<s>[-/.])(?P<month_number>\d\d)(?P=s)(?P<day>\d\d)(?!\d)",
        DateForm.FULL,
        _read_day,
    ),
    _rule(
        rf"{_NOT_BEFORE}{_NUMBER_DAY}{_ROOM}(?P<s>[/-]){_ROOM}{_NUMBER_MONTH}{_ROOM}(?P=s){_ROOM}{_ANY_YEAR}"
        r"(?!/ ?[^\WA-Za-z]|\.\d)",
        DateForm.FULL,
        _read_day,
    ),
    _rule(
        rf"{_NOT_BEFORE}{_NUMBER_DAY}{_ROOM}\.{_ROOM}{_NUMBER_MONTH}{_ROOM}\.{_ROOM}{_ANY_YEAR}(?![/]|\.\d)",
        DateForm.DOTTED,
        _read_day,
    ),
    _rule(
        r"(?<![\w/.,])(?P<day>\d{1,2}),(?P<month_number>\d\d),(?P<year>20[0-4]\d)(?!\d)",
        DateForm.FULL,
        _read_day,
    ),
    _rule(
        r"(?<![\w/.])(?P<day>\d\d) (?P<month_number>\d\d) (?P<year>20[0-4]\d)(?!\d)",
        DateForm.FULL,
        _read_day,
    ),
    _rule(  # sixth day of June, nineteen hundred and ninety-nine; 6 June twenty twenty-four
        rf"(?<![\w/])(?<![^.]\.)(?:{_ORDINAL_DAY}|{_DAY.replace('day', 'day_number')})[,.]?{_BREAK}"
        rf"(?:{_WEEKDAY},?{_BREAK})?{_OF}?{_BREAK}{MONTH}{_BREAK}[,.]?{_BREAK}{_IN_THE_YEAR}?{_BREAK}"
        rf"{_YEAR_IN_WORDS}",
        DateForm.FULL,
        lambda groups: _read_day({**groups, "day": groups["day"] or groups["day_number"]}),
    ),
    _rule(  # June the sixth, twenty twenty-four
        rf"(?<![a-z]){MONTH}{_GAP}(?:the )?{_ORDINAL_DAY},?{_BREAK}{_IN_THE_YEAR}?{_BREAK}"
        rf"(?:{_YEAR}|{_YEAR_IN_WORDS})",
        DateForm.FULL,
        _read_day,
    ),
    _rule(  # 12th day of May, 2021; 14eg o Fehefin 2023; the third of June in the year 2024
        rf"(?<![\w/])(?<![^.]\.){_ORDINAL_DAY}[,.]?{_BREAK}(?:{_WEEKDAY},?{_BREAK})?{_OF}?{_BREAK}"
        rf"{MONTH}{_BREAK}[,.]?{_BREAK}{_IN_THE_YEAR}?{_BREAK}"
        rf"(?:{_YEAR}|{_SPLIT_YEAR}|{_SHORT_YEAR.replace('year', 'short_year')})",
        DateForm.FULL,
        lambda groups: _read_day({**groups, "year": _any_year(groups)}),
    ),
    _rule(  # 12 May 2021, 12-May-21, 12 o Fai 2021
        rf"(?<![\w/])(?<![^.]\.){_DAY}[.,/-]?{_GAP}{_OF}?{MONTH}[,/-]?{_BREAK}"
        rf"(?:{_YEAR}|{_SPLIT_YEAR}|{_SHORT_YEAR.replace('year', 'short_year')})",
        DateForm.FULL,
        lambda groups: _read_day({**groups, "year": _any_year(groups)}),
    ),
    _rule(  # 6 Mehefin / June 2021: one day in two languages
        rf"(?<![\w/])(?<![^.]\.){_DAY}(?:{_ENGLISH_ORDINAL}|{_WELSH_ORDINAL})?{_GAP}{_OF}?{MONTH}"
        rf"{_GAP}/{_GAP}{MONTH.replace('month', 'other_month')}{_BREAK}{_YEAR}",
        DateForm.FULL,
        lambda groups: _read_day(groups) if _is_one_month(groups) else None,
    ),
    _rule(  # May 12th, 2021
        rf"(?<![a-z]){MONTH}{_GAP}(?:the )?{_DAY}{_ENGLISH_ORDINAL}?,?{_BREAK}{_YEAR}",
        DateForm.FULL,
        _read_day,
    ),
    _rule(  # May two thousand and nineteen
        rf"(?<![a-z]){MONTH}{_GAP}[,.]?{_BREAK}{_IN_THE_YEAR}?{_BREAK}{_YEAR_IN_WORDS}",
        DateForm.FULL,
        _read_month,
    ),
    _rule(  # May 2021, May/June 2021 (the first is taken)
        rf"(?<![a-z]){MONTH}{_GAP}(?:[/-]{_GAP}[a-z]{{3,9}}{_GAP})?[,/-]?{_BREAK}(?:of )?{_YEAR}",
        DateForm.FULL,
        _read_month,
    ),
    _rule(  # at its September meeting 2025
        rf"(?<![a-z]){MONTH}{_GAP}(?:council )?meeting,? (?:of |in )?{_YEAR}",
        DateForm.FULL,
        _read_month,
    ),
    _rule(
        rf"(?<![a-z\d]){MONTH}{_GAP}[,-]?{_GAP}(?P<year>'\d\d)(?![\d/:]){_FILLED_IN}",
        DateForm.FULL,
        _read_month,
    ),
    _rule(
        rf"(?<![a-z\d]){MONTH}[ -]{{1,2}}(?P<year>[12]\d|3[0-5])"
        rf"(?![\d/:]|\s?(?:st|nd|rd|th)(?![a-z])|\.\d){_FILLED_IN}",
        DateForm.NAMED_SHORT_MONTH,
        _read_month,
    ),
    _rule(
        r"(?<!\w)(?:q(?P<quarter>[1-4])|(?P<quarter_word>first|second|third|fourth|1st|2nd|3rd|4th)"
        rf" quarter)(?: of)?[ ,/-]{{0,3}}{_YEAR}(?!/\d)",
        DateForm.PERIOD,
        _read_quarter,
    ),
    _rule(
        r"(?<![\w/.-])(?P<year>20\d\d)-(?P<month_number>0[1-9]|1[0-2])(?![\d/-])",
        DateForm.NUMERIC_MONTH,
        _read_month,
    ),
    _rule(
        r"(?<![\w/.-])(?P<month_number>[0o]?[1-9]|[1il|][0-2o])(?: ?[/.] ?|-)(?P<year>20[0-4]\d)"
        r"(?![\d/])",
        DateForm.NUMERIC_MONTH,
        _read_month,
    ),
    _rule(
        r"(?<![\w/.-])(?P<month_number>0[1-9]|1[0-2])[/.-](?P<year>[0-3]\d)(?![\d/(-]|\.\d)"
        rf"{_FILLED_IN}",
        DateForm.SHORT_MONTH,
        _read_month,
    ),
    _rule(
        r"(?<![\d/.-])(?P<year>20[0-4]\d) ?[/-] ?(?P<following>(?:20)?\d\d)(?![\d/])",
        DateForm.PERIOD,
        _read_municipal_year,
    ),
    _rule(
        rf"(?<!\w){_ANNUAL_MEETING}(?: of the council)?(?: in| of|,| -| \()? ?{_YEAR}",
        DateForm.PERIOD,
        _read_annual_meeting,
    ),
    _rule(
        rf"\b{_IN_THE_YEAR}{_YEAR_IN_WORDS}",
        DateForm.YEAR,
        _read_year,
    ),
    _rule(
        rf"(?<!\w)(?:{_SEASON}(?: of)? |(?:early|mid|late|end of|diwedd)[ -])?"
        rf"(?<![\w/.,£#])(?<!\d[ -]){_YEAR}(?![/\w]|[.-]\d)",
        DateForm.YEAR,
        _read_year,
    ),
)
