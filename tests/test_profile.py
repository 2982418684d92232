"""Profiles: they come back as they were saved, nothing is lost, and what is no profile says so."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stempath import api
from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Value, declared
from stempath.model.person import Person
from stempath.model.ratings import rating_value
from stempath.problem import ExitCode, Place, StempathError
from stempath.profile.store import file_name
from stempath.profile.text import profile_text
from stempath.profile.write import locked
from stempath.tables import UNSAFE, clean, parse_toml

TODAY = date(2026, 11, 22)
NURSE: dict[str, Value] = {
    "label": "third\r\nfloor",
    "qualification": "bachelor",
    "occupation": "100002",
    "years_experience": 4.5,
    "goals": ("refresh-skills", "progression"),
    "target_sectors": (),
    "state": "VIC",
    "weeks_available": 12,
    "employed": True,
    "strain": "high",
}
PROFILES = Path(__file__).resolve().parent.parent / "profiles"


@pytest.fixture
def saved(small_rules: RuleSet, tmp_path: Path) -> Path:
    """A profile with advice, as `save_profile` leaves it."""
    advice = api.advise(small_rules, NURSE)
    path = tmp_path / "kept" / "nurse.toml"
    return api.save_profile(small_rules, NURSE, advice, path, today=TODAY)


def refused(call: Callable[[], object]) -> StempathError:
    with pytest.raises(StempathError) as caught:
        call()
    return caught.value


# --- round trips -------------------------------------------------------------------------------


def test_a_profile_gives_back_its_facts_and_its_very_bytes(
    small_rules: RuleSet, saved: Path
) -> None:
    first = saved.read_bytes()
    profile = api.open_profile(small_rules, saved)
    assert profile.facts == NURSE
    assert profile.facts["label"] == "third\r\nfloor"
    assert (profile.saved, profile.rulebook, profile.warnings) == (TODAY, "small", ())
    advice = api.advise(small_rules, profile.facts)
    assert profile.offerings == tuple((one.id, one.title) for one in advice.offerings)
    assert profile.moves == tuple((one.id, one.title) for one in advice.moves)
    api.save_profile(small_rules, profile.facts, advice, None, today=TODAY, opened=profile)
    assert saved.read_bytes() == first


def test_an_opened_profile_can_be_saved_again_and_again(small_rules: RuleSet, saved: Path) -> None:
    for weeks in (3, 5):
        profile = api.open_profile(small_rules, saved)
        facts = {**profile.facts, "weeks_available": weeks}
        advice = api.advise(small_rules, facts)
        api.save_profile(small_rules, facts, advice, None, today=TODAY, opened=profile)
        assert api.open_profile(small_rules, saved).facts == facts


def values_of(rules: RuleSet) -> st.SearchStrategy[dict[str, Value]]:
    """Any facts that answers can state."""
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, fact in declared(Person).items():
        single: st.SearchStrategy[Any]
        if fact.vocabulary:
            single = st.sampled_from(list(rules.vocabularies[fact.vocabulary].names))
        elif fact.type == "yes-no":
            single = st.booleans()
        elif fact.type == "integer":
            single = st.integers(int(fact.least or 0), int(fact.most or 0))
        elif fact.type == "number":
            single = st.floats(fact.least, fact.most).map(
                lambda number: int(number) if number.is_integer() else number
            )
        else:
            text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
            single = text.map(lambda words: clean(words).strip()).filter(
                lambda words: 0 < len(words) <= 200 and not UNSAFE.search(words)
            )
        most = fact.most_items or 4
        if fact.type == "ratings":
            single = st.dictionaries(single, st.integers(0, 5), max_size=most)
            optional[name] = single.map(rating_value)
            continue
        optional[name] = (
            st.lists(single, max_size=most, unique=True).map(tuple) if fact.many else single
        )
    return st.fixed_dictionaries({}, optional=optional)


@given(data=st.data())
def test_any_facts_round_trip(small_rules: RuleSet, tmp_path: Path, data: st.DataObject) -> None:
    facts = data.draw(values_of(small_rules))
    text = profile_text(facts, None, TODAY)
    path = tmp_path / "any.toml"
    path.write_bytes(text.encode())
    again = api.open_profile(small_rules, path).facts
    assert again == facts
    assert profile_text(again, None, TODAY) == text


def test_brackets_in_a_label_are_no_nesting(small_rules: RuleSet, tmp_path: Path) -> None:
    path = tmp_path / "brackets.toml"
    facts = {**NURSE, "label": "[{" * 90}
    path.write_text(profile_text(facts, None, None))
    assert api.open_profile(small_rules, path).facts == facts


def test_a_person_can_read_it(saved: Path) -> None:
    text = saved.read_text()
    assert text.startswith("# A stempath profile")
    assert "private" in text and "stempath advise" in text
    assert 'goals = [\n    "refresh-skills",\n    "progression",\n]' in text
    assert '"""' not in text and "'''" not in text
    (reason, *_) = parse_toml(text, "x").data["advice"]["offerings"][0]["reasons"]
    assert set(reason) == {"points", "why", "rule", "source"}


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_examples_are_whole_and_advised(shipped_rules: RuleSet, path: Path) -> None:
    profile = api.open_profile(shipped_rules, path)
    assert "label" not in profile.facts
    assert not api.still_missing(profile.facts, Place(str(path)))
    advice = api.advise(shipped_rules, profile.facts)
    assert advice.offerings and advice.moves


