"""How right and how fast is reading, beside other readers? One table a call, as Markdown.

    python benchmarks/reading.py pdf    [--set variants|apart] [--rounds 5]
    python benchmarks/reading.py office [--set variants|apart]
    python benchmarks/reading.py html   [--set variants|apart]
    python benchmarks/reading.py ocr    [--set variants|apart]

Ours runs in the project's own environment (`--python ours=PATH` for another), the others in the one
that runs this; `--python NAME=PATH` gives one engine an interpreter of its own. What is not
installed is in the table as such. docs/reading.md says how to install the others.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from engines import ENGINES, OURS
from measure import PROJECT, Measured, measure
from score import Score, score

SETS = {
    "variants": PROJECT.parent / "shared" / "corpus" / "variants",
    "apart": PROJECT / "benchmarks" / "cache" / "apart",
}
SUFFIXES = {"pdf": (".pdf",), "office": (".docx", ".odt", ".doc", ".rtf"), "html": (".html",),
            "ocr": (".pdf", ".jpg", ".png", ".tif")}  # fmt: skip
FORMATS = {
    "pdf": ("pdf",),
    "office": ("docx", "odt", "doc", "rtf"),
    "html": ("html",),
    "ocr": ("ocr",),
}
_PICTURES = ("scan", "hybrid", "no-map", "wrong-map")  # layouts whose text must be recognised
_PASSES = 3  # of each process over the files, when it is timed
_TIMED = ("word", "report", "twocol")  # of the variants; of others every born-digital layout
# readers whose figures stand in the table of layouts, beside ours
_COMPARED = ("PDFium text", "pdfplumber text and tables", "pdftotext", "pypdf", "PyMuPDF",
             "pdf_oxide structured")  # fmt: skip

Scores = dict[str, dict[str, Score]]  # by engine and layout


def main() -> None:
    """Measure one kind of file on one set, and print its table."""
    chosen = _arguments()
    folder = SETS.get(chosen.set) or Path(chosen.set)
    if not (folder / "truth.json").is_file():
        made = "make it with `python -m benchmarks.documents.make`"
        sys.exit(f"{folder}: no truth.json. Either it is not a test set, or {made}.")
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    layouts = {name: one.get("layout") or _layout(name) for name, one in truth.items()}
    names = [name for name in sorted(truth) if _belongs(name, layouts[name], chosen.kind)]
    wanted = [layout for layout in (chosen.layouts or "").split(",") if layout]
    names = [name for name in names if not wanted or layouts[name] in wanted]
    engines = [engine.name for engine in ENGINES.values()
               if set(engine.formats) & set(FORMATS[chosen.kind])
               and (not chosen.engines or engine.name in (OURS, *chosen.engines.split(",")))]  # fmt: skip
    pythons = dict.fromkeys(engines, sys.executable)
    pythons[OURS] = str(PROJECT / ".venv" / "bin" / "python")
    pythons |= dict(pair.split("=", 1) for pair in chosen.python)
    results: dict[str, Measured] = {}
    for engine in engines:
        takes = [name for name in names if _takes(engine, name, chosen.kind)]
        paths = [folder / name for name in takes]
        results |= measure([engine], paths, pythons=pythons, rounds=1)
    timed = [name for name in names if folder != SETS["variants"] or layouts[name] in _TIMED
             or chosen.kind != "pdf"]  # fmt: skip
    if chosen.rounds > 1:
        results = _timed(results, folder, timed, pythons, chosen)
    scores = {
        engine: _scores(result, truth, layouts, removes_furniture=engine == OURS)
        for engine, result in results.items()
    }
    bare = _scores(results[OURS], truth, layouts, removes_furniture=False)
    report = _Report(chosen.kind, results, scores, bare, timed)
    print("\n".join(report.engines()))
    if folder != SETS["variants"] or chosen.kind in {"office", "html"}:
        print("\n" + "\n".join(report.layouts()))
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(report.plain(), indent=1), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare readers; print a table.")
    parser.add_argument("kind", choices=sorted(FORMATS))
    parser.add_argument("--set", default="variants", help="variants, apart or a folder")
    parser.add_argument("--rounds", type=int, default=5, help="of timing; 1 gives texts alone")
    parser.add_argument("--engines", help="names with commas between; ours always runs")
    parser.add_argument("--layouts", help="only these, with commas between")
    parser.add_argument("--python", action="append", default=[], metavar="NAME=PATH")
    parser.add_argument("--json", help="file for the figures of every engine and layout")
    return parser.parse_args()


def _layout(name: str) -> str:
    return name.split(".")[1] if name.count(".") > 1 else "html"


def _belongs(name: str, layout: str, kind: str) -> bool:
    picture = layout.startswith(_PICTURES)
    return Path(name).suffix in SUFFIXES[kind] and (
        picture == (kind == "ocr") or kind in {"office", "html"}
    )


def _takes(engine: str, name: str, kind: str) -> bool:
    suffix = Path(name).suffix.lstrip(".")
    return kind == "ocr" or suffix in ENGINES[engine].formats


def _timed(
    results: dict[str, Measured], folder: Path, timed: Sequence[str], pythons: Mapping[str, str],
    chosen: argparse.Namespace,
) -> dict[str, Measured]:  # fmt: skip
    """Time the engines that ran, in turn, on the files that count for speed."""
    out = dict(results)
    runs: dict[str, list[Measured]] = {}
    for _ in range(chosen.rounds):
        for engine, result in results.items():
            if result.missing:
                continue
            paths = [folder / name for name in timed if _takes(engine, name, chosen.kind)]
            if paths:
                again = measure([engine], paths, pythons=pythons, rounds=1, passes=_PASSES)[engine]
                runs.setdefault(engine, []).append(again)
    for engine, again in runs.items():
        values = {name: sorted(run.cpu[name] for run in again if name in run.cpu)
                  for name in again[0].cpu}  # fmt: skip
        middle = {name: found[len(found) // 2] for name, found in values.items() if found}
        first = results[engine]
        out[engine] = Measured(engine, "", first.files, {**first.cpu, **middle},
                               max(run.peak_mib for run in again), first.version)  # fmt: skip
    return out


def _scores(
    result: Measured, truth: Mapping[str, Any], layouts: Mapping[str, str], *,
    removes_furniture: bool,
) -> dict[str, Score]:  # fmt: skip
    out: dict[str, Score] = {}
    for name, file in result.files.items():
        one = score(truth[name], file["text"], file["rows"], removes_furniture=removes_furniture)
        out.setdefault(layouts[name], Score()).add(one)
    return out


class _Report:
    """The tables of one kind of file."""

    def __init__(self, kind: str, results: Mapping[str, Measured], scores: Scores,
                 bare: Mapping[str, Score], timed: Sequence[str]) -> None:  # fmt: skip
        self.kind, self.results, self.scores = kind, results, scores
        self.bare, self.timed = bare, timed  # `bare`: ours, with furniture taken out as for others

    def engines(self) -> Iterable[str]:
        """One row an engine: cost, and accuracy over everything that it takes."""
        groups = self._groups()
        unit = "page" if self.kind in {"pdf", "ocr"} else "file"
        yield (f"| reader | CPU ms/{unit} | times ours | peak MiB | "
               + " | ".join(f"{group} %" for group in groups)
               + " | rows right | labels right | files without text |")  # fmt: skip
        yield "| --- |" + " --- |" * (6 + len(groups))
        for engine, result in self.results.items():
            name = f"**{engine}**" if engine == OURS else f"{engine} {result.version}".strip()
            if result.missing:
                yield f"| {engine} | not installed: {result.missing} |" + " |" * (5 + len(groups))
                continue
            total = Score()
            for one in self.scores[engine].values():
                total.add(one)
            cells = [f"{self._cer(engine, layouts)}" for layouts in groups.values()]
            looks = any(file["rows"] is not None for file in result.files.values())
            rows = f"{total.rows_right} of {total.rows}" if looks and total.rows else "-"
            yield (f"| {name} | {self._cost(engine):.2f} | {self._ratio(engine):.2f} | "
                   f"{result.peak_mib:.0f} | {' | '.join(cells)} | {rows} | "
                   f"{total.labels_right} of {total.labels} | {total.unread} of {total.files} |")  # fmt: skip

    def layouts(self) -> Iterable[str]:
        """One row a layout: what ours does there, and the characters that others get wrong."""
        others = [
            engine
            for engine, result in self.results.items()
            if engine != OURS and not result.missing
        ]
        if self.kind == "pdf":
            others = [engine for engine in others if engine in _COMPARED]
        yield ("| layout | files | ours: characters wrong % | furniture taken out % | lost | leaked | labels | rows | floats | "
               + " | ".join(f"{engine} %" for engine in others) + " |")  # fmt: skip
        yield "| --- |" + " --- |" * (8 + len(others))
        for layout, one in sorted(self.scores[OURS].items()):
            cells = [self._cer(engine, (layout,)) for engine in others]
            bare = self.bare.get(layout, Score())
            yield (f"| {layout} | {one.files} | {one.cer:.2f} | {bare.cer:.2f} | {one.lost} of {one.blocks} | {one.leaked} | "
                   f"{one.labels_right} of {one.labels} | {one.rows_right} of {one.rows} | "
                   f"{one.floats_found} of {one.floats} | {' | '.join(cells)} |")  # fmt: skip
        total = Score()
        for one in self.scores[OURS].values():
            total.add(one)
        cells = [self._cer(engine, self.scores[engine]) for engine in others]
        bare = Score()
        for one in self.bare.values():
            bare.add(one)
        yield (f"| all | {total.files} | **{total.cer:.2f}** | {bare.cer:.2f} | {total.lost} of {total.blocks} | {total.leaked} | "
               f"{total.labels_right} of {total.labels} | {total.rows_right} of {total.rows} | "
               f"{total.floats_found} of {total.floats} | {' | '.join(cells)} |")  # fmt: skip

    def plain(self) -> dict[str, Any]:
        """Every figure, for a program."""
        return {
            engine: {
                "missing": result.missing,
                "cpu_ms": self._cost(engine) if not result.missing else None,
                "peak_mib": result.peak_mib,
                "layouts": {
                    layout: {name: getattr(one, name) for name in Score.__slots__}
                    for layout, one in self.scores[engine].items()
                },
                "files": {name: {"state": file["state"], "more": file["more"]}
                          for name, file in result.files.items() if engine == OURS},
            }
            for engine, result in self.results.items()
        }  # fmt: skip

    def _groups(self) -> dict[str, tuple[str, ...]]:
        found = tuple(sorted({layout for scores in self.scores.values() for layout in scores}))
        if len(found) <= 6:
            return {layout: (layout,) for layout in found}
        families: dict[str, tuple[str, ...]] = {}
        for layout in found:
            family = layout.split("-", maxsplit=1)[0]
            families[family] = (*families.get(family, ()), layout)
        return families if len(families) <= 8 else {"all": found}

    def _cer(self, engine: str, layouts: Iterable[str]) -> str:
        total = Score()
        for layout in layouts:
            if layout in self.scores[engine]:
                total.add(self.scores[engine][layout])
        return f"{total.cer:.2f}" if total.characters else "-"

    def _cost(self, engine: str, like: Iterable[str] | None = None) -> float:
        names = [name for name in self.timed if name in self.results[engine].cpu]
        names = [name for name in names if like is None or name in like]
        spent = sum(self.results[engine].cpu[name] for name in names)
        ours = self.results[OURS].files
        count = (
            sum(ours[name]["pages"] or 1 for name in names)
            if self.kind in {"pdf", "ocr"}
            else len(names)
        )
        return 1000 * spent / max(count, 1)

    def _ratio(self, engine: str) -> float:
        """Compare the cost on the files that both take."""
        both = set(self.results[engine].cpu) & set(self.results[OURS].cpu)
        ours = self._cost(OURS, both)
        return self._cost(engine, both) / ours if ours else 0.0


if __name__ == "__main__":
    main()
