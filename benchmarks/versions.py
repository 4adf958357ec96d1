"""Later versions of a protocol, with what was done to each clause.

Two ways to edit that have no operation in common but the renumbering: `drafting` does what happens
between two drafts, clause by clause; `overhauling` what a council does to last year's version as a
whole. Clauses that are put in come from other councils and resemble nothing in the document. A
seed gives the same versions again.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from pipeline.model import Clause, ClauseKind

_SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
_WORD = re.compile(r"\S+")
_HALVES = re.compile(r"^(If|Where|When) ([^,]{8,200}), ([^.]{8,300})\.$")
_UNLIKE = 55.0  # of 100: a clause that is put in is less like any clause of the document

_INSTEAD = {
    "must": ("should", "shall", "is to"),
    "should": ("must", "ought to"),
    "may": ("can", "might"),
    "will": ("must", "is to"),
    "the": ("any", "that"),
    "all": ("every",),
    "any": ("each", "some"),
    "and": ("or", "as well as"),
    "information": ("facts", "material"),
    "advice": ("guidance", "counsel"),
    "respect": ("courtesy",),
    "work": ("duties", "business"),
    "request": ("enquiry",),
    "meeting": ("session",),
    "five": ("ten", "three"),
    "working": ("clear",),
    "days": ("weeks",),
    "written": ("recorded",),
    "discuss": ("talk over",),
    "not": ("never",),
    "give": ("offer", "provide"),
    "decisions": ("resolutions",),
}
_PUT_IN = (
    "where this is practicable",
    "in writing",
    "without delay",
    "as far as the law allows",
    "at the earliest opportunity",
    "unless the Council resolves otherwise",
    "on each occasion",
    "and in good faith",
    "after taking advice",
    "for as long as they hold office",
)


@dataclass
class Printed:
    """A clause of a version while it is edited."""

    clause: Clause
    origins: tuple[int, ...]  # n in the earlier version; empty: put in
    done: str = "unchanged"
    moved: bool = False
    mirrored: bool = False  # something like it was put in, so that it may not be left out


@dataclass(frozen=True)
class Version:
    """A later version, and what is true of it."""

    clauses: tuple[Clause, ...]
    pairs: frozenset[tuple[int, int]]  # n of the earlier and of the later
    fates: dict[tuple[str, int], str]  # by "earlier" and n, or of what was put in "later" and n
    moved: frozenset[int]  # n of the earlier


def drafting(
    clauses: Sequence[Clause], others: Sequence[Clause], seed: str, rate: float = 0.3
) -> Version:
    """Edit single clauses: delete, put in, reword, move, split, join."""
    rng = random.Random(seed)
    printed = _opened(clauses)
    strangers = _strangers(clauses, others, rng)
    steps: list[Callable[[], object]] = []
    size = len(printed)
    for step in (
        lambda: _delete(printed, rng),
        lambda: _put_in(printed, strangers, rng),
        lambda: _reword(printed, rng),
        lambda: _reword(printed, rng),
        lambda: _move(printed, rng),
        lambda: _split(printed, rng),
        lambda: _join(printed, rng),
        lambda: _mirror(printed, rng),
        lambda: _move_list(printed, rng),
    ):
        steps += [step] * max(1, round(rate * size / 9))
    rng.shuffle(steps)
    for step in steps:
        step()
    return _closed(clauses, printed, rng)


def overhauling(clauses: Sequence[Clause], others: Sequence[Clause], seed: str) -> Version:
    """Edit the whole: sections, lists, names, titles, the look of type, the order of halves."""
    rng = random.Random(seed)
    printed = _opened(clauses)
    strangers = _strangers(clauses, others, rng)
    _list_to_prose(printed, rng)
    _prose_to_list(printed, rng)
    _move_section(printed, rng)
    _drop_section(printed, rng)
    _retitle(printed, rng)
    for _ in range(max(2, len(printed) // 12)):
        _turn(printed, rng)
        _cut_down(printed, rng)
    _put_in_section(printed, strangers, rng)
    _everywhere(printed, rng)
    return _closed(clauses, printed, rng)


def _opened(clauses: Sequence[Clause]) -> list[Printed]:
    return [
        Printed(clause, (clause.n,))
        for clause in clauses
        if clause.kind is not ClauseKind.BOILERPLATE
    ]


def _strangers(clauses: Sequence[Clause], others: Sequence[Clause], rng: random.Random):
    own = [clause.text.casefold() for clause in clauses]
    found = [
        clause
        for clause in others
        if clause.kind is ClauseKind.CLAUSE and 60 < len(clause.text) < 400
    ]
    rng.shuffle(found)
    kept: list[Clause] = []
    for clause in found:
        best = process.extractOne(clause.text.casefold(), own, scorer=fuzz.token_sort_ratio)
        if best is None or best[1] < _UNLIKE:
            kept.append(clause)
        if len(kept) == 60:
            break
    return kept


def _fresh(printed: Sequence[Printed], *kinds: ClauseKind, words: int = 8) -> list[int]:
    """Give the places of clauses to which nothing was done yet."""
    return [
        at
        for at, each in enumerate(printed)
        if each.done == "unchanged"
        and not each.moved
        and each.clause.kind in kinds
        and len(each.clause.text.split()) >= words
    ]


_AFTER_A_LIST = (ClauseKind.CLAUSE, ClauseKind.HEADING)
_TEXT = (ClauseKind.CLAUSE, ClauseKind.LIST_ITEM)


def _delete(printed, rng):
    places = [at for at in _fresh(printed, *_TEXT, words=1) if not printed[at].mirrored]
    if places:
        del printed[rng.choice(places)]


def _put_in(printed, strangers, rng):
    if strangers:
        at = rng.randrange(1, len(printed) + 1)
        printed.insert(at, Printed(replace(strangers.pop(), kind=ClauseKind.CLAUSE), (), "added"))


def _reword(printed, rng):
    if places := _fresh(printed, *_TEXT, words=4):
        each = printed[rng.choice(places)]
        each.clause = replace(each.clause, text=_reworded(each.clause.text, rng))
        each.done = "reworded"


def _reworded(text, rng):
    words = text.split()
    known = [at for at, word in enumerate(words) if word.casefold().strip(",.;") in _INSTEAD]
    rng.shuffle(known)
    for at in known[: rng.randint(1, max(1, len(words) // 4))]:
        bare = words[at].casefold().strip(",.;")
        tail = words[at][len(words[at].rstrip(",.;")) :]
        words[at] = rng.choice(_INSTEAD[bare]) + tail
    if not known or rng.random() < 0.5:
        words.insert(rng.randrange(1, len(words)), rng.choice(_PUT_IN))
    if len(words) > 12 and rng.random() < 0.4:
        start = rng.randrange(1, len(words) - 4)
        del words[start : start + rng.randint(1, len(words) // 3)]
    return " ".join(words)


def _move(printed, rng):
    places = _fresh(printed, ClauseKind.CLAUSE)
    if not places:
        return
    at = rng.choice(places)
    targets = [to for to in range(1, len(printed)) if abs(to - at) >= 5]
    if targets:
        each = printed.pop(at)
        each.moved = True
        if rng.random() < 0.4:
            each.clause = replace(each.clause, text=_reworded(each.clause.text, rng))
        printed.insert(rng.choice(targets), each)


def _split(printed, rng):
    places = [
        at
        for at in _fresh(printed, ClauseKind.CLAUSE, words=14)
        if len(_SENTENCE_END.split(printed[at].clause.text)) > 1
    ]
    if not places:
        return
    at = rng.choice(places)
    each = printed[at]
    sentences = _SENTENCE_END.split(each.clause.text)
    cut = rng.randrange(1, len(sentences))
    halves = " ".join(sentences[:cut]), " ".join(sentences[cut:])
    if min(len(half.split()) for half in halves) >= 4:
        printed[at : at + 1] = [
            Printed(replace(each.clause, text=_perhaps(half, rng)), each.origins, "split")
            for half in halves
        ]


def _join(printed, rng):
    places = _fresh(printed, ClauseKind.CLAUSE)
    pairs = [at for at in places if at + 1 in places]
    if pairs:
        at = rng.choice(pairs)
        one, other = printed[at], printed[at + 1]
        text = f"{_perhaps(one.clause.text, rng)} {_perhaps(other.clause.text, rng)}"
        whole = Printed(replace(one.clause, text=text), one.origins + other.origins, "joined")
        printed[at : at + 2] = [whole]


def _perhaps(text, rng):
    return _reworded(text, rng) if len(text.split()) > 6 and rng.random() < 0.4 else text


def _mirror(printed, rng):
    """Put in what a clause says of councillors for officers too, and the other way round."""
    swap = {"councillor": "officer", "member": "employee", "officer": "councillor"}
    pattern = re.compile("councillor|member|officer", re.IGNORECASE)
    places = [at for at in _fresh(printed, *_TEXT) if pattern.search(printed[at].clause.text)]
    if places:
        at = rng.choice(places)
        text = pattern.sub(lambda m: swap[m[0].lower()], printed[at].clause.text)
        clause = replace(printed[at].clause, text=text, kind=ClauseKind.CLAUSE)
        printed[at].mirrored = True
        printed.insert(rng.randrange(1, len(printed) + 1), Printed(clause, (), "added"))


def _move_list(printed, rng):
    lists = [
        span
        for span in _lists(printed)
        if all(e.done == "unchanged" and not e.moved for e in printed[span.start : span.stop])
    ]
    if not lists:
        return
    span = rng.choice(lists)
    block = printed[span.start : span.stop]
    rest = printed[: span.start] + printed[span.stop :]
    targets = [
        to
        for to in range(1, len(rest))
        if abs(to - span.start) > 2 * len(span) and rest[to].clause.kind in _AFTER_A_LIST
    ]
    if targets:
        for each in block:
            each.moved = True
        to = rng.choice(targets)
        printed[:] = rest[:to] + block + rest[to:]


# --- the whole -----------------------------------------------------------------------------------


def _lists(printed) -> list[range]:
    found = []
    for at, each in enumerate(printed):
        if each.clause.kind is ClauseKind.LIST_INTRO:
            end = at + 1
            while end < len(printed) and printed[end].clause.kind is ClauseKind.LIST_ITEM:
                end += 1
            if 2 < end - at < 8:
                found.append(range(at, end))
    return found


def _list_to_prose(printed, rng):
    lists = _lists(printed)
    if lists:
        span = rng.choice(lists)
        whole = printed[span.start : span.stop]
        text = " ".join(each.clause.text.rstrip(";, ").removesuffix("; and") for each in whole)
        clause = replace(whole[0].clause, text=text + ".", kind=ClauseKind.CLAUSE)
        origins = tuple(n for each in whole for n in each.origins)
        printed[span.start : span.stop] = [Printed(clause, origins, "joined")]


def _prose_to_list(printed, rng):
    places = [
        at
        for at in _fresh(printed, ClauseKind.CLAUSE, words=20)
        if printed[at].clause.text.count(", ") >= 2
    ]
    if not places:
        return
    at = rng.choice(places)
    each = printed[at]
    parts = [part for part in each.clause.text.split(", ") if part]
    if min(len(part.split()) for part in parts) < 3:
        return
    kinds = [ClauseKind.LIST_INTRO] + [ClauseKind.LIST_ITEM] * (len(parts) - 1)
    printed[at : at + 1] = [
        Printed(replace(each.clause, text=part, kind=kind), each.origins, "split")
        for part, kind in zip(parts, kinds, strict=True)
    ]


def _sections(printed) -> list[range]:
    heads = [at for at, each in enumerate(printed) if each.clause.kind is ClauseKind.HEADING]
    return [
        range(a, b) for a, b in zip(heads, [*heads[1:], len(printed)], strict=True) if b - a > 1
    ]


def _move_section(printed, rng):
    """Move a section past more clauses than it has itself, so that it is what was moved."""
    sections = _sections(printed)
    choices = [
        (one, to)
        for one in sections
        for to in (*(each.start for each in sections), len(printed))
        if (to < one.start and one.start - to > 2 * len(one))
        or (to > one.stop and to - one.stop > 2 * len(one))
    ]
    if choices:
        span, to = rng.choice(choices)
        block = printed[span.start : span.stop]
        for each in block:
            each.moved = True
        del printed[span.start : span.stop]
        to -= len(block) if to > span.start else 0
        printed[to:to] = block


def _drop_section(printed, rng):
    sections = [s for s in _sections(printed) if len(s) < 6 and not printed[s.start].moved]
    if len(sections) > 3:
        span = rng.choice(sections)
        del printed[span.start : span.stop]


def _retitle(printed, rng):
    heads = [at for at in _fresh(printed, ClauseKind.HEADING, words=1) if at > 3]
    if heads:
        each = printed[rng.choice(heads)]
        words = rng.choice(("Rules on {}", "{} and related matters", "{}: our approach"))
        each.clause = replace(each.clause, text=words.format(each.clause.text.lower()))
        each.done = "reworded"


def _turn(printed, rng):
    places = [
        at
        for at in _fresh(printed, ClauseKind.CLAUSE)
        if _HALVES.match(printed[at].clause.text)
        or len(_SENTENCE_END.split(printed[at].clause.text)) > 1
    ]
    if not places:
        return
    each = printed[rng.choice(places)]
    if halves := _HALVES.match(each.clause.text):
        text = f"{halves[3][:1].upper()}{halves[3][1:]} {halves[1].lower()} {halves[2]}."
    else:
        sentences = _SENTENCE_END.split(each.clause.text)
        text = " ".join((*sentences[1:], sentences[0]))
    each.clause = replace(each.clause, text=text)
    each.done = "reworded"


def _cut_down(printed, rng):
    if places := _fresh(printed, *_TEXT, words=12):
        each = printed[rng.choice(places)]
        words = each.clause.text.split()
        keep = round(len(words) * rng.uniform(0.55, 0.8))
        start = rng.choice((0, len(words) - keep))
        each.clause = replace(each.clause, text=" ".join(words[start : start + keep]))
        each.done = "reworded"


def _put_in_section(printed, strangers, rng):
    sections = _sections(printed)
    if sections and len(strangers) > 4:
        clause = strangers[0]
        block = [
            Printed(replace(clause, kind=ClauseKind.HEADING, text="Arrangements in emergencies"), (), "added"),
            *(Printed(strangers.pop(), (), "added") for _ in range(rng.randint(2, 4))),
        ]  # fmt: skip
        printed[sections[0].start : sections[0].start] = block


def _everywhere(printed, rng):
    """Change names and the look of type throughout."""
    curly = rng.random() < 0.5
    titles = rng.random() < 0.5
    renames = rng.random() < 0.7
    for each in printed:
        text = each.clause.text
        if renames and each.origins:
            named = re.sub(r"\b(?:Town |Parish )?Clerk\b", "Proper Officer", text)
            if named != text and each.done == "unchanged":
                each.done = "reworded"
            text = named
        if curly:
            text = text.replace("'", "’").replace(" - ", " – ").replace(" ", "\u00a0", 1)
        if titles and each.clause.kind is ClauseKind.HEADING:
            text = text.title()
        each.clause = replace(each.clause, text=text)


# --- numbers -------------------------------------------------------------------------------------


def _closed(earlier: Sequence[Clause], printed: Sequence[Printed], rng: random.Random) -> Version:
    """Number the clauses anew, in another style, and say what is true."""
    style = rng.choice(("{}.{}", "{}({})", "{}.{}."))
    section = number = item = 0
    heading, intro, found = "", None, []
    for n, each in enumerate(printed, start=1):
        kind = each.clause.kind
        if kind is ClauseKind.HEADING:
            section, number, intro = section + 1, 0, None
            label, heading = f"{section}.", each.clause.text
        elif kind is ClauseKind.LIST_ITEM and intro is not None:
            item += 1
            label = f"({chr(96 + (item - 1) % 26 + 1)})"
        else:
            number += 1
            item = 0
            label = style.format(section, number)
            intro = each.clause.text if kind is ClauseKind.LIST_INTRO else None
        found.append(
            replace(
                each.clause,
                doc="later",
                n=n,
                label=label if each.clause.label is not None else None,
                address=f"{section}.{number}{label if item else ''}",
                path=() if kind is ClauseKind.HEADING or not heading else (heading,),
                intro=intro if kind is ClauseKind.LIST_ITEM else None,
                start=n,
                end=n,
            )
        )
    pairs = {(origin, n) for n, each in enumerate(printed, 1) for origin in each.origins}
    fates = {
        ("earlier", clause.n): "removed"
        for clause in earlier
        if clause.kind is not ClauseKind.BOILERPLATE
    }
    for n, each in enumerate(printed, 1):
        if not each.origins:
            fates["later", n] = "added"
        for origin in each.origins:
            is_moved = each.moved and each.done in {"unchanged", "reworded"}
            fates["earlier", origin] = "moved" if is_moved else each.done
    moved = {origin for each in printed if each.moved for origin in each.origins}
    return Version(tuple(found), frozenset(pairs), fates, frozenset(moved))
