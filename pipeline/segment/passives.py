"""Who acts where the subject of a sentence is a thing?

"Letters are signed by the Clerk" names the agent. "A motion must reach the Clerk by noon" does not,
and binds whoever brings motions; "papers about staff shall not be shown to members" binds those who
keep the papers.
"""

import re
from collections.abc import Callable, Sequence

from pipeline.text.agents import agent_of
from pipeline.text.parties import Mention, Party, together_of

_NOUN_BY = re.compile(
    r"^(?:(?!is\b|are\b|be\b|was\b)[\w'’-]{1,16} ){0,5}?"
    r"(?!\w{1,16}(?:ed|en|ade|ent|ought) )[\w'’-]{2,16} by\s$"
    r"|^(?:[\w'’-]{1,16} ){0,3}?(?:advice|guidance|reports?|letters?|statements?|requests?"
    r"|questions?|e-?mails?)(?: to (?:the )?[a-z]{3,14})? from\s$",
    re.IGNORECASE,
)
_WELSH_AGENT = re.compile(r"^\w{2,14}(?:ir|wyd|id)\b[^.;]{0,120}\b(?:gan|gan y|gan yr)\s$", re.I)
_GIVEN_TO = re.compile(
    r"^[^.;]{0,80}\b(?:given|supplied|disclosed|issued|lent|sent|shown|available|released|made"
    r"|provided|entrusted) (?:in confidence )?to\s$",
    re.IGNORECASE,
)
_IS_USED = re.compile(
    r"^[^.;]{0,60}?\b(?:may|must|shall|should|will|can|cannot|is|are)\b(?: \w{1,8}){0,3}? "
    r"(?:lent|used|disclosed|passed|copied|kept|shared|returned|shown|published|taken|handed)\b",
    re.IGNORECASE,
)
_TO_ANOTHER = re.compile(
    r"^[^.;]{0,80}\b(?:disclosed|passed|shown|given|copied|repeated"
    r"|told)(?: on)? (?:by \w+ )?to (?:an"
    r"other|any other|other)\b",
    re.IGNORECASE,
)
_RELEASED_TO = re.compile(
    r"\b(?:shall|must|should|will|may|is|are)\b[^.;]{0,60}\b(?:released|disclosed|supplied|given"
    r"|sent|provided|available|shown|passed|circulated|copied|offered|reach)(?: \w{1,12}){0,3}?"
    r" to\s$",
    re.IGNORECASE,
)
_REPORTS_REACH = re.compile(
    r"^(?:the |all |any )?(?:reports?|papers?|agendas?|minutes|documents|information)\b[^.;,]{0,40}"
    r" (?:must|shall|should|will) reach\s$",
    re.IGNORECASE,
)
_IS_TOLD = re.compile(
    r"^(?: \w{1,14}){0,3}? (?:shall|must|should|will|are to|is to|(?:is|are)(?= kept))"
    r"(?: \w{1,10}){0,3}? (?:told|informed|notified|invited|consulted|briefed|supplied|provided"
    r"|sent|given|offered|shown|kept"
    r" (?:fully )?(?:informed|up to date|in touch|aware|advised))\b",
    re.IGNORECASE,
)
_RECEIVES = re.compile(
    r"^ (?:(?:will|shall|should|must|all|each) ){0,2}(?:receives?|gets?) (?:(?:the|all|a|an|their"
    r"|at|least|same|full|written|regular) ){1,4}(?:papers|documents|copy|copies|notice|agendas?"
    r"|reports?|information|reply|replies|answers?|minutes|advice|briefings?)\b",
    re.IGNORECASE,
)
_IS_TREATED = re.compile(
    r"^(?: \w{1,14}){0,3}? (?:shall|must|should|will|are to|is to|(?:is|are) not to)"
    r"(?: \w{1,10}){0,4}? (?:treated"
    r"|bullied|pressed|pressured|put under|criticised|approached|disturbed|telephoned|instructed"
    r"|shouted|harassed|interrupted|contacted)\b",
    re.IGNORECASE,
)
_NOT_ASKED_TO = re.compile(
    r"^no\b[^.;,]{0,60} (?:may|shall|must|should|will|can) be (?:asked|told|instructed|pressed"
    r"|drawn)\b"
    r"|^[^.;,]{0,60} (?:not|never|cannot)(?: to)? be (?:asked|told|instructed|pressed|drawn"
    r"|put under)\b",
    re.IGNORECASE,
)
_PUT_TO_OFFICERS = re.compile(
    r"^(?:an? |any |all |each |every |the |notice of |such |written |signed |confidential "
    r"|no ){0,4}"
    r"(?:motions?|apolog(?:y|ies)|requests?|questions?|quer(?:y|ies)|enquir(?:y|ies)|papers"
    r"|amendments?|documents|items?|anything|suggestions|business|work|help|visits?|appointments)\b"
    r"[^.;]{0,120}\b(?:reach|be with"
    r"|be in|(?:requested|asked for|arranged|given|sent|submitted|made|put|raised|taken|come|go"
    r"|addressed|handed|returned|delivered|notified|directed|routed)\b[^.;]{0,40} (?:to|through"
    r"|via|with|by way of))\s$",
    re.IGNORECASE,
)
_NOT_FOR_THEM = re.compile(
    r"\b(?:is|are|be) (?:not|never|only) (?:available|open|provided|for use|to be used)"
    r"(?: \w{1,12}){0,2} (?:to|by|for)\s$",
    re.IGNORECASE,
)
_OF_PAPERS = re.compile(
    r"^(?:no|the|any|such|these)? ?(?:cop(?:y|ies)|papers?|documents?|files?|records?)\b[^.;]{0,80}"
    r"\bwithout (?:the )?$",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"^['’]?s? ?(?:prior |written )?(?:leave|permission|consent|agreement|approval)\b",
    re.IGNORECASE,
)
_ATTEMPTS = re.compile(
    r"^(?:an?|any|all)? ?(?:attempts?|efforts?) to (?:make|press|persuade|influence|get|force|lobby"
    r"|pressure|induce|instruct)\s$",
    re.IGNORECASE,
)
_SLIGHTED = re.compile(  # "An officer's advice should not be dismissed"
    r"^['’]?s? ?(?:\w{3,14} ){0,2}?(?:advice|views?|opinions?|time|reports?|integrity|judge?ment"
    r"|impartiality|neutrality|recommendations?) (?:may be \w{3,14} but )?(?:must|shall|should|may"
    r"|is|are|can)(?: to)?"
    r" ?(?:not|never) be (?:\w{2,12}ed|taken for granted|overridden|set aside|brushed aside)\b",
    re.IGNORECASE,
)
_BETWEEN_THEM = re.compile(
    r"\b(?:familiarity|dealings|friendships?|ties|relationships?|gifts?|loans?|disagreements?"
    r"|contacts?|(?:respect|trust|courtesy|co-?operation|confidence)\b(?=[^.;]{0,120}"
    r"\b(?:must|shall|should|will)\b)"
    r"|correspondence|messages|letters|e-?mails)\b"
    r"[^.;]{0,60}\b(?:between(?: them)?|rhwng)\b",
    re.IGNORECASE,
)
_NONE_BY = re.compile(
    r"^there (?:(?:must|should|shall|may|will|can) be|(?:is|are) to be) no\b[^.;]{0,60}"
    r" (?:by|from|between|among)\s$",
    re.IGNORECASE,
)
_MADE_BY = re.compile(  # "Letters drafted by a member must be shown to the Clerk"
    r"^(?:an?|any|all|the)? ?(?:\w{2,14} )?(?:copies|letters?|e-?mails?|notes?|photographs?|posts?"
    r"|recordings?|papers|articles?|claims?|statements?|leaflets?|newsletters?|data|information"
    r"|documents?|material|details) \w{2,12}(?:ed|en"
    r"|de|pt|ght|nt) by\s$",
    re.IGNORECASE,
)
_DUTY_NEXT = re.compile(r"^ (?:must|shall|should|will|may|cannot|are to|is to|are not|is not)\b")
_SENT_TO = re.compile(
    r"^(?:an?|any|all|every|the|no)? ?(?:\w{2,12} )?(?:e-?mails?|letters?|messages?|calls?"
    r"|questions?|invitations?|visits?) (?:to|for)\s$",
    re.IGNORECASE,
)
_SOUGHT_FROM = re.compile(
    r"\b(?:must|should|shall|may|(?:is|are)(?: to)?)(?: always| first| only)?(?: be)? (?:sought"
    r"|obtained"
    r"|requested|got|asked for|arranged)\b[^.;]{0,40} (?:from|through|via|by way of)\s$",
    re.IGNORECASE,
)
_GRIEVANCE_AGAINST = re.compile(
    r"^(?:an?|any|all|the)? ?(?:\w{2,12} )?grievances? (?:about|against|with)\s$", re.IGNORECASE
)
_COMPLAINTS_ABOUT = re.compile(
    r"^(?:an?|any|all|the)? ?(?:\w{2,12} )?(?:complaints?|concerns?|dissatisfaction) (?:about"
    r"|against"
    r"|with)\s$",
    re.IGNORECASE,
)
_TAKEN_TO = re.compile(
    r"^ (?:must|shall|should|(?:is|are) to)(?: always| first)? (?:be (?:made|addressed|raised|put"
    r"|taken|sent|brought|lodged) (?:\w{2,12} )?(?:to|with)|go to)\b"
)
_AFTER = re.compile(r"\b(?:after|ar [ôo]l i)\s$", re.IGNORECASE)
_LEAVES = re.compile(r"^ (?:has left|leaves|ceases|has ceased|adael)\b", re.IGNORECASE)
_SPEECHES = re.compile(
    r"^(?:an?|no|each|every|any|all|the)? ?(?:member['’]s |opening )?speech(?:es)?\b", re.IGNORECASE
)
_HANDED_IN = re.compile(
    r"^(?:notice of )?(?:an?|no|each|every|any|all|the)? ?(?:motions?|amendments?|apologies)\b"
    r"[^.;]{0,40}? (?:must|shall|should|will|(?:is|are) to) be (?:handed|given|sent|put) in\b"
    r"|^(?:an?|each|every|any|all|such)? ?(?:requests?|enquir(?:y|ies))(?! (?:from|by|under)\b)"
    r"[^.;,]{0,40}? (?:must|shall|should|will|(?:is|are) to) be (?:made |put )?in writing\b"
    r"|^(?:no|an?|each|every|any|all|the|only one)? ?(?:notice of )?(?:motions?|amendments?"
    r"|points? of order|remarks)\b[^.;,]{0,40}?"
    r" (?:(?:must|shall|should|will|may)(?: not)? be|is|are)"
    r" (?:moved|seconded|debated|withdrawn|raised|addressed to the chair"
    r"|given in writing)\b(?! by\b)"
    r"|^(?:all |any )?(?:visits|access|appointments) (?:to|with) [^.;,]{2,40}?"
    r" (?:(?:must|shall|should|will) be|(?:is|are)(?: to be)?)(?: \w{2,14}ed)? (?:arranged|agreed"
    r"|booked|by arrangement|by appointment)\b",
    re.IGNORECASE,
)
_OFFICE_WORK = re.compile(  # what a council's office does, though nobody is named
    r"^(?!(?:no|neither|if|unless)\b)(?=[^.;]{0,120}\b(?:minutes?|agendas?|notices?|summons(?:es)?"
    r"|records?|registers?|invoices?|receipts?|accounts?|ledgers?|cash|money|monies|income|cheques?"
    r"|stocks?|inventor(?:y|ies)|insurances?|letters?|e-?mails?|correspondence|enquir(?:y|ies)"
    r"|messages?|cop(?:y|ies)|papers|reports?|files?|statements?|orders?|quotations?|tenders?"
    r"|returns?|payroll|wages|salaries|assets?|books?|lists?)\b)"
    r"[^.;]{3,120}?\b(?:must|shall|should|will) be(?: \w{2,14}){0,2}? (?:kept|recorded"
    r"|entered|filed|banked|paid in|reconciled|certified|checked|receipted|stamped|numbered|posted"
    r"|displayed|published|circulated|issued|dispatched|despatched|served|maintained|prepared"
    r"|acknowledged|answered|balanced|obtained|insured|retained|stored|destroyed|logged|compiled"
    r"|drawn up|examined|verified|monitored|updated|collected|submitted|presented|put on|ready"
    r"|sent out|available)\b"
    r"|^(?:\w{1,12} )?(?:letters?|messages?|e-?mails?|enquir(?:y|ies)|requests?|telephone calls?)"
    r"[^.;]{0,60}? (?:is|are) (?:normally |always )?(?:answered|acknowledged|dealt with|logged)\b"
    r"|^(?:professional |written |legal )?advice (?:is|will be|shall be|should be|must be)"
    r" (?:\w{2,14} )?(?:given|offered)\b"
    r"|^(?:the |an? |all )?(?:replies|reply|answers?|response|responses|acknowledgements?"
    r"|reasons?)\b"
    r"[^.;]{0,60}? (?:will|shall|must|should) be (?:sent|given|provided|stated|recorded)\b"
    r"|^(?:the |draft |all )?(?:minutes|agendas?|notices?|papers|summonses) (?:is"
    r"|are) (?:put (?:on|up)"
    r"|published|displayed|circulated|posted|issued|sent)\b"
    r"|^(?:the |all |full )?(?:receipts|records|accounts|minutes|copies) (?:is|are) kept\b"
    r"|^(?:a|one) copy (?:is|shall be) kept\b|^(?:atebir|cedwir|cyhoeddir"
    r"|cofnodir)\b(?!.{0,80}\bgan\b)",
    re.IGNORECASE,
)
_BOUND_FORM = re.compile(
    r"\b(?:must|shall|should|will|ought|not|never|no|rights?|entitled)\b", re.IGNORECASE
)
_RELATIVE_NEXT = re.compile(r"^,? (?:who|whose|that|which)\b", re.IGNORECASE)


