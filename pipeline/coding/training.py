"""Library and codebook to a trained coder.

Each provision has two logistic regressions: whether a clause has rules on it, and whether it names
it at all. The second look (`levels`) is fitted to their answers on clauses that they were not
trained on: the library is written in several voices, and whole voices are held back in turn, since
a council that nobody has read yet is a new voice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.coding.calibration import made_up_documents, summary
from pipeline.coding.coder import Coder, views_of
from pipeline.coding.cues import CueFinder, cue_finder
from pipeline.coding.features import Features
from pipeline.coding.known import learn_known
from pipeline.coding.levels import Weighing, evidence, fit_weighing
from pipeline.coding.passage import Passage, passage_of_library
from pipeline.model import Codebook, Level, LibraryClause
from pipeline.params import CodingParams

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_TOLERANCE = 0.01  # a hundredth of the odds: twice as fast as ten times finer, and no different
_STEP = 1000  # weights are kept as whole thousandths
_LIMIT = 32767  # of a 16-bit number


@dataclass(frozen=True, slots=True)
class _Lesson:
    passage: Passage
    levels: tuple[int, ...]  # for each provision: 0 none, 1 mention, 2 rules


@dataclass(frozen=True, slots=True)
class Prepared:
    """A library and a codebook as numbers, so that a coder can be trained on a part of them."""

    codebook: Codebook
    params: CodingParams
    lessons: Sequence[_Lesson]  # of the library
    phrases: Sequence[_Lesson]  # of the codebook
    voices: Sequence[str]  # of each lesson
    features: Features
    rows: Any  # of the lessons, then of the phrases
    answers: "npt.NDArray[np.int64]"  # a row for each of these, a column a provision
    finder: CueFinder


def train(library: Sequence[LibraryClause], codebook: Codebook, params: CodingParams) -> Coder:
    """Train a coder.

    Codes of provisions that the codebook does not have are passed over, so that a shorter codebook
    can be used with the same library; a provision without clauses in the library is learnt from
    its words and examples in the codebook.

    Args:
        library: Coded clauses. With fewer than two voices, or none at all, the second look is
            fitted to clauses that the coder has seen, and is then too sure of itself.
        codebook: The provisions, whose own phrases and examples are lessons as well.
        params: How to train and where to cut.
    """
    return train_on(prepare(library, codebook, params))


def prepare(library: Sequence[LibraryClause], codebook: Codebook, params: CodingParams) -> Prepared:
    """Make the numbers that a coder is trained on."""
    import numpy as np

    lessons = [_lesson(clause, codebook) for clause in library]
    phrases = _phrases(codebook)
    everything = [lesson.passage for lesson in lessons + phrases]
    # One vocabulary for all folds: a word of a voice held back has no weight until it is learnt.
    features = Features.learn(everything, min_count=params.min_count)
    return Prepared(
        codebook=codebook,
        params=params,
        lessons=lessons,
        phrases=phrases,
        voices=[clause.voice for clause in library],
        features=features,
        rows=features.rows(everything),
        answers=np.array(_levels(lessons + phrases), dtype=np.int64),
        finder=cue_finder(codebook),
    )


def train_on(prepared: Prepared, *, without: str | None = None) -> Coder:
    """Train a coder on a library that has been prepared.

    Args:
        prepared: What `prepare` made.
        without: A voice whose clauses are left out throughout; only which words are counted, and
            how rare they are, is then still taken from the whole library.
    """
    import numpy as np

    codebook, params, finder = prepared.codebook, prepared.params, prepared.finder
    lessons, phrases, features = prepared.lessons, prepared.phrases, prepared.features
    rows, answers = prepared.rows, prepared.answers
    kept = [place for place, voice in enumerate(prepared.voices) if voice != without]
    places = np.array(kept, dtype=np.int64)
    of_phrases = len(lessons) + np.arange(len(phrases))
    folds = np.array(_folds([prepared.voices[place] for place in kept], params.folds))
    held_back, levels, voices = [], [], list[str]()
    for fold in np.unique(folds):
        inside = np.append(places[folds != fold], of_phrases)
        weights = _fit(rows[inside], answers[inside], params)
        outside = [lessons[place] for place in places[folds == fold]]
        held_back.append(_evidence(outside, features, weights, finder))
        levels += [lesson.levels for lesson in outside]
        voices += [prepared.voices[place] for place in places[folds == fold]]
    everything = np.append(places, of_phrases)
    weights = _fit(rows[everything], answers[everything], params)
    if not kept:
        held_back, levels = [_evidence(phrases, features, weights, finder)], _levels(phrases)
        voices = [""] * len(phrases)
    answered, wanted = np.concatenate(held_back), np.array(levels, dtype=np.int64)
    weighing = fit_weighing(answered, wanted, strength=params.level_strength)
    return Coder(
        provisions=[provision.id for provision in codebook.provisions],
        cues=[provision.cues for provision in codebook.provisions],
        features=features,
        weights=np.clip(np.rint(weights * _STEP), -_LIMIT, _LIMIT).astype(np.int16),
        weighing=weighing,
        calibration=_calibration(weighing.levels(answered), wanted, voices, params),
        known=learn_known([lessons[place].passage for place in kept], answers[places]),
        params=params,
        of_status=[provision.id for provision in codebook.provisions if provision.status_lines],
    )


def _calibration(
    levels: "npt.NDArray[np.float64]",
    wanted: "npt.NDArray[np.int64]",
    voices: Sequence[str],
    params: CodingParams,
) -> Weighing:
    """Learn from made-up documents how sure a cell is."""
    import numpy as np

    documents = list(made_up_documents(voices, wanted, seed=params.seed))
    if not documents:  # too few clauses to make one up: each voice is one
        documents = [np.flatnonzero(np.array(voices) == voice) for voice in sorted(set(voices))]
    return fit_weighing(
        np.stack([summary(levels[places]) for places in documents]),
        np.stack([wanted[places].max(axis=0) for places in documents]),
        strength=params.level_strength,
    )


def _lesson(clause: LibraryClause, codebook: Codebook) -> _Lesson:
    codes = {provision: 2 if level is Level.RULES else 1 for provision, level in clause.codes}
    return _Lesson(
        passage_of_library(clause),
        tuple(codes.get(provision.id, 0) for provision in codebook.provisions),
    )


def _phrases(codebook: Codebook) -> list[_Lesson]:
    """Take the codebook's own words as lessons."""
    lessons = []
    for place, provision in enumerate(codebook.provisions):
        own = (provision.title, provision.question, *provision.include, *provision.cues)
        for text, level in [
            *((phrase, 2) for phrase in own),
            *((shown.text, 2 if shown.level is Level.RULES else 1) for shown in provision.examples),
        ]:
            levels = tuple(
                level if other == place else 0 for other in range(len(codebook.provisions))
            )
            lessons.append(_Lesson(Passage("", "", text), levels))
    return lessons


