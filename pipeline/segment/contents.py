"""Which lines are a table of contents, and so no part of the text?"""

import re
from collections.abc import Sequence

from pipeline.segment.printed import Printed
from pipeline.segment.wording import is_sentence, words
from pipeline.text.numbering import read_label

_TITLE = re.compile(
    r"(?:table of |list of )?contents(?: page| list)?:?|index:?|cynnwys:?|tabl cynnwys:?"
    r"|(?:on|in) this (?:page|document|policy|protocol|section):?|ar y dudalen hon:?",
    re.IGNORECASE,
)
_PAGE_AT_END = re.compile(r"(?:[.…·_\s]{3,40}|\t{1,40}|\s)\d{1,3}$")
_LEADER = re.compile(
    r"(?:[.…·_]\s?){4,80}\s{0,20}(?:\d{1,3}|[ivx]{1,5})?$|(?:\t|\s{3,40})(?:pages?\s{0,3})?\d{1,3}$",
    re.IGNORECASE,
)
_PAGE_COLUMN = re.compile(r"pages?(?: no\.?)?|tudalen", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[\s–—-]{0,4}(?:page |tudalen )?\d{1,3}[\s–—-]{0,4}", re.IGNORECASE)
_SIGNATURE = re.compile(r"sign|name|dated?\b|position|chair|clerk|mayor|llofnod", re.IGNORECASE)
_LONGEST_ENTRY = 130  # characters


def contents_lines(lines: Sequence[Printed]) -> frozenset[int]:
    """Find the lines of tables of contents.

    A table has a title ("Contents"), or leaders and page numbers, or is a run of short lines
    before the first sentence each of which is printed again further on.

    Returns:
        Positions in `lines`.
    """
    entries = _Entries(lines)
    found: set[int] = set()
    i = 0
    while i < len(lines):
        if _TITLE.fullmatch(lines[i].text):
            end = _end_of_titled(entries, i)
            found.update(range(i, end))
            i = end
            continue
        if _is_leader_entry(entries, i, found):
            found.add(i)
        i += 1
    return frozenset(found | _untitled(entries, found))


class _Entries:
    """Lines with what is asked of each again and again."""

    def __init__(self, lines: Sequence[Printed]) -> None:
        self.lines = lines
        self.keys = [_key(line.text) for line in lines]
        self._places: dict[str, list[int]] = {}
        for place, key in enumerate(self.keys):
            self._places.setdefault(key, []).append(place)

    def printed_again(self, i: int) -> bool:
        """Whether a line stands again further on, as the heading that an entry points to."""
        line = self.lines[i]
        return (
            len(line.text) < 110 and bool(self.keys[i]) and self._places[self.keys[i]][-1] > i + 2
        )

    def has_leader(self, i: int) -> bool:
        return _LEADER.search(self.lines[i].text[-160:]) is not None

    def ends_in_page(self, i: int) -> bool:
        return re.search(r"\s\d{1,3}$", self.lines[i].text) is not None


def _key(text: str) -> str:
    """An entry without its number, leaders and page, so that it equals its heading."""
    label = read_label(text.lstrip("-–•* "))
    body = text.lstrip("-–•* ")[label.end :] if label else text
    body = _PAGE_AT_END.sub("", body[-200:]) if len(body) <= 200 else body
    return re.sub(r"\W+", " ", body).casefold().strip()


def _end_of_titled(entries: _Entries, title: int) -> int:
    """First line after the table that begins at its title."""
    lines = entries.lines
    first_key: str | None = None
    seen: set[str] = set()
    misses = 0
    end = title + 1
    while end < len(lines) and len(lines[end].text) < _LONGEST_ENTRY:
        key = entries.keys[end]
        if key and (key == first_key or (key in seen and not entries.has_leader(end))):
            break  # an entry printed again: the body begins
        text = lines[end].text
        fits = (
            entries.has_leader(end)
            or entries.printed_again(end)
            or entries.ends_in_page(end)
            or _PAGE_COLUMN.fullmatch(text) is not None
            or _PAGE_NUMBER.fullmatch(text) is not None
        )
        if not fits:
            misses += 1
            more = any(
                entries.printed_again(k) or entries.has_leader(k)
                for k in range(end + 1, min(end + 3, len(lines)))
            )
            if is_sentence(text) or misses > 2 or (lines[end].apart and not more):
                break
        elif first_key is None and entries.printed_again(end):
            first_key = key
        seen.add(key)
        end += 1
    while end - 1 > title and not (
        entries.has_leader(end - 1)
        or entries.printed_again(end - 1)
        or entries.ends_in_page(end - 1)
    ):
        end -= 1
    return end


def _is_leader_entry(entries: _Entries, i: int, found: set[int]) -> bool:
    text = entries.lines[i].text
    if not entries.has_leader(i) or not re.search(r"\d$", text):
        return False
    if not re.search(r"[A-Za-z]{3}", text) or _SIGNATURE.match(text):
        return False
    beside = (i + 1 < len(entries.lines) and entries.has_leader(i + 1)) or i - 1 in found
    dotted = re.search(r"[.…·_]{4}", text) is not None
    return beside and (entries.printed_again(i) or dotted)


def _asked_again(entries: _Entries, i: int) -> bool:
    return entries.lines[i].text.endswith("?") and entries.printed_again(i)


def _untitled(entries: _Entries, found: set[int]) -> set[int]:
    """Runs of three or more short lines, before any sentence, that all stand again later."""
    lines = entries.lines
    body = next(
        (
            k
            for k, line in enumerate(lines)
            if is_sentence(line.text) and not _asked_again(entries, k)
        ),
        len(lines),
    )
    more: set[int] = set()
    i = 0
    while i < body:
        end = i
        keys: set[str] = set()
        while (
            end < body
            and end not in found
            and entries.printed_again(end)
            and len(words(lines[end].text)) <= 14
            and entries.keys[end] not in keys
        ):
            keys.add(entries.keys[end])
            end += 1
        if end - i >= 3:
            more.update(range(i, end))
        i = max(end, i + 1)
    return more
