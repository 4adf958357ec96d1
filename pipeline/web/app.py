"""The pages of the server: which address does what?"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.model import Check, Council
from pipeline.web.forms import (
    Filled,
    Problem,
    council_of,
    draft_of,
    file_of,
    filled,
    filled_with,
    likenesses_of,
)
from pipeline.web.guards import Guard, Tokens, new_visitor
from pipeline.web.jobs import FullError, Job, Jobs, Stage
from pipeline.web.log import LOGGER
from pipeline.web.names import attachment, stem
from pipeline.web.pages import Pages, assets
from pipeline.web.report_files import ReportFiles
from pipeline.web.tasks import Engine, Pair, Paper, Task
from pipeline.web.uploads import (
    MOST_BYTES,
    Form,
    MalformedError,
    TooLargeError,
    TooSlowError,
    read_form,
)

_QUICK = 1.5  # seconds in which an answer is given without a page to wait on
_LOOK = 0.05  # seconds between two looks at whether it is there
_UPLOADS = 8  # that are read at a time, so that the memory they take has a bound
_SECONDS_BETWEEN_SWEEPS = 60

_ABOUT_STATUS = {
    400: ("This cannot be read", "What your browser sent is no form of these pages."),
    403: (
        "This form is out of date",
        "It was opened before the program was last started, or in another browser.",
    ),
    404: (
        "There is no such page",
        "The address is wrong, or what was here has been deleted: an answer is kept for an hour "
        "at most, and never after the program has ended.",
    ),
    405: ("This page cannot do that", "It was asked in a way that it does not take."),
    408: ("This took too long", "The file did not arrive in time."),
    500: (
        "Something went wrong in this program",
        "That is our mistake and not yours. Nothing of your draft was kept.",
    ),
    503: (
        "Too much is being checked at once",
        "There is no room for another draft until some answers are ready.",
    ),
}
_REMEDIES = {
    400: "Go back to the form and send it again.",
    403: "Open the form again and fill it in once more.",
    404: "Start again with your draft.",
    405: "Start again with your draft.",
    408: "Send it again.",
    500: (
        "Try again, or save the draft in another form (Word or plain text) and check that. If it "
        "happens again, please tell the makers what you did."
    ),
    503: "Wait a minute and send it again.",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the server takes on."""

    workers: int = 2  # checks that run at a time
    most: int = 64  # answers and waiting checks that are held
    most_bytes: int = 512 * 2**20  # what their drafts may have together
    seconds_kept: float = 3600
    file_bytes: int = MOST_BYTES
    seconds_quick: float = _QUICK
    clock: Callable[[], float] = time.monotonic


def application(
    engine: Engine,
    *,
    port: int,
    today: Callable[[], date],
    site: Path | None = None,
    limits: Limits | None = None,
) -> Starlette:
    """Make the server's application.

    Args:
        engine: Does what is asked.
        port: By which it is reached, on this computer only.
        today: Tells the day on which a draft's dates are judged.
        site: The folder of a report, to be shown beside it.
        limits: How much it takes on.
    """
    server = _Server(engine, port=port, today=today, site=site, limits=limits or Limits())
    routes: list[Route | Mount] = [
        Route("/", server.start, methods=["GET"]),
        Route("/check", server.check, methods=["POST"]),
        Route("/compare", server.compare_form, methods=["GET"]),
        Route("/compare", server.compare, methods=["POST"]),
        Route("/new", server.new_form, methods=["GET"]),
        Route("/new", server.new, methods=["POST"]),
        Route("/answers/{id}", server.answer, methods=["GET"]),
        Route("/answers/{id}/progress", server.progress, methods=["GET"]),
        Route("/answers/{id}/like", server.like, methods=["POST"]),
        Route("/answers/{id}/delete", server.delete, methods=["POST"]),
        Route("/answers/{id}/files/{kind}", server.paper, methods=["GET"]),
        Route("/deleted", server.deleted, methods=["GET"]),
        Route("/assets/{name}", server.asset, methods=["GET"]),
        Route("/favicon.ico", _nothing, methods=["GET"]),
    ]
    if site is not None:
        routes.append(Mount("/report", ReportFiles(site)))
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(Guard, port=port),
            Middleware(_Failures, show=server.failed),
        ],
        exception_handlers={HTTPException: server.problem},
        lifespan=server.lifespan,
    )


