"""Which kind of encoder: ``python -m training.encoder_compare [--rounds N]``, one table from one run.

Four bodies (``training.encoder_bodies``) are trained on the same texts, for as many rounds, with the same losses and
the same classes.

Of 15 % of the occupations all is left out of training but its titles: tasks, sentences, wishes and every entry
of the glossary that names it. The first measure is then its own Danish sentences and wishes, never seen, against all
occupations, each told by its title and six tasks. Every body is measured alone (cosine) and joined with spelling; the
first column is spelling without any encoder.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from numpy.typing import NDArray

from features.attention import Attention, Vectors, unit_rows
from features.encoder import Role
from features.occupations import by_id
from features.similarity import Hybrid
from training.encoder import Trained, train
from training.encoder_bodies import BODIES
from training.encoder_recipe import Recipe
from training.encoder_scores import SHARED, Melo, ranks, read_lines, speed, tabular
from training.encoder_sources import Example, own_examples, read_everyday

SHARE: Final = 0.15


class Compared:
    """A trained model with the attention step of the packaged encoder."""

    def __init__(self, name: str, trained: Trained, recipe: Recipe) -> None:
        self.name, self._trained = name, trained
        self.attention = Attention(trained.vectors, recipe.attention_temperature, recipe.attention_share)
        self.dimension = 2 * recipe.dimension
        tokenizer: Any = getattr(trained.model[0], "tokenizer", None)
        if tokenizer is not None:
            tokenizer.model.dropout = None

    def encode(self, texts: Sequence[str], role: Role = "document") -> Vectors:
        """(n, dimension) float32 unit rows."""
        plain = self._trained.model.encode(list(texts), batch_size=256, show_progress_bar=False)
        return self.attention.drawn(unit_rows(plain))


def held_out(seed: int = 7) -> frozenset[str]:
    """Ids of the occupations of which only the titles are trained on."""
    names = sorted(by_id())
    return frozenset(random.Random(seed).sample(names, round(SHARE * len(names))))  # noqa: S311


def without(examples: Sequence[Example], held: frozenset[str]) -> list[Example]:
    """The examples without what is said of the held-out occupations; their titles stay."""
    named = {f"syn:{number}" for number, entry in enumerate(read_everyday()) if held & set(entry["occupations"])}
    gone = {f"kb:{name}" for name in held}
    return [e for e in examples if e.group not in named and (e.group not in gone or e.kind == "title")]


def measure(encoder: Compared | None, held: frozenset[str], data: Path) -> dict[str, float]:
    """MRR alone and joined, on held-out sentences, on our everyday sentences, and on MELO where it is there."""
    jobs = list(by_id().values())
    number = {job.id: n for n, job in enumerate(jobs)}
    own = [(text, number[job.id]) for job in jobs if job.id in held for text in (*job.experience, *job.wishes)]
    english = [(text, number[job.id]) for job in jobs if job.id in held for text in job.experience_en]
    rows = [row for row in read_lines("everyday_sentences.jsonl") if row["occupation"] in number]
    asked = {
        "held-out sentences": own,
        "held-out, English": english,
        "everyday, held-out jobs": [(r["text"], number[r["occupation"]]) for r in rows if r["occupation"] in held],
        "everyday, other jobs": [(r["text"], number[r["occupation"]]) for r in rows if r["occupation"] not in held],
    }
    described, titles = [". ".join((job.title, *job.tasks[:6])) for job in jobs], [job.title for job in jobs]
    found: dict[str, float] = {}
    for name, pairs in asked.items():
        for kind, documents in (("described", described), ("title", titles)):
            scores = _scores(encoder, [text for text, _ in pairs], documents)
            for how, table in scores.items():
                rank = ranks(table, [right for _, right in pairs])
                found[f"{name} ({len(pairs)}) → {kind}, {how}"] = float((1 / rank).mean())
    if (data / "melo_da_dev").is_dir():
        melo = Melo(data)
        for how, table in _scores(encoder, melo.queries, melo.texts).items():
            found[f"MELO, {how}"] = melo(table)["MELO: MRR"]
    return found


def _scores(encoder: Compared | None, queries: Sequence[str], documents: Sequence[str]) -> dict[str, NDArray[Any]]:
    hybrid = Hybrid(encoder)
    asked, given = hybrid.plain(queries, "query"), hybrid.plain(documents)
    if encoder is None:
        return {"joined": hybrid.score(asked, given)}
    return {"alone": asked.dense @ given.dense.T, "joined": hybrid.score(asked, given)}


def compare(rounds: int, data: Path, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """Train and measure each body; the measures by its name."""
    held = held_out()
    examples = without(own_examples(), held)
    print(
        f"{len(examples)} texts, {len(held)} of {len(by_id())} occupations held out, {rounds} rounds", file=sys.stderr
    )
    found = {"spelling": measure(None, held, data)}
    for name in names:
        body, other = BODIES[name]
        recipe = replace(Recipe(epochs=rounds), **other)
        begin = time.process_time()
        encoder = Compared(name, trained := train(examples, recipe, False, body), recipe)
        found[name] = {"training, CPU s": time.process_time() - begin}
        found[name]["million numbers"] = sum(p.numel() for p in trained.model.parameters()) / 1e6
        found[name] |= {"last loss": trained.losses[-1]} | speed(encoder) | measure(encoder, held, data)
        print(name, found[name], file=sys.stderr, flush=True)
    return found


def main() -> None:
    """Print the table."""
    from rich.console import Console
    from rich.table import Table

    parser = argparse.ArgumentParser(description="Compare kinds of encoders on held-out occupations.")
    parser.add_argument("--rounds", type=int, default=Recipe().epochs)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--only", nargs="*", default=list(BODIES), help="some of the kinds")
    chosen = parser.parse_args()
    columns = compare(chosen.rounds, chosen.data, chosen.only)
    table = Table("measure", *columns, title="Kinds of encoders")
    for row in tabular(columns):
        table.add_row(*row)
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
