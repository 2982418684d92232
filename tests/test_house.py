"""The house keeps its order: who imports whom, who may print, and no fact in code."""

from __future__ import annotations

import ast
import re
import socket
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import stempath
from stempath.cli.main import COMMANDS
from stempath.rulebook.book import Rulebook

PACKAGE = Path(stempath.__file__).resolve().parent
ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
MOST_LINES = 400
SOURCES = "rules/catalogue/SOURCES.md"

# Each may import only what stands below it. Imports for the type checker count as well.
ORDER = (
    ("__main__",),
    ("cli",),
    ("screen", "terminal"),
    ("api",),
    ("export", "planning", "interview", "caseload"),
    ("engine",),
    ("occupations",),
    ("rulebook", "profile"),
    ("model",),
    ("tables",),
    ("toml_lines",),
    ("problem",),
    ("record",),
)
LEVEL = {part: level for level, parts in enumerate(ORDER) for part in parts}

# The arrays: the arithmetic and what fills, keeps and starts it; the map of occupations.
NUMPY = {
    "engine/block.py",
    "engine/cache.py",
    "engine/compile.py",
    "engine/distinct.py",
    "engine/entry.py",
    "engine/ground.py",
    "engine/left_out.py",
    "engine/terms.py",
    "engine/kernel.py",
    "occupations/build.py",
    "occupations/closeness.py",
    "occupations/evaluate.py",
    "occupations/fit.py",
    "occupations/held.py",
    "occupations/leave_out.py",
    "occupations/onet.py",
    "occupations/parts.py",
    "occupations/profiles.py",
    "occupations/ranks.py",
    "occupations/words.py",
    "rulebook/closeness.py",
}
NUMPY_TYPES = {"engine/ruleset.py", "rulebook/book.py"}  # for the type checker alone
FACES = ("cli", "screen", "terminal")  # what people see
FACE_LIBRARIES = {"typer", "click", "rich", "questionary", "prompt_toolkit"}
NETWORK = {"socket", "http", "urllib", "requests", "httpx", "ssl", "ftplib", "smtplib", "aiohttp"}

# The kind of offering that code names, because it checks its definition.
KINDS_NAMED = {
    "rulebook/check.py": {"micro-apprenticeship"},
    "model/offering.py": {"micro-apprenticeship"},
}  # fmt: skip


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((PACKAGE / file).read_text("utf-8"), file)


def part(file: str) -> str:
    return file.split("/")[0].removesuffix(".py")


def imports(file: str) -> Iterator[str]:
    """The full names of all modules that the file imports, anywhere in it."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            assert node.module is not None
            if node.module == "stempath":
                yield from (f"stempath.{alias.name}" for alias in node.names)
            else:
                yield node.module


def runtime_imports(file: str) -> set[str]:
    """Those that are not for the type checker alone."""
    guarded = {
        id(inner)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    return {
        name
        for node in ast.walk(tree(file))
        if id(node) not in guarded
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_imports_go_one_way(file: str) -> None:
    if part(file) == "__init__":
        assert not list(imports(file))
        return
    assert part(file) in LEVEL, f"{file} has no place in the order"
    for name in imports(file):
        if not name.startswith("stempath.") or name == "stempath.__version__":
            continue
        other = name.split(".")[1]
        if other != part(file):
            assert LEVEL[other] > LEVEL[part(file)], f"{file} imports {name}"


@pytest.mark.parametrize("file", FILES)
def test_arrays_stay_where_they_are(file: str) -> None:
    whole = {name.split(".")[0] for name in imports(file)}
    running = {name.split(".")[0] for name in runtime_imports(file)}
    assert ("numpy" in running) == (file in NUMPY)
    assert ("numpy" in whole) == (file in NUMPY | NUMPY_TYPES)


@pytest.mark.parametrize("file", FILES)
def test_only_faces_speak(file: str) -> None:
    if part(file) in FACES:
        return
    assert not {name.split(".")[0] for name in imports(file)} & FACE_LIBRARIES
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("print", "input"), f"{file}:{node.lineno}"


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_swallowed(file: str) -> None:
    for node in ast.walk(tree(file)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = ast.unparse(node.type) if node.type else "BaseException"
        where = f"{file}:{node.lineno} catches {caught}"
        names = {name.strip(" ()") for name in caught.split(",")}
        assert "Exception" not in names, where
        if "BaseException" in names:  # only to tidy up on the way out
            assert isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None, where


@pytest.mark.parametrize("file", FILES)
def test_files_are_small_and_typed(file: str) -> None:
    text = (PACKAGE / file).read_text("utf-8")
    assert len(text.splitlines()) < MOST_LINES, f"{file} is too long to own one thing"
    assert ast.get_docstring(tree(file)), f"{file} does not say what it owns"
    assert Path(file).stem not in ("utils", "helpers", "common", "misc", "manager")
    assert "TODO" not in text and "FIXME" not in text


@pytest.mark.parametrize("file", FILES)
def test_no_fact_of_the_rulebook_stands_in_code(file: str, ids: frozenset[str]) -> None:
    known = ids - KINDS_NAMED.get(file, set())
    codes = {  # a problem's code may have the name of a rule, by chance
        id(node.args[0])
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem" and node.args
    }
    found = {
        f"{file}:{node.lineno} {node.value}"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and id(node) not in codes and node.value in known
    }
    assert not found


@pytest.fixture(scope="module")
def ids(shipped_book: Rulebook) -> frozenset[str]:
    """The ids of rules, quizzes, offerings, designs, occupations, sectors and kinds."""
    lists = ("sectors", "kinds", "fields", "registrations", "skills", "occupations")
    return frozenset(
        (
            *(rule.id for rule in shipped_book.rules),
            *(rule.id for quiz in shipped_book.quizzes for rule in quiz.rules),
            *(offering.id for offering in shipped_book.offerings),
            *(design.id for design in shipped_book.designs),
            *(quiz.id for quiz in shipped_book.quizzes),
            *(id_ for name in lists for id_ in shipped_book.vocabularies[name].names),
        )
    )


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md", "rules/README.md", SOURCES])
def test_documents_name_no_command_that_there_is_not(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    named = set(re.findall(r"`stempath (?:--[a-z]+ [A-Z]+ )?([a-z][a-z-]*)", text))
    assert named <= set(COMMANDS), page


def test_nothing_of_the_program_knows_the_network() -> None:
    for file in FILES:
        reached = {name.split(".")[0] for name in imports(file) if name != "urllib.parse"}
        assert not reached & NETWORK, file


def test_a_socket_cannot_be_opened() -> None:
    with pytest.raises(AssertionError, match="works offline"):
        socket.socket()
    with pytest.raises(AssertionError, match="works offline"):
        socket.create_connection(("127.0.0.1", 9), 1)
