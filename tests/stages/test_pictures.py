"""Pictures of the pages that hold evidence: which, when they are drawn again, and what if not."""

import hashlib
import json
from dataclasses import dataclass

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

import pipeline.ingest
from pipeline.engine.outcome import Ending, Outcome, no_clock
from pipeline.params import read_params
from pipeline.stages.build import build, run_stage
from pipeline.stages.pictures import load_pictures, picture_files
from pipeline.stages.workspace import ROOT, folder_workspace

PAGES = (
    ("Fern Parish Council", "Protocol on relations between councillors and staff", "1. The press",
     "1.1 Only the Chair and the Clerk may speak to the press for the Council."),
    ("2. The parish", "2.1 The parish lies between two rivers, below the hill."),
    ("3. Review", "3.1 The Council will review this protocol every two years.",
     "Adopted by the Council on 3 March 2025"),
)  # fmt: skip


PNG = b"\x89PNG\r\n\x1a\n"


def pdf(*pages):
    from io import BytesIO

    data = BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=1)
    for lines in pages:
        for at, line in enumerate(lines):
            canvas.drawString(72, 760 - 40 * at, line)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


@dataclass
class Drawn:
    """A page as the stand-in draws it."""

    number: int
    width: float
    height: float
    png: bytes


class Artist:
    """Stands in for the drawing of pages, and remembers what was asked of it."""

    def __init__(self):
        self.asked = []
        self.fails = False
        self.sends = None

    def page_pictures(self, data, media_type, pages, dpi=80):
        self.asked.append((media_type, tuple(pages), dpi))
        mark = hashlib.sha256(data).hexdigest()[:8]
        for number in pages if data and media_type == "application/pdf" else ():
            yield Drawn(number, 595.3, 841.9, PNG + f"picture {number} of {mark}".encode())

    def map_documents(self, function, items, **options):
        from pipeline.stages.pictures import _drawn_pages

        if function is not _drawn_pages:
            yield from self.really(function, items, **options)
            return
        for item in items:
            if self.fails:
                yield Outcome(Ending.CRASHED, detail="the process died")
            else:
                yield Outcome(
                    Ending.DONE, function(item, no_clock) if self.sends is None else self.sends
                )


@pytest.fixture
def artist(monkeypatch):
    """Give a stand-in that draws in this process, while documents are read as ever."""
    made = Artist()
    made.really = pipeline.engine.map_documents
    monkeypatch.setattr("pipeline.ingest.page_pictures", made.page_pictures, raising=False)
    monkeypatch.setattr("pipeline.engine.map_documents", made.map_documents)
    return made


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def counts_of(workspace):
    return json.loads((workspace.derived / "stages" / "pictures.json").read_text())["counts"]


def test_pages_with_evidence_are_drawn_and_shown(artist, build_folder):
    workspace, _ = build_folder({"fern.pdf": pdf(*PAGES)})
    pages = workspace.reports / "pages"

    assert artist.asked == [("application/pdf", (1, 3), 80)]
    assert sorted(path.name for path in pages.iterdir()) == [
        "fern-1.html",
        "fern-1.png",
        "fern-3.html",
        "fern-3.png",
    ]
    assert (pages / "fern-3.png").read_bytes().startswith(PNG + b"picture 3 of ")
    assert counts_of(workspace) == {"documents": 1, "pages": 2, "without": 0, "drawn": 1}


def test_only_new_documents_are_drawn(artist, build_folder):
    build_folder({"fern.pdf": pdf(*PAGES)}, until="pictures")
    marsh = [[line.replace("Fern", "Marsh") for line in page] for page in PAGES]
    workspace, _ = build_folder({"marsh.pdf": pdf(*marsh)}, until="pictures")

    assert len(artist.asked) == 2
    assert counts_of(workspace)["drawn"] == 1
    assert set(load_pictures(workspace)) == {"fern", "marsh"}


def test_a_withdrawn_document_takes_its_pictures_with_it(artist, build_folder):
    workspace, _ = build_folder({"fern.pdf": pdf(*PAGES), "elm.pdf": pdf(*PAGES[::-1])})
    (workspace.corpus / "fern.pdf").unlink()
    workspace, _ = build_folder({})

    assert set(load_pictures(workspace)) == {"elm"}
    assert len(list(workspace.pictures.iterdir())) == 2
    assert not list(workspace.reports.rglob("fern*"))


def test_a_document_that_cannot_be_drawn_has_no_pictures_and_is_counted(artist, build_folder):
    artist.fails = True
    workspace, _ = build_folder({"fern.pdf": pdf(*PAGES)})
    page = (workspace.reports / "councils" / "fern.html").read_text()

    assert counts_of(workspace) == {"documents": 0, "pages": 0, "without": 1, "drawn": 1}
    assert load_pictures(workspace) == {}
    assert not (workspace.reports / "pages").exists()
    assert "Page 3" in page
    assert "as published" not in page


