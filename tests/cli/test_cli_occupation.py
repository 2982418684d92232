"""`stempath occupation`: finding one, its page, its days, and the lists."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli_runs import SMALL, Run
from terminals import ended, terminals

from stempath import api
from stempath.engine.occupation_page import OccupationPage
from stempath.engine.ruleset import RuleSet
from stempath.model.day import READERS, Day
from stempath.model.fact import declared
from stempath.model.occupation import Occupation
from stempath.rulebook.book import Rulebook
from stempath.screen.occupation import ORDER, OccupationScreen

GOLDEN = Path(__file__).resolve().parent / "golden"
CYBER, CIVIL, SPARKY, NURSE, MIDWIFE = "262116", "233211", "341111", "254418", "254111"
# What no page says of an occupation.
UNSAID = (
    "in demand", "guaranteed", "ai-proof", "job security", "only a certificate",
    "less stressful", "percent chance",
)  # fmt: skip


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [("occupation", ["100001"]), ("occupation-more", ["100002", "--more", "--state", "VIC"])],
)
def test_one_occupation(
    name: str, arguments: list[str], width: int, run: Run, accept: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("COLUMNS", str(width))
    ran = run("occupation", *arguments)
    assert (ran.code, ran.err) == (0, "")
    golden = GOLDEN / f"{name}-{width}.txt"
    if accept:
        golden.write_text(ran.out, "utf-8")
    assert ran.out == golden.read_text("utf-8")
    assert max(map(len, ran.out.splitlines())) <= width


def test_one_shipped_occupation_at_eighty_columns(
    run: Run, accept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = run("occupation", "sparky", rules=None)
    golden = GOLDEN / "occupation-shipped-80.txt"
    if accept:
        golden.write_text(ran.out, "utf-8")
    assert ran.out == golden.read_text("utf-8")


# --- finding one ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("search", "title"),
    [
        (["100001"], "Bridge Hand"),
        (["Bridge", "hand"], "Bridge Hand"),
        (["BRIDGE-HAND"], "Bridge Hand"),
        (["span", "builders"], "Bridge Hand"),
        (["cartographer"], "Map Drawer"),
        (["chief"], "Chief Bridge Planner"),
        (["3000"], "Animal Carer"),
        (["Bridge", "Chiefs"], "Chief Bridge Planner"),
    ],
)
def test_a_code_a_title_or_a_word_for_it_finds_it(search: list[str], title: str, run: Run) -> None:
    assert run("occupation", *search).out.startswith(f"\n{title} ")
    assert json.loads(run("occupation", *search, "--json").out)["occupation"]["title"] == title


@pytest.mark.parametrize(
    ("search", "near"),
    [
        ("brigde hend", "Bridge Hand (100001)"),
        ("100009", "Bridge Hand (100001); Bridge Planner (100002); Chief Bridge Planner (100003)"),
        ("3", "Animal Carer (300001)"),
        ("qqqq", "nearest: "),
        ("🌉", "nearest: "),
    ],
)
def test_what_is_unknown_names_the_nearest(search: str, near: str, run: Run) -> None:
    ran = run("occupation", search)
    assert (ran.code, ran.out) == (3, "")
    assert "found no occupation called " in ran.err and near in ran.err


@pytest.mark.parametrize("search", ["zzzz", "999999", "underwater basketry", "civil enginear xx"])
def test_three_are_always_near(search: str, run: Run) -> None:
    ran = run("occupation", search, rules=None)
    assert ran.code == 3
    assert ran.err.partition("nearest: ")[2].count(";") == 2


def test_what_may_mean_several_is_listed_where_nobody_can_choose(run: Run) -> None:
    ran = run("occupation", "bridge")
    assert (ran.code, ran.out) == (2, "")
    first, *listed = ran.err.splitlines()
    assert "'bridge', which may mean 3 occupations" in first
    assert [line.split()[0] for line in listed] == ["100001", "100002", "100003"]
    ran = run("occupation", "bridge", "--json")
    assert ran.code == 2
    found = json.loads(ran.out)
    assert (found["count"], found["occupation"]) == (3, None)
    assert found["matches"][0] == {"code": "100001", "title": "Bridge Hand"}


@pytest.mark.parametrize("search", ["engineer", "nurse", "2621", "technician"])
def test_a_word_for_many_is_a_choice(search: str, run: Run) -> None:
    ran = run("occupation", search, rules=None)
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert len(lines) <= 22
    assert all(line.split()[0].isdigit() or "more: add a word" in line for line in lines[1:])


def test_somebody_at_a_terminal_chooses(tmp_path: Path) -> None:
    with terminals(tmp_path) as start:
        child = start("occupation", "bridge", "--plain", TERM="dumb")
        child.expect("3 occupations. Which one")
        child.expect(r"1. Bridge Hand \(100001\)")
        child.expect("> ?$")
        child.sendline("2")
        child.expect("ANZSCO 100002")
        assert ended(child) == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([""], 2, "found nothing to look for"),
        (["100001", "--days"], 2, "found words beside --sector or --days"),
        (["100001", "--for", "boss"], 3, "(--for): found 'boss'; expected hr or learner"),
        (["100001", "--for", ""], 3, "(--for): found ''"),
        (["100001", "--state", "Bavaria"], 3, "(--state): found 'Bavaria'"),
        (["--sector", "brigdes"], 3, "nearest: Bridges (bridges)"),
        (["\x1b[31m\u202e"], 3, "called '\\x1b[31m\\u202e'"),
        (["🌉" * 5000], 3, "…"),
    ],
)
def test_wrong_input(arguments: list[str], code: int, words: str, run: Run) -> None:
    ran = run("occupation", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert "\x1b" not in ran.err
    assert len(ran.err) < 500


# --- the page ------------------------------------------------------------------------------------


def test_a_day_is_told_in_short_and_dwells_where_it_is_asked_to(run: Run) -> None:
    short, hr, learner, more = (
        run("occupation", "100001", *arguments).out
        for arguments in ([], ["--for", "hr"], ["--for", "LEARNER"], ["--more"])
    )
    assert "22:00  The planks are counted.\n" in short
    for told in (hr, learner, more):
        assert "22:00  The planks are counted. Then they are counted again.\n" in told
    assert "Ask whether they count." in hr and "Count planks." not in hr
    assert "Count planks." in learner and "Ask whether they count." not in learner
    assert "Ask whether they count." in more and "Count planks." in more
    for told in (short, hr, learner, more):
        assert "An illustration in our own words: an invented day" in told


def test_each_reader_has_an_order_of_all_parts() -> None:
    assert {*ORDER} == {None, *READERS}
    assert len({tuple(sorted(parts)) for parts in ORDER.values()}) == 1
    assert len({*ORDER.values()}) == len(ORDER)


def test_a_day_of_the_unit_group_says_of_whom_it_is_told(run: Run) -> None:
    out = " ".join(run("occupation", "structural engineer", rules=None).out.split())
    assert "It is told of another title of the unit group, Transport Engineer (233215)" in out
    assert "has no day of its own yet" in out


def test_a_day_of_a_title_that_is_not_near_is_named_alone(run: Run) -> None:
    out = " ".join(run("occupation", "100002").out.split())
    assert "No day at work has been written for this title yet." in out
    assert "Plan bridges" in out and "The planks are counted" not in out
    assert "Also written: A bridge hand at work (stempath occupation 100001)." in out


def test_activities_are_spelled_as_in_australia(run: Run, shipped_folder: Path) -> None:
    """Every American spelling of the table stands in some title, and none on a page."""
    tables, spellings = (
        list(csv.DictReader((shipped_folder / name).read_text("utf-8").splitlines()))
        for name in ("catalogue/occupations/activities.csv", "vocabulary/spellings.csv")
    )
    titles = " ".join(row["title"] for row in tables).lower()
    said = set(re.findall("[a-z]+", titles))
    assert [row["american"] for row in spellings if row["american"] not in said] == []
    out = run("occupation", "132511", "--more", rules=None).out
    assert "organisational" in out and "rganiza" not in out
    face = json.loads(run("occupation", "132511", "--json", rules=None).out)["occupation"]
    first = next(one for one in face["activities"] if "organisation" in one["title"].lower())
    kept = {row["id"]: row["title"] for row in tables}
    assert "organization" in kept[first["id"]].lower()  # the id is O*NET's, and so is its title


def test_without_a_day_there_are_activities_and_it_is_said(run: Run) -> None:
    out = run("occupation", MIDWIFE, rules=None).out
    assert "No day at work has been written for this unit group yet." in out
    assert "Care for women during pregnancy and childbirth" in out
    assert "Its activities are not stated." in run("occupation", "300001").out


def test_what_is_estimated_is_marked(run: Run) -> None:
    out = run("occupation", "200002").out
    assert "animal care (estimated)" in out and "map making" in out
    assert "map making (estimated)" not in out
    assert "Estimated: the figures are borrowed from occupations nearby." in out
    assert "usually more preparation; partly estimated." in " ".join(out.split())
    assert "All of this is estimated" in run("occupation", "261317", rules=None).out


def test_what_no_source_states_is_said_to_be_not_stated(run: Run) -> None:
    out = run("occupation", "200002").out
    for label in ("Usual entry", "Shortage", "Nationally", "People at work", "Women"):
        assert f"{label + ':':16}not stated\n" in out
    assert "Registration:   Not stated.\n" in out


def test_figures_have_their_year_and_what_they_are_not(run: Run) -> None:
    out = " ".join(run("occupation", CIVIL, rules=None).out.split())
    assert "full-time median of the unit group (2025): half of them earn less" in out
    assert "It is no starting wage" in out
    assert "92,505 projected for 2034, which is no promise" in out
    assert "17% of the unit group (2024)" in out
    out = " ".join(run("occupation", CYBER, rules=None).out.split())
    assert "Pay: not stated for the unit group" in out
    assert "counted for an older unit group that is much like it" in out


def test_shortage_by_state_and_nationally_since_2021(run: Run) -> None:
    out = " ".join(run("occupation", NURSE, rules=None).out.split())
    assert "Shortage 2025: in shortage in ACT; in shortage in regional areas only in NSW" in out
    assert "Nationally: in shortage in 2022–2024; in shortage in regional areas only in 2025" in out
    assert "not in shortage in 2021" in out
    out = run("occupation", "261317", rules=None).out
    assert "not in shortage in any state or territory" in out


def test_a_state_comes_alone_in_short_and_first_in_full(run: Run) -> None:
    short = run("occupation", CIVIL, "--state", "VIC", rules=None).out
    assert "Shortage 2025:  VIC: in shortage\n" in short
    assert " • VIC: from 1 Oct 2022\n" in short and "QLD: all civil services" not in short
    more = run("occupation", CIVIL, "--state", "vic", "--more", rules=None).out
    assert more.index("VIC: from 1 Oct 2022") < more.index("QLD: all civil services")
    # Where none is known it is said, and never that there is none.
    assert "none known here for NT" in " ".join(
        run("occupation", CIVIL, "--state", "NT", rules=None).out.lower().replace("nt,", "NT,")
        .split()
    )  # fmt: skip


def test_engineers_see_each_state_and_each_body(run: Run) -> None:
    out = run("occupation", CIVIL, rules=None).out
    assert "State by state:\n" in out
    for state in ("QLD", "VIC", "NSW", "ACT", "WA", "TAS", "SA"):
        assert f"\n • {state}: " in out
    for body in ("Board of Professional Engineers", "Consumer Affairs Victoria"):
        assert body in " ".join(out.split())


def test_an_award_shows_its_levels_or_that_none_was_found(run: Run) -> None:
    out = " ".join(run("occupation", CYBER, rules=None).out.split())
    assert "Usually: Professional Employees Award 2020 (MA000065), only where" in out
    assert "Level 2 Experienced professional: engineer: Engineers Australia member" in out
    assert "at least $78,836 a year" in out
    assert "Rates from 1 July 2026. What was read: award text" in out
    assert "medical research" not in out  # a level for others, under the same award
    more = run("occupation", CYBER, "--more", rules=None).out
    assert "pay point 1.4" in more and "pay point 1.4" not in out
    several = " ".join(run("occupation", "323211", rules=None).out.split())
    assert several.count("Only its title was read: no award effect is known.") == 2
    assert "from 1 July 2025" in several and "from 1 July 2026" in several
    assert "No award effect found (2026)." in run("occupation", "300001").out


def test_moves_say_what_makes_them_near_and_what_they_need(run: Run) -> None:
    out = " ".join(run("occupation", "100001").out.split())
    assert "Bridge Planner (100002): close; alike above all in tools, tasks and knowledge" in out
    assert "usually more preparation" in out
    out = " ".join(run("occupation", "200002").out.split())
    assert "usually more preparation. Registration: Needs the Animal Board" in out
    shipped = " ".join(run("occupation", CIVIL, rules=None).out.split())
    assert "alike above all in knowledge, interests and tasks; the same kind of reg" in shipped
    apart = "both stand on the same O*NET figures, which cannot tell them apart"
    assert f"Structural Engineer (233214): very close; {apart}; the same kind of reg" in shipped
    assert shipped.count(apart) == 2
    licences = " ".join(run("occupation", SPARKY, rules=None).out.split())
    assert "(342313): close; alike above all in general skills, tools and tasks. Reg" in licences
    shipped = " ".join(run("occupation", NURSE, rules=None).out.split())
    assert "Other titles of the same profession: Nurse Practitioner (254411)" in shipped


def test_a_rulebook_without_nearness_has_its_moves_all_the_same(
    run: Run, small_folder: Path
) -> None:
    (small_folder / "catalogue" / "occupations" / "nearness.csv").unlink()
    ran = run("occupation", "100001", rules=small_folder)
    assert ran.code == 0
    assert "Bridge Planner (100002): close.\n" in ran.out


@pytest.mark.parametrize(
    ("file", "found", "put"),
    [
        ("occupation_skills.csv", "100001,bridge-inspection,2", "100001,bridge-inspection,two"),
        ("occupation_skills.csv", "element:2.C.0;task:12,own,2026", "element:2.C.0"),
        ("award_cover.csv", "1000,1,MA1", "1000,first,MA1"),
        ("activities.csv", "1000,1,4.A", "1000,9,4.A"),
        ("nearness.csv", "100001,100002,559", "100001,100002,many"),
        ("days/bridges.toml", 'at = "22:00"', 'at = "ten"'),
    ],
)
def test_what_is_damaged_is_told_with_its_line(
    file: str, found: str, put: str, run: Run, small_folder: Path
) -> None:
    path = small_folder / "catalogue" / "occupations" / file
    text = path.read_text()
    assert found in text
    path.write_text(text.replace(found, put, 1))
    ran = run("occupation", "100001", rules=small_folder)
    assert (ran.code, ran.out) == (3, "")
    assert f"{file}:" in ran.err


def test_work_values_and_stress_are_shown_as_just_that(
    small_rules: RuleSet, capsys: pytest.CaptureFixture[str]
) -> None:
    page = api.open_occupation(small_rules, "100001", SMALL)
    rated: dict[str, Any] = {
        "achievement": 5.33, "independence": 6, "recognition": 5, "relationships": 3,
        "support": 2.5, "working_conditions": 4, "stress_tolerance": 4.2,
        "values_estimated": True, "styles_estimated": True,
    }  # fmt: skip
    known = replace(page, facts={**page.facts, **rated})
    OccupationScreen(small_rules).one(known)
    out = " ".join(capsys.readouterr().out.split())
    assert "Independence (room for one's own ideas and decisions): 6 of 7" in out
    assert "Achievement (results and a use for one's abilities): 5.33 of 7" in out
    assert "Support (" not in out
    assert "from 1 to 7, estimated from occupations nearby." in out
    assert "Importance of stress tolerance: 4.2 of 5, estimated." in out
    assert "not how stressful a job is" in out
    OccupationScreen(small_rules, more=True).one(known)
    assert "Working conditions (" in capsys.readouterr().out


def test_json_holds_all_that_the_screen_may_shorten(run: Run) -> None:
    printed = json.loads(run("occupation", CYBER, "--json", rules=None).out)
    whole = printed["occupation"]
    assert printed["schema_version"] == 1
    assert set(declared(Occupation)) <= set(whole)
    assert whole["weekly_median_aud"] is None
    assert len(whole["skills"]) == 29
    assert {"level", "level_words", "importance", "estimated", "evidence"} <= set(
        whole["skills"][0]
    )
    assert whole["days"][0]["illustration"] is True
    assert whole["days"][0]["moments"][0]["at"] == "07:00"
    assert len(whole["awards"][0]["lines"]) == 12
    assert whole["national_ratings"]["2021"] == "S"
    assert whole["moves"][0]["closeness_words"] == "very close"
    assert whole["sources"]["shortage"][0]["publisher"] == "Jobs and Skills Australia"
    assert whole["inexact"] == ["employment", "women"]


# --- lists ---------------------------------------------------------------------------------------


def test_areas_and_the_occupations_of_one(run: Run) -> None:
    out = run("occupation").out
    assert out.startswith("\n6 occupations, by area")
    assert "3  Bridges · 2 with a day at work · --sector bridges\n" in out
    listed = run("occupation", "--sector", "Maps").out
    assert "100002  Bridge Planner · a day in its unit group\n" in listed
    assert "200001  Map Drawer\n" in listed and "100001" not in listed
    found = json.loads(run("occupation", "--sector", "maps", "--json").out)
    assert [one["code"] for one in found["matches"]] == ["100002", "200001", "200002"]
    assert found["matches"][0]["days"][0]["id"] == "bridge-hand-at-work"
    assert "animals" in run("occupation", "--sector", "list").out


def test_every_occupation_and_every_day_is_listed(run: Run, shipped_book: Rulebook) -> None:
    found = json.loads(run("occupation", "--json", rules=None).out)
    assert [one["code"] for one in found["matches"]] == [
        occupation.code for occupation in shipped_book.occupations
    ]
    ids = {day.id for day in shipped_book.life.days}
    assert {day["id"] for one in found["matches"] for day in one["days"]} == ids
    out = run("occupation", "--days", rules=None).out
    assert f"{len(ids)} days at work" in out
    text = " ".join(out.split())
    assert all(day.title in text and day.occupation in text for day in shipped_book.life.days)
    area = run("occupation", "--days", "--sector", "maps").out
    assert "0 days at work" in area


# --- all of the shipped ones ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(shipped_rules: RuleSet) -> Mapping[str, OccupationPage]:
    """Every page, by code."""
    codes = shipped_rules.vocabularies["occupations"].names
    return {code: api.open_occupation(shipped_rules, code) for code in codes}


def fits(rules: RuleSet, page: OccupationPage, day: Day) -> bool:
    """Whether a day is told of this title, or of one that is as near as can be."""
    row = rules.closeness[rules.origins[0].rows[str(page.facts["code"])]]
    return bool(row[rules.origins[0].rows[day.occupation]] >= rules.listing.bands[0].least)


def printed(
    rules: RuleSet, pages: Mapping[str, OccupationPage], capsys: pytest.CaptureFixture[str],
    **how: Any,
) -> Iterator[tuple[str, str]]:  # fmt: skip
    for code, page in pages.items():
        OccupationScreen(rules, **how).one(page)
        yield code, capsys.readouterr().out


def test_every_page_fits_sixty_columns_and_holds_every_part(
    shipped_rules: RuleSet, pages: Mapping[str, OccupationPage], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("COLUMNS", "60")
    assert len(pages) == 311
    some = {code: page for number, (code, page) in enumerate(pages.items()) if number % 3 == 0}
    for code, out in printed(shipped_rules, some, capsys):
        assert max(map(len, out.splitlines())) <= 60, code
        text = " ".join(out.split())
        assert f"ANZSCO {code}" in text
        for part in (
            "Skills that count most", "Getting in", "Shortage, pay and people", "Modern award",
            "Closest moves", "Shortage 2025:", "Nationally:", "Pay:", "Women:",
        ):  # fmt: skip
            assert part in text or (part == "Shortage 2025:" and "Shortage:" in text), (code, part)
        day = "An illustration in our own words" in text
        near = [day for day in pages[code].portrait.days if fits(shipped_rules, pages[code], day)]
        assert day == bool(near)
        whole = "this title" if pages[code].portrait.days else "this unit group"
        assert day or f"No day at work has been written for {whole} yet." in text
        assert "Usually: " in text or "No award effect found (" in text, code
        assert "None" not in text.replace("None found", "").replace("None is close enough", "")
        assert out.count("\n") < 150, code


def test_every_page_prints_whole_and_says_nothing_it_must_not(
    shipped_rules: RuleSet, pages: Mapping[str, OccupationPage], capsys: pytest.CaptureFixture[str]
) -> None:
    for code, out in printed(shipped_rules, pages, capsys, more=True, plain=True, state="WA"):
        page, text = pages[code], " ".join(out.split())
        assert not [words for words in UNSAID if words in text.lower()], code
        assert "\x1b" not in out
        for need in page.portrait.needs:
            assert f"level {need.level} of 5" in text
        for day in page.portrait.days:
            assert day.title in text
            if not fits(shipped_rules, page, day):
                assert f"(stempath occupation {day.occupation})" in text
                continue
            assert day.hr.words in text and day.learner.words in text
            assert all(moment.words in text for moment in day.moments)
        for lines in page.portrait.lines.values():
            assert all(line.level in text for line in lines if line.level), code


def test_every_regulated_occupation_names_who_grants_it_and_what_it_takes(
    shipped_rules: RuleSet, pages: Mapping[str, OccupationPage], capsys: pytest.CaptureFixture[str]
) -> None:
    gated = {code: page for code, page in pages.items() if page.facts.get("gated")}
    assert len(gated) == 166
    for code, out in printed(shipped_rules, gated, capsys):
        facts, text = gated[code].facts, " ".join(out.split())
        needs = str(facts["needs"]).removeprefix("Needs registration ").rstrip(".")
        assert f"{needs[:1].upper()}{needs[1:]}" in text, code
        source = text.partition("Getting in")[2].partition("Shortage, pay")[0]
        assert "Source:" in source
        own = gated[code].portrait.said_by["registration"]
        assert own


def test_every_day_is_reached_by_its_occupation(
    shipped_book: Rulebook, pages: Mapping[str, OccupationPage]
) -> None:
    for day in shipped_book.life.days:
        assert day.id in {own.id for own in pages[day.occupation].portrait.days}
    assert len({day.unit_group for day in shipped_book.life.days}) >= 40


def test_every_page_as_json(
    shipped_rules: RuleSet, shipped_book: Rulebook, pages: Mapping[str, OccupationPage]
) -> None:
    for occupation in shipped_book.occupations:
        code = occupation.code
        face: Any = json.loads(json.dumps(api.occupation_json(shipped_rules, pages[code])))
        needs = shipped_book.needs[code]
        assert {one["id"]: one["level"] for one in face["skills"]} == {
            need.skill: need.level for need in needs
        }
        life = shipped_book.life
        group = occupation.unit_group
        assert [one["id"] for one in face["activities"]] == [
            activity.id for activity in life.activities_of(code, group)
        ]
        assert [one["award"] for one in face["awards"]] == [
            cover.award for cover in life.awards.of(code, group)
        ]
        for said, cover in zip(face["awards"], life.awards.of(code, group), strict=True):
            lines = life.awards.lines_of(cover.award or "", code, group)
            assert [line["number"] for line in said["lines"]] == [line.number for line in lines]
        assert code not in {move["code"] for move in face["moves"]}
        figures = [move["closeness"] for move in face["moves"]]
        assert figures == sorted(figures, reverse=True)


def test_a_page_reads_what_it_needs_and_not_the_whole_rulebook(run: Run) -> None:
    run("occupation", CYBER, rules=None)  # compiles where nothing is kept
    code = (
        "import sys; from stempath.cli.main import program\n"
        f"try: program()(['occupation', '{CYBER}'], prog_name='stempath')\n"
        "except SystemExit: print(*sorted(sys.modules), file=sys.stderr)"
    )
    # -P: the same package as here, and not what lies in the folder that this runs in.
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, timeout=60
    )
    loaded = done.stderr.split()
    assert "stempath.rulebook.portrait" in loaded
    assert not {"stempath.rulebook.read", "stempath.rulebook.rules", "questionary"} & {*loaded}
