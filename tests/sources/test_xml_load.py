"""XML as exports hold it: whole, malformed, hostile. No other file is read and no entity grows."""

from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.errors import InputError, Malformed
from polarize.sources import Input, ReadOptions, sources
from polarize.sources._xml_load import Document, attribute, cells

ROOT = re.compile(r"<list[\s>]")


def rows(content: str | bytes) -> tuple[list[tuple[str | None, dict[str, str]]], list[str]]:
    document = Document(Input("x.xml", None, content=content if isinstance(content, bytes) else content.encode()), ROOT)
    found = document.collect(lambda one: [(attribute(row, "id"), cells(row)) for row in one.elements("row")])
    return found, document.problems


GOOD = (
    '<list xmlns:p="http://p.example"><row p:id="1"><p:name>A &amp; B</p:name></row>'
    '<row p:id="2"><name><![CDATA[<b>x</b>]]></name></row></list>'
)
WANTED = [("1", {"name": "A & B"}), ("2", {"name": "<b>x</b>"})]


def test_elements_with_their_attributes_and_texts() -> None:
    assert rows(GOOD) == (WANTED, [])
    assert rows('<?xml version="1.0" encoding="ISO-8859-1"?>\n<!-- <row> -->' + GOOD) == (WANTED, [])
    assert rows(b"\xef\xbb\xbf" + GOOD.encode()) == (WANTED, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("x" + GOOD, "characters before the XML"),
        (GOOD + "!", "broken"),
        (GOOD.replace(' xmlns:p="http://p.example"', ""), None),
        (GOOD.replace('p:id="2"', "p:id=2"), "broken at line 1"),
        (GOOD.replace("&amp;", "&"), "broken at line 1"),
        (GOOD.replace("</list>", ""), "broken"),
        (GOOD.replace("A &", "\x0bA &"), "broken at line 1"),
    ],
)
def test_malformed_exports_are_read_all_the_same(content: str, said: str | None) -> None:
    found, problems = rows(content)
    assert found == WANTED
    assert said is None or said in " ".join(problems)


def test_what_is_said_of_damage_is_one_line() -> None:
    """The parser's own words go on with the lines that it stopped at."""
    found, problems = rows("<list><row id='1'><name>x</name><more><![CDATA[one\x0b\ntwo]]></more></row></list>")
    assert found[0][1]["name"] == "x"
    assert problems
    assert not any("\n" in one for one in problems)


def test_entities_of_html_and_bare_ampersands_outside_cdata_only() -> None:
    found, _ = rows("<list><row id='1'><name>caf&eacute; &nbsp;R&D</name><more><![CDATA[R&D &eacute;]]></more></row></list>")
    assert found == [("1", {"name": "café \u00a0R&D", "more": "R&D &eacute;"})]


LAUGHS = (
    "<!DOCTYPE list ["
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    + ']><list><row id="1"><n>&l9;</n></row></list>'
)
QUADRATIC = f'<!DOCTYPE list [<!ENTITY q "{"q" * 50_000}">]><list><row id="1"><n>{"&q;" * 50_000}</n></row></list>'


@pytest.mark.parametrize("content", [LAUGHS, QUADRATIC])
def test_entities_that_grow_are_refused_in_a_sentence(content: str) -> None:
    started = time.process_time()
    with pytest.raises(
        Malformed, match=r"^x\.xml: declares entities of its own \(<!ENTITY\), .* Take its <!DOCTYPE> out if you trust it\.$"
    ):
        rows(content)
    assert time.process_time() - started < 2


def test_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("PASSWORD")
    for declared in (f'<!ENTITY s SYSTEM "{secret.as_uri()}">', f'<!ENTITY % s SYSTEM "{secret.as_uri()}"> %s;'):
        with pytest.raises(Malformed, match="declares entities"):
            rows(f'<!DOCTYPE list [{declared}]><list><row id="1"><n>&s;</n></row></list>')
    found, _ = rows(f'<!DOCTYPE list SYSTEM "{secret.as_uri()}"><list><row id="1"><n>&s; <!DOCTYPE x></n></row></list>')
    assert "PASSWORD" not in str(found)


def test_a_declaration_inside_the_root_declares_nothing() -> None:
    found, problems = rows('<list><row id="1"><n>a</n></row><!DOCTYPE list [<!ENTITY x "BOOM">]><row id="2"><n>&x;</n></row></list>')
    assert found[0] == ("1", {"n": "a"})
    assert "BOOM" not in str(found)
    assert problems


def test_deep_nesting_is_a_sentence() -> None:
    with pytest.raises(Malformed, match="nested too deeply"):
        rows("<list>" + "<a>" * 100_000)


@pytest.mark.parametrize("unit", ["<a b=", "&", "<![CDATA[", "<row ", "]]>", "<row id=1>", "&a"])
def test_hostile_markup_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    with contextlib.suppress(InputError):
        rows("<list>" + unit * 100_000)
    assert time.process_time() - started < 10


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("<>/=\"'&;![]CDATA?-row pd:\n\u00e9\x0b"), max_size=120), st.sampled_from(["disqus_xml", "wxr"]))
def test_nothing_but_input_errors(content: str, name: str) -> None:
    start = '<disqus xmlns="http://disqus.com"><post dsq:id="1">' if name == "disqus_xml" else "<rss><channel><item><wp:comment>"
    with contextlib.suppress(InputError):
        found = sources()[name].read(Input("x.xml", None, content=(start + content).encode()), ReadOptions())
        assert found.articles["comments_found"].sum() == found.comments.height
