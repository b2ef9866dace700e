"""Measure how many comments a second are read from the two exports that get largest, on made-up data, in processor time.

    python benchmarks/export_speed.py [COMMENTS]

Reddit's lines of JSON as the archives have them, and a WordPress export as WordPress writes it, with the notes of a spam filter behind each
comment. Each is read three times; the best counts. The bar is 50,000 a second.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from polarize.sources import Input, ReadOptions, choose, sources

BAR: Final = 50_000
WORDS: Final = [
    "the",
    "a",
    "of",
    "to",
    "and",
    "people",
    "tram",
    "bridge",
    "council",
    "city",
    "never",
    "should",
    "budget",
    "road",
    "why",
    "because",
    "think",
    "really",
    "money",
    "plan",
    "years",
    "traffic",
    "children",
    "school",
    "street",
    "old",
    "new",
    "better",
    "worse",
    "honestly",
    "nobody",
    "asked",
    "this",
    "again",
    "who",
    "pays",
    "for",
    "it",
]
HEAD: Final = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Tram Times</title><link>https://trams.example</link><language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>
"""
ITEM: Final = """<item><title>Article {0}</title><link>https://trams.example/{0}</link><dc:creator><![CDATA[ann]]></dc:creator>
<content:encoded><![CDATA[<p>{1}</p>]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{0}</wp:post_id>
<wp:post_date><![CDATA[2025-03-10 08:00:00]]></wp:post_date><wp:comment_status><![CDATA[open]]></wp:comment_status>
<wp:status><![CDATA[publish]]></wp:status><wp:post_type><![CDATA[post]]></wp:post_type>
"""
COMMENT: Final = """\t\t<wp:comment>
\t\t\t<wp:comment_id>{id}</wp:comment_id>
\t\t\t<wp:comment_author><![CDATA[{name}]]></wp:comment_author>
\t\t\t<wp:comment_author_email><![CDATA[{name}@post.example]]></wp:comment_author_email>
\t\t\t<wp:comment_author_url></wp:comment_author_url>
\t\t\t<wp:comment_author_IP><![CDATA[192.0.2.1]]></wp:comment_author_IP>
\t\t\t<wp:comment_date><![CDATA[2025-03-10 10:15:00]]></wp:comment_date>
\t\t\t<wp:comment_date_gmt><![CDATA[2025-03-10 09:15:00]]></wp:comment_date_gmt>
\t\t\t<wp:comment_content><![CDATA[{text}]]></wp:comment_content>
\t\t\t<wp:comment_approved><![CDATA[1]]></wp:comment_approved>
\t\t\t<wp:comment_type><![CDATA[comment]]></wp:comment_type>
\t\t\t<wp:comment_parent>{parent}</wp:comment_parent>
\t\t\t<wp:comment_user_id>0</wp:comment_user_id>
\t\t\t<wp:commentmeta>
\t\t\t\t<wp:meta_key><![CDATA[akismet_history]]></wp:meta_key>
\t\t\t\t<wp:meta_value><![CDATA[a:3:{{s:4:"time";d:1400000000.12;s:5:"event";s:9:"check-ham";s:4:"user";s:0:"";}}]]></wp:meta_value>
\t\t\t</wp:commentmeta>
\t\t</wp:comment>
"""


def text(chance: random.Random, *, html: bool) -> str:
    """Return a comment of one to twelve sentences; every third one in HTML has a quote, a link, emphasis or entities."""
    parts = [
        " ".join(" ".join(chance.choices(WORDS, k=chance.randint(6, 18))).capitalize() + "." for _ in range(chance.randint(1, 4)))
        for _ in range(chance.choice((1, 1, 1, 2, 3)))
    ]
    if html:
        parts[0] = chance.choice(
            (
                *("{}",) * 7,
                "<blockquote>{}</blockquote>",
                "<em>{}</em>",
                '<a href="https://trams.example/x?a=1&amp;b=2" rel="nofollow">See</a> {}',
                "{} It&#8217;s &quot;fine&quot;.",
            )
        ).format(parts[0])
    return "\n\n".join(parts)


def reddit(count: int) -> Iterator[str]:
    """Yield the lines of a dump."""
    chance = random.Random(1)
    for number in range(count):
        answered = f"t1_{number - chance.randint(1, min(number, 90)):x}" if number and chance.random() < 0.6 else f"t3_{number // 100:x}"
        line = {
            "id": f"{number:x}",
            "author": f"reader_{chance.randrange(4_000)}",
            "body": text(chance, html=False),
            "created_utc": 1_700_000_000 + number,
            "score": chance.randint(-20, 200),
            "link_id": f"t3_{number // 100:x}",
            "parent_id": answered,
            "subreddit": "trams",
            "edited": False,
            "distinguished": None,
            "permalink": f"/r/trams/comments/{number // 100:x}/_/{number:x}/",
        }
        yield json.dumps(line) + "\n"


def wordpress(count: int) -> Iterator[str]:
    """Yield the pieces of an export with 100 comments an article."""
    chance = random.Random(1)
    yield HEAD
    for number in range(1, count + 1):
        if number % 100 == 1:
            yield ITEM.format(number // 100 + 1, text(chance, html=True))
        parent = number - 1 if number % 100 > 1 and chance.random() < 0.4 else 0
        yield COMMENT.format(id=number, name=f"reader_{chance.randrange(4_000)}", text=text(chance, html=True), parent=parent)
        if number % 100 == 0 or number == count:
            yield "</item>\n"
    yield "</channel></rss>\n"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    sources()
    kinds: tuple[tuple[str, Callable[[int], Iterator[str]]], ...] = (("reddit.ndjson", reddit), ("wordpress.xml", wordpress))
    with tempfile.TemporaryDirectory() as folder:
        for name, made in kinds:
            path = Path(folder) / name
            with path.open("w", encoding="utf-8") as out:
                out.writelines(made(count))
            least, found = float("inf"), 0
            for _ in range(3):
                start = time.process_time()
                one = Input(name, path)
                found = choose(one)[0].read(one, ReadOptions()).comments.height
                least = min(least, time.process_time() - start)
            size = path.stat().st_size / 1_000_000
            print(f"{name}: {found:,} comments in {size:.0f} MB, {found / least:,.0f} a second on the processor (bar {BAR:,})")


if __name__ == "__main__":
    main()
