"""Which provisions does each clause carry, and at what level?"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from pipeline.coding.calibration import summary
from pipeline.coding.cues import CueFinder
from pipeline.coding.features import Features
from pipeline.coding.known import KnownClauses
from pipeline.coding.levels import Views, Weighing, evidence, without_asides
from pipeline.coding.passage import Passage, passage_of
from pipeline.coding.status import is_review_status
from pipeline.coding.tables import heads_of, opens_lists, passages_of_row
from pipeline.model import Basis, Clause, ClauseKind, Coding, Level
from pipeline.params import CodingParams

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_FORMAT = 3  # of the file; another number is another coder
_STEP = 1000  # weights are kept as whole thousandths, so that every machine keeps the same
_ROW_WORDS = 12  # a table row of fewer words is a field, unless its columns are lists of duties


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the coder says of clauses."""

    codings: tuple[Coding, ...]  # at rules or mention, by document, clause and the codebook
    # of each substantive clause, by doc and n: the probability that it deals with each provision
    scores: "Mapping[tuple[str, int], npt.NDArray[np.float64]]"
    # of each document, shape (provisions, 3): how likely it leaves a provision out, mentions it,
    # has rules on it
    chances: "Mapping[str, npt.NDArray[np.float64]]"
    # of each document, for each provision: n of the clause that is likeliest to deal with it
    nearest: Mapping[str, tuple[int | None, ...]]


