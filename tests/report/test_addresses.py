"""Where pages stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.addresses import file_stem, web_address


@pytest.mark.parametrize(
    "identifier",
    ["", "..", "../../etc/passwd", "con", "LPT1", "a/b", "ŵy", "x" * 300, "\ud800", "a b", "-rf"],
    ids=str,
)
def test_no_identifier_makes_a_file_name_that_a_system_refuses(identifier):
    stem = file_stem(identifier)
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", stem)
    assert stem not in {"con", "lpt1"}


@given(st.text(max_size=8), st.text(max_size=8))
def test_two_identifiers_never_share_a_file(first, second):
    assert (file_stem(first) == file_stem(second)) == (first == second)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        pytest.param("https://stowcote.example/a.pdf", True, id="https"),
        pytest.param("http://stowcote.example", True, id="http"),
        pytest.param("HTTPS://STOWCOTE.EXAMPLE", True, id="capitals"),
        pytest.param("javascript:alert(1)", False, id="script"),
        pytest.param("java\nscript:alert(1)", False, id="script-with-line-end"),
        pytest.param("data:text/html,x", False, id="data"),
        pytest.param("file:///etc/passwd", False, id="file"),
        pytest.param("//stowcote.example", False, id="no-scheme"),
        pytest.param("https://", False, id="no-host"),
        pytest.param("https://[", False, id="broken"),
        pytest.param("https://a.example/ b", False, id="space"),
        pytest.param(None, False, id="none"),
    ],
)
def test_only_plain_web_addresses_are_linked(url, linked):
    assert web_address(url) == (url if linked else None)
