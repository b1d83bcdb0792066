"""Which kind of encoder: ``python -m training.encoder_compare [--rounds N]``, one table from one run.

Four bodies are trained on the same texts, for as many rounds, with the same losses and the same classes:

    seen n-grams     words and n-grams that stood in the texts (the packaged kind)
    hashed n-grams   the same n-grams in 2^17 buckets
    subwords         sentence-transformers' StaticEmbedding on a byte-pair vocabulary of 16,000 made from the texts
    transformer      two layers over the same subwords, mean of the tokens

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
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers.base.modules import InputModule
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from torch import Tensor, nn
from torch.nn import functional

from features.attention import Attention, Vectors, unit_rows
from features.encoder import Role, units_of
from features.occupations import by_id
from features.similarity import Hybrid
from training.encoder import Body, Recipe, Trained, WordBag, train, word_bag
from training.encoder_scores import SHARED, Melo, ranks, read_lines, speed, tabular
from training.encoder_sources import Example, own_examples, read_everyday

BUCKETS: Final = 2**17
SUBWORDS: Final = 16_000
SUBWORD_DROPOUT: Final = 0.1
LONGEST: Final = 64
TOGETHER: Final = 128
GAIN: Final = 7.0
"""The bag of subwords' rate over the transformer's, see ``BODIES``."""
SHARE: Final = 0.15


class HashedBag(WordBag):
    """The packaged kind with every n-gram in a bucket, seen in training or not."""

    def _word_rows(self, word: str) -> NDArray[Any]:
        if word not in self._known:
            found = units_of(word, self.shortest, self.longest)
            self._known[word] = np.array([zlib.crc32(unit.encode()) % len(self.units) for unit in found], np.int64)
        return self._known[word]


def hashed_bag(texts: Sequence[str], recipe: Recipe) -> list[nn.Module]:
    """Words and n-grams in ``BUCKETS`` rows."""
    bag = HashedBag([str(n) for n in range(BUCKETS)], recipe.dimension, recipe.shortest, recipe.longest)
    bag.dropout = recipe.unit_dropout
    return [bag]


def subwords(texts: Sequence[str]) -> Any:
    """A byte-pair tokenizer made from the texts; merges are left out at random until ``dropout`` is set to None."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

    made = Tokenizer(models.BPE(unk_token="[UNK]"))  # noqa: S106
    made.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Metaspace(), pre_tokenizers.Punctuation()])
    made.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=SUBWORDS, special_tokens=["[UNK]"], show_progress=False)
    )
    made.model.dropout = SUBWORD_DROPOUT
    return made


def subword_bag(texts: Sequence[str], recipe: Recipe) -> list[nn.Module]:
    """StaticEmbedding on subwords."""
    table = StaticEmbedding(subwords(texts), embedding_dim=recipe.dimension)
    nn.init.normal_(table.embedding.weight, std=recipe.dimension**-0.5)  # its own start, of length 12, hardly moves
    return [table, Normalize()]


class Layers(InputModule):
    """Two layers of attention over subwords, the mean of the tokens as the text's vector.

    It starts as a bag of subwords: what the layers add begins at zero, and a word's row is stored ``GAIN`` times
    smaller than it is read, so that words learn as fast as the bag's and the layers at a transformer's pace.
    """

    def __init__(self, tokenizer: Any, dimension: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.tokenizer, self.dimension = tokenizer, dimension
        self.tokenizer.enable_truncation(LONGEST)
        self.words = nn.Embedding(tokenizer.get_vocab_size(), dimension)
        self.places = nn.Embedding(LONGEST, dimension)
        nn.init.normal_(self.words.weight, std=dimension**-0.5 / GAIN)
        nn.init.zeros_(self.places.weight)
        layer = nn.TransformerEncoderLayer(dimension, 4, 2 * dimension, 0.1, batch_first=True, norm_first=True)
        nn.init.zeros_(layer.self_attn.out_proj.weight)
        nn.init.zeros_(layer.linear2.weight)
        nn.init.zeros_(layer.linear2.bias)
        self.layers = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, Tensor]:
        """Texts → token rows (n, longest), −1 where a text has ended."""
        rows = [torch.tensor(one.ids or [0]) for one in self.tokenizer.encode_batch(list(inputs))]
        return {"input_ids": nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=-1)}

    def forward(self, features: dict[str, Tensor], **kwargs: Any) -> dict[str, Tensor]:
        """Adds ``sentence_embedding`` (n, dimension), unit rows; texts of like length go through together."""
        lengths = (features["input_ids"] >= 0).sum(dim=1)
        order = lengths.argsort()
        parts = [
            self._part(features["input_ids"][rows, : lengths[rows].max()]) for rows in torch.split(order, TOGETHER)
        ]
        features["sentence_embedding"] = torch.cat(parts)[order.argsort()]
        return features

    def _part(self, ids: Tensor) -> Tensor:
        there = ids >= 0
        tokens = GAIN * (self.words(ids.clamp(min=0)) + self.places.weight[: ids.shape[1]])
        read = self.layers(tokens, src_key_padding_mask=~there) * there[..., None]
        return functional.normalize(read.sum(dim=1), dim=1)

    def get_embedding_dimension(self) -> int:
        """Length of the vectors."""
        return self.dimension

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Made for the comparison only."""
        raise RuntimeError("the transformer of the comparison is measured and forgotten")

    @classmethod
    def load(cls, model_name_or_path: str, *args: Any, **kwargs: Any) -> Layers:
        """Made for the comparison only."""
        raise RuntimeError("the transformer of the comparison is measured and forgotten")


def transformer(texts: Sequence[str], recipe: Recipe) -> list[nn.Module]:
    """Two layers over the same subwords."""
    return [Layers(subwords(texts), recipe.dimension)]


BODIES: Final[Mapping[str, tuple[Body, dict[str, Any]]]] = {
    "seen n-grams": (word_bag, {}),
    "hashed n-grams": (hashed_bag, {}),
    "subwords": (subword_bag, {"rate": 0.014}),
    "transformer": (transformer, {"rate": 0.002}),
}
"""Name → (body, what its recipe has otherwise)."""


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
