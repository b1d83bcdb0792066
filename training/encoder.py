"""Making the encoder: a bag of words and character n-grams, trained with sentence-transformers on what we wrote.

Two losses over a batch of pairs (anchor, partner) that belong to one class:

    contrast   −log exp(a·p/τ) / Σ_j exp(a·p_j/τ)        over the batch; same or near classes are left out of the sum
    classes    −log exp(a·P_c/τ) / Σ_k exp(a·P_k/τ)      over the occupations' own vectors P, which the encoder keeps

``python -m training.encoder`` makes the encoder that comes with the package, from our own texts, in about two minutes
on two cores; with ``--esco FOLDER`` and the like it makes a wider one elsewhere. The same seed and texts give the same
encoder.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from torch import Tensor, nn
from torch.nn import functional

from features.encoder import CONFIG, DEFAULT, UNITS, StaticConfig, save_static, units_of, words_of
from features.occupations import by_id
from training.encoder_outside import OUTSIDE, outside_examples
from training.encoder_sources import PROTOTYPED, Example, fingerprint, near, own_examples
from training.registry import HOME
from training.sentences import vary

WEIGHTS: Final = "model.safetensors"
LOG: Final = HOME
"""Where runs are kept: ``mlruns/`` of the folder it is started in."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what is learned besides the texts."""

    dimension: int = 160
    shortest: int = 3
    longest: int = 5
    seen_in_words: int = 3
    epochs: int = 10
    batch: int = 512
    rate: float = 0.007
    temperature: float = 0.07
    contrast: float = 1.0
    group_share: float = 0.3
    unit_dropout: float = 0.25
    composite: float = 0.3
    noise: float = 0.15
    attention_temperature: float = 0.07
    attention_share: float = 0.4
    seed: int = 7


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


@dataclass(slots=True)
class Classes:
    """The classes of the examples: numbers, which have a vector of their own, and which must not be pushed apart."""

    names: list[str]
    numbers: dict[str, int] = field(init=False)
    prototyped: list[int] = field(init=False)
    apart: np.ndarray = field(init=False)
    official: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.names = sorted(self.names, key=lambda name: (not name.startswith(PROTOTYPED), name))
        self.numbers = {name: number for number, name in enumerate(self.names)}
        self.prototyped = [n for n, name in enumerate(self.names) if name.startswith(PROTOTYPED)]
        self.apart = np.ones((len(self.prototyped), len(self.prototyped)), bool)
        self.official = np.full(len(self.names), -1)
        jobs = by_id()
        for name, others in near().items():
            number = self.numbers.get(name, len(self.prototyped))
            close = [self.numbers[other] for other in others if other in self.numbers]
            if number < len(self.prototyped):
                self.apart[number, [n for n in close if n < len(self.prototyped)]] = False
            if name.startswith("kb:") and number < len(self.prototyped):
                self.official[number] = self.numbers.get(f"disco:{jobs[name[3:]].disco08}", -1)

    def may_push(self, groups: np.ndarray) -> np.ndarray:
        """(n, n) bool: which pairs of a batch may be pushed apart."""
        allowed = groups[:, None] != groups[None, :]
        known = groups < len(self.prototyped)
        inside = np.flatnonzero(known)
        allowed[np.ix_(inside, inside)] &= self.apart[np.ix_(groups[inside], groups[inside])]
        return np.asarray(allowed)


class OccupationLoss(nn.Module):
    """Contrast within the batch and against the classes' own vectors; the module's docstring has the formulas."""

    def __init__(self, classes: Classes, recipe: Recipe) -> None:
        super().__init__()
        self.classes, self.recipe = classes, recipe
        self.vectors = nn.Parameter(torch.randn(len(classes.prototyped), recipe.dimension) * recipe.dimension**-0.5)
        self.groups = [n for n in classes.prototyped if classes.names[n].startswith("disco:")]

    def forward(self, anchors: Tensor, partners: Tensor, groups: np.ndarray) -> Tensor:
        """The loss of one batch of unit rows (n, d) with their class numbers (n,)."""
        return self.recipe.contrast * self._contrast(anchors, partners, groups) + self._classes(anchors, groups)

    def _contrast(self, anchors: Tensor, partners: Tensor, groups: np.ndarray) -> Tensor:
        keep = torch.from_numpy(self.classes.may_push(groups)) | torch.eye(len(groups), dtype=torch.bool)
        logits = (anchors @ partners.T / self.recipe.temperature).masked_fill(~keep, -1e4)
        target = torch.arange(len(groups))
        there, back = functional.cross_entropy(logits, target), functional.cross_entropy(logits.T, target)
        return (there + back) / 2

    def _classes(self, anchors: Tensor, groups: np.ndarray) -> Tensor:
        known = np.flatnonzero(groups < len(self.classes.prototyped))
        target = torch.from_numpy(groups[known])
        logits = anchors[known] @ functional.normalize(self.vectors, dim=1).T / self.recipe.temperature
        push = torch.from_numpy(self.classes.apart)[target].scatter(1, target[:, None], True)
        loss = functional.cross_entropy(logits.masked_fill(~push, -1e4), target)
        official = self.classes.official[groups[known]]
        has = np.flatnonzero(official >= 0)
        if len(has) and self.groups:
            columns = torch.from_numpy(np.searchsorted(self.groups, official[has]))
            loss = loss + self.recipe.group_share * functional.cross_entropy(logits[has][:, self.groups], columns)
        return loss


