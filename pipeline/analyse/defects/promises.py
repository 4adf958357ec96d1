"""Which clauses say that a subject is dealt with below, where nothing below deals with it?"""

import re
from collections.abc import Iterator, Sequence

from pipeline.analyse.defects.inspected import Inspected, sentence_around
from pipeline.model import Clause, ClauseKind, Defect, DefectKind

_PROMISE = re.compile(
    r"\b(?:is|are|will be|shall be|being)\s+(?:\w{2,14}\s+){0,2}?"
    r"(?:covered|dealt with|considered|discussed|described|explained|addressed|set out|detailed"
    r"|given|listed|outlined|provided|treated|found|contained|specified)\s+(?:\w{2,14}\s+){0,2}?"
    r"(?:below|overleaf|later(?:\s+on)?(?:\s+in\s+this\s+\w{2,14})?"
    r"|in\s+(?:the\s+next|a\s+later|the\s+following)\s+(?:section|paragraph|part)"
    r"|elsewhere\s+in\s+this\s+\w{2,14})\s*(?P<stop>[.;:)]|$)"
)
_WORD = re.compile(r"[A-Za-z]{3,30}")
_EMPTY_WORDS = """
    the this that these those and any all each for from with where when which who whom whose how not
    but they them their there exist exists existing may might can could will would shall should must
    have has had are were been being between about into upon such other others some more also its
    our your his her issue issues matter matters question questions subject topic use uses using
    rule rules arrangement arrangements procedure procedures process policy protocol document
    section paragraph council councils councillor councillors member members officer officers staff
    employee employees clerk specifically general generally particular further details detail
    position potential role roles what under within during
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
# words for the same thing: a promise about the one is kept by a clause on the other
_SAME = (
    ("press", "media", "publi"),
    ("lette", "corre", "email", "mails"),
    ("compl", "griev", "dispu", "conce"),
    ("train", "devel", "learn", "induc"),
    ("infor", "docum", "paper"),
    ("meeti", "agend"),
    ("gifts", "hospi"),
)
_STEM = 5  # letters that tell words apart and leave their endings out


def broken_promises(inspected: Inspected) -> Iterator[Defect]:
    """Find subjects said to be dealt with later that no later clause or heading takes up."""
    clauses = inspected.clauses
    places = {clause.n: index for index, clause in enumerate(clauses)}
    for clause, words in inspected.own_words:
        if not clause.kind.substantive or clause.kind is ClauseKind.LIST_INTRO:
            continue
        index = places[clause.n]
        for match in _PROMISE.finditer(words):
            if match["stop"] == ":" or _list_follows(clauses, index, words, match.end()):
                continue
            sentence = sentence_around(words, match.start(), match.end())
            subject = _subject(sentence[: max(sentence.find(match.group()[:12]), 0)])
            later = [c for c in clauses[index + 1 :] if c.language == clause.language]
            rest = words[match.end() :]
            if subject and not _kept(subject, rest, later):
                start = words.index(sentence) + clause.start
                yield inspected.defect(
                    DefectKind.DANGLING_REFERENCE,
                    clause,
                    start,
                    clause.start + match.end(),
                    "Says that the subject is dealt with below, but nothing after this clause "
                    "deals with it: add the rules, or take the promise out.",
                )


def _list_follows(clauses: Sequence[Clause], index: int, words: str, end: int) -> bool:
    """Whether what is promised stands right there, as a list or a table."""
    if words[end:].strip() or index + 1 == len(clauses):
        return False
    after = clauses[index + 1]
    deeper = after.kind is ClauseKind.LIST_ITEM and clauses[index].kind is not ClauseKind.LIST_ITEM
    return deeper or after.kind is ClauseKind.TABLE_ROW


def _subject(words: str) -> frozenset[str]:
    """Stems of the words that name a subject, without those that any clause may hold."""
    return frozenset(
        word[:_STEM] for word in map(str.casefold, _WORD.findall(words)) if word not in _EMPTY
    )


def _kept(subject: frozenset[str], rest: str, later: Sequence[Clause]) -> bool:
    """Whether a heading takes up one word of the subject, or a clause half of them."""
    needed = max(min(2, len(subject)), (len(subject) + 1) // 2)
    if _shared(subject, rest) >= needed:
        return True
    for clause in later:
        shared = _shared(subject, clause.text)
        if shared >= (1 if clause.kind is ClauseKind.HEADING else needed):
            return True
    return False


def _shared(subject: frozenset[str], words: str) -> int:
    stems = {word[:_STEM] for word in map(str.casefold, _WORD.findall(words))}
    for alike in _SAME:
        if not stems.isdisjoint(alike):
            stems.update(alike)
    return len(subject & stems)
