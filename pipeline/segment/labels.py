"""Which printed numbers, letters and bullets are labels, and in which list does each stand?

The labels of the whole document are solved at once. Line by line, "i)" may be a letter or a roman
figure, "2.1" the end of a wrapped cross-reference, "3" a page number; over the document one
reading makes all lists count up. A beam search keeps the cheapest ways to have read the lines so
far; what it remembers of them is the stack of lists still open.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.segment.furniture import stray_number
from pipeline.segment.printed import Printed
from pipeline.segment.wording import (
    DATE,
    MONTH,
    is_sentence,
    is_title_case,
    is_unfinished,
    names_division,
    opens_with_question_word,
    words,
)
from pipeline.text.language import WELSH, language_of
from pipeline.text.numbering import (
    BULLETS,
    DASHES,
    NumberKind,
    PrintedLabel,
    Reading,
    read_label,
    read_word_label,
    readings_of,
)

_BEAM = 40  # open readings of the document kept at each line
_UNDECIDED = 0.45  # a reading dearer by no more than this is a rival of the cheapest
_FAR_BEHIND = 3.0  # one dearer by this at any line is none
_MARGIN = 8.0  # a reading dearer by this than the cheapest is given up
_RARELY = 0.34  # share of words with a number that do not stand before a sentence
_DEEPEST = 7  # lists open at once
_AGAIN = 1.2  # cost of a label printed twice,
_AGAIN_TRANSLATED = 0.2  # and where its clause may be a translation
_FEWEST_SAID = 3  # words of a sentence: "Talk to them."
_LONG_LINE = 50  # characters: longer than most headings
_STATED = 40.0  # cost of doubting a label that the format itself states
_BULLET = re.compile(rf"(?!\u00a7\s?\d|\*\*)([{re.escape(BULLETS)}]|o(?=\s+\S))\s*")
_DASH = re.compile(rf"([{DASHES}])(?:\s+|(?=[A-Za-z]))")
_REFERENCE_AFTER = re.compile(
    r"\s{1,3}(?:above|below|(?:and|or|to|i|a|neu) \(?[a-z\d]{1,4}[).]"
    r"|of (?:\d|this\b|these\b|the\b)|\((?:this|that|see)\b|uchod|isod)"
)
_SENTENCE_OR_ITEM_END = re.compile(r"[.;:!?…]\W{0,3}$|\b(?:and|or|a|neu)$")
_REFERENCE_BEFORE = re.compile(
    r"\b(?:paragraphs?|paras?\.?|sections?|clauses?|rules?|regulations?|appendix|annex|schedule"
    r"|parts?|articles?|standing orders?|s\.\s?o\.?|items?|s\.|no\.?|page|version|adran"
    r"|paragraff)\s{0,3}$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d{1,2}\.\d{2}\s{0,2}(?:[ap]\.?m\b|hours|o['’]clock|noon|midnight|until|yb\b|yh\b)",
    re.IGNORECASE,
)
_MONTH_AFTER = re.compile(rf"\s{{1,3}}{MONTH}\b", re.IGNORECASE)
_SECOND_LABEL = re.compile(r"\s{0,4}([-–—]?)\s{0,2}(\(?)(a|i|1)([.)])\s+(?=\S)")
_SECONDS = {
    "a": ("b", NumberKind.LETTER),
    "i": ("ii", NumberKind.ROMAN),
    "1": ("2", NumberKind.NUMBER),
}
_QUOTE = re.compile(r"[“\"‘'](?=[(\[\u00a7\dA-Za-z])")
_SEPARATOR = re.compile(r"[-–—:]\s{1,9}(?=[A-Z“\"(])")
_PHRASE = re.compile(r"(\d{1,2})\s{1,9}(?=[a-z])")
_NUMBERS_ALIKE = frozenset({"1.", "1", "1.0", "1)"})  # a typist's slips within one list


@dataclass(frozen=True, slots=True)
class Label:
    """A label settled on."""

    text: str  # as printed; for a bullet the bullet
    start: int  # in the line; where a quotation opens before the label, of its mark
    body: int  # where the words after it begin, in the line
    reading: Reading | None  # None: a bullet or dash
    depth: int = 0  # lists open with this one, from 1; 0 for bullets
    opens: bool = False  # the first of its list
    stated: bool = False  # given by the format
    quote: str = ""  # the mark that opens a quotation before the label
    rivals: tuple[Reading | None, ...] = ()  # other ways to read it, nearly as good; None: no label


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be a label at the start of a line."""

    text: str
    start: int
    end: int
    readings: tuple[Reading, ...]
    bare: bool
    stated: bool
    second: Reading | None = None  # of a further label on the same line: "4.1 (a)"
    quote: str = ""


