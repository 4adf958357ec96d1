"""Texts that break or run somewhere, and what a format does that is free of them."""

import importlib.util
import re
from pathlib import Path

from tests.report.conftest import PAYLOADS

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
