"""How is the data package of a build read into pandas?

`load` gives every table as a data frame with its lists parsed and its key as the index, so that a
notebook begins with the question and not with the files. For those who count for themselves; no
stage uses it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import RequestError
from pipeline.report.addresses import picture_file, text_file

if TYPE_CHECKING:
    import pandas as pd

_INDEX = {
    "documents": ["doc"],
    "clauses": ["doc", "n"],
    "reviews": ["doc"],
    "provisions": ["provision"],
    "peers": ["doc"],
}


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """The data package of one build: a data frame a table, and what the run was made from.

    The columns are those that `datapackage.json` describes, in its order. `documents`, `peers` and
    `reviews` have the index `doc`, `provisions` has `provision`, and `clauses` has `doc` and `n`;
    the others are numbered from 0. Text is `str`, missing where there is none; whole numbers are
    `Int64`, others `Float64`, yes and no `boolean`, each with `NA` where there is none. A list or
    an object, which the files hold as JSON in a text, is a Python list or dict, empty where there
    is none. Dates stay text, as precise as they were stated: see `first_day` and `last_day`.
    """

    folder: Path  # the folder `data` of the build
    run: Mapping[str, Any]  # run.json: run_id, as_of, codebook, versions, counts
    documents: "pd.DataFrame"
    clauses: "pd.DataFrame"
    codings: "pd.DataFrame"
    coverage: "pd.DataFrame"
    reviews: "pd.DataFrame"
    families: "pd.DataFrame"
    partial_links: "pd.DataFrame"
    suggestions: "pd.DataFrame"
    lineages: "pd.DataFrame"
    kinships: "pd.DataFrame"
    distinctive: "pd.DataFrame"
    differences: "pd.DataFrame"
    defects: "pd.DataFrame"
    changes: "pd.DataFrame"
    provisions: "pd.DataFrame"
    prevalence: "pd.DataFrame"
    peers: "pd.DataFrame"
    peer_groups: "pd.DataFrame"
    practices: "pd.DataFrame"
    corrections: "pd.DataFrame"

    def __repr__(self) -> str:
        """Name the run; the tables would fill pages."""
        counted = f"{len(self.documents)} documents, {len(self.clauses)} clauses"
        return f"Package({str(self.folder)!r}: {counted}, run {self.run['run_id']})"

    def text(self, doc: str) -> str:
        """Give the text of a document in reading order, to which all spans refer."""
        return (self.folder / text_file(doc)).read_bytes().decode()

    def picture(self, doc: str, page: int | None) -> Path | None:
        """Give the picture of a page that holds evidence; None where the build drew none."""
        import pandas as pd

        if page is None or pd.isna(page):
            return None
        path = self.folder.parent / picture_file(doc, int(page))
        return path if path.is_file() else None


def load(folder: Path | str) -> Package:
    """Read the data package of a build.

    Args:
        folder: The build's folder `data`, or the folder of results in which that stands.

    Raises:
        RequestError: There is no data package, or an earlier version made it.
    """
    folder = Path(folder)
    if not (folder / "datapackage.json").is_file():
        folder /= "data"
    try:
        described = json.loads((folder / "datapackage.json").read_bytes())
        run = json.loads((folder / "run.json").read_bytes())
    except FileNotFoundError as error:
        raise RequestError(
            f"{error.filename}: no such file, so there is no data package. Name the folder of "
            "results of a build (that of --out), or run the main job first for reports/data."
        ) from error
    schemas = {each["name"]: each["schema"] for each in described["resources"] if "schema" in each}
    names = [field.name for field in fields(Package)][2:]
    if missing := sorted(set(names) - set(schemas)):
        raise RequestError(
            f"{folder}: holds no table {', '.join(missing)}, so an earlier version made it. Run "
            "the build again."
        )
    return Package(folder, run, **{name: _table(folder, name, schemas[name]) for name in names})


def first_day(dates: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """Give the first day of dates that may be a month or a year alone; `NaT` where there is none.

    Example:
        >>> import pandas as pd
        >>> first_day(pd.Series(["2024-05-13", "2024-05", "2024"])).dt.date.astype(str).to_list()
        ['2024-05-13', '2024-05-01', '2024-01-01']
    """
    import pandas as pd

    return pd.to_datetime(dates, format="ISO8601")


def last_day(dates: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """Give the last day of dates that may be a month or a year alone; `NaT` where there is none.

    Example:
        >>> import pandas as pd
        >>> last_day(pd.Series(["2024-05-13", "2024-02", "2024"])).dt.date.astype(str).to_list()
        ['2024-05-13', '2024-02-29', '2024-12-31']
    """
    import pandas as pd

    first = first_day(dates)
    month, year = dates.str.len() == len("2024-05"), dates.str.len() == len("2024")
    ends = first.mask(month, first + pd.offsets.MonthEnd())
    return ends.mask(year, first + pd.offsets.YearEnd())


def _table(folder: Path, name: str, schema: Mapping[str, Any]) -> "pd.DataFrame":
    import pandas as pd

    frame = pd.read_parquet(folder / f"{name}.parquet")
    for field in schema["fields"]:
        if field["type"] in ("array", "object"):
            empty = list if field["type"] == "array" else dict
            parsed = [
                json.loads(value) if isinstance(value, str) else empty()
                for value in frame[field["name"]]
            ]
            frame[field["name"]] = pd.Series(parsed, index=frame.index, dtype=object)
    return frame.set_index(_INDEX[name]) if name in _INDEX else frame
