"""Ranking from raw text, judged by hand: notes and stories about people × adverts (``tests/judged``).

Four sets. ``own``: 30 notes × 60 adverts, judged before the first run, then looked at while weights and readers were
made. ``a`` (consultants' notes), ``b`` (flowing case stories) and ``c`` (both; few relevant adverts each): written and
judged by others who had seen nothing of this project. After their first runs (docs/reading.md) they were read, too, so
all four are development sets now; what comes next needs a fifth.

``python -m benchmarks.judged [--set a] [--show s01]`` prints nDCG@10 (gains 2^grade − 1), the relevant adverts lost to
a rule, and *broken*: adverts in the top 10 that break a limit the note states, as the judge sees it.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from rich.console import Console
from rich.table import Table

from features.encoder import default_encoder
from features.profiles import Employer, InvalidRecord, Participant, Vacancy
from features.reading import participant_from_text, vacancy_from_text
from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from service.texts import say

FOLDER: Final = Path(__file__).parent.parent / "tests" / "judged"
TODAY: Final = date(2026, 11, 22)


SETS: Final = ("own", "a", "b", "c")


def records(name: str, of: str = "own") -> list[dict[str, Any]]:
    """The ``notes`` or ``adverts`` of a judged set."""
    file = FOLDER / (f"{name}.jsonl" if of == "own" else f"{name}_{of}.jsonl")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def ranker(hybrid: Hybrid, adverts: list[dict[str, Any]]) -> Ranker:
    """A ranker over the adverts that are on ordinary terms, each with an employer of its own."""
    employers: dict[str, Employer] = {}
    vacancies: list[Vacancy] = []
    for advert in adverts:
        employers[advert["id"]] = Employer(id=advert["id"])
        try:
            vacancies.append(vacancy_from_text(advert["id"], advert["title"], advert["text"], employer_id=advert["id"]))
        except InvalidRecord as error:
            if all(fault.code != "terms_not_ordinary" for fault in error.faults):
                raise
    found = Ranker(hybrid, MatchModel.prior())
    found.load(vacancies, employers)
    return found


def ndcg(order: list[str], grades: dict[str, int], k: int = 10) -> float:
    """nDCG@k with gains 2^grade − 1 (Burges et al. 2005)."""
    discount = 1 / np.log2(np.arange(2, k + 2))
    gains = np.array([2 ** grades.get(name, 0) - 1 for name in order[:k]], float)
    ideal = np.array(sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:k], float)
    return float((gains * discount[: len(gains)]).sum() / (ideal * discount[: len(ideal)]).sum())


@dataclass(frozen=True, slots=True)
class Judged:
    """How one note was ranked: its list, what a rule hid of the relevant, and what breaks a limit in the top ten."""

    note: dict[str, Any]
    person: Participant
    order: list[str]

    @property
    def value(self) -> float:
        """nDCG@10."""
        return ndcg(self.order, self.note["relevant"])

    @property
    def lost(self) -> list[str]:
        """Relevant adverts that are not on the list at all."""
        return [name for name in self.note["relevant"] if name not in self.order]

    @property
    def broken(self) -> list[str]:
        """Adverts of the top ten that break a limit."""
        return [name for name in self.order[:10] if name in self.note["forbidden"]]


def judge(engine: Ranker, of: str = "own") -> list[Judged]:
    """Every note of a set, ranked by an engine that holds its adverts."""
    found = []
    for note in records("notes", of):
        person = participant_from_text(note["id"], note["text"])
        found.append(Judged(note, person, [item.vacancy_id for item in engine.rank(person, 60, TODAY).suggestions]))
    return found


def main() -> None:
    """Print a table for each set; with ``--show`` the list of one note."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", nargs="*", default=list(SETS), choices=SETS)
    parser.add_argument("--show", nargs="*", default=[])
    parser.add_argument("--lexical", action="store_true", help="spelling alone, without the encoder")
    options = parser.parse_args()
    console, hybrid = Console(width=180), Hybrid(None if options.lexical else default_encoder())
    for of in options.set:
        engine = ranker(hybrid, records("adverts", of))
        found = judge(engine, of)
        table = Table("note", "nDCG@10", "lost to a rule", "broken in top 10", "top 5", title=of)
        for one in found:
            told = (
                one.note["id"],
                f"{one.value:.2f}",
                " ".join(one.lost),
                " ".join(one.broken),
                " ".join(one.order[:5]),
            )
            table.add_row(*told)
            if one.note["id"] in options.show:
                show(console, engine, one.person, one.note)
        console.print(table)
        relevant = sum(len(one.note["relevant"]) for one in found)
        lost, broken = (sum(len(part(one)) for one in found) for part in (lambda one: one.lost, lambda one: one.broken))
        mean = np.mean([one.value for one in found])
        console.print(
            f"{of}: nDCG@10 {mean:.3f} · broken limits in the top 10: {broken} · lost: {lost} of {relevant}\n"
        )


def show(console: Console, engine: Ranker, person: Participant, note: dict[str, Any]) -> None:
    """One note's fields, list and exclusions in words."""
    console.print(note["text"], person.model_dump_json(exclude_defaults=True, exclude={"provenance"}))
    for item in engine.rank(person, 12, TODAY).suggestions:
        title = engine.index.snapshot().opening(engine.index.snapshot().rows[item.vacancy_id]).vacancy.title
        grade = note["relevant"].get(item.vacancy_id, "✗" if item.vacancy_id in note["forbidden"] else 0)
        console.print(f"{item.rank:2} {item.vacancy_id} [{grade}] {item.score:.4f} {item.feasible} {title}")
        for sign, reasons in (("+", item.reasons_for), ("-", item.reasons_against), ("?", item.questions)):
            for reason in reasons:
                console.print(f"      {sign} {say('reasons.' + reason.code, **reason.params)}")
    for gone in engine.excluded(person, TODAY):
        if gone.vacancy_id in note["relevant"]:
            why = [say("reasons." + reason.code, **reason.params) for reason in gone.findings]
            console.print(f"[red]lost[/red] {gone.vacancy_id} ({note['relevant'][gone.vacancy_id]}): {why}")


if __name__ == "__main__":
    main()
