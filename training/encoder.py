"""Making the encoder: a bag of words and character n-grams, trained with sentence-transformers on what we wrote.

``training.encoder_bag`` has the body, ``encoder_losses`` what it is trained toward, ``encoder_pairs`` what on.
``python -m training.encoder`` makes the encoder that comes with the package, from our own texts, in about a minute on
one free core; with ``--esco FOLDER`` and the like it makes a wider one elsewhere. The same seed and texts give the same
encoder.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch import nn
from torch.nn import functional

from features.encoder import CONFIG, DEFAULT, StaticConfig, save_static
from training.encoder_bag import WordBag, word_bag
from training.encoder_losses import Classes, OccupationLoss
from training.encoder_outside import outside_examples
from training.encoder_pairs import Pairs
from training.encoder_recipe import Recipe
from training.encoder_sources import Example, fingerprint, own_examples
from training.registry import HOME

LOG: Final = HOME
"""Where runs are kept: ``mlruns/`` of the folder it is started in."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training run leaves: the sentence-transformers model, the classes' vectors, and the loss by epoch."""

    model: SentenceTransformer
    classes: tuple[str, ...]
    vectors: np.ndarray
    losses: tuple[float, ...]


Body = Callable[[Sequence[str], Recipe], Sequence[nn.Module]]
"""From the texts and the recipe, the modules of an untrained model whose rows have length 1."""


def train(examples: Sequence[Example], recipe: Recipe, progress: bool = True, body: Body = word_bag) -> Trained:
    """Train on the examples; about a minute for our own texts."""
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
