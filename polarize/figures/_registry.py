"""Which pictures there are: every file of this folder that does not begin with an underscore."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from polarize.figures._base import Picture


@functools.cache
def figures() -> Mapping[str, Picture]:
    """Return all pictures by name, in alphabetical order. The mapping cannot be changed."""
    names = sorted(info.name for info in pkgutil.iter_modules([str(Path(__file__).parent)]) if not info.name.startswith("_"))
    found = (importlib.import_module(f"polarize.figures.{name}").FIGURE for name in names)
    return MappingProxyType({picture.name: picture for picture in found})
