"""Do these words speak of this document, or of a law, a model or another policy?

A protocol names many other texts with dates of their own. A wrong date is worse than none, so a
statement that names another text, or that stands under a law's name, is left out.
"""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.segment.facts.reading import Reading
from pipeline.segment.facts.revisits import names_another_kind
from pipeline.segment.facts.triggers import Cue, Trigger
from pipeline.text.dates import DateForm, FoundDate

_DOCUMENT_WORDS = (
    r"polic(?:y|ies)|protocols?|procedures?|codes?(?: of (?:conduct|practice))?|standing orders"
    r"|(?:financial )?regulations|schemes?|terms of reference|strateg(?:y|ies)|plans?|charters?"
    r"|guidelines|statements?|handbook|constitution|register"
)
# A text by its name: "the Members' Code of Conduct", "Standing Orders", "Complaints Policy".
_NAMED_TEXT = re.compile(
    r"(?:(?:\b(?:[A-Z][\w'/&-]*|and|of|for|on|the|[a-z]+(?:'s|s'))[ ,]+){0,6})"
    r"\b(?:[Pp]olic(?:y|ies)|[Pp]rotocols?|[Pp]rocedures?|Codes?(?: of (?:Conduct|Practice))?"
    r"|[Cc]ode of [Cc]onduct|[Ss]tanding [Oo]rders|[Ff]inancial [Rr]egulations|[Ss]cheme"
    r"|[Ss]trategy|Charter|Plan|Handbook|[Nn]otice"
    r"|Cod Ymddygiad|Rheolau Sefydlog|Rheoliadau Ariannol)\b"
)
_OWN_TEXT = re.compile(
    rf"\b(?:this|these|y|hwn|hon)\b[^.;]{{0,40}}?\b(?:{_DOCUMENT_WORDS}|document|agreement)\b"
    r"|\bthis (?:was|is|has|version)\b|\bit (?:was|will|shall|is|has)\b",
    re.IGNORECASE,
)
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:in accordance with|pursuant to|as set out in|in line with|under (?:its|the)"
    r"|having regard to|complies with|see (?:the|also)|refer to|set by|issued by"
    r"|recommended by NALC|read (?:in conjunction )?with|together with)\b",
    re.IGNORECASE,
)
_OTHER_BUSINESS = re.compile(
    r"\b(?:general power of competence|precept|budget|accounts|annual return|AGAR"
    r"|governance statement|grant applications?|planning applications?|neighbourhood plan"
    r"|quotations?|payments?|tenders?"
    r"|invoices?|minutes of|bank reconciliation|invest in|declaration|appointment|expenditure"
    r"|spending|records?|minutes|loans?|leases?|contracts?"
    r"|projects?|inspection|insurance|salar(?:y|ies))\b",
    re.IGNORECASE,
)
_OTHER_AUTHOR = re.compile(
    r"\bby (?:the )?(?:NALC|SLCC|LGA|ICO|One Voice Wales|government|parliament|district|borough"
    r"|county|unitary|secretary of state|national|Welsh|information commissioner)\b",
    re.IGNORECASE,
)
_MODEL = re.compile(
    r"\b(?:NALC|SLCC|LGA|ACAS|ICO|JPAG|CIPFA|[Mm]odel|[Tt]emplate|[Nn]ational|[Gg]overnment"
    r"|[Tt]oolkit|[Gg]uide|[Gg]uidance|Act|Regulations|Order)\b"
)
_MODEL_TEXT = re.compile(
    r"\bmodel (?:[\w/-]{1,30} ){0,3}?(?:protocol|policy|code|document)\b", re.IGNORECASE
)
_THIS_ONE = re.compile(r"\b(?:this|council|policy|protocol)\b", re.IGNORECASE)
# Words before a date that make it a law's, a guide's or a sum of money.
_LAW_BEFORE = re.compile(
    r"(?:\b(?:Acts?|Regulations?|Regs|Order|Measure|Directive|Rules|Guide|Guidance|Toolkit"
    r"|[Ee]dition|Deddf|Deddfwriaeth|GDPR|Framework|Code of Practice|Accountability"
    r"|Transparency Code|Agreement|Scheme|[Ee]lections?|Census|Instrument)\b[^.;\n]{0,28}|[£#]"
    r"|\bNALC\b[^.;:\n]{0,30}|\b[Mm]odel\b[^.;:\n]{0,30}"
    r"|(?:\b[Ee]dition|\b[Vv]ersion|\b[Cc]opyright|©)\s{0,60})$"
)
_ACT_BEFORE = re.compile(r"\b(?:Acts?|Regulations?|Order|Deddf|Measure)\b[^.;\n]{0,25}$")
_EDITION_AFTER = re.compile(
    r" ?(?:edition|model|version|Act|Regulations|Order|election|guidance|guide|toolkit|report)\b"
)


