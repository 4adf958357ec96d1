"""What did a form send? Read with limits while it arrives, and held in memory only."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 20 * 2**20  # of one file
_FORM_BYTES = 2**20  # what the other fields and the form's own marks may take
_MOST_FIELDS = 40
_MOST_FILES = 2
# A browser shows the page that refuses a file only when it was allowed to send on for a while.
_DRAINED_BYTES = 200 * 2**20
_DRAINED_SECONDS = 10.0
_SECONDS_TO_SEND = 120.0


class TooLargeError(Exception):
    """More was sent than is taken."""


class MalformedError(Exception):
    """What was sent is no form of these pages."""


class TooSlowError(Exception):
    """What was sent did not arrive in time."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str  # as given
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form; of fields with one name the last, but for `ticked`."""

    fields: dict[str, str] = field(default_factory=dict)
    ticked: dict[str, tuple[str, ...]] = field(default_factory=dict)  # all values, by name
    files: dict[str, Upload] = field(default_factory=dict)


class _InMemory(MultiPartParser):
    """Keeps every file in memory, where Starlette would write large ones to the disk."""

    spool_max_size = 4 * MOST_BYTES


async def read_form(request: Request, *, files: int = 1, most: int = MOST_BYTES) -> Form:
    """Read the form that a request sends.

    Args:
        request: The request.
        files: How many files the form takes.
        most: Bytes that each of them may have.

    Raises:
        TooLargeError: The body is larger, by its head or in truth.
        MalformedError: It is no form, or one with too many fields or files.
        TooSlowError: It did not arrive in time.
    """
    body = _Body(request, limit=files * most + _FORM_BYTES)
    try:
        async with asyncio.timeout(_SECONDS_TO_SEND):
            return await _parsed(request, body, most)
    except TooLargeError:
        await body.drain()
        raise
    except TimeoutError:
        raise TooSlowError from None


async def _parsed(request: Request, body: "_Body", most: int) -> Form:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body.check_stated_size(request.headers.get("content-length", "0"))
    async with aclosing(body.chunks()) as stream:
        try:
            if kind == "multipart/form-data":
                parsed = await _InMemory(
                    request.headers,
                    stream,
                    max_files=_MOST_FILES,
                    max_fields=_MOST_FIELDS,
                    max_part_size=most,
                ).parse()
            elif kind == "application/x-www-form-urlencoded":
                parsed = await FormParser(
                    request.headers, stream, max_fields=_MOST_FIELDS, max_part_size=_FORM_BYTES
                ).parse()
            else:
                raise MalformedError
        except (MultiPartException, UnicodeError) as error:
            raise MalformedError from error
    form = Form()
    for name, value in parsed.multi_items():
        if isinstance(value, UploadFile):
            data = await value.read()
            await value.close()
            if len(data) > most:
                raise TooLargeError
            if data or value.filename:
                form.files[name] = Upload(value.filename or "", data)
        else:
            form.fields[name] = value
            form.ticked[name] = (*form.ticked.get(name, ()), value)
    return form


class _Body:
    """What a request sends, as it arrives: no more than the limit, whatever its head says."""

    def __init__(self, request: Request, *, limit: int) -> None:
        self._request = request
        self._limit = limit
        self._is_whole = False

    def check_stated_size(self, stated: str) -> None:
        """Refuse what says itself that it is too large.

        Raises:
            TooLargeError: It does.
            MalformedError: It says nothing that is a number.
        """
        if not stated.isascii() or not stated.isdigit():
            raise MalformedError
        if int(stated[:20]) > self._limit:
            raise TooLargeError

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        """Give the body as it arrives.

        Raises:
            TooLargeError: It is larger than the limit.
            ClientDisconnect: The sender is gone.
        """
        taken = 0
        while not self._is_whole:
            message = await self._request.receive()
            if message["type"] != "http.request":
                raise ClientDisconnect
            self._is_whole = not message.get("more_body", False)
            chunk = message.get("body", b"")
            taken += len(chunk)
            if taken > self._limit:
                raise TooLargeError
            yield chunk

    async def drain(self) -> None:
        """Let the sender send on for a while, into nothing, so that it comes to read the answer."""
        self._limit = _DRAINED_BYTES
        try:
            async with asyncio.timeout(_DRAINED_SECONDS):
                async for _ in self.chunks():
                    pass
        except (TimeoutError, TooLargeError):
            return
