"""What does a page say that is only a picture?

It is brought upright and level, its rules are found, and its words are recognised: in English first
and, where they turn out to be Welsh, in Welsh.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.ocr.engines import ENGLISH, WELSH, Engine, Seen
from pipeline.ingest.ocr.labels import labels_again
from pipeline.ingest.ocr.preparing import cleaned, evened, levelled, posture, turned
from pipeline.ingest.ocr.rules import Stroke, strokes, without
from pipeline.ingest.ocr.setting import set_words
from pipeline.ingest.pdf.geometry import PageContent, Rule, Type, Word
from pipeline.ingest.raster import POINTS_PER_INCH, Raster
from pipeline.text.language import language_of, language_weights

_WELSH_SHARE = 0.3  # of the evidence, from which on a page is read in Welsh too
_ALL_WELSH = 0.9  # from which on it is read in Welsh only
_LEAST_EVIDENCE = 3.0
_SPECKS = frozenset(".,:;'`‘’|_~\\\"")  # what specks are read as
_HOLES = frozenset("oOeQ@©®°&*•●¢%~=+-—")  # what the holes of a ring binder are read as
_HOLE_APART = 0.28  # inches at least between a hole and the text, and
_HOLE_REACH = 0.9  # at most between it and the edge of the paper
_JUNK_SCORE = 0.5
_JOINED = 0.6  # heights between a word and a sign that belongs to it


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page whose text was recognised."""

    content: PageContent
    scores: tuple[tuple[Word, float], ...]  # how sure the engine is of each word, from 0 to 1
    languages: tuple[str, ...]  # it was read in
    lacks_welsh: bool  # it is Welsh, and there are no data to read that

    @property
    def score(self) -> float:
        """How sure the engine is of the page, from 0 to 1; 1.0 for a page without words."""
        return mean_score(self.scores)


def mean_score(scores: Sequence[tuple[Word, float]]) -> float:
    """Give the mean of the scores of words, weighted by their lengths; 1.0 without words."""
    length = sum(len(word.text) for word, _ in scores)
    return sum(len(word.text) * score for word, score in scores) / length if length else 1.0


def prepared(raster: Raster, engine: Engine) -> Raster:
    """Bring a page upright and level, with even paper."""
    lies = posture(raster, engine.quarters)
    page = levelled(turned(raster, lies.quarters), lies.angle)
    return Raster(evened(page.grey, page.dpi), page.width, page.height)


def recognise(raster: Raster, number: int, engine: Engine, *, seconds: float = 0) -> Recognised:
    """Recognise the text of a page.

    Args:
        raster: The page as drawn.
        number: Its number.
        engine: Recognises the words.
        seconds: That each look at it may take; 0 for no limit.

    Raises:
        TimeoutError: It took longer.
    """
    page = prepared(raster, engine)
    across, down = strokes(page.grey, page.dpi)
    grey = cleaned(without(page.grey, [*across, *down]), page.dpi)
    dpi = page.dpi
    seen = engine.words(grey, dpi, ENGLISH, seconds)
    languages: tuple[str, ...] = (ENGLISH,)
    share = _welsh_share(seen)
    lacks_welsh = share >= _WELSH_SHARE and WELSH not in engine.languages
    if share >= _WELSH_SHARE and not lacks_welsh:
        welsh = engine.words(grey, dpi, WELSH, seconds)
        if share >= _ALL_WELSH:
            seen, languages = welsh, (WELSH,)
        else:
            seen, languages = _by_line(seen, welsh), (ENGLISH, WELSH)
    seen = labels_again(_without_holes(_without_dirt(seen), dpi), grey, dpi, engine)
    return _page(seen, page, number, (across, down), languages, lacks_welsh=lacks_welsh)


def _page(
    seen: Sequence[Seen],
    page: Raster,
    number: int,
    rules: tuple[list[Stroke], list[Stroke]],
    languages: tuple[str, ...],
    *,
    lacks_welsh: bool,
) -> Recognised:
    scale = POINTS_PER_INCH / page.dpi
    lines = set_words(seen, scale)
    scores = tuple(pair for line in lines for pair in zip(line.words, line.scores, strict=True))
    size_of = {word.order: line.size for line in lines for word in line.words}
    content = PageContent(
        number=number,
        width=page.width,
        height=page.height,
        runs=[line.words for line in lines],
        turned=(),
        across=[
            Rule(s.left * scale, s.right * scale, (s.top + s.bottom) / 2 * scale) for s in rules[0]
        ],
        down=[
            Rule(s.top * scale, s.bottom * scale, (s.left + s.right) / 2 * scale) for s in rules[1]
        ],
        characters=sum(len(word.text) for word, _ in scores),
        pictured=1.0,
        shapes=0,
        type_of=lambda order: Type(size_of.get(order), None),
    )
    return Recognised(content, scores, languages, lacks_welsh)


def _welsh_share(seen: Sequence[Seen]) -> float:
    """Tell how much of the evidence for a language speaks for Welsh."""
    welsh, english = language_weights(" ".join(word.text for word in seen))
    return welsh / (welsh + english) if welsh + english >= _LEAST_EVIDENCE else 0.0


def _by_line(english: Sequence[Seen], welsh: Sequence[Seen]) -> list[Seen]:
    """Take each line of a page in the language that it is in.

    A line that does not tell is taken in the language of the one above.
    """
    others = _lines(welsh)
    taken: list[Seen] = []
    language: str | None = None
    for line in _lines(english):
        language = language_of(" ".join(word.text for word in line)) or language
        same = next((other for other in others if _is_beside(line, other)), None)
        if language == "cy" and same is not None:
            taken += [word._replace(line=line[0].line) for word in same]
        else:
            taken += line
    return taken


def _lines(seen: Sequence[Seen]) -> list[list[Seen]]:
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _is_beside(line: Sequence[Seen], other: Sequence[Seen]) -> bool:
    """Whether two lines are one and the same, seen twice."""
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    above, below = min(word.top for word in other), max(word.bottom for word in other)
    overlap = min(bottom, below) - max(top, above)
    reach = min(line[-1].right, other[-1].right) - max(line[0].left, other[0].left)
    return overlap > 0.6 * min(bottom - top, below - above) and reach > 0


def _without_dirt(seen: Sequence[Seen]) -> list[Seen]:
    """Leave out specks that were taken for full stops and the like."""
    kept: list[Seen] = []
    before: Seen | None = None
    for word in seen:
        height = word.bottom - word.top
        joined = (
            before is not None
            and before.line == word.line
            and word.left - before.right < _JOINED * max(before.bottom - before.top, height)
        )
        before = word
        if not set(word.text) <= _SPECKS or (joined and word.score > _JUNK_SCORE):
            kept.append(word)
    return kept


def _without_holes(seen: Sequence[Seen], dpi: float) -> list[Seen]:
    """Leave out the holes of a ring binder: lone signs in the margin, away from all text."""
    text = sorted(word.left for word in seen if not set(word.text) <= _HOLES)
    if not text:
        return list(seen)
    start = text[len(text) // 50]  # but for what else stands in the margin
    return [
        word
        for word in seen
        if not set(word.text) <= _HOLES
        or word.right > min(start - _HOLE_APART * dpi, _HOLE_REACH * dpi)
    ]