def may_serve(text: str, found: FoundDate, trigger: Trigger) -> bool:
    """Say whether a date is near and plain enough to be the one that a trigger speaks of."""
    if trigger.end <= found.start:
        gap = text[trigger.end : found.start]
        before = gap[-45:].split("\n")[-1]
    else:
        gap = text[found.end : trigger.start]
        before = text[max(0, found.start - 45) : found.start].rsplit("\n", maxsplit=1)[-1]
    if len(gap) > 160:
        return False
    if trigger.cue is Cue.DUE and re.search(r"\belections?\b", before, re.IGNORECASE):
        return True
    if found.form is DateForm.YEAR:
        return (
            len(gap) <= 60
            and not _DAY_AND_MONTH.search(before)
            and not _LAW_BEFORE.search(before)
            and not is_of_a_law(text, found)
        )
    if found.form is DateForm.PERIOD:
        return trigger.cue is Cue.DUE and len(gap) <= 60
    if found.form is DateForm.SHORT_MONTH:
        return len(gap) <= (25 if text[found.start + 2] == "/" else 8)
    return not is_of_a_law(text, found)


# A day and what must be a month, misprinted: the year alone is not what was meant.
_DAY_AND_MONTH = re.compile(
    r"(?<![\w.])[0-3]?\d(?:st|nd|rd|th)?[ .-]{1,2}[A-Z0][A-Za-z0-9|]{2,9}[.,]? $"
)


def is_of_a_law(text: str, found: FoundDate) -> bool:
    """Say whether a date belongs to a law, a model or an edition that is named beside it."""
    if _EDITION_AFTER.match(text, found.end):
        return True
    line = text[max(0, found.start - 45) : found.start].rsplit("\n", maxsplit=1)[-1]
    return found.form is DateForm.YEAR and bool(_ACT_BEFORE.search(line))


def stands_beside_a_law(text: str, found: FoundDate) -> bool:
    """Say whether a date that no verb claims follows the name of a law, guide or election."""
    line = text[max(0, found.start - 45) : found.start].rsplit("\n", maxsplit=1)[-1]
    return bool(_LAW_BEFORE.search(line)) or is_of_a_law(text, found)


def speaks_of_another(reading: Reading, trigger: Trigger, title: str | None) -> bool:
    """Say whether a trigger is about another text, the model, or other business of the council.

    Args:
        reading: The document.
        trigger: One of its triggers.
        title: The document's title, where known: it tells which names are its own.
    """
    if not trigger.fills:
        return False
    if trigger.named:
        return names_another_kind(trigger.named, title)
    text = reading.text
    start, end = reading.sentence(trigger.start)
    start, end = max(start, trigger.start - _REACH), min(end, trigger.end + _REACH)
    noun = _LEADING_NOUN.match(trigger.text)  # "Lone Working Policy adopted ..."
    before = text[start : trigger.start + (noun.end() if noun else 0)]
    head = _RELATIVE_ASIDE.sub("", re.split(r":|(?i:resolved)", before)[-1])
    tail = text[trigger.end : end][:70].split(";")[0]
    near = re.split(r"[:|\t]| {2}", head)[-1]
    object_named = _IN_LIGHT_OF.split(tail)[0]
    if not title:  # a protocol, unless it says otherwise
        title, object_named = "protocol", _DETAIL.split(object_named)[0]
    return (
        _is_other_business(trigger, head, tail, title)
        or bool(_LISTS_OTHERS.match(text, start, trigger.start))
        or bool(_ELECTIONS.match(before) or _OF_ANOTHER_COUNCIL.search(head))
        or _stands_in_a_list_to_see(reading, start, before)
        or _stands_under_another_label(before, title)
        or bool(_BUSINESS_LABEL.match(before))
        or bool(_WHEN_THAT_ENDS.search(before))
        or _is_of_an_earlier_text(head, text[trigger.end : end])
        or _is_then_replaced(head, text[end : end + _REACH])
        or bool(_OTHER_AUTHOR.search(tail[:45]))
        or _has_a_strange_subject(head, title, ahead=bool(_AHEAD.match(trigger.text)))
        or _points_elsewhere(head)
        or bool(_BASED_ON.search(head) or _OF_THE_OLD.search(head) or _OTHER_REVIEW.search(near))
        or _is_only_described(head, tail)
        or _is_of_a_model(trigger, near, tail)
        or _has_another_subject(head, object_named, title)
        or _has_a_strange_object(trigger, tail)
    )


