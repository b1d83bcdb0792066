"""Everything that decides what an encoder learns, besides the texts."""

from __future__ import annotations

from dataclasses import dataclass


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
