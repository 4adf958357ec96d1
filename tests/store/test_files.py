"""Files are whole or not there, and nobody else's files are touched."""

import os

import pytest

from pipeline.errors import RequestError
from pipeline.store.files import write_bytes, write_tree


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


def test_a_stale_page_goes_and_a_stranger_stays(tmp_path):
    out, manifest = tmp_path / "out", tmp_path / "written.txt"
    out.mkdir()
    (out / "thesis.docx").write_text("mine")
    write_tree(out, {"index.html": b"1", "councils/fern.html": b"2"}, manifest=manifest)
    write_tree(out, {"index.html": b"3"}, manifest=manifest)

    assert names(out) == ["index.html", "thesis.docx"]
    assert not (out / "councils").exists()
