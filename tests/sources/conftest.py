"""Reading a made-up export from memory, as a reader of its threads sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from polarize.sources import Input, ReadOptions, choose
from polarize.tables import Corpus

Reader = Callable[..., Corpus]


@pytest.fixture
def told() -> Reader:
    """Return a function that reads content that `source` must be the one to claim. JSON values are written as JSON."""

    def read(source: str, content: Any, name: str = "export.json", **options: Any) -> Corpus:
        data = content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content)).encode()
        chosen = ReadOptions(**options)
        one = Input(name, None, content=data, max_bytes=chosen.max_bytes)
        assert choose(one)[0].name == source
        return choose(one)[0].read(one, chosen)

    return read
