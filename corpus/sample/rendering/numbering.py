"""Which labels would a word processor count by itself, and with what list settings?

Labels are data in the protocols ("4.2", "(a)", "•"). A DOCX or ODT holds no labels, only lists that
count, so each label must be turned into a list, a level and, where the counting starts afresh, a
start value. A label that no counter would give (a number printed twice) stays typed text, as it is
in real files where someone overtyped the numbering.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .protocol import BULLETS, Entry

_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})")
_PARTS = re.compile(r"\d+|(?<![A-Za-z])(?:[A-Za-z]|[ivxIVX]{2,5})(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is printed."""

    style: str  # decimal, lowerLetter, upperLetter, lowerRoman, upperRoman or bullet
    pattern: str  # "%1.%2" as in Word, where %n is the counter of level n; or the bullet


@dataclass(slots=True)
class Scheme:
    """A list with its levels; `levels[i]` is None while no entry has used level i."""

    id: int
    levels: list[Level | None] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Automatic:
    """A label that the list `scheme` counts."""

    scheme: int
    level: int
    start: int | None  # value to start from at this entry; None: count on


@dataclass(frozen=True, slots=True)
class Typed:
    """A label that stands in the text."""

    label: str


Numbering = Automatic | Typed | None


def plan(entries: Sequence[Entry]) -> tuple[list[Numbering], list[Scheme]]:
    """Say for each entry how its label comes about; None where it has no label.

    Returns:
        One value per entry, and the lists that the automatic ones refer to.
    """
    schemes: dict[tuple[str, ...], Scheme] = {}
    plans: list[Numbering] = []
    ahead = [entry.label for entry in entries]
    for index, entry in enumerate(entries):
        if entry.label is None:
            plans.append(None)
        else:
            following = [label for label in ahead[index + 1 :] if label]
            plans.append(_plan_one(entry, following, schemes))
    return plans, list(schemes.values())


def letters(value: int, style: str) -> str:
    """Print a counter as its style does.

    Example:
        >>> letters(3, "lowerLetter"), letters(4, "upperRoman"), letters(7, "decimal")
        ('c', 'IV', '7')
    """
    if style == "decimal":
        return str(value)
    if style.endswith("Letter"):
        text = chr(96 + (value - 1) % 26 + 1) * ((value - 1) // 26 + 1)
    else:
        text = next(roman for roman, number in _romans() if number == value)
    return text.upper() if style.startswith("upper") else text


def _plan_one(
    entry: Entry, following: list[str], schemes: dict[tuple[str, ...], Scheme]
) -> Automatic | Typed:
    label = entry.label or ""
    if label in BULLETS:
        scheme = schemes.setdefault(("bullet", label), Scheme(len(schemes)))
        level = max(entry.depth - 1, 0)
        _set_level(scheme, level, Level("bullet", label))
        return Automatic(scheme.id, level, None)
    parts = _PARTS.findall(label)
    if not parts:
        return Typed(label)
    key = _key(entry, label, parts)
    scheme = schemes.setdefault(key, Scheme(len(schemes)))
    level = len(parts) - 1
    known = scheme.levels[level] if level < len(scheme.levels) else None
    expected = scheme.counts[level] + 1 if level < len(scheme.counts) else 1
    value, style = _reading(parts[-1], known, expected, following)
    outer = [_value(part, _style_at(scheme, i)) for i, part in enumerate(parts[:-1])]
    shape = Level(style, _pattern(label))
    if (known not in (None, shape)) or outer != scheme.counts[: len(outer)]:
        return Typed(label)
    if len(outer) < level or (len(parts) > 1 and value == expected - 1):
        return Typed(label)  # printed twice, or under a number that was never counted
    _set_level(scheme, level, shape)
    scheme.counts[level:] = [value]
    return Automatic(scheme.id, level, None if value == expected else value)


def _key(entry: Entry, label: str, parts: list[str]) -> tuple[str, ...]:
    """Clauses 1., 1.1 and 1.1.1 count in one list; the items of lists each in their own shape."""
    first = "number" if parts[0].isdigit() else "upper" if parts[0].isupper() else "lower"
    if entry.kind == "list_item" and len(parts) == 1:
        return ("item", first, _pattern(label), str(entry.depth))
    return ("outline", first)


def _pattern(label: str) -> str:
    counter = iter(range(1, 10))
    return _PARTS.sub(lambda _: f"%{next(counter)}", label)


def _reading(
    part: str, known: Level | None, expected: int, following: list[str]
) -> tuple[int, str]:
    """Tell the letter i from the number i: by what was counted before, else by what comes next."""
    readings = list(_readings(part))
    if known is not None:
        readings = [r for r in readings if r[1] == known.style] or readings
    for value, style in readings:
        if value == expected:
            after = letters(value + 1, style)
            if len(readings) == 1 or any(
                after in _PARTS.findall(label) for label in following[:40]
            ):
                return value, style
    return readings[0]


def _readings(part: str) -> Iterator[tuple[int, str]]:
    if part.isdigit():
        yield int(part), "decimal"
        return
    case = "upper" if part.isupper() else "lower"
    low = part.lower()
    if len(low) == 1:
        yield ord(low) - 96, f"{case}Letter"
    if _ROMAN.fullmatch(low):
        yield from ((n, f"{case}Roman") for roman, n in _romans() if roman == low)


def _romans() -> Iterator[tuple[str, int]]:
    for value in range(1, 40):
        tens, ones = divmod(value, 10)
        one = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
        yield "x" * tens + one, value


def _value(part: str, style: str | None) -> int:
    values = [value for value, name in _readings(part) if style in (None, name)]
    return values[0] if values else -1


def _style_at(scheme: Scheme, level: int) -> str | None:
    shape = scheme.levels[level] if level < len(scheme.levels) else None
    return shape.style if shape else None


def _set_level(scheme: Scheme, level: int, shape: Level) -> None:
    scheme.levels.extend([None] * (level + 1 - len(scheme.levels)))
    scheme.levels[level] = shape
