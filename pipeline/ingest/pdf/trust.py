"""Is the text layer of a page to be believed, or must the page be read from its picture?

A clean page must never be sent to recognition, which makes errors and takes a second, and a broken
layer must never be kept, because nobody would see that it is broken. So a page is doubted only for
what can be seen of it: a picture that covers it, characters that are none, letters that follow one
another as they do in neither English nor Welsh, shapes that lie in lines where no words are.
"""

import re
from collections.abc import Callable
from enum import Enum

from pipeline.ingest.pdf.geometry import PageContent, Run
from pipeline.ingest.pdf.lines import words_text
from pipeline.ingest.raster import Scan
from pipeline.text.language import common_words


class Doubt(Enum):
    """Why a page must be read from its picture."""

    PICTURE = "a picture without text"
    DRAWN = "text drawn as shapes"
    POOR = "a poor text layer behind a picture"
    GARBLED = "characters that do not say what is printed"


_COVERED = 0.8  # share of a page, from which on it is a scan
_PARTLY = 0.2  # of a page, from which on a picture may hold its text
_LOGO = 0.02
_DRAWN_TEXT = 50  # shapes, from which on they may be letters
_FEW_WORDS = 25  # on a page that may hold more than its layer says
_INVISIBLE = 0.5  # share of the texts
_MIXED = 0.015  # share of the tokens of a layer behind a picture
_ODD = 0.12  # share of the characters
_UNMAPPED = 0.5  # share of the characters that the font does not explain
_COMMON = 0.1  # share of common words, from which on a page is English or Welsh,
_FEW_COMMON = 0.05  # and below which it may be neither
_BEGINNING = 900  # characters of a page that are looked at first, and
_SURELY_COMMON = 0.2  # the share of common words in them that is enough
_PAIRS = 0.5  # share of usual pairs of letters; text in any code has less, names have more
_SURELY_CODED = 0.42
_UNMAPPED_PAIRS = 0.6  # the same where the font gives a reason for doubt
_LEAST_PAIRS = 40

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
_LONGER_WORD = re.compile(r"[^\W\d_]{3,}")  # fewer letters make a word by chance
_LATIN = re.compile("[a-z\u00df-\u024f\u1e80-\u1ef3]+")  # other scripts are no broken Latin
_MIXED_TOKEN = re.compile(r"[^\W\d_]\d|\d[^\W\d_]|[a-z][A-Z]")
_ORDINARY = re.compile(
    r"\W{0,9}(?:\d{1,12}(?:st|nd|rd|th|pm|am|k|m|p|[a-z])|[A-Za-z]{1,3}[./-]?\d[\d./-]{0,30}[a-z]?"
    r"|(?:Mc|Mac|O'|De|Fitz)[A-Z][a-z]{1,30}|\w{1,64}@\S{1,200}|https?:\S{1,300}|www\.\S{1,300})"
    r"\W{0,9}"
)
_CODED = re.compile(r"\(cid:\d{1,6}\)")
# controls, private use and what is no character; the marks of broken words are none of these
_NO_CHARACTER = re.compile("[\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_SYMBOLS = re.compile("(?:^|\\s)[\uf000-\uf0ff](?=\\s|$)")  # bullets and ticks of symbol fonts
# the pairs of letters that are most frequent in protocols in English, and then in Welsh
_PAIRS_AS_TEXT = (
    "ac ad ai al an ar as at ay be bo by ca ce ch ci cl co ct da de di do ea ec ed ee el em en "
    "ep er es et ev ff fi fo ge ha he hi ho ic id ie il in io ir is it ke la ld le li ll lo ly "
    "ma mb me mi mp nc nd ne ng ni no ns nt ny of ol om on or ot ou ow pa pe pl po pr ra re ri "
    "rk ro rs rt se sh si so ss st ta te th ti to tr ts tt ty ul un ur us ut ve vi we wh wi yo "
    "ae am au cy dd dr du dy ei eu fa fy ga gi go gw gy hw hy ia na nw od og os rc rh ry sw sy "
    "wn wr wy yd yf yl ym yn yr ys"
)
_USUAL_PAIRS = frozenset(_PAIRS_AS_TEXT.split())


def doubt_about(
    page: PageContent,
    *,
    scan: Callable[[int], Scan],
    unmapped: Callable[[int], float],
    shows_text: Callable[[PageContent], bool],
) -> Doubt | None:
    """Tell why a page must be read from its picture.

    Args:
        page: The page by its text layer.
        scan: Tells what the pictures of a page take of it.
        unmapped: Tells which share of a page's characters its fonts do not explain.
        shows_text: Tells whether lines of text are to be seen beside the words of the layer; slow.

    Returns:
        The reason; None where the layer is to be believed.
    """
    text = page_text(page)
    if page.pictured > _LOGO or not text:
        seen = scan(page.number)
        doubt = _by_picture(page, text, seen)
        if doubt is not None:
            return doubt
        covered = seen.cover
    else:
        covered = 0.0
    if is_garbled(text, lambda: unmapped(page.number)):
        return Doubt.GARBLED
    hidden = covered > _PARTLY or page.shapes > _DRAWN_TEXT
    if hidden and len(text.split()) < _FEW_WORDS and shows_text(page):
        return Doubt.PICTURE if covered > _PARTLY else Doubt.DRAWN
    return None


def page_text(page: PageContent) -> str:
    """Give the level text of a page in the file's own order."""
    return "\n".join(run.text if isinstance(run, Run) else words_text(run) for run in page.runs)


def plausible(text: str) -> float:
    """Tell how far a text looks like English or Welsh, to choose the better of two readings.

    Returns:
        A share of usual pairs of letters, less the share of its tokens that mix letters and digits
        or cases and of its characters that are none; at most 1.0.
    """
    share, _ = _usual_pairs(text)
    return share - mixed_share(text) - odd_share(text)


def is_garbled(text: str, unmapped: Callable[[], float] = lambda: 0.0) -> bool:
    """Tell whether characters do not say what is printed.

    Args:
        text: Of a page.
        unmapped: Tells which share of its characters the fonts do not explain.

    Example:
        >>> is_garbled("Wkh fohun lv wkh surshu riilfhu ri wkh frxqflo dqg pxvw dfw dv vxfk")
        True
        >>> is_garbled("Cllr Wm. Brzezinski, Cllr Ffion Llwyd, Cllr Katarzyna Wojciechowska")
        False
    """
    if odd_share(text) > _ODD:
        return True
    if common_share(text[:_BEGINNING]) >= _SURELY_COMMON:
        return False
    common = common_share(text)
    if common >= _COMMON:
        return False
    share, pairs = _usual_pairs(text)
    least = _PAIRS if common < _FEW_COMMON else _SURELY_CODED
    if pairs >= _LEAST_PAIRS and share < least:
        return True
    return bool(text.strip()) and share < _UNMAPPED_PAIRS and unmapped() > _UNMAPPED


def common_share(text: str) -> float:
    """Tell which share of the words, but for the shortest, are common ones of English or Welsh."""
    words = _LONGER_WORD.findall(text.casefold())
    return sum(map(common_words().__contains__, words)) / len(words) if words else 0.0


def odd_share(text: str) -> float:
    """Tell which share of the characters are none, or codes of glyphs."""
    if not _NO_CHARACTER.search(text) and "(cid:" not in text:
        return 0.0
    plain = _SYMBOLS.sub(" ", text)
    coded = _CODED.findall(plain)
    plain = _CODED.sub("", plain)
    whole = len(coded) + len("".join(plain.split()))
    return (len(coded) + len(_NO_CHARACTER.findall(plain))) / whole if whole else 0.0


def mixed_share(text: str) -> float:
    """Tell which share of the tokens mix letters and digits, or cases, as misread words do.

    Example:
        >>> mixed_share("5crutiny of the 1ist on 3rd May")
        0.2857142857142857
    """
    tokens = _TOKEN.findall(text)
    mixed = sum(
        _MIXED_TOKEN.search(token) is not None and _ORDINARY.fullmatch(token) is None
        for token in tokens
    )
    return mixed / len(tokens) if tokens else 0.0


def _by_picture(page: PageContent, text: str, seen: Scan) -> Doubt | None:
    if not text:
        if seen.cover > _LOGO:
            return Doubt.PICTURE
        return Doubt.DRAWN if page.shapes > _DRAWN_TEXT else None
    if seen.cover > _COVERED and seen.invisible > _INVISIBLE and mixed_share(text) > _MIXED:
        return Doubt.POOR
    return None


def _usual_pairs(text: str) -> tuple[float, int]:
    """Count pairs of letters: the share of usual ones, and how many there are."""
    usual = pairs = 0
    for word in _LATIN.findall(text.lower()):
        for at in range(len(word) - 1):
            usual += word[at : at + 2] in _USUAL_PAIRS
        pairs += len(word) - 1
    return (usual / pairs if pairs else 0.0), pairs
