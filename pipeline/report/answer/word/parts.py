"""What is in a Word file, and how is one of its parts changed without touching the others?

The file was read before, within limits of its own; here it is opened once more and trusted no more
than then.
"""

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from pipeline.report.word import FIRST_DAY
from pipeline.text.xml_tree import local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_PARTS = 5_000
_MOST_INFLATED = 200 * 1024 * 1024
_LARGEST_PART = 64 * 1024 * 1024
_TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_USUAL_MAIN = "word/document.xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_XML_ID = b" xml:id="


class UnusableError(Exception):
    """The file cannot be written into."""


class Parts:
    """A Word file: named parts, of which some are changed or added."""

    def __init__(self, data: bytes) -> None:
        """Open a file.

        Raises:
            UnusableError: It is damaged, locked or too large, or has no main part.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise UnusableError("no readable list of parts") from error
        entries = self._zip.infolist()
        names = Counter(entry.filename for entry in entries)
        if (
            len(entries) > _MOST_PARTS
            or sum(entry.file_size for entry in entries) > _MOST_INFLATED
            or max(names.values(), default=0) > 1
            or any(entry.flag_bits & 1 for entry in entries)
        ):
            raise UnusableError("too large, locked or ambiguous")
        self.names = frozenset(names)
        self._changed: dict[str, bytes] = {}
        self.main = self._main_part()

    def read(self, name: str) -> bytes:
        """Give a part as it stands in the file.

        Raises:
            UnusableError: It is missing, damaged or too large.
        """
        if name in self.names and self._zip.getinfo(name).file_size > _LARGEST_PART:
            raise UnusableError(f"{name} is too large")
        return self._inflated(name)

    def xml(self, name: str) -> "_Element":
        """Parse a part as it stands in the file.

        Raises:
            UnusableError: As `read`, or it is not well formed, or declares a document type.
        """
        return Xml(self.read(name)).root

    def change(self, name: str, content: bytes) -> None:
        """Put other content into a part, or add it."""
        self._changed[name] = content

    def related(self, kind: str) -> str | None:
        """Give the part that the main part refers to as being of a kind; None: no such part."""
        for each in self._relations():
            if _kind(each) == kind and value(each, "TargetMode") != "External":
                name = _target(value(each, "Target") or "", posixpath.dirname(self.main))
                if name in self.names:
                    return name
        return None

    def add(self, kind: str, media_type: str, content: bytes, *, strict: bool) -> None:
        """Add a part that the main part refers to.

        Args:
            kind: Of the relation, such as "comments"; the part is named for it.
            media_type: Of the part.
            content: Of the part.
            strict: Whether the file is in the strict form of its format.
        """
        folder = posixpath.dirname(self.main)
        taken = {name.lower() for name in self.names}
        stems = (kind, *(f"{kind}{number}" for number in range(1, len(taken) + 2)))
        name = next(
            path
            for path in (posixpath.join(folder, f"{stem}.xml") for stem in stems)
            if path.lower() not in taken
        )
        self._relate(kind, posixpath.basename(name), strict=strict)
        self._declare(name, media_type)
        self.change(name, content)

    def to_bytes(self) -> bytes:
        """Give the file; what was not changed is there byte for byte.

        Raises:
            UnusableError: One of the parts is damaged.
        """
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            for entry in self._zip.infolist():
                # a record of the old entry would bring its old place and sizes along
                copy = zipfile.ZipInfo(entry.filename, entry.date_time)
                copy.external_attr, copy.comment = entry.external_attr, entry.comment
                copy.create_system = entry.create_system
                copy.compress_type = (
                    zipfile.ZIP_STORED
                    if entry.compress_type == zipfile.ZIP_STORED
                    else zipfile.ZIP_DEFLATED
                )
                name = entry.filename
                packed.writestr(copy, self._changed.get(name) or self._copied(entry))
            for name in self._changed:
                if name not in self.names:
                    added = zipfile.ZipInfo(name, FIRST_DAY)
                    added.compress_type = zipfile.ZIP_DEFLATED
                    added.external_attr = 0o600 << 16
                    packed.writestr(added, self._changed[name])
            packed.comment = self._zip.comment
        return made.getvalue()

    def _inflated(self, name: str) -> bytes:
        try:
            entry = self._zip.getinfo(name)
            with self._zip.open(entry) as stream:
                content = stream.read(entry.file_size + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise UnusableError(f"{name} cannot be read") from error
        except (NotImplementedError, RuntimeError, ValueError) as error:
            raise UnusableError(f"{name} is packed in an unknown way") from error
        if len(content) > entry.file_size:
            raise UnusableError(f"{name} is larger than it says")
        return content

    def _copied(self, entry: zipfile.ZipInfo) -> bytes:
        return b"" if entry.is_dir() else self._inflated(entry.filename)

    def _main_part(self) -> str:
        if _ROOT_RELATIONS in self.names:
            for each in self.xml(_ROOT_RELATIONS):
                name = _target(value(each, "Target") or "", "")
                external = value(each, "TargetMode") == "External"
                if _kind(each) == "officeDocument" and name in self.names and not external:
                    return name
        if _USUAL_MAIN in self.names:
            return _USUAL_MAIN
        raise UnusableError("no main part")

    @property
    def _relations_name(self) -> str:
        folder, name = posixpath.split(self.main)
        return f"{folder}/_rels/{name}.rels".lstrip("/")

    def _relations(self) -> "list[_Element]":
        name = self._relations_name
        return [] if name not in self.names else [each for each in self.xml(name) if local(each)]

    def _relate(self, kind: str, target: str, *, strict: bool) -> None:
        office = _STRICT_OFFICE if strict else _OFFICE
        name = self._relations_name
        taken = {(value(each, "Id") or "").lower() for each in self._relations()}
        new = next(
            each
            for each in (f"rId{n}" for n in range(1, len(taken) + 2))
            if each.lower() not in taken
        )
        own = (
            f'<Relationship xmlns="{_PACKAGE}/relationships" Id="{new}" '
            f'Type="{office}/{kind}" Target={quoteattr(target)}/>'
        )
        if name not in self.names:
            self.change(name, _document(f'<Relationships xmlns="{_PACKAGE}/relationships"/>', own))
        else:
            self.change(name, _appended(self.read(name), own))

    def _declare(self, name: str, media_type: str) -> None:
        own = (
            f'<Override xmlns="{_PACKAGE}/content-types" PartName={quoteattr("/" + name)} '
            f'ContentType="{media_type}"/>'
        )
        if _TYPES in self.names:
            self.change(_TYPES, _appended(self.read(_TYPES), own))


class Xml:
    """The XML of a part, to be changed and given back with all else as it was."""

    def __init__(self, content: bytes) -> None:
        """Parse it; entities are never expanded and nothing is fetched.

        Raises:
            UnusableError: It is not well formed, or declares a document type.
        """
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            strip_cdata=False,
        )
        # some programs write ids that XML does not allow; under another name the parser takes them
        self._other = b" xml:id-="
        while self._other in content:
            self._other = self._other.replace(b"=", b"-=")
        try:
            self.root: _Element = etree.fromstring(content.replace(_XML_ID, self._other), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnusableError("not well-formed XML") from error
        declared: Any = self.root.getroottree().docinfo
        self._declared = declared
        if declared.doctype:
            raise UnusableError("a document type is declared")

    def to_bytes(self) -> bytes:
        """Write it in its own encoding."""
        from lxml import etree

        made = etree.tostring(
            self.root.getroottree(),
            encoding=self._declared.encoding or "UTF-8",
            xml_declaration=True,
            standalone=self._declared.standalone,
        )
        return bytes(made).replace(self._other, _XML_ID)


def _kind(relation: "_Element") -> str:
    return (value(relation, "Type") or "").rpartition("/")[2]


def _target(target: str, folder: str) -> str:
    path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path)


def _appended(content: bytes, own: str) -> bytes:
    from lxml import etree

    made = Xml(content)
    made.root.append(etree.fromstring(own))
    return made.to_bytes()


def _document(root: str, own: str) -> bytes:
    head = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    return _appended((head + root).encode(), own)