class _Server:
    """What the pages of one server share, and what each of them does."""

    def __init__(
        self,
        engine: Engine,
        *,
        port: int,
        today: Callable[[], date],
        site: Path | None,
        limits: Limits,
    ) -> None:
        self._engine = engine
        self._today = today
        self._limits = limits
        self._has_report = site is not None
        self._pages = Pages(engine.about, has_report=self._has_report)
        self._tokens = Tokens(port)
        self._assets = assets()
        self._uploads = asyncio.Semaphore(_UPLOADS)
        self._jobs: Jobs[Task, Any] = Jobs(
            self._do,
            workers=limits.workers,
            most=limits.most,
            most_bytes=limits.most_bytes,
            seconds_kept=limits.seconds_kept,
            clock=limits.clock,
        )

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Forget what is old while the server runs, and everything when it ends."""
        app.state.jobs = self._jobs
        sweeping = asyncio.create_task(self._sweep())
        try:
            yield
        finally:
            sweeping.cancel()
            self._jobs.close()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN_SWEEPS)
            self._jobs.forget_old()

    def _do(self, task: Task) -> Any:
        if isinstance(task, Pair):
            return self._engine.compare(task, self._today())
        return self._engine.check(task, self._today())

    # The forms

    async def start(self, request: Request) -> Response:
        """Show the form for a draft."""
        return self._form(request, "check.html", Filled())

    async def compare_form(self, request: Request) -> Response:
        """Show the form for two versions."""
        return self._form(request, "compare.html", Filled())

    async def new_form(self, request: Request) -> Response:
        """Show the form for a document from scratch."""
        return self._form(request, "new.html", Filled())

    async def check(self, request: Request) -> Response:
        """Take a draft, and put it in the line."""
        form = await self._sent(request, "check.html")
        if isinstance(form, Response):
            return form
        into = filled(form)
        draft = await run_in_threadpool(draft_of, form, into)
        council, like = council_of(form, into), likenesses_of(form, into)
        if draft is None or into.problems:
            return self._form(request, "check.html", into)
        return self._begin(replace(draft, council=council, like=like), len(draft.data))

    async def compare(self, request: Request) -> Response:
        """Take two versions, and put them in the line."""
        form = await self._sent(request, "compare.html", files=2)
        if isinstance(form, Response):
            return form
        into = filled(form)
        drafts = [
            await run_in_threadpool(file_of, form, name, into, words=f"Choose the {name} version")
            for name in ("earlier", "newer")
        ]
        if drafts[0] is None or drafts[1] is None or into.problems:
            return self._form(request, "compare.html", into)
        pair = Pair(drafts[0], drafts[1])
        return self._begin(pair, len(pair.earlier.data) + len(pair.newer.data))

    async def new(self, request: Request) -> Response:
        """Hand over a document to start from."""
        form = await self._sent(request, "new.html", files=0)
        if isinstance(form, Response):
            return form
        into = filled(form)
        council = council_of(form, into)
        if council is None or not council.name:
            into.problems.insert(0, Problem("council", "Write the name of your council"))
        if council is None or into.problems:
            return self._form(request, "new.html", into)
        paper = await run_in_threadpool(self._engine.scaffold, council, self._today())
        return _handed_over(paper, council.name or "")

    # The answers

    async def answer(self, request: Request) -> Response:
        """Show an answer, or how long it will be until there is one."""
        job = self._job(request)
        await self._wait_a_moment(job)
        if not job.is_over:
            page = self._pages.write(
                "wait.html",
                "Comparing" if isinstance(job.task, Pair) else "Checking",
                id=job.id,
                names=_names(job.task),
                before=self._jobs.before(job),
                **self._known(request),
            )
            return self._page(request, page, 202)
        if job.stage is Stage.FAILED:
            return self._unanswered(request, job)
        if isinstance(job.task, Pair):
            return await self._compared(request, job)
        check = cast(Check, job.outcome)
        content = await run_in_threadpool(self._engine.answer, check)
        shown = filled_with(check.council, check.asked)
        page = self._pages.write(
            "answer.html",
            f"Answer on {job.task.name}",
            id=job.id,
            name=job.task.name,
            content=content,
            papers=self._engine.papers(check),
            inferred=check.inferred,
            readable=check.document.state.readable,
            form=shown,
            **self._known(request),
        )
        return self._page(request, page)

    async def _compared(self, request: Request, job: Job[Task, Any]) -> Response:
        page = self._pages.write(
            "compared.html",
            "What has changed",
            id=job.id,
            names=_names(job.task),
            content=await run_in_threadpool(self._engine.comparison, job.outcome),
            papers=self._engine.comparison_papers(job.outcome),
            **self._known(request),
        )
        return self._page(request, page)

    async def progress(self, request: Request) -> Response:
        """Tell a script how far a job is."""
        job = self._job(request)
        return JSONResponse({"stage": job.stage.value, "before": self._jobs.before(job)})

    async def like(self, request: Request) -> Response:
        """Answer a draft again, with other councils to compare it with."""
        job = self._job(request)
        form = await self._sent(request, "check.html", files=0)
        if isinstance(form, Response):
            return form
        if isinstance(job.task, Pair):
            raise HTTPException(404)
        into = filled(form)
        council, like = council_of(form, into), likenesses_of(form, into)
        if into.problems:
            page = self._pages.write(
                "like.html",
                "Compare with other councils",
                id=job.id,
                name=job.task.name,
                inferred=(),
                form=into,
                **self._known(request),
            )
            return self._page(request, page, into.status)
        read = job.task.read
        if job.stage is Stage.DONE:
            former = cast(Check, job.outcome)
            read = (former.document, former.sha256)
            council = _as_said(council, former)
        if not self._jobs.again(job.id, replace(job.task, council=council, like=like, read=read)):
            raise HTTPException(404)
        return RedirectResponse(f"/answers/{job.id}", 303)

    async def delete(self, request: Request) -> Response:
        """Delete a draft with its answer."""
        job = self._job(request)
        form = await self._sent(request, "check.html", files=0)
        if isinstance(form, Response):
            return form
        self._jobs.delete(job.id)
        return RedirectResponse("/deleted", 303)

    async def deleted(self, request: Request) -> Response:
        """Say that a draft is deleted."""
        page = self._pages.write("deleted.html", "Deleted", **self._known(request))
        return self._page(request, page)

    async def paper(self, request: Request) -> Response:
        """Hand an answer over as a file."""
        job, kind = self._job(request), request.path_params["kind"]
        if job.stage is not Stage.DONE:
            raise HTTPException(404)
        if isinstance(job.task, Pair):
            made = await run_in_threadpool(
                self._engine.comparison_paper, job.outcome, job.task, kind
            )
            name = job.task.newer.name
        else:
            made = await run_in_threadpool(
                self._engine.paper, cast(Check, job.outcome), job.task, kind
            )
            name = job.task.name
        if made is None:
            raise HTTPException(404)
        return _handed_over(made, stem(name))

    async def asset(self, request: Request) -> Response:
        """Give a file that pages load."""
        found = self._assets.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return Response(found[0], media_type=found[1])

    # What goes wrong

    async def problem(self, request: Request, error: Exception) -> Response:
        """Show what is wrong with a request, and what to do."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        found, why = _ABOUT_STATUS.get(status, _ABOUT_STATUS[400])
        page = self._pages.write(
            "problem.html",
            found,
            why=why,
            remedy=_REMEDIES.get(status, _REMEDIES[400]),
            **self._known(request),
        )
        answer = self._page(request, page, status)
        answer.headers.update(getattr(error, "headers", None) or {})
        return answer

    async def failed(self, request: Request) -> Response:
        """Show that the program has failed, without a word of how."""
        return await self.problem(request, HTTPException(500))

    def _unanswered(self, request: Request, job: Job[Task, Any]) -> Response:
        self._jobs.delete(job.id)
        found, why = _ABOUT_STATUS[500]
        page = self._pages.write(
            "problem.html",
            "This could not be checked" if job.failure else found,
            why=job.failure or why,
            remedy="" if job.failure else _REMEDIES[500],
            **self._known(request),
        )
        return self._page(request, page, 422 if job.failure else 500)

    # What the above share

    def _known(self, request: Request) -> dict[str, Any]:
        """Give what every page is written with: its address, and the token of its forms."""
        visitor = self._tokens.visitor(request.headers) or new_visitor()
        request.state.visitor = visitor
        return {"here": request.url.path, "token": self._tokens.token(visitor)}

    def _page(self, request: Request, page: str, status: int = 200) -> Response:
        response = HTMLResponse(page, status)
        self._tokens.greet(response, request.state.visitor)
        return response

    def _form(self, request: Request, template: str, form: Filled) -> Response:
        title = {
            "check.html": "Check a draft",
            "compare.html": "Compare two versions",
            "new.html": "Start from scratch",
        }[template]
        page = self._pages.write(template, title, form=form, inferred=(), **self._known(request))
        return self._page(request, page, form.status)

    async def _sent(self, request: Request, template: str, *, files: int = 1) -> Form | Response:
        """Read what was sent, where a page of ours sent it; else give the answer to it."""
        try:
            async with self._uploads:
                form = await read_form(request, files=files, most=self._limits.file_bytes)
        except TooLargeError:
            most = self._limits.file_bytes // 2**20
            words = f"The file is too large: at most {most} MB are taken. "
            words += "Save it without its pictures, or paste its text"
            field = "earlier" if template == "compare.html" else "file"
            return self._form(request, template, Filled(problems=[Problem(field, words, 413)]))
        except MalformedError:
            raise HTTPException(400) from None
        except (TooSlowError, ClientDisconnect):
            raise HTTPException(408) from None
        visitor = self._tokens.visitor(request.headers)
        if not self._tokens.is_genuine(visitor, form.fields.get("token", "")):
            raise HTTPException(403)
        return form

    def _begin(self, task: Task, size: int) -> Response:
        try:
            job = self._jobs.start(task, size)
        except FullError:
            raise HTTPException(503, headers={"Retry-After": "60"}) from None
        return RedirectResponse(f"/answers/{job.id}", 303)

    def _job(self, request: Request) -> Job[Task, Any]:
        job = self._jobs.find(request.path_params["id"])
        if job is None:
            raise HTTPException(404)
        return job

    async def _wait_a_moment(self, job: Job[Task, Any]) -> None:
        """Most answers are there at once, and then nobody has to see a page to wait on."""
        for _ in range(round(self._limits.seconds_quick / _LOOK)):
            if job.is_over:
                return
            await asyncio.sleep(_LOOK)


