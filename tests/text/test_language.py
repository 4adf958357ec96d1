"""English and Welsh."""

import pytest

from pipeline.text.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Officers serve the council as a whole.", "en", id="english"),
        pytest.param("Mae swyddogion yn gwasanaethu'r cyngor cyfan.", "cy", id="welsh"),
        pytest.param("The Clerk of Cyngor Tref Aberllwyd signs letters.", "en", id="welsh-name"),
        pytest.param("Cyfrinachedd a gwybodaeth bersonol", "cy", id="welsh-heading"),
        pytest.param("Confidentiality and personal information", "en", id="english-heading"),
        pytest.param("3.2", None, id="number"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_line_is_told_by_its_common_words(text, language):
    assert language_of(text) == language
