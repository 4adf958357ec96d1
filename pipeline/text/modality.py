"""With what force does a sentence speak, must, should or may, and who owes the duty?

Two councils may share a sentence but for one word, and that word can be the whole difference. Here
it is read off by token patterns over spaCy's tokeniser; no sentence is parsed, so the rules are few
and say "not known" where a parser would guess.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any


class Modality(StrEnum):
    """The force of a sentence."""

    MUST = "must"
    MUST_NOT = "must not"
    SHOULD = "should"
    SHOULD_NOT = "should not"
    MAY = "may"  # is free to, and also "need not": is free to leave
    MAY_NOT = "may not"
    CAN_EXPECT = "can expect"
    WILL = "will"
    WILL_NOT = "will not"
    NONE = ""  # nothing in the words says

    @property
    def strength(self) -> int:
        """How binding it is, from 0 for nothing said to 4 for a duty or a ban.

        "May not" bans as "must not" does, and what a council writes that it "will" do it must.
        """
        return _STRENGTHS[self]

    @property
    def negated(self) -> bool:
        """Whether it speaks against doing something."""
        return self in {
            Modality.MUST_NOT,
            Modality.SHOULD_NOT,
            Modality.MAY_NOT,
            Modality.WILL_NOT,
        }


class Party(StrEnum):
    """Who owes a duty."""

    COUNCILLORS = "councillors"
    OFFICERS = "officers"
    CHAIR = "chair"
    COUNCIL = "council"
    BOTH = "both"  # councillors and officers
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """What one verb of a text says is to be done, or not to be done."""

    modality: Modality
    negated: bool
    bearer: Party
    verb: str  # lower case, as printed; empty if the text ends before it


_STRENGTHS = {
    Modality.MUST: 4,
    Modality.MUST_NOT: 4,
    Modality.MAY_NOT: 4,
    Modality.WILL: 4,
    Modality.WILL_NOT: 4,
    Modality.SHOULD: 3,
    Modality.SHOULD_NOT: 3,
    Modality.CAN_EXPECT: 2,
    Modality.MAY: 1,
    Modality.NONE: 0,
}
_NEGATIVE = {
    Modality.MUST: Modality.MUST_NOT,
    Modality.SHOULD: Modality.SHOULD_NOT,
    Modality.MAY: Modality.MAY_NOT,
    Modality.WILL: Modality.WILL_NOT,
}
_READ = 20_000  # characters: far beyond any clause
_SENTENCE = 80  # words looked back over
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_MARK = re.compile(r"[^\w\s']|(?<!\w)'|'(?!\w)")

_BE = ["is", "are", "be", "being", "been", "'s", "'re"]
_HAVE = ["has", "have", "'ve"]
_ADVERB = {"LOWER": {"IN": ["also", "always", "therefore", "normally", "only", "both", "all"]}}
_PHRASES: dict[Modality, list[list[dict[str, Any]]]] = {
    Modality.MUST: [
        [{"LOWER": {"IN": ["must", "shall", "rhaid"]}}],
        [
            {"LOWER": {"IN": _BE}},
            {**_ADVERB, "OP": "?"},
            {"LOWER": {"IN": ["required", "obliged", "bound"]}},
            {"LOWER": "to"},
        ],
        [
            {"LOWER": {"IN": _HAVE}},
            {"LOWER": {"IN": ["a", "the", "an"]}},
            {"IS_ALPHA": True, "OP": "?"},
            {"LOWER": {"IN": ["duty", "responsibility", "obligation"]}},
            {"LOWER": "to"},
        ],
        [{"LOWER": {"IN": [*_HAVE, "need", "needs"]}}, {"LOWER": "to"}],
        [{"LOWER": {"IN": _BE}}, {"LOWER": "to"}, {"LOWER": "be"}],
        [
            {"LOWER": "it"},
            {"LOWER": {"IN": _BE}},
            {"LOWER": "the"},
            {"LOWER": {"IN": ["duty", "responsibility"]}},
            {"LOWER": "of"},
            {"IS_ALPHA": True, "OP": "{1,4}"},
            {"LOWER": "to"},
        ],
    ],
    Modality.SHOULD: [
        [{"LOWER": {"IN": ["should", "dylai", "dylid", "ddylai", "ddylid"]}}],
        [{"LOWER": "ought"}, {"LOWER": "not", "OP": "?"}, {"LOWER": "to"}],
        [
            {"LOWER": {"IN": _BE}},
            {**_ADVERB, "OP": "?"},
            {"LOWER": {"IN": ["expected", "encouraged", "asked", "advised", "requested"]}},
            {"LOWER": "to"},
        ],
    ],
    Modality.MAY: [
        [{"LOWER": {"IN": ["may", "can", "ca", "might", "caiff", "chaiff", "gall"]}}],
        [
            {"LOWER": {"IN": _BE}},
            {**_ADVERB, "OP": "?"},
            {"LOWER": {"IN": ["entitled", "permitted", "allowed", "free"]}},
            {"LOWER": "to"},
        ],
        [
            {"LOWER": {"IN": _HAVE}},
            {"LOWER": {"IN": ["a", "the"]}},
            {"LOWER": "right"},
            {"LOWER": "to"},
        ],
        [{"LOWER": "need"}, {"LOWER": {"IN": ["not", "n't"]}}],
        [
            {"LOWER": {"IN": [*_BE, "do", "does"]}},
            {"LOWER": {"IN": ["not", "n't"]}},
            {"LOWER": {"IN": ["required", "obliged", "bound", "have", "need"]}},
            {"LOWER": "to"},
        ],
    ],
    Modality.MAY_NOT: [
        [
            {"LOWER": {"IN": _BE}},
            {"LOWER": "not"},
            {"LOWER": {"IN": ["entitled", "permitted", "allowed"]}},
            {"LOWER": "to"},
        ],
        [
            {"LOWER": {"IN": _HAVE}},
            {"LOWER": "no"},
            {"LOWER": {"IN": ["right", "power", "authority"]}},
            {"LOWER": "to"},
        ],
        [
            {"LOWER": {"IN": _BE}},
            {"LOWER": {"IN": ["prohibited", "barred", "forbidden"]}},
            {"LOWER": {"IN": ["from", "to"]}},
        ],
    ],
    Modality.CAN_EXPECT: [
        [
            {"LOWER": {"IN": ["can", "may", "should", "will"]}},
            {"IS_ALPHA": True, "OP": "?"},
            {"LOWER": "expect"},
        ],
        [
            {"LOWER": {"IN": _BE}},
            {"LOWER": "entitled"},
            {"LOWER": "to"},
            {"LOWER": "expect"},
        ],
        [{"LOWER": "gall"}, {"IS_ALPHA": True, "OP": "{1,3}"}, {"LOWER": "ddisgwyl"}],
    ],
    Modality.WILL: [
        [{"LOWER": {"IN": ["will", "wo", "'ll", "bydd", "fydd"]}}],
        [{"LOWER": {"IN": ["undertake", "undertakes", "agree", "agrees"]}}, {"LOWER": "to"}],
    ],
}
_OPENERS = frozenset({"if", "when", "where", "unless", "whenever", "while", "although", "should"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "as", "what"})
_NEGATIVE_WORDS = frozenset({"not", "n't", "never", "neither", "nor"})
_NO_SUBJECT = frozenset({"no", "neither", "nobody", "none", "nothing", "never", "ni", "nid"})
_NEGATIVE_PHRASES = (
    ("under", "no", "circumstances"),
    ("in", "no", "circumstances"),
    ("on", "no", "account"),
    ("at", "no", "time"),
    ("in", "no", "way"),
)
_FILLERS = frozenset(
    {"also", "always", "normally", "only", "therefore", "at", "all", "times", "ever", "both", ","}
)
_PARTIES: dict[str, Party] = {
    **dict.fromkeys(("councillor", "councillors", "member", "members"), Party.COUNCILLORS),
    **dict.fromkeys(("cllr", "cllrs", "cynghorydd", "cynghorwyr"), Party.COUNCILLORS),
    **dict.fromkeys(("gynghorwyr", "aelod", "aelodau"), Party.COUNCILLORS),
    **dict.fromkeys(("officer", "officers", "clerk", "staff"), Party.OFFICERS),
    **dict.fromkeys(("employee", "employees", "swyddog", "swyddogion", "clerc"), Party.OFFICERS),
    **dict.fromkeys(("chair", "chairman", "chairmen", "chairs", "chairperson"), Party.CHAIR),
    **dict.fromkeys(("mayor", "cadeirydd"), Party.CHAIR),
    **dict.fromkeys(("council", "authority"), Party.COUNCIL),
}
_PASSIVE_AS_PRINTED = frozenset(
    {
        "given",
        "shown",
        "sent",
        "made",
        "kept",
        "told",
        "held",
        "put",
        "seen",
        "taken",
        "done",
        "met",
    }
    | {"brought", "drawn", "written", "dealt", "set", "paid", "borne", "shared", "left", "said"}
)
_STATES = frozenset(  # look passive and are not: the subject still owes the duty
    {"prepared", "involved", "guided", "committed", "aligned", "dedicated", "concerned", "minded"}
)


def modality_of(text: str) -> Modality:
    """Read the force of a text off its first verb of duty, leave or ban.

    What stands in an opening condition ("Where a member may be involved, ...") or in a relative
    clause ("anyone who must ...") is not its force.

    Returns:
        `Modality.NONE` where no word says.

    Example:
        >>> modality_of("If asked, no councillor may promise a decision.").value
        'may not'
        >>> modality_of("The Clerk needn't reply at once.").value
        'may'
    """
    for duty in duties(text):
        if duty.modality is not Modality.NONE:
            return duty.modality
    return Modality.NONE


def duty_bearer(text: str) -> Party:
    """Tell who is to do, or to refrain from, what the text first speaks of.

    Returns:
        `Party.UNKNOWN` where nobody is named, or a thing stands in the subject's place: in
        "minutes must be kept" somebody must keep them.

    Example:
        >>> duty_bearer("It is the duty of the Clerk to keep the minutes.").value
        'officers'
        >>> duty_bearer("not to be shouted at by members of staff").value
        'officers'
    """
    return next((duty.bearer for duty in duties(text)), Party.UNKNOWN)


def duties(text: str) -> tuple[Duty, ...]:
    """List what a text says is to be done or not, in the order of its words.

    A list item counts as it stands: "not to gossip" is a negated duty without a modality, whose
    force is in the list's intro. A text with neither a verb of duty nor such an opening has none.
    """
    words, matches = _matches(text[:_READ])
    found = [
        duty for modality, start, end in matches if (duty := _duty(words, modality, start, end))
    ]
    if not found and (opening := _opening(words)):
        found.append(opening)
    return tuple(found)


@cache
def _language() -> Any:
    """Make spaCy's English tokeniser and the matcher of phrases, once."""
    import spacy
    from spacy.matcher import Matcher

    language = spacy.blank("en")
    matcher = Matcher(language.vocab)
    for modality, patterns in _PHRASES.items():
        matcher.add(modality.name, patterns, greedy="LONGEST")
    return language, matcher


