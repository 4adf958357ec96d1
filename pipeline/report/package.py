"""How are the findings handed to people who count for themselves?

As a Frictionless data package: every table as CSV for spreadsheets and as Parquet for programs,
the text of each document, and what the run was made from.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from pipeline.model import Findings, Level, Outcome, ReviewStatus, State
from pipeline.report.addresses import text_file
from pipeline.report.lookup import lookup
from pipeline.report.safe_text import cleaned, encodable, guarded
from pipeline.report.tables import Column, Table, Value, tables
from pipeline.report.wording import report_title, subject

if TYPE_CHECKING:
    from pandas import DataFrame

_TYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}  # else text
_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")
_CSV_NOTE = (
    "UTF-8, comma, line feed. A text beginning with = + - @, their full-width forms, a tab or a "
    "line end has an apostrophe before it, so that no spreadsheet runs it: take one away. "
    "The Parquet file of the same name holds the text as it is."
)


def data_package(findings: Findings) -> dict[str, bytes]:
    """Make every file of the data package.

    Args:
        findings: All findings of a run; without any source, every table has its header only.

    Returns:
        The bytes of each file by its path, all below `data/`. The same findings give the same
        bytes.
    """
    found, codebook = lookup(findings), findings.codebook
    files: dict[str, bytes] = {}
    resources: list[dict[str, object]] = []
    for table in tables(found):
        frame = _frame(table)
        as_csv, as_parquet = _csv(frame, table), _parquet(frame)
        files[f"data/{table.name}.csv"] = as_csv
        files[f"data/{table.name}.parquet"] = as_parquet
        resources.append(_csv_resource(table, as_csv))
        resources.append(_parquet_resource(table, as_parquet))
    for doc in sorted(findings.documents):
        files[f"data/{text_file(doc)}"] = encodable(findings.documents[doc].text).encode()
    files["data/datapackage.json"] = _json(
        {
            "profile": "data-package",
            "name": f"council-{_NOT_IN_NAME.sub('-', codebook.documents.casefold()).strip('-')}",
            "title": report_title(codebook),
            "description": f"What councils' {subject(codebook)}, clause by clause, judged "
            f"on {findings.as_of.isoformat()}. Made from published documents by rules and a "
            "trained coder; every finding names the clause behind it.",
            "id": cleaned(findings.run_id),
            "resources": resources,
        }
    )
    files["data/run.json"] = _json(run_record(findings))
    return dict(sorted(files.items()))


def run_record(findings: Findings) -> dict[str, object]:
    """Say what a run was made from and how much it found."""
    return {
        "run_id": findings.run_id,
        "as_of": findings.as_of.isoformat(),
        "codebook": {"title": findings.codebook.title, "version": findings.codebook.version},
        "versions": dict(sorted(findings.versions.items())),
        "counts": {
            "sources": len(findings.sources),
            "states": _counted(State, (d.state for d in findings.documents.values())),
            "clauses": len(findings.clauses),
            "codings": len(findings.codings),
            "cells": _counted(Level, (cell.level for cell in findings.cells)),
            "families": len(findings.families),
            "families_shared": sum(len(family.members) > 1 for family in findings.families),
            "reviews": _counted(ReviewStatus, (review.status for review in findings.reviews)),
            "differences": len(findings.differences),
            "defects": len(findings.defects),
            "corrections": _counted(Outcome, (each.outcome for each in findings.corrections)),
            "changes": len(findings.changes),
        },
    }


def _counted(
    kinds: type[State | Level | ReviewStatus | Outcome],
    values: Iterable[State | Level | ReviewStatus | Outcome],
) -> dict[str, int]:
    counts = Counter(values)
    return {kind.value: counts[kind] for kind in kinds}


def _frame(table: Table) -> "DataFrame":
    """Make a data frame: one column of nullable type for each of the table's, None for missing."""
    import pandas as pd

    rows = [tuple(_cleaned(value) for value in row) for row in table.rows]
    names = [column.name for column in table.columns]
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    return frame.astype({column.name: _dtype(column) for column in table.columns})


def _dtype(column: Column) -> str:
    return _TYPES.get(column.kind, "str")


def _cleaned(value: Value) -> Value:
    return cleaned(value) if isinstance(value, str) else value


def _csv(frame: "DataFrame", table: Table) -> bytes:
    guards = {
        column.name: frame[column.name].map(guarded, na_action="ignore")
        for column in table.columns
        if column.kind not in _TYPES
    }
    text = io.StringIO()
    frame.assign(**guards).to_csv(
        text, index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL, na_rep=""
    )
    return text.getvalue().encode()


def _parquet(frame: "DataFrame") -> bytes:
    data = io.BytesIO()
    frame.to_parquet(data, engine="pyarrow", compression="zstd", index=False)
    return data.getvalue()


def _csv_resource(table: Table, data: bytes) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": list(key.columns),
                "reference": {"resource": key.table, "fields": list(key.targets)},
            }
            for key in table.foreign_keys
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": f"{table.description} {_CSV_NOTE}",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_fingerprint(data),
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": schema,
    }


def _parquet_resource(table: Table, data: bytes) -> dict[str, object]:
    return {
        "profile": "data-resource",
        "name": f"{table.name}-parquet",
        "title": f"{table.title}, as Parquet",
        "description": f"The same rows and columns as {table.name}.csv.",
        "path": f"{table.name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        **_fingerprint(data),
    }


def _field(column: Column) -> dict[str, object]:
    field: dict[str, object] = {
        "name": column.name,
        "type": column.kind,
        "description": column.description,
    }
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    return field


def _fingerprint(data: bytes) -> dict[str, object]:
    return {"bytes": len(data), "hash": f"sha256:{sha256(data).hexdigest()}"}


def _json(value: object) -> bytes:
    return (encodable(json.dumps(value, ensure_ascii=False, indent=2)) + "\n").encode()
