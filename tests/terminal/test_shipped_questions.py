"""The shipped questions, answered as people answer them, line by line and in lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest
from prompts_made import ENTER, with_keys, with_lines

from stempath.engine.ruleset import RuleSet
from stempath.interview.state import Answers
from stempath.interview.walk import Interview
from stempath.model.fact import Value
from stempath.terminal.asker import TerminalAsker

Out = pytest.CaptureFixture[str]
Ask = Callable[[TerminalAsker], Mapping[str, Value]]


def asking(rules: RuleSet, fact: str, known: Mapping[str, Value]) -> Ask:
    """What one part fills, asked of somebody of whom this is known."""

    def ask(asker: TerminalAsker) -> Mapping[str, Value]:
        interview = Interview(rules, asker, Answers(known), lambda: None)
        interview.ask(fact, back=True)
        return interview.answers.given

    return ask


@pytest.fixture
def answers(shipped_rules: RuleSet, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """What one part fills, given lines."""

    def _answers(fact: str, lines: Sequence[str], **known: Value) -> Mapping[str, Value]:
        return with_lines(lines, asking(shipped_rules, fact, known), monkeypatch)

    return _answers


# --- where one lives ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "state", "region"),
    [
        ("Brisbane", "QLD", "city"),
        ("Adelaide", "SA", "city"),
        ("melbourne", "VIC", "city"),
        ("Ballarat", "VIC", "regional"),
        ("Dubbo", "NSW", "regional"),
        ("Newcastle", "NSW", "regional"),  # the ratings call only capitals metropolitan
        ("wollongong", "NSW", "regional"),
        ("Geelong", "VIC", "regional"),
        ("the Gold Coast", "QLD", "regional"),
        ("Wagga", "NSW", "regional"),
    ],
)
def test_a_town_says_where_one_lives(  # type: ignore[no-untyped-def]
    shipped_rules: RuleSet, answers, typed: str, state: str, region: str
) -> None:
    assert answers("state", [typed]) == {"state": state}
    assert answers("region", [typed], state=state) == {"region": region}
    assert answers("region", [typed]) == {"region": region}
    ask = asking(shipped_rules, "region", {"state": state})
    assert with_keys(typed + ENTER, ask) == {"region": region}


def test_a_town_that_is_understood_is_shown_back(answers, capsys: Out) -> None:  # type: ignore[no-untyped-def]
    answers("region", ["Dubbo"], state="NSW")
    assert "  = A regional city or town, or a rural or remote area\n" in capsys.readouterr().out
    answers("region", ["Brisbane"], state="QLD")
    assert "  = A capital city or close to one\n" in capsys.readouterr().out


def test_a_town_of_another_state_is_not_taken(answers, capsys: Out) -> None:  # type: ignore[no-untyped-def]
    """There is a Perth in Tasmania, and it is no capital."""
    assert answers("region", ["Perth", "2"], state="TAS") == {"region": "regional"}
    assert "“Perth” is not in the list." in capsys.readouterr().out


def test_a_misspelt_town_is_asked(answers, capsys: Out) -> None:  # type: ignore[no-untyped-def]
    assert answers("region", ["Brisbne", "1"], state="QLD") == {"region": "city"}
    assert "Perhaps 1, A capital city or close to one?" in capsys.readouterr().out
