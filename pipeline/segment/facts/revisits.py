"""By which words does a clerk say that this document is looked at again?

"Review" and "revise" are only two of many: councils go over their promises, take stock of a
charter, bring a paper back to the table or let it lapse unless renewed. The same verbs serve for
rents, leases and risk registers, so they count only where the document itself is what they govern
or what governs them.
"""

import re
from dataclasses import dataclass

from pipeline.segment.facts.revisit_words import (
    AGAIN,
    OWN_MENTION,
    PATTERNS,
    PRONOUN,
    STEM,
    Tense,
)


@dataclass(frozen=True, slots=True)
class Revisit:
    """Words that have this document looked at again, and where they stand."""

    start: int
    end: int
    tense: Tense
    named: str  # the document as these words name it: "this charter", "it"; empty: not named


def find_revisits(text: str, start: int, end: int) -> list[Revisit]:
    """Find where a sentence or a line says that this document is looked at again.

    Args:
        text: The text in which the sentence stands: what goes before tells what "it" is.
        start: Where the sentence begins.
        end: Where it ends.

    Returns:
        The places in reading order, none overlapping; empty where there are none.

    Example:
        >>> text = "We go over this guide every May. We go over the rents every June."
        >>> [text[item.start : item.end] for item in find_revisits(text, 0, len(text))]
        ['go over this guide']
    """
    found: list[Revisit] = []
    if not STEM.search(text, start, end):
        return found
    for pattern, tense in PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(match.start() < item.end and item.start < match.end() for item in found):
                continue
            item = _revisit(text, start, match, tense)
            if item is not None:
                found.append(item)
    return sorted(found, key=lambda item: item.start)


def names_another_kind(named: str, title: str | None) -> bool:
    """Say whether "the code" or the like is not what a document calls itself.

    Args:
        named: The words for the document, as in `Revisit.named`.
        title: What the document is called, where known. "This code" is the document whatever its
            title; "the protocol", "the policy" and "the document" are so in most titles.
    """
    if not title or not named.lower().startswith("the "):
        return False
    kind = re.findall(r"\w+", named.lower())[-1]
    return kind not in _COMMON_KINDS and kind.rstrip("s") not in title.lower()


def _revisit(text: str, start: int, match: re.Match[str], tense: Tense | None) -> Revisit | None:
    """Judge a match: None where it is negated, or is about readers, newcomers or other things."""
    groups = match.groupdict()
    named = groups.get("own") or groups.get("subject_own") or ""
    before = text[max(start, match.start() - _REACH) : match.start()]
    after = text[match.end() : match.end() + 60]
    if tense is None:
        done = _PAST.search(groups["aux"] or "") or _RESOLVED_THAT.search(before)
        tense = Tense.DONE if done else Tense.AHEAD
    if tense is Tense.AHEAD and _may_be_the_first(match.group(), after):
        tense = Tense.HABIT
    if (
        (tense is Tense.DONE and _FIRST_LOOK.search(match.group()))
        or _NOT.search(before[-12:])
        or _NEGATED.search(match.group())
        or _is_by_a_reader(before, match.group(), after)
        or (groups.get("subject_own") and not _may_be_subject(before))
        or (PRONOUN.fullmatch(named) and _is_of_another(text, start, match.start()))
    ):
        return None
    verb = match.end("second") + 1 if groups.get("second") else match.start()
    return Revisit(verb, match.end(), tense, named)


def _may_be_the_first(words: str, after: str) -> bool:
    """Say whether a paper that "goes to the council" may go there for the first time."""
    return bool(_GOES.search(words)) and not _AGAIN_WORD.search(words + after[:45])


def _is_by_a_reader(before: str, words: str, after: str) -> bool:
    """Say whether people are only to read the document: staff, newcomers, those told to."""
    return bool(
        (_TOLD.search(before) and not _TO_THE_COUNCIL.search(words))
        or _EACH_READER.search(re.split(r"[,;:]", before)[-1])
        or _WITH_A_READER.match(after)
    )


def _may_be_subject(before: str) -> bool:
    """Say whether a name for the document is what its sentence is about: not "under this code"."""
    return not _PREPOSITION.search(before[-14:]) or bool(_PART_OF_IT.search(before[-40:]))


