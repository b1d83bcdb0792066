"""The list as it would be is the list that a ranker with the changed records gives, and nothing of it is kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.similarity import Hybrid
from matching.counsel.changes import Instead, changed
from matching.counsel.steps import steps
from matching.counsel.whatif import what_if
from matching.model import MatchModel
from matching.ranker import Ranker
from tests.said import ranker_of
from tests.strategies import TODAY, openings, participants, vacancies
from tests.town import EMPLOYERS, PEOPLE, VACANCIES, no_links, town_ranker
from training.world import invent

AMINA = PEOPLE["amina"]


@pytest.fixture(autouse=True, scope="module")
def nothing_is_linked():
    """Titles say nothing of what is usual, in the ranker and in what would be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matching.ranker.link_titles", no_links)
        yield


def places(ranking):
    return [(item.vacancy_id, round(item.score, 5), item.feasible) for item in ranking.suggestions]


def test_no_change_makes_no_difference():
    found = what_if(town_ranker(), AMINA, Instead(), 10, TODAY)
    assert (found.changes, found.entered, found.left, found.moved) == ((), (), (), ())
    assert (found.opened, found.closed) == (0, 0)
    assert places(found.before) == places(found.after)


def test_evenings_bring_the_evening_cleaning_onto_aminas_list_and_the_clock_is_why():
    evenings = [{"weekday": day, "start": "16:00", "end": "22:00"} for day in range(1, 6)]
    found = what_if(town_ranker(), AMINA, Instead(changed(AMINA, {}, {"availability": evenings})), 10, TODAY)
    (entered,) = found.entered
    assert (entered.vacancy_id, entered.possible) == ("v03", False)
    assert [finding.code for finding in entered.why] == ["shift_outside_time"]
    assert (found.opened, found.closed) == (1, 0)


def test_what_leaves_the_list_says_which_rule_took_it_off():
    found = what_if(town_ranker(), AMINA, Instead(changed(AMINA, {"hours_min": 13})), 10, TODAY)
    assert {item.vacancy_id: [one.code for one in item.why] for item in found.left} == {"v02": ["too_few_hours"]}
    assert found.closed == 1


def test_an_employer_that_offers_a_lifting_aid_opens_its_kitchen_for_amina():
    helped = changed(EMPLOYERS["e6"], {}, {"site_support": ["lifting_aid"]})
    found = what_if(town_ranker(), AMINA, Instead(employers=(helped,)), 10, TODAY)
    assert [item.vacancy_id for item in found.entered] == ["v10"]
    assert [one.code for one in found.entered[0].why] == ["demand_above_limit"]


@pytest.mark.parametrize("name", PEOPLE)
def test_changed_vacancies_and_employers_give_the_list_of_a_ranker_that_holds_them(name):
    jobs = tuple(
        changed(VACANCIES[id], patch)
        for id, patch in (
            ("v03", {"shifts": [{"weekdays": [1, 2, 3, 4, 5], "start": "09:00", "end": "12:00", "kind": "fixed"}]}),
            ("v02", {"status": "closed"}),
            ("v06", {"settings": [], "hours_min": 10}),
        )
    )
    firm = changed(EMPLOYERS["e5"], {"pause_until": None})
    found = what_if(town_ranker(), PEOPLE[name], Instead(vacancies=jobs, employers=(firm,)), 5, TODAY)
    fresh = town_ranker(VACANCIES | {job.id: job for job in jobs}, EMPLOYERS | {"e5": firm})
    assert places(found.after) == places(fresh.rank(PEOPLE[name], 5, TODAY))


@settings(max_examples=30, deadline=None)
@given(participants(), openings(least=3), st.data())
def test_a_changed_vacancy_in_a_random_world_gives_the_list_of_a_ranker_that_holds_it(participant, world, data):
    world = [(vacancy, firm, None) for vacancy, firm, _ in world]
    old = data.draw(st.sampled_from(world))[0]
    new = data.draw(vacancies(id=old.id, employer_id=old.employer_id))
    found = what_if(ranker_of(world), participant, Instead(vacancies=(new,)), 4, TODAY)
    fresh = ranker_of([(new if vacancy.id == old.id else vacancy, firm, none) for vacancy, firm, none in world])
    assert places(found.after) == places(fresh.rank(participant, 4, TODAY))


def kept(ranker):
    """The names of everything that is kept, with the objects kept under them."""
    snapshot = ranker.index.snapshot()
    parts = (
        snapshot.found,
        *(getattr(snapshot.answers, name) for name in ("_rules", "_people", "_scores", "_encoded")),
    )
    return [{name: id(value) for name, (value, _) in part._kept.items()} for part in parts]


def test_nothing_of_a_what_if_is_kept_and_the_real_list_stays():
    world = invent(5, participants=3, employers=40, vacancies=120)
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    person = world.participants[0]
    real = places(ranker.rank(person, 10, world.today))
    before = kept(ranker)
    other = changed(person, {"hours_max": 37, "motivation": "Jeg vil køre lastbil", "languages": []})
    job = changed(world.vacancies[0], {"hours_min": 1, "hours_max": 3})
    what_if(ranker, person, Instead(other, vacancies=(job,)), 10, world.today)
    steps(ranker, person, 10, world.today)
    assert kept(ranker) == before
    assert places(ranker.rank(person, 10, world.today)) == real


def test_a_vacancy_that_is_not_there_cannot_be_changed():
    stranger = VACANCIES["v01"].model_copy(update={"id": "v99"})
    with pytest.raises(KeyError, match="v99"):
        what_if(town_ranker(), AMINA, Instead(vacancies=(stranger,)), 5, TODAY)
