"""Where the rule files are: a folder the user names, the checkout, or inside the wheel."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from stempath.problem import ExitCode, Place, Problem, StempathError

MARKER = "rulebook.toml"
PACKAGE = Path(__file__).resolve().parent.parent


def find_rules(named: Path | None = None) -> Path:
    """The folder of rule files.

    Raises:
        StempathError: exit 5 where there is none.
    """
    # A wheel carries the rules inside the package; an editable install and a checkout do not.
    places = [named] if named else [PACKAGE / "rules", PACKAGE.parent / "rules"]
    for folder in places:
        if (folder / MARKER).is_file():
            return folder
    raise StempathError(
        Problem(
            "no-rules",
            Place(str(places[0])),
            f"no {MARKER}",
            "a folder of rule files",
            "name one with --rules DIR, or install stempath again",
        ),
        ExitCode.DISK,
    )


def rule_files(folder: Path) -> list[Path]:
    """Every rule and catalogue file of `folder`, in one order on every machine; not the cases."""
    return sorted(
        (
            path
            for path in folder.rglob("*")
            if path.suffix in (".toml", ".csv") and path.relative_to(folder).parts[0] != "cases"
        ),
        key=lambda path: path.relative_to(folder).as_posix(),
    )


def fingerprint(folder: Path) -> str:
    """A hash of the names and bytes of all rule files: the rulebook's identity."""
    digest = blake2b(digest_size=16)
    for path in rule_files(folder):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()
