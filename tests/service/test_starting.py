"""From three times yes to a job on the pages, and on to its follow-ups, its end and the next step."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest

from features.profiles import Agreed, Employer, Participant, Vacancy
from features.vocabulary import ParticipantStatus
from service.access import Caller, Role
from service.flows.aftercare import Course
from service.flows.names import names_of
from service.flows.starting import Beginning, Job, Whom
from service.store import Placement
from tests.service.api_house import API, NOON, open_house
from tests.service.forms import FormOf
from tests.service.page_house import signed_in

TODAY = NOON.date()


def beginning(person, job):
    whom = Whom(
        Participant(id="p", **person),
        Vacancy(id="v", employer_id="e", title="Hjælper", terms="ordinary", **job),
        Employer(id="e"),
    )
    return Beginning("s", "r", whom, {}, None)


@pytest.mark.parametrize(
    ("person", "job", "hours"),
    [
        ({"hours_wish": 12}, {"hours_min": 10, "hours_max": 15}, 12),
        ({"hours_wish": 8}, {"hours_min": 10, "hours_max": 15}, 10),
        ({"hours_wish": 20}, {"hours_min": 10, "hours_max": 15}, 15),
        ({"hours_wish": 20}, {}, 20),
        ({"hours_max": 6}, {}, 6),
        ({}, {"hours_min": 10}, 10),
        ({"hours_wish": 8}, {"hours_min": 10}, 10),
        ({}, {}, None),
    ],
)
def test_the_hours_to_begin_with_are_the_wished_ones_as_far_as_the_job_has_them(person, job, hours):
    assert beginning(person, job).hours == hours


@pytest.mark.parametrize(
    ("own", "theirs", "first"), [(None, None, 20), (25, None, 25), (25, 27, 27), (1, 2, 20)]
)  # days of November 2026, today is the 20th
def test_the_first_day_is_when_both_can_and_never_in_the_past(own, theirs, first):
    def day(number):
        return number and date(2026, 11, number)

    known = beginning({"earliest_start": day(own)}, {"start": day(theirs)})
    assert known.first_day(TODAY) == date(2026, 11, first)


def test_the_week_of_a_job_and_its_hours_by_the_plan():
    agreed = Agreed(start=date(2026, 11, 2), hours=12, proof="contract",
                    ramp_plan=[{"week": 2, "hours": 4}, {"week": 4, "hours": 8}])  # fmt: skip
    placed = Placement("x", "s", "p", "v", "e", agreed, "key:kim", NOON)
    job = Job(Course(placed, (), None, {}), beginning({}, {}).whom)
    assert [job.week(date(2026, 11, day)) for day in (1, 2, 8, 9, 23)] == [0, 1, 1, 2, 4]
    assert [job.hours_in(week) for week in (1, 2, 3, 4, 9)] == [12, 4, 4, 8, 8]
    assert job.coming(date(2026, 11, 23))[:2] == ((4, date(2026, 11, 30)), (6, date(2026, 12, 14)))


@pytest.fixture
def house(tmp_path):
    with open_house(tmp_path) as house:
        house.fill(house.caller())
        yield house


@pytest.fixture
def client(house):
    return signed_in(house, "consultant", name="Kirsten Holm")


@pytest.fixture
def suggestion(house):
    run = house.caller().post(f"{API}/participants/p1/suggestions", json={"k": 3}).json()
    return run["suggestions"][0]["id"]


def say_yes(house, suggestion, *parties):
    for party in parties or ("participant", "consultant", "employer"):
        answer = house.caller().post(
            f"{API}/suggestions/{suggestion}/reviews", json={"party": party, "answer": "yes", "reason": "good_fit"}
        )
        assert answer.status_code == 201, answer.text


def send(client, address, **other):
    fields = FormOf(client.get(address).text, address).sent(**other)
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return client.post(address, content=urlencode(fields, doseq=True), headers=headers)


def status(house):
    with house.store.reader("viborg") as reader:
        return reader.get(Participant, "p1").record.status


def begun(house, client, suggestion, **other):
    say_yes(house, suggestion)
    agreed = {"proof": "contract", "start": TODAY.isoformat(), **other}
    answer = send(client, f"/forslag/{suggestion}/start", **agreed)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_before_all_three_have_said_yes_nothing_can_be_agreed(house, client, suggestion):
    say_yes(house, suggestion, "participant", "consultant")
    page = client.get(f"/forslag/{suggestion}/start").text
    assert "mangler et ja fra virksomheden" in page
    assert client.post(f"/forslag/{suggestion}/start", data={"start": "2026-11-20"}).status_code == 303
    with house.store.reader("viborg") as reader:
        assert reader.placements() == ()


def test_a_start_keeps_what_was_agreed_and_the_status_in_one_go(house, client, suggestion):
    rows = {"ramp_plan.0.week": "1", "ramp_plan.0.hours": "3,5"}
    address = begun(house, client, suggestion, contact_role="bageren", hours="12,5", **rows)
    with house.store.reader("viborg") as reader:
        (kept,) = reader.placements()
    assert address == f"/jobstart/{kept.id}"
    assert (kept.agreed.hours, kept.agreed.contact_role, kept.agreed.start) == (12.5, "bageren", TODAY)
    assert [(step.week, step.hours) for step in kept.agreed.ramp_plan] == [(1, 3.5)]
    assert status(house) is ParticipantStatus.PLACED
    assert client.get(f"/forslag/{suggestion}/start").headers["location"] == address


def test_a_start_with_a_fault_keeps_neither_job_nor_status(house, client, suggestion):
    say_yes(house, suggestion)
    answer = send(client, f"/forslag/{suggestion}/start", hours="mange", proof="")
    assert answer.status_code == 422
    for field in ("hours", "proof"):
        assert f'id="fault-{field}"' in answer.text, field
    assert 'value="mange"' in answer.text
    ill = send(client, f"/forslag/{suggestion}/start", proof="contract", contact_role="har angst", tasks="sy\nhar PTSD")
    assert (ill.status_code, 'id="fault-contact_role"' in ill.text, 'id="fault-tasks"' in ill.text) == (422, True, True)
    assert status(house) is ParticipantStatus.ACTIVE


def test_a_plan_that_was_emptied_stays_empty_when_the_form_comes_back(house, client, suggestion):
    with house.store.unit(tenant="viborg", actor="test") as unit:
        person = unit.get(Participant, "p1").record
        unit.put(Participant.model_validate({**person.model_dump(), "ramp_plan": [{"week": 3, "hours": 4}]}))
    say_yes(house, suggestion)
    emptied = {"ramp_plan.0.week": "", "ramp_plan.0.hours": ""}
    answer = send(client, f"/forslag/{suggestion}/start", **emptied)
    again = FormOf(answer.text, f"/forslag/{suggestion}/start").sent()
    assert (answer.status_code, again["ramp_plan.0.week"]) == (422, [""])


def test_the_caseload_leads_to_the_start_and_then_to_the_follow_up(house, client, suggestion):
    say_yes(house, suggestion)
    assert f'href="/forslag/{suggestion}/start"' in client.get("/sagsstamme").text
    send(client, f"/forslag/{suggestion}/start", proof="contract", start="2026-11-12")
    with house.store.reader("viborg") as reader:
        (kept,) = reader.placements()
    for page in ("/sagsstamme", "/deltagere/p1"):
        assert f'href="/jobstart/{kept.id}/opfoelgning"' in client.get(page).text


def test_a_follow_up_is_noted_for_its_week_with_who_noted_it(house, client, suggestion):
    job = begun(house, client, suggestion, start="2026-10-23")  # four weeks ago
    form = f"{job}/opfoelgning"
    answer = send(client, form, well_being="7", hours="7,5", signs=["late", "transport"], text="Bussen er sen")
    assert answer.headers["location"] == job
    page = client.get(job).text
    for told in ("Uge 4", "Kirsten Holm", "7,5 timer", "Deltageren siger 7 af 10", "kommer for sent", "Bussen er sen"):
        assert told in page, told
    assert "Næste opfølgning er efter uge 6, 4.12.2026." in page
    with house.store.reader("viborg") as reader:
        (kept,) = reader.follow_ups(job.rpartition("/")[2])
    assert (kept.told.week, kept.told.on, kept.told.employer_satisfaction) == (4, TODAY, None)


def test_a_follow_up_that_names_an_illness_keeps_nothing_and_shows_the_words_again(house, client, suggestion):
    form = f"{begun(house, client, suggestion)}/opfoelgning"
    answer = send(client, form, text="Hun har PTSD", action="visit")
    assert answer.status_code == 422
    assert 'id="fault-text"' in answer.text
    again = FormOf(answer.text, form).sent()
    assert (again["text"], again["action"]) == (["Hun har PTSD"], ["visit"])
    assert "Ingen endnu." in client.get(form.rpartition("/")[0]).text


@pytest.mark.parametrize(
    ("reason", "leads"),
    [("hours", "ret/timer"), ("travel", "ret/transport"), ("tasks", "ret/oensker"), ("support_missing", "ret/hensyn")],
)
def test_the_reason_of_an_end_leads_to_what_to_look_at_next(house, client, suggestion, reason, leads):
    job = begun(house, client, suggestion)
    assert send(client, f"{job}/slut", reason=reason).headers["location"] == job
    assert f'href="/deltagere/p1/{leads}"' in client.get(job).text
    assert status(house) is ParticipantStatus.ACTIVE
    assert client.get(f"{job}/slut").headers["location"] == job
    assert client.get(f"{job}/opfoelgning").headers["location"] == job


def test_an_end_without_a_reason_or_before_the_start_keeps_nothing(house, client, suggestion):
    job = begun(house, client, suggestion)
    for wrong, field in (({"reason": ""}, "reason"), ({"reason": "hours", "on": "2026-01-01"}, "on")):
        answer = send(client, f"{job}/slut", **wrong)
        assert answer.status_code == 422
        assert f'id="fault-{field}"' in answer.text
    assert status(house) is ParticipantStatus.PLACED


def test_sending_a_start_a_follow_up_or_an_end_twice_does_it_once(house, client, suggestion):
    say_yes(house, suggestion)
    headers = {"content-type": "application/x-www-form-urlencoded"}

    def twice(address, **other):
        content = urlencode(FormOf(client.get(address).text, address).sent(**other), doseq=True)
        first, again = (client.post(address, content=content, headers=headers) for _ in range(2))
        assert (first.status_code, again.headers["location"]) == (303, first.headers["location"])
        return first.headers["location"]

    job = twice(f"/forslag/{suggestion}/start", proof="contract", start=TODAY.isoformat())
    twice(f"{job}/opfoelgning")
    twice(f"{job}/slut", reason="hours")
    with house.store.reader("viborg") as reader:
        (kept,) = reader.placements()
        assert len(reader.follow_ups(kept.id)) == 1


def test_a_pause_keeps_a_company_away_and_ends_when_somebody_says_so(house, client):
    past = client.post("/virksomheder/e1/pause", data={"until": "2026-11-19"})
    assert (past.status_code, 'id="fault-until"' in past.text) == (422, True)
    assert client.post("/virksomheder/e1/pause", data={"until": ""}).status_code == 422
    assert client.post("/virksomheder/e1/pause", data={"until": "2026-12-24"}).status_code == 303
    assert "pause til 24.12.2026" in client.get("/virksomheder/e1").text
    assert client.post("/virksomheder/e1/pause", data={"resume": "ja"}).status_code == 303
    assert "plads til en kontakt" in client.get("/virksomheder/e1").text


def test_who_called_stands_by_name_for_colleagues_and_other_tenants_have_no_names(house, client):
    client.post("/virksomheder/e1/kontakt", data={"kind": "call", "outcome": "replied"})
    assert "Kirsten Holm</td>" in client.get("/virksomheder/e1").text
    services = house.app.state.services
    mine = house.store.create_account(tenant="viborg", role="consultant", name="Lis", login="lis")
    theirs = house.store.create_account(tenant="skive", role="consultant", name="Ove", login="ove")
    house.store.revoke_account("viborg", mine.id)
    caller = Caller("k", "viborg", Role.CONSULTANT)
    actors = [f"user:{mine.id}", f"user:{theirs.id}", "key:k", "import"]
    assert names_of(services, caller, actors) == {f"user:{mine.id}": "Lis"}


def test_a_follow_up_that_was_due_when_weeks_were_left_out_says_so(house, client, suggestion):
    job = begun(house, client, suggestion, start=(TODAY - timedelta(days=22)).isoformat())
    page = client.get(job).text
    assert "Opfølgningen efter uge 3 skulle være gjort 19.11.2026." in page
    assert "Uge 1 og 2 blev sprunget over" in page


def test_the_first_day_is_one_on_which_there_is_work():
    shifts = [{"weekdays": [1, 3], "start": "09:00", "end": "12:00"}]
    known = beginning({"earliest_start": date(2026, 11, 28)}, {"shifts": shifts})  # a Saturday
    assert known.first_day(TODAY) == date(2026, 11, 30)
