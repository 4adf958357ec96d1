"""What do people say of a document's council, its dates and its defects?"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.analyse.corrections.orders import Order
from pipeline.analyse.reviews import review_of
from pipeline.model import (
    CORRECTED_DATES,
    CORRECTED_WORDS,
    NOT_STATED,
    Clause,
    Correction,
    CorrectionKind,
    Defect,
    Evidence,
    Outcome,
    PartialDate,
    Replayed,
    Review,
    Source,
    StatedCadence,
    StatedDate,
    StatedFacts,
    StatedRole,
)
from pipeline.text.folding import fold

_ROLES = {
    "adopted": StatedRole.ADOPTED,
    "last_reviewed": StatedRole.REVIEWED,
    "review_due": StatedRole.REVIEW_DUE,
}
_NAMES = {"cadence_months": "months between reviews", "minute_ref": "minute"}


def with_councils(
    sources: Sequence[Source], facts: Mapping[str, StatedFacts], orders: Sequence[Order]
) -> tuple[tuple[Source, ...], dict[str, StatedFacts], tuple[Replayed, ...]]:
    """Call councils as people say that they are called."""
    own = [each for each in orders if each.correction.what == CorrectionKind.COUNCIL]
    called = {
        source.doc: source.council or (facts[source.doc].council if source.doc in facts else None)
        for source in sources
    }
    replayed = []
    for order in own:
        was, now = called[order.correction.doc], order.correction.value
        if was == now:
            outcome, note = Outcome.NO_LONGER_APPLICABLE, "Already called so without it."
        else:
            outcome, note = Outcome.APPLIED, f"The council is called {now}; it was {was or '—'}."
        replayed.append(Replayed(order.correction, outcome, note, order.n))
    return (*with_names(sources, facts, replayed), tuple(replayed))


def with_names(
    sources: Sequence[Source], facts: Mapping[str, StatedFacts], replayed: Iterable[Replayed]
) -> tuple[tuple[Source, ...], dict[str, StatedFacts]]:
    """Give sources and facts the names that corrections have given to councils."""
    names = {
        each.correction.doc: each.correction.value
        for each in replayed
        if each.correction.what == CorrectionKind.COUNCIL and each.outcome is Outcome.APPLIED
    }
    named = tuple(
        replace(source, council=names[source.doc]) if source.doc in names else source
        for source in sources
    )
    return named, {
        doc: replace(stated, council=names[doc]) if doc in names else stated
        for doc, stated in facts.items()
    }


def with_words(
    facts: Mapping[str, StatedFacts], replayed: Iterable[Replayed], clauses: Sequence[Clause]
) -> dict[str, StatedFacts]:
    """Give facts the titles, minutes and other words that corrections have given to them."""
    stated = dict(facts)
    own = [
        each
        for each in replayed
        if each.outcome is Outcome.APPLIED
        and each.correction.what == CorrectionKind.DATE
        and each.correction.item in CORRECTED_WORDS
        and each.correction.doc in stated
    ]
    places = {(clause.doc, clause.n): clause for clause in clauses} if own else {}
    for each in own:
        doc = each.correction.doc
        words = _evidence(each.correction, places.get((doc, each.n or 0)))
        stated[doc] = _with_fact(stated[doc], each.correction, words)
    return stated


def with_reviews(
    facts: Mapping[str, StatedFacts],
    orders: Sequence[Order],
    clauses: Sequence[Clause],
    *,
    as_of: date,
    due_soon_days: int,
) -> tuple[tuple[Review, ...], tuple[Replayed, ...]]:
    """Judge every document's review on the day, by the dates that people have put right.

    Args:
        facts: What the documents state, by doc.
        orders: All corrections to follow; only those of dates and other facts are.
        clauses: The clauses of all documents.
        as_of: The day of the report.
        due_soon_days: As of `review_of`.

    Returns:
        The reviews by document, those that were corrected with the flag `corrected`, and what
        became of each correction.
    """
    own: dict[str, list[Order]] = defaultdict(list)
    for order in orders:
        if order.correction.what == CorrectionKind.DATE:
            own[order.correction.doc].append(order)
    places = {(clause.doc, clause.n): clause for clause in clauses} if own else {}
    reviews, replayed = [], []
    for doc in sorted(facts):
        review = review_of(facts[doc], as_of=as_of, due_soon_days=due_soon_days)
        if doc in own:
            stated, settled = facts[doc], {}
            for order in own[doc]:
                words = _evidence(order.correction, places.get((doc, order.n or 0)))
                if order.correction.item in CORRECTED_DATES:
                    settled[order.correction.item] = _date(order.correction, words)
                    # of what else may be stated, a person has taken notice
                    stated = replace(stated, doubts=())
                else:
                    stated = _with_fact(stated, order.correction, words)
            before = review
            after = review_of(stated, as_of=as_of, due_soon_days=due_soon_days, settled=settled)
            told = [_told(order, before, after) for order in own[doc]]
            replayed += told
            if any(each.outcome is Outcome.APPLIED for each in told):
                review = replace(after, flags=tuple(sorted({*after.flags, "corrected"})))
        reviews.append(review)
    return tuple(reviews), tuple(replayed)


def without_dismissed(
    defects: Sequence[Defect], orders: Sequence[Order]
) -> tuple[tuple[Defect, ...], tuple[Replayed, ...]]:
    """Leave out the defects that people have dismissed.

    A defect is that of a correction if it is of its kind, and stands in the clause that it quotes
    or shares the quoted words.
    """
    own = [each for each in orders if each.correction.what == CorrectionKind.DEFECT]
    dismissed: set[int] = set()
    replayed = []
    for order in own:
        meant = [place for place, defect in enumerate(defects) if _is_meant(defect, order)]
        dismissed.update(meant)
        if meant:
            outcome = Outcome.APPLIED
            note = "Dismissed." if len(meant) == 1 else f"{len(meant)} defects dismissed."
        else:
            outcome = Outcome.NO_LONGER_APPLICABLE
            note = "No such defect is found there, or no longer."
        note = f"{note} {order.remark}".strip()
        replayed.append(Replayed(order.correction, outcome, note, order.n))
    kept = (defect for place, defect in enumerate(defects) if place not in dismissed)
    return tuple(kept), tuple(replayed)


def _is_meant(defect: Defect, order: Order) -> bool:
    correction, words = order.correction, defect.evidence
    if defect.kind != correction.item or words.doc != correction.doc:
        return False
    if words.n is not None:
        return words.n == order.n
    one, other = fold(words.quote), fold(correction.quote)
    return one in other or other in one


def _told(order: Order, before: Review, after: Review) -> Replayed:
    """Say what a correction changed in a review."""
    correction, item = order.correction, order.correction.item
    doubted = "cadence" if item == "cadence_months" else item
    was, now = getattr(before, item), getattr(after, item)
    if was == now and all(field != doubted for field, _ in before.doubts):
        note = "Already so without it, and without a doubt."
        return Replayed(correction, Outcome.NO_LONGER_APPLICABLE, note, order.n)
    name = _NAMES.get(item, item.replace("_", " ")).capitalize()
    if was == now:
        notes = [f"{name}: {_shown(now)}, as it was read, and now without a doubt."]
    else:
        notes = [f"{name}: {_shown(now)}; it was {_shown(was)}."]
    if before.status is not after.status:
        words = [status.value.replace("_", " ") for status in (after.status, before.status)]
        notes.append(f"The review is {words[0]}; it was {words[1]}.")
    if order.remark:
        notes.append(order.remark)
    return Replayed(correction, Outcome.APPLIED, " ".join(notes), order.n)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return " or ".join(map(str, value)) or "not stated"
    return "not stated" if value is None else str(value)


def _evidence(correction: Correction, clause: Clause | None) -> Evidence:
    """Say who corrected a fact, in the place of words of the document: its span is empty."""
    said = f"Corrected by {correction.who} on {correction.when}: {correction.reason}"
    if clause is None:
        return Evidence(correction.doc, 0, 0, said)
    return Evidence(correction.doc, clause.start, clause.start, said, clause.n, clause.page)


def _date(correction: Correction, words: Evidence) -> StatedDate | None:
    if correction.value == NOT_STATED:
        return None
    year, *rest = (int(part) for part in correction.value.split("-"))
    return StatedDate(_ROLES[correction.item], PartialDate(year, *rest), words)


def _with_fact(stated: StatedFacts, correction: Correction, words: Evidence) -> StatedFacts:
    """Give facts a cadence or words that a person has put right."""
    item = correction.item
    value = None if correction.value == NOT_STATED else correction.value
    if item == "cadence_months":
        months = tuple(json.loads(value)) if value else ()
        text = f"every {' or '.join(map(str, months))} months"
        return replace(stated, cadence=StatedCadence(text, months, words) if months else None)
    changes: dict[str, object] = {item: value}
    kept = tuple(each for each in stated.evidence if each[0] != item)
    evidence = (*kept, (item, words)) if value is not None else kept
    return replace(stated, **changes, evidence=evidence)  # type: ignore[arg-type]
