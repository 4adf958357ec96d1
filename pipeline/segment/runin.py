"""Where does a heading that is run into its paragraph end?

"4. Correspondence. Letters go out in the Clerk's name." holds a heading and a clause. Bold type,
which would tell them apart, is lost in most texts, so the words have to.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import ClauseKind
from pipeline.segment.looks import is_list_label
from pipeline.segment.marks import names_adoption
from pipeline.segment.paragraphs import Paragraph
from pipeline.segment.wording import (
    has_verb,
    is_capitals,
    is_sentence,
    is_title_case,
    is_unfinished,
    opens_with_topic,
    words,
)
from pipeline.text.numbering import NUMBERED, NumberKind, whole_division

_MARKED = re.compile(
    r"([A-Z“\"][^.:;!?\t]{2,70}?)(\s{1,3}[-–—]\s{1,3}|[.:]\s{0,3}[-–—]?\s{1,3}|\t)(?=[A-Z“\"(])"
)
_ABBREVIATION = re.compile(r"\b(?:e\.?g|i\.?e|No|Mr|Mrs|Ms|Dr|Cllr|St|para|s)$")
_TO_DO = re.compile(r"(?:What|How|When|Where|Who|Whom) to [a-z]{2,20}\b")
_REMARK = re.compile(r"(?:note|nb|for example|example)\b", re.IGNORECASE)
_STARTER = re.compile(
    r"(?:The|In|From|If|A|An|All|Any|Each|Every|Where|When|This|These|It|There|To|No|While|Whilst"
    r"|Should|At|On|For|As|Both|Such|Under|Once|Unless|Although|They|Neither|With|By|Only|Whenever"
    r"|During|You|We|Our)$"
)
_SUBJECT = re.compile(
    r"(?:Members?|Councillors?|Officers?|Employees?|Staff|Clerk|Council|Chair(?:man|men|s|person)?)$"
)
_QUALIFIER_BEFORE_SUBJECT = re.compile(
    r"(?:Council|Town|Parish|Elected|Individual|Senior|All|Both|Other|Co-opted|Proper|Monitoring)$"
)
_SURE_TOPIC = re.compile(
    r"Confidential|Corresp|Complain|Griev|Train|Equal|Bully|Harass|Intro|Purpose|Backgr"
    r"|(?:Respect|Conduct)$"
)
_DUTY_SOON = re.compile(
    r"\S{1,80}\s{1,60}(?:\w{1,40}\s{1,60}){0,3}?(?:must|shall|should|may|will|can|are|is|have|has)\b"
)
_DETERMINER = re.compile(r"(?:The|All|Any|Each|No|Individual|Elected)\b")
_SUBJECT_FIRST = re.compile(
    r"(?:The|An?|All|Any|Each|No) (?!roles?\b|relationship|position|dut|responsib)"
)
_PREFIX = re.compile(r"\b(?:Vice|Deputy|Non|Ex|Sub)-?$")
_SMALL = frozenset({"and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "to"})
_NAMES = re.compile(
    r"(?:Council|Town|Parish|Clerk|Deputy|Code|Mayor|Chair\w{0,6}|Act|Monitoring|Responsible|Proper"
    r"|Officers?|Members?|Councillors?|Committee|I|[A-Z]{2,6})\b"
)
_FEWEST_WORDS = 7  # of a paragraph with a heading in it
_FEWEST_BY_CUSTOM = 4  # where most paragraphs have one: "4. Respect. Members do not"


def split_run_in_headings(
    paragraphs: Sequence[Paragraph], document_text: str
) -> tuple[Paragraph, ...]:
    """Cut the headings off the paragraphs they are run into.

    Args:
        paragraphs: Paragraphs in reading order.
        document_text: The text that their spans refer to.

    Returns:
        The paragraphs; in place of one with a heading in it, the heading, which keeps the label,
        and the words after it without one.
    """
    answers = _answers(paragraphs)
    others = [paragraph for place, paragraph in enumerate(paragraphs) if place not in answers]
    support = _support(others)
    custom = _custom(others)
    split: list[Paragraph] = []
    in_list = False
    for place, paragraph in enumerate(paragraphs):
        cut = None
        if (paragraph.kind is None and place not in answers) and (
            paragraph.label is None
            or paragraph.series in NUMBERED
            or (paragraph.series is NumberKind.LETTER and support >= 3 and not in_list)
        ):
            cut = _accepted_cut(paragraph, support, custom=(paragraph.label is not None) in custom)
        if cut is None:
            split.append(paragraph)
        else:
            split.extend(_cut_at(paragraph, *cut, document_text))
        if paragraph.role != "page":
            in_list = paragraph.text.endswith(":") or (in_list and is_list_label(paragraph))
    return tuple(split)


def _answers(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Places of the answers to questions: "Usually. If you need ..." has no heading in it."""
    return frozenset(
        place
        for place, (asked, paragraph) in enumerate(pairwise(paragraphs), start=1)
        if paragraph.label is None and asked.text.rstrip().endswith("?")
    )