def units_for(texts: Sequence[str], recipe: Recipe) -> list[str]:
    """Every word of the texts that stands twice, and every n-gram that stands in several words, sorted."""
    words = Counter(word for text in texts for word in words_of(text))
    grams: Counter[str] = Counter()
    for word in words:
        grams.update(set(units_of(word, recipe.shortest, recipe.longest)[1:]))
    kept = {f"<{word}>" for word, count in words.items() if count > 1}
    return sorted(kept | {gram for gram, count in grams.items() if count >= recipe.seen_in_words})


@dataclass(slots=True)
class Pairs:
    """Draws pairs of texts of one class, varied, some joined or with a sentence beside the point."""

    examples: Sequence[Example]
    recipe: Recipe
    chance: random.Random
    members: dict[str, list[Example]] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for example in self.examples:
            self.members.setdefault(example.group, []).append(example)
        self.beside = [example.text for example in self.examples if example.group.startswith("none:")]

    def epoch(self) -> Iterator[tuple[list[str], list[str], list[str]]]:
        """Batches of (anchors, partners, classes).

        Every text of our own is an anchor once, those of no work five times; of the outside texts as many as there are
        of our own, drawn anew each round.
        """
        own = [e for e in self.examples if not e.group.startswith(OUTSIDE)]
        outside = [e for e in self.examples if e.group.startswith(OUTSIDE)]
        order = [e for e in own for _ in range(5 if e.group.startswith("none:") else 1)]
        order += self.chance.sample(outside, min(len(outside), len(own)))
        self.chance.shuffle(order)
        for start in range(0, len(order), self.recipe.batch):
            chosen = order[start : start + self.recipe.batch]
            anchors = [self._said(example) for example in chosen]
            yield anchors, [self._partner(example) for example in chosen], [example.group for example in chosen]

    def _said(self, example: Example) -> str:
        text = vary(example.text, example.kind, self.chance)
        if self.beside and self.chance.random() < self.recipe.noise and not example.group.startswith("none:"):
            extra = self.chance.choice(self.beside)
            return f"{text} {extra}" if self.chance.random() < 0.5 else f"{extra} {text}"
        return text

    def _partner(self, example: Example) -> str:
        others = self.members[example.group]
        drawn = self.chance.choice(others)
        if drawn is example and len(others) > 1:
            drawn = self.chance.choice(others)
        if self.chance.random() < self.recipe.composite:
            more = [self.chance.choice(others).text for _ in range(self.chance.randint(1, 4))]
            return ". ".join([drawn.text, *more])
        return self._said(drawn)


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training run leaves: the sentence-transformers model, the classes' vectors, and the loss by epoch."""

    model: SentenceTransformer
    classes: tuple[str, ...]
    vectors: np.ndarray
    losses: tuple[float, ...]


Body = Callable[[Sequence[str], Recipe], Sequence[nn.Module]]
"""From the texts and the recipe, the modules of an untrained model whose rows have length 1."""


def word_bag(texts: Sequence[str], recipe: Recipe) -> list[nn.Module]:
    """The body of the packaged encoder: words and n-grams that were seen."""
    bag = WordBag(units_for(texts, recipe), recipe.dimension, recipe.shortest, recipe.longest)
    bag.dropout = recipe.unit_dropout
    return [bag]


