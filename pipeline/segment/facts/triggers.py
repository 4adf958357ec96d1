"""Which words say what a date is the date of?

Patterns are tried in order, the most specific first, and what one takes the later ones leave
alone: "reviewed and adopted" is one re-adoption, not a review and an adoption.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.segment.facts.revisit_words import Tense
from pipeline.segment.facts.revisits import find_revisits


class Cue(StrEnum):
    """What a trigger says of the date beside it."""

    ADOPTED = "adopted"
    READOPTED = "readopted"  # presupposes an earlier text
    REVIEWED = "reviewed"
    DUE = "due"
    REVISION = "revision"  # "Revision date": done or due, by what stands beside it
    EFFECT = "effect"  # start of effect, issue: fills nothing
    NEVER = "never"  # another version, a draft, a web page, a year end: fills nothing


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that give a date its role."""

    cue: Cue
    start: int
    end: int
    text: str
    blank: bool  # its place for a date was left empty: dots, "TBC", "[date]"
    named: str = ""  # the document as the words themselves name it: "this charter"

    @property
    def fills(self) -> bool:
        """Whether a date with this trigger is one of the document's own dates."""
        return self.cue not in {Cue.EFFECT, Cue.NEVER}


def find_triggers(text: str) -> tuple[Trigger, ...]:
    """Find the words that give dates a role, in reading order, none overlapping."""
    taken = bytearray(len(text))
    found: list[Trigger] = []
    for line in _LINE.finditer(text):
        for item in _revisits(text, *line.span()):
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
            found.append(item)
        if line.end() - line.start() > _LABEL_LENGTH and not _STEMMED.search(text, *line.span()):
            continue
        for cue, pattern in _PATTERNS:
            for match in pattern.finditer(text, *line.span()):
                start, end = match.span()
                if start == end or any(taken[start:end]):
                    continue
                taken[start:end] = b"\1" * (end - start)
                blank = _is_blank(text, end, line.end())
                found.append(Trigger(cue, start, end, match.group(), blank))
    return tuple(sorted(found, key=lambda trigger: trigger.start))


def _revisits(text: str, start: int, end: int) -> Iterator[Trigger]:
    """Yield the words of a line that have this document looked at again, other than by review."""
    if end - start > _LABEL_LENGTH and not _DATED.search(text, start, end):
        return
    for item in find_revisits(text, start, end):
        if item.tense is Tense.HABIT:
            continue
        cue = Cue.REVIEWED if item.tense is Tense.DONE else Cue.DUE
        words = text[item.start : item.end]
        yield Trigger(cue, item.start, item.end, words, _is_blank(text, item.end, end), item.named)


def _is_blank(text: str, start: int, end: int) -> bool:
    return bool(_BLANK.match(text, start, min(start + 60, end)))


def leading_trigger(triggers: list[Trigger]) -> Trigger | None:
    """Choose the words that a date before them belongs to; None without any.

    A draft stays a draft. Else re-adoption outranks adoption, and a review that is named before
    an adoption outranks it, since "Updated, approved by Council" presupposes an earlier text.
    """
    if not triggers:
        return None
    if triggers[0].cue is Cue.NEVER:
        return triggers[0]
    rank = (Cue.READOPTED, Cue.ADOPTED, Cue.REVIEWED, Cue.REVISION, Cue.DUE, Cue.EFFECT, Cue.NEVER)
    best = min(triggers, key=lambda trigger: rank.index(trigger.cue))
    if best.cue is Cue.ADOPTED:
        for trigger in triggers:
            if trigger.cue is Cue.REVIEWED and trigger.start < best.start:
                return trigger
    return best


_REVISE = (
    r"(?:reviewed|revised|amended|updated|re-?visited|re-?examined|refreshed|modified|re-?drafted)"
)
_APPROVE = (
    r"(?:adopted|approved|agreed(?! (?:to|that|with)\b)|accepted|ratified|confirmed|endorsed"
    r"|signed off|passed|authorised|authorized)"
)
_TEXT = (
    r"(?:(?:this|these|the foregoing|the above|the) (?:\w{1,40} ){0,2}?(?:protocol"
    r"|policy|document|code"
    r"|charter|agreement|guide|framework|rules|notes|promises|understanding|arrangements))\b"
)
_AGAIN = r"(?:re[- ]?(?:adopt|approv|affirm|confirm|ratif[iy]|endors|accept|agre)\w*)"
_CHANGES = r"(?:revis\w{1,40}|amended|amendments?|updated|updates?|changes|reviewed)"
_OWN = r"(?:scheduled |planned |full |formal |annual |policy |document |routine )"
_COUNTED = r"(?:first|second|third|fourth|fifth|sixth|1st|2nd|3rd|[4-9]th)"
_MONTH_START = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE_START = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:[./-]\d{{1,2}}[./-]\d|/\d\d|[ -]?(?:of )?{_MONTH_START})"
    rf"|(?:19|20)\d\d\b|{_MONTH_START}[a-z]{{0,6}}\.?[ -]'?\d"
)

