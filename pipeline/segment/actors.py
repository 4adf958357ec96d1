"""Who acts, or is to act, in a sentence: its subject, the agent of its passive, or neither?

No sentence is parsed. The parties that it names are weighed by the words around them: "by the
Clerk" after a passive acts, "to the Clerk" does not, and a name before a verb is the subject.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.segment.openers import (
    is_inverted,
    opens_with_condition,
    without_conditions,
    without_opening,
)
from pipeline.segment.passives import done_to, implied_in
from pipeline.text.agents import agent_of
from pipeline.text.parties import (
    OTHER_SIDE,
    Mention,
    Party,
    first_party,
    mentions,
    together_of,
)


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts in a sentence, and how it is known."""

    party: Party = Party.UNKNOWN
    nobody: bool = False  # the sentence plainly binds somebody who is no party, or nobody
    everybody: bool = False  # "nobody may ...": among colleagues both, elsewhere the public too
    pronoun: bool = False  # it is about "they" or "she", whoever was named last


_NOBODY = Acting(nobody=True)
_IT_IS_SO = re.compile(
    r"^it (?:is|will be|must be|should be|has to be) (?:\w{1,14} ){1,4}(?:that|for) (?=\w)",
    re.IGNORECASE,
)
_CLEFT_FIRST = re.compile(
    r"^it (?:is|shall be|will be)(?: not)?(?: the (?:\w+ )?(?:duty|responsibility|role|job|task"
    r"|function|place|business)| a matter)? (?:for|of)\b",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    r"^(?:(?:(?:this|these|our) (?:[\w'’]{1,14} ){0,3}|the (?:standing |financial |following )?)"
    r"(?:protocol|policy|document|guidance|guide|code|rules|agreement|paper|charter|purpose|aim"
    r"|object|objective|principles?|regulations|orders)|to (?:set out|define|guide|explain|describe"
    r"|promote|clarify|outline|help members|help councillors)|the purpose|the table|nothing in"
    r"|there (?:is|are|was|were|shall be|will be)"
    r"|it (?:sets|covers|does"
    r" not|stands|applies|forms)|mae['’]r (?:protocol|cod|polisi|canllaw)\w*|pwrpas|diben)\b"
    r"(?! (?:require|expect|oblige)s)",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"^[\"“‘']?[\w'’/-]{1,20}(?: [\w'’/-]{1,20}){0,4}[\"”’'»)]{0,2}(?<!who)(?<!which)(?<!that)"
    r" (?:means?|refers? to|is defined"
    r"|are defined|ha(?:s|ve) the meaning|(?:is|are) to be read as)\b"
    r"|^[^.;]{0,60}[\"”’] (?:means?|includes?|denotes?)\b"
    r"|^[\"“‘'][\w /-]{1,40}[\"”’'] (?:is|are) (?:an?|any|anyone|anybody|the|every|all)\b"
    r"|^an? reference to [^.;]{2,60} includes?\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"^(?:pawb|neb|all (?:parties|sides)|the parties|together we|each of us|both (?:sides|parties)"
    r"|neither (?:side|party|of them)"
    r"|each (?:side|party)"
    r"|either (?:side"
    r"|party)|nobody|no one|anyone|anybody|everyone|everybody|all concerned|whoever|both|neither)\b"
    r"(?! of (?:the|us|our) \w|[ -](?:committee|meeting|year|month|page|item|motion|head|"
    r"employee|order|payment|time|quarter|account))",
    re.IGNORECASE,
)
_BOTH_SIDES = re.compile(
    r"^(?:[^,.;]{0,60}(?:, (?:and )?| ))?(?:both|the two) (?:sides|parties)\b"
    r"|\b(?:is|are|be) \w{3,12} by both\b(?! of the)"
    r"|\bor (?:the other way (?:about|round|around)|vice versa)\b"
    r"|\b(?:both sides|both parties|neither side|neither party|each side|either side) (?:must|shall"
    r"|should|will|may|can|need)\b|, whoever (?:has|is|wants|feels)\b|\b(?:caiff|dylai|gall"
    r"|ddylai) (?:pawb|neb)\b",
    re.IGNORECASE,
)
_WE_EACH_OTHER = re.compile(
    r"^we (?:must|shall|should|will|may|can|do|undertake|agree|promise|try|aim|treat|respect"
    r"|support"
    r"|help|trust|listen to)\b[^.;]{0,60}"
    r"\b(?:each other|one another)\b",
    re.IGNORECASE,
)
_WHETHER_BY = re.compile(r"\bwhether (?:made |done )?(?:by|from)\s$", re.IGNORECASE)
_OR_BY = re.compile(r"^,? or (?:by |from )?$", re.IGNORECASE)
_BY_ANYBODY = re.compile(  # "Rudeness is never acceptable from anybody"
    r"\b(?:not|never|no|won['’]t|must|shall|should)\b[^.;]{0,120}?\b(?:from|by|in|of) (?:anyone"
    r"|anybody|all concerned|everyone|everybody|all parties|either side)\b(?! (?:who|outside"
    r"|else))",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"\bwhether (?:you are |they are |he or she is |as |it is )?$", re.IGNORECASE)
_IS_CHOSEN = re.compile(
    r"^ (?:is|are|shall be|will be|must be) (?:elected|appointed|chosen|nominated)"
    r" (?:in|at|by|each|every|annually|yearly|from|for)\b",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(r"^(?:in|at|on|during|before|after|within|under)\b", re.IGNORECASE)
_A_GROUP = re.compile(
    r"^(?:(?:an?|any|each|every|no|all|party|political) )?(?:party "
    r"|political )?groups? (?:wish\w{1,4}"
    r"|wanting|may|must|shall|should|that|which|asks?|appl(?:y|ies))\b",
    re.IGNORECASE,
)
_THERE_IS_DUTY = re.compile(
    r"there (?:is|are|will be) (?:no|an?|some) (?:\w{2,12} )?(?:obligation|duty|requirement|onus"
    r"|responsibility|burden) (?:up)?on\s",
    re.IGNORECASE,
)
_NO_SUCH = re.compile(r"there (?:must|should|shall|may|will|can|is to|are to) be no ", re.I)
_DUTY_OF_ALL = re.compile(
    r"^it is (?:the (?:duty|responsibility|job|task) of|for|up to) (?:everyone|everybody|all"
    r"|each of"
    r" us|all of us)(?= to\b)",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(
    r"(?:if|where|when|whenever|should|unless)\s"
    r"(?:(?:the|an?|any) (?:complaint|grievance|concern|request|question|matter) (?:is|comes"
    r"|has come)"
    r"(?: made| raised| brought)? (?:by|from)\s)?",
    re.IGNORECASE,
)
_CONDITION_ALONE = re.compile(r":$")  # "If a member wants something done:"
_ITS_WAY = re.compile(  # where a request or a complaint goes
    r"^(?:the|this|that|his or her|such a|a) (?:written )?(?:request|matter|question|complaint"
    r"|concern"
    r"|issue|item|grievance|query|reasons?) (?:(?:must|shall|should|will|may|(?:is|are)(?: to)?)"
    r"(?: first)?(?: be)? ?)?(?:(?:goes|go|put|made|raised|taken|sent|referred|addressed|reported"
    r"|directed|brought) (?:\w{2,12} )?(?:to|with|before)|given)\b"
    r"|^(?:the |our )?(?:(?:town|parish|deputy|vice)[- ]){0,2}(?:clerk|chair\w{0,6}|mayor"
    r"|proper officer) (?:must|shall|should)(?: first)? be (?:told|informed|notified|consulted"
    r"|asked)\b"
    r"|^(?:the|our|its) [\w'’ -]{3,40}(?:procedure|policy|process)s? (?:applies|apply|shall apply"
    r"|will apply|may be used|is available|should be (?:used|followed))\b",
    re.IGNORECASE,
)
_COURSE = re.compile(  # "If a member has doubts, the proper course is to ask"
    r"\b(?:the|his or her|their) (?:proper|right|best|first|correct|only|next|sensible)"
    r" (?:course|step|thing to do|place to go|port of call|person to (?:ask|tell|speak to))"
    r" (?:is|would be|will be|should be)\b",
    re.IGNORECASE,
)
_CAUGHT_BY_ANYBODY = re.compile(r"\bmay (?:complain|attend|ask|see|inspect|apply)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"^(?:(?:nor|neither|only) (?:may|shall|should|will|must|can|do|does) )?(?:he or she|she or he"
    r"|he/she|s/he|he|she|they|none of them|both of them|his or her|his|her|their|(?:ni )?(?:rhaid"
    r"|dd?ylai) (?:iddynt|iddo"
    r"|iddi|nhw|ef|hi))\b",
    re.IGNORECASE,
)
_LATER_PRONOUN = re.compile(
    r"^[^,;]{0,120} (?:(?:he or she|she or he|she|he|they) (?:must|shall|should|will|may|can"
    r"|cannot)"
    r"|(?:he or she|she or he|she|he) [a-z]{2,14}s)\b",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"^['’]?s? ?(?:(?:first|main|primary|personal|political|own|general|chief|overriding|only) )?"
    r"(?:and )?(?:ruling|decision|duty|duties|roles?|loyalty|loyalties|dealings|responsibility"
    r"|responsibilities|tasks?|jobs?|contacts?|conduct|behaviour|work|requests?|functions?"
    r"|obligations?|neutrality|impartiality|position|use|approach(?:es)?|accounts?|profiles?|blogs?"
    r"|posts|rights?|entitlement|authority|powers?|votes?)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"^['’]s? (?:signature|name|hand)\b", re.IGNORECASE)
_CLEFT = re.compile(
    r"\b(?:it (?:is|shall be|will be|falls|is up)(?: not| no part)?(?: always| also| therefore)?"
    r"(?: the (?:\w+ )?(?:duty|responsibility|role|job|task|function|place|business))?"
    r"(?: a matter)?(?: for| to| of)?"
    r"|(?:rests?|lies?|sits?|remains?|stays?|belongs?)(?: only| solely| entirely)? (?:with|to)"
    r"|(?:onus|burden|responsibility|duty)\b[^.;]{0,60}? (?:is|be|lies|falls|rests) (?:up)?on"
    r"|(?:is|are|be|remains?) (?:a matter|the (?:sole )?(?:responsibility|duty|job|business|task"
    r"|preserve|province|concern|prerogative)"
    r"|matters)(?: only)? (?:for|of)"
    r"|(?:is|are)(?: \w{2,5})? (?:acceptable|proper|right|fitting|appropriate|tolerated"
    r"|permissible) (?:from|in|of|for)"
    r"|decisions? (?:is|are)(?: not| only)? for"
    r"|(?:goes|go|sent|issued) out from|(?:is|are) reserved (?:for|to)"
    r"|(?:goes|go|sent|issued|written|made)(?: out)? (?:in|over|under) the (?:name|signature) of"
    r"|(?:same|rule|this)(?: rule| duty)? (?:also )?(?:applies|goes|holds)(?: equally)? (?:to"
    r"|for))\s?$",
    re.IGNORECASE,
)
_ROLE_OF = re.compile(
    r"^(?:the |one |part )?(?:of the )?(?:main |primary |chief |principal |key |first )?(?:roles?|"
    r"jobs?|work|duty|duties|tasks?|business|functions?|responsibilit(?:y|ies)|place|office|rights?"
    r"|gwaith|r[ôo]l|dyletswydd(?:au)?) (?:of )?(?:y |yr )?$",
    re.IGNORECASE,
)
_EXPECTS_THEM = re.compile(
    r"\w (?:expects?|asks?|requires?|looks? to|relies on|rely on|wants?|obliges?|encourages?"
    r"|trusts?"
    r"|need|needs|disgwylir|gofynnir)(?: that| i)?\s$",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:must|shall|should|will|(?-i:may)|can|cannot|can['’]t|won['’]t|mustn['’]t|shouldn['’]t"
    r"|ought"
    r"|needs? (?:to|not)|(?:is|are) (?:not |also |always |only ){0,2}(?:to|required|expected"
    r"|responsible|bound|obliged|asked|encouraged|entitled|free|accountable)"
    r"|(?:has|have) (?:an?|the|no|additional) (?:duty|duties|responsibility|responsibilities"
    r"|obligation|power|authority|right)|agrees? to|undertakes? to|expects? to|do not|does not"
    r"|don['’]t|doesn['’]t)\b",
    re.IGNORECASE,
)
_WELSH_VERB = re.compile(
    r"\b(?:rhaid|dylai|ddylai|dylid|gall|all|gallai|caiff|chaiff|bydd|fydd"
    r"|mae|mae['’]n|disgwylir|ddisgwylir|gofynnir|dyletswydd|cyfrifoldeb|swydd)"
    r"(?: (?:i|ar|ni|pob|yw))?['’]?r? (?:i['’]r |i |['’]r |y |yr |yr un |pob |bob |unrhyw ){0,2}$",
    re.IGNORECASE,
)
_WELSH_WORDS = re.compile(
    r"\b(?:mae|yn|yr|y|gan|ei|eu|ar|rhaid|dylai|dylid|bydd|wedi|gyda|ni|i)\b|['’](?:r|n)\b", re.I
)
_DELEGATED_TO = re.compile(
    r"\b(?:delegat\w{1,5}|entrust\w{0,3}|assigned|allocated|falls?|authority(?: \w+){0,2} given"
    r"|left) to\s$"
    r"|\b(?:duties|responsibilities|tasks|functions|powers) of\s$",
    re.IGNORECASE,
)
_FIRST_STEP = re.compile(
    r"^the (?:first|main|only|usual|proper|normal) (?:port of call|point of contact|step|route"
    r"|contact"
    r"|place to go) for\s$",
    re.IGNORECASE,
)
_IT_IS_SO_FOR = re.compile(  # "It is a matter of courtesy for members to ring first"
    r"^it (?:is|would be|will be) (?:\w{1,14} ){1,5}?for\s$", re.IGNORECASE
)
_WHO_SHALL = re.compile(r"^,? who (?:shall|must|is to|are to|will|should|may)\b", re.IGNORECASE)
_LEFT_TO = re.compile(r"\bmatters? for\b", re.IGNORECASE)
_SECOND_CLAUSE = re.compile(r"(?:[,;] (?:and|but|so|nor)|;) ", re.IGNORECASE)
_MODAL_NEXT = re.compile(r"^ (?:must|shall|should|may|cannot|will)\b", re.IGNORECASE)
_IN_OFFICE = re.compile(
    r"^(?:the |any |an? |such |whoever |anyone |every )?(?:other )?(?:person |one |individual )?"
    r"(?:(?:who|that) )?(?:(?:is|acts?|acting|appointed|serving|holds|holding|employed)(?: in)? )"
    r"(?:as |for |the (?:office|post) of )?$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whom) (?:\w{1,15} ){1,2}$", re.IGNORECASE)
_ASIDE = re.compile(r"^, (?:or|if|when|as|in|with|on|after|being|having)\b[^,]{1,80}, [a-z]")
_NOT_BEFORE_SUBJECT = frozenset(
    {"about", "affect", "affecting", "after", "against", "allow", "allows", "among", "amongst"}
    | {"and", "any", "are", "around", "as", "ask", "asks", "at", "be", "because", "been", "before"}
    | {"being", "between", "beyond", "by", "concerning", "during", "except", "for", "from", "gan"}
    | {"give", "gives", "gyda", "gyda'r", "help", "helps", "i", "i'r", "if", "in", "inside"}
    | {"approach", "consult", "contact", "email", "inform", "meet", "notify", "ring", "see"}
    | {"telephone", "thank", "visit"}
    | {"force", "influence", "instruct", "lobby", "make", "persuade", "press", "pressure"}
    | {"into", "is", "let", "lets", "like", "near", "nor", "oddi", "of", "on", "or", "outside"}
    | {"over", "reach", "reaches", "regarding", "rhwng", "save", "seen", "send", "sends", "show"}
    | {"shows", "since", "such", "tell", "tells", "than", "that", "through", "to", "towards"}
    | {"under", "unless", "until", "upon", "via", "was", "were", "when", "where", "whether"}
    | {"while", "with", "without", "wrth"}
)
_NOT_AFTER_SUBJECT = frozenset(
    {"a", "about", "after", "against", "all", "an", "and", "any", "as", "at", "because"}
    | {"before", "between", "but", "each", "every", "for", "from", "her", "his", "if", "into"}
    | {"its", "no", "nor", "on", "or", "our", "over", "than", "the", "their", "though", "through"}
    | {"to", "towards", "under", "unless", "until", "upon", "via", "when", "where", "which"}
    | {"while", "without", "your"}
)
_WORD_BEFORE = re.compile(r"([\w'’]{1,20})\W{0,2}$")
_WORD_AFTER = re.compile(r"\W{0,2}([\w'’-]{1,20})")


def is_definition(sentence: str) -> bool:
    """Whether a sentence says what a word means.

    Example:
        >>> is_definition("“Employee” means a person whom the council pays.")
        True
    """
    return _MEANS.match(without_opening(sentence)) is not None


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
    said = without_opening(sentence)
    if _ABOUT_ITSELF.match(said) or _MEANS.match(said):
        return _in_what_there_is(said)
    if _DUTY_OF_ALL.match(said):
        return Acting(Party.BOTH, everybody=True)
    if opens_with_condition(said) and _COURSE.search(said):
        first = first_party(mentions(said))
        if first in OTHER_SIDE:
            return Acting(first)
    if not _CLEFT_FIRST.match(said):
        said = _IT_IS_SO.sub("", said)
    said, condition = without_conditions(said)
    named = mentions(said)
    return (
        _by_pronoun(said, condition, named)
        or _everybody(said, named)
        or _in_condition(said, condition)
        or _named(said, named)
    )


def _in_what_there_is(said: str) -> Acting:
    """Whom "There must be no attacks by members" and "There is a duty on officers" bind."""
    named = mentions(said)
    duty = _THERE_IS_DUTY.match(said)
    if duty and named and named[0].start == duty.end() and not named[0].owns:
        return _acts(named[0].party)
    return Acting(implied_in(said, named)) if _NO_SUCH.match(said) else _NOBODY


def _in_condition(said: str, condition: str) -> Acting | None:
    """Who turns to somebody: "If an officer is unhappy, the grievance policy applies"."""
    whole = "" if condition else _CONDITION_ALONE.sub("", said)
    told = condition if _ITS_WAY.match(said) else whole if whole != said else ""
    named = mentions(told)
    if not named or named[0].owns or not _CONJUNCTION.fullmatch(told[: named[0].start]):
        return None
    return Acting(named[0].party) if named[0].party in OTHER_SIDE else None


def _by_pronoun(said: str, condition: str, named: Sequence[Mention]) -> Acting | None:
    """Who is meant by "they" or "she"."""
    if _PRONOUN.match(said):
        return _referring_to(first_party(mentions(condition)))
    later = _LATER_PRONOUN.match(said) if opens_with_condition(said) else None
    if later:  # "If the Clerk doubts it he or she asks the council"
        return _referring_to(next((m.party for m in named if m.start < later.end()), None))
    return None


def _referring_to(party: Party | None) -> Acting:
    return Acting(party) if party else Acting(pronoun=True)


def _everybody(said: str, named: Sequence[Mention]) -> Acting | None:
    opens_with_party = bool(named) and named[0].start == 0
    if _EVERYBODY.match(said) and not _CAUGHT_BY_ANYBODY.search(said) and not opens_with_party:
        if named and _IN_OFFICE.match(said[: named[0].start]):
            return _acts(named[0].party)  # "whoever acts as Clerk"
        return Acting(Party.BOTH, everybody=True)
    both = _BOTH_SIDES.search(said) or _WE_EACH_OTHER.match(said)
    either = any(m.party is Party.BOTH and _WHETHER.search(said[: m.start]) for m in named)
    if both or either or any(_by_either(said, *pair) for pair in pairwise(named)):
        return Acting(Party.BOTH)
    return Acting(Party.BOTH, everybody=True) if _BY_ANYBODY.search(said) else None


def _by_either(said: str, first: Mention, second: Mention) -> bool:
    """Whether two mentions are those of "whether by councillors or by staff"."""
    return (
        _WHETHER_BY.search(said[: first.start]) is not None
        and _OR_BY.match(said[first.end : second.start]) is not None
        and together_of((first.party, second.party)) is Party.BOTH
    )


def _named(said: str, named: Sequence[Mention]) -> Acting:
    acting = Acting(Party.COUNCILLORS) if _A_GROUP.match(said) else _subject(said, named)
    if acting is None:
        agent = agent_of(said, named)
        acting = _acts(agent) if agent else Acting(implied_in(said, named))
    if acting.party and not _LEFT_TO.search(said):
        return acting
    if not acting.party and not acting.nobody and _LATER_PRONOUN.match(said):
        return Acting(pronoun=True)
    return _in_second_clause(said, named) or acting


def _acts(party: Party) -> Acting:
    """A party acts, or somebody does who is none: the council, the public."""
    if party in {Party.COUNCIL, Party.UNKNOWN}:
        return _NOBODY
    return Acting(party)


def _subject(said: str, named: Sequence[Mention]) -> Acting | None:
    """Who the sentence is about; None where that is a thing."""
    for at, mention in enumerate(named):
        before = said[: mention.start]
        if _is_told_to(said, mention, at):
            return _acts(mention.party)
        if is_inverted(before) and not mention.owns:
            return _acts(done_to(said, mention, named[at + 1 :]))
        in_condition = "," not in before and opens_with_condition(said)
        if _DUTY.search(before) and not in_condition:
            return None
        if mention.owns:
            if mention.party is not Party.COUNCIL and _acts_through_its_own(
                before, said[mention.end :]
            ):
                return _acts(mention.party)
        elif _is_subject(said, mention) and not _expects(said, named, at):
            chosen = mention.party is Party.CHAIR and _IS_CHOSEN.match(said[mention.end :])
            return _NOBODY if chosen else _acts(done_to(said, mention, named[at + 1 :]))
    return None


def _is_told_to(said: str, mention: Mention, at: int) -> bool:
    """Whether the words before say who must act: "it is for", "the council expects"."""
    before, after = said[: mention.start], said[mention.end :]
    so_for = _IT_IS_SO_FOR.match(before) and after.startswith(" to ")
    if so_for or (_FIRST_STEP.match(before) and not mention.owns):
        return True
    theirs = not mention.owns or _ITS_OWN.match(after) is not None
    cleft = theirs and _CLEFT.search(before)
    if cleft or _ROLE_OF.match(before) or _WELSH_VERB.search(before):
        return True
    return at <= 1 and not mention.owns and _EXPECTS_THEM.search(before) is not None


def _expects(said: str, named: Sequence[Mention], at: int) -> bool:
    """Whether the council is the subject and asks something of the party named next."""
    if named[at].party is not Party.COUNCIL or at + 1 == len(named):
        return False
    return _EXPECTS_THEM.search(said[: named[at + 1].start]) is not None


def _acts_through_its_own(before: str, after: str) -> bool:
    """Whether a party acts though something of its own is the subject: "The Clerk's duties"."""
    if not before.strip():
        return _ITS_OWN.match(after) is not None
    return before.endswith(("over ", "under ")) and _SIGNS.match(after) is not None


def _is_subject(said: str, mention: Mention) -> bool:
    before, after = said[: mention.start], said[mention.end :]
    if not before.strip() or _IN_OFFICE.match(before):
        return True
    if len(_WELSH_WORDS.findall(said)) > 2:
        return False  # its verb would come first
    word_before = _WORD_BEFORE.search(before)
    mute = word_before is not None and word_before[1].casefold() in _NOT_BEFORE_SUBJECT
    if mute or _RELATIVE.search(before):
        return False  # "letters that bind the council are sent ..."
    if _ASIDE.match(after):
        return True
    if after.strip() in {"", ":"}:
        return _ADVERBIAL.match(before) is not None  # "In the meeting the chairman", and a list
    word_after = _WORD_AFTER.match(after)
    return (
        word_after is not None
        and after[:1] == " "
        and word_after[1].casefold() not in _NOT_AFTER_SUBJECT
    )


def _in_second_clause(said: str, named: Sequence[Mention]) -> Acting | None:
    """Whom a second clause binds: "This is no decision, and no officer shall act upon it"."""
    for mention in named:
        if mention.owns or mention.party in {Party.COUNCIL, Party.UNKNOWN}:
            continue
        if _DELEGATED_TO.search(said[: mention.start]) or _WHO_SHALL.match(said[mention.end :]):
            return Acting(mention.party)
        joined = _SECOND_CLAUSE.search(said, max(0, mention.start - 7), mention.start)
        denied = said[mention.start : mention.end].casefold().startswith("no ")
        binds = denied or _MODAL_NEXT.match(said[mention.end :])
        if joined and joined.end() == mention.start and binds:
            return Acting(mention.party)
    return None
