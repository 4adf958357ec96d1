"""Which dates of a sentence belong to which of its words?"""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.segment.facts.ownership import may_serve
from pipeline.segment.facts.triggers import Cue, Trigger, leading_trigger
from pipeline.text.dates import FoundDate

Token = FoundDate | Trigger


@dataclass(slots=True)
class Pairs:
    """Dates with the trigger that each belongs to, and dates that are something else."""

    linked: list[tuple[FoundDate, Trigger]] = field(default_factory=list)
    ignored: list[FoundDate] = field(default_factory=list)


def pair(text: str, tokens: list[Token]) -> Pairs:
    """Pair the dates and triggers of one sentence, line or cell.

    Args:
        text: The text that the tokens stand in.
        tokens: The dates and triggers, in any order; at least one of each.

    Returns:
        The pairs; a date may stay alone.
    """
    tokens = sorted(tokens, key=lambda token: token.start)
    remarked = _in_brackets(text, tokens)
    if len(remarked) > 1:  # "Feb 2022 (adopted), Feb 2024 (reviewed)"
        return Pairs([pair for pair in remarked if may_serve(text, *pair)])
    if _dates_lead(text, tokens):
        return _pair_leading_dates(text, tokens)
    walk = _Walk(text)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if isinstance(token, Trigger):
            walk.take_trigger(token, following)
        else:
            walk.take_date(token)
    return walk.pairs


def _in_brackets(text: str, tokens: list[Token]) -> list[tuple[FoundDate, Trigger]]:
    """Give the dates behind which words stand in brackets, if every date has them."""
    pairs = [
        (token, following)
        for token, following in pairwise(tokens)
        if isinstance(token, FoundDate)
        and isinstance(following, Trigger)
        and text[token.end : following.start].strip() == "("
        and text[following.end : following.end + 1] == ")"
    ]
    dates = sum(isinstance(token, FoundDate) for token in tokens)
    return pairs if len(pairs) == dates else []


def _dates_lead(text: str, tokens: list[Token]) -> bool:
    """Say whether each date stands before its words: "12 May 2020 Adopted, 3 May 2021 ..."."""
    if not isinstance(tokens[0], FoundDate) or not isinstance(tokens[-1], Trigger):
        return False
    first_gap = text[tokens[0].end : tokens[1].start]
    for token, following in pairwise(tokens):
        if isinstance(token, FoundDate) and isinstance(following, FoundDate):
            return False
        between = text[token.end : following.start].strip()
        if isinstance(token, Trigger) and isinstance(following, FoundDate) and between in _POINTS:
            return False
    return len(first_gap) < 40


def _pair_leading_dates(text: str, tokens: list[Token]) -> Pairs:
    groups: list[tuple[FoundDate, list[Trigger]]] = []
    for token in tokens:
        if isinstance(token, FoundDate):
            groups.append((token, []))
        else:
            groups[-1][1].append(token)
    pairs = Pairs()
    for found, triggers in groups:
        chosen = leading_trigger(triggers)
        if chosen is None or _is_a_remark(text, found, chosen):
            continue
        if may_serve(text, found, chosen):
            pairs.linked.append((found, chosen))
    return pairs


