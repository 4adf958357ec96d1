"""With which councils is a draft compared, and what is usual among them?"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import Check, Gap, Level, PeerGroup
from pipeline.report import wording
from pipeline.report.peers import alike
from pipeline.report.safe_text import shortened, shown

_TERM = 60  # characters of a county's name or another's
# in the order of an answer: nothing, hardly a rule, named
_LEVELS = (Level.ABSENT, Level.RULES, Level.MENTION)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the councils that a draft is compared with have a rule."""

    rules: int
    read: int

    @property
    def of(self) -> str:
        """Say how many: "4 of 5"."""
        return f"{self.rules:,} of {self.read:,}"

    @property
    def is_usual(self) -> bool:
        """Whether at least half of them have one."""
        return self.read > 0 and 2 * self.rules >= self.read


class Yardstick:
    """The councils that a draft is measured by: those like it, or all where these are too few."""

    def __init__(self, check: Check) -> None:
        self._check = check
        # a group without a likeness is every council
        self.alike: bool = bool(
            check.peers and check.peers.enough and check.group and check.group.likenesses
        )

    def count(self, gap: Gap) -> Count:
        """Count the councils that have a rule where the draft has none."""
        if self.alike:
            return Count(gap.rules, gap.read)
        return Count(gap.rules_of_all, gap.read_of_all)

    def councils(self, number: int, *, of: str = "") -> str:
        """Name the councils after their number: "5 parish councils in Devon"."""
        before, after = self._names() if self.alike else ("", "")
        noun = wording.counted(number, f"{before}council")
        return f"{of}{noun}{after} that could be read"

    def plural(self) -> str:
        """Name the councils without their number: "parish councils in Devon"."""
        before, after = self._names() if self.alike else ("", "")
        return f"{before}councils{after}"

    def others_say(self, gap: Gap) -> str:
        """Say in a sentence how many others have a rule."""
        count = self.count(gap)
        if not count.read:
            return "No other council’s document could be compared on this."
        said = f"{self.councils(count.read, of=f'{count.rules:,} of ')} have a rule on it"
        if self.alike:
            said += f"; of all, {gap.rules_of_all:,} of {gap.read_of_all:,}"
        return f"{said}."

    def said(self) -> str:
        """Say in sentences with whom the draft is compared."""
        check, peers = self._check, self._check.peers
        if peers is None or not check.measure.read:
            return "No other council’s document could be read, so nothing can be compared."
        everyone = f"all {wording.counted(check.measure.read, 'document')} that could be read"
        if not self.alike:
            if check.group is None or not check.group.likenesses:
                return f"Compared with {everyone}."
            before, after = self._names()
            few = wording.counted(peers.read, f"{before}council")
            return (
                f"Only {few}{after} could be read, too few to say what is usual among them. "
                f"So the draft is compared with {everyone}."
            )
        more = wording.counted(peers.unread, "more council")
        are = "is" if peers.unread == 1 else "are"
        unread = f" {more} like it could not be read and {are} not counted." if peers.unread else ""
        return f"Compared with the {self.councils(peers.read)}.{unread}"

    def _names(self) -> tuple[str, str]:
        group: PeerGroup | None = self._check.group
        before, after = alike(group) if group else ("", "")
        return shortened(shown(before), _TERM), shortened(shown(after), 2 * _TERM)


def usual_gaps(check: Check) -> tuple[Gap, ...]:
    """Give what at least half of the others have a rule on: the most usual first, sure ones first.

    A provision that does not concern the council is none of its gaps.
    """
    measured = Yardstick(check)
    return tuple(
        sorted(
            (gap for gap in _concerned(check) if measured.count(gap).is_usual),
            key=lambda gap: (
                _LEVELS.index(gap.level),
                not gap.sure,
                *_rank(measured.count(gap)),
            ),
        )
    )


def rare_gaps(check: Check) -> tuple[Gap, ...]:
    """Give what few of the others have a rule on either, the most usual first.

    Of these, what the draft has hardly a rule on is no gap at all; nor is what no other council
    could be compared on.
    """
    measured = Yardstick(check)
    return tuple(
        sorted(
            (
                gap
                for gap in _concerned(check)
                if gap.level is not Level.RULES
                and measured.count(gap).read
                and not measured.count(gap).is_usual
            ),
            key=lambda gap: _rank(measured.count(gap)),
        )
    )


def titles(check: Check) -> Mapping[str, str]:
    """Give the title of each provision."""
    return {provision.id: provision.title for provision in check.codebook.provisions}


def _rank(count: Count) -> tuple[float, int]:
    return -count.rules / count.read if count.read else 0.0, -count.rules


def _concerned(check: Check) -> tuple[Gap, ...]:
    without = {cell.provision for cell in check.cells if not cell.concerned}
    return tuple(gap for gap in check.gaps if gap.provision not in without)
