"""What does a phrase look like: a sentence, a heading, a title, a date?"""

import re

from pipeline.text.numbering import read_division

MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ionawr|chwefror|mawrth|ebrill|mai|mehefin"
    r"|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)[a-z]{0,8}"
)
DATE = re.compile(
    rf"\b(?:\d{{1,2}}\s{{0,2}}(?:st|nd|rd|th)?\s{{1,3}}(?:of\s)?{MONTH},?\s{{1,3}}\d{{4}}"
    rf"|{MONTH}\s{{1,3}}(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,3}})?\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)

_WORD = re.compile(r"[\w’'&/-]+")
_VERB = re.compile(
    r"\b(?:is|are|was|were|(?<!to )be|been|being"
    r"|has|have|had|shall|should|must|may|might|can|could|cannot"
    r"|can['’]t|will|won['’]t|would|do|does|did|don['’]t|doesn['’]t|isn['’]t|aren['’]t|needs"
    r"|expects?|appl(?:y|ies)|includes?|requires?|covers|sets|aims?\sto|recognises?|agrees?|works"
    r"|provides?|undertakes?|means|ought|goes|go|takes?|keeps?|sits?|lies|exists?|remains?|meets?"
    r"|decides?|reports?\sto|adopted|promises?|understands?|becomes?|seeks?|gives?|makes?|attends?"
    r"|advises?|ensures?|acts?\s(?:as|on|for)|owes?|carr(?:y|ies)|belongs?|depends?|relies|rests?"
    r"|helps|speaks?|writes?|receives?|sends|brings?|comes?|allows?|describes?|explains?|governs?"
    r"|consists?|comprises?|confirms?|considers?|accepts?|respects|serves?|leads?|behaves?|avoids?"
    r"|appoints?|employs|employ|follows|treats?|regards|replaces|supplements|relates|refers?|tells?"
    r"|asks?|says?|knows?|wants?|thinks?|puts?|runs|holds?|signs|chairs\sthe|presides?|answers\sto"
    r"|rhaid|dylai|dylid|dylent|mae|maent|bydd|byddant|yw|gall|gallant|caiff|nid|ydynt|ydyw|ddylai"
    r"|ddylid|fydd|oes|ceir|gellir|disgwylir|ddarperir|darperir|cynhelir|ystyrir|rheolir)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(
    re.findall(
        r"\S+",
        "a an and as at but by for from if in into of on or per s the their to under upon with "
        "within between v vs via is ar a'r i o y yr yn ac & nor not over",
    )
)
_OPEN_END = re.compile(
    r"(?:\b(?:a|an|the|and|or|of|to|in|for|with|by|from|that|which|who|their|its|his|her|this|these"
    r"|those|on|at|as|be|is|are|than|any|all|not|between|under|such|if|when|where|will|shall|must"
    r"|should|may|can|have|has|been|into|upon|except|unless|until"
    r"|(?<!each )other|each|both|either|y|yr|yn|a'r|i'r|o'r)"
    r"|,|[-–—/(])$",
    re.IGNORECASE,
)
_QUESTION = re.compile(  # "What this protocol is for"
    r"(?:\S{1,4} )?(?:What|Who|Where|When|How|Why)\b.{0,50}\b(?:for|with|about|from|of|to|by)$"
)
_ASKED = re.compile(r"(?:who|what|when|where|why|how)", re.IGNORECASE)  # a heading of one word
_STRANDED = re.compile(r"\b(?:is|are) (?:for|about)$")  # "what this is for"
_SENTENCE_END = re.compile(r"[.;:!?…][\"”’')\]]{0,3}$")
_FULL_STOP = re.compile(r"[.;!?][\"”’')\]]{0,3}$")
_GOING_ON = re.compile(
    r"[a-z),;.&]|['’]s\b|£\s?\d|\([a-z]{2,20}[ ,]"
    r"|\d{1,4}/\d{2,4}\b"
    r"|\([a-z]{1,4}\) (?:above|below|uchod|isod|(?:and|or|to) \([a-z]|of (?:\d|this|the))"
    r"|\(?\d{1,3}(?:\.\d{1,3}){0,4}\)?\.?(?:\([a-z]{1,4}\)){0,3},?\s{1,3}"
    r"(?:above|below|of|and|to|or|shall|must|is|are|in|the|on)\b"
)
_FIGURE_FIRST = re.compile(r"£?\d[\d,.]{0,9}(?:%|p|st|nd|rd|th)?\s{1,3}[a-z]")
_BETWEEN_LANGUAGES = re.compile(r"\s[/|–—-]\s")
_TITLE = re.compile(
    r"\b(?:protocol|policy|polic[iy]|council|cyngor|code|relations(?:hips?)?|guidance|document"
    r"|working together|concordat|draft|version|appendix|constitution|standing|charter|agreement"
    r"|regulations|orders|procedures?|scheme|terms of reference|handbook"
    r"|polisi|cod|canllaw)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"(?:the )?(?:introduction|purpose|background|scope|aims?|objectives?|context|foreword"
    r"|overview|preamble|definitions?|general|principles|summary|application|status|interpretation|roles?"
    r"|responsibilities|expectations|relationships?|respect|conduct|confidentiality|correspondence"
    r"|complaints?|grievances?|training|equality|bullying|harassment|media|press|publicity"
    r"|social media|communications?|review|breach(?:es)?|monitoring|conclusion|political groups?"
    r"|access|information|meetings|support|councillors|members|officers|employees|staff|chair\w{0,10}"
    r"|the (?:clerk|chair\w{0,10}|mayor|leader|proper officer|council|role|relationship)"
    r"|appointments?|undue pressure|familiarity|interests?|use of|disputes?|resolution|compliance"
    r"|cyflwyniad|cefndir|pwrpas|diben|rolau?|adolygu|egwyddorion|cyfrinachedd|gohebiaeth|cwynion"
    r"|about (?:this|the|us)|what|when|why|how|who|if things)\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"(?:what|how|when|why|who|where|if|beth|sut|pryd|pam|pwy)\b", re.IGNORECASE
)


def words(text: str) -> list[str]:
    """Words of a text, hyphens and apostrophes inside them."""
    return _WORD.findall(text)


def has_verb(text: str) -> bool:
    """Whether a finite verb of the kind that protocols use stands in the text."""
    return _VERB.search(text, 6 if text[:6].casefold() == "being " else 0) is not None


def is_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals, of more than three."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) > 0.85 * len(letters)


def is_title_case(text: str) -> bool:
    """Whether the Words That Carry Meaning Begin with Capitals."""
    carrying = [
        word for word in words(text) if word.lower() not in _SMALL_WORDS and word[0].isalpha()
    ]
    return bool(carrying) and sum(word[0].isupper() for word in carrying) >= 0.8 * len(carrying)


def is_sentence(text: str) -> bool:
    """Whether a text reads as a whole sentence: a stop at its end and a verb, or great length."""
    count = len(words(text))
    if count > 22:
        return True
    if not _FULL_STOP.search(text):
        return False
    return (count >= 4 and has_verb(text)) or (count >= 5 and not is_title_case(text))


def ends_sentence(text: str) -> bool:
    """Whether the last mark could close a sentence, a list item or an intro."""
    return _SENTENCE_END.search(text) is not None


def is_unfinished(text: str) -> bool:
    """Whether the last word or mark needs another after it."""
    return (
        _OPEN_END.search(text) is not None
        and not _QUESTION.match(text)
        and not _ASKED.fullmatch(text)
        and not _STRANDED.search(text)
    )


def begins_anew(text: str) -> bool:
    """Whether a line begins like something new: with a capital, a quotation mark or a figure."""
    return _GOING_ON.match(text) is None


def opens_with_figure(text: str) -> bool:
    """Whether a line begins with a figure that counts something: "5 members", "2011 and"."""
    return _FIGURE_FIRST.match(text) is not None


def halves(text: str) -> tuple[str, str] | None:
    """The two sides of a line such as "Parch / Respect", which may say one thing twice.

    Returns:
        The sides, or None where no bar, stroke or dash stands alone in the line.
    """
    sides = _BETWEEN_LANGUAGES.split(text, maxsplit=1)
    return (sides[0], sides[1]) if len(sides) == 2 else None


def names_title(text: str) -> bool:
    """Whether a word of document titles stands in the text."""
    return _TITLE.search(text) is not None


def opens_with_topic(text: str) -> bool:
    """Whether a text begins with a word that heads sections of protocols everywhere."""
    return _TOPIC.match(text) is not None


def opens_with_question_word(text: str) -> bool:
    """Whether a text begins with "what", "how", "if" and the like."""
    return _QUESTION_WORD.match(text) is not None


def names_division(text: str) -> bool:
    """Whether a text begins with the name of a part, such as "Appendix A"."""
    return read_division(text) is not None
