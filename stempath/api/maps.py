"""The map of occupations: built from O*NET as published, and measured."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from stempath.rulebook.find import find_rules

if TYPE_CHECKING:
    from stempath.occupations.build import Built
    from stempath.occupations.closeness import OccupationMap
    from stempath.occupations.evaluate import Score
    from stempath.occupations.fit import Fit
    from stempath.occupations.leave_out import Estimate
    from stempath.occupations.measure import Measure

Told = Callable[[int, int], None]  # hears how much is done, of how much


def build_map(
    onet: Path,
    out: Path,
    *,
    crosswalk: Path | None = None,
    folder: Path | None = None,
    replace: bool = False,
    told: Told = lambda *_: None,
) -> Built:
    """Write the tables of the map into `out`, from the release of O*NET in the folder `onet`.

    Which occupations there are, what weighs how much, what shows a skill and what days rest on
    stands in the rules of `folder` (the shipped ones by default); `crosswalk` stands for theirs.
    Same input, same bytes.

    Raises:
        StempathError: exit 2, tables in `out` that may not be replaced; 3, every problem of what
            is read, with file, line and column; 5, what cannot be read or written.
    """
    from stempath.occupations.build import STEPS
    from stempath.occupations.build import build_map as build
    from stempath.rulebook.days import open_days
    from stempath.rulebook.skills import open_skills

    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        told(done, STEPS)

    folder = find_rules(folder)
    return build(
        onet, tables(folder), open_skills(folder), open_days(folder), out,
        crosswalk=crosswalk, replace=replace, step=step,
    )  # fmt: skip


def evaluate_map(truth: Path, *, folder: Path | None = None) -> list[Score]:
    """How well the closeness of the rules in `folder` ranks the moves that `truth` holds.

    Raises:
        StempathError: exit 3, every problem of the tables and of `truth`; 5, what cannot be read.
    """
    from stempath.occupations.evaluate import measured

    return measured(truth, tables(find_rules(folder)))


def evaluate_estimates(
    onet: Path, *, folder: Path | None = None, told: Told = lambda *_: None
) -> list[Estimate]:
    """How well estimated figures stand in for own ones: rated occupations, left out one by one.

    Raises:
        StempathError: as `build_map`.
    """
    from stempath.occupations.leave_out import estimates

    return estimates(*_open_map(onet, folder), told)


def fit_map(
    truth: Path, onet: Path, *, folder: Path | None = None, told: Told = lambda *_: None
) -> Fit:
    """The weights that explain the moves of `truth` best, beside those in force; writes nothing.

    Raises:
        StempathError: as `build_map` and `evaluate_map`.
    """
    from stempath.occupations.evaluate import read_truth
    from stempath.occupations.fit import fit_map as fit

    truths = read_truth(truth)
    return fit(*_open_map(onet, folder), truths, str(truth), told)


def tables(folder: Path) -> Path:
    """Where the tables of occupations stand in a folder of rules."""
    return folder / "catalogue" / "occupations"


def _open_map(onet: Path, folder: Path | None) -> tuple[OccupationMap, Measure]:
    from stempath.occupations.build import read_release
    from stempath.occupations.catalogue import read_links
    from stempath.occupations.closeness import occupation_map
    from stempath.occupations.measure import read_measure

    catalogue = tables(find_rules(folder))
    crosswalk = catalogue / "crosswalk.csv"
    measure = read_measure(catalogue / "closeness.toml")
    links = read_links(crosswalk, catalogue)
    release, *_ = read_release(onet)
    return occupation_map(release, links, measure, str(crosswalk)), measure
