"""The words by which clerks say that their document is looked at again, as patterns.

A pattern names the document in its group `own`, or `subject_own` where the document stands in
front of the verb; `aux` is what tells the tense of a passive. Each is bounded, so that hostile text
takes no longer than any other.
"""

import re
from enum import StrEnum


class Tense(StrEnum):
    """When the document is looked at again."""

    AHEAD = "ahead"  # will be, or is by habit: a date with it is when it falls due
    HABIT = "habit"  # says how often, but a date with it may be that of the first decision
    DONE = "done"


# --- the document, as it names itself ---------------------------------------------------------

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
    r"|its (?:working )?protocol(?! (?:for|on|about|with|of))"
    r"|(?:all of |the whole of )(?:this|it)\b|the (?:foregoing|above|aforesaid|same)\b)"
)
# After "this" alone comes no noun: "look at this again", not "look at this question".
_NO_NOUN = (
    r"(?= ?(?:$|[.,;:?!()\n-]|(?:again|afresh|anew|over|through|back|every|each|once|twice|at|in"
    r"|by|on|before|after|within|from|when|if|no|not|and|annually|yearly|during|together|next"
    r"|with|as|to|up|or|regularly|formally|properly|then|per|until|off|down|bi\w{1,40}|tri\w{1,40})\b))"
)
_PRONOUN_OBJECT = rf"(?:(?:it|them|this|these|all this){_NO_NOUN})"
_OWN = rf"(?P<own>{_NAMED}|{_PRONOUN_OBJECT})"
_SUBJECT = rf"(?P<subject_own>{_NAMED}|(?:it|they|this|these)\b)"
_OWN_SUBJECT = rf"(?P<own>{_NAMED}|(?:it|this|these)\b)"
PRONOUN = re.compile(r"(?:it|them|they|this|these)", re.IGNORECASE)
OWN_MENTION = re.compile(rf"\b(?:this|these|the|our) (?:[\w/&-]+'? ){{0,2}}?{_KIND}", re.IGNORECASE)
_EVERY = r"(?=[^.;:\n]{0,60}? (?:each|every|annually|yearly)\b)"

# --- verbs ------------------------------------------------------------------------------------

