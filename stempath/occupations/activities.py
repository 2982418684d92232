"""What people in an occupation do: the most telling of O*NET's activities, and the ids of days.

An intermediate activity tells the more of an occupation, the larger its share of the tasks (a core
task counts twice) and the fewer occupations have it: share × ln(occupations / occupations with
it). It is shown by its detailed activity with the largest share, or, where equal, the rarer one. A
unit group's share is the mean over its occupations. A match of low confidence tells nothing.

Only ids, titles and shares are taken over; the statements of tasks are not read.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from stempath.model.day import Activity, Day
from stempath.occupations.sheets import CODE, MOST_BYTES, read_sheet, unknown_keys
from stempath.problem import Place, Problem, StempathError, shown
from stempath.rulebook.days import rests_on
from stempath.tables import decode, read_bytes, read_csv

MOST = 8
CORE, SUPPLEMENTAL = 2, 1  # what a task counts
_LOW = "low"
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Occupation Data.txt": (CODE,),
    "Task Statements.txt": (CODE, "Task ID", "Task Type"),
    "Tasks to DWAs.txt": (CODE, "Task ID", "DWA ID"),
    "DWA Reference.txt": ("DWA ID", "DWA Title"),
}


@dataclass(frozen=True, slots=True)
class Doings:
    """Tasks and activities of one release, by O*NET-SOC code.

    `tasks`: what each task counts, by its id. `detailed`: the pairs of task and detailed activity.
    `titles` of detailed activities. `source` and `year` of the release.
    """

    tasks: Mapping[str, Mapping[str, int]]
    detailed: Mapping[str, frozenset[tuple[str, str]]]
    titles: Mapping[str, str]
    source: str
    year: int


def intermediate(detailed: str) -> str:
    """The intermediate activity of a detailed one: the beginning of its id."""
    return detailed.rpartition(".")[0]


def read_doings(folder: Path) -> Doings:
    """The tasks and activities of the release that stands in `folder`.

    Raises:
        StempathError: every missing file and column at once; else every occupation, activity
            and task that the release does not define, with file, line and column.
    """
    problems: list[Problem] = []
    source, year = _release(folder / "Read Me.txt", problems)
    read = {
        name: read_sheet(folder / name, columns, problems) for name, columns in _COLUMNS.items()
    }
    sheets = {name: sheet for name, sheet in read.items() if sheet is not None}
    if problems:
        raise StempathError(problems)
    codes = {cells[0] for _, cells in sheets["Occupation Data.txt"].rows}
    titles = {id_: title for _, (id_, title) in sheets["DWA Reference.txt"].rows}
    for name in ("Task Statements.txt", "Tasks to DWAs.txt"):
        problems += unknown_keys(sheets[name], CODE, codes, "Occupation Data.txt")
    linked = sheets["Tasks to DWAs.txt"]
    problems += unknown_keys(linked, "DWA ID", titles, "DWA Reference.txt")
    if problems:
        raise StempathError(problems)
    tasks: dict[str, dict[str, int]] = defaultdict(dict)
    for _, (code, task, kind) in sheets["Task Statements.txt"].rows:
        tasks[code][task] = CORE if kind == "Core" else SUPPLEMENTAL
    detailed: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for line, (code, task, activity) in linked.rows:
        detailed[code].add((task, activity))
        if task not in tasks.get(code, {}):
            place = Place(linked.file, line, "Task ID")
            expected = f"a task of {code} in Task Statements.txt"
            problems.append(
                Problem(
                    "unknown-task", place, shown(task), expected, "take all files from one release"
                )
            )
    if problems:
        raise StempathError(problems)
    pairs = {code: frozenset(found) for code, found in detailed.items()}
    return Doings(dict(tasks), pairs, titles, source, year)


# --- activities --------------------------------------------------------------------------------


def telling(doings: Doings, rows: Iterable[Mapping[str, str]]) -> tuple[Activity, ...]:
    """The activities of every unit group of `rows`, and of its occupations where they differ.

    `rows` are those of occupations.csv. A unit group all of whose matches are of low confidence,
    or lead to an occupation without tasks, has none.
    """
    groups: dict[str, dict[str, str]] = {}
    for row in rows:
        members = groups.setdefault(row["unit_group"], {})
        if row["onet_confidence"] != _LOW and row["onet"] in doings.detailed:
            members[row["code"]] = row["onet"]
    spread = _spread(doings)
    found: list[Activity] = []
    for group, members in sorted(groups.items()):
        if members:
            found += _ranked(doings, spread, group, list(members.values()))
        if len(set(members.values())) > 1:
            for code, onet in sorted(members.items()):
                found += _ranked(doings, spread, code, [onet])
    return tuple(found)


def _spread(doings: Doings) -> dict[str, int]:
    """How many occupations have each intermediate and each detailed activity."""
    spread: Counter[str] = Counter()
    for pairs in doings.detailed.values():
        activities = {activity for _task, activity in pairs}
        spread.update(activities | {intermediate(activity) for activity in activities})
    return dict(spread)


def _ranked(
    doings: Doings, spread: Mapping[str, int], code: str, onets: Sequence[str]
) -> list[Activity]:
    shares: dict[str, Fraction] = defaultdict(Fraction)
    for onet in onets:
        counts = doings.tasks[onet]
        pairs = doings.detailed[onet]
        whole = sum(counts[task] for task in {task for task, _activity in pairs})
        wider = {(task, intermediate(activity)) for task, activity in pairs}
        for task, activity in pairs | wider:
            shares[activity] += Fraction(counts[task], whole * len(onets))
    occupations = len(doings.detailed)
    score = {id_: share * math.log(occupations / spread[id_]) for id_, share in shares.items()}
    members: dict[str, list[str]] = defaultdict(list)
    for id_ in shares:
        if id_ in doings.titles:
            members[intermediate(id_)].append(id_)
    # Rounded, so that the last bits of a processor's logarithm decide nothing.
    best = sorted(members, key=lambda id_: (-round(score[id_], 9), id_))[:MOST]
    found = []
    for rank, id_ in enumerate(best, 1):
        shown_by = min(members[id_], key=lambda one: (-shares[one], spread[one], one))
        found.append(
            Activity(
                code=code,
                rank=rank,
                id=shown_by,
                title=doings.titles[shown_by].rstrip("."),
                weight=math.floor(100 * shares[id_] + Fraction(1, 2)),
                source=doings.source,
                year=doings.year,
            )
        )
    return found


# --- days --------------------------------------------------------------------------------------


def day_task_rows(doings: Doings, days: Iterable[Day]) -> list[tuple[str, ...]]:
    """Rows of day_tasks.csv: every id that a day rests on, and what it is.

    Raises:
        StempathError: every id that the release does not state for the occupation of its day.
    """
    rows: set[tuple[str, ...]] = set()
    problems: list[Problem] = []
    for day in days:
        activities = {activity for _task, activity in doings.detailed.get(day.onet, ())}
        kinds: dict[str, str] = {
            **dict.fromkeys(map(intermediate, activities), "iwa"),
            **dict.fromkeys(activities, "dwa"),
            **dict.fromkeys(doings.tasks.get(day.onet, ()), "task"),
        }
        for id_ in sorted(set(rests_on(day))):
            if id_ in kinds:
                rows.add((day.onet, id_, kinds[id_], doings.source, str(doings.year)))
            else:
                problems.append(
                    Problem(
                        "rests-on",
                        day.place,
                        f"`{id_}` in day `{day.id}`",
                        f"a task or activity of {day.onet} in the release",
                        "take an id from Task Statements.txt or Tasks to DWAs.txt",
                    )
                )
    if problems:
        raise StempathError(problems)
    return sorted(rows)


# --- tables ------------------------------------------------------------------------------------


def life_tables(onet_dir: Path, catalogue: Path, days: Iterable[Day]) -> dict[str, str]:
    """activities.csv and day_tasks.csv as texts: the same input gives the same bytes.

    `onet_dir` holds a release as published; `catalogue` the occupations.csv to read.
    """
    doings = read_doings(onet_dir)
    rows = [row for _line, row in read_csv(catalogue / "occupations.csv")]
    activities = [
        (a.code, str(a.rank), a.id, a.title, str(a.weight), a.source, str(a.year))
        for a in telling(doings, rows)
    ]
    return {
        "activities.csv": _csv("code rank id title weight source year", activities),
        "day_tasks.csv": _csv("onet id kind source year", day_task_rows(doings, days)),
    }


def _csv(header: str, rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split())
    writer.writerows(rows)
    return text.getvalue()


def _release(path: Path, problems: list[Problem]) -> tuple[str, int]:
    try:
        text = decode(read_bytes(path, MOST_BYTES), str(path))
    except StempathError as error:
        problems.extend(error.problems)
        return "", 0
    named = re.search(r"O\*NET (\d+(?:\.\d+)*) Database", text)
    dated = re.search(r"\b((?:19|20)\d\d) Release", text)
    if named is None or dated is None:
        problems.append(
            Problem(
                "release",
                Place(str(path), 1),
                shown(text.partition("\n")[0]),
                "the release and its month, as in: O*NET 29.3 Database, May 2025 Release",
                "take the file from the same release as the others",
            )
        )
        return "", 0
    return "onet-" + named.group(1).replace(".", "-"), int(dated.group(1))
