"""How does a word processor or browser print the n-th number of a list?"""

from enum import StrEnum

BULLET = "•"  # stands for every bullet, whatever its glyph

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LARGEST_ROMAN = 3999
_ORDINAL_WORDS_AS_TEXT = (
    "Zeroth First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth "
    "Thirteenth Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth"
)
_ORDINAL_WORDS = _ORDINAL_WORDS_AS_TEXT.split()
_CARDINAL_WORDS_AS_TEXT = (
    "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen "
    "Fifteen Sixteen Seventeen Eighteen Nineteen Twenty"
)
_CARDINAL_WORDS = _CARDINAL_WORDS_AS_TEXT.split()


class Numeral(StrEnum):
    """A way of counting."""

    DECIMAL = "decimal"
    PADDED = "padded"  # 01, 02
    PADDED_3 = "padded_3"  # 001
    PADDED_4 = "padded_4"
    PADDED_5 = "padded_5"
    LOWER_LETTER = "lower_letter"
    UPPER_LETTER = "upper_letter"
    LOWER_LETTER_26 = "lower_letter_26"  # after z: aa, ab (browsers); elsewhere aa, bb (Word)
    UPPER_LETTER_26 = "upper_letter_26"
    LOWER_ROMAN = "lower_roman"
    UPPER_ROMAN = "upper_roman"
    ORDINAL = "ordinal"  # 1st
    ORDINAL_WORD = "ordinal_word"  # First
    CARDINAL_WORD = "cardinal_word"  # One


_WIDTHS = {
    Numeral.PADDED: 2,
    Numeral.PADDED_3: 3,
    Numeral.PADDED_4: 4,
    Numeral.PADDED_5: 5,
}


def padded_like(example: str) -> Numeral | None:
    """Read the form of a number with leading zeros from a list such as "001, 002, ..."; or None.

    Example:
        >>> padded_like("001, 002, 003, ...")
        <Numeral.PADDED_3: 'padded_3'>
    """
    first = example.partition(",")[0].strip()
    if not first.isdecimal() or not first.startswith("0"):
        return None
    return next((style for style, width in _WIDTHS.items() if width == len(first)), None)


def numeral(number: int, style: Numeral) -> str:
    """Print one number.

    Returns:
        The number in the style; in decimal digits where the style has no form for it, such as
        zero in letters or 4,000 in Roman numerals.

    Example:
        >>> numeral(4, Numeral.LOWER_ROMAN), numeral(28, Numeral.LOWER_LETTER)
        ('iv', 'bb')
    """
    if style in _WIDTHS:
        return str(number).zfill(_WIDTHS[style])
    if style is Numeral.ORDINAL and number > 0:
        return f"{number}{_ordinal_suffix(number)}"
    if style is Numeral.ORDINAL_WORD and 0 <= number < len(_ORDINAL_WORDS):
        return _ORDINAL_WORDS[number]
    if style is Numeral.CARDINAL_WORD and 0 <= number < len(_CARDINAL_WORDS):
        return _CARDINAL_WORDS[number]
    lower = _lower(number, style)
    return lower.upper() if style.startswith("upper") else lower


def _lower(number: int, style: Numeral) -> str:
    match style:
        case Numeral.LOWER_ROMAN | Numeral.UPPER_ROMAN if 0 < number <= _LARGEST_ROMAN:
            return _roman(number)
        case Numeral.LOWER_LETTER | Numeral.UPPER_LETTER if 0 < number <= 26 * 30:
            return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        case Numeral.LOWER_LETTER_26 | Numeral.UPPER_LETTER_26 if number > 0:
            return _base_26(number)
    return str(number)


def _roman(number: int) -> str:
    letters = []
    for value, letter in _ROMAN:
        letters.append(letter * (number // value))
        number %= value
    return "".join(letters)


def _base_26(number: int) -> str:
    letters = []
    while number:
        number, rest = divmod(number - 1, 26)
        letters.append(chr(ord("a") + rest))
    return "".join(reversed(letters))


def _ordinal_suffix(number: int) -> str:
    if 10 < number % 100 < 14:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
