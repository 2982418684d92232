"""Builds the occupation map: O*NET as published and a crosswalk in, five plain tables out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from stempath.occupations.closeness import (
    WEIGHTS,
    ZONE,
    Loan,
    OccupationMap,
    borrowed,
    occupation_map,
)
from stempath.occupations.onet import (
    INTERESTS,
    Figures,
    Link,
    Onet,
    Ratings,
    read_crosswalk,
    read_onet,
)
from stempath.problem import ExitCode, StempathError
from stempath.rulebook.closeness import closeness_text
from stempath.tables import disk_problem, write_atomic


def build_map(onet_dir: Path, crosswalk: Path, out: Path) -> None:
    """Write crosswalk, interests, knowledge, skills and closeness as CSV tables into folder `out`.

    `onet_dir` holds a release of O*NET as published; `crosswalk` is a CSV as `read_crosswalk`
    takes it, and may be the crosswalk.csv that stands in `out`. Same input, same bytes.

    Raises:
        StempathError: as `read_onet`, `read_crosswalk` and `occupation_map`; exit 5 where a file
            cannot be written. Nothing is written before everything is computed.
    """
    found = occupation_map(read_onet(onet_dir), read_crosswalk(crosswalk), str(crosswalk))
    tables = {
        "crosswalk.csv": _crosswalk_table(found),
        "interests.csv": _interests_table(found),
        "knowledge.csv": _ratings_table(found, "knowledge", found.onet.knowledge),
        "skills.csv": _ratings_table(found, "skills", found.onet.skills),
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


def _row(found: OccupationMap, link: Link) -> int:
    return found.onet.codes.index(link.onet)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _source(onet: Onet) -> tuple[str, str]:
    return "onet-" + onet.release.replace(".", "-"), str(onet.year)


def _crosswalk_table(found: OccupationMap) -> str:
    """The links; `estimated` where a part is borrowed or the match is of low confidence.

    `parts` are those that O*NET states for the occupation itself.
    """
    onet = found.onet
    rows = []
    for link in found.links:
        row = _row(found, link)
        loan = found.loans.get(row, Loan((), (), ()))
        rows.append(
            (
                link.code,
                link.onet,
                onet.titles[row],
                link.confidence,
                _yes(bool(loan.parts) or link.confidence == "low"),
                ";".join(name for name in (*WEIGHTS, ZONE) if name not in loan.parts),
                ";".join(sorted(onet.codes[lender] for lender in loan.rows)),
                link.source,
                link.year,
            )
        )
    header = "code onet onet_title confidence estimated parts borrowed_from source year"
    return _csv(header.split(), rows)


def _interests_table(found: OccupationMap) -> str:
    rows = []
    for link in found.links:
        figures, estimated = _shown(found, link, "interests", found.onet.interests)
        rows.append(
            (link.code, _yes(estimated), *_source(found.onet), *_figures(figures, decimals=2))
        )
    return _csv(("code", "estimated", "source", "year", *INTERESTS), rows)


def _ratings_table(found: OccupationMap, part: str, ratings: Ratings) -> str:
    """Importance (`.im`, 1 to 5) and level (`.lv`, 0 to 7) of each element, to one decimal."""
    scales = [f"{element}.{scale}" for element in ratings.elements for scale in ("im", "lv")]
    rows = []
    for link in found.links:
        importance, estimated = _shown(found, link, part, ratings.importance)
        level, _ = _shown(found, link, part, ratings.level)
        both = np.column_stack((importance, level)).ravel()
        rows.append((link.code, _yes(estimated), *_source(found.onet), *_figures(both, decimals=1)))
    return _csv(("code", "estimated", "source", "year", *scales), rows)


def _shown(found: OccupationMap, link: Link, part: str, figures: Figures) -> tuple[Figures, bool]:
    """An occupation's row of `figures`, and whether it was borrowed."""
    row = _row(found, link)
    loan = found.loans.get(row)
    if loan is None or part not in loan.parts:
        return figures[row], False
    return (borrowed(figures, loan) if loan.rows else figures[row]), True


def _figures(figures: Figures, decimals: int) -> list[str]:
    """Figures as text without trailing zeros; what is not known is empty."""
    return [f"{x:.{decimals}f}".rstrip("0").rstrip(".") if np.isfinite(x) else "" for x in figures]
