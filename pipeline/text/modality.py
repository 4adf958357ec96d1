"""With what force does a sentence speak, must, should or may, and who owes the duty?

Two councils may share a sentence but for one word, and that word can be the whole difference. Here
it is read off by token patterns over spaCy's tokeniser; no sentence is parsed, so the rules are few
and say "not known" where a parser would guess.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from pipeline.text.agents import agent_of, subject_of
from pipeline.text.parties import Party, first_party, mentions


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


@dataclass(frozen=True, slots=True)
class Duty:
    """What one verb of a text says is to be done, or not to be done."""

    modality: Modality
    negated: bool
    bearer: Party
    verb: str  # lower case, as printed; empty if the text ends before it
    only: bool = False  # "may only": so much and no more, which binds
    said: str = ""  # the words it is part of, from the duty before it to the next; lower case


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
_SUBJECT = 8  # words in which a subject denies
_AGENT = 15  # words from a passive's verb to its agent
_SENTENCE = 80  # words looked back over
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_MARK = re.compile(r"[^\w\s']|(?<!\w)'|'(?!\w)")

_CONTRACTED = re.compile(r" (?='(?:s|re|ve|ll)\b|n't\b)")
_WELSH_ARTICLE = re.compile(r"(?<=\w)'r(?= )")
_BE = ["is", "are", "be", "being", "been", "'s", "'re"]
_HAVE = ["has", "have", "'ve"]
_LEFT_FREE = ["entitled", "permitted", "allowed", "authorised", "authorized", "empowered"]
_SHALL: dict[str, Any] = {"LOWER": {"IN": ["shall", "will", "must", "would"]}, "OP": "?"}
_IT_IS: list[dict[str, Any]] = [
    {"LOWER": "it"},
    {"LOWER": {"IN": ["shall", "will", "must"]}, "OP": "?"},
    {"LOWER": {"IN": _BE}},
]
_ADVERB = {"LOWER": {"IN": ["also", "always", "therefore", "normally", "only", "both", "all"]}}
_PHRASES: dict[Modality, list[list[dict[str, Any]]]] = {
    Modality.MUST: [
        [{"LOWER": {"IN": ["must", "shall", "rhaid"]}}],
        [
            _SHALL,
            {"LOWER": {"IN": _BE}},
            {**_ADVERB, "OP": "?"},
            {"LOWER": {"IN": ["required", "obliged", "bound"]}},
            {"IS_ALPHA": True, "OP": "{0,3}"},
            {"LOWER": "to"},
        ],
        [
            {"LOWER": {"IN": _BE}},
            {"LOWER": {"IN": ["required", "obliged", "bound"]}},
            {"LOWER": ","},
            {"TEXT": {"NOT_IN": [".", ",", ";"]}, "OP": "{1,10}"},
            {"LOWER": ","},
            {"LOWER": "to"},
        ],
        [
            {"LOWER": {"IN": _BE}},
            {"LOWER": "under"},
            {"LOWER": {"IN": ["a", "an"]}},
            {"IS_ALPHA": True, "OP": "?"},
            {"LOWER": {"IN": ["duty", "obligation"]}},
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
        [{"LOWER": {"IN": _BE}}, {"LOWER": {"IN": ["not", "never"]}, "OP": "?"}, {"LOWER": "to"}],
        [
            *_IT_IS,
            {"LOWER": "the"},
            {"LOWER": {"IN": ["duty", "responsibility", "job", "task"]}},
            {"LOWER": "of"},
            {"IS_ALPHA": True, "OP": "{1,5}"},
            {"LOWER": "to"},
        ],
        [
            *_IT_IS,
            {"LOWER": "the"},
            {"IS_ALPHA": True, "OP": "{1,4}"},
            {"LOWER": {"IN": ["'s", "'"]}},
            {"LOWER": {"IN": ["duty", "responsibility", "job", "task"]}},
            {"LOWER": "to"},
        ],
        [*_IT_IS, {"LOWER": "for"}, {"IS_ALPHA": True, "OP": "{1,5}"}, {"LOWER": "to"}],
        [
            {"LOWER": "it"},
            {"LOWER": {"IN": ["falls", "fell"]}},
            {"LOWER": "to"},
            {"IS_ALPHA": True, "OP": "{1,5}"},
            {"LOWER": "to"},
        ],
        [*_IT_IS, {"LOWER": "a"}, {"LOWER": "requirement"}, {"LOWER": "that"}],
    ],
    Modality.SHOULD: [
        [{"LOWER": {"IN": ["should", "dylai", "dylid", "ddylai", "ddylid"]}}],
        [{"LOWER": {"IN": ["disgwylir", "ddisgwylir", "gofynnir"]}}],
        [{"LOWER": "ought"}, {"LOWER": "not", "OP": "?"}, {"LOWER": "to"}],
        [
            _SHALL,
            {"LOWER": {"IN": _BE}},
            {**_ADVERB, "OP": "?"},
            {"LOWER": {"IN": ["expected", "encouraged", "asked", "advised", "requested"]}},
            {"LOWER": "not", "OP": "?"},
            {"LOWER": "to"},
        ],
        [
            *_IT_IS,
            {"LOWER": {"IN": ["expected", "hoped"]}},
            {"LOWER": "that"},
            {"IS_ALPHA": True, "OP": "{1,5}"},
            {"LOWER": {"IN": ["will", "should", "would"]}},
        ],
        [
            {"LOWER": "would"},
            {"LOWER": "do"},
            {"LOWER": "well"},
            {"LOWER": "not", "OP": "?"},
            {"LOWER": "to"},
        ],
    ],
    Modality.MAY: [
        [{"LOWER": {"IN": ["may", "can", "ca", "might", "caiff", "chaiff", "gall"]}}],
        [{"LOWER": {"IN": ["caniateir", "chaniateir"]}}],
        [
            {"LOWER": {"IN": ["shall", "will", "must"]}, "OP": "?"},
            {"LOWER": {"IN": _BE}},
            {**_ADVERB, "OP": "?"},
            {"LOWER": {"IN": [*_LEFT_FREE, "free", "welcome", "able"]}},
            {"LOWER": "to"},
        ],
        [
            {"LOWER": {"IN": ["shall", "will"]}, "OP": "?"},
            {"LOWER": {"IN": _BE}},
            {"LOWER": "at"},
            {"LOWER": "liberty"},
            {"LOWER": "to"},
        ],
        [{"LOWER": {"IN": _BE}}, {"LOWER": {"IN": ["permitted", "allowed"]}}],
        [
            _SHALL,
            {"LOWER": {"IN": _HAVE}},
            {"LOWER": {"IN": ["a", "the"]}, "OP": "?"},
            {"LOWER": {"IN": ["right", "power", "authority", "discretion"]}},
            {"LOWER": "to"},
        ],
        [{"LOWER": "need"}, {"LOWER": {"IN": ["not", "n't"]}}],
        [
            {"LOWER": {"IN": ["shall", "will"]}},
            {"LOWER": {"IN": ["not", "n't"]}},
            {"LOWER": "be"},
            {"LOWER": {"IN": ["required", "obliged", "bound"]}},
            {"LOWER": "to"},
        ],
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
            {"LOWER": {"IN": _LEFT_FREE}},
            {"LOWER": "to"},
        ],
        [{"LOWER": {"IN": _BE}}, {"LOWER": "not"}, {"LOWER": {"IN": ["permitted", "allowed"]}}],
        [
            {"LOWER": {"IN": _BE}},
            {"LOWER": "not"},
            {"LOWER": "at"},
            {"LOWER": "liberty"},
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
        [
            {"LOWER": {"IN": ["can", "may"]}},
            {"LOWER": {"IN": ["rely", "count", "depend"]}},
            {"LOWER": {"IN": ["on", "upon"]}},
        ],
    ],
    Modality.WILL: [
        [{"LOWER": {"IN": ["will", "wo", "'ll", "bydd", "fydd"]}}],
        [{"LOWER": {"IN": ["undertake", "undertakes", "agree", "agrees"]}}, {"LOWER": "to"}],
    ],
    Modality.NONE: [  # somebody's business, without a word of force
        [
            _SHALL,
            {"LOWER": {"IN": _BE}},
            {**_ADVERB, "OP": "?"},
            {"LOWER": {"IN": ["responsible", "answerable"]}},
            {"LOWER": "for"},
        ],
        [
            {"LOWER": {"IN": ["falls", "fall", "rests", "rest", "lies", "lie"]}},
            {"LOWER": {"IN": ["on", "upon", "to", "with"]}},
        ],
        [
            _SHALL,
            {"LOWER": {"IN": _BE}},
            {"LOWER": "the"},
            {"LOWER": {"IN": ["responsibility", "duty", "job", "task"]}},
            {"LOWER": "of"},
        ],
        [_SHALL, {"LOWER": {"IN": _BE}}, {"LOWER": "a"}, {"LOWER": "matter"}, {"LOWER": "for"}],
    ],
}
_OPENERS = frozenset({"if", "when", "where", "unless", "whenever", "while", "although", "should"})
_RELATIVE = frozenset({"which", "that", "whom", "as", "what"})
_STATED = frozenset(  # "a request which seems improper must": the verb after it is another
    {"is", "are", "was", "were", "has", "have", "had", "seems", "appears", "concerns", "relates"}
    | {"affects", "involves", "arises", "comes", "goes", "contains", "falls"}
)
_NEGATIVE_WORDS = frozenset({"not", "n't", "never", "neither", "nor"})
_NO_SUBJECT = frozenset({"no", "neither", "nor", "nobody", "none", "nothing", "never", "ni", "nid"})
_COMPARED = frozenset({"fewer", "less", "more", "later", "longer", "earlier", "sooner"})
_HAS_NO = frozenset(
    {"with", "of", "has", "have", "had", "having", "is", "are", "there", "for", "from", "to"}
)
_NEGATIVE_PHRASES = (
    ("under", "no", "circumstances"),
    ("in", "no", "circumstances"),
    ("on", "no", "account"),
    ("at", "no", "time"),
    ("in", "no", "way"),
    ("not", "one"),
    ("not", "a", "single"),
    ("in", "no", "case"),
    ("by", "no", "means"),
)
_FILLERS = frozenset(
    {"also", "always", "normally", "only", "therefore", "at", "all", "times", "ever", "both", ","}
)
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
_WELSH = frozenset(  # verbs, before their subject
    {"rhaid", "dylai", "ddylai", "caiff", "chaiff", "gall", "bydd", "fydd"}
    | {"caniateir", "chaniateir", "disgwylir", "ddisgwylir", "gofynnir"}
)
_LEAVES_OFF = frozenset({"refrain", "avoid", "abstain", "desist"})
_MODALS = frozenset({"must", "shall", "should", "will", "may", "can", "cannot"})
_SUBJECT_OPENS = frozenset({"no", "neither", "nobody", "none", "any", "every", "each", "a", "the"})
_NOTED = frozenset({"noted", "remembered", "understood", "recognised", "stressed", "emphasised"})
_ALL_BUT = re.compile(
    r"^(?:no one|no-one|nobody|none|noone|no (?:member|councillor|officer|person)) (?:but|(?:other"
    r"|otherwise) than|except|save|apart from) "
)
_ONLY_SO = frozenset(
    {"with", "by", "if", "when", "where", "through", "after", "on", "in", "for", "to", "under"}
    | {"at", "via", "from", "once", "as", "during", "upon", "before"}
)
_AIMS = frozenset(
    {"aim", "aims", "purpose", "role", "object", "objective", "job", "task", "intention"}
    | {"how", "what"}
)
_VERBS_IN_LY = frozenset({"apply", "reply", "rely", "supply", "bully", "comply", "imply", "tally"})
_STATES = frozenset(  # look passive and are not: the subject still owes the duty
    {"prepared", "involved", "guided", "committed", "aligned", "dedicated", "concerned", "minded"}
)


def duties(text: str) -> tuple[Duty, ...]:
    """List what a text says is to be done or not, in the order of its words.

    What stands in an opening condition ("Where a member may be involved, ...") or in a relative
    clause ("anyone who must ...") is no duty. A list item counts as it stands: "not to gossip" is a
    negated duty without a modality, whose force is in the list's intro. A text with neither a verb
    of duty nor such an opening has none.

    The bearer is whoever is to do it, or to refrain; `UNKNOWN` where nobody is named, or a thing
    stands in the subject's place: in "minutes must be kept" somebody must keep them.

    Example:
        >>> [(duty.modality.value, duty.bearer.value) for duty in duties("If asked, staff may go.")]
        [('may', 'officers')]
        >>> duties("It is the duty of the Clerk to keep the minutes.")[0].verb
        'keep'
    """
    words, matches = _matches(text[:_READ])
    found = [
        (duty, start)
        for modality, start, end in matches
        if (duty := _duty(words, modality, start, end))
    ]
    if not found:
        opening = _opening(words)
        return (opening,) if opening else ()
    bounds = [start for _, start in found]
    return tuple(
        replace(duty, said=_said(words, before, start, after))
        for (duty, start), before, after in zip(
            found, [0, *bounds[:-1]], [*bounds[1:], len(words)], strict=True
        )
    )


def _said(words: Sequence[str], before: int, start: int, after: int) -> str:
    """Give the words round a duty in its sentence, without those of its neighbours."""
    begin = max(_sentence_start(words, start), before + 2 if before else 0)
    return _phrase(words[min(begin, start) : min(_sentence_end(words, start), after)])


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
    straight = _WELSH_ARTICLE.sub(" yr", text.replace("’", "'").replace("‘", "'"))
    straight = _HYPHEN.sub("", straight)
    document = language.tokenizer(" ".join(_MARK.sub(r" \g<0> ", straight).split()))
    spans = filter_spans(matcher(document, as_spans=True))
    return (
        [token.lower_ for token in document],
        [
            (Modality[span.label_], span.start, span.end)
            for span in spans
            if span.start == 0 or span.text != "May"  # the month
        ],
    )


def _duty(words: Sequence[str], modality: Modality, start: int, end: int) -> Duty | None:
    """Make a duty of a matched phrase, unless it only sets a condition or describes somebody."""
    begin = _own_subject(words, _after_condition(words, _sentence_start(words, start)), start)
    if start < begin or _says_nothing(words, begin, start, end):
        return None
    before, verb_at = words[begin:start], _verb_at(words, end)
    verb = words[verb_at] if verb_at < len(words) else ""
    if modality is Modality.NONE:
        return Duty(modality, False, _in_charge(words, (begin, start, end)), words[end - 2])
    all_but = _ALL_BUT.match(_phrase(before))
    if all_but:
        bearer = subject_of(_phrase(before)[all_but.end() :])
        return Duty(of_polarity(modality, negated=False), False, bearer, verb, only=True)
    negated = modality in {Modality.MAY_NOT, Modality.MUST_NOT}
    inside = _NEGATIVE_WORDS & set(words[start:end])
    if not negated and not (modality is Modality.MAY and inside):
        denied = (
            bool(inside)
            or _opens_negative(words[end : end + 4])
            or _denies(before)
            or any(_contains(before, phrase) for phrase in _NEGATIVE_PHRASES)
        )
        negated = denied != (verb in _LEAVES_OFF)
        modality = of_polarity(modality, negated=negated)
    bearer = _bearer(words, modality, (begin, start, end), verb_at)
    only = _is_only(before, words[end : _sentence_end(words, end)])
    return Duty(modality, negated, bearer, _what_is_left_off(words, verb_at), only=only)


def _says_nothing(words: Sequence[str], begin: int, start: int, end: int) -> bool:
    """Whether a phrase is no duty: "should a member object", "who must", "it must be noted"."""
    if start == begin and words[start] == "should":
        return True
    if _is_relative(words, begin, start) and not _goes_on(words, start):
        return True
    before, inside = words[begin:start], words[start:end]
    if before == ["it"] and _NOTED & set(words[end : end + 2]):
        return True
    is_to = inside[-1] == "to" and len(inside) == 2 and inside[0] in _BE
    return is_to and not _is_set(before, words[end : end + 4])


def _is_only(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether so much is said to be all: "only the Clerk may", "may only", "may go only if"."""
    if "only" in before[:3] and before[:1] != ["not"]:
        return True
    return any(
        word == "only"
        and after[at - 1 : at] != ["not"]
        and (at < 3 or set(after[at + 1 : at + 2]) & _ONLY_SO)
        for at, word in enumerate(after)
    )


