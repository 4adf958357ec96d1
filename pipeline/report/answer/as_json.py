"""How is the answer on a draft handed to another program?

The fields are those of `schema.json` beside this module; docs/check-json.md explains them.
"""

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from pipeline.model import (
    Borrowable,
    Cell,
    Check,
    Clause,
    Defect,
    Departure,
    Evidence,
    Gap,
    PartialDate,
    Remark,
    Review,
)
from pipeline.report.answer.headline import headline
from pipeline.report.answer.remarks import quiet_remarks, remarks
from pipeline.report.answer.unread import file_name, what_happened, what_to_do
from pipeline.report.answer.yardstick import Yardstick, titles
from pipeline.report.safe_text import encodable

VERSION = 1  # raised when a field is taken away or means something else; not for a new one

Fields = dict[str, Any]


def answer_json(check: Check) -> bytes:
    """Give the answer as JSON in UTF-8: always the same fields, null or empty where nothing is.

    Spans point into the draft's text, counted in code points.
    """
    made = {
        "format": "council-protocols-check",
        "version": VERSION,
        "as_of": check.as_of.isoformat(),
        "file": _file(check),
        "reading": _reading(check),
        "council": _council(check),
        "measure": _measure(check),
        "compared_with": _compared_with(check),
        "summary": list(headline(check).sentences),
        "steps": [step.text for step in headline(check).steps],
        "remarks": [
            *(_remark(check, remark, quiet=False) for remark in remarks(check)),
            *(_remark(check, remark, quiet=True) for remark in quiet_remarks(check)),
        ],
        "provisions": _provisions(check),
        "gaps": [_gap(check, gap) for gap in check.gaps],
        "departures": [_departure(check, each) for each in check.departures],
        "review": None if check.review is None else _review(check.review),
        "defects": [_defect(each) for each in check.defects],
        "own": list(check.own),
        "placed": [
            {
                "n": each.n,
                "family": each.family or None,
                "name": each.name,
                "relation": each.relation.value,
                "score": each.score,
                "councils": each.councils,
            }
            for each in check.placed
        ],
        "descents": [
            {
                "lineage": each.lineage,
                "name": each.name,
                "documents": each.documents,
                "share": each.share,
                "clauses": list(each.clauses),
            }
            for each in check.descents
        ],
        "relatives": [
            {
                "document": each.doc,
                "council": each.council,
                "share": each.share,
                "clauses": list(each.clauses),
            }
            for each in check.relatives
        ],
        "clauses": [_clause(clause) for clause in check.clauses],
    }
    text = json.dumps(_fit(made), ensure_ascii=False, indent=2, allow_nan=False)
    return (text + "\n").encode()


def schema() -> Fields:
    """Give the JSON Schema (draft 2020-12) of an answer."""
    text = (resources.files(__package__) / "schema.json").read_text(encoding="utf-8")
    fields: Fields = json.loads(text)
    return fields


