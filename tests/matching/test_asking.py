"""What an answer is said to do to a list is what the ranker does when the answer stands in the record."""

from math import isclose

import pytest
from hypothesis import given, settings

from features.facts import OpeningFacts, PersonFacts
from features.profiles import Employer, Participant, Vacancy
from features.similarity import Hybrid
from features.vocabulary import WhoCanChange
from matching.asking import LENGTH, answered, answered_job, ask_next, ask_next_vacancy, list_change
from matching.asking.about_job import USUAL, questions_about_job
from matching.asking.about_person import questions_about
from matching.asking.question import Answer, Question, mean
from matching.counsel.standing import Standing
from matching.model import MatchModel
from matching.ranker import Ranker, blocking, explain, feasible_of
from matching.rules import MET, Pair
from service.texts import say
from tests.said import ranker_of
from tests.strategies import TODAY, openings, participants
from tests.town import PEOPLE, town_ranker
from training.world import invent

EVERYTHING = 1_000


# ── The measure ──────────────────────────────────────────────────────────────────────────────────


def test_the_same_list_has_not_changed_and_another_has_changed_wholly():
    ten = [str(number) for number in range(10)]
    assert list_change(ten, ten) == list_change([], []) == 0
    assert list_change(ten, [f"{name}x" for name in ten]) == list_change(ten, []) == 1


def test_a_new_first_weighs_more_than_a_new_tenth():
    """A new tenth: only the tenth depth differs, by 1/10; weights 0.9^d over their sum 6.5132."""
    ten = [str(number) for number in range(10)]
    assert isclose(list_change(ten, [*ten[:9], "new"]), 0.9**9 / 10 / 6.5132, rel_tol=1e-4)
    assert list_change(ten, ["new", *ten[1:]]) > 5 * list_change(ten, [*ten[:9], "new"])


def test_two_that_change_places_change_the_list_only_above_them():
    """Swapping first and second: nothing in common at depth 1 (weight 1 of 6.5132), all from depth 2 on."""
    assert isclose(list_change(["a", "b"], ["b", "a"]), 1 / 6.5132, rel_tol=1e-4)


def test_only_the_first_ten_count():
    ten = [str(number) for number in range(LENGTH)]
    assert list_change([*ten, "a"], [*ten, "b"]) == 0


def test_likelier_answers_weigh_more_in_the_value():
    question = Question("q", "f", WhoCanChange.PARTICIPANT, (Answer("a", weight=3), Answer("b")))
    assert mean([1.0, 0.0], question) == 0.75


# ── Replay: people ───────────────────────────────────────────────────────────────────────────────


def replay(ranker, participant, today):
    """Gives every answer to every question and ranks again; the number of answers."""
    found = ask_next(ranker, participant, today, EVERYTHING)
    listed = ids(ranker.rank(participant, LENGTH, today))
    assert found.listed == listed
    for worth in found.questions:
        changes = []
        for outcome in worth.outcomes:
            then = ids(ranker.rank(answered(participant, outcome.answer), LENGTH, today))
            assert outcome.listed == then, (worth.question.code, outcome.answer)
            assert set(outcome.entered) == set(then) - set(listed)
            assert set(outcome.left) == set(listed) - set(then)
            assert outcome.change == list_change(listed, then)
            changes.append(outcome.change)
        assert worth.value == mean(changes, worth.question) > 0
    assert ids(ranker.rank(participant, LENGTH, today)) == listed
    values = [worth.value for worth in found.questions]
    assert values == sorted(values, reverse=True)
    return sum(len(worth.outcomes) for worth in found.questions)


def ids(ranking):
    return tuple(item.vacancy_id for item in ranking.suggestions)


@pytest.fixture(scope="module")
def region():
    world = invent(3, participants=8, employers=60, vacancies=240)
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    return world, ranker


def test_every_answer_changes_the_list_exactly_as_announced(region):
    world, ranker = region
    nobody = Participant(id="nobody", functional_needs=[{"code": "lift", "level": 2}])
    assert sum(replay(ranker, person, world.today) for person in (*world.participants, nobody)) > 60


