"""Clauses, codings and families to findings, each with its evidence."""
