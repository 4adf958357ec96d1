"""Which paragraphs are an extract from another document, between quotation marks?"""

import re
from collections.abc import Sequence

from pipeline.model import ClauseKind
from pipeline.segment.paragraphs import Paragraph

_LONGEST = 25  # paragraphs of one extract
_OPENS = re.compile(r"[“\"‘']")
_CLOSES = re.compile(r"[”\"’'][.,;]?$")
_QUOTABLE = {
    None,
    ClauseKind.CLAUSE,
    ClauseKind.LIST_INTRO,
    ClauseKind.LIST_ITEM,
    ClauseKind.HEADING,
    ClauseKind.TABLE_ROW,
}


def quoted_paragraphs(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Find quotations that run over two or more paragraphs.

    The first paragraph opens with a quotation mark that it does not close; the last one closes it.
    Each paragraph between may open with a mark of its own, as printers do.

    Returns:
        Positions in `paragraphs`.
    """
    found: set[int] = set()
    for i, paragraph in enumerate(paragraphs):
        if i in found or paragraph.kind not in _QUOTABLE or not _leaves_open(paragraph.text):
            continue
        for end in range(i + 1, min(i + _LONGEST, len(paragraphs))):
            if _CLOSES.search(paragraphs[end].text) and not _is_whole(paragraphs[end].text):
                found.update(k for k in range(i, end + 1) if paragraphs[k].kind in _QUOTABLE)
                break
    return frozenset(found)


def _leaves_open(text: str) -> bool:
    return _OPENS.match(text) is not None and not _is_whole(text) and _balance(text) > 0


def _is_whole(text: str) -> bool:
    """Whether every quotation that a paragraph opens is closed in it."""
    return _balance(text) == 0


def _balance(text: str) -> int:
    """Double marks opened less those closed; single marks count only around the paragraph."""
    curly = text.count("“") - text.count("”")
    straight = text.count('"') % 2
    if straight:
        return 1 if text.lstrip().startswith('"') else -1
    if curly:
        return curly
    opens, closes = text[:1] in {"‘", "'"}, re.search(r"[.;:!?][’']$", text) is not None
    return int(opens) - int(closes)
