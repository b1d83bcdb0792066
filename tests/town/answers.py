"""Who may see what, worked out by hand."""

from features.vocabulary import Feasible
from tests.town.jobs import VACANCIES

YES, ASK, NEAR = Feasible.YES, Feasible.ASK, Feasible.NEAR

FEASIBLE = {
    "amina": {"v01": YES, "v02": YES, "v09": ASK, "v12": ASK},
    "bilal": {"v05": YES, "v06": YES, "v15": YES, "v11": ASK, "v12": ASK},
    "chau": dict.fromkeys(sorted(VACANCIES.keys() - {"v04", "v08", "v14"}), ASK),
    "dina": {"v10": YES, "v12": ASK},
    "elias": {"v05": ASK, "v12": ASK},
    "fatima": {"v01": NEAR, "v09": NEAR, "v02": ASK, "v05": ASK, "v10": ASK, "v12": ASK, "v15": ASK},
}
"""Everything that may be shown to each person; all other vacancies are excluded."""

EXCLUDED_FOR_AMINA = {
    "v03": {"clock"},  # evenings
    "v04": {"budget", "hours", "clock"},  # two contacts of two made; 30 hours; begins at 7
    "v05": {"travel"},  # 30.9 minutes by bike, one too many
    "v06": {"hours", "clock", "travel", "do_not_want"},
    "v07": {"hours", "clock", "travel", "do_not_want"},
    "v08": {"pause"},
    "v10": {"needs"},  # 15 kg, her limit is 10 and the school has no lifting aid
    "v11": {"clock"},  # evenings and weekends
    "v13": {"hours", "clock", "travel"},
    "v14": {"open", "hours", "travel"},
    "v15": {"travel"},
}

SURPLUS_FOR_AMINA = {"v09": 0.04975, "v02": 0.02541, "v01": 0.00463, "v12": 0.00005}
"""Amina's list, best first, with low-end chance × softplus(low-end utility) by ``matching.model.PRIOR``.

Utility: nothing is known of setting (1.6 · −0.5), preferred time (0.8 · −0.5) and support (0.8 · −0.4): −1.52 for all.
Chance: no experience (5 · −0.3), no training known (2 · −0.7), no replies (0.8 · −0.5), bias −0.5: −3.80 for all.

    v09  6 · (1 − 0.3) + 1.2 · (1 − 0.6) + (1 − 4.6/75 − 0.5) − 1.52            = 3.5987, softplus 3.6257
         A2 for A2: 0; lift not stated: 1.2 · −0.5; 2.5 · (0.95 − 0.9)          → −4.2750, σ 0.013721
    v02  6 · (0.7071 − 0.3) + 1.2 · (0.7 − 0.6) + 0.4387 − 1.52                 = 1.4813, softplus 1.6862
         Danish not known: 1.5 · −0.5; 8 of 10 kg: 1.2 · (0.6 − 0.5); 0.25      → −4.1800, σ 0.015067
    v01  6 · (0 − 0.3) + 0.48 + 0.4387 − 1.52                                   = −2.4013, softplus 0.0868
         A2 for A1: 1.5 · 0.25; 5 of 10 kg: 1.2 · 0.25; 0.25                    → −2.8750, σ 0.053402
    v12  −1.8 + 1.2 · (0 − 0.6) + (1 − 19.35/75 − 0.5) − 1.52                   = −3.7980, softplus 0.0222
         −0.75 − 0.6 + 0.25; hours not stated may be a miss: −1.2               → −6.1000, σ 0.002238
"""
