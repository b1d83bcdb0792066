"""A lock that is fair: whoever came first goes first. Python's own lets the busiest thread win again and again."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class NoTurn(Exception):
    """The turn did not come in time."""


class Turns:
    """One at a time, in order of arrival."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @contextmanager
    def turn(self, patience: float) -> Iterator[None]:
        """The block runs when everybody who came before has ended.

        Raises:
            NoTurn: that took longer than ``patience`` seconds.
        """
        self._wait(patience)
        try:
            yield
        finally:
            self._hand_on()

    def _wait(self, patience: float) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(patience):
            return
        with self._guard:
            if called in self._waiting:
                self._waiting.remove(called)
                raise NoTurn(f"no turn within {patience:g} seconds")

    def _hand_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
