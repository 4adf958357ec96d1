"""The commands: arguments, messages and exit statuses.

0: done. 1: finished, but some sources could not be read (only with `--strict`), or a check found
problems. 2: the request itself is wrong.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from pipeline.errors import CouncilProtocolsError, RequestError

if TYPE_CHECKING:
    from pipeline.model import Check, Council, Likeness
    from pipeline.stages.workspace import Workspace

_PROBLEMS_FOUND = 1
_WRONG_REQUEST = 2
_INTERRUPTED = 130  # what Typer makes of Ctrl-C

# controls of terminals, and of the direction of writing
_OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Compare councils' member-officer protocols clause by clause.",
)
codebook_app = typer.Typer(no_args_is_help=True, help="The coding frame.")
app.add_typer(codebook_app, name="codebook")

CorpusOption = Annotated[
    Path,
    typer.Option("--corpus", metavar="DIR", help="Folder of documents, register.csv optional."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="YYYY-MM-DD", help="The day that dates are judged on."),
]
CodebookOption = Annotated[
    Path | None, typer.Option("--codebook", metavar="FILE", help="Another coding frame.")
]
EngineOption = Annotated[
    str, typer.Option("--engine", metavar="local|dask", help="Where documents are read.")
]
ReaderOption = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="pdfium|pdfplumber",
        help="What reads PDF: pdfplumber is slower, and finds tables without rules.",
    ),
]
WorkersOption = Annotated[
    int, typer.Option("--workers", min=0, help="Documents read at once; 0: one a processor.")
]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a name that the terminal cannot show stops nothing
            stream.reconfigure(errors="backslashreplace")
    try:
        app(args=arguments, prog_name=_program())
    except CouncilProtocolsError as error:
        print(f"Error: {_plain(str(error))}", file=sys.stderr)
        return _WRONG_REQUEST
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(
            f"Error: {_plain(place)}{error.strerror or error}. Check that it is there, that you "
            "may read and write it, and that the disk is not full; then run this again.",
            file=sys.stderr,
        )
        return _WRONG_REQUEST
    except SystemExit as done:
        if done.code == _INTERRUPTED:
            print("\nStopped. Nothing is lost: the same command goes on here.", file=sys.stderr)
        return done.code if isinstance(done.code, int) else 0
    return 0


@app.command()
def build(  # noqa: PLR0917 - typer gives them by name
    corpus: CorpusOption,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the results.")],
    as_of: AsOfOption = None,
    codebook: CodebookOption = None,
    engine: EngineOption = "local",
    workers: WorkersOption = 0,
    reader: ReaderOption = None,
    pictures: Annotated[
        bool,
        typer.Option(
            "--pictures/--no-pictures", help="Draw the pages that hold evidence for the site."
        ),
    ] = True,
    afresh: Annotated[
        bool,
        typer.Option(
            "--afresh",
            help="Line up all clauses again, instead of keeping the families as they are.",
        ),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 where a source could not be read.")
    ] = False,
) -> None:
    """Compare the documents of any folder; only what changed since the last build is redone."""
    from pipeline.stages.build import build as run

    workspace = _folder(
        corpus,
        out,
        as_of=_day(as_of),
        codebook=codebook,
        engine=engine,
        workers=workers,
        reader=reader,
    )
    if not pictures:
        workspace = workspace.without_pictures()
    ran = run(workspace, afresh=afresh)
    if not ran:
        print("Nothing has changed since the last build.")
    unread = _summary(workspace)
    _say_corrections(workspace)
    print(f"\nThe report is ready. Open it in a browser:\n  {(out / 'index.html').resolve()}")
    if strict and unread:
        raise typer.Exit(_PROBLEMS_FOUND)


@app.command()
def evaluate(  # noqa: PLR0917 - typer gives them by name
    corpus: Annotated[
        Path | None, typer.Option("--corpus", metavar="DIR", help="Folder of documents.")
    ] = None,
    gold: Annotated[
        Path | None, typer.Option("--gold", metavar="DIR", help="Hand-made labels of them.")
    ] = None,
    library: Annotated[
        Path | None,
        typer.Option(
            "--library",
            metavar="DIR",
            help="In place of a corpus: train without each voice of this library in turn, and "
            "measure the coding of its clauses.",
        ),
    ] = None,
    voices: Annotated[
        str | None,
        typer.Option("--voices", metavar="A,B", help="Leave out these voices only."),
    ] = None,
    codebook: Annotated[
        Path | None,
        typer.Option(
            "--codebook",
            metavar="FILE",
            help="The coding frame to use in place of the project's own.",
        ),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the figures here too.")
    ] = None,
    confusions: Annotated[
        Path | None,
        typer.Option(
            "--confusions",
            metavar="FILE",
            help="Write every wrong cell here as CSV, with the words behind it.",
        ),
    ] = None,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", help="List every wrong cell with its words, date and defect."),
    ] = False,
) -> None:
    """Measure every figure of accuracy against hand-made labels."""
    if library is not None:
        if corpus or gold or confusions or verbose:
            raise RequestError(
                "--library measures the coder on its own clauses, without documents. Leave out "
                "--corpus, --gold, --confusions and --verbose, or --library."
            )
        _without_each_voice(library, codebook, voices, json_file)
    elif voices is not None:
        raise RequestError("--voices are those of a library. Name its folder with --library.")
    elif corpus is None or gold is None:
        raise RequestError(
            "There is nothing to measure against. Give --corpus and --gold, the folders of the "
            "documents and of their labels, or --library, the folder of the library."
        )
    else:
        _against_gold(corpus, gold, codebook, json_file, confusions, verbose=verbose)


def _against_gold(
    corpus: Path,
    gold: Path,
    codebook: Path | None,
    json_file: Path | None,
    confusions: Path | None,
    *,
    verbose: bool,
) -> None:
    from pipeline.evaluate import confusion_csv, read_gold
    from pipeline.evaluate import evaluate as measure
    from pipeline.stages.analyse import load_findings
    from pipeline.stages.build import build as run
    from pipeline.stages.workspace import is_checkout, project_workspace
    from pipeline.store.codebook import read_codebook
    from pipeline.store.files import write_bytes

    labels = read_gold(gold, corpus)
    own = project_workspace(progress=_progress) if is_checkout() and codebook is None else None
    with tempfile.TemporaryDirectory() as folder:
        same = own is not None and corpus.resolve() == own.corpus.resolve()
        workspace = (
            own
            if own and same
            else _folder(corpus, Path(folder), as_of=labels.as_of, codebook=codebook)
        )
        coded = {provision.id for provision in read_codebook(workspace.codebook).provisions}
        _check_provisions(gold, {name for _, name in labels.coverage}, coded)
        run(workspace, until="analyse")
        findings = load_findings(workspace)
        _check_labels(gold, corpus, set(labels.clauses), set(findings.documents))
        figures = measure(findings, labels)
    for line in figures.table(verbose=verbose):
        print(_plain(line))
    if confusions:
        write_bytes(confusions, confusion_csv(figures.confusions))
    _write_figures(json_file, figures.flat())


def _without_each_voice(
    library: Path, codebook: Path | None, voices: str | None, json_file: Path | None
) -> None:
    from pipeline.evaluate.voices import leave_voices_out
    from pipeline.params import read_params
    from pipeline.stages.workspace import shipped
    from pipeline.store.codebook import read_codebook, read_library

    figures = leave_voices_out(
        read_library(library),
        read_codebook(codebook or shipped("codebook.yaml")),
        read_params(shipped("params.yaml")).coding,
        voices=[voice.strip() for voice in (voices or "").split(",") if voice.strip()],
        progress=_progress,
    )
    for line in figures.table():
        print(_plain(line))
    _write_figures(json_file, figures.flat())


def _write_figures(file: Path | None, figures: dict[str, float]) -> None:
    from pipeline.store.files import write_bytes

    if file:
        write_bytes(file, (json.dumps(figures, indent=1, sort_keys=True) + "\n").encode())


@app.command()
def agreement(  # noqa: PLR0917 - typer gives them by name
    sheets: Annotated[
        list[Path] | None, typer.Argument(metavar="SHEET_A SHEET_B", show_default=False)
    ] = None,
    codebook: CodebookOption = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the figures here too.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write the cells on which they differ here."),
    ] = None,
    blank: Annotated[
        bool, typer.Option("--blank", help="Write a sheet to fill in, of --corpus, to --out.")
    ] = False,
    corpus: Annotated[
        Path | None, typer.Option("--corpus", metavar="DIR", help="With --blank: the documents.")
    ] = None,
) -> None:
    """Measure how far two coders agree, cell by cell (CSV or Excel, long or wide)."""
    from pipeline.evaluate.agreement import blank_sheet, compare, read_sheet
    from pipeline.stages.workspace import shipped
    from pipeline.store.codebook import read_codebook
    from pipeline.store.files import write_bytes

    frame = read_codebook(codebook or shipped("codebook.yaml"))
    if blank:
        from pipeline.store.corpus import read_corpus

        if corpus is None or out is None:
            raise RequestError("--blank: name the documents with --corpus and a file with --out.")
        sources = read_corpus(corpus).sources
        docs = [(each.doc, each.council or "") for each in sources if not each.duplicate_of]
        write_bytes(out, blank_sheet(docs, frame))
        print(f"{out}: {len(docs)} documents, {len(frame.provisions)} provisions to fill in.")
        return
    if sheets is None or len(sheets) != 2:
        raise RequestError(
            "agreement: name the sheets of two coders, such as: agreement anna.csv bryn.xlsx"
        )
    first, second = (read_sheet(path, frame) for path in sheets)
    comparison = compare(first, second, [provision.id for provision in frame.provisions])
    if not comparison.overall.n:
        raise RequestError(
            f"{sheets[0]} and {sheets[1]}: no cell is judged in both. Compare sheets of the same "
            "documents, named alike in the column doc."
        )
    for line in comparison.table():
        print(line)
    if json_file:
        write_bytes(json_file, comparison.json())
    if out:
        write_bytes(out, comparison.disputed_csv())


AgainstOption = Annotated[
    Path | None,
    typer.Option(
        "--against",
        metavar="DIR",
        help="Results of a build whose councils are the measure; the project's sample by default.",
    ),
]


@app.command()
def check(  # noqa: PLR0917 - typer gives them by name
    draft: Annotated[Path | None, typer.Argument(metavar="DRAFT", show_default=False)] = None,
    against: AgainstOption = None,
    like: Annotated[
        str | None,
        typer.Option(
            "--like",
            metavar="type,county",
            help="In what councils are to be like this one: type, county, country, size. What the "
            "draft does not say may be given: type=parish,county=Devon,size=1200.",
        ),
    ] = None,
    council: Annotated[
        str | None, typer.Option("--council", metavar="NAME", help="Whose draft it is.")
    ] = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write the answer: .docx is the draft with comments, and a summary beside it; "
            ".html a page; .json data. May be given several times.",
        ),
    ] = None,
    scaffold: Annotated[
        Path | None,
        typer.Option(
            "--scaffold",
            metavar="FILE.docx",
            help="Without a draft: write a first one for a council that has none.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="YYYY-MM-DD", help="The day that dates are judged on; today."
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="overdue,missing,...",
            help="Exit with 1 where there is any of: overdue, undated, missing, weaker, law, "
            "defect.",
        ),
    ] = None,
) -> None:
    """Check one draft: what is missing, weak, late or wrong, by what other councils have."""
    from pipeline.checking import check as measure
    from pipeline.checking import open_reference
    from pipeline.checking.asking import asked_for, failing, troubles

    day = _day(as_of) or _today()
    likenesses, given = asked_for(like, council)
    wanted = troubles(fail_on)
    if scaffold is not None:
        if draft is not None:
            raise RequestError("--scaffold is for councils without a draft. Leave one of them out.")
        _write_scaffold(scaffold, against, day, likenesses, given)
        return
    if draft is None:
        raise RequestError(
            "Which draft? Name its file: check draft.docx. Or, for a council that has none: "
            "check --scaffold first-draft.docx"
        )
    _check_suffixes(out or [], (".docx", ".html", ".json"))
    data = draft.read_bytes()
    reference = open_reference(against, progress=_progress)
    answer = measure(data, reference, name=draft.name, as_of=day, like=likenesses, council=given)
    _write_answer(answer, data, out or [])
    if not answer.document.state.readable:
        from pipeline.report.answer.unread import what_happened, what_to_do

        raise RequestError(
            f"{draft}: {answer.document.state}. {what_happened(answer)} {what_to_do(answer)}"
        )
    from pipeline.report.answer.spoken import spoken

    for line in spoken(answer):
        print(_plain(line))
    for path in out or []:
        print(f"Written: {_plain(str(path))}")
    if found := failing(answer, wanted):
        print(f"Found, and asked to fail on it: {', '.join(found)}.", file=sys.stderr)
        raise typer.Exit(_PROBLEMS_FOUND)


@app.command()
def compare(
    earlier: Annotated[Path, typer.Argument(metavar="EARLIER", show_default=False)],
    later: Annotated[Path, typer.Argument(metavar="LATER", show_default=False)],
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write the comparison: .docx with tracked changes, .html a page, .json data. May "
            "be given several times.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="YYYY-MM-DD", help="The day that dates are judged on; today."
        ),
    ] = None,
) -> None:
    """Compare two versions of a document, clause by clause."""
    from pipeline.checking.comparing import compare_drafts
    from pipeline.params import read_params
    from pipeline.report.comparison.files import SUFFIXES, comparison_file
    from pipeline.report.comparison.spoken import comparison_spoken
    from pipeline.stages.workspace import shipped
    from pipeline.store.files import write_bytes

    _check_suffixes(out or [], SUFFIXES)
    compared = compare_drafts(
        earlier.read_bytes(),
        later.read_bytes(),
        read_params(shipped("params.yaml")),
        names=(earlier.name, later.name),
        as_of=_day(as_of) or _today(),
    )
    for path in out or []:
        write_bytes(path, comparison_file(compared, path.suffix))
    for line in comparison_spoken(compared):
        print(_plain(line))
    for path in out or []:
        print(f"Written: {_plain(str(path))}")
    if compared.comparison is None:
        raise RequestError("Without the text of both versions nothing can be compared.")


@app.command()
def serve(
    against: AgainstOption = None,
    port: Annotated[
        int | None,
        typer.Option("--port", min=1, max=65535, help="Where to listen; a free one by default."),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
) -> None:
    """Serve the clerk's page on this computer, and to nobody else."""
    from pipeline.checking import open_reference
    from pipeline.web import serve as run

    reference = open_reference(against, progress=_progress)
    run(
        reference,
        site=reference.site,
        port=port,
        today=_today,
        open_browser=browser,
        say=lambda text: print(_plain_lines(text), flush=True),
    )


