"""Every source of the sample corpus, and every made-up variant of the real ones, is read whole."""

import json
import re
import unicodedata

import pytest

from pipeline.ingest import read
from pipeline.model import LineKind, State


def squeezed(text):
    plain = unicodedata.normalize("NFKC", text).translate(str.maketrans("’‘“”–—", "''\"\"--"))
    return re.sub(r"\s+", "", plain)


def test_the_sample_corpus_is_read_and_every_span_holds_its_line(root, limits):
    states = {}
    for path in sorted((root / "corpus" / "sources").iterdir()):
        document = read(path.read_bytes(), name=path.name, doc=path.stem, params=limits)
        states[path.name] = document.state
        for line in document.lines:
            printed = f"{line.label} {line.text}" if line.label else line.text
            empty = line.kind is LineKind.FURNITURE
            assert document.text[line.start : line.end] == ("" if empty else printed)

    others = {name for name, state in states.items() if state is not State.TEXT}
    assert others == {"yelderbeck.pdf", "pendlebarrow.pdf", "scarcombe.docx"}
    assert states["pendlebarrow.pdf"] is State.PASSWORD
    assert states["scarcombe.docx"] is State.UNREADABLE
    assert states["yelderbeck.pdf"] in {State.OCR, State.UNREADABLE}  # as far as it is installed


@pytest.mark.parametrize("layout", ["word.docx", "word.odt", "word.pdf", "rowmajor.pdf", "html"])
def test_no_block_row_or_label_of_a_variant_is_lost(shared, limits, layout):
    folder = shared / "corpus" / "variants"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    for name in [name for name in truth if name.split(".", 1)[1] == layout]:
        document = read((folder / name).read_bytes(), name=name, doc=name, params=limits)

        text = squeezed(document.text)
        rows = {tuple(map(squeezed, line.cells)) for line in document.lines if line.cells}
        for block in truth[name]["blocks"]:
            assert squeezed(block["label"] + block["text"]) in text
            assert {tuple(map(squeezed, row)) for row in block["rows"]} <= rows
        leaked = [
            each for each in truth[name]["furniture"] if len(each) > 8 and each in document.text
        ]
        assert not [each for each in leaked if each not in truth[name]["text"]]