_LEADING_NOUN = re.compile(r"policy ", re.IGNORECASE)
_LABEL = re.compile(r"\W{0,9}([^:;.\n]{3,60}): ?$")

# "The Clerk's probation ends on 1 March 2027, when it will be reviewed."
_WHEN_THAT_ENDS = re.compile(
    r"\b(?:probation|leases?|licen[cs]e|contract|insurance|agreement with|term of office|secondment"
    r"|lettings?|tenancy|loan|grant)\b[^.;]{0,80}, (?:when|and|then) (?:it|this|they) $",
    re.IGNORECASE,
)
# As in: Hall hire charges, last reviewed in May 2025.
_BUSINESS_LABEL = re.compile(
    r"\W{0,9}[^:;.\n]{0,50}\b(?:charges|fees|rents?|allowances|precept|budget|insurance|leases?"
    r"|licen[cs]es?|salar(?:y|ies)|wages|accounts|grants|risk assessments?|(?:asset|risk) register"
    r"|contracts?)(?: \w{1,12}){0,2}: ",
    re.IGNORECASE,
)


def _stands_under_another_label(before: str, title: str | None) -> bool:
    """Say whether another text is the label of what is stated: "Code of Conduct: adopted ..."."""
    label = _LABEL.search(before)
    return bool(label and any(other_names(label[1], title)))


# "Elections to the Council were last held in May 2023 and are next due in May 2027."
_ELECTIONS = re.compile(
    r"\W{0,9}(?:the )?(?:(?:next|last|ordinary|local|parish|town|council) ){0,3}(?:by-?)?elections?"
    r" (?:(?:to|of|for) (?:the )?(?:\w{1,20} ){0,2}council |in the (?:parish|town) )?"
    r"(?:was|were|is|are|will|shall|takes?|took|fall|next|last|due)\b",
    re.IGNORECASE,
)
# "The county council's protocol was approved in July 2022; ours ..."
_OF_ANOTHER_COUNCIL = re.compile(
    r"\b(?:county|district|borough|unitary|principal|neighbouring|another|other) councils?'s?"
    r" (?:[\w/'-]{1,30} ){0,6}$"
    r"|\b(?:with|between) (?:\w{1,12} ){0,2}(?:county|district|borough|unitary|neighbouring)"
    r" councils? (?:[\w/'-]{1,30} ){0,6}(?:was|were|is|has been) $",
    re.IGNORECASE,
)
_TO_SEE = re.compile(
    r"\W{0,9}(?:\d[\d.]{0,6} )?(?:please )?(?:see|read)(?: also| with)? ?:", re.IGNORECASE
)


def _stands_in_a_list_to_see(reading: Reading, start: int, before: str) -> bool:
    """Say whether a line begins "See also:", and the sentence does not name this text."""
    row = reading.rows[reading.row_at(start)]
    return bool(_TO_SEE.match(row.text)) and not _OWN_TEXT.search(before)


