"""Which program on this machine recognises text, and which words does it see in a picture?

The packaged Tesseract comes first, then a Tesseract that the system has, then RapidOCR. This is the
one module that looks for what is installed and starts a program: recognition needs models, which
are files, and the choice must show in the reader's version, so that results are kept by it.
"""

import csv
import hashlib
import os
import shutil
import subprocess  # nosec: one fixed program, without a shell
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from pipeline.ingest.raster import Grey

ENGLISH, WELSH = "eng", "cym"
REMEDY = (
    "Install text recognition: `pip install council-protocols[ocr]`, or the program Tesseract "
    "(on Debian and Ubuntu: apt-get install tesseract-ocr)."
)

# what pages are taken for: one block of lines, because columns are told apart by our own rules
_ONE_BLOCK = 6
_ONE_LINE = 7
_ORIENTATION = "osd"
_SURE = 2.0  # of the orientation, in Tesseract's own measure
_SUFFIX = ".traineddata"
_SYSTEM_FOLDERS = (
    ("/usr/share/tesseract-ocr", "*/tessdata"),
    ("/usr/share", "tessdata"),
    ("/usr/local/share", "tessdata"),
    ("/opt/homebrew/share", "tessdata"),
    ("C:/Program Files/Tesseract-OCR", "tessdata"),
)
_SETTINGS = {
    "tessedit_enable_doc_dict": "0",  # so that no page depends on the ones before it
    "tessedit_do_invert": "0",
}


