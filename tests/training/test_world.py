from __future__ import annotations

import re
from datetime import date

import numpy as np
import pytest

from features.occupations import occupations
from features.profiles import Employer, Participant, Vacancy, make
from features.vocabulary import Answer, RequirementKind, Source, Terms, holds_cpr
from training.world import TODAY, World, invent, small_jobs
from training.world.showcase import JOBS, Fit
from training.world.wording import clock_text, days_text, hours_text, listed, patterns, with_article

SEEDS = (1, 2, 7)
HOURS = re.compile(r"(\d+(?:[.,]\d)?)(?:-(\d+(?:[.,]\d)?))? (?:timer|hours)")
CLOCK = re.compile(r"kl\. (\d{1,2})(?:\.(\d\d))?(?:-| og har fri kl\. | til | og )(\d{1,2})(?:\.(\d\d))?")


@pytest.fixture(scope="module", params=SEEDS)
def world(request: pytest.FixtureRequest) -> World:
    return invent(seed=request.param)


def texts_of(world: World) -> list[str]:
    notes = [text for person in world.participants for text in (person.motivation, person.resources)]
    adverts = [text for job in world.vacancies for text in (job.title, job.description)]
    return notes + adverts + [firm.name for firm in world.employers]


def test_the_same_seed_makes_the_same_world_and_another_seed_another():
    one, same, other = invent(seed=3), invent(seed=3), invent(seed=4)
    assert (one.participants, one.employers, one.vacancies) == (same.participants, same.employers, same.vacancies)
    assert one.vacancies != other.vacancies
    assert np.array_equal(one.truth.utilities("syn-p-0001"), same.truth.utilities("syn-p-0001"))


def test_sizes_are_as_asked(world: World):
    assert (len(world.participants), len(world.employers), len(world.vacancies)) == (60, 150, 500)


@pytest.mark.parametrize("sizes", [(1, 1, 1), (2, 3, 5), (5, 40, 300)])
def test_small_worlds_can_be_made_too(sizes: tuple[int, int, int]):
    world = invent(1, *sizes)
    assert (len(world.participants), len(world.employers), len(world.vacancies)) == sizes


def test_a_world_without_anybody_is_refused_with_the_field_and_the_cure():
    with pytest.raises(ValueError, match="vacancies=0: at least 1 is needed"):
        invent(1, 5, 5, 0)


def test_every_record_can_be_made_again_from_its_own_json(world: World):
    for kind, records in (
        (Participant, world.participants),
        (Employer, world.employers),
        (Vacancy, world.vacancies),
    ):
        for record in records:
            assert make(kind, record.model_dump(mode="json")) == record


def test_everything_is_labelled_synthetic(world: World):
    assert world.label == "synthetic"
    for record in (*world.participants, *world.employers, *world.vacancies):
        assert record.id.startswith("syn-")
        assert record.provenance
        for mark in record.provenance.values():
            assert (mark.source, mark.evidence) == (Source.IMPORT, "synthetic")


def test_ids_and_firm_names_are_used_once_and_every_vacancy_has_its_employer(world: World):
    for records in (world.participants, world.employers, world.vacancies):
        assert len({record.id for record in records}) == len(records)
    assert len({firm.name for firm in world.employers}) == len(world.employers)
    assert {job.employer_id for job in world.vacancies} <= {firm.id for firm in world.employers}


def test_no_text_holds_a_cpr_number_a_phone_number_or_an_address(world: World):
    for text in texts_of(world):
        assert not holds_cpr(text), text
        assert not re.search(r"\d{8}|@|\d{2} \d{2} \d{2} \d{2}", text), text


def test_no_note_speaks_of_illness_faith_or_pregnancy(world: World):
    words = re.compile(r"diagnose|ptsd|depression|angst|medicin mod|gravid|muslim|kristen|diskusprolaps|traume", re.I)
    for person in world.participants:
        assert not words.search(person.motivation + person.resources), person.id


def test_no_employer_has_a_number_that_could_belong_to_a_real_firm(world: World):
    assert all(firm.cvr is None and firm.p_number is None for firm in world.employers)


def test_only_ordinary_terms_are_invented(world: World):
    assert {job.terms for job in world.vacancies} == {Terms.ORDINARY}


def test_hours_in_the_advert_are_the_hours_of_the_record(world: World):
    for job in world.vacancies:
        said = [
            tuple(float((part or first).replace(",", ".")) for part in (first, last))
            for first, last in HOURS.findall(f"{job.title}. {job.description}")
        ]
        if job.hours_min is not None:
            assert set(said) <= {(job.hours_min, job.hours_max)}, (job.id, said)
            assert said, job.description
        elif job.source != "feed":
            assert not said, job.description


