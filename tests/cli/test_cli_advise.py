"""`stempath advise` without a terminal: exit codes, streams, JSON, and what is saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import ANSWERS, Run

from stempath.cli.facts import HELP, flag
from stempath.model.fact import declared
from stempath.model.person import Person

ENOUGH = ("--qualification", "certificate-iii", "--goals", "progression", "--sector", "bridges")


def test_json_is_one_object_whose_scores_are_sums(run: Run, answers: Path) -> None:
    ran = run("advise", "--answers", answers, "--no-input", "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert found["schema_version"] == 1
    assert found["person"]["occupation"] == "100001"
    assert found["offerings"] and found["moves"]
    for suggestion in (*found["offerings"], *found["moves"]):
        assert suggestion["score"] == sum(reason["points"] for reason in suggestion["reasons"])


@pytest.mark.parametrize("variable", ["FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"])
def test_json_has_no_escape_byte(
    run: Run, answers: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "1")
    assert "\x1b" not in run("advise", "--answers", answers, "--json").out


def test_the_screen_is_plain_when_piped(run: Run, answers: Path) -> None:
    ran = run("advise", "--answers", answers)
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "not a promise of a job" in ran.out
    assert ran.err == ""


def test_global_options_stand_before_or_after(run: Run, answers: Path) -> None:
    before = run("--json", "--no-input", "advise", "--answers", answers)
    after = run("advise", "--answers", answers, "--json", "--no-input")
    assert before == after


def test_answers_may_be_piped_and_stand_under_person(run: Run) -> None:
    flat = run("advise", "--answers", "-", "--json", stdin=ANSWERS)
    table = run("advise", "--answers", "-", "--json", stdin="[person]\n" + ANSWERS)
    assert flat.code == 0
    assert flat.out == table.out


def test_flags_win_over_the_file(run: Run, answers: Path) -> None:
    ran = run("advise", "--answers", answers, "--state", "Vic", "--years-experience", 3, "--json")
    person = json.loads(ran.out)["person"]
    assert (person["state"], person["years_experience"]) == ("VIC", 3)
    assert person["occupation"] == "100001"


def test_all_that_is_missing_is_listed_at_once(run: Run) -> None:
    ran = run("advise", "--no-input", "--json", "--state", "QLD")
    assert (ran.code, ran.out) == (2, "")
    assert [line.split(":")[0] for line in ran.err.splitlines()] == ["command line"] * 3
    for flagged in ("--qualification", "--goals", "--occupation"):
        assert flagged in ran.err


def test_without_a_terminal_nothing_is_asked(run: Run) -> None:
    ran = run("advise", stdin="y\ny\n")
    assert (ran.code, ran.out) == (2, "")


def test_all_that_is_wrong_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text('qualification = "wizardry"\nbudget_aud = "lots"\nusi = "X"\n')
    ran = run("advise", "--answers", path, "--state", "Narnia", "--json")
    assert (ran.code, ran.out) == (3, "")
    lines = ran.err.splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        f"{path}:1", f"{path}:2", f"{path}:3", "command",
    ]  # fmt: skip
    assert all("; expected " in line for line in lines)
    assert "(--state)" in lines[3]


def test_keys_beside_person_are_refused(run: Run) -> None:
    ran = run("advise", "--answers", "-", stdin='state = "QLD"\n[person]\n' + ANSWERS)
    assert ran.code == 3
    assert "`state` beside [person]" in ran.err


def test_an_answer_with_an_escape_code_is_refused(run: Run) -> None:
    ran = run("advise", "--answers", "-", stdin='label = "\\u001b[2J"\n' + ANSWERS)
    assert ran.code == 3
    assert "label" in ran.err
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", 2, "no `qualification`"),  # nothing answered: all that is missing
        (b'state = "QLD"\nstate = "VIC"\n', 3, "keep one"),
        ('state = "QLD"\n'.encode("utf-16"), 3, "UTF-16"),
        (b'label = "Zo\xeb"\n', 3, "not UTF-8"),
        (b"a = " + b"[" * 50_000, 3, "nested too deeply"),
        (b"hours_per_week = nan\n", 3, "finite"),
        (b'state = "QLD"\r', 3, "line ends"),
        (ANSWERS.replace("\n", "\r\n").encode(), 0, ""),
        (b"#" * 5_000_001, 3, "at most 5,000,000 bytes"),
    ],
)
def test_files_that_are_not_what_they_should_be(
    run: Run, tmp_path: Path, content: bytes, code: int, words: str
) -> None:
    path = tmp_path / "given.toml"
    path.write_bytes(content)
    ran = run("advise", "--answers", path, "--json")
    assert ran.code == code
    assert words in ran.err
    assert run("advise", "--answers", "-", "--json", stdin=content).code == code


def test_no_such_file_and_a_folder(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.toml", tmp_path):
        ran = run("advise", "--answers", path)
        assert (ran.code, ran.out) == (5, "")
    assert run("advise", *ENOUGH, rules=tmp_path).code == 5


def test_save_says_where_and_never_replaces_unasked(
    run: Run, answers: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.toml"
    ran = run("advise", "--answers", answers, "--save", kept)
    assert (ran.code, ran.err) == (0, f"Saved: {kept}\n")
    first = kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0
    ran = run("advise", "--answers", answers, "--save", kept, "--state", "VIC")
    assert (ran.code, kept.read_bytes()) == (2, first)
    assert (
        run("advise", "--answers", answers, "--save", kept, "--state", "VIC", "--force").code == 0
    )
    assert b"VIC" in kept.read_bytes()


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_what_cannot_be_saved_is_told_before_anything_is_shown(
    run: Run, answers: Path, tmp_path: Path, form: tuple[str, ...]
) -> None:
    there = tmp_path / "there.toml"
    there.write_text("mine\n")
    ran = run("advise", "--answers", answers, "--save", there, *form)
    assert (ran.code, ran.out) == (2, "")
    assert "--force" in ran.err
    ran = run("advise", "--answers", answers, "--save", tmp_path, *form)
    assert (ran.code, ran.out) == (5, "")
    assert there.read_text() == "mine\n"


def test_an_open_profile_may_be_saved_where_it_stands(
    run: Run, answers: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.toml"
    run("advise", "--answers", answers, "--save", kept)
    ran = run("advise", "--profile", kept, "--save", kept, "--state", "VIC", "--no-input")
    assert ran.code == 0
    assert b"VIC" in kept.read_bytes()


def test_without_save_nothing_is_kept(run: Run, answers: Path, tmp_path: Path) -> None:
    run("advise", "--answers", answers, "--no-input")
    assert not (tmp_path / "data").exists()


def test_a_profile_tells_what_changed(run: Run, answers: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.toml"
    run("advise", "--answers", answers, "--save", kept)
    same = run("advise", "--profile", kept)
    assert same.code == 0
    assert "Changed since" not in same.out
    changed = run("advise", "--profile", kept, "--budget-aud", "0", "--occupation", "300001")
    assert "Changed since this profile was saved" in changed.out


def test_more_and_explain(run: Run, answers: Path) -> None:
    ran = run("advise", "--answers", answers, "--explain")
    assert "[sector-wanted; " in ran.out
    assert "points in all" in ran.out
    assert run("advise", "--answers", answers, "--more").code == 0


def test_every_fact_of_a_person_is_a_flag_with_help(run: Run) -> None:
    assert set(HELP) == set(declared(Person))
    ran = run("advise", "--help", rules=None)
    assert ran.code == 0
    for name in declared(Person):
        assert flag(name) in ran.out


def test_a_misspelt_flag_is_a_usage_error(run: Run) -> None:
    ran = run("advise", "--stat", "QLD")
    assert (ran.code, ran.out) == (2, "")
    assert "--state" in ran.err
