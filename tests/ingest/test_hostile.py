"""Files that are made to break whoever reads them, through the stage that reads a whole corpus.

Each test is named for the threat that it meets; all files are read in one build, whose memory is
measured from outside.
"""

import io
import json
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace

import pytest

from pipeline.model import State
from pipeline.params import read_params
from pipeline.stages.build import build
from pipeline.stages.ingest import load_documents, load_listed
from pipeline.stages.workspace import folder_workspace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux"),
]

SECONDS = 20  # for one document
MEMORY = 1 << 30
LARGEST_PARENT = 300  # MiB
SENTENCE = "Officers shall advise the Council."

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
# runs a build and says how much memory the process that called it took
RUN = """
import sys
from pathlib import Path
from pipeline.params import Params
from pipeline.stages.build import build
from pipeline.stages.workspace import folder_workspace
if __name__ == "__main__":
    corpus, out, params = sys.argv[1:]
    workspace = folder_workspace(Path(corpus), Path(out), Params.model_validate_json(params))
    build(workspace, until="ingest")
    told = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    print(int(told.split()[0]) // 1024)
"""


def pdf(objects, *, trailer=b""):
    """Put objects, by number, into a file with a table of where they are; 1 is the root."""
    out = bytearray(b"%PDF-1.7\n")
    at = {}
    for number, content in sorted(objects.items()):
        at[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        line = b"%010d 00000 n \n" if number in at else b"%010d 65535 f \n"
        out += line % at.get(number, 0)
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer,
        table,
    )


def stream(content, extra=b""):
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), extra, content)


def shown(*lines):
    told = b" ".join(b"(%b) Tj T*" % line.encode() for line in lines)
    return b"BT /F 10 Tf 50 800 Td 12 TL %b ET" % told


def book(*contents, root=b"", page=b"", resources=b"", more=None):
    """Make a PDF of pages with these content streams, each a whole object."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * at) for at in range(len(contents)))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%b>>" % root,
        2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(contents)),
        3: FONT,
    }
    for at, content in enumerate(contents):
        objects[10 + 2 * at] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>%b>>%b>>" % (11 + 2 * at, resources, page)
        )
        objects[11 + 2 * at] = content
    return pdf(objects | (more or {}))


def swollen(unit, size, times=1):
    """Pack so many bytes, given as a unit that is repeated, so many times."""
    machine = zlib.compressobj(9)
    block = unit * ((1 << 20) // len(unit))
    packed = b"".join(machine.compress(block) for _ in range(size // len(block))) + machine.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    filters = b"/Filter[%b]" % (b"/FlateDecode" * times)
    return stream(packed, filters)


def form(script, named=b""):
    return stream(
        script, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<%b>>>>" % named
    )


def page_tree(levels, across):
    """Make a tree in which every level names the next so often."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for level in range(2, levels + 2):
        kids = b" ".join([b"%d 0 R" % (level + 1)] * across)
        objects[level] = b"<</Type/Pages/Count 1/Kids[%b]>>" % kids
    objects[levels + 2] = b"<</Type/Page/MediaBox[0 0 99 99]>>"
    return pdf(objects)


def locked(user):
    import pikepdf

    buffer = io.BytesIO()
    allowed = pikepdf.Permissions(extract=False)
    with pikepdf.open(io.BytesIO(book(stream(shown(SENTENCE))))) as file:
        file.save(buffer, encryption=pikepdf.Encryption(owner="o", user=user, allow=allowed))
    return buffer.getvalue()


def docx(body, *, prolog="", extra=()):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        document = f"{prolog}<w:document {WORD}><w:body>{body}</w:body></w:document>"
        for name, content in (("word/document.xml", document), *extra):
            packed.writestr(name, content)
    return buffer.getvalue()


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cut_twice(data):
    """Give a file whose table of objects names itself as the one before."""
    at = int(data.rsplit(b"startxref", 1)[1].split()[0])
    return data.replace(b"/Root", b"/Prev %d/Root" % at)


