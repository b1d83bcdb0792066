"""Two heads: exact contributions, monotone, unknown widens and never wins, and plain files that tell their faults."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from features.pairs import CHANCE, COLUMNS, UTILITY
from matching.model import BIAS, PRIOR, Bend, MatchModel, Weight

model = MatchModel.prior()
ONES = {name: Weight(-1.0 if name in ("doubts", "misses") else 1.0, 0.0) for name in COLUMNS}
values = st.floats(0, 1, width=32) | st.just(float("nan"))


@st.composite
def tables(draw):
    table = draw(arrays(np.float32, (draw(st.integers(1, 5)), len(COLUMNS)), elements=values))
    counts = draw(arrays(np.float32, (len(table), 2), elements=st.integers(0, 3)))
    table[:, -2:] = counts
    return table


def row(**known):
    table = np.full((1, len(COLUMNS)), np.nan, np.float32)
    table[0, -2:] = 0
    for name, value in known.items():
        table[0, COLUMNS.index(name)] = value
    return table


def test_a_pair_worked_by_hand():
    """u = 6·(0.8−0.3) = 3 with five unknown: low 3 − 0.8 − 0.72 − 0.5 − 0.4 − 0.32 = 0.26; p = σ(−0.5 + 0.375 …)."""
    scored = model.score(row(wish_similarity=0.8, language_margin=0.75))
    low, middle, high = (float(part[0]) for part in scored.utility)
    assert (low, middle, high) == pytest.approx((0.26, 3.0, 3.0 + 0.8 + 0.48 + 0.5 + 0.4 + 0.48), abs=1e-5)
    logit = -0.5 + 1.5 * 0.25
    assert float(scored.chance[1][0]) == pytest.approx(1 / (1 + np.exp(-logit)), abs=1e-6)
    low_logit = logit - 5 * 0.3 - 1.2 * 0.5 - 2.5 * 0.9 - 2 * 0.7 - 0.8 * 0.5
    surplus = np.log1p(np.exp(0.26)) / (1 + np.exp(-low_logit))
    assert float(scored.surplus[0]) == pytest.approx(surplus, abs=1e-6)


@given(tables())
def test_contributions_sum_to_both_logits_exactly(table):
    scored = model.score(table)
    split = len(UTILITY)
    assert (scored.contributions[:, :split].sum(axis=1) == scored.utility[1]).all()
    logits = BIAS + scored.contributions[:, split:].sum(axis=1)
    assert (np.asarray(1 / (1 + np.exp(-logits)), np.float32) == scored.chance[1]).all()


@given(tables())
def test_an_unknown_feature_contributes_nothing_and_widens_the_interval(table):
    scored = model.score(table)
    assert (scored.contributions[np.isnan(table)] == 0).all()
    for low, middle, high in (scored.utility, scored.chance):
        assert (low <= middle + 1e-6).all()
        assert (middle <= high + 1e-6).all()
    known = ~np.isnan(table[:, : len(UTILITY)]).any(axis=1)
    assert (scored.utility[0][known] == scored.utility[2][known]).all()


@settings(max_examples=60)
@given(tables(), st.sampled_from(COLUMNS), st.floats(0, 1, width=32), st.floats(0, 1, width=32))
def test_both_heads_rise_with_every_feature_and_fall_with_every_count(table, name, one, other):
    column, count = COLUMNS.index(name), name in ("doubts", "misses")
    less, more = table.copy(), table.copy()
    less[:, column], more[:, column] = sorted((one, other), reverse=count)
    before, after = model.score(less), model.score(more)
    for part in range(3):
        assert (after.utility[part] >= before.utility[part] - 1e-6).all()
        assert (after.chance[part] >= before.chance[part] - 1e-7).all()
    assert (after.surplus >= before.surplus - 1e-6).all()


@settings(max_examples=60)
@given(tables(), st.sampled_from(COLUMNS[:-2]))
def test_forgetting_a_feature_never_raises_the_surplus(table, name):
    emptier = table.copy()
    emptier[:, COLUMNS.index(name)] = np.nan
    assert (model.score(emptier).surplus <= model.score(table).surplus + 1e-6).all()


def test_silence_about_a_miss_stands_where_the_miss_stands():
    """One stated miss and one rule without an answer: the low ends are alike, the middles are not."""
    pairs = np.concatenate([row(misses=1), row(), row(misses=2)])
    stated, silent, full = (float(value) for value in model.score(pairs, np.array([0, 1, 5])).surplus)
    assert silent == pytest.approx(stated, rel=1e-4)
    assert full == pytest.approx(float(model.score(row(misses=2)).surplus[0]), rel=1e-4), (
        "a list never shows a third miss"
    )
    scored = model.score(pairs, np.array([0, 1, 5]))
    assert scored.chance[1][1] > scored.chance[1][0]
    assert (scored.chance[2] == model.score(pairs).chance[2]).all()


def test_a_feature_moves_only_its_own_head():
    wish, skill = model.score(row(wish_similarity=1)), model.score(row(experience_similarity=1))
    empty = model.score(row())
    assert wish.chance == tuple(pytest.approx(part) for part in empty.chance)
    assert skill.utility == tuple(pytest.approx(part) for part in empty.utility)
    assert set(UTILITY) | set(CHANCE) == set(COLUMNS)


def test_no_pairs_are_no_scores():
    assert model.score(np.zeros((0, len(COLUMNS)), np.float32)).surplus.shape == (0,)


def test_every_weight_of_the_prior_has_a_reason():
    assert list(PRIOR) == list(COLUMNS)
    assert all(weight.why for weight in PRIOR.values())


def test_a_model_is_the_same_after_saving_and_loading(tmp_path):
    learned = MatchModel({**ONES, "travel_ease": Weight(0.3, 0.25, why="dansk: å")}, bias=0.125, note="lært")
    learned.save(tmp_path / "new" / "folder")
    again = MatchModel.load(tmp_path / "new" / "folder")
    assert (again.weights, again.bias, again.note, again.version) == (learned.weights, 0.125, "lært", learned.version)
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["model.json"]


def test_the_version_changes_with_anything_the_model_computes_with():
    versions = {MatchModel(ONES).version, MatchModel(ONES, bias=0.1).version}
    versions.add(MatchModel({**ONES, "travel_ease": Weight(1.0, 0.1)}).version)
    assert len(versions) == 3
    assert MatchModel(ONES, note="other words").version in versions


GOOD = {
    "format": "companytrack-model-1",
    "kind": "additive",
    "start": 0,
    "stages": {},
    "covariance": None,
    "bias": 0,
    "note": "",
    "weights": {name: {"weight": 0, "usual": 0} for name in COLUMNS},
}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        b"\xff\xfe",
        json.dumps(GOOD | {"format": "companytrack-model-9"}),
        json.dumps(GOOD | {"bias": "much"}),
        json.dumps(GOOD | {"bias": float("nan")}),
        json.dumps(GOOD | {"weights": []}),
        json.dumps(GOOD | {"weights": {"travel_ease": {"weight": 1, "usual": 0}}}),
        json.dumps(GOOD | {"weights": GOOD["weights"] | {"travel_ease": {"weight": -1, "usual": 0}}}),
        json.dumps(GOOD | {"weights": GOOD["weights"] | {"misses": {"weight": 1, "usual": 0}}}),
        json.dumps(GOOD | {"weights": GOOD["weights"] | {"travel_ease": {"weight": "1", "usual": 0}}}),
        json.dumps(GOOD | {"weights": GOOD["weights"] | {"travel_ease": {"weight": 1, "usual": 2}}}),
        json.dumps(GOOD | {"weights": GOOD["weights"] | {"travel_ease": {"heavy": 1}}}),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_what_is_wrong(tmp_path, content):
    path = tmp_path / "model.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ValueError, match=r"model\.json: not a saved model \(.+\)"):
        MatchModel.load(tmp_path)


def test_a_missing_file_is_named_too(tmp_path):
    with pytest.raises(ValueError, match=r"model\.json: not a saved model"):
        MatchModel.load(tmp_path / "nowhere")


def test_a_model_that_is_not_monotone_cannot_be_made():
    with pytest.raises(ValueError, match="travel_ease"):
        MatchModel({**ONES, "travel_ease": Weight(-0.1, 0.5)})
    with pytest.raises(ValueError, match="missing or unknown: wage"):
        MatchModel({**ONES, "wage": Weight(1, 0.5)})


def test_what_the_weights_leave_open_widens_what_is_shown_and_moves_no_order():
    """Standard deviations of 0.2 and 0.5 in the two intercepts: 1.645 of them to either side on the log-odds."""
    covariance = np.zeros((len(COLUMNS) + 2, len(COLUMNS) + 2))
    covariance[0, 0], covariance[len(UTILITY) + 1, len(UTILITY) + 1] = 0.2**2, 0.5**2
    known = row(**dict.fromkeys((*UTILITY, *CHANCE[:-2]), 0.5))
    plain, unsure = model.score(known), MatchModel(PRIOR, covariance=covariance).score(known)
    low, middle, high = (float(part[0]) for part in unsure.utility)
    assert (middle - low, high - middle) == pytest.approx((0.329, 0.329), abs=1e-3)
    odds = [float(np.log(part[0] / (1 - part[0]))) for part in unsure.chance]
    assert np.diff(odds) == pytest.approx([0.822, 0.822], abs=1e-3)
    assert unsure.surplus == pytest.approx(plain.surplus)


def test_an_unknown_count_runs_from_the_most_to_none():
    known = dict.fromkeys((*UTILITY, *CHANCE[:-2]), 0.5)
    low, _, high = (float(part[0]) for part in model.score(row(**known, misses=float("nan"))).chance)
    told = [float(model.score(row(**known, misses=count)).chance[1][0]) for count in (PRIOR["misses"].high, 0)]
    assert (low, high) == pytest.approx(told)


def test_a_stage_that_turns_the_chance_round_is_refused():
    with pytest.raises(ValueError, match="slope ≥ 0"):
        MatchModel(PRIOR, stages={"passes": Bend(0.0, -0.1)})
