"""Which paragraphs speak about the document itself: dates, signatures, contacts, sources?"""

import re

from pipeline.segment.wording import DATE, words

_ADOPTION = re.compile(
    r"\b(?:adopted|approved|ratified|re-?adopted|reviewed|revised|review(?:ed)? (?:date|due|on|by)"
    r"|next review|due for review|last (?:updated|review(?:ed)?)|latest review"
    r"|date of (?:adoption|review|approval|issue|meeting)|minute (?:no|ref|number)"
    r"|min(?:ute)?\.? ?(?:ref|no)|version|revision|effective (?:from|date)"
    r"|date (?:adopted|approved|reviewed|created|issued)|agreed (?:by|at|on)|issue date|amended"
    r"|updated|mabwysiadwyd|adolygwyd|cymeradwywyd|dyddiad|adolygiad)\b",
    re.IGNORECASE,
)
_ADOPTION_OPENS = re.compile(
    r"\(?(?:(?:this |the )?(?:protocol|policy|document) )?(?:was )?(?:first |last |next )?"
    r"(?:adopted|approved|ratified|re-?adopted|reviewed|revised|agreed|updated|amended|mabwysiadwyd"
    r"|adolygwyd|cymeradwywyd)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:[^\W\d]{3,20} / )?(?:document|policy|protocol)? ?(?:title|name|reference|ref"
    r"|version(?: no\.?| number)?|owner|author|status|date|issue|classification|approved by"
    r"|approval"
    r"|adopted(?: on| by)?|date (?:of|adopted|approved|for|reviewed|last|next)[\w ]{0,40}"
    r"|review(?:ed)?(?: date| due| on| by| cycle| frequency| period)?|next review[\w ]{0,30}"
    r"|last review[\w ]{0,30}|responsible (?:officer|person|committee)|lead officer"
    r"|minute (?:no|ref(?:erence)?|number)\.?|effective (?:from|date)|committee|department|contact"
    r"|prepared by|produced by|file(?:name)?|replaces|supersedes|distribution|circulation"
    r"|dyddiad[\w ]{0,30}|fersiwn)\s{0,3}[:\t]",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:signed|signature|signatory|print(?:ed)? name|name|position|dated?|chair(?:man|person)?"
    r"|mayor|(?:town |parish |community )?clerk(?: to the council)?|witness|councillor|cllr"
    r"|llofnod(?:wyd)?|cadeirydd)\b.{0,40}?(?:[:.…]\s{0,3})?(?:[_.…]{3}.*)?$",
    re.IGNORECASE,
)
_COUNCIL_NAME = re.compile(
    r"(?:(?:[\w’'-]{1,30} ){1,5}(?:Parish|Town|City|Community|Village) Council"
    r"|Cyngor (?:Cymuned|Tref|Plwyf|Dinas)(?: [\w’'-]{1,30}){1,5})",
    re.IGNORECASE,
)
_SIGNATURE_OPENS = re.compile(r"sign|llofnod", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:(?:councillor|cllr|mr|mrs|ms|miss|dr|y cynghorydd)\.? )?[A-Z][\w.’'-]{0,20}"
    r"(?: [A-Z][\w.’'-]{0,20}){0,3}, (?:the |our )?"
    r"(?:(?:town|parish|community|deputy|council) ){0,2}"
    r"(?:mayor|clerk|chair(?:man|woman|person)?|leader|proper officer|maer|clerc|cadeirydd)"
    r"(?: (?:of|to) the council)?\.?",
    re.IGNORECASE,
)
_FORM_LINE = re.compile(r"_{4}|\.{6}|(?:\. ){5}|…{3}|\((?:delete|strike out) [^)]{1,40}\)$")
_BLANK = re.compile(
    r"(?:your |full |job |print(?:ed)? ){0,2}(?:name|address|post|position|title|ward|telephone"
    r"|phone|mobile|e-?mail|signature|signed|dated?|department|contact details)\b[^:]{0,30}:",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:\btel(?:ephone)?\b\.?\s?[:(\d]|\be-?(?:mail|bost)\b\s?:|[\w.-]{1,64}@[\w.-]{1,80}\.\w"
    r"|\bwebsite\s?:|\bwww\.|\bfax\s?:|\bffôn\s?:|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b"
    r"|^\W{0,4}loading images|^\(?c\)? crown copyright|^©)",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"(?:background papers?|references|further (?:reading|information|guidance)"
    r"|related (?:policies|documents)|sources|bibliography|see also"
    r"|associated (?:documents|policies)|other (?:documents|policies)|papurau cefndir"
    r"|linked (?:documents|policies)|supporting (?:documents|policies))\b",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?:\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹])\s{0,3}\S")
