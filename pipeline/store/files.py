"""Write files so that a killed run leaves the last good output intact."""

import filecmp
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import RequestError

Content = bytes | Path  # what is to be in a file: bytes, or what another file holds

_SIDE = ".writing-"  # begins the name of a file until it is whole


def sha256(data: bytes) -> str:
    """Give the SHA-256 of some bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file to the side and rename it, and leave it alone where it holds the same bytes.

    Raises:
        RequestError: The folder cannot be written to, or the disk is full.
    """
    write_together({path: data})


def write_together(files: Mapping[Path, Content]) -> None:
    """Write files, and put none in its place before all are written: a full disk changes nothing.

    Raises:
        RequestError: A folder cannot be written to, or the disk is full.
    """
    sides: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            with _writing(path):
                if not _holds(path, data):
                    sides[path] = _aside(path, data)
        for path, side in sides.items():
            with _writing(path):
                side.replace(path)
    except BaseException:
        for side in sides.values():
            side.unlink(missing_ok=True)
        raise


def write_tree(folder: Path, files: Mapping[str, Content], *, manifest: Path) -> None:
    """Write files into a folder, and remove those that an earlier run wrote and this one did not.

    Files that no run wrote are left alone: the folder may be anybody's. All are written to the side
    before the first is replaced, so that a full disk leaves the earlier ones as they were.

    Args:
        folder: Made if it is missing.
        files: Contents by path relative to the folder, with forward slashes. What is large is
            best given as the path of a file that holds it: it is copied, and never in memory.
        manifest: Where the names of the files are kept for the next run.

    Raises:
        RequestError: A file cannot be written, replaced or removed.
    """
    earlier = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    # both lists until all is done, so that a killed run leaves nothing behind for good
    write_bytes(manifest, "".join(f"{name}\n" for name in sorted({*earlier, *files})).encode())
    for parent in sorted({(folder / name).parent for name in (*earlier, *files)}):
        remove_torn(parent)
    write_together({folder / name: data for name, data in files.items()})
    for name in sorted(set(earlier) - set(files), reverse=True):
        remove(folder / name)
        parent = (folder / name).parent
        if parent != folder and parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
    write_bytes(manifest, "".join(f"{name}\n" for name in sorted(files)).encode())


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, unless it is there.

    Raises:
        RequestError: It cannot be made.
    """
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


def remove(path: Path) -> None:
    """Remove a file, which may already be gone.

    Raises:
        RequestError: It is there and cannot be removed.
    """
    with _writing(path):
        path.unlink(missing_ok=True)


def remove_all(path: Path) -> None:
    """Remove a file, or a folder with all that is in it, which may already be gone.

    Raises:
        RequestError: It is there and cannot be removed.
    """
    with _writing(path):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def remove_torn(folder: Path) -> None:
    """Remove what a killed run was in the middle of writing into a folder, which may be missing."""
    if folder.is_dir():
        for path in folder.glob(f"{_SIDE}*"):
            remove(path)


def _holds(path: Path, data: Content) -> bool:
    if not path.is_file():
        return False
    if isinstance(data, Path):
        return filecmp.cmp(path, data, shallow=False)
    return path.stat().st_size == len(data) and path.read_bytes() == data


def _aside(path: Path, data: Content) -> Path:
    """Write what is to be a file's content beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_SIDE, dir=path.parent)
    side = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(data, Path):
                with data.open("rb") as held:
                    shutil.copyfileobj(held, file)
            else:
                file.write(data)
        side.chmod(0o644)  # mkstemp makes files for their owner alone; a report is for everybody
    except BaseException:
        side.unlink(missing_ok=True)
        raise
    return side


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RequestError(
            f"{path}: cannot be written ({error.strerror}). Check that the disk is not full, that "
            "you may write to the folder, and that no other program has the file open; then run "
            "this again."
        ) from error