# A review that lies ahead. "review" alone, the weakest, comes last of all.
_DUE = (
    r"\b(?:(?:date|due|scheduled|next|time|set|deadline) (?:of|for|date for|date of)(?: the)? next"
    rf"|next|forthcoming|future|proposed|planned|further|subsequent)[ -]{_OWN}?"
    r"(?:review|revision|update|reviewed)(?:[ -]?(?:is|due|date|by|on|in|will|take|place)\b){0,4}",
    r"\b(?:will|shall|should|must|to|would|may)(?: \w{1,40}){0,2} be(?: \w{1,40}){0,3}"
    r" (?:reviewed|revised|updated|re-?considered|re-?visited|looked at)(?: again| next)?\b",
    r"\b(?:will|shall|should|must|to) (?:\w{1,40} )?(?:review|revisit"
    r"|reconsider) (?:this|the|its)\b",
    r"\bnext (?:re-?)?(?:approval|adoption"
    r"|due(?: for (?:re-?)?(?:approval|adoption|renewal|consideration))?)(?: date)?\b",
    r"\b(?:be next|next be|next) reviewed\b|\bnext (?:look|check|visit|read)(?= ?[:-])"
    r"|\b(?:next|nxt) rev\b\.?"
    rf"|\bnext(?= ?[:-] ?(?:{_DATE_START}))"
    rf"|(?:^[ \t(]{{0,4}}|(?<=[;,|(.] ))next (?:by|before|no later than)"
    rf"(?= (?:the )?(?:end of )?(?:{_DATE_START}))"
    r"|(?:(?<=[|\t] )|(?<=[|\t]))next(?=[ ]{0,9}(?:$|[\t|]))"
    rf"|(?:^[ \t(]{{0,4}}|(?<=[;,|(.] ))next(?: in)?"
    rf"(?= (?:{_DATE_START})[^.;|\n]{{0,14}}(?:[.;|)]|$))",
    r"\b(?:due|scheduled|set|date|diarised|planned) (?:for|to)(?: next| a| the)? ?"
    r"(?:review|be reviewed|revision|renewal)(?: date)?\b",
    r"\b(?:for|to|back for) (?:next )?review\b(?! of)(?: date| by| on| in| again){0,3}",
    r"\breview[ -](?:is )?(?:due|by(?! (?:(?:a|our|full|council|members)\b"
    r"|the (?!end|close|beginning|start|first|last|month|annual|\d)))|before|no later than"
    r"|scheduled|expected|again|required)\b"
    r"(?: date| by| on| in| for){0,3}",
    r"\b(?:approve|adopt|review) (?:(?:this|it) )?again(?: (?:by|in|on))?\b",
    r"\brenewal(?: date| due)?\b|\bexpir(?:y|es)(?: date)?\b",
    r"\b(?:i'w|i gael ei|caiff[^.\n]{0,30} ei) h?adolygu|\badolygiad nesaf"
    r"|\bdyddiad (?:yr )?(?:adolygu|adolygiad)(?! d?diwethaf)(?: nesaf)?|\badolygu nesaf"
    r"|\bbydd[^.\n]{0,40} adolygu|\bh?adolygir",
)

