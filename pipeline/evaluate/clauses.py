"""Are the clauses cut, labelled and sorted as a person would?"""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.evaluate.gold import Gold, GoldClause
from pipeline.evaluate.scores import precision_recall_f1
from pipeline.model import Clause, ClauseKind
from pipeline.text.folding import fold

_BULLETS = frozenset("•-–—−*▪●○◦·‣o")
_ALIKE = 0.9  # difflib ratio from which two cuts count as the same, roughly cut
_SHARED_WORDS = 0.6  # cheap test before the ratio
_RUN_IN = re.compile(r"cite as|text after a run-in")


@dataclass(frozen=True, slots=True)
class ClauseScores:
    """Figures, and which predicted clause stands for which gold clause."""

    figures: Mapping[str, float]
    by_doc: Mapping[str, Mapping[str, float]]
    matched: Mapping[str, Mapping[int, int]] = field(default_factory=dict)  # gold n -> our n


def score_clauses(gold: Gold, clauses: Sequence[Clause]) -> ClauseScores:
    """Compare clauses with gold.

    `boundary_f1` counts substantive clauses whose folded text is the same; `fuzzy90` those whose
    texts are alike to 0.9. Labels and kinds are judged on the clauses matched. A predicted table
    row counts only where gold has that row as a clause.
    """
    total: Counter[str] = Counter()
    by_doc: dict[str, dict[str, float]] = {}
    matched: dict[str, dict[int, int]] = {}
    for doc in gold.docs:
        ours = [clause for clause in clauses if clause.doc == doc]
        counts, pairs = _compare(gold.clauses[doc], ours)
        total += counts
        matched[doc] = pairs
        by_doc[doc] = {
            "f1": precision_recall_f1(counts["exact"], counts["ours"], counts["gold"])[2],
            "fuzzy": precision_recall_f1(counts["fuzzy"], counts["ours"], counts["gold"])[2],
            "label": counts["label"] / counts["fuzzy"] if counts["fuzzy"] else 0.0,
        }
    precision, recall, f1 = precision_recall_f1(total["exact"], total["ours"], total["gold"])
    compared = total["fuzzy"] or 1
    figures = {
        "boundary_precision": precision,
        "boundary_recall": recall,
        "boundary_f1": f1,
        "boundary_f1_fuzzy90": precision_recall_f1(total["fuzzy"], total["ours"], total["gold"])[2],
        "label_accuracy": total["label"] / compared,
        "label_accuracy_lenient": total["lenient"] / compared,
        "kind_accuracy": total["kind"] / compared,
        "heading_f1": precision_recall_f1(
            total["headings_hit"], total["headings_ours"], total["headings_gold"]
        )[2],
    }
    if total["paged"]:
        figures["page_accuracy"] = total["page"] / total["paged"]
    return ClauseScores(figures, by_doc, matched)


def _compare(
    gold: Sequence[GoldClause], ours: Sequence[Clause]
) -> tuple[Counter[str], dict[int, int]]:
    wanted = [clause for clause in gold if clause.substantive]
    found = [c for c in ours if c.kind.substantive or c.kind is ClauseKind.TABLE_ROW]
    exact, fuzzy = match(wanted, found)
    taken = set(fuzzy.values())
    headings = [clause for clause in gold if clause.kind == "heading"]
    our_headings = [clause for clause in ours if clause.kind is ClauseKind.HEADING]
    counts = Counter(
        gold=len(wanted),
        ours=sum(c.kind is not ClauseKind.TABLE_ROW or i in taken for i, c in enumerate(found)),
        exact=len(exact),
        fuzzy=len(fuzzy),
        headings_gold=len(headings),
        headings_ours=len(our_headings),
        headings_hit=len(match(headings, our_headings)[1]),
    )
    before = dict(zip((c.n for c in gold[1:]), gold, strict=False))
    by_n = {clause.n: clause for clause in wanted}
    for n, index in fuzzy.items():
        theirs, mine = by_n[n], found[index]
        labels = _labels(theirs, before.get(n))
        counts["label"] += any(_label(label) == _label(mine.label) for label in labels)
        counts["lenient"] += any(_lenient(label) == _lenient(mine.label) for label in labels)
        counts["kind"] += theirs.kind == mine.kind
        if theirs.page and mine.page:
            counts["paged"] += 1
            counts["page"] += theirs.page == mine.page
    return counts, {n: found[index].n for n, index in fuzzy.items()}


