"""Reading the crosswalk with the names and levels of its occupations, whole and damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from stempath.occupations.catalogue import read_crosswalk, read_links
from stempath.problem import StempathError


def test_links_come_in_order_with_names_and_levels(catalogue: Path) -> None:
    path = catalogue / "crosswalk.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *reversed(rows)]), encoding="utf-8")
    links = read_links(path, catalogue)
    assert [link.code for link in links] == [f"10000{number}" for number in range(1, 9)]
    assert (links[0].onet, links[0].confidence, links[0].line) == ("11-1000.00", "high", 9)
    assert links[0].names == ("Bridge Builders", "Bridge Hand")
    assert [link.level for link in links[:3]] == [3, 2, 1]
    assert [link.unit_group for link in links[2:4]] == ["1100", "2900"]


def test_every_wrong_row_of_the_crosswalk_is_told(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text(
        "code,onet,confidence,source,year\n"
        "100001,11-1000.00,high,own,2026\n"
        "1001,11-1000.00,sure,own,2026\n"
        "100001,11-1000.00,low,own,2026\n",
        encoding="utf-8",
    )
    with pytest.raises(StempathError) as caught:
        read_crosswalk(path)
    assert [(problem.code, problem.place.line) for problem in caught.value.problems] == [
        ("code", 3),
        ("confidence", 3),
        ("code-twice", 4),
    ]


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("crosswalk.csv", "code,onet,source,year\n1,2,3,4\n", "no-column"),
        ("crosswalk.csv", "code,onet\n", "empty"),
        ("occupations.csv", "code,title\n100001,Builder\n", "no-column"),
        ("aliases.csv", "code,name\n100001,Builder\n", "no-column"),
    ],
)
def test_a_table_without_column_or_rows(catalogue: Path, file: str, text: str, code: str) -> None:
    (catalogue / file).write_text(text, encoding="utf-8")
    with pytest.raises(StempathError) as caught:
        read_links(catalogue / "crosswalk.csv", catalogue)
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].place.file == str(catalogue / file)


def test_a_link_without_occupation_and_a_level_that_is_none(catalogue: Path) -> None:
    path = catalogue / "occupations.csv"
    text = path.read_text(encoding="utf-8")
    text = text.replace('100003,"Chief Bridge Planners",1,1100\n', "").replace(
        'Carers",1', 'Carers",9'
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StempathError) as caught:
        read_links(catalogue / "crosswalk.csv", catalogue)
    level, untitled = caught.value.problems
    assert (level.code, level.place.line, level.found) == ("level", 4, "'9'")
    assert (untitled.code, untitled.found, untitled.place.line) == (
        "unknown-occupation",
        "100003",
        4,
    )
