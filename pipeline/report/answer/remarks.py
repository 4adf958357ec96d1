"""What is a clerk told about a draft, in which sentences, and at which place of it?

The same remarks go to the page, to the comments in the clerk's own file and to the terminal.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.model import (
    Check,
    Clause,
    Defect,
    DefectKind,
    Departure,
    Doubt,
    Evidence,
    Gap,
    Level,
    PartialDate,
    Remark,
    Review,
    ReviewStatus,
    Topic,
    Weight,
)
from pipeline.report import wording
from pipeline.report.answer.yardstick import Yardstick, rare_gaps, usual_gaps
from pipeline.report.briefing import BY_GRAVITY
from pipeline.report.deadlines import (
    deciding,
    due_remark,
    is_quotation,
)
from pipeline.report.readings import where
from pipeline.report.safe_text import shortened, shown, snippet

# characters of what a remark quotes
_TERM = 60
_QUOTE = 300
_DETAIL = 400

_MOST_OWN = 12  # clauses that nobody else has that are named one by one

_LAW = frozenset({DefectKind.OUTDATED_REFERENCE, DefectKind.DATED_REFERENCE})

_TOPICS: Mapping[Weight, Topic] = {
    Weight.WEAKER: Topic.WEAKER,
    Weight.STRONGER: Topic.STRONGER,
    Weight.OTHER: Topic.DIFFERENT,
}

_FORCE_TITLES: Mapping[Weight, str] = {
    Weight.WEAKER: "Weaker than usual",
    Weight.STRONGER: "Stronger than usual",
    Weight.OTHER: "Different from usual",
}

_FORCE_ADVICE: Mapping[Weight, str] = {
    Weight.WEAKER: "It binds less than most councils’: check that this is meant.",
    Weight.STRONGER: "It binds more than most councils’. That is not wrong: check that it is "
    "meant.",
    Weight.OTHER: "Neither is wrong: check that it is meant.",
}

# what to do about what was unusual in reading the dates; a flag that is not here asks for nothing
_FLAG_ADVICE: Mapping[str, str] = {
    "us_order": "Write the month as a word, so that nobody takes it for the day.",
    "impossible_date": "Correct the day.",
    "past_tense_future_date": "Say whether it is the review that was held or the next one.",
    "election_tied": "Name the year as well, so that the review is not missed.",
    "review_before_adoption": "Correct one of the two.",
    "future_adoption": "Correct it, or say that the text is still to be adopted.",
    "future_review": "Correct it, or say that it is the next review.",
    "conflicting_dates": "Decide which is right, and take the other out.",
    "bare_date": "Say beside it what it is the date of: adopted, reviewed, or next review.",
}

# the field of a review whose words show what a flag is about
_FLAG_FIELDS: Mapping[str, tuple[str, ...]] = {
    "election_tied": ("cadence", "cadence_text"),
    "review_before_adoption": ("review_due",),
    "future_adoption": ("adopted",),
    "future_review": ("last_reviewed",),
    "conflicting_dates": ("last_reviewed", "adopted", "review_due"),
    "past_tense_future_date": ("review_due", "last_reviewed"),
}

_ELECTIONS = "election_tied"

_DOUBTED: Mapping[str, str] = {
    "adopted": "the date of adoption",
    "last_reviewed": "the date of the last review",
    "review_due": "the date of the next review",
    "cadence": "how often it is to be reviewed",
}

_PLAINLY: Mapping[str, str] = {
    "adopted": "Adopted by the Council on 4 May 2026",
    "last_reviewed": "Last reviewed by the Council on 4 May 2026",
    "review_due": "Next review: May 2028",
    "cadence": "The Council reviews it every two years",
}

_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")


def remarks(check: Check) -> tuple[Remark, ...]:
    """Say everything that was found about a draft, in the order of an answer.

    What few councils have a rule on either is no fault and not among it: `quiet_remarks` has it.

    Returns:
        By topic in the order of `Topic`; within a topic what weighs most first. Empty where the
        draft could not be read, since nothing is known then.
    """
    if not check.document.state.readable:
        return ()
    found = [
        *_on_gaps(check, usual_gaps(check)),
        *_on_departures(check),
        *_on_dates(check),
        *_on_defects(check),
        *_on_own(check),
    ]
    order = list(Topic)
    return tuple(sorted(found, key=lambda remark: order.index(remark.topic)))


def quiet_remarks(check: Check) -> tuple[Remark, ...]:
    """Say on what the draft has no rule, where few others have one either: this is no fault."""
    if not check.document.state.readable:
        return ()
    return tuple(_on_gaps(check, rare_gaps(check)))


def ranked_departures(check: Check) -> tuple[Departure, ...]:
    """Give departures in the order of their remarks: weaker ones first, then by how usual."""
    order = list(_TOPICS)
    return tuple(
        sorted(
            check.departures,
            key=lambda each: (order.index(each.weight), -each.count / (each.total or 1)),
        )
    )


def lowered(title: str) -> str:
    """Write the title of a provision inside a sentence.

    Example:
        >>> lowered("Press and media"), lowered("GDPR requests")
        ('press and media', 'GDPR requests')
    """
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def near(check: Check, gap: Gap) -> str:
    """Say what in the draft comes near a provision that it lacks; empty where nothing does."""
    clause = _nearest(check, gap)
    place = _as_subject(clause) if clause else ""
    if gap.level is Level.MENTION:
        named = place or "The text"
        cell = next((cell for cell in check.cells if cell.provision == gap.provision), None)
        points_to = snippet(cell.points_to or "", _TERM) if cell else ""
        said = (
            f"{named} only points to {points_to}."
            if points_to
            else f"{named} names it, but no clause was found that says what somebody must, should "
            "or may do."
        )
        return said if gap.sure else f"{said} A person should check this."
    if gap.level is Level.RULES:
        found = f"{place} is all that was found" if place else "Little was found"
        return f"{found}, or it may be about something else: read it and decide."
    if gap.sure:
        return ""
    if not place:
        return "Look through the draft and decide."
    return f"{place} comes nearest: read it and decide."


def _as_subject(clause: Clause) -> str:
    """Name a clause as the subject of a sentence."""
    place = where(clause, None)
    page = "" if clause.page is None else f" on page {clause.page}"
    if place.startswith("under "):
        return f"The clause {place}{page}"
    return (
        f"{'An unnumbered clause' if place == 'unnumbered words' else wording.capital(place)}{page}"
    )


def _nearest(check: Check, gap: Gap) -> Clause | None:
    return next((clause for clause in check.clauses if clause.n == gap.nearest), None)


def _on_gaps(check: Check, gaps: Iterable[Gap]) -> Iterator[Remark]:
    measured = Yardstick(check)
    provisions = {provision.id: provision for provision in check.codebook.provisions}
    for gap in gaps:
        provision = provisions[gap.provision]
        subject = _subject(check, gap.provision)
        asked = f"“{shortened(shown(provision.question), _QUOTE)}”"
        if gap.level is Level.MENTION:
            title, found = f"Names {subject} without a rule", near(check, gap)
        elif gap.level is Level.RULES:
            title, found = f"Hardly a rule on {subject}", near(check, gap)
        elif gap.sure:
            title, found = f"No rule on {subject}", f"No clause was found that answers: {asked}"
        else:
            title = f"Perhaps no rule on {subject}"
            found = f"No clause clearly answers: {asked} {near(check, gap)}"
        to_adapt = " Adapt another council’s wording, or write your own." if gap.wordings else ""
        # of sure silence nothing in the draft is the place
        is_silent = gap.sure and gap.level is Level.ABSENT
        clause = None if is_silent else _nearest(check, gap)
        yield Remark(
            topic=Topic.MENTIONED if gap.level is Level.MENTION else Topic.MISSING,
            title=title,
            text=f"{found} {measured.others_say(gap)}{to_adapt}",
            is_to_check=not gap.sure,
            start=clause.start if clause else None,
            end=clause.end if clause else None,
            n=clause.n if clause else None,
            wordings=gap.wordings,
        )


def _on_departures(check: Check) -> Iterator[Remark]:
    for departure in ranked_departures(check):
        theirs, usual = (snippet(words, _TERM) for words in (departure.theirs, departure.usual))
        on = f" on {_subject(check, departure.provision)}" if departure.provision else ""
        yield Remark(
            topic=_TOPICS[departure.weight],
            title=f"{_FORCE_TITLES[departure.weight]}{on}: {theirs} (most: {usual})",
            text=f"{_contrast(departure, theirs, usual)} {_FORCE_ADVICE[departure.weight]} "
            f"{_read_as(check, departure)}".rstrip(),
            start=departure.evidence.start,
            end=departure.evidence.end,
            n=departure.n,
        )


def compared_readings(departure: Departure) -> str:
    """Say of what the usual is usual, with how many say it."""
    if departure.provision:
        return f"{departure.count:,} of {departure.total:,} councils that have rules on it"
    noun = "reading" if departure.total == 1 else "readings"
    return f"{departure.count:,} of {departure.total:,} other {noun} of this clause"


def _contrast(departure: Departure, theirs: str, usual: str) -> str:
    """Set the draft beside the others: their sentence, or else their strictest rule on it."""
    others = compared_readings(departure)
    if departure.provision:
        return f"The strictest rule here says {theirs}. In {others}, the strictest says {usual}."
    point = wording.DIFFERENCES[departure.kind]
    return f"{point}. Here: {theirs}. In {others}: {usual}."


def _read_as(check: Check, departure: Departure) -> str:
    if not departure.reading or departure.reading_of is None:
        return ""
    doc, _ = departure.reading_of
    name = shortened(shown(check.measure.names.get(doc, doc)), _TERM)
    return f"The usual wording, from {name}: “{snippet(departure.reading, _QUOTE)}”."


def _subject(check: Check, provision: str) -> str:
    title = next(each.title for each in check.codebook.provisions if each.id == provision)
    return shortened(shown(lowered(title)), _TERM)


def _on_dates(check: Check) -> Iterator[Remark]:
    review = check.review
    if review is None:
        return
    status = _on_status(review, check)
    if status is not None:
        yield status
    if review.adopted is None and "bare_date" not in review.flags:
        yield Remark(
            Topic.DATES,
            "No date of adoption",
            "It does not say when it was adopted: add the day and the minute.",
        )
    dated = review.status is not ReviewStatus.NO_REVIEW_DATE
    if dated and not review.cadence_months and not review.cadence_text:
        yield Remark(
            Topic.DATES,
            "It does not say how often it is reviewed",
            "A date alone is used up once it has passed. Add how often, such as “every two years” "
            "or “in May after each ordinary election”.",
        )
    # what another remark says already
    told = {_ELECTIONS} if status is not None else set()
    if any(defect.kind is DefectKind.CONFLICTING_DATES for defect in check.defects):
        told.add("conflicting_dates")
    for name in review.flags:
        if name in _FLAG_ADVICE and name not in told:
            said = wording.flag(name)
            yield _at(
                _flagged(check, name),
                Topic.DATES,
                said.rstrip("."),
                f"{said} {_FLAG_ADVICE[name]}",
            )
    yield from _on_doubts(review)


def _on_status(review: Review, check: Check) -> Remark | None:
    if review.status in {ReviewStatus.CURRENT, ReviewStatus.UNREADABLE}:
        return None
    fact, action = due_remark(review)
    doubt = wording.to_check(review, "status")
    words = next((e for e in deciding(review) if is_quotation(e)), None)
    status = wording.status(review)
    title = f"Review {status[:1].lower()}{status[1:]}"
    if review.status is ReviewStatus.NO_REVIEW_DATE:
        title = status
        words = _of(review, "cadence", "cadence_text") or words
        action = (
            f"add a sentence, such as “The Council reviews this {check.codebook.document} every "
            f"two years; the next review is due in May {check.as_of.year + 2}”"
        )
    said = [fact, _readings(review)]
    if _ELECTIONS in review.flags:
        said.append(wording.flag(_ELECTIONS))
    said += [f"{wording.capital(action)}.", wording.sentence(doubt)]
    text = " ".join(filter(None, said))
    return _at(words, Topic.DATES, title, text, is_to_check=bool(doubt))


def _readings(review: Review) -> str:
    """Say what each reading of an ambiguous review would mean; empty where it is not."""
    readings = [wording.STATUSES[each].lower() for each in review.status_readings]
    told = list(dict.fromkeys(readings))
    if review.status is not ReviewStatus.AMBIGUOUS or len(told) < 2:
        return ""
    months = [wording.counted(number, "month") for number in review.cadence_months]
    every = f"Read as every {wording.listed(months, 'or every')}, it" if len(months) > 1 else "It"
    return f"{every} would be {wording.listed(told, 'or')}."


def _on_doubts(review: Review) -> Iterator[Remark]:
    reasons: dict[str, list[Doubt]] = {}
    for name, doubt in review.doubts:
        unclear = name == "cadence" and review.status is ReviewStatus.AMBIGUOUS
        if name in _DOUBTED and not unclear:  # else the remark on the status says it
            reasons.setdefault(name, []).append(doubt)
    for name, doubts in reasons.items():
        evidence = _of(review, name, *(("cadence_text",) if name == "cadence" else ()))
        value = getattr(review, name, None) if name != "cadence" else None
        read = f"It was read as {wording.stated(value)}. " if value is not None else ""
        why = "; ".join(wording.DOUBTS[doubt] for doubt in dict.fromkeys(doubts))
        yield _at(
            evidence,
            Topic.DATES,
            f"Check {_DOUBTED[name]}",
            f"{read}Not certain: {why}. If it was misread, say it more plainly, such as "
            f"“{_PLAINLY[name]}”.",
            is_to_check=True,
        )


def _flagged(check: Check, name: str) -> Evidence | None:
    """Find the words that a flag is about; None where none are known."""
    facts, review = check.facts, check.review
    if facts is not None:
        for date in facts.dates:
            if name in date.flags and is_quotation(date.evidence):
                return date.evidence
        if name == "bare_date" and facts.bare_dates:
            return facts.bare_dates[0]
    return _of(review, *_FLAG_FIELDS.get(name, ())) if review is not None else None


def _of(review: Review, *fields: str) -> Evidence | None:
    for field in fields:
        for name, evidence in review.evidence:
            if name == field and is_quotation(evidence):
                return evidence
    return None


def _on_defects(check: Check) -> Iterator[Remark]:
    for defect in sorted(check.defects, key=lambda each: BY_GRAVITY.index(each.kind)):
        detail = _ISO_DATE.sub(_written, wording.sentence(defect.detail))
        detail = shortened(shown(detail), _DETAIL)
        quoted = defect.evidence if is_quotation(defect.evidence) else None
        yield _at(quoted, _topic(defect), wording.DEFECTS[defect.kind], detail)


def _written(date: re.Match[str]) -> str:
    """Write a date as a reader would."""
    year, month, day = (int(part) if part else None for part in date.groups())
    known = year is not None and month is not None and 1 <= month <= 12  # else it is no date
    return wording.stated(PartialDate(year, month, day)) if known and year else date.group()


def _topic(defect: Defect) -> Topic:
    if defect.kind is DefectKind.CONFLICTING_DATES:
        return Topic.DATES
    return Topic.LAW if defect.kind in _LAW else Topic.DEFECT


def _on_own(check: Check) -> Iterator[Remark]:
    """Name each clause that nobody else has; of many, only how many they are."""
    clauses = {clause.n: clause for clause in check.clauses}
    own = [clauses[n] for n in check.own if n in clauses]
    read = wording.counted(check.measure.read, "document")
    if len(own) > _MOST_OWN:
        yield Remark(
            Topic.OWN,
            f"{len(own):,} clauses that no other council has",
            f"Of each of them none of the {read} that could be read says the same, in any words. "
            "So much of its own is not wrong. It may be another sort of document, or a template "
            "that none of the others stands in.",
        )
        return
    for clause in own:
        yield Remark(
            Topic.OWN,
            "No other council’s clause says this",
            f"None of the {read} that could be read says the same, in any words. That is not "
            "wrong: check that it is meant.",
            start=clause.start,
            end=clause.end,
            n=clause.n,
        )


def _at(
    evidence: Evidence | None, topic: Topic, title: str, text: str, *, is_to_check: bool = False
) -> Remark:
    if evidence is None:
        return Remark(topic, title, text, is_to_check)
    return Remark(topic, title, text, is_to_check, evidence.start, evidence.end, evidence.n)
