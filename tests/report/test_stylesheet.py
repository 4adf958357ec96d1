"""The look: our own, and readable."""

import re
from importlib import resources

import pytest

CSS = (resources.files("pipeline.report") / "static/site.css").read_text(encoding="utf-8")
SCRIPTS = {
    path.name: path.read_text(encoding="utf-8")
    for path in (resources.files("pipeline.report") / "static").iterdir()
    if path.name.endswith(".js")
}
NAMED = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", CSS))


def colour(value):
    if named := re.fullmatch(r"var\(--([a-z-]+)\)", value):
        return NAMED[named[1]]
    return value


def luminance(value):
    channels = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs():
    """Give every rule that sets both the colour of text and what is behind it."""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS):
        text = re.search(r"(?<![-a-z])color: ([^;]+);", body)
        behind = re.search(r"background: (#[0-9a-f]{6}|var\([^)]+\));", body)
        if text and behind and colour(text[1]).startswith("#"):
            yield pytest.param(colour(text[1]), colour(behind[1]), id=selector.strip())


@pytest.mark.parametrize(("text", "behind"), list(pairs()))
def test_text_stands_out_from_what_is_behind_it(text, behind):
    assert contrast(text, behind) >= 4.5


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("ink", "paper"),
        ("ink-quiet", "paper"),
        ("ink-quiet", "panel"),
        ("link", "paper"),
        ("link", "panel"),
        ("link-visited", "paper"),
        ("rules-ink", "rules"),
        ("mention-ink", "mention"),
        ("ink", "unread"),
        ("ink", "focus"),
    ],
)
def test_named_colours_stand_out_from_each_other(text, behind):
    assert contrast(NAMED[text], NAMED[behind]) >= 4.5


@pytest.mark.parametrize("against", ["#ffffff", "#fff7d1"])
def test_a_mark_stands_out_from_the_page(against):
    (stroke,) = re.findall(r"\.mark rect \{[^}]*stroke: (#[0-9a-f]{6})", CSS)
    assert contrast(stroke, against) >= 3


def test_nothing_is_loaded_by_the_stylesheet():
    assert not re.search(r"url\(|@import|@font-face", CSS)


@pytest.mark.parametrize("name", ["matrix.js", "search.js", "site.js"])
def test_a_script_writes_no_markup_and_asks_for_nothing(name):
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|fetch|XMLHttp|http"
    assert not re.search(forbidden, SCRIPTS[name])
