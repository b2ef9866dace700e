"""A made-up article and five comments on it, which the tests of pages put into markup of many makes."""

from polarize.tables import Corpus

ARTICLE = "<p>" + "The council voted on Monday to keep the tram depot open for ten more years, and to plant trees around it. " * 6 + "</p>"
NAMES = ["Tom Tester", "May Muster", "otter_77", "Kit Sample", "Ada Trial"]
TEXTS = [
    "Nobody asked us about the depot, and nobody will.",
    "The old one was worse, so let them build it soon.",
    "They should have voted on all of this last year.",
    "Trees are fine, but who is going to water them?",
    "Fine by me, as long as the tram stops at night.",
]
DATES = [f"May {day}, 2021 at 3:42 pm" for day in range(2, 7)]
ALL = list(zip(NAMES, TEXTS, strict=True))


def pairs(corpus: Corpus) -> list[tuple[str | None, str]]:
    """Return author and text of each comment."""
    return corpus.comments.select("author", "text").rows()