class _Failures:
    """Turns a mistake of the program into a page, and a line of the log without its words."""

    def __init__(self, app: ASGIApp, *, show: Callable[[Request], Awaitable[Response]]) -> None:
        self._app = app
        self._show = show

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception:  # its words may be those of a draft
            LOGGER.error("a page failed", exc_info=True)
            if scope["type"] != "http":
                raise
            await (await self._show(Request(scope, receive)))(scope, receive, send)


async def _nothing(_: Request) -> Response:
    return Response(status_code=204)


def _handed_over(paper: Paper, name: str) -> Response:
    called = f"{name} - {paper.words}{paper.suffix}"
    return Response(
        paper.data,
        media_type=paper.media_type,
        headers={"Content-Disposition": attachment(called)},
    )


def _names(task: Task) -> tuple[str, ...]:
    if isinstance(task, Pair):
        return (task.earlier.name, task.newer.name)
    return (task.name,)


def _as_said(council: Council | None, former: Check) -> Council | None:
    """Take out what stands in the form only because it was read from the draft before."""
    if council is None:
        return None
    kept = {
        name: getattr(council, name)
        for name in ("name", "council_type", "county", "country", "electorate")
        if name not in former.inferred or getattr(council, name) != getattr(former.council, name)
    }
    return Council(**kept) if any(kept.values()) else None
