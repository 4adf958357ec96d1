"""`params.yaml`, checked once."""

from dataclasses import fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
    field_validator,
)

from pipeline.errors import RequestError
from pipeline.model import IngestParams


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# checked like every section; then it is the plain record that reading processes are given
_INGEST_FIELDS: Any = {
    each.name: (each.type, Field(**each.metadata)) for each in fields(IngestParams)
}
_IngestSection = create_model("IngestParams", __base__=_Section, **_INGEST_FIELDS)


def _checked(values: Any) -> IngestParams:
    if isinstance(values, IngestParams):
        return values
    return IngestParams(**dict(_IngestSection.model_validate(values)))


class CodingParams(_Section):
    """How the coder is trained and where it cuts."""

    seed: int
    strength: float = Field(gt=0)  # inverse of the regularisation, of the first look
    level_strength: float = Field(gt=0)  # and of the second
    folds: int = Field(ge=2)  # shares of the library's voices that are held back in turn
    min_count: int = Field(ge=1)  # passages of the library in which a word stands
    rules_from: float = Field(ge=0, le=1)
    mention_from: float = Field(ge=0, le=1)


class AlignParams(_Section):
    """How clauses are lined up."""

    seed: int
    near_copy: float = Field(ge=0, le=1)
    near_copy_long: float = Field(ge=0, le=1)
    candidates: int = Field(gt=0)
    same_provision: float = Field(gt=0, lt=1)
    suggest_from: float = Field(ge=0, le=1)
    adapted: float = Field(ge=0, le=1)


class AnalyseParams(_Section):
    """How findings are judged."""

    due_soon_days: int = Field(ge=0)
    certain_from: float = Field(ge=0, le=1)  # chance from which a cell is not marked to be checked
    doubtful_below: float = Field(ge=0, le=1)  # how sure text recognition is to be
    near_wording: float = Field(gt=0, le=1)  # of two readings of a clause, to share their words
    lineage: float = Field(gt=0, le=1)  # mean share in common from which documents are akin
    electors_from: tuple[int, ...]  # at which a band of councils' sizes begins, rising
    peers_enough: int = Field(ge=1)  # councils like one that could be read, to look no further
    peers_fewest: int = Field(ge=1)  # to say what is usual among them

    @field_validator("electors_from")
    @classmethod
    def _rising(cls, bands: tuple[int, ...]) -> tuple[int, ...]:
        if any(later <= earlier for earlier, later in pairwise((0, *bands))):
            raise ValueError("give numbers of electors above 0, each larger than the one before")
        return bands


class PicturesParams(_Section):
    """Which pages are drawn for the site, and how finely."""

    draw: bool
    dpi: int = Field(ge=36, le=300)  # pixels to an inch
    most_pages: int = Field(ge=1)  # of one document


class ReportParams(_Section):
    """Where the report is published; it changes no finding."""

    site_url: str = ""  # of the folder that index.html is in; empty: it has no address

    @field_validator("site_url")
    @classmethod
    def _folder(cls, url: str) -> str:
        if not url:
            return url
        plain = url.isascii() and url.isprintable() and not set(url) & set(' "<>\\^`{|}')
        parts = urlsplit(url) if plain else urlsplit("")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("give an address such as https://example.org/protocols/, or nothing")
        if parts.query or parts.fragment:
            raise ValueError("give the address of the report's folder, without ? or #")
        return url if url.endswith("/") else f"{url}/"


class Params(_Section):
    """All parameters of a run."""

    as_of: date
    ingest: Annotated[IngestParams, BeforeValidator(_checked)]
    coding: CodingParams
    align: AlignParams
    analyse: AnalyseParams
    pictures: PicturesParams
    report: ReportParams = ReportParams()


def read_params(path: Path, *, as_of: date | None = None) -> Params:
    """Read and check a parameter file.

    Args:
        path: A YAML file such as the project's own `params.yaml`.
        as_of: The day that dates are judged on, in place of the file's.

    Raises:
        RequestError: The file is missing, is not YAML, or holds an unknown or impossible value.
    """
    try:
        values: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RequestError(f"{path}: cannot be read ({error.strerror}).") from error
    except yaml.YAMLError as error:
        raise RequestError(f"{path}: not valid YAML ({error}).") from error
    if not isinstance(values, dict):
        raise RequestError(f"{path}: expected sections such as `ingest:`; found no mapping.")
    if as_of is not None:
        values["as_of"] = as_of
    try:
        return Params.model_validate(values)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
            for problem in error.errors()
        )
        raise RequestError(f"{path}: {problems}.") from error