_READOPTED = (
    r"\b(?:date )?(?:last|most recently|latest) (?:approved|adopted|ratified|agreed|confirmed"
    r"|endorsed|affirmed|approval"
    r"|adoption)(?: date| on)?\b",
    rf"\b{_REVISE}(?:[ ,/&]{{1,3}}(?:and |then )?(?:{_REVISE}|re-?adopted)){{0,3}}[ ,/&]{{1,3}}"
    rf"(?:(?:and|then|with no changes and) )?(?:{_AGAIN}|{_APPROVE})\b",
    r"\b(?:adolygwyd|diwygiwyd|diweddarwyd)(?: \w{1,20}){0,2} ac? (?:mabwys|fabwys|chymeradw"
    r"|chytun)\w{0,20}",
    r"\bconfirmed,? (?:as (?:amended|revised|updated|altered)"
    r"|with (?:\w{1,20} )?(?:amendments?|changes?|alterations?))\b,?"
    r"|\bconfirmed(?=[^.;\n]{0,90}, as (?:it is|they are) (?:every|each) year\b)",
    rf"\bremade(?= (?:on |in )?(?:the )?(?:month of )?(?:{_DATE_START}))",
    # a decision to leave the text as it is
    r"\bconfirmed (?:unchanged|(?:without|with no) (?:\w{1,20} )?"
    r"(?:amendments?|changes?|alterations?))"
    r"|\bcadarnha(?:wyd|odd)\b(?=[^.;\n]{0,60} heb (?:ei )?newid)",
    rf"\brenewed(?= ?[:-]? ?(?:on |in )?(?:{_DATE_START}))",
    rf"\b(?:first )?{_AGAIN}|\bail-?\s?(?:f?mabwysiad\w*|gymeradw\w*)",
    r"\b(?:revised|amended|updated|reviewed|revisions?|amendments?|changes|alterations)\b"
    rf"(?:,? [\w'&/-]+){{0,7}}?,? (?:was|were|is|are|be|being|had been"
    rf"|to) (?:\w{{1,40}} )?{_APPROVE}\b",
    r"\b(?:revised|amended|updated|revisions?|amendments?|changes|review)"
    rf" (?:policy |version |document |all |were |was |duly )?{_APPROVE}\b",
    r"\b(?:adopt|approv|agre|accept|ratif|confirm)(?:ed|e|ied|y)?"
    rf" (?:the |a |an |its |these |some |minor )?(?:newly )?{_CHANGES}\b"
    r"(?! (?:next|due|date|last|review)\b|[ \t]{0,9}(?:$|[:\t|]))",
    r"\b(?:adoption|approval)(?: date)?\s?/\s?(?:last )?re-?(?:view|adopt)\w*"
    r"|\b(?:adopted|approved)(?: date)?\s?(?:/|&|and|or)\s?(?:last )?"
    r"(?:re-?adopted|reviewed|revised|updated)\b",
)

_REVIEWED = (
    r"\b(?:date(?: of)?(?: the)? |dates )?(?:last|latest|previous|most recent(?:ly)?|recent)[ -]"
    r"(?:full |annual |policy |date )?"
    r"(?:review(?:ed)?|revis(?:ion|ed)|updated?|amend(?:ed|ment)|modified|re-?visited"
    r"|checked|(?:re-?)?considered|looked at|re-?examined)(?:[ -]?(?:date|on))?\b"
    rf"|(?<=[;,] )last done(?= (?:on |in )?(?:{_DATE_START}))"
    rf"|\blast(?= ?[:-] ?(?:{_DATE_START}))|\b(?:last|lst) rev\b\.?"
    rf"|\b(?:interim |minor |partial )?updates?(?= ?[:-] ?(?:{_DATE_START}))"
    rf"|\bre-?written(?= ?[:-]? ?(?:on |in )?(?:{_DATE_START}))"
    # "Following a review by the working group in May 2025, ..."
    r"|(?<![\w,] )\b(?:following|after)(?: an?| the| its)? review\b(?! date)",
    rf"\b(?:{_COUNTED} (?:review|revision|amendment|update)|(?:revision|amendment|review|update)"
    rf" (?:no\.? ?)?\d{{1,2}}(?![\d./]))(?= ?[:,(\t-]? ?(?:on |in |dated )?(?:{_DATE_START}))",
    rf"\b(?:rev(?:'?d|sd)?|rvw?d)\b\.?(?= ?[:-]? ?(?:[A-Z]{{2,5}} )?(?:{_DATE_START}))",
    r"\bdates? (?:of )?(?:reviewed|revised|amended|updated|amendment|update)\b"
    r"|\breviews? (?:of (?:this|the) (?:protocol|policy|document|code) )?"
    r"(?:(?:was|were|has been|have been) )?"
    r"(?:completed|undertaken|carried out|conducted|held|done)\b|\breview history\b"
    r"|\b(?:this|current|present) (?:review|revision)(?=[ \t]{0,3}[:|\t])"
    r"|\b(?:annual )?review (?:date )?"
    r"(?=[^\n]{0,25}(?:\(| - |, |; )(?:no change|no amend|complete))",
    rf"\b{_REVISE}(?:[ ,/&]{{1,3}}(?:and )?{_REVISE}){{0,3}}(?: (?:date|on))?\b|\bre-reviewed\b",
    r"\bno (?:changes?|amendments?|revisions?)\b",
    r"\b(?:last|most recently) did (?:so|this)\b|\bdid (?:so|this) (?:last|most recently)\b"
    r"|\bdid so(?= (?:on|in|at)\b)",
    r"\b(?:annual|minor|major|full) (?:review|updates?|amendments?|revisions?)"
    r"(?= (?:and|with|-|by)|$)",
    r"\bamendments?(?: made)?\b|\bupdates? (?:to|made|following)\b",
    r"\b(?:last |most recently )?brought up to date\b"
    # in a table, the row's heading tells what its description is of
    r"|(?<!\t)\b(?:clauses?|sections?|para(?:graph)?s?|appendix) \d[\d.]{0,6}"
    r"(?:(?:,| and) \d[\d.]{0,6}){0,4} (?:(?:was|were|has been|have been) )?"
    r"(?:deleted|removed|added|inserted|re-?worded|re-?written|re-?numbered|changed|altered)\b",
    r"\b(?:h?adolygwyd(?: d?diwethaf)?|(?:dyddiad yr )?adolygiad d?diwethaf)\b"
    r"|\badolygiad(?= a gwblhawyd| a gynhaliwyd)|\bdiwygiwyd|\bdiweddarwyd"
    r"|\bwedi'?i h?adolygu|\ba'i (?:ddiwygio|ddiweddaru|h?adolygu)(?= (?:ym?|ar|yn)\b)",
)

