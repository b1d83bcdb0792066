"""How well an encoder understands: everyday sentences, notes and, where it is there, MELO; for any encoder by name.

Everyday sentences and notes are our own, written apart from the training sentences (``tests/features/data``). MELO is
read from ``data`` where it is there: never trained on, its protocol as its makers have it (scores rounded to five
decimals, ties by id descending).
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from features.encoder import DEFAULT, Encoder, StaticEncoder, load_encoder
from features.linking import Label, Linker, own_labels
from features.occupations import by_id
from features.similarity import Hybrid

OWN: Final = Path(__file__).parent.parent / "tests" / "features" / "data"
SHARED: Final = Path(__file__).parent.parent.parent / "shared" / "data"
Scores = NDArray[Any]
Scorer = Callable[[Sequence[str], Sequence[str]], Scores]


def read_lines(name: str) -> list[dict[str, Any]]:
    """The records of one of our own files."""
    return [json.loads(line) for line in (OWN / name).read_text(encoding="utf-8").splitlines()]


def ranks(scores: Scores, right: Sequence[int]) -> Scores:
    """The rank of the right column in each row; ties count against it."""
    mine = scores[np.arange(len(right)), right][:, None]
    return np.asarray((scores >= mine).sum(axis=1))


def tfidf(queries: Sequence[str], documents: Sequence[str]) -> Scores:
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

    def __call__(self, scores: Scores) -> dict[str, float]:
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
        foreign = labels[labels.lang == "en"]
        english = [
            Label(str(text), str(uri), group[uri], "en")
            for text, uri in zip(foreign.label, foreign.concept_uri, strict=True)
        ]
        scores = Linker([*corpus, *english, *own_labels()], hybrid).label_scores(self.queries)
        return self(scores[:, : len(corpus)])


def _tabbed(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def tabular(columns: Mapping[str, Mapping[str, float]]) -> list[tuple[str, ...]]:
    """One row for each measure of any column: its name, then its value in each column, ``–`` where there is none."""
    measures = dict.fromkeys(key for column in columns.values() for key in column)
    return [(measure, *(_cell(column.get(measure)) for column in columns.values())) for measure in measures]


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if abs(value) < 20 else f"{value:.0f}"


def speed(encoder: Encoder) -> dict[str, float]:
    """Short texts a second of processor time (others may be using the machine)."""
    texts = [f"Hun har gjort rent på {number} værelser om dagen" for number in range(4000)]
    encoder.encode(texts[:8])
    begin = time.process_time()
    encoder.encode(texts)
    return {"texts/s": len(texts) / (time.process_time() - begin)}


def titles_speed(hybrid: Hybrid) -> dict[str, float]:
    """Titles linked a second of processor time, none of them one of ours."""
    linker = Linker(own_labels(), hybrid)
    titles = [f"{label.text} nr {number}" for number, label in enumerate(linker.labels[:2000])]
    begin = time.process_time()
    linker.link_titles(titles)
    return {"titles linked/s": len(titles) / (time.process_time() - begin)}


def evaluate(encoder: Encoder, data: Path = SHARED) -> dict[str, float]:
    """Every measure of one encoder, joined with spelling as the ranker uses it; MELO where ``data`` has it."""
    hybrid = Hybrid(encoder)
    found = speed(encoder) | titles_speed(hybrid) | everyday(hybrid.compare) | notes(hybrid.compare)
    if (data / "melo_da_dev").is_dir():
        melo = Melo(data)
        found |= melo(hybrid.compare(melo.queries, melo.texts))
        if (data / "esco_da").is_dir():
            found |= {f"{key}, ESCO imported": value for key, value in melo.with_esco(hybrid, data).items()}
    return found


def evaluate_name(name: str | None, data: Path = SHARED, cache: Path | None = None) -> dict[str, float]:
    """``evaluate`` for an encoder by folder or published name (None: the packaged one), with loading time and size.

    Raises:
        EncoderError: there is no such encoder, or it cannot be fetched from here.
    """
    begin = time.perf_counter()
    encoder = StaticEncoder(DEFAULT) if name is None else load_encoder(name, cache)
    found = {"load, s": time.perf_counter() - begin}
    folder = Path(name) if name else DEFAULT
    if folder.is_dir():
        found["MB"] = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    return found | evaluate(encoder, data)


def baseline(data: Path = SHARED) -> dict[str, float]:
    """The same comparison for character n-gram TF-IDF."""
    found = everyday(tfidf) | notes(tfidf)
    if (data / "melo_da_dev").is_dir():
        melo = Melo(data)
        found |= melo(tfidf(melo.queries, melo.texts))
    return found
