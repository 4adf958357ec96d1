"""Texts that break or run somewhere, and findings with them in every field."""

import importlib.util
import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path

from pipeline.model import Lineage, Standing
from tests.report.conftest import PAYLOADS, corrected, county, with_kin

_MAKER = Path(__file__).resolve().parents[3] / "shared" / "tools" / "hostile_make.py"


def payloads() -> list[str]:
    """Give our own hostile texts, and those beside the project where they are there."""
    found = list(PAYLOADS.values())
    if _MAKER.is_file():
        spec = importlib.util.spec_from_file_location("hostile_make", _MAKER)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found += module.PAYLOADS
    return list(dict.fromkeys(found))


def alone(payload: str) -> bool:
    """Whether it does its harm only where nothing stands before or beside it."""
    first = re.sub(r"^(?:[\s']|%0A)+", "", payload)[:1]
    return (
        len(payload) > 500
        or first in set("=+-@＝＋－＠")
        or re.fullmatch(r"[\w.\- ]*", payload) is not None
    )


def rounds() -> list[str]:
    """Give texts to put into a field, one after the other, so that it meets every payload.

    Those that harm wherever they stand come together, in one text; each of the others by itself.
    """
    every = payloads()
    together = sorted((p for p in every if not alone(p)), key=lambda text: "<!--" in text)
    return [" ".join(together), *(payload for payload in every if alone(payload))]


# Fields whose text no source, register, codebook or person gives. Identifiers have a test of their
# own below; the others are made by the software, from lists of its own.
LEFT = {
    "doc": "an identifier",
    "id": "an identifier",
    "provision": "an identifier",
    "family": "an identifier",
    "other": "an identifier",
    "other_doc": "an identifier",
    "duplicate_of": "an identifier",
    "exemplar": "an identifier",
    "typical": "an identifier",
    "hallmark": "an identifier",
    "leaves": "identifiers",
    "sharers": "identifiers",
    "reached": "identifiers",
    "sha256": "made by the software",
    "media_type": "from the readers' own list",
    "language": "en or cy",
    "cues": "words for the coder, in no report",
    "examples": "clauses for the coder, in no report",
    "Peers.group": "an identifier",
    "Peers.own": "identifiers",
    "PeerGroup.read": "identifiers",
    "PeerGroup.unread": "identifiers",
    "Correction.what": "what is not on a list is refused, and then it is in the problem",
    "Review.evidence": "names of fields, beside the evidence",
    "StatedFacts.evidence": "names of fields, beside the evidence",
    "Review.doubts": "names of fields, beside the doubt",
}


def filled(value, text_of, name=""):
    """Put a text into every text of a record and of the records in it."""
    if isinstance(value, Enum) or (isinstance(value, str) and name in LEFT):
        return value
    if isinstance(value, str):
        return text_of(name)
    if isinstance(value, tuple):
        return tuple(filled(item, text_of, name) for item in value)
    if isinstance(value, dict):
        return {key: filled(item, text_of, name) for key, item in value.items()}
    if not is_dataclass(value):
        return value
    sort = type(value).__name__
    changed = {}
    for field in fields(value):
        inner = getattr(value, field.name)
        if field.name not in LEFT:
            changed[field.name] = filled(inner, text_of, f"{sort}.{field.name}")
    return replace(value, **changed)


def whole():
    """Give findings in which every record of the model stands, with every text of it filled."""
    found = with_kin(county(4, unreadable=(1,), unnamed=()))
    found = replace(found, corrections=tuple(corrected("words of a person")))
    text = "words"
    sources = tuple(
        replace(source, warnings=(text,), country="England") for source in found.sources
    )
    facts = {
        doc: replace(
            each, council=text, council_type=text, minute_ref=text, version=text, approved_by=text
        )
        for doc, each in found.facts.items()
    }
    held = [each for each in found.clauses if each.kind.substantive]
    standings = tuple(Standing(each.doc, 0.5, (each.n,), core=True) for each in (held[0], held[-1]))
    template = Lineage("l-1", text, held[0].doc, (held[0].doc, held[0].n), standings)
    clauses = tuple(replace(each, intro=text, label_rivals=(text,)) for each in found.clauses)
    return replace(
        found,
        sources=sources,
        facts=facts,
        clauses=clauses,
        ancestry=replace(found.ancestry, lineages=(template,)),
    )
