"""The occupation knowledge base: what a job is called, what one does in it, and what it typically asks.

Read once from ``features/data/occupations/*.json`` (one file per sector; ``docs/knowledge-base.md`` describes every
field). What stands here about demands, hours and Danish is *typical*: it may raise a question or lower a rank, never
decide that somebody cannot do a job.

``python -m features.occupations`` checks every file and prints the coverage by DISCO-08 group.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from features.vocabulary import TASK_NEEDS, Cefr, Credential, LanguageSkill, Need, Training

DATA: Final = Path(__file__).parent / "data"
SHIFT_TIMES: Final = ("early", "day", "evening", "night", "weekend")
LICENCE_NEEDS: Final = ("always", "often", "sometimes")
PLACES: Final = ("inside", "outside", "both", "vehicle")
COMPANY: Final = ("alone", "together", "both")
AT_LEAST: Final[Mapping[str, int]] = {
    "titles_da": 10,
    "titles_en": 3,
    "tasks": 12,
    "tasks_en": 6,
    "experience": 12,
    "experience_en": 4,
    "wishes": 8,
    "wishes_en": 2,
}
"""The least number of different strings in each list of an occupation."""


@dataclass(frozen=True, slots=True)
class TypicalDemand:
    """How much of a need code an occupation typically asks: level 0–4, and an amount in the code's unit or None."""

    level: int
    value: float | None = None


@dataclass(frozen=True, slots=True)
class WorkSetting:
    """Where and among whom the work is done; ``noise``, ``pace`` and ``customers`` run from 0 to 4."""

    place: str
    company: str
    noise: int
    pace: int
    customers: int


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation of the knowledge base; the fields are described in ``docs/knowledge-base.md``."""

    id: str
    disco08: str
    title: str
    titles_da: tuple[str, ...]
    titles_en: tuple[str, ...]
    tasks: tuple[str, ...]
    tasks_en: tuple[str, ...]
    experience: tuple[str, ...]
    experience_en: tuple[str, ...]
    wishes: tuple[str, ...]
    wishes_en: tuple[str, ...]
    setting: WorkSetting
    demands: Mapping[Need, TypicalDemand]
    shifts: tuple[str, ...]
    hours: tuple[float, float]
    licences: tuple[tuple[Credential, str], ...]
    danish: Mapping[LanguageSkill, Cefr]
    training: Training
    branches: tuple[str, ...]
    near: tuple[tuple[str, str], ...]
    sector: str

    @classmethod
    def from_json(cls, raw: Mapping[str, Any], sector: str) -> Occupation:
        """Make an occupation from its JSON object; ``check`` it first, faults are not reported here."""
        lists = {name: tuple(raw[name]) for name in AT_LEAST}
        return cls(
            id=raw["id"],
            disco08=raw["disco08"],
            title=raw["title"],
            setting=WorkSetting(**raw["setting"]),
            demands={Need(code): TypicalDemand(**demand) for code, demand in raw["demands"].items()},
            shifts=tuple(raw["shifts"]),
            hours=(float(raw["hours"][0]), float(raw["hours"][1])),
            licences=tuple((Credential(item["code"]), item["need"]) for item in raw["licences"]),
            danish={LanguageSkill(skill): Cefr(level) for skill, level in raw["danish"].items()},
            training=Training(raw["training"]),
            branches=tuple(raw["branches"]),
            near=tuple((item["id"], item["reason"]) for item in raw["near"]),
            sector=sector,
            **lists,
        )


@lru_cache(maxsize=1)
def occupations() -> tuple[Occupation, ...]:
    """Every occupation of the knowledge base, in the order of the files' names."""
    return tuple(Occupation.from_json(raw, path.stem) for path in data_files() for raw in _read(path))


@lru_cache(maxsize=1)
def by_id() -> Mapping[str, Occupation]:
    """Occupations by their id."""
    return {occupation.id: occupation for occupation in occupations()}


def data_files() -> list[Path]:
    """The sector files, sorted by name."""
    return sorted((DATA / "occupations").glob("*.json"))


def _read(path: Path) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return records


def check(raw: Mapping[str, Any]) -> list[str]:
    """All faults of one occupation's JSON object, each naming the field and what should stand there."""
    missing = [name for name in Occupation.__dataclass_fields__ if name != "sector" and name not in raw]
    if missing:
        return [f"missing: {', '.join(missing)}"]
    return [*_list_faults(raw), *_setting_faults(raw), *_demand_faults(raw), *_code_faults(raw)]