class _Walk:
    """A walk through a sentence from left to right; words govern the dates after them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pairs = Pairs()
        self.trigger: Trigger | None = None  # the latest
        self.outer: Trigger | None = None  # the one before it, still without a date
        self.last: FoundDate | None = None  # the latest date of `trigger`
        self.pending: FoundDate | None = None  # a date that waits for the words after it
        self.used = False  # whether `trigger` has a date

    def take_trigger(self, trigger: Trigger, following: Token | None) -> None:
        """Give a waiting date its words, else wait for the date that these words govern."""
        if self.pending is not None and self._closes(self.pending, trigger, following):
            self.pairs.linked.append((self.pending, trigger))
            self.pending, self.trigger, self.last, self.used = None, trigger, None, True
            return
        if self._is_an_election_to_wait_for(trigger):
            return
        if self._is_reviewed_and(trigger):
            trigger = replace(trigger, cue=Cue.READOPTED)
        self.outer = None if self.used else self.trigger
        self.trigger, self.last, self.used = trigger, None, False

    def take_date(self, found: FoundDate) -> None:
        """Give a date to the latest words if they govern it; else let it wait."""
        if self.trigger is not None and self.outer is not None:
            gap = self.text[self.trigger.end : found.start]
            if gap.count(")") > gap.count("("):  # "adopted (reviewed annually) on DATE"
                self.trigger, self.outer, self.last, self.used = self.outer, None, None, False
        moved = self._is_moved_to(found)
        if moved:
            self.pairs.ignored.append(self.pairs.linked.pop()[0])
        if self.trigger is not None and (moved or self._governs(self.trigger, found)):
            self.pairs.linked.append((found, self.trigger))
            self.last, self.used = found, True
        else:
            self.pending = found

    def _closes(self, pending: FoundDate, trigger: Trigger, following: Token | None) -> bool:
        """Say whether a date belongs to words that come after it."""
        if trigger.start - pending.end >= 120 or has_break(self.text, pending.end, trigger.start):
            return False
        owns_another = (
            isinstance(following, FoundDate)
            and following.start - trigger.end < 90
            and not has_break(self.text, trigger.end, following.start)
        )
        if owns_another and (
            not self._is_a_resolution(pending, trigger)
            or self.text[trigger.end : following.start] == " on "  # type: ignore[union-attr]
        ):
            return False
        if trigger.cue is Cue.DUE and not self._leads_a_plan(pending, trigger):
            return False
        if _is_a_remark(self.text, pending, trigger):
            return False
        return may_serve(self.text, pending, trigger)

    def _is_a_resolution(self, pending: FoundDate, trigger: Trigger) -> bool:
        """Say whether a meeting's date leads: "At a meeting on DATE it was resolved to adopt"."""
        before = self.text[max(0, pending.start - 60) : pending.start]
        between = self.text[pending.end : trigger.end]
        return bool(
            trigger.cue is Cue.ADOPTED
            and _AT_A_MEETING.search(before)
            and _RESOLVED.search(between)
        )

    def _is_moved_to(self, found: FoundDate) -> bool:
        """Say whether a review was put off: "due in May 2024 but put back to May 2027"."""
        return (
            self.last is not None
            and self.trigger is not None
            and self.trigger.cue is Cue.DUE
            and bool(self.pairs.linked)
            and self.pairs.linked[-1][0] is self.last
            and bool(
                _MOVED_TO.search(self.text, self.last.end, found.start)
                or (
                    self.text[self.last.end : found.start] in {" to ", " until "}
                    and _MOVED_FROM.search(self.text[: self.last.start][-40:])
                )
            )
        )

    def _leads_a_plan(self, pending: FoundDate, trigger: Trigger) -> bool:
        """Say whether a date is when a review is due: "In May 2027 it will be reviewed"."""
        before = self.text[max(0, pending.start - 12) : pending.start]
        between = self.text[pending.end : trigger.start]
        return (
            len(between) < 6
            or bool(_SENTENCE_START.search(before) and not _DECIDED.search(between))
            or bool(_WHEN_IT.match(between))
        )

    def _is_reviewed_and(self, trigger: Trigger) -> bool:
        """Say whether an adoption follows a review: "reviewed by the Clerk and adopted on ..."."""
        latest = self.trigger
        return (
            latest is not None
            and not self.used
            and latest.cue is Cue.REVIEWED
            and trigger.cue is Cue.ADOPTED
            and bool(_AND_THEN.match(self.text, latest.end, trigger.start))
        )

    def _is_an_election_to_wait_for(self, trigger: Trigger) -> bool:
        """Say whether a review waits for an election: "after the elections of May 2027"."""
        return (
            trigger.cue is Cue.NEVER
            and self.trigger is not None
            and self.trigger.cue is Cue.DUE
            and not self.used
            and bool(_ELECTION.match(trigger.text))
            and bool(_AFTER.search(self.text, self.trigger.end, trigger.start))
        )

    def _governs(self, trigger: Trigger, found: FoundDate) -> bool:
        if not may_serve(self.text, found, trigger):
            return False
        gap = self.text[(self.last.end if self.last else trigger.end) : found.start]
        if _INTERVAL_FROM.search(gap):
            self.pairs.ignored.append(found)
            return False
        if self.last is not None:
            if "(" in gap and trigger.cue is Cue.ADOPTED:
                self.pairs.ignored.append(found)  # a minute number in the form of a date
                return False
            return not self._has_a_verb_of_its_own(gap, found) and (
                len(gap) < 3 or bool(_LIST_GAP.match(gap) or _MOVED_TO.search(gap))
            )
        if self.used:
            return bool(_LIST_GAP.match(gap))
        return len(gap) <= 14 or not has_break(self.text, trigger.end, found.start)

    def _has_a_verb_of_its_own(self, gap: str, found: FoundDate) -> bool:
        """Say whether a body does something else: "; the Council on 4 May noted that ..."."""
        return bool(_A_BODY.search(gap) and _DOES_A_THING.match(self.text, found.end))


def is_list_gap(text: str, start: int, end: int) -> bool:
    """Say whether nothing but commas, semicolons, minutes and the like parts two dates of a list.

    Example:
        >>> is_list_gap("May 2021 (min. 4); June 2022", 8, 19)
        True
    """
    return end - start <= _LONGEST_GAP and bool(_LIST_GAP.match(text[start:end]))


