"""How alike are two wordings, whoever's council they name?

Two clauses are compared as *plain wordings*: folded, with the council's own name and the many words
for one party brought together, since "the Clerk of Fernby Parish Council" and "an officer of the
Council" differ in neither law nor wording that anyone wants to see.
"""

import re
from collections.abc import Sequence
from itertools import chain
from typing import Any

from pipeline.text.folding import fold_item

COUNCILLOR = "councillor"
OFFICER = "officer"
CHAIR = "chair"
PARTIES = frozenset({COUNCILLOR, OFFICER, CHAIR})
_PADDED = tuple((party, f" {party} ") for party in sorted(PARTIES))

# "Nether Fernby with Marsh Town Council", and "Cyngor Tref Nant y Bryn"; bounded, so linear
_NAMED_COUNCIL = re.compile(
    r"(?:\b(?!(?:Members?|Councillors?|Clerks?|Chair\w{0,6}|Mayor|Officers?|Employees?|Staff|All|Any"
    r"|Each|Every|No)\b)[A-Z][\w'’.-]{0,30} "
    r"(?:(?:and|on|in|under|the|of|with|by|upon|cum|le|y|yr) ){0,2}){1,4}"
    r"(?=(?:Parish|Town|City|Community|Village|Neighbourhood) Council\b)"
)
_NAMED_IN_WELSH = re.compile(
    r"\b(?:[CG]|Ch|Ngh)yngor (?:Tref|Cymuned|Plwyf|Dinas)"
    r"(?: (?:(?:y|yr|a) )?[A-Z][\w'’-]{0,30}){1,4}"
)
_NAMED_KINDS = tuple(
    f"{kind} council"
    for kind in ("parish", "town", "city", "community", "village", "neighbourhood")
)
_KIND_OF_COUNCIL = re.compile(
    r"\b(?:parish|town|city|community|village|neighbourhood) (council(?:lor)?s?\b)", re.IGNORECASE
)

_PHRASES = {
    "members of staff": OFFICER,
    "member of staff": OFFICER,
    "staff members": OFFICER,
    "staff member": OFFICER,
    "members of the public": "public",
    "member of the public": "public",
    "elected members": COUNCILLOR,
    "elected member": COUNCILLOR,
    "co opted members": COUNCILLOR,
    "coopted members": COUNCILLOR,
    "members of the council": COUNCILLOR,
    "member of the council": COUNCILLOR,
    "clerk to the council": OFFICER,
    "clerk of the council": OFFICER,
    "town clerk": OFFICER,
    "parish clerk": OFFICER,
    "deputy clerk": OFFICER,
    "assistant clerk": OFFICER,
    "proper officer": OFFICER,
    "chief officer": OFFICER,
    "chief executive": OFFICER,
    "responsible financial officer": OFFICER,
    "town mayor": CHAIR,
    "monitoring officer": "monitor",  # of another authority: no party to the protocol
}
_PHRASES_BY_WORD = {
    first: tuple(phrase for phrase in _PHRASES if phrase.split()[0] == first)
    for first in sorted({phrase.split()[0] for phrase in _PHRASES})
}
_WORDS = {
    **dict.fromkeys(("member", "members", "councillors", "cllr", "cllrs"), COUNCILLOR),
    **dict.fromkeys(("clerk", "clerks", "staff", "staffs", "officers"), OFFICER),
    **dict.fromkeys(("employee", "employees", "rfo"), OFFICER),
    **dict.fromkeys(("chairman", "chairmen", "chairwoman", "chairperson", "chairs"), CHAIR),
    **dict.fromkeys(("chairmans", "chairpersons", "mayor", "mayors"), CHAIR),
    **dict.fromkeys(("authority", "authoritys", "councils"), "council"),
    # Welsh, with the mutations that follow "a", "y", "i", "gan"
    **dict.fromkeys(("cynghorwyr", "gynghorwyr", "chynghorwyr", "nghynghorwyr"), COUNCILLOR),
    **dict.fromkeys(("cynghorydd", "gynghorydd", "chynghorydd", "aelod", "aelodau"), COUNCILLOR),
    **dict.fromkeys(("swyddog", "swyddogion", "clerc", "glerc", "chlerc", "staff"), OFFICER),
    **dict.fromkeys(("cadeirydd", "gadeirydd", "chadeirydd", "maer"), CHAIR),
    **dict.fromkeys(("cyngor", "gyngor", "chyngor", "nghyngor"), "council"),
}
_PHRASE = re.compile(
    r"\b(?:" + "|".join(sorted(_PHRASES, key=lambda phrase: (-len(phrase), phrase))) + r")\b"
)


def plain_wording(text: str) -> str:
    """Fold a clause, and fold council names and the words for each party besides.

    Example:
        >>> plain_wording("Members of Long Fernby Parish Council must not instruct the Clerk; and")
        'councillor must not instruct the officer'
        >>> plain_wording("No Member of Staff may be asked to.")
        'no officer may be asked to'
    """
    return plain_of(fold_item(text), text)


class PlainWordings(dict[str, str]):
    """Plain wordings by text, made as they are met, for texts that come again and again."""

    def __missing__(self, text: str) -> str:
        plain = self[text] = plain_wording(text)
        return plain