def _is_of_another(text: str, start: int, place: int) -> bool:
    """Say whether "it" or "this" is a complaint, a plan or the like that was spoken of before."""
    paragraph = text.rfind("\n", 0, start) + 1
    said = text[max(paragraph, start - 200, place - _REACH) : place]
    sentence = re.split(r"[.;!?] ", text[max(start, place - _REACH) : place])[-1]
    topic = _ANOTHER_TOPIC.search(said) or _CONDITION.match(sentence)
    return bool(topic) and not OWN_MENTION.search(said)


_REACH = 400  # characters: nothing further away bears on what is looked at again
_COMMON_KINDS = frozenset({
    "protocol", "policy", "document", "paper", "text", "foregoing", "above", "aforesaid", "same",
})  # fmt: skip
_ANOTHER_TOPIC = re.compile(
    r"\b(?:complaints?|grievances?|disputes?|disagreements?|allegations?|difficult(?:y|ies)"
    r"|problems?|conflicts?|matters?|questions?|points?|requests?|applications?|decisions?"
    r"|(?:the|an?|any|each|this) (?:\w{1,40} ){0,2}(?:plan|list|issue|concern)|registers?"
    r"|(?:annual|sick|special) leave|vacanc\w{1,40}|cases?|reserves?|equipment|inspect\w*|audit\w*"
    r"|insurance|salar\w{1,40}|pay|fees|charges|mandates?|signator\w*|investments?"
    r"|grants?|risks?|assets?|budgets?|precept|contracts?|training|performance|appraisals?|allowances?|rents?|suppliers?|passwords?"
    r"|records?|leases?|prices?|trees?|objectives|workloads?|hours|job descriptions?|targets?"
    r"|accounts|keys|backups?|sickness|suspension|website|newsletter|play ?grounds?|cemetery"
    r"|allotments?|minutes|agendas?)\b",
    re.IGNORECASE,
)
# "If ... the Chair will look at it again": what has happened, and not the document.
_CONDITION = re.compile(
    r"\W{0,60}(?:\d[\d.]{0,8} )?(?:if|where|when(?! (?:will|shall|do|does|is|are))"
    r"|should|once(?! a)) ",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:under|of|by|with|in|from|to|for|about|within|against|on|and|or) $", re.IGNORECASE
)
_PART_OF_IT = re.compile(
    r"\b(?:operation|workings?|contents?|terms|provisions|wording|text|use|success|relevance"
    r"|effectiveness|whole|years|months|elections?|thereafter|and) (?:of |by |in )?$",
    re.IGNORECASE,
)
_EACH_READER = re.compile(
    r"\b(?:all|every|each|any|new|newly[ -]\w{1,40}|individual) (?:[\w-]+ ){0,2}"
    r"(?:staff|members?|councillors?|officers?|employees?|volunteers?|contractors?|starters?)\b"
    r"(?! of )|^\W{0,60}(?:staff|employees|volunteers|contractors)\b(?! (?:and|representatives))",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:asked|required|told|invited|expected|reminded|encouraged)\b[^.;]{0,40} to $",
    re.IGNORECASE,
)
# The Clerk may be asked to "bring it back to the Council", members to "renew this protocol".
_TO_THE_COUNCIL = re.compile(
    r"\b(?:agenda|council|committee|table|meeting)\b|^re-?(?:new|adopt|approv|affirm|confirm)",
    re.IGNORECASE,
)
_WITH_A_READER = re.compile(
    r" (?:again )?with (?:each|every|all|any|a|an|new|newly|his|her|their|individual|them|him)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|been|last|had)\b", re.IGNORECASE)
# "It was resolved that this protocol be re-adopted": by that very resolution.
_RESOLVED_THAT = re.compile(
    r"\b(?:resolved|agreed|moved|carried|resolution)\b[^.;]{0,90}\bthat $", re.IGNORECASE
)
_NOT = re.compile(r"(?:\b(?:not|never|nor|cannot)|n't) $", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never)\b", re.IGNORECASE)
_AGAIN_WORD = re.compile(rf"\b{AGAIN}\b|\bnext\b|\breturn|\breview\b", re.IGNORECASE)
_GOES = re.compile(
    r"\b(?:bring|brought|put|laid?|plac|taken?|sen[dt]|refer|submit|goes|go|comes?|test|discuss|monitor)"
    r"[\w ]*\b(?:before|to|on|onto|tested)\b",
    re.IGNORECASE,
)
_FIRST_LOOK = re.compile(
    r"(?<!re-)(?<!re)\b(?:examined|checked|assessed|appraised|evaluated|monitored|tested|updated"
    r"|brought|put|laid|placed|taken|sent|submitted|come back)\b",
    re.IGNORECASE,
)
