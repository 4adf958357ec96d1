"""Which party does a heading speak of?

"Duties of officers" and "If you work for us" name the party that the clauses below bind; "What
councillors can expect" names the one that it does not bind.
"""

import re
from collections.abc import Sequence

from pipeline.segment.expectations import expected_to_act
from pipeline.text.parties import OTHER_SIDE, Party, mentions, together_of

_WORK_FOR_US = re.compile(
    r"\bif you(?:['’]re| are)? (?:work for|employed by|paid by) (?:us|the council)\b", re.IGNORECASE
)
_FROM_ME = re.compile(r"\b(?:from|of|expect) (?:me|us|you)\b[^.]{0,20}\?$", re.IGNORECASE)
_ROLE_HEADING = re.compile(
    r"^(?:(?:if you(?:['’]re| are)|when you(?:['’]re| are)|being|your (?:role|duties) as"
    r"|the)? ?(?:an?"
    r" )?|(?:the )?(?:roles?|duties|responsibilities|conduct|obligations|expectations|commitments"
    r"|position|rules|advice|guidance|standards|functions|powers|behaviour|undertakings?|promises?"
    r"|pledges?|what (?:is|we) expect(?:ed)?)(?: and (?:duties|responsibilities|conduct|functions"
    r"|obligations))? (?:of|for|to|from|(?:(?:given|made|agreed) )?by) (?:the )?"
    r"|(?:(?:my|our|your) (?:promises?|pledges?|undertakings?|commitments?|part|side|duty"
    r"|duties)(?:,)?"
    r" )?as (?:(?:an?|the|your|our) )?"
    r"|(?:what|how) (?:do |does |can |may |should |must |will )?(?:the |our )?"
    r"|beth mae (?:['’]?r )?|r[ôo]l (?:y |yr )?|dyletswyddau (?:y |yr )?|gwaith (?:y |yr )?|y "
    r"|yr )$",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"^(?:['’]s?)?(?: (?:roles?|duties|responsibilities|conduct|obligations|commitments|position"
    r"|functions|powers|job|work|behaviour|general|at work|part)(?: and (?:duties|responsibilities"
    r"|obligations|functions))?| (?:must |should |may |can |will |shall )?(?:not )?(?:do|does"
    r"|ensure"
    r"|decides?|agree to do)| (?:must|should|may|can|will|shall)(?: not)?(?: \w+){0,2}|"
    r" yn ei wneud| (?:do|does) for (?:us|you))?[:.?…]{0,3}$",
    re.IGNORECASE,
)
_QUESTION_TO = re.compile(r"\b(?:I|me|my|we)\b")
_BOTH_WILL = re.compile(
    r"(?:both(?: sides| parties)?|we (?:all|both)|everyone|everybody|all of us) (?:will|must|should"
    r"|shall|can|agree to|promise to)\W{0,2}$",
    re.IGNORECASE,
)
_NONE = frozenset({Party.COUNCIL, Party.UNKNOWN})


def party_of_headings(headings: Sequence[str], addressee: Party) -> Party:
    """Tell whom the clauses below some headings bind where their own words do not tell.

    Args:
        headings: The outermost first; the nearest that tells decides.
        addressee: Whom the document speaks to: "What does the Clerk want from me?"

    Example:
        >>> party_of_headings(["Roles", "Duties of the Clerk"], Party.UNKNOWN).value
        'officers'
    """
    for heading in reversed(headings):
        if _BOTH_WILL.match(heading):
            return Party.BOTH
        halves = [heading, *heading.split(" / ")]  # in Welsh and in English
        told = (_of_heading(half.rstrip(" –—-.:")) for half in halves)
        party = next((party for party in told if party), Party.UNKNOWN)
        if not party and _FROM_ME.search(heading):
            party = addressee
        if party:
            return party
    return Party.UNKNOWN


def one_named(headings: Sequence[str]) -> Party:
    """Tell the one party that the nearest heading with a party names."""
    for heading in reversed(headings):
        named = {mention.party for mention in mentions(heading)} - _NONE
        if named:
            return named.pop() if len(named) == 1 else Party.UNKNOWN
    return Party.UNKNOWN


def _of_heading(heading: str) -> Party:
    expected = Party.OFFICERS if _WORK_FOR_US.search(heading) else expected_to_act(heading)
    if expected:
        return expected
    named = mentions(heading)
    if len(named) == 1 and named[0].party not in _NONE:
        before, after = heading[: named[0].start], heading[named[0].end :]
        if _ROLE_HEADING.match(before) and _ROLE_AFTER.match(after):
            return named[0].party
    if heading.endswith("?") and _QUESTION_TO.search(heading) and named:
        return OTHER_SIDE.get(together_of(mention.party for mention in named), Party.UNKNOWN)
    return Party.UNKNOWN
