"""Articles written for this test, each about one debate of the catalogue or about none."""

from __future__ import annotations

import pytest

from polarize.stance.debate import Debate, catalogue
from polarize.stance.match import match

ABOUT = [
    (
        "Glaciers shrink for the thirtieth year",
        "The report on climate change says that global warming has speeded up. Scientists ask for lower carbon emissions at once. "
        "The climate crisis, they write, is no longer a matter of the future.",
        {"climate-change"},
    ),
    (
        "Parliament votes on the future of the reactors",
        "Two nuclear power plants could run ten years longer. Friends of nuclear energy cheer, opponents point to the nuclear waste.",
        {"nuclear-power"},
    ),
    (
        "Washington adds forty firms to its blacklist",
        "The Commerce Department put the Chinese companies on the entity list. Export controls on chips hit Huawei hardest. Beijing "
        "protested against the new export restrictions.",
        {"chip-export-controls"},
    ),
    (
        "China's chatbots catch up",
        "The Chinese language model costs a tenth of its American rivals. OpenAI speaks of model distillation. Beijing rejects this "
        "and praises its artificial intelligence industry. AI experts in China are proud.",
        {"china-us-ai"},
    ),
    (
        "Court hears case on abortion law",
        "The pro-life movement hopes for a ban on abortion; abortion rights groups fear for women.",
        {"abortion"},
    ),
    (
        "Klimawandel: Die Gletscher schmelzen",
        "Der Klimawandel beschleunigt sich. Klimaschutz sei dringend, sagen Forscher, die Erderwärmung nicht zu leugnen.",
        {"climate-change"},
    ),
    (
        "Trump raises tariffs on Chinese goods",
        "President Trump announced new tariffs on imports from China. The trade war goes into another round, say American traders.",
        {"us-china-tariffs"},
    ),
    ("全球变暖加速", "科学家说气候变化正在加速。全球变暖与碳排放有关。气候变化影响所有人。", {"climate-change"}),
]

ABOUT_NOTHING = [
    ("Ten tips for brushing a long-haired cat", "Brush it daily. A good brush costs little. My own cat loves it and purrs."),
    ("A week on the island", "The hotel lies by the sea. We took the ferry, ate fish and slept long. The pool was heated."),
    ("The new phone reviewed", "The camera is better, the battery lasts longer, and the screen is bright. AI is on board as well."),
    ("Local club wins the derby", "Two goals in the last minutes. The coach praised his team, made in China shirts and all."),
    ("Recipe: dumplings as in Beijing", "Chinese dumplings need thin dough. In China every family folds them in another way."),
    ("Obituary of a painter", "She painted the sea in all weathers. Once she was asked about climate change and only smiled."),
    (
        "Council repairs the bridge",
        " ".join(["The bridge is old and narrow, and the road is closed until spring."] * 40) + " A reader mentioned nuclear power.",
    ),
    (None, None),
    ("", "  "),
]


@pytest.mark.parametrize(("title", "text", "ids"), ABOUT)
def test_an_article_is_matched_to_its_debate(title: str, text: str, ids: set[str]) -> None:
    found = match(title, text)
    assert found
    assert found[0].id in ids
    assert found[0].words
    assert found[0].basis == "article"


@pytest.mark.parametrize(("title", "text"), ABOUT_NOTHING)
def test_an_article_about_something_else_matches_nothing(title: str | None, text: str | None) -> None:
    assert match(title, text) == []


def test_a_long_text_about_the_debate_needs_no_title() -> None:
    assert match(None, ABOUT[2][1])[0].id == "chip-export-controls"


def test_every_group_of_keywords_is_needed() -> None:
    debate = catalogue()["chip-export-controls"]
    assert not match("Export controls, export controls", "Export controls on wheat. " * 5, debates={debate.id: debate})
    assert match("China and export controls", "Export controls on chips for China. " * 5, debates={debate.id: debate})


def test_comments_are_read_when_there_is_no_article() -> None:
    comments = ["Nuclear power is the only way.", "Nuclear waste stays for ages.", "No more nuclear plants!", "What a nice day."]
    found = match(None, None, comments=comments)
    assert [one.id for one in found] == ["nuclear-power"]
    assert found[0].basis == "comments"
    assert match("A title", None, comments=comments) == []


def test_without_debates_nothing_matches() -> None:
    nothing: dict[str, Debate] = {}
    assert match("Climate change", "Climate change. " * 9, debates=nothing) == []


def test_a_huge_text_is_read_only_in_its_beginning() -> None:
    assert match(None, "word " * 400_000 + "climate change " * 1_000) == []
