"""What `make` installs is pinned and hashed, and is what pyproject.toml and constraints.txt ask for."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked(name: str) -> dict[str, str]:
    """Name -> version of a lock file; every one of them needs at least one hash."""
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / "locks" / name).read_text(encoding="utf-8").strip()):
        head = Requirement(entry.split(" \\\n", 1)[0])
        (pin,) = head.specifier
        assert pin.operator == "==", entry[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), head.name
        found[canonicalize_name(head.name)] = pin.version
    return found


@pytest.mark.parametrize(("name", "extras"), [("run.txt", ["build"]), ("dev.txt", ["build", "dev", "ray"])])
def test_every_dependency_is_locked_in_a_version_that_fits(name: str, extras: list[str]) -> None:
    pins = locked(name)
    wanted = [*PROJECT["dependencies"], *(one for extra in extras for one in PROJECT["optional-dependencies"][extra])]
    for text in wanted:
        one = Requirement(text)
        if one.name != "polarize":
            assert one.specifier.contains(pins[canonicalize_name(one.name)]), text


def test_the_locks_are_those_of_the_constraints() -> None:
    constraints = [Requirement(line) for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()]
    versions: dict[str, str] = {canonicalize_name(one.name): next(iter(one.specifier)).version for one in constraints}
    for name in ("run.txt", "dev.txt"):
        pins = locked(name)
        assert {one: pins[one] for one in pins if one in versions} == {one: versions[one] for one in pins if one in versions}
    assert locked("run.txt").items() <= locked("dev.txt").items()


def audit(lock: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "locks" / "audit.py"), str(lock)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_what_is_not_as_it_was_locked_is_named(tmp_path: Path) -> None:
    whole = (ROOT / "locks" / "dev.txt").read_text(encoding="utf-8")
    lock = tmp_path / "lock.txt"
    entry = re.search(r"(?m)^polars==(\S+) (?:.*\\\n)*.*\n", whole)
    assert entry is not None
    for changed, complaint in (
        (entry[0].replace(entry[1], "0.0.1", 1), f"polars: {entry[1]} is installed, {lock} has 0.0.1"),
        ("", f"polars {entry[1]}: is installed and not in {lock}"),
        (f"polars=={entry[1]}\n", f"{lock}: polars: has no hash"),
        (entry[0].replace("==", ">=", 1), f"{lock}: polars: is not pinned to one version"),
        ("polars @ https://example.org/polars.whl\n", "is not from the index"),
        ("--index-url https://example.org/simple\n" + entry[0], "is not from the index"),
    ):
        lock.write_text(whole.replace(entry[0], changed), encoding="utf-8")
        done = audit(lock)
        assert done.returncode == 1
        assert complaint in done.stderr