class _OpenList(NamedTuple):
    """A list with its last label; a tuple, for states are compared and hashed by the thousand."""

    kind: NumberKind
    style: str
    value: tuple[int, ...]
    fresh: bool  # the label opened the list


@dataclass(frozen=True, slots=True)
class _Choice:
    """One link of a chain back through the choices made."""

    before: "_Choice | None"
    reading: int | None  # position among the candidate's readings; None: no label
    depth: int
    opens: bool


@dataclass(frozen=True, slots=True)
class _Placing:
    """What stands above a label that is to be placed."""

    introduced: bool  # the line above leads on to a list
    after_text: bool  # words without a label stand since the last label
    numbers_seen: frozenset[tuple[str, int]]  # style and value of numbers up to here
    again: float  # cost of printing the last label once more


_Stack = tuple[_OpenList, ...]
_State = tuple[float, _Stack, _Choice | None]


class _Step(NamedTuple):
    """One way from a state before a line to a state after it."""

    cost_before: float
    before: _Stack
    after: _Stack
    cost: float
    reading: int | None  # as in `_Choice`


def solve_labels(lines: Sequence[Printed], skipped: frozenset[int]) -> tuple[Label | None, ...]:
    """Settle the label of every line.

    Args:
        lines: Lines in reading order.
        skipped: Positions of lines that carry no label: contents, page numbers, headers.

    Returns:
        One label a line; None where the line has none.
    """
    bullets = [None if i in skipped else _bullet(lines, i) for i in range(len(lines))]
    customary = _customary(lines)
    candidates = [
        None if i in skipped else _candidate(lines, i, bullets[i], customary)
        for i in range(len(lines))
    ]
    choices, rivals = _search(lines, candidates, bullets)
    return tuple(map(_settled, lines, bullets, candidates, choices, rivals))


# ---------------------------------------------------------------- what may be a label


def _bullet(lines: Sequence[Printed], i: int) -> Label | None:
    line = lines[i]
    if line.label is not None:
        if readings_of(line.label):
            return None
        body = len(line.label) + _space(line.text, len(line.label))
        return Label(line.label, 0, body, None, stated=True)
    match = _BULLET.match(line.text) or _DASH.match(line.text)
    if match is None:
        return None
    if match.end() >= len(line.text) and not _stands_alone(lines, i):
        return None
    if match[1] in DASHES and _continues_sentence(lines, i):
        return None
    return Label(match[1], 0, match.end(), None)


def _stands_alone(lines: Sequence[Printed], i: int) -> bool:
    """Whether a bullet alone on its line belongs to the words on the next."""
    below = lines[i + 1] if i + 1 < len(lines) else None
    return (
        lines[i].text in set(BULLETS)
        and below is not None
        and below.label is None
        and _BULLET.match(below.text) is None
    )


def _continues_sentence(lines: Sequence[Printed], i: int) -> bool:
    """Whether a dash at the start of a wrapped line is a dash of the sentence above."""
    line, above = lines[i], lines[i - 1] if i else None
    if above is None or line.apart or above.closed is not False:
        return False
    if re.search(r"[.;:,]$|\b(?:and|or)$", above.text):
        return False
    near = [*lines[max(0, i - 6) : i], *lines[i + 1 : i + 7]]
    return not any(_DASH.match(other.text) for other in near)


