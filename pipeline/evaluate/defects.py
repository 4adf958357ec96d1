"""Are the defects found, and are those found real?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluate.gold import Gold, GoldDefect
from pipeline.evaluate.scores import precision_recall_f1
from pipeline.model import Defect
from pipeline.text.folding import fold

# Names that people give to the same sort of defect. A name may belong to two sorts.
_SORTS = {
    "reference": {
        "dangling_reference",
        "dangling_cross_reference",
        "broken_reference",
        "missing_reference",
        "weak_reference",
        "vague_reference",
        "conditional_reference",
        "missing_appendix",
        "missing_annex",
        "missing_schedule",
    },
    "numbering": {
        "duplicate_number",
        "duplicate_numbering",
        "skipped_number",
        "skipped_numbering",
        "numbering",
        "numbering_gap",
    },
    "residue": {
        "wrong_council",
        "wrong_council_name",
        "other_council",
        "foreign_council",
        "template_residue",
    },
    "placeholder": {"placeholder", "unfilled_placeholder", "template_residue"},
    "outdated": {
        "outdated_reference",
        "outdated_law",
        "outdated_body",
        "dated_reference",
        "superseded_law",
    },
    "role": {
        "undefined_role",
        "inconsistent_role_name",
        "defined_term_variance",
        "undefined_term",
    },
    "contradiction": {"contradiction", "modal_contradiction", "internal_contradiction"},
    "dates": {"conflicting_dates", "date_conflict"},
    "empty_heading": {"empty_heading", "heading_without_text"},
    "copy_error": {"probable_copy_error", "duplicate_list", "repeated_word"},
}
# Facts that are no defects, or come from the conversion to text: neither missed nor wrong.
_NEUTRAL = frozenset({"resolved_reference", "page_number_artefact", "inconsistent_title"})
_SAME = 0.6  # share of words from which two quotations are of the same place


@dataclass(frozen=True, slots=True)
class DefectScores:
    """Figures, found of known by type, and those missed."""

    figures: Mapping[str, float]
    by_type: Mapping[str, str]
    missed: Sequence[tuple[str, str, str]]  # doc, type, quote


def score_defects(
    gold: Gold, defects: Sequence[Defect], matched: Mapping[str, Mapping[int, int]]
) -> DefectScores:
    """Compare defects with gold, by the place or words that they quote.

    Args:
        gold: The labels.
        defects: The defects found.
        matched: Our clause's n for each gold clause's n, by document.
    """
    known = [fact for fact in gold.defects if fact.type not in _NEUTRAL]
    neutral = [fact for fact in gold.defects if fact.type in _NEUTRAL]
    ours = [defect for defect in defects if defect.evidence.doc in gold.clauses]
    alike = [[_likeness(fact, defect, gold, matched) for defect in ours] for fact in known]
    figures: dict[str, float] = {}
    found: set[int] = set()
    for suffix, typed in (("", True), ("_any_type", False)):
        candidates = sorted(
            (-alike[i][j], i, j)
            for i, fact in enumerate(known)
            for j, defect in enumerate(ours)
            if alike[i][j] >= _SAME and (not typed or _sorts(fact.type) & _sorts(defect.kind))
        )
        hits: dict[int, int] = {}
        for _, i, j in candidates:
            if i not in hits and j not in hits.values():
                hits[i] = j
        free = sum(
            any(_likeness(fact, defect, gold, matched) >= _SAME for fact in neutral)
            for j, defect in enumerate(ours)
            if j not in hits.values()
        )
        scores = precision_recall_f1(len(hits), len(ours) - free, len(known))
        names = (f"precision{suffix}", f"recall{suffix}", f"f1{suffix}")
        figures.update(zip(names, scores, strict=True))
        if typed:
            found = set(hits)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for i, fact in enumerate(known):
        counts[fact.type][0] += i in found
        counts[fact.type][1] += 1
    return DefectScores(
        figures,
        {name: f"{hit} of {total}" for name, (hit, total) in sorted(counts.items())},
        [(x.doc, x.type, x.quotes[0]) for i, x in enumerate(known) if i not in found],
    )


def _likeness(
    fact: GoldDefect, defect: Defect, gold: Gold, matched: Mapping[str, Mapping[int, int]]
) -> float:
    """Give 0 to 1: how far a defect quotes the words of a fact, or stands in its clause."""
    if fact.doc != defect.evidence.doc:
        return 0.0
    score = max(_shared(defect.evidence.quote, quote) for quote in fact.quotes)
    if defect.evidence.n is not None:
        clauses = {
            matched.get(fact.doc, {}).get(clause.n)
            for clause in gold.clauses[fact.doc]
            for place in fact.places
            if clause.start <= place < clause.end
        }
        if defect.evidence.n in clauses:
            score = max(score, 0.9)
    return score


def _shared(one: str, other: str) -> float:
    one, other = fold(one), fold(other)
    if not one or not other:
        return 0.0
    if one in other or other in one:
        return 1.0 if min(len(one), len(other)) >= 6 else 0.0
    words, others = set(one.split()), set(other.split())
    fewer = min(len(words), len(others))
    return len(words & others) / fewer if fewer > 2 else 0.0


def _sorts(kind: str) -> set[str]:
    name = kind.strip().lower().replace(" ", "_").replace("-", "_")
    return {sort for sort, names in _SORTS.items() if name in names} or {name}
