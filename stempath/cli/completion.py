"""What comes next on a command line: commands, options, and the values that they take."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

from stempath.cli.completion_values import TAKE_FILES, Item, Spot, values_of
from stempath.cli.shells import BREAKS, FILES, LINE, SCRIPTS, WORDS
from stempath.cli.typed_line import TypedLine, read_line, written
from stempath.problem import ExitCode, Place, Problem, StempathError, shown
from stempath.tables import clean

MOST = 1000  # completions that a shell is given


def answer(shell: str, program: Any, load: Callable[[str], Any]) -> None:
    """Tell the shell that asks what could come next."""
    typed = read_line(os.environ.get(LINE, ""), shell)
    files, items = completions(program, load, typed)
    lines = [FILES if files else WORDS]
    for value, words in items[:MOST]:
        if value.isprintable():  # else the terminal, or the next line, would be another
            text = written(value, typed, shell, os.environ.get(BREAKS, ""))
            lines.append(text if shell == "bash" or not words else f"{text}\t{clean(words)}")
    typer.echo("\n".join(lines))


def script(shell: str) -> str:
    """The completion script of a shell.

    Raises:
        StempathError: exit 2, no such shell.
    """
    name = {"pwsh": "powershell"}.get(shell.lower(), shell.lower())
    if name not in SCRIPTS:
        found, expected = shown(shell), ", ".join(SCRIPTS)
        place = Place("command line", key="--show-completion")
        raise StempathError(Problem("shell", place, found, expected), ExitCode.USAGE)
    return SCRIPTS[name]


def completions(
    program: Any, load: Callable[[str], Any], typed: TypedLine
) -> tuple[bool, list[Item]]:
    """Whether a file may be named here, and what else, in the order it is shown."""
    spot = _reached(program, load, typed)
    if spot is None:
        return False, []
    last = typed.last[len(spot.lead) :]
    if spot.param is None:
        if last.startswith("-") and not spot.ended:
            return False, [item for item in _options(spot) if item[0].startswith(last)]
        return False, [item for item in _commands(spot.command) if item[0].startswith(last)]
    found = list(dict(values_of(spot, last)).items())
    files = spot.param.name in TAKE_FILES
    return files, [(spot.lead + value, words) for value, words in found]


# --- where the line has come to -----------------------------------------------------------------


def _reached(program: Any, load: Callable[[str], Any], typed: TypedLine) -> Spot | None:
    """None where a word stands on the line that is no command."""
    spot = Spot((), program, None, frozenset(), None, False)
    waiting = None
    for word in typed.words:
        if waiting is not None:
            if waiting.name == "rules":
                spot = spot._replace(rules=Path(word))
            waiting = None
        elif word == "--":
            spot = spot._replace(ended=True)
        elif word.startswith("-") and not spot.ended:
            name, equals, value = word.partition("=")
            option = _named(spot.command, name)
            if option is not None:
                spot = spot._replace(given=spot.given | set(option.opts))
                waiting = option if _takes_value(option) and not equals else None
                if equals and option.name == "rules":
                    spot = spot._replace(rules=Path(value))
        elif (commands := getattr(spot.command, "commands", None)) is not None:
            if word not in commands:
                return None
            command = commands[word] if spot.path else load(word)
            path = (*spot.path, word)
            spot = spot._replace(path=path, command=command, given=frozenset())
        else:
            spot = spot._replace(arguments=(*spot.arguments, word))
    if waiting is not None:
        return spot._replace(param=waiting)
    name, equals, _value = typed.last.partition("=")
    if equals and name.startswith("-") and not spot.ended:
        option = _named(spot.command, name)
        return spot._replace(param=option, lead=f"{name}=") if option is not None else None
    if typed.last.startswith("-") and not spot.ended:
        return spot
    return spot._replace(param=_argument(spot.command, len(spot.arguments)))


def _named(command: Any, name: str) -> Any:
    return next((param for param in command.params if name in param.opts), None)


def _takes_value(param: Any) -> bool:
    return param.param_type_name == "option" and not param.is_flag


def _argument(command: Any, number: int) -> Any:
    """The argument after `number` others; the last one may take several."""
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    if number < len(arguments):
        return arguments[number]
    return arguments[-1] if arguments and arguments[-1].nargs == -1 else None


# --- commands and options -----------------------------------------------------------------


def _commands(command: Any) -> Iterator[Item]:
    for name, one in getattr(command, "commands", {}).items():
        yield name, one.get_short_help_str(80)


def _options(spot: Spot) -> Iterator[Item]:
    for param in spot.command.params:
        if param.param_type_name == "option" and not spot.given & set(param.opts):
            yield max(param.opts, key=len), param.help or ""
    yield "--help", "Show help and exit."
