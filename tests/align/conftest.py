"""Invented protocols with the families a person would make of them."""

from pathlib import Path

import pytest

from pipeline.align import align
from pipeline.model import Audience, Clause, ClauseKind
from pipeline.params import read_params

KINDS = {"c": ClauseKind.CLAUSE, "i": ClauseKind.LIST_INTRO, "l": ClauseKind.LIST_ITEM}


@pytest.fixture(scope="session")
def params(root):
    return read_params(root / "params.yaml").align


@pytest.fixture(scope="session")
def councils():
    """Give the clauses, and the name of the family of each by document and number."""
    clauses, families = [], {}
    doc, n, heading, intro = "", 0, "", ""
    text = Path(__file__).with_name("councils.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("== "):
            doc, n = line[3:], 0
        elif line.startswith("## "):
            n, heading = n + 1, line[3:]
            clauses.append(_clause(doc, n, ClauseKind.HEADING, heading))
        elif line and not line.startswith("# "):
            family, audience, mark, words = (part.strip() for part in line.split("|"))
            n, kind = n + 1, KINDS[mark]
            intro = words if kind is ClauseKind.LIST_INTRO else intro
            item = kind is ClauseKind.LIST_ITEM
            clauses.append(
                _clause(
                    doc,
                    n,
                    kind,
                    words,
                    path=(heading, " ".join(intro.split()[:6])) if item else (heading,),
                    audience=Audience(audience),
                    language="cy" if family.startswith("cy-") else "en",
                    intro=intro if item else None,
                )
            )
            families[doc, n] = f"{doc} {n}" if family == "-" else family
    return tuple(clauses), families


@pytest.fixture(scope="session")
def scores(councils):
    """Give each clause a score for its provision: what a coder that is mostly right would give."""
    families = councils[1]
    provisions = sorted({name for name in families.values() if " " not in name})
    return {
        place: tuple(0.8 if name == provision else 0.05 for provision in provisions)
        for place, name in families.items()
    }


@pytest.fixture(scope="session")
def aligned(councils, scores, params):
    return align(councils[0], scores, params=params)[0].families


def _clause(doc, n, kind, text, **fields):
    fields = {"path": (), **fields}
    return Clause(doc, n, None, str(n), kind=kind, text=text, start=0, end=len(text), **fields)
