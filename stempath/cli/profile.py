"""`stempath profile`: list, show, edit, diff, forget."""

from __future__ import annotations

import shlex
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stempath.cli.command import command, group
from stempath.cli.drafts import words_of
from stempath.cli.faults import say, tell
from stempath.cli.person import interactive, profile_path
from stempath.cli.shared import Shared, emit
from stempath.problem import ExitCode, Place, Problem, StempathError

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

PathArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The profile, or its name.")]
OtherArgument = Annotated[
    Path | None,
    typer.Argument(metavar="[OTHER]", help="Another; without it, the advice of today's rules."),
]
ForgetArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The profile or the draft, or its name.")
]
MoreOption = Annotated[
    bool, typer.Option("--more", help="Compare up to 20 lines of each list, not the first five.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="Delete without asking.")]


def make(name: str, line: str) -> typer.Typer:
    """The group."""
    app = group(name, line)
    command(app, "list", shared=("rules", "json"))(list_)
    command(app, "show", shared=("rules", "plain", "json"))(show)
    command(app, "edit", shared=("rules", "plain"))(edit)
    command(app, "diff", shared=("rules", "plain", "json"))(diff)
    command(app, "forget", shared=("rules", "no_input"))(forget)
    return app


def list_(shared: Shared) -> None:
    """The profiles on this computer, and unfinished interviews."""
    from stempath import api

    rules = api.load_rules(shared.rules)
    profiles, problems = api.list_profiles(rules)
    drafts = api.drafts(rules)
    unfinished, unread = drafts.found()
    tell([*problems, *unread])
    if shared.json:
        emit(
            {
                "profiles": [
                    {"name": one.path.stem, "path": one.path, "saved": one.saved}
                    for one in profiles
                ],
                "drafts": [
                    {"path": one.path, "saved": one.draft.saved, "answers": one.draft.answered,
                     "profile": one.draft.profile, "in_use": one.in_use}
                    for one in unfinished
                ],
                "set_aside": drafts.aside(),
            }
        )  # fmt: skip
        return
    from stempath.screen.profile import listed

    for line in listed(rules, profiles):
        typer.echo(line)
    for one in unfinished:
        way = "being answered now" if one.in_use else "`stempath advise` goes on with it"
        words = words_of(one.draft, rules.vocabularies)
        typer.echo(f"unfinished, {words}: {way} ({one.path.name})")
    for path in drafts.aside():
        typer.echo(f"set aside, could not be read: {path}")
    folder = api.profile_folder()
    if not profiles:
        say(f"No profiles in {folder} yet. An interview saves one: stempath advise")
        return
    first = shlex.quote(profiles[0].path.stem)
    say(f"They are kept in {folder}.")
    say(f"The answers of one: stempath profile show {first}")
    say(f"Advice on it today: stempath advise --profile {first}")


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


def edit(shared: Shared, path: PathArgument) -> None:
    """Look over the answers of a profile, change any of them, and be advised anew."""
    from stempath import api

    rules = api.load_rules(shared.rules)
    profile = api.open_profile(rules, profile_path(path))
    if not interactive(shared):
        remedy = f"change it in an editor, or: stempath advise --profile {path} and flags"
        place = Place(str(profile.path))
        problem = Problem("terminal", place, "nobody to ask", "a terminal", remedy)
        raise StempathError(problem, ExitCode.USAGE)
    tell(profile.warnings)
    from stempath.cli.outcome import Outcome
    from stempath.cli.sitting import Sitting
    from stempath.terminal import make_asker

    Sitting(Outcome(rules, shared, profile), make_asker(plain=shared.plain)).edit(profile)


def diff(
    shared: Shared, path: PathArgument, other: OtherArgument = None, more: MoreOption = False
) -> None:
    """What differs between two profiles: their answers, and the advice of today's rules on them.

    With one profile: between the advice that was saved in it and that of today's rules.
    """
    from stempath import api

    rules = api.load_rules(shared.rules)
    one = api.open_profile(rules, profile_path(path))
    two = api.open_profile(rules, profile_path(other)) if other else None
    tell([*one.warnings, *(two.warnings if two else ())])
    first = None if more else rules.listing.first
    found = api.profile_differences(rules, one, two, first)
    if shared.json:
        emit(asdict(found))
        return
    from stempath.screen.page import Page
    from stempath.screen.profile import show_differences

    show_differences(Page(plain=shared.plain), rules, found, two=two is not None)


def forget(shared: Shared, path: ForgetArgument, yes: YesOption = False) -> None:
    """Delete a profile with its copies and drafts, or a draft by itself."""
    from stempath import api

    rules = api.load_rules(shared.rules)
    drafts = api.drafts(rules)
    draft = drafts.named(path.name) if path.name == str(path) else None
    if draft is None and path.parent.resolve() == drafts.folder.resolve():
        draft = drafts.named(path.name)
    named = draft or profile_path(path)
    if not draft:
        _is_profile(rules, named)
    if not yes:
        if shared.no_input or not sys.stdin.isatty():
            found, expected = "nobody to ask", "leave to delete"
            problem = Problem("confirm", Place(str(named)), found, expected, "add --yes")
            raise StempathError(problem, ExitCode.USAGE)
        if not typer.confirm(f"Delete {named} for good?", err=True):
            return
    for gone in drafts.forget(draft) if draft else api.forget_profile(rules, named):
        say(f"Deleted: {gone}")


def _is_profile(rules: RuleSet, path: Path) -> None:
    """Leave every file alone that holds no answers; one in the profile folder may be damaged.

    Raises:
        StempathError: exit 5, there is none; 3, a file that is no profile.
    """
    from stempath import api

    if not path.is_file() and not path.is_symlink():
        remedy = "`stempath profile list` names them"
        problem = Problem("no-file", Place(str(path)), "no such profile", "a saved profile", remedy)
        raise StempathError(problem, ExitCode.DISK)
    if path.resolve().parent == api.profile_folder().resolve():
        return
    try:
        api.open_profile(rules, path)
    except StempathError as error:
        found, remedy = "a file that is no profile", "delete it yourself if you mean it"
        problem = Problem("not-a-profile", Place(str(path)), found, "a saved profile", remedy)
        raise StempathError(problem, ExitCode.INVALID) from error
