"""Which few of the wordings on a provision are shown to one council?"""

import re
from collections.abc import Collection, Iterable

from pipeline.model import Borrowable
from pipeline.text.language import language_of
from pipeline.text.similarity import edit_ratio, plain_wording

_PEER = 0.05  # suitability that a council like the reader's has ahead of another
_NEAR_COPY = 0.7  # edit ratio from which two wordings are no choice
_WELSH = re.compile(r"\b(?:Wales|Welsh|Cymru|Cymraeg|Senedd)\b(?<!England and Wales)")
_LOOKED_AT = 2000  # characters: enough to know two wordings for the same


def chosen(
    pool: Iterable[Borrowable],
    *,
    prefer: Collection[str] = (),
    language: str = "en",
    country: str | None = None,
    leave_out: Collection[str] = (),
    count: int = 3,
) -> tuple[Borrowable, ...]:
    """Choose wordings of different councils and different templates, never two near copies.

    Args:
        pool: Wordings on one provision; see `borrowable`.
        prefer: Documents of councils like the reader's, which come a little sooner.
        language: Of the reader's draft, "en" or "cy". With none in Welsh, English ones are given.
        country: Of the reader. Where it is known and not Wales, wordings that speak of Welsh bodies
            and law are left out.
        leave_out: Documents that are not to be chosen from, such as the reader's own.
        count: At most so many.

    Returns:
        The most suitable first; fewer where there are no more that differ.
    """
    liked = frozenset(prefer)
    elsewhere = country is not None and country.casefold() not in {"wales", "cymru"}
    left = [
        wording
        for wording in pool
        if wording.doc not in leave_out and not (elsewhere and _WELSH.search(_text(wording)))
    ]
    in_language = [w for w in left if _is_in(w, language)]
    left = in_language or ([w for w in left if _is_in(w, "en")] if language != "en" else [])
    ranked = sorted(left, key=lambda w: (-(w.suitability + _PEER * (w.doc in liked)), w.doc, w.n))
    picked: list[Borrowable] = []
    plain: list[str] = []
    for wording in ranked:
        if len(picked) == count:
            break
        words = plain_wording(_text(wording))[:_LOOKED_AT]
        if not any(_is_kin(wording, other) for other in picked) and not any(
            edit_ratio(words, other, at_least=_NEAR_COPY) for other in plain
        ):
            picked.append(wording)
            plain.append(words)
    return tuple(picked)


def _is_kin(first: Borrowable, second: Borrowable) -> bool:
    """Whether two wordings are of one council or one template; in none, each stands for itself."""
    same_template = bool(first.lineage) and first.lineage == second.lineage
    return same_template or first.doc == second.doc or first.council == second.council


def _is_in(wording: Borrowable, language: str) -> bool:
    return (language_of(_text(wording)) or "en") == language


def _text(wording: Borrowable) -> str:
    return " ".join(text for _, text in wording.paragraphs)
