"""The formats that a page can be had in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stempath.export.markdown import markdown
from stempath.export.page import Page
from stempath.export.plan_json import plan_json
from stempath.problem import ExitCode, Place, Problem, StempathError, shown

FORMATS: Mapping[str, Callable[[Page], str]] = {"md": markdown, "json": plan_json}


def export_page(make: Callable[[], Page], format_: str) -> str:
    """The page that `make` gives, in a format; nothing is made for a format there is not.

    Raises:
        StempathError: exit 2, no such format.
    """
    if format_ not in FORMATS:
        raise StempathError(
            Problem(
                "format",
                Place("command line", key="format"),
                shown(format_),
                "one of " + ", ".join(FORMATS),
                "say --format md",
            ),
            ExitCode.USAGE,
        )
    return FORMATS[format_](make())
