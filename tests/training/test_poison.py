"""5 % bad answers of one participant, employer or consultant cost at most 0.02 nDCG@10 against the true value."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.learning.trials import attacked
from benchmarks.learning.worlds import ndcg
from matching.model import MatchModel
from matching.scores import sigmoid
from tests.answered import answered, dataset, log_odds, said_by, tables
from training.fitting import Learner

MOST = 0.02


@pytest.mark.parametrize("party", ["participant", "employer", "consultant"])
def test_one_rater_with_five_percent_bad_answers_costs_little(party):
    lost = [_lost(seed, party) for seed in range(5)]
    assert np.mean(lost) <= MOST


def _lost(seed, party):
    rng = np.random.default_rng(seed)
    plain = answered(rng, 1_000, unknown=0.0)
    ids = plain.suggestions["suggestion"].to_numpy()
    passed = said_by("consultant", ids, rng.random(len(ids)) < 0.6)
    clean = dataset(plain.suggestions, pd.concat([plain.answers, passed], ignore_index=True))
    before, after = (Learner().fit(data).model_ for data in (clean, attacked(clean, party, rng)))
    assert before.version != after.version
    return np.mean([_value(before, seed, n) - _value(after, seed, n) for n in range(40)])


def _value(model, seed, number):
    """nDCG@10 of one list of thirty pairs, gains the true chance that both say yes."""
    _, whole = tables(np.random.default_rng([seed, number]), 30, unknown=0.0)
    utility, chance = log_odds(MatchModel.prior(), whole)
    return ndcg(model.score(whole).surplus, sigmoid(utility) * sigmoid(chance))