def _list_faults(raw: Mapping[str, Any]) -> Iterable[str]:
    for name, least in AT_LEAST.items():
        texts = [" ".join(str(text).casefold().split()) for text in raw[name]]
        if len(set(texts)) < least:
            yield f"{name}: {len(set(texts))} different strings, at least {least} are needed"
        yield from (f"{name}: written twice: {text}" for text, count in Counter(texts).items() if count > 1)
        yield from (f"{name}: not a tidy string: {text!r}" for text in raw[name] if text != text.strip() or not text)
    if raw["title"].casefold() in {title.casefold() for title in raw["titles_da"]}:
        yield "titles_da: repeats title"
    if len(raw["near"]) < 2 or any(set(item) != {"id", "reason"} for item in raw["near"]):
        yield "near: two or more of {id, reason}"


def _setting_faults(raw: Mapping[str, Any]) -> Iterable[str]:
    setting = raw["setting"]
    if setting.get("place") not in PLACES or setting.get("company") not in COMPANY:
        yield f"setting: place is one of {PLACES}, company one of {COMPANY}"
    yield from (f"setting.{name}: 0-4" for name in ("noise", "pace", "customers") if setting.get(name) not in range(5))
    least, most = raw["hours"]
    if not 0 < least <= most <= 48:
        yield "hours: [least, most] with 0 < least <= most <= 48"
    yield from (f"shifts: {shift} is not one of {SHIFT_TIMES}" for shift in raw["shifts"] if shift not in SHIFT_TIMES)
    if not raw["shifts"]:
        yield "shifts: at least one"


def _demand_faults(raw: Mapping[str, Any]) -> Iterable[str]:
    codes = {need.value for need in TASK_NEEDS}
    if len(raw["demands"]) < 6:
        yield "demands: six codes or more"
    for code, demand in raw["demands"].items():
        if code not in codes or demand.get("level") not in range(5) or set(demand) - {"level", "value"}:
            yield f"demands.{code}: a task code with level 0-4 and perhaps a value"
        if code in ("lift", "carry") and "value" not in demand:
            yield f"demands.{code}: value in kg is missing"


def _code_faults(raw: Mapping[str, Any]) -> Iterable[str]:
    if not (len(raw["disco08"]) == 4 and raw["disco08"].isdigit()):
        yield "disco08: four digits"
    credentials = {credential.value for credential in Credential}
    for item in raw["licences"]:
        if item.get("code") not in credentials or item.get("need") not in LICENCE_NEEDS:
            yield f"licences: {item} has an unknown code or need"
    if set(raw["danish"]) != {skill.value for skill in LanguageSkill}:
        yield "danish: listen, speak, read and write"
    levels = {level.value for level in Cefr}
    yield from (
        f"danish.{skill}: {level} is no CEFR level" for skill, level in raw["danish"].items() if level not in levels
    )
    if raw["training"] not in {training.value for training in Training}:
        yield f"training: {raw['training']}"
    yield from (
        f"branches: {code} is not two digits" for code in raw["branches"] if not (len(code) == 2 and code.isdigit())
    )


def check_all() -> list[str]:
    """Faults of all files: each occupation's own, ids used twice, missing neighbours, sentences in two places."""
    faults: list[str] = []
    ids: Counter[str] = Counter()
    near: list[tuple[str, str]] = []
    sentences: dict[str, str] = {}
    for path in data_files():
        for raw in _read(path):
            where = f"{path.name}: {raw.get('id', '?')}"
            faults += [f"{where}: {fault}" for fault in check(raw)]
            ids[raw.get("id", "?")] += 1
            near += [(where, item["id"]) for item in raw.get("near", [])]
            for sentence in [*raw.get("experience", []), *raw.get("wishes", [])]:
                first = sentences.setdefault(" ".join(sentence.casefold().split()), where)
                if first != where:
                    faults.append(f"{where}: sentence also in {first}: {sentence}")
    faults += [f"id used {count} times: {name}" for name, count in ids.items() if count > 1]
    faults += [f"{where}: near: no occupation {name}" for where, name in near if name not in ids]
    return faults


def coverage() -> list[tuple[str, int]]:
    """(two-digit DISCO-08 group, number of occupations) for every group that has one."""
    return sorted(Counter(occupation.disco08[:2] for occupation in occupations()).items())


def main() -> int:
    """Print faults, else the coverage; the exit code is 1 when there are faults."""
    faults = check_all()
    for fault in faults:
        print(fault)
    if not faults:
        for group, count in coverage():
            print(f"DISCO {group}: {'▇' * count} {count}")
    print(f"{len(data_files())} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
