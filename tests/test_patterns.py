"""Every pattern of the project, on text that was made to hold it up.

A pattern that tries the same letters again and again takes a time that grows with the square of the
text, and a page of blanks can then stop a run. So each is timed on long texts and on texts of a
tenth of their length: ten times the text may take about ten times as long.
"""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _constants as ops
from re import _parser as parser

import pytest

import pipeline
from pipeline.analyse.defects.law import outdated

SOURCES = sorted(Path(pipeline.__file__).parent.rglob("*.py"))
LENGTH = 20_000
STEP = 10
NOTICED = 0.001  # seconds on the short text; what is faster is fast enough
TOO_LONG = 0.1  # seconds on the short text, however it grows
GROWTH = 2.2 * STEP  # linear would be STEP, quadratic STEP * STEP
# what every text may hold too much of
PLAIN = (" ", "\n", "\t", "a", "1", "1.", "(a)", ".", "-", "a ", "1 ", "a\n", "A ", "aB", "</",
         "section 1 ", "the council ", "1/1/", "£1,", "“", "\xa0", "May ",
         "and ", "a.", "a;")  # fmt: skip
FUNCTIONS = {
    "compile",
    "search",
    "match",
    "fullmatch",
    "sub",
    "subn",
    "split",
    "findall",
    "finditer",
}
# patterns that are made of a document's own words, and how one of them looks
NAME = r"Great\s+Hathersby\s+Town\s+Council"
MADE = {
    ("__main__.py", "_locked"): [r"(?m)^pandas==(?:[^\n]*\\\n)*[^\n]*\n"],
    ("analyse/defects/inspected.py", "opening"): [r"\s*(?:\S+\s+){0,8}\S+"],
    ("analyse/defects/law.py", "outdated"): [each.pattern.pattern for each in outdated()],
    ("analyse/defects/numbers.py", "_is_hidden"): [
        r"(?m)^[ \t]*7(?=\s|[.)A-Z]|$)", r"(?m)(?:^|\s)\(c\)(?=\s|[.)A-Z]|$)",
    ],
    ("ingest/pdf/notes.py", "_bracketed"): [r"12(?![\w%])"],
    ("segment/addressee.py", "known_as"): [r"\bColleague\b"],
    ("segment/facts/council.py", "_in_title_case"): [r"(?<=[ -])(And|On|In|The)(?=[ -])"],
    ("segment/facts/title.py", "_place"): [r"Member[\s#*|]+Officer[\s#*|]+Protocol"],
    ("segment/facts/title.py", "_without"): [
        rf"^(?:the )?{NAME}(?:'s)?(?: {{0,9}}[-:,] {{0,9}}| {{1,9}})(?=\w)"
        rf"|(?: {{0,9}}[-:,(] {{0,9}}| {{1,9}})(?:(?:for|of|at) )?{NAME}\W{{0,60}}$",
    ],
    ("segment/furniture.py", "_footnotes"): [r"[a-z][.,;:)”\"’']{0,2}12(?:\s|$)"],
    ("segment/labels.py", "_with_second"): [r"[-–—−]?\s{0,3}\(b\)\s"],
    ("text/dates.py", "_rule"): [],  # the module keeps them: they are found there
}  # fmt: skip


