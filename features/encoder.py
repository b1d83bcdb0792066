"""Texts → unit vectors that lie close when the texts mean the same work.

``Encoder`` is the contract; two things keep it:

``StaticEncoder`` reads a folder of plain files with numpy alone. A word is the mean of what is known of it and of its
character n-grams, ``w = mean(E[unit])``; a text is ``e = Σ w / |Σ w|`` (the length a word was given in training is its
weight). Then the text is drawn toward the occupations it speaks of (``features.attention``), so that two sentences
about the same job meet even when they share no word. ``docs/encoder.md`` has the measurements.

``SentenceTransformerEncoder`` wraps any sentence-transformers model, a folder or a published name, with the prompts it
was trained with. Heavy imports happen when such an encoder is made, not before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, Protocol, Self

import numpy as np

from features.attention import Attention, Vectors, unit_rows

Role = Literal["query", "document"]

DEFAULT: Final = Path(__file__).parent / "data" / "encoder"
"""The encoder that comes with the package: made from our own texts alone by ``python -m training.encoder``."""
CONFIG: Final = "config.json"
UNITS: Final = "units.txt"
VECTORS: Final = "vectors.npz"
WORD: Final = re.compile(r"[^\W_]+")
KEPT_WORDS: Final = 20_000
MOST_WORDS: Final = 1_000
PROMPTS: Final[Mapping[str, tuple[str, str]]] = {
    "e5": ("query: ", "passage: "),
    "embeddinggemma": ("task: search result | query: ", "title: none | text: "),
    "snowflake-arctic-embed": ("query: ", ""),
    "nomic-embed": ("search_query: ", "search_document: "),
    "jobbert": ("", ""),
    "bge-m3": ("", ""),
}
"""(query, document) prompts of well-known families, by a part of their name, from the models' own pages; a model that
carries prompts of its own keeps them."""


class Encoder(Protocol):
    """Anything that turns texts into unit vectors of a fixed dimension."""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str], role: Role = "document") -> Vectors:
        """(n, dimension) float32, every row of length 1 (or 0 for a text nothing is known of)."""
        ...


class EncoderError(ValueError):
    """The encoder called ``name`` cannot be read; the message says what is wrong and what to do."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name


@dataclass(frozen=True, slots=True)
class StaticConfig:
    """What a static encoder was made with: n-gram lengths, attention step, and the hash of what it was trained on."""

    name: str
    dimension: int
    shortest: int
    longest: int
    temperature: float
    share: float
    trained_on: str
    classes: tuple[str, ...]

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """From the object in ``config.json``."""
        return cls(**{**raw, "classes": tuple(raw["classes"])})


def words_of(text: str) -> list[str]:
    """Lower-case words of a text, ``aa`` written ``å``; at most the first thousand."""
    return [word.replace("aa", "å") for word in WORD.findall(text.casefold())[:MOST_WORDS]]


def units_of(word: str, shortest: int, longest: int) -> list[str]:
    """The word itself between ``<`` and ``>``, then its character n-grams of the given lengths, ends marked."""
    marked = f"<{word}>"
    lengths = range(shortest, min(longest, len(marked) - 1) + 1)
    return [marked, *(marked[start : start + n] for n in lengths for start in range(len(marked) - n + 1))]