def _support(paragraphs: Sequence[Paragraph]) -> int:
    """Number of run-in headings that are plain by themselves: other ones follow their example."""
    fit = [
        paragraph
        for paragraph in paragraphs
        if paragraph.kind is None and (paragraph.label is None or paragraph.series in NUMBERED)
    ]
    return sum(_find_cut(paragraph, support=0) is not None for paragraph in fit)


def _custom(paragraphs: Sequence[Paragraph]) -> frozenset[bool]:
    """Whether most paragraphs begin with a heading: True for numbered ones, False for others."""
    found = set()
    for labelled in (True, False):
        group = [
            paragraph
            for paragraph in paragraphs
            if paragraph.kind is None
            and (paragraph.series in NUMBERED if labelled else paragraph.label is None)
            and not _is_word_label(paragraph)
            and len(words(paragraph.text[:600])) >= _FEWEST_BY_CUSTOM
        ]
        headed = sum(_shows_custom(paragraph) for paragraph in group)
        if headed >= 3 and headed >= 0.6 * len(group):
            found.add(labelled)
    return frozenset(found)


def _shows_custom(paragraph: Paragraph) -> bool:
    """Whether a heading can be cut off, be it from a short one: "1. Openness. Hide nothing."."""
    if len(words(paragraph.text[:600])) >= _FEWEST_WORDS:
        return _find_cut(paragraph, support=2) is not None
    return paragraph.label is not None and _find_cut(paragraph, support=0, custom=True) is not None


def _is_word_label(paragraph: Paragraph) -> bool:
    """Whether its label is all its heading: "Stage 1: ...", "S.O. 4 ..."."""
    return paragraph.reading is not None and " " in paragraph.reading.style


def _accepted_cut(paragraph: Paragraph, support: int, *, custom: bool) -> tuple[int, int] | None:
    cut = _find_cut(paragraph, support if support >= 2 else 2 if custom else 0, custom=custom)
    if cut is None or is_list_label(paragraph) or _titles_part(paragraph.text, *cut):
        return None
    if paragraph.label is not None:
        return cut
    heading = paragraph.text[: cut[0]]
    mark = heading[-1] if heading[-1] in ".:" else paragraph.text[cut[0] : cut[1]].strip()
    bare = heading.rstrip(".: -–—")
    if mark[:1] in {":", "-", "–", "—"} and not is_title_case(bare) and len(words(bare)) > 4:
        return None
    if names_adoption(bare):
        return None
    if mark == "." and not opens_with_topic(bare) and support < 3:
        return None
    return cut


def _titles_part(text: str, end: int, body: int) -> bool:
    """Whether a part's number stands before its title: "Section 3 - How members behave"."""
    return whole_division(text[:end]) is not None and not is_sentence(text[body:])


def _cut_at(
    paragraph: Paragraph, end: int, body: int, document_text: str
) -> tuple[Paragraph, Paragraph]:
    """Cut a paragraph in two.

    Args:
        paragraph: With the heading at the start of its text.
        end: Where in its text the heading ends.
        body: Where in its text the words after it begin.
        document_text: The text that its span refers to.
    """
    heading = paragraph.text[:end].strip()
    label = paragraph.printed_label or ""
    split_at = _after_printed(
        document_text, paragraph.start, len(re.sub(r"\s", "", label + heading))
    )
    below = _skip_to_words(document_text, split_at)
    return (
        replace(
            paragraph, text=heading, end=split_at, kind=ClauseKind.HEADING, run_in=True, lines=1
        ),
        replace(
            paragraph,
            text=paragraph.text[body:].strip(),
            start=below,
            label=None,
            apart=False,
        ),
    )


def _after_printed(text: str, start: int, count: int) -> int:
    """Position after `count` characters other than white space."""
    position = start
    while count and position < len(text):
        count -= not text[position].isspace()
        position += 1
    return position


def _skip_to_words(text: str, position: int) -> int:
    """Position of the words after a heading, behind the dash that may part them."""
    while position < len(text) and (text[position].isspace() or text[position] in "-–—"):
        position += 1
    return position


def _find_cut(
    paragraph: Paragraph, support: int, *, custom: bool = False
) -> tuple[int, int] | None:
    """End of the heading and start of the words after it, in the paragraph's text."""
    text = paragraph.text
    if not text[:1].isupper() and text[:1] not in '“"':
        return None
    count = len(words(text[:600]))
    leads_on = paragraph.label is not None and text.endswith(":")
    if count < (_FEWEST_BY_CUSTOM if custom or leads_on else _FEWEST_WORDS):
        return None
    if _is_word_label(paragraph):
        return None
    numbered = paragraph.series in NUMBERED
    cut = _marked_cut(text, numbered=numbered, custom=custom)
    if cut is not None or count < _FEWEST_WORDS:
        return cut
    return _unmarked_cut(text, numbered=numbered, support=support, custom=custom)


