"""The openings as one Arrow table without copying the vectors: what DuckDB and LanceDB read."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.invented import ASKED, CELLS, Openings

MASKS = {"cells": CELLS, "licences": len(ASKED)}


def table(openings: Openings, bits: bool = False) -> Any:
    """Columns ``id``, the plain ones (with ``bits`` a mask as booleans) and ``vector``, a fixed-size list."""
    import pyarrow as pa

    vectors = pa.FixedSizeListArray.from_arrays(pa.array(openings.vectors.ravel()), openings.vectors.shape[1])
    columns = {name: pa.array(values) for name, values in openings.plain.items() if not (bits and name in MASKS)}
    if bits:
        parts = ((name, number) for name, count in MASKS.items() for number in range(count))
        columns |= {f"{name}{number}": pa.array(openings.plain[name] >> number & 1 == 1) for name, number in parts}
    return pa.table({"id": pa.array(np.arange(len(openings))), **columns, "vector": vectors})