def _fit(value: Any) -> Any:
    """Make every text fit for UTF-8, without moving a character."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, Mapping):
        return {key: _fit(item) for key, item in value.items()}
    return [_fit(item) for item in value] if isinstance(value, list) else value


def _file(check: Check) -> Fields:
    return {
        "name": file_name(check),
        "sha256": check.sha256,
        "media_type": check.document.media_type,
    }


def _reading(check: Check) -> Fields:
    document = check.document
    readable = document.state.readable
    return {
        "state": document.state.value,
        "readable": readable,
        "reason": None if readable else what_happened(check),
        "what_to_do": None if readable else what_to_do(check),
        "reader": document.reader,
        "pages": document.pages,
        "recognised_pages": list(document.recognised),
        "warnings": list(document.warnings),
        "characters": len(document.text),
    }


def _council(check: Check) -> Fields:
    council = check.council
    return {
        "name": council.name,
        "type": council.council_type,
        "county": council.county,
        "country": council.country,
        "electorate": council.electorate,
        "inferred": list(check.inferred),
    }


def _measure(check: Check) -> Fields:
    measure, codebook = check.measure, check.codebook
    return {
        "run_id": measure.run_id,
        "as_of": measure.as_of.isoformat(),
        "documents": measure.documents,
        "read": measure.read,
        "codebook": codebook.title,
        "codebook_version": codebook.version,
    }


def _compared_with(check: Check) -> Fields:
    peers, measured = check.peers, Yardstick(check)
    return {
        "words": measured.said(),
        "asked": [likeness.value for likeness in check.asked],
        "group": check.group.id if check.group else None,
        "read": peers.read if peers else None,
        "unread": peers.unread if peers else None,
        "enough": peers.enough if peers else None,
        "used": "alike" if measured.alike else "all",
    }


def _remark(check: Check, remark: Remark, *, quiet: bool) -> Fields:
    is_placed = remark.start is not None and remark.end is not None
    return {
        "topic": remark.topic.value,
        "title": remark.title,
        "text": remark.text,
        "to_check": remark.is_to_check,
        "quiet": quiet,
        "n": remark.n,
        "start": remark.start,
        "end": remark.end,
        "quote": check.document.text[remark.start : remark.end] if is_placed else None,
    }


def _provisions(check: Check) -> list[Fields]:
    cells = {cell.provision: cell for cell in check.cells}
    return [
        {
            "provision": provision.id,
            "title": provision.title,
            "group": provision.group,
            "question": provision.question,
            **_cell(cells[provision.id]),
        }
        for provision in check.codebook.provisions
        if provision.id in cells
    ]


def _cell(cell: Cell) -> Fields:
    return {
        "level": cell.level.value,
        "certain": cell.certain,
        "chance": cell.chance,
        "concerned": cell.concerned,
        "basis": cell.basis.value if cell.basis else None,
        "score": cell.score,
        "points_to": cell.points_to,
        "clauses": list(cell.clauses),
        "quote": cell.quote or None,
        "page": cell.page,
        "nearest": cell.nearest,
    }


def _gap(check: Check, gap: Gap) -> Fields:
    return {
        "provision": gap.provision,
        "title": titles(check)[gap.provision],
        "level": gap.level.value,
        "certain": gap.sure,
        "usual": Yardstick(check).count(gap).is_usual,
        "nearest": gap.nearest,
        "alike": {
            "rules": gap.rules,
            "mention": gap.mention,
            "absent": gap.absent,
            "read": gap.read,
        },
        "all": {"rules": gap.rules_of_all, "read": gap.read_of_all},
        "wordings": [_wording(each) for each in gap.wordings],
    }


def _wording(each: Borrowable) -> Fields:
    return {
        "document": each.doc,
        "n": each.n,
        "council": each.council,
        "heading": each.heading or None,
        "paragraphs": [{"label": label or None, "text": text} for label, text in each.paragraphs],
        "page": each.page,
        "url": each.url,
        "dated": _date(each.dated),
        "status": each.status.value,
        "lineage": each.lineage or None,
        "councils": each.councils,
        "suitability": each.suitability,
    }


def _departure(check: Check, each: Departure) -> Fields:
    reading_of = None
    if each.reading_of is not None:
        doc, n = each.reading_of
        reading_of = {"document": doc, "n": n, "council": check.measure.names.get(doc, doc)}
    return {
        "n": each.n,
        "kind": each.kind.value,
        "weight": each.weight.value,
        "theirs": each.theirs,
        "usual": each.usual,
        "count": each.count,
        "total": each.total,
        "family": each.family or None,
        "provision": each.provision or None,
        "reading": each.reading or None,
        "reading_of": reading_of,
        "evidence": _evidence(each.evidence),
    }


def _review(review: Review) -> Fields:
    return {
        "title": review.title,
        "status": review.status.value,
        "status_readings": [status.value for status in review.status_readings],
        "adopted": _date(review.adopted),
        "last_reviewed": _date(review.last_reviewed),
        "review_due": _date(review.review_due),
        "review_due_worked_out": [str(date) for date in review.derived_due],
        "cadence": review.cadence_text,
        "cadence_months": list(review.cadence_months),
        "days_overdue": review.days_overdue,
        "years_since_review": review.years_since_review,
        "approved_by": review.approved_by,
        "minute_ref": review.minute_ref,
        "document_version": review.version,
        "flags": list(review.flags),
        "doubts": [{"field": name, "doubt": doubt.value} for name, doubt in review.doubts],
        "evidence": [{"field": name, **_evidence(evidence)} for name, evidence in review.evidence],
    }


def _defect(defect: Defect) -> Fields:
    return {
        "kind": defect.kind.value,
        "detail": defect.detail,
        "evidence": _evidence(defect.evidence),
    }


def _evidence(evidence: Evidence) -> Fields:
    return {
        "n": evidence.n,
        "page": evidence.page,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
    }


def _clause(clause: Clause) -> Fields:
    return {
        "n": clause.n,
        "label": clause.label,
        "address": clause.address,
        "path": list(clause.path),
        "kind": clause.kind.value,
        "language": clause.language,
        "page": clause.page,
        "start": clause.start,
        "end": clause.end,
        "text": clause.text,
    }


def _date(date: PartialDate | None) -> str | None:
    return None if date is None else str(date)
