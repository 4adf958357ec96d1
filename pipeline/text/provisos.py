"""Which exceptions and conditions does a sentence make: "unless", "except", "where practicable"?

A duty with a way out is another duty. The words are given as printed; what a proviso turns on, an
emergency, somebody's consent, the law, tells whether two of them are alike.
"""

import re
from dataclasses import dataclass

from pipeline.text.decisions import CONSENT, WHO


@dataclass(frozen=True, slots=True)
class Proviso:
    """An exception to what a sentence says, or a condition of it."""

    turns_on: str  # emergency, consent, practicable, law, privacy, usual; empty for another
    words: str  # as printed, without the mark that ends them
    start: int
    end: int


_TO_ITS_END = (  # the proviso goes on to the next mark, or to the next thing to be done
    r"unless|except(?:ing)?(?! to\b)|with the exception of|other(?:wise)? than|apart from"
    r"|excluding|save(?= (?:where|for|that|as|in|with|when|if|by|only|to the extent|insofar)\b)"
    r"|(?<=, )save(?= (?:an?|the|any|those|professional|its|their)\b)"
    r"|provid(?:ed|ing)(?: always)?(?= (?:that|the|it|they|he|she|there|you|no|any|all|an?)\b)"
    r"|on (?:the )?condition that|subject(?= (?:only |always )?to\b)|notwithstanding"
    r"|without prejudice to|(?:so|as) long as|to the extent(?= (?:that|permitted|allowed)\b)"
    rf"|(?:if|where|when|once) {WHO} (?:(?:so|has|have|first) ){{0,2}}"
    r"(?:agree[sd]?|approve[sd]?|consent(?:s|ed)?|permit(?:s|ted)?|allow(?:s|ed)?)"
)
_WITH_CONSENT = (
    rf"(?:only )?(?:with|without|on|subject to) (?:{WHO}['’]s? )?"
    r"(?:(?:the|first|having|any|prior|express|written|specific|explicit|due|obtaining|getting"
    r"|seeking|proper|advance|previous) ){0,4}"
    rf"(?:{CONSENT})\b(?: (?:of|from|by) {WHO}\b)?"
)
_FEASIBLE = r"(?:practicable|practical|possible|feasible|reasonable|convenient)"
_AS_IT_STANDS = (
    r"(?:wherever|where|when(?:ever)?|if)(?: at all| reasonably| it is| this is){0,2}"
    rf" {_FEASIBLE}"
    r"|(?:wherever|where|when) appropriate"  # "if appropriate" is mostly said of a means
    r"|(?:insofar|(?:in )?so far|as far) as"
    r" (?:(?:is|it|they|he|she|reasonably|may|are|can|be) ){0,4}"
    r"(?:practicable|practical|possible|feasible|able(?: to)?)"
    r"|(?:only )?in (?:an |the event of an? |(?:the )?cases? of (?:an )?|a |any |times? of )?"
    r"(?:real |genuine |dire |serious )?(?:emergency|emergencies|urgency|crisis)"
    r"|in (?:exceptional|urgent|special|extreme) (?:circumstances|cases)"
    r"|[\w'’-]{1,15} [\w'’-]{1,15} excepted"
    r"|(?<!as )(?:normally|usually|ordinarily|as a (?:general )?rule)"
    r"|(?:should|shall|will|must|would) generally"
)
_PROVISO = re.compile(
    rf"\b(?:(?P<fixed>{_AS_IT_STANDS}|{_WITH_CONSENT})|(?P<open>{_TO_ITS_END}))\b", re.IGNORECASE
)
_END = re.compile(
    r"[.;:,)](?=\s|$)|$| (?:and|but)(?= (?:(?:[\w'’]{1,15} ){0,3}"
    r"(?:must|shall|should|will|may|can|cannot|is|are)\b|to\b|not\b))|,",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(?:is|are|be|being|been|was|were|remain|remains)(?: also| always)? $", re.I)
_NO_PROVISO = re.compile(r"(?:not|nothing|none|no|each) $|\b(?:for|as) $", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(?:not|no|nobody|never|none|neither|nor|cannot|can['’]t|refrain|avoid|only)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;!?](?=\s)")
_TURNS_ON = (
    ("emergency", r"emergenc|urgen|crisis|danger|cannot wait|exceptional|extreme"),
    ("consent", r"consent|approv|agree|permi|authori|invit|asked|leave of|resolv|direct|instruct"
                r"|decid|request|accept|sanction|told otherwise|allows?\b"),
    ("practicable", r"practica|possible|feasib|reasonabl|appropriate|convenient|able to"),
    ("law", r"\blaw|legal|statut|legislat|\bact\b|regulation|data protection|standing order"),
    ("privacy", r"confiden|exempt|privat|\bpublic (?:is|are|has|have)"),
    ("usual", r"normally|usually|ordinarily|rule$|generally"),
)  # fmt: skip
_TURNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _TURNS_ON)
_READ = 20_000  # characters: far beyond any clause
_LONGEST = 200  # characters of a proviso


def provisos(text: str) -> tuple[Proviso, ...]:
    """List the exceptions and conditions of a text, in the order of its words.

    Example:
        >>> [(p.turns_on, p.words) for p in provisos("Ring first, except in an emergency.")]
        [('emergency', 'except in an emergency')]
        >>> provisos("Members are subject to the Code of Conduct.")
        ()
    """
    text = text[:_READ]
    found: list[Proviso] = []
    for match in _PROVISO.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        words = match[0].casefold()
        before = text[max(0, match.start() - 30) : match.start()]
        if words.startswith("subject") and _IS.search(before):
            continue  # "members are subject to the Code of Conduct"
        if words.startswith(("as long", "so long")) and _NO_PROVISO.search(before):
            continue
        if (
            words.startswith("without")
            and not match["open"]
            and not _is_denied(text, match.start())
        ):
            continue
        end = match.end()
        if match["open"]:
            stop = _END.search(text, end, min(len(text), end + _LONGEST))
            end = stop.start() if stop else min(len(text), end + _LONGEST)
        words = text[match.start() : end].strip()
        found.append(Proviso(_turns_on(words), words, match.start(), end))
    return tuple(found)


def _turns_on(words: str) -> str:
    return next((name for name, pattern in _TURNS if pattern.search(words)), "")


def _is_denied(text: str, at: int) -> bool:
    """Whether the sentence forbids: only then is "without the consent of" a way out."""
    before = _SENTENCE_END.split(text[max(0, at - 400) : at])[-1]
    return _NEGATIVE.search(before) is not None