def match(
    gold: Sequence[GoldClause], ours: Sequence[Clause]
) -> tuple[dict[int, int], dict[int, int]]:
    """Pair gold clauses with predicted ones, one to one.

    Returns:
        Indices into `ours` by gold n: where the folded texts are equal, and where they are equal
        or alike.
    """
    exact = _equal(gold, ours)
    return exact, {**exact, **_alike(gold, ours, exact)}


def _equal(gold: Sequence[GoldClause], ours: Sequence[Clause]) -> dict[int, int]:
    indices: dict[str, list[int]] = defaultdict(list)
    for index, mine in enumerate(ours):
        for wording in dict.fromkeys(_wordings(mine)):
            indices[wording].append(index)
    same_words: dict[str, list[GoldClause]] = defaultdict(list)
    for clause in gold:
        same_words[fold(clause.text)].append(clause)
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for wording, clauses in same_words.items():
        free = [index for index in indices.get(wording, []) if index not in used]
        if len(free) >= len(clauses):  # words that are repeated keep their order
            chosen = list(zip(clauses, free, strict=False))
        else:
            chosen = _by_label(clauses, free, ours)
        for clause, index in chosen:
            pairs[clause.n] = index
            used.add(index)
    return pairs


def _by_label(
    clauses: Sequence[GoldClause], free: Sequence[int], ours: Sequence[Clause]
) -> list[tuple[GoldClause, int]]:
    """Pair clauses of the same words, those with the same label first."""
    every = [(clause, index) for clause in clauses for index in free]
    labelled = [(c, i) for c, i in every if _lenient(c.label) == _lenient(ours[i].label)]
    chosen: list[tuple[GoldClause, int]] = []
    for clause, index in labelled + every:
        if all(clause.n != c.n and index != i for c, i in chosen):
            chosen.append((clause, index))
    return chosen


def _alike(
    gold: Sequence[GoldClause], ours: Sequence[Clause], exact: Mapping[int, int]
) -> dict[int, int]:
    taken = set(exact.values())
    rest = [(i, _wordings(c)[-1]) for i, c in enumerate(ours) if i not in taken]
    words = {index: Counter(wording.split()) for index, wording in rest}
    candidates: list[tuple[float, int, int, int]] = []
    for clause in gold:
        if clause.n in exact:
            continue
        text = fold(clause.text)
        bag = Counter(text.split())
        for index, wording in rest:
            shared = 2 * (bag & words[index]).total()
            far = shared < _SHARED_WORDS * (bag.total() + words[index].total())
            if far and (len(text) > 25 or abs(len(text) - len(wording)) > 4):
                continue
            ratio = difflib.SequenceMatcher(None, text, wording, autojunk=False).ratio()
            if ratio >= _ALIKE:
                candidates.append((-ratio, abs(clause.n - ours[index].n), clause.n, index))
    pairs: dict[int, int] = {}
    for _, _, n, index in sorted(candidates):
        if n not in pairs and index not in taken:
            pairs[n] = index
            taken.add(index)
    return pairs


def _wordings(clause: Clause) -> list[str]:
    """Give a clause's folded text, and the same without a label that was left in it."""
    text, label = fold(clause.text), fold(clause.label or "")
    if label and text.startswith(f"{label} "):
        return [text, text[len(label) + 1 :]]
    return [text]


def _labels(clause: GoldClause, before: GoldClause | None) -> list[str | None]:
    """Give the labels that are right: a heading's own may also be put on the text run into it."""
    labels = [clause.label]
    runs_in = not clause.label and _RUN_IN.match(clause.note)
    if runs_in and before is not None and before.kind == "heading" and before.label:
        labels.append(before.label)
    return labels


def _label(label: str | None) -> str:
    bare = re.sub(r"\s+", "", label or "")
    return "•" if bare in _BULLETS else bare


def _lenient(label: str | None) -> str:
    bare = _label(label)
    if bare == "•":
        return bare
    if re.fullmatch(r"[\d.]+", bare):
        return bare.strip("().:")
    return re.sub(r"[().:\[\]]+", "", bare).casefold()
