"""What a person may rely on, whatever the world: checked on random people and vacancies through the real ranker."""

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from features.vocabulary import CEFR_ORDER, Feasible, VacancyStatus
from tests.behaviour.plain import breaks_a_limit
from tests.said import rank_world, ranker_of
from tests.strategies import TODAY, half_hours, openings, participants, windows
from tests.town import EMPLOYERS, FEASIBLE, PEOPLE, VACANCIES, town_ranker

DROPPED = {
    "wage": {"wage": None},
    "hours": {"hours_min": None, "hours_max": None},
    "shifts": {"shifts": (), "daytimes": (), "daytimes_choice": False},
    "site": {"site": None},
    "employer": {"site_support": ()},
    "confirmed": {"last_confirmed": None, "valid_until": None},
    "description": {"description": "", "contract": None},
}
"""What an advert may leave unsaid; where it is silent on demands or language, what is usual stands in for it."""


def shown(participant, world):
    """Vacancy id → suggestion."""
    return {one.vacancy_id: one for one in rank_world(participant, world)[1].suggestions}


@settings(max_examples=80, deadline=None)
@given(participants(), openings())
def test_no_returned_suggestion_ever_breaks_a_hard_limit(participant, world):
    _, ranking = rank_world(participant, world)
    assert ranking.violations == 0
    by_id = {vacancy.id: (vacancy, employer) for vacancy, employer, _ in world}
    for suggestion in ranking.suggestions:
        vacancy, employer = by_id[suggestion.vacancy_id]
        assert not breaks_a_limit(participant, vacancy, employer, TODAY), suggestion.vacancy_id


@settings(max_examples=15, deadline=None)
@given(participants(), openings())
def test_a_list_and_what_is_excluded_make_up_all_and_share_nothing(participant, world):
    ranker, ranking = rank_world(participant, world)
    on_the_list = {one.vacancy_id for one in ranking.suggestions}
    excluded = {one.vacancy_id for one in ranker.excluded(participant, TODAY)}
    assert on_the_list | excluded == {vacancy.id for vacancy, _, _ in world}
    assert on_the_list.isdisjoint(excluded)


@settings(max_examples=20, deadline=None)
@given(participants(), openings(), half_hours, half_hours)
def test_wider_hours_never_lose_a_vacancy(participant, world, less, more):
    if participant.hours_min is not None:
        participant_low = participant.model_copy(update={"hours_min": min(less, participant.hours_min)})
    else:
        participant_low = participant
    most = participant_low.hours_max
    wider = participant_low if most is None else participant_low.model_copy(update={"hours_max": max(more, most)})
    assert shown(participant, world).keys() <= shown(wider, world).keys()


@settings(max_examples=20, deadline=None)
@given(participants(), openings(), windows(), st.integers(1, 7))
def test_wider_availability_never_loses_a_vacancy(participant, world, window, day):
    if not any(one.kind == "can" for one in participant.availability):
        return
    more = type(participant).model_validate({"id": "p1", "availability": [window | {"weekday": day}]}).availability
    wider = participant.model_copy(update={"availability": (*participant.availability, *more)})
    assert shown(participant, world).keys() <= shown(wider, world).keys()


@settings(max_examples=20, deadline=None)
@given(participants(), openings(), st.integers(1, 200))
def test_more_minutes_of_travel_never_lose_a_vacancy(participant, world, minutes):
    ways = [
        one.model_copy(update={"max_minutes": min(240, one.max_minutes + minutes)}) for one in participant.transport
    ]
    farther = participant.model_copy(update={"transport": tuple(ways)})
    assert shown(participant, world).keys() <= shown(farther, world).keys()


@settings(max_examples=20, deadline=None)
@given(participants(), openings(), st.randoms(use_true_random=False))
def test_the_order_of_vacancies_and_the_names_of_employers_change_nothing(participant, world, dice):
    renamed = [
        (vacancy, firm.model_copy(update={"name": f"Firma {dice.random()}"}), job) for vacancy, firm, job in world
    ]
    dice.shuffle(renamed)
    before, after = rank_world(participant, world)[1], rank_world(participant, renamed)[1]
    assert [(one.vacancy_id, one.rank) for one in before.suggestions] == [
        (one.vacancy_id, one.rank) for one in after.suggestions
    ]
    np.testing.assert_allclose(
        [one.score for one in before.suggestions], [one.score for one in after.suggestions], rtol=1e-6
    )


@settings(max_examples=15, deadline=None)
@given(participants(), openings())
def test_the_order_of_ids_changes_ranks_only_between_equals(participant, world):
    names = {vacancy.id: f"w{99 - number}" for number, (vacancy, _, _) in enumerate(world)}
    renamed = [(vacancy.model_copy(update={"id": names[vacancy.id]}), firm, job) for vacancy, firm, job in world]
    before, after = shown(participant, world), shown(participant, renamed)
    assert {names[name]: round(one.score, 6) for name, one in before.items()} == {
        name: round(one.score, 6) for name, one in after.items()
    }
    scores = [one.score for one in after.values()]
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=20, deadline=None)
@given(participants(), openings(), st.sampled_from(list(DROPPED)))
def test_an_emptier_advert_never_raises_its_surplus(participant, world, dropped):
    gone = DROPPED[dropped]
    emptier = [
        (
            vacancy.model_copy(update=gone),
            firm.model_copy(update={"site_support": ()}) if dropped == "employer" else firm,
            job,
        )
        for vacancy, firm, job in world
    ]
    before, after = shown(participant, world), shown(participant, emptier)
    for name in before.keys() & after.keys():
        if not same_shifts_count(world, name, dropped):
            continue
        assert after[name].score <= before[name].score + 1e-6, name


