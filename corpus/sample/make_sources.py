"""Make the sample corpus: the files that invented councils publish, and what is true of them.

    python corpus/sample/make_sources.py [--yaml FOLDER] [--codebook FILE] [--out FOLDER]

Reads `corpus/sample/*.yaml` and writes `sources/`, `register.csv` and `gold/` below the folder
(`corpus/` unless told). Those in `unread/` beside them are documents that nobody can read: they
have no labels. The same YAML gives the same bytes. Another policy area has a folder of YAML, a
codebook and a corpus of its own.
"""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml
from rendering.gold import gold
from rendering.odt import odt
from rendering.page import page
from rendering.pdf import pdf
from rendering.plain import plain
from rendering.protocol import Protocol, read_protocols
from rendering.scan import scan
from rendering.spoiled import cut, locked
from rendering.word import word

HERE = Path(__file__).resolve().parent
RENDERERS = {
    "word-pdf": pdf, "report-pdf": pdf, "twocol-pdf": pdf, "scan-pdf": scan,
    "docx": word, "odt": odt, "html": page, "text": plain,
    "locked-pdf": locked, "cut-docx": cut,
}  # fmt: skip
COLUMNS = (
    "doc", "file", "council", "council_type", "county", "country", "electorate", "url", "retrieved"
)  # fmt: skip


def main() -> None:
    """Write the corpus, or say in which file something is wrong."""
    parser = argparse.ArgumentParser(description="Make the sample corpus from its YAML files.")
    parser.add_argument("--yaml", type=Path, default=HERE, help="folder of protocols")
    parser.add_argument("--out", type=Path, default=HERE.parent, help="folder to write below")
    parser.add_argument(
        "--codebook", type=Path, default=HERE.parent / "codebook.yaml", help="their provisions"
    )
    chosen = parser.parse_args()
    codebook = yaml.safe_load(chosen.codebook.read_text(encoding="utf-8"))
    provisions = [provision["id"] for provision in codebook["provisions"]]
    try:
        labelled = read_protocols(chosen.yaml, frozenset(provisions))
        unread = read_protocols(chosen.yaml / "unread", frozenset(provisions))
        labels = gold(labelled, provisions)
    except ValueError as error:
        sys.exit(f"The protocols cannot be rendered:\n{error}")
    protocols = sorted((*labelled, *unread), key=lambda protocol: protocol.doc)
    _write_all(
        chosen.out / "sources",
        {protocol.file: RENDERERS[protocol.layout](protocol) for protocol in protocols},
    )
    _write_all(chosen.out / "gold", labels)
    (chosen.out / "register.csv").write_bytes(register(protocols))


def register(protocols: Sequence[Protocol]) -> bytes:
    """List the sources and what is known of their councils."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for protocol in protocols:
        row = {"doc": protocol.doc, "file": protocol.file, "council": protocol.council}
        writer.writerow(row | dict(protocol.register))
    return out.getvalue().encode()


def _write_all(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
