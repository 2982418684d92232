"""Typing in a list: what is typed is found or said to be missing, and never skips a question."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from stempath.model.vocabulary import Vocabulary
from stempath.terminal import AGAIN, SKIP, YES_NO, PlainAsker, QuestionaryAsker

DOWN = "\x1b[B"
STATES = Vocabulary(
    "states", {"QLD": "Queensland", "TAS": "Tasmania", "NT": "Northern Territory"},
    {"TAS": ("Tassie",)},
)  # fmt: skip
AREAS = Vocabulary(
    "sectors", {"health": "Health", "data": "Data and AI", "energy": "Energy"},
    {"health": ("hospital",), "data": ("AI", "artificial intelligence")},
)  # fmt: skip


def picked(typed: str, words: Vocabulary = STATES, skip: str = SKIP) -> str | None:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(typed)
        return QuestionaryAsker().pick(words, words.names, skip)


def picked_several(typed: str) -> Sequence[str]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(typed)
        return QuestionaryAsker().pick_several(AREAS, AREAS.names, None, SKIP)


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("qld\r", "QLD"),
        ("Tassie\r", "TAS"),
        ("northern territory\r", "NT"),
        ("quensland\r", "QLD"),
        ("\r", None),
        (f"{DOWN}{DOWN}\r", "TAS"),
        ("zzzz\rqld\r", "QLD"),  # Enter after nonsense does not skip
        ("zzzz\r\r", None),
        ("nt\x7f\x7f\x7fqld\r", "QLD"),
        ("jk\rtas\r", "TAS"),  # letters are letters
        (f"qld{DOWN}\r", "TAS"),  # the arrow keys go on from what was typed
        ("\x1b[200~qld\x1b[201~\r", "QLD"),
    ],
)
def test_one_is_chosen_by_typing(typed: str, chosen: str | None) -> None:
    assert picked(typed) == chosen


@pytest.mark.parametrize(("typed", "chosen"), [("yes\r", "yes"), ("n\r", "no"), ("\r", None)])
def test_yes_and_no_may_be_typed(typed: str, chosen: str | None) -> None:
    assert picked(typed, YES_NO) == chosen


def test_among_the_nearest_enter_takes_the_first() -> None:
    assert picked("\r", skip=AGAIN) == "QLD"


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("\r", []),
        ("energy\r\r", ["energy"]),
        ("AI\r\r", ["data"]),  # a and i alone would choose and unchoose all
        ("hospital\renrgy\r\r", ["health", "energy"]),
        ("data and ai\r\r", ["data"]),
        (f" {DOWN}{DOWN} \r", ["health", "energy"]),
        (f"{DOWN}\r\r", []),  # moved and not chosen: said once, then it goes on
        (f"{DOWN}\r \r", ["data"]),
        ("zzzz\renergy\r\r", ["energy"]),
        ("energy\renergy\r\r", ["energy"]),
    ],
)
def test_several_are_chosen_by_typing(typed: str, chosen: list[str]) -> None:
    assert picked_several(typed) == chosen


def test_plain_lists_take_everyday_words_and_say_what_was_understood(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["zz", "9", "tassie", "hospital, enrgy", "hospital, 3"])
    monkeypatch.setattr("builtins.input", lambda _prompt: next(typed))
    asker = PlainAsker()
    assert asker.pick(STATES, STATES.names, SKIP) == "TAS"
    assert asker.pick_several(AREAS, AREAS.names, None, SKIP) == ["health", "energy"]
    out = capsys.readouterr().out
    assert "“zz” is not in the list. Please type a number from 1 to 3, or a name." in out
    assert "“enrgy” is not in the list." in out
    assert "= Tasmania" in out