# "Based on the protocol adopted by ...": a model, and another council's adoption of it.
_BASED_ON = re.compile(
    r"\b(?:based|modelled|drawn) (?:up)?on (?:the|a|that) (?:[\w/-]{1,40} ){0,5}$", re.IGNORECASE
)
# "It replaces the Working Together Policy, which was ..."
_OF_THE_OLD = re.compile(
    r"\b(?:replaces|supersedes) [^.;:]{2,80}, which (?:was|were|is|had been)(?: \w{1,40})? $",
    re.IGNORECASE,
)
# "The Code of Conduct, to which this protocol refers, was ..."
_RELATIVE_ASIDE = re.compile(
    r", (?:to |of |with |by |under |in )?(?:which|that|who|whose)\b[^,.;:]{0,80},", re.IGNORECASE
)
# A list of other texts, such as: Related policies: Equality (adopted 2021), Training.
_LISTS_OTHERS = re.compile(
    r"\W{0,60}(?:other|related|associated|linked|supporting|background|relevant)(?: \w{1,40}){0,3}"
    r" (?:polic(?:y|ies)|documents?|papers?|procedures?|guidance|references?)[ ]?[:|\t-]",
    re.IGNORECASE,
)
# The review of something else: "Budget review: October 2026".
_OTHER_REVIEW = re.compile(
    r"\b(?:audit|budget|boundary|pay|salary|rents?|fees?|charges|insurance|probation\w*|appraisal"
    r"|performance|precept|accounts|risk|reserves|lease|contract|electoral|governance|polling"
    r"|health and safety) $",
    re.IGNORECASE,
)
# "Grants approved in April 2025 are listed": the words only describe what the sentence is about.
_ONLY_DESCRIBES = re.compile(
    r"(?: (?:on|in|at|by|of) [^.;:]{0,60}?\d{2,4}),? (?:is|are|was|were|remains?|appl(?:y|ies)|will"
    r"|shall|has|have|may|must|\w{3,20}ed (?:that|the|an?|how|why)) "
)


def _is_only_described(head: str, tail: str) -> bool:
    subject = head.strip(" \n-•*")
    if _MANY_TEXTS.fullmatch(subject) and _THEY_ARE.match(tail):
        return True
    return bool(
        subject
        and _ONLY_DESCRIBES.match(tail)
        and not _POSSIBLE_SUBJECT.search(subject)
        and not _ACTOR.search(subject)
    )


# "Policies adopted before 2020 are being withdrawn."
_MANY_TEXTS = re.compile(
    rf"(?:(?:all|any|other|many|some|most|those|council) ){{0,2}}(?:{_DOCUMENT_WORDS}|documents)",
    re.IGNORECASE,
)
_THEY_ARE = re.compile(
    r" (?:on|in|at|by|before|after|since|until|between) [^.;:]{0,60}?\d{2,4},?"
    r" (?:is|are|was|were|will|shall|must|may|should|remain|need|have|can)\b"
)
_REACH = 400  # characters: nothing further away in a sentence bears on its words


def names_own_text(sentence: str, title: str | None) -> bool:
    """Say whether a sentence names no other text than this document."""
    return bool(_OWN_TEXT.search(sentence)) or not any(other_names(sentence, title))


def own_kind(text: str, *, titled: bool = True) -> str | None:
    """Give what a document calls itself most: "protocol" of "this protocol"; None if unsaid.

    One without a title that names a protocol anywhere is taken for that protocol.
    """
    kinds = Counter(match[1].lower() for match in _CALLS_ITSELF.finditer(text))
    if not kinds and not titled and _NAMES_A_PROTOCOL.search(text):
        return "protocol"
    return kinds.most_common(1)[0][0] if kinds else None


def is_an_earlier_text(words: str) -> bool:
    """Say whether words name a text that this one took the place of: "the previous policy"."""
    return bool(_EARLIER.search(words))


def _is_of_an_earlier_text(head: str, tail: str) -> bool:
    """Say whether an earlier text, or one since withdrawn, was adopted or reviewed.

    Args:
        head: The sentence up to the verb.
        tail: The sentence behind the verb.
    """
    clause = head.rsplit(";", maxsplit=1)[-1]
    earlier = _last(_EARLIER, clause)
    if earlier is None and _WITHDRAWN.search(tail):
        earlier = _last(_NUMBERED_TEXT, clause)
    return earlier is not None and not _THE_LATER.search(clause, earlier.end())


