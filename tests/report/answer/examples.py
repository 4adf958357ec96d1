"""Answers on the small draft, richer than by hand and in awkward states."""

from dataclasses import replace

from pipeline.model import (
    Basis,
    Cell,
    Defect,
    DefectKind,
    Departure,
    DifferenceKind,
    Doubt,
    Level,
    PartialDate,
    Peers,
    Review,
    ReviewStatus,
    State,
    Weight,
)
from tests.checking.examples import answer, draft, evidence, review


def cells():
    """Give the draft's level on each provision."""
    return (
        Cell("draft", "instructions", Level.RULES, (7,), "Councillors should not", None,
             score=0.9, basis=Basis.CLASSIFIER, chance=0.9, certain=True),
        Cell("draft", "press", Level.ABSENT, (), "", None, chance=0.95, certain=True),
        Cell("draft", "grievance", Level.ABSENT, (), "", None, chance=0.55, nearest=8),
        Cell("draft", "correspondence", Level.MENTION, (11,), "The Clerk signs", None,
             points_to="Standing Orders", score=0.6, basis=Basis.CUE, chance=0.9, certain=True),
    )  # fmt: skip


def departure(weight=Weight.WEAKER, kind=DifferenceKind.MODALITY, **others):
    """Give a departure at clause 2.1."""
    values = {
        "n": 7,
        "kind": kind,
        "weight": weight,
        "theirs": "should not",
        "usual": "must not",
        "count": 6,
        "total": 7,
        "family": "f-1",
        "reading": "Councillors must not give instructions to staff.",
        "reading_of": ("aldford", 9),
        "evidence": evidence("should not give instructions"),
    }
    return Departure(**(values | others))


def full(**others):
    """Give an answer with something of every sort."""
    values = {
        "cells": cells(),
        "departures": (
            departure(),
            departure(Weight.STRONGER, DifferenceKind.TIME_LIMIT, theirs="2 days", usual="5 days"),
            departure(Weight.OTHER, DifferenceKind.DUTY_BEARER, theirs="chair", usual="clerk"),
        ),
        "defects": (
            Defect(
                DefectKind.DANGLING_REFERENCE,
                "Refers to 9.4, which this document does not have: correct the number.",
                evidence("see paragraph 9.4"),
            ),
            Defect(
                DefectKind.PLACEHOLDER,
                "“[name of Clerk]” was never filled in.",
                evidence("[name of Clerk]"),
            ),
            Defect(
                DefectKind.OUTDATED_REFERENCE,
                "The Standards Board: no longer in being since 2012. Now: the principal council.",
                evidence("letters"),
            ),
        ),
    }
    return answer(**(values | others))


def dated(**others) -> Review:
    """Give the draft's dates with some of them changed."""
    return replace(review(), **others)


CURRENT = {
    "status": ReviewStatus.CURRENT,
    "review_due": PartialDate(2028, 5),
    "days_overdue": None,
    "cadence_months": (24,),
    "cadence_text": "every two years",
}

DOUBTS = (("adopted", Doubt.FAR), ("adopted", Doubt.SCAN), ("status", Doubt.FAR))


def unread(state=State.PASSWORD, reason="It asks for a password.", media_type="application/pdf"):
    """Give the answer on a draft that could not be read."""
    document = replace(
        draft(), state=state, text="", lines=(), media_type=media_type, reason=reason
    )
    nothing = dict.fromkeys(
        (
            *("clauses", "cells", "gaps", "departures", "defects", "own", "placed"),
            *("descents", "relatives"),
        ),
        (),
    )
    return answer(document=document, facts=None, review=None, **nothing)


def few():
    """Give an answer where too few councils like this one could be read."""
    return full(peers=Peers("", "type=parish/county=wiltshire", (), 2, 0, enough=False))


def alone():
    """Give an answer where no document of the build could be read."""
    whole = full(peers=None, group=None, gaps=(), departures=(), placed=(), own=())
    return replace(
        whole, descents=(), relatives=(), measure=replace(whole.measure, documents=3, read=0)
    )
