"""Other people's folders: what is taken, and what is said about the rest."""

import os
import subprocess
import sys
import unicodedata

import pytest

from pipeline.errors import RequestError
from pipeline.store.corpus import doc_of, read_corpus


def put(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize(
    ("name", "doc"),
    [
        pytest.param("Stowcote.pdf", "stowcote", id="plain"),
        pytest.param("Stow & Fell PC (2024) v1.2.docx", "stow-fell-pc-2024-v1-2", id="symbols"),
        pytest.param("LLANGARREG_Protocol.PDF", "llangarreg_protocol", id="capitals"),
        pytest.param("Cyngor Tref Bryncŵn.odt", "cyngor-tref-brync-n", id="welsh"),
        pytest.param(".hidden", "hidden", id="no-stem"),
        pytest.param("???.pdf", "document", id="nothing-left"),
        pytest.param("CON.pdf", "con-document", id="device-of-windows"),
        pytest.param("-rf.pdf", "rf", id="like-an-option"),
        pytest.param("x" * 251 + ".pdf", "x" * 80, id="long"),
        pytest.param("a\nb\u202e.pdf", "a-b", id="line-end-and-right-to-left"),
        pytest.param("%2e%2e%2fetc.pdf", "2e-2e-2fetc", id="encoded-path"),
    ],
)
def test_a_document_is_named_for_its_file(name, doc):
    assert doc_of(name) == doc


def test_without_a_register_every_file_below_the_folder_is_taken(tmp_path):
    put(
        tmp_path,
        {
            "b/Fern.txt": "x",
            "a/fern.pdf": "y",
            "Fern.docx": "z",
            "holiday.xlsx": "w",
            "Thumbs.db": "no",
            "~$Fern.docx": "no",
            ".DS_Store": "no",
        },
    )
    corpus = read_corpus(tmp_path)

    assert [(s.doc, s.path) for s in corpus.sources] == [
        ("fern", "Fern.docx"),
        ("fern-2", "a/fern.pdf"),
        ("fern-3", "b/Fern.txt"),
        ("holiday", "holiday.xlsx"),
    ]


def test_results_inside_the_corpus_folder_are_not_documents(tmp_path):
    put(tmp_path, {"fern.txt": "x", "out/index.html": "y"})

    assert [s.doc for s in read_corpus(tmp_path, leave_out=tmp_path / "out").sources] == ["fern"]


def test_results_of_another_build_in_the_corpus_folder_are_left_out_and_said_so(tmp_path):
    put(tmp_path, {"fern.txt": "x", "old/index.html": "y", "old/.build/stages/ingest.json": "{}"})
    corpus = read_corpus(tmp_path)

    assert [s.doc for s in corpus.sources] == ["fern"]
    assert corpus.notices == ("old: left out, the results of a build.",)


@pytest.fixture
def odd_folder(tmp_path):
    """Make a folder with one document and things that are not plain files."""
    put(tmp_path, {"outside/secret.txt": "s", "corpus/fern.txt": "x"})
    corpus = tmp_path / "corpus"
    (corpus / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (corpus / "folder").symlink_to(tmp_path / "outside")
    (corpus / "loop").symlink_to("loop")
    os.mkfifo(corpus / "pipe.txt")
    return corpus


def test_what_a_browser_saves_beside_a_page_is_left_out_and_said_so(tmp_path):
    names = ("Protocol.htm", "Protocol_files/logo.png", "Old_files/fern.pdf")
    put(tmp_path, dict.fromkeys(names, "x") | {"Old_files/fern.pdf": "y"})

    corpus = read_corpus(tmp_path)

    assert [source.path for source in corpus.sources] == ["Old_files/fern.pdf", "Protocol.htm"]
    assert corpus.notices == (
        "Protocol_files: left out, the pictures and scripts of a saved web page.",
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_links_and_pipes_are_left_out_and_said_so(odd_folder):
    corpus = read_corpus(odd_folder)

    assert [s.doc for s in corpus.sources] == ["fern"]
    assert corpus.notices == (
        "folder: left out, a link to a folder.",
        "link.txt: left out, not a plain file.",
        "loop: left out, not a plain file.",
        "pipe.txt: left out, not a plain file.",
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("name", ["link.txt", "pipe.txt", "folder/secret.txt", "loop", "."])
def test_a_register_cannot_have_anything_but_a_plain_file_opened(odd_folder, name):
    put(odd_folder, {"register.csv": f"doc,file\nodd,{name}\nfern,fern.txt\n"})
    odd = read_corpus(odd_folder).sources[1]

    assert (odd.doc, odd.sha256, odd.bytes) == ("odd", "", 0)
    assert "correct the register" in odd.warnings[0]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_in_no_known_characters_is_listed_and_not_read(tmp_path):
    put(tmp_path, {"fern.txt": "x"})
    (tmp_path / os.fsdecode(b"marsh\xff.txt")).write_bytes(b"y")
    marsh = read_corpus(tmp_path).sources[1]

    assert (marsh.path, marsh.sha256) == (r"marsh\xff.txt", "")
    assert "Rename it" in marsh.warnings[0]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden here")
def test_what_may_not_be_opened_does_not_disappear(tmp_path):
    put(tmp_path, {"fern.txt": "x", "locked/elm.txt": "y", "marsh.txt": "z"})
    (tmp_path / "locked").chmod(0)
    (tmp_path / "marsh.txt").chmod(0)
    corpus = read_corpus(tmp_path)
    (tmp_path / "locked").chmod(0o755)

    assert corpus.sources[1].warnings == (
        "cannot be opened (Permission denied). Check that you may read it.",
    )
    assert corpus.notices == (
        "locked: left out, this folder cannot be opened (Permission denied).",
    )


def test_a_register_in_a_spreadsheets_own_format_is_noticed(tmp_path):
    put(tmp_path, {"register.xlsx": "x", "fern.txt": "y"})
    corpus = read_corpus(tmp_path)

    assert [s.doc for s in corpus.sources] == ["fern"]
    assert "save it as register.csv" in corpus.notices[0]


def test_the_register_names_the_files_and_their_councils(tmp_path):
    put(
        tmp_path,
        {
            "register.csv": "\ufeffdoc,file,council,council_type,county,country,electorate\r\n"
            'fern,fern.pdf,Fern Parish Council,Parish,Marlshire,England,"1,840"\r\n',
            "sources/fern.pdf": "x",
            "sources/spare.pdf": "y",
        },
    )
    corpus = read_corpus(tmp_path)
    (fern,) = corpus.sources

    assert (fern.path, fern.council_type, fern.electorate) == ("sources/fern.pdf", "parish", 1840)
    assert corpus.notices == ("sources/spare.pdf: left out, register.csv does not name it.",)


@pytest.mark.parametrize(
    ("register", "council"),
    [
        pytest.param("doc;file;council\nfern;fern.pdf;Fern\n", "Fern", id="semicolons"),
        pytest.param("doc\tfile\tcouncil\nfern\tfern.pdf\tFern\n", "Fern", id="tabs"),
        pytest.param("File,Council\nfern.pdf,Fern\n", "Fern", id="no-doc-column"),
        pytest.param("doc,council\nfern,Fern\n", "Fern", id="no-file-column"),
        pytest.param("file\nfern.pdf\n", None, id="file-alone"),
        pytest.param("file,council\nfern.pdf,Bryncŵn\n", "Bryncŵn", id="welsh"),
        pytest.param("file,council\nfern.pdf,Fern’s\n".encode("cp1252"), "Fern’s", id="cp1252"),
        pytest.param("file,council\nfern.pdf,Fern\n\n,,\n", "Fern", id="empty-rows"),
        pytest.param(
            "file\tcouncil\r\nfern.pdf\tBryncŵn\r\n".encode("utf-16"), "Bryncŵn", id="utf16"
        ),
        pytest.param("sep=;\r\nfile;council\r\nfern.pdf;Fern\r\n", "Fern", id="separator-line"),
        pytest.param(
            'file,council\nfern.pdf,"Fern\n  Town"\n', "Fern Town", id="line-end-in-a-cell"
        ),
        pytest.param("file,council\nFERN.PDF,Fern\n", "Fern", id="capitals"),
        pytest.param("file,council\n.\\fern.pdf,Fern\n", "Fern", id="backslash"),
    ],
)
def test_a_register_is_read_as_people_save_it(tmp_path, register, council):
    put(tmp_path, {"register.csv": register, "fern.pdf": "x"})
    (fern,) = read_corpus(tmp_path).sources

    assert (fern.doc, fern.council) == ("fern", council)


@pytest.mark.parametrize(
    ("register", "message"),
    [
        pytest.param("name,owner\nfern.pdf,Fern\n", "no column `file`", id="missing-column"),
        pytest.param("", "no column `file`", id="empty"),
        pytest.param("doc,file\na,fern.pdf\na,fern.pdf\n", "line 3: the document 'a'", id="twice"),
        pytest.param("file,electorate\nfern.pdf,many\n", "not a number", id="electorate"),
        pytest.param(
            'file,council\nfern.pdf,"Fern\nelm.pdf,Elm\n', "line 2: not a row", id="quote"
        ),
        pytest.param(f"file,council\nfern.pdf,{'x' * 200_000}\n", "line 2: not a row", id="huge"),
        pytest.param("file,council\n", "names no document", id="header-alone"),
    ],
)
def test_a_register_that_cannot_be_used_says_where_and_what(tmp_path, register, message):
    put(tmp_path, {"register.csv": register, "fern.pdf": "x"})

    with pytest.raises(RequestError, match=r"register\.csv") as error:
        read_corpus(tmp_path)
    assert message in str(error.value)


def test_a_file_that_is_not_there_is_listed_all_the_same(tmp_path):
    put(tmp_path, {"register.csv": "doc,file\nfern,fern.pdf\nmarsh,marsh.pdf\n", "fern.pdf": "x"})
    marsh = read_corpus(tmp_path).sources[1]

    assert (marsh.doc, marsh.sha256) == ("marsh", "")
    assert marsh.warnings == ("no such file. Put it in its place, or correct the register.",)


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/secret.txt", "..\\secret.txt", "a/../../secret.txt"]
)
def test_a_register_cannot_point_outside_its_folder(tmp_path, name):
    put(tmp_path, {"secret.txt": "x", "corpus/sources/secret.txt": "y"})
    put(tmp_path, {"corpus/register.csv": f"doc,file\nfern,{name}\n"})
    (fern,) = read_corpus(tmp_path / "corpus").sources

    assert (fern.sha256, ".." in fern.path) == ("", False)
    assert "not a path below the corpus folder" in fern.warnings[0]


def test_a_row_is_never_given_the_file_of_another_folder(tmp_path):
    put(tmp_path, {"register.csv": "file\narchive/fern.txt\n", "sources/fern.txt": "x"})
    corpus = read_corpus(tmp_path)

    assert corpus.sources[0].sha256 == ""
    assert "sources/fern.txt: left out, register.csv does not name it." in corpus.notices


def test_accents_are_the_same_however_they_are_written(tmp_path):
    put(tmp_path, {unicodedata.normalize("NFD", "Bryncŵn.pdf"): "x"})
    put(tmp_path, {"Register.CSV": "file,council\nBryncŵn.pdf,Bryncŵn\n"})
    (source,) = read_corpus(tmp_path).sources

    assert (source.council, source.bytes) == ("Bryncŵn", 1)


def test_files_beside_the_register_that_it_does_not_name_are_noticed(tmp_path):
    put(tmp_path, {"register.csv": "file,council,county\nfern.txt,F,M\n", "fern.txt": "x"})
    put(tmp_path, {"marsh.txt": "y"})

    assert read_corpus(tmp_path).notices == ("marsh.txt: left out, register.csv does not name it.",)


def test_files_of_one_name_in_two_folders_are_two_documents(tmp_path):
    put(tmp_path, {"register.csv": "file\na/fern.txt\nb/fern.txt\n"})
    put(tmp_path, {"a/fern.txt": "x", "b/fern.txt": "y"})

    assert [(s.doc, s.path) for s in read_corpus(tmp_path).sources] == [
        ("fern", "a/fern.txt"),
        ("fern-2", "b/fern.txt"),
    ]


def test_a_document_found_by_its_name_is_never_a_result(tmp_path):
    put(tmp_path, {"register.csv": "doc\nfern\n", "sources/fern.pdf": "x", "out/fern.txt": "y"})
    (fern,) = read_corpus(tmp_path, leave_out=tmp_path / "out").sources

    assert fern.path == "sources/fern.pdf"


def test_the_same_file_under_two_names_counts_once(tmp_path):
    put(tmp_path, {"fern.pdf": "x", "fern copy.pdf": "x"})
    fern, copy = read_corpus(tmp_path).sources

    assert (fern.duplicate_of, copy.duplicate_of) == (None, "fern")
    assert copy.warnings == ("same file as fern.pdf: counted once",)


def test_one_text_of_two_councils_is_two_documents(tmp_path):
    register = "file,council\na.pdf,Fern Parish Council\nb.pdf,Marsh Parish Council\n"
    put(tmp_path, {"register.csv": register, "a.pdf": "x", "b.pdf": "x"})

    assert [s.duplicate_of for s in read_corpus(tmp_path).sources] == [None, None]


def test_a_council_named_twice_is_noticed_and_kept(tmp_path):
    register = "file,council\na.pdf,Fern Parish Council\nb.pdf,fern parish council\n"
    put(tmp_path, {"register.csv": register, "a.pdf": "x", "b.pdf": "y"})

    warnings = [s.warnings for s in read_corpus(tmp_path).sources]
    assert warnings == [
        ("Fern Parish Council is named more than once in the register",),
        ("fern parish council is named more than once in the register",),
    ]


def test_namesakes_in_two_counties_are_two_councils(tmp_path):
    register = "file,council,county\na.pdf,Fern,Marlshire\nb.pdf,Fern,Wessmark\n"
    put(tmp_path, {"register.csv": register, "a.pdf": "x", "b.pdf": "y"})

    assert [s.warnings for s in read_corpus(tmp_path).sources] == [(), ()]


@pytest.mark.parametrize("files", [{}, {"Thumbs.db": "x"}], ids=["empty", "litter"])
def test_a_folder_without_documents_is_a_wrong_request(tmp_path, files):
    put(tmp_path, files)

    with pytest.raises(RequestError, match="no documents in it"):
        read_corpus(tmp_path)


def test_a_folder_that_is_not_there_is_a_wrong_request(tmp_path):
    with pytest.raises(RequestError, match="no such folder"):
        read_corpus(tmp_path / "nowhere")


@pytest.mark.skipif(os.name == "nt", reason="Windows has names in one code only")
def test_names_are_the_same_in_every_locale(tmp_path, root):
    put(tmp_path, {"register.csv": "file\nBryncŵn.pdf\n", "Bryncŵn.pdf": "x"})
    code = (
        "import sys; from pathlib import Path; from pipeline.store.corpus import read_corpus\n"
        "corpus = read_corpus(Path(sys.argv[1])); source, = corpus.sources\n"
        "print(ascii(source.path), source.doc, corpus.path_of(source).read_bytes())"
    )
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    shown = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={**os.environ, **locale},
    ).stdout

    assert shown.split() == [r"'Brync\u0175n.pdf'", "brync-n", "b'x'"]
