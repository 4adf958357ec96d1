"""Who is the subject of a few words, and who does what a passive says?"""

import re
from collections.abc import Sequence

from pipeline.text.parties import Mention, Party, mentions, together_of

_PASSIVE_BY = re.compile(
    r"\b(?:is|are|was|be|being|been)\b(?: [\w'’-]{1,15}){0,3}? [\w-]{1,16}(?:ed|en|ept|ealt|eld"
    r"|ade|aid"
    r"|ent|ut|ought|rawn|et|one|ne|wn|old|ead|ung|un|ound|uck|ost)\b(?:(?!\b(?:except|unless|if|when|where|which"
    r"|who|save|that)\b)[^.;:]){0,120}?"
    r"\bby\s(?:[\w-]{3,14}\s)?$",
    re.IGNORECASE,
)
_NOR_BY = re.compile(r"^[^.;]{0,60}\b(?:nor|and) by\s$", re.IGNORECASE)
_NOT_THE_SUBJECT = re.compile(
    r"(?:^|\s)(?:to|from|with|of|by|for|about|against|between|in|on|at|than|towards|as|upon|under"
    r"|without|through|over|into|that|whether|if|when|where|while|after|before|rhwng|gan)\s$",
    re.IGNORECASE,
)


def agent_of(said: str, named: Sequence[Mention]) -> Party:
    """Tell who does what a passive says.

    Args:
        said: A sentence, or what follows its subject.
        named: The parties that it names; their places count from the beginning of `said`.

    Example:
        >>> said = "Letters are signed by the Clerk."
        >>> agent_of(said, mentions(said)).value
        'officers'
    """
    for mention in named:
        if not mention.owns and _PASSIVE_BY.search(said[: mention.start]):
            others = [
                other.party
                for other in named
                if not other.owns and _NOR_BY.search(said[mention.end : other.start])
            ]
            return together_of([mention.party, *others])
    return Party.UNKNOWN


def subject_of(before: str) -> Party:
    """Tell which party is the subject of the verb that follows some words.

    Returns:
        `UNKNOWN` where a thing is the subject, even one that a party owns or that names one.

    Example:
        >>> subject_of("A request from a member").value
        ''
        >>> subject_of("In an emergency the Clerk").value
        'officers'
    """
    for mention in mentions(f"{before.rstrip()} must"):
        if _NOT_THE_SUBJECT.search(before[: mention.start]):
            continue
        return Party.UNKNOWN if mention.owns else mention.party
    return Party.UNKNOWN
