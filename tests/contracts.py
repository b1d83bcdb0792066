"""What every implementation of a contract must do: passed by the clever one and by its exact twin."""

import numpy as np

from matching.index import Vectors


def vectors_keep_their_contract(store: Vectors, dice: np.random.Generator) -> None:
    """A store of unit vectors gives exact inner products of any rows in the order asked, and never changes itself."""
    dimension = 8
    first = store.add(unit(dice, 5, dimension))
    rows = np.arange(5, dtype=np.int64)
    queries = unit(dice, 3, dimension)
    before = first.scores(queries, rows)
    second = first.add(unit(dice, 4, dimension))
    assert (len(store), len(first), len(second)) == (0, 5, 9)
    assert before.dtype == np.float32
    assert before.shape == (3, 5)
    np.testing.assert_array_equal(first.scores(queries, rows), before)
    np.testing.assert_allclose(second.scores(queries, rows), before, atol=1e-6)
    some = np.array([7, 1, 1, 8, 0], np.int64)
    np.testing.assert_allclose(
        second.scores(queries, some), second.scores(queries, np.arange(9, dtype=np.int64))[:, some], atol=1e-6
    )
    assert second.scores(queries, rows[:0]).shape == (3, 0)
    assert second.scores(queries[:0], rows).shape == (0, 5)


def unit(dice: np.random.Generator, n: int, dimension: int) -> np.ndarray:
    """``n`` random unit vectors."""
    raw = dice.normal(size=(n, dimension)).astype(np.float32)
    return raw / np.linalg.norm(raw, axis=1, keepdims=True)
