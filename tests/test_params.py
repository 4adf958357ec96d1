"""What `params.yaml` may say."""

import pytest
from pydantic import ValidationError

from pipeline.params import ReportParams


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        pytest.param("", "", id="none"),
        pytest.param("https://example.org/p/", "https://example.org/p/", id="folder"),
        pytest.param("https://example.org/p", "https://example.org/p/", id="no-slash"),
        pytest.param("http://localhost:8000", "http://localhost:8000/", id="port"),
    ],
)
def test_the_address_of_a_report_is_that_of_its_folder(given, taken):
    assert ReportParams(site_url=given).site_url == taken


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("example.org/p", id="no-scheme"),
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("file:///srv/report/", id="file"),
        pytest.param("https://", id="no-host"),
        pytest.param("https://[", id="broken"),
        pytest.param("https://example.org/p?a=1", id="query"),
        pytest.param("https://example.org/p#a", id="anchor"),
        pytest.param("https://example.org/a b", id="space"),
        pytest.param("https://example.org/\nb", id="line-end"),
        pytest.param("https://example.org/ŵ", id="not-plain"),
    ],
)
def test_what_is_no_address_is_refused(given):
    with pytest.raises(ValidationError):
        ReportParams(site_url=given)