AGAIN = r"(?:again|afresh|anew|once more|back)"
_PLACE = (
    r"(?:(?:the|its|their|our|an?|each|every) )?(?:[\w'-]+ ){0,3}?"
    r"(?:council|members|councillors|committee|meeting|table|agenda|agm|board)\b"
)
_BE = (
    r"(?P<aux>(?:(?:will|shall|should|must|may|can|is|are|was|were|be|been|being|has|have|had|to"
    r"|'ll|also|then|next|last|again|gets?|regularly|formally|itself|falls?|needs?|due|all|both"
    r"|stands?|not|never|in turn|jointly|first|fully) ){1,6})"
)
_SEEN_AGAIN = (
    rf"(?:looked (?:{AGAIN} )?(?:at|over|through|into)|gone (?:back )?(?:over|through)"
    r"|come back to|returned to|re-?visited|re-?examined|examined|re-?considered"
    rf"|considered {AGAIN}|taken into consideration {AGAIN}|refreshed|renewed"
    r"|(?:re-?)?checked|re-?read|read (?:over|through|again)|re-?adopted|re-?affirmed"
    r"|dusted (?:off|down)|re-?negotiated|re-?confirmed|re-?approved|re-?endorsed"
    r"|(?:re-?)?appraised|(?:re-?)?assessed|(?:re-?)?evaluated|re-?issued|monitored|updated"
    r"|brought up to date|tested|re-?thought"
    rf"|talked (?:over|through)|discussed {AGAIN}|overhauled|re-?opened"
    rf"|(?:approved|adopted|agreed|signed|passed|ratified|confirmed|issued) {AGAIN}"
    rf"|(?:brought|put|laid|placed|taken|sent|submitted|referred) (?:{AGAIN} )?"
    rf"(?:before|to|on|onto) {_PLACE})(?: {AGAIN})?\b"
)
_LOOK = (
    rf"(?:(?:re-?)?look(?:s|ing)? (?:{AGAIN} )?(?:at|over|through|into|back (?:at|over))"
    r"|(?:tak(?:e|es|ing)|ha(?:ve|s|ving)) (?:a|another) (?:fresh |second |new |further |good )?"
    r"look (?:at|over|through)|dust(?:s|ing)? (?:off|down)|re-?negotiat(?:e|es|ing)"
    r"|(?:go|goes|going) (?:back )?(?:over|through)|run(?:s|ning)? (?:over|through)"
    r"|work(?:s|ing)? (?:back )?through|com(?:e|es|ing) back to|return(?:s|ing)? to"
    r"|re-?visit(?:s|ing)?|(?:re-?)?examin(?:e|es|ing)|re-?consider(?:s|ing)?"
    r"|consider(?:s|ing)? (?:again|afresh|anew)"
    r"|refresh(?:es|ing)?|renew(?:s|ing)?|(?:re-?)?check(?:s|ing)?(?: in on| over| through)?"
    r"|(?:re-?)?read(?:s|ing)? (?:back )?(?:over|through)"
    r"|re-?read(?:s|ing)?|tak(?:e|es|ing) stock of|re-?adopt(?:s|ing)?|re-?affirm(?:s|ing)?"
    r"|re-?confirm(?:s|ing)?|re-?approv(?:e|es|ing)|re-?endors(?:e|es|ing)"
    r"|(?:re-?)?apprais(?:e|es|ing)|(?:re-?)?assess(?:es|ing)?|(?:re-?)?evaluat(?:e|es|ing)"
    r"|monitor(?:s|ing)?(?: and review)?|re-?issu(?:e|es|ing)|updat(?:e|es|ing)"
    r"|re-?think(?:s|ing)?|overhaul(?:s|ing)?|re-?open(?:s|ing)?|talk(?:s|ing)? (?:over|through))"
)
_LOOKED = (
    rf"(?:looked (?:{AGAIN} )?(?:at|over|through)|went (?:back )?(?:over|through)|came back to"
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
    r"(?:(?:is|are|be|becomes?|remains?) an? (?:standing |regular |fixed |annual )?item"
    r" (?:for|on|at)\b"
    r"|(?:gets?|has|have|receives?|undergo(?:es)?|is given|are given) (?:an?|its|their|another)"
    r" (?:\w{1,40} ){0,2}?(?:check|check-up|look|airing|overhaul|refresh|once-over|mot"
    r"|going-over|review"
    r"|read-through|stock-?take)\b"
    rf"|comes? (?:{AGAIN} )?(?:before|to|on|onto) {_PLACE}"
    r"|comes? (?:back|round|around|up)(?: again)?(?: for (?:review|renewal|re-?adoption))?"
    rf"(?: (?:to|before|on) {_PLACE})?|returns? (?:to|before) {_PLACE}"
    rf"|goes? (?:{AGAIN} )?(?:before|to|on|onto) {_PLACE}"
    r"|falls? due(?: for (?:review|renewal|re-?adoption))?"
    r"|(?:is|are|be) (?:due|up|set|booked|ready|scheduled) for"
    r" (?:(?:an?|its|another|the) )?(?:\w{1,40} )?(?:review|renewal|re-?adoption"
    r"|refresh(?:ing|ment)?|overhaul|update|look|check|re-?think)\b"
    r"|(?:remains?|stays?|continues?|stands?|runs?|lasts?|holds?|is|are)(?: (?:in (?:force|effect"
    r"|place|use)|good|valid|binding))? (?:until|till)\b"
    r"|lapses?|expires?|runs? out|ceases? to (?:have effect|apply|bind|be in force))"
)
_NOUN = (
    r"(?:re-?adoption|re-?affirmation|renewal|re-?examination|reconsideration|refresh(?:ment)?"
    r"|re-?appraisal|re-?assessment|re-?look|stock-?tak(?:e|ing)|re-?issue|re-?reading"
    r"|(?:fresh|new|second|further|next|another) (?:look|consideration|check|reading))"
)
_MONTH_OR_YEAR = (
    r"(?:\d|spring|summer|autumn|winter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|agm)"
)
_NOUN_AHEAD = (
    r"(?:(?:re-?)?look|check|refresh|update|renewal|re-?visit|re-?reading|re-?adoption"
    r"|stock-?take|re-?issue|re-?negotiation|re-?examination|re-?consideration|re-?appraisal)"
)
_START = r"(?:^|(?<=[\n\t|:])|(?<=[.;?-] ))[ \t]{0,4}(?:[\d.]{1,8}[.)]? |[(]?[a-z][.)] |[-*] )?"
# Words without which none of the patterns below can match.
STEM = re.compile(
    r"look|\bgo|went|visit|examin|consider|fresh|renew|check|read|stock|adopt|affirm|confirm|approv"
    r"|endors|apprais|assess|evaluat|issu|monitor|updat|th(?:ink|ought)|overhaul|open|talk|bring"
    r"|brought|\bput|\blai?[dy]|plac|take|sen[dt]\b|submit|\bcom(?:e|ing)|return|lapse|expire"
    r"|\bruns?|cease|due|back|test|discuss|sign|pass|agree|ratif|edrych|ychwel|drwy|dros|ystyri"
    r"|ymwel|archwil|satisf|\bask|decid|report|\bitem\b|refer|\bgets?\b|receiv|undergo|given|valid"
    r"|\blife|ready|set for|dust|negotiat|remain|stay|continue|stand|last|hold|until|\bgiv|hav|next"
    r"|adnewydd|dod\b|abwysi|weddar|gadarn|ases|wirio|gwirir|golwg|mesur|\bdaw",
    re.IGNORECASE,
)

