"""What people in an occupation do: the most telling of O*NET's activities, and the ids of days.

An intermediate activity tells the more of an occupation, the larger its share of the tasks (a core
task counts twice) and the fewer occupations have it: share × ln(occupations / occupations with
it). It is shown by its detailed activity with the largest share, or, where equal, the rarer one. A
unit group's share is the mean over its occupations. A match of low confidence tells nothing.

Only ids, titles and shares are taken over; the statements of tasks are not read.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from stempath.model.day import Activity, Day
from stempath.occupations.catalogue import Link
from stempath.occupations.sheets import (
    CODE,
    csv_text,
    read_release,
    read_sheet,
    refuse,
    unknown_keys,
)
from stempath.problem import Place, Problem, StempathError, shown
from stempath.record import record
from stempath.rulebook.days import rests_on

MOST = 8
CORE, SUPPLEMENTAL = 2, 1  # what a task counts
_LOW = "low"
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Occupation Data.txt": (CODE,),
    "Task Statements.txt": (CODE, "Task ID", "Task Type"),
    "Tasks to DWAs.txt": (CODE, "Task ID", "DWA ID"),
    "DWA Reference.txt": ("DWA ID", "DWA Title"),
}


@record(frozen=True, slots=True)
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
    release, year = read_release(folder, problems)
    read = {
        name: read_sheet(folder / name, columns, problems) for name, columns in _COLUMNS.items()
    }
    sheets = {name: sheet for name, sheet in read.items() if sheet is not None}
    refuse(problems)
    codes = {cells[0] for _, cells in sheets["Occupation Data.txt"].rows}
    titles = {id_: title for _, (id_, title) in sheets["DWA Reference.txt"].rows}
    for name in ("Task Statements.txt", "Tasks to DWAs.txt"):
        problems += unknown_keys(sheets[name], CODE, codes, "Occupation Data.txt")
    linked = sheets["Tasks to DWAs.txt"]
    problems += unknown_keys(linked, "DWA ID", titles, "DWA Reference.txt")
    refuse(problems)
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
    refuse(problems)
    pairs = {code: frozenset(found) for code, found in detailed.items()}
    source = "onet-" + release.replace(".", "-")
    return Doings(dict(tasks), pairs, titles, source, year)


# --- activities --------------------------------------------------------------------------------


def telling(doings: Doings, links: Iterable[Link]) -> tuple[Activity, ...]:
    """The activities of every unit group of `links`, and of its occupations where they differ.

    A unit group all of whose matches are of low confidence, or lead to an occupation without
    tasks, has none.
    """
    groups: dict[str, dict[str, str]] = {}
    for link in links:
        members = groups.setdefault(link.unit_group, {})
        if link.confidence != _LOW and link.onet in doings.detailed:
            members[link.code] = link.onet
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


def life_tables(doings: Doings, links: Iterable[Link], days: Iterable[Day]) -> dict[str, str]:
    """activities.csv and day_tasks.csv as texts: the same input gives the same bytes.

    Raises:
        StempathError: as `day_task_rows`.
    """
    activities = [
        (a.code, str(a.rank), a.id, a.title, str(a.weight), a.source, str(a.year))
        for a in telling(doings, links)
    ]
    return {
        "activities.csv": csv_text(
            ("code", "rank", "id", "title", "weight", "source", "year"), activities
        ),
        "day_tasks.csv": csv_text(
            ("onet", "id", "kind", "source", "year"), day_task_rows(doings, days)
        ),
    }
