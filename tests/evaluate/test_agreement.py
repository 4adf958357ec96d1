"""Our figures are those of an independent scorer of the same definitions."""

import json
import subprocess
import sys

import pytest

from pipeline.evaluate import evaluate, read_gold
from pipeline.stages.analyse import load_findings


@pytest.fixture(scope="module")
def scored(real_build, shared, tmp_path_factory):
    """Give our figures and the other scorer's, both of the five real documents."""
    findings = load_findings(real_build)
    folder = tmp_path_factory.mktemp("predictions")
    write_predictions(findings, folder)
    subprocess.run(
        [
            sys.executable,
            shared / "tools" / "score.py",
            shared / "gold",
            shared / "corpus" / "texts",
            folder,
            "--json",
            folder / "scores.json",
        ],
        check=True,
        capture_output=True,
    )
    theirs = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
    gold = read_gold(shared / "gold", shared / "corpus")
    return evaluate(findings, gold).flat(), theirs


def write_predictions(findings, folder):
    def lines(name, rows):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / name).write_text(text, encoding="utf-8")

    lines(
        "clauses.jsonl",
        [
            {name: getattr(c, name) for name in ("doc", "n", "label", "kind", "text", "page")}
            for c in findings.clauses
        ],
    )
    cells = [f"{c.doc},{c.provision},{c.level}\n" for c in findings.cells]
    (folder / "coverage.csv").write_text("doc,provision,level\n" + "".join(cells))
    lines(
        "reviews.jsonl",
        [
            {
                "doc": r.doc,
                "adopted": str(r.adopted or ""),
                "last_reviewed": str(r.last_reviewed or ""),
                "review_due": str(r.review_due or ""),
                "cadence": list(r.cadence_months),
                "status": r.status,
            }
            for r in findings.reviews
        ],
    )
    lines(
        "families.jsonl",
        [
            {"family": f.id, "members": [{"doc": m.doc, "n": m.n} for m in f.members]}
            for f in findings.families
        ],
    )
    lines(
        "defects.jsonl",
        [
            {
                "doc": d.evidence.doc,
                "n": d.evidence.n,
                "type": d.kind,
                "text": d.evidence.quote,
            }
            for d in findings.defects
        ],
    )


@pytest.mark.parametrize("part", ["clauses", "coverage", "reviews", "families", "defects"])
def test_every_figure_agrees(scored, part):
    ours, theirs = scored

    assert {name: ours[f"{part}.{name}"] for name in theirs[part]} == pytest.approx(
        theirs[part], abs=0.0001
    )