# --- Welsh ------------------------------------------------------------------------------------

_WELSH_KIND = (
    r"(?:[bp]h?rotocol|[bp]h?olisi|dd?ogfen|g?ytundeb|cytundeb|siarter|g?anllaw(?:iau)?"
    r"|canllaw(?:iau)?|fframwaith|[cg]od|addewidion|d?d?refniadau|trefniadau|r?heolau|reolau"
    r"|datganiad|ddatganiad|nodiadau|ymrwymiadau)"
)
_WELSH_OWN = (
    rf"(?P<own>(?:yr? |i'r |'r |ein )?(?:\w{{1,40}} )?{_WELSH_KIND}(?: (?:hwn|hon|hyn|yma))?\b"
    r"|(?:hyn|hwn)\b)"
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

PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), tense)
    for pattern, tense in (
        # what is done to the document: "take stock of this charter"
        (rf"\b{_LOOKED} {_OWN}(?: {AGAIN}\b)?", Tense.DONE),
        (rf"\b{_LOOK} {_OWN}(?: (?:over|through)\b)?(?: {AGAIN}\b)?", Tense.AHEAD),
        (rf"\b{_CARRY} {_OWN}(?: {AGAIN})?(?: up to date\b| (?:before|to|on|onto) {_PLACE})"
         rf"(?: {AGAIN}\b)?", Tense.AHEAD),
        (rf"\b{_TAKE} {_OWN} (?:over|through|off|down|{AGAIN})\b", Tense.AHEAD),
        (rf"\bgiv(?:e|es|ing) {_OWN} (?:a|another) (?:fresh |second |new |thorough |good )?"
         r"(?:look|check|reading|airing|once-over|going-over|overhaul)\b", Tense.AHEAD),
        (rf"\b{_NOUN} (?:of|at) {_OWN}(?: (?:is|falls|becomes|will be) due\b)?", Tense.AHEAD),
        (r"\b(?:satisf(?:y|ies) (?:itself|themselves)|asks? (?:itself|themselves|ourselves)"
         r"|consider(?:s|ing)?|checks?|decides?|confirms?|reports?(?: on)?)(?: [\w,-]+){0,7}?"
         rf" (?:that|whether|if|how) {_OWN_SUBJECT} (?:remains?|still|is|are|should|continues?"
         r"|works?|needs?|serves?|does|do|has|have)\b", Tense.HABIT),
        (rf"\b(?:confirm|endors|affirm|adopt|approv|ratif)(?:s|es|ies|y|e|ing)? {_OWN}{_EVERY}",
         Tense.HABIT),
        (rf"\b{_SUBJECT} (?:is|are|shall be|will be|must be|to be) "
         rf"(?:confirmed|endorsed|affirmed|adopted|approved|ratified){_EVERY}", Tense.HABIT),
        # what is done to it, with the document in front: "this charter is gone over"
        (rf"\b{_SUBJECT} (?:[(][^()\n]{{1,40}}[)] )?{_BE}{_SEEN_AGAIN}", None),
        (rf"\b{_SUBJECT} (?:is|are|was|were|remains|stands|has|have|came|will|shall) "
         r"[^.;:\n]{1,90}?,? (?P<second>and|but) "
         rf"(?P<aux>(?:(?:will|shall|should|must|is|are|to|be|then|next) ){{1,4}}){_SEEN_AGAIN}",
         None),
        (rf"\b{_SUBJECT} {_MAY_WILL}?(?:then |next |also )?{_COMES}", Tense.AHEAD),
        (rf"{_START}(?:adopted|approved|agreed|made|ratified|reviewed)\b[^.;:\n]{{1,90}}?"
         rf"(?P<second> and|,) to be (?:next )?{_SEEN_AGAIN}", Tense.AHEAD),
        (r"\b(?:adopted|approved|agreed|made|ratified|accepted)\b[^.:\n]{1,90}?(?P<second> and|,|;)"
         r" (?:was |then ){0,2}gone (?:over|through)(?= (?:again )?(?:on|in|by|at)\b)", Tense.DONE),
        (r"\blast gone (?:over|through)\b", Tense.DONE),
        (rf"\b(?:we|councillors|members|the council) {_MAY_WILL}(?:then |next |all )?(?:have|take)"
         r" (?:a (?:fresh|further|new|second)|another) look"
         r"(?= (?:again )?(?:in|by|before|at|on)\b)",
         Tense.AHEAD),
        # a note or a label: "To be looked at again", "Next refresh"
        (rf"{_START}(?:last|most recently) {_SEEN_AGAIN}", Tense.DONE),
        (rf"{_START}(?:re-?read|looked (?:again )?at(?: again)?|gone (?:over|through)(?: again)?"
         r"|re-?examined|re-?considered)(?= (?:and|by|with|on|at|in)\b|[ \t]{0,3}(?:$|[:|\t-])| \d"
         rf"| {_MONTH_OR_YEAR})", Tense.DONE),
        (rf"{_START}(?-i:(?=[A-Z]))(?:refreshed|re-?visited|re-?examined|re-?considered|re-?read"
         r"|re-?adopted|re-?affirmed|re-?appraised|re-?issued|looked (?:again )?at(?: again)?"
         r"|gone (?:over|through)(?: again)?)(?= (?:at least |again )?(?:every|each|annually|yearly"
         r"|once|twice|biennially|triennially)\b)", Tense.AHEAD),
        (rf"{_START}(?:the )?(?:council|members|clerk|committee) (?:is |are )?to (?:re-?consider"
         r"|re-?visit|re-?examine|look again|come back|return)"
         r"(?= (?:in|by|on|before|every|each|at)\b)", Tense.AHEAD),
        (rf"{_START}renewal[ \t]{{0,3}}[:|\t]", Tense.AHEAD),
        (rf"{_START}(?:to be |for |will be |next )(?:next )?{_SEEN_AGAIN}", Tense.AHEAD),
        (rf"{_START}(?:to )?(?:look (?:at (?:this|it) )?again|come back|comes? (?:back|up)|back"
         rf"|returns?)(?: (?:to|before|on|for) (?:{_PLACE}|review|renewal))?"
         r"(?=[ \t]{0,60}[:|\t-]| (?:by|in|on|every|each|at)\b"
         rf"|,? {_MONTH_OR_YEAR})", Tense.AHEAD),
        (rf"\bnext {_NOUN_AHEAD}(?: (?:is|will be|date|due|by|on|in|for)\b){{0,3}}"
         rf"(?=[ \t]{{0,60}}[:|\t-]| (?:the|an?)\b| {_MONTH_OR_YEAR})", Tense.AHEAD),
        (rf"{_START}(?:update|revision|{_NOUN}) (?:cycle|period|interval|frequency)\b"
         r"|(?<![\w ])(?:valid(?:ity)?(?: for| period)?|life-?(?:span|time)|shelf[- ]life)"
         r"[ \t]{0,3}[:|\t]", Tense.AHEAD),
        (rf"{_START}(?:next )?{_NOUN}(?: (?:date|due|by|on|in|cycle|period|interval|frequency"
         r"|year|month)){1,2}\b", Tense.AHEAD),
        (r"\bunless (?:it is |they are )?(?:renewed|re-?adopted|re-?affirmed),? (?:it|they|this"
         rf"|{_NAMED}) {_MAY_WILL}?(?:lapses?|expires?|ends?|falls?)\b", Tense.AHEAD),
        # Welsh
        (rf"\b{_WELSH_NOUN} {_WELSH_OWN}(?: eto\b)?", Tense.AHEAD),
        (rf"\b{_WELSH_IS} {_WELSH_OWN}(?: eto\b)?", Tense.AHEAD),
        (r"\b(?:i'w|i gael ei) (?:ail-?ystyried|adnewyddu|ail-?fabwysiadu|ddiweddaru|diweddaru"
         r"|ailarchwilio|ailasesu)\b", Tense.AHEAD),
        (rf"\b{_WELSH_WAS} {_WELSH_OWN}(?: eto\b)?", Tense.DONE),
        (rf"\bbydd {_WELSH_OWN} yn (?:dod|dychwelyd)(?: yn ôl| eto)? (?:gerbron|at|i|o flaen)\b",
         Tense.AHEAD),
        (rf"\b(?:caiff|bydd|dylid|rhaid) ?{_WELSH_OWN} (?:yn cael )?ei {_WELSH_NOUN}(?: eto\b)?",
         Tense.AHEAD),
        (rf"\bdaw ?{_WELSH_OWN} (?:yn ôl|eto) (?:gerbron|at|i|o flaen)\b", Tense.AHEAD),
    )
)  # fmt: skip
