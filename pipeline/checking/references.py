"""What a build left for measuring drafts, opened once and asked many times."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.analyse.peers import PeerIndex
from pipeline.errors import RequestError
from pipeline.model import (
    About,
    Borrowable,
    Codebook,
    Council,
    KnownDocument,
    KnownFamily,
    KnownLineage,
    KnownStrand,
    KnownUsual,
    PeerGroup,
)
from pipeline.params import Params, read_params
from pipeline.stages import reference as stored
from pipeline.stages.build import build
from pipeline.stages.workspace import (
    Progress,
    Workspace,
    folder_workspace,
    is_checkout,
    project_workspace,
    shipped,
)
from pipeline.store.records import (
    DamagedError,
    Rows,
    damaged,
    read_json_records,
    read_record,
)
from pipeline.text.folding import fold

if TYPE_CHECKING:
    from pipeline.align.postings import Postings
    from pipeline.coding import Coder


class Reference:
    """The councils of a build, as far as drafts are measured by them. It changes nothing."""

    def __init__(self, workspace: Workspace) -> None:
        """Open what the stage `reference` wrote.

        Raises:
            DamagedError: It is missing or damaged.
        """
        folder = workspace.reference
        self._folder = folder
        self._coder_file = workspace.coder
        self.site = workspace.reports
        self.params: Params = workspace.params
        self._about = read_record(folder / stored.ABOUT, About)
        self.documents = read_json_records(folder / stored.DOCUMENTS, KnownDocument)
        self.lineages = read_json_records(folder / stored.LINEAGES, KnownLineage)
        self._strands = Rows(folder / stored.STRANDS, KnownStrand)
        self._families = Rows(folder / stored.FAMILIES, KnownFamily)
        self._usual = Rows(folder / stored.USUAL, KnownUsual)
        self._arrays = {name: _array(folder / f"{name}.npy") for name in stored.ARRAYS}

    @property
    def run_id(self) -> str:
        """The run that it is of."""
        return self._about.run_id

    @property
    def as_of(self) -> date:
        """The day on which the build judged dates."""
        return date.fromisoformat(self._about.as_of)

    @property
    def codebook(self) -> Codebook:
        """The coding frame of the build."""
        return self._about.codebook

    @cached_property
    def usual_amounts(self) -> dict[str, float]:
        """Of each provision how much of it is usual in a document with rules on it."""
        amounts = zip(self.codebook.provisions, self._about.usual_amounts, strict=True)
        return {provision.id: amount for provision, amount in amounts}

    @property
    def usual_order(self) -> tuple[tuple[str, float], ...]:
        """The provisions in the order in which documents deal with them, each with its place."""
        return self._about.usual_order

    @cached_property
    def coder(self) -> "Coder":
        """The coder of the build."""
        from pipeline.coding import Coder

        try:
            return Coder.from_bytes(self._coder_file.read_bytes())
        except (OSError, ValueError) as error:
            raise damaged(self._coder_file) from error

    @cached_property
    def index(self) -> "Postings":
        """Of the plain wordings of all strands."""
        from pipeline.align.postings import Postings

        arrays = self._arrays
        return Postings(
            arrays["starts"],
            arrays["wordings"],
            arrays["weights"],
            arrays["frequency"],
            len(self._strands),
        )

    @cached_property
    def peers(self) -> PeerIndex:
        """The councils, to be asked for those that are like one."""
        return PeerIndex(
            [known.council for known in self.documents],
            {known.council.doc for known in self.documents if known.readable},
            bands=self.params.analyse.electors_from,
        )

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Of each document its number, as strands name it."""
        return {known.council.doc: number for number, known in enumerate(self.documents)}

    @cached_property
    def levels(self) -> dict[str, tuple[int, ...]]:
        """Of each document the code of each provision."""
        return {known.council.doc: known.levels for known in self.documents}

    @cached_property
    def strengths(self) -> dict[str, tuple[int, ...]]:
        """Of each document the strength of its most binding rule on each provision."""
        return {known.council.doc: known.strengths for known in self.documents}

    @cached_property
    def everybody(self) -> PeerGroup:
        """All councils."""
        params = self.params.analyse
        _, group = self.peers.peers_of(Council(), enough=0, fewest=params.peers_fewest, steps=[()])
        return group

    @cached_property
    def names(self) -> dict[str, str]:
        """What each document's council is called, or else its identifier."""
        return {
            known.council.doc: known.council.name or known.council.doc for known in self.documents
        }

    @cached_property
    def borrowable(self) -> dict[str, tuple[Borrowable, ...]]:
        """Of each provision the wordings that may be borrowed, the most suitable first."""
        found: defaultdict[str, list[Borrowable]] = defaultdict(list)
        for each in read_json_records(self._folder / stored.BORROWABLE, Borrowable):
            found[each.provision].append(each)
        return {provision: tuple(wordings) for provision, wordings in found.items()}

    @cached_property
    def _usual_of(self) -> dict[int, list[int]]:
        rows: defaultdict[int, list[int]] = defaultdict(list)
        for row, family in enumerate(self._usual.column("family")):
            rows[family].append(row)
        return dict(rows)

    @contextmanager
    def preparing(self) -> Iterator[None]:
        """Get ready for judging while a draft is read: both take about as long."""
        if "coder" in self.__dict__:
            yield
            return
        with ThreadPoolExecutor(1) as beside:
            ready = beside.submit(lambda: self.coder)
            yield
            ready.result()

    def strands(self, numbers: Sequence[int]) -> tuple[KnownStrand, ...]:
        """Give strands by their numbers."""
        return self._strands.take(numbers)

    def families(self, numbers: Sequence[int]) -> tuple[KnownFamily, ...]:
        """Give families by their numbers."""
        return self._families.take(numbers)

    def usual(self, family: int) -> tuple[KnownUsual, ...]:
        """Give what is usual in a family."""
        return self._usual.take(self._usual_of.get(family, []))

    def councils_with(self, family: int, own: Collection[int]) -> int:
        """Count the documents that have a clause of a family, without a council's own."""
        having = {doc for strand in self._strands_of[family] for doc in self.holders(strand)}
        return len(having.difference(own))

    @cached_property
    def _strands_of(self) -> dict[int, list[int]]:
        rows: defaultdict[int, list[int]] = defaultdict(list)
        for row, family in enumerate(self._strands.column("family")):
            rows[family].append(row)
        return dict(rows)

    def holders(self, strand: int) -> tuple[int, ...]:
        """Give the numbers of the documents that have a strand."""
        starts = self._arrays["holder_starts"]
        found = self._arrays["holders"][int(starts[strand]) : int(starts[strand + 1])]
        return tuple(found.tolist())

    def namesake(self, name: str) -> Council | None:
        """Give what the build knows of the council of that name; None where it has none such.

        Of namesakes in several counties none is meant: which one it is nobody has said.
        """
        return self._by_name.get(fold(name))

    @cached_property
    def _by_name(self) -> dict[str, Council]:
        found: dict[str, Council | None] = {}
        for known in self.documents:
            council = known.council
            if council.name:
                key = fold(council.name)
                other = found.get(key, council)
                same = other is not None and other.county == council.county
                found[key] = other if same else None
        return {key: council for key, council in found.items() if council is not None}


