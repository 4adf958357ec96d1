"""Other people's folders: what is taken, and what is said about the rest."""

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


def test_links_are_left_out_and_said_so(tmp_path):
    put(tmp_path, {"fern.txt": "x"})
    (tmp_path / "link.txt").symlink_to(tmp_path / "fern.txt")
    corpus = read_corpus(tmp_path)

    assert [s.doc for s in corpus.sources] == ["fern"]
    assert corpus.notices == ("link.txt: left out, not a plain file.",)


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
    assert "cannot be opened" in marsh.warnings[0]


def test_a_register_cannot_point_outside_its_folder(tmp_path):
    put(tmp_path, {"secret.txt": "x", "corpus/register.csv": "doc,file\nfern,../secret.txt\n"})
    (fern,) = read_corpus(tmp_path / "corpus").sources

    assert (fern.sha256, fern.path) == ("", "sources/secret.txt")


def test_the_same_file_under_two_names_counts_once(tmp_path):
    put(tmp_path, {"fern.pdf": "x", "fern copy.pdf": "x"})
    fern, copy = read_corpus(tmp_path).sources

    assert (fern.duplicate_of, copy.duplicate_of) == (None, "fern")
    assert copy.warnings == ("same file as fern: counted once",)


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


@pytest.mark.parametrize("files", [{}, {"Thumbs.db": "x"}], ids=["empty", "litter"])
def test_a_folder_without_documents_is_a_wrong_request(tmp_path, files):
    put(tmp_path, files)

    with pytest.raises(RequestError, match="no documents in it"):
        read_corpus(tmp_path)


def test_a_folder_that_is_not_there_is_a_wrong_request(tmp_path):
    with pytest.raises(RequestError, match="no such folder"):
        read_corpus(tmp_path / "nowhere")
