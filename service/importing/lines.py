"""JSON lines, one at a time: a broken line is a fault of that line, and the next one is read all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final

from features.profiles import Fault
from service.importing.limits import LONGEST_LINE, FileProblem, Limits, check_size

_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """Line ``number`` (1 is the first) of a file: what stands there, or the fault that kept it from being read."""

    number: int
    value: Any = None
    fault: Fault | None = None


def read_lines(path: Path, limits: Limits) -> Iterator[Line]:
    """The lines of a JSONL file that hold something; a JSON array (or one object) over many lines is read as well.

    Raises:
        FileProblem: when the file is missing, empty or larger than the limits.
    """
    check_size(path, limits)
    with path.open("rb") as file:
        if _is_array(file):
            check_size(path, Limits(limits.rows, min(limits.size, limits.unpacked), limits.unpacked))
            yield from _whole(file.read(), path, limits)
            return
        found = 0
        for number, raw in enumerate(_bounded(file), start=1):
            if raw.strip():
                found += 1
                if found > limits.rows:
                    raise FileProblem("too_many_rows", file=path.name, most=limits.rows)
                yield _line(number, raw)
    if not found:
        raise FileProblem("file_empty", file=path.name)


def _is_array(file: IO[bytes]) -> bool:
    """Whether the first thing in the file is ``[``, or an object that goes on over more lines."""
    first = next((raw for raw in iter(lambda: file.readline(LONGEST_LINE), b"") if raw.strip(_BOM + b" \r\n\t")), b"")
    file.seek(0)
    return first.removeprefix(_BOM).lstrip().startswith(b"[") or first.removeprefix(_BOM).strip() == b"{"


def _bounded(file: IO[bytes]) -> Iterator[bytes]:
    """Lines of at most ``LONGEST_LINE`` bytes; a longer one is read past and given cut off, so that it is reported."""
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield line


def _line(number: int, raw: bytes) -> Line:
    if len(raw) > LONGEST_LINE:
        return Line(number, fault=Fault("", "", "line_too_long", {"most": LONGEST_LINE // 1000}))
    try:
        return Line(number, parse(raw.removeprefix(_BOM).decode("utf-8")))
    except UnicodeDecodeError as error:
        return Line(number, fault=Fault("", "", "broken_utf8", {"byte": error.start + 1}))
    except (ValueError, RecursionError) as error:
        column = getattr(error, "colno", 1)
        return Line(number, fault=Fault("", "", "not_json", {"column": column}))


def parse(text: str) -> Any:
    """JSON without ``NaN`` and ``Infinity``; ``ValueError`` when it is none."""

    def refuse(constant: str) -> Any:
        raise ValueError(constant)

    return json.loads(text, parse_constant=refuse)


def _whole(content: bytes, path: Path, limits: Limits) -> Iterator[Line]:
    try:
        value = parse(content.removeprefix(_BOM).decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileProblem("broken_utf8", file=path.name, line=line) from error
    except json.JSONDecodeError as error:
        raise FileProblem("not_json", file=path.name, line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise FileProblem("not_json", file=path.name, line=1) from error
    records = list(chain.from_iterable(part if isinstance(part, list) else [part] for part in [value]))
    if len(records) > limits.rows:
        raise FileProblem("too_many_rows", file=path.name, most=limits.rows)
    yield from (Line(number, record) for number, record in enumerate(records, start=1))
