"""One article's page, from plain data to HTML; may be handed to a worker process."""

from __future__ import annotations

import gc
from itertools import count as numbers
from pathlib import Path
from typing import Any, Final

from polarize.files import slug, write_bytes, write_text
from polarize.measures import threads, timeline
from polarize.pages._bar import bar
from polarize.pages._comments import authors, comments
from polarize.pages._context import ArticlePage, Corrected, ImageFormat, Row
from polarize.pages._html import page, plain
from polarize.pages._measures import measure_table
from polarize.pages._pictures import embedded
from polarize.pages._sections import along, between, bridges, by_unit, concentration, disputed, figures_of, linked, writers
from polarize.pages._unread import unread
from polarize.pages._words import certainty, count, coverage, decimal, interval, percent, read_of, sureness

LARGEST_PAGE: Final = 1_000_000
"""Bytes of a page. Comments that do not fit stay in comments.csv, and the page says how many."""
_MARGIN: Final = 10_000
_TIDY: Final = 8
"""After so many pages garbage is collected."""
_written: Final = numbers(1)
_SECTION: Final = {"cumulative_split": "along_pictures", "when": "along_pictures", "reply_heatmap": "between_pictures"}
_TONE: Final = "tone_bar"
_SECTIONS: Final = ("pictures", "along_pictures", "between_pictures")
"""Where on the page a picture stands; one that is not named here stands with the others under the verdict."""


def page_name(article_id: str) -> str:
    """Return the file name of an article's page."""
    return f"{slug(article_id)}.html"


def render_article(shown: ArticlePage, formats: tuple[ImageFormat, ...] = ()) -> tuple[str, dict[str, bytes]]:
    """Return an article's page as HTML, and its pictures as files in the wanted formats by name ("stance_bar.svg")."""
    thread = next(iter(threads(shown.comments)), None)
    sided = shown.summary["verdict"] != "no debate found"
    # Without a debate there are no sides to draw; with one, the tone stands in the picture of tone and side.
    pictures, files = embedded("article", shown.comments, formats, lambda name: (name == _TONE) != sided)
    if thread is not None and sided:
        course, more = embedded("timeline", timeline(thread, shown.methods.seed), formats)
        pictures, files = pictures + course, files | more
    placed = {section: [one for one in pictures if _SECTION.get(one.name, "pictures") == section] for section in _SECTIONS}
    values = _values(shown) | {"sided": sided} | placed
    pointed = {"bridges": bridges(shown.comments), "disputed": disputed(shown.comments)}
    names, empty = authors(shown.comments), comments(shown.comments, 0)
    bare = len(page("article.html", values | pointed | {"authors": names, "comments": empty}).encode("utf-8", errors="replace"))
    # Without a debate "no stance" would say more than is known: the comments were not sorted by side at all.
    rows = shown.comments if sided else shown.comments.with_columns(stance_label=None, stance_evidence=None)
    quoted = comments(rows, LARGEST_PAGE - _MARGIN - bare)
    if quoted.shown < quoted.total:
        first = shown.comments.sort("position").head(quoted.shown)
        last = int(first["position"][-1]) if first.height else 0
        names, pointed = authors(first), {name: linked(found, last) for name, found in pointed.items()}
    return page("article.html", values | pointed | {"authors": names, "comments": quoted}), files


def write_article(shown: ArticlePage, out: Path, formats: tuple[ImageFormat, ...] = ()) -> Path:
    """Write an article's page to `out`/articles and its pictures in the wanted formats to `out`/figures; return the page's path.

    Raises:
        OutputError: something could not be written.
    """
    html, files = render_article(shown, formats)
    article_id = str(shown.summary["article_id"])
    for name, image in files.items():
        write_bytes(out / "figures" / f"{slug(article_id)}-{name}", image)
    path = out / "articles" / page_name(article_id)
    write_text(path, html)
    if next(_written) % _TIDY == 0:
        # Figures refer to themselves in circles and hold pixels, which the collector does not count: half a megabyte a page would stay.
        gc.collect()
    return path