def _in_charge(words: Sequence[str], phrase: tuple[int, int, int]) -> Party:
    """Tell whose business a thing is: "the Clerk is responsible for", "it falls to the Clerk"."""
    begin, start, end = phrase
    if words[end - 1] == "for" and words[end - 2] != "matter":
        return _subject(words[begin:start], ())
    return _first_party(words[end : end + 8])


def of_polarity(modality: Modality, *, negated: bool) -> Modality:
    """Give a modality for doing something, or for not doing it: "must" or "must not"."""
    if negated:
        return _NEGATIVE.get(modality, modality)
    return next((plain for plain, turned in _NEGATIVE.items() if turned is modality), modality)


def _denies(before: Sequence[str]) -> bool:
    """Whether a subject denies: "no member", but not "a member with no interest"."""
    return any(
        word in _NO_SUBJECT
        and not _COMPARED & set(before[at + 1 : at + 2])
        and (at == 0 or before[at - 1] not in _HAS_NO)
        and (
            at < _SUBJECT or (before[at - 1] in {"and", "but", ","} and len(before) - at < _SUBJECT)
        )
        for at, word in enumerate(before)
    )


def _is_relative(words: Sequence[str], begin: int, start: int) -> bool:
    """Whether a verb only describes somebody: "who must leave", but not "who leave early must"."""
    for at in range(max(begin, start - 3), start):
        if words[at] in _RELATIVE and words[start - 1] != "but":
            return words[at + 1] not in _STATED or at + 1 == start
    at = start - 1
    while at > begin and (words[at] in _FILLERS or words[at].endswith("ly")):
        at -= 1
    return at >= begin and words[at] == "who"


