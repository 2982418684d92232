"""The question about skills: which are asked, in which order, back and forth, kept and resumed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import BACK, CTRL_C, CTRL_D, KEEP, STOP, Scripted

from stempath.engine.open_questions import effects
from stempath.engine.ruleset import RuleSet
from stempath.engine.telling_skills import telling_skills
from stempath.interview.asking import Back, Stop
from stempath.interview.rating import NOTHING_TELLS
from stempath.interview.state import Answers
from stempath.interview.walk import Interview
from stempath.model.fact import Value
from stempath.profile.drafts import Draft, draft_text, read_draft

FACT = "skills"
NOW = datetime(2026, 11, 20, 9, 30)
PLANNER: dict[str, Value] = {
    "qualification": "bachelor", "occupation": "100002", "goals": ("advance-knowledge",),
}  # fmt: skip
SERIES = ["careful-thought", "bridge-inspection", "map-making"]


def nothing() -> None:
    """Where no draft is kept."""


def talk_of(
    rules: RuleSet, *steps: object, answers: Answers | None = None, at: str = "",
    keep: Callable[[], None] = nothing,
) -> tuple[Interview, Scripted]:  # fmt: skip
    asker = Scripted(steps=[*steps, STOP])
    return Interview(rules, asker, answers or Answers(dict(PLANNER)), keep, at=at), asker


def rate(talk: Interview) -> None:
    talk.ask(FACT, back=True, counted=False)


def skills_of(asker: Scripted) -> list[str]:
    """The skills that were asked for, by their names in the questions."""
    names = {"careful thought": SERIES[0], "bridge inspection": SERIES[1], "map making": SERIES[2]}
    return [
        names.get(words := prompt.part.ask.partition(": ")[2].partition(".")[0], words)
        for prompt in asker.prompts
    ]


def test_the_skills_that_tell_most_are_asked_one_after_another(small_rules: RuleSet) -> None:
    talk, asker = talk_of(small_rules, "2", None, "not at all")
    rate(talk)
    assert skills_of(asker) == SERIES == telling_skills(small_rules, PLANNER)
    assert talk.facts[FACT] == ("careful-thought=2", "map-making=0")
    assert [prompt.part.ask for prompt in asker.prompts] == [
        f"Skill {n} of 3: {name}. How well can you do it?"
        for n, name in enumerate(("careful thought", "bridge inspection", "map making"), 1)
    ]
    assert {prompt.part.kind for prompt in asker.prompts} == {"choice"}
    assert [prompt.opens for prompt in asker.prompts] == [True, False, False]


def test_what_the_person_is_taken_to_hold_is_said(small_rules: RuleSet) -> None:
    talk, asker = talk_of(small_rules, "2", None, None)
    rate(talk)
    told = [prompt.part.help for prompt in asker.prompts]
    assert "we take it that you do the hard cases and help others. " in told[0]
    assert "we take it that you do it alone. " in told[1]
    assert "we take it that you do not do it, or not yet. " in told[2]
    assert all(words.endswith("Skip leaves it at that.") for words in told)
    assert all("in place of" in prompt.about()[0] for prompt in asker.prompts)


def test_back_goes_to_the_skill_before_and_then_out(small_rules: RuleSet) -> None:
    talk, asker = talk_of(small_rules, "2", BACK, KEEP, "1", BACK, BACK, BACK)
    with pytest.raises(Back):
        rate(talk)
    one, two, three = SERIES
    assert skills_of(asker) == [one, two, one, two, three, two, one]
    assert [prompt.now for prompt in asker.prompts] == [None, None, "2", None, None, "1", "2"]
    assert [prompt.visited for prompt in asker.prompts] == [False, False, True, False, False,
                                                            True, True]  # fmt: skip
    assert talk.facts[FACT] == ("bridge-inspection=1", "careful-thought=2")
    assert talk.at == ""  # whoever goes on with the draft does not come back in here


def test_back_at_the_first_question_of_all_is_not_offered(small_rules: RuleSet) -> None:
    talk, asker = talk_of(small_rules, None, None, None)
    talk.ask(FACT, back=False, counted=False)
    assert [prompt.back for prompt in asker.prompts] == [False, True, True]


def test_a_rating_can_be_taken_back(small_rules: RuleSet) -> None:
    talk, asker = talk_of(small_rules, "2", BACK, None, None, None)
    rate(talk)
    assert FACT not in talk.facts
    assert asker.prompts[2].now == "2"


def test_skipped_whole_it_is_not_asked_again(small_rules: RuleSet) -> None:
    talk, _asker = talk_of(small_rules, None, None, None)
    talk.answers.stated = {**PLANNER, "strain": "none"}
    assert talk.most_telling() == FACT
    rate(talk)
    assert talk.answers.given == {FACT: None}
    assert talk.most_telling() is None


@pytest.mark.parametrize("wrong", ["6", "2.5", "x" * 10_000, "\x1b[2J", "🦘", "alone"])
def test_a_level_is_asked_until_it_is_one(small_rules: RuleSet, wrong: str) -> None:
    talk, asker = talk_of(small_rules, wrong, "expert", None, None)
    rate(talk)
    assert len(asker.problems) == 1
    assert talk.facts[FACT] == ("careful-thought=5",)


def test_for_other_answers_the_skills_are_found_anew(small_rules: RuleSet) -> None:
    talk, asker = talk_of(small_rules, BACK, None)
    with pytest.raises(Back):
        rate(talk)
    talk.answers.given["occupation"] = None
    talk.answers.given["field_of_study"] = "map-drawing"
    rate(talk)
    assert asker.prompts[1].part.ask == "Animal care. How well can you do it?"


def test_the_ratings_are_looked_over_with_what_tells_now(small_rules: RuleSet) -> None:
    answers = Answers({**PLANNER, FACT: ("animal-care=1", "careful-thought=2")})
    asker = Scripted(steps=["0", KEEP, "3", None], chosen=[FACT, "right"])
    talk = Interview(small_rules, asker, answers, nothing, mode="edit")
    assert talk.run()[FACT] == ("animal-care=0", "bridge-inspection=3", "careful-thought=2")
    assert asker.choices[0][1][FACT] == "Your own skills: animal care 1 and careful thought 2"
    assert skills_of(asker)[:3] == ["animal care", "careful-thought", "bridge-inspection"]


def test_whoever_asks_to_can_rate_what_the_first_moves_need(small_rules: RuleSet) -> None:
    known: dict[str, Value] = {**PLANNER, "goals": ("progression",)}
    assert not telling_skills(small_rules, known)
    asker = Scripted(steps=["4", "2"], chosen=[FACT, "right"])
    talk = Interview(small_rules, asker, Answers(known), nothing, mode="edit")
    rated = dict(part.split("=") for part in talk.run()[FACT])  # type: ignore[union-attr]  # a list
    assert set(rated.values()) == {"4", "2"} and not asker.said


def test_where_there_is_nothing_to_rate_that_is_said(small_rules: RuleSet) -> None:
    known: dict[str, Value] = {
        "qualification": "bachelor", "sector": "bridges", "goals": ("progression",),
    }  # fmt: skip
    asker = Scripted(chosen=[FACT, "right"])
    talk = Interview(small_rules, asker, Answers(known), nothing, mode="edit")
    assert talk.run() == known
    assert asker.said == [NOTHING_TELLS] and not asker.prompts


@pytest.mark.parametrize("end", [STOP, CTRL_C, CTRL_D])
@pytest.mark.parametrize("answered", [1, 2])
@pytest.mark.parametrize("first", ["2", None])
def test_interrupted_it_goes_on_with_the_next_skill(
    small_rules: RuleSet, tmp_path: Path, end: str, answered: int, first: str | None
) -> None:
    drafts: list[Draft] = []
    steps = [first, "1"][:answered]
    talk, asker = talk_of(small_rules, *steps, end)

    def keep() -> None:
        draft = Draft(started=NOW, saved=NOW, mode="full", at=talk.at,
                      stated=talk.answers.stated, given=talk.answers.given,
                      via=talk.answers.via)  # fmt: skip
        path = tmp_path / "draft.toml"
        path.write_text(draft_text(draft), "utf-8")
        read, problems = read_draft(path, small_rules.vocabularies)
        assert not problems
        assert replace(read, given={k: v for k, v in read.given.items() if v}) == replace(
            draft, given={k: v for k, v in draft.given.items() if v}
        )
        drafts.append(read)

    talk.keep = keep
    with pytest.raises((Stop, KeyboardInterrupt, EOFError)):
        rate(talk)
    assert len(drafts) == answered  # each before the next was asked for
    kept = drafts[-1]
    answers = Answers(kept.stated, dict(kept.given), dict(kept.via))
    next_asker = Scripted()
    facts = Interview(small_rules, next_asker, answers, nothing, at=kept.at).run()
    rated = [place for place, given in enumerate(steps) if given]
    left = SERIES[max(rated) + 1 if rated else 0 :]
    assert skills_of(next_asker)[: len(left)] == left
    assert next_asker.asked.count(FACT) == len(left)
    assert facts.get(FACT) == talk.facts.get(FACT)
    assert skills_of(asker) == SERIES[: answered + 1]


@settings(max_examples=40)
@given(st.data())
def test_whatever_the_way_the_last_levels_count(small_rules: RuleSet, data: st.DataObject) -> None:
    levels: dict[str, str | None] = {}

    class Wandering(Scripted):
        def ask(self, prompt: object) -> object:
            given = data.draw(st.sampled_from([BACK, None, *"012345"]))
            if given == BACK and len(self.prompts) < 40:
                self.steps = iter([BACK])
            else:
                given = None if given == BACK else given
                self.steps = iter([given])
            skill = prompt.part.ask.partition(": ")[2].partition(".")[0]  # type: ignore[attr-defined]
            answer = super().ask(prompt)  # type: ignore[arg-type]
            levels[skill] = given
            return answer

    talk = Interview(small_rules, Wandering(), Answers(dict(PLANNER)), nothing)
    for _ in range(45):
        try:
            rate(talk)
        except Back:
            continue
        break
    wanted = {name.replace(" ", "-"): level for name, level in levels.items() if level}
    assert talk.facts.get(FACT, ()) == tuple(f"{k}={v}" for k, v in sorted(wanted.items()))


# --- the most telling question first -----------------------------------------------------------


def adaptive(rules: RuleSet, asker: Scripted, known: dict[str, Value]) -> Interview:
    return Interview(rules, asker, Answers(known), nothing, mode="adaptive")


CARER: dict[str, Value] = {
    "qualification": "certificate-iii", "field_of_study": "bridge-building", "occupation": "300001",
    "goals": ("advance-knowledge",), "weeks_available": 8,
}  # fmt: skip
CARED_FOR = ["bridge-inspection", "map-making", "careful-thought", "animal care"]


def test_adaptive_asks_for_ratings_where_they_tell_more_than_another_question(
    small_rules: RuleSet,
) -> None:
    assert [e.fact for e in effects(small_rules, CARER, ["strain", FACT], 3)] == [FACT, "strain"]
    asker = Scripted({FACT: ["2", None, None, None], "strain": "high"})
    facts = adaptive(small_rules, asker, CARER).run()
    assert asker.asked == [*[FACT] * 4, "strain"]
    assert skills_of(asker)[:4] == CARED_FOR
    assert facts[FACT] == ("bridge-inspection=2",)
    assert [prompt.position for prompt in asker.prompts] == [1, 1, 1, 1, 2]


def test_adaptive_leaves_ratings_alone_for_afterwards(small_rules: RuleSet) -> None:
    asker = Scripted()
    talk = adaptive(small_rules, asker, {**PLANNER, "field_of_study": "bridge-building"})
    talk.run()
    assert FACT not in asker.asked
    assert "Left for afterwards, under Sharpen this: Your own skills." in asker.said
    assert talk.most_telling() == FACT


def test_adaptive_goes_back_into_the_series_and_forth_again(small_rules: RuleSet) -> None:
    steps = ["2", None, None, None, BACK, BACK, "1", KEEP, "high"]
    asker = Scripted(steps=steps)
    facts = adaptive(small_rules, asker, CARER).run()
    assert asker.asked == [*[FACT] * 4, "strain", *[FACT] * 3, "strain"]
    assert skills_of(asker)[5:8] == [CARED_FOR[3], CARED_FOR[2], CARED_FOR[3]]
    assert facts[FACT] == ("bridge-inspection=2", "careful-thought=1")
    assert [prompt.visited for prompt in asker.prompts[5:8]] == [True] * 3


def test_of_many_ratings_the_first_stand_in_the_list_of_answers(shipped_rules: RuleSet) -> None:
    skills = sorted(shipped_rules.vocabularies["skills"].names)[:12]
    known: dict[str, Value] = {
        "qualification": "bachelor-degree", "occupation": "233211", "goals": ("progression",),
        FACT: tuple(f"{skill}=3" for skill in skills),
    }  # fmt: skip
    asker = Scripted(chosen=["right"])
    assert Interview(shipped_rules, asker, Answers(known), nothing, mode="edit").run() == known
    row = asker.choices[0][1][FACT]
    assert row.endswith(" 3; and 2 more") and row.count(" 3") == 10


def test_why_says_what_rules_read_what_is_held_and_what_falls_short(
    shipped_rules: RuleSet,
) -> None:
    known: dict[str, Value] = {"occupation": "233211", "goals": ("future-proofing",)}
    talk, asker = talk_of(shipped_rules, answers=Answers(known))
    with pytest.raises(Stop):
        rate(talk)
    why, reach = asker.prompts[0].about()
    assert why == asker.prompts[0].question.why
    laws = [law for program in (shipped_rules.offerings, shipped_rules.moves)
            for law in program.laws]  # fmt: skip
    reading = [
        law for law in laws
        if {"move.held", "move.gaps", "person.leading_gaps", "person.first_move_gaps",
            "person.held_skills", "person.skills"}
        & set(" ".join((*law.when, *law.unless, *law.require)).split())
    ]  # fmt: skip
    assert reach.startswith(f"{len(reading)} rules read your answer, on offerings and moves.")