def done_to(said: str, subject: Mention, others: Sequence[Mention]) -> Party:
    """Tell who acts in a sentence about a party: not that party where things are done to it.

    "Officers must not be pressed by members" and "Officers must be treated with respect" bind
    members, "Members will be told" binds officers.
    """
    after = said[subject.end :]
    if _RELATIVE_NEXT.match(after):
        return subject.party  # "a member who has been upset by an officer"
    agent = agent_of(after, [_moved(mention, -subject.end) for mention in others])
    if agent and _BOUND_FORM.search(said[: subject.end + 60]):
        return agent
    if subject.party is Party.COUNCILLORS and (_IS_TOLD.match(after) or _RECEIVES.match(after)):
        return Party.OFFICERS
    treated = _IS_TREATED.match(after) or _NOT_ASKED_TO.search(said[: subject.end + 60])
    if subject.party is Party.OFFICERS and treated and not agent:
        return Party.COUNCILLORS
    return subject.party


def implied_in(said: str, named: Sequence[Mention]) -> Party:
    """Tell who acts in a sentence about a thing that names no agent; `UNKNOWN` for most."""
    between = _BETWEEN_THEM.search(said)
    if between:
        later = [mention.party for mention in named if mention.start >= between.end()]
        if between[0].endswith("them") or together_of(later[:1]) is Party.BOTH:
            return Party.BOTH
    for mention in named:
        for rule in _RULES:
            party = rule(said[: mention.start], mention, said[mention.end :])
            if party:
                return party
    if _SPEECHES.match(said) or _HANDED_IN.match(said):
        return Party.COUNCILLORS
    return Party.OFFICERS if _OFFICE_WORK.match(said) else Party.UNKNOWN


