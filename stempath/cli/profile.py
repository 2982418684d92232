"""`stempath profile`: list, show, forget."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from stempath.cli.command import command, group
from stempath.cli.faults import say, tell
from stempath.cli.person import profile_path
from stempath.cli.shared import Shared, emit
from stempath.problem import ExitCode, Place, Problem, StempathError

PathArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The profile, or its name.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Delete without asking.")]


def make(name: str, line: str) -> typer.Typer:
    """The group."""
    app = group(name, line)
    command(app, "list", shared=("rules", "json"))(list_)
    command(app, "show", shared=("rules", "plain", "json"))(show)
    command(app, "forget", shared=("rules", "no_input"))(forget)
    return app


def list_(shared: Shared) -> None:
    """The profiles that are kept on this computer."""
    from stempath import api

    rules = api.load_rules(shared.rules)
    profiles, problems = api.list_profiles(rules)
    tell(problems)
    if shared.json:
        emit({"profiles": [{"path": profile.path, "saved": profile.saved} for profile in profiles]})
        return
    from stempath.screen.profile import one_line

    for profile in profiles:
        typer.echo(one_line(rules, profile))
    if not profiles:
        say(f"No profiles in {api.profile_folder()}. `stempath advise` makes one.")


def show(shared: Shared, path: PathArgument) -> None:
    """The answers of a profile, private ones too."""
    from stempath import api

    rules = api.load_rules(shared.rules)
    profile = api.open_profile(rules, profile_path(path))
    tell(profile.warnings)
    if shared.json:
        emit({"path": profile.path, "person": dict(profile.facts)})
        return
    from stempath.screen.page import Page
    from stempath.screen.profile import show_profile

    show_profile(Page(plain=shared.plain), rules, profile)


def forget(shared: Shared, path: PathArgument, yes: YesOption = False) -> None:
    """Delete a profile and all that belongs to it."""
    from stempath import api

    named = profile_path(path)
    _is_profile(shared, named)
    if not yes:
        if shared.no_input or not sys.stdin.isatty():
            found, expected = "nobody to ask", "leave to delete"
            problem = Problem("confirm", Place(str(named)), found, expected, "add --yes")
            raise StempathError(problem, ExitCode.USAGE)
        if not typer.confirm(f"Delete {named} for good?", err=True):
            return
    for gone in api.forget_profile(named):
        say(f"Deleted: {gone}")


def _is_profile(shared: Shared, path: Path) -> None:
    """Leave every file alone that holds no answers; one in the profile folder may be damaged.

    Raises:
        StempathError: exit 3.
    """
    from stempath import api

    if not path.is_file() or path.resolve().parent == api.profile_folder().resolve():
        return
    try:
        api.open_profile(api.load_rules(shared.rules), path)
    except StempathError as error:
        found, remedy = "a file that is no profile", "delete it yourself if you mean it"
        problem = Problem("not-a-profile", Place(str(path)), found, "a saved profile", remedy)
        raise StempathError(problem, ExitCode.INVALID) from error
