"""Records to JSON and Parquet, and back, checked against their types."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import RequestError
from pipeline.store.files import write_bytes

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")


class DamagedError(RequestError):
    """What an earlier stage wrote is missing or damaged: a build makes it again."""


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(record: "DataclassInstance", *, sparse: bool = False) -> bytes:
    """Give one record as compact JSON, its fields in the order of their declaration.

    Args:
        record: Of any kind.
        sparse: Whether fields that have their default value are left out.
    """
    return _adapter(type(record)).dump_json(record, exclude_defaults=sparse)


def from_json(kind: type[Record], data: bytes) -> Record:
    """Make one record from its JSON.

    Raises:
        ValueError: The bytes are not such a record.
    """
    record: Record = _adapter(kind).validate_json(data)
    return record


def read_record(path: Path, kind: type[Record]) -> Record:
    """Read one record from a file of its own.

    Raises:
        DamagedError: The file is missing, or is not such a record.
    """
    try:
        return from_json(kind, path.read_bytes())
    except (OSError, ValueError) as error:
        raise damaged(path) from error


def write_json_records(path: Path, records: Iterable["DataclassInstance"]) -> None:
    """Write records that hold other records, one to a line."""
    write_bytes(path, b"".join(to_json(record) + b"\n" for record in records))


def read_json_records(path: Path, kind: type[Record]) -> tuple[Record, ...]:
    """Read what `write_json_records` wrote.

    Raises:
        DamagedError: The file is missing, or is not what an earlier stage wrote.
    """
    try:
        return tuple(from_json(kind, line) for line in path.read_bytes().splitlines())
    except (OSError, ValueError) as error:
        raise damaged(path) from error


def write_table(path: Path, records: Sequence["DataclassInstance"]) -> None:
    """Write flat records as a Parquet table (zstd), one row a record, in their order."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = BytesIO()
    table = pa.Table.from_pylist([asdict(record) for record in records])
    pq.write_table(table, sink, compression="zstd")
    write_bytes(path, sink.getvalue())


def read_table(path: Path, kind: type[Record]) -> tuple[Record, ...]:
    """Read what `write_table` wrote.

    Raises:
        DamagedError: The file is missing, or is not what an earlier stage wrote.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows = pq.read_table(BytesIO(path.read_bytes())).to_pylist()
        return tuple(_adapter(kind).validate_python(row) for row in rows)
    except (OSError, pa.ArrowException, ValidationError) as error:
        raise damaged(path) from error


def write_rows(path: Path, records: Sequence["DataclassInstance"]) -> None:
    """Write records as an Arrow file, of which `Rows` reads one or another without the rest.

    Raises:
        RequestError: The file cannot be written.
    """
    import pyarrow as pa

    table = pa.Table.from_pylist([asdict(record) for record in records])
    sink = BytesIO()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    write_bytes(path, sink.getvalue())


class Rows(Generic[Record]):
    """Records of a file that stay on the disk until they are asked for."""

    def __init__(self, path: Path, kind: type[Record]) -> None:
        """Open what `write_rows` wrote.

        Raises:
            DamagedError: The file is missing, or is not what an earlier stage wrote.
        """
        import pyarrow as pa

        self._path = path
        self._kind = kind
        try:
            self._table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
        except (OSError, pa.ArrowException) as error:
            raise damaged(path) from error

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def column(self, name: str) -> list[Any]:
        """Give one field of all records."""
        values: list[Any] = self._table.column(name).to_pylist() if len(self) else []
        return values

    def take(self, numbers: Sequence[int]) -> tuple[Record, ...]:
        """Give records by their numbers, in the order asked for.

        Raises:
            DamagedError: They are not what an earlier stage wrote.
        """
        import numpy as np
        import pyarrow as pa

        wanted = np.asarray(numbers, dtype=np.int64)
        # from its buffer: pyarrow would import pandas to see whether a list is one of its columns
        rows_of = pa.Array.from_buffers(pa.int64(), len(wanted), [None, pa.py_buffer(wanted)])
        try:
            rows = self._table.take(rows_of).to_pylist() if len(wanted) else []
            return tuple(_adapter(self._kind).validate_python(row) for row in rows)
        except ValidationError as error:
            raise damaged(self._path) from error


def damaged(path: Path) -> DamagedError:
    """Give the error for a file that an earlier stage wrote and that cannot be used."""
    found = "cannot be used: damaged, or written by another version" if path.exists() else "missing"
    return DamagedError(
        f"{path}: {found}. Run the stage before this one again, or the whole build."
    )
