"""Words of a closed list as values of an option: `--sector energy`, and `--sector list`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import typer

from stempath.cli.person import COMMAND_LINE
from stempath.cli.shared import Shared, emit
from stempath.model.vocabulary import Vocabulary
from stempath.problem import Place, StempathError

LIST = "list"  # typed as the value: show what there is


def word(
    words: Mapping[str, Vocabulary], list_: str, typed: str | None, flag: str, shared: Shared
) -> str | None:
    """The id of `list_` that was typed for `flag`; None where nothing was.

    Raises:
        StempathError: exit 3, with the nearest, and how to see all.
        typer.Exit: 0, the list was asked for, and is shown.
    """
    from stempath import api

    if typed is None:
        return None
    if typed.strip().lower() != LIST:
        try:
            return api.choose_word(words, list_, typed, Place(COMMAND_LINE, key=flag))
        except StempathError as error:
            all_ = f"`{flag} {LIST}` shows all"
            raise StempathError(
                replace(one, remedy="; ".join(filter(None, (one.remedy, all_))))
                for one in error.problems
            ) from None
    names = words[list_].names
    if shared.json:
        emit({list_: [{"id": id_, "name": name} for id_, name in names.items()]})
    else:
        width = max(map(len, names), default=0)
        for id_, name in names.items():
            typer.echo(f"{id_.ljust(width)}  {name}")
    raise typer.Exit