class Seen(NamedTuple):
    """A word in a picture; the box is in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    score: float  # how sure the engine is, from 0 to 1
    line: int  # words of one line have one number; lines are numbered from the top


class Engine(Protocol):
    """A program that recognises text."""

    languages: frozenset[str]

    def name(self, languages: Iterable[str] | None = None) -> str:
        """Name it, with all versions that its results depend on.

        Args:
            languages: Those that were used; None for all that there are.
        """

    def words(self, grey: "Grey", dpi: float, language: str, seconds: float) -> list[Seen]:
        """Recognise the words of a page that stands upright.

        Args:
            grey: The page.
            dpi: Its resolution.
            language: One of `languages`.
            seconds: That a program may take; 0 for no limit. A library takes its time, and the
                process is ended from outside: its own clock would give other results on a
                busy machine.

        Raises:
            TimeoutError: It took longer.
        """

    def line(self, grey: "Grey", dpi: float) -> list[Seen]:
        """Recognise a picture of one line in English; nothing where the engine has no way to."""

    def quarters(self, grey: "Grey") -> int | None:
        """Tell by how many quarters clockwise a page must be turned; None if it cannot tell."""


@cache
def engine(folders: tuple[str, ...] = ()) -> Engine | None:
    """Choose the engine of this process.

    Args:
        folders: Folders with more language data for Tesseract, besides those of the packages and
            of the system.

    Returns:
        The best that is installed; None if there is none.
    """
    return _packaged(folders) or _of_system(folders) or _rapid()


@cache
def engine_name(folders: tuple[str, ...] = ()) -> str:
    """Name the engine of this process; "no OCR" if there is none."""
    chosen = engine(folders)
    return chosen.name() if chosen else "no OCR"


class _Packaged:
    """Tesseract as a library."""

    def __init__(self, models: Mapping[str, Path]) -> None:
        import tesserocr

        self._library: Any = tesserocr
        self._models = models
        self._open: dict[tuple[str, int], Any] = {}
        self.languages = frozenset(models) - {_ORIENTATION}

    def name(self, languages: Iterable[str] | None = None) -> str:
        built = str(self._library.tesseract_version()).split()[1]
        models = _digests(self._models, languages)
        return f"tesserocr {version('tesserocr')} (tesseract {built}, {models})"

    def words(self, grey: "Grey", dpi: float, language: str, seconds: float) -> list[Seen]:
        return self._seen(self._opened(language, _ONE_BLOCK), grey, dpi)

    def line(self, grey: "Grey", dpi: float) -> list[Seen]:
        return self._seen(self._opened(ENGLISH, _ONE_LINE), grey, dpi)

    def quarters(self, grey: "Grey") -> int | None:
        if _ORIENTATION not in self._models:
            return None
        opened = self._opened(_ORIENTATION, 0)
        opened.SetImageBytes(*_as_bytes(grey))
        try:
            found = opened.DetectOrientationScript()
        except RuntimeError:  # too few characters
            return None
        finally:
            opened.Clear()
        if not found or found["orient_conf"] < _SURE:
            return None
        return -round(float(found["orient_deg"]) / 90) % 4  # it states how the page was turned

    def _seen(self, opened: Any, grey: "Grey", dpi: float) -> list[Seen]:
        opened.SetImageBytes(*_as_bytes(grey))
        opened.SetSourceResolution(round(dpi))
        try:
            opened.Recognize()
            return _from_tsv(opened.GetTSVText(0))
        finally:
            opened.Clear()

    def _opened(self, language: str, mode: int) -> Any:
        if (language, mode) not in self._open:
            folder = str(self._models[language].parent)
            opened = self._library.PyTessBaseAPI(path=folder, lang=language, psm=mode)
            for setting, value in _SETTINGS.items():
                opened.SetVariable(setting, value)
            self._open[language, mode] = opened
        return self._open[language, mode]


class _OfSystem:
    """Tesseract as a program; pages go in and words come out through pipes, not files."""

    def __init__(self, program: str, models: Mapping[str, Path]) -> None:
        self._program = program
        self._models = models
        self.languages = frozenset(models) - {_ORIENTATION}

    def name(self, languages: Iterable[str] | None = None) -> str:
        return f"tesseract {self._version} ({_digests(self._models, languages)})"

    @cached_property
    def _version(self) -> str:
        said = self._run(["--version"], b"", 0).split()
        return said[1] if len(said) > 1 else "?"

    def words(self, grey: "Grey", dpi: float, language: str, seconds: float) -> list[Seen]:
        asked = self._asked(language, _ONE_BLOCK, dpi)
        for setting, value in {**_SETTINGS, "tessedit_create_tsv": "1"}.items():
            asked += ["-c", f"{setting}={value}"]
        return _from_tsv(self._run(asked, _as_pgm(grey), seconds))

    def line(self, grey: "Grey", dpi: float) -> list[Seen]:
        return []

    def quarters(self, grey: "Grey") -> int | None:
        if _ORIENTATION not in self._models:
            return None
        said = self._run(self._asked(_ORIENTATION, 0, 0), _as_pgm(grey), 0)
        found = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
        try:
            sure = float(found["Orientation confidence"]) >= _SURE
            return -round(int(found["Orientation in degrees"]) / 90) % 4 if sure else None
        except (KeyError, ValueError):
            return None

    def _asked(self, language: str, mode: int, dpi: float) -> list[str]:
        folder = str(self._models[language].parent)
        asked = ["-", "-", "--psm", str(mode), "-l", language, "--tessdata-dir", folder]
        return [*asked, "--dpi", str(round(dpi))] if dpi else asked

    def _run(self, arguments: Sequence[str], given: bytes, seconds: float) -> str:
        try:
            done = subprocess.run(
                [self._program, *arguments],
                input=given,
                capture_output=True,
                check=False,
                timeout=seconds or None,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired as error:
            raise TimeoutError from error
        return done.stdout.decode("utf-8", "replace")


class _Rapid:
    """RapidOCR: fewer errors and ten times the time; it knows no Welsh letters."""

    languages = frozenset({ENGLISH})

    def __init__(self, package: str) -> None:
        import importlib

        self._name = f"{package} {version(package.replace('_', '-'))}"
        self._read: Any = importlib.import_module(package).RapidOCR()

    def name(self, languages: Iterable[str] | None = None) -> str:
        return self._name

    def words(self, grey: "Grey", dpi: float, language: str, seconds: float) -> list[Seen]:
        found = self._read(grey)
        if isinstance(found, tuple):  # older releases
            boxes = [(box, text, score) for box, text, score in found[0] or ()]
        else:
            boxes = list(zip(found.boxes or (), found.txts or (), found.scores or (), strict=True))
        return _in_lines(_Box.of(box, text, float(score)) for box, text, score in boxes)

    def line(self, grey: "Grey", dpi: float) -> list[Seen]:
        return []

    def quarters(self, grey: "Grey") -> int | None:
        return None


class _Box(NamedTuple):
    """Words that RapidOCR found together."""

    top: float
    left: float
    right: float
    bottom: float
    text: str
    score: float

    @classmethod
    def of(cls, corners: Iterable[Iterable[float]], text: str, score: float) -> "_Box":
        xs, ys = zip(*corners, strict=True)
        return cls(float(min(ys)), float(min(xs)), float(max(xs)), float(max(ys)), text, score)


def _packaged(folders: Iterable[str]) -> "_Packaged | None":
    if find_spec("tesserocr") is None:
        return None
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # before the library is loaded
    models = _models(folders)
    return _Packaged(models) if ENGLISH in models else None


def _of_system(folders: Iterable[str]) -> "_OfSystem | None":
    program = shutil.which("tesseract")
    models = _models(folders)
    return _OfSystem(program, models) if program and ENGLISH in models else None


def _rapid() -> "_Rapid | None":
    for package in ("rapidocr", "rapidocr_onnxruntime"):
        if find_spec(package) is not None:
            try:
                return _Rapid(package)
            except (ImportError, OSError, PackageNotFoundError, RuntimeError, ValueError):
                continue  # without its models, which it would fetch
    return None


def _models(folders: Iterable[str]) -> dict[str, Path]:
    """Find the data of each language: the folders given first, then the packages', the system's."""
    places = [Path(folder) for folder in folders]
    places.append(Path(sys.prefix, "share", "tessdata"))
    for folder, pattern in _SYSTEM_FOLDERS:
        places += sorted(Path(folder).glob(pattern), reverse=True)
    found: dict[str, Path] = {}
    for place in places:
        for language in (ENGLISH, WELSH, _ORIENTATION):
            path = place / (language + _SUFFIX)
            if language not in found and path.is_file():
                found[language] = path
    return found


def _digests(models: Mapping[str, Path], languages: Iterable[str] | None) -> str:
    """Name models by what they hold: packages with other data use the same file names."""
    named = set(models if languages is None else languages)
    return ", ".join(
        f"{language} {_digest(path)}"
        for language, path in sorted(models.items())
        if language in named
    )


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def _as_bytes(grey: "Grey") -> tuple[bytes, int, int, int, int]:
    height, width = grey.shape
    return grey.tobytes(), width, height, 1, width


def _as_pgm(grey: "Grey") -> bytes:
    height, width = grey.shape
    return b"P5 %d %d 255\n" % (width, height) + grey.tobytes()


def _from_tsv(table: str) -> list[Seen]:
    """Read Tesseract's table of words."""
    words: list[Seen] = []
    lines: dict[tuple[str, ...], int] = {}
    rows = csv.reader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        if len(row) < 12 or row[0] != "5" or not row[11].strip():
            continue
        left, top, width, height = map(float, row[6:10])
        line = lines.setdefault(tuple(row[1:5]), len(lines))
        score = min(max(float(row[10]) / 100, 0.0), 1.0)
        words.append(Seen(left, top, left + width, top + height, row[11].strip(), score, line))
    return words


def _in_lines(boxes: Iterable[_Box]) -> list[Seen]:
    """Cut boxes into words and put those on one height into one line."""
    words: list[Seen] = []
    number, level = -1, -1e9
    for box in sorted(boxes):
        middle = (box.top + box.bottom) / 2
        if middle - level > (box.bottom - box.top) / 2:
            number, level = number + 1, middle
        each = (box.right - box.left) / max(len(box.text), 1)
        at = 0
        for word in box.text.split():
            at = box.text.index(word, at)
            left, right = box.left + at * each, box.left + (at + len(word)) * each
            words.append(Seen(left, box.top, right, box.bottom, word, box.score, number))
            at += len(word)
    return sorted(words, key=lambda word: (word.line, word.left))
