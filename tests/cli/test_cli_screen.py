"""The first screen for one person, word for word, at three widths."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runs import Run

from stempath.engine.ruleset import RuleSet
from stempath.engine.words import length_words

GOLDEN = Path(__file__).resolve().parent / "golden"
WIDTHS = (60, 80, 120)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_screen(
    run: Run, answers: Path, rich_rules: Path, width: int, accept: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("COLUMNS", str(width))
    ran = run("advise", "--answers", answers, rules=rich_rules)
    golden = GOLDEN / f"advice-{width}.txt"
    if accept:
        golden.write_text(ran.out)
    assert ran.out == golden.read_text()
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= width
    assert not any(line.endswith(" ") for line in lines)
    assert "…" not in ran.out  # nothing is cropped


def test_strain_comes_first_and_its_step_is_no_course(
    run: Run, answers: Path, rich_rules: Path
) -> None:
    out = run("advise", "--answers", answers, rules=rich_rules).out
    order = ("decided today", "Bridge Line", "You bring:", "This week: One talk", "Take:", "Move:")
    places = [out.index(words) for words in order]
    assert places == sorted(places)


def test_the_first_page_says_why_and_all_is_told_with_more(run: Run, answers: Path) -> None:
    person = ("advise", "--answers", answers, "--qualification", "bachelor")
    person = (*person, "--field-of-study", "map-drawing", "--target-sectors", "bridges;maps")
    out = run(*person).out
    first, _, lists = out.partition("Take next")
    assert "Why: You want Maps, and this is in Maps." in " ".join(first.split())
    assert "A map room brought up to date" in first
    assert "A map room brought up to date" not in lists
    assert "The work:" not in out
    more = run(*person, "--more").out
    assert more.count("The work:") == 2
    assert more.count("Assessed by:") == 2
    assert "id design-map-room" in more


def test_many_changes_do_not_hide_the_advice(small_rules: RuleSet) -> None:
    from stempath.screen.advice import CHANGES, AdviceScreen

    def lines(*, more: bool) -> list[str]:
        page = AdviceScreen(small_rules)
        with page.console.capture() as shown:
            page.changes([f"Change {number}" for number in range(12)], more=more)
        return shown.get().splitlines()

    assert sum("Change " in line for line in lines(more=False)) == CHANGES
    assert "7 more: --more." in lines(more=False)
    assert sum("Change " in line for line in lines(more=True)) == 12


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR"])
def test_colour_adds_nothing_but_escapes(
    run: Run, answers: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    import re

    usual = run("advise", "--answers", answers).out
    monkeypatch.setenv(variable, "1")
    coloured = run("advise", "--answers", answers).out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == usual
    assert "\x1b" not in run("advise", "--answers", answers, "--plain").out


def test_data_is_never_markup(run: Run, answers: Path, small_folder: Path) -> None:
    path = small_folder / "catalogue" / "offerings" / "spans.toml"
    path.write_text(path.read_text().replace('"Bridge refresher"', '"[bold]Bridge[/nope] :smile:"'))
    ran = run("advise", "--answers", answers, rules=small_folder)
    assert ran.code == 0
    assert "[bold]Bridge[/nope] :smile:" in ran.out


@pytest.mark.parametrize(
    ("closeness", "words"),
    [(100, "very close"), (75, "very close"), (74, "close"), (50, "close"), (49, "a stretch"),
     (25, "a stretch"), (24, ""), (None, "")],
)  # fmt: skip
def test_closeness_is_said_in_words(
    small_rules: RuleSet, closeness: int | None, words: str
) -> None:
    assert small_rules.listing.closeness_words(closeness) == words


@pytest.mark.parametrize(
    ("weeks", "words"),
    [(0.2, "1 day"), (0.5, "2.5 days"), (1, "1 week"), (1.2, "6 days"), (2.5, "2.5 weeks")],
)
def test_a_length_in_words(weeks: float, words: str) -> None:
    assert length_words(weeks) == words
