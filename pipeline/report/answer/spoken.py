"""How is the answer on a draft said in a terminal?"""

import textwrap
from collections.abc import Iterator, Mapping

from pipeline.model import Check, Remark, Topic
from pipeline.report import wording
from pipeline.report.answer.headline import headline
from pipeline.report.answer.remarks import remarks
from pipeline.report.answer.unread import file_name, what_happened, what_to_do
from pipeline.report.answer.yardstick import Yardstick, usual_gaps
from pipeline.report.readings import where
from pipeline.report.safe_text import shortened, shown, snippet

_WIDTH = 80
_MOST = 6  # remarks named of each sort; the others are counted
_NAME = 60

_SNIPPET = 60

# of these the title alone does not say what is wrong
_QUOTED = frozenset({Topic.LAW, Topic.DEFECT})

_GAPS = frozenset({Topic.MISSING, Topic.MENTIONED})
_OPEN = "To be looked at:"

_HEADS: Mapping[str, frozenset[Topic]] = {
    "Usual, and missing here:": frozenset({Topic.MISSING}),
    _OPEN: _GAPS,
    "Named without a rule:": frozenset({Topic.MENTIONED}),
    "Weaker than most councils have it:": frozenset({Topic.WEAKER}),
    "Stronger than most councils have it:": frozenset({Topic.STRONGER}),
    "Different from what most councils have:": frozenset({Topic.DIFFERENT}),
    "Dates:": frozenset({Topic.DATES}),
    "Law and guidance that has changed:": frozenset({Topic.LAW}),
    "To put right:": frozenset({Topic.DEFECT}),
}


def spoken(check: Check) -> tuple[str, ...]:
    """Give the answer in lines of at most 80 characters, without marks or colours."""
    return tuple(_lines(check))


def _lines(check: Check) -> Iterator[str]:
    name = shortened(shown(check.council.name or ""), _NAME)
    file = shortened(shown(file_name(check)), _NAME)
    yield from _wrapped(f"{file}: {name}" if name else file)
    yield ""
    if not check.document.state.readable:
        yield from _wrapped(f"It could not be read. {what_happened(check)}")
        yield from _wrapped(f"What to do: {what_to_do(check)}")
        return
    found = headline(check)
    measured = Yardstick(check)
    if found.doubt:
        yield from _wrapped(found.doubt)
    for sentence in found.sentences:
        yield from _wrapped(sentence)
    yield from _wrapped(measured.said())
    told = remarks(check)
    # the remarks on gaps come first, in the order of the gaps
    counts = dict(zip(told, (measured.count(gap).of for gap in usual_gaps(check)), strict=False))
    for head, topics in _HEADS.items():
        of_head = [
            remark
            for remark in told
            if remark.topic in topics
            and (remark.topic not in _GAPS or remark.is_to_check is (head == _OPEN))
        ]
        if of_head:
            yield ""
            yield head
        for remark in of_head[:_MOST]:
            yield from _wrapped(_point(check, remark, counts.get(remark, "")), "  - ")
        if len(of_head) > _MOST:
            yield f"  - and {len(of_head) - _MOST:,} more"
    if check.own:
        clauses = wording.counted(len(check.own), "clause")
        yield ""
        yield from _wrapped(f"{clauses} that nobody else has: see that each is meant.")
    yield ""
    yield from _wrapped(
        "Made by rules and a trained coder: read the clause behind a point before you rely on it. "
        "It is a check and not legal advice."
    )


def _point(check: Check, remark: Remark, of: str) -> str:
    notes = [f"{of} have one"] if of else []
    clause = next((clause for clause in check.clauses if clause.n == remark.n), None)
    if clause is not None:
        notes.append(where(clause, clause.page))
    if remark.is_to_check and remark.topic not in _GAPS:
        notes.append("to be checked")
    words = ""
    if remark.topic in _QUOTED and remark.start is not None:
        words = f": “{snippet(check.document.text[remark.start : remark.end], _SNIPPET)}”"
    note = f" ({'; '.join(notes)})" if notes else ""
    return f"{remark.title}{words}{note}"


def _wrapped(text: str, lead: str = "") -> list[str]:
    """Break a text into lines; what begins with a lead is indented below it."""
    words = " ".join(shown(text).split())
    return textwrap.wrap(words, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))
