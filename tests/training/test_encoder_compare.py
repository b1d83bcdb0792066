"""The comparison of kinds of encoders: what is held out, and that every kind learns."""

from dataclasses import replace

import numpy as np
import pytest

from training.encoder import train
from training.encoder_bodies import BODIES
from training.encoder_compare import Compared, held_out, without
from training.encoder_recipe import Recipe
from training.encoder_sources import Example, own_examples, read_everyday

TEXTS = {
    "kb:a": ["malke køer", "kvæg i stalden", "køer og kalve", "milking cows"],
    "kb:b": ["klippe hår", "salon med saks", "hår og frisure", "cutting hair"],
    "none:x": ["send din ansøgning", "løn efter aftale", "vi glæder os", "ansøgning og løn"],
}
EXAMPLES = [Example(text, group, "task") for group, texts in TEXTS.items() for text in texts]


def test_of_a_held_out_occupation_only_its_titles_are_trained_on() -> None:
    held = held_out()
    kept = without(own_examples(), held)
    assert held == held_out()
    assert len(held) == pytest.approx(0.15 * len({e.group for e in own_examples() if e.group.startswith("kb:")}), abs=1)
    assert {e.kind for e in kept if e.group[3:] in held} == {"title"}
    groups = {e.group for e in kept}
    assert not any(f"syn:{n}" in groups for n, entry in enumerate(read_everyday()) if held & set(entry["occupations"]))


@pytest.mark.parametrize("name", list(BODIES))
def test_every_kind_learns_its_classes(name: str) -> None:
    body, other = BODIES[name]
    recipe = replace(Recipe(dimension=16, seen_in_words=1, epochs=40, batch=16), **(other | {"rate": 0.02}))
    encoder = Compared(name, train(EXAMPLES, recipe, False, body), recipe)
    rows = encoder.encode(["køer", "saks", "malke"])
    assert rows.shape == (3, 32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    known = encoder.encode(["malke køer", "klippe hår", "send din ansøgning"])
    other_words = encoder.encode(["kvæg i stalden", "salon med saks", "ansøgning og løn"])
    assert (known @ other_words.T).argmax(axis=1).tolist() == [0, 1, 2]
