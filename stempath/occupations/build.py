"""Builds the occupation map: O*NET as published and the catalogue in, plain tables out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from stempath.model.day import Day
from stempath.model.skill import Skill
from stempath.occupations.activities import Doings, life_tables, read_doings
from stempath.occupations.catalogue import read_links
from stempath.occupations.closeness import OccupationMap, occupation_map
from stempath.occupations.measure import read_measure
from stempath.occupations.nearness import EXPLAINED, Nearness, nearness_text
from stempath.occupations.onet import INTERESTS, VALUES, Figures, Onet, Ratings, read_onet
from stempath.occupations.parts import NAMES, PARTS
from stempath.occupations.profiles import LEVEL, borrowed
from stempath.occupations.ranks import per_mille
from stempath.occupations.sheets import csv_text, refuse
from stempath.occupations.skills import needs_of
from stempath.occupations.work import Work, read_work
from stempath.problem import ExitCode, Place, Problem, StempathError
from stempath.record import record
from stempath.rulebook.closeness import closeness_text
from stempath.rulebook.skills import needs_text
from stempath.tables import disk_problem, read_csv, write_atomic

STEPS = 5  # that `build_map` tells of
TABLES = (
    "crosswalk.csv",
    "interests.csv",
    "values.csv",
    "knowledge.csv",
    "skills.csv",
    "styles.csv",
    "nearness.csv",
    "closeness.csv",
    "occupation_skills.csv",
    "activities.csv",
    "day_tasks.csv",
)


@record(frozen=True, slots=True)
class Built:
    """What was built: from which release, how many occupations there are by `_basis`, and where."""

    release: str
    year: int
    occupations: int
    basis: Mapping[str, int]
    skills_needed: int
    files: tuple[Path, ...]


def build_map(
    onet_dir: Path,
    catalogue: Path,
    skills: Sequence[Skill],
    days: Iterable[Day],
    out: Path,
    *,
    crosswalk: Path | None = None,
    replace: bool = False,
    step: Callable[[], None] = lambda: None,
) -> Built:
    """Write the tables of the map into folder `out`.

    `onet_dir` holds a release of O*NET as published. `catalogue` is the folder with
    occupations.csv, aliases.csv, closeness.toml and crosswalk.csv (or `crosswalk` names another);
    it may be `out`. `skills` are those that occupations may need, `days` those whose ids the
    release must state. `step` is called after each of STEPS. Same input, same bytes.

    Raises:
        StempathError: as `read_release`, `read_links`, `read_measure`, `occupation_map` and
            `life_tables`; exit 2 where a table stands in `out` and none may be replaced; 5
            where a file cannot be written. Nothing is written before everything is computed.
    """
    if not replace:
        _refuse_tables(out)
    crosswalk = crosswalk or catalogue / "crosswalk.csv"
    measure = read_measure(catalogue / "closeness.toml")
    links = read_links(crosswalk, catalogue)
    onet, work, doings = read_release(onet_dir)
    life = life_tables(doings, links, days)
    step()
    found = occupation_map(onet, links, measure, str(crosswalk), step)
    texts = _texts(found)
    step()

    def table(name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
        file = f"{name}.csv"
        if file in texts:  # just built, so it need not be checked
            return enumerate(csv.DictReader(io.StringIO(texts[file])), 2)
        return read_csv(catalogue / file)

    needs = needs_of(skills, work, table)
    texts["occupation_skills.csv"] = needs_text(needs)
    texts |= life
    step()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StempathError(disk_problem(out, error), ExitCode.DISK) from None
    for name, text in texts.items():
        write_atomic(out / name, text, private=False)
    basis = Counter(row["basis"] for _, row in table("crosswalk"))
    paths = tuple(out / name for name in texts)
    return Built(
        onet.release, onet.year, len(links), dict(sorted(basis.items())), len(needs), paths
    )


def read_release(folder: Path) -> tuple[Onet, Work, Doings]:
    """What is compared, what people do and use, and what tells of it: from the release in `folder`.

    Raises:
        StempathError: exit 5, there is no such folder; else as `read_onet`, `read_work` and
            `read_doings`, what all of them find at once.
    """
    if not folder.is_dir():
        place, remedy = Place(str(folder)), "name the folder that holds O*NET's text files"
        problem = Problem("no-folder", place, "no such folder", "a folder", remedy)
        raise StempathError(problem, ExitCode.DISK)
    problems: list[Problem] = []
    read = []
    for reader in (read_onet, read_work, read_doings):
        try:
            read.append(reader(folder))
        except StempathError as error:
            problems.extend(error.problems)
    refuse(problems)
    onet, work, doings = read
    assert isinstance(onet, Onet) and isinstance(work, Work) and isinstance(doings, Doings)
    return onet, work, doings


def _refuse_tables(out: Path) -> None:
    there = [name for name in TABLES if (out / name).exists()]
    if there:
        problem = Problem(
            "exists",
            Place(str(out)),
            "tables that are there: " + ", ".join(there),
            "a folder without them",
            "name another folder, or add --force to replace them",
        )
        raise StempathError(problem, ExitCode.USAGE)


def _texts(found: OccupationMap) -> dict[str, str]:
    onet = found.onet
    return {
        "crosswalk.csv": _crosswalk_table(found),
        "interests.csv": _scores_table(found, "interests", INTERESTS, onet.interests),
        "values.csv": _scores_table(found, "values", VALUES, onet.values),
        "knowledge.csv": _ratings_table(found, "knowledge", onet.knowledge),
        "skills.csv": _ratings_table(found, "skills", onet.skills),
        "styles.csv": _scores_table(found, "styles", onet.styles.elements, onet.styles.importance),
        "nearness.csv": nearness_text(PARTS, _nearness(found)),
        "closeness.csv": closeness_text([link.code for link in found.links], found.closeness),
    }


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _source(onet: Onet) -> tuple[str, str]:
    return "onet-" + onet.release.replace(".", "-"), str(onet.year)


def _crosswalk_table(found: OccupationMap) -> str:
    """The links; `estimated` where a part is borrowed or the match is of low confidence.

    `basis` says how much of its figures an occupation has for itself (`_basis`), `parts` what
    O*NET states of its code.
    """
    onet = found.onet
    sharing = Counter(link.onet for link in found.links)
    rows = []
    for position, link in enumerate(found.links):
        loan = found.profiles.loans.get(position)
        missing = loan.parts if loan else ()
        lenders = loan.rows if loan else ()
        rows.append(
            (
                link.code,
                link.onet,
                onet.titles[found.profiles.rows[position]],
                link.confidence,
                _basis(missing, sharing[link.onet]),
                _yes(bool(missing) or link.confidence == "low"),
                ";".join(name for name in (*PARTS, LEVEL) if name not in missing),
                ";".join(sorted(onet.codes[lender] for lender in lenders)),
                link.source,
                link.year,
            )
        )
    header = "code onet onet_title confidence basis estimated parts borrowed_from source year"
    return csv_text(header.split(), rows)


def _basis(missing: Sequence[str], sharing: int) -> str:
    """`own` figures, figures `shared` with others of the catalogue, or estimated ones."""
    if not missing:
        return "own" if sharing == 1 else "shared"
    return "estimated" if set(PARTS) - set(missing) <= set(NAMES) else "partly-estimated"


def _scores_table(found: OccupationMap, part: str, columns: Sequence[str], scores: Figures) -> str:
    """One score for each of `columns` on O*NET's own scale, to two decimals."""
    rows = []
    for position, link in enumerate(found.links):
        figures, estimated = _shown(found, position, part, scores)
        cells = _figures(figures, decimals=2)
        rows.append((link.code, _yes(estimated), *_source(found.onet), *cells))
    named = [column.replace(" ", "_") for column in columns]
    return csv_text(("code", "estimated", "source", "year", *named), rows)


