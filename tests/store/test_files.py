"""Files are whole or not there, and nobody else's files are touched."""

import os

import pytest

from pipeline.errors import RequestError
from pipeline.store.files import remove_all, write_bytes, write_tree


def names(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_file_with_the_same_bytes_is_left_alone(tmp_path):
    path = tmp_path / "report.html"
    write_bytes(path, b"same")
    os.utime(path, ns=(1, 1))
    write_bytes(path, b"same")

    assert path.stat().st_mtime_ns == 1


def test_a_failed_write_leaves_the_last_good_file(tmp_path, monkeypatch):
    path = tmp_path / "report.html"
    write_bytes(path, b"good")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(RequestError, match="No space left on device"):
        write_bytes(path, b"longer than before")
    assert path.read_bytes() == b"good"
    assert names(tmp_path) == ["report.html"]


def test_a_file_can_be_made_of_another_one(tmp_path):
    out, held = tmp_path / "out", tmp_path / "page.png"
    held.write_bytes(b"picture")
    write_tree(out, {"pages/fern-1.png": held}, manifest=tmp_path / "written.txt")
    os.utime(out / "pages/fern-1.png", ns=(1, 1))
    write_tree(out, {"pages/fern-1.png": held}, manifest=tmp_path / "written.txt")

    assert (out / "pages/fern-1.png").read_bytes() == b"picture"
    assert (out / "pages/fern-1.png").stat().st_mtime_ns == 1
    held.write_bytes(b"another")
    write_tree(out, {"pages/fern-1.png": held}, manifest=tmp_path / "written.txt")
    assert (out / "pages/fern-1.png").read_bytes() == b"another"


def test_a_file_or_a_whole_folder_is_removed_and_may_be_gone(tmp_path):
    folder, file = tmp_path / "folder", tmp_path / "file"
    (folder / "inside").mkdir(parents=True)
    (folder / "inside" / "page.png").write_bytes(b"1")
    file.write_bytes(b"1")
    for path in (folder, file, tmp_path / "gone"):
        remove_all(path)

    assert names(tmp_path) == []
    assert not folder.exists()


def test_a_stale_page_goes_and_a_stranger_stays(tmp_path):
    out, manifest = tmp_path / "out", tmp_path / "written.txt"
    out.mkdir()
    (out / "thesis.docx").write_text("mine")
    write_tree(out, {"index.html": b"1", "councils/fern.html": b"2"}, manifest=manifest)
    write_tree(out, {"index.html": b"3"}, manifest=manifest)

    assert names(out) == ["index.html", "thesis.docx"]
    assert not (out / "councils").exists()


def test_a_disk_that_fills_leaves_the_whole_earlier_report(tmp_path, monkeypatch):
    out, manifest = tmp_path / "out", tmp_path / "written.txt"
    write_tree(out, {"a.html": b"1", "b.html": b"1"}, manifest=manifest)
    real, calls = os.fdopen, []

    def fills(handle, mode):
        calls.append(handle)
        if len(calls) == 3:  # the list of names, then a.html
            os.close(handle)
            raise OSError(28, "No space left on device")
        return real(handle, mode)

    with monkeypatch.context() as patch:
        patch.setattr("os.fdopen", fills)
        with pytest.raises(RequestError, match=r"b\.html: cannot be written"):
            write_tree(out, {"a.html": b"2", "b.html": b"2", "c.html": b"2"}, manifest=manifest)

    assert {name: (out / name).read_bytes() for name in names(out)} == {
        "a.html": b"1",
        "b.html": b"1",
    }


def test_what_a_killed_run_was_writing_goes(tmp_path):
    out, manifest = tmp_path / "out", tmp_path / "written.txt"
    out.mkdir()
    (out / ".writing-abc").write_text("half")
    (out / ".gitignore").write_text("mine")
    write_tree(out, {"index.html": b"1"}, manifest=manifest)

    assert names(out) == [".gitignore", "index.html"]


def test_a_report_that_another_program_has_open_is_a_plain_message(tmp_path, monkeypatch):
    def open_in_excel(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", open_in_excel)
    with pytest.raises(RequestError, match="no other program has the file open"):
        write_bytes(tmp_path / "coverage.xlsx", b"x")