def open_reference(
    against: Path | str | None = None, *, progress: Progress | None = None
) -> Reference:
    """Open what a build left for measuring drafts.

    Args:
        against: The folder of results of a build; None: the project's own sample, which is built
            first where that has not been done.
        progress: Is told how far that is.

    Raises:
        RequestError: There is no such build, or an earlier version made it.
    """
    own = is_checkout() and project_workspace().reports.resolve()
    if against is not None and Path(against).resolve() != own:
        folder = Path(against)
        workspace = folder_workspace(folder, folder, read_params(shipped("params.yaml")))
        try:
            return Reference(workspace)
        except DamagedError as error:
            raise RequestError(
                f"{against}: nothing to measure a draft by. Name the folder of results of a build "
                f"(that of --out), made by this version: run the build again. ({error})"
            ) from error
    if not is_checkout():
        raise RequestError(
            "An installed project has no sample to measure a draft by. Build some councils' "
            "documents with `build --corpus DIR --out DIR`, and name the results: --against DIR."
        )
    workspace = project_workspace(**({"progress": progress} if progress else {}))
    try:
        return Reference(workspace)
    except DamagedError:
        build(workspace, until="reference")
        return Reference(workspace)


def _array(path: Path) -> Any:
    import numpy as np

    try:
        return np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise damaged(path) from error
