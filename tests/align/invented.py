"""Clauses as the tests make them: the words alone, unless a case says more."""

from pipeline.model import Clause, ClauseKind


def clause(doc, n, text, **fields):
    fields = {"kind": ClauseKind.CLAUSE, "path": (), **fields}
    return Clause(doc, n, None, str(n), text=text, start=0, end=len(text), **fields)


def document(doc, *texts, **fields):
    """Number the clauses of one document from 1."""
    return tuple(clause(doc, n, text, **fields) for n, text in enumerate(texts, 1))