def test_clock_times_in_the_advert_are_those_of_the_record(world: World):
    for job in world.vacancies:
        said = {
            (int(h1) * 60 + int(m1 or 0), int(h2) * 60 + int(m2 or 0))
            for h1, m1, h2, m2 in CLOCK.findall(job.description)
        }
        recorded = {(shift.start, shift.end) for shift in job.shifts}
        if job.shifts and said and all(start < end for start, end in said):
            assert said <= recorded, (job.id, said, recorded)


def test_windows_that_must_be_worked_add_up_to_the_weekly_hours(world: World):
    for job in world.vacancies:
        if job.shifts and job.hours_max and all(shift.kind == "fixed" for shift in job.shifts):
            worked = sum(len(shift.weekdays) * (shift.end - shift.start) / 60 for shift in job.shifts)
            assert abs(worked - job.hours_max) <= 0.5, (job.id, worked, job.hours_max)


def test_loads_and_tasks_in_the_record_stand_in_the_advert(world: World):
    for job in world.vacancies:
        for task in job.tasks:
            assert task.name in job.description, (job.id, task.name)
            for demand in task.demands.values():
                assert demand.value is None or "kg" not in job.description or f"{demand.value:g}" in job.description


def test_wages_in_the_record_are_those_of_the_advert(world: World):
    for job in world.vacancies:
        said = re.search(r"(\d{3})(?:-| og )(\d{3}) (?:kr|DKK)", job.description)
        if said and job.wage:
            assert (float(said[1]), float(said[2])) == (job.wage.low, job.wage.high)


def test_adverts_have_three_to_nine_short_sentences_and_end_tidily(world: World):
    for job in world.vacancies:
        count = len(re.findall(r"[.!?](?= [A-ZÆØÅ]|$)", job.description))
        assert 3 <= count <= 12, (count, job.description)
        assert not re.search(r"\{|\}|\.\.|  | ,", job.description), job.description


def test_about_half_the_jobs_are_small_and_some_are_full_time(world: World):
    hours = [job.hours_max for job in world.vacancies if job.hours_max is not None]
    assert 0.35 <= np.mean([value <= 15 for value in hours]) <= 0.65
    assert 0.05 <= np.mean([value >= 36 for value in hours]) <= 0.3


def test_some_adverts_are_english_and_some_fields_are_missing(world: World):
    english = [job for job in world.vacancies if re.search(r"\b(you|your|hiring)\b", job.description, re.I)]
    assert 0.08 <= len(english) / 500 <= 0.25
    assert 0.08 <= sum(job.hours_min is None for job in world.vacancies) / 500 <= 0.35
    assert 0.1 <= sum(not job.shifts and not job.daytimes for job in world.vacancies) / 500 <= 0.45


def test_some_vacancies_are_closed_or_run_out_but_most_are_open(world: World):
    closed = sum(job.status == "closed" for job in world.vacancies)
    run_out = sum(job.valid_until is not None and job.valid_until < TODAY for job in world.vacancies)
    assert 5 <= closed <= 60
    assert 5 <= run_out <= 80


def test_some_employers_are_paused_and_some_have_used_their_budget(world: World):
    assert any(firm.pause_until and firm.pause_until > TODAY for firm in world.employers)
    assert any(firm.contact_budget == firm.contacts_this_month for firm in world.employers)
    assert any(firm.agreement and firm.agreement.min_weekly_hours for firm in world.employers)


def test_a_few_participants_have_nearly_nothing_filled_in():
    bare = [person for person in invent(1, 300, 20, 20).participants if not person.wishes and not person.transport]
    assert 3 <= len(bare) <= 60


def test_law_asks_for_papers_and_never_for_danish(world: World):
    for job in world.vacancies:
        for item in job.requirements:
            if item.kind is RequirementKind.LANGUAGE:
                assert item.necessity in ("task", "preference")
                assert item.task


def test_notes_name_the_hours_of_the_record(world: World):
    for person in world.participants:
        if person.hours_wish is None:
            continue
        for number in re.findall(r"(\d+) timer om ugen", person.motivation):
            assert float(number) in (person.hours_min, person.hours_wish), (person.id, person.motivation)


