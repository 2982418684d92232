"""Lists and lines that are redrawn: every kind of prompt, by its keys."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompts_made import (
    AREAS,
    BACK,
    CTRL_C,
    CTRL_D,
    CTRL_U,
    DELETE,
    DOWN,
    END,
    ENTER,
    HOME,
    JOBS,
    SPACE,
    STATES,
    UP,
    describing,
    prompt,
    with_keys,
)  # fmt: skip

from stempath.interview.asking import Answer, Back, Prompt, Several
from stempath.model.answers import MOST_TEXT
from stempath.model.vocabulary import Vocabulary
from stempath.terminal.asker import TerminalAsker

PASTED = "\x1b[200~{}\x1b[201~"


def answer(keys: str, asked: Prompt) -> Answer:
    return with_keys(keys, lambda asker: asker.ask(asked))


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (ENTER, None),
        ("qld\r", "QLD"),
        ("Tassie\r", "TAS"),
        ("northern territory\r", "NT"),
        ("n\r", "NT"),  # nothing else begins so
        ("quensland\r\r", "QLD"),  # what is not certain is asked
        (f"quensland\r{DOWN}\r", "TAS"),
        (f"{DOWN}{DOWN}{ENTER}", "TAS"),
        (f"{UP}{ENTER}", "NT"),
        (f"{END}{UP}{ENTER}", "TAS"),
        (f"qld{HOME}{ENTER}", None),
        ("skip\r", None),
        ("zzzz\rqld\r", "QLD"),  # Enter after nonsense does not skip
        (f"nt{DELETE * 3}qld\r", "QLD"),
        ("jk\rtas\r", "TAS"),  # letters are letters
        (f"qld{DOWN}\r", "TAS"),  # the arrow keys go on from what was typed
        (PASTED.format("qld\n") + ENTER, "QLD"),
        (f"qld{BACK}{DOWN}{ENTER}", "QLD"),  # back takes back what was typed first
        (f"{DOWN}tasx{ENTER}{ENTER}", "QLD"),  # a word that is refused leaves the pointer
        (f"{DOWN}{DOWN}qx\r{UP}\r", "QLD"),
        (f"{DOWN}t{DELETE}\r", "QLD"),
        ("?\r\r", None),  # Enter after ? answers nothing
        (f"?{DOWN}\r", "QLD"),
        ("\x1bx\x1bOPqld\r", "QLD"),  # Alt and a letter, F1
    ],
)
def test_one_of_a_list(keys: str, chosen: str | None) -> None:
    assert answer(keys, prompt("choice", STATES)) == chosen


def test_the_old_answer_is_under_the_pointer() -> None:
    assert answer(ENTER, prompt("choice", STATES, now="TAS")) == "TAS"
    assert answer(UP + ENTER, prompt("choice", STATES, now="TAS")) == "QLD"
    assert answer(ENTER, prompt("yes-no", now=False)) == "no"


@pytest.mark.parametrize("keys", [f"{ENTER}{ENTER}{DOWN}{ENTER}", f"{ENTER}qld{ENTER}"])
def test_what_is_needed_is_never_taken_by_enter_alone(keys: str) -> None:
    assert answer(keys, prompt("choice", STATES, optional=False)) == "QLD"


@pytest.mark.parametrize(("keys", "chosen"), [("yes\r", "yes"), ("n\r", "no"), ("\r", None)])
def test_yes_and_no_may_be_typed(keys: str, chosen: str | None) -> None:
    assert answer(keys, prompt("yes-no")) == chosen


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (ENTER, []),
        ("energy\r\r", ["energy"]),
        ("AI\r\r", ["data"]),
        ("hospital\renrgy\r\r\r", ["health", "energy"]),
        ("data and ai\r\r", ["data"]),
        (f" {DOWN}{DOWN} \r", ["health", "energy"]),
        (f"{DOWN}{DOWN} {UP}{UP} \r", ["health", "energy"]),  # in the order of the list
        (f"{DOWN}\r\r", []),  # moved and not chosen: said once, then it goes on
        (f"{DOWN}\r \r", ["data"]),
        ("zzzz\renergy\r\r", ["energy"]),
        (f"{DOWN}ezzz\r \r", ["data"]),  # the pointer is where it was before the refused word
        (f"hospital\rezz\r{DOWN} \r", ["health", "data"]),
        ("artificial\r\r", ["data"]),
        (f"enrgy\rzz\r{DOWN} \r", ["data"]),
        ("enrgy\rhospital\r\r", ["health"]),  # another word in the place of a doubtful one
        ("energy\renergy\r\r", ["energy"]),
        ("  \r", []),  # chosen, and taken out
    ],
)
def test_several_of_a_list(keys: str, chosen: list[str]) -> None:
    assert answer(keys, prompt("choices", AREAS)) == chosen


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (f"{DOWN}{DOWN} {UP}{UP} \r", ["energy", "health"]),  # in the order of choosing
        (f" {DOWN} {DOWN} \r", ["health", "data"]),  # no more than that
        (f" {DOWN} {UP} {DOWN}{DOWN} \r", ["data", "energy"]),
        (f"{ENTER}{ENTER} {ENTER}", ["health"]),  # one is needed
    ],
)
def test_the_most_important_first(keys: str, chosen: list[str]) -> None:
    assert answer(keys, prompt("choices", AREAS, most=2, optional=False)) == chosen


def test_old_choices_are_marked() -> None:
    old = prompt("choices", AREAS, now=("energy", "health"), most=2)
    assert answer(ENTER, old) == ["energy", "health"]
    assert answer(SPACE + ENTER, old) == ["health"]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("sparky\r", "1"),
        ("tree surgeon\r", "4"),
        ("tree" + DOWN + ENTER, "4"),
        ("\r", None),
        (f"nurse\r{ENTER}{DOWN}{DOWN}\r", "3"),  # either is meant: asked, not taken by Enter
        ("nurse\renr\r", "3"),
        ("nurse\rsparky\r", "1"),  # another word is another search
        ("electrican\r\r", "1"),  # Enter takes the only one that is near
        (f"electrican\r{DOWN}\rsparky\r", "1"),
        (f"electrican\r{DOWN}{DOWN}\r{DOWN * 4}\r", "4"),  # the whole list
        (f"nurse\r{BACK}{CTRL_U}sparky\r", "1"),  # back to the line
        (f"tree{DOWN}{BACK}{CTRL_U}sparky\r", "1"),
        ("zzzzzz\rsparky\r", "1"),
        ("zzzzzz\r\rsparky\r", "1"),
        ("77\rsparky\r", "1"),  # no number of this list
        ("no job yet\r", None),
        ("?\rsparky\r", "1"),
        (PASTED.format("spa\x00r\x07ky\r\n") + ENTER, "1"),
        (PASTED.format("tree\nsur\tgeon\n") + ENTER, "4"),
    ],
)
def test_a_long_list_is_searched(keys: str, found: str | None) -> None:
    assert answer(keys, prompt("search", JOBS)) == found


def test_the_old_answer_of_a_search_is_its_text() -> None:
    old = prompt("search", JOBS, now="4")
    assert answer(ENTER, old) == "4"
    assert answer(CTRL_U + ENTER, old) is None
    assert answer(f"?{ENTER}{ENTER}", old) == "4"


def test_none_of_these_describe_it() -> None:
    asked = prompt("search", JOBS, describe=describing({"branches": ["4", "1"]}))
    lead = f"arborist\r{UP}{UP}{UP}\r"  # the way to skip it comes last, after the whole list
    assert answer(f"{lead}I cut branches\r{DOWN}\r", asked) == "4"
    assert answer(f"{lead}I cut branches\r{UP}\r", asked) is None  # none of these: skip it
    assert answer(f"{lead}I fly\rsparky\r", asked) == "1"  # nothing in it is known
    assert answer(f"{lead}{BACK}{CTRL_U}sparky\r", asked) == "1"


def test_words_that_say_several_facts_are_shown_back_for_a_yes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    several = Several({"it": "4", "year": 2014})
    asked = prompt(
        "search", JOBS, reading=lambda typed: (several, f"{typed}!") if "20" in typed else None
    )
    assert answer("trees 2014\r\r", asked) is several  # Enter is the yes
    assert capsys.readouterr().out.endswith("  = trees 2014!\n")
    assert answer("trees 2014\rno\rsparky\r", asked) == "1"
    assert "2014" not in capsys.readouterr().out  # what was refused is gone from the screen


def test_a_word_of_the_list_that_says_more_is_shown_back_as_well() -> None:
    more, no_more = Several({"it": "2", "field": "nursing"}), Several({"it": "2"})
    assert answer("RN\r\r", prompt("search", JOBS, reading=lambda _typed: (more, "RN"))) is more
    assert answer("RN\r", prompt("search", JOBS, reading=lambda _typed: (no_more, "RN"))) == "2"


def test_what_is_near_nothing_is_taken_as_a_description() -> None:
    asked = prompt("search", JOBS, describe=describing({"branches": ["4", "1"], "wire": ["1"]}))
    assert answer(f"I cut branches\r{DOWN}\r", asked) == "4"
    assert answer("all sorts of wire\r\r", asked) == "1"
    assert answer(f"all sorts of wire\r{UP}\r", asked) is None


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (ENTER, []),
        ("sparky\rtree surgeon\r\r", ["1", "4"]),
        ("sparky, tree surgeon\r\r", ["1", "4"]),
        ("none\r", "none"),
        ("no licences\r", "none"),
        ("no idea\r", []),  # left open
        ("sparky\rnone\r", ["1"]),
        ("sparky\rtree surgeon\rsparky\r\r", ["4"]),  # named again: taken out
        (f"sparky\rtree surgeon\r{BACK}\r", ["1"]),  # back undoes the last
    ],
)
def test_several_of_a_long_list(keys: str, chosen: Answer) -> None:
    assert answer(keys, prompt("choices", JOBS)) == chosen


def test_back_takes_out_nothing_that_was_there_before() -> None:
    old = prompt("choices", JOBS, now=("1", "4"))
    assert answer(f"RN\r{BACK}\r", old) == ["1", "4"]
    with pytest.raises(Back):
        answer(f"RN\r{BACK}{BACK}", old)


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        ("2019\r", "2019"),
        (f"2010{CTRL_U}2019\r", "2019"),
        ("  2019  \r", "2019"),
        (PASTED.format("20\n19") + ENTER, "20 19"),
        ("\r", ""),
        ("?\r\r", ""),
        ("4?\r", "4?"),  # within an answer it is a letter
        ("😀 שלום\r", "😀 שלום"),
    ],
)
def test_a_line_of_text(keys: str, typed: str) -> None:
    assert answer(keys, prompt("number")) == typed


def test_an_old_number_is_in_place() -> None:
    assert answer(ENTER, prompt("number", now=4)) == "4"
    assert answer(ENTER, prompt("number", now=1.5)) == "1.5"
    assert answer("8\r", prompt("number", now=4)) == "8"  # the first key replaces it
    assert answer("?80\r", prompt("number", now=4)) == "80"
    assert answer(PASTED.format("80") + ENTER, prompt("number", now=4)) == "80"
    assert answer("\x1b[D\x1b[C8\r", prompt("number", now=4)) == "48"  # moving mends it
    assert answer(f"{DELETE}8\r", prompt("number", now=45)) == "48"
    assert answer(CTRL_U + ENTER, prompt("number", now=4)) == ""


@pytest.mark.parametrize("keys", [PASTED.format("x" * 10_000) + ENTER, "x" * 300 + ENTER * 2])
def test_what_is_too_long_is_cut(keys: str) -> None:
    assert answer(keys, prompt("number")) == "x" * MOST_TEXT


KINDS = [
    prompt("choice", STATES), prompt("yes-no"), prompt("choices", AREAS),
    prompt("choices", AREAS, most=2, optional=False), prompt("search", JOBS, now="4"),
    prompt("choices", JOBS), prompt("number", now=4), prompt("choice", STATES, optional=False),
]  # fmt: skip


@pytest.mark.parametrize("asked", KINDS)
@pytest.mark.parametrize(
    ("keys", "raised"),
    [(BACK, Back), ("\x1b", Back), (CTRL_C, KeyboardInterrupt), ("?" + CTRL_C, KeyboardInterrupt)],
)
def test_every_kind_can_be_left(asked: Prompt, keys: str, raised: type[BaseException]) -> None:
    with pytest.raises(raised):
        answer(keys, asked)


@pytest.mark.parametrize("asked", [KINDS[0], KINDS[2], prompt("number"), prompt("search", JOBS)])
def test_the_end_of_input_ends_it(asked: Prompt) -> None:
    with pytest.raises(EOFError):
        answer(CTRL_D, asked)


@pytest.mark.parametrize("key", [BACK, "\x1b\x1b"])
def test_before_the_first_question_there_is_nothing(key: str) -> None:
    assert answer(f"{key}qld\r", prompt("choice", STATES, back=False)) == "QLD"
    assert answer(f"{key}4\r", prompt("number", back=False)) == "4"


@pytest.mark.parametrize(("keys", "yes"), [("y\r", True), ("\r", False), (f"{UP}\r", True)])
def test_a_yes_is_meant(keys: str, yes: bool) -> None:
    assert with_keys(keys, lambda asker: asker.confirm("Go on?")) is yes
    assert with_keys(BACK + keys, lambda asker: asker.confirm("Go on?")) is yes


def test_a_menu() -> None:
    rows = {"a": "What you hold: Bachelor degree", "b": "State: skipped", "right": "Looks right"}

    def choose(keys: str) -> str:
        return with_keys(keys, lambda asker: asker.choose("Your answers", rows, "right"))

    assert choose(ENTER) == "right"
    assert choose(UP + ENTER) == "b"
    assert choose("what\r") == "a"
    with pytest.raises(Back):
        choose(BACK)


def test_what_begins_two_rows_is_asked() -> None:
    rows = {"a": "What you hold", "b": "What it was in", "right": "Looks right"}

    def choose(keys: str) -> str:
        return with_keys(keys, lambda asker: asker.choose("Your answers", rows, "right"))

    assert choose(f"what\r{END}\r") == "right"
    assert choose("what\r\r") == "a"
    assert choose("what i\r") == "b"


def test_a_word_that_several_share_is_asked() -> None:
    assert answer(f"nurse\r{DOWN}\r", prompt("search", JOBS)) == "2"
    seven = {str(number): f"Kind {number}" for number in range(7)}
    kinds = Vocabulary("kinds", seven, dict.fromkeys(seven, ("tech",)))
    assert answer(f"tech\r{UP * 4}\r", prompt("search", kinds)) == "6"  # all of them are shown
    assert answer(f"nurze\r{DOWN}\r", prompt("search", JOBS)) is not None


def test_the_words_of_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    def ask(asker: TerminalAsker) -> None:
        asker.ask(prompt("number", private=True, minutes=1))

    with_keys("?\r4\r", ask)
    out = capsys.readouterr().out
    assert "Question 3 of 9 · about a minute left" in out
    assert "This is private, and you can skip it. It changes the order." in out
    assert out.index("It decides the order.") < out.index("One rule reads it.") < out.index("= 4")


def test_going_back_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    def ask(asker: TerminalAsker) -> Answer:
        with pytest.raises(Back):
            asker.ask(prompt("number"))
        return asker.ask(prompt("number", now=4, position=2))

    assert with_keys(BACK + ENTER, ask) == "4"
    assert "Back to question 2 of 9 · about 3 minutes left" in capsys.readouterr().out


KEYS = st.lists(
    st.sampled_from(
        [UP, DOWN, ENTER, SPACE, BACK, DELETE, CTRL_U, HOME, END, "?", "a", "nurse", "energy", "é",
         "😀", "\x1bb", PASTED.format("a\nb"), "\t", "\x1bOP", "1"]
    ),
    max_size=12,
)  # fmt: skip


@given(KEYS, st.sampled_from(KINDS))
def test_no_keys_whatever_break_a_prompt(keys: Sequence[str], asked: Prompt) -> None:
    """Whatever is pressed, it is an answer that fits, a way back, or the end."""
    try:
        found = answer("".join(keys) + CTRL_C, asked)
    except (Back, KeyboardInterrupt):
        return
    words = asked.words
    if isinstance(found, list):
        assert words and set(found) <= set(words.names)
        assert asked.part.most is None or len(found) <= asked.part.most
        assert found or asked.part.optional
    elif words:
        assert found is None or found in words