def _by_them(before: str, mention: Mention, _after: str) -> Party:
    """As in "Requests by members should ..."."""
    if not mention.owns and (_NOUN_BY.match(before) or _WELSH_AGENT.match(before)):
        return mention.party
    return Party.UNKNOWN


def _given_to_them(before: str, mention: Mention, after: str) -> Party:
    """As in "Papers lent to a member may not be copied", and "... shown to another"."""
    if mention.owns or not (_GIVEN_TO.match(before) and _IS_USED.match(after)):
        return Party.UNKNOWN
    passed_on = mention.party is Party.COUNCILLORS and _TO_ANOTHER.match(after)
    return Party.OFFICERS if passed_on else mention.party


def _released(before: str, mention: Mention, _after: str) -> Party:
    """As in "Files shall not be shown to members" and "Reports must reach members"."""
    if mention.owns or mention.party is not Party.COUNCILLORS:
        return Party.UNKNOWN
    released = _RELEASED_TO.search(before) or _REPORTS_REACH.match(before)
    return Party.OFFICERS if released else Party.UNKNOWN


def _put_to_them(before: str, mention: Mention, _after: str) -> Party:
    """As in "A motion must reach the Clerk by noon"."""
    if mention.party is Party.OFFICERS and _PUT_TO_OFFICERS.match(before):
        return Party.COUNCILLORS
    return Party.UNKNOWN


