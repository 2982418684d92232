"""`stempath map`: build, evaluate, fit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from stempath.cli.command import command, group
from stempath.cli.faults import say
from stempath.cli.shared import Shared, emit
from stempath.problem import ExitCode, Place, Problem, StempathError

Told = Callable[[int, int], None]

OnetOption = Annotated[
    Path, typer.Option("--onet", metavar="DIR", help="O*NET's text files, as published.")
]
OutOption = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the tables.")
]
CrosswalkOption = Annotated[
    Path | None,
    typer.Option("--crosswalk", metavar="FILE", help="Another crosswalk than that of the rules."),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace tables that are there.")]
TruthOption = Annotated[
    Path,
    typer.Option(
        "--truth", metavar="FILE",
        help="Moves that others named: truth, origin_anzsco, target_anzsco.",
    ),
]  # fmt: skip
MaybeTruthOption = Annotated[
    Path | None,
    typer.Option(
        "--truth", metavar="FILE",
        help="Measure closeness: moves that others named, as truth, origin_anzsco, target_anzsco.",
    ),
]  # fmt: skip
MaybeOnetOption = Annotated[
    Path | None,
    typer.Option(
        "--onet", metavar="DIR",
        help="Measure estimates: leave out what O*NET states, and see what is restored.",
    ),
]  # fmt: skip


def make(name: str, line: str) -> typer.Typer:
    """The group."""
    app = group(name, line)
    command(app, "build", shared=("rules", "json"))(build)
    command(app, "evaluate", shared=("rules", "json"))(evaluate)
    command(app, "fit", shared=("rules", "json"))(fit)
    return app


def build(
    shared: Shared,
    onet: OnetOption,
    out: OutOption,
    crosswalk: CrosswalkOption = None,
    force: ForceOption = False,
) -> None:
    """Build the map of occupations from O*NET.

    The tables of figures, of closeness, of skills that occupations need, of their activities and
    of what days at work rest on. The same files give the same bytes.
    """
    from stempath import api

    with _bar("Building the map") as told:
        built = api.build_map(
            onet, out, crosswalk=crosswalk, folder=shared.rules, replace=force, told=told
        )
    if shared.json:
        emit(asdict(built))
    for path in built.files:
        say(f"Written: {path}")
    basis = ", ".join(f"{count} {words}" for words, count in built.basis.items())
    say(
        f"{built.occupations} occupations from O*NET {built.release} ({built.year}), by what their "
        f"figures rest on: {basis}; {built.skills_needed:,} skills needed."
    )


def evaluate(shared: Shared, truth: MaybeTruthOption = None, onet: MaybeOnetOption = None) -> None:
    """Measure the map: closeness, estimates or both.

    NDCG@10 of closeness, from 0 to 1: whether the ten nearest are those that others named, the
    first of them counting most; with the range that holds it in 95 of 100 draws of origins.
    """
    from stempath import api

    if not (truth or onet):
        expected = "--truth FILE, --onet DIR or both"
        problem = Problem("missing", Place("command line"), "nothing to measure by", expected)
        raise StempathError(problem, ExitCode.USAGE)
    scores = api.evaluate_map(truth, folder=shared.rules) if truth else []
    estimates = []
    if onet:
        with _bar("Leaving out one by one") as told:
            estimates = api.evaluate_estimates(onet, folder=shared.rules, told=told)
    if shared.json:
        measured = {"closeness": [asdict(row) for row in scores]} if truth else {}
        measured |= {"estimates": [asdict(row) for row in estimates]} if onet else {}
        emit(measured)
        return
    if scores:
        head = ("closeness", "origins", "NDCG@10", "95 in 100")
        _table(
            head,
            [
                (s.truth, f"{s.origins}", f"{s.ndcg:.3f}", f"{s.low:.3f} to {s.high:.3f}")
                for s in scores
            ],
        )
    for score in scores:
        if score.left_out:
            say(f"{score.truth}: origins left out, without figures of their own: {score.left_out}.")
    if estimates:
        head = ("estimated", "occupations", "of ten nearest kept", "rank correlation")
        _table(
            head,
            [
                (
                    ", ".join(e.hidden) if len(e.hidden) < 4 else "all but names",
                    f"{e.occupations}",
                    f"{e.kept:.0%}",
                    f"{e.rank_correlation:.2f}",
                )
                for e in estimates
            ],
        )


def fit(shared: Shared, truth: TruthOption, onet: OnetOption) -> None:
    """Fit the weights of closeness to moves that others named.

    Prints them beside those in force, and what they are worth on occupations that they were not
    fitted to. Writes nothing: weights stand in catalogue/occupations/closeness.toml.
    """
    from stempath import api

    with _bar("Cross-validating") as told:
        found = api.fit_map(truth, onet, folder=shared.rules, told=told)
    if shared.json:
        emit(asdict(found))
        return
    _table(
        ("weight", "in force", "fitted"),
        [
            (name, f"{found.in_force[name]:.2f}", f"{weight:.2f}")
            for name, weight in found.fitted.items()
        ],
    )
    typer.echo()
    _table(
        ("NDCG@10", "in force", "fitted", "cross-validated"),
        [
            (
                name,
                f"{value:.3f}",
                f"{found.ndcg_fitted[name]:.3f}",
                f"{found.ndcg_cross_validated[name]:.3f}",
            )
            for name, value in found.ndcg_in_force.items()
        ],
    )
    say(f"Fitted to the moves of {found.origins} origins.")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The first column to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for first, *rest in (head, *rows):
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        typer.echo("  ".join((first.ljust(widths[0]), *cells)))


@contextmanager
def _bar(words: str) -> Iterator[Told]:
    """A bar on stderr where that is a terminal, gone when the work is done."""
    if not sys.stderr.isatty():
        yield lambda _done, _whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, whole: progress.update(task, completed=done, total=whole)
