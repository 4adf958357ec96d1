"""What of a model text was left in, and what was never filled in?"""

import re
from collections.abc import Iterator

from pipeline.analyse.defects.inspected import Inspected, short
from pipeline.analyse.defects.names import invented_councils
from pipeline.model import Clause, ClauseKind, Defect, DefectKind

_MODEL_TITLE = re.compile(
    r"^\W{0,3}(?:(?:NALC|SLCC|LGA|OVW|[A-Z]ALC)\s+)?(?:Model|Template|Specimen|Sample)\b"
    r".{0,60}\b(?:protocol|polic(?:y|ies)|code|procedure)\b",
    re.IGNORECASE,
)
_ADVICE = (
    re.compile(
        r"\b(?:guidance|drafting|explanatory|drafter[’']?s?)\s+notes?\s*(?::|for|to\s+councils)|"
        r"\bnotes?\s+(?:to|for)\s+(?:the\s+)?(?:councils?|clerks?|users?|drafters?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:delete|amend|omit|adapt|tailor|complete|strike\s+out|edit)\s+(?:\w+\s+){0,3}?"
        r"(?:as\s+(?:appropriate|applicable|necessary|required)|if\s+not\s+(?:applicable|required"
        r"|needed)|whichever\s+(?:does|is)\s+not)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bcouncils?\s+(?:\w+\s+){0,4}?(?:may\s+wish\s+to|should\s+(?:delete|amend|insert|adapt"
        r"|omit|consider\s+whether)|are\s+advised\s+to|are\s+recommended\s+to)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bit\s+is\s+(?:important|recommended|advisable|good\s+practice|essential|suggested)\s+that"
        r"\s+(?:the|a|your|each|every|all)\s+councils?\s+(?:should\s+)?(?:adopts?|has|have|delegates?"
        r"|develops?|considers?|puts?|appoints?|sets?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bthe\s+council\s+should\s+(?:adopt|delegate|consider\s+(?:adopting|appointing|delegating)"
        r"|put\s+in\s+place|develop|draw\s+up)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\byour\s+council\s+(?:should|could|may\s+wish|needs?\s+to)\b", re.IGNORECASE),
    re.compile(
        r"\bthis\s+(?:is\s+an?\s+)?(?:model|template)\s+(?:document|protocol|policy|text|is\s+intended"
        r"|may\s+be|should\s+be|can\s+be)\b",
        re.IGNORECASE,
    ),
)
_ADVICE_NOT_RULES = frozenset({3, 4})  # which of them are advice in words that a rule may use, too
_CONDITIONAL = re.compile(
    r"\b(?:polic(?:y|ies)|protocols?|procedures?|schemes?|codes?|plans?|strategy)(?:\s+\w+){0,3}?,?\s+"
    r"(?:where|if)\s+(?:there\s+is\s+one(?:\s+in\s+place)?|one\s+(?:exists|is\s+in\s+place"
    r"|has\s+been\s+adopted)|the\s+council\s+has\s+(?:adopted\s+)?one)\b",
    re.IGNORECASE,
)