def _ratings_table(found: OccupationMap, part: str, ratings: Ratings) -> str:
    """Importance (`.im`, 1 to 5) and level (`.lv`, 0 to 7) of each element, to one decimal."""
    scales = [f"{element}.{scale}" for element in ratings.elements for scale in ("im", "lv")]
    rows = []
    for position, link in enumerate(found.links):
        importance, estimated = _shown(found, position, part, ratings.importance)
        level, _ = _shown(found, position, part, ratings.level)
        both = np.column_stack((importance, level)).ravel()
        rows.append((link.code, _yes(estimated), *_source(found.onet), *_figures(both, decimals=1)))
    return csv_text(("code", "estimated", "source", "year", *scales), rows)


def _shown(
    found: OccupationMap, position: int, part: str, figures: Figures
) -> tuple[Figures, bool]:
    """An occupation's row of `figures`, and whether it was borrowed."""
    row = figures[found.profiles.rows[position]]
    loan = found.profiles.loans.get(position)
    if loan is None or part not in loan.parts:
        return row, False
    return (borrowed(figures, loan) if loan.rows else row), True


def _figures(figures: Figures, decimals: int) -> list[str]:
    """Figures as text without trailing zeros; what is not known is empty."""
    return [f"{x:.{decimals}f}".rstrip("0").rstrip(".") if np.isfinite(x) else "" for x in figures]


def _nearness(found: OccupationMap) -> Iterator[Nearness]:
    """The parts of every pair from EXPLAINED up, by origin and then nearest first."""
    for at, link in enumerate(found.links):
        for other in np.argsort(-found.raw[at], kind="stable").tolist():
            if other == at or found.closeness[at, other] < EXPLAINED:
                continue
            scores = {name: float(table[at, other]) for name, table in found.standings.items()}
            way = float(found.ways[at, other])
            yield Nearness(
                link.code,
                found.links[other].code,
                {name: per_mille(s) if np.isfinite(s) else None for name, s in scores.items()},
                round(way, 1) if np.isfinite(way) else None,
            )
