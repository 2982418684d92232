"""Help on the screen: commands by who they are for, options, examples, and what may be answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from stempath.cli.examples import EXAMPLES
from stempath.cli.facts import PANEL

if TYPE_CHECKING:
    Rows = list[tuple[str, str]]

LONGEST = 200  # characters of a command's line, which wraps and is never cut
SPELLED_OUT = "advise"  # whose help lists the flags of all answers
# who reads -> the commands for them
READERS: Mapping[str, tuple[str, ...]] = {
    "For you": (
        "advise", "what-if", "why", "why-not", "moves", "compare", "offering", "occupation",
        "resources", "quiz", "profile", "export",
    ),
    "For career advisers": ("batch",),
    "For rule writers": ("rules", "catalogue", "map"),
}  # fmt: skip


class HelpfulCommand(TyperCommand):
    """A command whose options stand in sections, then examples; last the flags of the answers."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        write_options(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        write_examples(ctx, formatter)
        write_answers(self, ctx, formatter)


class HelpfulGroup(TyperGroup):
    """A group of commands, with examples at the end of its help."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        rows = [
            (name, self.commands[name].get_short_help_str(LONGEST))
            for name in self.list_commands(ctx)
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        write_examples(ctx, formatter)


def write_options(command: Any, ctx: Any, formatter: Any) -> None:
    """The arguments, then the options; not the flags of the answers."""
    sections: dict[str, Rows] = {"Arguments": [], "Options": []}
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None and not _is_answer(param):
            title = "Arguments" if param.param_type_name == "argument" else "Options"
            sections[title].append(record)
    for title, rows in sections.items():
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def write_answers(command: Any, ctx: Any, formatter: Any) -> None:
    """The flags of the answers; most commands only say that they take them."""
    rows = [param.get_help_record(ctx) for param in command.get_params(ctx) if _is_answer(param)]
    if rows and ctx.info_name == SPELLED_OUT:
        with formatter.section(PANEL):
            formatter.write_dl(rows)
    elif rows:
        formatter.write_paragraph()
        formatter.write_text(
            "Any answer may be given as a flag, such as --state QLD: "
            f"`stempath {SPELLED_OUT} --help` lists them."
        )


def _is_answer(param: Any) -> bool:
    return getattr(param, "rich_help_panel", None) == PANEL


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
