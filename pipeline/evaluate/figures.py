"""All figures of one evaluation, and how they are shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.evaluate.clauses import ClauseScores, score_clauses
from pipeline.evaluate.coverage import CoverageScores, score_coverage
from pipeline.evaluate.defects import DefectScores, score_defects
from pipeline.evaluate.families import score_families
from pipeline.evaluate.gold import Gold
from pipeline.evaluate.reviews import ReviewScores, score_reviews
from pipeline.model import Findings


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured. Shares from 0.0 to 1.0, but for `missing_cells`, a count."""

    documents: int
    substantive: int  # clauses in gold
    unreadable: tuple[str, ...]  # documents with labels that could not be read
    clauses: ClauseScores
    coverage: CoverageScores
    reviews: ReviewScores
    families: Mapping[str, float]
    defects: DefectScores

    def flat(self) -> dict[str, float]:
        """Give every figure under one name, such as `coverage.cell_accuracy`."""
        parts = (
            ("clauses", self.clauses.figures),
            ("coverage", self.coverage.figures),
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
        lowest = sorted(self.coverage.by_provision.items(), key=lambda item: item[1])[:6]
        yield "  lowest provisions: " + ", ".join(f"{name} {f1:.2f}" for name, f1 in lowest)
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
            for doc, provision, gold, ours in self.coverage.wrong:
                yield f"cell {doc} {provision}: gold {gold}, ours {ours}"
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
        reviews=score_reviews(gold, findings.reviews),
        families=score_families(gold, findings.families, clauses.matched),
        defects=score_defects(gold, findings.defects, clauses.matched),
    )


def _section(title: str, figures: Mapping[str, float]) -> Iterator[str]:
    yield ""
    yield title
    for name, value in figures.items():
        yield f"  {name.replace('_', ' '):<28} {value:.4f}"
