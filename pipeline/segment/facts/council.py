"""Whose document is this?"""

import re
from collections import Counter
from dataclasses import dataclass, replace

_TYPES = {
    "parish": "parish",
    "town": "town",
    "community": "community",
    "city": "city",
    "village": "village",
    "neighbourhood": "neighbourhood",
    "cymuned": "community",
    "gymuned": "community",
    "tref": "town",
    "dref": "town",
}


@dataclass(frozen=True, slots=True)
class NamedCouncil:
    """A council's full name, in capitals only where its letters are, and the place of its name."""

    name: str
    council_type: str
    start: int
    end: int
    weight: float = 1.0


def find_council(text: str) -> tuple[NamedCouncil | None, str | None]:
    """Find the council that a document belongs to, and its type.

    A principal council, a placeholder ("Wonderland Parish Council") or initials are not it. Of
    several names the one named most often counts, the earlier where they tie, and a name near
    the top counts double.

    Returns:
        The council, or None where none is named; and its type, known from "Parish Clerk" or
        "the Town Council" even without a name, else None.
    """
    found: dict[str, NamedCouncil] = {}
    for named in (*_english(text), *_welsh(text)):
        key = named.name.lower()
        weight = named.weight * (2 if named.start < _NEAR_THE_TOP else 1)
        if key in found:
            kept = found[key]
            mixed = named.name if kept.name.isupper() else kept.name
            found[key] = replace(kept, name=mixed, weight=kept.weight + weight)
        else:
            found[key] = replace(named, weight=weight)
    if found:
        best = max(found.values(), key=lambda named: (named.weight, -named.start))
        best = next((named for named in found.values() if _is_in_english(named, best)), best)
        if best.name.isupper():
            best = replace(best, name=_in_title_case(best.name))
        return best, best.council_type
    return None, _type_without_a_name(text)


def _is_in_english(named: NamedCouncil, welsh: NamedCouncil) -> bool:
    """Say whether a name is the English one of a council that was found in Welsh."""
    place = re.sub(r"^Cyngor \w{1,10} ", "", welsh.name)
    return place != welsh.name and named.name.lower().startswith(f"{place.lower()} ")


_NEAR_THE_TOP = 400  # characters
_WORD = r"(?:[A-Z][\w'.-]*|[A-Z]')"
_LINK = r"(?:and|with|on|in|le|upon|cum|under|of|the|by|next|y|yr|&|a|ar|juxta|super|sub)"
_ENGLISH = re.compile(
    rf"(?<!\w)(?P<name>{_WORD}(?:,?[ ](?:{_WORD}|{_LINK})){{0,7}}?)(?P<gap>[ ]|[ ]?\n[ ]?)"
    r"(?P<suffix>(?:(?:Group(?:ed)?|Joint|United|GROUP|JOINT)[ ])?"
    r"(?P<type>Parish|Town|Community|City|Village|Neighbourhood"
    r"|PARISH|TOWN|COMMUNITY|CITY|VILLAGE|NEIGHBOURHOOD)[ ](?:Council|COUNCIL))\b"
)
_WELSH = re.compile(
    r"\b(?P<head>(?:C|G|Ngh|Ch)yngor|(?:C|G)YNGOR) (?P<type>Cymuned|Tref|Gymuned|Dref|CYMUNED|TREF)"
    r"(?P<name>(?: (?:[A-Z][\w'-]+|a|ac|y|yr)){1,6})"
)
_PLACEHOLDER = re.compile(
    r"\b(?:wonderland|any ?town|any ?parish|any|your|name|x+|sample|insert|example|another|local"
    r"|each|every|new|smaller|other|some|such|neighbouring|name of|no|all|most|many|model|anywhere"
    r"|anyplace|somewhere|dummy|test|template)\b",
    re.IGNORECASE,
)
# Words that a sentence or a title puts before a name without being part of it.
_BEFORE_A_NAME = re.compile(
    r"(?:(?:the|for|of|by|this|welcome|to|at|in|on|and|a|with|&|adopted|approved|agreed|reviewed"
    r"|ratified|accepted|amended|updated|policy|policies|protocol|procedure|procedures|code|conduct"
    r"|standing|orders|financial|regulations|full|annual|ordinary|extraordinary|meeting|minutes"
    r"|statutory|page|if|when|as|an|all|every|is|clerk|chairman|chair|members|member|councillors"
    r"|councillor|officer|officers|that|where|since|before|under|does|its|scheme|terms|reference"
    r"|cyngor cymuned|cyngor tref|council|date|version|title|author|owner|draft|final|copyright"
    r"|model|unless|from"
    r"|however|therefore|relations|relationship|staff|employees|resolved|between)[,.]?[ ])+",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"\b(?:District|Borough|County|Policy|Protocol|Procedure|Act|Regulations|Committee|Council"
    r"|Clerk|Relations|Conduct)\b",
    re.IGNORECASE,
)
_PRINCIPAL = re.compile(r"\b(?:District|Borough|County)\b", re.IGNORECASE)