def _matches(text: str) -> tuple[list[str], list[tuple[Modality, int, int]]]:
    """Give the words in lower case, and phrases of duty that do not overlap: the longest win."""
    from spacy.util import filter_spans

    language, matcher = _language()
    # with marks set apart beforehand the tokeniser has little left to try on a run of them
    straight = _HYPHEN.sub("", text.replace("’", "'").replace("‘", "'"))
    document = language.tokenizer(" ".join(_MARK.sub(r" \g<0> ", straight).split()))
    spans = filter_spans(matcher(document, as_spans=True))
    return (
        [token.lower_ for token in document],
        [(Modality[span.label_], span.start, span.end) for span in spans],
    )


def _duty(words: Sequence[str], modality: Modality, start: int, end: int) -> Duty | None:
    """Make a duty of a matched phrase, unless it only sets a condition or describes somebody."""
    begin = _sentence_start(words, start)
    begin = _after_condition(words, begin)
    if start < begin or (start == begin and words[start] == "should"):
        return None
    if _RELATIVE & set(words[max(begin, start - 3) : start]):
        return None
    inside = words[start:end]
    before, after = words[begin:start], words[end : end + 4]
    negated = modality in {Modality.MAY_NOT, Modality.MUST_NOT}
    if not negated and not (modality is Modality.MAY and _NEGATIVE_WORDS & set(inside)):
        negated = bool(
            _NEGATIVE_WORDS & set(inside)
            or _opens_negative(after)
            or _NO_SUBJECT & set(before[:8])
            or any(_contains(before, phrase) for phrase in _NEGATIVE_PHRASES)
        )
        modality = _NEGATIVE.get(modality, modality) if negated else modality
    verb_at = _verb_at(words, end)
    verb = words[verb_at] if verb_at < len(words) else ""
    bearer = _bearer(words, modality, (begin, start, end), verb_at)
    return Duty(modality, negated, bearer, verb)


