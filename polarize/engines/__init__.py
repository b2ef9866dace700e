"""Where the work runs."""

from __future__ import annotations

from polarize.engines.local import cores, run_all

__all__ = ["cores", "run_all"]