_ADOPTED = (
    r"\b(?:date(?: of| first| originally)? |original(?:ly)? |first |initial(?:ly)? |formally"
    r" |council |policy )?"
    rf"(?:{_APPROVE}|adoption|approval|ratification)(?: date|(?= by)| on|(?= at)){{0,2}}\b",
    rf"\b(?:first )?took (?:{_TEXT}|it|this) (?:on|up)(?= (?:in|on|at)\b)",
    r"\bdate (?:first |originally )?made\b|\bdate of (?:first )?making\b",
    r"^[ \t]{0,4}(?:penderfynwyd ?/ ?)?resolved"
    r"(?= ?[:-] ?\d{1,2}(?:st|nd|rd|th)?[ ./-][^\n]{2,24}$)",
    r"\bgwnae(?:d|thpwyd)\b(?=[^.;\n]{0,40} (?:gan|ar) )",
    r"\b(?:resolved|agreed|unanimous\w*|voted)(?: [\w/.()]{1,40}){0,3} to (?:adopt|approve"
    r"|accept|ratify)\b",
    rf"\b(?:decision|resolution|vote|motion)(?= (?:of|on|dated) (?:the )?(?:{_DATE_START})"
    rf"[^.;:\n]{{0,30}} to (?:adopt|approve|accept|ratify) (?:{_TEXT}|it|this)\b)",
    rf"\bresolved(?= by (?:the )?(?:\w{{1,20}} ){{0,3}}council,? (?:on )?(?:{_DATE_START}))",
    r"\b(?:resolved|voted)(?=[^.;:\n]{0,90} to (?:adopt|approve|accept|ratify)"
    rf" (?:{_TEXT}|(?:it|this|these)\b))",
    r"\bresolv\w{1,40}(?: that)?(?=[^.\n]{0,100}?\b(?:protocol|policy|document|code"
    r"|charter|framework"
    r"|agreement|guide|rules|foregoing|above|same|this|these|it|draft|text|understanding"
    r"|arrangements|statement|procedure|scheme|notes|terms)\b[^.\n]{0,60}?\bbe (?:and (?:is"
    r"|are) hereby |hereby |now )?"
    r"(?:adopted|approved|accepted)\b)",
    r"\b(?:said|say|says|voted) (?:yes|aye) to (?:this|these|it|the (?:protocol|policy|document"
    r"|code|charter|agreement|guide|framework|rules|foregoing|above))\b(?! (?!on|in|at|and)\w)",
    rf"\b(?:signed up|agreed) to (?:{_TEXT}|it|this|these)(?= (?:on|in|at)\b)",
    rf"\bvoted (?:{_TEXT}|it|this|these) in\b|\bvoted in favour of {_TEXT}",
    r"\b(?:given|made|signed|sealed|subscribed) under (?:the |our |my )?hands?(?: and seals?)?\b",
    r"\bby (?:a )?(?:unanimous )?resolution of (?:the )?(?:full |whole |parish |town |community "
    r"|city |said ){0,2}council\b"
    r"|\bby (?:a )?(?:unanimous )?resolution (?:of|dated|on|passed on)(?= (?:the )?\d)",
    rf"\bg(?:a|i)ve(?:n)? (?:its|their|the council's) (?:assent|consent|approval|agreement"
    rf"|blessing) to (?:{_TEXT}|it|this|these)",
    r"^[ \t]{0,4}(?:made|enacted|settled|concluded|subscribed|entered into)(?= (?:by|at|in|between"
    r"|this|on) )|\b(?:this|these) \w{1,40} (?:was|were) (?:made|settled|entered into|concluded)\b",
    rf"(?:^[ \t(]{{0,4}}|(?<=[|;.(\t-] )|(?<=[|(\t]))(?:(?:first|originally|duly) )?made"
    rf"(?= (?:on |in )?(?:the )?(?:month of )?(?:{_DATE_START}))",
    # what was decided, in a cell of its own
    r"(?:(?<=[|\t] )|(?<=[|\t]))(?:made|adopt|approve|ratify)(?=[ ]{0,9}(?:$|[\t|]))",
    rf"\b(?:adopting|approving|ratifying) {_TEXT}",
    r"^[ \t]{0,4}(?:motion |resolution )?carried\b(?: (?:unanimously|nem\.? ?con\.?|by))?",
    r"\b(?:[fm]abwysi\w{1,40}|dyddiad (?:mabwysiadu|cymeradwyo)|g?cymeradw\w{1,40}"
    r"|cytunwyd|derbyniwyd|pasiwyd|cadarnha(?:wyd|odd))\b",
)