class Coder:
    """A trained coder. It holds what training found and changes nothing of it."""

    def __init__(
        self,
        *,
        provisions: Sequence[str],
        cues: Sequence[Sequence[str]],
        features: Features,
        weights: "npt.NDArray[np.int16]",
        weighing: Weighing,
        calibration: Weighing,
        known: KnownClauses,
        params: CodingParams,
        of_status: Sequence[str] = (),
    ) -> None:
        """Set up from what training found, or from a file.

        Args:
            provisions: Ids, in the codebook's order.
            cues: The cues of each provision.
            features: Turns passages into rows.
            weights: Shape (columns of the features + 1, 2 x provisions), in thousandths: for each
                provision whether a passage has rules, then for each whether it names the topic;
                the last row is the constant.
            weighing: The second look, which decides the level.
            calibration: Weighs what the clauses of a document say together.
            known: The clauses of the library, whose codes need not be judged.
            params: Where to cut.
            of_status: Ids of the provisions that a line about the document's state mentions.
        """
        self.provisions = tuple(provisions)
        self._cues = tuple(tuple(phrases) for phrases in cues)
        self._finder = CueFinder(self._cues)
        self._features = features
        self._weights = weights
        self._weighing = weighing
        self._calibration = calibration
        self._known = known
        self._params = params
        self._of_status = tuple(of_status)

    def judge(self, clauses: Sequence[Clause]) -> Judgement:
        """Give clauses their provisions, and say how sure that is.

        Args:
            clauses: Clauses of one or more documents, in any order. Those that cannot carry a
                provision are passed over, but for status lines that tell of a review.
        """
        heads = heads_of(clauses)
        judged = [clause for clause in clauses if _is_judged(clause, heads)]
        passages = [_passages(clause, heads) for clause in judged]
        levels = self._levels(passages)
        codings = []
        for place, (clause, read) in enumerate(zip(judged, passages, strict=True)):
            known = self._known.row(read[0]) if len(read) == 1 else None
            if known is not None:
                levels[place] = self._known.probabilities(known)
            basis = Basis.CLASSIFIER if known is None else Basis.LIBRARY
            codings += self._codings(clause, levels[place], basis)
        codings += [
            Coding(clause.doc, clause.n, provision, Level.MENTION, Basis.CUE, 1.0)
            for clause in clauses
            if not _is_judged(clause, heads) and is_review_status(clause)
            for provision in self._of_status
        ]
        order = {provision: place for place, provision in enumerate(self.provisions)}
        of_doc: dict[str, list[int]] = {doc: [] for doc in sorted({c.doc for c in clauses})}
        for place, clause in enumerate(judged):
            of_doc[clause.doc].append(place)
        named = levels[..., 1:].sum(axis=-1)
        return Judgement(
            codings=tuple(sorted(codings, key=lambda c: (c.doc, c.n, order[c.provision]))),
            scores={
                (clause.doc, clause.n): found
                for clause, found in zip(judged, named, strict=True)
                if clause.kind.substantive
            },
            chances={
                doc: self._calibration.levels(summary(levels[found]))
                for doc, found in of_doc.items()
            },
            nearest={
                doc: tuple(judged[found[place]].n for place in named[found].argmax(axis=0))
                if found
                else (None,) * len(self.provisions)
                for doc, found in of_doc.items()
            },
        )

    def code(self, clauses: Sequence[Clause]) -> tuple[Coding, ...]:
        """Give clauses their provisions: the codings of `judge`."""
        return self.judge(clauses).codings

    def levels(self, clauses: Sequence[Clause]) -> "npt.NDArray[np.float64]":
        """Give the probability of each level.

        Returns:
            Shape (clauses, provisions, 3): none, mention, rules; they add up to 1.
        """
        heads = heads_of(clauses)
        return self._levels([_passages(clause, heads) for clause in clauses])

    def levels_of(self, passages: Sequence[Passage]) -> "npt.NDArray[np.float64]":
        """Do as `levels` does, for passages; of those that are equal one is judged."""
        import numpy as np

        if not passages:
            return np.zeros((0, len(self.provisions), 3))
        distinct = {passage: place for place, passage in enumerate(dict.fromkeys(passages))}
        views = views_of(list(distinct), self._features, self._weights / _STEP, self._finder)
        levels = self._weighing.levels(evidence(views, list(distinct)))
        chosen: npt.NDArray[np.float64] = levels[[distinct[passage] for passage in passages]]
        return chosen

    def _levels(self, read: Sequence[Sequence[Passage]]) -> "npt.NDArray[np.float64]":
        """Judge clauses that are read in one piece or more: what a piece has, the clause has."""
        import numpy as np

        of_pieces = self.levels_of([passage for pieces in read for passage in pieces])
        if len(of_pieces) == len(read):
            return of_pieces
        starts = np.cumsum([0, *(len(pieces) for pieces in read[:-1])])
        none = np.minimum.reduceat(of_pieces[..., 0], starts, axis=0)
        rules = np.maximum.reduceat(of_pieces[..., 2], starts, axis=0)
        return np.stack([none, 1 - none - rules, rules], axis=-1)

    def to_bytes(self) -> bytes:
        """Write the coder as a file of plain arrays.

        The same library, codebook and parameters give the same bytes.
        """
        import numpy as np

        about = {
            "format": _FORMAT,
            "provisions": self.provisions,
            "cues": self._cues,
            "of_status": self._of_status,
            "vocabularies": self._features.vocabularies,
            "params": self._params.model_dump(mode="json"),
        }
        text = json.dumps(about, ensure_ascii=False, sort_keys=True).encode()
        file = io.BytesIO()
        np.savez(
            file,
            allow_pickle=False,
            about=np.frombuffer(text, dtype=np.uint8),
            weights=self._weights,
            level_weights=self._weighing.weights,
            level_constants=self._weighing.constants,
            chance_weights=self._calibration.weights,
            chance_constants=self._calibration.constants,
            known_keys=self._known.keys,
            known_levels=self._known.levels,
            **{
                f"rarity_{name}": values for name, values in sorted(self._features.rarities.items())
            },
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Coder":
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: It is not such a file, or one of another format.
        """
        import numpy as np

        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as file:
                arrays: dict[str, Any] = {name: file[name] for name in file.files}
            about = json.loads(arrays["about"].tobytes())
        except (OSError, EOFError, BadZipFile, KeyError, ValueError) as error:
            raise ValueError("not a trained coder; train it again") from error
        if about.get("format") != _FORMAT:
            raise ValueError("a trained coder of another format; train it again")
        vocabularies = about["vocabularies"]
        return cls(
            provisions=about["provisions"],
            cues=about["cues"],
            features=Features(
                vocabularies, {name: arrays[f"rarity_{name}"] for name in vocabularies}
            ),
            weights=arrays["weights"],
            weighing=Weighing(arrays["level_weights"], arrays["level_constants"]),
            calibration=Weighing(arrays["chance_weights"], arrays["chance_constants"]),
            known=KnownClauses(arrays["known_keys"], arrays["known_levels"]),
            params=CodingParams.model_validate(about["params"]),
            of_status=about["of_status"],
        )

    def _codings(
        self, clause: Clause, levels: "npt.NDArray[np.float64]", basis: Basis
    ) -> list[Coding]:
        codings = []
        for provision, (_, mention, rules) in zip(self.provisions, levels.tolist(), strict=True):
            if rules >= self._params.rules_from:
                level, score = Level.RULES, rules
            elif mention + rules >= self._params.mention_from:
                level, score = Level.MENTION, mention + rules
            else:
                continue
            codings.append(Coding(clause.doc, clause.n, provision, level, basis, round(score, 4)))
        return codings


def views_of(
    passages: Sequence[Passage],
    features: Features,
    weights: "npt.NDArray[np.float64]",
    finder: CueFinder,
) -> Views:
    """Ask the two questions of passages, of their texts alone and of their contexts alone.

    Args:
        passages: What to judge; the answers have a row for each.
        features: Turns passages into rows of c columns.
        weights: Shape (c + 1, 2 x provisions), the constants last.
        finder: Finds the provisions' cues.
    """
    import numpy as np

    contexts = [Passage(p.heading, p.intro, "", p.audience) for p in passages]
    distinct = {context: place for place, context in enumerate(dict.fromkeys(contexts))}
    above = [distinct[context] for context in contexts]

    def answers(asked: Sequence[Passage]) -> "npt.NDArray[np.float64]":
        odds: npt.NDArray[np.float64] = features.rows(asked) @ weights[:-1] + weights[-1]
        return odds

    rules, named = np.hsplit(answers(passages), 2)
    rules_alone, named_alone = np.hsplit(answers([Passage("", "", p.text) for p in passages]), 2)
    rules_above, named_above = np.hsplit(answers(list(distinct))[above], 2)
    cues = finder.weights([p.text for p in passages])
    kept = {
        row: text for row, p in enumerate(passages) if (text := without_asides(p.text)) != p.text
    }
    cues_kept = cues.copy()
    cues_kept[list(kept)] = finder.weights(list(kept.values()))
    headings = [f"{context.heading} . {context.intro}" for context in distinct]
    return Views(
        rules=rules,
        named=named,
        rules_alone=rules_alone,
        named_alone=named_alone,
        rules_above=rules_above,
        named_above=named_above,
        cues=cues,
        cues_above=finder.weights(headings)[above],
        cues_kept=cues_kept,
    )


def _passages(clause: Clause, heads: Mapping[tuple[str, int], tuple[str, ...]]) -> list[Passage]:
    if clause.kind is ClauseKind.TABLE_ROW:
        return passages_of_row(clause, heads.get((clause.doc, clause.n), ()))
    return [passage_of(clause)]


def _is_judged(clause: Clause, heads: Mapping[tuple[str, int], tuple[str, ...]]) -> bool:
    if clause.kind is not ClauseKind.TABLE_ROW:
        return clause.kind.substantive
    if opens_lists(heads.get((clause.doc, clause.n), ())):
        return True
    return len(clause.text.split()) >= _ROW_WORDS and not is_review_status(clause)
