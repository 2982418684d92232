"""`stempath profile`: unfinished interviews are listed and forgotten, profiles are compared."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from cli_runs import ANSWERS, Run

from stempath.engine.ruleset import RuleSet
from stempath.profile.drafts import Draft
from stempath.profile.unfinished import Drafts

NOW = datetime(2026, 11, 20, 9, 30)


@pytest.fixture
def drafts(small_rules: RuleSet, tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "state" / "stempath" / "drafts", small_rules.vocabularies)


def kept(drafts: Drafts, profile: Path | None = None) -> Path:
    with drafts.new(NOW) as keeper:
        keeper.keep(
            Draft(started=NOW, saved=NOW, mode="full", at="goals", stated={}, via={},
                  given={"qualification": "bachelor", "field_of_study": None}, profile=profile)
        )  # fmt: skip
        return keeper.path


def profile_of(run: Run, tmp_path: Path, name: str, **changes: str) -> Path:
    path = tmp_path / f"{name}.toml"
    answers = tmp_path / "some.toml"
    answers.write_text(ANSWERS)
    flags = [part for key, value in changes.items() for part in (f"--{key}", value)]
    assert run("advise", "--answers", answers, *flags, "--no-input", "--save", path).code == 0
    return path


def test_unfinished_interviews_are_listed(run: Run, drafts: Drafts) -> None:
    path = kept(drafts)
    ran = run("profile", "list")
    assert "unfinished, saved on 20 November 2026 at 09:30, 1 answer" in ran.out
    assert path.name in ran.out
    (told,) = json.loads(run("profile", "list", "--json").out)["drafts"]
    assert (told["path"], told["answers"], told["in_use"]) == (str(path), 1, False)


def test_a_draft_is_forgotten_by_its_name(run: Run, drafts: Drafts) -> None:
    one, two = kept(drafts), kept(drafts)
    assert run("profile", "forget", one.stem).code == 2  # nobody to ask
    assert run("profile", "forget", one.stem, "--yes").code == 0
    assert run("profile", "forget", two, "--yes").code == 0
    assert not list(drafts.folder.iterdir())


def test_what_was_put_aside_is_listed_and_forgotten(run: Run, drafts: Drafts) -> None:
    kept(drafts).write_text("[draft")
    assert "cannot be read" in run("profile", "list").err
    drafts.found(aside=True)
    assert "draft.bad-1" in run("profile", "list").out
    assert run("profile", "forget", "draft.bad-1", "--yes").code == 0
    assert "draft.bad-1" not in run("profile", "list").out


def test_a_profile_goes_with_its_drafts(run: Run, drafts: Drafts, tmp_path: Path) -> None:
    path = profile_of(run, tmp_path, "mine")
    mine, other = kept(drafts, path), kept(drafts)
    ran = run("profile", "forget", path, "--yes")
    assert ran.code == 0 and str(mine) in ran.err and str(path) in ran.err
    assert not path.exists() and not mine.exists() and other.exists()


def test_two_profiles_are_compared(run: Run, tmp_path: Path) -> None:
    one = profile_of(run, tmp_path, "one")
    two = profile_of(run, tmp_path, "two", state="VIC", strain="none", goals="future-proofing")
    ran = run("profile", "diff", one, two)
    assert "State:" in ran.out and "Queensland -> Victoria" in ran.out
    assert "How heavy things feel (private):" in ran.out
    assert "Advice of today's rules" in ran.out
    told = json.loads(run("profile", "diff", one, two, "--json").out)
    assert {"fact": "state", "before": "QLD", "after": "VIC"} in told["answers"]
    assert told["lines"] and all({"of", "id", "was", "now"} <= set(line) for line in told["lines"])
    assert "The same." in run("profile", "diff", one, one).out


def test_a_profile_is_compared_with_todays_rules(run: Run, tmp_path: Path) -> None:
    one = profile_of(run, tmp_path, "one")
    assert "The same." in run("profile", "diff", one).out
    text = one.read_text()
    one.write_text(text.replace('id = "bridge-refresher"', 'id = "gone"', 1))
    told = json.loads(run("profile", "diff", one, "--json").out)
    assert {line["id"] for line in told["lines"]} == {"gone", "bridge-refresher"}
    bare = tmp_path / "bare.toml"
    bare.write_text('[person]\nqualification = "bachelor"\n')
    assert json.loads(run("profile", "diff", bare, "--json").out)["lines"] is None
    assert "no advice on both sides" in run("profile", "diff", bare).out


def test_editing_takes_a_terminal(run: Run, tmp_path: Path) -> None:
    ran = run("profile", "edit", profile_of(run, tmp_path, "one"))
    assert ran.code == 2 and "a terminal" in ran.err and "editor" in ran.err


def test_adaptive_takes_somebody_to_ask(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "some.toml"
    answers.write_text(ANSWERS)
    ran = run("advise", "--answers", answers, "--adaptive", "--no-input")
    assert ran.code == 2 and "nobody to ask" in ran.err


def test_an_empty_pipe_says_what_is_missing(run: Run) -> None:
    ran = run("advise", "--plain")
    assert ran.code == 2 and "no `qualification`" in ran.err


def test_piped_answers_are_an_interview(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "piped.toml"
    lines = "bachelor degree\nMap drawing\n2019\n3, 2\n\n"
    ran = run("advise", "--plain", "--save", path, stdin=lines)
    assert ran.code == 0 and "\x1b" not in ran.out
    assert 'goals = [\n    "progression",\n    "refresh-skills",\n]' in path.read_text()
    ran = run("advise", "--plain", stdin="bachelor degree\n")
    assert ran.code == 130 and "Your answers are kept" in ran.err


# --- names ---------------------------------------------------------------------------------------


def test_a_bare_name_is_a_profile_wherever_one_stands(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, elsewhere = tmp_path / "some.toml", tmp_path / "elsewhere"
    answers.write_text(ANSWERS)
    (elsewhere / "mine").mkdir(parents=True)  # a folder of that name is in nobody's way
    monkeypatch.chdir(elsewhere)
    path = tmp_path / "data" / "stempath" / "profiles" / "mine.toml"
    save = ("advise", "--answers", answers, "--no-input", "--save", "mine")
    ran = run(*save)
    assert ran.code == 0
    assert f"Saved: {path}" in ran.err
    assert path.is_file() and list(elsewhere.iterdir()) == [elsewhere / "mine"]
    assert "a file that is there" in run(*save).err  # and is not replaced unasked
    assert run("advise", "--profile", "mine", "--no-input").code == 0
    monkeypatch.chdir(tmp_path)
    assert run("advise", "--profile", "mine", "--no-input").code == 0
    assert run("advise", "--profile", "mine", "--no-input", "--save", "mine").code == 0
    assert run("profile", "show", "mine").code == 0
    (tmp_path / "mine").write_text(
        'schema_version = 1\n[person]\nstate = "VIC"\n'
    )  # here wins for reading
    assert json.loads(run("profile", "show", "mine", "--json").out)["person"] == {"state": "VIC"}


@pytest.mark.parametrize("name", ["mine.toml", "./mine", ".mine"])
def test_a_name_with_a_dot_and_a_path_are_files(
    name: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = tmp_path / "some.toml"
    answers.write_text(ANSWERS)
    monkeypatch.chdir(tmp_path)
    assert run("advise", "--answers", answers, "--no-input", "--save", name).code == 0
    assert (tmp_path / name).is_file()


def test_what_is_not_there_cannot_be_forgotten(run: Run) -> None:
    for more in ((), ("--yes",)):
        ran = run("profile", "forget", "nosuch", *more)
        assert (ran.code, ran.out) == (5, "")
        assert "no such profile" in ran.err and "--yes" not in ran.err


def test_what_was_deleted_is_told_without_its_lock(run: Run, tmp_path: Path) -> None:
    path = profile_of(run, tmp_path, "mine")
    assert (tmp_path / ".mine.toml.lock").exists()
    ran = run("profile", "forget", path, "--yes")
    assert ran.err == f"Deleted: {path}\n"
    assert not (tmp_path / ".mine.toml.lock").exists()


def test_answers_have_the_names_of_the_interview(run: Run, tmp_path: Path) -> None:
    path = profile_of(run, tmp_path, "mine", state="VIC")
    out = run("profile", "show", path).out
    assert "target sectors" not in out and "What you hold:" in out