_FIELD = re.compile(
    r"<<[^<>]{1,60}>>|«[^«»]{1,60}»|\{\{[^{}]{1,60}\}\}"
    r"|\[\s*(?:insert|enter|add|state|specify|name|date|council|amount|number|details?|delete|tbc|tba"
    r"|to\s+be|x{2,}|month|year|dd|clerk|address|email|telephone|title|parish|town|time|days?"
    r"|\.{2,}|_{2,}|…|\s)[^\[\]]{0,80}\]"
    r"|\(\s*(?:insert|enter|please\s+(?:insert|state|specify)|name\s+of\s+(?:your\s+)?(?:the\s+)?"
    r"(?:parish\s+|town\s+|community\s+)?(?:council|clerk|committee))\b[^()]{0,60}\)"
    r"|<\s*(?:insert|enter|name|date|council)\b[^<>]{0,60}>"
    r"|\{\s*(?:insert|enter|name|date|council)\b[^{}]{0,60}\}"
    r"|\(\s*(?:date|dd/mm/yy(?:yy)?|minute\s+(?:no|number|ref(?:erence)?))\s*\)",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    r"(?<![\w.-])(?:[Xx]{2,6}(?:[/-][Xx0-9]{2,4}){0,2}|20[Xx]{2}|\d{0,2}/?[Xx]{2}/(?:20)?[Xx\d]{2})"
    r"(?![\w.-]*\w)"
)
# a Roman number, or an example of what to write
_NO_FIELD_BEFORE = re.compile(
    r"(?:chapter|part|section|article|schedule|volume|title|appendix|annex|no\.?)\s*$"
    r"|\b(?:e\.g|such as|for example|copy to|cc)\b[^()]{0,30}$",
    re.IGNORECASE,
)
_CONFIRM = re.compile(r"(?<!\w)(?:TBC|TBA|T\.B\.C\.?|TBD)(?!\w)|\?{3,}|\blorem ipsum\b")
_BLANK = re.compile(
    r"\b(?:adopted|approved|agreed|reviewed|review|ratified|minute|resolution|version|meeting\s+held"
    r"|date\s+of|effective|council|committee|ref(?:erence)?|mabwysiadwyd|cymeradwywyd|adolygu)\b"
    r"[^.…_\n]{0,40}?(?:\.{4,}|…{2,}|_{3,}|(?:\.\s){4,})",
    re.IGNORECASE,
)
_LINE = re.compile(r"_{5,}|(?<!\.)\.{8,}|…{3,}")
_FORM = re.compile(r"\b(?:I|We|[Nn]ame|[Dd]ate|[Pp]osition|[Tt]itle|[Aa]ddress|Enw|Dyddiad)\b")
_SIGNATURE = re.compile(r"\b(?:sign(?:ed|ature)|llofnod(?:wyd)?|print\s+name)\b", re.IGNORECASE)
_LEADER = re.compile(r"(?<![.…])[.…]{1,200}\s{0,3}\d{1,3}\s{0,3}$")


def template_residue(inspected: Inspected) -> Iterator[Defect]:
    """Find titles, advice and names that belong to the model, not to the council's own text."""
    yield from invented_councils(inspected)
    begun = False
    for clause, words in inspected.own_words:
        begun = begun or clause.kind.substantive
        title = clause.role == "title" or (clause.kind is ClauseKind.HEADING and not begun)
        if title:
            match = _MODEL_TITLE.match(words.strip())
            if match:
                yield inspected.defect(
                    DefectKind.TEMPLATE_RESIDUE,
                    clause,
                    clause.start,
                    clause.end,
                    f"The title still says “{short(words.strip(), 40)}”: "
                    "an adopted protocol is no model.",
                )
        yield from _advice(inspected, clause, words)
        for match in _CONDITIONAL.finditer(words):
            yield inspected.defect(
                DefectKind.DANGLING_REFERENCE,
                clause,
                clause.start + match.start(),
                clause.start + match.end(),
                f"“{match.group()}” leaves open whether the council has the document: "
                "name it, or leave the pointer out.",
            )


def placeholders(inspected: Inspected) -> Iterator[Defect]:
    """Find fields that nobody filled in."""
    for clause, words in inspected.own_words:
        spans = [match.span() for match in _FIELD.finditer(words)]
        spans += [match.span() for match in _CONFIRM.finditer(words)]
        spans += [
            match.span()
            for match in _LETTERS.finditer(words)
            if not _NO_FIELD_BEFORE.search(words[max(0, match.start() - 40) : match.start()])
        ]
        if not (_SIGNATURE.search(words) or _LEADER.search(words) or clause.role == "toc"):
            spans += [match.span() for match in _BLANK.finditer(words)]
            if clause.kind.substantive and not _FORM.search(words):
                spans += [match.span() for match in _LINE.finditer(words)]
        for start, end in _apart(spans):
            yield inspected.defect(
                DefectKind.PLACEHOLDER,
                clause,
                clause.start + start,
                clause.start + end,
                f"“{short(words[start:end], 50)}” was never filled in.",
            )


def _advice(inspected: Inspected, clause: Clause, words: str) -> Iterator[Defect]:
    for number, pattern in enumerate(_ADVICE):
        match = pattern.search(words)
        if match is None:
            continue
        remedy = (
            "say what this council has done."
            if number in _ADVICE_NOT_RULES
            else "take it out of the adopted text."
        )
        yield inspected.defect(
            DefectKind.TEMPLATE_RESIDUE,
            clause,
            clause.start + match.start(),
            clause.start + match.end(),
            f"“{short(match.group())}” is advice to councils that write a protocol: {remedy}",
        )
        return


def _apart(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give spans in order, without those that overlap an earlier one."""
    last = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield start, end
            last = end
