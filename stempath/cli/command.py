"""How commands are declared: their own options, the global ones, and a flag for each fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from inspect import Parameter, Signature, getdoc, signature
from typing import Any, get_type_hints

import typer

from stempath.cli.facts import fact_options
from stempath.cli.faults import told
from stempath.cli.help import HelpfulCommand, HelpfulGroup
from stempath.cli.shared import (
    JsonOption,
    NoInputOption,
    PlainOption,
    RulesOption,
    Shared,
    show_help,
)

Flags = Mapping[str, str]  # fact -> what was typed


SHARED: Mapping[str, tuple[Any, object]] = {
    "rules": (RulesOption, None),
    "plain": (PlainOption, False),
    "json": (JsonOption, False),
    "no_input": (NoInputOption, False),
}


def command(
    app: typer.Typer, name: str, *, shared: tuple[str, ...] = ("rules",), person: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function the command `name` of `app`.

    The function takes `shared: Shared` first and, where `person`, `flags: Flags` second; its other
    parameters are the command's own. Which global options may follow the command is in `shared`.
    """

    def declare(function: Callable[..., None]) -> Callable[..., None]:
        def run(ctx: typer.Context, **values: Any) -> None:
            common = ctx.find_root().obj or Shared()
            given = {key: values.pop(key) for key in shared}
            common = replace(common, **{key: value for key, value in given.items() if value})
            arguments: list[Any] = [common]
            if person:
                typed = {key: values.pop(key) for key in list(facts)}
                arguments.append({key: value for key, value in typed.items() if value is not None})
            with told():
                function(*arguments, **values)

        facts = {option.name: option for option in fact_options()} if person else {}
        parameters = [_context(), *_own(function, 2 if person else 1), *_shared(shared)]
        parameters += facts.values()
        run.__name__, run.__doc__ = name, getdoc(function)
        # typer reads the parameters from it; mypy knows no such attribute of a function.
        run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {item.name: item.annotation for item in parameters}
        app.command(name, cls=HelpfulCommand)(run)
        return function

    return declare


def alone(name: str, line: str) -> typer.Typer:
    """What holds a single command."""
    return typer.Typer(name=name, help=line, rich_markup_mode=None, add_completion=False)


def group(name: str, line: str) -> typer.Typer:
    """What holds the commands of a group; alone it shows its help."""
    made = alone(name, line)
    made.callback(cls=HelpfulGroup, invoke_without_command=True)(show_help)
    return made


def _context() -> Parameter:
    return Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)


def _own(function: Callable[..., None], skip: int) -> list[Parameter]:
    hints = get_type_hints(function, include_extras=True)
    return [
        item.replace(annotation=hints[item.name], kind=Parameter.KEYWORD_ONLY)
        for item in list(signature(function).parameters.values())[skip:]
    ]


def _shared(names: tuple[str, ...]) -> list[Parameter]:
    return [
        Parameter(name, Parameter.KEYWORD_ONLY, annotation=SHARED[name][0], default=SHARED[name][1])
        for name in names
    ]
