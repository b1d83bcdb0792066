"""Style sheets and the like: only what lies in ``service/static``, named with the hash of what is in it."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response

from service.access import PUBLIC
from service.api.call import Guard
from service.problems import Problem

FOLDER: Final = Path(__file__).parent.parent / "static"
PATH: Final = "/static/{name:path}"
BORROWED: Final = ("vendor/dkfds.css", "vendor/htmx.js")
"""What ``hatch_build.py`` fetches; every page works without."""
SQUEEZED: Final = (".css", ".js", ".svg")
KINDS: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}


@cache
def _files() -> dict[str, Path]:
    """Every file that is handed out, by its name in the address; a name that is not here is not there."""
    return {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*") if path.suffix in KINDS}


def there(name: str) -> bool:
    """Whether a file is here; what the build borrows may be missing (``hatch_build.py``)."""
    return name in _files()


@cache
def _hash(name: str) -> str:
    return hashlib.sha256(_files()[name].read_bytes()).hexdigest()[:12]


@cache
def _squeezed(name: str) -> bytes:
    return gzip.compress(_files()[name].read_bytes(), mtime=0)


def address(name: str) -> str:
    """The address of a file, with its hash, so that a browser may keep it for good."""
    return f"/static/{name}?v={_hash(name)}"


def static_file(request: Request, name: str) -> Response:
    """One file."""
    path = _files().get(name)
    if path is None:
        raise Problem("no_such_route")
    known = request.query_params.get("v") == _hash(name)
    kept = "public, max-age=31536000, immutable" if known else "no-cache"
    headers = {"Cache-Control": kept, "Content-Type": KINDS[path.suffix], "Vary": "Accept-Encoding"}
    if path.suffix in SQUEEZED and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(_squeezed(name), headers=headers | {"Content-Encoding": "gzip"})
    return Response(path.read_bytes(), headers=headers)


def add_static(app: FastAPI) -> None:
    """Add the route of the files; they tell nothing of anybody, so whoever asks is not looked up."""
    app.add_api_route(PATH, static_file, dependencies=[Depends(Guard(PUBLIC))], include_in_schema=False)
