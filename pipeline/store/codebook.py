"""Codebook and library files to records, with every problem named by file and line.

Both are edited by people: by researchers who add a provision, by anybody who finds a clause coded
wrongly. So a file is checked in full, and each message says where the trouble is and what to do.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from pipeline.errors import RequestError
from pipeline.model import Applicability, Codebook, Example, Level, LibraryClause, Provision

_Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
_Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]{0,59}$")]
_ADVICE = {
    "missing": "{name} is missing; add it",
    "extra_forbidden": "{name} is not a known key; correct its spelling or take it out",
    "string_type": "{name} should be text; put it between quotation marks",
    "string_too_short": "{name} is empty; fill it in or take it out",
    "list_type": "{name} should be a list, one entry a line, each after a dash",
    "tuple_type": "{name} should be a list, one entry a line, each after a dash",
    "too_short": "{name} needs at least one entry",
    "model_type": "{name} should hold keys and values",
    "string_pattern_mismatch": "{name} is {input!r}; use a-z, 0-9 and _, beginning with a letter",
    "literal_error": "{name} is {input!r}; use rules or mention",
    "enum": "{name} is {input!r}; use rules or mention",
    "int_type": "{name} is {input!r}; give a whole number",
    "greater_than_equal": "{name} is {input!r}; give 0 or more",
    "bool_type": "{name} is {input!r}; use true or false",
}


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ExampleRow(_Row):
    text: _Text
    level: Level


class _AppliesRow(_Row):
    reason: _Text
    council_types: tuple[_Text, ...] = ()
    countries: tuple[_Text, ...] = ()
    electorate_from: Annotated[int, Field(strict=True, ge=0)] | None = None


class _ProvisionRow(_Row):
    id: _Id
    title: _Text
    question: _Text
    definition: _Text
    group: _Text
    include: tuple[_Text, ...] = ()
    exclude: tuple[_Text, ...] = ()
    cues: tuple[_Text, ...] = Field(min_length=1)
    examples: tuple[_ExampleRow, ...] = ()
    applies: _AppliesRow | None = None
    status_lines: Annotated[bool, Field(strict=True)] = False


class _CodebookRow(_Row):
    version: _Text
    title: _Text
    document: _Text = "document"
    documents: _Text = "documents"
    about: _Text | None = None
    provisions: tuple[_ProvisionRow, ...] = Field(min_length=1)


class _CodeRow(_Row):
    id: _Id
    level: Level


class _LibraryRow(_Row):
    voice: _Text
    heading: str
    intro: str
    text: _Text
    codes: tuple[_CodeRow, ...]


def read_codebook(path: Path) -> Codebook:
    """Read and check a codebook.

    Args:
        path: A YAML file such as the project's own `corpus/codebook.yaml`.

    Raises:
        RequestError: The file cannot be read or has problems; the message names them all.
    """
    row, problems = _load(path)
    if row is None or problems:
        raise RequestError("\n".join(problems))
    return Codebook(
        version=row.version,
        title=row.title,
        document=row.document,
        documents=row.documents,
        about=row.about or "",
        provisions=tuple(
            Provision(
                id=entry.id,
                title=entry.title,
                question=entry.question,
                definition=entry.definition,
                group=entry.group,
                include=entry.include,
                exclude=entry.exclude,
                cues=entry.cues,
                examples=tuple(Example(shown.text, shown.level) for shown in entry.examples),
                applies=_applies(entry.applies),
                status_lines=entry.status_lines,
            )
            for entry in row.provisions
        ),
    )


def _applies(row: _AppliesRow | None) -> Applicability | None:
    if row is None:
        return None
    return Applicability(
        reason=row.reason,
        council_types=row.council_types,
        countries=row.countries,
        electorate_from=row.electorate_from,
    )


def check_codebook(path: Path) -> list[str]:
    """List what is wrong with a codebook.

    Returns:
        One message a problem, each beginning with file and line, in the order of the file; empty
        for a good codebook.
    """
    return _load(path)[1]


def read_library(folder: Path) -> tuple[LibraryClause, ...]:
    """Read the library of coded clauses.

    Args:
        folder: Holds `*.jsonl`, one clause a line.

    Returns:
        All clauses, file after file in the order of their names.

    Raises:
        RequestError: There is no such file, or a line is not as it should be.
    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise RequestError(f"{folder}: no library files (*.jsonl). Give the library's folder.")
    clauses: list[LibraryClause] = []
    problems: list[str] = []
    for path in paths:
        for number, line in enumerate(_lines(path), start=1):
            if line.strip():
                try:
                    clauses.append(_library_clause(line))
                except _LineError as error:
                    problems += [f"{path}:{number}: {problem}." for problem in error.args[0]]
    if problems:
        raise RequestError("\n".join(problems))
    return tuple(clauses)


