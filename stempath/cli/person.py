"""Whom a command is about: facts from a profile, an answers file and flags, then from questions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stempath.cli.command import Flags
from stempath.cli.facts import flag
from stempath.cli.faults import tell
from stempath.cli.shared import Shared
from stempath.model.fact import Value
from stempath.problem import ExitCode, Place, Problem, StempathError
from stempath.record import record
from stempath.tables import MOST_BYTES, Toml, decode, parse_toml, read_toml

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.interview.asking import Asker
    from stempath.profile.read import Profile

AnswersOption = Annotated[
    str | None,
    typer.Option("--answers", metavar="FILE", help="Answers in a TOML file; - reads them piped."),
]
ProfileOption = Annotated[
    Path | None,
    typer.Option("--profile", metavar="NAME|FILE", help="A saved profile: its name, or a file."),
]
COMMAND_LINE = "command line"
STDIN = "standard input"


@record(frozen=True, slots=True)
class Given:
    """Where this run was told about the person."""

    flags: Flags
    answers: str | None
    profile: Path | None


@record(frozen=True, slots=True)
class Stated:
    """The facts known before anything is asked. `place` is where to mend what is missing."""

    facts: Mapping[str, Value]
    profile: Profile | None
    place: Place
    open_ended: bool  # no answers were given for this run: ask all that is still open


def stated(rules: RuleSet, given: Given) -> Stated:
    """Flags win over the answers file, and that over the profile.

    Raises:
        StempathError: every answer of the file and of the flags that is not understood.
    """
    from stempath import api

    flags, answers = given.flags, given.answers
    opened = api.open_profile(rules, profile_path(given.profile)) if given.profile else None
    if opened:
        tell(opened.warnings)
    facts = dict(opened.facts) if opened else {}
    problems: list[Problem] = []
    place = Place(str(opened.path) if opened else COMMAND_LINE)
    sources: list[tuple[Mapping[str, object], Callable[[str], Place]]] = []
    if answers is not None:
        toml = answers_toml(answers)
        place = Place(toml.file)
        sources.append(_answers(toml, problems))
    sources.append((flags, lambda name: Place(COMMAND_LINE, key=flag(name))))
    for table, where in sources:
        try:
            facts |= api.read_person(rules, table, where)
        except StempathError as error:
            problems += error.problems
    if problems:
        raise StempathError(problems)
    return Stated(facts, opened, place, answers is None and not flags)


def complete(stated: Stated) -> Mapping[str, Value]:
    """The facts, where they are enough for advice.

    Raises:
        StempathError: exit 2, with every answer that is missing.
    """
    from stempath import api

    if problems := api.still_missing(stated.facts, stated.place):
        raise StempathError(problems, ExitCode.USAGE)
    return stated.facts


def asker(shared: Shared, given: Given, stated: Stated) -> Asker | None:
    """Who asks what is still open; None where nobody can answer, or nothing need be asked.

    Plain answers may be piped in; then only what advice cannot do without starts the questions.
    """
    from stempath import api

    needed = bool(api.still_missing(stated.facts, stated.place))
    if interactive(shared):
        if not (stated.open_ended or needed):
            return None
    elif not (needed and piped(shared) and given.answers != "-"):
        return None
    from stempath.terminal import make_asker

    return make_asker(plain=shared.plain)


def interactive(shared: Shared) -> bool:
    """Whether somebody is there to answer, and wants to be asked."""
    return not (shared.no_input or shared.json) and sys.stdin.isatty() and sys.stdout.isatty()


def piped(shared: Shared) -> bool:
    """Whether answers, a line each, may come in through a pipe."""
    return shared.plain and not (shared.no_input or shared.json or sys.stdin.isatty())


def profile_path(named: Path) -> Path:
    """A profile by its path, or by the name that it has in the profile folder."""
    from stempath import api

    if (named.exists() and not named.is_dir()) or named.name != str(named):
        return named
    kept = api.profile_folder() / (named.name if named.suffix else f"{named.name}.toml")
    return kept if kept.exists() else named


def saved_at(typed: str) -> Path:
    """Where to save: a bare name goes to the profile folder, where it is found by that name.

    A file is what has a folder before it, or a dot in its name.
    """
    from stempath import api

    named = Path(typed)
    bare = typed == named.name and "." not in typed
    return api.profile_folder() / f"{typed}.toml" if bare else named


def answers_toml(answers: str) -> Toml:
    """The file that --answers names, or what is piped in.

    Raises:
        StempathError: exit 2, nothing is piped; 3, no TOML; 5, what cannot be read.
    """
    if answers != "-":
        return read_toml(Path(answers))
    if sys.stdin.isatty():
        raise StempathError(
            Problem("terminal", Place(STDIN), "a terminal", "answers piped in", "name a file"),
            ExitCode.USAGE,
        )
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        found, expected = f"more than {MOST_BYTES:,} bytes", f"at most {MOST_BYTES:,} bytes"
        raise StempathError(Problem("too-big", Place(STDIN), found, expected))
    return parse_toml(decode(data, STDIN), STDIN)


def _answers(
    toml: Toml, problems: list[Problem]
) -> tuple[Mapping[str, object], Callable[[str], Place]]:
    """The answers of a file, flat or under [person]; a saved profile serves as well."""
    person = toml.data.get("person")
    if not isinstance(person, dict):
        return toml.data, toml.place
    if "schema_version" not in toml.data:
        problems += [
            Problem("key", toml.place(key), f"`{key}` beside [person]", "answers under [person]")
            for key in toml.data
            if key != "person"
        ]
    return person, lambda name: toml.place("person", name)
