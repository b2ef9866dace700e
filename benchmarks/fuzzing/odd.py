"""What is put into inputs: pieces of each kind of format, and what no input should hold but some do."""

from __future__ import annotations

from typing import Any, Final

TOKENS: Final[dict[str, tuple[bytes, ...]]] = {
    "page": (
        *(
            b"<div>",
            b"</div>",
            b"<!--",
            b"-->",
            b"<li class='comment depth-2' id='comment-7'>",
            b"<table><tr><td>",
            b"</table>",
            b"<dt>",
            b"<dd>",
        ),
        *(
            b"&#0;",
            b"&#xD800;",
            b"&amp",
            b"<script>",
            b"<blockquote>",
            b"<time datetime='x'>",
            b"<svg>",
            b"<![CDATA[",
            b' class="',
            b"<p" * 40,
        ),
        *(
            b"<template>",
            b"<base href=x>",
            b"<plaintext>",
            b"</body>",
            b"<select><option>",
            b"<frameset>",
            b"<meta charset=utf-16>",
            b"<b>" * 300,
        ),
    ),
    "xml": (
        *(b"<![CDATA[", b"]]>", b"&lol;", b"<!ENTITY a 'b'>", b"<item>", b"</channel>", b"<post dsq:id=7>", b"&#1;", b"<?x", b"xmlns=''"),
        *(b'<?xml version="1.0" encoding="utf-16"?>', b"<!DOCTYPE a [<!ENTITY b '&#60;'>]>", b"<a:b>", b"--"),
    ),
    "json": (
        *(b"NaN", b"1e400", b"-", b"9" * 5_000, b"[" * 300, b'{"a":' * 200, b"null", b'"\\ud800"', b"}", b'"', b"false", b"\\u0000", b"-0"),
        *(b",", b"]", b"//", b"'", b"\\", b'"id":7,', b"\n{}\n", b"[" * 3_000),
    ),
    "delimited": (b'"', b"\r", b"\t", b";", b",,,,", b"\n\n", b'"\n"', b"=1+1", b"\xef\xbb\xbf", b"text,author\n", b"sep=;\n", b"," * 300),
    "paste": (b"Reply\n", b"says:\n", b"12 Comments\n", b"on May 3, 2021 at 7:00\n", b"> ", b"@Ann ", b"\n\n\n", b"1.\n", b"3. Mai 2021\n"),
    "mail": (
        *(b"From a  Mon Mar 10 09:15:00 2025\nFrom: a\n\n", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"--b--", b"\n\n"),
        *(
            b"Subject: =?x?q?=00?=\n",
            b"Content-Transfer-Encoding: base64\n",
            b"References: <a> <b> <c>\n",
            b"Date: 99 Foo 9999\n",
            b">From ",
        ),
        *(
            b"Content-Type: text/html; charset=x\n",
            b"Content-Transfer-Encoding: quoted-printable\n",
            b"In-Reply-To: <>\n",
            b"=\n",
            b"=?utf-8?b?4?=",
        ),
    ),
    "packed": (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"\xff" * 9, b"\0" * 40),
}
ANYWHERE: Final = (
    *(b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x80\xae", "İ".encode(), "👩‍👩‍👧".encode() * 20, b"A" * 3_000, b" " * 3_000, b"\n" * 500),
    *("\u0301".encode() * 200, b"99999999999999999999", b"2021-99-99T99:99:99Z", b"9999-12-31T23:59:59+14:00", b"0001-01-01", b"-1"),
    *(b"\x1b[31m", b"\x07\x08\x0b\x0c", b"\xc2\x85", b"\xe2\x80\xa8", b"\xef\xbf\xbf", b"\xc0\x80", b"1" * 400),
)
"""Bytes for any format."""
VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 7, 1.5, -0.0, 2**31, 2**53 + 1, 2**63, 2**64, -(2**63) - 1, 10**30, 10**400, float("inf"), float("nan")),
    *(
        1e308,
        5e-324,
        "",
        " ",
        "0",
        "7",
        "-1",
        "null",
        "[deleted]",
        "\0",
        "\ud800",
        "\u202e",
        "a\u0301" * 60,
        "x" * 4_000,
        "\n" * 200,
        "@Ann no",
    ),
    *("2021-99-99T99:99:99Z", "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-14:00", "1700000000", "99999999999999", "3 hours ago"),
    *(
        "<p>a<br>b</p>",
        "&#xD800;&lol;",
        "<div>" * 60,
        "http://[::1",
        "https://example.org/a?b#c",
        "1e400",
        "=1+1",
        [],
        {},
        [[]],
        [None],
        [0, "a"],
    ),
    *({"id": None}, {"text": "a", "author": {"name": 1}}, [{"id": "a", "parent": "a"}], "t1_x", "t3_x", "root"),
)
"""Values for any field."""
WORDS: Final = (
    *(
        "Ann Example",
        "May 3, 2021 at 7:00 am",
        "3 hours ago",
        "vor 2 Stunden",
        "le 3 mai 2021",
        "2021年5月3日",
        "99/99/9999",
        "12 Comments",
        "Reply",
    ),
    *(
        "[deleted]",
        "@Ann Example: no",
        "1,234",
        "-5",
        "5 points",
        "> quoted",
        "",
        " ",
        "\ufffd",
        "\u00a0",
        "a" * 2_000,
        "No comments",
        "says:",
    ),
)
"""Texts for the place of a name, a time or a count."""
