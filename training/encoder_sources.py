"""What the encoder is trained on: texts that belong to a class, from one small reader per source.

``own_examples`` is everything written for this project and enough by itself; ``training.encoder_outside`` reads what a
user has beside it. A class is called by its source and id (``kb:dishwasher``, ``disco:9412``, ``none:hours``,
``syn:17``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from features.disco import unit_groups
from features.occupations import Occupation, occupations

DATA: Final = Path(__file__).parent.parent / "features" / "data"
EVERYDAY: Final = DATA / "everyday_da.jsonl"
NOT_WORK: Final = DATA / "not_work.json"
PROTOTYPED: Final = ("kb:", "disco:", "none:")
"""Sources whose classes get a vector of their own (the attention step looks at these)."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text of a class; ``kind`` says how it may be varied: title, task or sentence."""

    text: str
    group: str
    kind: str


def own_examples(parts: Iterable[str] = ("knowledge", "disco", "everyday", "not_work")) -> list[Example]:
    """Our own texts; ``parts`` picks sources, for the ablation."""
    readers = {"knowledge": knowledge, "disco": disco, "everyday": everyday, "not_work": not_work}
    return [example for part in parts for example in readers[part]()]


def knowledge() -> Iterator[Example]:
    """Titles, tasks and sentences of the occupation knowledge base, Danish and English."""
    for job in occupations():
        yield from _of(job)


def _of(job: Occupation) -> Iterator[Example]:
    group = f"kb:{job.id}"
    yield from (Example(text, group, "title") for text in (job.title, *job.titles_da, *job.titles_en))
    yield from (Example(text, group, "task") for text in (*job.tasks, *job.tasks_en))
    said = (*job.experience, *job.experience_en, *job.wishes, *job.wishes_en)
    yield from (Example(text, group, "sentence") for text in said)


def disco() -> Iterator[Example]:
    """Official and everyday titles of the DISCO-08 unit groups."""
    for unit in unit_groups():
        titles = dict.fromkeys((unit.title_da, unit.title_en, *unit.also_da))
        yield from (Example(title, f"disco:{unit.code}", "title") for title in titles)


def everyday() -> Iterator[Example]:
    """Our glossary: the words of one entry belong together, and to the occupations it names."""
    known = {job.id for job in occupations()}
    for number, entry in enumerate(read_everyday()):
        words = (*entry["terms"], *entry["en"])
        yield from (Example(word, f"syn:{number}", "task") for word in words)
        groups = [name for name in entry["occupations"] if name in known]
        yield from (Example(", ".join(entry["terms"]), f"kb:{name}", "task") for name in groups)
        yield from (Example(word, f"kb:{name}", "task") for name in groups[:2] for word in words)


def read_everyday() -> list[dict[str, Any]]:
    """The glossary's entries (``terms``, ``en``, ``occupations``); an empty list when there is none."""
    if not EVERYDAY.is_file():
        return []
    return [json.loads(line) for line in EVERYDAY.read_text(encoding="utf-8").splitlines() if line.strip()]


def not_work() -> Iterator[Example]:
    """Sentences that say nothing of the work itself: hours, family, limits, praise, how to apply."""
    found: Mapping[str, Sequence[str]] = json.loads(NOT_WORK.read_text(encoding="utf-8"))
    yield from (Example(text, f"none:{about}", "sentence") for about, texts in found.items() for text in texts)


def near() -> Mapping[str, frozenset[str]]:
    """Classes that must not be pushed apart: near occupations, and an occupation and its DISCO group."""
    found: dict[str, set[str]] = {}
    for job in occupations():
        others = {f"kb:{name}" for name, _ in job.near} | {f"disco:{job.disco08}"}
        for other in others:
            found.setdefault(f"kb:{job.id}", set()).add(other)
            found.setdefault(other, set()).add(f"kb:{job.id}")
    return {name: frozenset(others) for name, others in found.items()}


def fingerprint(examples: Iterable[Example], *more: Any) -> str:
    """Hex SHA-256 of the texts, their classes and anything else that decides what is learned."""
    digest = hashlib.sha256(repr(more).encode())
    for example in sorted((example.group, example.kind, example.text) for example in examples):
        digest.update("\x1f".join(example).encode())
    return digest.hexdigest()
