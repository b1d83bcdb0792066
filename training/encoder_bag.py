"""The body of the packaged encoder: a bag of words and character n-grams, as a sentence-transformers module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from sentence_transformers.base.modules import InputModule
from torch import Tensor, nn
from torch.nn import functional

from features.encoder import UNITS, units_of, words_of
from training.encoder_recipe import Recipe

WEIGHTS: Final = "model.safetensors"


class WordBag(InputModule):
    """A sentence-transformers module: the sum over a text's words of the mean over each word's units.

    A unit is a word or a character n-gram (``features.encoder.units_of``). In training a share of the units is left
    out, so that n-grams learn to speak for words that were never seen.
    """

    config_keys = ["dimension", "shortest", "longest"]  # noqa: RUF012

    def __init__(self, units: Sequence[str], dimension: int, shortest: int, longest: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.units = list(units)
        self.dimension, self.shortest, self.longest = dimension, shortest, longest
        self.dropout = 0.0
        self.embedding = nn.EmbeddingBag(len(self.units), dimension, mode="sum")
        nn.init.normal_(self.embedding.weight, std=dimension**-0.5)
        self._rows = {unit: row for row, unit in enumerate(self.units)}
        self._known: dict[str, np.ndarray] = {}
        self._chance = np.random.default_rng(0)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, Tensor]:
        """Texts → flat unit rows, their weights, and where each text begins."""
        words = [[rows for word in words_of(text) if len(rows := self._word_rows(word))] for text in inputs]
        flat = [rows for text in words for rows in text]
        lengths = np.array([len(rows) for rows in flat], np.int64)
        units = np.concatenate(flat) if flat else np.zeros(0, np.int64)
        word = np.repeat(np.arange(len(flat)), lengths)
        keep = self._kept(lengths, word)
        counts = np.bincount(word[keep], minlength=len(flat))
        ends = np.cumsum([sum(int(counts[n]) for n in range(a, b)) for a, b in _spans(words)])
        return {
            "input_ids": torch.from_numpy(units[keep]),
            "weights": torch.from_numpy((1 / counts[word[keep]]).astype(np.float32)),
            "offsets": torch.from_numpy(np.concatenate([[0], ends[:-1]]).astype(np.int64)),
        }

    def _word_rows(self, word: str) -> np.ndarray:
        if word not in self._known:
            found = (self._rows.get(unit) for unit in units_of(word, self.shortest, self.longest))
            self._known[word] = np.array([row for row in found if row is not None], np.int64)
        return self._known[word]

    def _kept(self, lengths: np.ndarray, word: np.ndarray) -> np.ndarray:
        """Which units stay: all, or in training a random share of each longer word, more seldom the word itself."""
        if not self.training or not self.dropout or not len(word):
            return np.ones(len(word), bool)
        keep = self._chance.random(len(word)) > self.dropout
        starts = np.cumsum(lengths) - lengths
        keep[starts] &= self._chance.random(len(starts)) > self.dropout
        empty = np.add.reduceat(keep, starts) == 0
        return np.asarray(keep | (lengths < 4)[word] | empty[word])

    def forward(self, features: dict[str, Tensor], **kwargs: Any) -> dict[str, Tensor]:
        """Adds ``sentence_embedding`` (n, dimension), unit rows."""
        sums = self.embedding(features["input_ids"], features["offsets"], per_sample_weights=features["weights"])
        features["sentence_embedding"] = functional.normalize(sums, dim=1)
        return features

    def get_embedding_dimension(self) -> int:
        """Length of the vectors."""
        return self.dimension

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Write units, weights and configuration into a folder."""
        folder = Path(output_path)
        save_file(self.state_dict(), folder / WEIGHTS)
        (folder / UNITS).write_text("\n".join(self.units) + "\n", encoding="utf-8")
        self.save_config(output_path)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *args: Any, **kwargs: Any) -> Self:
        """Read what ``save`` wrote."""
        folder = Path(model_name_or_path) / subfolder
        config = cls.load_config(model_name_or_path, subfolder=subfolder)
        bag = cls((folder / UNITS).read_text(encoding="utf-8").splitlines(), **config)
        bag.load_state_dict(load_file(folder / WEIGHTS))
        return bag


def _spans(words: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int]]:
    start = 0
    for text in words:
        yield start, start + len(text)
        start += len(text)


def units_for(texts: Sequence[str], recipe: Recipe) -> list[str]:
    """Every word of the texts that stands twice, and every n-gram that stands in several words, sorted."""
    words = Counter(word for text in texts for word in words_of(text))
    grams: Counter[str] = Counter()
    for word in words:
        grams.update(set(units_of(word, recipe.shortest, recipe.longest)[1:]))
    kept = {f"<{word}>" for word, count in words.items() if count > 1}
    return sorted(kept | {gram for gram, count in grams.items() if count >= recipe.seen_in_words})


def word_bag(texts: Sequence[str], recipe: Recipe) -> list[nn.Module]:
    """The body of the packaged encoder: words and n-grams that were seen."""
    bag = WordBag(units_for(texts, recipe), recipe.dimension, recipe.shortest, recipe.longest)
    bag.dropout = recipe.unit_dropout
    return [bag]
