"""A small made-up release of O*NET: real column names, invented occupations and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from stempath.model.day import Day, Moment, Part
from stempath.model.skill import Skill
from stempath.problem import Place

# Code, title, zone, interests, figures of three elements, activity, product, task, other title.
# Four are fully described; one lacks ratings, and the last has its titles alone.
OCCUPATIONS = """\
11-1000.00|Bridge Builders|2|6 1 1 1 2 2|4.5 1.2 1.5|A1|Saw|Build a bridge|Bridge Hand
11-1001.00|Bridge Planners|3|5 3 1 1 2 3|4.1 1.9 1.6|A1|Plan|Plan a bridge|Bridge Clerk
11-1002.00|Chief Bridge Planners|5|4 4 1 1 4 3|4 2.2 1.7|A2|Plan|Plan each bridge|Chief Planner
29-1000.00|Animal Carers|4|2 3 1 6 1 2|1.1 4.7 4|B1|Chart|Care for animals|Animal Nurse
29-1004.00|Animal Watchers|3|2 4 1 5 1 2||B1|Chart|Watch the animals|Animal Guard
29-9999.00|Animal Workers, Other|||||||Animal Helper
"""
INTERESTS = ["Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"]
VALUES = [
    "Achievement",
    "Working Conditions",
    "Recognition",
    "Relationships",
    "Support",
    "Independence",
]
CODE = "O*NET-SOC Code"
MEASURE = """\
[weights]
knowledge = 2.0
skills = 1.0
interests = 1.0
values = 0.5
styles = 0.5
activities = 0.5
technology = 0.5
tasks = 0.5
titles = 0.5
letters = 0.5
[level]
up = 1.0
further_up = 2.0
down = 0.5
australian = 0.5
[names]
own = 0.25
alone = 0.5
[shared]
loose = 0.5
sure = 0.7
[estimate]
nearest = 3
[curve]
midpoint = 3.0
scale = 1.5
"""

Folder = Callable[..., Path]
Files = dict[str, list[list[str]]]


@pytest.fixture
def onet_files() -> Files:
    """The files by name: rows of cells, header first."""
    return _files()


def _files() -> Files:
    ratings = [CODE, "Element ID", "Element Name", "Scale ID", "Data Value"]
    out: Files = {
        "Occupation Data.txt": [[CODE, "Title", "Description"]],
        "Knowledge.txt": [ratings],
        "Skills.txt": [ratings],
        "Work Styles.txt": [ratings],
        "Interests.txt": [ratings],
        "Work Values.txt": [ratings],
        "Job Zones.txt": [[CODE, "Job Zone"]],
        "Tasks to DWAs.txt": [[CODE, "Task ID", "DWA ID"]],
        "DWA Reference.txt": [["Element ID", "IWA ID", "DWA ID", "DWA Title"]],
        "IWA Reference.txt": [["Element ID", "IWA ID", "IWA Title"]],
        "Technology Skills.txt": [
            [CODE, "Example", "Commodity Code", "Hot Technology", "In Demand"]
        ],
        "Task Statements.txt": [[CODE, "Task ID", "Task", "Task Type"]],
        "Alternate Titles.txt": [[CODE, "Alternate Title"]],
        "Sample of Reported Titles.txt": [[CODE, "Reported Job Title"]],
    }
    for activity in ("A1", "A2", "B1"):
        out["IWA Reference.txt"].append([activity, f"{activity}.I01", "Work on a thing."])
        out["DWA Reference.txt"].append(
            [activity, f"{activity}.I01", f"{activity}.I01.D01", "Work on one thing."]
        )
    for row in OCCUPATIONS.splitlines():
        code, title, zone, interests, figures, activity, tool, task, name = row.split("|")
        out["Occupation Data.txt"].append([code, title, "Words that nobody reads."])
        out["Alternate Titles.txt"].append([code, name])
        for number, figure in enumerate(map(float, figures.split())):
            for file, family in (("Knowledge.txt", "2.C"), ("Skills.txt", "2.A")):
                for scale, value in (("IM", figure), ("LV", figure + 1)):
                    element = [f"{family}.{number}", f"Element {number}", scale, f"{value:.2f}"]
                    out[file].append([code, *element])
            style = [f"1.C.{number}", f"Style {number}", "IM", f"{figure / 2 + 1:.2f}"]
            out["Work Styles.txt"].append([code, *style])
        for interest, value, score in zip(INTERESTS, VALUES, interests.split(), strict=False):
            out["Interests.txt"].append([code, "1.B", interest, "OI", score])
            out["Interests.txt"].append([code, "1.B", "First High-Point", "IH", "1"])
            out["Work Values.txt"].append([code, "1.B.2", value, "EX", score])
        out["Work Values.txt"].append([code, "1.B.2", "First Value", "VH", "1"])
        if zone:
            out["Job Zones.txt"].append([code, zone])
            out["Tasks to DWAs.txt"].append([code, "1", f"{activity}.I01.D01"])
            out["Technology Skills.txt"].append([code, tool, "431", "N", "N"])
            out["Task Statements.txt"].append([code, "1", task, "Core"])
    return out


@pytest.fixture
def onet_folder(tmp_path: Path) -> Folder:
    """Writes a release; the rows of files named in `changed` stand for the usual ones."""

    def write(changed: Mapping[str, list[list[str]]] | None = None, name: str = "onet") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        for file, rows in {**_files(), **(changed or {})}.items():
            text = "".join("\t".join(row) + "\n" for row in rows)
            (folder / file).write_text(text, encoding="utf-8")
        (folder / "Read Me.txt").write_text("O*NET 99.1 Database\nMay 2031 Release\n", "utf-8")
        return folder

    return write


@pytest.fixture
def skills() -> list[Skill]:
    """Two: one of those who work on bridges, and one that everybody with ratings has."""
    shown = {"bridges": {"tasks": ("bridge",)}, "thinking": {"onet": ("2.A.1",)}}
    return [
        Skill(id=id_, name=id_, group="field", source="own", year=2026, **evidence)
        for id_, evidence in shown.items()
    ]


@pytest.fixture
def days() -> list[Day]:
    """One, of a bridge builder; it rests on a task and on an activity of the release."""
    words = Part(words="It holds.", rests_on=("A1.I01.D01",))
    return [
        Day(
            id="a-bridge", unit_group="1100", occupation="100001", onet="11-1000.00",
            title="A bridge", works_with=("the planner",), source="own", year=2026,
            moments=(Moment(at="08:00", words="A bridge is built.", rests_on=("1",)),),
            hr=words, learner=words, place=Place("bridges.toml", 3),
        )
    ]  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A folder with six occupations and two more that share a code with the first.

    The seventh is called like the first, the eighth like nobody, and at another level.
    """
    folder = tmp_path / "catalogue"
    folder.mkdir()
    rows = [row.split("|") for row in OCCUPATIONS.splitlines()]
    codes = [row[0] for row in rows] + [rows[0][0]] * 2
    names = [row[1] for row in rows] + ["Bridge Builder", "Horse Doctor"]
    levels = [{"2": 3, "3": 2}.get(row[2], 1) for row in rows] + [3, 1]
    links, occupations = ["code,onet,confidence,source,year"], ["code,title,skill_level,unit_group"]
    for number, (onet, name, level) in enumerate(zip(codes, names, levels, strict=True), 1):
        links.append(f"10000{number},{onet},{'low' if number == 6 else 'high'},own,2026")
        occupations.append(f'10000{number},"{name}",{level},{onet[:2]}00')
    aliases = ["code,alias,kind", "100001,Bridge Hand,everyday", "100008,Animal Nurse,everyday"]
    for name, lines in (
        ("crosswalk.csv", links),
        ("occupations.csv", occupations),
        ("aliases.csv", aliases),
        ("closeness.toml", MEASURE.splitlines()),
    ):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