def _pressed(before: str, mention: Mention, _after: str) -> Party:
    """As in "Attempts to make the Clerk change a report are a breach"."""
    officers = mention.party is Party.OFFICERS and not mention.owns
    return Party.COUNCILLORS if officers and _ATTEMPTS.match(before) else Party.UNKNOWN


def _kept_from_them(before: str, mention: Mention, _after: str) -> Party:
    """As in "Staff time is not available to members for party purposes"."""
    return mention.party if not mention.owns and _NOT_FOR_THEM.search(before) else Party.UNKNOWN


def _needs_leave(before: str, mention: Mention, after: str) -> Party:
    """As in "No copy may be taken away without the Clerk's leave"."""
    theirs = mention.owns and mention.party is Party.OFFICERS and _OF_PAPERS.match(before)
    return Party.COUNCILLORS if theirs and _LEAVE.match(after) else Party.UNKNOWN


def _slighted(before: str, mention: Mention, after: str) -> Party:
    """As in "An officer's advice should not be dismissed without reasons"."""
    theirs = mention.owns and mention.party is Party.OFFICERS and not before.strip()
    return Party.COUNCILLORS if theirs and _SLIGHTED.match(after) else Party.UNKNOWN


def _none_by(before: str, mention: Mention, _after: str) -> Party:
    """As in "There must be no personal attacks by members or officers"."""
    return mention.party if not mention.owns and _NONE_BY.match(before) else Party.UNKNOWN


