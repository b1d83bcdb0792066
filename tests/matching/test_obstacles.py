"""Every vacancy that is not possible is counted once, under the rule that keeps it away or among the several."""

from collections import Counter

import pytest

from features.profiles import make
from features.similarity import Hybrid
from matching.counsel.changes import Instead
from matching.counsel.obstacles import obstacles
from matching.counsel.whatif import what_if
from matching.model import MatchModel
from matching.ranker import Ranker
from tests.town import EXCLUDED_FOR_AMINA, PEOPLE, TODAY, town_ranker
from training.world import invent


def test_aminas_obstacles_are_those_worked_by_hand():
    found = obstacles(town_ranker(), PEOPLE["amina"], TODAY)
    alone = Counter(next(iter(rules)) for rules in EXCLUDED_FOR_AMINA.values() if len(rules) == 1)
    several = [rules for rules in EXCLUDED_FOR_AMINA.values() if len(rules) > 1]
    counted = Counter()
    for one in found.obstacles:
        counted[one.rule] += one.alone
    assert +counted == alone
    assert (found.considered, found.possible, found.several) == (15, 4, len(several))
    together = Counter(rule for rules in several for rule in rules)
    assert {one.rule: one.together for one in found.obstacles if one.together} == together


@pytest.mark.parametrize("seed", [1, 2])
def test_all_are_counted_once_and_each_cure_opens_what_it_says(seed):
    world = invent(seed, participants=4, employers=50, vacancies=200)
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    firms = {employer.id: employer for employer in world.employers}
    for participant in world.participants:
        found = obstacles(ranker, participant, world.today)
        assert found.considered == found.possible + found.several + sum(one.alone for one in found.obstacles)
        for cure in (one.cure for one in found.obstacles if one.cure):
            job = next(vacancy for vacancy in world.vacancies if vacancy.id == cure.vacancy_id)
            records = {"participant": participant, "vacancy": job, "employer": firms[job.employer_id]}
            for part in cure.parts:
                records[part.subject] = part.taken_by(records[part.subject])
            instead = Instead(records["participant"], (records["vacancy"],), (records["employer"],))
            after = what_if(ranker, participant, instead, 10_000, world.today)
            assert after.opened >= cure.opens
            assert cure.vacancy_id not in {item.vacancy_id for item in after.before.suggestions}


def test_nothing_keeps_anything_away_from_a_person_nothing_is_known_of():
    found = obstacles(town_ranker(), make(type(PEOPLE["chau"]), {"id": "nobody"}), TODAY)
    assert {one.rule for one in found.obstacles} == {"open", "pause", "budget"}
