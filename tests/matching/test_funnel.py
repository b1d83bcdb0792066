"""From a suggestion to a job that lasts: each stage by hand, and none where nothing is known."""

import numpy as np
import pytest

from features.pairs import COLUMNS
from matching.funnel import funnel
from matching.model import PRIOR, Bend, MatchModel

USUAL = np.array([[weight.usual for weight in PRIOR.values()]], np.float32)


def test_the_stages_of_a_usual_pair_by_hand():
    """u = 1, p = σ(0): s = 0.5 · log(1 + e) = 0.6566; passes σ(0.5 + log s), stays σ(−1 + 0.5)."""
    model = MatchModel(PRIOR, bias=0.0, start=1.0, stages={"passes": Bend(0.5, 1.0), "stays": Bend(-1.0, 0.5)})
    found = funnel(model, model.score(USUAL))
    likes, hires = 1 / (1 + np.exp(-1)), 0.5
    passes = 1 / (1 + np.exp(-0.5 - np.log(0.5 * np.log1p(np.e))))
    assert float(found.likes[0]) == pytest.approx(likes)
    assert float(found.hires[0]) == pytest.approx(hires)
    assert float(found.passes[0]) == pytest.approx(passes)
    assert float(found.stays[0]) == pytest.approx(1 / (1 + np.exp(0.5)))
    assert float(found.placed[0]) == pytest.approx(passes * likes * hires)


def test_experts_say_nothing_of_consultants_and_of_staying():
    model = MatchModel.prior()
    found = funnel(model, model.score(np.full((2, len(COLUMNS)), np.nan, np.float32)))
    assert (found.passes, found.stays, found.placed) == (None, None, None)
    assert found.likes.shape == (2,)


@pytest.mark.parametrize("stages", [{"hires": Bend(0, 1)}, {"stays": Bend(0, -1)}, {"passes": Bend(float("nan"), 1)}])
def test_a_stage_that_is_none_or_turned_round_is_refused(stages):
    with pytest.raises(ValueError, match="stage"):
        MatchModel(PRIOR, stages=stages)
