"""Line by line: every kind of prompt, by what is typed, and the words around it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompts_made import AREAS, JOBS, STATES, describing, prompt, with_lines

from stempath.interview.asking import Answer, Back, Prompt, Several, Stop
from stempath.model.answers import MOST_TEXT
from stempath.model.vocabulary import Vocabulary
from stempath.rulebook.book import Rulebook
from stempath.terminal.plain import BACK, LIST, NOTHING, STOP, WHY

Out = pytest.CaptureFixture[str]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]  # a function
    """The answer to a prompt, given lines."""

    def _answer(lines: Sequence[str], asked: Prompt) -> Answer:
        return with_lines(lines, lambda asker: asker.ask(asked), monkeypatch)

    return _answer


SHORT, FREE = prompt("choice", STATES), prompt("number")
OLD = prompt("choice", STATES, now="TAS")
NEEDED = prompt("choice", STATES, optional=False)
SEVERAL, RANKED = prompt("choices", AREAS), prompt("choices", AREAS, most=2, optional=False)
LONG, MANY = prompt("search", JOBS), prompt("choices", JOBS)
TREES = prompt("search", JOBS, describe=describing({"branches": ["4", "1"]}))


@pytest.mark.parametrize(
    ("asked", "lines", "found"),
    [
        (SHORT, ["2"], "TAS"),
        (SHORT, ["tassie"], "TAS"),
        (SHORT, [""], None),
        (SHORT, ["skip it"], None),
        (SHORT, ["north"], "NT"),  # nothing else begins so
        (SHORT, ["no", "3"], "NT"),  # two letters say too little
        (SEVERAL, ["heal, data and"], ["health", "data"]),
        (SEVERAL, ["e", "en", "ener"], ["energy"]),
        (SHORT, ["quensland", "0", "4", "²", "1"], "QLD"),
        (OLD, [""], "TAS"),
        (OLD, ["s"], None),
        (OLD, ["3"], "NT"),
        (NEEDED, ["", "s", "1"], "QLD"),
        (SEVERAL, ["hospital, enrgy", "hospital, 3"], ["health", "energy"]),
        (SEVERAL, ["3; 1 ;3"], ["energy", "health"]),
        (SEVERAL, ["3 1"], ["energy", "health"]),
        (SEVERAL, ["2-3"], ["data", "energy"]),
        (SEVERAL, ["1 and 3"], ["health", "energy"]),
        (SEVERAL, ["3-1", "1-9", "2"], ["data"]),
        (SEVERAL, ["none"], []),
        (SEVERAL, [""], []),
        (RANKED, ["", "1,2,3", "3,1"], ["energy", "health"]),
        (prompt("choices", AREAS, now=("energy",)), [""], ["energy"]),
        (prompt("choices", AREAS, now=("energy",)), ["s"], []),
        (prompt("yes-no"), ["nope"], "no"),
        (prompt("yes-no", now=True), [""], "yes"),
        (prompt("yes-no"), ["both", "1"], "yes"),
        (prompt("yes-no"), ["maybe"], None),  # left open
        (prompt("yes-no", optional=False), ["maybe", "1"], "yes"),
        (FREE, ["2019"], "2019"),
        (FREE, [""], ""),
        (prompt("number", now=1.5), [""], "1.5"),
        (prompt("number", now=4), ["s"], ""),
        (prompt("number", optional=False), ["s"], "s"),  # nothing to skip: no command
        (LONG, ["sparky"], "1"),
        (LONG, [""], None),
        (LONG, ["nurse", "", "nurse", "2"], "3"),
        (LONG, ["electrican", "1"], "1"),
        (LONG, ["electrican", ""], "1"),  # the only one that is near
        (LONG, ["electrican", "tree surgeon"], "4"),  # another word is another search
        (LONG, ["zzzzzz", "sparky"], "1"),
        (LONG, ["zzzzzz", "", "sparky"], "1"),
        (LONG, ["zzzzzz", "s"], None),
        (LONG, ["nurse", "skip it"], None),
        (LONG, ["nurse", "show", "4"], "4"),  # the words of an entry choose it
        (LONG, ["nurse", "type it again", "sparky"], "1"),
        (LONG, ["nurse", "enrolled", "sparky"], "1"),  # a word of an occupation is another search
        (LONG, ["zzzzzz", "2", "4"], "4"),  # the whole list
        (LONG, ["no job"], None),
        (MANY, ["none"], "none"),
        (prompt("choices", JOBS, now=()), [""], "none"),
        (LONG, ["nurse", "b", "sparky"], "1"),
        (prompt("search", JOBS, now="4"), [""], "4"),
        (prompt("search", JOBS, now="4"), ["s"], None),
        (MANY, ["sparky, tree surgeon", "RN", "sparky", ""], ["4", "2"]),
        (MANY, ["sparky", "RN", "b", ""], ["1"]),
        (TREES, ["arborist", "2", "I cut branches", "4"], None),  # none of these: skip it
        (TREES, ["arborist", "2", "I cut branches", "1"], "4"),
        (TREES, ["arborist", "2", "I fly", "sparky"], "1"),
        (TREES, ["arborist", "2", "b", "sparky"], "1"),
    ],
)
def test_answers(answer, asked: Prompt, lines: list[str], found: Answer) -> None:  # type: ignore[no-untyped-def]
    assert answer(lines, asked) == found


def test_words_that_say_several_facts(answer, capsys: Out) -> None:  # type: ignore[no-untyped-def]
    several = Several({"it": "4", "year": 2014})
    asked = prompt(
        "search", JOBS,
        reading=lambda typed: (several, "Tree Surgeon · 2014") if "20" in typed else None,
    )  # fmt: skip
    assert answer(["trees 2014", ""], asked) is several
    out = capsys.readouterr().out
    assert "Understood: Tree Surgeon, 2014" in out  # nothing to stumble over
    assert out.endswith("  = Tree Surgeon, 2014\n")
    assert answer(["trees 2014", "no", "sparky"], asked) == "1"


KINDS = [SHORT, OLD, NEEDED, SEVERAL, RANKED, FREE, LONG, MANY, prompt("yes-no")]


@pytest.mark.parametrize("asked", KINDS)
@pytest.mark.parametrize(
    ("lines", "raised"), [(["B"], Back), (["q"], Stop), ([], EOFError), (["?", "q"], Stop)]
)
def test_every_kind_can_be_left(  # type: ignore[no-untyped-def]
    answer, asked: Prompt, lines: list[str], raised: type[BaseException]
) -> None:
    with pytest.raises(raised):
        answer(lines, asked)


def test_before_the_first_question_there_is_nothing(answer, capsys: Out) -> None:  # type: ignore[no-untyped-def]
    assert answer(["b", "1"], prompt("choice", STATES, back=False)) == "QLD"
    assert "There is nothing before this." in capsys.readouterr().out


def test_each_prompt_says_all_there_is_to_say(answer, capsys: Out) -> None:  # type: ignore[no-untyped-def]
    answer(["zz", "?", ""], prompt("choice", STATES, private=True))
    assert capsys.readouterr().out == (
        "\n"
        "Instead of an answer you can type back (or b), why (or ?), or quit (or q),\n"
        "which saves your answers and stops.\n"
        "\n"
        "Question 3 of 9, about 3 minutes left, What about it?\n"
        "  This is private, and you can skip it. It changes the order.\n"
        "What is it?\n"
        "  For example: this.\n"
        "  1. Queensland\n"
        "  2. Tasmania\n"
        "  3. Northern Territory\n"
        "Type a number, or Enter to skip.\n"
        "zz\n"  # no terminal shows what was typed
        "  “zz” is not in the list.\n"
        "  Please type a number from 1 to 3, or a name.\n"
        "Type a number, or Enter to skip.\n"
        "?\n"
        "  It decides the order.\n"
        "  One rule reads it.\n"
        "Instead of an answer you can type back (or b), why (or ?), or quit (or q),\n"
        "which saves your answers and stops.\n"
        "What is it?\n"
        "  1. Queensland\n"
        "  2. Tasmania\n"
        "  3. Northern Territory\n"
        "Type a number, or Enter to skip.\n"
        "\n"
        "  = skipped\n"
    )


def test_a_yes_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    for lines, yes in ((["y"], True), ([""], False), (["no"], False), (["hm", "Yes"], True)):
        assert with_lines(lines, lambda asker: asker.confirm("Go on?"), monkeypatch) is yes
    with pytest.raises(Stop):
        with_lines(["q"], lambda asker: asker.confirm("Go on?"), monkeypatch)


def test_a_menu(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    rows = {"a": "What you hold: Bachelor degree", "b": "State: skipped", "right": "Looks right"}
    for lines, key in (
        ([""], "right"), (["9", "2"], "b"), (["looks right"], "right"), (["looks"], "right"),
        (["What you hold"], "a"), (["state"], "b"), (["hold", "1"], "a"),
    ):  # fmt: skip
        found = with_lines(lines, lambda asker: asker.choose("Answers", rows, "right"), monkeypatch)
        assert found == key
    with pytest.raises(Back):
        with_lines(["b"], lambda asker: asker.choose("Answers", rows, "right"), monkeypatch)
    none = {"": "None of these", **rows}
    assert with_lines([""], lambda asker: asker.choose("Which?", none, ""), monkeypatch) == ""
    assert "Type a number, or Enter for: None of these." in capsys.readouterr().out


def test_a_long_list_that_is_put_again_says_what_is_new(
    monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    rows = {str(number): f"Row {number}" for number in range(1, 13)}

    def ask(asker):  # type: ignore[no-untyped-def]
        asker.choose("Answers", {**rows, "right": "Looks right"}, "right")
        asker.ask(prompt("number", position=0))
        asker.choose("Answers", {**rows, "3": "Row three", "right": "Looks right"}, "right")
        asker.ask(prompt("number", position=0))
        return asker.choose("Answers", {**rows, "right": "Looks right"}, "right")

    assert with_lines(["3", "7", "3", "7", "l", ""], ask, monkeypatch) == "right"
    first, second, third = capsys.readouterr().out.split("Answers\n")[1:]
    assert first.count("Row") == 12 + 1  # each, and the answer
    assert second.count("Row") == 1 + 1 and "  3. Row three\n" in second
    assert third.startswith("  3. Row 3\nType a number, or Enter for 13, Looks right; l lists")
    assert third.count("Row") == 1 + 12


def test_a_long_name_is_not_read_twice(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    rows = {"a": "Go on with the one saved today at 09:30, 12 answers", "new": "Start anew"}
    with_lines([""], lambda asker: asker.choose("Unfinished", rows, "a"), monkeypatch)
    assert "Type a number, or Enter for 1.\n" in capsys.readouterr().out


def test_after_a_step_within_a_question_it_is_said_again(answer, capsys: Out) -> None:  # type: ignore[no-untyped-def]
    assert answer(["nurse", "?", "b", "sparky"], LONG) == "1"
    nearest, *_rest = capsys.readouterr().out.split("One rule reads it.")[1:]
    assert nearest.index("can mean any of these") < nearest.index("1. Registered Nurse")
    assert nearest.count("What is it?") == 2  # after `?`, and after `b`


@pytest.mark.parametrize(
    ("typed", "shown"), [("3 months", "  = 13 weeks\n"), ("13", ""), ("$1,300", "  = 1300 weeks\n")]
)
def test_a_number_that_was_worked_out_is_shown(answer, capsys: Out, typed: str, shown: str) -> None:  # type: ignore[no-untyped-def]
    worked = {"3 months": 13, "13": 13, "$1,300": 1300}
    asked = prompt("number", unit="weeks", read=lambda answer: worked[str(answer)])
    assert answer([typed], asked) == typed
    assert capsys.readouterr().out.partition(f"{typed}\n")[2] == shown


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("x" * 10_000, "x" * MOST_TEXT),
        ("a\x1b[2Jb\x00\x07c", "a[2Jbc"),
        ("\u202eevil\u2066", "evil"),
        ("😀 שלום", "😀 שלום"),
        ("\ufffd\ud800", "\ufffd"),
    ],
)
def test_whatever_is_typed_is_made_harmless(answer, capsys: Out, typed: str, taken: str) -> None:  # type: ignore[no-untyped-def]
    assert answer([typed], FREE) == taken
    assert ("Only the first 200 characters" in capsys.readouterr().out) == (len(typed) > MOST_TEXT)


def test_an_answer_that_was_refused_is_asked_for_with_its_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    def ask(asker):  # type: ignore[no-untyped-def]
        refused = asker.ask(FREE)
        asker.wrong(FREE, FREE.read(refused))
        return asker.ask(FREE)

    assert with_lines(["soon", "4"], ask, monkeypatch) == "4"
    out = capsys.readouterr().out
    assert "Not taken: 'soon'. Expected a whole number: such as 4." in out
    assert out.count("Question 3 of 9") == 1
    assert out.count("What is it?") == out.count("For example") == 2


def test_no_answer_is_a_command(shipped_book: Rulebook) -> None:
    """What is typed to go back, stop, ask why or skip is no word of any list that is asked."""
    commands = (*BACK, *STOP, *WHY, *NOTHING, *LIST)
    asked = {part.vocabulary for question in shipped_book.questions for part in question.parts}
    for name in asked & set(shipped_book.vocabularies):
        words: Vocabulary = shipped_book.vocabularies[name]
        assert [word for word in commands if words.find(word)] == [], name


LINES = st.lists(
    st.sampled_from(["", "1", "2, 3", "b", "s", "?", "zz", "nurse", "energy", "sparky", "0", "é"])
    | st.text(max_size=8),
    max_size=8,
)


@given(LINES, st.sampled_from(KINDS))
def test_no_lines_whatever_break_a_prompt(lines: list[str], asked: Prompt) -> None:
    """Whatever is typed, it is an answer that fits, a way out, or not enough."""
    with pytest.MonkeyPatch.context() as patch:
        typed = iter(lines)

        def line(_prompt: str) -> str:
            for text in typed:
                return text
            raise EOFError

        from stempath.terminal.plain import PlainAsker

        patch.setattr("builtins.input", line)
        try:
            found = PlainAsker().ask(asked)
        except (Back, Stop, EOFError):
            return
    words = asked.words
    if isinstance(found, list | tuple):
        assert words and set(found) <= set(words.names)
        assert asked.part.most is None or len(found) <= asked.part.most
    elif words:
        assert found is None or found in words
