import io
import struct
import sys
import zipfile
from dataclasses import replace

import pytest

from pipeline.ingest import office, reader_version
from pipeline.ingest.ole import MAGIC, Compound, is_locked
from pipeline.model import State

RTF = rb"{\rtf1\ansi The Clerk must act.\par {\field{\*\fldinst DATE}{\fldrslt 1 May 2001}}x\par}"
WRITES = "out.mkdir()\n(out / 'source.docx').write_bytes({!r})\n"


def text(body):
    """Make the Word file that the program is to give back."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="urn:w"><w:body>{body}</w:body></w:document>',
        )
    return buffer.getvalue()


def p(words):
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def compound(*, flags=0):
    """Make an OLE file with one sector each for its table, its directory and a document."""
    name = "WordDocument"
    entry = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HB", 2 * len(name) + 2, 2)
    entry += bytes(49) + struct.pack("<III", 2, 4096, 0)
    table = struct.pack("<4I", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFF).ljust(512, b"\xff")
    document = (bytes(10) + struct.pack("<H", flags)).ljust(512, b"\0")
    head = MAGIC + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(14)
    head += struct.pack("<7I", 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    sectors = struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + sectors + table + entry.ljust(512, b"\0") + document


@pytest.fixture
def program(monkeypatch, tmp_path):
    """Give a function that puts a program of its own in the place of LibreOffice."""
    if sys.platform == "win32":
        pytest.skip("a script is no program there")

    def _put(code):
        script = tmp_path / "soffice"
        script.write_text(
            f"#!{sys.executable}\nimport pathlib, sys, time\n"
            "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
            "profile = out.parent / 'profile'\n" + code,
            encoding="utf-8",
        )
        script.chmod(0o700)
        installed = office.LibreOffice(script, "LibreOffice 9.9, build x")
        monkeypatch.setattr(office, "libreoffice", lambda: installed)

    return _put


def test_what_the_program_makes_is_read(program, reading):
    program(WRITES.format(text(p("The Clerk must act."))))

    document = reading(RTF, "a.rtf")

    assert (document.state, document.text) == (State.TEXT, "The Clerk must act.")
    assert (
        document.reader == "LibreOffice 9.9, build x, docx 2" == reader_version("application/rtf")
    )


def test_what_the_program_fills_in_itself_is_no_text(program, reading):
    shown = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> {} </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>{}</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    fields = (
        f"<w:p>{shown.format('REF x', 'Printed')}{shown.format('DATE', '28 November 2026')}"
        f'<w:fldSimple w:instr=" FILENAME "><w:r><w:t>source.rtf</w:t></w:r></w:fldSimple></w:p>'
    )
    program(WRITES.format(text(fields)))

    document = reading(RTF, "a.rtf")

    assert document.text == "Printed"
    assert "filled in anew" in document.warnings[0]


def test_a_new_profile_may_make_the_program_start_again(program, reading):
    once = "if not (profile / 'seen').exists():\n    (profile / 'seen').touch()\n    sys.exit(81)\n"
    program(once + WRITES.format(text(p("x"))))

    assert reading(RTF, "a.rtf").text == "x"


def test_macros_links_and_the_network_are_switched_off(program, reading):
    check = (
        "stated = (profile / 'user' / 'registrymodifications.xcu').read_text()\n"
        "wanted = ['DisableMacrosExecution', 'BlockUntrustedRefererLinks', 'ooInetProxyType']\n"
        "assert all(each in stated for each in wanted)\n"
    )
    program(check + WRITES.format(text(p("x"))))

    assert reading(RTF, "a.rtf").text == "x"


def test_a_program_that_gives_nothing_leaves_the_file_unreadable(program, reading):
    program("")

    document = reading(RTF, "a.rtf")

    assert document.state is State.UNREADABLE
    assert "LibreOffice cannot open" in document.reason


def test_a_program_that_hangs_is_ended(program, limits):
    program("time.sleep(60)")

    with pytest.raises(office.RefusedError) as refused:
        office.read_office(RTF, "application/rtf", replace(limits, seconds=1))

    assert refused.value.state is State.LIMIT


def test_without_the_program_the_remedy_is_named(monkeypatch, reading):
    monkeypatch.setattr(office, "libreoffice", lambda: None)

    document = reading(RTF, "a.rtf")

    assert document.state is State.UNSUPPORTED
    assert "Install LibreOffice" in document.reason
    assert document.reader == "none"


@pytest.mark.parametrize(
    ("ending", "name"),
    [
        pytest.param("rc", "soffice.bin", id="linux"),
        pytest.param(".ini", "soffice.exe", id="windows"),
    ],
)
def test_the_version_is_read_from_the_files_of_the_installation(
    monkeypatch, tmp_path, ending, name
):
    (tmp_path / name).touch()
    (tmp_path / f"bootstrap{ending}").write_text("[Bootstrap]\nProductKey=LibreOffice 24.8\n")
    (tmp_path / f"version{ending}").write_text("[Version]\nbuildid=abc\n")
    monkeypatch.setattr(office, "_folders", lambda: iter([tmp_path / "none", tmp_path]))

    assert office.libreoffice() == office.LibreOffice(
        tmp_path / name, "LibreOffice 24.8, build abc"
    )


@pytest.mark.parametrize(("flags", "locked"), [(0x0100, True), (0x0200, False)])
def test_a_locked_word_document_is_known(flags, locked):
    assert is_locked(Compound(compound(flags=flags))) is locked


def test_a_locked_word_document_wants_its_password(reading):
    assert reading(compound(flags=0x0100), "a.doc").state is State.PASSWORD


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(MAGIC, id="cut"),
        pytest.param(MAGIC + b"\xff" * 600, id="senseless"),
        pytest.param(compound()[:700], id="without-directory"),
        pytest.param(compound().replace(struct.pack("<I", 0xFFFFFFFE), bytes(4)), id="circle"),
    ],
)
def test_a_damaged_ole_file_is_refused_or_holds_nothing_else(data):
    try:
        names = Compound(data).names
    except office.RefusedError:
        return
    assert names <= {"WordDocument"}


@pytest.mark.slow
@pytest.mark.skipif(office.libreoffice() is None, reason="LibreOffice is not installed")
def test_rich_text_is_read_with_libreoffice(reading):
    first, second = reading(RTF, "a.rtf"), reading(RTF, "a.rtf")

    assert first == second
    assert first.text == "The Clerk must act.\n\nx"
