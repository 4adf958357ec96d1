"""Reads Word 97-2003 documents and RTF, with LibreOffice if it is installed.

LibreOffice turns the file into DOCX, which our own reader takes: of the formats that it writes,
that keeps the most list numbers. This is the one reader that needs a program and files of its own:
the program wants both. It runs without a screen, in a profile made for this one file and thrown
away with it, in which macros, links to other files and the network are switched off; it must
answer within a time, and its answer may not be too large.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.ingest import kinds
from pipeline.ingest.docx import DOCX_READER, read_docx
from pipeline.ingest.draft import Reading
from pipeline.ingest.ole import MAGIC, Compound, is_locked
from pipeline.ingest.refusal import RefusedError, damaged, over_limit
from pipeline.model import IngestParams, State

_SUFFIX = {kinds.DOC: ".doc", kinds.RTF: ".rtf"}
_NAMES = {kinds.DOC: "Word 97-2003 document (DOC)", kinds.RTF: "rich text document (RTF)"}
# usual places of an installation that is not on the PATH
_PLACES = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice*/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:/Program Files/LibreOffice/program",
    "C:/Program Files (x86)/LibreOffice/program",
)
_PROGRAMS = ("soffice.bin", "soffice.exe", "soffice")
_PRODUCT = re.compile(r"^ProductKey=(.{1,60})$", re.MULTILINE)
_BUILD = re.compile(r"^buildid=(.{1,60})$", re.MULTILINE)
_RESTART = frozenset({79, 81})  # how it ends when a new profile makes it want to start again
_MOST_STARTS = 3
_LARGEST_RESULT = 64 * 1024 * 1024
# Paths in LibreOffice's configuration, names and values: nothing that a document says may make it
# run a macro or look at another file or computer. Port 9 throws away what is sent to it.
_SWITCHED_OFF = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """An installation."""

    program: Path
    version: str  # as its own files tell it: "LibreOffice 24.8, build ..."


def read_office(data: bytes, kind: str, params: IngestParams) -> Reading:
    """Read a file by having LibreOffice convert it.

    Args:
        data: The file.
        kind: Its media type, DOC or RTF.
        params: Limits; `seconds` holds for the conversion alone.

    Raises:
        RefusedError: There is no LibreOffice here, or it failed, took too long, or made too much;
            or the file is locked.
    """
    if data.startswith(MAGIC):
        document = Compound(data)
        if is_locked(document):
            raise RefusedError(
                State.PASSWORD, "The file is locked with a password: ask its publisher for a copy."
            )
    installed = libreoffice()
    if installed is None:
        raise RefusedError(
            State.UNSUPPORTED,
            f"A {_NAMES[kind]}, which is read with LibreOffice, and that is not installed here. "
            "Install LibreOffice and build again, or open the file in a word processor and save "
            "it as DOCX or PDF.",
        )
    with tempfile.TemporaryDirectory(prefix="council-protocols-") as folder:
        converted = _convert(installed, data, _SUFFIX[kind], Path(folder), params.seconds)
    reading = read_docx(converted, converted=True)
    return Reading(reading.lines, office_reader(), warnings=reading.warnings)


def office_reader() -> str:
    """Name the reader with all versions that its results depend on.

    Returns:
        A string that differs where there is no LibreOffice, or another one.
    """
    installed = libreoffice()
    return "none" if installed is None else f"{installed.version}, {DOCX_READER}"


def libreoffice() -> LibreOffice | None:
    """Find LibreOffice, and read its version from its files: to start it takes seconds.

    Returns:
        None where there is none; also where it is sealed off so that it sees no files of ours
        (snap, flatpak), which shows in that its own files are not beside the program.
    """
    for folder in _folders():
        program = next((folder / name for name in _PROGRAMS if (folder / name).is_file()), None)
        version = _version(folder)
        if program is not None and version is not None:
            return LibreOffice(program, version)
    return None


def _folders() -> Iterator[Path]:
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found is not None:
            yield Path(found).resolve().parent
    for place in _PLACES:
        root = Path(place).anchor
        if root and Path(root).is_dir():
            yield from sorted(Path(root).glob(Path(place).relative_to(root).as_posix()))


def _version(folder: Path) -> str | None:
    for beside in (folder, folder.parent / "Resources"):
        for ending in ("rc", ".ini"):
            product = _stated(_PRODUCT, beside / f"bootstrap{ending}")
            build = _stated(_BUILD, beside / f"version{ending}")
            if product is not None and build is not None:
                return f"{product}, build {build}"
    return None


def _stated(pattern: re.Pattern[str], file: Path) -> str | None:
    try:
        found = pattern.search(file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return None
    return None if found is None else found.group(1).strip()


def _convert(
    installed: LibreOffice, data: bytes, suffix: str, folder: Path, seconds: float
) -> bytes:
    """Convert a file to DOCX, in a folder of its own."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_configuration(), encoding="utf-8")
    source, result = folder / f"source{suffix}", folder / "out" / "source.docx"
    source.write_bytes(data)
    command = [
        str(installed.program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--convert-to",
        "docx",
        "--outdir",
        str(result.parent),
        str(source),
    ]
    for _ in range(_MOST_STARTS):
        if _run(command, folder, seconds) not in _RESTART:
            break
    if not result.is_file():
        raise damaged("LibreOffice cannot open the file")
    if result.stat().st_size > _LARGEST_RESULT:
        raise over_limit("What LibreOffice makes of the file has more than 64 MiB")
    return result.read_bytes()


def _run(command: list[str], folder: Path, seconds: float) -> int:
    """Run LibreOffice to its end; it stays in the process group that is ended with this reader."""
    try:
        return subprocess.run(
            command,
            env=_environment(folder),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired as error:
        raise over_limit(f"LibreOffice took more than {seconds:.0f} seconds for it") from error
    except OSError as error:
        raise damaged(f"LibreOffice cannot be started ({error})") from error


def _environment(folder: Path) -> dict[str, str]:
    """Give the program a home in its folder and one language, and nothing else that it may see."""
    kept = ("SYSTEMROOT", "WINDIR", "SYSTEMDRIVE") if sys.platform == "win32" else ()
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "SAL_USE_VCLPLUGIN": "svp",  # draws without a screen
    }


def _configuration() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SWITCHED_OFF
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )
