"""Are the dates and the judgement of each document right, and are the wrong ones marked?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.gold import Gold
from pipeline.model import Review

_DATES = ("adopted", "last_reviewed", "review_due")
_FIELDS = (*_DATES, "cadence", "status")


@dataclass(frozen=True, slots=True)
class ReviewScores:
    """The share of documents right in each field, and what is wrong.

    Beside them, of the dates stated: how many are wrong, how many of those are marked certain,
    and which share of the right ones is (0.0 where there are none).
    """

    figures: Mapping[str, float]
    wrong: Sequence[tuple[str, str, str, str]]  # doc, field, gold, ours


def score_reviews(gold: Gold, reviews: Sequence[Review]) -> ReviewScores:
    """Compare review facts with gold, where some have more than one reading that is accepted."""
    ours = {review.doc: _facts(review) for review in reviews}
    figures: dict[str, float] = {}
    wrong: list[tuple[str, str, str, str]] = []
    for field in _FIELDS:
        right = 0
        for doc, wanted in gold.reviews.items():
            value = ours[doc][field] if doc in ours else "missing"
            facts = wanted.facts[field]
            if field == "cadence":
                facts = _readings(facts)
            if value == facts or value in wanted.accept.get(field, []):
                right += 1
            else:
                wrong.append((doc, field, str(facts), str(value)))
        figures[field] = right / len(gold.reviews) if gold.reviews else 0.0
    return ReviewScores({**figures, **_certainty(gold, reviews, wrong)}, wrong)


def _certainty(
    gold: Gold, reviews: Sequence[Review], wrong: Sequence[tuple[str, str, str, str]]
) -> dict[str, float]:
    """Say how the dates that are marked certain fare."""
    stated = [
        (review.doc, field, any(name == field for name, _ in review.doubts))
        for review in reviews
        if review.doc in gold.reviews
        for field in _DATES
        if getattr(review, field) is not None
    ]
    wrongs = {(doc, field) for doc, field, _, _ in wrong}
    right = [doubted for doc, field, doubted in stated if (doc, field) not in wrongs]
    astray = [doubted for doc, field, doubted in stated if (doc, field) in wrongs]
    return {
        "wrong_dates": float(len(astray)),
        "wrong_dates_certain": float(astray.count(False)),
        "right_dates_certain": right.count(False) / len(right) if right else 0.0,
    }


def _facts(review: Review) -> dict[str, Any]:
    return {
        "adopted": str(review.adopted) if review.adopted else None,
        "last_reviewed": str(review.last_reviewed) if review.last_reviewed else None,
        "review_due": str(review.review_due) if review.review_due else None,
        "cadence": _readings(review.cadence_months),
        "status": str(review.status),
    }


def _readings(months: Any) -> tuple[int, ...] | None:
    """Give an interval's readings in order; one, several or none are all the same kind of thing."""
    if months is None or months in ((), []):
        return None
    if isinstance(months, int):
        return (months,)
    return tuple(sorted({int(month) for month in months}))