def _made_by(before: str, mention: Mention, after: str) -> Party:
    """As in "Copies taken by members must be destroyed"."""
    if mention.owns or mention.party is Party.COUNCIL:
        return Party.UNKNOWN
    return mention.party if _MADE_BY.match(before) and _DUTY_NEXT.match(after) else Party.UNKNOWN


def _turned_to(before: str, mention: Mention, after: str) -> Party:
    """As in "E-mails to staff should be short" and "Complaints about staff go to the Clerk"."""
    if mention.party is Party.COUNCILLORS and _GRIEVANCE_AGAINST.match(before):
        return Party.OFFICERS
    if mention.owns or mention.party is not Party.OFFICERS:
        return Party.UNKNOWN
    sought = _SOUGHT_FROM.search(before)
    sent = _SENT_TO.match(before) and (_DUTY_NEXT.match(after) or after.startswith(" to "))
    complained = _COMPLAINTS_ABOUT.match(before) and _TAKEN_TO.match(after)
    return Party.COUNCILLORS if sought or sent or complained else Party.UNKNOWN


def _after_leaving(before: str, mention: Mention, after: str) -> Party:
    """As in "It must be kept private even after a member has left office"."""
    if not mention.owns and _AFTER.search(before) and _LEAVES.match(after):
        return mention.party
    return Party.UNKNOWN


_RULES: tuple[Callable[[str, Mention, str], Party], ...] = (
    _none_by,
    _made_by,
    _turned_to,
    _by_them,
    _given_to_them,
    _kept_from_them,
    _released,
    _put_to_them,
    _needs_leave,
    _slighted,
    _pressed,
    _after_leaving,
)


def _moved(mention: Mention, by: int) -> Mention:
    return Mention(mention.party, mention.start + by, mention.end + by, mention.owns)
