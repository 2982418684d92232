"""The other commands: what they print, where, and how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_runs import Run

from stempath.cli.main import COMMANDS, load
from stempath.problem import ExitCode


def test_help_without_arguments(run: Run) -> None:
    ran = run(rules=None)
    assert (ran.code, ran.err) == (0, "")
    for name, (_module, line) in COMMANDS.items():
        assert name in ran.out
        assert line in ran.out
    assert run("rules", rules=None).code == 0


def test_version(run: Run) -> None:
    from stempath import __version__

    assert run("--version", rules=None).out == f"stempath {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_loads_under_its_name(name: str) -> None:
    assert load(name).name == name


def test_an_unknown_command_names_the_nearest(run: Run) -> None:
    ran = run("advize")
    assert (ran.code, ran.out) == (2, "")
    assert "'advise'" in ran.err


# --- why, why-not ------------------------------------------------------------------------------


def test_why_says_the_reasons_in_words_and_more_says_every_rule(run: Run, answers: Path) -> None:
    ran = run("why", "bridge-refresher", "--answers", answers)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    reason = next(line for line in lines if "(sector-wanted)" in line)
    assert reason.startswith(" +") and reason.index("Bridges") < reason.index("(sector-wanted)")
    found = json.loads(run("why", "bridge-refresher", "--answers", answers, "--json").out)
    assert all(rule["words"] for rule in found["rules"] if rule["points"])
    assert "unpaid" not in ran.out
    more = run("why", "bridge-refresher", "--answers", answers, "--more").out
    acted, did_not = more.split("Rules that did not")
    assert "rule sector-wanted; source: own judgement\n" in acted
    assert "yes: its sectors (Bridges) include one of your target sectors (Bridges)" in acted
    assert "unpaid" in did_not
    assert [rule["rule"] for rule in found["rules"] if rule["rule"] not in more] == []


def test_why_says_one_wish_once_with_its_parts(run: Run) -> None:
    """Three rules that read `move up` are parts of one reason, and their points still add up."""
    nurse = Path(__file__).resolve().parents[2] / "profiles" / "nurse.toml"
    said = run("why", "254311", "--answers", nurse, rules=None).out
    found = json.loads(run("why", "254311", "--answers", nurse, "--json", rules=None).out)
    points = {rule["rule"]: rule["points"] for rule in found["rules"] if rule["points"]}
    reasons = said.partition("Reasons")[2].partition("To check")[0]
    parts = {"move-up-in-own-profession", "move-up-one-level", "move-up-to-leading"}
    total = sum(points[rule] for rule in parts)
    assert f" {total:+d} What you want: Move up. One reason in 3 parts:\n" in reasons
    assert reasons.count("What you want") == 1
    tops = [int(one) for one in re.findall(r"^ ([+-]\d+) ", reasons, re.MULTILINE)]
    under = [int(one) for one in re.findall(r"^ {6}([+-]\d+) ", reasons, re.MULTILINE)]
    assert sum(tops) == found["score"] == sum(points.values())
    assert tops == sorted(tops, reverse=True)
    assert parts <= set(re.findall(r"[(](move-[a-z-]+)", reasons)) == points.keys()
    assert len(under) >= len(parts)


def test_why_says_what_shuts_a_candidate_out_before_anything_else(run: Run, answers: Path) -> None:
    ran = run("why", "map-certificate", "--answers", answers, "--state", "VIC")
    assert ran.code == 0
    assert "Reasons" in ran.out.partition("What shuts it out")[2]


def test_why_not_names_the_smallest_change(run: Run, answers: Path) -> None:
    ran = run("why-not", "map-certificate", "--answers", answers, "--state", "VIC")
    assert ran.code == 0
    opens, _heading, shuts = ran.out.partition("What shuts it out")
    assert "If you held Bachelor degree (now Certificate III; another answer" in opens
    assert "no: asked is that your AQF (3) is at least its min AQF (7)" in " ".join(shuts.split())


def test_why_not_of_what_is_open(run: Run, answers: Path) -> None:
    assert "Nothing shuts it out." in run("why-not", "bridge-refresher", "--answers", answers).out


def test_why_as_json(run: Run, answers: Path) -> None:
    found = json.loads(run("why", "bridge-refresher", "--answers", answers, "--json").out)
    assert found["score"] == sum(rule["points"] for rule in found["rules"])


def test_why_finds_occupations_by_title_and_tells_the_nearest(run: Run, answers: Path) -> None:
    assert "Map Drawer (200001)" in run("why", "map drawer", "--answers", answers).out
    ran = run("why", "bridge-refreshr", "--answers", answers)
    assert ran.code == 3
    assert "bridge-refresher" in ran.err


def test_why_takes_the_title_of_an_offering(run: Run, answers: Path) -> None:
    by_id = run("why", "bridge-refresher", "--answers", answers)
    assert run("why", "Bridge Refresher", "--answers", answers).out == by_id.out


def test_why_takes_words_that_one_offering_alone_has(run: Run, answers: Path) -> None:
    one = run("why", "span college badge", "--answers", answers)
    assert one.out == run("why", "span-badge", "--answers", answers).out
    ran = run("why", "bridge", "--answers", answers)
    assert (ran.code, ran.out) == (3, "")
    assert "nearest: bridge-" in ran.err


# --- export, profile -----------------------------------------------------------------------------


def test_export_leaves_out_what_is_private(run: Run, answers: Path, tmp_path: Path) -> None:
    ran = run("export", "--answers", answers, "--format", "md")
    assert ran.code == 0
    assert "decided today" not in ran.out
    out = tmp_path / "plan.md"
    assert run("export", "--answers", answers, "--out", out).code == 0
    assert out.read_text() == ran.out
    assert run("export", "--answers", answers, "--out", out).code == 2
    assert run("export", "--answers", answers, "--out", out, "--force").code == 0
    assert json.loads(run("export", "--answers", answers, "--format", "json").out)
    assert run("export", "--answers", answers, "--format", "papyrus").code == 2


def test_profiles_are_listed_shown_and_forgotten(run: Run, answers: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "stempath" / "profiles"
    assert "No profiles" in run("profile", "list").err
    folder.mkdir(parents=True)
    run("advise", "--answers", answers, "--save", folder / "mine.toml")
    listed = run("profile", "list")
    assert re.fullmatch(r"mine  .+; saved \d{4}-\d\d-\d\d\n", listed.out)  # the name comes first
    assert f"They are kept in {folder}." in listed.err.replace("\n", " ")
    assert "stempath advise --profile mine" in listed.err
    (told,) = json.loads(run("profile", "list", "--json").out)["profiles"]
    assert (told["name"], told["path"]) == ("mine", str(folder / "mine.toml"))
    assert len(json.loads(run("profile", "list", "--json").out)["profiles"]) == 1
    shown = run("profile", "show", "mine")
    assert "Bridge Hand" in shown.out
    assert "How heavy things feel (private):" in shown.out
    assert json.loads(run("profile", "show", "mine", "--json").out)["person"]["state"] == "QLD"
    assert run("profile", "forget", "mine").code == 2  # nobody to ask
    ran = run("profile", "forget", "mine", "--yes")
    assert ran.code == 0
    assert not list(folder.glob("*.toml"))
    assert run("profile", "show", "mine").code == 5


def test_export_takes_a_file_as_the_readme_says(run: Run, answers: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    assert run("export", answers, "--format", "md", "-o", plan).code == 0
    assert plan.read_text() == run("export", "--answers", answers).out
    ran = run("export", answers, "--answers", answers)
    assert (ran.code, ran.out) == (2, "")


def test_export_over_a_folder_does_not_say_force(run: Run, answers: Path, tmp_path: Path) -> None:
    ran = run("export", "--answers", answers, "--out", tmp_path)
    assert (ran.code, ran.out) == (5, "")
    assert "--force" not in ran.err
    assert "folder" in ran.err


def test_forget_leaves_what_is_no_profile(run: Run, answers: Path, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("years of work\n")
    ran = run("profile", "forget", thesis, "--yes")
    assert (ran.code, ran.out) == (3, "")
    assert thesis.read_text() == "years of work\n"
    assert "no profile" in ran.err
    kept = tmp_path / "kept.toml"
    run("advise", "--answers", answers, "--save", kept)
    assert run("profile", "forget", kept, "--yes").code == 0
    assert not kept.exists()


def test_a_damaged_profile_in_its_folder_is_forgotten(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "stempath" / "profiles"
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text("[[[")
    assert run("profile", "forget", "bad", "--yes").code == 0
    assert not list(folder.glob("*.toml"))


def test_listed_profiles_can_be_told_apart(run: Run, answers: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "stempath" / "profiles"
    folder.mkdir(parents=True)
    run("advise", "--answers", answers, "--save", folder / "a.toml", "--label", "winter plan")
    assert "winter plan; Bridge Hand; Certificate III; saved " in run("profile", "list").out


# --- rules, catalogue ----------------------------------------------------------------------------


def test_rules_check_and_test(run: Run) -> None:
    assert "sound" in run("rules", "check").out
    assert "sound" in run("catalogue", "check").out
    assert "0 failures" in run("rules", "test").out


def test_broken_rules_are_told_in_full(run: Run, small_folder: Path) -> None:
    (small_folder / "advice" / "offerings" / "broken.toml").write_text(
        '[[rule]]\nid = "a"\nabout = "offering"\nwhen = ["person.stat = QLD"]\npoints = 0\n'
    )
    ran = run("rules", "check", rules=small_folder)
    assert (ran.code, ran.out) == (3, "")
    assert "broken.toml" in ran.err
    assert len(ran.err.splitlines()) > 1


def test_a_rule_is_shown(run: Run) -> None:
    ran = run("rules", "show", "sector-wanted")
    assert ran.code == 0
    assert "person.target_sectors" in ran.out
    ran = run("rules", "show", "sector-wantd")
    assert ran.code == 3
    assert "sector-wanted" in ran.err
    assert "stempath why" in run("rules", "show", "zzzz").err


@pytest.mark.parametrize("of", ["advice", "person", "profile", "rule", "offering", "design"])
def test_schemas(run: Run, of: str) -> None:
    assert "properties" in run("rules", "schema", "--of", of).out


# --- batch ---------------------------------------------------------------------------------------


def test_batch_ends_with_4_where_rows_were_rejected(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "clients.csv"
    source.write_text(
        "client_id,qualification,goals,sector\n"
        "a,certificate-iii,progression,bridges\n,certificate-iii,progression,bridges\n"
    )
    ran = run("batch", source, "-o", tmp_path / "out")
    assert (ran.code, ran.out) == (4, "")
    assert "1 advised" in ran.err
    assert "1 rejected" in ran.err
    assert run("batch", tmp_path / "none.csv", "--out", tmp_path / "other").code == 5


def test_batch_counts_in_words(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "one.csv"
    source.write_text("client_id,qualification,goals,sector,state\nA,bachelor,progression,maps,Q\n")
    ran = run("batch", source, "-o", tmp_path / "out")
    assert "answers of 1 client that were not understood and not used" in ran.err
    assert "1 client: 1 advised, of whom 1 to review; 0 rejected." in ran.err


def test_json_of_checks_and_batches(run: Run, tmp_path: Path) -> None:
    assert json.loads(run("rules", "check", "--json").out)["offerings"] > 0
    assert json.loads(run("rules", "test", "--json").out)["failures"] == []
    assert json.loads(run("--json", "rules", "show", "sector-wanted").out)["id"] == "sector-wanted"
    source = tmp_path / "clients.csv"
    source.write_text("client_id,qualification,goals,sector\na,bachelor,progression,bridges\n")
    report = json.loads(run("batch", source, "--out", tmp_path / "out", "--json").out)
    assert (report["clients"], report["rejected"]) == (1, 0)


def test_a_row_to_review_is_told_by_the_exit_code(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "clients.csv"
    table.write_text(
        "client_id,qualification,goals,sector,occupation\nC1,bachelor,progression,bridges,wizard\n"
    )
    done = run("batch", str(table), "-o", str(tmp_path / "out"))
    assert "1 to review; 0 rejected" in done.err
    assert done.code == ExitCode.REJECTS