def _goes_on(words: Sequence[str], start: int) -> bool:
    """Whether "who" only goes on about somebody: "the keeper, who must sign for them"."""
    return tuple(words[max(0, start - 2) : start]) == (",", "who")


def _is_set(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether "is to" sets a duty, not an aim: "the Clerk is to tell", "keys are to be kept"."""
    if _AIMS & set(before) or list(before[-1:]) == ["it"]:
        return False
    return after[:1] == ["be"] or subject_of(_phrase(before)) is not Party.UNKNOWN


def _phrase(words: Sequence[str]) -> str:
    """Write words as they are printed: "the clerk's report"."""
    return _CONTRACTED.sub("", " ".join(words))


def _sentence_start(words: Sequence[str], at: int) -> int:
    least = max(0, at - _SENTENCE)
    for position in range(at - 1, least - 1, -1):
        if words[position] in {".", ";", "!", "?", ":"}:
            return position + 1
    return least


def _sentence_end(words: Sequence[str], at: int) -> int:
    return next(
        (
            position
            for position in range(at, min(len(words), at + _SENTENCE))
            if words[position] in {".", ";", "!", "?"}
        ),
        min(len(words), at + _SENTENCE),
    )


def _after_condition(words: Sequence[str], begin: int) -> int:
    """Skip an opening condition: up to its comma, or nothing where there is none."""
    if begin < len(words) and words[begin] in _OPENERS:
        for position in range(begin, min(len(words), begin + 60)):
            if words[position] == ",":
                return position + 1
            if words[position] in {".", ";"}:
                break
    return begin


def _own_subject(words: Sequence[str], begin: int, start: int) -> int:
    """Skip an earlier duty: "the Clerk must send it, and members must read it"."""
    if words[start - 1] in {"and", "but", "or", "nor", ","}:
        return begin  # "must respect officers and staff and must not ask them"
    for position in range(start - 2, max(begin, start - _SUBJECT), -1):
        if words[position] in {"and", "but", "while", "whereas"}:
            first = words[position + 1]
            has_subject = first in _SUBJECT_OPENS or bool(_first_party(words[position + 1 : start]))
            earlier = _MODALS & set(words[begin:position])
            return position + 1 if has_subject and earlier else begin
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
        or (words[at].endswith("ly") and words[at] not in _VERBS_IN_LY)
    ):
        at += 1
    return at


def _opening(words: Sequence[str]) -> Duty | None:
    """Read a list item that opens with its verb: "to tell ...", "not to tell ...", "never tell"."""
    negated = bool(words) and words[0] in {"not", "never"}
    do_not = tuple(words[:2]) in {("do", "not"), ("do", "n't")}
    at = 2 if do_not else int(negated)
    leaves_off = bool(words) and words[0] in _LEAVES_OFF
    if not (negated or do_not or leaves_off or (words and words[0] == "to")):
        return None
    verb_at = _verb_at(words, at)
    verb = words[verb_at] if verb_at < len(words) else ""
    bearer = _agent(words[: verb_at + _AGENT])
    negated = (negated or do_not) != (verb in _LEAVES_OFF)
    return Duty(Modality.NONE, negated, bearer, _what_is_left_off(words, verb_at))


def _what_is_left_off(words: Sequence[str], verb_at: int) -> str:
    """Give the verb itself, or what is to be avoided: "refrain from giving" is not to give."""
    left_off = verb_at + 1 + (list(words[verb_at + 1 : verb_at + 2]) == ["from"])
    if words[verb_at : verb_at + 1] and words[verb_at] in _LEAVES_OFF and left_off < len(words):
        return words[left_off]
    return words[verb_at] if verb_at < len(words) else ""


def _bearer(
    words: Sequence[str], modality: Modality, phrase: tuple[int, int, int], verb_at: int
) -> Party:
    begin, start, end = phrase
    if modality is Modality.CAN_EXPECT or words[start] in _WELSH:
        return _first_party(words[end : end + 8])
    if words[start] == "it":  # "it is the Clerk's duty to"
        return next((named.party for named in mentions(_phrase(words[start:end]))), Party.UNKNOWN)
    if _is_passive(words, end, verb_at):
        return _agent(words[start : verb_at + _AGENT])
    return _subject(words[begin:start], words[end : end + 8])


def _subject(before: Sequence[str], after: Sequence[str]) -> Party:
    """The party that a verb of duty is about, most often named before it."""
    if before[-1:] == ["who"]:
        named = mentions(_phrase(before))
        return named[-1].party if named else Party.UNKNOWN
    subject = subject_of(_phrase(before))
    if subject:
        return subject
    if _is_inverted(before):
        return subject_of(_phrase(after[:6]))
    # "you must, as a councillor, ..."
    return _in_role([*before, *after]) if {"you", "i"} & set(before) else Party.UNKNOWN


def _is_inverted(before: Sequence[str]) -> bool:
    """Whether the subject comes after its verb: "Only in haste may a member ..."."""
    return bool({"no", "only", "neither", "nor", "never", "not"} & set(before[:3]))


def _in_role(words: Sequence[str]) -> Party:
    return _first_party(words[words.index("as") :]) if "as" in words else Party.UNKNOWN


def _first_party(words: Sequence[str]) -> Party:
    return first_party(mentions(_phrase(words)))


def _agent(words: Sequence[str]) -> Party:
    """Find who acts in a passive, such as "must be answered in a week by the Clerk"."""
    said = _phrase(words)
    return agent_of(said, mentions(said))


def _is_passive(words: Sequence[str], end: int, verb_at: int) -> bool:
    if verb_at >= len(words) or not {"be", "been"} & set(words[end - 1 : verb_at]):
        return False
    verb = words[verb_at]
    return verb in _PASSIVE_AS_PRINTED or (verb.endswith("ed") and verb not in _STATES)
