"""What is the answer on a draft, in one sentence, a few figures and what to do first?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Check, Gap, Level, Remark, Review, ReviewStatus, Topic
from pipeline.report import wording
from pipeline.report.answer.remarks import lowered, remarks
from pipeline.report.answer.yardstick import Yardstick, titles, usual_gaps
from pipeline.report.deadlines import due_remark
from pipeline.report.safe_text import shortened, shown

_FEWEST = 3  # provisions with rules below which a draft may be some other document,
_LONG = 15  # if it has so many clauses,
_MANY = 6  # and so many provisions were looked for
_MOST_NAMED = 3
_TERM = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the answer."""

    value: str
    label: str
    href: str  # where the page has more of it


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer in short."""

    sentences: tuple[str, ...]
    figures: tuple[Figure, ...]
    steps: tuple[Step, ...]  # what to do first, the most pressing first
    doubt: str  # why the draft may be no document of this sort; empty where it looks like one


def headline(check: Check) -> Headline:
    """Put the answer in short; empty where the draft could not be read."""
    if not check.document.state.readable:
        return Headline((), (), (), "")
    found = _Found(check)
    return Headline(
        sentences=tuple(found.sentences()),
        figures=tuple(found.figures()),
        steps=tuple(found.steps()),
        doubt=found.doubt(),
    )


def concerned(check: Check) -> tuple[int, int]:
    """Count the provisions with rules, and those that were looked for and concern the council."""
    # of what does not concern the council only rules are counted, since it has them
    counted = [cell for cell in check.cells if cell.concerned or cell.level is Level.RULES]
    return sum(cell.level is Level.RULES for cell in counted), len(counted)


class _Found:
    """What was found about a draft, counted."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._called = shortened(shown(check.codebook.document), _TERM)
        self._rules, self._of = concerned(check)
        gaps = usual_gaps(check)
        self._missing = [gap for gap in gaps if gap.level is Level.ABSENT and gap.sure]
        self._open = [gap for gap in gaps if not gap.sure]
        self._named = [gap for gap in gaps if gap.level is Level.MENTION and gap.sure]
        self._told: dict[Topic, list[Remark]] = {topic: [] for topic in Topic}
        for remark in remarks(check):
            self._told[remark.topic].append(remark)
        self._measured = Yardstick(check)

    def sentences(self) -> Iterator[str]:
        provisions = wording.counted(self._of, "provision")
        if self._of:
            yield f"Your {self._called} has rules on {self._rules:,} of {provisions}."
        if self._check.measure.read:
            yield self._usual()
        if self._check.review is not None:
            yield f"{_of_review(self._check.review)}."
        defects = len(self._told[Topic.DEFECT])
        yield f"{wording.capital(_number(defects, 'drafting defect'))}."
        if law := len(self._told[Topic.LAW]):
            yield f"{wording.counted(law, 'reference')} to law or guidance to bring up to date."

    def _usual(self) -> str:
        councils = self._measured.plural()
        usual = f"usual in {councils}" if self._measured.alike else "that are usual"
        said = [f"{_none(len(self._missing))} {_are(len(self._missing))} missing"]
        if self._named:
            said.append(f"{len(self._named):,} {_are(len(self._named))} named without a rule")
        if self._open:
            said.append(f"{len(self._open):,} {_are(len(self._open))} to be checked")
        return f"Of the provisions {usual}, {wording.listed(said)}."

    def figures(self) -> Iterator[Figure]:
        if self._of:
            yield Figure(f"{self._rules:,} of {self._of:,}", "provisions with rules", "#provisions")
        if self._check.measure.read:
            rules = "usual rule missing" if len(self._missing) == 1 else "usual rules missing"
            yield Figure(f"{len(self._missing):,}", rules, "#missing")
        if self._check.review is not None:
            value, label = _due(self._check.review)
            yield Figure(value, label, "#dates")
        defects = len(self._told[Topic.DEFECT])
        yield Figure(f"{defects:,}", _noun(defects, "drafting defect"), "#defects")
        forces = sum(
            len(self._told[topic]) for topic in (Topic.WEAKER, Topic.STRONGER, Topic.DIFFERENT)
        )
        clause = "clause binds" if forces == 1 else "clauses bind"
        yield Figure(f"{forces:,}", f"{clause} otherwise than most", "#force")

    def steps(self) -> Iterator[Step]:
        review = self._check.review
        if review is not None and review.status not in {
            ReviewStatus.CURRENT,
            ReviewStatus.UNREADABLE,
        }:
            fact, action = due_remark(review)
            yield Step(f"{fact} {wording.capital(action)}.", "#dates")
        if self._missing:
            named = _named(self._count_titles(self._missing))
            yield Step(f"Decide whether to have rules on {named}.", "#missing")
        if self._open:
            named = _named(self._titles(self._open))
            yield Step(f"Look at what there is on {named}, and decide if it is enough.", "#look")
        defects = self._told[Topic.DEFECT]
        if defects:
            kinds = dict.fromkeys(remark.title[:1].lower() + remark.title[1:] for remark in defects)
            noun = wording.counted(len(defects), "drafting defect")
            yield Step(f"Put right {noun}: {_named(list(kinds))}.", "#defects")
        if law := self._told[Topic.LAW]:
            noun = wording.counted(len(law), "reference")
            yield Step(f"Bring {noun} to law or guidance up to date.", "#law")
        if weaker := self._told[Topic.WEAKER]:
            noun = wording.counted(len(weaker), "clause")
            is_meant = "is meant to bind" if len(weaker) == 1 else "are meant to bind"
            yield Step(f"Decide whether {noun} {is_meant} less than most councils’.", "#force")

    def doubt(self) -> str:
        clauses = sum(clause.counted for clause in self._check.clauses)
        # a short text with a rule or two may be all that there is
        if self._rules >= _FEWEST or (self._rules and clauses < _LONG) or self._of < _MANY:
            return ""
        return (
            f"Hardly any of what councils’ {shortened(shown(self._check.codebook.documents), 60)} "
            f"have was found in it. Is it the right file, and a {self._called}?"
        )

    def _titles(self, gaps: Iterable[Gap]) -> list[str]:
        named = titles(self._check)
        return [shortened(shown(lowered(named[gap.provision])), _TERM) for gap in gaps]

    def _count_titles(self, gaps: Sequence[Gap]) -> list[str]:
        counts = [self._measured.count(gap).of for gap in gaps]
        return [
            f"{title} ({of} have)" for title, of in zip(self._titles(gaps), counts, strict=True)
        ]


def _of_review(review: Review) -> str:
    status = wording.status(review)
    if review.status is ReviewStatus.NO_REVIEW_DATE:
        return status
    return f"Review {status[:1].lower()}{status[1:]}"


def _due(review: Review) -> tuple[str, str]:
    if review.status is ReviewStatus.NO_REVIEW_DATE:
        return "No date", "for the next review"
    status = wording.status(review)
    value, _, rest = status.partition(":")
    return value, f"review:{rest}" if rest else "review"


def _named(names: Sequence[str]) -> str:
    kept = list(names[:_MOST_NAMED])
    if len(names) > _MOST_NAMED:
        kept.append(f"{len(names) - _MOST_NAMED:,} more")
    return wording.listed(kept)


def _number(number: int, one: str) -> str:
    return f"{wording.counted(number, one)}" if number else f"no {one} was found"


def _noun(number: int, one: str) -> str:
    return one if number == 1 else f"{one}s"


def _none(number: int) -> str:
    return f"{number:,}" if number else "none"


def _are(number: int) -> str:
    return "is" if number in {0, 1} else "are"
