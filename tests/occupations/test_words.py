"""What words say: stems and spellings, rarity of tokens, and words of like company."""

from __future__ import annotations

import numpy as np
import pytest

from stempath.occupations.words import Meanings, Tokens, chunks, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Paediatric Surgeons", "pediatric surgeon"),
        ("Haematologists", "hematologist"),
        ("labour organisation", "labor organization"),
        ("Analysing therapies", "analyzing therapy"),
        ("Engineers and Planners", "engineer planner"),
    ],
)
def test_words_meet_in_one_form(one: str, other: str) -> None:
    assert words(one) == words(other)
    assert words(one)


def test_noise_is_no_word() -> None:
    assert words("All of the others, and in it 24/7") == ["other"]


def test_chunks_know_where_words_begin() -> None:
    assert chunks("Nurse") == [" nur", "nurs", "urse", "rse "]
    assert set(chunks("Nurse Aide")) > {" nur", "se a"} - {"se a"}
    assert chunks("") == []


def test_tokens_by_hand() -> None:
    tokens = Tokens.of([("a", "a", "b"), ("b",), ()])
    rare, common = 1 + np.log(3 / 2), 1 + np.log(3 / 3)
    first = np.array([(1 + np.log(2)) * rare, common])
    weights = tokens.weighed([("a", "a", "b"), ("b", "z"), ("z",)])
    assert np.allclose(weights[0], first / np.sqrt((first**2).sum()))
    assert np.allclose(weights[1], [0, 1])
    assert np.isnan(weights[2]).all()


def test_words_of_like_company_are_alike() -> None:
    sentences = [
        [actor, verb, thing]
        for actors, verbs, things in (
            (["nurse", "midwife"], ["feed", "wash"], ["child", "patient"]),
            (["fitter", "welder"], ["cut", "grind"], ["pipe", "plate"]),
        )
        for actor in actors
        for verb in verbs
        for thing in things
    ]
    meanings = Meanings.of(sentences)
    nurse, midwife, fitter, unknown = meanings.of_bags([["nurse"], ["midwife"], ["fitter"], ["x"]])
    assert nurse @ midwife > 0.9
    assert abs(nurse @ fitter) < 0.1
    assert np.isnan(unknown).all()


def test_without_sentences_nothing_is_known() -> None:
    assert np.isnan(Meanings.of([]).of_bags([["nurse"]])).all()
