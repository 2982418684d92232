"""Broken rulebooks, each with the exact messages that it earns.

`tests/bad/<name>.toml` says how the tiny rulebook is broken: each `[[change]]` names a `file` of it
and gives its whole `text`, or `old` text and the `new` in its place, or `more` at its end.
`tests/bad/<name>.txt` holds the messages; `pytest --accept` writes them anew, for a review of the
difference. Warnings stand after the problems and begin with their name.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from stempath import api
from stempath.problem import ExitCode, StempathError
from stempath.rulebook.read import read_rulebook
from stempath.tables import read_toml

BAD = Path(__file__).resolve().parent.parent / "bad"
NAMES = sorted(path.stem for path in BAD.glob("*.toml"))
# Warnings alone: the rulebook can be used.
ODD = ("never-fires", "question-unmeasured", "skill-unused")


def broken(folder: Path, name: str) -> Path:
    """The tiny rulebook with the changes of one golden file made."""
    for change in read_toml(BAD / f"{name}.toml").data["change"]:
        path = folder / change["file"]
        if "text" in change:
            path.write_text(change["text"], "utf-8")
        elif "more" in change:
            path.write_text(path.read_text("utf-8") + change["more"], "utf-8")
        else:
            text = path.read_text("utf-8")
            assert text.count(change["old"]) == 1, f"{name}: the text to replace stands once"
            path.write_text(text.replace(change["old"], change["new"]), "utf-8")
    return folder


def messages(folder: Path) -> str:
    """What checking the folder says, as the screen's plain lines."""
    try:
        warnings = api.check_book(folder).warnings
        return "".join(f"warning: {problem}\n" for problem in warnings)
    except StempathError as error:
        assert error.exit_code == ExitCode.INVALID
        return "".join(f"{problem}\n" for problem in error.problems)


def test_there_are_many_broken_rulebooks() -> None:
    assert len(NAMES) >= 28
    assert {path.stem for path in BAD.glob("*.txt")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_messages(name: str, small_folder: Path, accept: bool) -> None:
    said = messages(broken(small_folder, name))
    golden = BAD / f"{name}.txt"
    if accept:
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")
    assert str(small_folder.parent) not in said, "a message names files within the rules"
    lines = said.splitlines()
    assert len(set(lines)) == len(lines), "a message stands twice"
    assert all(line.startswith("warning: ") for line in lines) == (name in ODD)
    assert lines


def test_messages_can_be_opened_and_mended(small_folder: Path) -> None:
    with pytest.raises(StempathError) as caught:
        read_rulebook(broken(small_folder, "several-files"))
    problems = caught.value.problems
    assert caught.value.exit_code == ExitCode.INVALID
    assert len({problem.place.file for problem in problems}) == 5
    for problem in problems:
        assert problem.place.line is not None
        assert problem.found and problem.expected and problem.code


def test_advice_does_not_wait_for_tables_that_it_does_not_read(small_folder: Path) -> None:
    for name in ("interests", "knowledge", "skills", "nearness"):
        (small_folder / f"catalogue/occupations/{name}.csv").unlink()
    (small_folder / "catalogue/occupations/closeness.toml").unlink()
    assert read_rulebook(small_folder).rules
    with pytest.raises(StempathError) as caught:
        api.check_book(small_folder)
    assert [problem.code for problem in caught.value.problems] == ["no-file"] * 5


def test_the_untouched_rulebook_reads(small_folder: Path) -> None:
    assert read_rulebook(small_folder).rules


@pytest.mark.parametrize(
    "gone",
    [
        ["catalogue/occupations/earnings.csv", "catalogue/occupations/demand.csv"],
        ["catalogue/occupations/occupations.csv"],
        ["vocabulary/goals.toml", "vocabulary/choices.toml"],
    ],
)
def test_a_rulebook_without_a_file_says_which(gone: list[str], small_folder: Path) -> None:
    for name in gone:
        (small_folder / name).unlink()
    with pytest.raises(StempathError) as caught:
        read_rulebook(small_folder)
    assert [problem.code for problem in caught.value.problems] == ["no-file"] * len(gone)
    files = {Path(problem.place.file).name for problem in caught.value.problems}
    assert files == {Path(name).name for name in gone}