def same_shifts_count(world, name, dropped):
    """Without its hours a job's windows may become the whole of it, which is another job: not compared."""
    from features.facts import OpeningFacts

    if dropped != "hours":
        return True
    vacancy, firm, _ = next(one for one in world if one[0].id == name)
    then = vacancy.model_copy(update={"hours_min": None, "hours_max": None})
    return OpeningFacts.of(vacancy, firm).fixed == OpeningFacts.of(then, firm).fixed


@settings(max_examples=20, deadline=None)
@given(participants(), openings(), st.sampled_from(["listen", "speak", "read", "write"]))
def test_more_danish_never_lowers_the_chance_or_loses_a_vacancy(participant, world, skill):
    danish = participant.language("da")
    level = danish and getattr(danish, skill)
    if not level or level.rank == 6:
        return
    better = danish.model_copy(update={skill: CEFR_ORDER[level.rank + 1]})
    others = [one for one in participant.languages if one.language != "da"]
    learned = participant.model_copy(update={"languages": (*others, better)})
    before, after = shown(participant, world), shown(learned, world)
    assert before.keys() <= after.keys()
    for name, one in before.items():
        assert after[name].chance.low >= one.chance.low - 1e-6
        assert after[name].chance.middle >= one.chance.middle - 1e-6


@settings(max_examples=20, deadline=None)
@given(participants(), openings(), st.integers(1, 20))
def test_a_shorter_way_never_lowers_utility(participant, world, hundredths):
    """The person moves a little way towards each site in turn."""
    from features.facts import point_of

    home = point_of(participant.home)
    for vacancy, firm, job in world:
        site = point_of(vacancy.site) or point_of(firm.site)
        if (
            home is None
            or site is None
            or participant.transport == ()
            or any(w.mode == "bus" for w in participant.transport)
        ):
            continue
        share = hundredths / 20
        nearer = {"lat": home[0] + share * (site[0] - home[0]), "lon": home[1] + share * (site[1] - home[1])}
        moved = participant.model_copy(update={"home": type(participant.home).model_validate(nearer)})
        before, after = shown(participant, [(vacancy, firm, job)]), shown(moved, [(vacancy, firm, job)])
        for name, one in before.items():
            assert name in after
            if one.minutes is not None:
                assert after[name].utility.low >= one.utility.low - 1e-5


@settings(max_examples=15, deadline=None)
@given(participants(), openings(), st.randoms(use_true_random=False))
def test_another_persons_list_and_a_loaded_index_do_not_change_a_list(participant, world, dice):
    ranker = ranker_of(world)
    first = ranker.rank(participant, 50, TODAY)
    for person in PEOPLE.values():
        ranker.rank(person, 5, TODAY)
    assert ranker.rank(participant, 50, TODAY) == first


@settings(max_examples=15, deadline=None)
@given(participants(), openings())
def test_nothing_is_shown_of_a_closed_vacancy_or_a_paused_employer(participant, world):
    closed = [(vacancy.model_copy(update={"status": VacancyStatus.CLOSED}), firm, job) for vacancy, firm, job in world]
    assert shown(participant, closed) == {}
    later = TODAY + timedelta(days=1)
    paused = [(vacancy, firm.model_copy(update={"pause_until": later}), job) for vacancy, firm, job in world]
    assert shown(participant, paused) == {}


def test_a_learner_of_danish_loses_near_misses_only_to_yes():
    """Fatima learns A2: what was near for want of Danish is only asked about any more, and nothing is lost."""
    ranker = town_ranker()
    languages = [
        one.model_copy(update=dict.fromkeys(("listen", "speak", "read", "write"), CEFR_ORDER[2]))
        if one.language == "da"
        else one
        for one in PEOPLE["fatima"].languages
    ]
    learned = PEOPLE["fatima"].model_copy(update={"languages": tuple(languages)})
    after = {one.vacancy_id: one.feasible for one in ranker.rank(learned, 50, TODAY, per_employer=50).suggestions}
    assert after == dict.fromkeys(FEASIBLE["fatima"], Feasible.ASK)


def test_a_name_that_sounds_foreign_or_an_employer_of_another_name_changes_no_rank():
    named = {name: firm.model_copy(update={"name": f"Kebab og {name}"}) for name, firm in EMPLOYERS.items()}
    for person in PEOPLE.values():
        before = town_ranker().rank(person, 15, TODAY)
        after = town_ranker(VACANCIES, named).rank(person, 15, TODAY)
        assert [one.vacancy_id for one in before.suggestions] == [one.vacancy_id for one in after.suggestions]
