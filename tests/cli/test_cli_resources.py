"""`stempath resources`: whom to turn to, and what is over."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from cli_runs import Run

from stempath import api
from stempath.cli import resources as command
from stempath.rulebook.book import Rulebook

GOLDEN = Path(__file__).resolve().parent / "golden"
BEFORE, AFTER = date(2026, 11, 30), date(2026, 12, 1)  # the last day of the fair, and the next


class Clock(date):
    """A date whose today is set."""

    day = BEFORE

    @classmethod
    def today(cls) -> date:
        return cls.day


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    """The clock of the command."""
    monkeypatch.setattr(Clock, "day", BEFORE)
    monkeypatch.setattr(command, "date", Clock)
    return Clock


def ids(run: Run, *arguments: str) -> list[str]:
    found = json.loads(run("resources", *arguments, "--json").out)
    return [one["id"] for one in found["resources"]]


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.usefixtures("today")
def test_the_list(width: int, run: Run, accept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    ran = run("resources")
    assert ran.code == 0
    golden = GOLDEN / f"resources-{width}.txt"
    if accept:
        golden.write_text(ran.out, "utf-8")
    assert ran.out == golden.read_text("utf-8")
    lines = [line for line in ran.out.splitlines() if "://" not in line]
    assert max(map(len, lines)) <= width


def test_an_event_is_left_out_after_its_last_day(today: type[Clock], run: Run) -> None:
    assert "bridge-fair" in ids(run)
    assert "until 30 November 2026" in run("resources").out
    today.day = AFTER
    assert "bridge-fair" not in ids(run)
    ran = run("resources")
    assert "Bridge fair" not in ran.out
    assert "1 is over, and shown with --all." in ran.err
    assert "bridge-fair" in ids(run, "--all")
    assert "Bridge fair (past: it ended on 30 November 2026)" in run("resources", "--all").out
    past = {one["id"]: one["past"] for one in
            json.loads(run("resources", "--all", "--json").out)["resources"]}  # fmt: skip
    assert [id_ for id_, over in past.items() if over] == ["bridge-fair"]


@pytest.mark.usefixtures("today")
def test_an_area_and_a_state_leave_the_unknown_in(run: Run) -> None:
    assert ids(run, "--sector", "maps") == ["bridge-line", "map-guild"]
    assert ids(run, "--state", "Queensland") == ["bridge-line", "women-of-spans", "bridge-fair"]
    assert ids(run, "--state", "NSW", "--sector", "bridges") == ["bridge-line", "women-of-spans"]
    assert ids(run, "--sector", "animals") == ["bridge-line"]


def test_the_areas_and_states_are_listed(run: Run) -> None:
    ran = run("resources", "--sector", "list")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines()] == ["bridges", "maps", "animals"]
    listed = json.loads(run("resources", "--state", "list", "--json").out)["states"]
    assert {"id": "VIC", "name": "Victoria"} in listed


@pytest.mark.usefixtures("today")
def test_what_is_only_for_some_stands_apart_and_last(run: Run) -> None:
    out = run("resources").out
    assert out.index("Only for some") > out.index("Bridge fair")
    assert out.index("Women of spans") > out.index("Only for some")
    assert "  Only for: Women\n" in out


def test_nothing_for_an_area_says_so(run: Run, small_folder: Path) -> None:
    path = small_folder / "catalogue" / "resources.toml"
    path.write_text("")
    ran = run("resources", rules=small_folder)
    assert (ran.code, ran.out) == (0, "Nothing for that. Try it without --sector or --state.\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--sector", "brigdes"], "nearest: Bridges (bridges); `--sector list` shows all"),
        (["--state", "Bavaria"], "(--state): found 'Bavaria'"),
        (["--state", "\x1b[2J"], "(--state): found '\\x1b[2J'"),
    ],
)
def test_wrong_input(arguments: list[str], words: str, run: Run) -> None:
    ran = run("resources", *arguments)
    assert (ran.code, ran.out) == (3, "")
    assert words in ran.err


def test_a_damaged_list_is_told_with_every_problem(run: Run, small_folder: Path) -> None:
    path = small_folder / "catalogue" / "resources.toml"
    path.write_text(path.read_text().replace('kind = "line"', 'kind = "lin"') + "\nwhat = 1\n")
    ran = run("resources", rules=small_folder)
    assert (ran.code, ran.out) == (3, "")
    assert len(ran.err.splitlines()) == 2
    assert "rules/catalogue/resources.toml:" in ran.err
    path.unlink()
    ran = run("resources", rules=small_folder)
    assert (ran.code, ran.out) == (5, "")
    path.write_text("resource = 3\n")
    assert run("resources", rules=small_folder).code == 3


def test_rules_without_the_list_are_told_of_it(run: Run, small_folder: Path) -> None:
    (small_folder / "catalogue" / "resources.toml").unlink()
    assert run("catalogue", "check", rules=small_folder).code == 3
    assert "4 resources" in run("catalogue", "check").out


# --- the shipped list ----------------------------------------------------------------------------


def test_the_shipped_list_is_real_enough_to_call_from(shipped_book: Rulebook) -> None:
    resources = shipped_book.resources
    assert len(resources) >= 25
    assert resources == api.open_resources().members
    states = set(shipped_book.vocabularies["states"].names)
    for state in states:
        assert any(one.states and state in one.states for one in resources)
    for one in resources:
        assert one.phone is None or re.fullmatch(r"1[38]00 [\d ]{6,8}|13 \d\d \d\d", one.phone)
        assert one.about.endswith(".") and not one.whom.endswith(".")
        assert all(address.startswith("http") for address in one.source.split(";"))
        if one.ends and one.ends < shipped_book.as_of:
            assert one.id not in {other.id for other in resources if not other.past(date.max)}


def test_helplines_need_no_group(shipped_book: Rulebook) -> None:
    lines = [one for one in shipped_book.resources if one.kind == shipped_book.resources[0].kind]
    assert len(lines) >= 3
    assert not any(one.reserved_for for one in lines)


def test_a_helpline_is_read_on_pages_of_the_service_or_of_who_answers_for_it(
    shipped_book: Rulebook,
) -> None:
    for one in shipped_book.resources:
        if one.kind == shipped_book.resources[0].kind:
            assert "gregpiper" not in one.source and "fundraise" not in one.source
            assert one.states, f"{one.id} does not say where it can be called from"