_ACT = re.compile(
    r"\b(?:Acts?|Order|Regulations|Measure)(?: \([A-Z][\w ]{0,30}\))? (?:19|20)\d\d\b"
)
_DUTY = re.compile(r"\b(?:shall|must|should|may|can)\b")


LONGEST_NOTE = 240  # characters of a note of adoption and review


def names_adoption(text: str) -> bool:
    """Whether words of adoption, review or versions stand in the text."""
    return _ADOPTION.search(text) is not None


def is_dated_adoption(text: str) -> bool:
    """Whether a short text states an adoption or review with a date."""
    dated = DATE.search(_ACT.sub("", text)) is not None
    return len(text) < 170 and names_adoption(text) and dated


def opens_with_adoption(text: str) -> bool:
    """Whether a text is a note of adoption or review: it begins so, and has a date or a gap."""
    return (
        len(text) < LONGEST_NOTE
        and _ADOPTION_OPENS.match(text) is not None
        and (DATE.search(text) is not None or "[" in text or "_" in text)
    )


def lays_down_duty(text: str) -> bool:
    """Whether a modal verb stands in the text."""
    return _DUTY.search(text) is not None


def is_field(text: str) -> bool:
    """Whether a text is a named value: "Version: 2", "Review date: May 2026"."""
    return _FIELD.match(text) is not None


def is_form_line(text: str) -> bool:
    """Whether space for writing is ruled in the text."""
    return _FORM_LINE.search(text) is not None


def is_blank(text: str) -> bool:
    """Whether a text is the name of a blank to be filled in, and no more: "Your address:"."""
    return _BLANK.fullmatch(text) is not None


def is_signature(text: str, *, after_signature: bool) -> bool:
    """Whether a text is a line to be signed, or a name or date below such a line."""
    if len(text) > 170 or not _SIGNATURE.match(text):
        return False
    return after_signature or _SIGNATURE_OPENS.match(text) is not None


def names_council(text: str) -> bool:
    """Whether a text is the name of a council and no more."""
    return _COUNCIL_NAME.fullmatch(text) is not None


def names_person(text: str) -> bool:
    """Whether a text is a name with its office, as below a foreword: "A. Pryce, Town Clerk"."""
    return _PERSON.fullmatch(text) is not None


def is_contact(text: str) -> bool:
    """Whether a telephone number, e-mail or web address or postcode stands in the text."""
    return len(text) < 300 and _CONTACT.search(text) is not None


def is_mostly_contact(text: str) -> bool:
    """Whether little but the contact stands there."""
    before = re.split(r"<?https?://|www\.", text)[0]
    return is_contact(text) and (
        len(words(before)) <= 6 or text.lower().startswith(("for more", "for further"))
    )


def names_sources(text: str) -> bool:
    """Whether a heading opens a list of background papers or related documents."""
    return _SOURCES.match(text) is not None


def is_footnote(text: str) -> bool:
    """Whether a paragraph begins with the mark of a footnote."""
    return len(text) < 400 and _FOOTNOTE.match(text) is not None and not is_field(text)