def _today() -> date:
    """Give this day, which a draft is judged on; builds never ask for it."""
    return datetime.now(UTC).astimezone().date()


def _plain_lines(text: str) -> str:
    return "\n".join(map(_plain, text.splitlines()))


def _write_scaffold(
    path: Path,
    against: Path | None,
    day: date,
    like: "tuple[Likeness, ...] | None",
    council: "Council",
) -> None:
    from pipeline.checking import first_draft, open_reference
    from pipeline.store.files import write_bytes

    _check_suffixes([path], (".docx",))
    reference = open_reference(against, progress=_progress)
    write_bytes(path, first_draft(reference, council=council, as_of=day, like=like))
    print(f"Written: {_plain(str(path))}")
    print("It is other councils' words: fill in what stands in brackets, and adapt the rest.")


def _write_answer(answer: "Check", data: bytes, paths: list[Path]) -> None:
    from pipeline.checking.copies import answer_files
    from pipeline.store.files import write_bytes

    for path in paths:
        for name, content in answer_files(answer, data, path.name).items():
            write_bytes(path.with_name(name), content)


def _check_suffixes(paths: list[Path], allowed: tuple[str, ...]) -> None:
    for path in paths:
        if path.suffix.casefold() not in allowed:
            raise RequestError(f"{path}: name a file that ends in {' or '.join(allowed)}.")