# --- wrong input -------------------------------------------------------------------------------

GOOD = b'schema_version = 1\n[person]\nqualification = "bachelor"\n'
BAD: Mapping[str, tuple[bytes, str]] = {
    "B001 empty": (b"", "x.toml is empty"),
    "B001 blank": (b" \n\n", "x.toml is empty"),
    "B003 key twice": (GOOD + b'qualification = "masters"\n', ":4"),
    "B004 table twice": (GOOD + b"[person]\n", ":4"),
    "B006 UTF-16": (GOOD.decode().encode("utf-16"), "saved as UTF-16"),
    "B007 Latin-1": (GOOD + b'label = "Zo\xeb"\n', ":4: found byte 0xEB at offset"),
    "B008 NUL": (GOOD + b'label = "a\0b"\n', ":4"),
    "B010 escape": (GOOD + b'label = "\\u001b[2J"\n', "(person.label)"),
    "B011 brackets": (GOOD + b"modes = " + b"[" * 50_000, "nested too deeply"),
    "B011 braces": (GOOD + b"modes = " + b"{a=" * 50_000, "nested too deeply"),
    "B014 huge": (GOOD + b"budget_aud = 0x" + b"f" * 1_000_000 + b"\n", "more than 70 digits"),
    "B015 nan": (GOOD + b"weeks_available = nan\n", "finite number"),
    "B015 inf": (GOOD + b"weeks_available = -inf\n", "finite number"),
    "B015 1e999999": (GOOD + b"weeks_available = 1e999999\n", "finite number"),
    "B016 lone CR": (GOOD.replace(b"\n", b"\r"), "line ends must be LF or CRLF"),
    "B018 too big": (GOOD + b"#" * 5_000_001, "at most 5,000,000 bytes"),
    "B020 newer": (GOOD.replace(b"= 1", b"= 2"), "made by a newer stempath"),
    "version in words": (GOOD.replace(b"= 1", b'= "one"'), "schema_version = 1"),
    "unknown fact": (GOOD + b'goal = ["progression"]\n', "did you mean `goals`?"),
    "unknown table": (GOOD + b"[persons]\n", "did you mean `person`?"),
    "fact at the top": (b'state = "VIC"\n' + GOOD, "put it under [person]"),
    "no person": (b"schema_version = 1\n", "no [person]"),
    "person a value": (b"schema_version = 1\nperson = 4\n", "a table [person]"),
    "unknown head": (GOOD + b"[profile]\nname = 'x'\n", "saved, rulebook, as_of"),
    "id gone": (GOOD.replace(b'"bachelor"', b'"batchelor"'), "nearest: "),
    "never kept": (GOOD + b'usi = "3AW88YH9U5"\n', "never needs or keeps"),
    "lists in lists": (GOOD + b'goals = [["progression"]]\n', "text in quotes"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_profile_says_so(small_rules: RuleSet, tmp_path: Path, case: str) -> None:
    data, words = BAD[case]
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    started = time.process_time()
    error = refused(lambda: api.open_profile(small_rules, path))
    assert time.process_time() - started < 1
    assert error.exit_code == ExitCode.INVALID
    assert words in str(error)
    assert all(len(str(problem)) < 1000 for problem in error.problems)
    assert path.read_bytes() == data


def test_all_problems_come_at_once(small_rules: RuleSet, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[person]\nqualification = "pilot"\nstate = "Mars"\nwheels = 4\n[extra]\n')
    problems = refused(lambda: api.open_profile(small_rules, path)).problems
    assert [problem.place.line for problem in problems] == [5, 2, 3, 4]


def test_an_empty_profile_points_to_its_copy(small_rules: RuleSet, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.touch()
    (tmp_path / "x.toml.bak").write_bytes(GOOD)
    assert "x.toml.bak" in str(refused(lambda: api.open_profile(small_rules, path)))


def test_crlf_line_ends_are_read(small_rules: RuleSet, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(GOOD.replace(b"\n", b"\r\n"))
    assert api.open_profile(small_rules, path).facts == {"qualification": "bachelor"}


def test_only_regular_files_are_read(small_rules: RuleSet, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero"), tmp_path / "none.toml"):
        error = refused(lambda path=path: api.open_profile(small_rules, path))  # type: ignore[misc]
        assert error.exit_code == ExitCode.DISK


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission_is_told(small_rules: RuleSet, saved: Path) -> None:
    saved.chmod(0)
    error = refused(lambda: api.open_profile(small_rules, saved))
    assert error.exit_code == ExitCode.DISK and "permission" in str(error)


def test_advice_that_was_edited_is_set_aside(small_rules: RuleSet, saved: Path) -> None:
    saved.write_text(saved.read_text().replace('id = "', 'key = "', 1))
    profile = api.open_profile(small_rules, saved)
    assert profile.offerings == () and profile.moves
    assert [warning.code for warning in profile.warnings] == ["advice"]


# --- privacy and safety ------------------------------------------------------------------------


def test_it_is_for_its_owner_alone(small_rules: RuleSet, saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert stat.S_IMODE(saved.parent.stat().st_mode) == 0o700
    saved.chmod(0o644)
    profile = api.open_profile(small_rules, saved)
    (warning,) = profile.warnings
    assert warning.warning and "0644" in str(warning) and f"chmod 600 '{saved}'" in str(warning)
    api.save_profile(small_rules, NURSE, None, None, today=TODAY, opened=profile)
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_a_file_that_was_not_opened_is_kept(small_rules: RuleSet, saved: Path) -> None:
    before = saved.read_bytes()
    error = refused(lambda: api.save_profile(small_rules, NURSE, None, saved, today=TODAY))
    assert error.exit_code == ExitCode.USAGE and "--force" in str(error)
    assert saved.read_bytes() == before
    api.save_profile(small_rules, NURSE, None, saved, today=TODAY, overwrite=True)
    assert saved.read_bytes() != before


def test_a_profile_that_changed_meanwhile_is_kept(small_rules: RuleSet, saved: Path) -> None:
    profile = api.open_profile(small_rules, saved)
    saved.write_text(saved.read_text() + "# mine\n")
    before = saved.read_bytes()

    def save() -> Path:
        return api.save_profile(small_rules, NURSE, None, None, today=TODAY, opened=profile)

    error = refused(save)
    assert error.exit_code == ExitCode.LOCKED and "changed since you opened it" in str(error)
    assert saved.read_bytes() == before
    saved.unlink()
    assert refused(save).exit_code == ExitCode.LOCKED
    assert not saved.exists()


def test_what_a_newer_stempath_wrote_is_never_replaced(
    small_rules: RuleSet, tmp_path: Path
) -> None:
    path = tmp_path / "new.toml"
    path.write_text("schema_version = 9\n")
    for force in (False, True):
        error = refused(
            lambda force=force: api.save_profile(  # type: ignore[misc]
                small_rules, NURSE, None, path, today=TODAY, overwrite=force
            )
        )
        assert error.exit_code == ExitCode.INVALID
    assert path.read_text() == "schema_version = 9\n"


def test_an_older_version_is_copied_before_it_is_rewritten(
    small_rules: RuleSet, tmp_path: Path
) -> None:
    path = tmp_path / "old.toml"
    old = b'# mine\nschema_version = 0\n[answers]\nqualification = "bachelor"\n'
    path.write_bytes(old)
    profile = api.open_profile(small_rules, path)
    assert profile.facts == {"qualification": "bachelor"}
    assert path.read_bytes() == old and not list(tmp_path.glob("*.bak"))
    api.save_profile(small_rules, profile.facts, None, None, today=TODAY, opened=profile)
    assert (tmp_path / "old.toml.bak").read_bytes() == old
    assert stat.S_IMODE((tmp_path / "old.toml.bak").stat().st_mode) == 0o600
    assert api.open_profile(small_rules, path).facts == profile.facts
    assert b"schema_version = 1" in path.read_bytes()


def test_a_second_writer_is_refused_while_another_process_writes(
    small_rules: RuleSet, saved: Path
) -> None:
    before = saved.read_bytes()
    code = (
        "import sys, time; from pathlib import Path; from stempath.profile.write import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(saved)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROFILES.parent)},
    )
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == "held\n"
        profile = api.open_profile(small_rules, saved)
        error = refused(
            lambda: api.save_profile(small_rules, {}, None, None, today=TODAY, opened=profile)
        )
        assert error.exit_code == ExitCode.LOCKED and "in use" in str(error)
        assert refused(lambda: api.forget_profile(small_rules, saved)).exit_code == ExitCode.LOCKED
        assert saved.read_bytes() == before
    finally:
        other.send_signal(signal.SIGKILL)
        other.wait()
        other.stdout.close()
    with locked(saved):  # the lock falls with the process
        pass


def test_a_killed_writer_leaves_a_whole_profile(small_rules: RuleSet, saved: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from stempath.profile.write import write_profile\n"
        "path, number = Path(sys.argv[1]), 0\n"
        "text = path.read_text()\n"
        "while True:\n"
        "    number += 1\n"
        "    more = '# more' + 'x' * 50_000 * (number % 2) + chr(10)\n"
        "    write_profile(path, text + more, overwrite=True)\n"
        "    print(number, flush=True)\n"
    )
    for writes in (1, 4, 9):
        writer = subprocess.Popen(
            [sys.executable, "-c", code, str(saved)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(PROFILES.parent)},
        )
        assert writer.stdout is not None
        for _ in range(writes):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert api.open_profile(small_rules, saved).facts == NURSE


def test_a_link_is_not_followed(small_rules: RuleSet, tmp_path: Path) -> None:
    target = tmp_path / "target.toml"
    target.write_bytes(GOOD)
    (tmp_path / "link.toml").symlink_to(target)
    error = refused(
        lambda: api.save_profile(
            small_rules, NURSE, None, tmp_path / "link.toml", today=TODAY, overwrite=True
        )
    )
    assert error.exit_code == ExitCode.DISK
    assert target.read_bytes() == GOOD


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_profile(
    small_rules: RuleSet, saved: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = saved.read_bytes()
    profile = api.open_profile(small_rules, saved)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"os.{step}", full)
    error = refused(
        lambda: api.save_profile(small_rules, {}, None, None, today=TODAY, opened=profile)
    )
    assert error.exit_code == ExitCode.DISK and "no space left" in str(error)
    assert saved.read_bytes() == before
    assert sorted(path.name for path in saved.parent.iterdir()) == [
        ".nurse.toml.lock",
        "nurse.toml",
    ]


def test_a_folder_that_cannot_be_made_is_told(small_rules: RuleSet, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "x.toml"
    error = refused(lambda: api.save_profile(small_rules, NURSE, None, path, today=TODAY))
    assert error.exit_code == ExitCode.DISK


# --- the folder --------------------------------------------------------------------------------


def test_the_folder_lists_shows_and_forgets(
    small_rules: RuleSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert api.list_profiles(small_rules) == ([], [])
    path = api.save_profile(small_rules, NURSE, None, None, today=TODAY)
    assert path == api.profile_folder() / "third-floor.toml"
    (api.profile_folder() / "bad.toml").touch()
    profiles, problems = api.list_profiles(small_rules)
    assert [profile.path for profile in profiles] == [path]
    assert [problem.code for problem in problems] == ["empty"]
    (path.parent / "third-floor.toml.bak").touch()
    gone = {one.name for one in api.forget_profile(small_rules, path)}
    assert {"third-floor.toml", "third-floor.toml.bak"} <= gone
    assert [one.name for one in path.parent.iterdir()] == ["bad.toml"]
    assert refused(lambda: api.forget_profile(small_rules, path)).exit_code == ExitCode.DISK


def test_the_same_answers_have_one_profile_and_others_their_own(
    small_rules: RuleSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    other = {**NURSE, "state": "QLD"}
    paths = [
        api.save_profile(small_rules, facts, None, None, today=TODAY).name
        for facts in (NURSE, NURSE, other, other, NURSE)
    ]
    first, second = "third-floor.toml", "third-floor-2.toml"
    assert paths == [first, first, second, second, first]


def test_a_file_name_tells_no_fact() -> None:
    for label in (None, "名前", "con", "../..", "-"):
        facts = {**NURSE, "label": label}
        name = file_name(facts, TODAY)
        assert name.startswith("2026-11-22-") and len(name) == len("2026-11-22-12345678.toml")
    assert file_name({**NURSE, "label": "../Ward 3 / Zoë"}, TODAY) == "ward-3-zoe.toml"
    assert len(file_name({**NURSE, "label": "a" * 200}, TODAY)) < 80


# --- what changed ------------------------------------------------------------------------------


def test_changes_tell_what_came_went_and_moved(small_rules: RuleSet, saved: Path) -> None:
    profile = api.open_profile(small_rules, saved)
    advice = api.advise(small_rules, NURSE)
    assert api.profile_changes(profile, advice) == []
    first, second, *rest = advice.offerings
    new = replace(first, id="brand-new", title="Brand new")
    now = replace(advice, rulebook="other", offerings=(second, new, *rest))
    assert api.profile_changes(profile, now) == [
        "The rulebook changed since this profile was saved.",
        f"Moved up in offerings, from 2 to 1: {second.title} ({second.id})",
        "New in offerings, at 2: Brand new (brand-new)",
        f"No longer in offerings, where it was at 1: {first.title} ({first.id})",
    ]
