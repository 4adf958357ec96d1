"""By which words does a clerk say that this document is looked at again?

"Review" and "revise" are only two of many: councils go over their promises, take stock of a
charter, bring a paper back to the table or let it lapse unless renewed. The same verbs serve for
rents, leases and risk registers, so they count only where the document itself is what they govern
or what governs them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Tense(StrEnum):
    """When the document is looked at again."""

    AHEAD = "ahead"  # will be, or is by habit: a date with it is when it falls due
    HABIT = "habit"  # says how often, but a date with it may be that of the first decision
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Revisit:
    """Words that have this document looked at again, and where they stand."""

    start: int
    end: int
    tense: Tense
    named: str  # the document as these words name it: "this charter", "it"; empty: not named


def find_revisits(text: str, start: int, end: int) -> list[Revisit]:
    """Find where a sentence or a line says that this document is looked at again.

    Args:
        text: The text in which the sentence stands: what goes before tells what "it" is.
        start: Where the sentence begins.
        end: Where it ends.

    Returns:
        The places in reading order, none overlapping; empty where there are none.

    Example:
        >>> text = "We go over this guide every May. We go over the rents every June."
        >>> [text[item.start : item.end] for item in find_revisits(text, 0, len(text))]
        ['go over this guide']
    """
    found: list[Revisit] = []
    if not _STEM.search(text, start, end):
        return found
    for pattern, tense in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(match.start() < item.end and item.start < match.end() for item in found):
                continue
            item = _revisit(text, start, match, tense)
            if item is not None:
                found.append(item)
    return sorted(found, key=lambda item: item.start)


def names_another_kind(named: str, title: str | None) -> bool:
    """Say whether "the code" or the like is not what a document calls itself.

    Args:
        named: The words for the document, as in `Revisit.named`.
        title: What the document is called, where known. "This code" is the document whatever its
            title; "the protocol", "the policy" and "the document" are so in most titles.
    """
    if not title or not named.lower().startswith("the "):
        return False
    kind = re.findall(r"\w+", named.lower())[-1]
    return kind not in _COMMON_KINDS and kind.rstrip("s") not in title.lower()


def _revisit(
    text: str, start: int, match: re.Match[str], tense: Tense | None
) -> Revisit | None:
    groups = match.groupdict()
    named = next((groups[name] for name in ("own", "other_own") if groups.get(name)), "") or ""
    before = text[start : match.start()]
    after = text[match.end() : match.end() + 60]
    if tense is None:
        tense = Tense.DONE if _PAST.search(groups["aux"] or "") else Tense.AHEAD
    if tense is Tense.AHEAD and _HABITUAL.search(match.group()) and not _AGAIN_WORD.search(
        match.group() + after[:45]
    ):
        tense = Tense.HABIT
    if tense is Tense.DONE and _FIRST_LOOK.search(match.group()):
        return None
    if _NOT.search(before[-12:]) or _NEGATED.search(match.group()):
        return None
    if _EACH_READER.search(re.split(r"[,;:]", before)[-1]) or _WITH_A_READER.match(after):
        return None
    if groups.get("subject_own") and not _may_be_subject(before):
        return None
    named = named or groups.get("subject_own") or ""
    if _PRONOUN.fullmatch(named) and _is_of_another(text, start, match.start()):
        return None
    verb = match.end("second") + 1 if groups.get("second") else match.start()
    return Revisit(verb, match.end(), tense, named)


def _may_be_subject(before: str) -> bool:
    """Say whether a name for the document is what its sentence is about: not "under this code"."""
    return not _PREPOSITION.search(before[-14:]) or bool(_PART_OF_IT.search(before[-40:]))


def _is_of_another(text: str, start: int, place: int) -> bool:
    """Say whether "it" or "this" is a complaint, a plan or the like that was spoken of before."""
    paragraph = text.rfind("\n", 0, start) + 1
    said = text[max(paragraph, start - 200) : place]
    return bool(_ANOTHER_TOPIC.search(said)) and not _OWN_MENTION.search(said)


# --- the document, as it names itself ---------------------------------------------------------

_COMMON_KINDS = frozenset({
    "protocol", "policy", "document", "paper", "text", "foregoing", "above", "aforesaid", "same",
})  # fmt: skip
_KIND = (
    r"(?:protocols?|polic(?:y|ies)|documents?|papers?|codes?|frameworks?|agreements?|charters?"
    r"|guides?|guidance|guidelines|handbook|manual|understandings?|undertakings?|promises?"
    r"|pledges?|commitments?|rules|notes?|arrangements?|statements?|concordat|compact|covenant"
    r"|memorandum|booklet|leaflet|pages?|text|principles|terms|procedures?|conventions?|accord"
    r"|ways? of working|standards)\b"
)
_QUALITY = (
    r"(?:whole|entire|present|foregoing|above|full|same|said|current|working|joint|shared|agreed"
    r"|council's|members?|officers?|councillors?|staff|relations|and|member[/-]officer"
    r"|councillor[/-]officer|officer[/-]member)"
)
_NAMED = (
    rf"(?:(?:this|these|both) (?:[\w/&-]+'? ){{0,3}}?{_KIND}"
    rf"|(?:the|our) (?:{_QUALITY} ){{0,4}}?{_KIND}"
    rf"(?: (?:set out )?(?:in|within) (?:this|these) {_KIND})?"
    r"(?! (?:of|for|on|about|to|governing|covering|with|from) )"
    r"|(?:all of |the whole of )(?:this|it)\b|the (?:foregoing|above|aforesaid|same)\b)"
)
# After "this" alone comes no noun: "look at this again", not "look at this question".
_NO_NOUN = (
    r"(?= ?(?:$|[.,;:?!()\n-]|(?:again|afresh|anew|over|through|back|every|each|once|twice|at|in"
    r"|by|on|before|after|within|from|when|if|no|not|and|annually|yearly|during|together|next"
    r"|with|as|to|up|or|regularly|formally|properly|then|per|until|off|down|bi\w+|tri\w+)\b))"
)
_PRONOUN_OBJECT = rf"(?:(?:it|them|this|these|all this){_NO_NOUN})"
_OWN = rf"(?P<own>{_NAMED}|{_PRONOUN_OBJECT})"
_SUBJECT = rf"(?P<subject_own>{_NAMED}|(?:it|they|this|these)\b)"
_PRONOUN = re.compile(r"(?:it|them|they|this|these)", re.IGNORECASE)
_OWN_MENTION = re.compile(
    rf"\b(?:this|these|the|our) (?:[\w/&-]+'? ){{0,2}}?{_KIND}", re.IGNORECASE
)
_ANOTHER_TOPIC = re.compile(
    r"\b(?:complaints?|grievances?|disputes?|disagreements?|allegations?|difficult(?:y|ies)|problems?"
    r"|conflicts?|matters?|questions?|points?|requests?|applications?|decisions?"
    r"|(?:the|an?|any|each|this) (?:\w+ ){0,2}(?:plan|list|issue|concern)|registers?"
    r"|(?:annual|sick|special) leave|vacanc\w+|cases?|reserves?|equipment|inspect\w*|audit\w*|insurance|salar\w+|pay|fees"
    r"|charges|mandates?|signator\w*|investments?|grants?|risks?|assets?|budgets?|precept"
    r"|contracts?|training|performance|appraisals?|allowances?|rents?|suppliers?|passwords?"
    r"|records?|leases?|prices?|trees?|objectives|workloads?|hours|job descriptions?|targets?"
    r"|accounts|keys|backups?|sickness|suspension|website|newsletter|play ?grounds?|cemetery"
    r"|allotments?|minutes|agendas?)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:under|of|by|with|in|from|to|for|about|within|against|on|and|or) $", re.IGNORECASE
)
_PART_OF_IT = re.compile(
    r"\b(?:operation|workings?|contents?|terms|provisions|wording|text|use|success|relevance"
    r"|effectiveness|whole|years|months|elections?|thereafter|and) (?:of |by |in )?$",
    re.IGNORECASE,
)
# Newcomers who are taken through the document, and staff who read it, do not review it.
_EACH_READER = re.compile(
    r"\b(?:all|every|each|any|new|newly[ -]\w+|individual) (?:[\w-]+ ){0,2}"
    r"(?:staff|members?|councillors?|officers?|employees?|volunteers?|contractors?|starters?)\b"
    r"(?! of )|^\W*(?:staff|employees|volunteers|contractors)\b(?! (?:and|representatives))",
    re.IGNORECASE,
)
_WITH_A_READER = re.compile(
    r" (?:again )?with (?:each|every|all|any|a|an|new|newly|his|her|their|individual)\b",
    re.IGNORECASE,
)

# --- verbs ------------------------------------------------------------------------------------

_AGAIN = r"(?:again|afresh|anew|once more|back)"
_PLACE = (
    r"(?:(?:the|its|their|our|an?|each|every) )?(?:[\w'-]+ ){0,3}?(?:council|members|councillors|committee|meeting|table|agenda|agm|board)\b"
)
_BE = (
    r"(?P<aux>(?:(?:will|shall|should|must|may|can|is|are|was|were|be|been|being|has|have|had|to"
    r"|'ll|also|then|next|last|again|gets?|regularly|formally|itself|falls?|needs?|due|all|both"
    r"|not|never|in turn|jointly|first|fully) ){1,6})"
)
_SEEN_AGAIN = (
    rf"(?:looked (?:{_AGAIN} )?(?:at|over|through|into)|gone (?:back )?(?:over|through)"
    r"|come back to|returned to|re-?visited|re-?examined|examined|re-?considered"
    rf"|considered {_AGAIN}|taken into consideration {_AGAIN}|refreshed|renewed"
    r"|(?:re-?)?checked|re-?read|read (?:over|through|again)|re-?adopted|re-?affirmed"
    r"|dusted (?:off|down)|re-?negotiated|re-?confirmed|re-?approved|re-?endorsed|(?:re-?)?appraised|(?:re-?)?assessed"
    r"|(?:re-?)?evaluated|re-?issued|monitored|updated|brought up to date|tested|re-?thought"
    rf"|talked (?:over|through)|discussed {_AGAIN}|overhauled|re-?opened"
    rf"|(?:approved|adopted|agreed|signed|passed|ratified|confirmed|issued) {_AGAIN}"
    rf"|(?:brought|put|laid|placed|taken|sent|submitted) (?:{_AGAIN} )?(?:before|to|on|onto)"
    rf" {_PLACE})(?: {_AGAIN})?\b"
)
_LOOK = (
    rf"(?:look(?:s|ing)? (?:{_AGAIN} )?(?:at|over|through|into|back (?:at|over))"
    r"|(?:tak(?:e|es|ing)|ha(?:ve|s|ving)) (?:a|another) (?:fresh |second |new |further |good )?look"
    r" (?:at|over|through)|dust(?:s|ing)? (?:off|down)|re-?negotiat(?:e|es|ing)"
    r"|(?:go|goes|going) (?:back )?(?:over|through)|work(?:s|ing)? (?:back )?through"
    r"|com(?:e|es|ing) back to|return(?:s|ing)? to|re-?visit(?:s|ing)?"
    r"|(?:re-?)?examin(?:e|es|ing)|re-?consider(?:s|ing)?|consider(?:s|ing)? (?:again|afresh|anew)"
    r"|refresh(?:es|ing)?|renew(?:s|ing)?|(?:re-?)?check(?:s|ing)?(?: in on| over| through)?"
    r"|re-?read(?:s|ing)?|tak(?:e|es|ing) stock of|re-?adopt(?:s|ing)?|re-?affirm(?:s|ing)?"
    r"|re-?confirm(?:s|ing)?|re-?approv(?:e|es|ing)|re-?endors(?:e|es|ing)"
    r"|(?:re-?)?apprais(?:e|es|ing)|(?:re-?)?assess(?:es|ing)?|(?:re-?)?evaluat(?:e|es|ing)"
    r"|monitor(?:s|ing)?(?: and review)?|re-?issu(?:e|es|ing)|updat(?:e|es|ing)"
    r"|re-?think(?:s|ing)?|overhaul(?:s|ing)?|re-?open(?:s|ing)?|talk(?:s|ing)? (?:over|through))"
)
_LOOKED = (
    rf"(?:looked (?:{_AGAIN} )?(?:at|over|through)|went (?:back )?(?:over|through)|came back to"
    r"|returned to|re-?visited|re-?examined|re-?considered|considered (?:again|afresh|anew)"
    r"|took stock of|re-?read|re-?affirmed|took (?:a|another) (?:fresh |second |new )?look at)"
)
_TAKE = (
    r"(?:consider|approve|adopt|agree|sign|pass|ratify|confirm|read|issue|discuss|look|think|dust"
    r"|talk|go)(?:s|es|ing)?"
)
_CARRY = r"(?:bring|take|put|lay|place|send|submit|return)(?:s|ing)?"
_MAY_WILL = r"(?:(?:will|shall|should|must|may|is to|are to|'ll|has to|have to) )"
_COMES = (
    rf"(?:come(?:s)? (?:{_AGAIN} )?(?:before|to|on|onto) {_PLACE}"
    r"|comes? (?:back|round|around|up)(?: again)?(?: for (?:review|renewal|re-?adoption))?"
    rf"(?: (?:to|before|on) {_PLACE})?|return(?:s)? (?:to|before) {_PLACE}"
    rf"|goes? (?:{_AGAIN} )?(?:before|to|on|onto) {_PLACE}"
    r"|falls? due(?: for (?:review|renewal|re-?adoption))?"
    r"|(?:is|are|be) (?:due|up) for (?:review|renewal|re-?adoption|refresh(?:ing|ment)?)"
    r"|(?:remains?|stays?|continues?|stands?|runs?|lasts?|holds?|is|are)(?: (?:in (?:force|effect"
    r"|place|use)|good|valid|binding))? (?:until|till)\b"
    r"|lapses?|expires?|runs? out|ceases? to (?:have effect|apply|bind|be in force))"
)
_NOUN = (
    r"(?:re-?adoption|re-?affirmation|renewal|re-?examination|reconsideration|refresh(?:ment)?"
    r"|re-?appraisal|re-?assessment|stock-?tak(?:e|ing)|re-?issue|re-?reading"
    r"|(?:fresh|new|second|further|next|another) (?:look|consideration|check|reading))"
)
_MONTH_OR_YEAR = (
    r"(?:\d|spring|summer|autumn|winter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|agm)"
)
_NOUN_AHEAD = (
    r"(?:look|check|refresh|renewal|re-?visit|re-?reading|re-?adoption|stock-?take|re-?issue"
    r"|re-?negotiation|re-?examination|re-?consideration|re-?appraisal)"
)
_START = r"(?:^|(?<=[\n\t|:])|(?<=[.;?] ))[ \t]{0,4}(?:[\d.]{1,8}[.)]? |[(]?[a-z][.)] |[-*] )?"
# Words without which none of the patterns below can match.
_STEM = re.compile(
    r"look|\bgo|went|visit|examin|consider|fresh|renew|check|read|stock|adopt|affirm|confirm|approv"
    r"|endors|apprais|assess|evaluat|issu|monitor|updat|th(?:ink|ought)|overhaul|open|talk|bring"
    r"|brought|\bput|\blai?[dy]|plac|take|sen[dt]\b|submit|\bcom(?:e|ing)|return|lapse|expire|\bruns?"
    r"|cease|due|back|test|discuss|sign|pass|agree|ratif|edrych|ychwel|drwy|dros|ystyri|ymwel|archwil"
    r"|dust|negotiat|remain|stay|continue|stand|last|hold|until|\bgiv|hav|next|adnewydd|dod\b|abwysi|weddar|gadarn|ases|wirio|gwirir|golwg|mesur|\bdaw",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|been|last|had)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|nor|cannot|n't) $", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|once closed)\b", re.IGNORECASE)
_AGAIN_WORD = re.compile(rf"\b{_AGAIN}\b|\bnext\b|\breturn|\breview\b", re.IGNORECASE)
# A paper that goes to the council may go there for the first time.
_HABITUAL = re.compile(
    r"\b(?:bring|brought|put|laid?|plac|taken?|sen[dt]|submit|goes|go|comes?|test|discuss|monitor)"
    r"[\w ]*\b(?:before|to|on|onto|tested)\b",
    re.IGNORECASE,
)
_FIRST_LOOK = re.compile(
    r"(?<!re-)(?<!re)\b(?:examined|checked|assessed|appraised|evaluated|monitored|tested|updated"
    r"|brought|put|laid|placed|taken|sent|submitted|come back)\b",
    re.IGNORECASE,
)

# --- Welsh ------------------------------------------------------------------------------------

_WELSH_KIND = (
    r"(?:[bp]h?rotocol|[bp]h?olisi|dd?ogfen|g?ytundeb|cytundeb|siarter|g?anllaw(?:iau)?"
    r"|canllaw(?:iau)?|fframwaith|[cg]od|addewidion|d?d?refniadau|trefniadau|r?heolau|reolau"
    r"|datganiad|ddatganiad|nodiadau|ymrwymiadau)"
)
_WELSH_OWN = (
    rf"(?P<own>(?:yr? |i'r |'r |ein )?(?:\w+ )?{_WELSH_KIND}(?: (?:hwn|hon|hyn|yma))?\b|(?:hyn|hwn)\b)"
)
_WELSH_NOUN = (
    r"(?:edrych(?: eto| o'r newydd| unwaith eto)? (?:ar|dros)|d?d?ychwelyd at|mynd (?:drwy|dros)"
    r"|ail-?ystyried|ailedrych ar|ailymweld (?:â|ag)|(?:ail)?archwilio|adnewyddu"
    r"|ail-?fabwysiadu|dd?iweddaru|diweddaru|ail-?gadarnhau|(?:ail)?asesu|g?wirio"
    r"|bwrw golwg(?: eto)? (?:ar|dros)|[pb]wyso a mesur)"
)
_WELSH_IS = (
    r"(?:(?:edrychir|ailedrychir|edrychwn)(?: eto| o'r newydd)? (?:ar|dros)|dychwelir at"
    r"|dychwelwn at|ail-?ystyrir|adnewyddir|ail-?fabwysiedir|diweddarir|(?:ail)?archwilir|gwirir"
    r"|ailasesir)"
)
_WELSH_WAS = (
    r"(?:(?:edrychwyd|ailedrychwyd)(?: eto| o'r newydd)? (?:ar|dros)|dychwelwyd at|ail-?ystyriwyd"
    r"|adnewyddwyd|ail-?fabwysiadwyd|ailarchwiliwyd|ailasesiwyd)"
)

_PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), tense)
    for pattern, tense in (
        # what is done to the document: "take stock of this charter"
        (rf"\b{_LOOKED} {_OWN}(?: {_AGAIN}\b)?", Tense.DONE),
        (rf"\b{_LOOK} {_OWN}(?: (?:over|through)\b)?(?: {_AGAIN}\b)?", Tense.AHEAD),
        (rf"\b{_CARRY} {_OWN}(?: {_AGAIN})?(?: up to date\b| (?:before|to|on|onto) {_PLACE})"
         rf"(?: {_AGAIN}\b)?", Tense.AHEAD),
        (rf"\b{_TAKE} {_OWN} (?:over|through|off|down|{_AGAIN})\b", Tense.AHEAD),
        (rf"\bgiv(?:e|es|ing) {_OWN} (?:a|another) (?:fresh |second |new |thorough |good )?"
         r"(?:look|check|reading|airing|once-over|going-over|overhaul)\b", Tense.AHEAD),
        (rf"\b{_NOUN} (?:of|at) {_OWN}(?: (?:is|falls|becomes|will be) due\b)?", Tense.AHEAD),
        # what is done to it, with the document in front: "this charter is gone over"
        (rf"\b{_SUBJECT} (?:[(][^()\n]{{1,40}}[)] )?{_BE}{_SEEN_AGAIN}", None),
        (rf"\b{_SUBJECT} (?:is|are|was|were|remains|stands|has|have|came|will|shall) [^.;:\n]{{1,90}}?"
         rf",? (?P<second>and|but) (?P<aux>(?:(?:will|shall|should|must|is|are|to|be|then|next) ){{1,4}})"
         rf"{_SEEN_AGAIN}", None),
        (rf"\b{_SUBJECT} {_MAY_WILL}?(?:then |next |also )?{_COMES}", Tense.AHEAD),
        # a note or a label: "To be looked at again", "Next refresh"
        (rf"{_START}(?:last|most recently) {_SEEN_AGAIN}", Tense.DONE),
        (rf"{_START}(?:re-?read|looked (?:again )?at(?: again)?|gone (?:over|through)(?: again)?"
         r"|re-?examined|re-?considered)(?= (?:and|by|with|on|at|in)\b)", Tense.DONE),
        (rf"{_START}(?:to be |for |will be |next )(?:next )?{_SEEN_AGAIN}", Tense.AHEAD),
        (rf"{_START}(?:to )?(?:look (?:at (?:this|it) )?again|come back|comes? (?:back|up)|back)"
         rf"(?: (?:to|before|on|for) (?:{_PLACE}|review|renewal))?"
         rf"(?=[ \t]*[:|\t-]| (?:by|in|on|every|each|at)\b| {_MONTH_OR_YEAR})", Tense.AHEAD),
        (rf"\bnext {_NOUN_AHEAD}(?: (?:is|will be|date|due|by|on|in|for)\b){{0,3}}"
         rf"(?=[ \t]*[:|\t-]| (?:the|an?)\b| {_MONTH_OR_YEAR})", Tense.AHEAD),
        (rf"{_START}(?:next )?{_NOUN}(?: (?:date|due|by|on|in|cycle|period|interval|frequency"
         r"|year|month)){1,2}\b", Tense.AHEAD),
        (r"\bunless (?:it is |they are )?(?:renewed|re-?adopted|re-?affirmed),? (?:it|they|this"
         rf"|{_NAMED}) {_MAY_WILL}?(?:lapses?|expires?|ends?|falls?)\b", Tense.AHEAD),
        # Welsh
        (rf"\b{_WELSH_NOUN} {_WELSH_OWN}(?: eto\b)?", Tense.AHEAD),
        (rf"\b{_WELSH_IS} {_WELSH_OWN}(?: eto\b)?", Tense.AHEAD),
        (rf"\b{_WELSH_WAS} {_WELSH_OWN}(?: eto\b)?", Tense.DONE),
        (rf"\bbydd {_WELSH_OWN} yn (?:dod|dychwelyd)(?: yn ôl| eto)? (?:gerbron|at|i|o flaen)\b",
         Tense.AHEAD),
        (rf"\b(?:caiff|bydd|dylid|rhaid) ?{_WELSH_OWN} (?:yn cael )?ei {_WELSH_NOUN}(?: eto\b)?",
         Tense.AHEAD),
        (rf"\bdaw {_WELSH_OWN} (?:yn ôl|eto) (?:gerbron|at|i|o flaen)\b", Tense.AHEAD),
        (rf"\bdaw{_WELSH_OWN} (?:yn ôl|eto) (?:gerbron|at|i|o flaen)\b", Tense.AHEAD),
    )
)  # fmt: skip
