"""What does a council see of the answer on its draft, on a sheet or two for the meeting?

What weighs most is told, with a box to tick at each thing to do; the rest is counted.
"""

from collections.abc import Sequence

from pipeline.model import Borrowable, Check, Clause, Gap, Level, Remark, Topic, Weight
from pipeline.report import wording
from pipeline.report.addresses import web_address
from pipeline.report.answer.headline import headline
from pipeline.report.answer.remarks import compared_readings, near, ranked_departures, remarks
from pipeline.report.answer.unread import file_name, what_happened, what_to_do
from pipeline.report.answer.yardstick import Yardstick, titles, usual_gaps
from pipeline.report.readings import where
from pipeline.report.safe_text import shortened, shown, snippet
from pipeline.report.word import Paper, Run

# so many of each sort are told; the others are counted
_MOST_MISSING = 6
_MOST_TO_LOOK_AT = 4
_MOST_WEAKER = 5
_MOST_DATES = 4
_MOST_LAW = 3
_MOST_DEFECTS = 5
_MOST_NAMED = 6
# and in how many characters
_NAME = 90
_TERM = 70
_QUOTE = 110
_WORDING = 320
_REMARK = 200
_BOX = "☐\u00a0"


def summary(check: Check) -> bytes:
    """Write the answer on a draft as a Word file of one or two pages."""
    return _Maker(check).file()


