"""A small invented town whose right answers are worked out by hand.

Everybody lives in the middle of Viborg (56.45 N, 9.40 E); today is Monday 2 November 2026. One degree of latitude is
111.19 km. Minutes one way, km straight (0.5 at least) × 1.3 ÷ speed, plus the fixed minutes:

    site                    km     bike 15   moped 27   bus 40    car 60   lift 60
    town (e1 e2 e5 e6)      0.5      4.6        4.4      21.0       5.7     10.7
    shop (e7, 56.48)        3.34    19.3       12.6   no stop       9.3     14.3
    nursery (e3, 56.50)     5.56    30.9       19.1   no stop      12.2     17.2
    abattoir (e4, 56.63)   20.0     never      60.8   no stop      31.0     36.0
    Aalborg (e8, 57.05)    66.7     never      never  no stop      91.7     96.7

``Words`` stands in for the encoder: a text is the set of those of seven words it holds, similarity their cosine.
"""

from datetime import date
from types import SimpleNamespace

import numpy as np
from scipy import sparse

from features.linking import TitleLink
from features.profiles import Employer, Participant, Vacancy
from features.similarity import TextRows
from features.vocabulary import Feasible
from matching.model import MatchModel
from matching.ranker import Ranker

TODAY = date(2026, 11, 2)
WORKDAYS = (1, 2, 3, 4, 5)
KNOWN = ("rengøring", "opvask", "lager", "have", "slagteri", "køkken", "butik")
HOME = {"lat": 56.45, "lon": 9.40}


class Words:
    """The contract of ``Hybrid`` with seven words, so that similarities can be worked by hand."""

    name = "seven words"
    dimension = 0
    encoder = None
    lexical = SimpleNamespace(idf=np.ones(len(KNOWN), np.float32))

    def rows(self, texts, role="document"):
        """One row for each text: its known words, of length 1."""
        held = np.array([[word in text.casefold() for word in KNOWN] for text in texts], np.float32).reshape(-1, 7)
        length = np.sqrt(held.sum(axis=1, keepdims=True))
        return TextRows(np.zeros((len(texts), 0), np.float32), sparse.csr_matrix(held / np.maximum(length, 1)))

    def join(self, meaning, spelling, queries):
        """Spelling is all there is."""
        return np.clip(spelling, 0, 1)


def no_links(titles, *_):
    """Stands in for ``link_titles``: no title is linked, so nothing is typical."""
    return [TitleLink(None, None, 0.0) for _ in titles]


def windows(days, start, end):
    """One availability for each day."""
    return [{"weekday": day, "start": start, "end": end} for day in days]


def danish(level, language="da"):
    """The same level in all four skills."""
    return {"language": language, "listen": level, "speak": level, "read": level, "write": level}


def wish(words):
    """A wished task."""
    return {"kind": "task", "value": words}


PEOPLE = {
    person["id"]: Participant.model_validate(person)
    for person in (
        {
            "id": "amina",
            "hours_min": 10,
            "hours_wish": 15,
            "hours_max": 20,
            "availability": windows(WORKDAYS, "08:00", "16:00"),
            "home": HOME,
            "transport": [{"mode": "bike", "max_minutes": 30}],
            "credentials_missing": ["B"],
            "languages": [danish("A2")],
            "wishes": [wish("rengøring")],
            "functional_needs": [{"code": "lift", "level": 2, "limit": 10}],
            "do_not_want": [{"kind": "setting", "value": "pork"}],
        },
        {
            "id": "bilal",
            "hours_min": 20,
            "hours_max": 37,
            "availability": windows(range(1, 8), "05:00", "23:00"),
            "home": HOME,
            "transport": [{"mode": "car", "max_minutes": 45}],
            "credentials": [{"code": "B"}],
            "credentials_complete": True,
            "languages": [danish("B1")],
            "experience": [{"text": "lager", "evidence": "paid"}],
            "wishes": [wish("lager")],
        },
        {"id": "chau"},
        {
            "id": "dina",
            "hours_min": 8,
            "hours_max": 12,
            "availability": windows(WORKDAYS, "09:00", "16:00"),
            "home": HOME,
            "transport": [{"mode": "bus", "max_minutes": 45}],
            "languages": [danish("A1")],
            "wishes": [wish("køkken")],
            "functional_needs": [
                {"code": "start_not_before", "level": 2, "limit": 570},
                {"code": "shift_length", "level": 2, "limit": 5},
            ],
        },
        {
            "id": "elias",
            "hours_min": 30,
            "hours_max": 37,
            "home": HOME,
            "transport": [{"mode": "moped", "max_minutes": 30}],
            "credentials": [{"code": "B"}, {"code": "truck"}],
            "languages": [danish("B2")],
            "functional_needs": [{"code": "night", "level": 3}],
            "do_not_want": [wish("slagteri")],
        },
        {
            "id": "fatima",
            "hours_min": 10,
            "hours_max": 37,
            "availability": windows(WORKDAYS, "07:00", "17:00"),
            "home": HOME,
            "transport": [{"mode": "ride", "max_minutes": 40}],
            "languages": [danish("pre_A1"), danish("C1", "en")],
            "wishes": [wish("have")],
            "support_needs": ["mentor"],
            "earliest_start": "2027-02-01",
        },
    )
}


def employer(id, lat, **more):
    """An employer north of the middle of Viborg."""
    return Employer.model_validate({"id": id, "site": {"lat": lat, "lon": 9.40}, **more})