def _folds(voices: Sequence[str], most: int) -> list[int]:
    """Share out the voices, so that the clauses of one voice are held back together."""
    names = sorted(set(voices))
    count = max(1, min(most, len(names)))
    return [names.index(voice) % count for voice in voices]


def _fit(
    rows: Any, levels: "npt.NDArray[np.int64]", params: CodingParams
) -> "npt.NDArray[np.float64]":
    """Fit both questions of every provision; give a column of weights for each."""
    import numpy as np

    answers = np.hstack([levels == 2, levels > 0])
    return np.column_stack([_regression(rows, answer, params) for answer in answers.T])


def _regression(
    rows: Any, answer: "npt.NDArray[np.bool_]", params: CodingParams
) -> "npt.NDArray[np.float64]":
    """Fit one regression; give its weights, and its constant last."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    if answer.all() or not answer.any():  # a codebook of one provision
        constant = 1.0 if answer.all() else -1.0
        return np.append(np.zeros(rows.shape[1]), constant)
    model = LogisticRegression(
        C=params.strength,
        class_weight="balanced",
        solver="liblinear",
        dual=True,  # fast with more columns than rows, and free of the machine's linear algebra
        random_state=params.seed,
        tol=_TOLERANCE,
        max_iter=2000,
    ).fit(rows, answer)
    return np.append(model.coef_[0], model.intercept_)


def _evidence(
    lessons: Sequence[_Lesson],
    features: Features,
    weights: "npt.NDArray[np.float64]",
    finder: CueFinder,
) -> "npt.NDArray[np.float64]":
    passages = [lesson.passage for lesson in lessons]
    return evidence(views_of(passages, features, weights, finder), passages)


def _levels(lessons: Sequence[_Lesson]) -> list[tuple[int, ...]]:
    return [lesson.levels for lesson in lessons]