def _is_then_replaced(head: str, following: str) -> bool:
    """Say whether the next sentence replaces what is spoken of: "A first one was ... This ..."."""
    return not _OWN_TEXT.search(head) and bool(_REPLACED_IT.match(following))


_REPLACED_IT = re.compile(
    r"[^.;\n]{3,80}\b(?:(?:has )?(?:replaced|superseded) (?:it|that one)\b|took its place\b)"
    r"|in its place\b",
    re.IGNORECASE,
)
_NAMES_A_PROTOCOL = re.compile(r"\b[bp]rotocol\b", re.IGNORECASE)
_A_TEXT = (
    r"(?:version|edition|polic(?:y|ies)|protocol|document|code|text|draft|agreement|charter|rules"
    r"|one)\b"
)
_EARLIER = re.compile(
    r"\b(?:previous|earlier|former|old|prior|preceding|superseded|outgoing|expired|withdrawn)"
    rf" (?:[\w/'-]{{1,40}} ){{0,3}}?{_A_TEXT}"
    rf"|\bfersi\w{{1,5}} (?:flaenorol|gynharach|blaenorol)|\bpolisi blaenorol",
    re.IGNORECASE,
)
_THE_LATER = re.compile(r"\b(?:this|these|it|present|current|new|its successor)\b", re.I)
_NUMBERED_TEXT = re.compile(
    rf"\b(?:version|edition|issue|v\.?) ?\d|\b(?:first|second|third|\d(?:st|nd|rd|th)) {_A_TEXT}"
    rf"|\b{_A_TEXT} of (?:\w{{1,12}} )?(?:19|20)\d\d|\b(?:the|our) (?:19|20)\d\d {_A_TEXT}",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    r"^[^.;]{0,120}?\b(?:is|are|was|were|has been|have been) (?:\w{1,20} )?"
    r"(?:withdrawn|superseded|replaced|revoked|rescinded|repealed)\b",
    re.IGNORECASE,
)


_CALLS_ITSELF = re.compile(
    r"\bthis (protocol|policy|procedure|code|scheme|strategy|charter|plan|guide|document)\b",
    re.IGNORECASE,
)


def names_a_text(words: str) -> bool:
    """Say whether words name a document of any kind: "Code of Conduct for Members"."""
    return bool(re.search(rf"\b(?:{_DOCUMENT_WORDS}|guide|toolkit)\b", words, re.IGNORECASE))


def _is_other_business(trigger: Trigger, head: str, tail: str, title: str | None) -> bool:
    """Say whether a budget, a grant or the like was adopted or reviewed."""
    if trigger.cue is Cue.DUE and _RENEWED.search(trigger.text) and _RUNS_OUT.search(head):
        return True
    if _OTHER_BUSINESS.search(tail) and len(head) > 3 and not _OWN_TEXT.search(tail[:40]):
        return True
    return (
        trigger.cue is not Cue.DUE
        and len(head) > 6
        and bool(_OTHER_BUSINESS.search(head))
        and not _OTHER_BUSINESS.search(title or "")
    )


_RENEWED = re.compile(r"renewal|expir", re.IGNORECASE)
_RUNS_OUT = re.compile(
    r"\b(?:leases?|licen[cs]es?|tenanc\w{1,40}|contracts?|insurance|subscriptions?|domain|warranty"
    r"|certificates?|permits?|memberships?|mandates?|loans?|lettings?|hire|term of office)\b",
    re.IGNORECASE,
)


def _points_elsewhere(head: str) -> bool:
    """Say whether words such as "in line with", and none of this document, lead to a trigger."""
    pointer = _last(_POINTS_ELSEWHERE, head) if len(head) < 200 else None
    return pointer is not None and not _OWN_TEXT.search(head, pointer.end())