def test_a_format_without_pages_is_not_asked_for(artist, build_folder):
    text = "\n\n".join(line for page in PAGES for line in page)
    workspace, _ = build_folder({"fern.txt": text}, until="pictures")

    assert artist.asked == []
    assert counts_of(workspace) == {"documents": 0, "pages": 0, "without": 0, "drawn": 0}


def test_without_pictures_nothing_is_drawn_and_what_was_goes(artist, build_folder, tmp_path):
    workspace, _ = build_folder({"fern.pdf": pdf(*PAGES)})
    before = contents(workspace.reports / "data")
    plain = workspace.without_pictures()
    ran = build(plain)

    assert ran == ("pictures", "report")
    assert list(workspace.pictures.iterdir()) == []
    assert not (workspace.reports / "pages").exists()
    assert contents(workspace.reports / "data") == before  # no finding changes, nor the run's name
    assert build(plain) == ()


def test_fewer_pages_keep_the_strongest_evidence(artist, trained, tmp_path):
    params = read_params(ROOT / "params.yaml")
    few = params.pictures.model_copy(update={"most_pages": 1, "dpi": 60})
    params = params.model_copy(update={"pictures": few})
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "fern.pdf").write_bytes(pdf(*PAGES))
    build(folder_workspace(corpus, tmp_path / "out", params), until="pictures")

    (asked,) = artist.asked
    assert (len(asked[1]), asked[2]) == (1, 60)


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        pytest.param("*.json", lambda path: path.write_bytes(b""), id="list-emptied"),
        pytest.param(
            "*/1.png", lambda path: path.write_bytes(bytes(path.stat().st_size)), id="same-size"
        ),
        pytest.param("*/1.png", lambda path: path.unlink(), id="gone"),
    ],
)
def test_a_damaged_picture_is_drawn_again(artist, build_folder, name, damage):
    workspace, _ = build_folder({"fern.pdf": pdf(*PAGES)}, until="analyse")
    run_stage("pictures", workspace)
    expected = contents(workspace.pictures)
    (path,) = workspace.pictures.glob(name)
    damage(path)
    counts = run_stage("pictures", workspace)

    assert counts["drawn"] == 1
    assert contents(workspace.pictures) == expected


def test_the_same_input_gives_the_same_pictures(artist, build_folder):
    one, _ = build_folder({"fern.pdf": pdf(*PAGES)}, until="pictures")
    other, _ = build_folder({}, out="elsewhere", until="pictures")

    assert contents(one.pictures) == contents(other.pictures)


def test_a_source_that_changed_since_it_was_read_is_not_drawn(artist, build_folder, monkeypatch):
    from pipeline.stages import analyse as stage

    real = stage.write_bytes

    def meanwhile(path, data):
        real(path, data)
        (workspace.corpus / "fern.pdf").write_bytes(pdf(*PAGES[::-1]))

    workspace, _ = build_folder({"elm.txt": "Elm Parish Council"}, until="ingest")
    (workspace.corpus / "fern.pdf").write_bytes(pdf(*PAGES))
    with monkeypatch.context() as patch:
        patch.setattr(stage, "write_bytes", meanwhile)
        workspace, _ = build_folder({}, until="pictures")
    assert load_pictures(workspace) == {}
    workspace, _ = build_folder({}, until="pictures")

    assert set(load_pictures(workspace)) == {"fern"}


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x80\x05pickled", id="no-album"),
        pytest.param(
            b'{"pages":[{"number":1,"width":9,"height":9,"size":4}]}\nhtml', id="no-picture"
        ),
        pytest.param(
            b'{"pages":[{"number":1,"width":-9,"height":9,"size":8}]}\n' + PNG, id="no-size"
        ),
        pytest.param(
            b'{"pages":[{"number":1,"width":"<b>","height":9,"size":8}]}\n' + PNG, id="text"
        ),
        pytest.param(
            b'{"pages":[{"number":7,"width":9,"height":9,"size":8}]}\n' + PNG, id="not-asked"
        ),
    ],
)
def test_what_a_process_sends_that_was_taken_over_is_not_kept(artist, build_folder, packed):
    artist.sends = packed
    workspace, _ = build_folder({"fern.pdf": pdf(*PAGES)}, until="pictures")

    assert load_pictures(workspace) == {}


def test_a_real_page_is_drawn_in_a_process_of_its_own(build_folder):
    workspace, _ = build_folder(
        {"fern.pdf": pdf(*PAGES), "broken.pdf": b"%PDF-1.7 nothing"}, until="pictures"
    )
    (first, last) = load_pictures(workspace)["fern"]
    files = picture_files(workspace)

    assert (first.number, last.number) == (1, 3)
    assert (round(first.width), round(first.height)) == (595, 842)
    for picture in (first, last):
        png = files["fern", picture.number].read_bytes()
        assert png.startswith(PNG)
        assert hashlib.sha256(png).hexdigest() == picture.sha256
