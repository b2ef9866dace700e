"""2,500 broken inputs for each source, each the same in every run; `make fuzz` reads a million for each."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from polarize.sources import sources

EACH: Final = 2_500


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "fuzz.py"
    spec = importlib.util.spec_from_file_location("polarize_fuzz", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("source", sources())
def test_no_reader_fails_but_in_a_sentence(fuzz: ModuleType, source: str) -> None:
    said = [f"{source}:{number} {wrong}" for number in range(EACH) if (wrong := fuzz.failure(source, number))]
    assert said == []


def test_the_same_number_is_the_same_input(fuzz: ModuleType) -> None:
    for source in sources():
        assert fuzz.broken(source, 7)[:2] == fuzz.broken(source, 7)[:2]


def test_what_a_reader_raises_is_found(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def choose(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(fuzz, "choose", choose)
    assert "RecursionError: too deep" in fuzz.failure("isso", 1)
