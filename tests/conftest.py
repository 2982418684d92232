"""What all tests share: no network, the tiny rulebook of tests/small, and the shipped one."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program has it

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from stempath.engine.compile import compile_rules
from stempath.engine.ruleset import RuleSet
from stempath.rulebook.book import Rulebook
from stempath.rulebook.find import find_rules
from stempath.rulebook.read import read_rulebook

HERE = Path(__file__).resolve().parent
SMALL = HERE / "small"

# The same examples on every machine; HYPOTHESIS_PROFILE=wide looks elsewhere each time.
settings.register_profile(
    "same",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("wide", settings.get_profile("same"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write the expected messages anew; review the diff"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """A file, a test or a word named: one process, which starts at once and may be looked into."""
    named = any(".py" in name for name in config.args)
    return 0 if named or config.option.keyword else None


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--accept"))


class NoNetwork(socket.socket):
    """A socket of any family that leaves the machine refuses to be made."""

    def __init__(self, family: int = -1, *rest: Any, **named: Any) -> None:
        if family != getattr(socket, "AF_UNIX", None):  # an event loop wakes itself through one
            raise AssertionError("stempath works offline, and something opened a socket")
        super().__init__(family, *rest, **named)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """No test, and nothing that a test calls, reaches the network."""
    patch = pytest.MonkeyPatch()
    patch.setattr(socket, "socket", NoNetwork)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One cache of compiled rules for all tests and what they start, and nobody else's."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture
def small_folder(tmp_path: Path) -> Path:
    """A copy of the tiny rulebook that a test may break; messages call it `rules`."""
    return Path(shutil.copytree(SMALL, tmp_path / "rules"))


@pytest.fixture(scope="session")
def small_book() -> Rulebook:
    """The tiny rulebook: invented offerings, six occupations, a rule of every effect."""
    return read_rulebook(SMALL)


@pytest.fixture(scope="session")
def small_rules(small_book: Rulebook) -> RuleSet:
    """The tiny rulebook, compiled."""
    return compile_rules(small_book, "small")


@pytest.fixture(scope="session")
def shipped_folder() -> Path:
    """The rules that come with the program."""
    return find_rules()


@pytest.fixture(scope="session")
def shipped_book(shipped_folder: Path) -> Rulebook:
    """The shipped rulebook."""
    return read_rulebook(shipped_folder)


@pytest.fixture(scope="session")
def shipped_rules(shipped_book: Rulebook) -> RuleSet:
    """The shipped rulebook, compiled."""
    return compile_rules(shipped_book, "shipped")