def _english(text: str) -> list[NamedCouncil]:
    found = []
    for match in _ENGLISH.finditer(text):
        name, start = match["name"], match.start()
        if "\n" in match["gap"] and not _is_a_split_heading(text, match):
            continue
        name, start = _without_lead(name, start)
        if not _is_a_name(name):
            parts = _NOT_A_NAME.split(name)
            tail = parts[-1]
            start += len(name) - len(tail.lstrip(" -,:"))
            name, start = _without_lead(tail.strip(" -,:"), start)
            if len(parts) == 1 or not _is_a_name(name) or _PRINCIPAL.search(match["name"][-30:]):
                continue
        if len(name) < 3 or (name.isupper() and len(name) <= 3):
            continue
        suffix = match["suffix"]
        found.append(
            NamedCouncil(f"{name} {suffix}", _TYPES[match["type"].lower()], start, match.end())
        )
    return found


def _is_a_split_heading(text: str, match: re.Match[str]) -> bool:
    """Say whether a name on one line and "PARISH COUNCIL" on the next are one heading."""
    line_start = text.rfind("\n", 0, match.start()) + 1
    after = text[match.end() : match.end() + 2]
    return not text[line_start : match.start()].strip() and (not after or after[0] in "\n\t ")


def _without_lead(name: str, start: int) -> tuple[str, int]:
    lead = _BEFORE_A_NAME.match(name + " ")
    if not lead:
        return name, start
    return name[lead.end() :], start + lead.end()


def _is_a_name(name: str) -> bool:
    return bool(
        name
        and re.search(r"[A-Z][a-zA-Z']", name)
        and not _PLACEHOLDER.search(name)
        and not _NOT_A_NAME.search(name)
    )


def _welsh(text: str) -> list[NamedCouncil]:
    """Find Welsh names; an English name of the same council is preferred."""
    found = []
    for match in _WELSH.finditer(text):
        name = re.split(r" (?:Polisi|Rheolau|Cod|Protocol|Adopted|Policy)\b", match["name"])[0]
        name = re.sub(r"(?: (?:a|ac|y|yr)){1,9}$", "", name).strip()
        if not name or _PLACEHOLDER.search(name):
            continue
        kind = _TYPES[match["type"].lower()]
        printed = {"community": "Cymuned", "town": "Tref"}[kind]
        if name.isupper():
            name = _in_title_case(name)
        full = f"Cyngor {printed} {name}"
        found.append(NamedCouncil(full, kind, match.start(), match.end("name"), weight=0.9))
    return found


def _in_title_case(name: str) -> str:
    name = re.sub(r"[^\W\d_]+(?:'[^\W\d_]+)?", lambda match: match.group().capitalize(), name)
    small = r"(?<=[ -])(And|On|In|The|Of|With|Le|Upon|Cum|Under|By|Next|Y|Yr)(?=[ -])"
    return re.sub(small, lambda match: match[1].lower(), name)


_BARE_TYPE = re.compile(
    r"\b(?:(?P<a>Parish|Town|Community|Village|City) (?:Council(?:lor)?s?\b|Clerk\b)"
    r"|Cyngor (?P<b>Cymuned|Tref)\b|(?P<c>parish|town|community) (?:council|clerk)\b"
    r"|(?P<d>PARISH|TOWN|COMMUNITY) (?:COUNCIL|CLERK)\b)"
)


def _type_without_a_name(text: str) -> str | None:
    counts = Counter(
        _TYPES[next(group for group in match.groups() if group).lower()]
        for match in _BARE_TYPE.finditer(text)
    )
    if len(counts) > 1:
        del counts["city"]
    return counts.most_common(1)[0][0] if counts else None