def _marked_cut(text: str, *, numbered: bool, custom: bool) -> tuple[int, int] | None:
    """Cut at a full stop, colon or dash after a few words without a verb."""
    match = _MARKED.match(text)
    if match is None:
        return None
    heading, mark, rest = match[1], match[2], text[match.end() :]
    stop = "." in mark
    as_others = (
        custom
        and len(words(heading)) <= 6
        and not is_unfinished(heading)
        and not (stop and (has_verb(heading) or _ABBREVIATION.search(heading)))
    )
    if not (as_others or _names_something(heading, numbered=numbered, stop=stop)):
        return None
    fewest = 2 if custom else 3 if numbered and rest.endswith(":") else 5
    if len(words(rest)) < fewest:
        return None
    says = has_verb(rest) or is_sentence(rest) or len(words(rest)) >= 12
    if not (says or (custom and rest[-1] in ":.")):
        return None
    if stop and _says_something(heading):
        return None
    return match.start(2) + len(mark.rstrip(" \t-–—")), match.end()


def _names_something(heading: str, *, numbered: bool, stop: bool) -> bool:
    """Whether a few words before a mark could be a heading."""
    count = len(words(heading))
    if _TO_DO.match(heading):
        return count <= 6
    if count > 9 or has_verb(heading) or is_unfinished(heading):
        return False
    if _ABBREVIATION.search(heading) or _REMARK.match(heading):
        return False
    return (
        (not stop and (count <= 6 or numbered))
        or count <= 4
        or is_title_case(heading)
        or (
            opens_with_topic(heading)
            and count <= 6
            and not (stop and _SUBJECT_FIRST.match(heading))
        )
    )


def _says_something(heading: str) -> bool:
    """Whether the words are a short sentence, such as "Officers advise."."""
    first, *others = words(heading)
    return bool(
        others and _SUBJECT.match(first) and others[0].islower() and others[0] not in _SMALL
    )


def _unmarked_cut(
    text: str, *, numbered: bool, support: int, custom: bool
) -> tuple[int, int] | None:
    """Cut before the word that begins a sentence: "2.4 Officers The role of officers is ..."."""
    tokens = list(re.finditer(r"\S+", text[:400]))
    for k in range(1, min(11, len(tokens) - 4)):
        word, start = tokens[k].group(0), tokens[k].start()
        heading = text[:start].rstrip()
        if heading[-1] in ".,;:!?":
            return None
        if has_verb(heading) and not is_capitals(heading):
            return None
        if is_unfinished(heading):
            continue
        rest = text[start:]
        if _PREFIX.search(heading) or not has_verb(" ".join(rest[:300].split()[:25])):
            continue
        wide = start - len(heading) >= 3
        if custom and _begins_by_custom(word, rest, heading):
            return len(heading), start
        if _begins_sentence(
            word,
            rest,
            heading,
            tokens[0].group(0),
            k,
            numbered=numbered,
            support=support,
            wide=wide,
        ):
            return len(heading), start
    return None


def _begins_sentence(
    word: str,
    rest: str,
    heading: str,
    first: str,
    k: int,
    *,
    numbered: bool,
    support: int,
    wide: bool,
) -> bool:
    starter, subject = _STARTER.match(word), _SUBJECT.match(word)
    if (
        is_capitals(heading)
        and not is_capitals(rest[:40])
        and not re.fullmatch(r"[A-Z]{2,4}", heading)
        and (starter or subject)
    ):
        return True
    follows_example = numbered or support > 0
    if starter and is_sentence(rest):
        if not _STARTER.match(first):
            return follows_example or wide
        return follows_example and k >= 2 and first in {"The", "A", "An"} and word != first
    if subject and numbered:
        return _subject_begins_sentence(rest, heading, support=support, wide=wide)
    return False


def _begins_by_custom(word: str, rest: str, heading: str) -> bool:
    """Whether a capital in the middle begins the sentence, where most paragraphs are so headed."""
    if not word[0].isupper() or not is_sentence(rest) or _DETERMINER.match(heading):
        return False
    if _SUBJECT.match(word):
        return not _QUALIFIER_BEFORE_SUBJECT.search(heading)
    return heading[1:].islower() and not _NAMES.match(word)


def _subject_begins_sentence(rest: str, heading: str, *, support: int, wide: bool) -> bool:
    """Whether "Staff" in "Confidentiality Staff must ..." begins the sentence."""
    if _DETERMINER.match(heading) or not _DUTY_SOON.match(rest):
        return False
    heading_words = words(heading)
    topical = (
        opens_with_topic(heading)
        and len(heading_words) <= 6
        and not _SUBJECT.match(heading_words[-1])
        and (len(heading_words) > 1 or support > 0 or _SURE_TOPIC.match(heading))
    )
    supported = (
        support >= 2 and len(heading_words) > 1 and not _QUALIFIER_BEFORE_SUBJECT.search(heading)
    )
    return bool(topical or wide or supported)
