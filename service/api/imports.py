"""Files over HTTP: a dry run first, stored when asked to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Final, get_args

from fastapi import Depends, Request
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.datastructures import UploadFile
from starlette.types import Message

from features.profiles import shown
from features.vocabulary import holds_cpr
from service import flows
from service.access import IMPORT
from service.api.answers import import_answer
from service.api.body import bounded
from service.api.call import TheCall
from service.api.endpoint import PREFIX, Endpoint
from service.api.shapes import ImportAnswer
from service.importing import Kind
from service.problems import Problem

ENVELOPE: Final = 8 * 1024
"""Bytes a form may hold beside its file."""
_YES_NO: Final = {"": False, "false": False, "true": True}


class ImportGiven(BaseModel):
    """The form: the file, what it holds when its headings do not tell, and whether to store it."""

    file: bytes
    kind: Kind | None = None
    apply: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A form that was read."""

    content: bytes
    kind: Kind | None
    apply: bool


async def upload(request: Request) -> Upload:
    """The form of a request.

    Raises:
        Problem: ``too_large``, ``not_a_form`` or ``invalid``.
    """
    content = await bounded(request, request.app.state.settings.upload_limit + ENVELOPE)
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise Problem("not_a_form")
    async with Request(request.scope, _Once(content)).form(max_files=1, max_fields=4) as form:
        file, kind, apply = form.get("file"), form.get("kind", ""), form.get("apply", "")
        if not isinstance(file, UploadFile):
            raise Problem.fault("file", "", "missing")
        return Upload(await file.read(), _kind(kind), _yes(apply))


class _Once:
    """A body that has been read already, given again."""

    def __init__(self, content: bytes) -> None:
        self._parts = self._give(content)

    async def _give(self, content: bytes) -> AsyncIterator[Message]:
        yield {"type": "http.request", "body": content, "more_body": False}
        while True:
            yield {"type": "http.disconnect"}

    async def __call__(self) -> Message:
        return await anext(self._parts)


def _kind(value: object) -> Kind | None:
    kinds: tuple[Kind, ...] = get_args(Kind)
    if value == "":
        return None
    if value not in kinds:
        raise Problem.fault("kind", shown(value), "unknown_code", known=", ".join(kinds))
    return kinds[kinds.index(value)]


def _yes(value: object) -> bool:
    if value not in _YES_NO:
        raise Problem.fault("apply", shown(value), "unknown_code", known="true, false")
    return _YES_NO[str(value)]


def import_file(call: TheCall, form: Annotated[Upload, Depends(upload)]) -> Response:
    """Import a file (CSV, XLSX, JSONL, Jobnet, schema.org). A dry run unless `apply` is true; twice changes nothing."""
    done = flows.import_file(call.services, call.caller, form.content, form.kind, form.apply)
    return call.answer(import_answer(done, call.language, lambda id: "" if holds_cpr(id) else id))


ENDPOINTS: Final = (
    Endpoint(
        "POST", f"{PREFIX}/imports", IMPORT, import_file, ImportAnswer, 200, ImportGiven, ("not_a_form",),
        body_type="multipart/form-data",
    ),
)  # fmt: skip
