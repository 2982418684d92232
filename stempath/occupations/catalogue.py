"""What the catalogue says of its occupations: their O*NET codes, names, levels and groups."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from stempath.occupations.sheets import read_table
from stempath.problem import Place, Problem, StempathError, shown
from stempath.record import record

CONFIDENCES = ("high", "medium", "low")
LEVELS = ("1", "2", "3", "4", "5")
ROWS = "one row per occupation"
CODES = re.compile(r"[1-9][0-9]{5}")


@record(frozen=True, slots=True)
class Link:
    """An occupation's O*NET-SOC code, and how sure that match is (CONFIDENCES).

    `names`: its title, its other names and its specialisations. `level`: its ANZSCO skill level,
    1 (a degree) to 5; None where the catalogue does not state it, as `unit_group` is empty then.
    """

    code: str
    onet: str
    confidence: str
    source: str
    year: str
    line: int
    names: tuple[str, ...] = ()
    level: int | None = None
    unit_group: str = ""


def read_links(crosswalk: Path, catalogue: Path) -> tuple[Link, ...]:
    """The links of `crosswalk`, with what occupations.csv and aliases.csv say of each.

    `catalogue` is the folder that holds those two. Other columns are left alone, so that the
    project's own crosswalk.csv serves.

    Raises:
        StempathError: a file or column that is missing, an empty file, a code that is not six
            digits, stands twice or has no title, an unknown confidence or level; with file and
            line.
    """
    problems: list[Problem] = []
    links = {link.code: link for link in read_crosswalk(crosswalk)}
    titled: set[str] = set()
    wanted = ("code", "title", "skill_level", "unit_group")
    for line, cells in read_table(catalogue / "occupations.csv", wanted, ROWS):
        code, level = cells["code"].strip(), cells["skill_level"].strip()
        titled.add(code)
        if level not in LEVELS:
            place = Place(str(catalogue / "occupations.csv"), line, "skill_level")
            problems.append(Problem("level", place, shown(level), "1, 2, 3, 4 or 5"))
        elif code in links:
            names = (cells["title"].strip(),)
            group = cells["unit_group"].strip()
            links[code] = replace(links[code], names=names, level=int(level), unit_group=group)
    for _, cells in read_table(catalogue / "aliases.csv", ("code", "alias", "kind"), ROWS):
        if link := links.get(cells["code"].strip()):
            links[link.code] = replace(link, names=(*link.names, cells["alias"].strip()))
    for link in links.values():
        if link.code not in titled:
            place = Place(str(crosswalk), link.line, "code")
            problems.append(
                Problem("unknown-occupation", place, link.code, "a code of occupations.csv")
            )
    if problems:
        raise StempathError(problems)
    return tuple(links[code] for code in sorted(links))


def read_crosswalk(path: Path) -> tuple[Link, ...]:
    """The links of a CSV with columns code, onet, confidence, source, year, without names.

    Raises:
        StempathError: as `read_links`, for this file.
    """
    file = str(path)
    problems: list[Problem] = []
    links: dict[str, Link] = {}
    wanted = ("code", "onet", "confidence", "source", "year")
    for line, cells in read_table(path, wanted, ROWS):
        code, onet, confidence, source, year = (cells[column].strip() for column in wanted)
        link = Link(code, onet, confidence, source, year, line)
        if not CODES.fullmatch(link.code):
            problems.append(
                Problem("code", Place(file, line, "code"), shown(link.code), "six digits")
            )
        elif link.code in links:
            problems.append(
                Problem(
                    "code-twice",
                    Place(file, line, "code"),
                    f"{link.code} again, after line {links[link.code].line}",
                    "one row per occupation",
                    "delete one of the two rows",
                )
            )
        if link.confidence not in CONFIDENCES:
            problems.append(
                Problem(
                    "confidence",
                    Place(file, line, "confidence"),
                    shown(link.confidence),
                    "one of " + ", ".join(CONFIDENCES),
                )
            )
        links[link.code] = link
    if problems:
        raise StempathError(problems)
    return tuple(links[code] for code in sorted(links))
