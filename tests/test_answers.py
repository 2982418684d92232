"""Answers as people give them: understood exactly, or refused with what was meant perhaps."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stempath.model.answers import missing, read_answers
from stempath.model.fact import Value
from stempath.problem import Place, Problem
from stempath.rulebook.book import Rulebook
from stempath.tables import fold


def place(name: str) -> Place:
    return Place("answers.toml", 1, name)


def read(book: Rulebook, **answers: object) -> tuple[dict[str, Value], list[Problem]]:
    return read_answers(answers, book.vocabularies, place)


@pytest.mark.parametrize(
    ("name", "answer", "value"),
    [
        ("qualification", "bachelor", "bachelor"),
        ("qualification", "Bachelor Degree", "bachelor"),
        ("qualification", " bsc ", "bachelor"),
        ("qualification", "Licence (France)", "bachelor"),
        ("qualification", "TRADE-CERT", "certificate-iii"),
        ("occupation", "100001", "100001"),
        ("occupation", 100001, "100001"),
        ("occupation", "bridge hand", "100001"),
        ("occupation", "Cartographer", "200001"),
        ("state", "nsw", "NSW"),
        ("state", "Victoria", "VIC"),
        ("goals", "refresh; go deeper", ("refresh-skills", "advance-knowledge")),
        ("goals", ["promotion", "refresh", "Promotion"], ("progression", "refresh-skills")),
        ("goals", "refresh-skills,progression,", ("refresh-skills", "progression")),
        ("target_sectors", [], ()),
        ("modes", "remote", ("online",)),
        ("groups", ["Woman"], ("women",)),
        ("years_experience", "4", 4),
        ("years_experience", "4.5", 4.5),
        ("years_experience", 4.0, 4),
        ("budget_aud", "$1,200", 1200),
        ("budget_aud", "12,345.50", 12345.5),
        ("graduated_year", 2019, 2019),
        ("employed", True, True),
        ("employed", "Yes", True),
        ("studying", "n", False),
        ("studying", "0", False),
        ("label", "  Sam [bold]  ", "Sam [bold]"),
        ("skills", "map making = 3", ("map-making=3",)),
        ("skills", "cartography: 0, careful thought 5;", ("careful-thought=5", "map-making=0")),
        ("skills", {"Map making": 3, "animal-care": "2"}, ("animal-care=2", "map-making=3")),
        ("skills", ["map-making=3"], ("map-making=3",)),
        ("skills", "none", ()),
    ],
)
def test_understood(small_book: Rulebook, name: str, answer: object, value: Value) -> None:
    facts, problems = read(small_book, **{name: answer})
    assert problems == []
    assert facts == {name: value}
    assert type(facts[name]) is type(value)


def test_names_as_people_write_them(small_book: Rulebook) -> None:
    answers = {"Years-Experience": 4, "field of study": "cartography", " state ": "VIC"}
    facts, problems = read_answers(answers, small_book.vocabularies, place)
    assert not problems
    assert facts == {"years_experience": 4, "field_of_study": "map-drawing", "state": "VIC"}


@pytest.mark.parametrize("answer", ["", "   ", None, "\t"])
def test_nothing_said_is_not_stated(small_book: Rulebook, answer: object) -> None:
    assert read(small_book, state=answer, years_experience=answer, goals=answer) == ({}, [])


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("years_experience", -1, "a number of years from 0 to 70"),
        ("years_experience", 71, "a number of years from 0 to 70"),
        ("years_experience", float("nan"), "a number of years"),
        ("years_experience", float("inf"), "a number of years"),
        ("years_experience", "nan", "a number of years"),
        ("years_experience", "1e999", "a number of years"),
        ("years_experience", True, "a number of years"),
        ("years_experience", "many", "a number of years"),
        ("years_experience", [4], "a number of years"),
        ("hours_per_week", "7,5", "write parts after a point"),
        ("budget_aud", "1,2,3", "write parts after a point"),
        ("budget_aud", "1234,567", "write parts after a point"),
        ("graduated_year", 2019.5, "a year from 1940"),
        ("graduated_year", 1066, "from 1940 to 2100"),
        ("employed", "perhaps", "yes or no"),
        ("employed", 2, "yes or no"),
        ("state", "Tasmania", "one of NSW, VIC, QLD"),
        ("state", 3.5, "text in quotes"),
        ("state", ["NSW"], "text in quotes"),
        ("goals", {"refresh-skills": 1}, "a list"),
        ("goals", ["refresh-skills", "fame"], "a name or id of goals"),
        ("values", "security;pay;purpose;support", "at most 3"),
        ("skills", "map making = 6", "'6' for 'map making'; expected a whole level from 0 to 5"),
        ("skills", "map making = -1", "'-1' for 'map making'"),
        ("skills", {"map-making": 2.5}, "a whole level from 0 to 5"),
        ("skills", {"map-making": True}, "True for 'map-making'"),
        ("skills", "map making = well", "'well' for 'map making'"),
        ("skills", "map making", "a level from 0 to 5 beside each skill"),
        ("skills", "map makin = 3", "nearest: map making (map-making)"),
        ("skills", "🦘 = 3", "a name or id of skills"),
        ("skills", "map making = 🦘", "a whole level"),
        ("skills", "cartography = 3; map-making = 3", "'map-making' twice"),
        ("skills", {"x" * 201: 3}, "up to 200 characters"),
        ("skills", {"map\x1b[2J": 3}, "without control characters"),
        ("label", "x" * 201, "up to 200 characters"),
        ("label", "a\x1b[2J", "without control characters"),
        ("label", "a\u202eb", "without control characters"),
        ("label", "a\u061cb", "without control characters"),
        ("label", "a\U000e0041b", "without control characters"),
        ("goals", ["progression", "x" * 201], "up to 200 characters"),
        ("occupation", "bridge\x00hand", "without control characters"),
    ],
)
def test_refused(small_book: Rulebook, name: str, answer: object, said: str) -> None:
    facts, problems = read(small_book, **{name: answer})
    assert facts == {}
    assert len(problems) == 1
    assert said in str(problems[0])
    assert str(problems[0]).isprintable()
    assert problems[0].place == place(name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("usi", "Unique Student Identifier"),
        ("USI", "Unique Student Identifier"),
        ("tfn", "tax file number"),
        ("date-of-birth", "date of birth"),
        ("DOB", "date of birth"),
    ],
)
def test_never_asked_and_never_kept(small_book: Rulebook, name: str, kind: str) -> None:
    facts, problems = read(small_book, **{name: "3AW88YH9U5"})
    assert facts == {}
    assert kind in str(problems[0])
    assert "3AW88YH9U5" not in str(problems[0])


def test_an_unknown_name_gets_the_nearest(small_book: Rulebook) -> None:
    facts, problems = read(small_book, ocupation="100001", shoe_size=43)
    assert facts == {}
    assert "did you mean `occupation`?" in str(problems[0])
    assert "--help" in str(problems[1])


def test_every_problem_is_told_at_once(small_book: Rulebook) -> None:
    facts, problems = read(
        small_book, state="ZZ", years_experience=-3, goals="fame", employed="yes"
    )
    assert facts == {"employed": True}
    assert [problem.place.key for problem in problems] == ["state", "years_experience", "goals"]


# --- occupations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["bridge", "planer", "Bridge Hands Senior", "wizard", "1000", "99"]
)
def test_an_unknown_occupation_is_never_matched(small_book: Rulebook, text: str) -> None:
    facts, problems = read(small_book, occupation=text)
    assert facts == {}
    assert problems[0].code == "not-found"


def test_the_nearest_three_are_named(small_book: Rulebook, shipped_book: Rulebook) -> None:
    _, (problem,) = read(small_book, occupation="bridge")
    for name in (
        "Bridge Hand (100001)",
        "Bridge Planner (100002)",
        "Chief Bridge Planner (100003)",
    ):
        assert name in problem.remedy
    _, (problem,) = read(shipped_book, occupation="cyber")
    near = problem.remedy.removeprefix("nearest: ").split("; ")
    assert len(near) == 3
    assert any("Cyber" in name for name in near)
    assert not any("Teacher" in name for name in near)  # what a plain likeness of letters finds


def test_every_title_and_alias_of_the_shipped_rulebook_is_understood(
    shipped_book: Rulebook,
) -> None:
    for name, fact in (("qualifications", "qualification"), ("occupations", "occupation"),
                       ("fields", "field_of_study"), ("sectors", "sector")):  # fmt: skip
        vocabulary = shipped_book.vocabularies[name]
        for id_, title in vocabulary.names.items():
            for words in (id_, title.upper()):
                facts, problems = read(shipped_book, **{fact: words})
                assert not problems, (words, problems)
                assert vocabulary.name_of(str(facts[fact])).casefold() == title.casefold()
        for id_, many in vocabulary.aliases.items():
            for alias in many:
                found = read(shipped_book, **{fact: alias})[0].get(fact)
                # A word that several share is asked, with each of them among the nearest.
                assert found or id_ in vocabulary.nearest(alias, 20), alias


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(small_book: Rulebook, text: str) -> None:
    for name in ("occupation", "goals", "years_experience", "employed", "label", text):
        facts, problems = read(small_book, **{name: text})
        assert len(facts) + len(problems) <= 1
        for problem in problems:
            assert len(str(problem)) < 900


# --- what is needed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "lacking"),
    [
        ({}, ["no `qualification`", "no `goals`", "none of `occupation`"]),
        ({"qualification": "bachelor"}, ["no `goals`", "none of `occupation`"]),
        ({"goals": ("progression",), "sector": "maps"}, ["no `qualification`"]),
        ({"qualification": "bachelor", "goals": ()}, ["no `goals`", "none of `occupation`"]),
        ({"qualification": "bachelor", "goals": ("x",), "field_of_study": "maps"}, []),
    ],
)
def test_all_that_is_missing_is_listed(facts: dict[str, Any], lacking: list[str]) -> None:
    found = [problem.found for problem in missing(facts, place(""))]
    assert len(found) == len(lacking)
    assert all(text in words for text, words in zip(lacking, found, strict=True))
    assert all("--" in problem.remedy for problem in missing(facts, place("")))


def test_a_list_is_folded_once_however_many_words_are_looked_for(
    small_book: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    occupations = small_book.vocabularies["occupations"]
    first = occupations.nearest("brige hand")
    folded: list[str] = []
    for module in ("vocabulary", "search"):
        monkeypatch.setattr(f"stempath.model.{module}.fold", lambda x: folded.append(x) or fold(x))
    assert occupations.nearest("brige hand") == first
    assert set(folded) == {"brige hand"}


def test_a_word_of_several_occupations_is_asked_not_taken(shipped_book: Rulebook) -> None:
    for word in ("nurse", "RN", "doctor"):
        found, (problem,) = read(shipped_book, occupation=word)
        assert not found
        assert problem.remedy.count("(25") == 3, (
            problem.remedy
        )  # the nearest three, all of that kind
    assert read(shipped_book, occupation="sparky")[0] == {"occupation": "341111"}
