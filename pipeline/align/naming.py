"""What is a family called, in the data and by people?"""

import re
from hashlib import blake2b

from pipeline.align.wordings import Wording

_LONGEST = 9  # words of a name
_OPENING = re.compile(r"^(?:\W+|(?:and|or|that|to)\b)+", re.IGNORECASE)
_ASIDE = re.compile(r"\s?[\[(][^\])]{0,200}[\])]")
_STOP = re.compile(r"[.;:!?](?:\s|$)")
_DANGLING = re.compile(
    r"(?:an?|and|any|are|as|at|be|between|by|for|from|ha[sd]|have|his|her|if|in|into|is|it|its|may"
    r"|must|no|not|of|on|or|shall|should|than|that|the|their|them|they|this|to|under|upon|was|which"
    r"|whom?|will|with|would),?",
    re.IGNORECASE,
)


def family_id(wording: Wording) -> str:
    """Make an identifier from the exemplar's words and audience, the same in every run."""
    key = "\x1f".join((wording.text, wording.audience, wording.language))
    return "f-" + blake2b(key.encode("utf-8"), digest_size=6).hexdigest()


def family_name(text: str) -> str:
    """Shorten an exemplar to what a person would call it.

    Example:
        >>> family_name("to keep (at all times) a civil tone; and")
        'Keep a civil tone'
        >>> family_name("Each councillor shall, so far as it is practicable, reply to the Clerk.")
        'Each councillor shall, so far as it is practicable ...'
    """
    words = _ASIDE.sub("", _OPENING.sub("", text)).split() or text.split() or ["(no words)"]
    sentence = _STOP.split(" ".join(words), maxsplit=1)[0].split() or words
    kept = sentence[:_LONGEST]
    while len(kept) < len(sentence) and len(kept) > 1 and _DANGLING.fullmatch(kept[-1]):
        kept.pop()
    name = " ".join(kept).rstrip(" ,;:.-–—")
    if len(kept) < len(sentence):
        name += " ..."
    return name[:1].upper() + name[1:]
