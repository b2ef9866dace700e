"""Embeddings against an independent computation: the whole text tokenised at once, the mean of its token vectors taken with numpy."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from polarize.stance import embed as module
from polarize.stance.embed import MAX_CHARS, embed, word_sums

TEXTS = [
    "Nuclear power is clean and safe.",
    "ALL CAPS, émigrés & 数字 – and emoji 🙂🙂!",
    "don't   split\twhite\n\nspace",
    "x",
    "https://example.org/a?b=c#d",
]


def reference(text: str) -> np.ndarray:
    spec = importlib.util.find_spec("wordllama")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    table = load_file(folder / "weights" / "l2_supercat_256.safetensors")["embedding.weight"].astype(np.float64)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    ids = tokenizer.encode(" ".join(text.split()), add_special_tokens=False).ids
    mean = table[ids].mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


@pytest.mark.parametrize("text", TEXTS)
def test_a_vector_is_the_scaled_mean_of_the_token_vectors(text: str) -> None:
    np.testing.assert_allclose(embed([text])[0], reference(text), atol=1e-5)


def test_words_in_a_row_are_told_apart_even_if_they_look_like_the_tokenizers_own_marks() -> None:
    strange = ["▁", "a▁b", "▁a", "<s>", "</s>", "x<unk>y", "<0x0A>", "日本", "naïve"]
    words = [word for one in strange for word in (one, f"plain{len(one)}", "word")]
    found = word_sums(words)
    for word, vector in zip(words, found, strict=True):
        mean = vector / np.linalg.norm(vector)
        np.testing.assert_allclose(mean, reference(word), atol=1e-5)


def test_the_memory_of_words_is_bounded_and_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CACHE_WORDS", 10)
    for number in range(20):
        words = [f"word{number}x{at}" for at in range(8)]
        for word, vector in zip(words, word_sums(words), strict=True):
            np.testing.assert_allclose(vector / np.linalg.norm(vector), reference(word), atol=1e-5)
        assert len(module._known().places) <= 10 + 8


def test_shape_type_and_length() -> None:
    vectors = embed(TEXTS)
    assert vectors.shape == (len(TEXTS), 256)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_without_a_token_has_the_zero_vector() -> None:
    assert not embed(["", " \n\t"]).any()
    assert embed([]).shape == (0, 256)


def test_like_texts_are_nearer_than_unlike_ones() -> None:
    cat, kitten, budget = embed(["The cat sleeps on the sofa.", "A kitten naps on the couch.", "Parliament passed the budget."])
    assert cat @ kitten > cat @ budget + 0.2


def test_only_the_start_of_a_huge_text_counts_and_it_takes_no_time() -> None:
    start = time.process_time()
    huge = embed(["word " * 200_000 + "elephant", "a" * 1_000_000, "🙂" * 1_000_000])
    assert time.process_time() - start < 2
    np.testing.assert_allclose(huge[0], embed([("word " * 200_000)[:MAX_CHARS]])[0], atol=1e-5)
    assert np.isfinite(huge).all()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_a_vector_does_not_depend_on_its_neighbours(texts: list[str]) -> None:
    together = embed(texts)
    alone = np.vstack([embed([text]) for text in texts]) if texts else np.zeros((0, 256))
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_there_is_no_network_and_no_wordllama() -> None:
    code = (
        "import socket\n"
        "def refuse(*a, **k): raise RuntimeError('network')\n"
        "socket.socket.connect = refuse\n"
        "from polarize.stance.embed import embed\n"
        "import sys\n"
        "assert embed(['hello']).any()\n"
        "assert 'wordllama' not in sys.modules and 'requests' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=60)


def test_lone_surrogates_do_no_harm() -> None:
    assert np.isfinite(embed(["half a \ud83d smiley", "\ud800"])).all()
