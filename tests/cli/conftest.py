"""The commands in this process, with folders of their own and the tiny rulebook."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from cli_runs import ANSWERS, SMALL, Ran, Run, Typed

from stempath.cli.main import program

HERE = Path(__file__).resolve().parent


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes what belongs to the person who runs it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("FORCE_COLOR", "NO_COLOR", "COLUMNS", "STEMPATH_DEBUG", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def rich_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny rulebook with a note for every place of the screen, and a move kept apart."""
    folder = tmp_path_factory.mktemp("rulebook") / "rules"
    shutil.copytree(SMALL, folder)
    shutil.copy(HERE / "screen_notes.toml", folder / "advice" / "person" / "screen_notes.toml")
    return folder


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Answers that are enough for advice."""
    path = tmp_path / "answers.toml"
    path.write_text(ANSWERS)
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `stempath` with these arguments on the tiny rulebook, unless another is named."""

    def _run(*arguments: object, stdin: str | bytes = "", rules: Path | None = SMALL) -> Ran:
        monkeypatch.setattr(sys, "stdin", Typed(stdin))
        given = [*(("--rules", rules) if rules else ()), *arguments]
        with pytest.raises(SystemExit) as ended:
            program()([str(argument) for argument in given], prog_name="stempath")
        out, err = capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return _run