@settings(max_examples=25, deadline=None)
@given(participants(), openings(least=3))
def test_answers_change_any_list_as_announced(participant, world):
    replay(ranker_of(world), participant, TODAY)


def test_answers_change_the_towns_lists_as_announced():
    ranker = town_ranker()
    for person in PEOPLE.values():
        replay(ranker, person, TODAY)


def test_the_best_three_are_the_first_of_all(region):
    world, ranker = region
    person = Participant(id="nobody")
    three, every = (ask_next(ranker, person, world.today, n) for n in (3, EVERYTHING))
    assert three.questions == every.questions[:3]
    assert len(every.questions) > 3


# ── What is asked ────────────────────────────────────────────────────────────────────────────────


def codes(ranker, participant):
    whole = Standing.of(ranker.index.snapshot().aside(), PersonFacts.of(participant, TODAY))
    return {question.code for question in questions_about(whole)}


def test_whoever_has_told_nothing_is_asked_about_everything_an_answer_can_be_given_to():
    assert codes(town_ranker(), Participant(id="p")) >= {
        "ask_wanted_hours", "ask_availability", "ask_transport", "ask_credential", "ask_language_skill", "ask_setting",
    }  # fmt: skip


def test_what_is_known_is_not_asked_again():
    told = Participant.model_validate(
        {
            "id": "p",
            "hours_min": 5,
            "hours_max": 15,
            "availability": [
                {"weekday": 1, "start": "08:00", "end": "16:00"},
                {"weekday": 1, "start": "08:00", "end": "10:00", "kind": "prefer"},
            ],
            "home": {"postcode": "8800"},
            "transport": [{"mode": "bike", "max_minutes": 30}],
            "credentials_complete": True,
            "languages": [{"language": "da", "listen": "A2", "speak": "A2", "read": "A1", "write": "A1"}],
            "experience": [{"text": "rengøring"}],
            "wishes": [{"kind": "setting", "value": "inside"}],
            "functional_needs": [{"code": "lift", "level": 2, "limit": 5}, {"code": "noise", "level": 2}],
        }
    )
    assert codes(town_ranker(), told) == set()


def test_a_limit_nobody_has_measured_is_asked_for_in_its_own_unit():
    person = Participant(id="p", functional_needs=[{"code": "lift", "level": 2}])
    whole = Standing.of(town_ranker().index.snapshot().aside(), PersonFacts.of(person, TODAY))
    [question] = [question for question in questions_about(whole) if question.code == "ask_limit"]
    assert [answer.params["limit"] for answer in question.answers] == ["5 kg", "10 kg", "15 kg", "25 kg"]
    assert say("asking.ask_limit", **question.params)


def test_preferred_times_never_make_the_persons_time_longer(region):
    world, ranker = region
    person = Participant(id="p", availability=[{"weekday": 1, "start": "08:00", "end": "12:00"}])
    whole = Standing.of(ranker.index.snapshot().aside(), PersonFacts.of(person, world.today))
    [question] = [one for one in questions_about(whole) if one.code == "ask_preferred_times"]
    for answer in question.answers:
        assert PersonFacts.of(answered(person, answer), world.today).possible == whole.request.person.possible


# ── Replay: jobs ─────────────────────────────────────────────────────────────────────────────────


def stands(person, opening):
    """Where a person stands, by the one-pair form of every rule."""
    findings = explain(Pair(person, opening))
    return "no" if blocking(findings) else feasible_of(min((one.status for one in findings), default=MET)).value


