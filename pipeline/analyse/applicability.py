"""Which councils does a provision concern?"""

from collections.abc import Sequence

from pipeline.model import Applicability, Council


def concerns(applies: Applicability | None, council: Council) -> bool:
    """Say whether a provision concerns a council; what is not known does not shut it out."""
    if applies is None:
        return True
    return (
        _is_among(council.council_type, applies.council_types)
        and _is_among(council.country, applies.countries)
        and (
            council.electorate is None
            or applies.electorate_from is None
            or council.electorate >= applies.electorate_from
        )
    )


def _is_among(value: str | None, names: Sequence[str]) -> bool:
    return not value or not names or value.casefold() in {name.casefold() for name in names}
