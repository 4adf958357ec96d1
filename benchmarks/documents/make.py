"""Make the documents kept apart: files below a cache folder, and `truth.json` beside them.

    python -m benchmarks.documents.make [--out FOLDER] [--only NAME,NAME] [--seed N]

The same seed gives the same texts in the same layouts. A producer that is not installed is named,
and its documents are left out.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from . import chromium, drawn, office, opendocument, paged, scans, typeset, web, word
from .protocols import PROJECT, Rendered, Text, read_texts

CACHE = PROJECT / "benchmarks" / "cache"
SEED = 20261128

# layout: what its texts must have, and how many texts it gets (2 unless said)
NEEDS: dict[str, tuple[str, ...]] = {
    "browser": ("table",), "web-two-columns": ("table",), "web-leaflet": (), "web-fixed": ("table",),
    "web-boxes": ("aside",), "web-booklet": (), "web-grid": ("numbers",), "web-schedule": ("numbers",),
    "paged-report": ("note",), "paged-mirrored": ("heading",), "paged-newsletter": ("heading",),
    "paged-draft": ("table",), "paged-letterhead": ("note",),
    "typst-report": ("note",), "typst-columns": ("table",),
    "office-notes": ("note",), "office-columns": ("note",), "office-outline": ("numbers",),
    "office-restarted": ("item",), "office-web": ("table",), "office-docx": ("item", "heading"),
    "office-doc": ("item",), "office-rtf": ("item",),
    "drawn-shuffled": ("table",), "drawn-labels-last": ("numbers",), "drawn-fragments": (),
    "drawn-bold-twice": ("table",), "drawn-sideways": ("table",), "drawn-rotated": ("table",),
    "drawn-mixed": ("table",), "drawn-two-up": (), "drawn-one-page": (), "drawn-form": (),
    "drawn-cairo": ("table",), "drawn-typewriter": (),
    "scan-picture-file": ("numbers",), "word-legal": ("item",), "word-restarted": ("item",),
    "word-article": ("item",), "word-chained": ("item",), "word-symbols": ("item",),
    "word-revised": ("aside",), "word-in-tables": ("heading",), "odt-outline": ("item",),
    "odt-nested": ("item", "heading"), "odt-styled": ("item",), "odt-revised": ("aside",),
    "site-counted": ("heading",), "site-css-counters": ("heading",), "site-accordion": ("heading",),
    "site-exported": ("note",), "site-2001": ("table",), "site-definitions": ("table",),
}  # fmt: skip


def main() -> None:
    """Write the documents and the truth, and say what could not be made."""
    parser = argparse.ArgumentParser(description="Make the documents kept apart.")
    parser.add_argument("--out", type=Path, default=CACHE / "apart")
    parser.add_argument("--only", help="layouts, with commas between")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    only = frozenset(chosen.only.split(",")) if chosen.only else None
    chosen.out.mkdir(parents=True, exist_ok=True)
    known = chosen.out / "truth.json"
    truth = json.loads(known.read_text(encoding="utf-8")) if only and known.exists() else {}
    for file in rendered(chosen.seed, only):
        (chosen.out / file.name).write_bytes(file.data)
        truth[file.name] = file.truth()
    text = json.dumps(truth, ensure_ascii=False, indent=1, sort_keys=True)
    known.write_text(text, encoding="utf-8")
    print(f"{len(truth)} documents in {chosen.out}")


def rendered(seed: int, only: frozenset[str] | None = None) -> Iterator[Rendered]:
    """Render every layout's texts; a producer that is not installed is named on standard error."""
    texts = _chosen(seed, only)
    makers = {
        "Chromium": lambda: chromium.printed(texts),
        "WeasyPrint": lambda: paged.set_in_pages(texts),
        "Typst": lambda: typeset.typeset(texts),
        "LibreOffice": lambda: office.by_libreoffice(texts),
        "drawing": lambda: drawn.drawn(texts, seed),
        "scans": lambda: scans.scanned(texts, seed),
        "Word": lambda: word.in_word(texts),
        "ODT": lambda: opendocument.in_opendocument(texts),
        "web": lambda: web.on_the_web(texts),
    }
    for producer, make in makers.items():
        try:
            yield from make()
        except (ImportError, OSError) as error:
            print(
                f"{producer}: not installed, its documents are left out ({error})", file=sys.stderr
            )


def _chosen(seed: int, only: frozenset[str] | None) -> dict[str, tuple[Text, ...]]:
    """Choose texts for each layout: the longest ones less often, since a page shows as much."""
    everything = read_texts()
    layouts = [*chromium.LAYOUTS, *paged.LAYOUTS, *typeset.LAYOUTS, *drawn.LAYOUTS, *scans.LAYOUTS,
               *word.LAYOUTS, *opendocument.LAYOUTS, *web.LAYOUTS,
               *(name for name in NEEDS if name.startswith("office-"))]  # fmt: skip
    out: dict[str, tuple[Text, ...]] = {}
    for name in dict.fromkeys(layouts):
        fitting = [
            text for text in everything if all(text.has(feature) for feature in NEEDS.get(name, ()))
        ]
        wanted = 1 if name.startswith("scan") else 2
        rng = random.Random(f"{seed} {name}")
        out[name] = tuple(rng.sample(fitting, min(wanted, len(fitting))))
        if only is not None and name not in only:
            out[name] = ()
    return out


if __name__ == "__main__":
    main()
