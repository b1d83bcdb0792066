"""How well texts are understood: ``python -m benchmarks.understanding [--data FOLDER] [NAME …]``, one table.

Everyday sentences and notes are our own, written apart from the training sentences (``tests/features/data``). MELO is
read from ``--data`` where it is there: never trained on, its protocol as its makers have it (scores rounded to five
decimals, ties by id descending). Every row is made in this run, except the published ones.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from features.encoder import DEFAULT, Encoder, load_encoder
from features.linking import Label, Linker, own_labels
from features.occupations import by_id
from features.similarity import Hybrid

OWN = Path(__file__).parent.parent / "tests" / "features" / "data"
SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
Scorer = Callable[[Sequence[str], Sequence[str]], np.ndarray]


def read_lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (OWN / name).read_text(encoding="utf-8").splitlines()]


def ranks(scores: np.ndarray, right: Sequence[int]) -> np.ndarray:
    """The rank of the right column in each row; ties count against it."""
    mine = scores[np.arange(len(right)), right][:, None]
    return (scores >= mine).sum(axis=1)


def tfidf(queries: Sequence[str], documents: Sequence[str]) -> np.ndarray:
    """The baseline: character 2–4-gram TF-IDF fitted on the documents."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4)).fit(documents)
    return np.asarray((vectors.transform(queries) @ vectors.transform(documents).T).todense())


def everyday(score: Scorer) -> dict[str, float]:
    """MRR and recall of sentences → occupations, by language, by what stands for the job, and by difficulty."""
    jobs = list(by_id().values())
    number = {job.id: n for n, job in enumerate(jobs)}
    texts = {
        "title": [job.title for job in jobs],
        "described": [". ".join((job.title, *job.tasks[:6])) for job in jobs],
        "English": [". ".join((job.titles_en[0], *job.tasks_en[:6])) for job in jobs],
    }
    found: dict[str, float] = {}
    for language, name in (("da", "everyday_sentences.jsonl"), ("en", "everyday_sentences_en.jsonl")):
        rows = [row for row in read_lines(name) if row["occupation"] in number]
        right = [number[row["occupation"]] for row in rows]
        for kind, documents in texts.items():
            rank = ranks(score([row["text"] for row in rows], documents), right)
            found[f"{language} → {kind}: MRR"] = float((1 / rank).mean())
            if (language, kind) == ("da", "described"):
                found |= {f"{language} → {kind}: recall@{k}": float((rank <= k).mean()) for k in (1, 5)}
                level = np.array([row["difficulty"] for row in rows])
                found |= {f"… difficulty {d}: MRR": float((1 / rank[level == d]).mean()) for d in (1, 2, 3)}
    return found


def notes(score: Scorer) -> dict[str, float]:
    """Notes of several sentences → adverts: MRR of the best advert and nDCG@5 with the near ones."""
    adverts, asked = read_lines("everyday_adverts.jsonl"), read_lines("everyday_notes.jsonl")
    names = [advert["id"] for advert in adverts]
    scores = score([note["text"] for note in asked], [advert["text"] for advert in adverts])
    rank = ranks(scores, [names.index(note["best"]) for note in asked])
    gains = [_ndcg([names[n] for n in np.argsort(-row)], note) for row, note in zip(scores, asked, strict=True)]
    return {"notes → adverts: MRR": float((1 / rank).mean()), "notes → adverts: nDCG@5": float(np.mean(gains))}


def _ndcg(order: Sequence[str], note: dict[str, Any]) -> float:
    gain = {note["best"]: 3.0, **dict.fromkeys(note["also"], 1.0)}
    weight = 1 / np.log2(np.arange(2, 7))
    best = sorted(gain.values(), reverse=True)[:5]
    return float(sum(w * gain.get(n, 0) for w, n in zip(weight, order[:5], strict=True)) / (weight[: len(best)] @ best))


