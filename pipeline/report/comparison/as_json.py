"""How is a comparison handed to another program?"""

import json
from collections.abc import Mapping
from typing import Any

from pipeline.model import Clause, ComparedClause, ComparedDrafts, Comparison, Defect, Version
from pipeline.report.answer.unread import without_folders
from pipeline.report.comparison.summary import little_in_common, sentences
from pipeline.report.safe_text import encodable

VERSION = 1  # raised when a field is taken away or means something else; not for a new one

Fields = dict[str, Any]


def comparison_json(compared: ComparedDrafts) -> bytes:
    """Give a comparison as JSON in UTF-8: always the same fields, null or empty where nothing is.

    Where a version could not be read, `comparison` is null. Rows name clauses by `n`.
    """
    found = compared.comparison
    made = {
        "format": "council-protocols-comparison",
        "version": VERSION,
        "earlier": _version(compared.earlier, found.earlier if found else ()),
        "later": _version(compared.later, found.later if found else ()),
        "comparison": None if found is None else _comparison(found),
    }
    text = json.dumps(_fit(made), ensure_ascii=False, indent=2, allow_nan=False)
    return (text + "\n").encode()


def _fit(value: Any) -> Any:
    """Make every text fit for UTF-8, without moving a character."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, Mapping):
        return {key: _fit(item) for key, item in value.items()}
    return [_fit(item) for item in value] if isinstance(value, list) else value


def _version(version: Version, clauses: tuple[Clause, ...]) -> Fields:
    return {
        "name": without_folders(version.name),
        "sha256": version.sha256,
        "state": version.document.state.value,
        "readable": version.document.state.readable,
        "reason": version.document.reason,
        "clauses": [
            {
                "n": clause.n,
                "label": clause.label,
                "address": clause.address,
                "kind": clause.kind.value,
                "page": clause.page,
                "text": clause.text,
            }
            for clause in clauses
        ],
    }


def _comparison(found: Comparison) -> Fields:
    return {
        "summary": list(sentences(found)),
        "little_in_common": little_in_common(found),
        "rows": [_row(row) for row in found.rows],
        "renamings": [
            {"earlier": each.earlier, "later": each.later, "clauses": each.clauses}
            for each in found.renamings
        ],
        "dates": [
            {
                "field": each.field,
                "earlier": None if each.earlier is None else str(each.earlier),
                "later": None if each.later is None else str(each.later),
            }
            for each in found.dates
        ],
        "defects": {
            "mended": [_defect(each) for each in found.mended],
            "new": [_defect(each) for each in found.made],
            "in_both": [_defect(each) for each in found.kept],
        },
        "left_out": {"earlier": list(found.left_out[0]), "later": list(found.left_out[1])},
    }


def _row(row: ComparedClause) -> Fields:
    return {
        "fate": row.fate.value,
        "earlier": list(row.earlier),
        "later": list(row.later),
        "likeness": row.likeness,
        "reworded": row.reworded,
        "only_names_differ": row.renamed,
        "moved": row.moved,
        "renumbered": row.renumbered,
        "punctuation_differs": row.punctuated,
        "force": [
            {"kind": each.kind.value, "earlier": each.earlier, "later": each.later}
            for each in row.force
        ],
    }


def _defect(defect: Defect) -> Fields:
    return {
        "kind": defect.kind.value,
        "detail": defect.detail,
        "n": defect.evidence.n,
        "quote": defect.evidence.quote,
    }
