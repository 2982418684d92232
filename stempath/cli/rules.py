"""`stempath rules`: check, test, schema, show."""

from __future__ import annotations

import gc
from dataclasses import asdict
from difflib import get_close_matches
from typing import Annotated

import typer

from stempath.cli.command import command, group
from stempath.cli.faults import say, tell
from stempath.cli.shared import Shared, emit
from stempath.problem import ExitCode, Place, Problem, StempathError, shown

COUNTED = {  # what is counted -> one of it
    "rules": "rule", "questions": "question", "quizzes": "quiz", "offerings": "offering",
    "designs": "design", "occupations": "occupation", "skills": "skill", "resources": "resource",
}  # fmt: skip
EachOption = Annotated[
    bool, typer.Option("--each", help="Also list rules whose absence no case notices.")
]
OfOption = Annotated[
    str,
    typer.Option(
        "--of", metavar="WHAT",
        help="advice, moves, compare, person, profile, rule, offering, design or case.",
    ),
]  # fmt: skip
RuleArgument = Annotated[str, typer.Argument(metavar="RULE", help="The id of a rule.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Let warnings fail the check.")]


def make(name: str, line: str) -> typer.Typer:
    """The group."""
    app = group(name, line)
    command(app, "check", shared=("rules", "json"))(check)
    command(app, "test", shared=("rules", "json"))(test)
    command(app, "schema", shared=("rules",))(schema)
    command(app, "show", shared=("rules", "plain", "json"))(show)
    return app


def check(shared: Shared, strict: StrictOption = False) -> None:
    """Read all rule files and tell what is wrong.

    Rules, questions, vocabularies and the catalogue: every problem at once.
    """
    from stempath import api

    book = api.check_book(shared.rules)
    counts = {name: len(getattr(book, name)) for name in COUNTED}
    tell(book.warnings)
    if shared.json:
        emit({**counts, "warnings": [asdict(problem) for problem in book.warnings]})
    else:
        listed = [
            f"{count} {COUNTED[name] if count == 1 else name}" for name, count in counts.items()
        ]
        typer.echo(f"{', '.join(listed)}: sound, with {len(book.warnings)} warnings.")
    if strict and book.warnings:
        raise typer.Exit(ExitCode.INVALID)


def test(shared: Shared, each: EachOption = False) -> None:
    """Run the cases of the rulebook.

    Invented persons, with what must and what must not be advised to them.
    """
    from stempath import api

    gc.enable()  # many runs over all cases
    report = api.test_rules(shared.rules, each=each)
    tell(report.failures)
    for rule in report.unmissed:
        say(f"No case notices when this rule is left out: {rule}")
    if shared.json:
        emit(asdict(report))
    else:
        words = f"{report.cases} cases on {report.rules} rules: {len(report.failures)} failures"
        if each and not report.failures:
            words += f"; {len(report.unmissed)} rules that no case would miss"
        typer.echo(f"{words}.")
    if report.failures or report.unmissed:
        raise typer.Exit(ExitCode.INVALID)


def schema(shared: Shared, of: OfOption) -> None:
    """The JSON Schema of a file or answer."""
    import json

    from stempath import api

    typer.echo(json.dumps(api.schema(of), indent=2))


def show(shared: Shared, rule: RuleArgument) -> None:
    """One rule: its conditions, effect and words."""
    from stempath import api
    from stempath.screen.page import Page
    from stempath.screen.why import show_rule

    rules = {found.id: found for found in api.read_book(shared.rules).rules}
    if rule not in rules:
        near = get_close_matches(rule, list(rules), n=3)
        remedy = f"nearest: {', '.join(near)}" if near else "`stempath why ID` names rules"
        place = Place("command line", key="RULE")
        raise StempathError(Problem("not-found", place, shown(rule), "the id of a rule", remedy))
    if shared.json:
        emit(asdict(rules[rule]))
        return
    show_rule(Page(plain=shared.plain), rules[rule])
