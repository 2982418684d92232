"""`stempath offering`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stempath.cli import person
from stempath.cli.command import alone, command
from stempath.cli.person import COMMAND_LINE
from stempath.cli.shared import Shared, emit
from stempath.cli.words import word
from stempath.problem import ExitCode, Place, Problem, StempathError, shown

if TYPE_CHECKING:
    from stempath.engine.offerings import Found
    from stempath.engine.ruleset import RuleSet
SearchArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SEARCH]...",
        help="An id or title; or words of title, provider, kind, skills and areas.",
    ),
]
SectorOption = Annotated[
    str | None,
    typer.Option(
        "--sector", metavar="AREA", help="Only those of one area; `list` shows the areas."
    ),
]
KindOption = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help="Only those of one kind; `list` shows the kinds."),
]
FreeOption = Annotated[bool, typer.Option("--free", help="Only what is stated to be free.")]


def make(name: str, line: str) -> typer.Typer:
    """The command."""
    app = alone(name, line)
    command(app, "offering", shared=("rules", "plain", "json", "no_input"))(offering)
    return app


def offering(
    shared: Shared,
    search: SearchArgument = None,
    sector: SectorOption = None,
    kind: KindOption = None,
    free: FreeOption = False,
) -> None:
    """All that sources state about one offering or design, or a list of those that match."""
    from stempath import api

    typed = " ".join(search or ())
    if not (typed.strip() or free) and sector is None and kind is None:
        remedy = "such as `stempath offering solar`, or `stempath offering --free`"
        found, expected = "nothing to look for", "words, --sector, --kind or --free"
        problem = Problem("usage", Place(COMMAND_LINE), found, expected, remedy)
        raise StempathError(problem, ExitCode.USAGE)
    rules = api.load_rules(shared.rules)
    known = api.find_offerings(
        rules, typed,
        sector=word(rules.vocabularies, "sectors", sector, "--sector", shared),
        kind=word(rules.vocabularies, "kinds", kind, "--kind", shared), free=free,
    )  # fmt: skip
    if not known.ids:
        raise StempathError(_nothing(rules, typed, known))
    one = known.exact or (known.ids[0] if len(known.ids) == 1 else None)
    if shared.json:
        emit(_face(rules, known, one))
    else:
        _show(shared, rules, known, one)


def _show(shared: Shared, rules: RuleSet, known: Found, one: str | None) -> None:
    from stempath.screen.offering import MOST_LISTED, OfferingScreen

    screen = OfferingScreen(rules, date.today(), plain=shared.plain)
    few = [rules.facts_of(id_) for id_ in known.ids[:MOST_LISTED]]
    if one is None and person.interactive(shared):
        one = _chosen(shared, few, len(known.ids))
    elif one is None:
        screen.several(few, len(known.ids))
    if one is not None:
        screen.one(rules.facts_of(one), rules.designs.get(one))


def _chosen(shared: Shared, few: Sequence[Mapping[str, Any]], count: int) -> str | None:
    """The one that somebody at the terminal would like to see."""
    from stempath.interview.asking import Back, Stop
    from stempath.terminal import make_asker

    options = {str(facts["id"]): f"{facts['title']}, {facts['provider']}" for facts in few}
    first = f"The first {len(few)} of {count}" if count > len(few) else str(count)
    try:
        return (
            make_asker(plain=shared.plain, kept=False).choose(
                f"{first} offerings. Which one?", {"": "None of these", **options}, ""
            )
            or None
        )
    except (Back, Stop):
        return None


def _face(rules: RuleSet, known: Found, one: str | None) -> Mapping[str, object]:
    """What --json prints: every match by name, and all of the one that was meant."""
    names = ("id", "title", "provider", "kind", "sectors")
    whole: dict[str, object] | None = None
    if one:
        facts = rules.facts_of(one)
        whole = {name: facts.get(name) for name in rules.facts["offering"]}
        design = rules.designs.get(one)
        whole["design"] = dict(design) if design else None
    return {
        "count": len(known.ids),
        "matches": [{name: rules.facts_of(id_)[name] for name in names} for id_ in known.ids],
        "offering": whole,
    }


def _nothing(rules: RuleSet, typed: str, known: Found) -> Problem:
    near = "; ".join(f"{rules.facts_of(id_)['title']} ({id_})" for id_ in known.near)
    remedy = f"nearest: {near}" if near else "try another word, or fewer"
    found = f"no offering that matches {shown(typed)}" if typed.strip() else "no offering like that"
    expected = "words that stand in a title, provider, kind, skill or area"
    return Problem("not-found", Place(COMMAND_LINE, key="SEARCH"), found, expected, remedy)
