"""How does a comparison become a page that a clerk can open, print and pass on?"""

from functools import cache
from typing import TYPE_CHECKING

from pipeline.model import ComparedDrafts
from pipeline.report import wording
from pipeline.report.comparison.summary import FATES
from pipeline.report.comparison.view import View, comparison_view
from pipeline.report.templating import environment, style

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def comparison_page(compared: ComparedDrafts, *, stylesheet: str | None = None) -> bytes:
    """Make a whole page.

    Args:
        compared: Two versions.
        stylesheet: The address of the site's stylesheet; None: the page carries it, so that it can
            be kept and sent as one file.

    Returns:
        HTML in UTF-8. It needs no script, and its policy allows none.
    """
    view = comparison_view(compared)
    looks = style(stylesheet)
    html = (
        _environment()
        .get_template("comparison.html")
        .render(
            view=view,
            content=_content(view),
            stylesheet=stylesheet,
            inlined=looks.inlined,
            policy=looks.policy,
        )
    )
    return html.encode()


def comparison_content(compared: ComparedDrafts) -> "Markup":
    """Make what stands inside a page's `main`, for a page that has a frame of its own.

    The frame needs the site's stylesheet, and the class `a4` on its body to print well.
    """
    return _content(comparison_view(compared))


def _content(view: View) -> "Markup":
    from markupsafe import Markup

    template = _environment().get_template("comparison_content.html")
    return Markup(template.render(view=view, words=wording, fates=FATES))


@cache
def _environment() -> "Environment":
    return environment()
