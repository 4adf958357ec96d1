"""Versions of an invented protocol, written a clause a line."""

import re

from pipeline.model import Clause, ClauseKind

_LABEL = re.compile(r"((?:\d+[.\d]*(?:\([a-z]\))?|\([a-z]+\)|[a-z]\)|•) )?(.*)")
_KINDS = {
    "#": ClauseKind.HEADING,
    ">": ClauseKind.LIST_INTRO,
    "-": ClauseKind.LIST_ITEM,
    "|": ClauseKind.TABLE_ROW,
    "%": ClauseKind.BOILERPLATE,
    "=": ClauseKind.METADATA,
}

_NO_LABEL = "~"  # a clause whose number stands in its words


def version(text, doc="draft"):
    """Read a version: a clause a line, with a sign before it that gives its kind if it has one."""
    found, heading, intro = [], "", None
    for n, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        kind = _KINDS.get(line[0], ClauseKind.CLAUSE)
        signed = line[0] in {*_KINDS, _NO_LABEL}
        label, words = _LABEL.match(line[1:].strip() if signed else line).groups()
        if line[0] == _NO_LABEL:
            label, words = None, line[1:].strip()
        label = label.strip() if label else None
        intro = intro if kind is ClauseKind.LIST_ITEM else None
        path = () if kind is ClauseKind.HEADING else tuple(filter(None, (heading,)))
        found.append(
            Clause(doc, n, label, label or f"n{n}", path, kind, words, n, n, intro=intro)
        )  # fmt: skip
        heading = words if kind is ClauseKind.HEADING else heading
        intro = words if kind is ClauseKind.LIST_INTRO else intro
    return tuple(found)


BASE = """
    # 1. Purpose
    1.1 This protocol helps councillors and the Clerk to work well together.
    1.2 Everybody who joins the Council is given a copy of it in the first week.
    # 2. Instructions
    2.1 Councillors must not give instructions to the caretaker or to any other employee.
    2.2 Requests for work on the allotments are sent to the Clerk by email.
    2.3 Work that takes longer than a morning is agreed by the Amenities Committee.
    # 3. Letters
    3.1 Letters of the Council are signed by the Clerk. Copies go to all councillors within 5 days.
    3.2 A councillor who writes to a newspaper must say that the opinion is a private one.
    > 3.3 Before a reporter is answered, the Clerk will:
    - (a) ask the Chairman whether the matter was discussed in private;
    - (b) look up what the minutes say about it; and
    - (c) tell the councillors for the ward.
    # 4. Complaints
    4.1 Complaints about an employee are made to the Clerk in confidence and never in a meeting.
    4.2 The staffing panel hears appeals and reports to the full Council without names.
"""
