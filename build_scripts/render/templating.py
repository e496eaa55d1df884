"""How templates are read: strictly, and with every value escaped."""

from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined

from build_scripts.brief import dates
from build_scripts.brief.languages import direction
from build_scripts.render import citing
from build_scripts.render.compiled import cache_of


def environment(finalize: Callable[..., object] | None = None, *, autoescape: bool = True) -> Environment:
    """Return an environment for the package's templates; *finalize* is applied to whatever they print.

    A misspelt name in a template raises jinja2.UndefinedError. *autoescape* is for HTML; without it text stays as it is.
    """
    made = Environment(
        loader=PackageLoader("build_scripts"),
        undefined=StrictUndefined,
        autoescape=autoescape,  # noqa: S701 - off for a terminal alone, which shows text as it is
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=cache_of(finalize, autoescape=autoescape),
    )
    made.filters |= {"spoken": dates.spoken, "iso": dates.iso, "first_moment": dates.first_moment}
    made.filters |= {"inner_marks": citing.inner_marks, "stop": citing.stop, "direction": direction}
    return made
