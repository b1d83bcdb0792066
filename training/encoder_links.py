"""How sure a link is: ``python -m training.encoder_links`` fits and checks ``features.linking.CONFIDENCE``.

Our own Danish titles are linked, each with itself and its equal forms left out; sentences that are not about work are
linked as queries without an answer. Over the best target's score s and its margin m over the best other DISCO group,
whether the group is right is fitted by logistic regression: σ(a·s + b·m + c). Half of the queries fit, the other half
say how often what is given some confidence is right.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.encoder import load_encoder
from features.linking import LEAST_CONFIDENCE, Linker, bare, own_labels
from features.occupations import by_id
from features.similarity import Hybrid
from training.encoder_sources import not_work

TITLES: Final = 1_400
SHARE_BESIDE: Final = 0.25
"""Sentences not about work among the queries: adverts and notes hold many of them."""
STEPS: Final = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Answers:
    """``score`` and ``margin`` of each query's best target, whether its group is ``right``, whether it is a title."""

    score: NDArray[np.float64]
    margin: NDArray[np.float64]
    right: NDArray[np.bool_]
    title: NDArray[np.bool_]

    def take(self, rows: NDArray[np.int64]) -> Answers:
        """Some of the queries."""
        return Answers(self.score[rows], self.margin[rows], self.right[rows], self.title[rows])

    def confidence(self, constants: Sequence[float]) -> NDArray[np.float64]:
        """(n,) confidence under the constants a, b, c."""
        a, b, c = constants
        return np.asarray(1 / (1 + np.exp(-(a * self.score + b * self.margin + c))))


def answers(linker: Linker, seed: int = 7) -> Answers:
    """The linker's best answers to a sample of our own titles and of sentences not about work."""
    chance = random.Random(seed)  # noqa: S311
    titles = [(text, job.disco08) for job in by_id().values() for text in (job.title, *job.titles_da)]
    asked = chance.sample(sorted(set(titles)), TITLES)
    beside = [example.text for example in not_work()]
    nothing = chance.sample(beside, min(len(beside), round(SHARE_BESIDE * TITLES)))
    texts = [*(bare(text) for text, _ in asked), *nothing]
    right = [*(group for _, group in asked), *("" for _ in nothing)]
    scores, _ = linker.scores(texts, same=0)
    best = scores.argmax(axis=1)
    return Answers(
        score=scores[np.arange(len(best)), best].astype(float),
        margin=np.array([linker.margin(row, int(target)) for row, target in zip(scores, best, strict=True)]),
        right=np.array([linker.group(int(target)) == group for target, group in zip(best, right, strict=True)]),
        title=np.array([group != "" for group in right]),
    )


def fit(found: Answers) -> tuple[float, float, float]:
    """a, b, c by logistic regression with hardly any shrinkage."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e3, max_iter=1_000).fit(np.column_stack([found.score, found.margin]), found.right)
    (a, b), c = model.coef_[0], model.intercept_[0]
    return round(float(a), 1), round(float(b), 1), round(float(c), 1)


def check(found: Answers, constants: Sequence[float]) -> list[tuple[str, int, float]]:
    """(confidence, how many, share right) by steps of confidence; and what the threshold lets through."""
    sure = found.confidence(constants)
    rows = []
    for low, high in pairwise(STEPS):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            rows.append((f"{low:.1f}–{high:.1f}", int(inside.sum()), float(found.right[inside].mean())))
    told = sure >= LEAST_CONFIDENCE
    rows.append(("titles answered", int(found.title.sum()), float(told[found.title].mean())))
    rows.append(("… and right", int(told[found.title].sum()), float(found.right[found.title & told].mean())))
    rows.append(("not about work, answered", int((~found.title).sum()), float(told[~found.title].mean())))
    return rows


def main() -> None:
    """Print the constants, and the check on the half that did not fit them."""
    from rich.console import Console
    from rich.table import Table

    found = answers(Linker(own_labels(), Hybrid(load_encoder())))
    order = np.random.default_rng(7).permutation(len(found.score))
    one, other = order[::2], order[1::2]
    table = Table("confidence", "queries", "share right", title="the half that did not fit")
    for name, n, share in check(found.take(other), fit(found.take(one))):
        table.add_row(name, str(n), f"{share:.2f}")
    console = Console()
    console.print(table)
    console.print(f"DISCO group right for {found.right[found.title].mean():.3f} of {found.title.sum()} titles")
    console.print(f"CONFIDENCE = {fit(found)}")


if __name__ == "__main__":
    main()
