"""Bundles: several small jobs in one week, where no single job gives as much.

A job in a bundle is feasible for the person by every rule, except that it may be too few hours alone. Jobs are never
of the same employer (two jobs there would be one job with more hours), never clash, and leave time for the way between
them: directly by the way of travelling that serves both, or over home. Hours and times that are not known are asked
about before a week is built on them, so such a job is in no bundle.

    utility   u(B) = Σ (hᵢ / H) · vᵢ + w · (closeness(H) − m)    H = Σ hᵢ, vᵢ the utility of job i without its hours
    chance    p(B) = Π pᵢ                                        every employer must say yes
    score     s(B) = Σ over S ⊆ B of  P(exactly S say yes) · log(1 + e^u(S))

``w`` and ``m`` are the model's weight and usual value of ``hours_closeness``; as in lists the low ends count. A part S
that is outside the hours wanted is worth nothing, so little jobs that only work together are not made to look easy.
A bundle is shown when it is worth more than every part of it and more than the best single job, both when everybody
says yes (u) and when it is asked for (s). Employers' answers are taken to be independent, which is an assumption.
"""

from matching.bundles.finding import CANDIDATES, Bundle, Bundles, Part, find_bundles
from matching.bundles.week_plan import Entry

__all__ = ["CANDIDATES", "Bundle", "Bundles", "Entry", "Part", "find_bundles"]
