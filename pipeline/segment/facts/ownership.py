"""Do these words speak of this document, or of a law, a model or another policy?

A protocol names many other texts with dates of their own. A wrong date is worse than none, so a
statement that names another text, or that stands under a law's name, is left out.
"""

import re

from pipeline.segment.facts.reading import Reading
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
    r"\b(?:(?:P|p)olic(?:y|ies)|(?:P|p)rotocols?|(?:P|p)rocedures?|Codes?(?: of (?:Conduct|Practice))?"
    r"|(?:C|c)ode of (?:C|c)onduct|(?:S|s)tanding (?:O|o)rders|(?:F|f)inancial (?:R|r)egulations"
    r"|(?:S|s)cheme|(?:S|s)trategy|Charter|Plan|Handbook)\b"
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
    r"|grant application|planning application|neighbourhood plan|quotation|payments?|tender"
    r"|invoices?|minutes of|bank reconciliation|invest in|declaration|appointment)\b",
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
_THIS_ONE = re.compile(r"\b(?:this|council|policy|protocol)\b", re.IGNORECASE)
# Words before a date that make it a law's, a guide's or a sum of money.
_LAW_BEFORE = re.compile(
    r"(?:\b(?:Acts?|Regulations?|Regs|Order|Measure|Directive|Rules|Guide|Guidance|Toolkit"
    r"|[Ee]dition|Deddf|Deddfwriaeth|GDPR|Framework|Code of Practice|Accountability"
    r"|Transparency Code|Agreement|Scheme|[Ee]lections?|Census|Instrument)\b[^.;\n]{0,28}|[£#]"
    r"|\bNALC\b[^.;:\n]{0,30}|\b[Mm]odel\b[^.;:\n]{0,30}"
    r"|(?:\b[Ee]dition|\b[Vv]ersion|\b[Cc]opyright|©)\s*)$"
)
_ACT_BEFORE = re.compile(r"\b(?:Acts?|Regulations?|Order|Deddf|Measure)\b[^.;\n]{0,25}$")
_EDITION_AFTER = re.compile(r" ?(?:edition|model|version|Act|Regulations|Order|election)\b")


def may_serve(text: str, found: FoundDate, trigger: Trigger) -> bool:
    """Say whether a date is near and plain enough to be the one that a trigger speaks of."""
    if trigger.end <= found.start:
        gap = text[trigger.end : found.start]
        before = gap[-45:].split("\n")[-1]
    else:
        gap = text[found.end : trigger.start]
        before = text[max(0, found.start - 45) : found.start].split("\n")[-1]
    if len(gap) > 160:
        return False
    if trigger.cue is Cue.DUE and re.search(r"\belections?\b", before, re.IGNORECASE):
        return True
    if found.form is DateForm.YEAR:
        return len(gap) <= 60 and not _LAW_BEFORE.search(before) and not is_of_a_law(text, found)
    if found.form is DateForm.PERIOD:
        return trigger.cue is Cue.DUE and len(gap) <= 60
    if found.form is DateForm.SHORT_MONTH:
        return len(gap) <= (25 if text[found.start + 2] == "/" else 8)
    return not is_of_a_law(text, found)


def is_of_a_law(text: str, found: FoundDate) -> bool:
    """Say whether a date belongs to a law, a model or an edition that is named beside it."""
    if _EDITION_AFTER.match(text, found.end):
        return True
    line = text[max(0, found.start - 45) : found.start].split("\n")[-1]
    return found.form is DateForm.YEAR and bool(_ACT_BEFORE.search(line))


def stands_beside_a_law(text: str, found: FoundDate) -> bool:
    """Say whether a date that no verb claims follows the name of a law, guide or election."""
    line = text[max(0, found.start - 45) : found.start].split("\n")[-1]
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
    text = reading.text
    start, end = reading.sentence(trigger.start)
    head = re.split(r":|(?i:resolved)", text[start : trigger.start])[-1]
    tail = text[trigger.end : end][:70]
    near = re.split(r"[:|\t]| {2}", head)[-1]
    if _OTHER_BUSINESS.search(tail) and len(head) > 3 and not _OWN_TEXT.search(tail[:40]):
        return True
    if (
        trigger.cue is not Cue.DUE
        and len(head) > 12
        and _OTHER_BUSINESS.search(head)
        and not _OTHER_BUSINESS.search(title or "")
    ):
        return True
    if _OTHER_AUTHOR.search(tail[:45]):
        return True
    if len(head) < 200 and _POINTS_ELSEWHERE.search(head) and not _OWN_TEXT.search(head):
        return True
    if _is_of_a_model(trigger, near, tail):
        return True
    return _names_another_text(near, tail, title) and not _OWN_TEXT.search(text[start:end])


def names_own_text(sentence: str, title: str | None) -> bool:
    """Say whether a sentence names no other text than this document."""
    return bool(_OWN_TEXT.search(sentence)) or not _names_another_text(sentence, "", title)


def _is_of_a_model(trigger: Trigger, near: str, tail: str) -> bool:
    if not _MODEL.search(near[-70:]) or "council" in tail[:45].lower():
        return False
    if trigger.cue in {Cue.REVIEWED, Cue.READOPTED}:
        return not _THIS_ONE.search(near[-40:])
    if trigger.cue is Cue.ADOPTED:
        return bool(re.match(r"\W*(?:in\b|by N)", tail)) and bool(
            re.search(r"\b(?:model|NALC)\b", near[-70:])
        )
    return trigger.cue is Cue.DUE and bool(re.search(r"\b(?:model|NALC|national)\b", near[-70:]))


_STOP = frozenset(
    "the a an of and for on in to our its council councils parish town community policy policies "
    "protocol procedure procedures code codes document relations relationship member members "
    "councillor councillors officer officers by this that".split()
)


def _names_another_text(head: str, tail: str, title: str | None) -> bool:
    """Say whether the words round a trigger name a text whose name is not the title's."""
    if not title:
        return False
    title_words = _words(title)
    for match in (*_NAMED_TEXT.finditer(head[-120:]), *_NAMED_TEXT.finditer(tail[:60])):
        named = match.group()
        kind = re.findall(r"[a-z]+", named.lower())[-1].rstrip("s")
        own = {word for word in _words(named) - _STOP if len(word) > 2}
        if own and own <= title_words:
            continue
        if not own and (kind in {word.rstrip("s") for word in title_words} or kind == "policy"):
            continue
        if re.match(r"(?:the |The )?(?:policy|protocol|document)$", named.strip(), re.IGNORECASE):
            continue
        return True
    return False


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"'s?\b", "", text.lower())))
