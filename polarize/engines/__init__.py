"""Where the work runs."""

from __future__ import annotations

from polarize.engines.local import run_all

__all__ = ["run_all"]
