"""Reading O*NET's published files, whole and damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from stempath.occupations.onet import INTERESTS, VALUES, read_onet
from stempath.problem import Problem, StempathError

Folder = Callable[..., Path]
Files = dict[str, list[list[str]]]


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(StempathError) as caught:
        read_onet(folder)
    return caught.value.problems


def test_reads_figures_and_bags(onet_folder: Folder) -> None:
    onet = read_onet(onet_folder())
    assert (onet.release, onet.year) == ("99.1", 2031)
    assert onet.codes[0] == "11-1000.00"
    assert onet.titles[0] == "Bridge Builders"
    assert onet.knowledge.elements == ("2.C.0", "2.C.1", "2.C.2")
    assert onet.knowledge.importance[0].tolist() == [4.5, 1.2, 1.5]
    assert onet.skills.level[0].tolist() == [5.5, 2.2, 2.5]
    assert dict(zip(INTERESTS, onet.interests[3], strict=True))["social"] == 6
    assert onet.zones[2] == 5
    assert onet.activities[0] == ("A1.I01",)
    assert onet.technology[0] == ("class 431", "product Saw")
    assert onet.tasks[0] == ("Build a bridge",)
    assert onet.names[0] == ("Bridge Builders", "Bridge Hand")
    assert onet.styles.importance[0].tolist() == [3.25, 1.6, 1.75]
    assert np.isnan(onet.styles.level).all()
    assert dict(zip(VALUES, onet.values[3], strict=True))["relationships"] == 6


def test_what_is_not_stated_stays_unknown(onet_folder: Folder) -> None:
    onet = read_onet(onet_folder())
    assert np.isnan(onet.knowledge.importance[4]).all()
    assert np.isnan(onet.interests[5]).all()
    assert np.isnan(onet.zones[5])
    assert onet.tasks[5] == onet.technology[5] == onet.activities[5] == ()


def test_all_missing_files_and_columns_are_told_at_once(
    onet_folder: Folder, onet_files: Files
) -> None:
    skills = onet_files["Skills.txt"]
    skills[0][4] = "Value"
    folder = onet_folder({"Skills.txt": skills})
    (folder / "Interests.txt").unlink()
    (folder / "Read Me.txt").write_text("Notes\n", encoding="utf-8")
    found = {problem.code: problem for problem in problems(folder)}
    assert set(found) == {"no-file", "no-column", "release"}
    assert found["no-file"].place.file.endswith("Interests.txt")
    place = found["no-column"].place
    assert (place.file.endswith("Skills.txt"), place.line, place.key) == (True, 1, "Data Value")


@pytest.mark.parametrize(
    ("file", "column", "value", "code"),
    [
        ("Knowledge.txt", 4, "many", "number"),
        ("Knowledge.txt", 4, "nan", "number"),
        ("Knowledge.txt", 4, "7.5", "number"),
        ("Job Zones.txt", 1, "6", "number"),
        ("Task Statements.txt", 0, "99-0000.00", "unknown-occupation"),
        ("Work Values.txt", 4, "8", "number"),
        ("Work Styles.txt", 4, "", "number"),
        ("Tasks to DWAs.txt", 2, "Z9.I01.D01", "unknown-activity"),
        ("DWA Reference.txt", 1, "Z9.I01", "unknown-activity"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(
    onet_folder: Folder, onet_files: Files, file: str, column: int, value: str, code: str
) -> None:
    rows = onet_files[file]
    rows[2][column] = value
    (problem,) = problems(onet_folder({file: rows}))
    assert (problem.code, problem.place.line) == (code, 3)
    assert problem.place.key == rows[0][column]
    assert value in problem.found


def test_a_row_cut_short(onet_folder: Folder, onet_files: Files) -> None:
    rows = onet_files["Skills.txt"]
    rows[3].pop()
    (problem,) = problems(onet_folder({"Skills.txt": rows}))
    assert (problem.code, problem.place.line) == ("row-width", 4)


def test_a_scale_or_interest_that_is_gone(onet_folder: Folder, onet_files: Files) -> None:
    renamed = [[cell.replace("LV", "LX") for cell in row] for row in onet_files["Skills.txt"]]
    interests = [row for row in onet_files["Interests.txt"] if row[2] != "Social"]
    found = problems(onet_folder({"Skills.txt": renamed, "Interests.txt": interests}))
    assert [(problem.code, problem.place.key) for problem in found] == [
        ("absent", "Scale ID"),
        ("absent", "Element Name"),
    ]