def _sentence_start(words: Sequence[str], at: int) -> int:
    least = max(0, at - _SENTENCE)
    for position in range(at - 1, least - 1, -1):
        if words[position] in {".", ";", "!", "?", ":"}:
            return position + 1
    return least


def _after_condition(words: Sequence[str], begin: int) -> int:
    """Skip an opening condition: up to its comma, or nothing where there is none."""
    if begin < len(words) and words[begin] in _OPENERS:
        for position in range(begin, min(len(words), begin + 60)):
            if words[position] == ",":
                return position + 1
            if words[position] in {".", ";"}:
                break
    return begin


def _opens_negative(after: Sequence[str]) -> bool:
    """Whether "not" or the like follows the verb of duty at once, or after fillers."""
    for position, word in enumerate(after):
        if word in _NEGATIVE_WORDS:
            return not (word == "not" and tuple(after[position + 1 : position + 2]) == ("only",))
        if word in {"under", "in", "on", "at"} and "no" in after[position + 1 : position + 2]:
            return True
        if word not in _FILLERS:
            return False
    return False


def _contains(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(tuple(words[at : at + size]) == phrase for at in range(len(words) - size + 1))


def _verb_at(words: Sequence[str], at: int) -> int:
    """Find the verb of a duty: past negations, fillers and adverbs, and past a passive's "be"."""
    while at < len(words) and (
        words[at] in _NEGATIVE_WORDS
        or words[at] in _FILLERS
        or words[at] in {"be", "to"}
        or (words[at].endswith("ly") and words[at] not in {"apply", "reply", "rely", "supply"})
    ):
        at += 1
    return at


def _opening(words: Sequence[str]) -> Duty | None:
    """Read a list item that opens with its verb: "to tell ...", "not to tell ...", "never tell"."""
    negated = bool(words) and words[0] in {"not", "never"}
    do_not = tuple(words[:2]) in {("do", "not"), ("do", "n't")}
    at = 2 if do_not else int(negated)
    if not (negated or do_not or (words and words[0] == "to")):
        return None
    verb_at = _verb_at(words, at)
    verb = words[verb_at] if verb_at < len(words) else ""
    return Duty(Modality.NONE, negated or do_not, _agent(words, verb_at), verb)


def _bearer(
    words: Sequence[str], modality: Modality, phrase: tuple[int, int, int], verb_at: int
) -> Party:
    begin, start, end = phrase
    if modality is Modality.CAN_EXPECT:
        return _first_party(words[end : end + 8])
    if words[start] == "it":
        return _first_party(words[start:end])
    if _is_passive(words, end, verb_at):
        return _agent(words, verb_at)
    return _first_party(words[begin:start])


def _is_passive(words: Sequence[str], end: int, verb_at: int) -> bool:
    if verb_at >= len(words) or "be" not in words[end - 1 : verb_at]:
        return False
    verb = words[verb_at]
    return verb in _PASSIVE_AS_PRINTED or (verb.endswith("ed") and verb not in _STATES)


def _agent(words: Sequence[str], verb_at: int) -> Party:
    """Find who acts in a passive: the party after "by"."""
    for position in range(verb_at, min(len(words), verb_at + 15)):
        if words[position] in {".", ";"}:
            break
        if words[position] == "by":
            return _first_party(words[position + 1 : position + 5])
    return Party.UNKNOWN


def _first_party(words: Sequence[str]) -> Party:
    """Name the party that a subject opens with; two joined by "and" or "or" are both.

    A party that only owns the subject ("the Clerk's report") owes nothing.
    """
    named = list(_named(words))
    if not named:
        return Party.UNKNOWN
    at, first = named[0]
    if words[at + 1 : at + 2] and words[at + 1] in {"'s", "'"}:
        return Party.UNKNOWN
    joined = {first} | {
        party
        for (before, _), (position, party) in pairwise(named)
        if position - before <= 3 and {"and", "or", "/", ","} & set(words[before:position])
    }
    if {Party.COUNCILLORS, Party.OFFICERS} <= joined:
        return Party.BOTH
    return first if len(joined) == 1 else Party.UNKNOWN


def _named(words: Sequence[str]) -> Iterator[tuple[int, Party]]:
    for at, word in enumerate(words):
        party = _PARTIES.get(word)
        if party is None:
            continue
        if word.startswith("member") and "staff" in words[at + 1 : at + 4]:
            continue  # "member of staff": the staff will be named next
        if word.startswith("member") and "public" in words[at + 1 : at + 4]:
            continue
        if word == "council" and tuple(words[at + 1 : at + 2]) in {("officer",), ("staff",)}:
            continue
        if word == "officer" and tuple(words[max(0, at - 1) : at]) == ("monitoring",):
            continue
        yield at, party
