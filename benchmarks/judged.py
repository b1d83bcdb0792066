"""Ranking from raw text, judged by hand: 30 notes about people × 60 adverts (``tests/judged``).

Judged before the first run; once, after it, judgements that broke hours a note states were put right. The set was
looked at while weights and readers were made, so it is a development set, not held out.

``python -m benchmarks.judged [--show n01]`` prints nDCG@10 (gains 2^grade − 1), the share of relevant adverts lost to a
rule, and *broken*: adverts in the top 10 that break a limit the note states. The aim is ≥ .70 and 0.
"""

from __future__ import annotations

import argparse
import json
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


def records(name: str) -> list[dict[str, Any]]:
    """The lines of one of the judged files."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


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


def main() -> None:
    """Print the table; with ``--show`` the list of one note."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", nargs="*", default=[])
    parser.add_argument("--lexical", action="store_true", help="spelling alone, without the encoder")
    options = parser.parse_args()
    engine = ranker(Hybrid(None if options.lexical else default_encoder()), records("adverts.jsonl"))
    console, values, broken = Console(width=180), [], 0
    table = Table("note", "nDCG@10", "lost to a rule", "broken in top 10", "top 5")
    for note in records("notes.jsonl"):
        person = participant_from_text(note["id"], note["text"])
        order = [item.vacancy_id for item in engine.rank(person, 60, TODAY).suggestions]
        values.append(ndcg(order, note["relevant"]))
        bad = [name for name in order[:10] if name in note["forbidden"]]
        lost = [name for name in note["relevant"] if name not in order]
        broken += len(bad)
        table.add_row(note["id"], f"{values[-1]:.2f}", " ".join(lost), " ".join(bad), " ".join(order[:5]))
        if note["id"] in options.show:
            show(console, engine, person, note)
    console.print(table)
    console.print(f"nDCG@10 {np.mean(values):.3f} · broken limits in the top 10: {broken}")


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
