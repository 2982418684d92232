"""What a run gives: the same advice as for one, nothing private, and files that are whole."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stempath import api
from stempath.caseload.write import PERSONAL, guarded
from stempath.engine.ruleset import RuleSet
from stempath.problem import ExitCode, Place, StempathError

HEADER = "client_id,qualification,goals,occupation,state,strain,groups,values,weeks_available\n"
MANY = 1203  # more than two blocks
PRIVATE_RULES = """
[[rule]]
id = "reserved-first"
about = "offering"
when = ["offering.reserved_for known"]
points = 500
why = "It is kept for a few."
source = "own judgement"
reviewed = 2026-11-21

[[rule]]
id = "strain-points"
about = "offering"
when = ["person.strain = high"]
points = 3
why = "Because of your zzstrainzz."
source = "own judgement"
reviewed = 2026-11-21

[[rule]]
id = "strain-note"
about = "offering"
when = ["person.strain = high", "offering.weeks known"]
note = "Your zzstrainzz is high: {offering.weeks} weeks."
source = "own judgement"
reviewed = 2026-11-21

[[rule]]
id = "values-note"
about = "offering"
when = ["person.values has security"]
note = "You said zzflexzz."
source = "own judgement"
reviewed = 2026-11-21
"""


def person(number: int) -> str:
    occupation = ("100001", "100002", "200001", "300001")[number % 4]
    goal = ("refresh-skills", "progression;refresh-skills")[number % 2]
    strain = ("high", "", "none")[number % 3]
    state = ("VIC", "NSW", "")[number % 3]
    return f"c{number},bachelor,{goal},{occupation},{state},{strain},women,,9\n"


@pytest.fixture
def caseload() -> str:
    return HEADER + "".join(map(person, range(MANY)))


def test_a_caseload_says_what_one_person_would_hear(
    run: Any, small_rules: RuleSet, caseload: str
) -> None:
    done: list[int] = []
    report = run(caseload, progress=done.append)
    assert done == [500, 1000, MANY]
    assert (report.clients, report.advised, report.rejected) == (MANY, MANY, 0)
    rows = run.rows("advice")
    for number in (0, 1, 2, 499, 500, MANY - 1):
        cells = dict(zip(HEADER.strip().split(","), person(number).strip().split(","), strict=True))
        told = {name: cell for name, cell in cells.items() if name not in ("client_id", "groups")}
        facts = api.read_person(small_rules, told, lambda key: Place("test", key=key))
        advice = api.advise(small_rules, facts)
        expected = [
            (str(rank), kind, one.id, one.title, str(one.score))
            for kind, many in (("offering", advice.offerings), ("move", advice.moves))
            for rank, one in enumerate(many[: small_rules.listing.first], 1)
        ]
        mine = [row for row in rows if row["client_id"] == f"c{number}"]
        found = [(r["rank"], r["kind"], r["id"], r["title"], r["score"]) for r in mine]
        assert found == expected and expected


def test_ratings_stand_in_one_cell(run: Any, small_rules: RuleSet) -> None:
    rows = ("A1,map making=0;careful thought=2", "A2,", "A3,map making=6;careful thought=2")
    lead = "bachelor,advance-knowledge,100002"
    text = "".join(f"{row.replace(',', f',{lead},', 1)}\n" for row in rows)
    report = run("client_id,qualification,goals,occupation,skills\n" + text)
    assert (report.clients, report.advised) == (3, 3)
    (wrong,) = run.rows("rejects")
    assert (wrong["client_id"], wrong["column"]) == ("A3", "skills")
    assert "a whole level from 0 to 5" in wrong["problem"]
    moves = {
        client: [row["id"] for row in run.rows("advice")
                 if row["client_id"] == client and row["kind"] == "move"]
        for client in ("A1", "A2", "A3")
    }  # fmt: skip
    facts = {"qualification": "bachelor", "goals": ("advance-knowledge",), "occupation": "100002"}
    rated = {**facts, "skills": ("careful-thought=2", "map-making=0")}
    wanted = [one.id for one in api.advise(small_rules, rated).moves]
    assert moves["A1"] == wanted[: len(moves["A1"])]
    assert moves["A2"] == moves["A3"] != moves["A1"]


def test_one_alone_is_advised_as_among_many(run: Any, caseload: str) -> None:
    run(caseload)
    among = [row for row in run.rows("advice") if row["client_id"] == "c700"]
    run.out = run.out.with_name("alone")
    run(HEADER + person(700))
    assert run.rows("advice") == among


def test_the_same_run_gives_the_same_bytes(run: Any, caseload: str) -> None:
    run(caseload)
    first = run.bytes()
    run(caseload)
    assert run.bytes() == first
    run.out = run.out.with_name("elsewhere")
    run(caseload)
    assert run.bytes() == first


def test_every_code_is_in_the_code_book(run: Any, caseload: str) -> None:
    run(caseload)
    book = {row["code"]: row for row in run.rows("reasons")}
    used = {code for row in run.rows("advice") for code in row["reason_codes"].split(";") if code}
    assert used <= set(book) and PERSONAL in used
    assert book["sector-wanted"]["points"] == "30" and book["close"]["times"] == "move.closeness"
    assert "support-when-strained" not in book  # it reads a private answer


def test_only_run_json_knows_the_day(run: Any, caseload: str) -> None:
    run(caseload)
    assert run.record["date"] == "2026-11-22"
    assert (run.record["clients"], run.record["rulebook"]) == (MANY, "small")
    data = run.bytes()
    assert all(b"2026-11-22" not in data[name] for name in data if name != "run.json")
    assert str(run.source).encode() not in data["run.json"]


def test_private_answers_never_leave(run: Any, rules_with: Callable[[str], RuleSet]) -> None:
    run.rules = rules_with(PRIVATE_RULES)
    text = HEADER.replace("\n", ",label\n")
    text += "A1,bachelor,refresh-skills,100002,VIC,high,women,security,20,zzlabelzz\n"
    text += "A2,bachelor,refresh-skills,100002,VIC,zzworstzz,zzgroupzz,zzvaluezz,20,zzlabelzz\n"
    report = run(text)
    assert (report.advised, report.needs_review) == (2, 1)
    for name, data in run.bytes().items():
        lowered = data.lower()
        assert b"zz" not in lowered, name
        assert b"map-start-women" not in lowered  # a reserved title would tell of a group
        if name != "rejects.csv":
            assert b"strain" not in lowered and b"securit" not in lowered
    first = run.rows("advice")[0]
    assert PERSONAL in first["reason_codes"].split(";")
    assert first["reason_codes"].count(PERSONAL) == 1
    rejects = {row["column"]: row for row in run.rows("rejects")}
    assert set(rejects) == {"strain", "groups", "values"}
    assert rejects["strain"]["found"] == "not repeated (private)"
    assert any("Groups are not used" in note for note in report.notes)


# --- cells -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "\rx", "＝cmd", "＋1", "－1", "＠x"]
)
def test_no_cell_acts_as_a_formula(run: Any, cell: str) -> None:
    assert guarded(cell) == "'" + cell
    if cell[0] not in "\t\r":
        run(f'client_id,qualification,goals,occupation\n"{cell}",bachelor,progression,100002\n')
        assert run.clients == ["'" + cell]


def test_numbers_stay_numbers(run: Any, rules_with: Callable[[str], RuleSet]) -> None:
    assert guarded(-12) == -12 and guarded("12") == "12"
    run.rules = rules_with(PRIVATE_RULES.replace("points = 3", "points = -300"))
    run(HEADER + person(0))
    offerings = [row for row in run.rows("advice") if row["kind"] == "offering"]
    assert all(row["score"].startswith("-") for row in offerings) and offerings


@given(cell=st.text())
def test_a_guarded_cell_still_holds_its_text(cell: str) -> None:
    assert str(guarded(cell)).removeprefix("'") == cell.removeprefix("'")


# --- files -------------------------------------------------------------------------------------

SMALL = HEADER + person(1)


def refused(run: Any, text: str | None = SMALL, **options: Any) -> StempathError:
    with pytest.raises(StempathError) as caught:
        run(text, **options)
    return caught.value


def test_outputs_are_for_their_owner_alone(run: Any) -> None:
    report = run(SMALL)
    assert stat.S_IMODE(run.out.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in report.files)
    assert len(report.files) == 4


def test_a_folder_of_another_input_is_left_alone(run: Any) -> None:
    run(SMALL)
    before = run.bytes()
    error = refused(run, SMALL + person(2))
    assert error.exit_code == ExitCode.LOCKED and "another input" in str(error)
    assert run.bytes() == before


def test_a_folder_of_another_rulebook_is_left_alone(
    run: Any, rules_with: Callable[[str], RuleSet]
) -> None:
    run(SMALL)
    run.rules = rules_with(PRIVATE_RULES)
    assert refused(run).exit_code == ExitCode.LOCKED


@pytest.mark.parametrize("record", [None, "[]", "{", '{"key": 4}'])
def test_a_folder_with_other_files_is_left_alone(run: Any, record: str | None) -> None:
    run.out.mkdir()
    (run.out / "letter.txt").write_text("mine")
    if record is not None:
        (run.out / "run.json").write_text(record)
    before = {path.name for path in run.out.iterdir()}
    assert refused(run).exit_code == ExitCode.LOCKED
    assert {path.name for path in run.out.iterdir()} == before


def test_an_output_in_the_place_of_the_input_is_refused(run: Any, tmp_path: Path) -> None:
    run.out.mkdir()
    for source, out in (
        (tmp_path / "clients.csv", tmp_path / "clients.csv"),
        (run.out / "advice.csv", run.out),
        (run.out / "run.json", run.out),
    ):
        run.source, run.out = source, out
        error = refused(run)
        assert error.exit_code == ExitCode.USAGE
        assert source.read_text() == SMALL
        run.out = tmp_path / "out"


@pytest.mark.parametrize("name", ["advice.csv", "run.json", ".advice.csv.tmp"])
def test_a_link_in_the_place_of_an_output_is_refused(run: Any, tmp_path: Path, name: str) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    run.out.mkdir()
    (run.out / name).symlink_to(target)
    error = refused(run)
    assert error.exit_code == ExitCode.DISK and "link" in str(error)
    assert target.read_text() == "mine"


def test_a_folder_that_is_a_file_is_refused(run: Any) -> None:
    run.out.touch()
    assert refused(run).exit_code == ExitCode.DISK


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_what_was_there(
    run: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    run(SMALL)
    before = run.bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"os.{step}", full)
    assert refused(run).exit_code == ExitCode.DISK
    assert run.bytes() == before
    assert not list(run.out.glob("*.tmp")) and not list(run.out.glob(".*.tmp"))


def test_two_runs_into_one_folder_are_one_too_many(run: Any) -> None:
    run(SMALL)
    code = (
        "import sys, time; from pathlib import Path; from stempath.profile.write import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(run.out / "run")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == "held\n"
        assert refused(run).exit_code == ExitCode.LOCKED
    finally:
        other.kill()
        other.wait()
        other.stdout.close()


def test_an_interrupted_run_leaves_no_table(run: Any) -> None:
    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(SMALL, progress=stop)
    assert [path.name for path in run.out.iterdir() if path.suffix != ".lock"] == []
    assert run(SMALL).advised == 1


def test_a_path_of_any_bytes_works(run: Any, tmp_path: Path) -> None:
    run.source = Path(os.fsdecode(os.fsencode(tmp_path) + b"/cli\xffents.csv"))
    assert run((HEADER + person(0)).replace(",", ";")).advised == 1


def test_what_is_held_what_falls_short_and_what_closes_it_stand_in_the_table(run: Any) -> None:
    run("client_id,qualification,goals,occupation\nA1,bachelor,progression,100002\n")
    rows = {row["id"]: row for row in run.rows("advice")}
    told = [rows[id_]["held"] for id_ in ("100003", "200001", "100001", "bridge-paid-year")]
    assert told == ["89", "0", "100", ""]
    assert [rows[id_]["gaps"] for id_ in ("100003", "100001")] == ["careful-thought", ""]
    assert rows["bridge-paid-year"]["closes"] == "careful-thought"
    assert rows["design-bridge-checks"]["closes"] == ""
