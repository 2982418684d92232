"""A small made-up release of O*NET: real column names, invented occupations and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

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

Folder = Callable[..., Path]
Files = dict[str, list[list[str]]]


@pytest.fixture
def onet_files() -> Files:
    """The files by name: rows of cells, header first."""
    return _files()


def _files() -> Files:
    ratings = ["O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Data Value"]
    out: Files = {
        "Occupation Data.txt": [["O*NET-SOC Code", "Title", "Description"]],
        "Knowledge.txt": [ratings],
        "Skills.txt": [ratings],
        "Interests.txt": [ratings],
        "Job Zones.txt": [["O*NET-SOC Code", "Job Zone"]],
        "Tasks to DWAs.txt": [["O*NET-SOC Code", "Task ID", "DWA ID"]],
        "Technology Skills.txt": [["O*NET-SOC Code", "Example", "Commodity Code"]],
        "Task Statements.txt": [["O*NET-SOC Code", "Task ID", "Task"]],
        "Alternate Titles.txt": [["O*NET-SOC Code", "Alternate Title"]],
        "Sample of Reported Titles.txt": [["O*NET-SOC Code", "Reported Job Title"]],
    }
    for row in OCCUPATIONS.splitlines():
        code, title, zone, interests, figures, activity, tool, task, name = row.split("|")
        out["Occupation Data.txt"].append([code, title, "Words that nobody reads."])
        out["Alternate Titles.txt"].append([code, name])
        for number, figure in enumerate(map(float, figures.split())):
            for file, family in (("Knowledge.txt", "2.C"), ("Skills.txt", "2.A")):
                for scale, value in (("IM", figure), ("LV", figure + 1)):
                    element = [f"{family}.{number}", f"Element {number}", scale, f"{value:.2f}"]
                    out[file].append([code, *element])
        for interest, score in zip(INTERESTS, interests.split(), strict=False):
            out["Interests.txt"].append([code, "1.B", interest, "OI", score])
            out["Interests.txt"].append([code, "1.B", "First High-Point", "IH", "1"])
        if zone:
            out["Job Zones.txt"].append([code, zone])
            out["Tasks to DWAs.txt"].append([code, "1", f"{activity}.I01.D01"])
            out["Technology Skills.txt"].append([code, tool, "431"])
            out["Task Statements.txt"].append([code, "1", task])
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
def crosswalk_file(tmp_path: Path) -> Path:
    """Six occupations and one more that shares a code with the first."""
    codes = [row.partition("|")[0] for row in OCCUPATIONS.splitlines()]
    rows = ["code,onet,confidence,source,year"]
    for number, onet in enumerate([*codes, codes[0]], 1):
        rows.append(f"10000{number},{onet},{'low' if number == 6 else 'high'},own,2026")
    path = tmp_path / "links.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
