import pytest

from pipeline.ingest.encoding import decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("Cyngor Bro Ŵyl".encode(), "Cyngor Bro Ŵyl", id="utf-8"),
        pytest.param("ŵ".encode("utf-8-sig"), "ŵ", id="utf-8-marked"),
        pytest.param("Clerk’s".encode("utf-16"), "Clerk’s", id="utf-16-marked"),
        pytest.param("Rhaid i".encode("utf-16-le"), "Rhaid i", id="utf-16-unmarked"),
        pytest.param(b"Council\x92s \x96 \xa3500", "Council’s – £500", id="windows"),
        pytest.param(
            b'<meta charset="utf-8">Council\x92s', '<meta charset="utf-8">Council’s', id="lie"
        ),
        pytest.param(
            b'<meta charset="iso-8859-14">\xf0', '<meta charset="iso-8859-14">ŵ', id="celtic"
        ),
        pytest.param(b"+ADw-b+AD4-", "+ADw-b+AD4-", id="utf-7-never"),
        pytest.param("Councilâ€™s Å·".encode(), "Council’s ŷ", id="decoded-wrongly-before"),
        pytest.param("“Ŵyl” ’s".encode(), "“Ŵyl” ’s", id="curly-quotes-stay"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_text_is_decoded_by_the_stated_rule(data, text):
    assert decode(data) == text