def modules():
    for found in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns_in(value, depth=0):
    """Give the patterns that a module's variable holds, itself or in containers and records."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        for each in (*value, *value.values()):
            yield from patterns_in(each, depth + 1)
    elif depth < 4 and isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from patterns_in(each, depth + 1)
    elif depth < 4 and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from patterns_in(getattr(value, name, None), depth + 1)


class Calls(ast.NodeVisitor):
    """Collects the patterns that are written where they are used."""

    def __init__(self, source: str, known: dict) -> None:
        self.source, self.known, self.functions = source, known, []
        self.written, self.made = [], set()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.functions.append(node.name)
        self.generic_visit(node)
        self.functions.pop()

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        called = node.func
        if not (
            isinstance(called, ast.Attribute)
            and isinstance(called.value, ast.Name)
            and called.value.id == "re"
            and called.attr in FUNCTIONS
        ):
            return
        try:  # of the module's own names
            written = eval(compile(ast.Expression(node.args[0]), "", "eval"), self.known)
        except NameError:
            if self.functions:  # else the module made it when it was loaded
                self.made.add((self.source, self.functions[0]))
        else:
            self.written.append(getattr(written, "pattern", written))


@cache
def calls():
    found = []
    for path in SOURCES:
        source = path.relative_to(SOURCES[0].parent).as_posix()
        name = "pipeline." + source.removesuffix(".py").replace("/", ".")
        visitor = Calls(source, vars(importlib.import_module(name.removesuffix(".__init__"))))
        visitor.visit(ast.parse(path.read_text(encoding="utf-8")))
        found.append(visitor)
    return found


@cache
def all_patterns():
    found = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                found.setdefault(pattern.pattern, (f"{module.__name__}.{name}", pattern))
    for visitor in calls():
        for text in visitor.written:
            pattern = re.compile(text)
            found.setdefault(text, (visitor.source, pattern))
    for (source, function), texts in MADE.items():
        for pattern in map(re.compile, texts):
            found.setdefault(pattern.pattern, (f"{source}:{function}", pattern))
    return sorted(found.values(), key=lambda each: (each[0], str(each[1].pattern)))


def example(parsed) -> str:
    """Write a short text that a pattern takes, or nearly takes."""
    return "".join(_example(op, argument) for op, argument in parsed)


def _example(op, argument) -> str:
    if op is ops.LITERAL:
        return chr(argument)
    if op is ops.NOT_LITERAL:
        return "x" if chr(argument) != "x" else "y"
    if op is ops.ANY:
        return "x"
    if op is ops.IN:
        return _member(argument)
    if op in {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}:
        least, most, inner = argument
        return example(inner) * min(max(least, 1), most)
    if op is ops.SUBPATTERN:
        return example(argument[-1])
    if op is ops.ATOMIC_GROUP:
        return example(argument)
    if op is ops.BRANCH:
        return example(argument[1][0])
    return ""


def _member(members) -> str:
    if members and members[0][0] is ops.NEGATE:
        refused = re.compile("[^" + "".join(_as_class(each) for each in members[1:]) + "]")
        return next((letter for letter in "x 1.(\nX-" if refused.match(letter)), "~")
    op, argument = members[0]
    if op is ops.LITERAL:
        return chr(argument)
    if op is ops.RANGE:
        return chr(argument[0])
    return {ops.CATEGORY_DIGIT: "1", ops.CATEGORY_SPACE: " ", ops.CATEGORY_WORD: "a"}.get(
        argument, "!"
    )


def _as_class(member) -> str:
    op, argument = member
    if op is ops.LITERAL:
        return re.escape(chr(argument))
    if op is ops.RANGE:
        return f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
    return {
        ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_SPACE: r"\s", ops.CATEGORY_WORD: r"\w",
        ops.CATEGORY_NOT_DIGIT: r"\D", ops.CATEGORY_NOT_SPACE: r"\S", ops.CATEGORY_NOT_WORD: r"\W",
    }[argument]  # fmt: skip


def repeated_parts(parsed) -> Iterator[str]:
    """Give an example of each part that a pattern may repeat, with what leads up to it."""
    before = ""
    for op, argument in parsed:
        if op in {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}:
            yield before
            yield example(argument[2])
            yield from repeated_parts(argument[2])
        elif op is ops.SUBPATTERN:
            yield from repeated_parts(argument[-1])
        elif op is ops.BRANCH:
            for branch in argument[1]:
                yield from repeated_parts(branch)
        before += _example(op, argument)
    yield before


def hostile_texts(pattern: re.Pattern) -> list[tuple[str, str]]:
    """Give beginnings and what is repeated after them, to any length."""
    parsed = parser.parse(
        pattern.pattern, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else 0
    )
    whole = example(parsed)
    units = dict.fromkeys(
        [*PLAIN, *filter(None, repeated_parts(parsed)), *filter(None, [whole, whole[:-1]])]
    )
    return [("", unit) for unit in units] + [
        (whole[: len(whole) // 2], " "),
        (whole[:-1], whole[-1:] or " "),
    ]


def seconds(pattern: re.Pattern, start: str, unit: str, length: int) -> float:
    text = (start + unit * (length // len(unit)))[:length] + "\x00"
    subject = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    for _ in pattern.finditer(subject):
        pass
    pattern.fullmatch(subject)
    return time.process_time() - began


def is_slow(pattern: re.Pattern, start: str, unit: str) -> bool:
    """Whether the time grows faster than the text, each time that it is looked at."""
    for _ in range(3):
        short = seconds(pattern, start, unit, LENGTH // STEP)
        if short < NOTICED:
            return False
        if short < TOO_LONG and seconds(pattern, start, unit, LENGTH) < GROWTH * short:
            return False
    return True


def test_every_pattern_is_found():
    made = {place for visitor in calls() for place in visitor.made}
    assert made == set(MADE), "patterns made while running: give an example of each in MADE"
    assert len(all_patterns()) > 300


@pytest.mark.parametrize(
    "pattern",
    [pytest.param(pattern, id=f"{name}-{at}") for at, (name, pattern) in enumerate(all_patterns())],
)
def test_ten_times_the_text_takes_about_ten_times_as_long(pattern):
    slow = [
        (start, unit) for start, unit in hostile_texts(pattern) if is_slow(pattern, start, unit)
    ]
    assert not slow, f"{pattern.pattern!r} is held up by these beginnings and repeated parts"


@pytest.mark.parametrize("pattern", [r"\s*\n", r"x*x*y", r"[a-z]+\d", r"(?:\w+\s)*:", r"a.*b.*c"])
def test_a_pattern_that_can_be_held_up_is_seen(pattern):
    compiled = re.compile(pattern)
    assert any(is_slow(compiled, start, unit) for start, unit in hostile_texts(compiled))
