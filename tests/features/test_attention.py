"""The attention step: how far a text is drawn toward the occupations, worked by hand in two dimensions."""

import numpy as np
import pytest

from features.attention import CLEAR, VAGUE, Attention

EAST_AND_NORTH = Attention(np.eye(2, dtype=np.float32), 0.01, 0.36)


def at(cosine: float) -> np.ndarray:
    """One unit row that has this cosine with the vector pointing east, and points south."""
    return np.array([[cosine, -((1 - cosine**2) ** 0.5)]], np.float32)


def test_a_clear_text_is_drawn_the_whole_share() -> None:
    expected = [[0.8 * 0.8, -0.8 * 0.6, 0.6, 0]]  # √(1 − .36) = .8 and √.36 = .6
    assert np.allclose(EAST_AND_NORTH.drawn(at(0.8)), expected, atol=1e-5)


def test_a_text_near_no_class_stays_where_its_words_put_it() -> None:
    row = at(VAGUE)
    assert np.allclose(EAST_AND_NORTH.drawn(row), [[*row[0], 0, 0]], atol=1e-4)


@pytest.mark.parametrize(("cosine", "clear"), [(0.1, 0), (VAGUE, 0), ((VAGUE + CLEAR) / 2, 0.5), (CLEAR, 1), (1, 1)])
def test_how_clear_a_text_was_is_read_off_its_row(cosine: float, clear: float) -> None:
    rows = EAST_AND_NORTH.drawn(at(cosine))
    assert np.linalg.norm(rows) == pytest.approx(1, abs=1e-5)
    assert EAST_AND_NORTH.clear(rows) == pytest.approx([clear], abs=1e-5)


def test_a_text_of_which_nothing_is_known_is_a_zero_row_and_not_clear() -> None:
    rows = EAST_AND_NORTH.drawn(np.zeros((1, 2), np.float32))
    assert not rows.any()
    assert EAST_AND_NORTH.clear(rows).tolist() == [0]


def test_where_nothing_is_drawn_every_text_counts_as_clear() -> None:
    plain = Attention(np.eye(2, dtype=np.float32), 0.01, 0.0)
    assert plain.clear(plain.drawn(at(0.1))).tolist() == [1]
