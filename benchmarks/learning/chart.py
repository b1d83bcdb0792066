"""The learning curves as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.learning.curves import SIZES, Curves, interval


def write_chart(curves: Sequence[Curves], path: Path) -> None:
    """Mean nDCG@10 by number of labels with 90 % intervals, as SVG."""
    import altair as alt
    import pandas as pd

    rng = np.random.default_rng(0)
    legend = alt.Legend(symbolOpacity=1)
    rows = [
        {"learner": name, "labels": size, **dict(zip(("low", "mean", "high"), values, strict=True))}
        for name in curves[0]
        for size in SIZES
        for values in [interval([curve[name][size] for curve in curves], rng)]
    ]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X(
            "labels:Q",
            scale=alt.Scale(type="log", nice=False),
            axis=alt.Axis(values=list(SIZES)),
            title="answered suggestions",
        ),
        color=alt.Color(
            "learner:N", sort=list(curves[0]), title=None, legend=legend, scale=alt.Scale(scheme="tableau10")
        ),
    )
    line = base.mark_line(point=True).encode(y=alt.Y("mean:Q", scale=alt.Scale(zero=False), title="nDCG@10"))
    band = base.mark_area(opacity=0.15).encode(y="low:Q", y2="high:Q")
    title = f"Synthetic: {len(curves)} invented worlds, 90 % intervals"
    path.parent.mkdir(parents=True, exist_ok=True)
    (band + line).properties(width=620, height=380, title=title).save(path)
