"""The measures of an encoder: ranks, gains, MELO's protocol, and the table."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from training.encoder_scores import Melo, everyday, notes, ranks, tabular, tfidf


def test_ties_count_against_the_right_answer() -> None:
    scores = np.array([[0.9, 0.9, 0.1], [0.2, 0.5, 0.3]])
    assert ranks(scores, [0, 1]).tolist() == [2, 1]


def test_scores_that_know_nothing_are_worth_little_and_those_that_know_all_are_worth_one() -> None:
    def same(queries: Sequence[str], documents: Sequence[str]) -> np.ndarray:
        return np.zeros((len(queries), len(documents)))

    assert max(value for key, value in everyday(same).items() if "MRR" in key) < 0.01
    assert notes(same)["notes → adverts: MRR"] == pytest.approx(1 / 24)


def test_tfidf_knows_equal_texts() -> None:
    assert tfidf(["kok", "svejser"], ["svejser", "kok"]).argmax(axis=1).tolist() == [1, 0]


def test_melo_is_scored_as_its_makers_do(tmp_path: Path) -> None:
    """Ties after five decimals go to the higher id."""
    folder = tmp_path / "melo_da_dev"
    folder.mkdir()
    for name, rows in {
        "queries": "q1\tkok\n",
        "corpus_elements": "c1\tkok\nc2\tkoge\nc3\tbil\n",
        "annotations": "q1\t0\tc1\t1\n",
        "concept_mapping": "c1\tu1\nc2\tu1\nc3\tu2\n",
    }.items():
        (folder / f"{name}.tsv").write_text(rows, encoding="utf-8")
    melo = Melo(tmp_path)
    assert melo(np.array([[0.500001, 0.500002, 0.1]]))["MELO: MRR"] == 0.5
    assert melo(np.array([[0.6, 0.5, 0.1]])) == {"MELO: MRR": 1, "MELO: success@1": 1, "MELO: success@5": 1}


def test_the_table_has_every_measure_of_any_column() -> None:
    assert tabular({"a": {"x": 0.5}, "b": {"x": 1234.5, "y": 1.0}}) == [("x", "0.500", "1234"), ("y", "–", "1.000")]
