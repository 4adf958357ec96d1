"""What a marked document states of itself is read as its head says."""

import pytest

from tests.segment.marked_documents import MARKED, load
from tests.segment.marked_heads import differences

# what is known not to be read, with the reason
NOT_READ = {
    ("llanrhewl", "title"): "the English title stands halfway down, above the second language",
}


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_a_marked_document_states_what_its_head_says(path):
    document = load(path)

    found = differences(document)

    known = {field for name, field in NOT_READ if name == document.name}
    assert found.keys() == known, found
