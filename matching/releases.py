"""Promoted models on disk: a folder for each, and one small file that says which of them answers.

    HOME/releases/<name>/      the model's own plain files, and manifest.json with the sha256 of every one of them
    HOME/current.json          which release answers and which did before (null: the expert weights), who and why
    HOME/flips.jsonl           every such decision, oldest first

A release is written beside its place, synced and renamed, so a folder with a name is whole; ``current.json`` is
replaced by renaming too. Whoever reads sees the old or the new, never half of one; a kill at any moment leaves one of
the two. Reading checks every sum: what is not exactly what was promoted never answers.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from filelock import FileLock

from matching.model import MatchModel

RELEASES: Final = "releases"
CURRENT: Final = "current.json"
FLIPS: Final = "flips.jsonl"
MANIFEST: Final = "manifest.json"
LOCK: Final = ".lock"
FORMAT: Final = "companytrack-release-1"
NAME_LENGTH: Final = 16


class ReleaseError(ValueError):
    """A release that cannot be used. ``code`` says why: missing, corrupt, no_previous or no_reason."""

    def __init__(self, code: str, place: str, detail: str) -> None:
        self.code = code
        self.place = place
        super().__init__(f"{place}: {detail}")


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which release answers since ``at`` (ISO 8601) and which did before; None stands for the expert weights."""

    release: str | None
    previous: str | None
    at: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Release:
    """A promoted model: its name, its files with their sums, and what was told about it (run, gate, snapshot …)."""

    name: str
    files: Mapping[str, str]
    about: Mapping[str, Any]


def write(home: Path, model_folder: Path, about: Mapping[str, Any]) -> Release:
    """Copy a saved model into a release of its own; the name comes from the files, so the same model is one release.

    Raises:
        ReleaseError: ``model_folder`` holds no model that can be read.
    """
    files = {path.name: _sum(path) for path in sorted(Path(model_folder).iterdir()) if path.is_file()}
    name = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:NAME_LENGTH]
    with _locked(home):
        if not _whole(home, name):
            _copy(home, name, Path(model_folder), {"format": FORMAT, "files": files, "about": dict(about)})
    return read(home, name)[1]


def read(home: Path, name: str) -> tuple[MatchModel, Release]:
    """A release and its model, every file checked against its sum.

    Raises:
        ReleaseError: ``missing`` or ``corrupt``.
    """
    folder = _folder(home, name)
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        release = Release(name, dict(content["files"]), dict(content["about"]))
        wrong = [file for file, known in release.files.items() if _sum(folder / file) != known]
    except FileNotFoundError as error:
        raise ReleaseError(
            "missing", name, f"{Path(error.filename).name} is not there; promote the model again"
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError("corrupt", name, f"{MANIFEST} cannot be read ({error}); promote the model again") from error
    if wrong or content.get("format") != FORMAT:
        raise ReleaseError("corrupt", name, f"{', '.join(wrong) or MANIFEST} was changed; promote the model again")
    try:
        return MatchModel.load(folder), release
    except ValueError as error:
        raise ReleaseError("corrupt", name, str(error)) from error


def current(home: Path) -> Pointer | None:
    """Which release answers; None when nothing was ever promoted.

    Raises:
        ReleaseError: ``corrupt``.
    """
    try:
        return Pointer(**json.loads((home / CURRENT).read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise ReleaseError("corrupt", CURRENT, f"cannot be read ({error}); promote or roll back again") from error


def promote(home: Path, name: str, *, by: str, why: str, at: datetime) -> Pointer:
    """Let a release answer from now on; it is read and checked first. One that answers already goes on: its pointer.

    Raises:
        ReleaseError: ``missing``, ``corrupt`` or ``no_reason``.
    """
    read(home, name)
    with _locked(home):
        now = _now(home)
        if now is not None and now.release == name:
            return _stands(home, now, why)
        return _point(home, Pointer(name, now.release if now else None, at.isoformat(), by, why))


def roll_back(home: Path, *, by: str, why: str, at: datetime) -> Pointer:
    """Let the release before answer again (the expert weights before the first); twice leads back.

    Raises:
        ReleaseError: ``no_previous`` when nothing was ever promoted, ``no_reason``, or the former one cannot be read.
    """
    with _locked(home):
        now = _now(home)
        if now is None:
            raise ReleaseError("no_previous", CURRENT, "nothing was ever promoted")
        if now.previous is not None:
            read(home, now.previous)
        return _point(home, Pointer(now.previous, now.release, at.isoformat(), by, why))


def flips(home: Path) -> list[Pointer]:
    """Every promotion and rollback, oldest first; a last line cut short by a kill is passed over."""
    try:
        lines = (home / FLIPS).read_text(encoding="utf-8").splitlines(keepends=True)
    except FileNotFoundError:
        return []
    return [Pointer(**json.loads(line)) for line in lines if line.endswith("}\n")]


def _now(home: Path) -> Pointer | None:
    """Which release answers; the last decision where ``current.json`` is damaged."""
    try:
        return current(home)
    except ReleaseError:
        return next(reversed(flips(home)), None)


def _stands(home: Path, now: Pointer, why: str) -> Pointer:
    """The decision that stands is no new one; a damaged ``current.json`` is written again."""
    _with_reason(why)
    _flip(home, now)
    return now


def _with_reason(why: str) -> None:
    if not why.strip():
        raise ReleaseError("no_reason", CURRENT, "say why")


def _point(home: Path, pointer: Pointer) -> Pointer:
    """Write down the decision, then flip; after a kill between the two the decision stands without effect."""
    _with_reason(pointer.why)
    line = json.dumps(asdict(pointer), ensure_ascii=False)
    with (home / FLIPS).open("a+b") as file:
        file.write(_fresh_line(file) + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    _flip(home, pointer)
    return pointer


def _flip(home: Path, pointer: Pointer) -> None:
    part = home / f".{CURRENT}"
    _write(part, json.dumps(asdict(pointer), ensure_ascii=False) + "\n")
    part.replace(home / CURRENT)
    _sync(home)


def _fresh_line(file: Any) -> bytes:
    """What must be written first so that a line cut short stays one line."""
    if file.seek(0, os.SEEK_END) == 0:
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


def _whole(home: Path, name: str) -> bool:
    try:
        read(home, name)
    except ReleaseError:
        return False
    return True


def _copy(home: Path, name: str, source: Path, manifest: Mapping[str, Any]) -> None:
    part = home / RELEASES / f".{name}"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for file in manifest["files"]:
        _write(part / file, (source / file).read_bytes())
    _write(part / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    _sync(part)
    shutil.rmtree(_folder(home, name), ignore_errors=True)
    part.rename(_folder(home, name))
    _sync(home / RELEASES)


def _write(path: Path, content: str | bytes) -> None:
    with path.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make renames in a folder last."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _locked(home: Path) -> FileLock:
    home.mkdir(parents=True, exist_ok=True)
    return FileLock(str(home / LOCK))


def _folder(home: Path, name: str) -> Path:
    return home / RELEASES / Path(name).name


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