def test_the_four_showcase_people_and_their_jobs_come_first_and_fit_as_told(world: World):
    shown, jobs = ["syn-p-0001", "syn-p-0002", "syn-p-0003", "syn-p-0004"], (*JOBS, *small_jobs.JOBS)
    assert [person.id for person in world.participants[:4]] == shown
    for person in shown:
        values = world.truth.values(person)
        rows = {fit: [row for row, job in enumerate(jobs) if job.person == person and job.fit is fit] for fit in Fit}
        assert rows[Fit.GOOD]
        assert rows[Fit.WRONG]
        best = max(values[rows[Fit.GOOD]])
        assert best > max(values[rows[Fit.WRONG]])
        assert sum(values > best) <= 25, "a showcase job is among the best of the whole world"


def test_truth_is_the_same_by_pair_and_by_person_and_stays_within_bounds(world: World):
    person, job = world.participants[4], world.vacancies[17]
    assert world.truth.utility(person, job) == world.truth.utilities(person)[17]
    chances = world.truth.chances(person)
    assert world.truth.chance(person.id, job.id) == chances[17]
    assert ((chances >= 0) & (chances <= 1)).all()
    assert np.isfinite(world.truth.utilities(person)).all()


def test_the_truth_is_not_read_off_the_record_alone():
    world = invent(5)
    parts = world.truth.utility_parts("syn-p-0009")
    assert np.std(parts["taste"]) > 0.1
    assert set(parts) >= {"wish", "travel", "times", "body"}


def test_reviews_depend_on_rank_and_on_how_far_the_list_is_followed(world: World):
    rng = np.random.default_rng(0)
    person, job = world.participants[0], world.vacancies[0]
    first = [world.truth.simulate_review(person, job, rng, rank=1) for _ in range(300)]
    tenth = [world.truth.simulate_review(person, job, rng, rank=10) for _ in range(300)]
    assert all(review.seen for review in first)
    assert 0.2 < np.mean([review.seen for review in tenth]) < 0.55
    passed = [review for review in first if review.consultant is Answer.YES]
    assert any(review.participant is Answer.YES for review in passed)
    assert any(review.participant is Answer.NOT_ASKED for review in passed)
    assert all(review.weeks is None or 1 <= review.weeks <= 52 for review in first)


def test_the_past_shows_popular_jobs_far_too_often():
    world = invent(2)
    past = world.truth.past_reviews(3000, np.random.default_rng(1))
    shown = np.bincount([world.truth.row(review.vacancy_id) for review in past], minlength=500)
    fame = world.truth.terrain.popularity
    assert len(past) == 3000
    assert shown[fame > np.quantile(fame, 0.8)].mean() > 2 * shown[fame < np.quantile(fame, 0.5)].mean()
    assert any(review.participant is Answer.NO and review.participant_reason for review in past)
    assert any(review.weeks for review in past)


def test_there_are_sixty_patterns_or_more_for_every_part_of_an_advert():
    words = patterns("adverts_da")
    assert len(words["opening"]) >= 60
    assert len(words["tasks"]) >= 60
    for part in ("times", "demands", "requirements", "offer"):
        assert sum(len(choices) for choices in words[part].values()) >= 60, part


def test_no_pattern_is_written_twice():
    words = patterns("adverts_da")
    for part in (words["opening"], words["tasks"], *words["times"].values(), *words["offer"].values()):
        assert len(set(part)) == len(part)


def test_danish_is_put_together_as_people_write_it():
    assert listed(["feje", "vaske", "pudse"]) == "feje, vaske og pudse"
    assert days_text((1, 2, 3, 4, 5)) == "mandag til fredag"
    assert days_text((2, 4)) == "tirsdag og torsdag"
    assert clock_text(480, 750) == "kl. 8-12.30"
    assert clock_text(1320, 1800) == "kl. 22-6"
    assert hours_text(10, 12.5) == "10-12,5"
    assert with_article("Stuepige") == "en stuepige"
    assert with_article("CNC-operatør") == "en CNC-operatør"
    assert with_article("Avisbud") == "et avisbud"


def test_another_day_moves_every_date():
    world = invent(1, 5, 20, 40, today=date(2027, 3, 1))
    seen = [job.last_confirmed for job in world.vacancies if job.last_confirmed]
    assert max(seen) <= date(2027, 3, 1)
    assert min(seen) >= date(2026, 12, 1)


def test_jobs_are_spread_over_many_occupations(world: World):
    codes = {job.disco08 for job in world.vacancies if job.disco08}
    assert len(codes) >= 60
    assert codes <= {item.disco08 for item in occupations()}