def _customary(lines: Sequence[Printed]) -> frozenset[str]:
    """Styles of words with a number that nearly always stand before a clause: "Order 7.".

    Then they do so before "The Clerk" too, which by itself might be a heading.
    """
    total: Counter[str] = Counter()
    heading: Counter[str] = Counter()
    for i, line in enumerate(lines):
        printed = read_word_label(line.text) if line.label is None else None
        if printed is not None:
            total[printed.readings[0].style] += 1
            heading[printed.readings[0].style] += not _heads_words(lines, i, printed)
    return frozenset(
        style for style, count in total.items() if heading[style] <= _RARELY * count and count > 2
    )


def _candidate(
    lines: Sequence[Printed], i: int, bullet: Label | None, customary: frozenset[str]
) -> _Candidate | None:
    line = lines[i]
    if line.label is not None:
        readings = readings_of(line.label)
        if not readings:
            return None
        return _Candidate(line.label, 0, len(line.label), readings, bare=False, stated=True)
    text = line.text
    start = bullet.body if bullet else 0
    start += stray_number(text[start:])
    quote = _QUOTE.match(text, start)
    printed = read_label(text, quote.end() if quote else start)
    if printed is None:
        printed = read_word_label(text, start)
        if printed is not None and not (
            _heads_words(lines, i, printed) or printed.readings[0].style in customary
        ):
            printed = None
    if printed is None and line.apart:
        printed = _numbered_phrase(text, start)
    if printed is None or _is_date_or_time(text, printed) or (quote and printed.bare):
        return None
    candidate = _with_second(lines, i, printed)
    return replace(candidate, start=quote.start(), quote=quote[0]) if quote else candidate


def _numbered_phrase(text: str, start: int) -> PrintedLabel | None:
    """Read a bare figure before a phrase that stands apart: "2 tell you if we cannot;"."""
    match = _PHRASE.match(text, start)
    if match is None or not (text[-1] in ";,.:" or is_unfinished(text)):
        return None
    reading = Reading(NumberKind.NUMBER, "1", (int(match[1]),))
    return PrintedLabel(match[1], match.start(), match.end(1), (reading,), bare=True)


def _heads_words(lines: Sequence[Printed], i: int, printed: PrintedLabel) -> bool:
    """Whether a clause follows "Rule 4", not a heading or the rest of a reference."""
    rest = lines[i].text[printed.end :].lstrip(" \t-–—*:")
    if not rest and i + 1 < len(lines) and not lines[i + 1].apart:
        rest = lines[i + 1].text  # a label alone on its line
    if not rest[:1].isupper() and rest[:1] not in '“"(':
        return False
    leads_on = is_unfinished(rest) and not opens_with_question_word(rest)  # "Who is who"
    short = rest.endswith(".") and len(words(rest)) >= _FEWEST_SAID and not is_title_case(rest)
    says = is_sentence(rest) or short
    return says or rest.endswith(":") or leads_on or len(rest) > _LONG_LINE


def _is_date_or_time(text: str, printed: PrintedLabel) -> bool:
    if printed.bare:
        return _MONTH_AFTER.match(text, printed.end) is not None
    if printed.readings[0].kind is NumberKind.DECIMAL:
        return bool(DATE.match(text, printed.start) or _TIME.match(text, printed.start))
    return False


def _with_second(lines: Sequence[Printed], i: int, printed: PrintedLabel) -> _Candidate:
    """Join "4.1 (a)" to one label if (b) follows, and "4.—(1)": 4 has no words of its own."""
    text = lines[i].text
    bare = printed.bare and _SEPARATOR.match(text[printed.end :].lstrip()) is None
    candidate = _Candidate(
        printed.text, printed.start, printed.end, printed.readings, bare, stated=False
    )
    first = printed
    if printed.readings[0].style == "mixed":
        number = re.match(r"\d{1,2}(?:\.\d{1,2}){0,4}", printed.text)
        outer = read_label(f"{number[0]} A") if number else None
        if outer is None or number is None:
            return candidate
        first = PrintedLabel(
            number[0], printed.start, printed.start + len(number[0]), outer.readings
        )
    if first.readings[0].kind not in {NumberKind.DECIMAL, NumberKind.NUMBER}:
        return candidate
    match = _SECOND_LABEL.match(text, first.end)
    if match is None:
        return candidate
    dash, opening, inner, closing = match.groups()
    following, kind = _SECONDS[inner]
    sequel = re.compile(
        rf"[{DASHES}]?\s{{0,3}}{re.escape(opening)}{following}{re.escape(closing)}\s"
    )
    stated = dash and opening  # "4.—(1)", as statutory instruments number
    if not stated and (
        (inner == "1" and not opening)
        or not any(sequel.match(below.text) for below in lines[i + 1 : i + 25])
    ):
        return candidate
    return _Candidate(
        re.sub(r"\s+", " ", text[first.start : match.end(4)]),
        first.start,
        match.end(),
        first.readings,
        bare=False,
        stated=False,
        second=Reading(kind, f"{opening}{'1' if inner == '1' else 'a'}{closing}", (1,)),
    )


