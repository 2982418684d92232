"""Help on the screen: commands by who they are for, options by what they say, examples last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from stempath.cli.examples import EXAMPLES

if TYPE_CHECKING:
    Rows = list[tuple[str, str]]

# who reads -> the commands for them
READERS: Mapping[str, tuple[str, ...]] = {
    "For you": (
        "advise", "what-if", "why", "why-not", "offering", "resources", "quiz", "profile", "export",
    ),
    "For career advisers": ("batch",),
    "For rule writers": ("rules", "catalogue", "map"),
}  # fmt: skip


class HelpfulCommand(TyperCommand):
    """A command whose options stand in sections, with examples at the end of its help."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        write_options(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        write_examples(ctx, formatter)


class HelpfulGroup(TyperGroup):
    """A group of commands, with examples at the end of its help."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        write_examples(ctx, formatter)


def write_options(command: Any, ctx: Any, formatter: Any) -> None:
    """The arguments, the options, and each named panel of options in a section of its own."""
    sections: dict[str, Rows] = {"Arguments": [], "Options": []}
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None:
            usual = "Arguments" if param.param_type_name == "argument" else "Options"
            # --help itself is an option that no panel can be given to.
            panel = getattr(param, "rich_help_panel", None) or usual
            sections.setdefault(panel, []).append(record)
    for title, rows in sections.items():
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def write_commands(names: Sequence[str], lines: Mapping[str, str], formatter: Any) -> None:
    """The commands of a program, those for one reader after those for another."""
    width = max(map(len, names))
    rest = [name for name in names if not any(name in those for those in READERS.values())]
    for title, those in {**READERS, "Further commands": tuple(rest)}.items():
        rows = [(name.ljust(width), lines[name]) for name in those if name in names]
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def write_examples(ctx: Any, formatter: Any) -> None:
    """The examples of the command, each line as it is typed, and what it does."""
    examples = EXAMPLES.get(ctx.command_path.partition(" ")[2], ())
    if examples:
        with formatter.section("Examples"):
            for words, typed in examples:
                for line in (f"# {words}", *typed.splitlines()):
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")
