"""How long, how many and how much does a sentence say?"""

import re

BY_NEXT_MEETING = "by the next meeting"
AS_SOON_AS_POSSIBLE = "as soon as possible"

_WORDS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fourteen": 14,
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "thousand": 1000,
}
_ONE = {"one": 1, "a": 1, "an": 1, "each": 1, "every": 1, "per": 1}
_ORDINALS = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "fourteenth": 14,
}
_DASH = "-‐‑‒–"
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DASHES = re.compile(rf"\b({'|'.join(_TENS)})[{_DASH}]({'|'.join(_UNITS)})\b")
_WORDS |= {
    f"{ten}{unit}": 10 * tens + units
    for tens, ten in enumerate(_TENS, start=2)
    for units, unit in enumerate(_UNITS, start=1)
}
_COUNTED = "|".join(sorted((*_WORDS, "one"), key=len, reverse=True))
_SPELLED = re.compile(
    rf"\b(?:{_COUNTED})(?:(?:(?<=hundred) and|(?<=thousand) and)? (?:{_COUNTED})){{1,6}}\b"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SHARE = re.compile(
    rf"\b(?:(?P<many>two|three|four)[ {_DASH}](?P<of>third|quarter|fifth)s"
    r"|(?:one |a )(?P<one>third|quarter|fifth|tenth)(?= of\b| or\b)"
    r"|(?P<half>one half|half)(?= of\b))"
)
_NO_NUMBER = re.compile(  # days of the month and times of day
    r"(?<![£\d,.])\b\d{1,2}(?:st|nd|rd|th)? (?:of )?"
    r"(?:(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b"
    r"|may(?= \d{4}\b|\W? (?:and|each|in|next|of)\b|[.,;)]|$))"
    r"|\b\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m\b|noon|o['’]clock)|\b\d{1,2}:\d\d\b"
)
_COUNT = r"(?P<count>\d{1,4}(?:st|nd|rd|th)?|[a-z]{1,12})"
_BRACKETED = r"(?: ?\((?:\d{1,4}|[a-z]{1,12})\))?"  # "five (5) days"
_KIND = r"(?P<kind>(?:clear |working |business |calendar |full |consecutive |school |office ){0,2})"
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|year)"
_LIMIT = re.compile(rf"(?<![a-z]-)\b{_COUNT}{_BRACKETED}[ {_DASH}]{_KIND}{_UNIT}s?\b")
_GOES_ON = r"(?=[.,;)]|$| (?:and|by|in|at|on|to)\b)"  # an adverb: "the yearly meeting" is none
_EVERY = tuple(  # how often, and parts of a whole, as lengths of time
    (re.compile(often), instead)
    for often, instead in (
        (r"\bevery (?:other|second) (day|week|month|year)\b", r"every two \1s"),
        (r"\bonce an? (day|week|month|year)\b", r"every \1"),
        (rf"\b(?:annually|per annum|yearly{_GOES_ON})\b", "every year"),
        (r"\b(?:once (?:a|each|every)|each|every) quarter\b", "every three months"),
        (rf"\bquarterly{_GOES_ON}", "every three months"),
        (rf"\b(month|week)ly{_GOES_ON}", r"every \1"),
        (r"\bhalf an hour\b", "thirty minutes"),
        (r"\bhalf an? (?=day\b)", "half-"),
    )
)
_NO_LIMIT = re.compile(  # how much of each week, and a day that is none in particular
    rf"\b{_COUNT}{_BRACKETED} hours? (?:an?|per|each|every|of) (?:\w{{4,8}} )?"
    r"(?:day|week|month|year|work)\b"
    r"|\b(?:from )?(?:one day to the next|day to day"
    r"|(?<!within )(?<!least )(?<!than )one day(?!['’]| before| after| notice))\b"
    r"|\ba day['’]s work\b"
)
_NEXT_DAY = re.compile(
    r"\b(?:(?:by|on|before|within) )?(?:the )?(?:(?:close|end) of )?(?:the )?"
    r"(?:next|following) working day\b"
)
_NEXT_MEETING = re.compile(
    r"\b(?:by|before|no later than|not later than|in time for|at) (?:the|its|their) "
    r"(?:very )?(?:next|following) (?:[a-z]{3,12} ){0,3}meeting\b"
)
_SAME_DAY = re.compile(r"\bthe same day\b(?! (?:as|each|every|of)\b)")
_HALF_A_DAY = re.compile(r"\bhalf-day\b")
_SOON = re.compile(
    r"\b(?:as soon as (?:(?:is|it|they|he|she|reasonably|it is) ){0,3}"
    r"(?:possible|practicable|practical|convenient|able|can|may be)"
    r"|as quickly as possible|promptly|without (?:undue |any )?delay"
    r"|immediately(?! (?:before|after|above|below))|straight ?away|at once|forthwith|in good time"
    r"|at the earliest (?:opportunity|possible))\b"
)
_REFERENCE = re.compile(
    r"\b(?:sections?|paragraphs?|clauses?|parts?|articles?|regulations?|schedules?|appendix|annex"
    r"|rules?|orders?|chapters?|no|nos|version|page|minute)\.? (?:\d[\d.]{0,8}[a-z]?|[ivx]{1,5})\b"
    r"(?:\(\w{1,4}\)){0,3}"
    r"(?:(?:,| and| to| or|,? ?[-–]) ?(?:\d[\d.]{0,8}[a-z]?)(?![\w%]| ?per| ?pound)"
    r"(?:\(\w{1,4}\)){0,3}){0,3}"
)
_SAID_TWICE = re.compile(r"\b(\d{1,9}) ?\(\1\)")  # "two (2)", when in figures
_AMOUNT = re.compile(
    r"(?P<part>\d∶\d{1,2})"
    r"|(?P<sign>£ ?)?(?<![\w.,/-])(?P<digits>\d{1,3}(?:,\d{3}){1,3}|\d{1,9})"
    r"(?P<pence>\.\d\d|\.\d{1,2}(?= ?%| ?per ?cent\b))?(?![\w/]|[.,]\d)"
    r"(?P<share> ?%| ?per ?cent\b)?(?P<pounds> pounds\b)?"
)
_YEAR = range(1800, 2101)


