"""How polarized is a thread: the measures, one file each, and the tables made from them.

    threads(scored) -> measure_threads(threads, tagger, seed) -> article_summary(articles, scored, measures)

The Split index is the headline; see docs/measures/ for what each figure means and when it is null.
"""

from polarize.measures._base import Context, Measure, TaggerError, Thread, Units, Value
from polarize.measures._bridging import bridging
from polarize.measures._compare import compare
from polarize.measures._contested import contested
from polarize.measures._groups import BY, group_readings, group_summary, group_table
from polarize.measures._pools import readings
from polarize.measures._registry import measure_threads, measures, select
from polarize.measures._summaries import article_facts, article_summary, author_summary
from polarize.measures._threads import threads
from polarize.measures._timeline import timeline
from polarize.measures._verdict import RULES, Facts, verdict, verdict_sentence
from polarize.measures.between_articles import exchange, pools

__all__ = [
    "BY",
    "RULES",
    "Context",
    "Facts",
    "Measure",
    "TaggerError",
    "Thread",
    "Units",
    "Value",
    "article_facts",
    "article_summary",
    "author_summary",
    "bridging",
    "compare",
    "contested",
    "exchange",
    "group_readings",
    "group_summary",
    "group_table",
    "measure_threads",
    "measures",
    "pools",
    "readings",
    "select",
    "threads",
    "timeline",
    "verdict",
    "verdict_sentence",
]