class StaticEncoder:
    """Reads a folder made by ``training.encoder``: numpy alone, some ten thousand short texts a second."""

    def __init__(self, folder: Path | str) -> None:
        folder = Path(folder)
        missing = [name for name in (CONFIG, UNITS, VECTORS) if not (folder / name).is_file()]
        if missing:
            raise EncoderError(
                str(folder), f"no {', '.join(missing)}; make the encoder with: companytrack train-encoder"
            )
        self.config = StaticConfig.from_json(json.loads((folder / CONFIG).read_text(encoding="utf-8")))
        units = (folder / UNITS).read_text(encoding="utf-8").splitlines()
        with np.load(folder / VECTORS, allow_pickle=False) as arrays:
            self._codes, self._scales = arrays["codes"], arrays["scales"].astype(np.float32)
            classes = arrays["classes"].astype(np.float32)
        if len(units) != len(self._codes):
            raise EncoderError(
                str(folder), f"{len(units)} units but {len(self._codes)} vectors; make the encoder again"
            )
        self.attention = Attention(classes, self.config.temperature, self.config.share)
        self._rows = {unit: row for row, unit in enumerate(units)}
        self._words: dict[str, Vectors] = {}
        self.name = f"{self.config.name}-{self.config.trained_on[:8]}"
        self.dimension = 2 * self.config.dimension

    def encode(self, texts: Sequence[str], role: Role = "document") -> Vectors:
        """(n, dimension) float32 unit rows; a text without a known unit is a zero row. The role changes nothing."""
        return self.attention.drawn(self.embed(texts))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(n, config.dimension) float32 unit rows before the attention step."""
        sums = np.zeros((len(texts), self.config.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in words_of(text):
                sums[row] += self._word(word)
        return unit_rows(sums)

    def about_work(self, texts: Sequence[str]) -> Vectors:
        """(n,) float32 in [0, 1]: how much a text is about the work, and not about hours, family or praise."""
        beside = [number for number, name in enumerate(self.config.classes) if name.startswith("none:")]
        plain = self.embed(texts)
        return np.where(plain.any(axis=1), 1 - self.attention.weights(plain)[:, beside].sum(axis=1), 0).astype(
            np.float32
        )

    def _word(self, word: str) -> Vectors:
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= KEPT_WORDS:
                self._words = {}
            known = self._words[word] = self._word_vector(word)
        return known

    def _word_vector(self, word: str) -> Vectors:
        found = (self._rows.get(unit) for unit in units_of(word, self.config.shortest, self.config.longest))
        rows = [row for row in found if row is not None]
        if not rows:
            return np.zeros(self.config.dimension, np.float32)
        return np.asarray((self._codes[rows] * self._scales[rows, None]).mean(axis=0), np.float32)


def save_static(folder: Path, config: StaticConfig, units: Sequence[str], vectors: Vectors, classes: Vectors) -> None:
    """Write a static encoder's three files; ``vectors`` (units, d) are kept as int8 with one scale for each row."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-8).astype(np.float16).astype(np.float32) / 127
    codes = np.clip(np.round(vectors / scales[:, None]), -127, 127).astype(np.int8)
    np.savez_compressed(folder / VECTORS, codes=codes, scales=scales, classes=classes.astype(np.float16))
    (folder / UNITS).write_text("\n".join(units) + "\n", encoding="utf-8")
    text = json.dumps(asdict(config), ensure_ascii=False, indent=1)
    (folder / CONFIG).write_text(text + "\n", encoding="utf-8")


class SentenceTransformerEncoder:
    """Any sentence-transformers model by folder or published name, with prompts for queries and documents."""

    def __init__(self, name: str | Path, cache: Path | None = None) -> None:
        self.name = str(name)
        try:
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(self.name, cache_folder=str(cache) if cache else None, device="cpu")
        except Exception as error:  # whatever a library or the net says, there is no model
            raise EncoderError(
                self.name,
                "neither a folder with a sentence-transformers model nor a published model that can be "
                f"fetched from here; give a folder, or a name where the hub can be reached ({error})",
            ) from error
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.prompts = prompts_for(self.name, {key: text or "" for key, text in self._model.prompts.items()})

    def encode(self, texts: Sequence[str], role: Role = "document") -> Vectors:
        """(n, dimension) float32 unit rows."""
        if not len(texts):
            return np.zeros((0, self.dimension), np.float32)
        prompt = self.prompts[0 if role == "query" else 1]
        found = self._model.encode(list(texts), prompt=prompt or None, show_progress_bar=False)
        return unit_rows(np.asarray(found, np.float32))


def prompts_for(name: str, own: Mapping[str, str] | None = None) -> tuple[str, str]:
    """(query, document) prompts of a model: its own where it has any, else those of its family, else none."""
    own = own or {}
    query = own.get("query", "")
    document = own.get("document") or own.get("passage") or ""
    if query or document:
        return query, document
    plain = re.split(r"[/\\]", name.casefold())[-1]
    return next((prompts for part, prompts in PROMPTS.items() if re.search(rf"(^|[-_]){part}", plain)), ("", ""))


def load_encoder(name: str | None = None, cache: Path | None = None) -> Encoder:
    """The encoder called ``name``: None for the one that comes with the package, a folder, or a published model.

    ``cache`` is where published models are kept. Raises ``EncoderError`` when there is no such encoder.
    """
    if name is None:
        return packaged_encoder()
    return StaticEncoder(name) if (Path(name) / UNITS).is_file() else SentenceTransformerEncoder(name, cache)


@lru_cache(maxsize=1)
def packaged_encoder() -> StaticEncoder:
    """The encoder that comes with the package, read once."""
    return StaticEncoder(DEFAULT)


def default_encoder() -> Encoder | None:
    """The encoder that comes with the package, or None in a checkout where it was taken out."""
    return packaged_encoder() if (DEFAULT / UNITS).is_file() else None


@lru_cache(maxsize=1)
def chosen_encoder(name: str | None, cache: Path | None = None) -> Encoder | None:
    """The encoder a setting names, else the default one, read once; raises ``EncoderError`` as ``load_encoder``."""
    return load_encoder(name, cache) if name else default_encoder()
