"""Who is bound by a clause, and towards whom?

"Treat them with courtesy" belongs to one provision or to another by who must do so. The signals
here are names such as `subject:officer`; they are right often enough to weigh in the coder, and
prove nothing by themselves.
"""

import re

from pipeline.coding.passage import Passage
from pipeline.model import Audience

_PARTY = re.compile(
    r"\b(?:(?P<officer>(?:proper |finance |town |deputy )?(?:officer|clerk|clerc|employee|worker)s?"
    r"|staff|rfo|chief executive|director|manager|caretaker|swyddog|swyddogion|clercod)"
    r"|(?P<councillor>councill?ors?|cllrs?|(?:elected |parish |town )?members?"
    r"|(?:vice[- ])?chair(?:man|men|woman|person|s)?|mayor|cynghorydd|[cg]h?ynghorwyr|aelodau)"
    r"|(?P<all>we|us|everyone|everybody|both|nobody|no one|anyone|each of us|neither)"
    r"|(?P<reader>you))\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:must|shall|should|will|may|can|cannot|can[’']t|ought|won[’']t|do not|don[’']t|does not"
    r"|doesn[’']t|is|are|has|have|was|were|needs?|(?:undertake|promise|agree|expect|owe|answer"
    r"|give|keep|take|make|work|advise|deal|tell|handle|decide|run|act|represent)s?)\b",
    re.IGNORECASE,
)
_EXPECTS = re.compile(r"\bexpect(?:s|ed|ation|ations)?\b|\blook for\b|\brel(?:y|ied) on\b", re.I)
_OTHER = {"officer": "councillor", "councillor": "officer"}
_BOUND_BY_AUDIENCE = {
    Audience.COUNCILLORS: "councillor",
    Audience.CHAIR: "councillor",
    Audience.OFFICERS: "officer",
    Audience.BOTH: "all",
}
_PARTIES = ("officer", "councillor", "all", "reader")
_NEAR = 30  # characters: "councillors and all other employees"
_READ = 400  # characters: whom a clause binds is said at its beginning

SIGNALS: tuple[str, ...] = (
    *(
        f"{place}:{party}"
        for place in ("bound", "heading", "subject", "object", "named")
        for party in _PARTIES
    ),
    *(f"{first}>{second}" for first in _PARTIES for second in _PARTIES),
    "expectation",
    "nobody named",
)


def signals(passage: Passage) -> frozenset[str]:
    """Name the parties of a passage and the parts they play.

    Returns:
        Some of `SIGNALS`: `bound:` by the list intro, or by a heading about expectations;
        `heading:` named first in it; `subject:` and `object:` before and after the first verb, and
        both as `subject>object`; `named:` in words without a verb.

    Example:
        >>> sorted(signals(Passage("", "Staff can expect from members:", "good manners")))
        ['bound:councillor', 'expectation', 'nobody named']
    """
    return frozenset(_of_context(passage) | _of_text(passage.text[:_READ]))


def _of_context(passage: Passage) -> set[str]:
    context = passage.context[:_READ]
    named = [(_name(match), match.start()) for match in _PARTY.finditer(context)]
    expects = _EXPECTS.search(context)
    found = {"expectation"} if expects else set()
    if passage.audience in _BOUND_BY_AUDIENCE and passage.intro:
        found.add(f"bound:{_BOUND_BY_AUDIENCE[passage.audience]}")
    elif expects and named:
        later = [party for party, place in named if place > expects.start()]
        first = named[0][0]
        found.add(f"bound:{later[0] if later else _OTHER.get(first, first)}")
    elif named:
        found.add(f"{'bound' if passage.intro else 'heading'}:{_together(named)}")
    return found


def _of_text(text: str) -> set[str]:
    named = [(_name(match), match.start()) for match in _PARTY.finditer(text)]
    verb = _VERB.search(text)
    if not named:
        return {"nobody named"}
    if verb is None:
        return {f"named:{named[0][0]}"}
    subject = _together([(party, place) for party, place in named if place < verb.start()])
    others = [party for party, place in named if place > verb.start()]
    found = {f"subject:{subject}"} if subject else set()
    if others:
        found.add(f"object:{others[0]}")
    if subject and others:
        found.add(f"{subject}>{others[0]}")
    return found


def _together(named: list[tuple[str, int]]) -> str:
    """Name the party that is meant: "members and officers" are all, else it is the first."""
    if len(named) == 2 and {party for party, _ in named} == {"officer", "councillor"}:
        return "all" if named[1][1] - named[0][1] < _NEAR else named[0][0]
    return named[0][0] if named else ""


def _name(match: re.Match[str]) -> str:
    return match.lastgroup or ""