class _LineError(ValueError):
    """Problems of one line of a library file."""


def _library_clause(line: str) -> LibraryClause:
    try:
        row = _LibraryRow.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise _LineError([f"not valid JSON ({error.msg} at character {error.pos + 1})"]) from error
    except ValidationError as error:
        raise _LineError([_sentence(problem) for problem in error.errors()]) from error
    problems = [
        f"provision {code.id!r} is given twice; keep one"
        for place, code in enumerate(row.codes)
        if code.id in {earlier.id for earlier in row.codes[:place]}
    ]
    problems += [
        f"the level of {code.id!r} is {code.level.value!r}; a clause has rules or a mention"
        for code in row.codes
        if not _of_clauses(code.level)
    ]
    if problems:
        raise _LineError(problems)
    return LibraryClause(
        voice=row.voice,
        heading=row.heading,
        intro=row.intro,
        text=row.text,
        codes=tuple((code.id, code.level) for code in row.codes),
    )


def _of_clauses(level: Level) -> bool:
    return level in {Level.RULES, Level.MENTION}


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise RequestError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise RequestError(f"{path}: not UTF-8 text. Save it as UTF-8 and try again.") from error


def _load(path: Path) -> tuple[_CodebookRow | None, list[str]]:
    text = "\n".join(_lines(path))
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        values: Any = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [f"{path}:{line}: not valid YAML ({error.problem}). Check dashes and indents."]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, [f"{path}:1: not valid YAML ({error})."]
    finally:
        loader.dispose()
    if node is None or not isinstance(values, dict):
        return None, [f"{path}:1: expected `version:`, `title:` and `provisions:`; found none."]
    found = list(_repeated_keys(node, set()))
    row: _CodebookRow | None = None
    try:
        row = _CodebookRow.model_validate(values)
    except ValidationError as error:
        places = [problem["loc"] for problem in error.errors()]
        for problem in error.errors():
            place = problem["loc"]
            # a list whose every entry is wrong is also said to be too short
            within = any(other != place and other[: len(place)] == place for other in places)
            if not (problem["type"] == "too_short" and within):
                found.append((_line_of(node, place), _sentence(problem)))
    found += _repeated_ids(values, node)
    found += _levels_of_no_clause(row, node)
    return row, [f"{path}:{line}: {problem}." for line, problem in sorted(found)]


def _repeated_keys(node: yaml.Node, walked: set[int]) -> Iterator[tuple[int, str]]:
    if id(node) in walked:  # reached before through an alias
        return
    walked.add(id(node))
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if str(key.value) in seen:
                yield key.start_mark.line + 1, f"{key.value!r} is given twice here; keep one"
            seen.add(str(key.value))
            yield from _repeated_keys(value, walked)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated_keys(value, walked)


def _repeated_ids(values: dict[str, Any], node: yaml.Node) -> Iterator[tuple[int, str]]:
    provisions = values.get("provisions")
    seen: set[str] = set()
    for place, entry in enumerate(provisions if isinstance(provisions, list) else []):
        name = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(name, str):
            if name in seen:
                line = _line_of(node, ("provisions", place, "id"))
                yield line, f"the id {name!r} is taken by an earlier provision; choose another"
            seen.add(name)


def _levels_of_no_clause(row: _CodebookRow | None, node: yaml.Node) -> Iterator[tuple[int, str]]:
    for place, entry in enumerate(row.provisions if row else ()):
        for number, shown in enumerate(entry.examples):
            if not _of_clauses(shown.level):
                line = _line_of(node, ("provisions", place, "examples", number, "level"))
                yield line, f"an example's level is {shown.level.value!r}; use rules or mention"


def _line_of(node: yaml.Node, place: tuple[int | str, ...]) -> int:
    """Find the line of a value, or of the nearest thing above it that is there."""
    line = node.start_mark.line
    for step in place:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == step]
            if not found:
                break
            key, node = found[-1]
            line = key.start_mark.line
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return line + 1


def _sentence(problem: Any) -> str:
    place = problem["loc"]
    names = [str(part) for part in place if not isinstance(part, int)]
    name = f"`{names[-1]}`" if names else "the entry"
    if place and isinstance(place[-1], int):
        name = f"entry {place[-1] + 1} of {name}"
    advice = _ADVICE.get(problem["type"])
    if advice is None:
        return f"{name}: {problem['msg']}"
    return advice.format(name=name, input=problem["input"])
