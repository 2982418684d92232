"""`stempath moves`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from stempath.cli import person
from stempath.cli.command import Flags, alone, command
from stempath.cli.facts import flag
from stempath.cli.occupation_named import EXPECTED, named
from stempath.cli.person import COMMAND_LINE
from stempath.cli.shared import Shared, emit
from stempath.cli.words import LIST, word
from stempath.problem import ExitCode, Place, Problem, StempathError

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet

WORK = ("occupation", "other_occupation")  # what --from stands for, the first time and the second
# Any of these tells where somebody comes from.
ORIGINS = (*WORK, "field_of_study")
PAIRS = "origin_anzsco,target_anzsco,score"

FromOption = Annotated[
    list[str] | None,
    typer.Option(
        "--from", metavar="CODE|TITLE",
        help="The work you come from: code, title or everyday name; twice for two of them.",
    ),
]  # fmt: skip
ToOption = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="SECTOR|CODE|TITLE",
        help="An area or a farther occupation: the way there in steps; `list` shows the areas.",
    ),
]  # fmt: skip
PairsOption = Annotated[
    bool, typer.Option("--all-pairs", help="How close every occupation is to every other, as CSV.")
]
MoreOption = Annotated[
    bool, typer.Option("--more", help="Up to 20 moves, all that is held and missing, and reasons.")
]


def make(name: str, line: str) -> typer.Typer:
    """The command."""
    app = alone(name, line)
    command(app, name, shared=("rules", "plain", "json", "no_input"), person=True)(moves)
    return app


def moves(
    shared: Shared,
    flags: Flags,
    from_: FromOption = None,
    to: ToOption = None,
    answers: person.AnswersOption = None,
    profile: person.ProfileOption = None,
    all_pairs: PairsOption = False,
    more: MoreOption = False,
) -> None:
    """The occupations near to yours, or to your field of study: what you bring, what is missing.

    With --to: the shortest way to a farther occupation, or to an area, one move at a time.
    """
    from stempath import api

    rules = api.load_rules(shared.rules)
    if all_pairs:
        _pairs(rules)
        return
    towards = _towards(shared, rules, to) if to is not None else {}
    origins = _origins(shared, rules, flags, from_ or ())
    if towards is None or origins is None:
        return
    given = person.Given({**flags, **origins}, answers, profile)
    facts = person.stated(rules, given).facts
    if not any(facts.get(name) for name in ORIGINS):
        raise _usage("nothing to start from", "--from, or a field of study")
    award = api.usual_award(rules, facts)
    assumed = {"qualification": award} if award else {}
    facts = {**facts, **assumed}
    found = api.moves(rules, facts)
    chains = api.chains(rules, facts, **towards) if towards else None
    if shared.json:
        emit(api.moves_json(rules, found, chains, tuple(assumed)))
        return
    from stempath.screen.moves import MovesScreen

    screen = MovesScreen(rules, facts, tuple(assumed), plain=shared.plain, more=more)
    if chains:
        screen.chains(found, chains)
    else:
        screen.moves(found)


def _origins(
    shared: Shared, rules: RuleSet, flags: Flags, typed: Sequence[str]
) -> dict[str, str] | None:
    """The occupations of --from as answers; None where none of those offered was meant."""
    if len(typed) > len(WORK):
        raise _usage(f"--from {len(typed)} times", "once, or twice for two occupations")
    if typed and (twice := [name for name in WORK if name in flags]):
        raise _usage(f"--from and {flag(twice[0])}", "one or the other")
    codes = []
    for one in typed:
        code = named(shared, rules, one, "--from")
        if code is None:
            return None
        codes.append(code)
    return dict(zip(WORK, dict.fromkeys(codes), strict=False))


def _towards(shared: Shared, rules: RuleSet, typed: str) -> dict[str, str] | None:
    """An area, else an occupation, as `api.chains` takes it; None where none was meant."""
    if typed.strip().lower() == LIST or rules.vocabularies["sectors"].find(typed):
        area = word(rules.vocabularies, "sectors", typed, "--to", shared)
        return {"sector": area} if area else None
    try:
        code = named(shared, rules, typed, "--to", f"an area, or an occupation: {EXPECTED}")
    except StempathError as error:
        all_ = f"`--to {LIST}` shows the areas"
        raise StempathError(
            replace(one, remedy=f"{one.remedy}; {all_}") for one in error.problems
        ) from None
    return {"code": code} if code else None


def _pairs(rules: RuleSet) -> None:
    from stempath import api

    lines = (f"{origin},{target},{score}\n" for origin, target, score in api.all_pairs(rules))
    sys.stdout.write(f"{PAIRS}\n{''.join(lines)}")


def _usage(found: str, expected: str) -> StempathError:
    remedy = 'such as `stempath moves --from "civil engineer"`'
    return StempathError(
        Problem("usage", Place(COMMAND_LINE), found, expected, remedy), ExitCode.USAGE
    )
