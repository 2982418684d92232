"""The order of questions, back and forth, what is hidden, and that nothing uncertain is taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import BACK, CTRL_C, KEEP, STOP, Scripted

from stempath.engine.ruleset import RuleSet
from stempath.interview.asking import Back, Several, Stop
from stempath.interview.reading import reader
from stempath.interview.state import Answers, standing
from stempath.interview.walk import Interview, Mode
from stempath.model.fact import Value
from stempath.model.question import Part
from stempath.problem import Problem
from stempath.rulebook.book import Rulebook

BACHELOR = {"qualification": "bachelor", "field_of_study": "map-drawing", "graduated_year": "2019",
            "goals": ("progression", "refresh-skills")}  # fmt: skip
TRADE = {"qualification": "certificate-iii", "field_of_study": "map-drawing",
         "goals": ("progression",)}  # fmt: skip


def nothing() -> None:
    """Where no draft is kept."""


def interview(
    rules: RuleSet, asker: Scripted, known: Mapping[str, Value] | None = None,
    *, mode: Mode = "full", keep: Callable[[], None] = nothing,
) -> Interview:  # fmt: skip
    return Interview(rules, asker, Answers(known or {}), keep, mode=mode)


# --- forwards ----------------------------------------------------------------------------------


def test_answers_become_facts(small_rules: RuleSet) -> None:
    asker = Scripted(
        {**BACHELOR, "qualification": "Bachelor degree", "field_of_study": "cartography"}
    )
    assert interview(small_rules, asker).run() == {
        "qualification": "bachelor", "field_of_study": "map-drawing", "graduated_year": 2019,
        "goals": ("progression", "refresh-skills"),
    }  # fmt: skip
    heads = [(p.position, p.total) for p in asker.prompts if p.opens]
    assert heads == [(1, 2), (2, 2)]


def test_a_part_is_asked_only_where_its_clauses_hold(small_rules: RuleSet) -> None:
    asker = Scripted(TRADE)
    interview(small_rules, asker).run()
    assert asker.asked == ["qualification", "field_of_study", "goals"]


def test_what_is_known_is_not_asked_again(small_rules: RuleSet) -> None:
    known = {"qualification": "year-12", "field_of_study": "map-drawing", "graduated_year": 2019}
    asker = Scripted(TRADE)
    facts = interview(small_rules, asker, known).run()
    assert asker.asked == ["goals"]
    assert [(p.position, p.total) for p in asker.prompts] == [(1, 1)]
    assert facts.items() >= known.items()  # stated elsewhere: it counts, asked for or not


def test_where_nothing_is_open_nothing_is_asked(small_rules: RuleSet) -> None:
    known: dict[str, Value] = {"qualification": "year-12", "field_of_study": "map-drawing",
                               "goals": ("progression",)}  # fmt: skip
    asker = Scripted()
    assert interview(small_rules, asker, known).run() == known
    assert not asker.prompts and not asker.choices


@pytest.mark.parametrize("wrong", ["wizardry", None, "", "x" * 10_000, "\x1b[2J", "🦘", "‮abc"])
def test_a_question_is_put_until_it_is_understood(small_rules: RuleSet, wrong: str | None) -> None:
    asker = Scripted({**BACHELOR, "qualification": [wrong, "bachelor"]})
    assert interview(small_rules, asker).run()["qualification"] == "bachelor"
    assert len(asker.problems) == 1


@pytest.mark.parametrize(
    ("typed", "problems"),
    [("2019", 0), (" 2019 ", 0), ("2019 years", 1), ("in 2019", 1), ("2010-14", 1)],
)
def test_a_year_is_a_year(small_rules: RuleSet, typed: str, problems: int) -> None:
    asker = Scripted({**BACHELOR, "graduated_year": [typed, "2019"]})
    assert interview(small_rules, asker).run()["graduated_year"] == 2019
    assert len(asker.problems) == problems


@pytest.mark.parametrize(
    ("fact", "typed", "number"),
    [
        ("years_experience", "15 years", 15),
        ("years_experience", "1.5yrs", 1.5),
        ("years_experience", "18 months", 1.5),
        ("years_experience", "about nine", 9),
        ("years_experience", "a year and a half", 1.5),
        ("years_experience", "none", 0),
        ("years_experience", "3 or 4", None),
        ("years_experience", "1,5", None),
        ("weeks_available", "6 months", 26),
        ("weeks_available", "half a year", 26),
        ("weeks_available", "one term", None),
        ("weeks_available", "half", None),
        ("hours_per_week", "up to six or so", 6),
        ("hours_per_week", "10-15 hours", None),
        ("weeks_available", " 12 wks. ", 12),
        ("hours_per_week", "5 hrs a week", 5),
        ("hours_per_week", "5 hrs tops", 5),
        ("hours_per_week", "not much, 4ish", 4),
        ("hours_per_week", "fish", None),
        ("hours_per_week", "5 hours per day", None),
        ("budget_aud", "$1,500 dollars", 1500),
        ("budget_aud", "2k", 2000),
        ("budget_aud", "2 grand", 2000),
        ("budget_aud", "no money", 0),
        ("budget_aud", "no idea", None),
        ("graduated_year", "none", None),
        ("graduated_year", "about 2014", 2014),
    ],
)
def test_a_number_may_carry_the_unit_that_was_asked_for(
    small_rules: RuleSet, fact: str, typed: str, number: float | None
) -> None:
    value = reader(small_rules, Part(fact=fact, kind="number", ask=""))(typed)
    assert (value if isinstance(value, int | float) else None) == number


def test_none_of_a_list_is_an_answer_and_skipping_is_not(shipped_rules: RuleSet) -> None:
    read = reader(shipped_rules, Part(fact="registrations", kind="choices", ask=""))
    assert [read("none"), read([]), read(None)] == [(), None, None]
    assert isinstance(read("none, or so"), Problem)


def test_no_more_is_chosen_than_the_question_allows(small_rules: RuleSet) -> None:
    three = ("progression", "refresh-skills", "future-proofing")
    asker = Scripted({**BACHELOR, "goals": [three, three[:2]]})
    assert interview(small_rules, asker).run()["goals"] == three[:2]


def test_a_question_with_nothing_left_to_ask_is_not_counted(small_rules: RuleSet) -> None:
    asker = Scripted(TRADE)
    known = {"qualification": "certificate-iii", "field_of_study": "map-drawing"}
    interview(small_rules, asker, known).run()
    # a year of graduation is not asked of a certificate
    assert [(p.position, p.total) for p in asker.prompts] == [(1, 1)]


def test_the_minutes_left_are_those_of_what_is_still_to_ask(
    small_rules: RuleSet, small_book: Rulebook
) -> None:
    seconds = {part.fact: part.seconds for q in small_book.questions for part in q.parts}
    asker = Scripted(BACHELOR)
    interview(small_rules, asker).run()
    left = [sum(seconds[fact] for fact in asker.asked[at:]) for at in range(len(asker.asked))]
    assert [prompt.minutes for prompt in asker.prompts] == [-(-some // 60) for some in left]
    assert asker.prompts[0].minutes == 2


def test_what_advice_starts_from_cannot_be_skipped_last(small_rules: RuleSet) -> None:
    asker = Scripted({**TRADE, "field_of_study": [None, "", "map-drawing"]})
    facts = interview(small_rules, asker).run()
    assert facts["field_of_study"] == "map-drawing"
    assert asker.problems == ["missing", "missing"]
    assert not asker.prompts[1].part.optional
    asker = Scripted({**TRADE, "field_of_study": None})
    assert "field_of_study" not in interview(small_rules, asker, {"sector": "maps"}).run()


def test_work_or_its_area_will_do_as_well(shipped_rules: RuleSet) -> None:
    asker = Scripted({"qualification": "bachelor-degree", "goals": ("progression",),
                      "sector": [None, "health"]})  # fmt: skip
    facts = interview(shipped_rules, asker).run()
    assert facts == {"qualification": "bachelor-degree", "goals": ("progression",),
                     "sector": "health"}  # fmt: skip
    assert asker.problems == ["missing"]


def test_the_shipped_interview_asks_nine_questions_at_most(shipped_rules: RuleSet) -> None:
    asker = Scripted({"qualification": "bachelor-degree", "goals": ("progression",),
                      "occupation": "254418", "employed": "yes"})  # fmt: skip
    interview(shipped_rules, asker).run()
    assert max(prompt.total for prompt in asker.prompts) <= 9
    assert [prompt.position for prompt in asker.prompts if prompt.opens] == [*range(1, 10)]


# --- back --------------------------------------------------------------------------------------


def test_back_brings_the_old_answer_any_number_of_times(small_rules: RuleSet) -> None:
    steps = ["bachelor", "map-drawing", BACK, BACK, BACK, KEEP, "bridge-building", BACK, KEEP,
             2019, ("progression",)]  # fmt: skip
    asker = Scripted(steps=steps)
    facts = interview(small_rules, asker).run()
    first, second = "qualification", "field_of_study"
    assert asker.asked == [first, second, "graduated_year", second, first, first, second,
                           "graduated_year", second, "graduated_year", "goals"]  # fmt: skip
    assert [p.now for p in asker.prompts[3:6]] == ["map-drawing", "bachelor", "bachelor"]
    assert [p.back for p in asker.prompts[:6]] == [False, True, True, True, False, False]
    assert facts["field_of_study"] == "bridge-building"


def test_a_skipped_question_is_known_to_have_been_skipped(small_rules: RuleSet) -> None:
    asker = Scripted(steps=["bachelor", "cartography", None, BACK, KEEP, ("progression",)])
    interview(small_rules, asker).run()
    year = [p for p in asker.prompts if p.part.fact == "graduated_year"]
    assert [(p.now, p.visited) for p in year] == [(None, False), (None, True)]


def test_a_hidden_answer_is_kept_unused_and_comes_back(small_rules: RuleSet) -> None:
    asker = Scripted(
        {**BACHELOR, "graduated_year": [2019, KEEP]}, chosen=["qualification", "right"]
    )
    asker.answers["qualification"] = ["bachelor", "year-12", "bachelor"]
    talk = interview(small_rules, asker)
    assert "graduated_year" not in talk.run()
    assert talk.answers.given["graduated_year"] == 2019
    asker.chosen = iter(["qualification", "right"])
    talk.review()
    assert talk.facts["graduated_year"] == 2019


def test_a_question_that_applies_only_now_is_asked_at_once(small_rules: RuleSet) -> None:
    asker = Scripted({**TRADE, "qualification": ["year-12", "bachelor"], "graduated_year": 2001},
                     chosen=["qualification", "right"])  # fmt: skip
    assert interview(small_rules, asker).run()["graduated_year"] == 2001


ANSWERS: Mapping[str, st.SearchStrategy[Any]] = {
    "qualification": st.sampled_from(["year-12", "certificate-iii", "bachelor"]),
    "field_of_study": st.sampled_from([None, "map-drawing", "bridge-building"]),
    "occupation": st.sampled_from([None, "254418", "341111"]),
    "sector": st.sampled_from([None, "health", "energy"]),
    "graduated_year": st.sampled_from([None, 1999, 2024]),
    "goals": st.sampled_from([("progression",), ("refresh-skills", "progression")]),
}
SHIPPED: Mapping[str, st.SearchStrategy[Any]] = {
    **ANSWERS,
    "qualification": st.sampled_from(["year-12", "certificate-iii", "bachelor-degree"]),
    "field_of_study": st.sampled_from([None, "nursing-midwifery"]),
    "employed": st.sampled_from([None, True, False]),
    "employer_support": st.sampled_from([None, True]),
}
# what is said of what cannot be skipped: nothing else tells where advice starts from
NEEDED = {"field_of_study": "map-drawing"}
SHIPPED_NEEDED = {"field_of_study": "nursing-midwifery", "occupation": "254418", "sector": "health"}


class Wandering(Scripted):
    """Answers drawn at random, going back now and then; remembers the last answer to each part."""

    def __init__(self, data: st.DataObject, answers: Mapping[str, st.SearchStrategy[Any]],
                 needed: Mapping[str, str]) -> None:  # fmt: skip
        super().__init__()
        self.data, self.drawn, self.needed = data, answers, needed
        self.last: dict[str, object] = {}
        self.backs = 12

    def ask(self, prompt: Any) -> object:
        fact = prompt.part.fact
        if self.backs and self.data.draw(st.integers(0, 2)) == 0:
            self.backs -= 1
            raise Back
        if prompt.visited and self.data.draw(st.booleans()):
            return prompt.now
        given = self.data.draw(self.drawn.get(fact, st.none()))
        if given is None and not prompt.part.optional:
            given = self.needed[fact]
        self.last[fact] = given
        return given


@settings(max_examples=25)
@given(st.data())
def test_whatever_the_way_the_last_answers_count(
    small_rules: RuleSet, shipped_rules: RuleSet, data: st.DataObject
) -> None:
    rules, answers, needed = data.draw(
        st.sampled_from([(small_rules, ANSWERS, NEEDED), (shipped_rules, SHIPPED, SHIPPED_NEEDED)])
    )
    wandering = Wandering(data, answers, needed)
    facts = interview(rules, wandering).run()
    straight = Scripted(wandering.last)
    assert interview(rules, straight).run() == facts
    assert set(facts) <= set(straight.asked)


# --- free text ---------------------------------------------------------------------------------


def test_one_line_of_free_text_fills_several_parts(shipped_rules: RuleSet) -> None:
    said = Several({"qualification": "bachelor-degree", "graduated_year": 2014, "strain": "high"})
    asker = Scripted({"qualification": said, "field_of_study": "nursing-midwifery",
                      "goals": ("progression",)})  # fmt: skip
    facts = interview(shipped_rules, asker).run()
    assert facts["graduated_year"] == 2014
    assert "graduated_year" not in asker.asked
    assert "strain" not in facts  # the part does not say it may be stated here


def test_another_answer_takes_back_what_the_free_text_stated(shipped_rules: RuleSet) -> None:
    said = Several({"qualification": "bachelor-degree", "graduated_year": 2014})
    table = {"field_of_study": "nursing-midwifery", "goals": ("progression",)}
    asker = Scripted({**table, "graduated_year": 1999}, steps=[said, BACK, "masters-degree"])
    assert interview(shipped_rules, asker).run()["graduated_year"] == 1999
    asker = Scripted({**table, "graduated_year": 1999}, steps=[said, BACK, KEEP])
    assert interview(shipped_rules, asker).run()["graduated_year"] == 2014


def test_free_text_that_leaves_the_question_open_asks_it_again(shipped_rules: RuleSet) -> None:
    asker = Scripted(
        {"qualification": [Several({"studying": True}), "year-12"], "goals": ("progression",),
         "field_of_study": "nursing-midwifery"}
    )  # fmt: skip
    facts = interview(shipped_rules, asker).run()
    assert (facts["qualification"], facts["studying"]) == ("year-12", True)
    assert asker.asked[:2] == ["qualification", "qualification"]
    assert "studying" not in asker.asked
    assert asker.said


# --- the review --------------------------------------------------------------------------------


def test_the_review_shows_every_answer_and_changes_any(small_rules: RuleSet) -> None:
    asker = Scripted({**BACHELOR, "graduated_year": [None, BACK, 2020], "strain": "none"},
                     chosen=["graduated_year", "graduated_year", "right"])  # fmt: skip
    facts = interview(small_rules, asker).run()
    (_, rows, at), (_, _, second), (_, changed, third) = asker.choices
    assert rows == {
        "qualification": "What you hold: Bachelor degree",
        "field_of_study": "What it was in: Map drawing",
        "graduated_year": "Year you finished: skipped",
        "goals": "What you want: Move up and Brush up",
        "right": "Looks right",
    }
    assert (at, second, third) == ("right", "right", "right")  # Enter is always the way on
    assert changed["graduated_year"] == "Year you finished: 2020"
    assert facts["graduated_year"] == 2020


def test_back_from_the_review_is_the_last_question(small_rules: RuleSet) -> None:
    asker = Scripted({**TRADE, "goals": [("progression",), ("future-proofing",)]},
                     chosen=[BACK, "right"])  # fmt: skip
    assert interview(small_rules, asker).run()["goals"] == ("future-proofing",)
    assert asker.asked == ["qualification", "field_of_study", "goals", "goals"]


def test_editing_shows_what_was_never_asked(small_rules: RuleSet) -> None:
    known: dict[str, Value] = {"qualification": "year-12", "field_of_study": "map-drawing",
                               "goals": ("progression",)}  # fmt: skip
    asker = Scripted({"strain": "high"}, chosen=["strain", BACK, "right"])
    facts = interview(small_rules, asker, known, mode="edit").run()
    assert asker.choices[0][1]["strain"] == "How heavy things feel: not stated"
    assert facts == {**known, "strain": "high"}


# --- kept, stopped -----------------------------------------------------------------------------


@pytest.mark.parametrize("end", [STOP, CTRL_C])
def test_every_answer_is_kept_before_the_next_question(small_rules: RuleSet, end: str) -> None:
    steps = ["bachelor", "cartography", None, BACK, KEEP, ("progression",)]
    for length in range(len(steps)):
        kept: list[tuple[str, dict[str, Value]]] = []
        asker = Scripted(steps=[*steps[:length], end])
        talk = interview(small_rules, asker, keep=lambda: None)
        talk.keep = lambda talk=talk, kept=kept: kept.append((talk.at, dict(talk.answers.given)))
        with pytest.raises((Stop, KeyboardInterrupt)):
            talk.run()
        assert len(kept) == length
        if length:
            assert kept[-1] == (asker.asked[-1], talk.answers.given)


@given(cut=st.integers(0, 30))
def test_an_interview_goes_on_where_it_was_left(shipped_rules: RuleSet, cut: int) -> None:
    table = {"qualification": "bachelor-degree", "goals": ("progression",), "state": "VIC",
             "occupation": "254418", "employed": True, "employer_support": False}  # fmt: skip
    whole = interview(shipped_rules, Scripted(table)).run()

    class Cut(Scripted):
        def ask(self, prompt: Any) -> object:
            if len(self.prompts) >= cut:
                raise KeyboardInterrupt
            return super().ask(prompt)

    answers, left = Answers(), Interview(shipped_rules, Cut(table), Answers(), nothing)
    left.answers = answers
    try:
        left.run()
    except KeyboardInterrupt:
        asker = Scripted(table)
        again = Interview(shipped_rules, asker, answers, nothing, at=left.at)
        assert again.run() == whole
        assert len(left.asker.prompts) + len(asker.prompts) == len(set(
            left.asker.asked + asker.asked))  # fmt: skip
    else:
        assert left.facts == whole


# --- the most telling question first -----------------------------------------------------------


def test_adaptive_starts_with_what_is_needed_and_ends_where_nothing_would_change(
    shipped_rules: RuleSet,
) -> None:
    from stempath.engine.open_questions import effects

    asker = Scripted({"qualification": "bachelor-degree", "goals": ("progression",),
                      "occupation": "254418", "state": "VIC"})  # fmt: skip
    talk = interview(shipped_rules, asker, mode="adaptive")
    talk.run()
    assert asker.asked[:7] == [
        "qualification", "field_of_study", "graduated_year", "country", "goals", "occupation",
        "years_experience",
    ]  # fmt: skip
    assert len(asker.asked) == len(set(asker.asked))
    numbers = [(prompt.position, prompt.opens, prompt.question.id) for prompt in asker.prompts]
    opening = [(number, id_) for number, opens, id_ in numbers if opens]
    assert [number for number, _id in opening] == list(range(1, len(opening) + 1))
    assert len({id_ for _number, id_ in opening}) == len(opening)  # each asked in one go
    where = standing(shipped_rules, talk.answers)
    left = [f for f in where.levels if where.applies(f) and not talk.answers.known(f)]
    assert not effects(shipped_rules, where.facts, left, 3)
    assert {p.total for p in asker.prompts} == {0}
    # How long it takes can be told once what is needed is known; then there is ever less of it.
    minutes = [p.minutes for p in asker.prompts]
    assert minutes[:6] == [None] * 6 and all(minutes[6:])
    (left_out,) = asker.said
    assert "City or regional" not in left_out or "region" not in asker.asked
    labels = [part.label for q in shipped_rules.questions for part in q.parts if part.fact in left]
    assert labels and all(label in left_out for label in labels)


def test_adaptive_goes_back_along_its_own_way(shipped_rules: RuleSet) -> None:
    study = ["bachelor-degree", "civil-engineering", None, None]
    asker = Scripted(steps=[*study, BACK, KEEP, ("progression",), BACK, KEEP, STOP])
    with pytest.raises(Stop):
        interview(shipped_rules, asker, mode="adaptive").run()
    first = ["qualification", "field_of_study", "graduated_year", "country", "goals"]
    assert asker.asked == [*first, "country", "goals", "occupation", "goals", "occupation"]
    assert asker.prompts[5].visited and asker.prompts[8].now == ("progression",)
    assert [prompt.position for prompt in asker.prompts] == [1, 1, 1, 1, 2, 1, 2, 3, 2, 3]


# --- what `?` shows ----------------------------------------------------------------------------


def test_why_is_said_with_the_rules_that_read_the_answer(shipped_rules: RuleSet) -> None:
    asker = Scripted({"qualification": "bachelor-degree", "goals": ("progression",),
                      "occupation": "254418"})  # fmt: skip
    interview(shipped_rules, asker).run()
    for prompt in asker.prompts:
        why, reach = prompt.about()
        assert why == prompt.question.why
        assert re.match(r"(One rule reads|\d+ rules read) your answer", reach), prompt.part.fact
        assert "{" not in reach and "…" not in reach and len(reach) < 250
    laws = [law for program in (shipped_rules.offerings, shipped_rules.moves)
            for law in program.laws]  # fmt: skip
    reaches = [prompt.about()[1] for prompt in asker.prompts]
    assert not any(law.id in reach for law in laws for reach in reaches)
    (weeks,) = [prompt for prompt in asker.prompts if prompt.part.fact == "weeks_available"]
    assert "It fits into the [weeks available] weeks that you have." in weeks.about()[1]
    (strain,) = [prompt for prompt in asker.prompts if prompt.part.fact == "strain"]
    assert "change the order" in strain.about()[1]
    said = strain.about()[1].partition("One says: “")[2].removesuffix("”")
    assert said in {law.why for law in laws if "person.strain" in " ".join(law.when)}
