"""The model that answers: the released one, kept in step with ``current.json`` while the service runs.

Whatever is missing or damaged there, answers go on with the last good model; ``state`` says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import structlog

from matching import releases
from matching.model import MatchModel

FIRST: Final = "expert_weights"
RELEASED: Final = "released"
KEPT: Final = "kept"
log = structlog.get_logger(__name__)
Stamp = tuple[tuple[str, int, int, int], ...]


class Champion:
    """Reads promoted models from ``home``; ``first`` answers until one is promoted.

    ``state`` is ``expert_weights``, ``released``, or ``kept`` while what should answer cannot be read.
    """

    def __init__(self, home: Path, first: MatchModel | None = None) -> None:
        self._home = home
        self._first = first or MatchModel.prior()
        self._stamp: Stamp | None = None
        self.model = self._first
        self.release: str | None = None
        self.state = FIRST

    def look(self) -> bool:
        """Take over what ``current.json`` names where that has changed; True when another model answers now."""
        stamp = self._stamp_now()
        if stamp == self._stamp:
            return False
        before, release, first = self.model, self.release, self._stamp is None
        try:
            self._take(releases.current(self._home))
        except releases.ReleaseError as error:
            if self.state != KEPT:
                log.error("model_unreadable", code=error.code, release=error.place, answering=self.model.version)
            if first:
                self._fall_back()
            self.state = KEPT
        self._stamp = stamp if self.release == release else ()  # other files matter now: look again
        return self.model is not before

    def _take(self, pointer: releases.Pointer | None) -> None:
        if pointer is None or pointer.release is None:
            self.model, self.release, self.state = self._first, None, FIRST
            return
        model, release = releases.read(self._home, pointer.release)
        if model.version != self.model.version:
            self.model = model
            log.info("model_taken", release=release.name, version=model.version)
        self.release, self.state = release.name, RELEASED

    def _fall_back(self) -> None:
        """At the start, when what should answer cannot be read: the latest release that can be."""
        tried = dict.fromkeys(flip.release for flip in reversed(releases.flips(self._home)) if flip.release)
        for name in tried:
            try:
                self.model, _ = releases.read(self._home, name)
            except releases.ReleaseError:
                continue
            self.release = name
            return

    def _stamp_now(self) -> Stamp:
        """Name, size, time and number of the pointer and of the files of the release that answers."""
        folder = self._home / releases.RELEASES / (self.release or "")
        files = [self._home / releases.CURRENT, *(sorted(folder.glob("*")) if self.release else ())]
        return tuple(_state(path) for path in files)


def _state(path: Path) -> tuple[str, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return path.name, 0, 0, 0
    return path.name, found.st_size, found.st_mtime_ns, found.st_ino
