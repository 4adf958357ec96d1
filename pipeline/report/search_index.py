"""Which words stand in which clauses, in files that a page can load without a server?

A page opened from a folder may not read files, but it may load scripts from beside it. So the
index is scripts: each hands one part to the function `searchData` of `static/search.js`. First
comes `index.js`, with the councils and where each part begins; then the words asked for and where
their clauses stand; last the texts of the results shown. Parts have about the same size however
many councils there are, so a search for rare words loads about as much of a large index as of a
small one.

Clauses with the same characters are one wording, kept once. Wordings are numbered from 0, those of
a family one after another, so that what is found together is mostly loaded together.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model import Clause, ClauseKind
from pipeline.report import addresses
from pipeline.report.lookup import Lookup, council_type_of
from pipeline.report.published import doubt, published
from pipeline.report.readings import place
from pipeline.report.safe_text import shown

LONGEST = 40  # characters of a word that count; search.js cuts the words asked for likewise

_WORDS_PART = 48_000  # characters of a part of the words, unless one word alone has more
_TEXTS_PART = 16_000  # of a part of the texts
_WHERE_PART = 4_096  # wordings in a part that says where they stand

_UNSEEN = re.compile("['’‘`\u00ad\u200b]")
_HYPHENS = re.compile("[\u2010\u2011]")
_NOT_WORD = re.compile(r"[^\w-]|_")

# digits of a number: those of the second half say that another digit follows
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_HALF = len(_DIGITS) // 2


@dataclass(frozen=True, slots=True)
class _Wording:
    """Words that stand in at least one clause."""

    text: str
    words: Sequence[tuple[str, ...]]  # as `words_of` gives them
    holders: Sequence[tuple[int, Clause]]  # the council's number, and the clause; in that order


def search_files(found: Lookup) -> dict[str, bytes]:
    """Make the index over every clause of every document.

    Returns:
        The bytes of each script by its path below the report's folder: at least `search/index.js`.
    """
    wordings = _wordings(found)
    kinds: dict[tuple[str, bool, tuple[int, ...]], int] = {}
    where = list(_where(found, wordings, kinds))
    words = list(_parts(_postings(wordings), _WORDS_PART))
    texts = list(_parts(_texts(found, wordings), _TEXTS_PART))
    types, counties = ({"": 0} for _ in range(2))
    councils = []
    for doc in found.docs:
        source = found.sources[doc]
        type_ = types.setdefault(shown(council_type_of(found.findings, source) or ""), len(types))
        county = counties.setdefault(shown(source.county or ""), len(counties))
        councils.append((shown(found.names[doc]), addresses.file_stem(doc), type_, county))
    index = {
        "councils": councils,
        "types": list(types),
        "counties": list(counties),
        "provisions": [
            (addresses.file_stem(provision.id), shown(provision.title))
            for provision in found.provisions
        ],
        "kinds": list(kinds),
        "words": [part[0][0] for part in words],
        "texts": [part[0][0] for part in texts],
        "part": _WHERE_PART,
    }
    scripts = {"index": _script("index", index)}
    for number, part in enumerate(words):
        held = [" ".join(column) for column in zip(*part, strict=True)]
        scripts[f"words-{number}"] = _script(f"words-{number}", held)
    for number, joined in enumerate(where):
        scripts[f"where-{number}"] = _script(f"where-{number}", joined)
    for number, lines in enumerate(texts):
        made = "[" + ",".join(line for _, line in lines) + "]"
        scripts[f"texts-{number}"] = f'searchData("texts-{number}",{made});\n'.encode("ascii")
    return {f"{addresses.SEARCH_FOLDER}/{name}.js": data for name, data in scripts.items()}


def words_of(text: str) -> list[tuple[str, ...]]:
    """Fold a text into its words, as `search.js` folds what is asked for.

    Case, accents and apostrophes make no difference. The parts of a word with hyphens stand at one
    place, together with the whole.

    Returns:
        In reading order, the words at each place; at most places have one.

    Example:
        >>> words_of("Tŷ’r Clerk: co-operate!")
        [('tyr',), ('clerk',), ('co', 'operate', 'cooperate')]
    """
    if text.isascii():
        folded = text
    else:
        apart = unicodedata.normalize("NFKD", text)
        folded = "".join(letter for letter in apart if unicodedata.category(letter)[0] != "M")
        folded = _HYPHENS.sub("-", folded)
    folded = _NOT_WORD.sub(" ", _UNSEEN.sub("", folded.lower()))
    found: list[tuple[str, ...]] = []
    for chunk in folded.split():
        if "-" not in chunk:
            found.append((chunk[:LONGEST],))
        elif parts := [part for part in chunk.split("-") if part]:
            joined = ["".join(parts)] if len(parts) > 1 else []
            found.append(tuple(part[:LONGEST] for part in parts + joined))
    return found


def _wordings(found: Lookup) -> list[_Wording]:
    holders: dict[str, list[tuple[int, Clause]]] = {}
    family_first: dict[str, int] = {}  # by family: the wording of it that comes first
    order: dict[str, tuple[int, int]] = {}
    for number, doc in enumerate(found.docs):
        for clause in found.clauses.get(doc, ()):
            text = " ".join(shown(clause.text).split())
            if text not in holders:
                at = len(holders)
                family = found.families.get((doc, clause.n))
                first = family_first.setdefault(family[0].id, at) if family else at
                holders[text] = []
                order[text] = (first, at)
            holders[text].append((number, clause))
    made = (
        _Wording(text, words_of(text), holders[text])
        for text in sorted(order, key=order.__getitem__)
    )
    return [wording for wording in made if wording.words]


def _postings(wordings: Sequence[_Wording]) -> Iterator[tuple[str, str]]:
    """Give each word in order, and where it stands.

    Yields:
        The word, and as numbers: for each wording that has it, the distance from the one before
        (the first from -1), how often, and the distances between its places (the first from -1).
    """
    held: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    for number, wording in enumerate(wordings):
        places: dict[str, list[int]] = {}
        for at, words in enumerate(wording.words):
            for word in words:
                places.setdefault(word, []).append(at)
        for word, at_places in places.items():
            gaps = [
                after - before for before, after in zip([-1, *at_places], at_places, strict=False)
            ]
            entry = (number - last.get(word, -1), len(gaps), *gaps)
            held.setdefault(word, []).append(_coded(entry))
            last[word] = number
    # a browser compares strings by UTF-16 units, and looks a word up by comparing
    for word in sorted(held, key=lambda word: word.encode("utf-16-be")):
        yield word, "".join(held.pop(word))


def _where(
    found: Lookup,
    wordings: Sequence[_Wording],
    kinds: dict[tuple[str, bool, tuple[int, ...]], int],
) -> Iterator[str]:
    """Say where wordings stand, and number the kinds of clause met.

    Yields:
        For each part, as numbers: for each wording its length in words, how many clauses have it,
        and of each the council's distance from the one before (the first from 0), the clause's
        number and its kind: language, whether it is a heading, and its provisions.
    """
    provisions = {provision.id: at for at, provision in enumerate(found.provisions)}
    for start in range(0, len(wordings), _WHERE_PART):
        numbers: list[int] = []
        for wording in wordings[start : start + _WHERE_PART]:
            numbers += (len(wording.words), len(wording.holders))
            before = 0
            for council, clause in wording.holders:
                codings = found.codings.get((clause.doc, clause.n), ())
                about = sorted(
                    {provisions[c.provision] for c in codings if c.provision in provisions}
                )
                kind = (clause.language, clause.kind is ClauseKind.HEADING, tuple(about))
                numbers += (council - before, clause.n, kinds.setdefault(kind, len(kinds)))
                before = council
        yield _coded(numbers)


def _texts(found: Lookup, wordings: Sequence[_Wording]) -> Iterator[tuple[int, str]]:
    """Give each wording's number, and its text with the place of each clause that has it.

    A place is words alone, or in a list with the page that has a picture (0 where none has) and
    what is in doubt about text recognition.
    """
    for number, wording in enumerate(wordings):
        places: list[Any] = []
        for _, clause in wording.holders:
            picture = published(found, clause.doc, clause.page, clause)
            page = clause.page if picture is None else None
            words = shown(place(clause.label, clause.address, page))
            doubtful = doubt(found, clause)
            if picture is None and not doubtful:
                places.append(words)
            else:
                places.append([words, picture.page if picture else 0, doubtful])
        yield number, _json([wording.text, places])


def _parts(entries: Iterator[tuple[Any, str]], limit: int) -> Iterator[list[tuple[Any, str]]]:
    """Cut entries into parts of at most so many characters, or of one entry that has more."""
    part: list[tuple[Any, str]] = []
    size = 0
    for entry in entries:
        if part and size + len(entry[1]) > limit:
            yield part
            part, size = [], 0
        part.append(entry)
        size += len(entry[1])
    if part:
        yield part


def _coded(numbers: Sequence[int]) -> str:
    """Write numbers from 0 as letters, the lowest five bits first.

    Example:
        >>> _coded([0, 31, 32])
        'AfgB'
    """
    letters = []
    for number in numbers:
        left = number
        while left >= _HALF:
            letters.append(_DIGITS[_HALF + left % _HALF])
            left //= _HALF
        letters.append(_DIGITS[left])
    return "".join(letters)


def _script(name: str, content: Any) -> bytes:
    return f'searchData("{name}",{_json(content)});\n'.encode("ascii")


def _json(content: Any) -> str:
    # ASCII alone, so that neither the encoding nor a line separator can change what it says; and
    # no "<", so that it stays a script wherever it is put
    return json.dumps(content, separators=(",", ":")).replace("<", "\\u003c")
