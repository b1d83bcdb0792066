"""What the encoder may be trained on beside our own texts, when the user has it: one small reader for each source.

ESCO in the official CSV layout or as parquet, a MyThes thesaurus (Debian's ``mythes-da``), and word lists in two
languages (Debian's ``dict-freedict-dan-eng``, or pairs between tabs). Classes are called ``esco:<uri>``,
``mythes:<line>`` and ``words:<number>``; a round of training draws at most as many of these texts as there are of our
own (``training.encoder_pairs``), so that a large source takes no longer than a small one. ESCO's titles are also titles
of DISCO-08's unit groups.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from features.disco import unit_groups
from training.encoder_sources import Example

OUTSIDE: Final = ("esco:", "mythes:", "words:")
BASE64: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
"""Digits of the numbers in a dictd index."""


def outside_examples(
    esco_folders: Iterable[Path] = (), thesauri: Iterable[Path] = (), word_lists: Iterable[Path] = ()
) -> list[Example]:
    """The examples of all these sources."""
    return [
        *(example for folder in esco_folders for example in esco(folder)),
        *(example for path in thesauri for example in thesaurus(path)),
        *(example for path in word_lists for example in word_list(path)),
    ]


def esco(folder: Path) -> list[Example]:
    """ESCO's labels, descriptions and essential skills by occupation.

    ``folder`` holds the official CSV files (``occupations_en.csv``, ``occupations_da.csv``, ``skills_en.csv``,
    ``occupationSkillRelations.csv`` …) or the same tables as parquet or ``.csv.gz``; what is not there is passed over.
    """
    examples: list[Example] = []
    for path in _tables(folder, "occupations"):
        for row in _records(path):
            examples += _esco_occupation(row)
    for path in _tables(folder, "esco_"):
        for row in _records(path):
            if row.get("kind") == "occupation":
                examples += _titles([row["label"]], row["concept_uri"], row.get("isco_code", ""))
    return [*examples, *_esco_skills(folder)]


def _esco_occupation(row: Mapping[str, str]) -> Iterator[Example]:
    uri = row.get("conceptUri") or row.get("CONCEPTURI") or ""
    names = [row.get(key, "") for key in ("preferredLabel", "PREFERREDLABEL", "label_da", "label_en")]
    alternative = (row.get("altLabels") or row.get("ALTLABELS") or "").splitlines()
    alternative += (row.get("alt_labels_da") or "").split("|")
    if uri:
        yield from _titles([*names, *alternative], uri, row.get("iscoGroup") or row.get("ISCOGROUP") or "")
    description = row.get("description") or row.get("DESCRIPTION")
    if uri and description:
        yield Example(description[:400], f"esco:{uri}", "sentence")


def _titles(names: Iterable[str], uri: str, isco08: str) -> Iterator[Example]:
    """Names of an ESCO occupation, as its own class and as titles of its DISCO-08 unit group where there is one."""
    group = f"disco:{isco08}" if isco08 in _unit_codes() else None
    for name in filter(None, dict.fromkeys(names)):
        yield Example(name, f"esco:{uri}", "title")
        if group:
            yield Example(name, group, "title")


@lru_cache(maxsize=1)
def _unit_codes() -> frozenset[str]:
    return frozenset(unit.code for unit in unit_groups())


def _esco_skills(folder: Path) -> Iterator[Example]:
    skills: dict[str, str] = {}
    for path in _tables(folder, "skills_"):
        for row in _records(path):
            uri, name = (row.get(key) or row.get(key.upper()) or "" for key in ("conceptUri", "preferredLabel"))
            skills.setdefault(uri, name)
    for path in _tables(folder, "occupationSkillRelations"):
        for row in _records(path):
            given = {key.casefold(): value for key, value in row.items()}
            skill = skills.get(given.get("skilluri", ""))
            if skill and given.get("relationtype") == "essential":
                yield Example(skill, f"esco:{given['occupationuri']}", "task")


def _tables(folder: Path, beginning: str) -> list[Path]:
    kinds = (".csv", ".csv.gz", ".parquet")
    found = (path for path in folder.rglob(f"{beginning}*") if path.name.endswith(kinds))
    return sorted(found)


def _records(path: Path) -> list[dict[str, str]]:
    import pandas as pd

    table = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path, dtype=str)
    filled = table.astype(object).where(table.notna(), "")
    return [{str(key): str(value) for key, value in row.items()} for row in filled.to_dict("records")]


def thesaurus(path: Path) -> Iterator[Example]:
    """A MyThes thesaurus (``th_da_DK.dat``, Debian's mythes-da): each meaning is a class of words."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[1:]
    word = ""
    for number, line in enumerate(lines):
        first, *rest = line.split("|")
        if rest and rest[0].strip().isdigit():
            word = first
        elif word:
            texts = dict.fromkeys([word, *(other.split(" (")[0].strip() for other in rest)])
            yield from (Example(text, f"mythes:{number}", "task") for text in texts if text)


def word_list(path: Path) -> Iterator[Example]:
    """Words in two languages: a dictd dictionary (``….dict.dz``, its ``.index`` beside it), or pairs between tabs."""
    pairs = _dictd(path) if path.name.endswith((".dict", ".dict.dz")) else _tabbed(path)
    for number, texts in enumerate(pairs):
        yield from (Example(text, f"words:{number}", "task") for text in dict.fromkeys(texts) if text)


def _tabbed(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from ([text.strip() for text in row[:2]] for row in csv.reader(file, delimiter="\t"))


def _dictd(path: Path) -> Iterator[list[str]]:
    """Headword and translations of each entry: its lines after the first, parted at commas, notes left out."""
    index = path.with_name(path.name.removesuffix(".dz").removesuffix(".dict") + ".index")
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".dz" else path.read_bytes()
    for line in index.read_text(encoding="utf-8").splitlines():
        word, start, length = line.split("\t")[:3]
        if word.startswith("00"):  # what dictd says of the dictionary itself
            continue
        entry = body[_number(start) : _number(start) + _number(length)].decode("utf-8", "replace")
        said = [re.sub(r"\[[^]]*\]|<[^>]*>|\([^)]*\)", "", told) for told in entry.splitlines()[1:]]
        yield [word, *(part.strip(" .") for told in said for part in re.split(r"[,;]", told))]


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = 64 * value + BASE64.index(digit)
    return value