def _values(shown: ArticlePage) -> dict[str, Any]:
    """Return what the template shows, comments and pictures aside."""
    summary, figures = shown.summary, figures_of(shown.measures)
    return {
        "article": shown.article,
        "summary": summary,
        "title": plain(summary["title"] or "").strip() or "Article without a title",
        "verdict": shown.verdict,
        "debate": shown.debate,
        "methods": shown.methods,
        "bar": bar(summary),
        "scale": _scale(summary),
        "facts": _facts(summary),
        "coverage": coverage(summary) + unread(shown.comments, summary["debate"] is not None),
        "sureness": sureness(summary),
        "certainty": certainty(summary, shown.methods.scorer_error if summary["split_index"] is not None else ""),
        "measures": measure_table(shown.measures),
        "corrected": _corrected(shown.corrected),
        "units": by_unit(figures),
        "along": along(figures) if summary["units"] else "",
        "between": between(figures),
        "writers": writers(shown.comments),
        "concentration": concentration(figures),
    }


def _scale(summary: Row) -> dict[str, str] | None:
    """Return where mark and interval stand on a scale of 300 units; None without a Split index."""
    value, low, high = summary["split_index"], summary["split_low"], summary["split_high"]
    if value is None:
        return None
    low, high = value if low is None else low, value if high is None else high
    words = interval(summary["split_low"], summary["split_high"])
    return {
        "value": decimal(value),
        "interval": words,
        "x": f"{value * 300:.1f}",
        "low": f"{low * 300:.1f}",
        "width": f"{(high - low) * 300:.1f}",
        "label": f"Split index {decimal(value)}" + (f", 95% interval {words}" if words else ""),
    }


def _read_note(summary: Row) -> str:
    """Return how what was read stands to what the page says there is."""
    found, declared = summary["comments_found"], summary["comments_declared"]
    if declared is None:
        return "the page does not say how many there are" if found else "none were found"
    if declared == found:
        return "all that the page says it has" if found else "the page says that it has none"
    return "of those that the page says it has" if found < declared else "more than the page says it has"


def _facts(summary: Row) -> list[tuple[str, str, str]]:
    """Return the numbers behind the verdict: name, figure, explanation."""
    found = [("Comments read", read_of(summary), _read_note(summary))]
    if summary["authors"]:
        found.append(("Authors", f"{summary['authors']:,}", "different names"))
    if summary["units"] and (summary["unit"] != "author" or summary["units"] != summary["authors"]):
        people = summary["unit"] == "author"
        note = "those who wrote something that can be read for its side" if people else "not people: too few comments have a name"
        found.append(("Counted", count(summary["units"], "person" if people else "comment", "people" if people else ""), note))
    for key, name, note in (
        ("engagement", "Take a side", "the others are mixed or show no stance"),
        ("balance", "Balance", "0%: one side only, 100%: both sides equal"),
        ("distance", "Distance", "between the sides; 0%: none, 100%: opposite poles"),
        ("share_unsure", "Unsure", "lean to a side, too faintly to be counted for it"),
        ("share_negative", "Negative in tone", "of the comments, whichever side they take"),
        ("top_author_share", "By the busiest author", "share of the comments that have a name"),
    ):
        if summary[key] is not None and (key != "share_unsure" or summary[key]):
            found.append((name, percent(summary[key]), note))
    return found


def _corrected(found: Corrected | None) -> dict[str, Any] | None:
    """Return the figures that labels corrected, in words."""
    if found is None:
        return None
    written = [
        (name, *(decimal(one) if name == "Split index" else percent(one) for one in (tagged, fixed)), f"{write(low)} to {write(high)}")
        for name, tagged, fixed, low, high in found.rows
        for write in [decimal if name == "Split index" else percent]
    ]
    return {"labels": count(found.labels, "hand label"), "rows": written}
