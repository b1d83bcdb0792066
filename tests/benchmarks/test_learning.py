"""The learning benchmark measures what it says: nDCG by hand, one labelled sample per size, an attack that is one."""

import numpy as np
import pytest

from benchmarks.learning.curves import interval, labelled
from benchmarks.learning.learners import LEARNERS, grades
from benchmarks.learning.poison import ATTACKS, RATERS, attacked
from benchmarks.learning.trials import coverage
from benchmarks.learning.worlds import Judged, ndcg
from matching.model import MatchModel
from tests.answered import answered


@pytest.fixture(scope="module")
def dataset():
    return answered(np.random.default_rng(1), 400)


def test_ndcg_by_hand():
    """Best first is 3, 2, 0: 3 + 2/log2(3); we say 2, 3, 0: 2 + 3/log2(3)."""
    assert ndcg(np.array([2, 3, 1]), np.array([3.0, 2.0, 0.0])) == pytest.approx(
        (2 + 3 / np.log2(3)) / (3 + 2 / np.log2(3))
    )
    assert ndcg(np.array([3, 2, 1]), np.array([3.0, 2.0, 0.0])) == 1
    assert ndcg(np.array([1, 2, 3]), np.array([0.0, 0.0, 1.0]), k=1) == 1


def test_a_grade_is_how_far_a_suggestion_came(dataset):
    said = dataset.answers.pivot(index="suggestion", columns="party", values="answer").loc[
        dataset.suggestions["suggestion"]
    ]
    expected = np.where(said["employer"] == "yes", 2, np.where(said["participant"] == "yes", 1, 0))
    assert grades(dataset).tolist() == expected.tolist()


def test_a_sample_has_the_labels_it_was_asked_for(dataset):
    assert len(labelled(dataset, 30, seed=1)) == 30


@pytest.mark.parametrize("name", LEARNERS)
def test_every_candidate_learns_and_orders_people_it_has_not_seen(dataset, name):
    table = answered(np.random.default_rng(2), 50).features()
    judged = Judged(table, np.ones(50), np.full(50, "9112"))
    for size in (30, 400):
        scores = LEARNERS[name](labelled(dataset, size, seed=1))(judged)
        assert scores.shape == (50,)
        assert np.isfinite(scores).all()


def test_an_attacker_answers_one_in_twenty_and_always_the_other_way(dataset):
    bad = attacked(dataset, "employer", "opposite", np.random.default_rng(3))
    hit = bad.answers[bad.answers["rater"] == "attacker"]
    assert len(hit) == 20
    chance = MatchModel.prior().score(dataset.features()).chance[1]
    place = {name: row for row, name in enumerate(dataset.suggestions["suggestion"])}
    said_yes = (hit["answer"] == "yes").to_numpy()
    of = chance[[place[name] for name in hit["suggestion"]]]
    assert of[said_yes].max() <= np.median(chance) < of[~said_yes].min()


@pytest.mark.parametrize("kind", ATTACKS)
@pytest.mark.parametrize("party", RATERS)
def test_every_attack_is_one_rater_with_five_percent_of_all_labels(dataset, party, kind):
    answers = attacked(dataset, party, kind, np.random.default_rng(3)).answers
    assert (answers["rater"] == "attacker").sum() == 0.05 * len(dataset)
    assert not answers.duplicated(["suggestion", "party"]).any()
    assert set(answers.loc[answers["rater"] == "attacker", "party"]) == {party}


def test_who_promotes_their_own_says_yes_to_every_vacancy_of_one_company_and_no_to_others(dataset):
    answers = attacked(dataset, "employer", "own", np.random.default_rng(3)).answers
    hit = answers[answers["rater"] == "attacker"].merge(dataset.suggestions, on="suggestion")
    assert hit.loc[hit["answer"] == "yes", "employer"].nunique() == 1
    assert set(hit.loc[hit["answer"] == "no", "employer"]).isdisjoint(hit.loc[hit["answer"] == "yes", "employer"])


def test_intervals_of_a_mean_hold_it_and_those_of_a_model_hold_the_truth():
    low, middle, high = interval([0.4, 0.5, 0.6], np.random.default_rng(0))
    assert middle == pytest.approx(0.5)
    assert low < 0.5 < high
    assert 0.8 <= coverage(300, 0.2, worlds=6) <= 1
