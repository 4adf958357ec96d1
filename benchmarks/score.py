"""How far is what a reader gave from what the document says?

Characters wrong: edit distance over the truth's length, case kept, spaces and bullets ignored,
quotation marks and dashes folded. Running headers, footers and page numbers are taken out of the
text of other readers first; ours has to leave them out by itself, and what it leaves in counts as
leaked. Footnotes and boxes beside the text may stand anywhere: they count as found or lost.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

_FOLD = str.maketrans({
    **dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    **dict.fromkeys("▪◦○●■□·∙⚫\uf0b7\uf0a7\uf0d8\u007f", "•"),
})  # fmt: skip
_SPACES = re.compile(r"\s+")
_LEADER = re.compile(r"\.{4,}\d{0,3}$")  # of a list of contents: dots and the page
_BULLET_LABELS = ("•", "-", "o", "*", "§", "")
_ENOUGH = 25  # characters of the text that must follow a label
_FOUND = 85.0  # likeness, of 100, from which a block counts as read


@dataclass(slots=True)
class Score:
    """Sums over files; ratios are the caller's."""

    files: int = 0
    characters: int = 0
    wrong: int = 0
    blocks: int = 0
    lost: int = 0  # blocks of which nothing like them was read
    labels: int = 0
    labels_right: int = 0
    rows: int = 0
    rows_right: int = 0
    floats: int = 0
    floats_found: int = 0
    leaked: int = 0
    unread: int = 0  # files that gave no text at all

    def add(self, other: "Score") -> None:
        """Add another's sums to these."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def cer(self) -> float:
        """Characters wrong, in per cent of those in the truth."""
        return 100 * self.wrong / self.characters if self.characters else 0.0


def score(
    truth: Mapping[str, Any],
    text: str,
    rows: Sequence[Sequence[str]] | None,
    *,
    removes_furniture: bool,
) -> Score:
    """Score what a reader made of one file."""
    lines = [_LEADER.sub("", fold(line)) for line in text.splitlines()]
    expected = _printed(truth["blocks"])
    patterns = _patterns(tuple(truth["furniture"]))
    out = Score(files=1, unread=int(not text.strip()))
    out.leaked = _surplus(patterns, lines, expected)
    if not removes_furniture:
        lines = _without(patterns, lines, expected)
    whole = "".join(lines)
    for note in truth.get("floats", ()):
        out.floats += 1
        start = whole.find(fold(note))
        if start >= 0:
            out.floats_found += 1
            head = re.search(r"[\d\[\].()*]{0,4}$", whole[:start])
            whole = whole[: head.start() if head else start] + whole[start + len(fold(note)) :]
    wanted = "".join(expected)
    plain, plain_wanted = whole.replace("•", ""), wanted.replace("•", "")
    out.characters = len(plain_wanted)
    out.wrong = Levenshtein.distance(plain_wanted, plain)
    _score_blocks(out, truth["blocks"], whole)
    _score_rows(out, truth["blocks"], rows)
    return out


@cache
def fold(text: str) -> str:
    """Fold quotation marks, dashes, bullets and ligatures, and leave out all space."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text.translate(_FOLD))).translate(_FOLD)


def _printed(blocks: Iterable[Mapping[str, Any]]) -> list[str]:
    out: list[str] = []
    for block in blocks:
        out += ["".join(fold(cell) for cell in row) for row in block["rows"]]
        if not block["rows"]:
            out.append(_LEADER.sub("", fold(f"{block['label']} {block['text']}")))
    return out


@cache
def _patterns(furniture: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Compile furniture, the longest first, so that a whole footer goes before a part of it."""
    out = []
    if "Page" in furniture:  # how some sets write a page number
        furniture = (*(text for text in furniture if text != "Page"), "Page {n}", "Page {n} of {n}")
    for text in sorted(set(furniture), key=len, reverse=True):
        parts = [re.escape(fold(part)) for part in text.split("{n}")]
        out.append(re.compile(r"\d{1,4}".join(parts)))
    return tuple(out)


def _is_long(pattern: re.Pattern[str]) -> bool:
    return len(re.sub(r"\\d\{1,4\}|\\", "", pattern.pattern)) >= 6


def _surplus(
    patterns: Sequence[re.Pattern[str]], lines: Sequence[str], expected: Sequence[str]
) -> int:
    """Count furniture that stands in the text more often than the truth has it."""
    whole, wanted = "".join(lines), "".join(expected)
    allowed = Counter(expected)
    count = 0
    for pattern in patterns:
        if _is_long(pattern):
            count += max(0, len(pattern.findall(whole)) - len(pattern.findall(wanted)))
            whole = pattern.sub("", whole)
        else:
            found = Counter(line for line in lines if pattern.fullmatch(line))
            count += sum(max(0, number - allowed[line]) for line, number in found.items())
    return count


def _without(
    patterns: Sequence[re.Pattern[str]], lines: Sequence[str], expected: Sequence[str]
) -> list[str]:
    """Take furniture out of lines, but keep as much of it as the text itself has, from the first."""
    out = list(lines)
    wanted = "".join(expected)
    allowed = Counter(expected)
    for pattern in patterns:
        if not _is_long(pattern):
            kept: Counter[str] = Counter()
            left = []
            for line in out:
                if pattern.fullmatch(line):
                    kept[line] += 1
                    if kept[line] > allowed[line]:
                        continue
                left.append(line)
            out = left
            continue
        keep = len(pattern.findall(wanted))
        whole = "\n".join(out)
        loose = re.compile(pattern.pattern)

        def cut(found: re.Match[str]) -> str:
            nonlocal keep
            keep -= 1
            return found[0] if keep >= 0 else ""

        out = loose.sub(cut, whole).split("\n")
    return out


def _score_blocks(out: Score, blocks: Iterable[Mapping[str, Any]], whole: str) -> None:
    for block in blocks:
        for text in [cell for row in block["rows"] for cell in row] or [block["text"]]:
            folded = _LEADER.sub("", fold(text))
            if len(folded) < 8:
                continue
            out.blocks += 1
            if folded not in whole and fuzz.partial_ratio(folded, whole) < _FOUND:
                out.lost += 1
        if block["label"]:
            out.labels += 1
            label, start = fold(block["label"]), fold(block["text"])[:_ENOUGH]
            choices = _BULLET_LABELS[:-1] if label == "•" else (label,)
            out.labels_right += any(choice + start in whole for choice in choices)


def _score_rows(
    out: Score, blocks: Iterable[Mapping[str, Any]], rows: Sequence[Sequence[str]] | None
) -> None:
    expected = Counter(
        tuple(filter(None, (fold(cell) for cell in row)))
        for block in blocks
        for row in block["rows"]
    )
    out.rows = sum(expected.values())
    if rows is not None:
        found = Counter(tuple(filter(None, (fold(cell) for cell in row))) for row in rows)
        out.rows_right = sum((expected & found).values())
