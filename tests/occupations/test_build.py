"""The tables of the map: the same each time, true to their sources, and read again."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stempath import api
from stempath.model.day import Day
from stempath.model.skill import Skill
from stempath.occupations.build import EXPLAINED, STEPS, TABLES, build_map
from stempath.occupations.measure import read_measure
from stempath.occupations.nearness import read_nearness
from stempath.occupations.parts import PARTS
from stempath.problem import StempathError
from stempath.rulebook.closeness import closeness_text, read_closeness

Folder = Callable[..., Path]
SHIPPED = Path(__file__).parents[2] / "rules" / "catalogue" / "occupations"
BY_CODE = ("crosswalk", "interests", "values", "knowledge", "skills", "styles")
BUILDER, PLANNER, CHIEF, CARER, WATCHER, OTHER, TWIN, STRANGER = range(8)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def built(
    onet_folder: Folder, catalogue: Path, skills: list[Skill], days: list[Day], tmp_path: Path
) -> Path:
    build_map(onet_folder(), catalogue, skills, days, tmp_path / "out")
    return tmp_path / "out"


def test_same_input_same_bytes_and_from_its_own_crosswalk(
    built: Path, onet_folder: Folder, catalogue: Path, skills: list[Skill], days: list[Day],
    tmp_path: Path,
) -> None:  # fmt: skip
    steps: list[int] = []
    again = build_map(
        onet_folder(name="again"), catalogue, skills, days, tmp_path / "b",
        crosswalk=built / "crosswalk.csv", step=lambda: steps.append(1),
    )  # fmt: skip
    assert len(steps) == STEPS
    assert (again.release, again.year, again.occupations) == ("99.1", 2031, 8)
    assert [path.name for path in again.files] == list(TABLES)
    assert sorted(path.name for path in built.iterdir()) == sorted(TABLES)
    for name in TABLES:
        assert (built / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_link_to_nowhere_writes_nothing(onet_folder: Folder, catalogue: Path) -> None:
    path = catalogue / "crosswalk.csv"
    text = path.read_text(encoding="utf-8").replace("29-1000.00", "29-1000.77")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StempathError) as caught:
        build_map(onet_folder(), catalogue, [], [], catalogue / "out")
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == (str(path), 5)
    assert not (catalogue / "out").exists()


def test_each_row_says_how_sure_it_is(built: Path) -> None:
    rows = rows_of(built / "crosswalk.csv")
    assert [row["basis"] for row in rows] == [
        "shared",
        "own",
        "own",
        "own",
        "partly-estimated",
        "estimated",
        "shared",
        "shared",
    ]
    assert [row["estimated"] for row in rows] == ["no"] * 4 + ["yes", "yes", "no", "no"]
    assert "knowledge" not in rows[WATCHER]["parts"].split(";")
    assert rows[OTHER]["parts"] == "titles;letters"
    assert rows[OTHER]["borrowed_from"] == "29-1000.00"
    assert rows[OTHER]["confidence"] == "low"


def test_a_loose_match_is_an_estimate(onet_folder: Folder, catalogue: Path, tmp_path: Path) -> None:
    path = catalogue / "crosswalk.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("11-1001.00,high", "11-1001.00,low", 1), "utf-8")
    build_map(onet_folder(), catalogue, [], [], tmp_path / "out")
    row = rows_of(tmp_path / "out" / "crosswalk.csv")[PLANNER]
    assert (row["estimated"], row["borrowed_from"], row["basis"]) == ("yes", "", "own")


def test_figures_are_those_of_the_release(built: Path) -> None:
    knowledge = rows_of(built / "knowledge.csv")
    assert knowledge[BUILDER]["2.C.0.im"] == "4.5"
    assert knowledge[BUILDER]["2.C.0.lv"] == "5.5"
    assert knowledge[OTHER]["2.C.1.im"] == knowledge[CARER]["2.C.1.im"]
    assert (knowledge[OTHER]["estimated"], knowledge[CARER]["estimated"]) == ("yes", "no")
    assert knowledge[BUILDER]["source"] == "onet-99-1"
    interests = rows_of(built / "interests.csv")
    assert interests[CARER]["social"] == "6"
    assert interests[WATCHER]["estimated"] == "no"
    assert rows_of(built / "values.csv")[CARER]["working_conditions"] == "3"
    assert rows_of(built / "styles.csv")[BUILDER]["1.C.0"] == "3.25"


def test_skills_rest_on_the_tables_just_built(built: Path) -> None:
    rows = rows_of(built / "occupation_skills.csv")
    codes = [row["code"] for row in rows_of(built / "crosswalk.csv")]
    found = {(row["code"], row["skill"]): row for row in rows}
    bridges = {codes.index(code) for code, skill in found if skill == "bridges"}
    assert bridges == {BUILDER, PLANNER, CHIEF, TWIN, STRANGER}
    assert found[codes[CARER], "thinking"]["estimated"] == "no"
    assert found[codes[OTHER], "thinking"]["estimated"] == "yes"


def test_activities_and_what_days_rest_on_are_of_the_release(built: Path) -> None:
    activities = rows_of(built / "activities.csv")
    assert [row["id"] for row in activities if row["code"] == "2900"] == ["B1.I01.D01"]
    assert [row["id"] for row in activities if row["code"] == "100003"] == ["A2.I01.D01"]
    assert {row["source"] for row in activities} == {"onet-99-1"}
    found = [(row["onet"], row["id"], row["kind"]) for row in rows_of(built / "day_tasks.csv")]
    assert found == [("11-1000.00", "1", "task"), ("11-1000.00", "A1.I01.D01", "dwa")]


def test_a_day_that_rests_on_nothing_stated_writes_nothing(
    onet_folder: Folder, catalogue: Path, days: list[Day], tmp_path: Path
) -> None:
    wrong = [replace(days[0], onet="29-1000.00")]
    with pytest.raises(StempathError) as caught:
        build_map(onet_folder(), catalogue, [], wrong, tmp_path / "out")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("rests-on", "bridges.toml")
    assert "`A1.I01.D01`" in problem.found
    assert not (tmp_path / "out").exists()


def test_no_sentence_leaves_the_build(built: Path) -> None:
    for path in built.iterdir():
        text = path.read_text(encoding="utf-8")
        for sentence in ("nobody reads", "Build a bridge", "Work on a thing"):
            assert sentence not in text
        # The titles of detailed activities are carried over, and into one table alone.
        assert ("Work on one thing" in text) == (path.name == "activities.csv")


def test_nearness_explains_the_near_pairs(built: Path, catalogue: Path) -> None:
    codes, closeness = read_closeness(built / "closeness.csv")
    for at, origin in enumerate(codes):
        found = read_nearness(built / "nearness.csv", origin)
        near = {
            code
            for other, code in enumerate(codes)
            if other != at and closeness[at, other] >= EXPLAINED
        }
        assert set(found) == near
        order = [int(closeness[at, codes.index(target)]) for target in found]
        assert order == sorted(order, reverse=True)
    twin = read_nearness(built / "nearness.csv", codes[BUILDER])[codes[TWIN]]
    assert tuple(twin.standings) == PARTS
    assert twin.way == 0


def test_round_trip_of_closeness(tmp_path: Path) -> None:
    codes = [str(code) for code in range(100001, 100021)]
    table = np.random.default_rng(5).integers(0, 100, (20, 20)).astype(np.uint8)
    np.fill_diagonal(table, 100)
    path = tmp_path / "closeness.csv"
    path.write_text(closeness_text(codes, table), encoding="utf-8")
    read, values = read_closeness(path)
    assert read == codes
    assert values.dtype == np.uint8
    assert (values == table).all()


WHOLE = "code,100001,100002\n100001,100,7\n100002,8,100\n"


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("", 1, "''"),
        ("origin,100001\n100001,100\n", 1, "origin"),
        (WHOLE.replace(",100002\n", ",100001\n", 1), 1, "100001"),
        (WHOLE.replace("7", "101"), 2, "101"),
        (WHOLE.replace("7", "7.5"), 2, "7.5"),
        (WHOLE.replace("7", "-7"), 2, "-7"),
        (WHOLE.replace("7", ""), 2, "''"),
        (WHOLE.replace("100,7", "100"), 2, "2 cells"),
        (WHOLE.replace("100,7", "99,7"), 2, "99"),
        (WHOLE.replace("\n100002", "\n100003"), 3, "100003"),
        (WHOLE.replace("100002,8,100\n", ""), 3, "1 whole rows"),
        (WHOLE + "100003,1,2\n", 4, "3 whole rows"),
        (WHOLE.removesuffix("\n"), 3, "1 whole rows"),
        (WHOLE.replace("7\n100002", "7,100002"), 2, "6 cells"),
    ],
)
def test_a_damaged_table_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, found: str
) -> None:
    path = tmp_path / "closeness.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StempathError) as caught:
        read_closeness(path)
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == (str(path), line)
    assert found in problem.found


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StempathError):
        read_closeness(tmp_path / "closeness.csv")
    with pytest.raises(StempathError):
        read_nearness(tmp_path / "nearness.csv", "100001")


NEAR = "origin,target,skills,way\n100001,100002,993,-1.5\n100001,100003,,\n100002,100001,1,0.0\n"


def test_nearness_may_be_unknown(tmp_path: Path) -> None:
    path = tmp_path / "nearness.csv"
    path.write_text(NEAR, encoding="utf-8")
    found = read_nearness(path, "100001")
    assert found["100002"].standings == {"skills": 993}
    assert found["100002"].way == -1.5
    assert found["100003"].standings == {"skills": None}
    assert found["100003"].way is None


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        (NEAR.replace("way\n", "road\n"), 1, "road"),
        (NEAR.replace("skills,", ""), 1, "origin,target,way"),
        (NEAR.replace("993", "1001"), 2, "1001"),
        (NEAR.replace("993", "99.3"), 2, "99.3"),
        (NEAR.replace("-1.5", "7.0"), 2, "7.0"),
        (NEAR.replace("100002,993", "1002,993"), 2, "1002"),
        (NEAR.replace("993,", ""), 2, "3 cells"),
        (NEAR.replace("100003", "100002"), 3, "100002 again"),
    ],
)
def test_damaged_nearness_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, found: str
) -> None:
    path = tmp_path / "nearness.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StempathError) as caught:
        read_nearness(path, "100001")
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == (str(path), line)
    assert found in problem.found


def test_the_shipped_tables_agree() -> None:
    read_closeness(SHIPPED / "closeness.csv")
    start = time.process_time()
    codes, closeness = read_closeness(SHIPPED / "closeness.csv")
    assert time.process_time() - start < 0.1  # about 3 ms; the rest is for a slow machine
    for name in BY_CODE:
        assert [row["code"] for row in rows_of(SHIPPED / f"{name}.csv")] == codes
    crosswalk = rows_of(SHIPPED / "crosswalk.csv")
    onet = np.array([row["onet"] for row in crosswalk])
    sure = np.array([row["basis"] == "shared" for row in crosswalk])
    sharing = (onet[:, None] == onet[None, :]) & sure[:, None] & ~np.eye(len(codes), dtype=bool)
    assert closeness[sharing].min() >= 25
    assert {row["estimated"] for row in crosswalk} == {"yes", "no"}
    near = read_nearness(SHIPPED / "nearness.csv", codes[0])
    assert set(near) == {
        code for code, figure in zip(codes, closeness[0], strict=True) if EXPLAINED <= figure < 100
    }
    assert set(read_measure(SHIPPED / "closeness.toml").weights) == set(PARTS)


@pytest.mark.skipif("STEMPATH_ONET" not in os.environ, reason="needs a folder with the release")
def test_the_shipped_tables_are_the_build(tmp_path: Path) -> None:
    api.build_map(Path(os.environ["STEMPATH_ONET"]), tmp_path)
    for name in TABLES:
        assert (tmp_path / name).read_bytes() == (SHIPPED / name).read_bytes(), name
