"""What a step is said to open is what the ranker opens when it is asked about the person after the step."""

import pytest
from hypothesis import given, settings

from features.profiles import make
from features.similarity import Hybrid
from features.vocabulary import Credential, Feasible
from matching.counsel.proposals import NO_STEPS, at_once
from matching.counsel.steps import FLOOR, MOST_PAIRS, steps
from matching.model import MatchModel
from matching.ranker import Ranker
from tests.said import ranker_of
from tests.strategies import TODAY, openings, participants
from tests.town import PEOPLE, town_ranker
from training.world import invent

OWN_TO_CHANGE = {
    "availability", "credentials", "credentials_missing", "earliest_start", "hours_max", "hours_min", "languages",
    "transport",
}  # fmt: skip


def everything(ranker, participant, today):
    """Vacancy id → suggestion, of all that is possible."""
    ranking = ranker.rank(participant, 10_000, today, per_employer=10_000)
    return {item.vacancy_id: item for item in ranking.suggestions}


def check(ranker, participant, today):
    """Replays every step of a participant; the number of steps."""
    before, found = everything(ranker, participant, today), steps(ranker, participant, 10, today)
    for step in found.steps:
        after = everything(ranker, at_once(step.parts).taken_by(participant), today)
        opened = after.keys() - before.keys()
        sure = {
            name
            for name in after.keys() & before.keys()
            if after[name].feasible is Feasible.YES is not before[name].feasible
        }
        good = {name for name, item in after.items() if item.score >= found.floor}
        assert set(step.good) == opened & good
        assert step.possible == len(opened)
        assert set(step.settled) == sure & good
        assert [after[name].score for name in step.good] == sorted(
            (after[name].score for name in step.good), reverse=True
        )
    return len(found.steps)


@pytest.mark.parametrize("seed", range(4))
def test_every_claim_in_an_invented_region_is_what_a_second_run_gives(seed):
    world = invent(seed, participants=6, employers=60, vacancies=240)
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    assert sum(check(ranker, participant, world.today) for participant in world.participants) >= 20


@settings(max_examples=40, deadline=None)
@given(participants(), openings(least=3))
def test_every_claim_in_a_random_world_is_what_a_second_run_gives(participant, world):
    check(ranker_of(world), participant, TODAY)


@settings(max_examples=40, deadline=None)
@given(participants(), openings(least=3))
def test_no_step_is_about_what_a_person_cannot_change(participant, world):
    for step in steps(ranker_of(world), participant, 10, TODAY).steps:
        for part in step.parts:
            assert part.fields.keys() <= OWN_TO_CHANGE
            held = {item.code for item in part.fields.get("credentials", ())}
            assert held - {item.code for item in participant.credentials} <= set(Credential) - NO_STEPS


def test_evenings_open_the_evening_cleaning_for_amina_and_only_what_fits_her_counts_as_good():
    found = steps(town_ranker(), PEOPLE["amina"], 10, TODAY)
    assert found.floor == FLOOR
    told = {step.parts[0].code: step for step in found.steps if len(step.parts) == 1}
    assert told["evenings"].good == ("v03",)  # cleaning, 10 to 15 hours, Monday to Friday 17 to 20
    assert "longer_travel" not in told  # fifteen minutes more reach v05 and v15, gardening she has no wish for


def test_a_car_is_only_a_step_for_somebody_who_may_drive():
    found = steps(town_ranker(), PEOPLE["dina"], 10, TODAY).steps
    for step in found:
        if any(part.params.get("mode") == "car" for part in step.parts):
            assert any(part.params.get("credential") == "B" for part in step.parts)


def test_of_two_steps_that_open_the_same_the_smaller_is_named_and_pairs_are_few():
    world = invent(2, participants=6, employers=60, vacancies=240)
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    for participant in world.participants:
        found = steps(ranker, participant, 10, world.today).steps
        singles = [(set(step.good), set(step.settled), step.effort) for step in found if len(step.parts) == 1]
        for good, settled, effort in singles:
            assert not any(good <= more and settled <= sure and less < effort for more, sure, less in singles)
        assert sum(len(step.parts) == 2 for step in found) <= MOST_PAIRS


def test_nothing_opens_where_nothing_is_known_of_the_person():
    assert steps(town_ranker(), make(type(PEOPLE["chau"]), {"id": "nobody"}), 10, TODAY).steps == ()
