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


def asking(
    rules: RuleSet, fact: str, known: Mapping[str, Value], skipped: Sequence[str] = ()
) -> Ask:
    """What one part fills, asked of somebody of whom this is known, and that was skipped."""

    def ask(asker: TerminalAsker) -> Mapping[str, Value]:
        answers = Answers(known, dict.fromkeys(skipped))
        interview = Interview(rules, asker, answers, lambda: None)
        interview.ask(fact, back=True, counted=False)
        return {name: value for name, value in answers.given.items() if name not in skipped}

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


# --- not sure ------------------------------------------------------------------------------------

OPEN = "  = not sure: left open, and nothing is assumed\n"


@pytest.mark.parametrize(
    "typed",
    ["boss might", "maybe", "maybe later", "probably", "not sure", "Don’t know yet", "it depends",
     "I haven't asked", "if they have the time", "probably not", "no idea"],
)  # fmt: skip
def test_whoever_cannot_say_yes_or_no_leaves_it_open(  # type: ignore[no-untyped-def]
    shipped_rules: RuleSet, answers, capsys: Out, typed: str
) -> None:
    assert answers("employer_support", [typed], employed=True) == {"employer_support": None}
    assert OPEN in capsys.readouterr().out
    ask = asking(shipped_rules, "employer_support", {"employed": True})
    assert with_keys(typed + ENTER, ask) == {"employer_support": None}
    assert OPEN in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "yes"), [("yep", True), ("nope", False), ("n", False)])
def test_a_yes_or_no_is_taken(answers, typed: str, yes: bool) -> None:  # type: ignore[no-untyped-def]
    assert answers("employed", [typed]) == {"employed": yes}


@pytest.mark.parametrize(
    "fact",
    ["field_of_study", "target_sectors", "occupation", "region", "hours_per_week", "modes",
     "strain", "registrations"],
)  # fmt: skip
def test_not_sure_is_an_answer_wherever_one_can_skip(  # type: ignore[no-untyped-def]
    shipped_rules: RuleSet, answers, capsys: Out, fact: str
) -> None:
    assert answers(fact, ["not sure yet"], field_of_study="nursing") == {fact: None}
    assert OPEN in capsys.readouterr().out
    ask = asking(shipped_rules, fact, {"field_of_study": "nursing"})
    assert with_keys("not sure yet" + ENTER, ask) == {fact: None}
    assert OPEN in capsys.readouterr().out


def test_not_sure_is_an_answer_among_the_nearest(answers, capsys: Out) -> None:  # type: ignore[no-untyped-def]
    assert answers("occupation", ["nurse", "not sure"]) == {"occupation": None}
    assert OPEN in capsys.readouterr().out


def test_what_says_more_than_not_sure_is_read(answers) -> None:  # type: ignore[no-untyped-def]
    assert answers("occupation", ["maybe a nurse", "registered nurse (medical)"]) == {
        "occupation": "254418"
    }


# --- work that is past, or none ------------------------------------------------------------------

BARISTA = ["none yet, was a barista", "no job, was a barista", "unemployed (used to be a barista)",
           "nothing yet - barista before that", "I was a barista for 3 years",
           "barista"]  # fmt: skip


@pytest.mark.parametrize("typed", BARISTA)
def test_a_former_job_that_is_no_entry_is_named_and_nothing_absurd_offered(  # type: ignore[no-untyped-def]
    shipped_rules: RuleSet, answers, capsys: Out, typed: str
) -> None:
    given = answers("occupation", [typed, "skip it"], field_of_study="mathematics")
    assert given == {"occupation": None}
    out = capsys.readouterr().out
    assert "Nothing like “barista” is in the list. You can skip it:" in out.replace("\n  ", " ")
    listed = [line[5:] for line in out.splitlines() if line[:5].strip(" .").isdecimal()]
    assert listed == ["Type it again", "Describe it", "Skip it"]
    ask = asking(shipped_rules, "occupation", {"field_of_study": "mathematics"})
    assert with_keys(f"{typed}\rskip\r", ask) == {"occupation": None}


def test_whoever_says_that_there_is_no_job_may_skip_with_enter(answers) -> None:  # type: ignore[no-untyped-def]
    known = {"field_of_study": "mathematics"}
    assert answers("occupation", [BARISTA[0], ""], **known) == {"occupation": None}
    for typed in ("none yet", "no job", "never worked", "I'm a student", "unemployed"):
        assert answers("occupation", [typed], **known) == {"occupation": None}, typed


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("was a sparky", "341111"),
        ("no job now, was a data analyst", "224114"),
        ("not working (used to be a data scientist)", "224115"),
        ("ex-hydrographer", "311415"),
    ],
)
def test_a_former_job_of_the_list_is_the_last_one(answers, typed: str, code: str) -> None:  # type: ignore[no-untyped-def]
    assert answers("occupation", [typed]) == {"occupation": code}


def test_where_advice_cannot_do_without_it_nothing_is_skipped(
    shipped_rules: RuleSet, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    ask = asking(shipped_rules, "sector", {}, skipped=["field_of_study", "occupation"])
    assert with_lines(["wizardry", "skip", "not sure", "energy"], ask, monkeypatch) == {
        "sector": "energy"
    }
    out = capsys.readouterr().out
    assert "Type it again" in out and "Skip it" not in out and "Enter to skip" not in out


@pytest.mark.parametrize(
    "typed",
    ["waiter", "hairdresser", "cleaner", "warehouse", "baker", "artist", "social worker", "model",
     "childcare worker", "bus driver", "bank teller", "real estate agent", "mum", "photographer"],
)  # fmt: skip
def test_other_work_is_like_nothing_in_the_list(answers, capsys: Out, typed: str) -> None:  # type: ignore[no-untyped-def]
    answers("occupation", [typed, "skip"], field_of_study="mathematics")
    assert f"Nothing like “{typed}” is in the list." in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["describe", "describe it", "desc", "Describe"])
def test_the_words_of_an_entry_choose_it(answers, typed: str) -> None:  # type: ignore[no-untyped-def]
    lines = ["barista", typed, "I look after servers", "1"]
    assert answers("occupation", lines)["occupation"] == "262113"
    assert answers("occupation", ["nurse", typed, "I look after servers", "1"])
