"""Opens the ZIP archives that word processors write, without trusting them.

Sizes are checked on the list of parts before anything is inflated, and again while inflating.
"""

import io
import zipfile
import zlib
from collections import Counter
from typing import Any

from pipeline.ingest.refusal import RefusedError, damaged, over_limit
from pipeline.model import State

_MOST_PARTS = 5_000
_MOST_INFLATED = 200 * 1024 * 1024
_LARGEST_PART = 64 * 1024 * 1024
_LARGEST_RATIO = 100  # inflated to packed, of a part that is larger than
_SMALL_PART = 4 * 1024 * 1024


class Archive:
    """A word processor's file: named parts, most of them XML."""

    def __init__(self, data: bytes) -> None:
        """Open an archive.

        Raises:
            RefusedError: It is damaged, too large when inflated, or has two parts of one name.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise damaged(
                "The file has no readable list of its parts, as when a download broke off"
            ) from error
        parts = self._zip.infolist()
        if len(parts) > _MOST_PARTS:
            raise over_limit(f"The archive has {len(parts)} parts")
        if sum(part.file_size for part in parts) > _MOST_INFLATED:
            raise over_limit("The archive would inflate to more than 200 MiB")
        twice = [name for name, count in Counter(self._zip.namelist()).items() if count > 1]
        if twice:
            raise damaged(f"The archive has two parts named {twice[0]}")
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Inflate one part.

        Raises:
            RefusedError: The part is missing, damaged, locked or too large.
        """
        try:
            part = self._zip.getinfo(name)
        except KeyError as error:
            raise damaged(f"The archive has no part {name}") from error
        if part.flag_bits & 1:
            raise RefusedError(
                State.PASSWORD, "The file is locked with a password: ask its publisher for a copy."
            )
        tight = part.file_size > _SMALL_PART
        if part.file_size > _LARGEST_PART or (
            tight and part.file_size > _LARGEST_RATIO * max(part.compress_size, 1)
        ):
            raise over_limit(f"The part {name} would inflate to {part.file_size:,} bytes")
        try:
            with self._zip.open(part) as stream:
                content = stream.read(part.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise damaged(f"The part {name} cannot be inflated ({error})") from error
        if len(content) > part.file_size:
            raise over_limit(f"The part {name} is larger than the archive says")
        return content

    def xml(self, name: str) -> Any:
        """Parse one part; entities are never expanded and nothing is fetched.

        Returns:
            The root element, an `lxml.etree._Element`.

        Raises:
            RefusedError: As `read`, or the part is not well formed, or declares a document type.
        """
        return parsed_xml(self.read(name), f"The part {name}")


def parsed_xml(data: bytes, what: str) -> Any:
    """Parse XML from an untrusted source; entities are never expanded and nothing is fetched.

    Args:
        data: The bytes.
        what: What they are, to begin a sentence with.

    Returns:
        The root element, an `lxml.etree._Element`.

    Raises:
        RefusedError: It is not well formed, or declares a document type.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    # some programs write ids that XML does not allow, and the parser holds these against the file
    data = data.replace(b" xml:id=", b" id=")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(f"{what} is not well-formed XML ({error})") from error
    declared: Any = root.getroottree().docinfo
    if declared.doctype:
        # no word processor writes one; its entities could hide or multiply text
        raise damaged(f"{what} declares a document type")
    return root
