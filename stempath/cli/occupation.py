"""`stempath occupation`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from stempath.cli.command import alone, command
from stempath.cli.occupation_named import named
from stempath.cli.person import COMMAND_LINE
from stempath.cli.shared import Shared, emit
from stempath.cli.words import word
from stempath.model.day import READERS
from stempath.problem import ExitCode, Place, Problem, StempathError, shown

if TYPE_CHECKING:
    from stempath.engine.ruleset import RuleSet
    from stempath.model.day import Day
    from stempath.model.fact import Facts

TitleArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SEARCH]...", help="A title, a word for it, or an ANZSCO code; without one, areas."
    ),
]
ForOption = Annotated[
    str | None,
    typer.Option(
        "--for", metavar="hr|learner", help="Dwell on what matters to who hires or learns."
    ),
]
StateOption = Annotated[
    str | None,
    typer.Option("--state", metavar="STATE", help="Shortage and registration in one state."),
]
MoreOption = Annotated[
    bool, typer.Option("--more", help="All skills with evidence, all award lines, all sources.")
]
SectorOption = Annotated[
    str | None,
    typer.Option(
        "--sector", metavar="AREA", help="List those of one area; `list` shows the areas."
    ),
]
DaysOption = Annotated[bool, typer.Option("--days", help="List the days at work that are written.")]


def make(name: str, line: str) -> typer.Typer:
    """The command."""
    app = alone(name, line)
    command(app, "occupation", shared=("rules", "plain", "json", "no_input"))(occupation)
    return app


def occupation(
    shared: Shared,
    title: TitleArgument = None,
    reader: ForOption = None,
    state: StateOption = None,
    more: MoreOption = False,
    sector: SectorOption = None,
    days: DaysOption = False,
) -> None:
    """One occupation: a day at work, skills, entry, shortage and pay, award, closest moves."""
    from stempath import api

    rules = api.load_rules(shared.rules)
    where = word(rules.vocabularies, "states", state, "--state", shared)
    area = word(rules.vocabularies, "sectors", sector, "--sector", shared)
    whom = _reader(reader)
    typed = " ".join(title or ())
    if typed.strip():
        if sector is not None or days:
            raise _usage("words beside --sector or --days", "one or the other")
        code = named(shared, rules, typed, "SEARCH")
        if code is None:
            return
        page = api.open_occupation(rules, code, shared.rules)
        if shared.json:
            emit({"occupation": api.occupation_json(rules, page)})
            return
        from stempath.screen.occupation import OccupationScreen

        OccupationScreen(rules, plain=shared.plain, more=more, reader=whom, state=where).one(page)
    elif title and not (sector or days):
        raise _usage("nothing to look for", "a title, a word for it, or a code")
    else:
        _lists(shared, rules, area, days)


def _reader(typed: str | None) -> str | None:
    if typed is None or typed.strip().lower() in READERS:
        return typed.strip().lower() if typed else None
    expected = " or ".join(READERS)
    raise StempathError(Problem("value", Place(COMMAND_LINE, key="--for"), shown(typed), expected))


def _usage(found: str, expected: str) -> StempathError:
    remedy = "such as `stempath occupation nurse`, or `stempath occupation --sector list`"
    return StempathError(
        Problem("usage", Place(COMMAND_LINE), found, expected, remedy), ExitCode.USAGE
    )


def _lists(shared: Shared, rules: RuleSet, area: str | None, days: bool) -> None:
    """The areas; the occupations of one; the days that are written."""
    from stempath import api

    written = api.days_written(rules, shared.rules)
    found = [facts for facts in rules.move_facts if area is None or area in _sectors(facts)]
    if days:
        found = [facts for facts in found if facts["code"] in written]
    if shared.json:
        emit({"count": len(found), "matches": [_listed(facts, written) for facts in found]})
        return
    from stempath.screen.occupation import OccupationScreen

    screen = OccupationScreen(rules, plain=shared.plain)
    if days:
        codes = {str(facts["code"]) for facts in found}
        screen.days([day for day in _each(written) if day.occupation in codes])
    elif area:
        screen.several(found, len(found), written)
    else:
        counts = {
            id_: (
                sum(id_ in _sectors(facts) for facts in found),
                sum(id_ in _sectors(facts) and facts["code"] in written for facts in found),
            )
            for id_ in rules.vocabularies["sectors"].names
        }
        screen.areas(counts, len(found))


def _each(written: Mapping[str, tuple[Day, ...]]) -> Sequence[Day]:
    """Every day once, by the code of its occupation."""
    days = {day.id: day for own in written.values() for day in own}
    return sorted(days.values(), key=lambda day: day.occupation)


def _sectors(facts: Facts) -> Sequence[object]:
    sectors = facts["sectors"]
    return sectors if isinstance(sectors, tuple) else ()


def _listed(facts: Facts, written: Mapping[str, tuple[Day, ...]]) -> Mapping[str, object]:
    own = written.get(str(facts["code"]), ())
    days = [{"id": day.id, "title": day.title, "occupation": day.occupation} for day in own]
    return {name: facts[name] for name in ("code", "title", "sectors")} | {"days": days}