# ---------------------------------------------------------------- the search


def _search(
    lines: Sequence[Printed],
    candidates: Sequence[_Candidate | None],
    bullets: Sequence[Label | None],
) -> tuple[list[_Choice | None], list[tuple[int | None, ...]]]:
    """Choose a reading, or none, for each candidate; give those that are nearly as cheap too."""
    beam: list[_State] = [(0.0, (), None)]
    steps: list[list[_Step]] = []  # for each line
    numbers_seen: set[tuple[str, int]] = set()
    again = _AGAIN_TRANSLATED if _alternates(lines) else _AGAIN
    unlabelled = 0  # lines since the last label that are no bullets
    for i, (line, candidate) in enumerate(zip(lines, candidates, strict=True)):
        steps.append([])
        if candidate is None:
            if line.apart and len(line.text) < 90 and names_division(line.text):
                # numbering may start again after "Appendix A"
                beam = beam[: _BEAM // 2]
                steps[i] = [_Step(cost, stack, stack, 0.0, None) for cost, stack, _ in beam]
                cost, stack, chain = beam[0]
                steps[i].append(_Step(cost, stack, (), 0.0, None))
                beam = [(cost, (), chain), *beam]
            if bullets[i] is None:
                unlabelled += 1
            continue
        above = lines[i - 1] if i else None
        doubt = _cost_of_doubt(line, above, candidate)
        introduced = above is not None and _leads_on(above.text)
        placing = _Placing(introduced, unlabelled > 0, frozenset(numbers_seen), again)
        beam, steps[i] = _advanced(beam, candidate, doubt, placing)
        if not candidate.bare:
            numbers_seen |= {
                (reading.style, reading.value[0])
                for reading in candidate.readings
                if reading.kind is NumberKind.NUMBER
            }
        unlabelled = 0
    return _unchained(beam[0][2], candidates), _rivals(beam, steps, candidates)


def _leads_on(text: str) -> bool:
    """Whether a list may open below a line; after an item's "; and" the list above goes on."""
    return text.endswith(":") or (
        is_unfinished(text) and _SENTENCE_OR_ITEM_END.search(text) is None
    )


def _advanced(
    beam: Sequence[_State], candidate: _Candidate, doubt: float, placing: _Placing
) -> tuple[list[_State], list[_Step]]:
    """Go one line further: the cheapest states after it, and the ways that led to them."""
    best: dict[_Stack, _State] = {}
    steps = []
    for cost, stack, chain in beam:
        for extra, new_stack, choice in _choices(stack, chain, candidate, placing=placing):
            own = doubt if choice.reading is None else extra
            steps.append(_Step(cost, stack, new_stack, own, choice.reading))
            if new_stack not in best or cost + own < best[new_stack][0]:
                best[new_stack] = (cost + own, new_stack, choice)
    ranked = sorted(best.values(), key=lambda state: state[0])[:_BEAM]
    cheapest = ranked[0][0]
    kept = [step for step in steps if step.cost_before + step.cost <= cheapest + _FAR_BEHIND]
    return [state for state in ranked if state[0] <= cheapest + _MARGIN], kept


def _rivals(
    beam: Sequence[_State],
    steps: Sequence[Sequence[_Step]],
    candidates: Sequence[_Candidate | None],
) -> list[tuple[int | None, ...]]:
    """Find the readings of each line with which the whole document costs little more.

    Goes back from the last line: what is still to pay after a state, added to what it has cost to
    come there, is the price of the best reading of the document through that state.
    """
    cheapest = beam[0][0]
    to_pay: dict[_Stack, float] = {stack: 0.0 for _, stack, _ in beam}
    rivals: list[tuple[int | None, ...]] = [()] * len(steps)
    for i in range(len(steps) - 1, -1, -1):
        if not steps[i]:
            continue
        before: dict[_Stack, float] = {}
        prices: dict[int | None, float] = {}
        for step in steps[i]:
            rest = to_pay.get(step.after)
            if rest is None:
                continue
            rest += step.cost
            if rest < before.get(step.before, math.inf):
                before[step.before] = rest
            price = step.cost_before + rest
            if price < prices.get(step.reading, math.inf):
                prices[step.reading] = price
        if candidates[i] is not None:
            rivals[i] = tuple(
                reading for reading, price in prices.items() if price <= cheapest + _UNDECIDED
            )
        to_pay = before
    return rivals


def _alternates(lines: Sequence[Printed]) -> bool:
    """Whether a document is in two languages, in which each number may be printed twice."""
    languages = [language_of(line.text) for line in lines]
    told = sum(language is not None for language in languages)
    welsh = languages.count(WELSH)
    return 0.25 * told <= welsh <= 0.75 * told


def _unchained(
    chain: _Choice | None, candidates: Sequence[_Candidate | None]
) -> list[_Choice | None]:
    chosen: list[_Choice | None] = [None] * len(candidates)
    for i in range(len(candidates) - 1, -1, -1):
        if candidates[i] is not None and chain is not None:
            chosen[i], chain = chain, chain.before
    return chosen


def _cost_of_doubt(line: Printed, above: Printed | None, candidate: _Candidate) -> float:
    """What it costs to say that a candidate is no label."""
    if candidate.stated:
        return _STATED
    rest = line.text[candidate.end :]
    cost = 1.2 if candidate.bare else 3.0
    if above is not None and not line.apart:
        if not _SENTENCE_OR_ITEM_END.search(above.text):
            cost = 0.6 if above.closed is False else 2.2
            if candidate.bare:
                cost = 1.2 if above.closed else 0.3
        if _REFERENCE_BEFORE.search(above.text[-40:]):
            return 0.0
        if _REFERENCE_AFTER.match(rest) and above.text[-1] not in ".;:!?":
            return 0.0
    if not rest.strip():
        cost = min(cost, 2.0)
    if candidate.readings[0].kind is NumberKind.DECIMAL and re.match(r"\s{0,4}[a-z]", rest):
        cost = min(cost, 1.4)
    return cost


def _choices(
    stack: _Stack, chain: _Choice | None, candidate: _Candidate, *, placing: _Placing
) -> Iterator[tuple[float, _Stack, _Choice]]:
    """Ways to go on from one state, each with its cost."""
    yield 0.0, stack, _Choice(chain, None, 0, False)
    for position, reading in enumerate(candidate.readings):
        for cost, placed in _placings(stack, reading, placing):
            inner = () if candidate.second is None else (_open(candidate.second, fresh=True),)
            choice = _Choice(chain, position, len(placed), placed[-1].fresh)
            yield cost, (*placed, *inner), choice


def _open(reading: Reading, *, fresh: bool) -> _OpenList:
    return _OpenList(reading.kind, reading.style, reading.value, fresh)


def _placings(stack: _Stack, reading: Reading, placing: _Placing) -> Iterator[tuple[float, _Stack]]:
    if reading.kind is NumberKind.DECIMAL:
        yield _decimal_placing(stack, reading, placing.again)
        return
    value = reading.value[0]
    for j in range(len(stack) - 1, -1, -1):
        last = stack[j]
        if last.kind is not reading.kind:
            continue
        if last.style != reading.style and not {last.style, reading.style} <= _NUMBERS_ALIKE:
            continue
        closing = 0.05 * (len(stack) - 1 - j) + (0.4 if last.style != reading.style else 0.0)
        yield (
            closing + _counting_cost(value - last.value[0], placing.again),
            (*stack[:j], _open(reading, fresh=False)),
        )
        if value == 1:  # the list starts again
            again = 0.3 if placing.introduced or placing.after_text else 0.9
            yield closing + again, (*stack[:j], _open(reading, fresh=True))
    if value == 1:
        cost = 0.25 if placing.introduced else 0.5
    elif reading.kind is NumberKind.NUMBER and (reading.style, value - 1) in placing.numbers_seen:
        cost = 1.4
    else:
        cost = 3.0 + 0.15 * min(value, 12)
    if reading.kind is NumberKind.WELSH_LETTER:
        cost += 0.1  # where both alphabets serve, it is the English one
    if any(
        (open_list.kind, open_list.style) == (reading.kind, reading.style) for open_list in stack
    ):
        cost += 0.35
    if len(stack) < _DEEPEST:
        yield cost, (*stack, _open(reading, fresh=True))


def _counting_cost(step: int, again: float) -> float:
    """Cost of a step within a list: one up is free, a repeat or a skip has its price."""
    if step == 1:
        return 0.0
    if step == 0:
        return again
    if 2 <= step <= 4:
        return 0.9 + 0.3 * (step - 2)
    return 3.0 + 0.1 * abs(step)


def _decimal_placing(stack: _Stack, reading: Reading, again: float) -> tuple[float, _Stack]:
    value = reading.value
    opened = _open(reading, fresh=False)
    for j in range(len(stack) - 1, -1, -1):
        last = stack[j]
        if (
            last.kind is NumberKind.DECIMAL
            and len(last.value) == len(value)
            and last.value[:-1] == value[:-1]
            and last.style == reading.style
        ):
            return _counting_cost(value[-1] - last.value[-1], again), (*stack[:j], opened)
    for j in range(len(stack) - 1, -1, -1):
        last = stack[j]
        if last.value == value[:-1] or (
            last.kind is NumberKind.ROMAN and reading.style != "A1" and last.value == value[:1]
        ):
            late = 0.0 if value[-1] == 1 else 0.5 + min(2.0, 0.3 * value[-1])
            return late, (*stack[: j + 1], opened)
    return _unannounced_decimal(stack, reading)


def _unannounced_decimal(stack: _Stack, reading: Reading) -> tuple[float, _Stack]:
    """Place a decimal whose section number is not printed on a line of its own."""
    value = reading.value
    decimals = [item for item in stack if item.kind is NumberKind.DECIMAL]
    last = decimals[-1].value if decimals else None
    near = (
        (last is not None and 0 <= value[0] - last[0] <= 2)
        or (last is None and value[0] <= 2)
        or any(
            item.kind is NumberKind.NUMBER and 0 <= value[0] - item.value[0] <= 1 for item in stack
        )
    )
    kept = stack[:1] if stack and stack[0].kind is not NumberKind.DECIMAL else ()
    if last is not None and len(last) < len(value):
        kept = tuple(item for item in decimals if len(item.value) < len(value)) or kept
    cost = 3.2
    if near:
        cost = 0.3 if value[-1] == 1 else 1.0
    return cost + (0.0 if value[-1] == 1 else 0.4), (*kept, _open(reading, fresh=False))


def _settled(
    line: Printed,
    bullet: Label | None,
    candidate: _Candidate | None,
    choice: _Choice | None,
    rivals: Sequence[int | None],
) -> Label | None:
    if candidate is None or choice is None or choice.reading is None:
        return bullet
    body = candidate.end + _space(line.text, candidate.end)
    separator = _SEPARATOR.match(line.text, body)  # "1.1 - The council ..."
    if separator and not candidate.stated:
        body = separator.end()
    return Label(
        candidate.text,
        candidate.start,
        body,
        candidate.readings[choice.reading],
        choice.depth,
        choice.opens,
        candidate.stated,
        candidate.quote,
        tuple(_others(candidate, choice.reading, rivals)),
    )


def _others(
    candidate: _Candidate, chosen: int, rivals: Sequence[int | None]
) -> Iterator[Reading | None]:
    """Give the rivals that count otherwise than the reading chosen: "c" is third anywhere."""
    for rival in rivals:
        if rival is None:
            yield None
        elif candidate.readings[rival].value != candidate.readings[chosen].value:
            yield candidate.readings[rival]


def _space(text: str, position: int) -> int:
    rest = text[position:]
    return len(rest) - len(rest.lstrip())
