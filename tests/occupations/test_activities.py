"""The activities of a release: which are telling, and that nothing is taken on trust."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stempath.occupations.activities import Doings, life_tables, read_doings, telling
from stempath.occupations.catalogue import Link
from stempath.problem import StempathError
from stempath.rulebook.book import Rulebook

FILES = {
    "Read Me.txt": "O*NET 99.1 Database\nMay 2031 Release\n",
    "Occupation Data.txt": "O*NET-SOC Code\tTitle\n11-1000.00\tHands\n11-1001.00\tPlanners\n",
    "Task Statements.txt": "O*NET-SOC Code\tTask ID\tTask\tTask Type\n"
    "11-1000.00\t11\tCount planks\tCore\n"
    "11-1000.00\t12\tLay planks\tSupplemental\n"
    "11-1001.00\t21\tCount plans\tCore\n",
    "DWA Reference.txt": "DWA ID\tDWA Title\n"
    "4.A.1.a.1.I01.D01\tTie ropes.\n4.A.1.a.1.I01.D02\tUntie ropes.\n4.B.I01.D01\tCount.\n",
    "Tasks to DWAs.txt": "O*NET-SOC Code\tTask ID\tDWA ID\n"
    "11-1000.00\t11\t4.A.1.a.1.I01.D01\n"
    "11-1000.00\t12\t4.A.1.a.1.I01.D02\n"
    "11-1000.00\t11\t4.B.I01.D01\n"
    "11-1001.00\t21\t4.B.I01.D01\n",
}
LINKS = tuple(
    Link(code, onet, confidence, "own", "2026", line, unit_group=group)
    for line, (code, group, onet, confidence) in enumerate(
        (
            ("100001", "1000", "11-1000.00", "high"),
            ("100002", "1000", "11-1001.00", "medium"),
            ("100003", "1001", "11-1001.00", "low"),
        ),
        start=2,
    )
)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A made-up release of two occupations."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_the_rarer_activity_of_more_tasks_tells_more(release: Path, small_book: Rulebook) -> None:
    tables = life_tables(read_doings(release), LINKS, small_book.life.days)
    assert tables["activities.csv"] == (
        "code,rank,id,title,weight,source,year\n"
        "1000,1,4.A.1.a.1.I01.D01,Tie ropes,50,onet-99-1,2031\n"
        "1000,2,4.B.I01.D01,Count,83,onet-99-1,2031\n"
        "100001,1,4.A.1.a.1.I01.D01,Tie ropes,100,onet-99-1,2031\n"
        "100001,2,4.B.I01.D01,Count,67,onet-99-1,2031\n"
        "100002,1,4.B.I01.D01,Count,100,onet-99-1,2031\n"
    )
    assert tables["day_tasks.csv"] == (
        "onet,id,kind,source,year\n"
        "11-1000.00,11,task,onet-99-1,2031\n"
        "11-1000.00,12,task,onet-99-1,2031\n"
        "11-1000.00,4.A.1.a.1.I01,iwa,onet-99-1,2031\n"
        "11-1000.00,4.A.1.a.1.I01.D01,dwa,onet-99-1,2031\n"
    )


def test_an_id_of_another_occupation_is_refused(release: Path, small_book: Rulebook) -> None:
    day = replace(small_book.life.days[0], onet="11-1001.00")
    with pytest.raises(StempathError) as caught:
        life_tables(read_doings(release), LINKS, [day])
    found = [problem.found for problem in caught.value.problems]
    assert len(found) == 4 and "`11`" in found[0]
    assert all(problem.place.line == 3 for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "found"),
    [
        ("Task Statements.txt", "Task Type", "Kind", 1, "the columns"),
        ("Tasks to DWAs.txt", "11-1001.00", "11-9999.00", 5, "'11-9999.00'"),
        ("Tasks to DWAs.txt", "21\t4.B.I01.D01", "21\t4.B.I01.D09", 5, "'4.B.I01.D09'"),
        ("Tasks to DWAs.txt", "11\t4.B", "99\t4.B", 4, "'99'"),
        ("Read Me.txt", "Database", "Date base", 1, "'O*NET 99.1 Date base'"),
    ],
)
def test_damage_is_told_with_its_line(
    release: Path, file: str, old: str, new: str, line: int, found: str
) -> None:
    (release / file).write_text(FILES[file].replace(old, new), "utf-8")
    with pytest.raises(StempathError) as caught:
        read_doings(release)
    (problem,) = caught.value.problems
    assert problem.place.file == str(release / file) and problem.place.line == line
    assert found in problem.found


def test_missing_files_are_told_at_once(release: Path) -> None:
    for name in ("DWA Reference.txt", "Tasks to DWAs.txt"):
        (release / name).unlink()
    with pytest.raises(StempathError) as caught:
        read_doings(release)
    assert len(caught.value.problems) == 2


TASKS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([1, 2]), min_size=1)
ACTIVITIES = st.sampled_from([f"4.{group}.I0{number}.D01" for group in "AB" for number in "1234"])


@st.composite
def doings(draw: st.DrawFn) -> Doings:
    """Up to four occupations with tasks, each task with some activities."""
    tasks: dict[str, Mapping[str, int]] = {}
    detailed: dict[str, frozenset[tuple[str, str]]] = {}
    for number in range(draw(st.integers(1, 4))):
        code = f"11-100{number}.00"
        tasks[code] = draw(TASKS)
        pairs = st.tuples(st.sampled_from(sorted(tasks[code])), ACTIVITIES)
        detailed[code] = draw(st.frozensets(pairs, min_size=1, max_size=12))
    titles = {activity: activity for pairs in detailed.values() for _, activity in pairs}
    return Doings(tasks, detailed, titles, "own", 2026)


def links(codes: Iterable[str], confidence: str) -> list[Link]:
    return [
        Link(f"10000{i}", code, confidence, "own", "2026", i + 2, unit_group="1000")
        for i, code in enumerate(codes)
    ]


@given(doings())
def test_ranks_are_whole_and_shares_are_shares(found: Doings) -> None:
    activities = telling(found, links(sorted(found.tasks), "high"))
    by_code: dict[str, list[int]] = {}
    for activity in activities:
        by_code.setdefault(activity.code, []).append(activity.rank)
        assert 0 < activity.weight <= 100
    assert all(ranks == list(range(1, len(ranks) + 1)) for ranks in by_code.values())
    # A unit group shows no more than its occupations do, and a poor match tells nothing.
    shown = {activity.id for activity in activities if activity.code == "1000"}
    assert shown <= {activity for pairs in found.detailed.values() for _, activity in pairs}
    assert not telling(found, links(sorted(found.tasks), "low"))


@given(doings())
def test_the_order_of_the_input_does_not_matter(found: Doings) -> None:
    members = links(sorted(found.tasks), "high")
    turned = list(reversed(members))
    assert telling(found, members) == telling(found, turned)
