"""What stands before the subject of a sentence: marks, "however" and conditions."""

import re

_OPENING_MARKS = re.compile(
    r"^(?:[*\"“‘'(\[—–-]|\s|(?:yes|no|well|oh)[,.] |(?:however|therefore|likewise|equally|similarly"
    r"|also|and|but"
    r"|in (?:turn|return|particular|addition)|as a rule|note|nb|accordingly|further(?:more)?|in all"
    r" cases|as far as possible|for (?:its|their) part|nevertheless|so|then)\b[,.:;]?\s){1,6}",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^(?:if|where|when|whenever|once|unless|should|in|as|although|while|whilst|for|to|at|on|under"
    r"|before|after|during|because|since|by|with|without|within|upon|subject to|except|save"
    r"|notwithstanding|having|until|from|outside|between|following|pending|given|whatever|wherever"
    r"|os|pan|cyn|wrth|yn|ar [ôo]l)\b(?:[^,]|,(?=\S)){0,250},\s",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(  # "In March the Clerk may spend £50, ..." begins no condition
    r"\b(?:must|shall|should|will|(?-i:may)|can|cannot)(?: not| also| never)?,\s$"
    r"|^(?:in|as|for|to|at|on|under|before|after|by|with|without|within|upon|notwithstanding"
    r"|until|from|outside|between|following)\b[^,]{0,200}\b(?:must|shall|should|(?-i:may)|will)\b"
    r"|\b(?:he or she|she|he|they) (?:must|shall|should|will|may|can)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?:and|or|but|who|which|that)\b", re.IGNORECASE)
_INVERTED = re.compile(
    r"(?:^|[,;] )(?:only|nor|neither|never|at no|in no|on no|under no|not)\b[^,;]{0,80}"
    r"\b(?:must|shall|should|will|may|can|does|do|is|are|ought)\s$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"^(?:if|where|when|whenever|once|unless|as|although|while|before|after|because|since)\b",
    re.IGNORECASE,
)
_MOST = 3  # conditions before one sentence


def without_opening(sentence: str) -> str:
    """Leave out marks and words such as "However," from the beginning of a sentence."""
    return _OPENING_MARKS.sub("", sentence)


def without_conditions(said: str) -> tuple[str, str]:
    """Part a sentence from the conditions that it opens with.

    Returns:
        The rest of the sentence, and its last condition; that is empty where there is none.

    Example:
        >>> without_conditions("If a member objects, the Clerk notes it.")
        ('the Clerk notes it.', 'If a member objects, ')
    """
    condition = ""
    for _ in range(_MOST):
        match = _CONDITION.match(said)
        if match is None or _CUT_SHORT.search(match[0]):
            break
        if _GOES_ON.match(said[match.end() :]):
            break  # "If time runs out the Clerk says so, and says why"
        condition, said = match[0], said[match.end() :]
    return said, condition


def opens_with_condition(said: str) -> bool:
    """Whether a sentence opens with a condition, which may have no comma after it."""
    return _CLAUSE.match(said) is not None


def is_inverted(before: str) -> bool:
    """Whether the subject comes next, after its verb: "At no time may"."""
    return _INVERTED.search(before) is not None