def _has_a_strange_subject(head: str, title: str | None, *, ahead: bool) -> bool:
    """Say whether a sentence is about things: "Training records were last updated in ..."."""
    match = _PASSIVE.match(head) or _CONJOINED.match(head)
    if match is None:
        match = (_TO_BE if ahead else _REDUCED).match(head)
        if match is None or _ACTOR.search(_POSSESSIVE.sub("", match[1])):
            return False
        if _POSSIBLE_OBJECT.search(match[1]):
            return False
    if _THIS_TEXT.search(match[1]) or _PRONOUN_LAST.search(match[1]):
        return False
    subject = _DATED.sub("", _ASIDE.sub("", _POSSESSIVE.sub("", match[1])))
    if _POSSIBLE_SUBJECT.search(subject):
        return False
    return not _words(subject) & (_words(title or "") - {"the", "of", "and", "for"})


def _has_a_strange_object(trigger: Trigger, tail: str) -> bool:
    """Say whether things were reviewed, or something was agreed to be done.

    As in "reviewed the allotment rents on ..." and "agreed on ... to buy a mower".
    """
    match = _OBJECT.match(tail)
    if match and trigger.cue in {Cue.REVIEWED, Cue.ADOPTED, Cue.READOPTED}:
        return not _POSSIBLE_OBJECT.search(match[1])
    return trigger.cue is Cue.ADOPTED and bool(
        _AGREED.match(trigger.text) and _TO_DO_A_THING.match(tail)
    )


_OBJECT = re.compile(
    r" (?:the|its|their|our|all|some(?! time\b)|his|her|\d{1,3}) (?:[A-Z][a-z]{1,20}'s )?"
    r"([a-z' -]{3,50}?)"
    r" (?:on|in|at|during) (?:the )?\w*\d"
)
_POSSIBLE_OBJECT = re.compile(
    rf"\b(?:{_DOCUMENT_WORDS}|document|agreement|framework|guide|guidance|understanding|notes"
    r"|arrangements|promises|rules|contents?|text|wording|version|draft|above|foregoing|following"
    r"|same|whole|terms|council|committee|meeting|members|paper|clauses?|provisions)\b"
)
_AGREED = re.compile(r"(?:\w{1,40} )?(?:agreed|resolved|voted)", re.IGNORECASE)
_TO_DO_A_THING = re.compile(
    r"[^.;:]{0,45}?\d{2,4},? to (?!adopt|approv|accept|ratif|re|use|follow|abide|amend|updat)"
    r"[a-z]{2,12}\b"
)
_PASSIVE = re.compile(
    r"\W{0,60}([A-Z][^.:;\t|]{2,80}?) (?:was|were|is|are|(?:has|have|had) been)"
    r"(?: (?:last|first|most|recently|originally|formally|duly|also|then|fully)){0,3} $"
)
# "The pay award agreed on ...": a noun and its participle, unless the noun is one who acts.
_REDUCED = re.compile(
    r"\W{0,60}((?:The|A|An|Any|All|Its|Our|Their|Each|Every) [a-z][^.:;\t|,]{2,60}?),? $"
)
# "The Clerk's contract was approved on 4 June and ...": what follows has the same subject.
_CONJOINED = re.compile(
    r"\W{0,60}([A-Z][^.:;\t|,]{2,60}?) (?:was|were|is|are|has been|have been) [^.:;\t|]{2,80}"
    r" and(?: then| later)? $"
)
# "The Deputy Clerk's probation will be reviewed on ...": the verb is in the trigger itself.
_TO_BE = re.compile(r"\W{0,60}((?:The|A|An|Any|All|Its|Our|Their|Each|Every) [^.:;\t|,]{2,60}) $")
_AHEAD = re.compile(r"(?:will|shall|should|must) (?:\w{1,40} ){0,3}be\b", re.IGNORECASE)
_ACTOR = re.compile(
    r"\b(?:committee|members|councillors?|clerk|chair\w{0,3}|mayor|we|group|party|panel|meeting"
    r"|officers?|date|above|foregoing|undersigned|parish|town|following)\b",
    re.IGNORECASE,
)
_THIS_TEXT = re.compile(rf"\b(?:this|these) (?:{_DOCUMENT_WORDS}|document|agreement)\b", re.I)
_PRONOUN_LAST = re.compile(r", (?:when|where|at which) (?:it|they|this)$")
_DATED = re.compile(r"\b(?:in|on|of|from) (?:\d{1,2}\w{0,2} )?(?:\w{1,9} )?(?:19|20)\d\d\b")
_POSSESSIVE = re.compile(r"\b[A-Za-z]{1,40}(?:'s|s') ")
_ASIDE = re.compile(r",[^,]{0,80}(?:,|$)")
_POSSIBLE_SUBJECT = re.compile(
    rf"\b(?:it|they|this|these|which|that|above|foregoing|council|version|text|document|draft|amendments?"
    rf"|revisions?|changes|adoption|review|copy|{_DOCUMENT_WORDS}|polisi|model"
    r"|(?:present|current|new) one)\b|\d",
    re.IGNORECASE,
)


