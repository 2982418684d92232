"""What people in an occupation do and use: O*NET's tasks, their activities, and technology."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from stempath.occupations.sheets import CODE, Sheet, read_release, read_sheet, refuse, unknown_keys
from stempath.problem import Problem
from stempath.record import record

FEW = 0.03  # of the occupations that list technology: a product listed by fewer is rare

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Occupation Data.txt": (CODE,),
    "Task Statements.txt": (CODE, "Task ID", "Task", "Task Type"),
    "Tasks to DWAs.txt": (CODE, "Task ID", "DWA ID"),
    "Technology Skills.txt": (CODE, "Example", "Commodity Code", "Hot Technology", "In Demand"),
}


@record(frozen=True, slots=True)
class Task:
    """A task: its statement in lower case, and ids of its detailed and intermediate activities."""

    id: str
    words: str
    supplemental: bool
    activities: frozenset[str]


@record(frozen=True, slots=True)
class Product:
    """A product of Technology Skills; `hot` and `in_demand` as O*NET marks them."""

    name: str
    commodity: str
    hot: bool
    in_demand: bool
    rare: bool


@record(frozen=True, slots=True)
class Work:
    """One release, by O*NET-SOC code; a code without tasks or technology is not described."""

    release: str
    year: int
    codes: frozenset[str]
    tasks: Mapping[str, tuple[Task, ...]]
    technology: Mapping[str, tuple[Product, ...]]

    def describes(self, onet: str) -> bool:
        return onet in self.tasks or onet in self.technology


def read_work(folder: Path) -> Work:
    """Tasks, activities and technology of the release that stands in `folder`.

    Raises:
        StempathError: every missing file and column, or every code that `Occupation Data.txt`
            lacks, with file, line and column.
    """
    problems: list[Problem] = []
    release, year = read_release(folder, problems)
    sheets: dict[str, Sheet] = {}
    for name, columns in _COLUMNS.items():
        sheet = read_sheet(folder / name, columns, problems)
        if sheet is not None:
            sheets[name] = sheet
    refuse(problems)
    codes = frozenset(cells[0] for _, cells in sheets["Occupation Data.txt"].rows)
    for name, sheet in sheets.items():
        if name != "Occupation Data.txt":
            problems += unknown_keys(sheet, CODE, codes, "Occupation Data.txt")
    refuse(problems)
    return Work(release, year, codes, _tasks(sheets), _technology(sheets["Technology Skills.txt"]))


def _tasks(sheets: Mapping[str, Sheet]) -> dict[str, tuple[Task, ...]]:
    activities: dict[tuple[str, str], set[str]] = {}
    for _, (code, id_, detailed) in sheets["Tasks to DWAs.txt"].rows:
        # A detailed work activity's id begins with the id of its intermediate one.
        activities.setdefault((code, id_), set()).update((detailed, detailed.rpartition(".")[0]))
    found: dict[str, list[Task]] = {}
    for _, (code, id_, words, kind) in sheets["Task Statements.txt"].rows:
        linked = frozenset(activities.get((code, id_), ()))
        task = Task(id_, words.lower(), kind == "Supplemental", linked)
        found.setdefault(code, []).append(task)
    return {code: tuple(tasks) for code, tasks in found.items()}


def _technology(sheet: Sheet) -> dict[str, tuple[Product, ...]]:
    listed = Counter(name for _, (_code, name, *_marks) in sheet.rows)
    few = FEW * len({cells[0] for _, cells in sheet.rows})
    found: dict[str, list[Product]] = {}
    for _, (code, name, commodity, hot, demand) in sheet.rows:
        product = Product(name, commodity, hot == "Y", demand == "Y", listed[name] < few)
        found.setdefault(code, []).append(product)
    return {code: tuple(products) for code, products in found.items()}
