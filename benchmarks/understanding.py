"""How well texts are understood: ``python -m benchmarks.understanding [--data FOLDER] [NAME …]``, all in one run.

First the encoders (``training.encoder_scores``) beside character n-grams, then the reader per split of its labelled
sentences and the check for fair requirements, then ranking from raw text (``benchmarks.judged``), then how long
reading and encoding real adverts takes, and last the service from a cold start. Every row is made in this run, except
the published ones. What is not there to be measured is said loudly.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks import judged
from benchmarks.cold_start import cold_start
from features.encoder import default_encoder
from features.profiles import InvalidRecord
from features.reading import read_vacancy, vacancy_from_text
from features.similarity import Hybrid
from training.encoder_scores import SHARED, baseline, evaluate_name, tabular

ROOT = Path(__file__).parent.parent
ADVERTS = 500


def published(data: Path) -> list[tuple[str, float]]:
    with (data / "melo_da_dev" / "published_results_danish.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["dataset"] == "dnk_q_da_c_da"]
    return sorted(((row["model"], float(row["recip_rank"])) for row in rows), key=lambda row: -row[1])[:4]


def reading() -> dict[str, dict[str, float]]:
    """Precision and recall over all fields, and of those the issue names, by split and on labels of real adverts."""
    sys.path.insert(0, str(ROOT))
    from tests.features.reading_score import Tally, cases, real_adverts, score, score_real

    def row(tallies: Mapping[str, Any], n: int) -> dict[str, float]:
        names = ("hours_min", "shifts", "terms", "credentials", "functional_needs", "demands")
        every = [tally for name, tally in tallies.items()]
        total = Tally(*(sum(getattr(one, part) for one in every) for part in ("hits", "spurious", "missed")))
        found = {"texts": float(n), "precision": total.precision, "recall": total.recall}
        for name in names:
            if name in tallies and tallies[name].hits + tallies[name].missed:
                found |= {f"{name} P": tallies[name].precision, f"{name} R": tallies[name].recall}
        return found

    splits = sorted({case["split"] for case in cases()})
    found = {split: row(score(split), len(cases(split))) for split in splits}
    return found | ({"real adverts": row(score_real(), len(real_adverts()))} if real_adverts() else {})


def fair() -> dict[str, dict[str, float]]:
    """The check for fair requirements by part of its sentences: found where something stands, and of each kind."""
    sys.path.insert(0, str(ROOT))
    from tests.features.fair_score import score, sentences

    found: dict[str, dict[str, float]] = {}
    for part in dict.fromkeys(case["split"] for case in sentences()):
        tallies = score(part)
        found[part] = {"sentences": float(len(sentences(part)))}
        for name in ("sentence", "forbidden", "unjustified"):
            found[part] |= {f"{name} P": tallies[name].precision, f"{name} R": tallies[name].recall}
    return found


def ranking() -> dict[str, float]:
    """The judged notes and adverts: nDCG@10 and broken limits."""
    found = judged.judge(judged.ranker(Hybrid(default_encoder()), judged.records("adverts")))
    relevant = sum(len(one.note["relevant"]) for one in found)
    return {
        "nDCG@10": float(np.mean([one.value for one in found])),
        "broken limits in the top 10": float(sum(len(one.broken) for one in found)),
        "relevant lost to a rule": sum(len(one.lost) for one in found) / relevant,
    }


def adverts_speed() -> dict[str, float]:
    """Seconds for 500 real adverts, of processor time and by the clock; empty when the shared data is not there."""
    from tests.features.reading_score import real_adverts

    adverts = list(real_adverts().items())
    if not adverts:
        return {}
    adverts = (adverts * (ADVERTS // len(adverts) + 1))[:ADVERTS]
    hybrid = Hybrid(default_encoder())

    def read() -> None:
        for _, (title, text) in adverts:
            read_vacancy(title, text)

    def records() -> None:
        for number, (title, text) in adverts:
            try:
                vacancy_from_text(str(number), title, text, employer_id="e")
            except InvalidRecord:
                continue

    def encode() -> None:
        hybrid.cut([f"{title}. {text}" for _, (title, text) in adverts])

    found = {"characters, mean": float(np.mean([len(text) for _, (_, text) in adverts]))}
    for name, work in (("read", read), ("made a record", records), ("encoded by passages", encode)):
        wall, spent = time.perf_counter(), time.process_time()
        work()
        found[f"{ADVERTS} adverts {name}, CPU s"] = time.process_time() - spent
        found[f"{ADVERTS} adverts {name}, s by the clock"] = time.perf_counter() - wall
    return found


def show(console: Console, title: str, columns: Mapping[str, Mapping[str, float]]) -> None:
    table = Table("measure", *columns, title=title)
    for row in tabular(columns):
        table.add_row(*row)
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="further encoders: folders or published names")
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--encoders", action="store_true", help="the encoders alone")
    chosen = parser.parse_args()
    console = Console(width=150)
    columns = {"char TF-IDF": baseline(chosen.data), "packaged": evaluate_name(None, chosen.data)}
    columns |= {name: evaluate_name(name, chosen.data) for name in chosen.names}
    show(console, "Encoders", columns)
    if (chosen.data / "melo_da_dev").is_dir():
        best = ", ".join(f"{name} {value:.3f}" for name, value in published(chosen.data))
        console.print(f"published, MELO da→da, all 734 queries: {best}")
    else:
        console.print(f"[red]MELO WAS NOT MEASURED[/red]: no {chosen.data / 'melo_da_dev'}")
    if chosen.encoders:
        return
    show(console, "Reading (P precision, R recall)", reading())
    show(console, "Fair requirements (only final3 was never tuned on)", fair())
    show(console, "Ranking from raw text, 30 notes × 60 adverts", {"packaged": ranking()})
    if fast := adverts_speed():
        show(console, "Speed on real adverts", {"packaged": fast})
    else:
        console.print(f"[red]SPEED ON REAL ADVERTS WAS NOT MEASURED[/red]: none in {SHARED}")
    show(console, "Cold start of companytrack serve, an empty store", {"packaged": cold_start()})


if __name__ == "__main__":
    main()