class _Maker:
    """A summary while it is written."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._name = shortened(shown(file_name(check)), _NAME)
        self._council = shortened(shown(check.council.name or ""), _NAME)
        self._paper = Paper(f"{self._name}: for the council meeting")
        self._clauses = {clause.n: clause for clause in check.clauses}
        self._measured = Yardstick(check)
        self._titles = titles(check)

    def file(self) -> bytes:
        """Write all of it."""
        check = self._check
        self._paper.add(
            "Subtitle", [Run(f"For the council meeting. Checked on {wording.day(check.as_of)}")]
        )
        called = shortened(shown(check.codebook.document), _TERM)
        found = f"check of the {called}"
        title = f"{self._council}: {found}" if self._council else wording.capital(found)
        self._paper.add("Title", [Run(title)])
        if check.document.state.readable:
            self._answer()
        else:
            self._paper.add("Normal", [Run("This file could not be read. ", strong=True)])
            self._paper.add("Normal", [Run(f"{self._name}: {what_happened(check)}")])
            self._paper.add("Normal", [Run(what_to_do(check))])
            self._paper.add(
                "Normal",
                [Run("Nothing is known of what it says. That is not the same as silence.")],
            )
        return self._paper.to_bytes()

    def _answer(self) -> None:
        told: dict[Topic, list[Remark]] = {topic: [] for topic in Topic}
        for remark in remarks(self._check):
            told[remark.topic].append(remark)
        self._headline()
        gaps = usual_gaps(self._check)
        missing = [gap for gap in gaps if gap.level is Level.ABSENT and gap.sure]
        self._missing(missing)
        self._to_look_at([gap for gap in gaps if gap not in missing])
        self._weaker()
        self._list("Dates", told[Topic.DATES], _MOST_DATES)
        self._list("Law and guidance", told[Topic.LAW], _MOST_LAW)
        self._list("Drafting defects", told[Topic.DEFECT], _MOST_DEFECTS)
        measure = self._check.measure
        self._paper.add(
            "Foot",
            [
                Run(
                    f"{self._name}, measured by {wording.counted(measure.documents, 'document')} "
                    f"of other councils, of which {measure.read:,} could be read, as they stood "
                    f"on {wording.day(measure.as_of)}. Found by rules and a trained coder, not "
                    "checked by hand: read each clause before you rely on a point. Nothing in it "
                    "is legal advice."
                )
            ],
        )

    def _headline(self) -> None:
        short = headline(self._check)
        if short.doubt:
            self._paper.add("Normal", [Run(short.doubt, strong=True)])
        figures: list[Run] = []
        for number, figure in enumerate(short.figures):
            between = "   ·   " if number else ""
            figures += [Run(f"{between}{figure.value}", strong=True), Run(f" {figure.label}")]
        self._paper.add("Figures", figures)
        self._paper.add("Normal", [Run(self._measured.said())])

    def _missing(self, gaps: Sequence[Gap]) -> None:
        self._paper.add("Heading1", [Run("What is missing")])
        if not gaps:
            none = "Nothing that most of them have rules on is surely missing."
            self._paper.add("Normal", [Run(none)])
            return
        told, more = gaps[:_MOST_MISSING], gaps[_MOST_MISSING:]
        if any(gap.wordings for gap in told):
            self._paper.add(
                "Normal",
                [
                    Run(
                        "Tick what is to be added. The wordings are other councils’ texts: adapt "
                        "them to yours, do not just copy them."
                    )
                ],
            )
        for gap in told:
            self._task(self._title(gap), f": {self._measured.others_say(gap)}")
            for borrowed in gap.wordings[:1]:
                self._wording(borrowed)
        self._more([f"{self._title(gap)} ({self._measured.count(gap).of})" for gap in more])

    def _wording(self, borrowed: Borrowable) -> None:
        text = " ".join(f"{label} {words}" for label, words in borrowed.paragraphs)
        dated = f", {wording.stated(borrowed.dated)}" if borrowed.dated else ""
        council = f"{shortened(shown(borrowed.council), _TERM)}{dated}"
        link = web_address(borrowed.url) or ""
        self._paper.add(
            "Quotation",
            [
                Run("“"),
                Run(snippet(text, _WORDING), quoted=True),
                Run("” "),
                Run(council, link),
            ],
        )

    def _to_look_at(self, gaps: Sequence[Gap]) -> None:
        if not gaps:
            return
        self._paper.add("Heading1", [Run("To be looked at, and decided")])
        for gap in gaps[:_MOST_TO_LOOK_AT]:
            said = shortened(near(self._check, gap), _REMARK)
            have = f"{self._measured.count(gap).of} others have a rule."
            self._task(self._title(gap), f": {said} {have}")
        self._more([self._title(gap) for gap in gaps[_MOST_TO_LOOK_AT:]])

    def _weaker(self) -> None:
        found = [each for each in ranked_departures(self._check) if each.weight is Weight.WEAKER]
        if not found:
            return
        self._paper.add("Heading1", [Run("Weaker than most councils’")])
        for each in found[:_MOST_WEAKER]:
            clause = self._clauses.get(each.n)
            quote = snippet(clause.text if clause else each.evidence.quote, _QUOTE)
            usual = snippet(each.usual, _TERM)
            self._task(
                f"{self._place(clause)}: {snippet(each.theirs, _TERM)}",
                f", in “{quote}”. In {compared_readings(each)}: {usual}.",
            )
        others = (self._clauses.get(each.n) for each in found[_MOST_WEAKER:])
        self._more([where(clause, clause.page) for clause in others if clause])

    def _list(self, title: str, told: Sequence[Remark], most: int) -> None:
        if not told:
            return
        self._paper.add("Heading1", [Run(title)])
        for remark in told[:most]:
            clause = self._clauses.get(remark.n) if remark.n is not None else None
            place = f" ({where(clause, clause.page)})" if clause else ""
            self._task(
                shortened(shown(remark.title), _TERM),
                f"{place}: {shortened(shown(remark.text), _REMARK)}",
            )
        self._more([shortened(shown(remark.title), _TERM) for remark in told[most:]])

    def _task(self, strong: str, rest: str) -> None:
        self._paper.add("Task", [Run(_BOX), Run(strong, strong=True), Run(rest)])

    def _more(self, names: Sequence[str]) -> None:
        """Name what is not told, or else count it."""
        if names:
            told = list(dict.fromkeys(names))
            kept, more = told[:_MOST_NAMED], len(told) - _MOST_NAMED
            if more > 0:
                kept.append(f"{more:,} more in the answer")
            many = f"And {wording.counted(len(names), 'more', 'more')}"
            self._paper.add("Task", [Run(f"{_BOX}{many}: {wording.listed(kept)}.")])

    def _title(self, gap: Gap) -> str:
        return shortened(shown(self._titles[gap.provision]), _TERM)

    def _place(self, clause: Clause | None) -> str:
        return wording.capital(where(clause, clause.page)) if clause else "Not in a clause"
