"""Drafts: they come back as they were kept, and none is ever lost without a yes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stempath.engine.ruleset import RuleSet
from stempath.model.fact import Value
from stempath.problem import ExitCode, StempathError
from stempath.profile.drafts import Draft, draft_text, read_draft
from stempath.profile.unfinished import Drafts
from stempath.tables import clean

NOW = datetime(2026, 11, 22, 10, 5)
DRAFT = Draft(
    started=NOW, saved=NOW, mode="full", at="goals",
    stated={"state": "VIC"},
    given={"qualification": "bachelor", "field_of_study": None, "graduated_year": 2014},
    via={"graduated_year": "qualification"},
    profile=Path("/somewhere/mine.toml"), save=None,
)  # fmt: skip


@pytest.fixture
def drafts(small_rules: RuleSet, tmp_path: Path) -> Drafts:
    """A folder of drafts that is not there yet."""
    return Drafts(tmp_path / "state" / "drafts", small_rules.vocabularies)


def kept(drafts: Drafts, draft: Draft = DRAFT) -> Path:
    with drafts.new(NOW) as keeper:
        keeper.keep(draft)
        return keeper.path


FACTS: dict[str, st.SearchStrategy[Value]] = {
    "qualification": st.sampled_from(["bachelor", "year-12"]),
    "goals": st.sampled_from([("progression",), ("refresh-skills", "progression"), ()]),
    "employed": st.booleans(),
    "years_experience": st.floats(0, 70),
    "label": st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1,
                     max_size=50).map(clean).filter(bool),
}  # fmt: skip


@given(
    stated=st.fixed_dictionaries({}, optional=FACTS),
    given_=st.fixed_dictionaries({}, optional={k: v | st.none() for k, v in FACTS.items()}),
    order=st.permutations(list(FACTS)),
    mode=st.sampled_from(["full", "adaptive", "edit"]),
)
def test_any_draft_round_trips(
    small_rules: RuleSet, tmp_path: Path, stated: dict[str, Value], given_: dict[str, Value],
    order: list[str], mode: str,
) -> None:  # fmt: skip
    given_ = {name: given_[name] for name in order if name in given_}
    draft = replace(DRAFT, stated=stated, given=given_, via={}, mode=mode)
    path = tmp_path / "draft.toml"
    path.write_text(draft_text(draft), "utf-8")
    again, problems = read_draft(path, small_rules.vocabularies)
    assert again == draft and not problems
    assert list(again.given) == list(given_)  # in the order of asking


def test_it_is_for_its_owner_alone(drafts: Drafts) -> None:
    path = kept(drafts)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "private" in path.read_text()


def test_the_last_one_comes_first(drafts: Drafts) -> None:
    paths = [kept(drafts, replace(DRAFT, saved=NOW.replace(hour=hour))) for hour in (9, 12, 7)]
    found, problems = drafts.found()
    assert [one.path for one in found] == [paths[1], paths[0], paths[2]]
    assert not problems and not any(one.in_use for one in found)


def test_one_in_use_is_told_and_cannot_be_taken_or_forgotten(drafts: Drafts) -> None:
    path = kept(drafts)
    code = (
        "import sys, time; from pathlib import Path; from stempath.profile.drafts import hold\n"
        "with hold(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    root = str(Path(__file__).resolve().parents[2])
    other = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE,
                             text=True, env={**os.environ, "PYTHONPATH": root})  # fmt: skip
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == "held\n"
        (found,), _ = drafts.found()
        assert found.in_use
        assert drafts.hold(path) is None
        with pytest.raises(StempathError) as refused:
            drafts.forget(path)
        assert refused.value.exit_code == ExitCode.LOCKED
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    assert drafts.forget(path) == [path]
    assert not list(path.parent.iterdir())  # its lock goes with it


BAD = {
    "empty": "",
    "no TOML": "[draft",
    "another version": draft_text(DRAFT).replace("schema_version = 1", "schema_version = 2"),
    "no version": draft_text(DRAFT).replace("schema_version = 1", ""),
    "no head": "schema_version = 1\n[answers]\n",
    "no order": draft_text(DRAFT).replace("order = [", "orders = ["),
    "no such mode": draft_text(DRAFT).replace('"full"', '"fast"'),
    "answers a value": draft_text(DRAFT).replace("[answers]", "[other]"),
    "a half": draft_text(DRAFT)[:-60],
    "no text": "\0\0\0",
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_put_aside_and_never_deleted(drafts: Drafts, case: str) -> None:
    whole = kept(drafts)
    for number in (1, 2):
        path = kept(drafts)
        path.write_text(BAD[case])
        found, problems = drafts.found()  # looking changes nothing
        assert [one.path for one in found] == [whole] and len(problems) == 1 and path.exists()
        found, problems = drafts.found(aside=True)
        (problem,) = problems
        assert problem.warning and f"kept as draft.bad-{number}" in str(problem)
        assert len(str(problem).splitlines()) == 1
        assert not path.exists()
        assert drafts.aside()[-1].read_text() == BAD[case]
    assert [path.name for path in drafts.aside()] == ["draft.bad-1", "draft.bad-2"]
    named = drafts.named("draft.bad-1")
    assert named and drafts.forget(named) and len(drafts.aside()) == 1


def test_an_answer_that_no_longer_reads_is_named_and_left_out(drafts: Drafts) -> None:
    path = kept(drafts)
    path.write_text(path.read_text().replace('"bachelor"', '"wizardry"').replace('"VIC"', '"Mars"'))
    (one,), problems = drafts.found(aside=True)
    assert not problems
    assert one.draft.given == {"field_of_study": None, "graduated_year": 2014}
    assert one.draft.stated == {}
    assert [problem.place.key for problem in one.dropped] == [
        "stated.state",
        "answers.qualification",
    ]


def test_drafts_of_a_profile_are_known(drafts: Drafts) -> None:
    path = kept(drafts)
    kept(drafts, replace(DRAFT, profile=None))
    assert drafts.about(Path("/somewhere/mine.toml")) == [path]
    assert drafts.about(Path("/elsewhere/mine.toml")) == []


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_an_interruption_leaves_the_last_draft(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    with drafts.new(NOW) as keeper:
        keeper.keep(DRAFT)
        before = keeper.path.read_bytes()

        def failing(*_: Any) -> None:
            raise fault

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", failing)
            with pytest.raises((StempathError, KeyboardInterrupt)) as refused:
                keeper.keep(replace(DRAFT, at="strain"))
        if isinstance(refused.value, StempathError):
            assert refused.value.exit_code == ExitCode.DISK
        assert keeper.path.read_bytes() == before
        assert len(list(keeper.path.parent.iterdir())) == 2  # the draft and its lock