def time_limits(text: str) -> tuple[str, ...]:
    """List the lengths of time that a text states, in the order it states them.

    Weeks are given as days, and whole years of months as years, so that the same length is the
    same however it is put.

    Example:
        >>> time_limits("In a fortnight, or five (5) working days if urgent; at least once a year")
        ('14 days', '5 working days', '1 year')
    """
    return tuple(_limit(match) for match in _LIMIT.finditer(_plain(text)) if _value(match))


def deadlines(text: str) -> tuple[str, ...]:
    """List the times that a text sets: lengths of time, and "by the next meeting".

    How long somebody works in a week is none. Haste without a length of time comes last.

    Example:
        >>> deadlines("The Clerk, who works ten hours a week, answers by the next working day")
        ('1 working day',)
        >>> deadlines("report at the next ordinary meeting, and promptly")
        ('by the next meeting', 'as soon as possible')
    """
    plain = _NEXT_DAY.sub(" within 1 working day", _NO_LIMIT.sub(" ", _plain(text)))
    found = [(match.start(), _limit(match)) for match in _LIMIT.finditer(plain) if _value(match)]
    found += [(match.start(), "half a day") for match in _HALF_A_DAY.finditer(plain)]
    found += [(match.start(), "the same day") for match in _SAME_DAY.finditer(plain)]
    found += [(match.start(), BY_NEXT_MEETING) for match in _NEXT_MEETING.finditer(plain)]
    soon = (AS_SOON_AS_POSSIBLE,) if _SOON.search(plain) else ()
    return tuple(shown for _, shown in sorted(found)) + soon


def numbers(text: str) -> tuple[str, ...]:
    """List the other numbers of a text: amounts, shares and counts from two up, in order.

    Lengths of time, dates, times of day, references to sections and the word "one" are left out.

    Example:
        >>> numbers("By section 4.2 of the 1972 Act, two members may spend £1,500 within 10 days")
        ('2', '£1500')
        >>> numbers("A third of the members, or two thirds at 7.30 pm on 4 May, pay £1.50")
        ('1/3', '2/3', '£1.50')
    """
    plain = _LIMIT.sub(lambda match: " " if _value(match) else match[0], _plain(text))
    plain = _NO_NUMBER.sub(" ", _REFERENCE.sub(" ", plain))
    plain = _SHARE.sub(_share, plain)
    plain = re.sub(r"\b[a-z]{3,12}\b", lambda match: str(_WORDS.get(match[0], match[0])), plain)
    plain = _SAID_TWICE.sub(r"\1", plain)
    found = []
    for match in _AMOUNT.finditer(plain):
        if match["part"]:
            found.append(match["part"].replace("∶", "/"))
            continue
        digits = match["digits"].replace(",", "")
        sign = "£" if match["sign"] or match["pounds"] else ""
        share = "%" if match["share"] else ""
        if match["pence"] and not (sign or share):
            continue  # a time of day
        pence = "" if match["pence"] in {None, ".00"} else match["pence"]
        bare = not (sign or share)
        if bare and (int(digits) in _YEAR or int(digits) < 2):
            continue
        found.append(f"{sign}{int(digits)}{pence}{share}")
    return tuple(found)


def _share(match: re.Match[str]) -> str:
    """Write "two thirds" as 2∶3, which is nothing else: a minute may be 2/3."""
    if match["many"]:
        return f" {_WORDS[match['many']]}∶{_PARTS[match['of']]} "
    return f" 1∶{_PARTS[match['one'] or 'half']} "


def _plain(text: str) -> str:
    """Lower the case, and write "twenty-eight", "two hundred" and "annually" in one way."""
    plain = " ".join(_DASHES.sub(r"\1\2", text[:20_000].casefold()).split())
    for often, instead in _EVERY:
        plain = often.sub(instead, plain)
    return _SPELLED.sub(_in_figures, plain)


def _in_figures(spelled: re.Match[str]) -> str:
    """Write "two thousand five hundred" in figures."""
    total = below = 0
    for word in spelled[0].replace(" and ", " ").split():
        value = _WORDS.get(word, 1)
        if value == 100:
            below = max(below, 1) * 100
        elif value == 1000:
            total, below = total + max(below, 1) * 1000, 0
        else:
            below += value
    return str(total + below)


def _value(match: re.Match[str]) -> int | None:
    count = match["count"]
    if count.isdecimal():
        return int(count)
    if match["unit"] == "day" and (count[:1].isdecimal() or count in _ORDINALS):
        return _ORDINALS.get(count) or int(count[:-2])  # "the third day before"
    return _WORDS.get(count) or _ONE.get(count)


def _limit(match: re.Match[str]) -> str:
    value, unit, kind = _value(match) or 0, match["unit"], match["kind"]
    kind = kind.replace("business", "working").replace("calendar ", "").replace("full ", "")
    kind = kind.replace("consecutive ", "")
    if unit in {"week", "fortnight"} and not kind:
        value, unit = value * (7 if unit == "week" else 14), "day"
    if unit == "month" and value % 12 == 0:
        value, unit = value // 12, "year"
    return f"{value} {kind}{unit}" + ("s" if value != 1 else "")
