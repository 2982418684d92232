"""What occupations need, derived from a small made-up release of O*NET."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from stempath.model.skill import Need, Skill
from stempath.occupations.skills import FEWEST, MOST, needs_of
from stempath.occupations.work import read_work
from stempath.problem import StempathError
from stempath.tables import read_csv

RELEASE = "O*NET 99.1 Database\nMay 2031 Release\n"
OCCUPATIONS = ["11-1000.00", "11-1001.00", "11-9999.00", "29-1000.00"]
# Code, id, statement, kind.
TASKS = [
    ("11-1000.00", "1", "Build a bridge.", "Core"),
    ("11-1000.00", "2", "Paint a bridge.", "Core"),
    ("11-1000.00", "3", "Mend a bridge.", "Supplemental"),
    ("11-1001.00", "4", "Draw a bridge.", "Core"),
    ("29-1000.00", "5", "Care for animals.", "Core"),
    ("29-1000.00", "6", "Watch for a sickness.", "n/a"),
]
ACTIVITIES = [
    ("11-1000.00", "1", "4.A.1.a.1.I01.D01"),
    ("11-1000.00", "2", "4.A.1.a.1.I01.D02"),
    ("11-1001.00", "4", "4.A.1.a.1.I02.D01"),
    ("29-1000.00", "5", "4.A.1.a.1.I03.D01"),
]
# Code, product, commodity, hot, in demand.
TECHNOLOGY = [
    ("11-1001.00", "Plan", "43100000", "N", "N"),
    ("11-1001.00", "Pencil", "43100000", "Y", "N"),
    ("11-1001.00", "Chart", "43200000", "Y", "Y"),
    ("29-1000.00", "Chart", "43200000", "Y", "N"),
]
# ANZSCO code, title, O*NET, lenders, confidence; importance and level of 2.C.1 and of 2.A.1.
POSTS = [
    ("100001", "Bridge Hand", "11-1000.00", "", "high", (4, 3.4), (3, 2.5)),
    ("100002", "Bridge Planner", "11-1001.00", "", "high", (3.5, 4.2), (4, 4.5)),
    ("100003", "Bridge Worker", "11-9999.00", "11-1000.00;11-1001.00", "high", (3, 3), (3, 3)),
    ("100004", "Bridge Guard", "11-1000.00", "", "low", (1.2, 1), (1.5, 1)),
    ("300001", "Animal Carer", "29-1000.00", "", "high", (1.5, 1), (3.6, 5.5)),
]


def skill(id_: str, **shown: Sequence[str]) -> Skill:
    evidence = {key: tuple(values) for key, values in shown.items()}
    return Skill(id=id_, name=id_, group="field", source="own", year=2026, **evidence)  # type: ignore[arg-type]


def write(path: Path, rows: Sequence[Sequence[str]], between: str) -> None:
    path.write_text("".join(between.join(row) + "\n" for row in rows), "utf-8")


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "onet"
    folder.mkdir()
    (folder / "Read Me.txt").write_text(RELEASE, "utf-8")
    code = "O*NET-SOC Code"
    files: dict[str, Sequence[Sequence[str]]] = {
        "Occupation Data.txt": [[code, "Title"], *([c, "Title"] for c in OCCUPATIONS)],
        "Task Statements.txt": [[code, "Task ID", "Task", "Task Type"], *TASKS],
        "Tasks to DWAs.txt": [[code, "Task ID", "DWA ID"], *ACTIVITIES],
        "Technology Skills.txt": [
            [code, "Example", "Commodity Code", "Hot Technology", "In Demand"],
            *TECHNOLOGY,
        ],
    }
    for name, rows in files.items():
        write(folder / name, rows, "\t")
    return folder


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    crosswalk, titles, figures = [], [], {"knowledge": [], "skills": []}  # type: ignore[var-annotated]
    for code, title, onet, lenders, confidence, knowledge, skills in POSTS:
        crosswalk.append([code, onet, lenders, confidence])
        titles.append([code, title])
        borrowed = "yes" if lenders else "no"
        figures["knowledge"].append([code, borrowed, *map(str, knowledge)])
        figures["skills"].append([code, borrowed, *map(str, skills)])
    write(
        folder / "crosswalk.csv", [["code", "onet", "borrowed_from", "confidence"], *crosswalk], ","
    )
    write(folder / "occupations.csv", [["code", "title"], *titles], ",")
    write(
        folder / "aliases.csv",
        [
            ["code", "alias", "kind"],
            ["100002", "Span Designer", "alternative-title"],
            ["100001", "Welder of Spans", "specialisation"],
        ],
        ",",
    )
    for name, element in (("knowledge", "2.C.1"), ("skills", "2.A.1")):
        header = ["code", "estimated", f"{element}.im", f"{element}.lv"]
        write(folder / f"{name}.csv", [header, *figures[name]], ",")
    return folder


Needs = dict[tuple[str, str], Need]


def needs(release: Path, tables: Path, skills: Sequence[Skill]) -> list[Need]:
    return needs_of(skills, read_work(release), lambda name: read_csv(tables / f"{name}.csv"))


def derived(release: Path, tables: Path, *skills: Skill) -> Needs:
    return {(need.code, need.skill): need for need in needs(release, tables, skills)}


def test_work_activities_show_the_need_and_elements_the_level(release: Path, tables: Path) -> None:
    bridges = skill("bridges", onet=["2.C.1", "4.A.1.a.1.I01"])
    found = derived(release, tables, bridges)
    need = found["100001", "bridges"]
    assert (need.level, need.estimated, need.source, need.year) == (3, False, "onet-99-1", 2031)
    assert need.evidence == ("activity:4.A.1.a.1.I01", "element:2.C.1")
    assert need.importance == round(50 * (2 / 4 + (4 - 1) / 4))
    assert ("100002", "bridges") not in found, "another activity"
    assert ("300001", "bridges") not in found


def test_a_detailed_activity_is_narrower_than_its_intermediate_one(
    release: Path, tables: Path
) -> None:
    """Half the points, and so less important."""
    wide = derived(release, tables, skill("bridges", onet=["4.A.1.a.1.I01"]))
    narrow = derived(release, tables, skill("bridges", onet=["4.A.1.a.1.I01.D01"]))
    assert narrow["100001", "bridges"].importance < wide["100001", "bridges"].importance


def test_words_of_tasks_count_half_and_supplemental_tasks_half_of_it(
    release: Path, tables: Path
) -> None:
    need = derived(release, tables, skill("bridges", tasks=["bridge"]))["100001", "bridges"]
    points = 0.5 + 0.5 + 0.25
    assert need.importance == round(100 * points / (points + 2))
    assert need.evidence == ("task:1", "task:2", "task:3")


def test_words_are_beginnings_of_words(release: Path, tables: Path) -> None:
    assert not derived(release, tables, skill("ridges", tasks=["ridge"]))
    assert derived(release, tables, skill("bridges", tasks=["bridg"]))


def test_technology_alone_gives_a_stated_level(release: Path, tables: Path) -> None:
    found = derived(
        release,
        tables,
        skill("planning", onet=["2.C.1"], technology=["43100000"]),
        skill("charting", onet=["2.C.1"], technology=["Chart"]),
    )
    assert found["100002", "planning"].level == 2
    assert found["100002", "charting"].level == 3, "in demand"
    assert found["100002", "planning"].evidence[:2] == ("technology:Pencil", "technology:Plan")
    assert ("300001", "charting") not in found, "its element hardly matters there"


def test_titles_show_a_need_but_specialisations_do_not(release: Path, tables: Path) -> None:
    found = derived(
        release,
        tables,
        skill("designing", onet=["2.C.1"], titles=["designer"]),
        skill("welding", onet=["2.C.1"], titles=["welder"]),
    )
    assert [code for code, _ in found] == ["100002"]
    assert found["100002", "designing"].evidence[0] == "title:designer"
    assert found["100002", "designing"].level == 4


def test_elements_alone_need_to_be_important(release: Path, tables: Path) -> None:
    found = derived(release, tables, skill("thinking", onet=["2.A.1"]))
    assert {code for code, _ in found} == {"100001", "100002", "100003", "300001"}
    assert found["300001", "thinking"].level == 5
    assert found["100002", "thinking"].importance == 15 * 2


def test_a_code_with_titles_alone_borrows_and_says_so(release: Path, tables: Path) -> None:
    found = derived(release, tables, skill("bridges", onet=["2.C.1"], tasks=["bridge"]))
    assert found["100003", "bridges"].estimated
    assert not found["100001", "bridges"].estimated
    assert set(found["100003", "bridges"].evidence) > {"task:1", "task:4"}


def test_a_doubtful_crosswalk_makes_an_estimate(release: Path, tables: Path) -> None:
    found = derived(release, tables, skill("bridges", tasks=["bridge"]))
    assert found["100004", "bridges"].estimated


def test_lists_are_neither_short_nor_endless(release: Path, tables: Path) -> None:
    many = [skill(f"bridges-{n:02}", onet=["4.A.1.a.1.I01"]) for n in range(MOST + 5)]
    weak = [skill(f"paint-{n:02}", tasks=["paint"]) for n in range(FEWEST + 5)]
    found = derived(release, tables, *many)
    assert sum(code == "100001" for code, _ in found) == MOST
    found = derived(release, tables, *many[:3], *weak)
    assert sum(code == "100001" for code, _ in found) == FEWEST
    assert sum(code == "100001" and id_.startswith("bridges") for code, id_ in found) == 3


def test_the_order_of_skills_changes_nothing(release: Path, tables: Path) -> None:
    skills = [
        skill("bridges", onet=["2.C.1", "4.A.1.a.1.I01"]),
        skill("charting", technology=["Chart"]),
        skill("thinking", onet=["2.A.1"]),
    ]
    assert needs(release, tables, skills) == needs(release, tables, skills[::-1])


def test_a_missing_column_is_named(release: Path) -> None:
    write(release / "Task Statements.txt", [["O*NET-SOC Code", "Task ID", "Task"]], "\t")
    (release / "Technology Skills.txt").unlink()
    with pytest.raises(StempathError) as caught:
        read_work(release)
    told = {
        (Path(problem.place.file).name, problem.place.line, problem.place.key)
        for problem in caught.value.problems
    }
    assert told == {("Task Statements.txt", 1, "Task Type"), ("Technology Skills.txt", None, "")}
