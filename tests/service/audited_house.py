"""A tenant of invented people, straight into the store: two weeks of lists, answers that follow one feature, groups.

Everything is synthetic and says so by its ids. The second half of the people has less of the experience that employers
answer by (``GAP``), so a model that learns to ask for it treats that half worse; groups drawn by lot show nothing.
"""

from datetime import timedelta
from math import exp

import numpy as np

from features.pairs import COLUMNS
from features.profiles import Employer, Participant, Vacancy
from features.vocabulary import Answer, Feasible, Party, Terms
from matching.suggestion import Estimate, Ranking, Suggestion
from service.store import open_store
from tests.service.api_house import NOON
from training.protected import AgeBand, Groups, Origin, Sex

TENANT = "demo"
JOBS = 30
SLOTS = 4
WEEKS = 2
GAP = 0.3
HALF = 0.5
USUAL = dict.fromkeys(COLUMNS, 0.5) | {"doubts": 0.0, "misses": 0.0}


def people(n):
    """The ids of the invented people."""
    return [f"syn-p-{number:04d}" for number in range(n)]


def lived(url, n, seed=1):
    """A store in which ``n`` invented people were shown lists twice and both parties answered."""
    rng = np.random.default_rng(seed)
    clock = [NOON]
    store = open_store(url, now=lambda: clock[0])
    with store.unit(tenant=TENANT, actor="demo") as unit:
        for number in range(JOBS):
            unit.put(Employer(id=f"syn-e-{number}", tenant=TENANT, name=f"Opdigtet {number}"))
            unit.put(_job(number))
        for person in people(n):
            unit.put(Participant(id=person, tenant=TENANT))
    for week in range(WEEKS):
        clock[0] = NOON + timedelta(weeks=week)
        with store.unit(tenant=TENANT, actor="demo") as unit:
            for number, person in enumerate(people(n)):
                _list(unit, person, GAP * (number >= n * HALF), rng)
    return store


def audited(store, n, sexes, origins=None):
    """Keep groups: ``sexes`` (n,) by person; all are of one age band, so that there is nobody to compare it with."""
    origins = origins or [None] * n
    with store.unit(tenant=TENANT, actor="demo") as unit:
        for person, sex, origin in zip(people(n), sexes, origins, strict=True):
            unit.put_protected_groups(person, Groups(AgeBand.UNDER_30, Sex(sex), origin and Origin(origin)))


def by_half(n):
    """Sexes that follow the planted gap."""
    return [Sex.MAN if number < n * HALF else Sex.WOMAN for number in range(n)]


def by_lot(n, seed):
    """Sexes that follow nothing."""
    return [Sex(str(sex)) for sex in np.random.default_rng([seed, 3]).permutation(by_half(n))]


def _job(number):
    about = {"title": "Køkkenhjælp", "disco08": "9412", "terms": Terms.ORDINARY}
    return Vacancy(id=f"syn-v-{number}", tenant=TENANT, employer_id=f"syn-e-{number}", **about)


def _list(unit, person, less, rng):
    """A list of a person, and what they and the employers answered."""
    levels = np.clip(rng.uniform(0.35, 0.95, SLOTS) - less, 0, 1)
    jobs = rng.choice(JOBS, SLOTS, replace=False)
    shown = tuple(_shown(person, int(job), rank, level) for rank, (job, level) in enumerate(zip(jobs, levels), start=1))  # noqa: B905
    ranking = Ranking(person, shown, (), considered=JOBS, feasible=SLOTS, near=0, violations=0, versions={"rules": "r"})
    run = unit.add_run(ranking, model="expert", snapshot="s")
    for kept, level in zip(run.suggestions, levels, strict=True):
        unit.add_review(kept.id, Party.PARTICIPANT, _answer(0.7, rng))
        unit.add_review(kept.id, Party.EMPLOYER, _answer(1 / (1 + exp(-10 * (level - 0.5))), rng))


def _answer(chance, rng):
    return Answer.YES if rng.random() < chance else Answer.NO


def _shown(person, job, rank, level):
    guess = Estimate(0.25, 0.5, 0.75)
    return Suggestion(
        participant_id=person, vacancy_id=f"syn-v-{job}", employer_id=f"syn-e-{job}", rank=rank, score=1 / rank,
        feasible=Feasible.YES, utility=guess, chance=guess, contributions={}, reasons_for=(), reasons_against=(),
        questions=(), missing=(), minutes=12.0, features=USUAL | {"experience_similarity": float(level)},
        propensity=1.0, tried=False,
    )  # fmt: skip