def test_every_answer_about_a_job_moves_as_many_people_as_announced(region):
    world, ranker = region
    snapshot, tried = ranker.index.snapshot(), 0
    people = [PersonFacts.of(person, world.today) for person in world.participants]
    for vacancy_id in list(snapshot.rows)[::40]:
        found = ask_next_vacancy(ranker, vacancy_id, world.participants, world.today, EVERYTHING)
        opening = snapshot.opening(snapshot.rows[vacancy_id])
        before = [stands(person, opening) for person in people]
        assert found.standing == {name: before.count(name) for name in ("yes", "ask", "near", "no")}
        for worth in found.questions:
            for outcome in worth.outcomes:
                job = answered_job(opening.vacancy, outcome.answer)
                then = OpeningFacts.of(job, opening.employer, opening.occupation, opening.disco, opening.kin)
                after = [stands(person, then) for person in people]
                pairs = list(zip(before, after, strict=True))
                assert outcome.standing == {name: after.count(name) for name in ("yes", "ask", "near", "no")}
                assert outcome.gained == sum(old == "no" != new for old, new in pairs)
                assert outcome.lost == sum(old != "no" == new for old, new in pairs)
                assert outcome.affected == sum(old != new for old, new in pairs)
                tried += 1
            shares = [outcome.affected / len(people) for outcome in worth.outcomes]
            assert isclose(worth.value, mean(shares, worth.question))
    assert tried > 20


def job_questions(job, person, occupation=None, firm=None):
    vacancy = Vacancy.model_validate({"id": "v", "employer_id": "e", "terms": "ordinary", "title": "Job"} | job)
    opening = OpeningFacts.of(vacancy, Employer.model_validate({"id": "e"} | (firm or {})), occupation)
    people = [PersonFacts.of(Participant.model_validate({"id": "p"} | person), TODAY)]
    return {
        (question.code, str(question.params.get("need") or question.params.get("adaptation") or "")): question
        for question in questions_about_job(opening, people)
    }


def test_a_demand_is_asked_about_where_somebody_has_the_need_and_nothing_is_stated():
    need = {"functional_needs": [{"code": "lift", "level": 2, "limit": 5}]}
    assert ("ask_demand", "lift") in job_questions({}, need)
    assert ("ask_demand", "lift") not in job_questions({"demands": {"lift": {"level": 1}}}, need)
    assert ("ask_demand", "lift") not in job_questions({"site_support": ["lifting_aid"]}, need)
    assert ("ask_demand", "lift") not in job_questions({}, {})


def test_what_the_occupation_usually_asks_is_the_likeliest_answer():
    from features.occupations import by_id

    cleaner = by_id()["hotel_room_cleaner"]
    question = job_questions({}, {}, cleaner)["ask_danish_asked", ""]
    assert [answer.weight for answer in question.answers].count(USUAL) == 1
    assert {answer.weight for answer in job_questions({}, {})["ask_danish_asked", ""].answers} == {1.0}


def test_support_is_asked_about_for_those_who_could_use_it_until_somebody_has_asked_the_site():
    ramping = {"ramp_plan": [{"week": 1, "hours": 3}], "support_needs": ["mentor"]}
    asked = job_questions({}, ramping)
    assert {("ask_support", "mentor"), ("ask_support", "step_up")} <= asked.keys()
    assert ("ask_support", "mentor") not in job_questions({}, ramping, firm={"site_support_known": True})


def test_a_vacancy_that_is_not_there_is_an_error_with_its_id(region):
    world, ranker = region
    with pytest.raises(KeyError, match="nowhere"):
        ask_next_vacancy(ranker, "nowhere", world.participants, world.today)


# ── Words ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_question_and_answer_has_words(region, language):
    world, ranker = region
    blank = Participant(id="p", functional_needs=[{"code": code, "level": 2} for code in ("lift", "shift_length", "start_not_before")], transport=[{"mode": "bus"}], availability=[{"weekday": 1, "start": "08:00", "end": "23:00"}])  # fmt: skip # noqa: E501
    people = (blank, Participant(id="q"), *world.participants)
    facts = [PersonFacts.of(person, world.today) for person in people]
    snapshot = ranker.index.snapshot()
    questions = [one for person in facts for one in questions_about(Standing.of(snapshot, person))]
    questions += [one for row in range(0, 240, 30) for one in questions_about_job(snapshot.opening(row), facts)]
    for question in questions:
        for code, params in ((question.code, question.params), *((one.code, one.params) for one in question.answers)):
            assert "{" not in say(f"asking.{code}", language, **params)
