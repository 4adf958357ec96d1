"""How long, how many and how much does a sentence say?"""

import re

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
    "twentyone": 21,
    "twentyfour": 24,
    "twentyeight": 28,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
    "hundred": 100,
}
_ONE = {"one": 1, "a": 1, "an": 1, "each": 1}
_DASHES = re.compile(r"(?<=[a-z])[-‐‑‒–](?=[a-z])")
_COUNT = r"(?P<count>\d{1,4}|[a-z]{1,12})"
_BRACKETED = r"(?: ?\((?:\d{1,4}|[a-z]{1,12})\))?"  # "five (5) days"
_KIND = r"(?P<kind>(?:clear |working |business |calendar |full |consecutive |school |office ){0,2})"
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|year)"
_LIMIT = re.compile(rf"\b{_COUNT}{_BRACKETED}[ -]{_KIND}{_UNIT}s?\b")
_REFERENCE = re.compile(
    r"\b(?:sections?|paragraphs?|clauses?|parts?|articles?|regulations?|schedules?|appendix|annex"
    r"|rules?|orders?|chapters?|no|nos|version|page|minute)\.? (?:\d[\d.]{0,8}|[ivx]{1,5})\b"
)
_AMOUNT = re.compile(
    r"(?P<sign>£ ?)?(?<![\w.,/-])(?P<digits>\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?![\w/]|[.,]\d)"
    r"(?P<share> ?%| ?per ?cent\b)?"
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


def numbers(text: str) -> tuple[str, ...]:
    """List the other numbers of a text: amounts, shares and counts from two up, in order.

    Lengths of time, years, references to sections and the word "one" are left out.

    Example:
        >>> numbers("By section 4.2 of the 1972 Act, two members may spend £1,500 within 10 days")
        ('2', '£1500')
    """
    plain = _LIMIT.sub(lambda match: " " if _value(match) else match[0], _plain(text))
    plain = _REFERENCE.sub(" ", plain)
    plain = re.sub(r"\b[a-z]{3,12}\b", lambda match: str(_WORDS.get(match[0], match[0])), plain)
    found = []
    for match in _AMOUNT.finditer(plain):
        digits = match["digits"].replace(",", "")
        sign, share = "£" if match["sign"] else "", "%" if match["share"] else ""
        bare = not (sign or share)
        if bare and (int(digits) in _YEAR or int(digits) < 2):
            continue
        found.append(f"{sign}{int(digits)}{share}")
    return tuple(found)


def _plain(text: str) -> str:
    """Lower the case, and write "twenty-eight" as one word."""
    return " ".join(_DASHES.sub("", text[:20_000].casefold()).split())


def _value(match: re.Match[str]) -> int | None:
    count = match["count"]
    if count.isdecimal():
        return int(count)
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
