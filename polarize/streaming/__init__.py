"""Inputs of any size in bounded memory, on all cores or many machines, and interrupted runs that go on.

    inputs --plan--> tasks --spool--> rows, boxed by part --settle--> scored and measured, in slices --order--> outputs

A part holds whole articles, told by a hash of their ids; a window holds comments that follow each other in the output. Each step is
a function of a small task that writes one file, whole or not at all: it can run anywhere that sees the work folder, and what is there
already is not done again. The outputs are those of the path through memory, byte for byte.
"""

from __future__ import annotations

from polarize.streaming._outputs import Steps, comments, report
from polarize.streaming._plan import Limits, Plan, is_large, look
from polarize.streaming._run import Engine, Job, Measuring, Run, Settings, Tagging

__all__ = [
    "Engine",
    "Job",
    "Limits",
    "Measuring",
    "Plan",
    "Run",
    "Settings",
    "Steps",
    "Tagging",
    "comments",
    "is_large",
    "look",
    "report",
]
