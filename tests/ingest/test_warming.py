"""What is read before the processes of documents are forked, and what that leaves behind."""

import json
import os
import subprocess
import sys

import pytest

from pipeline.engine import Limits, map_documents
from pipeline.ingest import PRELOAD, read
from pipeline.ingest.warming import samples, warm_up
from pipeline.model import LineKind, State

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked there only")

AFTERWARDS = """
import json, os, sys
from pipeline.ingest.warming import warm_up
before = os.listdir("/proc/self/fd")
warm_up()
print(json.dumps({
    "threads": len(os.listdir("/proc/self/task")),
    "opened": len(os.listdir("/proc/self/fd")) - len(before),
    "modules": sorted(sys.modules),
}))
"""


@pytest.mark.parametrize("name", samples())
def test_each_sample_is_read_without_complaint(reading, name):
    document = reading(samples()[name], name)

    assert (document.state, document.warnings) == (State.TEXT, ())
    assert "The Clerk answers enquiries within five working days" in document.text
    kinds = {line.kind for line in document.lines}
    assert name.endswith(".txt") or LineKind.TABLE_ROW in kinds


def test_every_kind_is_read_more_than_once():
    read = [json.loads(written.split(b"\n", 1)[1].replace(b"\n", b"")) for written in warm_up()]
    read = [document["media_type"] for document in read]

    assert all(read.count(kind) > 1 for kind in read)
    assert len(set(read)) == len(samples())


@on_linux
def test_it_may_be_forked_afterwards(root):
    run = subprocess.run(
        [sys.executable, "-c", AFTERWARDS], cwd=root, capture_output=True, text=True, check=True
    )

    left = json.loads(run.stdout)

    assert (left["threads"], left["opened"]) == (1, 0)
    assert not {"numpy", "tesserocr", "onnxruntime", "cv2"} & set(left["modules"])


def imported(item, grant):
    """Read a sample, and name the modules that had to be imported for it."""
    name, params = item
    before = set(sys.modules)
    read(samples()[name], name=name, doc="sample", params=params)
    return json.dumps([os.getppid(), *sorted(set(sys.modules) - before)]).encode()


@on_linux
@pytest.mark.parametrize("name", samples())
def test_a_process_has_nothing_to_import(limits, name):
    [outcome] = map_documents(
        imported,
        [(name, limits)],
        limits=lambda _: Limits(seconds=20, memory_bytes=2**31, most_seconds=60),
        preload=(*PRELOAD, "pipeline.ingest.warming:warm_up"),
    )

    server, *modules = json.loads(outcome.value)

    assert server != os.getpid()
    assert modules == []
