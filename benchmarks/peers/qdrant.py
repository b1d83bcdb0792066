"""Qdrant's local mode: the Python twin of the server, made for trying out, so at small sizes only.

It has no bit operations: a mask becomes a list of what is asked, and "asks nothing but what I have" becomes "asks none
of what I lack". Distance is its own ``geo_radius``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.invented import ASKED, CELLS, DIMENSION, Ask, Openings
from benchmarks.peers import Peer, Rows


class QdrantLocal(Peer):
    """An in-memory collection with payloads."""

    name = "Qdrant, local mode"
    most = 10_000
    why = "local mode is for trying out and looks at each payload in Python; Qdrant's server is not run here"

    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        from qdrant_client import QdrantClient, models

        self._client = QdrantClient(":memory:")
        vectors = models.VectorParams(size=DIMENSION, distance=models.Distance.DOT)
        self._client.create_collection("openings", vectors_config=vectors)
        ids = list(range(len(openings)))
        batch = models.Batch(ids=ids, vectors=openings.vectors.tolist(), payloads=[_payload(openings, i) for i in ids])
        self._client.upsert("openings", batch)

    def search(self, ask: Ask, k: int) -> Rows:
        found = self._client.query_points("openings", query=ask.vector, query_filter=_filter(ask), limit=k).points
        return np.array([point.id for point in found], np.int64)

    def close(self) -> None:
        self._client.close()


def _payload(openings: Openings, row: int) -> dict[str, Any]:
    plain = {name: values[row].item() for name, values in openings.plain.items()}
    plain["cells"] = _numbers(plain["cells"], CELLS)
    plain["licences"] = _numbers(plain["licences"], len(ASKED))
    plain["point"] = {"lat": plain["lat"], "lon": plain["lon"]}
    return plain


def _numbers(bits: int, most: int) -> list[int]:
    return [number for number in range(most) if bits >> number & 1]


def _filter(ask: Ask) -> Any:
    from qdrant_client import models

    def within(key: str, **limits: float) -> Any:
        return models.FieldCondition(key=key, range=models.Range(**limits))

    def any_of(key: str, numbers: Sequence[int]) -> Any:
        return models.FieldCondition(key=key, match=models.MatchAny(any=list(numbers)))

    home = models.GeoPoint(lat=ask.lat, lon=ask.lon)
    circle = models.FieldCondition(key="point", geo_radius=models.GeoRadius(center=home, radius=ask.km * 1000))
    must = [
        within("low", lte=ask.high),
        within("high", gte=ask.low),
        within("danish", lte=ask.danish),
        within("lift", lte=ask.lift),
        within("stand", lte=ask.stand),
        within("valid", gte=ask.today),
        circle,
    ]
    lacking = [any_of("cells", _numbers(~ask.cells, CELLS)), any_of("licences", _numbers(~ask.held, len(ASKED)))]
    return models.Filter(must=must, must_not=[*lacking, any_of("branch", ask.branches)])
