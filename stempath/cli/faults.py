"""How a command ends when something is wrong: what is said on stderr, and the exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator

import typer

from stempath.problem import ExitCode, Problem, StempathError
from stempath.tables import clean


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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitCode.DONE) from None


def tell(problems: Iterable[Problem]) -> None:
    """Each problem on its own line of stderr."""
    for problem in problems:
        say(f"{'warning: ' if problem.warning else ''}{problem}")


def say(words: str) -> None:
    """One message on stderr; data alone goes to stdout."""
    typer.echo(clean(words), err=True)
