"""Nothing in these tests sleeps to be right: they wait for a condition, with a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_for(condition: Callable[[], T], what: str, deadline_s: float = 30.0, pause_s: float = 0.02) -> T:
    """Asks `condition` until it returns something true, and returns that. Past the deadline: an AssertionError that
    names `what`, and the last value."""
    deadline = time.monotonic() + deadline_s
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {deadline_s:g} s: {what}; last seen: {value!r}")
        time.sleep(pause_s)
