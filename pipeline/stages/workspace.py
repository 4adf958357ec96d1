"""Where a run reads and writes."""

import hashlib
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import RequestError
from pipeline.params import Params, read_params
from pipeline.store.corpus import WORKINGS
from pipeline.store.corrections import find_corrections

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent
_MEASURED = ROOT / "reports" / "metrics"

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


def _silent(what: str, done: int, total: int) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders and choices of one run. Paths appear here and in `dvc.yaml` only."""

    corpus: Path  # never written to below its sources
    derived: Path  # what stages hand to one another
    reports: Path  # what people open; only the report stage writes here
    codebook: Path
    library: Path
    params: Params
    baseline: Path  # the run that changes are counted from; may be missing
    settled: Path  # the families that are kept; may be missing
    rotates: bool  # whether each run becomes the baseline of the next, and its families are kept
    accuracy: Path  # figures of the last evaluation; may be missing
    accuracy_apart: Path  # the same, on documents that nothing was tuned on; may be missing
    engine: str = "local"
    workers: int = 0  # 0: as many as there are processors
    progress: Progress = _silent

    def without_pictures(self) -> "Workspace":
        """Give the same run, but without pictures of pages."""
        params = self.params.pictures.model_copy(update={"draw": False})
        return replace(self, params=self.params.model_copy(update={"pictures": params}))

    @property
    def lock(self) -> Path:
        """Stands for the right to write."""
        return self.derived / "lock"

    @property
    def written(self) -> Path:
        """The names of the reports' files, beside them: what is in it is ours to replace."""
        return self.reports / ".written.txt"

    @property
    def finished(self) -> Path:
        """The standing of the last build that came to its end."""
        return self.derived / "finished.json"

    @property
    def corrections(self) -> tuple[Path, ...]:
        """The files of corrections that stand beside the documents; there may be none."""
        return find_corrections(self.corpus)

    @property
    def documents(self) -> Path:
        """One file a document, keyed by its bytes, its reader and the parameters."""
        return self.derived / "documents"

    @property
    def sources(self) -> Path:
        """The sources, and how the reading of each one ended."""
        return self.derived / "sources.jsonl"

    @property
    def notices(self) -> Path:
        """What was noticed while listing the sources, a JSON list."""
        return self.derived / "notices.json"

    @property
    def segments(self) -> Path:
        """One file a document: its clauses and what it states about itself."""
        return self.derived / "segments"

    @property
    def clauses(self) -> Path:
        """All clauses."""
        return self.derived / "clauses.parquet"

    @property
    def facts(self) -> Path:
        """What the documents state about themselves."""
        return self.derived / "facts.jsonl"

    @property
    def coder(self) -> Path:
        """The trained coder."""
        return self.derived / "coder.npz"

    @property
    def codings(self) -> Path:
        """First-pass codings."""
        return self.derived / "codings.parquet"

    @property
    def scores(self) -> Path:
        """Soft provision scores of the substantive clauses."""
        return self.derived / "scores.parquet"

    @property
    def chances(self) -> Path:
        """How likely each level of each cell is, before anything is settled."""
        return self.derived / "chances.parquet"

    @property
    def families(self) -> Path:
        """Families of clauses."""
        return self.derived / "families.jsonl"

    @property
    def families_memory(self) -> Path:
        """The wordings of every family, by which the next run knows them again."""
        return self.derived / "families_memory.json"

    @property
    def partial_links(self) -> Path:
        """Words of composite clauses that say what another family says."""
        return self.derived / "partial_links.jsonl"

    @property
    def suggestions(self) -> Path:
        """Clauses that may say the same, for a person to confirm."""
        return self.derived / "suggestions.jsonl"

    @property
    def findings(self) -> Path:
        """Settled codings, cells, reviews, differences, defects and changes."""
        return self.derived / "findings"

    @property
    def reference(self) -> Path:
        """What drafts are measured by: no more of each council than that needs."""
        return self.derived / "reference"

    @property
    def pictures(self) -> Path:
        """One folder a document with pictures of its pages, and a file that says what they are."""
        return self.derived / "pictures"

    @property
    def metrics(self) -> Path:
        """Counts of each stage."""
        return self.reports / "metrics"


