"""Precision and recall of the reader per field, on our own sentences and on labels of real ones.

Run ``python -m tests.features.reading_score [tune|held|held2|held3|all|real]``; ``--misses`` shows what went wrong.
Every structured field is counted: what is proposed but not expected is a false positive even where a case is silent
about the field. Free words (experience, wishes, tasks …) are only counted where a case expects or excludes them.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from features import week
from features.reading import Reading, read_participant, read_vacancy
from features.reading.clock import bits

DATA = Path(__file__).parent / "data"
ON = date(2026, 3, 1)
FREE = {"experience", "wishes", "resources", "skills", "motivation", "tasks", "settings", "questions"}
DEFAULTS = {"positions": 1}


@dataclass
class Tally:
    """True positives, false positives and misses of one field, with what went wrong."""

    hits: int = 0
    spurious: int = 0
    missed: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.spurious) if self.hits + self.spurious else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0


def cases(split: str = "all") -> list[dict[str, Any]]:
    files = (DATA / name for name in ("reading_cases.jsonl", "reading_fresh.jsonl"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [case for case in map(json.loads, lines) if split in ("all", case["split"])]


def read(case: dict[str, Any]) -> Reading:
    if case["kind"] == "participant":
        return read_participant(case["text"], ON)
    return read_vacancy(case.get("title", ""), case["text"], ON)


def proposed(reading: Reading) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for proposal in reading.proposals:
        value = proposal.value
        if (proposal.field == "wishes" and value["kind"] == "task") or (
            proposal.field == "do_not_want" and value["kind"] == "task"
        ):
            continue
        if proposal.field in ("home", "site"):
            value = value["postcode"]
        if proposal.field == "demands":
            value = {"code": next(iter(value)), **next(iter(value.values()))}
        if value not in found[proposal.field]:
            found[proposal.field].append(value)
    found["questions"] = sorted({proposal.value for proposal in reading.questions})
    return found


def score(split: str = "all") -> dict[str, Tally]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    for case in cases(split):
        reading = read(case)
        judge(case, proposed(reading), tallies)
        _told(case, reading, tallies)
    return tallies


def _told(case: dict[str, Any], reading: Reading, tallies: dict[str, Tally]) -> None:
    """Free words: ``told`` must stand in a value of the field, ``untold`` must not."""
    for key, wanted in (("told", True), ("untold", False)):
        for name, words in case.get(key, {}).items():
            held = json.dumps([item.value for item in reading.of(name)], ensure_ascii=False).lower()
            for word in words:
                said, tally = word.lower() in held, tallies[f"{name} (words)"]
                tally.hits += wanted and said
                tally.missed += wanted and not said
                tally.spurious += said and not wanted
                if said is not wanted:
                    tally.notes.append(f"{case['id']} {key} {name} {word!r} in {case['text'][:110]!r} got {held}")


def judge(case: dict[str, Any], found: dict[str, list[Any]], tallies: dict[str, Tally]) -> None:
    loose = set(case.get("loose", ()))
    for name in sorted(set(found) | set(case["expect"]) | set(case["absent"])):
        if name not in case["expect"] and (name in loose or (name in FREE and name not in case["absent"])):
            continue
        if name == "availability":
            _availability(case, found.get(name, []), tallies[name])
            continue
        expected = case["expect"].get(name, [])
        expected = (
            [{"code": code, **demand} for code, demand in expected.items()]
            if name == "demands" and expected
            else expected
        )
        _compare(case, name, _listed(expected), found.get(name, []), tallies[name], name in loose)


REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
WRITTEN = {"ads_da_paedagog_2024": date(2024, 3, 22), "jobnet_2021": date(2021, 7, 2)}


def real_labels() -> list[dict[str, Any]]:
    lines = (DATA / "reading_real_labels.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def real_adverts() -> dict[str, tuple[str, str]]:
    """Title and text of the real adverts by id; empty when the shared data is not there."""
    if not REAL.exists():
        return {}
    import pandas as pd

    frame = pd.read_parquet(REAL / "ads_da_paedagog_2024" / "ads.parquet")
    adverts = {row.ad_id: (row.title, row.text) for row in frame.itertuples()}
    rows = (REAL / "jobnet_2021" / "jobnet_ads.jsonl").read_text(encoding="utf-8").splitlines()
    return adverts | {row["id"]: (row["title"], row["text"]) for row in map(json.loads, rows)}


def score_real() -> dict[str, Tally]:
    """Labels of real adverts: scalars must be equal, a list must hold the labelled value, null means nothing at all."""
    adverts, tallies, held = real_adverts(), defaultdict(Tally), {}
    for label in real_labels():
        if label["id"] not in held:
            held[label["id"]] = proposed(read_vacancy(*adverts[label["id"]], WRITTEN[label["source"]]))
        found, tally, want = held[label["id"]].get(label["field"], []), tallies[label["field"]], label["value"]
        note = f"{label['id']} {label['start']}:{label['end']} {label['field']} {want} got {found}"
        hit = want is not None and any(matches(want, value) for value in found)
        single = label["field"] in (
            "hours_min",
            "hours_max",
            "contract",
            "start",
            "valid_until",
            "positions",
            "site",
            "wage",
        )
        tally.hits += hit
        tally.missed += want is not None and not hit
        wrong = bool(found) and (want is None or (single and not hit))
        tally.spurious += wrong
        if wrong or (want is not None and not hit):
            tally.notes.append(note)
    return tallies


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _compare(case: dict[str, Any], name: str, expected: list[Any], found: list[Any], tally: Tally, loose: bool) -> None:
    left = list(found)
    if expected == [] and name in DEFAULTS:
        left = [value for value in left if value != DEFAULTS[name]]
    for value in expected:
        hit = next((one for one in left if matches(value, one)), None)
        if hit is None:
            tally.missed += 1
            tally.notes.append(f"{case['id']} missed {name} {value} in {case['text'][:110]!r} got {found}")
        else:
            tally.hits += 1
            left.remove(hit)
    skipped = set(case.get("loose_codes", ()))
    for value in left:
        codes = {value.get("code"), value.get("value")} if isinstance(value, dict) else {value}
        if loose or codes & skipped:
            continue
        tally.spurious += 1
        tally.notes.append(f"{case['id']} spurious {name} {value} in {case['text'][:110]!r}")


def matches(expected: Any, value: Any) -> bool:
    if isinstance(expected, dict) and isinstance(value, dict):
        return all(matches(item, value.get(key)) for key, item in expected.items())
    if isinstance(expected, float | int) and isinstance(value, float | int) and not isinstance(expected, bool):
        return abs(expected - value) < 0.051
    return bool(expected == value)


def _availability(case: dict[str, Any], found: list[Any], tally: Tally) -> None:
    expected = case["expect"].get("availability", {})
    for kind in ("can", "prefer", "avoid"):
        want = week.union(_windows(expected.get(kind, "")))
        have = week.union(
            bits([item["weekday"]], [(_minute(item["start"]), _minute(item["end"]))])
            for item in found
            if item["kind"] == kind
        )
        if want == have and want:
            tally.hits += 1
        elif want != have:
            tally.missed += bool(want)
            tally.spurious += bool(have)
            shown = [f"{item['weekday']} {item['start']}-{item['end']}" for item in found if item["kind"] == kind]
            tally.notes.append(
                f"{case['id']} availability {kind} {expected.get(kind)} in {case['text'][:110]!r} got {shown}"
            )


def _windows(text: str) -> Iterator[int]:
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        days, hours = part.split(" ")
        first, _, last = days.partition("-")
        start, end = hours.split("-")
        yield bits(range(int(first), int(last or first) + 1), [(_minute(start), _minute(end))])


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def table(tallies: dict[str, Tally]) -> str:
    lines = [f"{'field':22}{'n':>5}{'precision':>11}{'recall':>8}"]
    for name in sorted(tallies):
        one = tallies[name]
        lines.append(f"{name:22}{one.hits + one.missed:5}{one.precision:11.3f}{one.recall:8.3f}")
    total = Tally(*(sum(getattr(one, part) for one in tallies.values()) for part in ("hits", "spurious", "missed")))
    lines.append(f"{'all':22}{total.hits + total.missed:5}{total.precision:11.3f}{total.recall:8.3f}")
    return "\n".join(lines)


if __name__ == "__main__":
    chosen = next((word for word in sys.argv[1:] if not word.startswith("-")), "all")
    result = score_real() if chosen == "real" else score(chosen)
    print(table(result))
    if "--misses" in sys.argv:
        print("\n".join(note for one in result.values() for note in one.notes))