def train(examples: Sequence[Example], recipe: Recipe, progress: bool = True, body: Body = word_bag) -> Trained:
    """Train on the examples; two minutes for our own texts on two cores."""
    torch.manual_seed(recipe.seed)
    random.seed(recipe.seed)
    model = SentenceTransformer(modules=list(body([example.text for example in examples], recipe)), device="cpu")
    classes = Classes(sorted({example.group for example in examples}))
    loss = OccupationLoss(classes, recipe)
    losses = _fit(model, loss, Pairs(examples, recipe, random.Random(recipe.seed)), progress)  # noqa: S311
    vectors = functional.normalize(loss.vectors.detach(), dim=1).numpy()
    return Trained(model, tuple(classes.names[n] for n in classes.prototyped), vectors, tuple(losses))


def _fit(model: SentenceTransformer, loss: OccupationLoss, pairs: Pairs, progress: bool) -> list[float]:
    from rich.console import Console
    from rich.progress import Progress

    recipe = loss.recipe
    optimizer = torch.optim.Adam(
        [*model.parameters(), *loss.parameters()], lr=recipe.rate, betas=(0.9, 0.99), fused=True
    )
    decay = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda epoch: 1 - epoch / recipe.epochs)
    model.train()
    means = []
    with Progress(console=Console(stderr=True), disable=not progress) as bar:
        task = bar.add_task("training the encoder", total=recipe.epochs)
        for _ in range(recipe.epochs):
            means.append(float(np.mean([_step(model, loss, optimizer, *batch) for batch in pairs.epoch()])))
            decay.step()
            bar.advance(task)
    model.eval()
    return means


def _step(
    model: SentenceTransformer,
    loss: OccupationLoss,
    optimizer: torch.optim.Optimizer,
    anchors: list[str],
    partners: list[str],
    groups: list[str],
) -> float:
    both = model(model.preprocess([*anchors, *partners]))["sentence_embedding"]
    numbers = np.array([loss.classes.numbers[group] for group in groups])
    value = loss(both[: len(anchors)], both[len(anchors) :], numbers)
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return float(value.detach())


def save(trained: Trained, folder: Path, recipe: Recipe, trained_on: str) -> None:
    """Write the encoder as the plain files that ``features.encoder.StaticEncoder`` reads."""
    bag: Any = trained.model[0]
    assert isinstance(bag, WordBag)
    config = StaticConfig(
        name="companytrack-static",
        dimension=recipe.dimension,
        shortest=recipe.shortest,
        longest=recipe.longest,
        temperature=recipe.attention_temperature,
        share=recipe.attention_share,
        trained_on=trained_on,
        classes=trained.classes,
    )
    save_static(folder, config, bag.units, bag.embedding.weight.detach().numpy(), trained.vectors)


def make(
    folder: Path, examples: Sequence[Example], recipe: Recipe | None = None, progress: bool = True, log: bool = False
) -> Mapping[str, Any]:
    """Train and write an encoder; returns what was done, and ``log`` keeps it among the experiments in ``mlruns/``."""
    begin = time.perf_counter()
    recipe = recipe or Recipe()
    trained_on = fingerprint(examples, asdict(recipe))
    trained = train(examples, recipe, progress)
    save(trained, folder, recipe, trained_on)
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    made = {
        "folder": str(folder),
        "trained_on": trained_on,
        "texts": len(examples),
        "mb": size,
        "loss": trained.losses[-1],
        "seconds": time.perf_counter() - begin,
    }
    return made | {"run": _logged(made, recipe, folder)} if log else made


def _logged(made: Mapping[str, Any], recipe: Recipe, folder: Path) -> str:
    from training.registry import log_run

    metrics = {key: made[key] for key in ("texts", "mb", "loss", "seconds")}
    params = {"trained_on": made["trained_on"], "folder": made["folder"], **asdict(recipe)}
    return log_run("encoder", params, metrics, [folder / CONFIG], LOG)


def main() -> None:
    """Command line: ``python -m training.encoder [--out FOLDER] [--esco FOLDER] [--thesaurus FILE] [--words FILE]``."""
    parser = argparse.ArgumentParser(description="Train the encoder.")
    parser.add_argument("--out", type=Path, default=DEFAULT)
    parser.add_argument("--esco", type=Path, action="append", default=[])
    parser.add_argument("--thesaurus", type=Path, action="append", default=[])
    parser.add_argument("--words", type=Path, action="append", default=[])
    chosen = parser.parse_args()
    examples = [*own_examples(), *outside_examples(chosen.esco, chosen.thesaurus, chosen.words)]
    print(json.dumps(make(chosen.out, examples), indent=1))


if __name__ == "__main__":
    main()
