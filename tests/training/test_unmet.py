"""People and employers who are met for the first time."""

import numpy as np

from tests.answered import answered
from training.report import NEW
from training.unmet import unmet


def test_everybody_is_held_out_once_and_the_learned_model_beats_lots():
    data = answered(np.random.default_rng(3), 400)
    found = {(m.metric, m.model, m.slice, m.direction): m for m in unmet(data, "map")}
    for who in ("unmet_participant", "unmet_employer"):
        mine, lots = (found["ndcg@5", model, who, "to_participant"] for model in (NEW, "random"))
        assert mine.value > lots.value
    assert found["ndcg@5", NEW, "unmet_participant", "to_participant"].n == 40


def test_with_too_few_to_hold_anybody_out_nothing_is_said():
    assert unmet(answered(np.random.default_rng(3), 30, people=2).keep(np.arange(30) < 2), "map") == ()
