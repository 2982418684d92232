"""How a command ends when something is wrong: what is said on stderr, and the exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import typer

from stempath.problem import ExitCode, Problem, StempathError
from stempath.tables import clean, disk_problem

SIGNALLED = 128  # and the number of the signal: 143 for SIGTERM, 129 for a closed terminal


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
        say("Stopped.")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        # The reader has what it wanted; Python must not complain when it flushes at the end.
        hush(sys.stdout)
        raise typer.Exit(ExitCode.DONE) from None
    except OSError as error:  # files tell of their own faults; what is left is a full stdout
        hush(sys.stdout)
        with contextlib.suppress(OSError):  # a terminal that is gone
            tell([disk_problem(Path(error.filename or "standard output"), error)])
        raise typer.Exit(ExitCode.DISK) from None


def hush(*streams: TextIO) -> None:
    """Throw away what these streams still hold: it cannot be written."""
    for stream in streams:
        with contextlib.suppress(OSError):  # no file behind it
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Ended(KeyboardInterrupt):
    """The system asked the program to end, as Ctrl-C does; `code` is the exit code that says so."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = SIGNALLED + number


@contextlib.contextmanager
def ends_by_signal() -> Iterator[None]:
    """Turn a signal to end into `Ended`, so that the terminal is left as it was.

    Nothing may depend on it: a closed terminal or a power cut leaves no time.
    """
    import signal

    def end(number: int, _frame: object) -> None:
        raise Ended(number)

    names = ("SIGTERM", "SIGHUP", "SIGBREAK")
    before = {
        number: signal.signal(number, end) for name in names if (number := getattr(signal, name, 0))
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


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
