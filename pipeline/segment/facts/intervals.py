"""Which intervals of time do words name, in months?"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval and where it is named."""

    months: tuple[int, ...]  # each a possible reading
    start: int
    end: int
    annual_meeting: bool = False  # "at the Annual Meeting"


def find_intervals(text: str) -> list[Interval]:
    """Find the intervals in a sentence; where two overlap, the more specific wins.

    Example:
        >>> find_intervals("reviewed every two years")[0].months
        (24,)
        >>> find_intervals("reviewed bi-annually")[0].months
        (6, 24)
    """
    found: list[Interval] = []

    def add(match: re.Match[str], months: tuple[int, ...], *, annual_meeting: bool = False) -> None:
        if not any(match.start() < item.end and item.start < match.end() for item in found):
            found.append(Interval(months, match.start(), match.end(), annual_meeting))

    for match in _BIANNUAL.finditer(text):
        add(match, (6, 24))
    for months, pattern in _FIXED:
        for match in pattern.finditer(text):
            add(match, (months,))
    for pattern in _NUMBERED:
        for match in pattern.finditer(text):
            add(match, _months(match.groupdict()))
    for months, pattern in _SHORT_INTERVALS:
        for match in pattern.finditer(text):
            add(match, (months,))
    for match in _AT_ANNUAL_MEETING.finditer(text):
        add(match, (12,), annual_meeting=True)
    return found


def settled_months(
    text: str, intervals: list[Interval], chosen: Interval, *, dated: bool
) -> tuple[int, ...]:
    """Give the months of an interval, with "biannually" settled where the sentence settles it.

    Args:
        text: The sentence.
        intervals: All intervals in it: "(every two years)" settles it.
        chosen: The one that counts.
        dated: Whether the sentence holds dates; without, two named months mean twice a year.
    """
    if chosen.months != (6, 24):
        return chosen.months
    for other in intervals:
        if other.months in {(6,), (24,)}:
            return other.months
    named = re.findall(rf"\b{_MONTH}\b", text, re.IGNORECASE)
    return (6,) if len(named) == 2 and not dated else chosen.months


_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty-four": 24,
    "twenty four": 24, "thirty-six": 36, "thirty six": 36,
    "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "dwy": 2, "ddwy": 2, "dau": 2, "tair": 3, "dair": 3, "tri": 3, "pedair": 4, "bedair": 4,
    "pum": 5,
}  # fmt: skip
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NUMBER = rf"(?P<number>\d{{1,2}}|{_WORDS})(?: ?\(\w{{1,6}}\))?"
_OTHER_NUMBER = rf"(?P<other>\d{{1,2}}|{_WORDS})(?: ?\(\w{{1,6}}\))?"
_UNIT = r"(?P<unit>years?|yrs?|(?:calendar )?months?|mths?|flynedd|mlynedd|blynedd|mis)\b"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_TIME_OF_YEAR = (
    r"(?:spring|summer|autumn|winter|new year|annual (?:(?:council|general) )?meeting|agm)\b"
)
_WELSH_TIME = (
    r"(?:ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr"
    r"|gwanwyn|haf|gaeaf)"
)
_MEETING = (
    r"(?:first (?:\w{1,40} )?meeting (?:of|in|after the start of) (?:the|each|every) (?:new )?"
    r"(?:municipal|council|civic|mayoral) year|agm|acm|apcm"
    r"|annual (?:(?:general|council|parish|town|community|statutory|public) ){0,3}"
    r"(?:meeting|council))\b"
)

