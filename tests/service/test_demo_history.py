"""The invented months of the demonstration: in the order of time, as the service keeps things, all of it or nothing."""

from datetime import date, timedelta

import pytest

from features.profiles import Participant, Vacancy
from features.similarity import Hybrid
from features.vocabulary import ParticipantStatus, Party
from matching.model import MatchModel
from matching.ranker import Ranker
from service.demo import SHOWN, _invent
from service.demo_agenda import Agenda, Clock, began, then
from service.demo_history import SILENT, live
from service.desk import Desk
from service.flows.positions import filled
from service.pseudonyms import Pseudonyms
from service.snapshots import Period, gather
from service.store import open_store
from training.world import invent

TODAY = date(2026, 11, 22)


def lived(folder, step=lambda name, n: None):
    """A store in which the months have been lived by sixteen people, compared by spelling."""
    store = open_store(f"sqlite:///{folder}/lived.db")
    world = invent(1, participants=16, employers=30, vacancies=120, today=TODAY)
    with then(store, began(TODAY)) as (past, _), past.unit(tenant="viborg", actor="test") as unit:
        for record in (*world.employers, *world.participants, *world.vacancies):
            unit.put(record.model_copy(update={"tenant": "viborg"}))
    employers = {one.id: one for one in world.employers}
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(world.vacancies, employers)
    live(Desk(store, "viborg", ranker, {}, employers), world, TODAY, step)
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = lived(tmp_path_factory.mktemp("lived"))
    yield made
    made.close()


@pytest.fixture
def reader(store):
    with store.reader("viborg") as found:
        yield found


def story(store):
    """What happened, without the ids that are drawn."""
    with store.reader("viborg") as reader:
        shown = {one.id: (one.at, one.participant_id, one.vacancy_id, one.rank, one.actor) for one in reader.shown()}
        said = [(shown[one.suggestion_id], one.party, one.answer, one.reason, one.at) for one in reader.answered()]
        jobs = [(one.agreed, one.ending and one.ending.told) for one in reader.placements()]
    return list(shown.values()), said, jobs


def test_all_of_it_can_be_learned_from_and_is_labelled_invented(reader):
    found = gather(reader, Pseudonyms(b"key"), TODAY, Period())
    assert found.dataset.synthetic
    assert not found.left_out
    assert set(found.dataset.answers["party"]) == {party.value for party in Party}
    assert len(found.dataset.outcomes)
    assert found.dataset.suggestions["consultant"].nunique() == 4


def test_it_goes_forward_in_time_and_ends_before_today(reader):
    shown, answered = list(reader.shown()), list(reader.answered())
    days = {one.id: one.at for one in shown}
    for log in (shown, answered):
        assert [one.at for one in log] == sorted(one.at for one in log)
        assert log[-1].at.date() < TODAY
    assert all(one.at > days[one.suggestion_id] for one in answered)
    assert all(day.weekday() < 5 for day in days.values())


def test_nobody_gets_a_list_while_they_have_a_job(reader):
    jobs = reader.placements()
    assert jobs
    for job in jobs:
        until = job.ending.told.on if job.ending else TODAY
        days = [run.created_at for run in reader.runs(job.participant_id, limit=99)]
        assert not [day for day in days if job.created_at < day and day.date() < until]


def test_who_has_a_job_is_placed_and_who_has_none_any_more_is_not(reader):
    working = {job.participant_id for job in reader.placements(running=True)}
    assert working
    for id in {job.participant_id for job in reader.placements()}:
        placed = reader.get(Participant, id).record.status is ParticipantStatus.PLACED
        assert placed == (id in working)


def test_nothing_old_is_left_waiting(reader):
    weekend = timedelta(days=2)
    waited = [TODAY - one.waiting.date() for one in reader.last_done().values() if one.waiting]
    assert waited
    assert max(waited) <= timedelta(days=SILENT) + weekend


def test_the_same_months_are_lived_every_time(store, tmp_path):
    again = lived(tmp_path)
    try:
        assert story(again) == story(store)
    finally:
        again.close()


def test_the_showcase_has_no_part_in_it(reader):
    shown = list(reader.shown())
    assert not {one.participant_id for one in shown} & set(SHOWN)
    assert not {one.vacancy_id for one in shown} & {"syn-v-00001", "syn-v-00005", "syn-v-00019"}


def test_a_job_takes_its_place_and_what_is_filled_is_on_no_later_list(reader):
    for job in reader.placements():
        vacancy = reader.get(Vacancy, job.vacancy_id).record
        later = [one for one in reader.shown() if one.vacancy_id == job.vacancy_id and one.at > job.created_at]
        assert filled(vacancy) or vacancy.positions
        assert not filled(vacancy) or not later


def test_a_history_that_is_broken_off_leaves_nothing(tmp_path):
    count = []

    def tired(name, n):
        count.append(n)
        if len(count) == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lived(tmp_path, tired)
    store = open_store(f"sqlite:///{tmp_path}/lived.db")
    with store.reader("viborg") as reader:
        assert not reader.last_done()
        assert not list(reader.shown())
    store.close()


def test_what_falls_on_a_weekend_happens_on_monday():
    clock, happened = Clock(None), []
    agenda = Agenda(type("Unit", (), {"actor": ""})(), clock)
    for day in (20, 21, 22, 23):  # Friday to Monday
        agenda.on(date(2026, 11, day), "kim", lambda day=day: happened.append((day, agenda.today.day)))
    agenda.live(date(2026, 11, 24))
    assert sorted(happened) == [(20, 20), (21, 23), (22, 23), (23, 23)]


def test_a_new_month_renews_adverts_and_leaves_people_as_they_were_left(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/months.db")
    assert _invent(store, "viborg", TODAY, lambda name, n: None)
    with store.unit(tenant="viborg", actor="kim") as unit:
        mine = unit.get(Participant, SHOWN[0]).record.model_copy(update={"hours_max": 4.5, "hours_wish": None})
        unit.put(mine.model_copy(update={"hours_min": None}))
    assert _invent(store, "viborg", TODAY + timedelta(days=1), lambda name, n: None) is None
    assert _invent(store, "viborg", date(2026, 12, 1), lambda name, n: None)
    with store.reader("viborg") as reader:
        assert reader.get(Participant, SHOWN[0]).record.hours_max == 4.5
    store.close()
