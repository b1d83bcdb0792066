"""Is everything there that the program needs? One line a thing, and what to do where it is not."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from service.texts import say

if TYPE_CHECKING:
    from service.settings import Settings

LEAST_PYTHON: Final = (3, 11)
LEAST_FREE_GB: Final = 1.0
_DISTRIBUTION: Final = "companytrack"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its name, whether it is well, what was found and, if not, the cure."""

    name: str
    ok: bool
    found: str
    cure: str = ""


def examine(settings: Settings, language: str) -> list[Check]:
    """Every check, in the order in which they are best mended; none of them changes anything."""
    checks: tuple[tuple[str, Callable[[Settings, str], tuple[bool, str]]], ...] = (
        ("python", _python),
        ("packages", _packages),
        ("disk", _disk),
        ("database", _database),
        ("encoder", _encoder),
        ("look", _look),
        ("letters", _letters),
    )
    return [_check(name, look, settings, language) for name, look in checks]


def _check(name: str, look: Callable[[Settings, str], tuple[bool, str]], settings: Settings, language: str) -> Check:
    try:
        ok, found = look(settings, language)
    except Exception as error:  # a check that breaks is a finding, not the end of the examination
        ok, found = False, f"{type(error).__name__}: {error}"
    cure = "" if ok else say(f"cli.doctor.{name}.cure", language, found=found)
    return Check(say(f"cli.doctor.{name}", language), ok, found, cure)


def _python(settings: Settings, language: str) -> tuple[bool, str]:
    return sys.version_info >= LEAST_PYTHON, ".".join(map(str, sys.version_info[:3]))


def _packages(settings: Settings, language: str) -> tuple[bool, str]:
    """Packages that pyproject.toml pins are here in that version, the others in any."""
    wrong = []
    wanted = [line for line in metadata.requires(_DISTRIBUTION) or [] if "extra ==" not in line]
    for line in wanted:
        match = re.match(r"([A-Za-z0-9_.\-]+)(?:\[[^\]]*\])?(?:==([\w.]+))?", line)
        if match is None or ("sys_platform" in line and sys.platform == "win32"):
            continue
        try:
            here = metadata.version(match[1])
        except metadata.PackageNotFoundError:
            wrong.append(match[1])
            continue
        if match[2] and here.split("+")[0] != match[2]:
            wrong.append(f"{match[1]} {here} ≠ {match[2]}")
    return not wrong, ", ".join(wrong) or say("cli.doctor.packages.fine", language, number=len(wanted))


def _disk(settings: Settings, language: str) -> tuple[bool, str]:
    place = next(folder for folder in (_folder(settings), *_folder(settings).parents) if folder.exists())
    free = shutil.disk_usage(place).free / 1e9
    return free >= LEAST_FREE_GB, say("cli.doctor.disk.found", language, free=round(free, 1), place=str(place))


def _folder(settings: Settings) -> Path:
    file = _sqlite_file(settings)
    return file.parent.resolve() if file else Path.cwd()


def _sqlite_file(settings: Settings) -> Path | None:
    url = settings.database_url
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def _database(settings: Settings, language: str) -> tuple[bool, str]:
    from service.store import Store

    file = _sqlite_file(settings)
    if file is not None and not file.exists():
        return False, say("cli.doctor.database.missing", language, file=str(file))
    store = Store(settings)
    try:
        changes = store.change_counter()
    finally:
        store.close()
    return True, say("cli.doctor.database.found", language, changes=changes)


def _encoder(settings: Settings, language: str) -> tuple[bool, str]:
    from features.encoder import default_encoder, load_encoder

    found = load_encoder(settings.encoder, settings.encoder_cache) if settings.encoder else default_encoder()
    if found is None:
        return False, say("cli.doctor.encoder.missing", language)
    return True, say("cli.doctor.encoder.found", language, name=found.name, dimension=found.dimension)


def _look(settings: Settings, language: str) -> tuple[bool, str]:
    """What the pages borrow was fetched when the package was built; without it they are plainer and reload more."""
    from service.pages.static import BORROWED, there

    missing = [name for name in BORROWED if not there(name)]
    return not missing, say("cli.doctor.look.missing" if missing else "cli.doctor.look.found", language)


def _letters(settings: Settings, language: str) -> tuple[bool, str]:
    """The terminal can show æøå."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        "æøå → ✓".encode(encoding)
    except UnicodeEncodeError:
        return False, encoding
    return True, encoding
