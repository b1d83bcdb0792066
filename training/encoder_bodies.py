"""The kinds of encoders that are compared beside the packaged one: ``BODIES``, and how each is made.

seen n-grams     words and n-grams that stood in the texts (the packaged kind)
hashed n-grams   the same n-grams in 2^17 buckets
subwords         sentence-transformers' StaticEmbedding on a byte-pair vocabulary of 16,000 made from the texts
transformer      two layers over the same subwords, mean of the tokens
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers.base.modules import InputModule
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from torch import Tensor, nn
from torch.nn import functional

from features.encoder import units_of
from training.encoder import Body
from training.encoder_bag import WordBag, word_bag
from training.encoder_recipe import Recipe

BUCKETS: Final = 2**17
SUBWORDS: Final = 16_000
SUBWORD_DROPOUT: Final = 0.1
LONGEST: Final = 64
TOGETHER: Final = 128
GAIN: Final = 7.0
"""The bag of subwords' rate over the transformer's, see ``BODIES``."""


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
