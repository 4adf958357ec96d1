"""Which other council's name was left in?"""

import re
from collections.abc import Collection, Iterator, Sequence

from pipeline.analyse.defects.inspected import Inspected, sentence_around
from pipeline.model import Defect, DefectKind
from pipeline.text.folding import fold

_WORD = r"[A-Z][\w’'-]{1,25}"
_LINK = r"(?:and|on|in|the|under|next|upon|by|with|cum|le|de|la|of|y|yr|ar|&)"
# Districts, counties and cities stay out: a protocol rightly names the council above its own.
_NAME = re.compile(
    rf"\b(?P<place>{_WORD}(?:\s(?:{_LINK}\s){{0,2}}{_WORD}){{0,4}})\s"
    r"(?P<type>Parish|Town|Community|Village|Neighbourhood)\sCouncil\b(?!s)"
    r"|\b(?:Cyngor|Gyngor|Chyngor|Nghyngor)\s(?:Cymuned(?:ol)?|Tref|Gymuned|Dref)\s"
    rf"(?P<lle>{_WORD}(?:\s(?:{_LINK}\s){{0,2}}{_WORD}){{0,3}})"
)
# words before "Parish Council" that are no place
_NO_PLACE_WORDS = """
    a an the any all each every this that these those our your own my its their another other local
    individual model member members councillor councillors officer officers clerk employee employees
    of by for from to with within and or if when where how what which between under protocol policy
    adopted approved reviewed agreed full draft name insert new larger smaller small many most some
    no national association dear signed chair chairman chairs mayor relevant appropriate parish town
    community village group joint both either former relations relationship relationships
    responsibilities role roles quality in on at
"""
_NO_PLACE = frozenset(_NO_PLACE_WORDS.split())
_INNOCENT = re.compile(
    r"\b(?:neighbour\w{0,6}|adjoining|adjacent|joint\w{0,3}|shar(?:e|ed|es|ing)|together with"
    r"|merge[dr]?|former(?:ly)?|predecessor|successor|based on|adapted from|borrow\w{0,4}"
    r"|thank\w{0,3}|courtesy of|acknowledge\w{0,6}|partner\w{0,6}|behalf of|agreement with"
    r"|such as|for example"
    r"|e\.g|including|other councils?|v|versus|contract with"
    r"|also (?:an? )?(?:members?|councillors?|clerk|officer|employed|sits?|serves?|works?)"
    r"|twinn\w{1,4})\b",
    re.IGNORECASE,
)
_COUNCIL = re.compile(r"\b(?:Council|Cyngor|Gyngor|Chyngor|Nghyngor)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s()“”\"]+")
_LONGEST = 70  # characters of a name before "Council", and
_MOST_WORDS = 8
_INVENTED = re.compile(
    r"\b(?:Wonderland|Any\s?[Tt]own|Any\s?[Ww]here|Any\s?[Pp]arish|Some\s?[Tt]own|Example(?:ton|town)?"
    r"|Model|ABC|XYZ|Sample|Somewhere|Dummy|Test)\s(?:Parish|Town|Community|City|Village)\sCouncil\b"
)


def wrong_councils(inspected: Inspected) -> Iterator[Defect]:
    """Find names of parish, town and community councils other than this one, each once."""
    own = inspected.facts.council or ""
    others = {_plain(name) for name in inspected.councils} - {_plain(own)}
    reported: set[str] = set()
    for clause, words in inspected.own_words:
        registered = list(_registered(words, others, own))
        unknown = _unknown(words, registered) if own else []
        names = [*registered, *(span for span in unknown if not _is_own(words[slice(*span)], own))]
        for start, end in names:
            name = " ".join(words[start:end].split())
            if fold(name) in reported or _INNOCENT.search(sentence_around(words, start, end)):
                continue
            reported.add(fold(name))
            yield inspected.defect(
                DefectKind.WRONG_COUNCIL,
                clause,
                clause.start + start,
                clause.start + end,
                f"Names {name} in this council's own text: put the right name in, "
                "or say what part that council plays.",
            )


def invented_councils(inspected: Inspected) -> Iterator[Defect]:
    """Find the made-up council that a model text was written for."""
    for clause, words in inspected.own_words:
        for match in _INVENTED.finditer(words):
            yield inspected.defect(
                DefectKind.TEMPLATE_RESIDUE,
                clause,
                clause.start + match.start(),
                clause.start + match.end(),
                f"“{match.group()}” is the made-up council of a model text: put in your own name.",
            )


def _registered(words: str, others: Collection[str], own: str) -> Iterator[tuple[int, int]]:
    """Give the places where other councils of the register are named, in full."""
    for council in _COUNCIL.finditer(words):
        before = list(_TOKEN.finditer(words, max(0, council.start() - _LONGEST), council.start()))
        after = list(_TOKEN.finditer(words, council.end(), council.end() + _LONGEST))
        spans = [(token.start(), council.end()) for token in before[-_MOST_WORDS:]]
        spans += [(council.start(), token.end()) for token in reversed(after[:_MOST_WORDS])]
        for start, end in spans:  # the longest first
            name = words[start:end]
            if _plain(name) in others and _place_words(name):
                if not _is_tail(words, start, own, name):
                    yield start, end
                break


def _unknown(words: str, known: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the places of other names that look like a local council's."""
    found = []
    for match in _NAME.finditer(words):
        place = _trimmed(match["place"] or match["lle"] or "")
        if not place or _INVENTED.match(match.group()):
            continue
        start = match.start() + match.group().index(place) if match["place"] else match.start()
        if not any(start < end and begin < match.end() for begin, end in known):
            found.append((start, match.end()))
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _is_tail(words: str, start: int, own: str, name: str) -> bool:
    """Whether the name is only the end of the council's own: "Magna Parish Council"."""
    front = fold(own).removesuffix(fold(name)).strip()
    return front not in ("", fold(own)) and fold(words[:start]).endswith(front)


def _trimmed(place: str) -> str:
    """Drop words at the beginning that name no place; empty if nothing is left."""
    parts = place.split()
    while parts and parts[0].casefold().strip("’'") in _NO_PLACE:
        parts = parts[1:]
    if not parts or any(part.casefold() in _NO_PLACE for part in parts if part[0].isupper()):
        return ""
    if place.isupper():
        return ""  # in a line of capitals any word looks like a name
    return " ".join(parts)


def _is_own(name: str, own: str) -> bool:
    """Whether a name may be a shorter or a longer form of the council's own."""
    theirs, ours = _place_words(name), _place_words(own)
    return not theirs or not ours or theirs <= ours or ours <= theirs


def _place_words(name: str) -> frozenset[str]:
    kinds = {"parish", "town", "city", "community", "village", "neighbourhood", "council", "the",
             "of", "and", "cyngor", "cymuned", "tref", "gymuned", "dref", "y", "yr"}  # fmt: skip
    return frozenset(fold(name).split()) - kinds
