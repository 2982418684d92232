"""The closeness of occupations: its direction, its loans, and its table, whole and damaged."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from stempath.occupations.build import build_map
from stempath.occupations.closeness import (
    OccupationMap,
    features,
    occupation_map,
    tf_idf,
    to_closeness,
    zone_cost,
)
from stempath.occupations.onet import read_crosswalk, read_onet
from stempath.problem import StempathError
from stempath.rulebook.closeness import closeness_text, read_closeness

Folder = Callable[..., Path]
Files = dict[str, list[list[str]]]
TABLES = ("crosswalk.csv", "interests.csv", "knowledge.csv", "skills.csv", "closeness.csv")
SHIPPED = Path(__file__).parents[2] / "rules" / "catalogue" / "occupations"
BUILDER, PLANNER, CHIEF, CARER, WATCHER, OTHER, TWIN = range(7)


@pytest.fixture
def small(onet_folder: Folder, crosswalk_file: Path) -> OccupationMap:
    return occupation_map(read_onet(onet_folder()), read_crosswalk(crosswalk_file))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_features_are_directions(onet_folder: Folder) -> None:
    for name, part in features(read_onet(onet_folder())).items():
        lengths = np.sqrt((part**2).sum(axis=1))
        assert np.allclose(lengths[np.isfinite(lengths)], 1), name
        assert np.isnan(part[5]).all() != (name == "titles")


def test_tf_idf_by_hand() -> None:
    weights = tf_idf((("a", "a", "b"), ("b",), ()))
    rare, common = 1 + np.log(3 / 2), 1 + np.log(3 / 3)
    assert np.allclose(weights, [[(1 + np.log(2)) * rare, common], [0, common], [0, 0]])


def test_near_is_nearer(small: OccupationMap) -> None:
    raw = small.raw
    assert raw[BUILDER, PLANNER] > raw[BUILDER, CARER]
    assert raw[CARER, WATCHER] > raw[CARER, BUILDER]
    assert raw[BUILDER, TWIN] == raw[BUILDER].max()
    assert small.closeness[BUILDER, BUILDER] == 100
    assert small.closeness[BUILDER, TWIN] <= 99


def test_a_long_way_up_costs_more_than_the_way_down() -> None:
    zones = np.array([2.0, 3.0, 5.0, np.nan])
    cost = zone_cost(zones, zones)
    assert cost[0].tolist() == [0, 1, 5, 0]
    assert cost[2].tolist() == [1.5, 1, 0, 0]
    assert not cost[3].any()


def test_the_curve_keeps_the_order_and_its_bounds() -> None:
    values = np.linspace(-60, 60, 25).reshape(5, 5)
    whole = to_closeness(values)
    off = ~np.eye(5, dtype=bool)
    assert (np.diff(whole[off].astype(int)) >= 0).all()
    assert (whole[off].min(), whole[off].max()) == (0, 99)
    assert (whole.diagonal() == 100).all()
    assert to_closeness(np.full((2, 2), 14.0))[0, 1] == 50
    assert to_closeness(np.full((2, 2), -np.inf))[0, 1] == 0


def test_loans_are_for_what_is_missing(small: OccupationMap) -> None:
    by_code = {small.onet.codes[row]: loan for row, loan in small.loans.items()}
    assert set(by_code) == {"29-1004.00", "29-9999.00"}
    assert by_code["29-1004.00"].parts == ("knowledge", "skills")
    assert by_code["29-9999.00"].parts[-1] == "zone"
    assert "titles" not in by_code["29-9999.00"].parts
    for loan in by_code.values():
        assert sum(loan.shares) == pytest.approx(1)
    lenders = {small.onet.codes[row] for row in by_code["29-9999.00"].rows}
    assert lenders == {"29-1000.00"}  # titles alone: within its major group


def test_without_lenders_the_parts_at_hand_decide(
    onet_folder: Folder, onet_files: Files, crosswalk_file: Path
) -> None:
    # Without job zones nobody is fully described, so nobody lends.
    folder = onet_folder({"Job Zones.txt": onet_files["Job Zones.txt"][:1]})
    found = occupation_map(read_onet(folder), read_crosswalk(crosswalk_file))
    assert all(not loan.rows for loan in found.loans.values())
    assert np.isfinite(found.raw).all()
    assert found.raw[WATCHER, CARER] > found.raw[WATCHER, BUILDER]


def test_a_link_to_nowhere(onet_folder: Folder, crosswalk_file: Path) -> None:
    text = crosswalk_file.read_text(encoding="utf-8").replace("29-1000.00", "29-1000.77")
    crosswalk_file.write_text(text, encoding="utf-8")
    with pytest.raises(StempathError) as caught:
        build_map(onet_folder(), crosswalk_file, crosswalk_file.parent / "out")
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == (str(crosswalk_file), 5)
    assert not (crosswalk_file.parent / "out").exists()


def test_build_is_the_same_each_time_and_from_its_own_crosswalk(
    onet_folder: Folder, crosswalk_file: Path, tmp_path: Path
) -> None:
    folder = onet_folder()
    build_map(folder, crosswalk_file, tmp_path / "a")
    build_map(folder, crosswalk_file, tmp_path / "b")
    build_map(folder, tmp_path / "a" / "crosswalk.csv", tmp_path / "b")
    for name in TABLES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_build_tells_what_is_estimated_from_whom(
    onet_folder: Folder, crosswalk_file: Path, tmp_path: Path
) -> None:
    build_map(onet_folder(), crosswalk_file, tmp_path / "out")
    crosswalk = rows_of(tmp_path / "out" / "crosswalk.csv")
    assert [row["estimated"] for row in crosswalk] == ["no"] * 4 + ["yes", "yes", "no"]
    assert crosswalk[WATCHER]["parts"] == "interests;activities;technology;tasks;titles;zone"
    assert crosswalk[OTHER]["parts"] == "titles"
    assert crosswalk[OTHER]["borrowed_from"] == "29-1000.00"
    assert crosswalk[OTHER]["confidence"] == "low"


def test_a_loose_match_is_an_estimate(
    onet_folder: Folder, crosswalk_file: Path, tmp_path: Path
) -> None:
    text = crosswalk_file.read_text(encoding="utf-8")
    crosswalk_file.write_text(text.replace("11-1000.00,high", "11-1000.00,low", 1), "utf-8")
    build_map(onet_folder(), crosswalk_file, tmp_path / "out")
    row = rows_of(tmp_path / "out" / "crosswalk.csv")[BUILDER]
    assert (row["estimated"], row["borrowed_from"]) == ("yes", "")


def test_build_writes_the_figures_of_each_element(
    onet_folder: Folder, crosswalk_file: Path, tmp_path: Path
) -> None:
    build_map(onet_folder(), crosswalk_file, tmp_path / "out")
    knowledge = rows_of(tmp_path / "out" / "knowledge.csv")
    assert knowledge[BUILDER]["2.C.0.im"] == "4.5"
    assert knowledge[BUILDER]["2.C.0.lv"] == "5.5"
    assert knowledge[OTHER]["2.C.1.im"] == knowledge[CARER]["2.C.1.im"]
    assert (knowledge[OTHER]["estimated"], knowledge[CARER]["estimated"]) == ("yes", "no")
    assert knowledge[BUILDER]["source"] == "onet-99-1"
    interests = rows_of(tmp_path / "out" / "interests.csv")
    assert interests[CARER]["social"] == "6"
    assert interests[WATCHER]["estimated"] == "no"


def test_build_writes_no_sentences(
    onet_folder: Folder, crosswalk_file: Path, tmp_path: Path
) -> None:
    build_map(onet_folder(), crosswalk_file, tmp_path / "out")
    for name in TABLES:
        text = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert "nobody reads" not in text
        assert "Build a bridge" not in text


def test_round_trip(tmp_path: Path) -> None:
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


def test_the_shipped_tables_agree() -> None:
    read_closeness(SHIPPED / "closeness.csv")
    start = time.perf_counter()
    codes, closeness = read_closeness(SHIPPED / "closeness.csv")
    assert time.perf_counter() - start < 0.1  # about 3 ms; the rest is for a slow machine
    for name in TABLES[:-1]:
        assert [row["code"] for row in rows_of(SHIPPED / name)] == codes
    crosswalk = rows_of(SHIPPED / "crosswalk.csv")
    onet = np.array([row["onet"] for row in crosswalk])
    assert closeness[onet[:, None] == onet[None, :]].min() >= 95
    assert {row["estimated"] for row in crosswalk} == {"yes", "no"}
