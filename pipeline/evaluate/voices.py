"""How does the coder do on clauses in a manner of writing that it has never read?

The library is written in voices. Each is left out in turn, a coder is trained on the others, and
its codings of the clauses left out are compared with the library's own: the nearest thing to a
council that nobody has read, with thousands of clauses to count and no document to collect.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from pipeline.coding.passage import passage_of_library
from pipeline.coding.training import prepare, train_on
from pipeline.errors import RequestError
from pipeline.evaluate.scores import precision_recall_f1
from pipeline.model import Codebook, Level, LibraryClause
from pipeline.params import CodingParams

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pipeline.coding import Coder

_LEVELS = ((Level.RULES, 2), (Level.MENTION, 1))
_WEAKEST = 8  # provisions named in the terminal

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


@dataclass(frozen=True, slots=True)
class VoiceFigures:
    """Figures of each voice left out, of all together, and of each provision over all voices."""

    by_voice: Mapping[str, Mapping[str, float]]
    overall: Mapping[str, float]
    by_provision: Mapping[str, Mapping[str, float]]

    def flat(self) -> dict[str, float]:
        """Give every figure under one name, such as `voice.welsh.rules_f1`."""
        parts = {"voices": self.overall}
        parts.update({f"voice.{name}": figures for name, figures in self.by_voice.items()})
        parts.update({f"provision.{name}": figures for name, figures in self.by_provision.items()})
        return {
            f"{part}.{name}": round(value, 4)
            for part, figures in parts.items()
            for name, value in figures.items()
        }

    def table(self) -> Iterator[str]:
        """Give the figures as lines for a terminal, the weakest voices first."""
        yield "Each voice coded by a coder that was trained on the others; clause by clause."
        yield ""
        yield (
            f"{'voice':<16} {'clauses':>7} {'rules F1':>9} {'P':>6} {'R':>6} "
            f"{'mention F1':>11} {'level':>7} {'macro-F1':>9}"
        )
        weakest = sorted(self.by_voice.items(), key=lambda item: (item[1]["rules_f1"], item[0]))
        for name, figures in [*weakest, ("all", self.overall)]:
            yield (
                f"{name:<16} {figures['clauses']:>7.0f} {figures['rules_f1']:>9.3f} "
                f"{figures['rules_precision']:>6.3f} {figures['rules_recall']:>6.3f} "
                f"{figures['mention_f1']:>11.3f} {figures['level_accuracy']:>7.3f} "
                f"{figures['macro_f1_by_provision']:>9.3f}"
            )
        yield ""
        yield "weakest provisions             macro-F1  rules F1     in  mention F1     in"
        ranked = sorted(self.by_provision.items(), key=lambda item: (item[1]["macro_f1"], item[0]))
        for name, figures in ranked[:_WEAKEST]:
            rules, mention = (_shown(figures.get(f"{level}_f1")) for level, _ in _LEVELS)
            yield (
                f"  {name:<28} {figures['macro_f1']:>8.3f} {rules:>9} {figures['rules']:>6.0f} "
                f"{mention:>11} {figures['mention']:>6.0f}"
            )


def leave_voices_out(
    library: Sequence[LibraryClause],
    codebook: Codebook,
    params: CodingParams,
    *,
    voices: Sequence[str] = (),
    progress: Progress = lambda what, done, total: None,
) -> VoiceFigures:
    """Leave out each voice in turn and measure the codings of its clauses.

    Args:
        library: Coded clauses.
        codebook: The provisions; codes of others are passed over.
        params: How to train and where to cut.
        voices: Those to leave out; none: every voice.
        progress: Is told which voice is being left out.

    Returns:
        For a voice and for all: `rules` and `mention` precision, recall and F1 of the pairs of a
        clause and a provision; `level_accuracy`, the share of the pairs that have a level in the
        library or by the coder in which the two agree; and `macro_f1_by_provision`, the mean over
        provisions of the mean F1 of the levels that occur.

    Raises:
        RequestError: There are fewer than two voices, or one asked for is not in the library.
    """
    import numpy as np

    chosen = _chosen([clause.voice for clause in library], voices)
    prepared = prepare(library, codebook, params)
    provisions = [provision.id for provision in codebook.provisions]
    wanted: dict[str, npt.NDArray[np.int64]] = {}
    ours: dict[str, npt.NDArray[np.int64]] = {}
    by_voice: dict[str, dict[str, float]] = {}
    before = ""  # the last result, since all of them take a while
    for place, voice in enumerate(chosen, start=1):
        progress(f"{before}voice {place} of {len(chosen)}: training without {voice}", 0, 1)
        coder = train_on(prepared, without=voice)
        clauses = [clause for clause in library if clause.voice == voice]
        wanted[voice] = library_levels(clauses, provisions)
        ours[voice] = coded_levels(coder, clauses, params)
        by_voice[voice] = compared(wanted[voice], ours[voice])
        before = f"{voice}: rules F1 {by_voice[voice]['rules_f1']:.3f}; "
    every = np.concatenate(list(wanted.values())), np.concatenate(list(ours.values()))
    return VoiceFigures(
        by_voice=by_voice,
        overall=compared(*every),
        by_provision={
            provision: _of_provision(every[0][:, place], every[1][:, place])
            for place, provision in enumerate(provisions)
        },
    )


def coded_levels(
    coder: "Coder", clauses: Sequence[LibraryClause], params: CodingParams
) -> "npt.NDArray[np.int64]":
    """Code clauses of a library as those of a council are coded.

    Returns:
        Shape (clauses, provisions): 0 none, 1 mention, 2 rules.
    """
    import numpy as np

    levels = coder.levels_of([passage_of_library(clause) for clause in clauses])
    rules = levels[..., 2] >= params.rules_from
    named = levels[..., 1] + levels[..., 2] >= params.mention_from
    return np.where(rules, 2, np.where(named, 1, 0)).astype(np.int64)


def library_levels(
    clauses: Sequence[LibraryClause], provisions: Sequence[str]
) -> "npt.NDArray[np.int64]":
    """Give the levels that clauses of a library have, in the shape of `coded_levels`."""
    import numpy as np

    numbers: Mapping[Level, int] = dict(_LEVELS)
    codes = [dict(clause.codes) for clause in clauses]
    return np.array(
        [[numbers[of[p]] if p in of else 0 for p in provisions] for of in codes], dtype=np.int64
    ).reshape(len(clauses), len(provisions))


def compared(wanted: "npt.NDArray[np.int64]", ours: "npt.NDArray[np.int64]") -> dict[str, float]:
    """Give the figures of levels of shape (clauses, provisions); see `leave_voices_out`."""
    figures: dict[str, float] = {"clauses": float(len(wanted))}
    for level, number in _LEVELS:
        scores = _scores(wanted, ours, number)
        names = (f"{level}_{name}" for name in ("precision", "recall", "f1"))
        figures.update(zip(names, scores, strict=True))
    concerned = (wanted > 0) | (ours > 0)
    right = (wanted == ours)[concerned]
    figures["level_accuracy"] = float(right.mean()) if right.size else 1.0
    by_provision = [
        _of_provision(wanted[:, place], ours[:, place])["macro_f1"]
        for place in range(wanted.shape[1])
        if concerned[:, place].any()
    ]
    figures["macro_f1_by_provision"] = fmean(by_provision) if by_provision else 1.0
    return figures


def _chosen(present: Sequence[str], voices: Sequence[str]) -> list[str]:
    known = sorted(set(present))
    if len(known) < 2:
        raise RequestError(
            f"The library has {len(known)} voice{'' if len(known) == 1 else 's'}: with none left "
            "to train on, none can be left out. Give its clauses a `voice` each, at least two."
        )
    if unknown := sorted(set(voices) - set(known)):
        raise RequestError(
            f"--voices {','.join(unknown)}: not in the library, whose voices are "
            f"{', '.join(known)}."
        )
    return [voice for voice in known if not voices or voice in voices]


def _of_provision(
    wanted: "npt.NDArray[np.int64]", ours: "npt.NDArray[np.int64]"
) -> dict[str, float]:
    """Give how often each level occurs in the library, and F1 of those that occur anywhere."""
    counts = {str(level): float((wanted == number).sum()) for level, number in _LEVELS}
    f1 = {
        f"{level}_f1": _scores(wanted, ours, number)[2]
        for level, number in _LEVELS
        if ((wanted == number) | (ours == number)).any()
    }
    return {**counts, **f1, "macro_f1": fmean(f1.values()) if f1 else 1.0}


def _scores(
    wanted: "npt.NDArray[np.int64]", ours: "npt.NDArray[np.int64]", level: int
) -> tuple[float, float, float]:
    hits = int(((wanted == level) & (ours == level)).sum())
    return precision_recall_f1(hits, int((ours == level).sum()), int((wanted == level).sum()))


def _shown(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"
