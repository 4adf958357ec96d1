"""Documents of invented councils marked by hand, and how far the clauses cut from them agree.

A file of `marked/` is a head in YAML between `---` lines and a document as its plain text would
read, with a mark such as `⟦C 1.1|councillors|cy⟧` before every unit: its kind, its label as
printed, and after bars the party it binds ("none" for no one party) and its language. `Q` before
the kind stands for a quotation from another document, and `⟦+⟧` goes on with the unit before a page
number.
"""

import difflib
import re
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from pipeline.ingest import read
from pipeline.params import read_params
from pipeline.segment import segment
from pipeline.text.folding import fold_item

MARKED = sorted((Path(__file__).parent / "marked").glob("*.txt"))
PARAMS = Path(__file__).parents[2] / "params.yaml"
KINDS = {
    "H": "heading",
    "C": "clause",
    "I": "list_intro",
    "L": "list_item",
    "T": "table_row",
    "M": "metadata",
    "B": "boilerplate",
}
SUBSTANTIVE = {"clause", "list_intro", "list_item"}
LABELLED = SUBSTANTIVE | {"heading"}
BULLETS = set("•-–—*●○◦▪·o")

_MARK = re.compile(r"⟦(\+|(Q?)([HCILTMB])(?: ([^|⟧]+))?(?:\|(\w*))?(?:\|(\w+))?)⟧")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as marked or as found; both are compared in this form."""

    kind: str
    label: str
    text: str  # without the label, white space folded
    audience: str | None  # "" binds no one party; None where a mark says nothing of it
    language: str
    quoted: bool
    line: int | None = None  # in the marked file; None for a unit found

    @property
    def words(self):
        """The words as compared: case, punctuation and an item's closing "and" are left out.

        Where no boundary is measured the label counts as words, so that a unit is found even
        where its label was not told from them.
        """
        return fold_item(self.text if self.kind in SUBSTANTIVE else f"{self.label} {self.text}")

    @property
    def same_label(self):
        """The label as compared: without dots and brackets, and one bullet like another."""
        bare = re.sub(r"[\s().:]+", "", self.label)
        return "•" if bare in BULLETS else bare.casefold()


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A marked file taken apart."""

    name: str
    head: dict
    source: str  # what its council would have published
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of one document, each from 0 to 1, and what differs, a row each."""

    figures: dict[str, float]
    differences: tuple[str, ...]


def load(path):
    """Take a marked file apart into its head, its source and its units."""
    content = path.read_text(encoding="utf-8")
    _, head, body = content.split("---\n", 2)
    first_line = content.count("\n", 0, len(content) - len(body)) + 1
    marks = list(_MARK.finditer(body))
    units = []
    inline = False
    for mark, end in zip(marks, [*(m.start() for m in marks[1:]), len(body)], strict=True):
        text = body[mark.end() : end]
        inline = _is_inline(body, mark, units, inline)
        if inline:  # the labelled parts of one sentence are not clauses of their own
            label = f"{mark[4]} " if mark[4] and not text.lstrip().startswith(mark[4]) else ""
            words = _spaced(f"{units[-1].text} {label}{text}")
            units[-1] = replace(units[-1], kind="clause", text=words)
            continue
        if mark[1] == "+":
            before = max(n for n, unit in enumerate(units) if unit.kind != "boilerplate")
            units[before] = replace(units[before], text=_spaced(f"{units[before].text} {text}"))
            continue
        units.append(
            Unit(
                kind=KINDS[mark[3]],
                label=mark[4] or "",
                text=_without_label(text, mark[4] or ""),
                audience="" if mark[5] == "none" else mark[5] or None,
                language=mark[6] or "en",
                quoted=bool(mark[2]),
                line=first_line + body.count("\n", 0, mark.start()),
            )
        )
    return MarkedDocument(path.stem, yaml.safe_load(head), _MARK.sub("", body), tuple(units))


def _is_inline(body, mark, units, inline):
    """Whether a unit is an item of a list inside a sentence, or goes on with such a list."""
    if mark[3] != "L" or not units:
        return False
    begins_line = not body[body.rfind("\n", 0, mark.start()) + 1 : mark.start()].strip()
    return inline or (not begins_line and units[-1].kind in {"list_intro", "clause"})


def found(document):
    """Read and cut a document as a build would."""
    read_document = read(
        document.source.encode(),
        name=f"{document.name}.txt",
        doc=document.name,
        params=read_params(PARAMS).ingest,
    )
    return [
        Unit(
            clause.kind.value,
            clause.label or "",
            _spaced(clause.text),
            clause.audience.value,
            clause.language,
            clause.quoted,
        )
        for clause in segment(read_document)
    ]


def compare(document, ours):
    """Pair marked and found units of the same words, in reading order, and measure the rest."""
    marked = [unit for unit in document.units if unit.words]
    ours = [unit for unit in ours if unit.words]
    matcher = difflib.SequenceMatcher(
        None, [unit.words for unit in marked], [unit.words for unit in ours], autojunk=False
    )
    pairs, differences = [], []
    for operation, start, end, our_start, our_end in matcher.get_opcodes():
        if operation == "equal":
            same = list(zip(marked[start:end], ours[our_start:our_end], strict=True))
            pairs.extend(same)
            differences.extend(_in_a_pair(same))
        else:
            differences.extend(_apart(marked, start, end, ours[our_start:our_end]))
    labelled = [(theirs, mine) for theirs, mine in pairs if theirs.kind in LABELLED]
    bound = [(theirs, mine) for theirs, mine in pairs if theirs.audience is not None]
    figures = {
        "boundary": _f1(marked, ours, pairs, SUBSTANTIVE),
        "headings": _f1(marked, ours, pairs, {"heading"}),
        "labels": _share(_labels_agree(theirs, mine) for theirs, mine in labelled),
        "kinds": _share(theirs.kind == mine.kind for theirs, mine in pairs),
        "audience": _share(theirs.audience == mine.audience for theirs, mine in bound),
        "quoted": _share(theirs.quoted == mine.quoted for theirs, mine in pairs),
        "language": _share(theirs.language == mine.language for theirs, mine in pairs),
    }
    return Comparison(figures, tuple(differences))


def _spaced(text):
    return re.sub(r"\s+", " ", text).strip()


def _without_label(text, label):
    text = _spaced(text)
    if not label:
        return text
    unquoted = text.lstrip("\"“'‘")
    if not unquoted.startswith(label):
        raise ValueError(f"The mark says {label!r}, but the text begins {text[:40]!r}.")
    return unquoted[len(label) :].lstrip(".):–- ")


def _f1(marked, ours, pairs, kinds):
    """Both sides of a pair must be among `kinds`; 1.0 where neither side has any."""
    hits = sum(theirs.kind in kinds and mine.kind in kinds for theirs, mine in pairs)
    total = sum(unit.kind in kinds for unit in [*marked, *ours])
    return 2 * hits / total if total else 1.0


def _share(answers):
    answers = list(answers)
    return sum(answers) / len(answers) if answers else 1.0


def _labels_agree(theirs, mine):
    """Whether a label was told; one in words ("Part A") may stay in the text of its heading."""
    in_words = theirs.kind == "heading" and re.match(r"[^\W\d]{3,} ", theirs.label)
    return theirs.same_label == mine.same_label or bool(in_words and not mine.label)


def _in_a_pair(pairs):
    """Give what differs between units of the same words."""
    for theirs, mine in pairs:
        checks = {
            "kind": (theirs.kind, mine.kind),
            "label": (theirs.same_label, mine.same_label),
            "audience": (theirs.audience, mine.audience),
            "quoted": (theirs.quoted, mine.quoted),
            "language": (theirs.language, mine.language),
        }
        if theirs.audience is None:
            del checks["audience"]
        if theirs.kind not in LABELLED or _labels_agree(theirs, mine):
            del checks["label"]
        for what, (wanted, got) in checks.items():
            if wanted != got:
                yield f"{theirs.line}: {what} {wanted!r}, found {got!r}: {_begin(theirs)}"


def _apart(marked, start, end, ours):
    """Give the units that only one side has; page numbers and the like may be left out."""
    for unit in marked[start:end]:
        if unit.kind != "boilerplate":
            yield f"{unit.line}: not found: {unit.kind} {unit.label!r} {_begin(unit)}"
    after = f"after {marked[start - 1].line}" if start else "at the top"
    for unit in ours:
        yield f"{after}: not marked: {unit.kind} {unit.label!r} {_begin(unit)}"


def _begin(unit):
    return unit.text if len(unit.text) <= 100 else f"{unit.text[:60]} … {unit.text[-35:]}"
