"""Flows without the web, on SQLite and PostgreSQL: one unit each, the index in step with the store, whoever wrote."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from features.profiles import Employer, Participant, Vacancy
from features.similarity import Hybrid
from features.vocabulary import ContactKind, ContactOutcome
from service import flows
from service.access import Caller, Limiter, Role
from service.champion import Champion
from service.engine import Engine
from service.flows.suggesting import seeded
from service.problems import Problem
from service.store import open_store
from service.store.run_counts import RunCounts
from tests.service.api_house import AMAL, BAKER, KITCHEN, NOON, Clock, Letters

CONSULTANT = Caller("k1", "viborg", Role.CONSULTANT)


def services_of(database_url, clock, hybrid=None, load_encoder=lambda: None, models=Path("no-models")):
    store = open_store(database_url, now=clock)
    engine = Engine(store, lambda: clock().date(), load_encoder, Champion(models), hybrid)
    return flows.Services(store, engine, clock, Limiter())


def wait_for(condition):
    pause = threading.Event()
    for _ in range(400):
        if condition():
            return
        pause.wait(0.05)
    raise AssertionError("it never came")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def services(database_url, clock):
    made = services_of(database_url, clock, Hybrid(None))
    made.engine.start()
    wait_for(lambda: made.engine.ready)
    flows.create_employer(made, CONSULTANT, BAKER)
    flows.create_vacancy(made, CONSULTANT, KITCHEN)
    flows.create_participant(made, CONSULTANT, AMAL)
    yield made
    made.engine.stop()
    made.store.close()


def ids(run):
    return [item.suggestion.vacancy_id for item in run.suggestions]


def suggest(services, **asked):
    return flows.suggest(services, CONSULTANT, "p1", flows.Asked(**asked)).value


def test_a_kept_run_reads_as_it_was_answered(services):
    run = suggest(services)
    assert ids(run) == ["v1"]
    assert flows.read_run(services, CONSULTANT, "p1", run.id) == run


def test_what_another_process_writes_is_on_the_next_list(services):
    with services.store.unit(tenant="viborg", actor="import") as unit:
        unit.put(Employer(id="other", name="Kantinen", site={"postcode": "8800"}))
        unit.put(Vacancy(**{**KITCHEN, "id": "new", "employer_id": "other"}))
    assert sorted(ids(suggest(services))) == ["new", "v1"]


def test_a_closed_vacancy_is_not_on_the_next_list(services):
    flows.close_vacancy(services, CONSULTANT, "v1", {"reason": "filled"})
    assert ids(suggest(services)) == []


def test_a_changed_vacancy_is_read_anew(services):
    kept = flows.read_vacancy(services, CONSULTANT, "v1")
    changed = {**KITCHEN, "hours_min": 30, "hours_max": 37}
    flows.change_vacancy(services, CONSULTANT, "v1", changed, kept.version)
    why = flows.why_not(services, CONSULTANT, "p1", "v1")
    assert [finding.code for finding in why.blocking] == ["too_many_hours"]
    assert ids(suggest(services)) == []


def test_an_employers_pause_reaches_the_list(services):
    kept = flows.read_employer(services, CONSULTANT, "e1")
    flows.change_employer(services, CONSULTANT, "e1", {**BAKER, "pause_until": "2026-12-24"}, kept.version)
    assert ids(suggest(services)) == []
    why = flows.why_not(services, CONSULTANT, "p1", "v1")
    assert [finding.code for finding in why.blocking] == ["employer_paused"]


def test_a_used_up_budget_is_free_again_in_the_next_month(services, clock):
    for _ in range(2):
        flows.note_contact(services, CONSULTANT, "e1", {"kind": "call", "outcome": "replied"})
    assert ids(suggest(services)) == []
    clock.now = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    run = suggest(services)
    assert ids(run) == ["v1"]
    assert run.ranking.violations == 0
    assert run.suggestions[0].suggestion.reasons_for


def test_contacts_logged_elsewhere_count_too(services):
    with services.store.unit(tenant="viborg", actor="key:other") as unit:
        for _ in range(2):
            unit.add_contact("e1", ContactKind.CALL, ContactOutcome.NO_ANSWER)
    why = flows.why_not(services, CONSULTANT, "p1", "v1")
    assert [finding.code for finding in why.blocking] == ["contact_budget_used"]


def test_eight_at_once_with_one_key_make_one_record(services):
    made, barrier = [], threading.Barrier(8)

    def post():
        barrier.wait()
        once = flows.Once("key", "POST /employers", {"name": "Samme"})
        made.append(flows.create_employer(services, CONSULTANT, {"name": "Samme"}, once))

    threads = [threading.Thread(target=post) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({item.value.record.id for item in made}) == 1
    assert sorted(item.replayed for item in made) == [False] + [True] * 7


def test_of_eight_writers_with_one_version_one_wins(services):
    outcomes, barrier = [], threading.Barrier(8)

    def write(number):
        barrier.wait()
        try:
            flows.change_employer(services, CONSULTANT, "e1", {**BAKER, "name": f"Bager {number}"}, 1)
            outcomes.append("won")
        except Problem as problem:
            outcomes.append(problem.code)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["stale"] * 7 + ["won"]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("resources", "Stabil. Har diskusprolaps.", "names_health"),
        ("motivation", "Vil ud, når hun ikke længere er gravid.", "names_health"),
        ("tags", ["enlig mor"], "names_private"),
    ],
)
def test_a_diagnosis_is_asked_about_and_not_kept(services, field, text, code):
    kept = flows.read_participant(services, CONSULTANT, "p1")
    changed = {**AMAL, field: text}
    for save in (
        lambda: flows.create_participant(services, CONSULTANT, {**changed, "id": "p9"}),
        lambda: flows.change_participant(services, CONSULTANT, "p1", changed, kept.version),
    ):
        with pytest.raises(Problem) as caught:
            save()
        assert [fault.code for fault in caught.value.faults] == [code]
    assert flows.read_participant(services, CONSULTANT, "p1").version == kept.version
    with pytest.raises(Problem):
        flows.read_participant(services, CONSULTANT, "p9")


def test_nothing_is_kept_of_a_flow_that_fails(services):
    before = services.store.change_counter()
    with pytest.raises(Problem, match="not_found"):
        flows.note_contact(services, CONSULTANT, "nobody", {"kind": "call", "outcome": "replied"})
    with pytest.raises(Problem, match="not_found"):
        flows.set_status(services, CONSULTANT, "nobody", {"status": "active"})
    assert services.store.change_counter() == before


def test_lists_are_made_by_spelling_while_the_encoder_loads_and_by_meaning_afterwards(database_url, clock, monkeypatch):
    monkeypatch.setattr("service.engine.RETRY_SECONDS", 0.1)
    loaded = threading.Event()

    def slowly():
        loaded.wait(20)
        return Letters()

    services = services_of(database_url, clock, load_encoder=slowly)
    with services.store.unit(tenant="viborg", actor="import") as unit:
        unit.put(Employer(**BAKER))
        unit.put(Vacancy(**KITCHEN))
        unit.put(Participant(**AMAL))
    services.engine.start()
    wait_for(lambda: services.engine.ready)
    first = suggest(services)
    assert (ids(first), first.ranking.versions["encoder"], services.engine.degraded) == (["v1"], "lexical", True)
    with services.store.unit(tenant="viborg", actor="import") as unit:
        unit.put(Vacancy(**{**KITCHEN, "id": "meanwhile"}))
    loaded.set()
    wait_for(lambda: not services.engine.degraded)
    second = suggest(services)
    assert (sorted(ids(second)), second.ranking.versions["encoder"]) == (["meanwhile", "v1"], "letters")


class Reading(Letters):
    """Letters, and which queries it was asked to read."""

    def __init__(self):
        super().__init__()
        self.read = []

    def encode(self, texts, role="document"):
        if role == "query":
            self.read += texts
        return super().encode(texts, role)


def test_the_first_list_after_a_save_finds_the_words_encoded_already(database_url, clock, monkeypatch):
    monkeypatch.setattr("service.engine.LOOK_SECONDS", 3_600)  # here we keep up when we say so
    encoder = Reading()
    services = services_of(database_url, clock, Hybrid(encoder))
    services.engine.start()
    wait_for(lambda: services.engine.ready)
    flows.create_employer(services, CONSULTANT, BAKER)
    flows.create_vacancy(services, CONSULTANT, KITCHEN)
    flows.create_participant(services, CONSULTANT, AMAL)
    services.engine.keep_up()
    assert "køkkenhjælp" in encoder.read
    encoder.read.clear()
    assert ids(suggest(services)) == ["v1"]
    assert encoder.read == []
    services.engine.stop()
    services.store.close()


def test_an_encoder_that_cannot_be_loaded_leaves_us_answering_by_spelling(database_url, clock):
    def never():
        raise OSError("no such model")

    services = services_of(database_url, clock, load_encoder=never)
    services.engine.start()
    wait_for(lambda: services.engine.ready)
    assert (services.engine.degraded, services.engine.encoder_state) == (True, "failed")


def test_a_list_before_the_store_is_read_is_refused_not_empty(database_url, clock):
    services = services_of(database_url, clock)
    flows.create_participant(services, CONSULTANT, AMAL)
    with pytest.raises(Problem, match="not_ready"):
        suggest(services)
    assert clock() == NOON


def several(services, employers=6):
    """As many employers with a kitchen each: enough to try something out."""
    for number in range(employers):
        flows.create_employer(services, CONSULTANT, {**BAKER, "id": f"b{number}"})
        flows.create_vacancy(services, CONSULTANT, {**KITCHEN, "id": f"k{number}", "employer_id": f"b{number}"})


def test_a_kept_list_holds_one_try_out_that_its_own_id_draws_again(services):
    several(services)
    run = suggest(replace(services, explore=True), k=5)
    [tried] = [item.suggestion for item in run.suggestions if item.suggestion.tried]
    assert tried.rank == 5
    assert 0 < tried.propensity < 1
    with services.store.reader("viborg") as reader:
        person = reader.get(Participant, "p1").record
    again = services.engine.rank(person, 5, seeded(run.id))
    assert [one.vacancy_id for one in again.suggestions] == ids(run)


def test_without_the_switch_nothing_is_tried_out(services):
    several(services)
    run = suggest(services, k=5)
    assert {(item.suggestion.tried, item.suggestion.propensity) for item in run.suggestions} == {(False, 1.0)}


def test_lists_are_counted_with_those_made_by_spelling_alone(services, clock):
    run = suggest(services)
    with services.store.reader("viborg") as reader:
        assert reader.run_counts(run.created_at) == RunCounts(lists=1, degraded=1, violations=0)
        assert reader.run_counts(run.created_at + timedelta(seconds=1)).lists == 0
    with services.store.reader("aarhus") as reader:
        assert reader.run_counts(run.created_at).lists == 0
