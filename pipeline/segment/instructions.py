"""Does a sentence tell its reader to do something, and who must the reader be?"""

import re

from pipeline.segment.openers import without_conditions, without_opening
from pipeline.text.parties import OTHER_SIDE, Party, mentions

_IMPERATIVE = re.compile(
    r"^(?:(?:please|do|don['’]t|do not|never|always|just|oh|only|first|kindly)[, ]+){0,3}"
    r"(?P<verb>ask|be|bear|bring|call|check|come|copy|declare|drop|fill|follow|give|go|keep"
    r"|leave|listen|look|make|pass|phone|pop|put|raise|read|remember|report|ring|say|see(?! (?:also"
    r"|standing|paragraph|section|appendix|annex|schedule|rule|clause|part|below"
    r"|above|regulation|\d))|send|show|have(?= (?:an?|your|some) )"
    r"|speak|stay|stick|submit|take|talk|telephone|tell|treat|try|turn|use|wait|write|avoid"
    r"|respect|knock|attend|prepare|book|thank(?! you)|enter|join|arrive|inform|notify|register"
    r"|seek|email|e-mail|contact|refer|answer|reply|respond|discuss|argue|rely|get|let|think"
    r"|[a-z]{3,12}wch)\b(?!['’]|-| (?:is|are|was|will|shall|may|must)\b)",
    re.IGNORECASE,
)
_NEGATIVE_IMPERATIVE = re.compile(
    r"^(?:please )?(?:do not|don['’]t|never|please|peidiwch [âa])\b ?\w", re.IGNORECASE
)
_ONE_ANOTHER = re.compile(
    r"\b(?:each other|one another|(?:e[ui]|â['’]|['’])ch gilydd|ei gilydd)\b", re.IGNORECASE
)


def is_instruction(sentence: str) -> bool:
    """Whether a sentence tells its reader to do something, or not to.

    Example:
        >>> is_instruction("If in doubt, please ring the Clerk.")
        True
    """
    said, _ = without_conditions(without_opening(sentence))
    return bool(_IMPERATIVE.match(said) or _NEGATIVE_IMPERATIVE.match(said))


def told_by(sentence: str) -> Party:
    """Tell whom an instruction addresses: the other party than the one that it names.

    Returns:
        `BOTH` for "Talk to each other"; `UNKNOWN` for what is no instruction, or names no party.

    Example:
        >>> told_by("Please ring the Clerk first.").value
        'councillors'
    """
    if not is_instruction(sentence):
        return Party.UNKNOWN
    said, _ = without_conditions(without_opening(sentence))
    if _ONE_ANOTHER.search(said):
        return Party.BOTH
    named = {mention.party for mention in mentions(said)}
    return OTHER_SIDE.get(named.pop(), Party.UNKNOWN) if len(named) == 1 else Party.UNKNOWN
