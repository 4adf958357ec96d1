"""The real ingest stage over a folder, in the project's own environment. Called by the benchmarks.

    python stage.py CORPUS OUT [--workers N] [--unisolated]

Prints one JSON object: how every file ended and what this process, the parent, has taken.
`--unisolated` does the same reading and writing in this process alone, for comparison.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))


def main() -> None:
    """Run the stage, and say what came of each source."""
    parser = argparse.ArgumentParser(description="Run the ingest stage over a folder.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--unisolated", action="store_true")
    chosen = parser.parse_args()
    from pipeline.params import read_params
    from pipeline.stages.workspace import folder_workspace

    params = read_params(PROJECT / "params.yaml")
    workspace = folder_workspace(chosen.corpus, chosen.out, params, workers=chosen.workers)
    started = time.monotonic()
    documents = _here(workspace) if chosen.unisolated else _isolated(workspace)
    ended = [
        {"path": path, "state": document.state.value, "letters": sum(map(str.isalpha, document.text)),
         "reason": document.reason, "pages": document.pages, "warnings": list(document.warnings)}
        for path, document in documents
    ]  # fmt: skip
    used = resource.getrusage(resource.RUSAGE_SELF)
    report = {"files": ended, "wall": time.monotonic() - started, "peak_mib": used.ru_maxrss / 1024}
    print(json.dumps(report))


def _isolated(workspace):
    from pipeline.stages.ingest import ingest, load_documents, load_sources

    ingest(workspace)
    documents = load_documents(workspace)
    return [(source.path, documents[source.doc]) for source in load_sources(workspace)]


def _here(workspace):
    from pipeline.ingest import read
    from pipeline.model import Document
    from pipeline.store.corpus import read_corpus
    from pipeline.store.files import make_folder, write_bytes
    from pipeline.store.records import read_record, to_json

    corpus = read_corpus(workspace.corpus)
    make_folder(workspace.documents)
    out = []
    for source in corpus.sources:
        data = corpus.path_of(source).read_bytes()
        document = read(data, name=source.path, doc=source.doc, params=workspace.params.ingest)
        path = workspace.documents / f"{source.doc}.json"
        write_bytes(path, to_json(document, sparse=True))
        out.append((source.path, path))
    return [(name, read_record(path, Document)) for name, path in out]


if __name__ == "__main__":
    main()