@codebook_app.command("check")
def codebook_check(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Check a codebook, and name the line of every problem."""
    from pipeline.store.codebook import check_codebook, read_codebook

    problems = check_codebook(file)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{file}: {len(problems)} to put right.", file=sys.stderr)
        raise typer.Exit(_PROBLEMS_FOUND)
    print(f"{file}: {len(read_codebook(file).provisions)} provisions, nothing to put right.")


def _stage_command(name: str, help_text: str) -> None:
    """Make a stage a command of its own, over the project's own corpus, as DVC calls it."""

    def command() -> None:
        from pipeline.stages.build import run_stage
        from pipeline.stages.workspace import project_workspace

        workspace = project_workspace(progress=_progress)
        counts = run_stage(name, workspace)
        print(f"{name}: " + ", ".join(f"{value} {key}" for key, value in counts.items()))
        if name == "ingest":
            _summary(workspace)

    app.command(name, help=help_text)(command)


for _name, _help in (
    ("train", "Stage: train the coder from library and codebook."),
    ("ingest", "Stage: read the sources."),
    ("segment", "Stage: cut documents into clauses, and read their dates."),
    ("coding", "Stage: give each clause its provisions."),
    ("align", "Stage: line up the clauses of all councils."),
    ("analyse", "Stage: coverage, reviews, defects, differences, changes."),
    ("reference", "Stage: gather what drafts are measured by."),
    ("pictures", "Stage: draw the pages that hold evidence."),
    ("report", "Stage: write the site, the workbook and the data package."),
):
    _stage_command(_name, _help)


def _folder(
    corpus: Path,
    out: Path,
    *,
    as_of: date | None,
    codebook: Path | None = None,
    engine: str = "local",
    workers: int = 0,
    reader: str | None = None,
) -> "Workspace":
    from pipeline.params import read_params
    from pipeline.stages.workspace import folder_workspace, shipped

    if engine not in ("local", "dask"):
        raise RequestError(f"--engine {engine}: choose local or dask.")
    if reader not in (None, "pdfium", "pdfplumber"):
        raise RequestError(f"--reader {reader}: choose pdfium or pdfplumber.")
    if corpus.resolve().is_relative_to(out.resolve()):
        raise RequestError(
            f"--out {out}: the documents are in it. Name a folder of its own for the results."
        )
    if codebook is not None and not codebook.is_file():
        raise RequestError(f"{codebook}: no such codebook.")
    params = read_params(shipped("params.yaml"), as_of=as_of)
    if reader:
        reading = replace(params.ingest, reader=cast(Any, reader))
        params = params.model_copy(update={"ingest": reading})
    return folder_workspace(
        corpus,
        out,
        params,
        codebook=codebook,
        engine=engine,
        workers=workers,
        progress=_progress,
    )


def _check_labels(gold: Path, corpus: Path, labelled: set[str], documents: set[str]) -> None:
    """Refuse labels of another corpus, and name the labelled documents that this one lacks."""
    if not labelled & documents:
        raise RequestError(
            f"{gold}: none of the documents that it labels ({_few(labelled)}) is in {corpus} "
            f"({_few(documents)}). Name the folder of labels that belongs to this corpus."
        )
    if absent := labelled - documents:
        print(f"{gold}: not in {corpus}, so all wrong: {_few(absent)}.", file=sys.stderr)


def _check_provisions(gold: Path, labelled: set[str], coded: set[str]) -> None:
    """Refuse labels by another codebook, and name the provisions that they leave out."""
    if unknown := labelled - coded:
        raise RequestError(
            f"{gold / 'coverage.csv'}:1: not in the codebook: {_few(unknown)}. Name the codebook "
            "that the labels were made with: --codebook FILE. Or correct the names of the columns."
        )
    if left_out := coded - labelled:
        print(
            f"{gold / 'coverage.csv'}: no column, so not measured: {_few(left_out)}.",
            file=sys.stderr,
        )


def _few(names: set[str]) -> str:
    shown = ", ".join(sorted(names)[:5]) or "none"
    return f"{shown} ..." if len(names) > 5 else shown


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise RequestError(f"--as-of {text}: not a day; write it as YYYY-MM-DD.") from None


def _program() -> str:
    """Give the command as it was called, for messages about its use."""
    installed = Path(sys.argv[0]).stem == "council-protocols"
    return "council-protocols" if installed else "python -m pipeline"


def _summary(workspace: "Workspace") -> int:
    """Say how each source ended, name those that could not be read, and count them."""
    from pipeline.stages.ingest import load_listed, load_notices

    listed = load_listed(workspace)
    readable = sum(entry.state.readable for entry in listed)
    sources = "1 source" if len(listed) == 1 else f"{len(listed)} sources"
    print(f"{sources}, {readable} read, {len(listed) - readable} not.")
    for entry in listed:
        name = _plain(entry.source.path)
        if not entry.state.readable:
            print(f"  {name}: {entry.state}. {_plain(entry.reason or '')}")
        if entry.source.sha256:  # else the reason has said it
            for warning in (*entry.source.warnings, *entry.warnings):
                print(f"  {name}: {_plain(warning)}")
    for notice in load_notices(workspace):
        print(f"  {_plain(notice)}")
    return len(listed) - readable


def _say_corrections(workspace: "Workspace") -> None:
    """Count the corrections, and name those that were not followed and need a person."""
    from pipeline.model import Replayed
    from pipeline.store.records import read_json_records

    replayed = read_json_records(workspace.findings / "corrections.jsonl", Replayed)
    if not replayed:
        return
    counts = Counter(each.outcome.value.replace("_", " ") for each in replayed)
    print(f"Corrections: {', '.join(f'{count} {word}' for word, count in sorted(counts.items()))}.")
    for each in replayed:
        if each.outcome == "refused":
            print(f"  {_plain(each.note)}")
        elif each.outcome == "conflicting":
            place = f"{each.correction.file}, line {each.correction.line}"
            print(f"  {_plain(place)}: {_plain(each.note)}")


def _plain(text: str) -> str:
    """Write out what a terminal would obey, or show in another order, in the names of files."""
    return _OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _progress(what: str, done: int, total: int) -> None:
    """Show how far long work is: in place on a terminal, in plain lines elsewhere."""
    if total == 1 and done == 0:
        print(f"{what} ...", file=sys.stderr, flush=True)
    elif total > 1 and sys.stderr.isatty():
        end = "\n" if done >= total else ""
        print(f"\r{what}: {done} of {total}", end=end, file=sys.stderr, flush=True)
    elif total > 1 and (done == total or done % 100 == 0):
        print(f"{what}: {done} of {total}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