_BIANNUAL = re.compile(r"\bbi-? ?annual(?:ly)?\b|\bbi-? ?yearly\b", re.IGNORECASE)
_FIXED = tuple(
    (months, re.compile(pattern, re.IGNORECASE))
    for months, pattern in (
        (6, r"\btwice[ -](?:a|per|each|every)? ?(?:year|yearly|annually)|\b(?:six|6)[- ]monthly"
            r"|\bhalf[- ]yearly|\bsemi-?annual(?:ly)?|\bevery half[- ]year|\bddwywaith y flwyddyn"),
        (24, r"\bbiennial(?:ly)?"
             rf"|\b(?:every|each) (?:other|alternate|second) (?:{_MONTH}|{_TIME_OF_YEAR})"
             rf"|\b(?:in|at) (?:the )?(?:{_MONTH}|{_TIME_OF_YEAR})(?: \w{{1,20}}){{0,2}}"
             r" (?:of|in) (?:every|each) (?:other|alternate|second) year"
             r"|\bbob yn ail (?:wanwyn|hydref|haf|gaeaf)"
             r"|\b(?:every|each) (?:other|alternate|second) (?:(?:council|municipal|civic|financial"
             r"|mayoral) )?year"
             r"|\b(?:at|in) alternate (?:annual (?:council |general )?meetings|agms|mays)"
             r"|\b(?:in )?alternate years|\bevery couple of years|\bbob yn ail flwyddyn"),
        (36, r"\btriennial(?:ly)?"
             rf"|\bevery third (?:year|{_MONTH}|{_TIME_OF_YEAR})"),
        (48, r"\bquadrenn?ial(?:ly)?"
             rf"|\bevery fourth (?:year|{_MONTH}|{_TIME_OF_YEAR})"),
        (60, r"\bquinquennial(?:ly)?|\bevery fifth year"),
    )
)  # fmt: skip
_NUMBERED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:(?:every|each|at|within|in|between) )?{_NUMBER} ?(?:-|/|to|or|and) ?"
        rf"{_OTHER_NUMBER}[ -]?{_UNIT}",
        rf"\b(?:once )?(?:in )?(?:every|each|bob|per) {_NUMBER}[ -]?{_UNIT}",
        rf"\b(?:life|lifespan|lifetime|shelf life|term|validity) of {_NUMBER} {_UNIT}",
        rf"\b(?:lasts?|runs?|stands?|holds good|valid)(?: for)? {_NUMBER} {_UNIT}",
        rf"\bonce in {_NUMBER}[ -]?{_UNIT}",
        rf"\b{_NUMBER}[ -](?P<unit>year|month)ly\b",
        r"\b(?:within|in|after|at intervals(?: of)?"
        r"(?: (?:of )?(?:not|no) (?:more|greater|longer) than| not exceeding| of up to)?"
        rf"|(?:no|not) (?:more|less|later|longer) than|at least|up to a maximum of|every)"
        rf"(?: a| the next| a further)? {_NUMBER}[ -]?{_UNIT}(?:' time)?",
        rf"\b{_NUMBER} ?{_UNIT}(?= (?:from|after|following|on from|of) |,? (?:hence|from now)\b)",
        rf"(?<=[:\t|-] ){_NUMBER}[ -]?{_UNIT}",
        rf"(?<=[:\t|]){_NUMBER}[ -]?{_UNIT}",
        rf"^\W{{0,60}}{_NUMBER}[ -]?{_UNIT}",
        rf"\b(?:an?|on a) {_NUMBER}[ -](?P<unit>year|month) (?:cycle|basis|review|period"
        r"|interval|rota|rotation|round|programme|timetable|schedule|rhythm|turn)",
        rf"\bymhen {_NUMBER} {_UNIT}",
        rf"\((?:in )?(?P<unit>months|years)\)[ :|\t]{{1,6}}{_NUMBER}\b",
    )
)
_SHORT_INTERVALS = tuple(
    (months, re.compile(pattern, re.IGNORECASE))
    for months, pattern in (
        (3, r"\bquarterly|\bevery quarter"),
        (1, r"\b(?:on a )?monthly|\bevery month\b"),
        (12, r"\bannual(?:ly)?\b(?! (?:parish |town |community )?(?:council )?(?:meeting"
             r"|return|report|governance|general|council|parish|accounts|leave|audit|budget"
             r"|assembly|town|appraisal))"
             r"|\byearly\b"
             r"|\b(?:every|each) (?:financial |calendar |municipal |civic |council )?year\b"
             r"|\bonce (?:a|per|each|every) year|\bper annum|\bevery twelve months"
             r"|\bfrom year to year|\byear (?:by|on) year|\b(?:within|after|in) a year\b"
             rf"|\b(?:every|each) (?:spring|summer|autumn|winter|new year)\b"
             rf"|\bbob (?:mis )?{_WELSH_TIME}\b|\bunwaith y flwyddyn|\bpob blwyddyn"
             rf"|\b(?:every|each) {_MONTH}\b|\bin {_MONTH} (?:each|every|of each|of every)"
             r"|\b(?:yn|bob|'n) (?:f?b?lynyddol|blwyddyn|flwyddyn)"
             r"|(?<!cyfarfod )(?<!gyfarfod )(?<!nghyfarfod )\bblynyddol\b"),
    )
)  # fmt: skip
_AT_ANNUAL_MEETING = re.compile(
    rf"\b(?:at|by|for) (?:the|each|every|its)(?: next)? (?:council's )?{_MEETING}"
    r"|\byn (?:y|ei|eu) (?:cyfarfod|gyfarfod) blynyddol|\byng nghyfarfod blynyddol"
    rf"|\b(?:the )?{_MEETING}(?! (?:held|on|20|of the (?:\w{{1,40}} )?council (?:held|on)))",
    re.IGNORECASE,
)


def _months(groups: dict[str, str | None]) -> tuple[int, ...]:
    unit = (groups["unit"] or "").lower()
    factor = 1 if unit.startswith(("mon", "mth", "cal", "mis")) else 12
    numbers = {
        (int(word) if word.isdigit() else _NUMBERS[word.lower()]) * factor
        for name in ("number", "other")
        if (word := groups.get(name))
    }
    return tuple(sorted(numbers - {0}))
