"""Compare what is installed in this environment with a lock file; needs no network.

    python locks/audit.py locks/dev.txt

Every package has to be one of the file's, in its version and with hashes; nothing may come from elsewhere than the index (an address, a
repository, a folder). Exits with 1 and names what is not so. Known weaknesses of the versions: `make audit`, which needs the network.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OWN = {"polarize", "pip", "setuptools", "wheel"}
"""The project itself, and what an environment begins with."""


def locked(path: Path) -> tuple[dict[str, str], list[str]]:
    """Return name -> version of a lock file, and what is wrong with it."""
    pins, wrong = dict[str, str](), list[str]()
    for entry in re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip()):
        head = entry.split("\n", 1)[0].rstrip(" \\")
        if head.startswith("#"):
            continue
        if head.startswith("-") or "://" in entry or " @ " in head:
            wrong.append(f"{path}: {head[:100]}: is not from the index")
            continue
        one = Requirement(head)
        pin = next(iter(one.specifier), None)
        if pin is None or pin.operator != "==" or len(one.specifier) != 1 or "*" in pin.version:
            wrong.append(f"{path}: {one.name}: is not pinned to one version")
        elif not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry):
            wrong.append(f"{path}: {one.name}: has no hash")
        else:
            pins[canonicalize_name(one.name)] = pin.version
    return pins, wrong


def audit(path: Path) -> list[str]:
    """Return what is wrong with a lock file and with what is installed."""
    pins, wrong = locked(path)
    for found in importlib.metadata.distributions():
        name = canonicalize_name(found.metadata["Name"])
        if name in OWN:
            continue
        if name not in pins:
            wrong.append(f"{name} {found.version}: is installed and not in {path}")
        elif found.version != pins[name]:
            wrong.append(f"{name}: {found.version} is installed, {path} has {pins[name]}")
        if found.read_text("direct_url.json"):
            wrong.append(f"{name}: was not installed from the index")
    return wrong


if __name__ == "__main__":
    complaints = audit(Path(sys.argv[1]))
    sys.exit("\n".join(sorted(set(complaints))) or 0)
