"""Compare councils' member-officer protocols clause by clause, with evidence for every finding.

In a notebook, `pipeline.load("reports")` reads the data package of a build, and
`pipeline.check("draft.docx")` measures a draft by the councils of one.
"""

TYPE_CHECKING = False  # that of `typing`, which the launcher need not load
if TYPE_CHECKING:
    from pipeline.checking import check, open_reference
    from pipeline.package import Package, first_day, last_day, load

__version__ = "0.1.0"
__all__ = ["Package", "check", "first_day", "last_day", "load", "open_reference"]

_OF_DRAFTS = ("check", "open_reference")


def __getattr__(name: str) -> object:
    """Import what notebooks use when it is first asked for: the launcher has no pandas."""
    if name in _OF_DRAFTS:
        from pipeline import checking

        return getattr(checking, name)
    if name in __all__:
        from pipeline import package

        return getattr(package, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