class Melo:
    """Danish job titles → ESCO's surface forms (Avature's MELO, the half kept for development)."""

    def __init__(self, data: Path) -> None:
        rows = {
            name: _tabbed(data / "melo_da_dev" / f"{name}.tsv")
            for name in ("queries", "corpus_elements", "annotations")
        }
        self.queries = [row[1] for row in rows["queries"]]
        self.ids = np.array([row[0] for row in rows["corpus_elements"]])
        self.texts = [row[1] for row in rows["corpus_elements"]]
        self.concept = dict(_tabbed(data / "melo_da_dev" / "concept_mapping.tsv"))
        right: dict[str, set[str]] = {}
        for query, _, element, _ in rows["annotations"]:
            right.setdefault(query, set()).add(element)
        self.right = [right[row[0]] for row in rows["queries"]]

    def __call__(self, scores: np.ndarray) -> dict[str, float]:
        """MRR and success@1 and @5."""
        by_id_descending = -np.argsort(np.argsort(self.ids))
        first = []
        for row, right in zip(np.round(scores, 5), self.right, strict=True):
            order = self.ids[np.lexsort((by_id_descending, -row))]
            first.append(int(np.flatnonzero(np.isin(order, list(right)))[0]) + 1)
        rank = np.array(first)
        return {"MELO: MRR": float((1 / rank).mean())} | {
            f"MELO: success@{k}": float((rank <= k).mean()) for k in (1, 5)
        }

    def with_esco(self, hybrid: Hybrid, data: Path) -> dict[str, float]:
        """The same with ESCO's English labels and ISCO groups imported beside our own tables."""
        import pandas as pd

        labels = pd.read_csv(data / "esco_da" / "esco_v1.0.8_occupation_labels_da_en.csv.gz", dtype=str).fillna("")
        joined = pd.read_csv(data / "esco_da" / "occupations_da_joined_v1.1.1.csv.gz", dtype=str).fillna("")
        group = dict(zip(labels.concept_uri, labels.isco_code, strict=True))
        group |= dict(zip(joined.conceptUri, joined.iscoGroup, strict=True))
        uris = [self.concept[name] for name in self.ids]
        corpus = [Label(text, uri, group.get(uri, "")) for text, uri in zip(self.texts, uris, strict=True)]
        english = [
            Label(r.label, r.concept_uri, group[r.concept_uri], "en") for r in labels[labels.lang == "en"].itertuples()
        ]
        scores = Linker([*corpus, *english, *own_labels()], hybrid).label_scores(self.queries)
        return self(scores[:, : len(corpus)])


def _tabbed(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def published(data: Path) -> list[tuple[str, float]]:
    with (data / "melo_da_dev" / "published_results_danish.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["dataset"] == "dnk_q_da_c_da"]
    return sorted(((row["model"], float(row["recip_rank"])) for row in rows), key=lambda row: -row[1])[:4]


def speed(encoder: Encoder) -> dict[str, float]:
    texts = [f"Hun har gjort rent på {number} værelser om dagen" for number in range(4000)]
    encoder.encode(texts[:8])
    begin = time.perf_counter()
    encoder.encode(texts)
    return {"texts/s": len(texts) / (time.perf_counter() - begin)}


def evaluate(name: str | None, data: Path) -> dict[str, float]:
    """Every measure of one encoder (None: the packaged one), joined with spelling as the ranker uses it."""
    begin = time.perf_counter()
    encoder = load_encoder(name)
    found = {"load, s": time.perf_counter() - begin} | speed(encoder)
    folder = Path(name) if name else DEFAULT
    if folder.is_dir():
        found["MB"] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    hybrid = Hybrid(encoder)
    found |= everyday(hybrid.compare) | notes(hybrid.compare)
    if (data / "melo_da_dev").is_dir():
        melo = Melo(data)
        found |= melo(hybrid.compare(melo.queries, melo.texts))
        found |= {f"{key}, ESCO imported": value for key, value in melo.with_esco(hybrid, data).items()}
    return found


def baseline(data: Path) -> dict[str, float]:
    found = everyday(tfidf) | notes(tfidf)
    if (data / "melo_da_dev").is_dir():
        melo = Melo(data)
        found |= melo(tfidf(melo.queries, melo.texts))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="further encoders: folders or published names")
    parser.add_argument("--data", type=Path, default=SHARED)
    chosen = parser.parse_args()
    columns = {"char TF-IDF": baseline(chosen.data), "packaged": evaluate(None, chosen.data)}
    columns |= {name: evaluate(name, chosen.data) for name in chosen.names}
    table = Table("measure", *columns, title="Understanding")
    for measure in dict.fromkeys(key for column in columns.values() for key in column):
        cells = (column.get(measure) for column in columns.values())
        table.add_row(
            measure, *("–" if cell is None else f"{cell:.3f}" if cell < 20 else f"{cell:.0f}" for cell in cells)
        )
    console = Console()
    console.print(table)
    if (chosen.data / "melo_da_dev").is_dir():
        console.print(
            "published, MELO da→da, all 734 queries: " + ", ".join(f"{n} {v:.3f}" for n, v in published(chosen.data))
        )
    else:
        console.print(f"MELO was not measured: no {chosen.data / 'melo_da_dev'}")


if __name__ == "__main__":
    main()
