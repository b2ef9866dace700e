"""JSON as exports hold it: whole, several values, one a line, broken, hostile."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.errors import InputError, Malformed
from polarize.sources import Input
from polarize.sources._json_load import load, nodes, peek

PAGE = {"a": 1, "b": [{"c": "x, y"}, {"c": "z"}]}


def read(content: bytes | str) -> tuple[list[Any], list[str]]:
    return load(Input("x.json", None, content=content if isinstance(content, bytes) else content.encode()))


def test_one_value_several_and_one_a_line() -> None:
    whole = json.dumps(PAGE)
    assert read(whole) == ([PAGE], [])
    assert read("\ufeff" + json.dumps(PAGE, indent=2)) == ([PAGE], [])
    assert read(f"{whole}\n{whole}\n") == ([PAGE, PAGE], [])
    assert read(json.dumps(PAGE, indent=1) + ",\n" + json.dumps(PAGE, indent=1)) == ([PAGE, PAGE], [])


def test_a_broken_line_costs_only_itself_and_is_named() -> None:
    values, problems = read('{"a": 1}\n{"a": \n[2]\n"text"\n')
    assert values == [{"a": 1}, [2]]
    assert problems == ["x.json: line 2, 4 is no JSON object and was left out."]


@pytest.mark.parametrize("cut", range(12, len(json.dumps(PAGE)) - 1))
def test_a_file_that_breaks_off_is_read_up_to_there(cut: int) -> None:
    values, problems = read(json.dumps(PAGE)[:cut])
    assert values[0]["a"] == 1
    assert "breaks off" in problems[0] or "broken at line 1" in problems[0]
    assert nodes(values[0], "b") in ([], [{}], [{"c": "x, y"}], [{"c": "x, y"}, {}], [{"c": "x, y"}, {"c": "z"}])


def test_a_text_that_breaks_off_is_not_cut_at_a_comma_in_it() -> None:
    values, _ = read('{"b": [{"c": "one, two"}, {"c": "three, fo')
    assert values == [{"b": [{"c": "one, two"}, {}]}]


def test_a_stray_character_before_and_after_is_told() -> None:
    values, problems = read('x{"a": 1}y')
    assert values == [{"a": 1}]
    assert problems == ["x.json: characters before or after the JSON were left out."]


def test_numbers_that_are_none_and_keys_that_repeat() -> None:
    values, problems = read('{"a": NaN, "b": 1e400, "c": ' + "9" * 5_000 + ', "d": 1, "d": 2, "e": "\\ud800"}')
    assert problems == []
    assert values[0]["d"] == 2
    assert values[0]["c"] == "9" * 5_000


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000])
def test_deep_nesting_is_a_sentence(content: bytes) -> None:
    with pytest.raises(Malformed, match=r"^x\.json: is JSON that is nested too deeply to be read\."):
        read(content)


def test_a_deep_line_costs_only_itself() -> None:
    values, problems = read(b'{"b": 1}\n' + b'{"a":[' * 100_000)
    assert values == [{"b": 1}]
    assert "line 2" in problems[0]


def test_no_json_is_a_sentence() -> None:
    with pytest.raises(Malformed, match=r"^x\.json: is no JSON\. Export it again, or name its format with --from\.$"):
        read("hello")


def test_the_head_of_a_large_value_is_enough_to_look_at() -> None:
    large = json.dumps({"items": [{"kind": "x", "n": n} for n in range(20_000)]})
    found = peek(Input("x.json", None, content=large.encode()))
    assert nodes(found, "items")[0] == {"kind": "x", "n": 0}


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('{}[]",:0a\\n\n \ufeff1e-'), max_size=60))
def test_nothing_but_input_errors(content: str) -> None:
    with contextlib.suppress(InputError):
        values, problems = read(content)
        assert isinstance(values, list)
        assert all(one.startswith("x.json: ") and one.endswith(".") for one in problems)
