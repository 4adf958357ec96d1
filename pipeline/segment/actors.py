"""Who acts, or is to act, in a sentence: its subject, the agent of its passive, or neither?

No sentence is parsed. The parties that it names are weighed by the words around them: "by the
Clerk" after a passive acts, "to the Clerk" does not, and a name before a verb is the subject.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.text.parties import Mention, Party, first_party, mentions, together_of


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts in a sentence, and how it is known."""

    party: Party = Party.UNKNOWN
    nobody: bool = False  # the sentence plainly binds somebody who is no party, or nobody
    everybody: bool = False  # "nobody may ...": among colleagues both, elsewhere the public too
    pronoun: bool = False  # it is about "they" or "she", whoever was named last


_NOBODY = Acting(nobody=True)
_OPENING_MARKS = re.compile(
    r"^(?:[*\"“‘'(\[—–-]|\s|(?:yes|no|well|oh)[,.] |(?:however|therefore|likewise|equally|similarly|also|and|but"
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
_IT_IS_SO = re.compile(
    r"^it (?:is|will be|must be|should be|has to be) (?:\w{1,14} ){1,4}(?:that|for) (?=\w)", re.IGNORECASE
)
_CUT_SHORT = re.compile(  # "In March the Clerk may spend £50, ..." begins no condition
    r"\b(?:must|shall|should|will|may|can|cannot)(?: not| also| never)?,\s$"
    r"|^(?:in|as|for|to|at|on|under|before|after|by|with|without|within|upon|notwithstanding"
    r"|until|from|outside|between|following)\b[^,]{0,200}\b(?:must|shall|should|may|will)\b"
    r"|\b(?:he or she|she|he|they) (?:must|shall|should|will|may|can)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?:and|or|but|who|which|that)\b", re.IGNORECASE)
_ABOUT_ITSELF = re.compile(
    r"^(?:(?:(?:this|these|our) (?:[\w'’]{1,14} ){0,3}|the (?:standing |financial |following )?)"
    r"(?:protocol|policy|document|guidance|guide|code|rules|agreement|paper|charter|purpose|aim"
    r"|object|objective|principles?|regulations|orders)|to (?:set out|define|guide|explain|describe"
    r"|promote|clarify|outline|help members|help councillors)|the purpose|nothing in|there (?:is|are|was|were|shall be|will be)"
    r"|it (?:sets|covers|does"
    r" not|stands|applies|forms)|mae['’]r (?:protocol|cod|polisi|canllaw)\w*|pwrpas|diben)\b"
    r"(?! (?:require|expect|oblige)s)",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"^[\"“‘']?[\w'’/-]{1,20}(?: [\w'’/-]{1,20}){0,4}[\"”’'»)]{0,2} (?:means?|refers? to|is defined"
    r"|are defined|ha(?:s|ve) the meaning|(?:is|are) to be read as)\b"
    r"|^[^.;]{0,60}[\"”’] (?:means?|includes?)\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"^(?:pawb|neb|both (?:sides|parties)|neither (?:side|party|of them)|each (?:side|party)|either (?:side"
    r"|party)|nobody|no one|anyone|anybody|everyone|everybody|all concerned|people|whoever|both|neither|each)\b"
    r"(?! of (?:the|us|our) \w|[ -](?:committee|meeting|year|month|page|item|motion|head|"
    r"employee|order|payment|time|quarter|account))",
    re.IGNORECASE,
)
_BOTH_SIDES = re.compile(
    r"^(?:[^,.;]{0,60}(?:, (?:and )?| ))?(?:both|the two) (?:sides|parties)\b"
    r"|\b(?:both sides|both parties|neither side|neither party|each side|either side) (?:must|shall"
    r"|should|will|may|can|need)\b|, whoever (?:has|is|wants|feels)\b|\b(?:caiff|dylai|gall"
    r"|ddylai) (?:pawb|neb)\b",
    re.IGNORECASE,
)
_CAUGHT_BY_ANYBODY = re.compile(r"\bmay (?:complain|attend|ask|see|inspect|apply)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"^(?:(?:nor|neither|only) (?:may|shall|should|will|must|can|do|does) )?(?:he or she|she or he"
    r"|he/she|s/he|he|she|they|none of them|both of them|his or her|his|her|their|(?:ni )?(?:rhaid|dd?ylai) (?:iddynt|iddo"
    r"|iddi|nhw|ef|hi))\b",
    re.IGNORECASE,
)
_LATER_PRONOUN = re.compile(
    r"^[^,;]{0,120} (?:he or she|she or he|she|he|they) (?:must|shall|should|will|may|can|cannot)\b",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"^['’]?s? ?(?:(?:first|main|primary|personal|political|own|general|chief|overriding|only) )?"
    r"(?:and )?(?:ruling|decision|duty|duties|roles?|loyalty|loyalties|dealings|responsibility"
    r"|responsibilities|tasks?|jobs?|contacts?|conduct|behaviour|work|requests?|functions?"
    r"|obligations?|neutrality|impartiality|position|use|approach(?:es)?)\b",
    re.IGNORECASE,
)
_CLEFT = re.compile(
    r"\b(?:it (?:is|shall be|will be|falls|is up)(?: not| no part)?(?: always| also| therefore)?"
    r"(?: the (?:\w+ )?(?:duty|responsibility|role|job|task|function|place|business))?"
    r"(?: a matter)?(?: for| to| of)?"
    r"|(?:rests?|lies?|sits?|remains?|stays?|belongs?)(?: only| solely| entirely)? (?:with|to)"
    r"|(?:onus|burden|responsibility|duty)\b[^.;]{0,60}? (?:is|be|lies|falls|rests) (?:up)?on"
    r"|(?:is|are|be|remains?) (?:a matter|the (?:sole )?(?:responsibility|duty|job|business|task)"
    r"|matters)(?: only)? (?:for|of)"
    r"|(?:same|rule|this)(?: rule| duty)? (?:also )?(?:applies|goes|holds)(?: equally)? (?:to|for))\s?$",
    re.IGNORECASE,
)
_CLEFT_FIRST = re.compile(
    r"^it (?:is|shall be|will be)(?: not)?(?: the (?:\w+ )?(?:duty|responsibility|role|job|task"
    r"|function|place|business)| a matter)? (?:for|of)\b",
    re.IGNORECASE,
)
_ROLE_OF = re.compile(
    r"^(?:the |one |part )?(?:of the )?(?:main |primary |chief |principal |key |first )?(?:roles?|"
    r"jobs?|work|duty|duties|tasks?|business|functions?|responsibilit(?:y|ies)|place|office"
    r"|gwaith|r[ôo]l|dyletswydd(?:au)?) (?:of )?(?:y |yr )?$",
    re.IGNORECASE,
)
_LEFT_TO = re.compile(r"\bmatters? for\b", re.IGNORECASE)
_SIGNS = re.compile(r"^['’]s? (?:signature|name|hand)\b", re.IGNORECASE)
_EXPECTS_THEM = re.compile(
    r"\w (?:expects?|asks?|requires?|looks? to|relies on|rely on|wants?|obliges?|encourages?|trusts?"
    r"|need|needs|disgwylir|gofynnir)(?: that| i)?\s$",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:must|shall|should|will|may|can|cannot|can['’]t|won['’]t|mustn['’]t|shouldn['’]t|ought"
    r"|needs? (?:to|not)|(?:is|are) (?:not |also |always |only ){0,2}(?:to|required|expected"
    r"|responsible|bound|obliged|asked|encouraged|entitled|free|accountable)"
    r"|(?:has|have) (?:an?|the|no|additional) (?:duty|duties|responsibility|responsibilities"
    r"|obligation|power|authority|right)|agrees? to|undertakes? to|expects? to|do not|does not"
    r"|don['’]t|doesn['’]t)\b",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"(?:^|[,;] )(?:only|nor|neither|never|at no|in no|on no|under no|not)\b[^,;]{0,80}"
    r"\b(?:must|shall|should|will|may|can|does|do|is|are|ought)\s$",
    re.IGNORECASE,
)
_BOUND_FORM = re.compile(r"\b(?:must|shall|should|will|ought|not|never|no)\b", re.IGNORECASE)
_WELSH_WORDS = re.compile(
    r"\b(?:mae|yn|yr|y|gan|ei|eu|ar|rhaid|dylai|dylid|bydd|wedi|gyda|ni|i)\b|['’](?:r|n)\b", re.I
)
_NOT_BEFORE_SUBJECT = frozenset(
    "outside inside before after during since until near beyond except save like that whether if "
    "when where because while unless to from with of by for about against between in on at than towards as upon under without "
    "through via over into and or nor is are be was were being been reach reaches tell tells give "
    "gives send sends ask asks show shows help helps allow allows let lets seen affect affecting "
    "any such concerning regarding among amongst around gan wrth oddi rhwng i'r i gyda gyda'r".split()
)
_NOT_AFTER_SUBJECT = frozenset(
    "to from for about against between on at than towards as upon under without through via over "
    "into and or nor but if when where while before after the a an his her their its our your "
    "any each all no every which because until unless though".split()
)
_PASSIVE_BY = re.compile(
    r"\b(?:is|are|was|be|being|been)\b(?: [\w'’-]{1,15}){0,3}? [\w-]{1,16}(?:ed|en|ept|eld|ade|aid"
    r"|ent|ut|ought|rawn|et|one|ne|wn|old|ead|ung)\b[^.;:]{0,140}?\bby\s$",
    re.IGNORECASE,
)
_NOUN_BY = re.compile(
    r"^(?:(?!is\b|are\b|be\b|was\b)[\w'’-]{1,16} ){0,5}?"
    r"(?!\w{1,16}(?:ed|en|ade|ent|ought) )[\w'’-]{2,16} by\s$",
    re.IGNORECASE,
)
_WELSH_AGENT = re.compile(r"^\w{2,14}(?:ir|wyd|id)\b[^.;]{0,120}\b(?:gan|gan y|gan yr)\s$", re.I)
_WELSH_VERB = re.compile(
    r"^(?:(?:ni|nid|na|fe|mi) )?(?:rhaid|dylai|ddylai|dylid|gall|all|gallai|caiff|chaiff|bydd|fydd"
    r"|mae|mae['’]n|disgwylir|ddisgwylir|gofynnir|dyletswydd|cyfrifoldeb|swydd)"
    r"(?: (?:i|ar|ni|pob|yw))?['’]?r? (?:i['’]r |i |['’]r |y |yr |yr un |pob |bob |unrhyw ){0,2}$",
    re.IGNORECASE,
)
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
_RELEASED_TO = re.compile(
    r"\b(?:shall|must|should|will|may|is|are)\b[^.;]{0,60}\b(?:released|disclosed|supplied|given"
    r"|sent|provided|available|shown|passed|circulated|copied|offered|reach)(?: \w{1,12}){0,3}?"
    r" to\s$",
    re.IGNORECASE,
)
_TO_ANOTHER = re.compile(
    r"^[^.;]{0,80}\b(?:disclosed|passed|shown|given|copied|repeated|told)(?: on)? (?:by \w+ )?to (?:an"
    r"other|any other|other)\b",
    re.IGNORECASE,
)
_REPORTS_REACH = re.compile(
    r"^(?:the |all |any )?(?:reports?|papers?|agendas?|minutes|documents|information)\b[^.;,]{0,40}"
    r" (?:must|shall|should|will) reach\s$",
    re.IGNORECASE,
)
_IS_TOLD = re.compile(
    r"^(?: \w{1,14}){0,3}? (?:shall|must|should|will|are to|is to)(?: \w{1,10}){0,3}? (?:told"
    r"|informed|notified|invited|consulted|briefed|supplied|provided|sent|given|offered|shown|kept"
    r" (?:fully )?(?:informed|up to date|in touch|aware|advised))\b",
    re.IGNORECASE,
)
_IS_TREATED = re.compile(
    r"^(?: \w{1,14}){0,3}? (?:shall|must|should|will|are to|is to)(?: \w{1,10}){0,4}? (?:treated"
    r"|bullied|pressed|pressured|put under|criticised|approached|disturbed|telephoned|instructed"
    r"|shouted|harassed|interrupted|contacted)\b",
    re.IGNORECASE,
)
_PUT_TO_OFFICERS = re.compile(
    r"^(?:an? |any |all |each |every |the |notice of |such |written |signed |confidential |no ){0,4}"
    r"(?:motions?|apolog(?:y|ies)|requests?|questions?|quer(?:y|ies)|enquir(?:y|ies)|papers"
    r"|amendments?|documents|items?|anything|suggestions|business)\b[^.;]{0,120}\b(?:reach|be with"
    r"|be in|(?:given|sent|submitted|made|put"
    r"|addressed|handed|returned|delivered|notified|directed|routed)\b[^.;]{0,40} (?:to|through"
    r"|via|with))\s$",
    re.IGNORECASE,
)
_BETWEEN_THEM = re.compile(
    r"\b(?:familiarity|friendships?|ties|relationships?|gifts?|loans?|disagreements?|contact"
    r"|correspondence|messages|letters|e-?mails)\b"
    r"[^.;]{0,60}\b(?:between(?: them)?|rhwng)\b",
    re.IGNORECASE,
)
_SPEECHES = re.compile(
    r"^(?:an?|no|each|every|any|all|the)? ?(?:member['’]s |opening )?speech(?:es)?\b", re.IGNORECASE
)
_IMPERATIVE = re.compile(
    r"^(?:(?:please|do|don['’]t|do not|never|always|just|oh|only|first|kindly)[, ]+){0,3}"
    r"(?P<verb>ask|be|bear|bring|call|check|come|copy|declare|drop|fill|follow|give|go|keep"
    r"|leave|listen|look|make|pass|phone|pop|put|raise|read|remember|report|ring|say|see(?! (?:also|standing|paragraph|section|appendix|annex|schedule|rule|clause|part|below"
    r"|above|regulation|\d))|send|show"
    r"|speak|stay|stick|submit|take|talk|telephone|tell|treat|try|turn|use|wait|write|avoid"
    r"|respect|email|e-mail|contact|refer|answer|reply|respond|discuss|argue|rely|get|let|think"
    r"|[a-z]{3,12}wch)\b(?!['’]|-| (?:is|are|was|will|shall|may|must)\b)",
    re.IGNORECASE,
)
_NEGATIVE_IMPERATIVE = re.compile(
    r"^(?:please )?(?:do not|don['’]t|never|please|peidiwch [âa])\b ?\w", re.IGNORECASE
)
_ONE_ANOTHER = re.compile(r"\b(?:each other|one another|(?:e[ui]|â['’]|['’])ch gilydd|ei gilydd)\b", re.IGNORECASE)
_OTHER = {Party.COUNCILLORS: Party.OFFICERS, Party.OFFICERS: Party.COUNCILLORS}
_RELATIVE_NEXT = re.compile(r"^,? (?:who|whose|that|which)\b", re.IGNORECASE)
_SECOND_CLAUSE = re.compile(r"(?:[,;] (?:and|but|so|nor)|;) ", re.IGNORECASE)
_MODAL_NEXT = re.compile(r"^ (?:must|shall|should|may|cannot|will)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:that|which|who|whom) (?:\w{1,15} ){1,2}$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([\w'’]{1,20})\W{0,2}$")
_WORD_AFTER = re.compile(r"\W{0,2}([\w'’-]{1,20})")


def actor_of(sentence: str) -> Acting:
    """Tell who acts in one sentence.

    Example:
        >>> actor_of("Letters shall be signed by the Clerk.").party.value
        'officers'
        >>> actor_of("In an emergency the person presiding may adjourn.").party.value
        'chair'
        >>> actor_of("They give the same advice to all.").pronoun
        True
    """
    said = _OPENING_MARKS.sub("", sentence)
    if _ABOUT_ITSELF.match(said) or _MEANS.match(said):
        return _NOBODY
    said = _IT_IS_SO.sub("", said) if not _CLEFT_FIRST.match(said) else said
    condition = ""
    for _ in range(3):
        match = _CONDITION.match(said)
        if match is None or _INVERTED.match(said) or _CUT_SHORT.search(match[0]):
            break
        if _GOES_ON.match(said[match.end() :]):
            break  # "If time runs out the Clerk says so, and says why"
        condition, said = match[0], said[match.end() :]
    named = mentions(said)
    if _PRONOUN.match(said):
        return _referring_to(first_party(mentions(condition)))
    later = _LATER_PRONOUN.match(said) if _CONDITION.match(said) else None
    if later:
        return _referring_to(next((m.party for m in named if m.start < later.end()), None))
    if _EVERYBODY.match(said) and not _CAUGHT_BY_ANYBODY.search(said) and not _opens(named):
        return Acting(Party.BOTH, everybody=True)
    if _BOTH_SIDES.search(said):
        return Acting(Party.BOTH)
    acting = _by_subject(said, named) or _without_subject(said, named)
    if acting.party and not _LEFT_TO.search(said):
        return acting
    return _in_second_clause(said, named) or acting


def opposite_in(sentence: str) -> Party:
    """Tell whom an instruction such as "Please ring the Clerk" addresses: the other party.

    Returns:
        `BOTH` for "Talk to each other"; `UNKNOWN` for what is no instruction, or names no party.
    """
    said = _OPENING_MARKS.sub("", sentence)
    for _ in range(2):
        said = _CONDITION.sub("", said)
    if not is_instruction(said):
        return Party.UNKNOWN
    if _ONE_ANOTHER.search(said):
        return Party.BOTH
    told = {mention.party for mention in mentions(said)}
    return _OTHER.get(told.pop(), Party.UNKNOWN) if len(told) == 1 else Party.UNKNOWN


def is_instruction(sentence: str) -> bool:
    """Whether a sentence tells its reader to do something, or not to."""
    said = _CONDITION.sub("", _OPENING_MARKS.sub("", sentence))
    return bool(_IMPERATIVE.match(said) or _NEGATIVE_IMPERATIVE.match(said))


def _opens(named: Sequence[Mention]) -> bool:
    return bool(named) and named[0].start == 0


def _by_subject(said: str, named: Sequence[Mention]) -> Acting | None:
    """Find the subject; a passive with an agent makes the agent act."""
    welsh = len(_WELSH_WORDS.findall(said)) > 2  # whose verb comes first
    for at, mention in enumerate(named):
        before = said[: mention.start]
        after = said[mention.end :]
        if _CLEFT.search(before) or _ROLE_OF.match(before) or _WELSH_VERB.match(before):
            return _acts(mention.party)
        if _EXPECTS_THEM.search(before) and not mention.owns and at <= 1:
            return _acts(mention.party)
        if _INVERTED.search(before) and not mention.owns:
            return _acts(_or_agent(said, named, at))
        if _DUTY.search(before):
            return None
        if mention.owns:
            if not before.strip() and _ITS_OWN.match(after):
                return _acts(mention.party)
            if _SIGNS.match(after) and before.endswith(("over ", "under ")):
                return _acts(mention.party)  # "letters go out over the Clerk's signature"
            continue
        if _is_subject(before, after) and not (before.strip() and welsh):
            if at + 1 < len(named) and _EXPECTS_THEM.search(said[: named[at + 1].start]):
                if mention.party is Party.COUNCIL:
                    continue
            return _acts(_or_agent(said, named, at))
    return None


def _is_subject(before: str, after: str) -> bool:
    if not before.strip():
        return True
    word_before = _WORD_BEFORE.search(before)
    if word_before and word_before[1].casefold() in _NOT_BEFORE_SUBJECT:
        return False
    if _RELATIVE.search(before):
        return False  # "letters that bind the council are sent ..."
    word_after = _WORD_AFTER.match(after)
    return (
        word_after is not None
        and after[:1] == " "
        and word_after[1].casefold() not in _NOT_AFTER_SUBJECT
    )


def _in_second_clause(said: str, named: Sequence[Mention]) -> Acting | None:
    """Whom a second clause binds: "This is no decision, and no officer shall act upon it"."""
    for mention in named:
        joined = _SECOND_CLAUSE.search(said, max(0, mention.start - 7), mention.start)
        if joined and joined.end() == mention.start and not mention.owns:
            if _MODAL_NEXT.match(said[mention.end :]) and mention.party is not Party.COUNCIL:
                return _acts(mention.party)
    return None


def _referring_to(party: Party | None) -> Acting:
    """What a pronoun stands for, if the same sentence has named somebody."""
    return Acting(party) if party else Acting(pronoun=True)


def _acts(party: Party) -> Acting:
    """A party acts, or somebody does who is none: the council, the public."""
    if party in {Party.COUNCIL, Party.UNKNOWN}:
        return _NOBODY
    return Acting(party)


def _or_agent(said: str, named: Sequence[Mention], at: int) -> Party:
    """The subject, or who does to it what a passive says: "must not be pressed by members"."""
    subject = named[at]
    after = said[subject.end :]
    if _RELATIVE_NEXT.match(after):
        return subject.party  # "a member who has been upset by an officer"
    agent = _agent(said, named[at + 1 :], subject.end)
    if agent and _BOUND_FORM.search(said[: subject.end + 60]):
        return agent
    if subject.party is Party.COUNCILLORS and _IS_TOLD.match(after):
        return Party.OFFICERS
    if subject.party is Party.OFFICERS and _IS_TREATED.match(after) and not agent:
        return Party.COUNCILLORS
    return subject.party


def _agent(said: str, named: Sequence[Mention], start: int = 0) -> Party:
    """Who does what a passive says."""
    for mention in named:
        if not mention.owns and _PASSIVE_BY.search(said[start : mention.start]):
            return mention.party
    return Party.UNKNOWN


def _without_subject(said: str, named: Sequence[Mention]) -> Acting:
    """Who acts where the subject of a sentence is a thing."""
    agent = _agent(said, named)
    if agent:
        return _acts(agent)
    between = _BETWEEN_THEM.search(said)
    if between:
        later = [mention.party for mention in named if mention.start >= between.end()]
        if between[0].endswith("them") or together_of(later[:1]) is Party.BOTH:
            return Acting(Party.BOTH)
    for mention in named:
        before, after = said[: mention.start], said[mention.end :]
        if mention.owns:
            if mention.party is Party.OFFICERS and _PUT_TO_OFFICERS.match(before):
                return Acting(Party.COUNCILLORS)
            continue
        if _NOUN_BY.match(before) or _WELSH_AGENT.match(before):
            return _acts(mention.party)
        if _GIVEN_TO.match(before) and _IS_USED.match(after):
            passed_on = mention.party is Party.COUNCILLORS and _TO_ANOTHER.match(after)
            return Acting(Party.OFFICERS) if passed_on else _acts(mention.party)
        if mention.party is Party.COUNCILLORS and (
            _RELEASED_TO.search(before) or _REPORTS_REACH.match(before)
        ):
            return Acting(Party.OFFICERS)
        if mention.party is Party.OFFICERS and _PUT_TO_OFFICERS.match(before):
            return Acting(Party.COUNCILLORS)
    if _SPEECHES.match(said):
        return Acting(Party.COUNCILLORS)
    return Acting(pronoun=_LATER_PRONOUN.match(said) is not None)
