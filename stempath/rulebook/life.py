"""What an occupation is like: days, activities and awards, read and held together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from difflib import get_close_matches
from functools import partial
from itertools import groupby
from pathlib import Path

from stempath.model.day import Activity, Day, DayTask
from stempath.model.occupation import Occupation
from stempath.problem import Place, Problem, shown
from stempath.record import record
from stempath.rulebook.awards import Awards, read_awards
from stempath.rulebook.days import check_days, read_days
from stempath.rulebook.records import Vocabularies, source_problems
from stempath.rulebook.rows import read_rows
from stempath.tables import Toml

TASK_KINDS = ("task", "dwa", "iwa")


@record(frozen=True, slots=True)
class Life:
    """Days by id, activities by code and rank, awards; the order of the files means nothing."""

    days: tuple[Day, ...]
    activities: tuple[Activity, ...]
    awards: Awards

    def days_of(self, code: str, unit_group: str) -> tuple[Day, ...]:
        """The days of an occupation; without its own, those of its unit group."""
        return days_of(self.days, code, unit_group)

    def activities_of(self, code: str, unit_group: str) -> tuple[Activity, ...]:
        """The activities of an occupation; without its own, those of its unit group."""
        own = tuple(activity for activity in self.activities if activity.code == code)
        return own or tuple(entry for entry in self.activities if entry.code == unit_group)


def days_of(days: Iterable[Day], code: str, unit_group: str) -> tuple[Day, ...]:
    """Those of an occupation; without its own, those of its unit group."""
    near = [day for day in days if day.unit_group == unit_group]
    own = tuple(day for day in near if day.occupation == code)
    return own or tuple(near)


def read_life(
    folder: Path,
    name: Callable[[Path], str],
    day_files: Iterable[Toml],
    occupations: Sequence[Occupation],
    vocabularies: Vocabularies,
    sources: Collection[str],
    problems: list[Problem],
) -> Life:
    """The days of `day_files`, and the tables of `folder` (catalogue/occupations)."""
    codes = {occupation.code for occupation in occupations}
    groups = {occupation.unit_group for occupation in occupations}
    before = len(problems)
    days = [day for toml in day_files for day in read_days(toml, vocabularies, problems)]
    whole = len(problems) == before
    for day in days:
        told = source_problems(day.source, day.id, sources, partial(_place, day))
        problems.extend(told)
    before = len(problems)
    tasks = read_rows(folder / "day_tasks.csv", name, DayTask, sources, problems)
    for place, task in tasks:
        if task.kind not in TASK_KINDS:
            expected = "one of " + ", ".join(TASK_KINDS)
            problems.append(Problem("kind", place, shown(task.kind), expected))
    if len(problems) == before:
        problems.extend(check_days(days, tasks, occupations, whole))
    before = len(problems)
    activities = read_rows(folder / "activities.csv", name, Activity, sources, problems)
    _activities(activities, codes | groups, problems, whole=len(problems) == before)
    return Life(
        tuple(sorted(days, key=lambda day: day.id)),
        tuple(activity for _place, activity in sorted(activities, key=_order)),
        read_awards(folder, name, codes, groups, sources, problems),
    )


def _activities(
    rows: Iterable[tuple[Place, Activity]],
    known: set[str],
    problems: list[Problem],
    whole: bool,
) -> None:
    for place, activity in rows:
        if activity.code not in known:
            near = get_close_matches(activity.code, sorted(known), n=1, cutoff=0.5)
            problems.append(
                Problem(
                    "code",
                    place,
                    f"code {shown(activity.code)}",
                    "a code or unit group of occupations.csv",
                    f"did you mean {near[0]}?" if near else "",
                )
            )
    ordered = sorted(rows, key=_order) if whole else []
    for code, found in groupby(ordered, key=lambda row: row[1].code):
        ids: set[str] = set()
        for rank, (place, activity) in enumerate(found, 1):
            if activity.id in ids or activity.rank != rank:
                problems.append(
                    Problem(
                        "rank",
                        place,
                        f"{activity.id} with rank {activity.rank} of {code}",
                        "each activity once, and ranks from 1 without gaps",
                        "build the table again",
                    )
                )
            ids.add(activity.id)


def _order(row: tuple[Place, Activity]) -> tuple[str, int]:
    return row[1].code, row[1].rank


def _place(day: Day) -> Place:
    return day.place