def plain_of(folded: str, original: str) -> str:
    """Do the same for a clause that is folded already."""
    # to look for plain strings first is many times faster
    if " council" in folded and any(kind in folded for kind in _NAMED_KINDS):
        folded = fold_item(_unnamed(original))
    folded = folded.replace("the the ", "the ")
    words = folded.split()
    for first in _PHRASES_BY_WORD.keys() & words:
        if any(phrase in folded for phrase in _PHRASES_BY_WORD[first]):
            folded = _PHRASE.sub(lambda match: _PHRASES[match[0]], folded)
            words = folded.split()
            break
    return " ".join(map(_WORDS.get, words, words))


def _unnamed(text: str) -> str:
    """Put "the Council" for a council's name and kind."""
    return _KIND_OF_COUNCIL.sub(r"\1", _NAMED_COUNCIL.sub("the ", text))


def named_councils(text: str) -> tuple[tuple[int, int], ...]:
    """List where councils are called by their own names, in their order.

    Example:
        >>> text = "Staff of Long Fernby Parish Council"
        >>> [text[start:end] for start, end in named_councils(text)]
        ['Long Fernby Parish Council']
    """
    found = [(match.start(), match.end()) for match in _NAMED_IN_WELSH.finditer(text)]
    for match in _NAMED_COUNCIL.finditer(text):
        start = match.end() - len(match[0].removeprefix("The ")) if match[0] != "The " else -1
        if start >= 0:
            found.append((start, text.index("Council", match.end()) + len("Council")))
    return tuple(sorted(found))


def parties(plain: str) -> tuple[str, ...]:
    """List the parties that a plain wording names, in the order of their first mention.

    Example:
        >>> parties("the officer will advise the councillor and the officer")
        ('officer', 'councillor')
    """
    padded = f" {plain} "
    first = [(at, party) for party, word in _PADDED if (at := padded.find(word)) >= 0]
    return tuple([party for _, party in sorted(first)])


def edit_ratio(first: str, second: str, *, at_least: float = 0.0) -> float:
    """Measure the share of characters that two wordings have in common, in order.

    Nothing but the two strings decides, so it does not change as councils join the corpus.

    Args:
        first: A folded or plain wording.
        second: Another.
        at_least: Below this the result is 0.0, found sooner.

    Returns:
        From 0.0 to 1.0; 1.0 for equal strings.
    """
    from rapidfuzz import fuzz

    return fuzz.ratio(first, second, score_cutoff=at_least * 100.0) / 100.0


def gram_profiles(texts: Sequence[str]) -> Any:
    """Weigh the character 3- to 5-grams of each text by how rare they are among these texts.

    Args:
        texts: Plain wordings; length n.

    Returns:
        A scipy CSR matrix of 32-bit floats, shape (n, number of distinct grams), with rows of
        length 1 (0 for a text without a letter), so that a product of rows is their cosine.
    """
    import numpy as np

    counts, _ = gram_counts(texts)
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    return weighed_grams(counts, frequency, len(texts))


def gram_counts(texts: Sequence[str]) -> tuple[Any, list[str]]:
    """Count the character 3- to 5-grams of each text.

    Args:
        texts: Plain wordings; length n.

    Returns:
        A scipy CSR matrix of 32-bit floats, shape (n, number of distinct grams), and the grams in
        the order of its columns.
    """
    words = {"": 0}  # so that there is one, which has no grams
    spelt = [[words.setdefault(word, len(words)) for word in text.split()] for text in texts]
    grams = sorted({gram for word in words for gram in _grams(word)})
    column = {gram: at for at, gram in enumerate(grams)}
    # texts by words, times words by grams: a word is taken apart once, not in each text
    counts = count_matrix(spelt, len(words)) @ count_matrix(
        [[column[gram] for gram in _grams(word)] for word in words], len(grams)
    )
    counts.sort_indices()
    return counts, grams


def weighed_grams(counts: Any, frequency: Any, texts: int) -> Any:
    """Weigh counted grams by their rarity, and bring each row to length 1.

    Args:
        counts: A scipy CSR matrix of 32-bit floats; it is used up.
        frequency: Of each column, how many texts of a collection have the gram.
        texts: How many texts the collection has.
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    rarity = (np.log((1.0 + texts) / (1.0 + frequency)) + 1.0).astype(np.float32)
    weights = np.log(counts.data)  # from here in place: a country's grams fill much memory
    weights += 1.0
    weights *= rarity[counts.indices]
    sizes = np.diff(counts.indptr)
    some = np.flatnonzero(sizes)
    squares = np.add.reduceat(weights * weights, counts.indptr[some], dtype=np.float64)
    weights /= np.sqrt(squares).astype(np.float32).repeat(sizes[some])
    return csr_matrix((weights, counts.indices, counts.indptr), counts.shape)


def _grams(word: str) -> list[str]:
    """List the 3- to 5-grams of a word and the blanks beside it; one shorter than that is whole."""
    padded = f" {word} "
    lengths = range(3, min(5, len(padded)) + 1)
    return [padded[at : at + n] for n in lengths for at in range(len(padded) - n + 1)]


def count_matrix(rows: Sequence[Sequence[int]], width: int) -> Any:
    """Count how often each number stands in each row.

    Args:
        rows: Numbers from 0, all below `width`.
        width: The columns of the result.

    Returns:
        A scipy CSR matrix of 32-bit floats, shape (rows, `width`), or of one column for a width of
        0; the numbers of a row ascend.
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=starts[-1])
    counts = csr_matrix(
        (np.ones(len(columns), dtype=np.float32), columns, starts), shape=(len(rows), max(1, width))
    )
    counts.sum_duplicates()
    return counts
