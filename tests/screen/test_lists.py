"""The lists say each thing once, and everything with `--more`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from stempath import api
from stempath.engine.ruleset import RuleSet
from stempath.engine.words import shown_value
from stempath.model.advice import Advice
from stempath.model.fact import Value
from stempath.screen.advice import AdviceScreen
from stempath.screen.words import (
    gaps,
    has_words,
    hours_share,
    offering_facts,
    plain,
    registration,
)

PROFILES = sorted((Path(__file__).parents[2] / "profiles").glob("*.toml"))
MOST = 195  # lines of the whole advice at 80 columns


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.fixture(params=PROFILES, ids=lambda path: path.stem)
def advice(request: pytest.FixtureRequest, shipped_rules: RuleSet) -> Advice:
    return api.advise(shipped_rules, api.open_profile(shipped_rules, request.param).facts)


def lists(rules: RuleSet, advice: Advice, *, more: bool = False, explain: bool = False) -> str:
    page = AdviceScreen(rules)
    with page.console.capture() as shown:
        page.lists(advice, more=more, explain=explain)
    return shown.get()


def run_together(text: str) -> str:
    return " ".join(text.split())


def test_nothing_that_is_not_stated_is_said_twice(shipped_rules: RuleSet, advice: Advice) -> None:
    text = run_together(lists(shipped_rules, advice))
    for again in ("Cost not stated", "What it costs is not stated", "How long it takes is not"):
        assert again not in text
    assert "not stated:" in text  # but once, on the line of facts


def test_a_rating_is_said_once(shipped_rules: RuleSet, advice: Advice) -> None:
    text = run_together(lists(shipped_rules, advice))
    assert "ated in shortage" not in text.replace("rated by", "")
    for move in advice.moves[: shipped_rules.listing.first]:
        assert move.title in text
    assert "Jobs and Skills Australia" in text  # the source of them all


def test_what_several_need_is_said_once_with_their_numbers(
    shipped_rules: RuleSet, advice: Advice
) -> None:
    text = run_together(lists(shipped_rules, advice))
    for suggestions in (advice.offerings, advice.moves):
        shown = suggestions[: shipped_rules.listing.first]
        cautions = [words for one in shown for words in dict.fromkeys(one.cautions)]
        for words in {words for words in cautions if cautions.count(words) > 1}:
            assert text.count(words) <= 1


def test_every_line_has_a_reason_a_source_and_a_year(
    shipped_rules: RuleSet, advice: Advice
) -> None:
    cards = lists(shipped_rules, advice).partition("Where it can lead")
    for number, one in enumerate(advice.offerings[: shipped_rules.listing.first], 1):
        card = run_together(cards[0].partition(f"{number:>2}. ")[2].partition("\n\n")[0])
        assert "Why: " in card
        assert str(one.facts.get("year") or "no year shown") in card
    for number, move in enumerate(advice.moves[: shipped_rules.listing.first], 1):
        card = cards[2].partition(f"{number:>2}. ")[2].partition("\n\n")[0]
        assert "Why: " in card or not any(reason.points > 0 for reason in move.reasons)
        assert f"({move.facts['shortage_year']})" in card


def test_the_whole_advice_is_short_and_tells_nothing_of_the_first_twice(
    shipped_rules: RuleSet, advice: Advice
) -> None:
    page = AdviceScreen(shipped_rules)
    with page.console.capture() as shown:
        page.advice(advice)
    assert shown.get().count("\n") <= MOST
    assert f" 1. {advice.offerings[0].title[:20]}" not in shown.get()
    assert f" 1. {advice.offerings[0].title[:20]}" in lists(shipped_rules, advice)


def test_more_tells_all_notes_and_explain_all_points(
    shipped_rules: RuleSet, advice: Advice
) -> None:
    text = run_together(lists(shipped_rules, advice, more=True))
    for note in advice.notes:
        assert run_together(note.words) in text or note.slot == "this-week"
    assert "20. " in text or len(advice.offerings) < 20
    points = run_together(lists(shipped_rules, advice, explain=True))
    for one in (*advice.offerings[:5], *advice.moves[:5]):
        assert f"= {one.score} points in all" in points
        assert all(f"[{reason.rule}; {reason.source}]" in points for reason in one.reasons)


def test_hours_are_compared_only_where_both_are_known(shipped_rules: RuleSet) -> None:
    path = next(path for path in PROFILES if path.stem == "nurse")
    facts = dict(api.open_profile(shipped_rules, path).facts)
    offering = next(o for o in api.advise(shipped_rules, facts).offerings if o.facts.get("hours"))
    hours = offering.facts["hours"]
    assert isinstance(hours, int | float)
    offering = replace(offering, facts={"hours": hours})  # by the week nothing is stated
    share = hours_share({"hours_per_week": hours, "weeks_available": 2}, offering)
    assert share == (50, f"{hours:g} of the {2 * hours:g} hours you can give")
    share = hours_share({"hours_per_week": hours / 2, "weeks_available": 1}, offering)
    assert share == (200, f"{hours:g} hours, more than the {hours / 2:g} you can give")
    assert hours_share({"hours_per_week": 0, "weeks_available": 1}, offering) == (
        100, f"{hours:g} hours, more than the 0 you can give",
    )  # fmt: skip
    assert hours_share({"hours_per_week": 4}, offering) is None
    assert hours_share({}, offering) is None
    assert has_words(offering, {}) == ""


def test_no_bar_where_a_week_or_the_length_asks_for_more(shipped_rules: RuleSet) -> None:
    """A sum within the sum of hours would hide that each week asks for more."""
    advice = person(shipped_rules, "nurse")
    design = advice.offerings[0]
    assert design.facts["hours_per_week"] == 6
    assert hours_share({"hours_per_week": 6, "weeks_available": 26}, design)
    assert hours_share({"hours_per_week": 4, "weeks_available": 26}, design) is None
    assert hours_share({"hours_per_week": 40, "weeks_available": 11}, design) is None


def person(rules: RuleSet, name: str, **answers: Value) -> Advice:
    (path,) = [path for path in PROFILES if path.stem == name]
    return api.advise(rules, {**api.open_profile(rules, path).facts, **answers})


def shown(rules: RuleSet, name: str, **answers: Value) -> str:
    return run_together(lists(rules, person(rules, name, **answers)))


def test_what_is_kept_for_groups_is_told_by_what_was_answered(shipped_rules: RuleSet) -> None:
    """Not answered, none named, and groups named: the count is of what is not shown."""
    count = {
        groups: person(shipped_rules, "science-teacher", groups=groups).counts["offerings_apart"]
        for groups in (None, (), ("women", "mature-age"))
    }
    assert count[None] == count[()] > count["women", "mature-age"] > 0
    asked = shown(shipped_rules, "science-teacher")
    assert f"{count[None]} offerings are kept for particular groups" in asked
    assert '"Change an answer" in the interview, or --groups' in asked
    none = shown(shipped_rules, "science-teacher", groups=())
    assert f"{count[()]} offerings are kept for particular groups" in none
    assert "--groups" not in none
    named = shown(shipped_rules, "science-teacher", groups=("women", "mature-age"))
    assert f"{count['women', 'mature-age']} offerings are kept for other groups" in named
    assert "Open to you by a group that you named: " in named
    assert "(swinburne-aws-cloud-apprenticeship)" in named
    assert "open nothing more" in shown(shipped_rules, "overseas-engineer")


def test_the_questions_by_what_matters_to_a_person_are_told(shipped_rules: RuleSet) -> None:
    text = shown(shipped_rules, "science-teacher", values=("security", "support"))
    asked = text.partition("What to ask, by what you told")[2]
    assert "Any employer: 'Is the post permanent" in asked
    assert "'Who would show me the work" in asked
    assert asked.count("Any employer: ") == 1
    assert "What to ask, by" not in shown(shipped_rules, "science-teacher")


def test_the_end_names_only_lists_that_go_on(shipped_rules: RuleSet) -> None:
    teacher = person(shipped_rules, "science-teacher")
    assert len(teacher.moves) < shipped_rules.listing.first
    assert f"All {len(teacher.offerings)} offerings, what to check" in run_together(
        lists(shipped_rules, teacher)
    )
    engineer = person(shipped_rules, "overseas-engineer")
    assert f"offerings, all {len(engineer.moves)} moves, what to check" in run_together(
        lists(shipped_rules, engineer)
    )


NEEDS = "Needs registration with the scheme of the state (QLD, VIC and others) to sign: a degree."


@pytest.mark.parametrize(("state", "words"), [
    (None, "with the scheme of the state (QLD, VIC and others) to sign, 2024."),
    ("QLD", "in QLD: with the scheme of the state to sign, 2024."),
    ("NSW", "none known here for NSW, so ask; known for QLD and VIC, 2024."),
])  # fmt: skip
def test_registration_is_told_for_the_persons_state(state: str | None, words: str) -> None:
    facts: Mapping[str, Value] = {
        "needs": NEEDS, "registration_states": ("QLD", "VIC"), "registration_year": 2024,
    }  # fmt: skip
    assert registration(facts, state, whole=False) == words
    assert "a degree" in registration(facts, state)
    assert registration({"needs": NEEDS}, state, whole=False).startswith("with the scheme")


def test_what_states_say_beside_their_names_is_kept() -> None:
    needs = NEEDS.replace("QLD, VIC and others", "QLD; VIC in part")
    facts: Mapping[str, Value] = {"needs": needs, "registration_states": ("QLD", "VIC")}
    assert "(QLD; VIC in part)" in registration(facts, "VIC")


def test_a_stated_hour_needs_no_length_and_more_hours_do(shipped_rules: RuleSet) -> None:
    offering = person(shipped_rules, "science-teacher").offerings[0]
    assert offering.facts["hours"] == 1
    known, unknown = offering_facts(shipped_rules, offering)
    assert "1 hour" in known
    assert not {"length", "over how many weeks"} & set(unknown)
    assert "weeks" in gaps(offering, unknown)  # and no caution says that it is not stated
    longer = replace(offering, facts={**offering.facts, "hours": 30})
    assert "over how many weeks" in offering_facts(shipped_rules, longer)[1]


@pytest.mark.parametrize(("caution", "words"), [
    ("check: whether others may enrol", "Ask whether others may enrol"),
    ("check: which city each place is in", "Ask which city each place is in"),
    ("check: how it is taught is not stated", "Ask how it is taught"),
    ("check: whether you join as mentor, and the years asked, are not stated",
     "Ask whether you join as mentor, and the years asked"),
    ("Check that it still runs", "That it still runs"),
    ("check: entry is not stated", "Entry is not stated"),
])  # fmt: skip
def test_a_check_reads_as_a_sentence(caution: str, words: str) -> None:
    assert plain(caution) == words


def test_items_with_a_comma_of_their_own_are_kept_apart() -> None:
    assert shown_value(("a", "b", "c")) == "a, b and c"
    assert shown_value(("Steady, secure work", "Good people")) == "Steady, secure work; Good people"
    assert shown_value(("Steady, secure work",)) == "Steady, secure work"


def test_what_hardly_anything_speaks_for_stands_in_the_long_list_alone(
    shipped_rules: RuleSet,
) -> None:
    facts: dict[str, Value] = {
        "qualification": "diploma", "occupation": "411411", "goals": ("progression",),
        "state": "VIC", "years_experience": 6,
    }  # fmt: skip
    nurse = api.advise(shipped_rules, facts)
    least = shipped_rules.listing.least
    weak = [move for move in nurse.moves if move.score < least]
    assert weak and nurse.moves[0].score >= least
    short, long = lists(shipped_rules, nurse), lists(shipped_rules, nurse, more=True)
    assert nurse.moves[0].title in run_together(short)
    for move in weak:
        assert move.title not in run_together(short) and move.title in run_together(long)
    only = replace(nurse, moves=tuple(weak[:1]))
    assert weak[0].title in run_together(lists(shipped_rules, only))


def test_nothing_is_headed_that_has_nothing_below_it(shipped_rules: RuleSet) -> None:
    heading = "Needs a registration or another award first"
    facts: dict[str, Value] = {
        "qualification": "bachelor-degree", "occupation": "251211", "goals": ("progression",),
    }  # fmt: skip
    radiographer = api.advise(shipped_rules, facts)
    assert radiographer.apart and heading in lists(shipped_rules, radiographer)
    engineer = api.advise(shipped_rules, {**facts, "occupation": "233512"})
    none_apart = replace(engineer, apart=())
    assert engineer.moves and [note for note in none_apart.notes if note.slot == "apart"]
    assert heading not in lists(shipped_rules, none_apart)
    assert heading in lists(shipped_rules, replace(none_apart, moves=()))  # why there is none
