"""What was probably copied or typed twice?"""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.analyse.defects.inspected import Inspected, short
from pipeline.model import Clause, ClauseKind, Defect, DefectKind, State
from pipeline.text.folding import fold_item

_TWICE = re.compile(r"\b([A-Za-z]{2,20})\s{1,2}\1\b", re.IGNORECASE)
_PLURAL_TWICE = re.compile(r"\b([A-Za-z]{5,20})s\s{1,2}\1\b(?![’'])", re.IGNORECASE)
_MEANT = frozenset({"had", "that", "very", "so", "no", "is", "do", "can", "we", "cc", "bye", "her"})
_LINKS = frozenset({"from", "all", "the", "to", "that", "will", "of"})
_SHORTEST_ITEM = 3  # words
_SHORTEST_TAIL = 9  # words; shorter ones are how parallel items are written
_TAIL_SHARE = 0.8


def copy_errors(inspected: Inspected) -> Iterator[Defect]:
    """Find words printed twice, items that repeat another, and lists given a second time."""
    yield from _repeated_words(inspected)
    yield from _repeated_lists(inspected)
    lists: dict[tuple[object, ...], list[Clause]] = defaultdict(list)
    for clause in inspected.clauses:
        if clause.kind is ClauseKind.LIST_ITEM and not clause.quoted:
            lists[clause.language, clause.path, clause.intro].append(clause)
    for items in lists.values():
        yield from _repeated_items(inspected, items)


def _repeated_words(inspected: Inspected) -> Iterator[Defect]:
    if inspected.document.state is State.OCR:
        return
    for clause, words in inspected.own_words:
        if clause.kind is ClauseKind.TABLE_ROW or clause.language != "en":
            continue
        for pattern in (_TWICE, _PLURAL_TWICE):
            for match in pattern.finditer(words):
                if match[1].casefold() in _MEANT or _two_names(match):
                    continue
                yield inspected.defect(
                    DefectKind.PROBABLE_COPY_ERROR,
                    clause,
                    clause.start + match.start(),
                    clause.start + match.end(),
                    f"“{' '.join(match.group().split())}”: a word seems to be printed twice.",
                )


def _two_names(match: re.Match[str]) -> bool:
    """Whether the second word begins something else, as in "the Council Council Tax"."""
    first, second = match.group().split()
    return first[0].islower() and second[0].isupper()


def _repeated_lists(inspected: Inspected) -> Iterator[Defect]:
    """Find a list of expectations that is opened twice: "Officers can expect from councillors"."""
    seen: dict[tuple[str, ...], Clause] = {}
    for clause, words in inspected.own_words:
        if clause.kind is not ClauseKind.LIST_INTRO or "expect" not in words:
            continue
        meant = tuple(word for word in fold_item(words).split() if word not in _LINKS)
        other = seen.setdefault(meant, clause)
        if other is not clause and len(meant) >= _SHORTEST_ITEM:
            yield inspected.defect(
                DefectKind.PROBABLE_COPY_ERROR,
                clause,
                clause.start,
                clause.end,
                f"Opens the same list as “{short(other.text, 50)}” before: "
                "merge the two, so that they cannot differ.",
            )


def _repeated_items(inspected: Inspected, items: list[Clause]) -> Iterator[Defect]:
    seen: dict[str, Clause] = {}
    for item in items:
        folded = fold_item(item.text)
        words = folded.split()
        other = seen.get(folded)
        if other is None:
            other = next(
                (earlier for text, earlier in seen.items() if _same_tail(words, text.split())),
                None,
            )
        if other is not None and len(words) >= _SHORTEST_ITEM:
            place = other.label.rstrip(".") if other.label else f"“{short(other.text, 30)}”"
            yield inspected.defect(
                DefectKind.PROBABLE_COPY_ERROR,
                item,
                item.start,
                item.end,
                f"Repeats item {place} of the same list: take one of them out, or put in what "
                "was meant to stand here.",
            )
        seen.setdefault(folded, item)


def _same_tail(words: list[str], other: list[str]) -> bool:
    tail = 0
    for a, b in zip(reversed(words), reversed(other), strict=False):
        if a != b:
            break
        tail += 1
    return tail >= _SHORTEST_TAIL and tail >= _TAIL_SHARE * max(len(words), len(other))