def is_checkout() -> bool:
    """Whether this is the project's own folder, and not an installed package."""
    return (ROOT / "dvc.yaml").is_file()


def project_workspace(*, progress: Progress = _silent) -> Workspace:
    """Give the workspace of the main job: the project's own corpus and reports.

    Raises:
        RequestError: The project is installed and not checked out, so it has no corpus.
    """
    if not is_checkout():
        raise RequestError(
            "This command works on the project's own corpus, which an installed project has not. "
            "Use `build --corpus DIR --out DIR` instead."
        )
    corpus = ROOT / "corpus"
    return Workspace(
        corpus=corpus,
        derived=corpus / "derived",
        reports=ROOT / "reports",
        codebook=corpus / "codebook.yaml",
        library=corpus / "library",
        params=read_params(ROOT / "params.yaml"),
        baseline=corpus / "baseline.json",
        settled=corpus / "families.json",
        rotates=False,  # kept under version control, and replaced on purpose
        accuracy=_MEASURED / "accuracy.json",
        accuracy_apart=_MEASURED / "accuracy_apart.json",
        progress=progress,
    )


def folder_workspace(
    corpus: Path,
    out: Path,
    params: Params,
    *,
    codebook: Path | None = None,
    engine: str = "local",
    workers: int = 0,
    progress: Progress = _silent,
) -> Workspace:
    """Give the workspace of a build over any folder; everything is written below `out`.

    Args:
        corpus: The documents.
        out: Where everything is written.
        params: All parameters.
        codebook: A coding frame in place of the project's own. The coder learns it from the
            folder `library` beside it where there is one, else from the project's library, and
            the report shows the figures of `accuracy.json` and `accuracy_apart.json` beside it
            where there are any.
        engine: `local` or `dask`.
        workers: How many documents are read at once; 0: one a processor.
        progress: Is told how far the work is.
    """
    own_library = codebook.parent / "library" if codebook else None
    has_own = own_library is not None and any(own_library.glob("*.jsonl"))
    # figures hold for the codebook that they were measured with
    measured = codebook.parent if codebook else _MEASURED
    return Workspace(
        corpus=corpus,
        derived=out / WORKINGS,
        reports=out,
        codebook=codebook or shipped("codebook.yaml"),
        library=own_library if own_library and has_own else shipped("library"),
        params=params,
        baseline=out / WORKINGS / "baseline.json",
        settled=out / WORKINGS / "families_memory.json",
        rotates=True,
        accuracy=measured / "accuracy.json",
        accuracy_apart=measured / "accuracy_apart.json",
        engine=engine,
        workers=workers,
        progress=progress,
    )


def results_inside(workspace: Workspace) -> Path | None:
    """Give the folder of results where it lies inside the corpus folder, else None."""
    inside = workspace.reports.resolve().is_relative_to(workspace.corpus.resolve())
    return workspace.reports if inside else None


def shipped(name: str) -> Path:
    """Give a file or folder that comes with the project, in a checkout or installed by pip."""
    schemes = (sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user"))
    installed = [
        Path(sysconfig.get_path("data", scheme)) / "share" / "council-protocols"
        for scheme in schemes
    ]
    for folder in (ROOT / "corpus", ROOT, *installed):
        if (folder / name).exists():
            return folder / name
    raise RequestError(
        f"{ROOT}: {name} is missing. Get a fresh copy of the project, or install it again."
    )


def digest_of(paths: Iterable[Path]) -> str:
    """Name the content of files and folders, whatever their line ends, as 64 hexadecimal digits."""
    total = hashlib.sha256()
    for path in sorted(paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                content = hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
                name = file.relative_to(path).as_posix() if path.is_dir() else file.name
                total.update(f"{path.name}/{name} {content}\n".encode())
    return total.hexdigest()
