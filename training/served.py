"""The matching model as MLflow serves it: this file is MLflow's "model from code", so nothing is pickled.

MLflow runs it when a registered version is loaded (``mlflow.pyfunc.load_model``); the service never does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mlflow
import pandas as pd  # not for types only: MLflow reads the hints of ``predict`` and complains of those it cannot

from features.pairs import COLUMNS
from matching.model import MatchModel


class Served(mlflow.pyfunc.PythonModel):  # type: ignore[misc, name-defined]
    """Pair table in (one column each of ``features.pairs.COLUMNS``, NaN unknown), both heads and the surplus out."""

    def load_context(self, context: Any) -> None:
        """Read the model's plain files."""
        self.model = MatchModel.load(Path(context.artifacts["model"]))

    def predict(self, context: Any, model_input: pd.DataFrame, params: Any = None) -> pd.DataFrame:
        """(n, 3) utility, chance and surplus of n pairs."""
        scored = self.model.score(model_input[list(COLUMNS)].to_numpy("float32"))
        return pd.DataFrame({"utility": scored.utility[1], "chance": scored.chance[1], "surplus": scored.surplus})


mlflow.models.set_model(Served())