@pytest.fixture(scope="module")
def files():
    good = book(stream(shown(SENTENCE)))
    ten = form(b"/X Do " * 10, b"/X %d 0 R")
    picture = stream(b"\x00" * 100, b"/Subtype/Image/Width 10/Height 10/BitsPerComponent 8")
    rules = b"".join(b"%d %d 9 9 re S\n" % (i % 60 * 9, i // 60 * 9) for i in range(5_000))
    tree = {20 + at: ten.replace(b"%d", b"%d" % (21 + at)) for at in range(8)}
    loop = {20: form(b"/X Do /X Do", b"/X 20 0 R")}
    calls = b"/XObject<</X 20 0 R>>"
    script = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
    launch = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(cmd.exe)>>>>]"
    nested = "<w:tbl><w:tr><w:tc>" * 60 + paragraph(SENTENCE) + "</w:tc></w:tr></w:tbl>" * 60
    return {
        "good.pdf": good,
        "bomb.pdf": book(swollen(b" ", 200 << 20)),
        "bomb_twice.pdf": book(swollen(b" ", 200 << 20, 2)),
        "bomb_form.pdf": book(
            stream(shown(SENTENCE) + b" /X Do"),
            stream(shown(SENTENCE)),
            resources=calls,
            more={20: swollen(b" ", 100 << 20).replace(b"<<", b"<</Type/XObject/Subtype/Form", 1)},
        ),
        "bomb_on_page_2.pdf": book(
            stream(shown("First page.")), swollen(b" ", 100 << 20), stream(shown("Third page."))
        ),
        "count_lies.pdf": good.replace(b"/Count 1", b"/Count 2147483647"),
        "tree_of_1e8.pdf": page_tree(8, 10),
        "tree_deep.pdf": page_tree(3_000, 1),
        "tree_loop.pdf": pdf(
            {
                1: b"<</Type/Catalog/Pages 2 0 R>>",
                2: b"<</Type/Pages/Count 9/Kids[3 0 R]>>",
                3: b"<</Type/Pages/Count 9/Kids[2 0 R]>>",
            }
        ),
        "form_loop.pdf": book(stream(b"/X Do"), resources=calls, more=loop),
        "form_tree.pdf": book(
            stream(b"/X Do"), resources=calls, more={**tree, 28: form(b"0 0 1 1 re f")}
        ),
        "forms.pdf": book(
            stream(shown(SENTENCE) + b"/X Do"), resources=calls, more={20: form(b"0 0 1 1 re f")}
        ),
        "arrays.pdf": book(
            stream(shown(SENTENCE)), root=b"/Names 20 0 R", more={20: b"[" * 50_000}
        ),
        "table_loop.pdf": cut_twice(good),
        "rules.pdf": book(stream(shown(SENTENCE) + rules)),
        "locked.pdf": locked("secret"),
        "restricted.pdf": locked(""),
        "xfa.pdf": book(
            stream(shown("Please wait...")),
            root=b"/AcroForm<</XFA 20 0 R/Fields[]>>",
            more={20: stream(b"<template><text>The text is in here.</text></template>")},
        ),
        "picture.pdf": book(
            stream(b"500 0 0 700 50 50 cm /I Do"),
            resources=b"/XObject<</I 20 0 R>>",
            more={20: picture.replace(b"<<", b"<</Type/XObject/ColorSpace/DeviceGray", 1)},
        ),
        "acts.pdf": book(stream(shown(SENTENCE)), root=script, page=launch),
        "unmapped.pdf": book(stream(b"BT /F 10 Tf 50 800 Td [] TJ ET"), stream(b"(x) Tj")),
        "bomb.docx": docx(paragraph(" " * (80 << 20))),
        "parts.docx": docx(paragraph("x"), extra=[(f"x/{at}.xml", "") for at in range(6_000)]),
        "paths.docx": docx(
            paragraph(SENTENCE), extra=[("../../evil.txt", "x"), ("/abs/evil.txt", "x")]
        ),
        "entity.docx": docx(
            paragraph("&e;"), prolog='<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        ),
        "wide.docx": docx(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>'
            f"{paragraph(SENTENCE)}</w:tc></w:tr></w:tbl>"
        ),
        "nested.docx": docx(nested),
        "tracked.docx": docx(
            '<w:p><w:del w:id="1"><w:r><w:delText>may</w:delText></w:r></w:del>'
            '<w:ins w:id="2"><w:r><w:t>must not</w:t></w:r></w:ins></w:p>'
        ),
        "nothing.pdf": b"",
        "spaces.html": b" \n" * 1_000,
        "controls.txt": b"\x01\x02\x03",
        "charset.html": b'<meta charset="utf-8"><p>The Council\x92s \x96 \xa3500</p>',
        "utf16.html": "<p>1.1 Rhaid i gynghorwyr</p>".encode("utf-16-le"),
        "utf7.html": b'<meta charset="utf-7"><p>+ADw-script+AD4-</p>',
        "pages_500.pdf": book(*(stream(shown(f"{at} {SENTENCE}")) for at in range(500))),
        "copy_of_good.pdf": good,
        "good.txt": SENTENCE.encode(),
        "text.html": b"<p>" + b"must not " * 3_000_000 + b"</p>",
    }


@pytest.fixture(scope="module")
def read_all(files, root, tmp_path_factory):
    """Read all of the files in one build; gives its documents, and the parent's peak in MiB."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "corpus").mkdir()
    for name, data in files.items():
        (folder / "corpus" / name).write_bytes(data)
    params = read_params(root / "params.yaml")
    tight = {"seconds": SECONDS, "memory_bytes": MEMORY, "ocr": False}
    params = params.model_copy(update={"ingest": replace(params.ingest, **tight)})
    told = subprocess.run(
        [sys.executable, "-c", RUN, folder / "corpus", folder / "out", params.model_dump_json()],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    assert told.returncode == 0, told.stderr
    workspace = folder_workspace(folder / "corpus", folder / "out", params)
    by_doc = load_documents(workspace)
    found = {
        entry.source.path: (entry, by_doc[entry.source.doc]) for entry in load_listed(workspace)
    }
    return found, int(told.stdout), folder


@pytest.fixture(scope="module")
def outcome(read_all):
    """Give a function that gives how the reading of a file ended, and its document."""
    return lambda name: read_all[0][name]


def test_every_file_ends_in_one_state_with_a_reason_and_a_remedy(read_all, files):
    found, _, _ = read_all

    assert set(found) == set(files)
    for name, (entry, document) in found.items():
        assert entry.state is document.state, name
        assert entry.state.readable or "." in (entry.reason or ""), name
        assert bool(document.text) == (document.state.readable and not entry.source.duplicate_of)


def test_the_parent_stays_small(read_all):
    assert read_all[1] < LARGEST_PARENT


def test_nothing_is_written_outside_of_the_results(read_all):
    folder = read_all[2]

    assert {path.name for path in folder.iterdir()} == {"corpus", "out"}
    assert not list(folder.rglob("evil.txt"))


@pytest.mark.parametrize("name", ["bomb.pdf", "bomb_twice.pdf"])
def test_1_a_stream_that_inflates_without_end_is_stopped(outcome, name):
    entry, _ = outcome(name)

    assert entry.state is State.LIMIT
    assert "64 MiB" in entry.reason


@pytest.mark.parametrize(
    ("name", "text", "lost"),
    [
        pytest.param("bomb_on_page_2.pdf", "First page.\nThird page.", 2, id="page"),
        pytest.param("bomb_form.pdf", SENTENCE, 1, id="drawing-on-a-page"),
    ],
)
def test_1_the_pages_beside_it_are_read(outcome, name, text, lost):
    entry, document = outcome(name)

    assert document.text == text
    assert any(f"page {lost} was not read" in warning for warning in entry.warnings)


@pytest.mark.parametrize("name", ["tree_of_1e8.pdf", "tree_deep.pdf", "tree_loop.pdf"])
def test_2_pages_that_cannot_be_counted_are_not_guessed(outcome, name):
    assert outcome(name)[0].state is State.UNREADABLE


def test_2_a_wrong_count_of_pages_is_not_believed(outcome):
    _, document = outcome("count_lies.pdf")

    assert SENTENCE in document.text
    assert dict(document.page_counts)["qpdf"] == document.pages == 1


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("form_loop.pdf", "calls up itself", id="loop"),
        pytest.param("form_tree.pdf", "20,000 drawings", id="tree"),
    ],
)
def test_3_drawings_within_drawings_without_end_are_not_drawn(outcome, name, reason):
    entry, _ = outcome(name)

    assert entry.state is State.LIMIT
    assert reason in entry.reason


def test_3_drawings_that_end_are_drawn(outcome):
    entry, document = outcome("forms.pdf")

    assert SENTENCE in document.text
    assert not entry.warnings


@pytest.mark.parametrize("name", ["arrays.pdf", "table_loop.pdf"])
def test_3_other_loops_and_depths_end(outcome, name):
    assert outcome(name)[0].state in {State.TEXT, State.UNREADABLE, State.LIMIT}


def test_4_a_page_full_of_lines_is_read_without_its_tables(outcome):
    entry, document = outcome("rules.pdf")

    assert document.text == SENTENCE
    assert any("too many lines" in warning for warning in entry.warnings)


def test_5_a_locked_file_is_named_for_the_clerk(outcome):
    assert outcome("locked.pdf")[0].state is State.PASSWORD


def test_6_a_file_that_may_be_read_but_not_copied_is_read_and_noted(outcome):
    entry, document = outcome("restricted.pdf")

    assert document.text == SENTENCE
    assert any("restricts" in warning for warning in entry.warnings)


def test_7_a_form_that_shows_a_notice_only_is_not_a_policy(outcome):
    assert outcome("xfa.pdf")[0].state is State.UNSUPPORTED


def test_8_a_picture_is_not_an_empty_document(outcome):
    entry, _ = outcome("picture.pdf")

    assert entry.state is State.UNREADABLE
    assert "scan" in entry.reason


def test_9_text_that_no_engine_makes_out_is_not_an_empty_document(outcome):
    entry, _ = outcome("unmapped.pdf")

    assert entry.state is State.UNREADABLE


def test_10_what_would_act_is_named_and_not_run(outcome):
    entry, document = outcome("acts.pdf")

    assert document.text == SENTENCE
    assert any("JavaScript" in each and "starts a program" in each for each in entry.warnings)


@pytest.mark.parametrize("name", ["bomb.docx", "parts.docx"])
def test_11_an_archive_that_inflates_without_end_is_stopped(outcome, name):
    assert outcome(name)[0].state is State.LIMIT


def test_12_parts_with_paths_are_read_where_they_are(outcome):
    assert outcome("paths.docx")[1].text == SENTENCE


def test_13_entities_are_not_fetched(outcome):
    assert outcome("entity.docx")[0].state is State.UNREADABLE


@pytest.mark.parametrize("name", ["wide.docx", "nested.docx"])
def test_14_tables_without_end_are_read_once(outcome, name):
    assert outcome(name)[1].text.strip() == SENTENCE


def test_15_what_is_inserted_is_read_and_what_is_deleted_is_not(outcome):
    assert outcome("tracked.docx")[1].text == "must not"


def test_16_two_parts_of_one_name_are_refused(reading):
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = docx(paragraph("one"), extra=[("word/document.xml", "<x/>")])

    assert reading(twice, "a.docx").state is State.UNREADABLE


def test_41_charsets_are_decoded_by_rule(outcome):
    assert outcome("charset.html")[1].text == "The Council’s – £500"
    assert outcome("utf16.html")[1].text == "1.1 Rhaid i gynghorwyr"
    assert "<script>" not in outcome("utf7.html")[1].text


def test_42_many_pages_are_read_whole(outcome):
    _, document = outcome("pages_500.pdf")

    assert document.pages == 500
    assert document.text.count(SENTENCE) == 500
    assert document.page_counts == (("qpdf", 500), ("pdfium", 500))


@pytest.mark.parametrize(
    ("name", "state"),
    [
        pytest.param("nothing.pdf", State.UNREADABLE, id="no-bytes"),
        pytest.param("spaces.html", State.EMPTY, id="spaces"),
        pytest.param("controls.txt", State.UNSUPPORTED, id="controls"),
    ],
)
def test_43_an_empty_document_is_told_from_a_broken_one(outcome, name, state):
    assert outcome(name)[0].state is state


def test_44_the_same_bytes_count_once(outcome):
    copies = [outcome(name)[0] for name in ("good.pdf", "copy_of_good.pdf")]

    assert sorted(bool(entry.source.duplicate_of) for entry in copies) == [False, True]


def test_more_text_than_is_taken_from_a_reader_is_a_limit(outcome):
    assert outcome("text.html")[0].state is State.LIMIT


def test_the_made_up_files_beside_the_project_all_end_in_a_state(shared, root, tmp_path):
    maker = shared / "tools" / "hostile_make.py"
    subprocess.run(
        [sys.executable, "-W", "ignore", maker, tmp_path / "made", "--expand-mib", "128"],
        check=True,
        capture_output=True,
    )
    (tmp_path / "corpus").mkdir()
    made = [path for path in (tmp_path / "made").rglob("*.*") if path.name != "payloads.json"]
    for path in made:
        path.rename(tmp_path / "corpus" / path.name)
    workspace = folder_workspace(
        tmp_path / "corpus", tmp_path / "out", read_params(root / "params.yaml")
    )

    build(workspace, until="ingest")

    listed = {entry.source.path: entry for entry in load_listed(workspace)}
    assert len(listed) == len(made)
    assert all(entry.reason for entry in listed.values() if not entry.state.readable)
    controls = [entry for path, entry in listed.items() if path.startswith("ok_control")]
    assert {entry.state for entry in controls} == {State.TEXT}
    assert json.loads((workspace.metrics / "ingest.json").read_text())["sources"] == len(made)
