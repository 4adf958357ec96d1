"""All figures of one evaluation, and how they are shown."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.evaluate.calibration import Calibration, score_calibration
from pipeline.evaluate.clauses import ClauseScores, score_clauses
from pipeline.evaluate.confusions import Confusion, confusion_lines, confusions
from pipeline.evaluate.coverage import LEVELS, CoverageScores, ProvisionScores, score_coverage
from pipeline.evaluate.defects import DefectScores, score_defects
from pipeline.evaluate.families import score_families
from pipeline.evaluate.gold import Gold
from pipeline.evaluate.reviews import ReviewScores, score_reviews
from pipeline.model import Findings


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: shares from 0.0 to 1.0, and counts."""

    documents: int
    substantive: int  # clauses in gold
    unreadable: tuple[str, ...]  # documents with labels that could not be read
    clauses: ClauseScores
    coverage: CoverageScores
    calibration: Calibration | None  # None where no cell says how sure it is
    confusions: tuple[Confusion, ...]
    reviews: ReviewScores
    families: Mapping[str, float]
    defects: DefectScores

    def flat(self) -> dict[str, float]:
        """Give every figure under one name, such as `coverage.cell_accuracy`.

        Of a provision, levels that occur neither in gold nor among ours have no F1; of the chances,
        bins that hold no cells have no figures.
        """
        calibration = self.calibration.flat() if self.calibration else {}
        parts = (
            ("clauses", self.clauses.figures),
            ("coverage", self.coverage.figures),
            *(
                (f"provision.{name}", scores.figures)
                for name, scores in self.coverage.by_provision.items()
            ),
            ("calibration", calibration),
            ("reviews", self.reviews.figures),
            ("families", self.families),
            ("defects", self.defects.figures),
        )
        flat = {
            f"{part}.{name}": round(value, 4)
            for part, figures in parts
            for name, value in figures.items()
        }
        return {"documents": self.documents, "clauses.gold": self.substantive, **flat}

    def table(self, *, verbose: bool = False) -> Iterator[str]:
        """Give the figures as lines for a terminal, on request with everything that is wrong."""
        yield f"{self.documents} documents, {self.substantive} substantive clauses by hand"
        if self.unreadable:
            yield f"not read, so wrong throughout: {', '.join(self.unreadable)}"
        yield from _section("Clauses", self.clauses.figures)
        yield from _section("Coverage", self.coverage.figures)
        yield from _provisions(self.coverage.by_provision)
        if self.calibration:
            yield from _calibration(self.calibration)
        yield from _section("Review facts", self.reviews.figures)
        yield from _section("Families", self.families)
        yield from _section("Defects", self.defects.figures)
        yield "  found: " + ", ".join(f"{k} {v}" for k, v in self.defects.by_type.items())
        yield ""
        yield f"{'document':<20} {'clauses F1':>10} {'fuzzy':>7} {'labels':>7} {'cells':>7}"
        for doc, scores in self.clauses.by_doc.items():
            yield (
                f"{doc:<20} {scores['f1']:>10.3f} {scores['fuzzy']:>7.3f} "
                f"{scores['label']:>7.3f} {self.coverage.by_doc.get(doc, 0.0):>7.3f}"
            )
        if verbose:
            yield ""
            yield from confusion_lines(self.confusions, Counter(self.coverage.right))
            yield ""
            for doc, field, gold, ours in self.reviews.wrong:
                yield f"date {doc} {field}: gold {gold}, ours {ours}"
            for doc, kind, quote in self.defects.missed:
                yield f"defect missed {doc} {kind}: {quote}"


def evaluate(findings: Findings, gold: Gold) -> Figures:
    """Measure a run's findings against labels made by hand."""
    clauses = score_clauses(gold, findings.clauses)
    return Figures(
        documents=len(gold.docs),
        substantive=sum(c.substantive for rows in gold.clauses.values() for c in rows),
        unreadable=tuple(
            doc
            for doc in gold.docs
            if doc not in findings.documents or not findings.documents[doc].state.readable
        ),
        clauses=clauses,
        coverage=score_coverage(gold, findings.cells),
        calibration=score_calibration(gold, findings.cells),
        confusions=confusions(gold, findings, clauses.matched),
        reviews=score_reviews(gold, findings.reviews),
        families=score_families(gold, findings.families, clauses.matched),
        defects=score_defects(gold, findings.defects, clauses.matched),
    )


def _section(title: str, figures: Mapping[str, float]) -> Iterator[str]:
    yield ""
    yield title
    for name, value in figures.items():
        yield f"  {name.replace('_', ' '):<28} {value:.4f}"


def _provisions(by_provision: Mapping[str, ProvisionScores]) -> Iterator[str]:
    """Give a line a provision, the lowest first; - where a level occurs on neither side."""
    yield ""
    yield (
        f"{'provision':<30} {'rules':>5} {'ment.':>5} {'abs.':>5} {'cells':>7} "
        f"{'rules F1':>9} {'ment. F1':>9} {'macro-F1':>9}"
    )
    ranked = sorted(by_provision.items(), key=lambda item: (item[1].macro_f1, item[0]))
    for name, scores in ranked:
        counts = " ".join(f"{scores.counts[level]:>5}" for level in LEVELS)
        f1 = " ".join(
            f"{scores.f1[level]:>9.3f}" if level in scores.f1 else f"{'-':>9}"
            for level in ("rules", "mention")
        )
        yield f"{name:<30} {counts} {scores.cell_accuracy:>7.3f} {f1} {scores.macro_f1:>9.3f}"


def _calibration(calibration: Calibration) -> Iterator[str]:
    yield from _section("Chances", calibration.figures)
    yield f"  {'chance':<14} {'cells':>6} {'mean chance':>12} {'right':>7}"
    for part in calibration.bins:
        yield (
            f"  {part.low:.2f} to {part.high:.2f}   {part.cells:>6} "
            f"{part.mean_chance:>12.3f} {part.right:>7.3f}"
        )