EMPLOYERS = {
    one.id: one
    for one in (
        employer("e1", 56.45, size_band="10-49"),
        employer("e2", 56.45, size_band="0-9", contacts_this_month=2),
        employer("e3", 56.50, contact_budget=5),
        employer("e4", 56.63, size_band="50+"),
        employer("e5", 56.45, size_band="0-9", pause_until="2026-12-01"),
        employer("e6", 56.45, size_band="50+"),
        employer("e7", 56.48, size_band="0-9"),
        employer("e8", 57.05, size_band="50+"),
    )
}


def vacancy(id, employer_id, title, tasks, hours, shifts=(), **more):
    """A vacancy; ``hours`` are the least and the most, ``shifts`` (weekdays, start, end, kind)."""
    low, high = hours
    raw = {
        "id": id,
        "employer_id": employer_id,
        "terms": "ordinary",
        "title": title,
        "tasks": [{"name": task} for task in tasks],
        "hours_min": low,
        "hours_max": high,
        "shifts": [dict(zip(("weekdays", "start", "end", "kind"), shift, strict=False)) for shift in shifts],
    }
    return Vacancy.model_validate(raw | more)


def spoken(level, language="da", **more):
    """A language asked for by a task."""
    return {"kind": "language", "code": language, "levels": {"speak": level}, "task": "Tale med kolleger", **more}


def asked(code, necessity, kind="licence"):
    """A licence or certificate asked for."""
    return {"kind": kind, "code": code, "necessity": necessity}


VACANCIES = {
    one.id: one
    for one in (
        vacancy(
            "v01",
            "e1",
            "Opvasker",
            ["opvask"],
            (15, 15),
            [(WORKDAYS, "10:00", "13:00")],
            demands={"lift": {"level": 1, "value": 5}, "stand": {"level": 2}},
            requirements=[spoken("A1")],
        ),
        vacancy(
            "v02",
            "e1",
            "Rengøring af køkken",
            ["rengøring"],
            (10, 12),
            [((1, 3, 5), "09:00", "13:00")],
            demands={"lift": {"level": 1, "value": 8}},
        ),
        vacancy("v03", "e1", "Rengøring om aftenen", ["rengøring"], (10, 15), [(WORKDAYS, "17:00", "20:00")]),
        vacancy(
            "v04",
            "e2",
            "Lagermedarbejder",
            ["lager"],
            (30, 37),
            [(WORKDAYS, "07:00", "14:30")],
            requirements=[asked("truck", "safety", "certificate")],
        ),
        vacancy(
            "v05",
            "e3",
            "Gartnermedhjælper",
            ["have"],
            (20, 30),
            [(WORKDAYS, "07:00", "17:00", "flexible")],
            requirements=[asked("B", "task")],
        ),
        vacancy(
            "v06",
            "e4",
            "Slagteriarbejder",
            ["slagteri"],
            (37, 37),
            [(WORKDAYS, "06:00", "13:15")],
            settings=["pork"],
        ),
        vacancy(
            "v07",
            "e4",
            "Rengøring om natten på slagteri",
            ["rengøring"],
            (30, 35),
            [((1, 2, 3, 4), "22:00", "24:00"), ((2, 3, 4, 5), "00:00", "05:00")],
            settings=["pork"],
        ),
        vacancy("v08", "e5", "Rengøring på hotel", ["rengøring"], (15, 15), [(WORKDAYS, "09:00", "12:00")]),
        vacancy(
            "v09",
            "e6",
            "Rengøring på skole",
            ["rengøring"],
            (15, 15),
            [(WORKDAYS, "12:30", "15:30")],
            requirements=[spoken("A2"), asked("child_record", "legal", "background_check")],
        ),
        vacancy(
            "v10",
            "e6",
            "Køkkenhjælp på skole",
            ["køkken"],
            (8, 10),
            [((1, 2, 3, 4), "10:00", "12:30")],
            demands={"lift": {"level": 3, "value": 15}},
            site_support=["mentor"],
        ),
        vacancy(
            "v11",
            "e7",
            "Butiksmedhjælper",
            ["butik"],
            (12, 20),
            daytimes=["evening", "weekend"],
            requirements=[spoken("B1")],
        ),
        vacancy("v12", "e7", "Varer på hylder", ["butik", "lager"], (None, None)),
        vacancy("v13", "e8", "Lager i Aalborg", ["lager"], (37, 37), [(WORKDAYS, "07:00", "14:15")]),
        vacancy("v14", "e3", "Have, sæson", ["have"], (37, 37), start="2027-03-01", status="closed"),
        vacancy(
            "v15",
            "e3",
            "Planteskole",
            ["have"],
            (15, 20),
            [(WORKDAYS, "09:00", "12:00")],
            requirements=[spoken("A2", "en", any_of="sprog"), spoken("A1", any_of="sprog")],
            site_support=["mentor", "calm_introduction"],
        ),
    )
}

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


def town_ranker(vacancies=None, employers=None, model=None):
    """A ranker that holds the town (or another one) and knows nothing that is not written there."""
    from unittest.mock import patch

    ranker = Ranker(Words(), model or MatchModel.prior())
    with patch("matching.ranker.link_titles", no_links):
        ranker.load((vacancies or VACANCIES).values(), employers or EMPLOYERS)
    return ranker
