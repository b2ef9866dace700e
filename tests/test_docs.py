"""The documents say what the program does: generated pages are up to date, links lead somewhere, every command is shown."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "samples").glob("*.md")])


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (document.parent / target).exists()]
    assert not missing


def test_readme_shows_the_two_commands_and_commands_that_exist() -> None:
    from polarize.cli import cli

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make report" in text
    assert "make test" in text
    shown = set(re.findall(r"^polarize (\w+)", text, flags=re.MULTILINE))
    assert shown
    assert all(cli.get_command(None, name) for name in shown)  # type: ignore[arg-type]


def test_every_measure_has_a_page() -> None:
    from polarize.measures import measures

    assert [name for name in measures() if not (ROOT / "docs" / "measures" / f"{name}.md").exists()] == []


@pytest.mark.parametrize("document", [*DOCUMENTS, *sorted((ROOT / "polarize").rglob("*.py"))], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_path_of_a_machine_gets_into_the_project(document: Path) -> None:
    assert not re.search(r"(?<![\w.])/(?:home|root|Users|work)/", document.read_text(encoding="utf-8"))


def test_every_source_of_pages_has_a_page() -> None:
    from polarize.sources import sources

    pages = {name for name, source in sources().items() if ".html" in source.suffixes}
    assert pages
    assert pages <= {path.stem for path in (ROOT / "docs" / "formats").glob("*.md")}
