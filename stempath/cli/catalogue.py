"""`stempath catalogue check`."""

from __future__ import annotations

import typer

from stempath.cli.command import command, group
from stempath.cli.rules import StrictOption, check
from stempath.cli.shared import Shared


def make(name: str, line: str) -> typer.Typer:
    """The group."""
    app = group(name, line)
    command(app, "check", shared=("rules", "json"))(check_catalogue)
    return app


def check_catalogue(shared: Shared, strict: StrictOption = False) -> None:
    """Read the catalogue and tell what is wrong."""
    check(shared, strict)
