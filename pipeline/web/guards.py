"""Is this request from a page of ours, in a browser on this computer?

Every page that a browser has open can send requests to this server, and a name of its own can be
made to lead here. So each request has to name this server as its host, what changes something has
to come from a page of this server, and every answer forbids what it does not need.
"""

import hashlib
import hmac
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE_METHODS = {"GET", "HEAD"}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# the report's pages have scripts and pictures of their own, and neither forms nor requests
REPORT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "x-content-type-options": "nosniff",
    # not `no-referrer`: with it a browser says `null` as the origin of our own forms
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Turns away requests that are none of this server's, and sets the heads of all answers."""

    def __init__(self, app: ASGIApp, *, port: int) -> None:
        """Guard an application that is reached on `port` of this computer."""
        self._app = app
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        if port == 80:  # which browsers leave out
            self._hosts |= {"127.0.0.1", "localhost", "[::1]"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or turn it away."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        received = _Received(receive, has_body=_has_body(scope))
        answer = _Answer(send, received)
        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, received, answer)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1:
            return _plain("Name one host.", 400)
        host = hosts[0].lower()
        if host not in self._hosts:
            return _plain("This server is none of that name: open it at http://127.0.0.1.", 421)
        origins = headers.getlist("origin")
        is_ours = origins == [f"http://{host}"]
        if origins and not is_ours:
            return _plain("Only this server's own pages may send that.", 403)
        if scope["method"] not in _SAFE_METHODS:
            fetched_from = headers.get("sec-fetch-site", "same-origin")
            if not is_ours or fetched_from != "same-origin":
                return _plain("Only this server's own pages may send that.", 403)
        return None


class _Received:
    """Tells whether all that a request sends has been read."""

    def __init__(self, receive: Receive, *, has_body: bool) -> None:
        self._receive = receive
        self.is_whole = not has_body

    async def __call__(self) -> Message:
        message = await self._receive()
        self.is_whole = not message.get("more_body", False)
        return message


class _Answer:
    """Sets the heads of an answer; those that it has itself stay."""

    def __init__(self, send: Send, received: _Received) -> None:
        self._send = send
        self._received = received

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
            headers.setdefault("content-security-policy", POLICY)
            if not self._received.is_whole:
                # else the server would read on to the end of what nobody wants
                headers["connection"] = "close"
        await self._send(message)


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def _plain(words: str, status: int) -> Response:
    return Response(f"{words}\n", status, media_type="text/plain")


class Tokens:
    """Gives each browser a secret, and each of its forms a proof of it."""

    def __init__(self, port: int) -> None:
        """Make a secret that no other run of the server knows."""
        self._secret = secrets.token_bytes(32)
        # cookies of all ports of a host are sent to each of them
        self._cookie = f"council-protocols-{port}"

    def visitor(self, headers: Headers) -> str:
        """Give what a browser was given before; empty where that was nothing."""
        given = [
            found
            for header in headers.getlist("cookie")
            if (found := cookie_parser(header).get(self._cookie))
        ]
        return given[0] if len(given) == 1 and len(given[0]) <= 100 else ""

    def token(self, visitor: str) -> str:
        """Give what the forms of a visitor have to send."""
        return hmac.new(self._secret, visitor.encode(), hashlib.sha256).hexdigest()

    def is_genuine(self, visitor: str, token: str) -> bool:
        """Whether a form was given to this visitor, by this run of the server."""
        return bool(visitor) and hmac.compare_digest(
            self.token(visitor).encode(), token.encode("utf-8", "replace")
        )

    def greet(self, response: Response, visitor: str) -> None:
        """Give a browser its secret, for as long as it is open."""
        response.set_cookie(self._cookie, visitor, httponly=True, samesite="strict", path="/")


def new_visitor() -> str:
    """Give a secret for a browser that has none."""
    return secrets.token_urlsafe(24)
