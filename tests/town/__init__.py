"""A small invented town whose right answers are worked out by hand.

Everybody lives in the middle of Viborg (56.45 N, 9.40 E); today is Monday 2 November 2026. One degree of latitude is
111.19 km. Minutes one way, km straight (0.5 at least) × 1.3 ÷ speed, plus the fixed minutes:

    site                    km     bike 15   moped 27   bus 40    car 60   lift 60
    town (e1 e2 e5 e6)      0.5      4.6        4.4      21.0       5.7     10.7
    shop (e7, 56.48)        3.34    19.3       12.6   no stop       9.3     14.3
    nursery (e3, 56.50)     5.56    30.9       19.1   no stop      12.2     17.2
    abattoir (e4, 56.63)   20.0     never      60.8   no stop      31.0     36.0
    Aalborg (e8, 57.05)    66.7     never      never  no stop      91.7     96.7
"""

from tests.town.answers import EXCLUDED_FOR_AMINA, FEASIBLE, SURPLUS_FOR_AMINA
from tests.town.jobs import EMPLOYERS, VACANCIES, asked, employer, spoken, vacancy
from tests.town.people import HOME, PEOPLE, TODAY, WORKDAYS, danish, windows, wish
from tests.town.ranking import Words, no_links, town_ranker

__all__ = [
    "EMPLOYERS",
    "EXCLUDED_FOR_AMINA",
    "FEASIBLE",
    "HOME",
    "PEOPLE",
    "SURPLUS_FOR_AMINA",
    "TODAY",
    "VACANCIES",
    "WORKDAYS",
    "Words",
    "asked",
    "danish",
    "employer",
    "no_links",
    "spoken",
    "town_ranker",
    "vacancy",
    "windows",
    "wish",
]