def _is_a_remark(text: str, found: FoundDate, trigger: Trigger) -> bool:
    """Say whether a date is that of a remark: "noted on 4 May that the rates had been updated"."""
    between = text[found.end : trigger.start]  # a resolution goes on with ": that ..."
    return (
        trigger.cue is Cue.REVIEWED and not between.startswith(":") and bool(_THAT.search(between))
    )


_POINTS = {":", "-"}  # after words that the next date belongs to
# Between dates that one trigger governs: "reviewed 12 May 2020, 4 May 2021 (min 21/4), May 2022".
_LIST_GAP = re.compile(
    r"(?:[\s,;/&+()|✓✔•·>-]"
    r"|\ba chan (?:[\w']{1,20} ){1,4}ar\b"
    r"|\bat (?:the|its) (?:[\w']{1,20} ){0,3}meeting (?:held )?(?:on|of)\b"
    r"|\b(?:and|then|again|in|on|a'?c?|also|at|the|no changes?"
    r"|(?:most )?recently|subsequently|later|finally|lastly"
    r"|with(?:out)? (?:\w{1,20} )?(?:changes?|amendments?|alterations?)|as amended|unchanged)\b"
    r"|\bmin(?:ute)?s?\b(?:[^,;.)\n]|\.(?=[\d\s]{0,2}\d)){0,25}"
    r"|\b(?:by |at )?(?:the )?(?-i:(?:[A-Z][\w'&-]{0,30} (?:and |& )?){0,4}"
    r"(?:Council|(?:Sub-?)?Committee|Panel|Working (?:Group|Party)))\b"
    r"|\bby (?:the )?(?-i:[A-Z])[\w'&-]{0,40}(?: (?-i:[A-Z])[\w'&-]{0,40}){0,3}){0,12}+$",
    re.IGNORECASE,
)
_A_BODY = re.compile(r"\b(?:council|committee|panel|group|party)\b", re.IGNORECASE)
_DOES_A_THING = re.compile(r",? (?!(?:and|min|with|without|under|by|at|when|unchanged|as)\b)[a-z]")
_AND_THEN = re.compile(r"[^.;:\t|]{0,60}?\b(?:and|then)\b[^.;:\t|]{0,20}$")
_AT_A_MEETING = re.compile(r"\b(?:at|on|of)\b[^.]*$", re.IGNORECASE)
_RESOLVED = re.compile(r"resolv|to adopt|council", re.IGNORECASE)
_ELECTION = re.compile(r"(?:by-?)?elections?\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|following) (?:the |each |next )?(?:\w{1,20} )?$", re.IGNORECASE)
_WHEN_IT = re.compile(r",? (?:and )?(?:when|by when|by which time) (?:it|this|the|they)\b")
_THAT = re.compile(r"\bthat\b", re.IGNORECASE)
_MOVED_TO = re.compile(
    r"\b(?:put (?:back|off)|moved|brought forward|postponed|extended|deferred|delayed|rescheduled"
    r"|pushed back)(?: \w{1,40}){0,2} (?:to|until|till) (?:the )?$",
    re.IGNORECASE,
)
# "In May 2024 the Council agreed to review ...": the day of the decision.
_DECIDED = re.compile(r"\b(?:agreed|decided|resolved|asked|voted|noted|recommended)\b", re.I)
_MOVED_FROM = re.compile(
    r"\b(?:put back|put off|moved|postponed|deferred|delayed|rescheduled|extended) from $", re.I
)
_SENTENCE_START = re.compile(r"(?:^|[\n.;]) {0,20}(?:on|in|by|during) $", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"[.;] +(?=[A-Z])|; +(?=(?:the|our|its|members|councillors|officers) \w{1,20} (?!of\b)[a-z])"
)  # what follows in brackets is a remark on it
_LONGEST_GAP = 60  # characters between two dates of a list
_ABBREVIATED = re.compile(
    r"(?:\b(?:min|no|ref|st|sept?|jan|feb|mar|apr|jun|jul|aug|oct|nov|dec|rev|ver)|\d|\.\.)$",
    re.IGNORECASE,
)
# "within 12 months of 5 May 2024": the date is where an interval begins, not where it ends.
_INTERVAL_FROM = re.compile(
    r"\b(?:every|within|after|annual\w*|year\w*|(?<!the )month\w*)\b[^.;]{0,40}"
    r"\b(?:from|(?<!elections )(?<!election )of|after|since)\W{0,60}$",
    re.IGNORECASE,
)


def has_break(text: str, start: int, end: int) -> bool:
    """Say whether a sentence ends within a span; an abbreviation does not end one."""
    gap = text[start:end]
    return any(
        not _ABBREVIATED.search(gap[max(0, match.start() - 6) : match.start()])
        for match in _SENTENCE_END.finditer(gap)
    )
