"""How does the answer on a draft become a page that a clerk can open, print and pass on?"""

from functools import cache
from typing import TYPE_CHECKING

from pipeline.model import Check
from pipeline.report import wording
from pipeline.report.answer.view import Answer, answer
from pipeline.report.templating import environment, style

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def answer_page(check: Check, *, stylesheet: str | None = None, report: str | None = None) -> bytes:
    """Make a whole page.

    Args:
        check: The answer on a draft.
        stylesheet: The address of the site's stylesheet; None: the page carries it, so that it can
            be kept and sent as one file.
        report: Where the folder of the report is that the draft was measured by, with a slash at
            its end; None: there is none to link to.

    Returns:
        HTML in UTF-8. It needs no script, and its policy allows none.
    """
    view = answer(check, report=report)
    looks = style(stylesheet)
    html = (
        _environment()
        .get_template("answer.html")
        .render(
            view=view,
            content=_content(view),
            stylesheet=stylesheet,
            inlined=looks.inlined,
            policy=looks.policy,
        )
    )
    return html.encode()


def answer_content(check: Check, *, report: str | None = None) -> "Markup":
    """Make what stands inside a page's `main`, for a page that has a frame of its own.

    The frame needs the site's stylesheet, and the class `a4` on its body to print well.
    """
    return _content(answer(check, report=report))


def _content(view: Answer) -> "Markup":
    from markupsafe import Markup

    template = _environment().get_template("answer_content.html")
    return Markup(template.render(view=view, words=wording))


@cache
def _environment() -> "Environment":
    return environment()
