"""The occupation that somebody typed: found, chosen at the terminal, or told apart in a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from stempath.cli import person
from stempath.cli.faults import say, tell
from stempath.cli.person import COMMAND_LINE
from stempath.cli.shared import Shared, emit
from stempath.problem import ExitCode, Place, Problem, StempathError, shown

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

MOST_LISTED = 20  # to choose from, and where a word may mean many
EXPECTED = "a title, a word for it, or a code"


def named(
    shared: Shared, rules: RuleSet, typed: str, key: str, expected: str = EXPECTED
) -> str | None:
    """The code of the occupation typed for `key`, or chosen of several; None: none of these.

    Raises:
        StempathError: exit 3, nothing is called so; the nearest are named.
        typer.Exit: exit 2, several are, and nobody can choose; they are listed.
    """
    from stempath import api

    found = api.find_occupations(rules, typed)
    names = rules.vocabularies["occupations"].names
    place = Place(COMMAND_LINE, key=key)
    if len(found.ids) == 1:
        return found.ids[0]
    if not found.ids:
        near = "; ".join(f"{names[code]} ({code})" for code in found.near)
        remedy = f"nearest: {near}" if near else "`stempath occupation` shows the areas"
        what = f"no occupation called {shown(typed)}"
        raise StempathError(Problem("not-found", place, what, expected, remedy))
    if person.interactive(shared):
        return _chosen(shared, names, typed, found.ids)
    if shared.json:
        matches = [{"code": code, "title": names[code]} for code in found.ids]
        emit({"count": len(found.ids), "matches": matches, "occupation": None})
    what = f"{shown(typed)}, which may mean {len(found.ids)} occupations"
    tell([Problem("ambiguous", place, what, "one of them", "say its title or its code")])
    for code in found.ids[:MOST_LISTED]:
        say(f"  {code}  {names[code]}")
    if len(found.ids) > MOST_LISTED:
        say(f"  and {len(found.ids) - MOST_LISTED} more: add a word")
    raise typer.Exit(ExitCode.USAGE)


def _chosen(
    shared: Shared, names: Mapping[str, str], typed: str, codes: Sequence[str]
) -> str | None:
    """The one that somebody at the terminal means."""
    from stempath.interview.asking import Back, Stop
    from stempath.terminal import make_asker

    few = codes[:MOST_LISTED]
    first = f"the first {len(few)} of {len(codes)}" if len(codes) > len(few) else str(len(codes))
    options = {code: f"{names[code]} ({code})" for code in few}
    try:
        asker = make_asker(plain=shared.plain, kept=False)
        words = f"{shown(typed)}: {first} occupations. Which one?"
        return asker.choose(words, {"": "None of these", **options}, "") or None
    except (Back, Stop):
        return None
