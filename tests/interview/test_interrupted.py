"""Whatever ends an interview, no answer is lost: the next one goes on, to the same profile."""

from __future__ import annotations

import signal
import stat
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from sittings import drafts, put, the_profile, wanted
from terminals import SMALL, Spawn, Terminal, ended, hang_up, kill

from stempath.model.fact import Value

ENDS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGKILL: None}
# what each question says, and the answer that is typed
QUESTIONS = (
    ("Which is the highest", "bachelor degree"),
    ("What was it in", ""),
    ("In which year", "2019"),
    ("What do you want", "3, 2"),
    ("How heavy is work", "high"),
)
FACTS: dict[str, Value] = {
    "qualification": "bachelor", "field_of_study": "map-drawing", "graduated_year": 2019,
    "goals": ("progression", "refresh-skills"),
}  # fmt: skip


def end(child: Terminal[str], how: signal.Signals) -> str:
    """End the program so; its exit code is as documented. What it said last."""
    child.expect("> ")
    child.kill(how)
    said = str(child.read())
    assert ended(child) == ENDS[how]
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("how", ENDS, ids=lambda how: how.name)
def test_ended_at_every_question_it_goes_on(
    start: Spawn, tmp_path: Path, how: signal.Signals
) -> None:
    child = start("advise")
    child.expect(QUESTIONS[0][0])
    said = end(child, how)
    assert how is not signal.SIGINT or "Nothing was answered" in said
    assert not drafts(tmp_path)
    answers = ["bachelor degree", "Map drawing", "2019", "3, 2"]
    for number, answer in enumerate(answers, 1):
        child = start("advise")
        if number > 1:
            put(child, "unfinished interview", "")
        put(child, QUESTIONS[number - 1][0], answer)
        child.expect(QUESTIONS[number][0] if number < len(answers) else "Your answers")
        said = end(child, how)
        if how is signal.SIGINT:
            assert "Your answers are kept. To go on: stempath" in said
        (path,) = drafts(tmp_path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        kept = tomllib.loads(path.read_text())["answers"]
        assert kept == {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in list(FACTS.items())[:number]
        }
    child = start("advise")
    put(child, "unfinished interview", "")
    put(child, "Your answers", "")
    child.expect("What next")
    said = end(child, how)
    assert how is not signal.SIGINT or "Your answers are saved" in said
    assert not drafts(tmp_path)
    assert the_profile(tmp_path) == wanted(SMALL, FACTS, tmp_path)


def test_with_lists_a_closed_terminal_and_a_stop_lose_nothing(start: Spawn, tmp_path: Path) -> None:
    child = start("advise", plain=False)
    child.expect("Which is the highest")
    child.send("bachelor degree\r")
    child.expect("What was it in")
    hang_up(child)  # the terminal is closed
    assert len(drafts(tmp_path)) == 1
    child = start("advise", plain=False)
    child.expect("unfinished interview")
    child.send("\r")
    child.expect("What was it in")
    child.send("Map drawing\r")
    child.expect("In which year")
    child.kill(signal.SIGTERM)
    child.expect("Your answers are kept")
    assert ended(child) == 143
    (path,) = drafts(tmp_path)
    assert tomllib.loads(path.read_text())["answers"]["field_of_study"] == "map-drawing"


def test_two_at_once_have_a_draft_each(start: Spawn, tmp_path: Path) -> None:
    one, two = start("advise"), start("advise")
    put(one, "Which is the highest", "bachelor")
    put(two, "Which is the highest", "year 12")
    for child in (one, two):
        child.expect("What was it in")
        child.expect("> ")
    assert len(drafts(tmp_path)) == 2
    third = start("advise")  # both are in use: neither is offered
    third.expect("Which is the highest")
    kill(third)
    one.sendcontrol("c")
    one.expect("are kept")
    fourth = start("advise")
    fourth.expect("There is an unfinished interview.")
    fourth.expect("Go on with the one saved today at .*, 1 answer")
    kill(fourth)
    kill(two)
    fifth = start("advise")
    fifth.expect("There are unfinished interviews.")
    put(fifth, "Start anew", "4")  # delete one of them
    put(fifth, "Delete which", "1")
    put(fifth, "for good", "n")
    put(fifth, "There are unfinished", "4")
    put(fifth, "Delete which", "1")
    put(fifth, "for good", "y")
    put(fifth, "There is an unfinished", "2")  # start anew; the other stays
    fifth.expect("Which is the highest")
    assert len(drafts(tmp_path)) == 1


def test_saving_refused_keeps_the_answers(start: Spawn, tmp_path: Path) -> None:
    profile = tmp_path / "mine.toml"
    profile.write_text(
        'schema_version = 1\n[person]\nqualification = "year-12"\nfield_of_study = "map-drawing"\n'
    )
    profile.chmod(0o600)
    child = start("advise", "--profile", str(profile))
    put(child, "What do you want", "3")
    child.expect("Your answers")
    child.expect("> ")
    profile.write_text(profile.read_text() + 'state = "VIC"\n')
    child.sendline("")
    child.expect("changed since you opened it")
    child.expect("Your answers are kept")
    assert ended(child) == 6
    assert "goals" not in profile.read_text()
    child = start("advise")
    put(child, "unfinished interview", "")  # on the profile as it is now
    put(child, "Your answers", "")
    child.expect("Saved: .*mine.toml")
    child.expect("> ")
    person = tomllib.loads(profile.read_text())["person"]
    assert (person["goals"], person["state"]) == (["progression"], "VIC")
    assert not drafts(tmp_path)


def test_sharpening_saves_at_once_and_says_what_changed(start: Spawn, tmp_path: Path) -> None:
    child = start("advise", "--qualification", "year-12", "--field-of-study", "map-drawing",
                  "--weeks-available", "8")  # fmt: skip
    put(child, "What do you want", "3")
    put(child, "Your answers", "")
    put(child, "Sharpen this", "1")
    put(child, "How heavy is work", "high")
    child.expect(r"Up in offerings, from \d to \d: ")
    child.expect("Saved:")
    child.expect("Nothing more would change the first")
    child.expect("What next")
    assert "Sharpen" not in str(child.before)
    put(child, "That's all", "")
    assert ended(child) == 0
    facts: dict[str, Value] = {
        "qualification": "year-12", "field_of_study": "map-drawing",
        "goals": ("progression",), "weeks_available": 8, "strain": "high",
    }  # fmt: skip
    assert the_profile(tmp_path) == wanted(SMALL, facts, tmp_path)


PLANNER = ("--qualification", "year-12", "--occupation", "Bridge planner",
           "--field-of-study", "bridge-building", "--years-experience", "4")  # fmt: skip
RATED: dict[str, Value] = {
    "qualification": "year-12", "field_of_study": "bridge-building", "occupation": "100002",
    "years_experience": 4, "goals": ("advance-knowledge",),
    "skills": ("careful-thought=2", "map-making=0"),
}  # fmt: skip


@pytest.mark.parametrize("how", ENDS, ids=lambda how: how.name)
def test_ended_between_two_skills_it_goes_on_with_the_next(
    start: Spawn, tmp_path: Path, how: signal.Signals
) -> None:
    child = start("advise", *PLANNER)
    put(child, "What do you want", "1")
    put(child, "Your answers", "")
    put(child, "Sharpen this", "1")
    put(child, "Skill 1 of 3: careful thought", "2")
    child.expect("Skill 2 of 3: bridge inspection")
    said = end(child, how)
    assert how is not signal.SIGINT or "Your answers are kept. To go on: stempath" in said
    (path,) = drafts(tmp_path)
    assert tomllib.loads(path.read_text())["answers"]["skills"] == {"careful-thought": 2}
    child = start("advise")
    put(child, "unfinished interview", "")
    put(child, "Skill 2 of 3: bridge inspection", "")
    put(child, "Skill 3 of 3: map making", "0")
    put(child, "Your own skills: careful thought 2 and map making 0", "")
    child.expect("Saved:")
    child.expect("What next")
    assert "Sharpen" not in str(child.before)
    kill(child)
    assert not drafts(tmp_path)
    assert the_profile(tmp_path) == wanted(SMALL, RATED, tmp_path)


def test_ratings_by_interview_by_flags_and_by_file_are_the_same(
    start: Spawn, tmp_path: Path
) -> None:
    child = start("advise", *PLANNER, "--save", str(tmp_path / "asked.toml"))
    put(child, "What do you want", "1")
    put(child, "Your answers", "")
    put(child, "Sharpen this", "1")
    for words, typed in (("careful thought", "2"), ("bridge inspection", ""), ("map making", "0")):
        put(child, rf"Skill \d of 3: {words}", typed)
    child.expect("Saved: .*asked.toml")
    child.expect("What next")
    kill(child)
    answers = tmp_path / "answers.toml"
    start_of_file = (
        'qualification = "year-12"\noccupation = "100002"\nfield_of_study = "bridge-building"\n'
        'years_experience = 4\ngoals = ["advance-knowledge"]\n'
    )
    flags = [*PLANNER, "--goals", "advance-knowledge"]
    written = {
        "table": start_of_file + '[skills]\n"Careful thought" = 2\nmap-making = 0\n',
        "inline": start_of_file + "skills = { map-making = 0, careful-thought = 2 }\n",
        "text": start_of_file + 'skills = "cartography: 0, careful thought 2"\n',
    }
    for name in written:
        answers.write_text(written[name])
        child = start("advise", "--answers", str(answers), "--no-input",
                      "--save", str(tmp_path / f"{name}.toml"))  # fmt: skip
        assert ended(child) == 0
    child = start("advise", *flags, "--skills", "map making = 0; careful thought = 2",
                  "--no-input", "--save", str(tmp_path / "flags.toml"))  # fmt: skip
    assert ended(child) == 0
    profiles = {(tmp_path / f"{n}.toml").read_bytes() for n in ("asked", "flags", *written)}
    assert len(profiles) == 1
    assert profiles == {wanted(SMALL, RATED, tmp_path)}


def test_by_interview_by_flags_and_by_file_the_profile_is_the_same(
    start: Spawn, tmp_path: Path
) -> None:
    child = start("advise", "--save", str(tmp_path / "asked.toml"))
    typed: Sequence[str] = ("bachelor degree", "cartography", "2019", "3, 2")
    for (words, _), line in zip(QUESTIONS, typed, strict=False):
        put(child, words, line)
    put(child, "Your answers", "")
    child.expect("Saved: .*asked.toml")
    child.expect("What next")
    kill(child)
    answers = tmp_path / "answers.toml"
    answers.write_text(
        'goals = ["move up", "refresh-skills"]\ngraduated_year = 2019\n'
        'qualification = "bachelor"\nfield_of_study = "Map drawing"\n'
    )
    flags = ["--qualification", "bachelor", "--field-of-study", "Map drawing",
             "--graduated-year", "2019", "--goals", "progression; refresh-skills"]  # fmt: skip
    for name, given in (("flags", flags), ("file", ["--answers", str(answers)])):
        child = start("advise", *given, "--no-input", "--save", str(tmp_path / f"{name}.toml"))
        assert ended(child) == 0
    asked, flagged, filed = (
        (tmp_path / f"{name}.toml").read_bytes() for name in ("asked", "flags", "file")
    )
    assert asked == flagged == filed
    assert tomllib.loads(asked.decode())["person"] == {
        **FACTS, "goals": ["progression", "refresh-skills"],
    }  # fmt: skip
