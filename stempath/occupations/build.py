"""Builds the occupation map: O*NET as published and the catalogue in, plain tables out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from stempath.occupations.catalogue import read_links
from stempath.occupations.closeness import OccupationMap, occupation_map
from stempath.occupations.measure import read_measure
from stempath.occupations.nearness import Nearness, nearness_text
from stempath.occupations.onet import INTERESTS, VALUES, Figures, Onet, Ratings, read_onet
from stempath.occupations.parts import NAMES, PARTS
from stempath.occupations.profiles import LEVEL, borrowed
from stempath.occupations.ranks import per_mille
from stempath.problem import ExitCode, StempathError
from stempath.rulebook.closeness import closeness_text
from stempath.tables import disk_problem, write_atomic

EXPLAINED = 20  # the closeness from which the parts of a pair are written out


def build_map(onet_dir: Path, catalogue: Path, out: Path, crosswalk: Path | None = None) -> None:
    """Write the tables of the map into folder `out`.

    `onet_dir` holds a release of O*NET as published. `catalogue` is the folder with
    occupations.csv, aliases.csv, closeness.toml and crosswalk.csv (or `crosswalk` names another);
    it may be `out`. Same input, same bytes.

    Raises:
        StempathError: as `read_onet`, `read_links`, `read_measure` and `occupation_map`; exit 5
            where a file cannot be written. Nothing is written before everything is computed.
    """
    crosswalk = crosswalk or catalogue / "crosswalk.csv"
    measure = read_measure(catalogue / "closeness.toml")
    links = read_links(crosswalk, catalogue)
    found = occupation_map(read_onet(onet_dir), links, measure, str(crosswalk))
    onet = found.onet
    tables = {
        "crosswalk.csv": _crosswalk_table(found),
        "interests.csv": _scores_table(found, "interests", INTERESTS, onet.interests),
        "values.csv": _scores_table(found, "values", VALUES, onet.values),
        "knowledge.csv": _ratings_table(found, "knowledge", onet.knowledge),
        "skills.csv": _ratings_table(found, "skills", onet.skills),
        "styles.csv": _scores_table(found, "styles", onet.styles.elements, onet.styles.importance),
        "nearness.csv": nearness_text(PARTS, _nearness(found)),
        "closeness.csv": closeness_text([link.code for link in found.links], found.closeness),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StempathError(disk_problem(out, error), ExitCode.DISK) from None
    for name, text in tables.items():
        write_atomic(out / name, text, private=False)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


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
    return _csv(header.split(), rows)


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
    return _csv(("code", "estimated", "source", "year", *named), rows)


def _ratings_table(found: OccupationMap, part: str, ratings: Ratings) -> str:
    """Importance (`.im`, 1 to 5) and level (`.lv`, 0 to 7) of each element, to one decimal."""
    scales = [f"{element}.{scale}" for element in ratings.elements for scale in ("im", "lv")]
    rows = []
    for position, link in enumerate(found.links):
        importance, estimated = _shown(found, position, part, ratings.importance)
        level, _ = _shown(found, position, part, ratings.level)
        both = np.column_stack((importance, level)).ravel()
        rows.append((link.code, _yes(estimated), *_source(found.onet), *_figures(both, decimals=1)))
    return _csv(("code", "estimated", "source", "year", *scales), rows)


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
