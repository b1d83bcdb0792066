"""The pairs an encoder is trained on: two texts of one class, varied, or joined with a sentence beside the point."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from training.encoder_outside import OUTSIDE
from training.encoder_recipe import Recipe
from training.encoder_sources import Example
from training.sentences import vary


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