# "Adopted with minor amendments": of the draft, so no earlier text is presupposed.
_ADOPTED_CHANGED = (
    rf"\b{_APPROVE} (?:with|without|subject to) (?:\w{{1,40}} ){{0,2}}"
    r"(?:amendments?|changes|revisions?)\b",
)

# Dates that are not the document's own, whatever stands beside them.
_NEVER = (
    r"\b(?:supersed\w{1,40}|replac\w{1,40}|in place of|disodli\w*)\b"
    r"(?! by (?:this|the present|the current)\b)(?:(?! and (?:was"
    r"|is) |, (?:was|is|has been) )[^.;\n]){0,80}?"
    r"\b(?:adopted|approved|dated|agreed|ratified|policy of|protocol of|version of)\b"
    r"(?: (?:on|in|by|at)){0,2}",
    r"\b(?:supersed\w{1,40}|replac(?:es|ing))\b",
    r"\b(?:uploaded|posted|published|publication date|date published|created(?: date| on)?"
    r"|date created|printed|downloaded|accessed|retrieved|cyhoeddwyd|site last|page last|saved)\b"
    r"(?: updated| modified| reviewed)?",
    r"\bminutes of (?:the |a )?[^.;:\n]{0,60}?\b(?:were|was|be) "
    r"(?:approved|agreed|accepted|adopted|signed|confirmed)",
    r"\b(?:resolved|voted|agreed|decided)\b"
    r"(?=(?:(?! to adopt)[^.;:\n]){0,60}\bnot to (?:adopt|approve|accept|ratify)\b)",
    r"\b(?:year|period|quarter) end(?:ed|ing)?\b|\bas at\b|\bfinancial year\b"
    r"|\b(?<!confirmed, )(?<!confirmed )as amended(?: by| in)?"
    r"(?!,? (?:and|were|was|by the council))\b",
    r"\b(?<!\bas )(?<!\blast )(?:drafted|draft(?: version)?(?: dated| prepared| circulated)?"
    r"|prepared|written|produced|date of birth|consultation|closing date|deadline"
    r"|superseded on|rescinded|revoked"
    r"|considered|circulated|recommended|presented|tabled)\b(?: (?:for|to) (?:adoption|approval))?",
    r"\b(?:by-?)?elections? (?:were |was |is )?(?:held|took place|of|on)\b"
    r"|\b(?:were|was) elected\b",
    r"\b(?:defer\w*|postpon\w*|reject\w*|declin\w*|oppos\w*|against) (?:the |its )?"
    r"(?:adoption|approval|adopting|approving)\b",
    r"\b(?:to|will|shall|should|may|must|cannot|not|until|if|when) (?:\w{1,40} )?be "
    rf"(?:\w{{1,40}} )?{_APPROVE}\b|(?<!\bdue )\bfor (?:adoption|approval)\b",
)

