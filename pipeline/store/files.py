"""Write files so that a killed run leaves the last good output intact."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import RequestError


def sha256(data: bytes) -> str:
    """Give the SHA-256 of some bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file to the side and rename it, and leave it alone where it holds the same bytes.

    Raises:
        RequestError: The folder cannot be written to, or the disk is full.
    """
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, side = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            # mkstemp makes files for their owner alone; a report is for everybody
            Path(side).chmod(0o644)
            Path(side).replace(path)
        except BaseException:
            Path(side).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise RequestError(
            f"{path}: cannot be written ({error.strerror}). "
            "Check that the disk is not full and that the folder may be written to."
        ) from error


def write_tree(folder: Path, files: Mapping[str, bytes], *, manifest: Path) -> None:
    """Write files into a folder, and remove those that an earlier run wrote and this one did not.

    Files that no run wrote are left alone: the folder may be anybody's.

    Args:
        folder: Made if it is missing.
        files: Contents by path relative to the folder, with forward slashes.
        manifest: Where the names of the files are kept for the next run.
    """
    earlier = manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else []
    # both lists until all is done, so that a killed run leaves nothing behind for good
    write_bytes(manifest, "".join(f"{name}\n" for name in sorted({*earlier, *files})).encode())
    for name, data in files.items():
        write_bytes(folder / name, data)
    for name in sorted(set(earlier) - set(files), reverse=True):
        (folder / name).unlink(missing_ok=True)
        parent = (folder / name).parent
        if parent != folder and parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
    write_bytes(manifest, "".join(f"{name}\n" for name in sorted(files)).encode())
