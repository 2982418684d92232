"""How a command ends when something is wrong: what is said on stderr, and the exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from stempath.problem import ExitCode, Problem, StempathError
from stempath.tables import clean, disk_problem


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turn problems, an interruption and a closed pipe into words and an exit code."""
    try:
        yield
        sys.stdout.flush()
    except StempathError as error:
        tell(error.problems)
        raise typer.Exit(error.exit_code) from None
    except (KeyboardInterrupt, EOFError, typer.Abort):
        say("Stopped. Answers given since the last save are not kept.")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        # The reader has what it wanted; Python must not complain when it flushes at the end.
        _hush()
        raise typer.Exit(ExitCode.DONE) from None
    except OSError as error:  # files tell of their own faults; what is left is a full stdout
        _hush()
        tell([disk_problem(Path(error.filename or "standard output"), error)])
        raise typer.Exit(ExitCode.DISK) from None


def _hush() -> None:
    """Throw away what stdout still holds: it cannot be written."""
    with contextlib.suppress(OSError):  # no file behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(problems: Iterable[Problem]) -> None:
    """Each problem on its own line of stderr."""
    for problem in problems:
        say(f"{'warning: ' if problem.warning else ''}{problem}")


def say(words: str) -> None:
    """One message on stderr; data alone goes to stdout. A terminal would break lines in words."""
    words = clean(words)
    if sys.stderr.isatty():
        import textwrap
        from shutil import get_terminal_size

        words = textwrap.fill(
            words, max(20, get_terminal_size().columns - 1), break_long_words=False,
            break_on_hyphens=False,
        )  # fmt: skip
    typer.echo(words, err=True)