_EFFECT = (
    r"\b(?<!ed and )(?:effective(?: date| from)?|com(?:es?|ing) into (?:force|effect|operation)"
    r"|came into (?:force|effect|operation)|t(?:akes?|aking|ook) effect(?: from| on)?"
    r"|in force|with effect from"
    r"|date of (?:policy|issue|document)|policy date|issue date|date issued|issued"
    r"|implement\w*(?: date)?|operative)\b",
)

_DUE_ALONE = (
    r"\bdue(?: in| by| on)?(?= (?:\d\d?[./]|\d\d?(?:st|nd|rd|th)|" + _MONTH_START + r"|20\d\d))"
    r"|\bdue(?=\s{0,60}[:\t|])|(?<=\d )due(?=[ \t]{0,9}(?:$|[;,.|]))"
    # a heading or a cell of its own, not the end of a line of prose
    r"|^due(?=[ \t]{0,9}$)|(?<=\t)due(?=[ \t]{0,9}$)|(?<=\| )due(?=[ \t]{0,9}$)"
    r"|(?<=viewed )due(?=[ \t]{0,9}$)|(?<=proved )due(?=[ \t]{0,9}$)"
    r"|(?<=\()due(?=\))"
    r"|(?<=   )due(?=[ \t]{0,9}$)",
    r"\b(?:date (?:of|for) (?:the )?|annual |policy |formal )?reviews?"
    r"(?:[ -](?:date|dates|on|in|month|year)){0,2}\b"
    r"(?! (?:of(?! (?:this|the (?:protocol|policy))\b)|the|its|all|any|and|panel|group|committee"
    r"|period|frequency|cycle|interval|body|process|with|meeting|must|is|are|was|were))",
    r"\badolyg(?:u|iad)\b",
)
_REVISION = (r"\b(?:revision|rev\.?) (?:date|due)\b",)

_PATTERNS = tuple(
    (cue, re.compile(pattern, re.IGNORECASE | re.MULTILINE))
    for cue, patterns in (
        (Cue.NEVER, _NEVER),
        (Cue.EFFECT, _EFFECT),
        (Cue.READOPTED, _READOPTED[:1]),
        (Cue.DUE, _DUE),
        (Cue.READOPTED, _READOPTED[1:]),
        (Cue.ADOPTED, _ADOPTED_CHANGED),
        (Cue.REVIEWED, _REVIEWED),
        (Cue.ADOPTED, _ADOPTED),
        (Cue.REVISION, _REVISION),
        (Cue.DUE, _DUE_ALONE),
    )
    for pattern in patterns
)

_LABEL_LENGTH = 60  # characters: a longer line is a sentence, which gives its date itself
_DATED = re.compile(r"\d\d|two thousand|twenty|nineteen|dwy fil", re.IGNORECASE)
_LINE = re.compile(r"^.+$", re.MULTILINE)
# A line that can matter is short, as labels are, or holds a number or a word that a date is for.
_STEMMED = re.compile(
    r"\d\d|review|revis|adopt|approv|agree|accept|ratif|confirm|endors|signed off|passed|authori"
    r"|amend|update|modif|draft|change|visit|refresh|looked|consider|renew|expir|\bdue\b"
    r"|resol|under (?:the |our )?hand|\byes\b|voted|carried|\bmade\b|assent|settled|enacted"
    r"|subscribed"
    r"|conclud"
    r"|written|did so|decision|vote|motion|adolyg|diwyg|diweddar|abwysi|ymeradw|cytun|derbyn|pasiw"
    r"|adarnha|ratify",
    re.IGNORECASE,
)

_BLANK = re.compile(
    r"(?:[ \t]{0,12}(?:date|by|on|at|the|full|council|meeting|held|in|day"
    r"|of)){0,6}[ \t]{0,12}[:|-]?[ \t]{0,12}"
    r"(?:[._…]{3,}+(?!\s{0,3}(?:\d{1,2}(?:st|nd|rd|th)?[ /.-]\S|" + _MONTH_START + r"[a-z]{0,6} \d"
    r"|20\d\d(?![\d_.])))|\[|<|tbc\b|tba\b|to be (?:confirmed|agreed|advised)|n/?a\b|x{2,}|none\b"
    r"|not yet|dd/mm)",
    re.IGNORECASE,
)