def _is_of_a_model(trigger: Trigger, near: str, tail: str) -> bool:
    if _SERVED.search(tail):
        return True
    near = _MODEL_TEXT.sub("model", near)
    if not _MODEL.search(near[-70:]) or "council" in tail[:45].lower():
        return False
    if trigger.cue in {Cue.REVIEWED, Cue.READOPTED}:
        return not _THIS_ONE.search(near[-40:])
    if trigger.cue is Cue.ADOPTED:
        return bool(re.match(r"\W{0,60}(?:in\b|by N)", tail)) and bool(
            re.search(r"\b(?:model|NALC)\b", near[-70:])
        )
    return trigger.cue is Cue.DUE and bool(re.search(r"\b(?:model|NALC|national)\b", near[-70:]))


# "The protocol of another town, adopted in 2020, served as our model."
_SERVED = re.compile(
    r"\b(?:serve[ds]?|(?:was|is) (?:used|taken)) as (?:our|the|a)"
    r" (?:model|basis|template|pattern)\b"
)
_STOP = frozenset({
    "the", "a", "an", "of", "and", "for", "on", "in", "to", "by", "our", "its", "this", "that",
    "council", "councils", "parish", "town", "community", "policy", "policies", "protocol",
    "procedure", "procedures", "code", "codes", "document", "relations", "relationship",
    "member", "members", "councillor", "councillors", "officer", "officers",
})  # fmt: skip


def _has_another_subject(head: str, object_named: str, title: str | None) -> bool:
    """Say whether the words round a trigger make another text what was adopted or reviewed."""
    own = bool(_OWN_TEXT.search(head))
    for end in other_names(head, title):
        if not own or len(head) - end <= _ADJACENT:
            return True
    return not own and any(other_names(object_named, title))


# What stands behind these words moved the council, and was not what it dealt with.
_IN_LIGHT_OF = re.compile(
    r"\b(?:in (?:the )?light of|following|after|to (?:reflect|match|include|comply)|against|under"
    r"|in (?:accordance|line|keeping|conjunction) with|pursuant to|as required by)\b",
    re.IGNORECASE,
)
_DETAIL = re.compile(r"\b(?:by|at|in|on|with|without|and|for|from|subject|minute)\b", re.IGNORECASE)
_ADJACENT = 12  # characters between a text's name and the verb: " which was "


def other_names(text: str, title: str | None) -> Iterator[int]:
    """Yield where each name of a text ends whose words are not the title's."""
    if not title:
        return
    title_words = _words(title)
    folded_title = " ".join(re.findall(r"[a-z]+", title.lower()))
    for match in _NAMED_TEXT.finditer(text):
        named = match.group()
        words = re.findall(r"[a-z]+", named.lower())
        own = {word for word in _words(named) - _STOP if len(word) > 2}
        if (
            _OF_A_BODY.match(text, match.end())
            or folded_title in " ".join(words)
            or (own and own <= title_words)
        ):
            continue
        kind = words[-1].rstrip("s")
        if not own and (kind == "policy" or kind in {word.rstrip("s") for word in title_words}):
            continue
        yield match.end()


# "The Finance and Policy Committee", "the Policies Sub-Committee" are bodies.
_OF_A_BODY = re.compile(
    r"(?:,? (?:(?:and|&) )?[A-Z][\w'-]{1,20}){0,3} (?:[Ss]ub-?)?(?:[Ww]orking )?"
    r"(?:[Cc]ommittee|[Gg]roup|[Pp]anel|[Pp]arty|[Bb]oard)\b"
)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"'s?\b", "", text.lower())))
