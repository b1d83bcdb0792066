"""Trees on top of the heads keep every promise of the heads: exact, monotone, unknown never wins, plain files."""

import json
import sys

import numpy as np
import pytest

from features.pairs import COLUMNS, COUNTS
from matching.model import SPLIT, MatchModel
from matching.trees import TreeModel
from tests.answered import answered, tables
from training.fitting import Learner


@pytest.fixture(scope="module")
def model():
    """Trees that have something to say: the truth bends where no weight can follow."""
    made = answered(np.random.default_rng(3), 1_500, bent=lambda u, c: (np.sign(u) * 2, 3 * np.tanh(c)))
    found = Learner("trees", strength=30.0).fit(made).model_
    assert min(found.scale.values()) > 0
    return found


def pairs(seed=1, n=300):
    return tables(np.random.default_rng(seed), n, unknown=0.3)[0]


def test_contributions_and_base_add_up_to_what_the_forests_say(model):
    import lightgbm

    table = pairs()
    scored = model.score(table)
    usual = np.array([weight.usual for weight in model.weights.values()], np.float32)
    filled = np.where(np.isnan(table), usual, table)
    terms = MatchModel.contributions(model, table)
    for part, head, columns, start in (
        (scored.utility[1], "utility", slice(0, SPLIT), model.start),
        (np.log(scored.chance[1] / (1 - scored.chance[1])), "chance", slice(SPLIT, None), model.bias),
    ):
        raw = lightgbm.Booster(model_str=model.forests[head]).predict(filled[:, columns], raw_score=True)
        expected = start + terms[:, columns].sum(axis=1) + model.scale[head] * raw
        assert part == pytest.approx(expected, abs=1e-3)
        number = int(head == "chance")
        assert scored.base[:, number] + scored.contributions[:, columns].sum(axis=1) == pytest.approx(part, abs=1e-3)


def test_an_unknown_feature_contributes_nothing_and_widens_the_interval(model):
    table = pairs()
    scored = model.score(table)
    assert (scored.contributions[np.isnan(table)] == 0).all()
    for low, middle, high in (scored.utility, scored.chance):
        assert (low <= middle + 1e-5).all()
        assert (middle <= high + 1e-5).all()


@pytest.mark.parametrize("name", COLUMNS)
def test_more_of_a_feature_never_lowers_a_score_and_more_of_a_count_never_raises_it(model, name):
    less, more = pairs(), pairs()
    column = COLUMNS.index(name)
    rng = np.random.default_rng(2)
    ends = np.sort(rng.random((2, len(less))), axis=0) if name not in COUNTS else np.array([[2], [0]])
    less[:, column], more[:, column] = ends
    before, after = model.score(less), model.score(more)
    for part in range(3):
        assert (after.utility[part] >= before.utility[part] - 1e-5).all()
        assert (after.chance[part] >= before.chance[part] - 1e-5).all()
    assert (after.surplus >= before.surplus - 1e-5).all()


@pytest.mark.parametrize("name", COLUMNS[:-2])
def test_forgetting_a_feature_never_raises_the_surplus(model, name):
    table = pairs()
    emptier = table.copy()
    emptier[:, COLUMNS.index(name)] = np.nan
    assert (model.score(emptier).surplus <= model.score(table).surplus + 1e-5).all()


def test_silence_about_a_miss_stands_where_the_miss_stands(model):
    stated, silent = pairs(), pairs()
    column = COLUMNS.index("misses")
    stated[:, column], silent[:, column] = 1, 0
    whole, open_ = model.score(stated), model.score(silent, np.ones(len(silent)))
    assert open_.surplus == pytest.approx(whole.surplus, abs=1e-5)
    assert (open_.chance[1] >= whole.chance[1] - 1e-5).all()


def test_a_saved_model_is_read_back_as_what_it_is(model, tmp_path):
    model.save(tmp_path)
    again = MatchModel.load(tmp_path)
    assert isinstance(again, TreeModel)
    assert (again.version, again.note) == (model.version, model.note)
    assert (again.score(pairs()).surplus == model.score(pairs()).surplus).all()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chance.txt", "model.json", "utility.txt"]


def test_the_version_covers_the_forests(model):
    other = TreeModel(model, model.forests, {"utility": 0.5, "chance": 0.5})
    trees = Learner("trees", strength=30.0, seed=1).fit(answered(np.random.default_rng(4), 300)).model_
    assert len({model.version, other.version, trees.version}) == 3


def broken_forest(folder):
    (folder / "chance.txt").write_text("tree\n")


def free_forest(folder):
    path = folder / "chance.txt"
    path.write_text(path.read_text().replace("monotone_constraints=1", "monotone_constraints=0", 1))
    sign_again(folder)


def other_features(folder):
    path = folder / "utility.txt"
    path.write_text(path.read_text().replace("feature_names=wish_similarity", "feature_names=age", 1))
    sign_again(folder)


def no_forest(folder):
    (folder / "utility.txt").unlink()


def sign_again(folder):
    import hashlib

    path = folder / "model.json"
    content = json.loads(path.read_text())
    content["forests"] = {
        head: hashlib.sha256((folder / f"{head}.txt").read_bytes()).hexdigest() for head in ("utility", "chance")
    }
    path.write_text(json.dumps(content))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (broken_forest, "sha256"),
        (free_forest, "monotone_constraints"),
        (other_features, "feature_names"),
        (no_forest, "utility.txt"),
    ],
)
def test_a_forest_that_is_not_ours_is_refused(model, tmp_path, harm, said):
    model.save(tmp_path)
    harm(tmp_path)
    with pytest.raises(ValueError, match=rf"model\.json: not a saved model .*{said}"):
        MatchModel.load(tmp_path)


def test_without_lightgbm_the_error_says_what_to_install(model, tmp_path, monkeypatch):
    model.save(tmp_path)
    monkeypatch.setitem(sys.modules, "lightgbm", None)
    with pytest.raises(ValueError, match=r"needs lightgbm: pip install 'companytrack\[training\]'"):
        MatchModel.load(tmp_path)
    MatchModel.prior().save(tmp_path / "additive")
    assert MatchModel.load(tmp_path / "additive").version == MatchModel.prior().version


def test_unexplained_scores_are_the_same_scores(model):
    table = pairs()
    explained, plain = model.score(table), model.score(table, explained=False)
    for part in ("utility", "chance"):
        assert np.array_equal(getattr(plain, part), getattr(explained, part))
    assert np.array_equal(plain.surplus, explained.surplus)
    assert plain.contributions.shape == (len(table), 0)
